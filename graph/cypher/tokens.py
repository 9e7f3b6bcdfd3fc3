"""Cypher text cut into tokens: enough to tell keywords from names, strings and comments. Pure, no grammar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.errors import QueryError, QueryRefused

_PARTS: Final = re.compile(
    r"""
    (?P<space>\s+ | //[^\n\r]* | /\*.*?\*/)
  | (?P<string>'(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*")
  | (?P<quoted>`(?:[^`]|``)*`)
  | (?P<parameter>\$(?:\w+|`(?:[^`]|``)*`))
  | (?P<number>\d[\w.]*)
  | (?P<word>\w+)
  | (?P<symbol>.)
    """,
    re.VERBOSE | re.DOTALL,
)
# An engine may undo \uXXXX before it looks for the end of a string, another afterwards; these would then read differently.
_ESCAPED: Final = re.compile(r"\\u+([0-9a-fA-F]{4})")
_CHANGES_MEANING: Final = frozenset("'\"`\\\n\r")


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is string, quoted (in backticks), parameter, number, word or symbol; `start` its offset in code points."""

    kind: str
    text: str
    start: int


def place_of(query: str, offset: int) -> tuple[int, int]:
    """Line and column of an offset, both from 1."""
    before = query[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def tokens_of(query: str) -> tuple[Token, ...]:
    """Return the tokens without spaces and comments.

    Raises QueryError for a string, name or comment without an end, QueryRefused for an escape that hides what it means.
    """
    return tuple(_tokens(query))


def _tokens(query: str) -> Iterator[Token]:
    for found in _PARTS.finditer(query):
        kind, text = found.lastgroup or "", found.group()
        if kind == "symbol":
            _refuse_unended(query, text, found.start())
        for escape in _ESCAPED.finditer(text) if kind in ("string", "quoted") else ():
            if chr(int(escape[1], 16)) in _CHANGES_MEANING:
                raise QueryRefused(
                    "An escaped quote, backslash or line end is not allowed here",
                    *place_of(query, found.start() + escape.start()),
                )
        if kind != "space":
            yield Token(kind, text, found.start())


def _refuse_unended(query: str, text: str, start: int) -> None:
    if text in "'\"`":
        raise QueryError(f"A {text} is opened and never closed", *place_of(query, start))
    if query.startswith("/*", start):
        raise QueryError("A comment is opened and never closed", *place_of(query, start))
    if text == "\\":
        raise QueryRefused("A \\ outside of a string is not allowed", *place_of(query, start))
