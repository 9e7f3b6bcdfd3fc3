"""Decide whether words scattered over a segment read as one name: in order, turned round by "of", or shared in a coordination."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ontology.index import Name
from ontology.normalizing import COORDINATORS, PREPOSITIONS, STOP_WORDS, TURNING
from ontology.tokens import Segment

# Words that may stand inside a name without changing what it names: degree, side, course.
MODIFIERS: Final = frozenset({
    "mild", "moderate", "severe", "marked", "profound", "slight", "significant", "prominent", "progressive", "chronic", "acute",
    "bilateral", "unilateral", "left", "right", "generalized", "diffuse", "intermittent", "persistent", "frequent", "variable",
    "transient", "very", "more", "other", "some", "early", "late", "sudden", "gradual", "isolated", "typical", "classic", "slowly",
    "rapidly", "mildly", "moderately", "severely", "markedly", "slightly",
})  # fmt: skip
_CONTENT_GAP: Final = 3
_WIDEST: Final = 10


def fit(name: Name, places: Sequence[int], segment: Segment) -> tuple[float, str] | None:
    """How well the words at `places` (ascending) read as `name`: (score 0…1, reason), or None where they do not."""
    low, high = places[0], places[-1]
    _curie, _scope, _text, order, head, joined = name
    families = segment.families
    found = tuple(families[place] for place in places)
    in_order = found == order
    if high - low + 1 == len(places):
        return _adjacent(name, found, in_order, places, segment)
    if high - low > _WIDEST:
        return None
    taken = set(places)
    gaps = [place for place in range(low, high) if place not in taken]
    normals = segment.normals
    prepositions = [place for place in gaps if normals[place] in PREPOSITIONS]
    if prepositions:
        if not in_order and not all(normals[place] in TURNING for place in prepositions):
            return None
        before = [place for place in places if place < prepositions[0]]
        if families[before[-1]] != head:
            return None
    elif found[-1] != head:
        return None
    content = [place for place in gaps if normals[place] not in STOP_WORDS]
    links = [p for p in gaps if normals[p] in COORDINATORS] + [p for p in segment.commas if low <= p < high]
    if not content:
        if links and not joined and not prepositions:
            return None
        return (0.97, "words in order") if in_order else (0.93, "same words, turned round")
    if all(normals[place] in MODIFIERS for place in content) and len(content) <= 2 and not links:
        return 0.9, "with a modifier inside"
    if links and len(content) <= _CONTENT_GAP and _shares(places, content, prepositions, segment):
        return 0.85, "shared in a coordination"
    return None


def _adjacent(
    name: Name, found: tuple[str, ...], in_order: bool, places: Sequence[int], segment: Segment
) -> tuple[float, str] | None:
    """Words side by side: in order, or with the same head in names of three and more words or of "X of Y" form."""
    split = any(place in segment.commas for place in places[:-1])
    joined = name[5]
    if in_order:
        return None if split and not joined and len(found) < 3 else (1.0, "same words")
    if split and not joined:
        return None
    if found[-1] != name[4]:
        return None
    turned = name[3][-1] != name[4]  # "abnormality of the kidney" for "kidney abnormality"
    return (0.95, "same words, other order") if turned or len(found) > 2 else None


def _shares(places: Sequence[int], content: list[int], prepositions: list[int], segment: Segment) -> bool:
    """True for "cranial and limb ataxia", "ataxia of the limbs and trunk", "muscle wasting and weakness"."""
    normals, commas = segment.normals, segment.commas

    def linked(place: int) -> bool:
        """A comma or coordinator comes right after the word."""
        return place in commas or (place + 1 < len(normals) and normals[place + 1] in COORDINATORS)

    for left, right in pairwise(places):
        between = [place for place in content if left < place < right]
        if not between:
            continue
        after_preposition = any(left < place < between[0] for place in prepositions)
        ends_linked = linked(between[-1]) and _is_bare(between[-1], right, segment)
        starts_linked = linked(left)
        if after_preposition and not ends_linked:
            return False
        if not after_preposition and not (starts_linked or ends_linked):
            return False
        if not after_preposition and starts_linked and linked(between[-1]) and len(between) > 2:
            return False
    return True


def _is_bare(left: int, right: int, segment: Segment) -> bool:
    """Only coordinators and determiners stand between two words."""
    return all(segment.normals[place] in STOP_WORDS for place in range(left + 1, right))
