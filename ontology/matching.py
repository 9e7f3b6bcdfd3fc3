"""Find terms in running text and ground phrases: the part of the flow between sentences and mentions."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from ontology.fitting import SHARED
from ontology.guards import OF_A_GENE, guarded
from ontology.index import LETTER_A, compile_index, is_acronym, words_of
from ontology.lexicon import Lexicon, open_lexicon
from ontology.meanings import SCOPE_SCORES, EntityLike, Meaning, Meanings
from ontology.scanning import Hits, scan
from ontology.selecting import Places, choose
from ontology.tokens import Forms, Hit, Segment, Starts, TextTokens, Tokenizer

if TYPE_CHECKING:
    from ontology.grounding import Words

__all__ = ["SCOPE_SCORES", "EntityLike", "Grounding", "Match", "Matcher", "open_matcher"]


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


_MEMORY: Final = 20_000  # phrases whose grounding is remembered
_RECENT: Final = 2_000  # texts whose words and names are remembered: one phrase is grounded as several kinds of thing
_LONGEST: Final = 3_000  # characters of such a text
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_Read = tuple[int, int, Meaning]  # (start, end, meaning) of what was found
_Found = dict[Places, _Read]


class Matcher:
    """Finds the names of a lexicon, and of a document, in text. Immutable but for its memory of words and phrases."""

    def __init__(self, lexicon: Lexicon, parts: "_Parts | None" = None) -> None:
        self.lexicon = lexicon
        self._parts = _parts_of(lexicon) if parts is None else parts
        # The look-up tables, the document's own first, each with whether it is local.
        self.indexes = tuple((starts.index, starts.local) for starts in self._parts.searches)

    def with_local(self, names: Mapping[str, EntityLike]) -> "Matcher":
        """This matcher with a document's own names on top: its synonym list, its abbreviations. Acronyms match as written."""
        forms = self._parts.tokenizer.forms
        rows = [(entity.curie, 0, name, is_acronym(name), False) for name, entity in names.items()]
        families = {word: forms[word][1] for name in names for word in words_of(name) if word != LETTER_A}
        index = compile_index(rows, families)
        entities = {entity.curie: entity for entity in names.values()}
        meanings = self._parts.meanings.with_local([name[:2] for name in index.names], entities)
        searches = (Starts(index, True, forms), self._parts.searches[-1])
        return Matcher(self.lexicon, _Parts(self._parts.tokenizer, searches, meanings))

    def read(self, text: str) -> TextTokens:
        """The words of a text, once for `find_in` and for all others who look for words in it."""
        return self._parts.tokenizer.read(text, self._parts.searches)

    def find(self, text: str, *, nested: bool = False, readings: bool = False) -> list[Match]:
        """Terms in `text`, by start, longer first. `nested`: also those inside longer ones, marked `longest=False`.

        `readings`: phenotypes (HP) are found apart from all else, so that one span may have a reading of each, and the
        phenotype inside a disease's name is the longest of its own; the organ inside a phenotype's name is not, nor is the
        disease inside a germ's ("hepatitis B virus").
        Otherwise one span has one term.
        """
        recent, key = self._parts.found, (text, nested, readings)
        found = recent.get(key)
        if found is None:
            known = self._parts.words.get(text)
            tokens = self.read(text) if known is None else known.tokens
            found = self.find_in(tokens, 0, len(text), nested=nested, readings=readings)
            _note(recent, key, found, len(text))
        return found[:]

    def find_in(self, tokens: TextTokens, start: int, end: int, *, nested: bool = False, readings: bool = False) -> list[Match]:
        """What `find` gives for `[start, end)` of a text that this matcher has read; spans count from `start`."""
        text = tokens.text[start:end]
        matches: list[Match] = []
        for segment, hits in self.hits_in(tokens, start, end):
            if readings:
                matches.extend(self._both_readings(text, segment, hits, nested))
            else:
                found = self._found(text, segment, hits)
                matches.extend(_kept(text, found, found, nested))
        if len(matches) > 1:
            matches.sort(key=_in_order)
        return matches

    def hits_in(self, tokens: TextTokens, start: int, end: int) -> Iterator[tuple[Segment, Hits]]:
        """Yield the segments of `[start, end)` that hold names, each with the names by the words they stand at, in text order.

        The segment's `span` counts from `start`. A range that cuts a word in two is read anew.
        """
        words = tokens.within(start, end)
        if words is None:
            yield from self.hits_in(self.read(tokens.text[start:end]), 0, end - start)
            return
        first, last = words
        starters = tokens.starters
        at, size = bisect_left(starters, first), len(starters)
        while at < size and starters[at] < last:
            low, high = tokens.bounds(first, last, starters[at])
            following = bisect_left(starters, high, at)
            segment = tokens.segment(low, high, start)
            hits: Hits = {}
            for starts in self._parts.searches:
                scan(starts, segment, starters[at:following], hits)
            if hits:
                yield segment, hits
            at = following

    def ground(self, phrase: str, expected: Collection[str] = ()) -> Grounding:
        """What the whole phrase means where one of the `expected` kinds belongs (none given: any)."""
        from ontology.grounding import ground

        known, key = self._parts.grounded, (phrase, frozenset(expected))
        if key not in known:
            if len(known) >= _MEMORY:
                known.clear()
            known[key] = ground(self, phrase, expected)
        return known[key]

    def entity(self, curie: str) -> tuple[str, tuple[str, ...]]:
        """Label and kinds of a matched CURIE, document-local ones included."""
        return self._parts.meanings.entity(curie)

    def is_sure(self, group: tuple[Hit, ...]) -> bool:
        """The names found at the same words mean one term."""
        return self._parts.meanings.of(group) is not None

    def segments(self, phrase: str) -> tuple[Segment, ...]:
        """The segments of a text, with this matcher's word forms. Not to be changed."""
        return self.words(phrase).segments

    def words(self, phrase: str) -> "Words":
        """What grounding reads of a phrase, remembered: it is grounded as several kinds of thing. Not to be changed."""
        from ontology.grounding import read_words

        recent = self._parts.words
        found = recent.get(phrase)
        if found is None:
            found = read_words(self, phrase)
            _note(recent, phrase, found, len(phrase))
        return found

    def rank(self, curie: str) -> tuple[int, int]:
        """How far a term's vocabulary is trusted against others for the same words, the lower the more; 0, 0 for local names."""
        return self._parts.meanings.rank(curie)

    def _both_readings(self, text: str, segment: Segment, hits: Hits, nested: bool) -> list[Match]:
        """What is no phenotype, then the phenotypes; a name counts as inside a longer one of either, a phenotype of its like.

        A disease whose gene is spoken of is a mention of the disease, too.
        """
        phenotypes: _Found = {}
        others: _Found = {}
        for places, group in hits.items():
            phenotype, other = self._parts.meanings.readings(group)
            if phenotype is None and other is None:
                continue
            start, end = segment.span(places)
            reason = guarded(text, start, end)
            if reason is None and phenotype is not None:
                phenotypes[places] = (start, end, phenotype)
            if other is not None and (reason is None or (reason.endswith(OF_A_GENE) and "Disease" in other.kinds)):
                others[places] = (start, end, other)
        if not phenotypes or not others:
            return _kept(text, phenotypes or others, phenotypes or others, nested)
        apart = {places: found for places, found in phenotypes.items() if not _torn(found, others.values())}
        germs = {places: found for places, found in others.items() if "InfectiousAgent" in found[2].kinds}
        return [
            *_kept(text, others, {**phenotypes, **others}, nested),
            *_kept(text, apart, {**germs, **apart} if germs else apart, nested),
        ]

    def _found(self, text: str, segment: Segment, hits: Hits) -> _Found:
        """What the names mean at each set of words, guarded and ambiguous ones aside."""
        found: _Found = {}
        for places, group in hits.items():
            meaning = self._parts.meanings.of(group)
            if meaning is not None:
                start, end = segment.span(places)
                if guarded(text, start, end) is None:
                    found[places] = (start, end, meaning)
        return found


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a matcher works with; `searches`: the document's own names first, the lexicon's last."""

    tokenizer: Tokenizer
    searches: tuple[Starts, ...]
    meanings: Meanings
    # Memory of phrases, and of the latest texts.
    grounded: dict[tuple[str, frozenset[str]], Grounding] = field(default_factory=dict)
    words: "dict[str, Words]" = field(default_factory=dict)
    found: dict[tuple[str, bool, bool], list[Match]] = field(default_factory=dict)


def _parts_of(lexicon: Lexicon) -> _Parts:
    forms = Forms(lexicon.families, lexicon.index)
    return _Parts(Tokenizer(forms), (Starts(lexicon.index, False, forms),), Meanings(lexicon))


def _note(recent: dict[_Key, _Value], key: _Key, value: _Value, length: int) -> None:
    """Remember what a text of some length has, unless it is long."""
    if length <= _LONGEST:
        if len(recent) >= _RECENT:
            recent.clear()
        recent[key] = value


def _in_order(match: Match) -> tuple[int, int, str]:
    return match.start, -match.end, match.curie


def _kept(text: str, found: _Found, around: _Found, nested: bool) -> list[Match]:
    """The longest matches; with `nested` the others too, so marked. `around`: those that count as longer ones, `found` among them."""
    matches = []
    for places, inside in choose(around, lambda places: around[places][2].score):
        if places in found and (nested or not inside):
            start, end, read = found[places]
            matches.append(
                Match(start, end, text[start:end], read.curie, read.label, read.kinds, read.score, read.reasons, not inside)
            )
    return matches


def _torn(found: _Read, others: Iterable[_Read]) -> bool:
    """Read out of a coordination that is the name of one thing: no spinal atrophy in "spinal and bulbar muscular atrophy"."""
    start, end, meaning = found
    if SHARED not in meaning.reasons[0]:
        return False
    return any(first <= start and end <= last and SHARED not in other.reasons[0] for first, last, other in others)


def open_matcher(lexicon: Lexicon | None = None) -> Matcher:
    """A matcher over a lexicon, by default the built-in one."""
    return Matcher(open_lexicon() if lexicon is None else lexicon)
