"""Find terms in running text and ground phrases: the part of the flow between sentences and mentions."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Protocol

from ontology.curated import SOURCE as CURATED
from ontology.fitting import SHARED
from ontology.guards import OF_A_GENE, guarded
from ontology.index import Index, compile_index, is_acronym, words_of
from ontology.lexicon import Lexicon, open_lexicon
from ontology.scanning import Hit, Places, scan
from ontology.selecting import choose
from ontology.tokens import Forms, Segment, segments_of
from ontology.uniting import PREFERRED

SCOPE_SCORES: Final = (1.0, 0.97, 0.85, 0.7, 0.6)
_CLOSE: Final = 0.035  # terms this close in score are as good as each other: label and exact synonym are
_ADDED: Final = 2  # rank of what is neither ours nor a finding
_IN_TEXT: Final = 3  # label, exact and narrow names are looked for in running text


class EntityLike(Protocol):
    """What a document-local name stands for."""

    @property
    def curie(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Match:
    """A term at `[start, end)` of the text, of which `text` is the copy. `score` in 0…1; `reasons` say how it was found.

    `longest` is False for a match inside another one. In a coordination the span may hold words of another term, too.
    """

    start: int
    end: int
    text: str
    curie: str
    label: str
    kinds: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]
    longest: bool = True


@dataclass(frozen=True, slots=True)
class Grounding:
    """What a phrase means: `match`, or None where that is not sure; `candidates` best first, each with its reasons."""

    match: Match | None
    candidates: tuple[Match, ...] = ()


NOTHING: Final[Mapping[Places, "Match"]] = MappingProxyType({})


class Matcher:
    """Finds the names of a lexicon, and of a document, in text. Immutable but for its memory of words."""

    def __init__(self, lexicon: Lexicon, forms: Forms | None = None, local: "LocalNames | None" = None) -> None:
        self.lexicon = lexicon
        self._forms = Forms(lexicon.families, lexicon.index) if forms is None else forms
        self._local = local

    def with_local(self, names: Mapping[str, EntityLike]) -> "Matcher":
        """This matcher with a document's own names on top: its synonym list, its abbreviations. Acronyms match as written."""
        rows = [(entity.curie, 0, name, is_acronym(name), False) for name, entity in names.items()]
        families = {word: self._forms[word][1] for name in names for word in words_of(name)}
        index = compile_index(rows, families)
        return Matcher(self.lexicon, self._forms, LocalNames(index, {e.curie: e for e in names.values()}))

    def find(self, text: str, *, nested: bool = False, readings: bool = False) -> list[Match]:
        """Terms in `text`, by start, longer first. `nested`: also those inside longer ones, marked `longest=False`.

        `readings`: phenotypes (HP) are found apart from all else, so that one span may have a reading of each, and the
        phenotype inside a disease's name is the longest of its own; the organ inside a phenotype's name is not, nor is the
        disease inside a germ's ("hepatitis B virus").
        Otherwise one span has one term.
        """
        matches: list[Match] = []
        for segment in segments_of(text, self._forms):
            hits = self._hits(segment)
            if not hits:
                continue
            if readings:
                diseases = [hit for hit in hits if not self._curie(hit).startswith("HP:")]
                others = self._found(text, segment, diseases, owned=True)
                phenotypes = self._found(text, segment, [hit for hit in hits if self._phenotype(hit) is not None])
                matches.extend(_kept(others, nested, phenotypes))
                apart = {places: match for places, match in phenotypes.items() if not _torn(match, others.values())}
                germs = {places: match for places, match in others.items() if "InfectiousAgent" in match.kinds}
                matches.extend(map(self._as_phenotype, _kept(apart, nested, germs)))
            else:
                matches.extend(_kept(self._found(text, segment, hits), nested))
        matches.sort(key=lambda match: (match.start, -match.end, match.curie))
        return matches

    def _curie(self, hit: Hit) -> str:
        index = self._local.index if hit[4] and self._local is not None else self.lexicon.index
        return index.names[hit[1]][0]

    def _phenotype(self, hit: Hit) -> str | None:
        return self.lexicon.phenotype(self._curie(hit))

    def _as_phenotype(self, match: Match) -> Match:
        curie = self.lexicon.phenotype(match.curie)
        if curie is None or curie == match.curie:
            return match
        return replace(match, curie=curie, kinds=("Symptom",), reasons=(*match.reasons, f"exact mapping of {match.curie}"))

    def ground(self, phrase: str, expected: Collection[str] = ()) -> Grounding:
        """What the whole phrase means where one of the `expected` kinds belongs (none given: any)."""
        from ontology.grounding import ground

        return ground(self, phrase, expected)

    def entity(self, curie: str) -> tuple[str, tuple[str, ...]]:
        """Label and kinds of a matched CURIE, document-local ones included."""
        if self._local is not None and curie in self._local.entities:
            found = self._local.entities[curie]
            return found.label, found.kinds
        return self.lexicon.label(curie), self.lexicon.kinds(curie)

    def segments(self, phrase: str) -> Iterable[Segment]:
        """The segments of a text, with this matcher's word forms."""
        return segments_of(phrase, self._forms)

    def rank(self, curie: str) -> tuple[int, int]:
        """How far a term's vocabulary is trusted against others for the same words, the lower the more; 0, 0 for local names."""
        known = self.lexicon.resolve(curie)
        return (0, 0) if known != curie else _source_rank(curie, self.lexicon.source(curie))

    def indexes(self) -> tuple[tuple[Index, bool], ...]:
        """The look-up tables, the document's own first, each with whether it is local."""
        base = ((self.lexicon.index, False),)
        return base if self._local is None else ((self._local.index, True), *base)

    def _hits(self, segment: Segment) -> list[Hit]:
        hits: list[Hit] = []
        for index, local in self.indexes():
            scan(index, local, segment, hits)
        return hits

    def _found(self, text: str, segment: Segment, hits: list[Hit], *, owned: bool = False) -> dict[Places, Match]:
        """One match a set of words: the best of its hits, guards and ambiguous ones aside.

        `owned`: a disease whose gene is spoken of is a mention of the disease, too.
        """
        by_places: dict[Places, list[Hit]] = {}
        for hit in hits:
            by_places.setdefault(hit[0], []).append(hit)
        found: dict[Places, Match] = {}
        for places, group in by_places.items():
            start, end = segment.starts[places[0]], segment.ends[places[-1]]
            reason = guarded(text, start, end)
            if reason and not (owned and reason.endswith(OF_A_GENE)):
                continue
            best = self.best(group)
            if best is not None:
                label, kinds = self.entity(best[0])
                if reason and "Disease" not in kinds:
                    continue
                found[places] = Match(start, end, text[start:end], best[0], label, kinds, best[1], (best[2],))
        return found

    def best(self, group: list[Hit]) -> tuple[str, float, str] | None:
        """The one term that hits at the same words mean: (curie, score, reason); None where two are equally good."""
        ranked: dict[str, tuple[float, str]] = {}
        for _places, number, fitting, reason, local in group:
            index = self._local.index if local and self._local is not None else self.lexicon.index
            name = index.names[number]
            if name[1] >= _IN_TEXT:
                continue
            curie = name[0]
            score = fitting * SCOPE_SCORES[name[1]]
            if local:
                return curie, score, "the document's own name"
            if curie not in self.lexicon.exclude and (curie not in ranked or ranked[curie][0] < score):
                ranked[curie] = (score, reason)
        if not ranked:
            return None
        if len(ranked) == 1:
            curie, (score, reason) = next(iter(ranked.items()))
            return curie, score, reason
        order = sorted(ranked.items(), key=lambda item: (-item[1][0], item[0]))
        top = [item for item in order if item[1][0] > order[0][1][0] - _CLOSE]
        if len(top) > 1:
            top = self._settle(top)
        if len(top) != 1:
            return None
        curie, (score, reason) = top[0]
        return curie, score, reason

    def _settle(self, top: list[tuple[str, tuple[float, str]]]) -> list[tuple[str, tuple[float, str]]]:
        """Of equally good terms: our own row before HPO before disease names; within one source a term before its descendants."""
        ranks = [_source_rank(curie, self.lexicon.source(curie)) for curie, _ in top]
        top = [item for item, rank in zip(top, ranks, strict=True) if rank == min(ranks)]
        if len(top) > 1:
            curies = [curie for curie, _ in top]
            above = [item for item in top if all(item[0] == c or item[0] in self.lexicon.ancestors(c) for c in curies)]
            return above or (_labeled(top) if min(ranks)[0] == _ADDED else top)
        return top


