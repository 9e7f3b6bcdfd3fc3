"""Scan a segment for every name that can be read in it: one look-up a word, and a short search where a rare word occurs."""

from collections.abc import Iterable

from ontology.fitting import fit
from ontology.tokens import WINDOW, Hit, Segment, Starts

Hits = dict[tuple[int, ...], tuple[Hit, ...]]  # names by the numbers, ascending, of the words of a segment that they stand at


def scan(starts: Starts, segment: Segment, starters: Iterable[int], found: Hits) -> None:
    """Add to `found`, by the words they stand at, the names of one index that can be read in the segment.

    `starters`: the numbers, in the text, of the segment's words at which the index may have a name.
    """
    families, words, first = segment.families, segment.words, segment.low
    for starter in starters:
        place = starter - first
        start = starts[words[place]]
        if start is None:
            continue
        hits, partners, _apart = start
        if hits:
            found[(place,)] = (*found[(place,)], *hits) if (place,) in found else hits
        if not partners:
            continue
        low = max(0, place - WINDOW)
        window = families[low : place + WINDOW + 1]
        for other, family in enumerate(window, low):
            if family in partners and other != place:
                _expand(starts, segment, (place, other, low, low + len(window)), partners[family], found)


def _expand(
    starts: Starts,
    segment: Segment,
    where: tuple[int, int, int, int],
    groups: Iterable[tuple[tuple[str, ...], tuple[int, ...]]],
    found: Hits,
) -> None:
    """Add the names whose remaining words are near, if they read as the name."""
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
                result = fit(starts.index.names[number], ordered, segment)
                if result is not None:
                    found[ordered] = (*found.get(ordered, ()), (number, *result, starts.local))


def _nearest(families: list[str], family: str, place: int, low: int, high: int) -> int | None:
    """The number of the word of that family closest to `place`, the left one of two; None where there is none."""
    if family not in families[low:high]:
        return None
    for distance in range(1, max(place - low, high - place) + 1):
        if place - distance >= low and families[place - distance] == family:
            return place - distance
        if place + distance < high and families[place + distance] == family:
            return place + distance
    return None
