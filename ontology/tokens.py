"""Text to tokens with spans, normal forms and word families; parted into segments that no name runs across.

A text is read once (`TextTokens`); all that look for words in it or in its sentences share what was read.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from ontology.index import LETTER_A, Index
from ontology.morphology import partner_of
from ontology.normalizing import WORD, normalize

_WORDS: Final = re.compile(f"({WORD.pattern})")  # parts a text into what lies between words and, at odd places, words
_BREAK: Final = re.compile(r"[.;:?!()\[\]{}•|\"“”=<>]|\n\s*\n|\n\s*(?=[A-Z0-9•*\-])|\s[-–—]+\s|—|--")
_MEMORY: Final = 200_000  # distinct words remembered
WINDOW: Final = 7  # words to either side of a name's rarest word
_REACHED: Final = 2 * WINDOW + 1
_EDGE: Final = ("",) * WINDOW
_LONGEST_GAP: Final = 8  # characters between two words that are remembered
_JOINED, _COMMA, _BROKEN, _STOP = 0, 1, 2, 3  # what stands between two words; a full stop may yet be that of an initial
_NO_PARTNERS: Final["Partners"] = {}
_NONE: Final[frozenset[int]] = frozenset()

# What a name found is known by: (number of the name, how well it fits, reason, whether the name is the document's own)
Hit = tuple[int, float, str, bool]


class Names(tuple[Hit, ...]):
    """The names of one word as it is written: one such object a word, told apart as objects, so that looking it up costs little."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


# The names of many words that have one family as their rarest: second rarest family → (families of the other words, names).
Partners = Mapping[str, tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]]
# What a search may find at a word: names of one word; names of many words; whether some families hold no second word of these.
Start = tuple[Names, Partners, Callable[[Iterable[str]], bool]]


class Forms(dict[str, tuple[str, str]]):
    """Memory of (normal form, family) by word as written.

    Words that the vocabulary does not have get the family of the word they are derived from.
    """

    def __init__(self, families: Mapping[str, str], index: Index) -> None:
        super().__init__()
        self._families = families
        self._known = frozenset(index.singles) | frozenset(families) | frozenset(families.values())

    def __missing__(self, word: str) -> tuple[str, str]:
        normal = normalize(word)
        family = self._families.get(normal, normal)
        if family == normal and normal not in self._known:
            partner = partner_of(normal, self._known)
            if partner is not None:
                family = self._families.get(partner, partner)
        if len(self) >= _MEMORY:
            self.clear()
        self[word] = found = (normal, family)
        return found


class Starts(dict[str, Start | None]):
    """Memory of what a search in one index may find at a word as written; None, as for most words, where it can find nothing."""

    def __init__(self, index: Index, local: bool, forms: Forms) -> None:
        super().__init__()
        self.index = index
        self.local = local
        self._forms = forms

    def __missing__(self, word: str) -> Start | None:
        normal, family = self._forms[word]
        hits = [(number, 1.0, "same word", self.local) for number in self.index.singles.get(normal, ())]
        hits += [(number, 1.0, "acronym", self.local) for number in as_cased(word, self.index) or ()]
        partners = self.index.multi.get(family, _NO_PARTNERS)
        if len(self) >= _MEMORY:
            self.clear()
        self[word] = found = (Names(hits), partners, partners.keys().isdisjoint) if hits or partners else None
        return found

    def in_words(self, words: list[str], families: list[str]) -> list[int]:
        """The numbers of the words at which a name may begin: one of one word, or one that has its second word near."""
        around = [*_EDGE, *families]  # the words within reach of the word `number` begin at `number` here
        return [
            number
            for number, start in enumerate(map(self.__getitem__, words))
            if start is not None and (start[0] or not start[2](around[number : number + _REACHED]))
        ]


def as_cased(word: str, index: Index) -> tuple[int, ...] | None:
    """The numbers of an acronym as written, or of its plural."""
    return index.cased.get(word) or (index.cased.get(word[:-1]) if word.endswith("s") else None)


class _Seams(dict[str, int]):
    """Memory of what the characters between two words say."""

    def __missing__(self, between: str) -> int:
        found = _STOP if between == ". " else _JOINED
        if not found and (len(between) > 1 or between not in " -"):
            found = _BROKEN if _BREAK.search(between) else _COMMA if "," in between or "/" in between else _JOINED
        if len(between) <= _LONGEST_GAP and len(self) < _MEMORY:
            self[between] = found
        return found


