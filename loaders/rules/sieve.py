"""Which of many patterns a text may match, found for all of them at once by the text's words.

Place in the flow: matching.py tries thousands of clauses against a thousand patterns, of which a handful match. What every match of
a pattern holds (`loaders.rules.literals`) is looked for in a word once, not in every clause once a pattern; patterns are bits of
integers, so that a clause's words are joined by `or` and a pattern's demands by `and`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import Final, NamedTuple

from loaders.rules.literals import Needs

_WORD: Final = re.compile(r"[^\W\d_]+")
_START: Final = 3  # characters by which a longer part of a word is looked up
_WORDS_REMEMBERED: Final = 16384  # under 1 kB each
_WHOLE: Final = 2  # sets of whole words of a pattern
_PARTS: Final = 3  # sets of parts of words


class Demand(NamedTuple):
    """What a text must hold for one pattern to match it: of each set of `words` one as a whole word, of each of `needs` one
    anywhere. At most two and three sets; an empty set demands nothing."""

    words: tuple[frozenset[str], ...]
    needs: Needs


class Sieve:
    """Patterns by their place in a list, told by the words of a folded text."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        self._count = len(demands)
        self._whole: dict[str, int] = defaultdict(int)
        self._short: dict[str, int] = defaultdict(int)
        self._long: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self._free = 0  # the sets that demand nothing
        for i, demand in enumerate(demands):
            for number, literals in enumerate(_sets(demand)):
                bit = 1 << (i + number * self._count)
                if not literals:
                    self._free |= bit
                for literal in literals:
                    self._note(literal, bit, whole=number < _WHOLE)
        self._bits_of = lru_cache(maxsize=_WORDS_REMEMBERED)(self._bits)

    def passing(self, folded: str) -> int:
        """The patterns that a text folded so may match, as bits; the first pattern is the lowest."""
        bits = reduce(or_, map(self._bits_of, set(folded.split())), self._free)
        passing = (1 << self._count) - 1
        for number in range(_WHOLE + _PARTS):
            passing &= bits >> (number * self._count)
        return passing

    def _note(self, literal: str, bit: int, *, whole: bool) -> None:
        if whole:
            self._whole[literal] |= bit
        elif len(literal) < _START:
            self._short[literal] |= bit
        else:
            self._long[literal[:_START]][literal] |= bit

    def _bits(self, word: str) -> int:
        """The sets that a word between blanks meets."""
        bits = 0
        for whole in _WORD.findall(word):
            bits |= self._whole.get(whole, 0)
        for place, character in enumerate(word):
            bits |= self._short.get(character, 0) | self._short.get(word[place : place + 2], 0)
            for literal, those in self._long.get(word[place : place + _START], _NONE).items():
                if word.startswith(literal, place):
                    bits |= those
        return bits


_NONE: Final[dict[str, int]] = {}


def bits_in(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def _sets(demand: Demand) -> Iterator[frozenset[str]]:
    """The sets of one pattern, first those of whole words, then those of parts, what is missing empty."""
    for i in range(_WHOLE):
        yield demand.words[i] if i < len(demand.words) else frozenset()
    for i in range(_PARTS):
        yield _within_words(demand.needs[i]) if i < len(demand.needs) else frozenset()


def _within_words(literals: Iterable[str]) -> frozenset[str]:
    """The literals, each cut to its longest part without a blank; empty where one has none, since then any text may hold it."""
    parts = {max(literal.split(), key=len, default="") for literal in literals}
    return frozenset() if "" in parts else frozenset(parts)
