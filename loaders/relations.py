"""Statements of one sentence: rules hit the marked clauses, their regions become objects, the context says how sure and how often."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from graph.model import AnyOf, Comparison, Entity, Evidence, Literal, Quantity, Statement
from loaders.context import Context, SentenceContext
from loaders.phrase_words import TERMINATOR, VERB
from loaders.phrases import Phrase, clip_after, clip_before, split_phrases, split_with, trim, without_glosses
from loaders.quantities import FoundQuantity, quantities_in
from loaders.relations_modes import (
    comparison_of,
    fragment_phrases,
    gene_phrases,
    inheritance_entity,
    person_phrases,
)
from loaders.relations_objects import Found, Grounder
from loaders.relations_subject import DISEASE_KINDS, Frame, mark
from loaders.rules.matching import RuleSet
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Hit, Rule
from loaders.rules.words import pattern
from loaders.sentences import Sentence
from ontology.vocabulary import CERTAINTIES

LOADER: Final = "rules/1"

_CLAUSE: Final = pattern("clause")
_AND: Final = re.compile(r",?\s+(?:and|then)\s+$", re.IGNORECASE)
_IMPERATIVE: Final = pattern("imperative")
_STARTS_WITH_VERB: Final = pattern("starts_with_verb")
_LISTED: Final = frozenset(("treatment", "anesthesia", "monitoring"))  # sections whose notes are parted by semicolons
_LINKS: Final = pattern("links")
_RESEARCH: Final = re.compile(r"(?i)\b(?:research|clinical trials?)\b")
_FROM_RESEARCH: Final = frozenset(("treatment.ineffective", "treatment.effectiveness-of"))
_GROUNDED_ONLY: Final = frozenset(("prognosis", "other", "diagnosis", "epidemiology", "pathophysiology"))
_SIGNS: Final = pattern("signs")
_NOT_SIGNS: Final = pattern("not_signs")
_CUT: Final = re.compile(r"(?i)\s(?:to (?!the\b)|before|by|with|during|after|prior to|using|until|clinically|for (?=\w+ing))\b")
_GLOSS: Final = re.compile(r"\s*\([^()]*\)")
_CAUSE_WHOLE: Final = re.compile(r"(?i)\b(?:in|of|between|from|to)\b [^,;]*\band\b")
_TRUSTED: Final = frozenset(("symptom.characterized-by", "symptom.include", "symptom.test-shows", "symptom.combination-of"))
_INSTRUCTING: Final = frozenset(("has_anesthesia_concern", "treated_by", "diagnosed_by"))
_UNDENIED: Final = frozenset(
    ("has_anesthesia_concern", "has_inheritance", "has_comparison", "has_differential_diagnosis", "has_incidence", "has_prevalence", "has_onset",
     "has_prognosis", "has_course", "has_sex_ratio", "first_described_by", "is_a")
)  # fmt: skip
_CLASS_SUBJECT: Final = re.compile(r"(?i)^(?:an? |this |the )?(?:[\w-]+ ){0,4}(?:disease|disorder|condition|syndrome)$")
_AT: Final = re.compile(r"(?i)(?:(?:(?:with)?in|during|at|by|around|of)\s+(?:the\s+)?)+")
_MISSING: Final = re.compile(r"(?i)\b(?:absent|lacking|missing|absence)\b")
_PEOPLE_SHARE: Final = pattern("people_share")
_EXCLUSIVE: Final = (
    "has_differential_diagnosis", "triggered_by", "caused_by", "diagnosed_by", "has_complication", "associated_with", "has_symptom",
)  # fmt: skip


_Made = tuple[Statement, tuple[int, int]]  # a statement and where in the sentence its object is


@dataclass(frozen=True, slots=True)
class Object:
    """An object of a hit with its place in the text."""

    value: Entity | Literal
    relation: str
    start: int
    end: int
    text: str
    phrase: Phrase | None = None


class SentenceReader:
    """Reads the sentences of one document."""

    def __init__(self, frame: Frame, rules: RuleSet) -> None:
        self.frame = frame
        self.rules = rules
        self.grounder = Grounder(frame.matcher, frame.subject)

    def read(self, sentence: Sentence) -> list[Statement]:
        """The statements that one sentence makes, each with its one evidence, in text order of their objects."""
        text = self.frame.document.text[sentence.start : sentence.end]
        if _LINKS.search(sentence.heading or "") or _LINKS.search(text):
            return []
        masked = mark(text, self.frame)
        reading = _Reading(self, sentence, text, masked)
        found: list[_Made] = []
        research = bool(_RESEARCH.search(sentence.heading or ""))
        for start, end in clauses(masked, sentence.section in _LISTED):
            for hit in self.rules.hits(masked[start:end], sentence.section, sentence.bullet):
                if hit.rule.heading and not hit.rule.heading.search(sentence.heading or ""):
                    continue
                if research and hit.rule.id not in _FROM_RESEARCH:
                    continue
                found.extend(reading.statements(_shift(hit, start)))
        return _settle(found)


class _Reading:
    """One sentence being read; its context and quantities are found once, when first needed."""

    def __init__(self, reader: SentenceReader, sentence: Sentence, text: str, masked: str) -> None:
        self.reader = reader
        self.frame = reader.frame
        self.grounder = reader.grounder
        self.sentence = sentence
        self.text = text
        self.masked = masked
        self._context: SentenceContext | None = None
        self._quantities: tuple[FoundQuantity, ...] | None = None

    @property
    def context(self) -> SentenceContext:
        if self._context is None:
            self._context = SentenceContext(self.text)
        return self._context

    @property
    def quantities(self) -> tuple[FoundQuantity, ...]:
        if self._quantities is None:
            self._quantities = quantities_in(self.text)
        return self._quantities

    def statements(self, hit: Hit) -> "Iterator[_Made]":
        rule = hit.rule
        subject, span = self._subject(hit)
        if subject is None:
            return
        objects = [o for o in self._objects(hit) if not isinstance(o.value, Entity) or o.value.curie != subject.curie]
        any_of = self._any_of(rule, objects)
        for target in objects:
            made = self._statement(hit, subject, span, target, any_of)
            if made:
                gloss = _GLOSS.match(self.text, target.end)
                yield made, (target.start, gloss.end() if gloss else target.end)

    def _subject(self, hit: Hit) -> tuple[Entity | None, tuple[int, int] | None]:
        """The rule's own subject where it names one, else the document's; None where the named one is nobody."""
        span = hit.span("subject")
        if span is None:
            place = self.masked.find(DISEASE_MARK)
            end = place
            while place >= 0 and end < len(self.masked) and self.masked[end] == DISEASE_MARK:
                end += 1
            return self.frame.subject, (place, end) if place >= 0 else None
        words = self.masked[slice(*span)]
        if DISEASE_MARK in words or PEOPLE_MARK in words:
            return self.frame.subject, span
        if _CLASS_SUBJECT.match(words.strip()) and hit.start <= 1:
            return self.frame.subject, span
        start, end = trim(self.text, *span)
        phrase = Phrase(start, end, " ".join(self.text[start:end].split()))
        match = self.grounder._ground(phrase, DISEASE_KINDS)
        if match is None:
            return None, None
        from loaders.mentions import entity_of

        return entity_of(match, self.frame.matcher.lexicon), (start, end)

    def _region(self, hit: Hit) -> tuple[int, int] | None:
        span = hit.span("object")
        if span is None:
            return None
        start, end = span
        if hit.rule.before:
            start = clip_before(self.text, start, end)
        elif hit.rule.mode in ("list", "whole", "item"):
            end = clip_after(self.text, start, end)
        if hit.rule.cut and (cut := _CUT.search(self.text, start, end)):
            end = cut.start()
        return (start, end) if start < end else None

    def _phrases(self, hit: Hit) -> list[Phrase]:
        region = self._region(hit)
        if region is None:
            return []
        broken = self.sentence.truncated and not self.text[region[1] :].strip(" .…") and "," not in self.text[slice(*region)]
        if hit.rule.mode == "whole" or broken:  # at a break the words may share a head that is missing
            start, end = trim(self.text, *region)
            return [Phrase(start, end, " ".join(self.text[start:end].split()))] if start < end else []
        parts = split_phrases(self.text, *region, self.grounder.knows_finding, self.grounder.is_place)
        if hit.rule.relation == "caused_by" and _CAUSE_WHOLE.search(self.text, *region):
            start, end = trim(self.text, *region)
            return (
                [Phrase(start, end, " ".join(re.sub(r"\([^()]*\)", "", self.text[start:end]).split()))] if start < end else []
            )
        if hit.rule.relation in ("has_symptom", "has_complication"):
            return [piece for part in parts for piece in split_with(self.text, part, self.grounder.knows_finding)]
        return list(parts)

    def _objects(self, hit: Hit) -> list[Object]:
        rule = hit.rule
        if rule.mode in ("literal", "fixed", "comparison"):
            return self._literal(hit)
        if rule.mode in ("part", "quality"):
            return self._part(hit)
        if rule.mode == "inheritance":
            span = hit.span("object")
            return (
                []
                if span is None
                else [
                    self._object(Found(e, rule.relation) if isinstance(e, Entity) else e, p, rule)
                    for e, p in inheritance_entity(self.text, span, self.grounder)
                ]
            )
        if rule.mode in ("bullet", "item") and not self._listed(rule):
            return []
        if rule.mode == "mention":
            return self._mentions(rule)
        phrases = self._special(hit)
        found = []
        for phrase in phrases:
            marked = self.masked[phrase.start : phrase.end]
            if hit.span("subject") and marked and not marked.strip(DISEASE_MARK):
                found.append(Object(self.frame.subject, rule.relation, phrase.start, phrase.end, phrase.words, phrase))
                continue
            if (DISEASE_MARK in marked or PEOPLE_MARK in marked) and rule.mode != "person":
                continue
            thing = self.grounder.find(phrase, rule)
            loose = (
                thing
                and thing.relation == "has_symptom"
                and self.sentence.section in _GROUNDED_ONLY
                and not thing.entity.grounded
            )
            if thing and not (loose and rule.id not in _TRUSTED):
                found.append(self._object(thing, phrase, rule))
        return found

    def _listed(self, rule: Rule) -> bool:
        """True for an item of a list that the rule may read: under a heading of signs, or in a section of signs."""
        heading = self.sentence.heading or ""
        if not self.sentence.bullet or _NOT_SIGNS.search(heading):
            return False
        return rule.mode == "item" or self.sentence.section in ("symptoms", "clinical_aspects") or bool(_SIGNS.search(heading))

    def _special(self, hit: Hit) -> list[Phrase]:
        rule = hit.rule
        if rule.mode == "gene":
            return gene_phrases(self.text, hit.start, hit.end, self.grounder)
        if rule.mode == "person":
            span = hit.span("object")
            return [] if span is None else person_phrases(self.text, span)
        if rule.mode in ("bullet", "fragment"):
            return fragment_phrases(self.text, hit.span("object") or (hit.start, hit.end), rule, self.grounder)
        return self._phrases(hit)

    def _object(self, found: Found | Literal, phrase: Phrase, rule: Rule) -> Object:
        if isinstance(found, Literal):
            return Object(found, rule.relation, phrase.start, phrase.end, phrase.words, phrase)
        return Object(found.entity, found.relation, phrase.start, phrase.end, phrase.words, phrase)

    def _literal(self, hit: Hit) -> list[Object]:
        span = hit.span("object")
        if span is None:
            return []
        start, end = span
        if hit.rule.relation == "has_onset":
            end = max(clip_after(self.text, start, end), start)
        while end > start and self.text[end - 1] in " .,;:\n":
            end -= 1
        if hit.rule.relation == "has_onset":
            lead = _AT.match(self.text, start, end)
            start = lead.end() if lead else start
        words = " ".join(self.text[start:end].split())
        if not words or len(words) > 160:
            return []
        value: Entity | Literal = Literal(hit.rule.value or words)
        if hit.rule.mode == "fixed" and hit.rule.kind:
            value = self._fixed(hit.rule, words)
        return [Object(value, hit.rule.relation, start, end, words)]

    def _fixed(self, rule: Rule, words: str) -> Entity:
        from graph.model import local_curie

        label = rule.value or words
        return Entity(local_curie(label), label, (rule.kind or "Symptom",))

    def _part(self, hit: Hit) -> list[Object]:
        """ "The testes are undescended": a part of the body and what it is, read as "undescended testes"."""
        part, quality = hit.span("part"), hit.span("object")
        if part is None or quality is None:
            return []
        if hit.rule.mode == "part" and not self.grounder.is_place(self.text[slice(*part)]):
            return []
        words = f"{self.text[slice(*quality)]} {self.text[slice(*part)]}"
        phrase = Phrase(min(part[0], quality[0]), max(part[1], quality[1]), " ".join(words.split()))
        found = self.grounder.find(phrase, hit.rule)
        return [self._object(found, phrase, hit.rule)] if found else []

    def _mentions(self, rule: Rule) -> list[Object]:
        found = []
        for match in self.frame.matcher.find(self.text):
            marked = self.masked[match.start : match.end]
            if (
                "Symptom" not in match.kinds
                or "," in match.text
                or DISEASE_MARK in marked
                or PEOPLE_MARK in marked
                or match.curie == self.frame.subject.curie
            ):
                continue
            phrase = Phrase(match.start, match.end, " ".join(match.text.split()))
            thing = self.grounder.find(phrase, rule)
            if thing:
                found.append(self._object(thing, phrase, rule))
        return found

    def _any_of(self, rule: Rule, objects: list[Object]) -> AnyOf | None:
        """The disjunction of a treatment, cause or trigger list."""
        if rule.relation not in ("treated_by", "triggered_by", "caused_by") or len(objects) < 2:
            return None
        if not any(o.phrase and o.phrase.joined_by_or for o in objects):
            return None
        members = [o.value.curie if isinstance(o.value, Entity) else o.value.label for o in objects]
        start, end = self.sentence.start + objects[0].start, self.sentence.start + objects[-1].end
        return AnyOf.of(self.frame.document.source, start, end, members)

    def _statement(
        self, hit: Hit, subject: Entity, span: tuple[int, int] | None, target: Object, any_of: AnyOf | None
    ) -> Statement | None:
        rule = hit.rule
        context = self.context.at(target.start, target.end)
        if not _admitted(rule, target.relation, context):
            return None
        comparison: Comparison | None = None
        if rule.mode == "comparison":
            comparison = comparison_of(hit, self.text, self.masked, self.frame, self.grounder)
            if comparison is None:
                return None
        if context.negated and target.relation == "has_anesthesia_concern" and rule.action != "avoid":
            return None
        negated = rule.negated or (context.negated and rule.relation not in _UNDENIED)
        if negated and not rule.negated and context.often_absent:
            cues = " ".join(self.text[c.start : c.end] for c in context.cues)
            if _MISSING.search(cues):
                negated = False
            elif _PEOPLE_SHARE.search(context.frequency or ""):
                return None
        evidence = self._evidence(hit, subject, span, target, context, any_of)
        if target.relation == "has_differential_diagnosis" and isinstance(target.value, Entity):
            return Statement(target.value, target.relation, subject, False, None, (_swapped(evidence),))
        return Statement(subject, target.relation, target.value, negated, comparison, (evidence,))

    def _evidence(
        self, hit: Hit, subject: Entity, span: tuple[int, int] | None, target: Object, context: Context, any_of: AnyOf | None
    ) -> Evidence:
        rule, base = hit.rule, self.sentence.start
        certainty = context.certainty
        if rule.certainty:
            certainty = min(certainty, rule.certainty, key=CERTAINTIES.index)
        frequency, quantities = self._numbers(hit, target, context)
        said = self.text[target.start : target.end]
        literal = target.text in (" ".join(said.split()), without_glosses(said)) or target.text == hit.rule.value
        if not literal:
            said = target.text  # a shared head or modifier was added: the words stand nowhere in one piece
        return Evidence(
            source=self.frame.document.source,
            section=self.sentence.section,
            start=base,
            end=self.sentence.end,
            text=self.text,
            rule=rule.id,
            certainty=certainty,
            frequency=frequency,
            quantities=quantities,
            truncated=self.sentence.truncated,
            subject_text=self.text[slice(*span)] if span else subject.label,
            object_text=said,
            subject_span=(base + span[0], base + span[1]) if span else None,
            object_span=(base + target.start, base + target.end) if literal else None,
            any_of=any_of,
            qualifiers=self._qualifiers(hit, target),
            loader=LOADER,
        )

    def _numbers(self, hit: Hit, target: Object, context: Context) -> tuple[str | None, tuple[Quantity, ...]]:
        """The frequency words and the quantities that belong to the object."""
        base = self.sentence.start
        if hit.rule.mode in ("literal", "person"):
            inside = [
                q
                for q in self.quantities
                if q.quantity.start < hit.end and q.quantity.end > target.start and _within(hit, target, q)
            ]
            return None, tuple(_moved(q.quantity, base, None) for q in inside)
        if context.frequency is None or context.frequency_span is None:
            return None, ()
        a, b = context.frequency_span
        shares = [q for q in self.quantities if q.is_share and q.quantity.start < b and q.quantity.end > a]
        return context.frequency, tuple(_moved(q.quantity, base, target.text) for q in shares)

    def _qualifiers(self, hit: Hit, target: Object) -> tuple[tuple[str, str], ...]:
        pairs = list(hit.rule.qualifiers)
        if hit.rule.action:
            pairs.append(("action", _action(hit.rule.action, target)))
            reason = re.search(
                r"(?i)\b(?:because(?: of)?|due to|since|as(?= the| there)|in case of|if|\(risk of)\s+(?P<why>[^.;()]+)",
                self.text[target.end :],
            )
            if reason:
                pairs.append(("reason", " ".join(reason.group("why").split())))
        year = hit.span("year") or hit.span("year2")
        if year:
            pairs.append(("year", self.text[slice(*year)]))
        return tuple(sorted(pairs))


def _action(action: str, target: Object) -> str:
    """A drug that "should be considered" is preferred, not checked; monitoring in any list is to be done."""
    kinds = set(target.value.kinds) if isinstance(target.value, Entity) else set()
    if re.search(r"(?i)\bmonitoring$", target.text):
        return "monitor"
    if (
        action == "check"
        and kinds & {"Drug", "Treatment"}
        and "DiagnosticTest" not in kinds
        and not re.search(r"(?i)test|graph|scan|level|function|assess", target.text)
    ):
        return "prefer"
    return action


def _swapped(evidence: Evidence) -> Evidence:
    """A differential diagnosis is symmetric; it is kept from the other disease to ours, which the other is mistaken for."""
    return replace(
        evidence,
        subject_text=evidence.object_text,
        subject_span=evidence.object_span,
        object_text=evidence.subject_text,
        object_span=evidence.subject_span,
    )


def clauses(masked: str, listed: bool = False) -> Iterator[tuple[int, int]]:
    """Spans of the independent clauses of a sentence. A semicolon parts clauses with verbs, or, where `listed`, any notes."""
    start = 0
    for match in _CLAUSE.finditer(masked):
        if _AND.match(match.group()) and not _independent(masked, start, match):
            continue
        if match.group().startswith(";") and not listed and not _has_verb(masked, match.end()):
            continue
        if masked.count("(", start, match.start()) > masked.count(")", start, match.start()):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(masked)


def _independent(text: str, start: int, match: re.Match[str]) -> bool:
    """True where ", and" joins two clauses that each have a subject and a verb."""
    if _IMPERATIVE.match(text, match.end()):
        return True
    right = re.match(r"[^,;.]*", text[match.end() :])
    words = right.group() if right else ""
    if _STARTS_WITH_VERB.match(words):
        return False
    return bool(VERB.search(text, start, match.start())) and bool(VERB.search(words))


def _has_verb(text: str, start: int) -> bool:
    """True where the stretch up to the next semicolon is a clause of its own."""
    end = text.find(";", start)
    stretch = " " + text[start : end if end >= 0 else len(text)]
    first = TERMINATOR.search(stretch)
    return VERB.search(stretch, 0, first.start() if first else len(stretch)) is not None


def _shift(hit: Hit, by: int) -> Hit:
    if not by:
        return hit
    return Hit(hit.rule, hit.start + by, hit.end + by, tuple((name, a + by, b + by) for name, a, b in hit.groups))


def _within(hit: Hit, target: Object, found: FoundQuantity) -> bool:
    """True where the number stands in the object's words or in the rule's year."""
    spans = [(target.start, target.end), hit.span("year"), hit.span("year2")]
    return any(s and found.quantity.start < s[1] and found.quantity.end > s[0] for s in spans)


def _moved(quantity: Quantity, base: int, numerator: str | None) -> Quantity:
    return replace(
        quantity, start=quantity.start + base, end=quantity.end + base, numerator=quantity.numerator or numerator
    )  # fmt: skip


def _admitted(rule: Rule, relation: str, context: Context) -> bool:
    """False for what is said of a relative, an animal, another disease, or only asked for."""
    if context.experiencer != "patient" and context.experiencer not in rule.despite:
        return False
    return not context.hypothetical or relation in _INSTRUCTING or "hypothetical" in rule.despite


def _settle(found: list[_Made]) -> list[Statement]:
    """One evidence a statement and sentence; of relations that exclude each other at the same words, the more specific."""
    kept: dict[tuple[str, str, str, bool], _Made] = {}
    for statement, span in sorted(found, key=lambda made: made[0].evidence[0].rule == "symptom.mention"):
        key = (statement.subject.key, statement.relation, statement.object.key, statement.comparison is not None)
        kept.setdefault(key, (statement, span))
    made = list(kept.values())
    return [one[0] for one in made if not any(_beats(other, one) for other in made if other is not one)]


def _beats(other: _Made, one: _Made) -> bool:
    """True where `other` says what the same words mean better: a rule against a bare mention, the more specific relation."""
    (theirs, (a, b)), (mine, (c, d)) = other, one
    if not (a < d and c < b):
        return False
    if mine.evidence[0].rule == "symptom.mention" and theirs.evidence[0].rule != "symptom.mention":
        return True
    if theirs.subject.key != mine.subject.key or not {theirs.relation, mine.relation} <= set(_EXCLUSIVE):
        return False
    return _EXCLUSIVE.index(theirs.relation) < _EXCLUSIVE.index(mine.relation)