@dataclass(slots=True)
class Segment:
    """Parallel lists, one item a word; spans are half-open code points of the text.

    `commas`: numbers of the words that a comma or slash follows. `low`: the number of its first word in the text.
    `offset`: where in the text the spans are counted from that `span` gives.
    """

    words: list[str]
    normals: list[str]
    families: list[str]
    starts: list[int]
    ends: list[int]
    commas: frozenset[int]
    low: int
    offset: int
    generic: str  # the family of "abnormality"

    def span(self, places: tuple[int, ...]) -> tuple[int, int]:
        """From the first to the last of the words of these numbers."""
        return self.starts[places[0]] - self.offset, self.ends[places[-1]] - self.offset


@dataclass(frozen=True, slots=True)
class TextTokens:
    """The words of a text, in order, as parallel lists; spans are half-open code points of `text`.

    `seams`: what stands between each word and the next. `starters`: the numbers of the words at which a name may begin for the
    matcher that read the text. Not to be changed, nor handed to another matcher.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    normals: list[str]
    families: list[str]
    seams: bytes
    starters: list[int]
    generic: str
    article: tuple[str, str]  # normal form and family of "A" where it is no letter of a name, as it begins a segment

    def within(self, start: int, end: int) -> tuple[int, int] | None:
        """The numbers `[first, last)` of the words in `[start, end)` of the text; None where a bound cuts a word in two."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end)
        if (first and self.ends[first - 1] > start) or (last and self.ends[last - 1] > end):
            return None
        return first, last

    def bounds(self, first: int, last: int, at: int) -> tuple[int, int]:
        """The numbers `[low, high)` of the words of the segment of the word `at`, among those of `[first, last)`."""
        before, after = self.seams.rfind(_BROKEN, first, at), self.seams.find(_BROKEN, at, last - 1)
        return (first if before < 0 else before + 1), (last if after < 0 else after + 1)

    def segment(self, low: int, high: int, offset: int = 0) -> Segment:
        """The words `[low, high)` as a segment."""
        seams = self.seams[low : high - 1]
        commas = frozenset(number for number, seam in enumerate(seams) if seam == _COMMA) if _COMMA in seams else _NONE
        words, normals, families = self.words[low:high], self.normals[low:high], self.families[low:high]
        if words[0] == LETTER_A:
            normals[0], families[0] = self.article
        return Segment(
            words, normals, families, self.starts[low:high], self.ends[low:high], commas, low, offset, self.generic
        )  # fmt: skip

    def segments(self) -> Iterator[Segment]:
        """All segments of the text, in order; without words none."""
        low, last = 0, len(self.words)
        while low < last:
            low, high = self.bounds(low, last, low)
            yield self.segment(low, high)
            low = high


class Tokenizer:
    """Reads texts for the searches of a matcher; its memories of words are shared by all texts."""

    def __init__(self, forms: Forms, seams: _Seams | None = None) -> None:
        self.forms = forms
        self._seams = _Seams() if seams is None else seams
        self._generic = forms["abnormality"][1]
        self._article = forms[LETTER_A]

    def read(self, text: str, searches: tuple[Starts, ...]) -> TextTokens:
        """The words of a text. Linear; a word costs a few look-ups."""
        parts = _WORDS.split(text)
        words = parts[1::2]
        bounds = list(accumulate(map(len, parts)))
        forms = list(map(self.forms.__getitem__, words))
        normals, families = [form[0] for form in forms], [form[1] for form in forms]
        seams = _settled(bytearray(map(self._seams.__getitem__, parts[2::2])), words)
        for place in _letters(words):
            normals[place] = families[place] = LETTER_A
        starters = [starts.in_words(words, families) for starts in searches]
        return TextTokens(
            text, words, bounds[:-1:2], bounds[1::2], normals, families,
            seams,
            starters[0] if len(starters) == 1 else sorted(set().union(*starters)), self._generic, self._article,
        )  # fmt: skip


def _settled(seams: bytearray, words: list[str]) -> bytes:
    """The seams with full stops told from initials: no sentence ends in a genus cut to its initial, as in "E. coli"."""
    at = seams.find(_STOP)
    while at >= 0:
        initial = words[at][-1].isupper() and not words[at][-2:-1].isalnum()
        followed = at + 1 < len(words) and words[at + 1][0].islower()
        seams[at] = _JOINED if initial and followed else _BROKEN
        at = seams.find(_STOP, at + 1)
    return bytes(seams)


def _letters(words: list[str]) -> Iterator[int]:
    """The numbers of the words that are a capital A."""
    at = -1
    for _ in range(words.count(LETTER_A)):
        at = words.index(LETTER_A, at + 1)
        yield at
