"""A pattern that is compiled when it is first tried, and after a few tries looked for by its words before it is searched.

Place in the flow: one text needs few of the rules, thousands of texts need all of them many times; both are quick this way.
"""

import re
from collections.abc import Callable
from typing import Final

from loaders.rules.literals import Needs, fold, needs_of

_TRIES_BEFORE_NEEDS: Final = 20  # finding the words of a pattern costs about as much as this many searches
_NO_LETTERS: Final = re.compile(
    r"\\[A-Z]|\(\?P[<=]\w+[>)]"
)  # classes and names of groups, whose case says nothing of the text's


class Pattern:
    """A regular expression, without regard to case unless `flags` say otherwise. Equal only to itself.

    `folded` is everywhere the searched text as `literals.fold` gives it, for callers who try many patterns on one text.
    """

    __slots__ = ("_compiled", "_flags", "_folded", "_needs", "_tries", "text")

    def __init__(self, text: str, flags: int = re.IGNORECASE) -> None:
        self.text = text
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None
        self._folded: re.Pattern[str] | None = None
        self._needs: Needs = ()
        self._tries = 0

    def compile(self) -> re.Pattern[str]:
        """The compiled pattern. Raises re.error where it is none."""
        if self._compiled is None:
            self._compiled = re.compile(self.text, self._flags)
        return self._compiled

    def may_match(self, folded: str) -> bool:
        """False where a text that folds so lacks words that every match has."""
        for words in self._needs:
            if not any(map(folded.__contains__, words)):
                return False
        if self._tries < _TRIES_BEFORE_NEEDS:
            self._tries += 1
            if self._tries == _TRIES_BEFORE_NEEDS:
                self._needs = needs_of(self.text, self._flags)
        return True

    def find(self, folded: str, clause: str, every: bool = False) -> list[re.Match[str]]:
        """The first match, or all where `every`; of the clause or of its folded copy, which is as long."""
        pattern, text = self._for(folded, clause)
        if every:
            return list(pattern.finditer(text))
        found = pattern.search(text)
        return [] if found is None else [found]

    def search(self, text: str, folded: str | None = None) -> re.Match[str] | None:
        """The first match, in the text or in its folded copy."""
        folded = fold(text) if folded is None else folded
        if not self.may_match(folded):
            return None
        pattern, text = self._for(folded, text)
        return pattern.search(text)

    def _for(self, folded: str, text: str) -> tuple[re.Pattern[str], str]:
        """What to search, and where: a pattern of small letters finds the same in the folded text without regard to case, in
        two thirds of the time."""
        if self._folded is None:
            letters = _NO_LETTERS.sub("", self.text)
            small = self._flags == re.IGNORECASE and letters == letters.lower() and "(?-i" not in letters
            self._folded = re.compile(self.text) if small else self.compile()
        return self._folded, (text if self._folded is self._compiled else folded)

    def sub(self, replaced: Callable[[re.Match[str]], str], text: str, folded: str) -> str:
        """The text with each match replaced."""
        return self.compile().sub(replaced, text) if self.may_match(folded) else text
