"""A compiled pattern that looks for its words before it searches: what most texts do not hold costs little to miss."""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Final

from loaders.rules.literals import Needs, fold, may_match, needs_of
from loaders.rules.variants import Variants

_TRIES_BEFORE_NEEDS: Final = 50  # finding the words of a pattern costs about as much as this many searches
_LONG: Final = 4000  # characters; of a longer text only what a search can see is looked at
_BEHIND: Final = 100  # characters; no pattern looks back so far


class Screened:
    """A `re.Pattern` whose searches are preceded by a look for the words that every match has. Same answers, but that a match of
    `search` and `finditer` may give its words in small letters: take its places."""

    __slots__ = ("_needs", "_pattern", "_tries", "_variants", "findall", "fullmatch", "match", "split")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._variants = Variants(pattern.pattern, pattern.flags)
        self._needs: Needs = ()
        self._tries = 0
        self.match = pattern.match
        self.fullmatch = pattern.fullmatch
        self.findall = pattern.findall
        self.split = pattern.split

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        if len(text) > _LONG:
            seen = fold(text[max(0, pos - _BEHIND) : endpos])
            return self._pattern.search(text, pos, endpos) if self._may_match(seen) else None
        folded = fold(text)
        if not self._may_match(folded):
            return None
        pattern, text = self._variants.on(text, folded)
        return pattern.search(text, pos, endpos)

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        if len(text) > _LONG:
            seen = fold(text[max(0, pos - _BEHIND) : endpos])
            return self._pattern.finditer(text, pos, endpos) if self._may_match(seen) else iter(())
        folded = fold(text)
        if not self._may_match(folded):
            return iter(())
        pattern, text = self._variants.on(text, folded)
        return pattern.finditer(text, pos, endpos)

    def sub(self, repl: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`."""
        return self._variants.whole(text).pattern.sub(repl, text) if self._may_match(fold(text)) else text

    def _may_match(self, folded: str) -> bool:
        if self._needs:
            return may_match(self._needs, folded)
        if self._tries < _TRIES_BEFORE_NEEDS:
            self._tries += 1
            if self._tries == _TRIES_BEFORE_NEEDS:
                self._needs = needs_of(self._pattern.pattern, self._pattern.flags)
        return True
