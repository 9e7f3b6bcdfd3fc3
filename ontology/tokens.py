"""Text to tokens with spans, normal forms and word families, cut into segments that no name runs across."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ontology.morphology import partner_of
from ontology.normalizing import WORD, normalize

_BREAK: Final = re.compile(r"[.;:?!()\[\]{}•|\"“”=<>]|\n\s*\n|\n\s*(?=[A-Z0-9•*\-])|\s[-–—]+\s|—|--")
_MEMORY: Final = 200_000  # distinct words remembered


class Forms(dict[str, tuple[str, str]]):
    """Memory of (normal form, family) by word as written. A family is looked up for words the vocabulary does not have, too."""

    def __init__(self, families: Mapping[str, str], known: frozenset[str]) -> None:
        super().__init__()
        self._families = families
        self._known = known

    def __missing__(self, word: str) -> tuple[str, str]:
        normal = normalize(word)
        family = self._families.get(normal, normal)
        if family == normal and normal not in self._known:
            partner = partner_of(normal, self._known)
            if partner is not None:
                family = self._families.get(partner, partner)
        if len(self) >= _MEMORY:
            self.clear()
        self[word] = (normal, family)
        return (normal, family)


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
    generic: str = ""  # the family of "abnormality"


def segments_of(text: str, forms: Forms) -> Iterator[Segment]:
    """Yield the segments of a text, in order; without words none."""
    generic = forms["abnormality"][1]
    segment = Segment([], [], [], [], [], set(), generic)
    previous = -1
    for match in WORD.finditer(text):
        start, end = match.span()
        word = match[0]
        if start - previous > 1 or (previous >= 0 and text[previous] not in " -"):
            between = text[previous:start] if previous >= 0 else ""
            if _BREAK.search(between):
                if segment.words:
                    yield segment
                segment = Segment([], [], [], [], [], set(), generic)
            elif "," in between or "/" in between:
                segment.commas.add(len(segment.words) - 1)
        normal, family = forms[word]
        segment.words.append(word)
        segment.normals.append(normal)
        segment.families.append(family)
        segment.starts.append(start)
        segment.ends.append(end)
        previous = end
    if segment.words:
        yield segment