@dataclass(frozen=True, slots=True)
class LocalNames:
    """A document's own names, compiled."""

    index: Index
    entities: Mapping[str, EntityLike]


def _kept(found: Mapping[Places, Match], nested: bool, around: Mapping[Places, Match] = NOTHING) -> Iterator[Match]:
    """The longest matches; with `nested` the others too, so marked. Those in `around` count as longer ones, but are not given."""
    scores = {places: match.score for places, match in (*around.items(), *found.items())}
    for places, inside in choose(list(scores), scores):
        if places in found and (nested or not inside):
            yield replace(found[places], longest=False) if inside else found[places]


def _torn(match: Match, others: Iterable[Match]) -> bool:
    """Read out of a coordination that is the name of one thing: no spinal atrophy in "spinal and bulbar muscular atrophy"."""
    if SHARED not in match.reasons[0]:
        return False
    return any(o.start <= match.start and match.end <= o.end and SHARED not in o.reasons[0] for o in others)


def _labeled(top: list[tuple[str, tuple[float, str]]]) -> list[tuple[str, tuple[float, str]]]:
    """The term whose label the name is, where it is but a synonym of the others: large ontologies name parts like the whole."""
    best = max(score for _curie, (score, _reason) in top)
    return [item for item in top if item[1][0] == best]


def _source_rank(curie: str, source: str) -> tuple[int, int]:
    """Our own rows, then findings, then the names of all else: by the identifier that the field uses most."""
    if source == CURATED:
        return 0, 0
    if curie.startswith("HP:"):
        return 1, 0
    prefix = curie.partition(":")[0]
    return _ADDED, PREFERRED.index(prefix) if prefix in PREFERRED else len(PREFERRED)


def open_matcher(lexicon: Lexicon | None = None) -> Matcher:
    """A matcher over a lexicon, by default the built-in one."""
    return Matcher(open_lexicon() if lexicon is None else lexicon)
