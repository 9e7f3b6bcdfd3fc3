"""A pattern that is compiled when it is first tried, and after a few tries looked for by its words before it is searched.

Place in the flow: one text needs few of the rules, thousands of texts need all of them many times; both are quick this way.
"""

import re
from collections.abc import Iterator
from typing import Final

from loaders.rules.literals import Needs, fold, needs_of
from loaders.rules.variants import Variants

_TRIES_BEFORE_NEEDS: Final = 20  # finding the words of a pattern costs about as much as this many searches


class Pattern:
    """A regular expression, without regard to case unless `flags` say otherwise. Equal only to itself.

    `folded` is everywhere the searched text as `literals.fold` gives it, for callers who try many patterns on one text.
    """

    __slots__ = ("_flags", "_needs", "_tries", "_variants", "text")

    def __init__(self, text: str, flags: int = re.IGNORECASE) -> None:
        self.text = text
        self._flags = flags
        self._variants = Variants(text, flags)
        self._needs: Needs = ()
        self._tries = 0

    def compile(self) -> re.Pattern[str]:
        """The compiled pattern. Raises re.error where it is none."""
        return self._variants.whole("").pattern

    def needs(self) -> Needs:
        """Sets of words, of each of which every match has one."""
        return needs_of(self.text, self._flags)

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
        pattern, text = self._variants.on(clause, folded)
        if every:
            return list(pattern.finditer(text))
        found = pattern.search(text)
        return [] if found is None else [found]

    def search(self, text: str, folded: str | None = None) -> re.Match[str] | None:
        """The first match, in the text or in its folded copy."""
        folded = fold(text) if folded is None else folded
        if not self.may_match(folded):
            return None
        pattern, text = self._variants.on(text, folded)
        return pattern.search(text)

    def finditer(self, text: str, folded: str) -> Iterator[re.Match[str]]:
        """All matches, in the text or in its folded copy."""
        if not self.may_match(folded):
            return iter(())
        pattern, text = self._variants.on(text, folded)
        return pattern.finditer(text)
