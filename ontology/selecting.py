"""Among matches that overlap: which are the longest, which lie inside another, which lose."""

from collections.abc import Callable, Collection

Places = tuple[int, ...]


def choose(found: Collection[Places], score: Callable[[Places], float]) -> list[tuple[Places, bool]]:
    """(places, inside) of the matches: more words first, then better, then leftmost; as given, where none shares a word.

    A match whose words all belong to a longer one lies inside it. One that shares only some of its words with a better one stays
    when a coordination lets two names share a word ("muscle weakness and wasting"), else it counts as inside.
    """
    if len(found) < 2 or len({place for places in found for place in places}) == sum(map(len, found)):
        return [(places, False) for places in found]
    chosen = []
    taken: list[frozenset[int]] = []
    for places in sorted(found, key=lambda p: (-len(p), -score(p), p)):
        words = frozenset(places)
        inside = any(words <= longer for longer in taken)
        if not inside:
            inside = _compact(places) and any(words & longer and _compact(tuple(sorted(longer))) for longer in taken)
        if not inside:
            taken.append(words)
        chosen.append((places, inside))
    return chosen


def _compact(places: Places) -> bool:
    """The words stand side by side."""
    return places[-1] - places[0] + 1 == len(places)
