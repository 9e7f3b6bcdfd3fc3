"""A worker's reply as the answer of `Store.sparql`, or as the error it tells of."""

import re
from collections.abc import Mapping
from typing import Any, Final

from graph.embedded.sparql_guard import open_brackets, undeclared_prefixes
from graph.errors import QueryError, QueryRefused
from graph.store import SparqlAnswer, Table

_SENTENCE: Final = re.compile(r"\bThe [A-Z]+ contains [^,\[]+")
_NEAR: Final = 24  # characters of the query that an error shows


def sparql_answer(reply: Mapping[str, Any], query: str) -> SparqlAnswer:
    """The answer in a reply whose rows have the form "table". Raises QueryError, QueryRefused."""
    match reply["kind"]:
        case "rows":
            return SparqlAnswer(table=Table(tuple(reply["columns"]), tuple(map(tuple, reply["rows"])), reply["truncated"]))
        case "boolean":
            return SparqlAnswer(boolean=reply["boolean"])
        case "turtle":
            return SparqlAnswer(turtle=reply["turtle"])
    raise _query_error(reply, query)


def sparql_results(reply: Mapping[str, Any], query: str) -> tuple[Mapping[str, Any], bool]:
    """The W3C's results JSON in a reply whose rows have the form "json", and whether it was truncated."""
    match reply["kind"]:
        case "rows":
            return {"head": {"vars": reply["columns"]}, "results": {"bindings": reply["rows"]}}, reply["truncated"]
        case "boolean":
            return {"head": {}, "boolean": reply["boolean"]}, False
        case "turtle":
            return {"turtle": reply["turtle"]}, False
    raise _query_error(reply, query)


def _query_error(reply: Mapping[str, Any], query: str) -> QueryError:
    message: str = reply["message"]
    if reply["error"] == "limit":
        return QueryRefused(f"The query makes {message}; add a LIMIT or ask for a table.")
    if reply["error"] != "syntax":
        return QueryError(f"The SPARQL engine could not answer: {message}.")
    place = re.match(r"error at (\d+):(\d+): ", message)
    if place is None:
        return QueryError(f"Malformed SPARQL: {message}.")
    line, column = int(place[1]), int(place[2])
    told = _SENTENCE.search(message)
    return QueryError(f"Malformed SPARQL{': ' + told[0].strip() if told else _hint(query, line, column)}", line, column)


def _hint(query: str, line: int, column: int) -> str:
    """What a reader of the error looks for: a prefix that is not declared, else the words at the place.

    The engine tells of most faults only at the end of the query.
    """
    unknown = undeclared_prefixes(query)
    if unknown:
        return f": the prefix {unknown[0]}: is not declared"
    lines = query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    before, rest = text[: column - 1], text[column - 1 :].rstrip()
    if not rest.strip():
        return ": it breaks off" if open_brackets(query) else ": a part of it is no SPARQL, as its end shows"
    # The engine stops behind the word that it could not use, so that word is shown too.
    shown = " ".join(f"{before[len(before.rstrip().rpartition(' ')[0]) :]}{rest}".split())
    return f" near {shown if len(shown) <= _NEAR else shown[:_NEAR] + '…'}"
