"""Among matches that overlap: which are the longest, which lie inside another, which lose."""

from collections.abc import Iterator, Mapping

Places = tuple[int, ...]


def choose(scores: Mapping[Places, float]) -> Iterator[tuple[Places, bool]]:
    """Yield (places, inside) of the matches, given with their scores: more words first, then better, then leftmost.

    A match whose words all belong to a longer one lies inside it. One that shares only some of its words with a better one stays
    when a coordination lets two names share a word ("muscle weakness and wasting"), else it counts as inside.
    """
    if len(scores) < 2 or len({place for places in scores for place in places}) == sum(map(len, scores)):
        yield from ((places, False) for places in scores)  # none shares a word with another, as mostly: in the order given
        return
    taken: list[frozenset[int]] = []
    for places in sorted(scores, key=lambda p: (-len(p), -scores[p], p)):
        words = frozenset(places)
        inside = any(words <= longer for longer in taken)
        if not inside:
            inside = _compact(places) and any(words & longer and _compact(tuple(sorted(longer))) for longer in taken)
        if not inside:
            taken.append(words)
        yield places, inside


def _compact(places: Places) -> bool:
    """The words stand side by side."""
    return places[-1] - places[0] + 1 == len(places)
