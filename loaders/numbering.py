"""The numbers of headings and recommendations: "3. Triggers", "3.2 Hard exercise …". Place in the flow: sections.py asks it."""

import re
from typing import Final

from loaders.layout import Block

_NUMBERED: Final = re.compile(r"(\d{1,2})((?:\.\d{1,2})*)[.)]?\s")
_END: Final = (".", ";", "!", "…", ",", ":", "?")
_LONGEST: Final = 12  # words of a heading


def level(text: str, start: int) -> int:
    """How deep the number at `start` is: 1 for "3.", 2 for "3.2"; 0 where there is none."""
    found = _NUMBERED.match(text, start)
    return 0 if found is None else 1 + found[2].count(".")


def opens_part(text: str, block: Block, follower: Block | None) -> bool:
    """True for "4. Recognition" where the next block is "4.1 …": a heading whatever its words."""
    found = _NUMBERED.match(text, block.outer)
    if found is None or follower is None or block.lines > 1 or text[block.start : block.end].endswith(_END):
        return False
    if len(text[block.start : block.end].split()) > _LONGEST:
        return False
    below = _NUMBERED.match(text, follower.outer)
    return below is not None and (below[1] + below[2]).startswith(found[1] + found[2] + ".")
