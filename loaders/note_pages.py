"""Pages that are notes on anesthesia from their title on: a card for the theater, a guideline, a paper on how patients were
anesthetized. Their parts are about anesthesia, whatever their headings say elsewhere.

Place in the flow: sections.py asks before it parts a text, and hands over the parts of such a page.
"""

import re
from dataclasses import replace
from typing import Final

from loaders.layout import Block
from loaders.numbering import level
from loaders.untitled import Part

_NOTE: Final = re.compile(
    r"(?i)(?!.*\b(?:department|dept|division|society|college|association|journal|hospital|trust)\b)[^\n]*?(?:\ban(?:a)?esthe\w+|\bperi-?operative|\btheat(?:re|er)\s+(?:card|notes?|checklist|sheet|list)|\bairway\s+(?:alert|card|note)|"
    r"\boperating\s+(?:room|theat(?:re|er)))"
)
# "Harlow disease - anesthetic note": the disease, and what the page is.
_NAMED: Final = re.compile(
    r"(?i)(?=\S.{4,70}?(?:\s[-–—]|[:(–—,])\s*(?:[\w-]+\s+){0,3}?(?:an(?:a)?esthe|peri-?operative|theat(?:re|er)\b|airway))\w"
)
_LOOKED_AT: Final = 3  # blocks from the top
_LONGEST: Final = 120  # characters of a title
_HEADING_WORDS: Final = 4
_ARROW: Final = re.compile(r"->|=|[→+|]")  # "Bulbar palsy -> aspiration" is a note
_END: Final = (".", ";", "!", "…", ",", "?")
# What is told of the disease itself, even here.
_OF_THE_NOTE: Final = frozenset(("other", "treatment", "monitoring", "complications"))
_OF_THE_DISEASE: Final = frozenset(
    ("epidemiology", "inheritance", "pathophysiology", "diagnosis", "symptoms", "clinical_aspects")
)
_IN_SHORT: Final = re.compile(r"(?i)(?:key\s|in (?:short|brief)|essentials|at a glance|highlights|executive)")
_APART: Final = re.compile(
    r"(?i)\b(?:treatments?$|therapy$|genetic|story|case|research|references|prevention|support|scope|authors?|history|resources|relatives)"
)


def is_note_page(text: str, blocks: list[Block]) -> bool:
    """True where one of the first lines says that the page is about anesthesia for the disease it names."""
    return any(
        block.end - block.start <= _LONGEST and text[block.end - 1] not in _END and _NOTE.match(text[block.start : block.end])
        for block in blocks[:_LOOKED_AT]
    )


def names_note(line: str) -> bool:
    """True for a title that names a disease and says that what follows is a note on anesthesia."""
    return _NAMED.match(line) is not None


def opens_note_part(text: str, block: Block, follower: Block | None) -> bool:
    """True for a short line above other text: "BEFORE", "Drugs to have ready"."""
    line = text[block.start : block.end]
    if block.inner or block.lines > 1 or follower is None or line.endswith(_END) or _ARROW.search(line):
        return False
    if level(text, block.outer) == 1 and level(text, follower.outer) != 1:  # "3 Antiemetics"
        return len(line.split()) <= _HEADING_WORDS + 1
    if block.marker or not line[0].isupper():
        return False
    count = len(line.split())
    return count <= _HEADING_WORDS and (count == 1 or line.isupper() or line.endswith(":") or bool(follower.marker))


def as_note(parts: list[Part]) -> list[Part]:
    """The parts of such a page: its plans, treatments and checks are those around the operation, unless it tells of the
    disease in parts of their own."""
    if len(_OF_THE_DISEASE & {part.kind for part in parts}) > 1:
        return parts
    return [replace(part, kind="anesthesia") if _is_of_note(part) else part for part in parts]


def _is_of_note(part: Part) -> bool:
    heading = part.heading or ""
    if part.kind == "summary":
        return _IN_SHORT.match(heading) is not None
    return part.kind in _OF_THE_NOTE and not _APART.search(heading)
