"""The values that travel: Document, Statement, Evidence and their parts, frozen, with both identities.

Place in the flow: loaders make these values, stores keep them, projections translate them. A statement's identity is the
hash of its meaning (the merge key); an evidence's adds source, span and rule. Neither depends on a run, a clock or a label.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from ontology.vocabulary import CERTAINTIES, RELATIONS, sort_kinds

_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def _digest(*parts: object) -> str:
    """128 bits of SHA-256 over the parts' canonical JSON, as 32 hexadecimal digits."""
    return hashlib.sha256(_CANONICAL(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def normalize_words(text: str) -> str:
    """Lower-case words of `text` with single spaces: what makes two literal objects the same."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def local_curie(text: str) -> str:
    """The local identifier of a phrase that no vocabulary knows: `local:` and its words joined by hyphens.

    Deterministic, and the same for phrases that differ only in case, punctuation or spacing. Long phrases end in a hash.
    """
    words = re.findall(r"[^\W_]+", normalize_words(text))
    slug = "-".join(words)
    if not slug or len(slug) > 80:
        slug = f"{slug[:60].rstrip('-')}-{_digest(words or text)[:12]}".lstrip("-")
    return f"local:{slug}"


@dataclass(frozen=True, slots=True)
class Entity:
    """A node. `kinds` in the vocabulary table's order; `synonyms` and `xrefs` sorted, without duplicates."""

    curie: str
    label: str
    kinds: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()

    @property
    def grounded(self) -> bool:
        """False where no vocabulary knew the phrase and the identifier is local."""
        return not self.curie.startswith("local:")

    @property
    def key(self) -> str:
        """What identity is made of."""
        return self.curie


@dataclass(frozen=True, slots=True)
class Literal:
    """An object that is words, not a node: an incidence, an onset, a mode of inheritance."""

    label: str

    @property
    def key(self) -> str:
        """What identity is made of: the words, case and spacing aside."""
        return f'"{normalize_words(self.label)}"'


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number read from `[start, end)` of the document's text, of which `verbatim` is the copy.

    `low`, `high`: the value in `unit` ("1" for a share: 50% is 0.5); None leaves that end open ("up to 60%": low None).
    `numerator`, `denominator`: the words that say of what; a denominator the text leaves open is None.
    `per_time`: "year", another unit, "unknown" (a rate whose time the text does not give), or None (not a rate).
    """

    kind: str
    low: float | None
    high: float | None
    unit: str
    verbatim: str
    start: int
    end: int
    numerator: str | None = None
    denominator: str | None = None
    per_time: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the subject's `outcome` compares: `direction` (better, worse, more, less, no_difference) in `group` against `against`.

    `group`: a CURIE where it is an entity, else words.
    """

    outcome: str
    direction: str
    group: str
    against: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """A disjunction in one place: `members` are the object keys (CURIE or label) of its statements, in text order."""

    id: str
    members: tuple[str, ...]

    @classmethod
    def of(cls, source: str, start: int, end: int, members: Iterable[str]) -> "AnyOf":
        """The disjunction said in `[start, end)` of `source`."""
        members = tuple(members)
        return cls(_digest("any_of", source, start, end, members), members)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place that says a statement. `[start, end)` are code points of the unchanged text; `text` is their copy.

    `qualifiers`: sorted (name, value) pairs of what this place adds and no other field holds: action, reason, severity,
    onset, sex, context, modifier, reference, evidence_code. Names may repeat.
    `subject_span`, `object_span`: where the two are named; outside `[start, end)` when carried from elsewhere, None when implied.
    """

    source: str
    section: str
    start: int
    end: int
    text: str
    rule: str
    certainty: str = "asserted"
    frequency: str | None = None
    quantities: tuple[Quantity, ...] = ()
    truncated: bool = False
    subject_text: str | None = None
    object_text: str | None = None
    subject_span: tuple[int, int] | None = None
    object_span: tuple[int, int] | None = None
    any_of: AnyOf | None = None
    qualifiers: tuple[tuple[str, str], ...] = ()
    loader: str = ""

    def id_for(self, statement_id: str) -> str:
        """Identity: statement, source, span and rule."""
        return _digest("evidence", statement_id, self.source, self.start, self.end, self.rule)

    def qualifier(self, name: str) -> str | None:
        """First value of a qualifier, None where there is none."""
        return next((value for key, value in self.qualifiers if key == name), None)


@dataclass(frozen=True, slots=True)
class Statement:
    """subject · relation · object · negated · comparison, and the places that say so."""

    subject: Entity
    relation: str
    object: Entity | Literal
    negated: bool = False
    comparison: Comparison | None = None
    evidence: tuple[Evidence, ...] = ()
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS:
            raise ValueError(f"unknown relation {self.relation!r}")
        compared = self.comparison and (
            self.comparison.outcome, self.comparison.direction, self.comparison.group, self.comparison.against,
        )  # fmt: skip
        meaning = ("statement", self.subject.key, self.relation, self.object.key, self.negated, compared)
        object.__setattr__(self, "id", _digest(*meaning))

    def with_parts(self, subject: Entity, object: Entity | Literal, evidence: tuple[Evidence, ...]) -> "Statement":
        """The same meaning with these values; itself where they are what it has, since an identity is dear to compute."""
        if self.subject is subject and self.object is object and self.evidence == evidence:
            return self
        return replace(self, subject=subject, object=object, evidence=evidence)

    @property
    def certainty(self) -> str:
        """The strongest certainty of its evidence; "asserted" without any."""
        return max((e.certainty for e in self.evidence), key=CERTAINTIES.index, default="asserted")

    @property
    def any_of(self) -> AnyOf | None:
        """The first disjunction among its evidence."""
        return next((e.any_of for e in self.evidence if e.any_of), None)

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """All distinct quantities of its evidence, in evidence order."""
        return tuple(dict.fromkeys(q for e in self.evidence for q in e.quantities))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a document: `kind` of the vocabulary's SECTIONS; `[start, end)` of the text; the heading's words, if it has one."""

    kind: str
    start: int
    end: int
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read. `source` (URL, resolved path as file:// URL, or `archive!member`) is its identity; `name` is for display."""

    source: str
    name: str
    text: str
    sections: tuple[Section, ...] = ()
    title: str | None = None
    format: str = "text"
    loader: str = ""

    @property
    def id(self) -> str:
        """Identity: the source."""
        return _digest("document", self.source)

    @property
    def text_hash(self) -> str:
        """Hash of the text alone: two sources with one hash say the same words."""
        return _digest("text", self.text)


@dataclass(frozen=True, slots=True)
class NameEvidence:
    """A place where a document gives a name of an entity; `[start, end)` of its text reads `name`."""

    curie: str
    name: str
    source: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """All that one document contributes. Its statements carry only its own evidence; `entities` are all that it names."""

    document: Document
    statements: tuple[Statement, ...] = ()
    names: tuple[NameEvidence, ...] = ()
    subject: Entity | None = None

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Subjects and objects of its statements and its own subject, merged by CURIE, sorted."""
        found = [self.subject] if self.subject else []
        for statement in self.statements:
            found.append(statement.subject)
            if isinstance(statement.object, Entity):
                found.append(statement.object)
        return merge_entities(found)


def merge_entities(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """One entity a CURIE: kinds, synonyms and xrefs united, the smallest label kept. Order of the input does not matter."""
    merged: dict[str, Entity] = {}
    for entity in entities:
        known = merged.get(entity.curie)
        if known is None or known is entity or known == entity:
            merged[entity.curie] = entity
            continue
        label = min(known.label, entity.label)
        names = {*known.synonyms, *entity.synonyms, known.label, entity.label} - {label}
        merged[entity.curie] = Entity(
            curie=entity.curie,
            label=label,
            kinds=sort_kinds({*known.kinds, *entity.kinds}),
            synonyms=tuple(sorted(names)),
            xrefs=tuple(sorted({*known.xrefs, *entity.xrefs})),
        )
    return tuple(merged[curie] for curie in sorted(merged))


def merge_statements(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """One statement an identity, with all evidence, each place once, sorted by source, span and rule; sorted by id.

    Entities are merged too, so that one CURIE is one value throughout.
    """
    statements = list(statements)
    entities = {
        entity.curie: entity
        for entity in merge_entities(e for s in statements for e in (s.subject, s.object) if isinstance(e, Entity))
    }
    evidence: dict[str, dict[tuple[str, int, int, str], Evidence]] = {}  # by what identifies a place of one statement
    first: dict[str, Statement] = {}
    words: dict[str, Literal] = {}  # of several spellings of a literal object the smallest, whatever the order
    for statement in statements:
        first.setdefault(statement.id, statement)
        if isinstance(statement.object, Literal):
            words[statement.id] = min(words.get(statement.id, statement.object), statement.object, key=lambda w: w.label)
        places = evidence.setdefault(statement.id, {})
        for place in statement.evidence:
            places.setdefault(_place(place), place)
    merged = []
    for key in sorted(first):
        statement = first[key]
        target = statement.object
        places = evidence[key]
        merged.append(
            statement.with_parts(
                entities[statement.subject.curie],
                entities[target.curie] if isinstance(target, Entity) else words[key],
                tuple(places[at] for at in sorted(places)),
            )
        )
    return tuple(merged)


def _place(place: Evidence) -> tuple[str, int, int, str]:
    return place.source, place.start, place.end, place.rule
