"""The entities that a question names, found with the store's own names: the longest first, in any order of a name's words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graph.model import Entity
from graph.questions.patterns import Patterns
from graph.questions.words import Word, words_of
from graph.store import Found, Store

_LONGEST: Final = 9  # words of a name that are looked up together
_CANDIDATES: Final = 25
_BEFORE_NUMBER: Final = re.compile(r"(?<=[^\W\d_])[ -]?(?=\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `[first, last)` of the question and the entities they name, the best first, several where names are shared."""

    first: int
    last: int
    text: str
    entities: tuple[Entity, ...]

    @property
    def curies(self) -> tuple[str, ...]:
        """CURIEs of its entities."""
        return tuple(entity.curie for entity in self.entities)


def find_mentions(
    store: Store, question: str, words: Sequence[Word], patterns: Patterns, *, plain: bool = False
) -> tuple[Mention, ...]:
    """Return the mentions in text order, without overlap.

    `plain`: words that questions are made of ("symptoms", "tumor") may be a mention, too.
    """
    return _Finder(store, question, words, patterns).run(plain=plain)


class _Finder:
    def __init__(self, store: Store, question: str, words: Sequence[Word], patterns: Patterns) -> None:
        self._store = store
        self._question = question
        self._words = words
        self._patterns = patterns
        self._seen: dict[tuple[int, int], tuple[Entity, ...]] = {}

    def run(self, *, plain: bool) -> tuple[Mention, ...]:
        """Longest windows first. `plain`: windows of nothing but question words count too."""
        taken: set[int] = set()
        found = []
        for first, last in self._windows(plain=plain):
            if taken.isdisjoint(range(first, last)):
                entities = self._named(first, last)
                if entities:
                    taken.update(range(first, last))
                    text = self._question[self._words[first].start : self._words[last - 1].end]
                    found.append(Mention(first, last, text, entities))
        return tuple(sorted(found, key=lambda mention: mention.first))

    def _windows(self, *, plain: bool) -> Iterator[tuple[int, int]]:
        count = len(self._words)
        for size in range(min(_LONGEST, count), 0, -1):
            for first in range(count - size + 1):
                last = first + size
                if self._may_be_name(first, last, plain=plain):
                    yield first, last

    def _may_be_name(self, first: int, last: int, *, plain: bool) -> bool:
        """A name neither begins nor ends with a small word, and holds a word that is not a question's own."""
        stop, known = self._patterns.words["stop"], self._patterns.known
        stems = [word.stem for word in self._words[first:last]]
        if stems[0] in stop or stems[-1] in stop or any(stem in self._patterns.words["ask"] for stem in stems):
            return False
        return plain or any(stem not in known for stem in stems)

    def _named(self, first: int, last: int) -> tuple[Entity, ...]:
        """Entities of exactly this name, else of this name in other words' order or form, else but for "syndrome"."""
        key = (first, last)
        if key not in self._seen:
            self._seen[key] = self._look_up(first, last)
        return self._seen[key]

    def _look_up(self, first: int, last: int) -> tuple[Entity, ...]:
        window = self._words[first:last]
        text = self._question[window[0].start : window[-1].end]
        asked = self._content(window)
        best: dict[int, list[Entity]] = {}
        for hit in self._hits(text, self._stems(window)):
            rank = self._rank(hit, asked, window[-1].stem)
            if rank is not None and hit.entity not in best.setdefault(rank, []):
                best[rank].append(hit.entity)
        return tuple(best[min(best)]) if best else ()

    def _hits(self, text: str, stems: str) -> Iterator[Found]:
        yield from self._store.search(text, limit=_CANDIDATES, similar=False)
        for gap in (" ", ""):  # a short form's number stands apart or not: "MEN2B" is "MEN 2B"
            spelling = _BEFORE_NUMBER.sub(gap, text)
            if spelling != text:
                yield from self._store.search(spelling, limit=_CANDIDATES, similar=False)
        if stems != text.casefold():
            yield from self._store.search(stems, limit=_CANDIDATES, similar=False)

    def _rank(self, hit: Found, asked: frozenset[str], last: str) -> int | None:
        """0 the same name, 1 the same words, 2 the same but for a head such as "syndrome"; None: another name.

        `last`: the stem of the last word of the question's name, where a head may stand that the entity's name lacks.
        """
        if hit.score >= 1.0:
            return 0
        named = self._content(words_of(hit.name, self._patterns.spelling))
        if named == asked:
            return 1
        heads = self._patterns.words["heads"]
        left_out = asked < named or last in heads
        return 2 if left_out and named - heads == asked - heads and asked - heads else None

    def _stems(self, window: Sequence[Word]) -> str:
        """The stems of a window without its small words: what the names of other spellings begin their words with."""
        links = self._patterns.words["links"]
        return " ".join(word.stem for word in window if word.stem not in links)

    def _content(self, words: Sequence[Word]) -> frozenset[str]:
        links = self._patterns.words["links"]
        return frozenset(word.stem for word in words if word.stem not in links) or frozenset(word.stem for word in words)
