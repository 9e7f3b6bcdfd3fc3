"""A compiled pattern that looks for its words before it searches: what most texts do not hold costs little to miss."""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Final

from loaders.rules.literals import Needs, fold, may_match, needs_of

_TRIES_BEFORE_NEEDS: Final = 50  # finding the words of a pattern costs about as much as this many searches
_BEHIND: Final = 100  # characters; no pattern looks back so far


def _around(text: str, pos: int, endpos: int) -> str:
    """What a search between two places can see: it may look back."""
    return text[max(0, pos - _BEHIND) : endpos] if pos or endpos < len(text) else text


class Screened:
    """A `re.Pattern` whose searches are preceded by a look for the words that every match has. Same answers."""

    __slots__ = ("_needs", "_pattern", "_tries", "findall", "fullmatch", "match", "split")

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._needs: Needs = ()
        self._tries = 0
        self.match = pattern.match
        self.fullmatch = pattern.fullmatch
        self.findall = pattern.findall
        self.split = pattern.split

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self._pattern.search(text, pos, endpos) if self._may_match(_around(text, pos, endpos)) else None

    def finditer(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self._pattern.finditer(text, pos, endpos) if self._may_match(_around(text, pos, endpos)) else iter(())

    def sub(self, repl: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`."""
        return self._pattern.sub(repl, text) if self._may_match(text) else text

    def _may_match(self, text: str) -> bool:
        if self._needs:
            return may_match(self._needs, fold(text))
        if self._tries < _TRIES_BEFORE_NEEDS:
            self._tries += 1
            if self._tries == _TRIES_BEFORE_NEEDS:
                self._needs = needs_of(self._pattern.pattern, self._pattern.flags)
        return True
