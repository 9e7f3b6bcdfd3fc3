"""Decide whether words scattered over a segment read as one name: in order, turned round by "of", or shared in a coordination."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from ontology.index import Name, words_of
from ontology.normalizing import ABNORMALITY, COORDINATORS, PREPOSITIONS, STOP_WORDS, TURNING
from ontology.tokens import Segment

# Words that may stand inside a name without changing what it names: degree, side, course.
MODIFIERS: Final = frozenset({
    "mild", "moderate", "severe", "marked", "profound", "slight", "significant", "prominent", "progressive", "chronic", "acute",
    "bilateral", "unilateral", "left", "right", "generalized", "diffuse", "intermittent", "persistent", "frequent", "variable",
    "transient", "very", "more", "other", "some", "early", "late", "sudden", "gradual", "isolated", "typical", "classic", "slowly",
    "rapidly", "mildly", "moderately", "severely", "markedly", "slightly",
})  # fmt: skip
_ARTICLES: Final = frozenset({"a", "an", "the"})
_CONTENT_GAP: Final = 3
_WIDEST: Final = 10
SHARED: Final = "shared in a coordination"  # a reason
_VARIANT: Final = 0.04  # what another form of a word costs
_LOOSE: Final = 0.12  # what another word for "abnormality" costs: "malformation" has names of its own
_ADJECTIVE: Final = ("al", "ar", "ic", "ous", "ary", "oid", "ory")
# Words that end a noun phrase: the sentence's verb or a clause comes.
_ENDERS: Final = frozenset({
    "may", "can", "might", "could", "will", "would", "should", "must", "is", "are", "was", "were", "be", "been", "has", "have", "had",
    "do", "does", "did", "that", "which", "who", "when", "where", "while", "as", "if", "but", "because", "such", "including",
    "occur", "occurs", "include", "includes", "develop", "develops", "appear", "appears", "also", "often", "this", "these", "not",
    "during", "after", "before", "among", "through", "without", "than", "then", "so", "like", "cause", "require", "seen",
})  # fmt: skip
_QUALITY: Final = (*_ADJECTIVE, "ive", "ed", "ful", "able", "ible")


def fit(name: Name, places: Sequence[int], segment: Segment) -> tuple[float, str] | None:
    """How well the words at `places` (ascending) read as `name`: (score 0…1, reason), or None where they do not."""
    changed = [place for place in places if segment.normals[place] not in name[6]]
    if changed and name[7]:
        return None
    low, high = places[0], places[-1]
    found = tuple([segment.families[place] for place in places])
    result = (
        _adjacent(name, found, places, segment) if high - low + 1 == len(places) else _scattered(name, found, places, segment)
    )
    if result is None:
        return None
    if not changed:
        return result
    if any(not _may_change(place, name, places, segment) for place in changed):
        return None
    cost = _LOOSE if any(_generic(place, segment) for place in changed) else _VARIANT
    return result[0] - cost, f"{result[1]}, in another form"


def _may_change(place: int, name: Name, places: Sequence[int], segment: Segment) -> bool:
    """The word may stand for another form: not a verb ("reducing the pain"), not an adjective that heads no phrase of its own."""
    normal = segment.normals[place]
    if _generic(place, segment):
        heads = place == places[-1] or segment.normals[place + 1] in PREPOSITIONS
        return heads is not (normal == "abnormal") and bool(ABNORMALITY & set(name[6]))
    if normal.endswith("ing"):
        return segment.normals[place + 1 : place + 2] == ["of"]
    if segment.families[place] != name[4] or place != places[-1]:
        return True
    return not normal.endswith(_QUALITY) and not _goes_on(place, segment)


def _generic(place: int, segment: Segment) -> bool:
    """A word that may stand for "abnormality", and for nothing else than that."""
    return segment.families[place] == segment.generic


def _scattered(name: Name, found: tuple[str, ...], places: Sequence[int], segment: Segment) -> tuple[float, str] | None:
    """Words with others between."""
    low, high = places[0], places[-1]
    if high - low > _WIDEST or "," in name[2] or (name[7] and not _as_written(name, found, places, segment)):
        return None
    normals = segment.normals
    gaps = [place for place in range(low, high) if place not in places]
    content = [place for place in gaps if normals[place] not in STOP_WORDS]
    links = [place for place in gaps if normals[place] in COORDINATORS]
    modified = not links and len(content) <= 2 and all(normals[place] in MODIFIERS for place in content)
    if len(content) > _CONTENT_GAP or (content and not links and not modified):
        return None  # as mostly
    prepositions = [place for place in gaps if normals[place] in PREPOSITIONS]
    if not _same_head(name, places, prepositions, segment):
        return None
    if not content:
        commas = any(place in segment.commas for place in range(low, high))
        if (links or commas) and not name[5] and (not prepositions or _parted(places, segment)):
            return None
        if "or" in (normals[place] for place in links) and "or" not in words_of(name[2]) and "/" not in name[2]:
            return None  # one of the two is said: "an enlarged liver or spleen"
        return (0.97, "words in order") if found == name[3] else (0.93, "same words, turned round")
    if modified:
        return 0.9, "with a modifier inside"
    if links and _shares(places, content, prepositions, segment):
        return 0.85, SHARED
    return None


def _parted(places: Sequence[int], segment: Segment) -> bool:
    """A coordinator or comma stands between two of the words: "of the kidney or collecting system"."""
    return any(
        left in segment.commas or any(segment.normals[place] in COORDINATORS for place in range(left + 1, right))
        for left, right in pairwise(places)
    )


def _as_written(name: Name, found: tuple[str, ...], places: Sequence[int], segment: Segment) -> bool:
    """The words in the name's order, with small words between as the name has them itself: "biopsy of the liver"."""
    if found != name[3]:
        return False
    between = [segment.normals[place] for place in range(places[0], places[-1]) if place not in places]
    if not all(word in STOP_WORDS for word in between):
        return False
    small = [word for word in words_of(name[2]) if word in STOP_WORDS]
    return bool(small) and set(small) <= {*between, *_ARTICLES}


