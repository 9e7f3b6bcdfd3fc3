"""Scan a segment for every name that can be read in it: one look-up a word, and a short search where a rare word occurs."""

from collections.abc import Iterable
from typing import Final

from ontology.fitting import fit
from ontology.index import Index
from ontology.tokens import Segment, as_cased

_WINDOW: Final = 7  # words to either side of a name's rarest word

Places = tuple[int, ...]
# A name found: (word numbers in the segment, number of the name, score, reason, whether the name is the document's own)
Hit = tuple[tuple[int, ...], int, float, str, bool]


def scan(index: Index, local: bool, segment: Segment, hits: list[Hit]) -> None:
    """Append every name of `index` that can be read in the segment."""
    families, normals, words = segment.families, segment.normals, segment.words
    singles, multi = index.singles, index.multi
    size = len(families)
    for place in range(size) if local else segment.starters:
        numbers = singles.get(normals[place])
        if numbers is not None:
            hits.extend(((place,), number, 1.0, "same word", local) for number in numbers)
        numbers = as_cased(words[place], index)
        if numbers is not None:
            hits.extend(((place,), number, 1.0, "acronym", local) for number in numbers)
        partners = multi.get(families[place])
        if partners is not None:
            low, high = max(0, place - _WINDOW), min(size, place + _WINDOW + 1)
            for other in range(low, high):
                groups = partners.get(families[other])
                if groups is not None and other != place:
                    _expand(index, local, segment, (place, other, low, high), groups, hits)


def _expand(
    index: Index,
    local: bool,
    segment: Segment,
    where: tuple[int, int, int, int],
    groups: Iterable[tuple[tuple[str, ...], tuple[int, ...]]],
    hits: list[Hit],
) -> None:
    """Append the names whose remaining words are near, if they read as the name."""
    place, other, low, high = where
    families = segment.families
    for rest, numbers in groups:
        places = [place, other]
        for family in rest:
            near = _nearest(families, family, place, low, high)
            if near is None:
                break
            places.append(near)
        else:
            ordered = tuple(sorted(places))
            for number in numbers:
                name = index.names[number]
                result = fit(name, ordered, segment)
                if result is not None:
                    hits.append((ordered, number, result[0], result[1], local))


def _nearest(families: list[str], family: str, place: int, low: int, high: int) -> int | None:
    """The number of the word of that family closest to `place`, the left one of two; None where there is none."""
    for distance in range(1, max(place - low, high - place) + 1):
        if place - distance >= low and families[place - distance] == family:
            return place - distance
        if place + distance < high and families[place + distance] == family:
            return place + distance
    return None
