"""Errors of the Bolt driver as ours, with the place of the fault where the engine tells it."""

import re
from typing import Final

from graph.cypher.tokens import place_of, tokens_of
from graph.errors import QueryError, QueryRefused, QueryTimeout, StoreError, SyndromeGraphError

# ArcadeDB writes "line 1:9" and "line 1, column 9" with columns from 0, Neo4j "line 1, column 9 (offset: 8)" from 1.
_PLACE: Final = re.compile(r"line (\d+)(?::|, column )(\d+)(?: \((offset): \d+\))?")
_RESOLVED: Final = re.compile(r" \(resolved to \(.*?\)\)")
_NAMED: Final = re.compile(r"[`'\"]([^`'\"]+)[`'\"]|parameter\(s\): (\w+)")
_TIME: Final = re.compile(r"time[d]?[ -]?out|Terminated|terminated", re.IGNORECASE)


class Gone(StoreError):
    """The server does not answer; it may be started again."""


class Unsure(Gone):
    """The connection broke while a change was being committed; nobody told whether it was."""


def as_our_error(error: Exception, query: str, timeout_s: float) -> SyndromeGraphError:
    """Return the error of ours that says what `error` of the driver means for `query`."""
    from neo4j.exceptions import AuthError, Forbidden, IncompleteCommit, Neo4jError, TransientError

    if isinstance(error, AuthError):
        return StoreError(
            "The Cypher server refuses the user or the password; set NEO4J_USERNAME and NEO4J_PASSWORD, or name them in the URL."
        )
    if isinstance(error, IncompleteCommit):
        return Unsure("The connection to the Cypher server broke during a commit; do it again, nothing is doubled.")
    if not isinstance(error, Neo4jError):
        said = _RESOLVED.sub("", _first_line(str(error))).rstrip(" :.")
        return Gone(f"The Cypher server does not answer: {said}; start it, or correct the URL.")
    code, message = error.code or "", _first_line(error.message or "")
    if code.endswith(("DatabaseNotFound", "DatabaseNotFoundError")):
        return StoreError(f"The Cypher server has no such database: {message.rstrip('.')}.")
    if _TIME.search(code) or "timeout" in message.lower():
        return QueryTimeout(timeout_s)
    if isinstance(error, Forbidden) or ".Security." in code:
        return QueryRefused(f"The engine refuses it: {message}")
    if isinstance(error, TransientError):
        return StoreError(f"The Cypher server could not do it now: {message}")
    return QueryError(message.rstrip("."), *place_in(error.message or "", query))


def place_in(message: str, query: str) -> tuple[int | None, int | None]:
    """Line and column, from 1, that an engine's message names; where it names only a word, that of the word's first use."""
    told = _PLACE.search(message)
    if told:
        line, column = int(told[1]), int(told[2]) + (0 if told[3] else 1)
        if line > query.count("\n") + 1:  # behind the end: our own last line
            return place_of(query, len(query.rstrip()))
        return line, column
    for named in _NAMED.finditer(message):
        word = named[1] or named[2]
        for token in tokens_of(query):
            if token.text.strip("`$") == word:
                return place_of(query, token.start)
    return None, None


def _first_line(message: str) -> str:
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    if not lines:
        return "The engine gave no reason"
    placeless = _PLACE.sub("", lines[0]).replace(" ()", "")
    return re.sub(r" at +(- |$)", lambda end: ": " if end[1] else "", placeless)
