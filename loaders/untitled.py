"""Names the kind of parts that have no heading: by the shape of a list of names, by cue words, by their order.

Place in the flow: sections.py hands over its parts; those with `kind` None come back with one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from loaders.headings import section_rules

# The order in which monographs of syndromes speak; symptoms have a part of their own or are the clinical aspects.
_ORDER: Final = (
    "title", "summary", "synonyms", "history", "epidemiology", "inheritance", "pathophysiology", "diagnosis", "symptoms",
    "clinical_aspects", "complications", "treatment", "prognosis", "anesthesia", "monitoring", "references",
)  # fmt: skip
_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|may|can|should|must|will|occurs?|shows?|causes?|affects?|include[sd]?"
    r"|presents?|develops?|avoid|check|give|use|consider|found|seen|reported|described|named|discovered|published)\b",
    re.IGNORECASE,
)
_NAME_MAX_WORDS: Final = 12
_SAMPLE: Final = 4000
_BRIEF: Final = frozenset({"history", "epidemiology", "inheritance"})  # told in a few sentences
_LONG: Final = 350  # characters of a paragraph that tells more


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text on its way to a section; it reaches to the next part.

    `start`: where it begins; `end`: where its heading or first block ends. `kind` None: no heading says what it is.
    `lost`: a wide gap tells that a heading is missing. `question`: its heading asks. `sub`: a lower heading inside a kind.
    """

    start: int
    end: int
    kind: str | None
    heading: str | None = None
    lost: bool = False
    own_heading: bool = False
    question: bool = False
    sub: bool = False


def looks_like_names(paragraph: str) -> bool:
    """True for two or more short names parted by semicolons, or in brackets, and nothing that makes a sentence."""
    words = paragraph.strip()
    if len(words) > _SAMPLE or not words:
        return False
    bracketed = words.startswith("(") and words.rstrip(".").endswith(")") and words.count("(") == 1
    names = [name for name in words.strip("().").split(";") if name.strip()]
    if len(names) < 2 and not bracketed:
        return False
    if any(len(name.split()) > _NAME_MAX_WORDS or ". " in name.strip() for name in names):
        return False
    return _VERB.search(words) is None and any(character.isalpha() for character in words)


def fill_untitled(text: str, parts: list[Part]) -> list[Part]:
    """Return the parts with a kind each; those without heading that continue the part before them are merged into it."""
    filled: list[Part] = []
    for index, part in enumerate(parts):
        if part.kind is not None:
            filled.append(part)
            continue
        if index + 1 < len(parts) and parts[index + 1].start == part.start:
            continue  # a heading in its line opens another part there
        if part.sub and len(filled) > 1:  # after a measure inside it, a part goes on
            filled.append(replace(part, kind=filled[-2].kind))
            continue
        end = parts[index + 1].start if index + 1 < len(parts) else len(text)
        kind = _kind_of(text[part.start : end], part, filled, _following(parts, index))
        filled.append(replace(part, kind=kind))
    return list(_merged(filled))


def _following(parts: list[Part], index: int) -> tuple[str | None, int]:
    """The next kind that a heading tells, and how many parts without one stand before it; looks no further than the order."""
    ahead = parts[index + 1 : index + 1 + len(_ORDER)]
    lost = next((number for number, part in enumerate(ahead) if part.kind is not None), len(ahead))
    return (ahead[lost].kind if lost < len(ahead) else None), lost


def _kind_of(paragraph: str, part: Part, before: list[Part], after: tuple[str | None, int]) -> str:
    """Kind of one part without heading."""
    previous = before[-1].kind if before else None
    opening = previous in (None, "title") or (previous == "synonyms" and "summary" not in {early.kind for early in before[:4]})
    first_paragraph = paragraph.strip().split("\n\n", 1)[0]
    if looks_like_names(first_paragraph) and (opening or part.lost or previous == "summary"):
        return "synonyms"
    scores = section_rules().cue_kinds(first_paragraph)
    best = max(scores, key=lambda kind: (scores[kind], -_ORDER.index(kind)), default=None)
    if opening:
        return best if best and scores[best] >= 4 and len(first_paragraph) < 160 else "summary"
    after_names = previous == "synonyms" and first_paragraph.endswith(".")  # a sentence ends a list of names
    needed = 1 if part.lost or after_names else 3
    if best in _BRIEF and not part.lost and len(first_paragraph) > _LONG:
        best = None  # a word on who described it, in a paragraph on all there is
    if best and scores[best] >= needed:
        return best
    if part.lost or after_names:
        return _by_order(previous, after) or "other"
    return previous or "summary"


def _by_order(previous: str | None, after: tuple[str | None, int]) -> str | None:
    """The only kind that can stand here, where as many headings are lost as kinds fit between two known ones."""
    following, others = after
    if previous not in _ORDER or following not in _ORDER:
        return None
    between = [kind for kind in _ORDER[_ORDER.index(previous) + 1 : _ORDER.index(following)] if kind != "symptoms"]
    return between[0] if len(between) == others + 1 else None


def _merged(parts: list[Part]) -> Iterator[Part]:
    """Drop parts without heading that only continue the kind before them."""
    last: Part | None = None
    for part in parts:
        if last and not part.own_heading and part.kind == last.kind and not part.lost:
            continue
        last = part
        yield part
