"""Finds the line that is the page's title where lines of the site stand above it: its name, its menus, where the page belongs.

Place in the flow: sections.py asks before it parts a text; what stands above the title is furniture.
"""

import re
from typing import Final

from loaders.headings import section_rules
from loaders.layout import Block
from loaders.naming import DISEASE_NAME

_MOST_ABOVE: Final = 15  # lines of a site above its title
_LONGEST: Final = 90  # characters of a title that is looked for
_PROSE: Final = 120  # characters from which a block is a paragraph
_READ: Final = 3000  # characters after a line in which it may be named
_ASIDE: Final = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
# "Harlow syndrome: the facts", "Harlow syndrome – emergency care": what kind of page it is stands after its name.
_KIND_OF_PAGE: Final = re.compile(r"(?::|\s[–—-])\s.*$")
# Several short items in one line: a menu, or the way from the home page down to this one.
_MENU: Final = re.compile(r"(?:[^|·•›»>→]{1,60}[|·•›»>→]){2}.*", re.DOTALL)
_DEFINED: Final = (
    r"\b(?:,? (?:or|also|which|is|are|was|refers?|comprises?|causes?|affects?|results?|belongs?|occurs?|describes?)\b)"
)


def title_at(text: str, blocks: list[Block]) -> int:
    """The number of the block that is the title: the first that names what the page goes on to speak of; 0 where none does
    or the first block is as good. Looks no further than the first paragraph."""
    for index, block in enumerate(blocks[:_MOST_ABOVE]):
        if block.end - block.start >= _PROSE and text[block.end - 1] in ".!?)":
            return 0
        if _may_be_title(text, block) and _names_subject(text, block):
            return index
    return 0


def _may_be_title(text: str, block: Block) -> bool:
    line = text[block.start : block.end]
    return not (
        block.marker
        or block.inner
        or block.lines > 1
        or len(line) > _LONGEST
        or not line[0].isalnum()
        or line.endswith((".", ";", ",", ":", "?", "!"))
        or _MENU.fullmatch(line)
        or section_rules().heading_kind(line)
    )


def _names_subject(text: str, block: Block) -> bool:
    """True for a line that ends in a word for a disease, or that the text below defines."""
    name = _KIND_OF_PAGE.sub("", _ASIDE.sub("", text[block.start : block.end])).strip()
    if not name:
        return False
    if DISEASE_NAME.fullmatch(name):
        return True
    below = _ASIDE.sub("", text[block.end : block.end + _READ])
    return re.search(rf"\b{re.escape(name)}{_DEFINED}", below, re.IGNORECASE) is not None
