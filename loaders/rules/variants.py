"""One regular expression compiled for the text at hand: for ASCII, and for text whose letters are all small.

Place in the flow: most clinical English is ASCII, and rules search folded text. Python's `re` answers the same twice as fast there.
"""

import re
from typing import Final

from loaders.rules.starts import Form, form_of

# Classes and names of groups, whose case says nothing of the text's.
_NO_LETTERS: Final = re.compile(r"\\[A-Z]|\(\?P[<=]\w+[>)]")
_IGNORING_CASE: Final = "(?i)"


class Variants:
    """The forms of one pattern, each compiled when it is first needed. Same answers."""

    __slots__ = ("_any", "_any_ascii", "_flags", "_small", "_small_ascii", "_small_text", "_text")

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags & ~re.UNICODE
        self._small_text = _small(text, flags)
        self._any: Form | None = None
        self._any_ascii: Form | None = None
        self._small: Form | None = None
        self._small_ascii: Form | None = None

    def on(self, text: str, folded: str) -> tuple[Form, str]:
        """What to search, and where: in the text, or in its folded copy (`loaders.rules.literals.fold`), which is as long."""
        if self._small_text is None:
            return self.whole(text), text
        if folded.isascii():
            if self._small_ascii is None:
                self._small_ascii = form_of(self._small_text, (self._flags & ~re.IGNORECASE) | re.ASCII)
            return self._small_ascii, folded
        if self._small is None:
            self._small = form_of(self._small_text, self._flags & ~re.IGNORECASE)
        return self._small, folded

    def whole(self, text: str) -> Form:
        """What to search for in the text itself. Raises re.error for a pattern that does not compile."""
        if text.isascii():
            if self._any_ascii is None:
                self._any_ascii = form_of(self._text, self._flags | re.ASCII)
            return self._any_ascii
        if self._any is None:
            self._any = form_of(self._text, self._flags)
        return self._any


def _small(text: str, flags: int) -> str | None:
    """The pattern without regard to case as it finds the same in folded text; None where it asks for capitals somewhere."""
    if not flags & re.IGNORECASE:
        return None
    bare = text.removeprefix(_IGNORING_CASE)
    letters = _NO_LETTERS.sub("", bare)
    return bare if letters == letters.lower() and "(?i" not in letters and "(?-i" not in letters else None