def _same_head(name: Name, places: Sequence[int], prepositions: list[int], segment: Segment) -> bool:
    """The words found have the name's head word: the one before the first preposition, else the last.

    Turned round, the last word must not be an adjective of a further noun ("hyperplasia of the mandibular processes").
    """
    families = segment.families
    if not prepositions:
        return families[places[-1]] == name[4]
    before = [place for place in places if place < prepositions[0]]
    if any(len(segment.normals[place]) == 1 for place in places) and tuple(families[p] for p in places) != name[3]:
        return False
    if families[before[-1]] != name[4]:
        return segment.normals[before[-1]] not in name[6]  # a noun made of the name's adjective: "duplication of the kidney"
    if tuple(families[place] for place in places) == name[3]:
        return True
    if not all(segment.normals[place] in TURNING for place in prepositions):
        return False
    return not _goes_on(places[-1], segment)


def _goes_on(place: int, segment: Segment) -> bool:
    """A content word follows directly, in the same phrase."""
    following = place + 1
    if following >= len(segment.normals) or place in segment.commas:
        return False
    normal = segment.normals[following]
    return not (normal in STOP_WORDS or normal in _ENDERS or normal.endswith(("ed", "ly")))


def _adjacent(name: Name, found: tuple[str, ...], places: Sequence[int], segment: Segment) -> tuple[float, str] | None:
    """Words side by side: in order; or with the same head in names of three and more words or of "X of Y" form."""
    split = any(place in segment.commas for place in places[:-1])
    if found == name[3]:
        if split and _goes_on(places[-1], segment):
            return None
        return None if split and not name[5] and len(found) < 3 else (1.0, "same words")
    if name[7] or (split and not name[5]) or any(len(segment.normals[place]) == 1 for place in places):
        return None
    head = segment.normals[places[-1]]
    if name[3][-1:] + name[3][:-1] == found and len(found) > 2 and name[3][-1] == name[4]:
        return 0.93, "same words, the last one first"  # "occult spina bifida" for "spina bifida occulta"
    if found[-1] == name[4]:
        turned = name[3][-1] != name[4]  # "abnormality of the kidney" for "kidney abnormality"
        return (0.95, "same words, other order") if turned or len(found) > 2 else None
    if len(found) == 2 and head not in name[6] and not _goes_on(places[-1], segment) and not head.endswith(_ADJECTIVE):
        return 0.93, "same words, adjective and noun exchanged"  # "patellar dysplasia" for "dysplastic patella"
    return None


def _shares(places: Sequence[int], content: list[int], prepositions: list[int], segment: Segment) -> bool:
    """True for "cranial and limb ataxia", "ataxia of the limbs and trunk", "muscle wasting and weakness"."""
    families = segment.families
    if any(families[place] == families[other] for place in content for other in places):
        return False  # the shared word is said again: each part has its own
    for left, right in pairwise(places):
        between = [place for place in content if left < place < right]
        if between and not _shared(left, right, between, prepositions, segment, _last_of(places, right)):
            return False
    return True


def _last_of(places: Sequence[int], place: int) -> int:
    """The last of the words that stand side by side from `place` on."""
    while place + 1 in places:
        place += 1
    return place


def _shared(left: int, right: int, between: list[int], prepositions: list[int], segment: Segment, last: int) -> bool:
    """One gap: the words between are coordinated with the word before it (first pattern) or after it (the two others).

    `last`: where the words of the name that begin at `right` end.
    """
    ends_linked = segment.normals[right - 1] in COORDINATORS or (
        right >= 2 and segment.normals[right - 1] in STOP_WORDS and segment.normals[right - 2] in COORDINATORS
    )
    before = [place for place in prepositions if place < right]
    if before:
        turned = all(segment.normals[place] in TURNING for place in before)
        return turned and ends_linked and len(between) <= 2 and not _goes_on(last, segment)
    if _linked(left, segment) and not ends_linked:
        coordinated = any(segment.normals[place] in COORDINATORS for place in range(left, right))
        return coordinated and between[-1] + 1 == right and all(_linked(place, segment) for place in between[:-1])
    complement = segment.normals[right + 1 : right + 2] == ["of"]  # the second part has one of its own: "loss of feeling"
    return (
        ends_linked
        and not complement
        and segment.normals[left] not in MODIFIERS
        and not _goes_on(last, segment)
        and len(between) <= 2
    )


def _linked(place: int, segment: Segment) -> bool:
    """A comma or coordinator comes right after the word."""
    following = place + 1
    return place in segment.commas or (following < len(segment.normals) and segment.normals[following] in COORDINATORS)
