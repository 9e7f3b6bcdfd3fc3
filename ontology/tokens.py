"""Text to tokens with spans, normal forms and word families, cut into segments that no name runs across."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ontology.index import LETTER_A, Index
from ontology.morphology import partner_of
from ontology.normalizing import WORD, normalize

_BREAK: Final = re.compile(r"[.;:?!()\[\]{}•|\"“”=<>]|\n\s*\n|\n\s*(?=[A-Z0-9•*\-])|\s[-–—]+\s|—|--")
_MEMORY: Final = 200_000  # distinct words remembered


class Forms(dict[str, tuple[str, str, bool]]):
    """Memory of (normal form, family, whether a name may start a search at it) by word as written.

    Words that the vocabulary does not have get the family of the word they are derived from.
    """

    def __init__(self, families: Mapping[str, str], index: Index) -> None:
        super().__init__()
        self._families = families
        self._index = index
        self._known = frozenset(index.singles) | frozenset(families) | frozenset(families.values())

    def __missing__(self, word: str) -> tuple[str, str, bool]:
        normal = normalize(word)
        family = self._families.get(normal, normal)
        if family == normal and normal not in self._known:
            partner = partner_of(normal, self._known)
            if partner is not None:
                family = self._families.get(partner, partner)
        if len(self) >= _MEMORY:
            self.clear()
        index = self._index
        starts = normal in index.singles or family in index.multi or as_cased(word, index) is not None
        self[word] = found = (normal, family, starts)
        return found


def as_cased(word: str, index: Index) -> tuple[int, ...] | None:
    """The numbers of an acronym as written, or of its plural."""
    return index.cased.get(word) or (index.cased.get(word[:-1]) if word.endswith("s") else None)


@dataclass(slots=True)
class Segment:
    """Parallel lists, one item a word; spans are half-open code points of the text.

    `commas`: numbers of the words that a comma or slash follows.
    """

    words: list[str]
    normals: list[str]
    families: list[str]
    starts: list[int]
    ends: list[int]
    commas: set[int]
    starters: list[int]  # numbers of the words at which a name of the lexicon may be searched for
    generic: str = ""  # the family of "abnormality"


def segments_of(text: str, forms: Forms) -> Iterator[Segment]:
    """Yield the segments of a text, in order; without words none."""
    generic = forms["abnormality"][1]
    segment = Segment([], [], [], [], [], set(), [], generic)
    previous = -1
    for match in WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        if start - previous > 1 or (previous >= 0 and text[previous] not in " -"):
            between = text[previous:start] if previous >= 0 else ""
            if _BREAK.search(between) and not _initial(text, previous, start):
                if segment.words:
                    yield segment
                segment = Segment([], [], [], [], [], set(), [], generic)
            elif "," in between or "/" in between:
                segment.commas.add(len(segment.words) - 1)
        normal, family, starts = forms[word]
        if word == LETTER_A and segment.words:
            normal = family = LETTER_A
        if starts:
            segment.starters.append(len(segment.words))
        segment.words.append(word)
        segment.normals.append(normal)
        segment.families.append(family)
        segment.starts.append(start)
        segment.ends.append(end)
        previous = end
    if segment.words:
        yield segment


def _initial(text: str, end: int, start: int) -> bool:
    """A genus cut to its initial, as in "E. coli": no sentence ends there."""
    return (
        text[end:start] == ". " and text[start].islower() and text[end - 1].isupper() and not text[end - 2 : end - 1].isalnum()
    )
