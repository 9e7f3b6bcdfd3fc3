"""A worker's reply as the answer of `Store.sparql`, or as the error it tells of."""

import re
from collections.abc import Mapping
from typing import Any

from graph.errors import QueryError, QueryRefused
from graph.store import SparqlAnswer, Table


def sparql_answer(reply: Mapping[str, Any]) -> SparqlAnswer:
    """The answer in a reply whose rows have the form "table". Raises QueryError, QueryRefused."""
    match reply["kind"]:
        case "rows":
            return SparqlAnswer(table=Table(tuple(reply["columns"]), tuple(map(tuple, reply["rows"])), reply["truncated"]))
        case "boolean":
            return SparqlAnswer(boolean=reply["boolean"])
        case "turtle":
            return SparqlAnswer(turtle=reply["turtle"])
    raise _query_error(reply)


def sparql_results(reply: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
    """The W3C's results JSON in a reply whose rows have the form "json", and whether it was truncated."""
    match reply["kind"]:
        case "rows":
            return {"head": {"vars": reply["columns"]}, "results": {"bindings": reply["rows"]}}, reply["truncated"]
        case "boolean":
            return {"head": {}, "boolean": reply["boolean"]}, False
        case "turtle":
            return {"turtle": reply["turtle"]}, False
    raise _query_error(reply)


def _query_error(reply: Mapping[str, Any]) -> QueryError:
    message: str = reply["message"]
    if reply["error"] == "limit":
        return QueryRefused(f"The query makes {message}; add a LIMIT or ask for a table.")
    if reply["error"] != "syntax":
        return QueryError(f"The SPARQL engine could not answer: {message}.")
    place = re.match(r"error at (\d+):(\d+): ", message)
    if place is None:
        return QueryError(f"Malformed SPARQL: {message}.")
    expected = re.findall(r"\b[A-Z]{2,}\b|\"[^\"\s]{1,3}\"", message.replace("SERVICE", "").replace("LATERAL", ""))
    hint = f"; expected {' or '.join(expected[:6])}" if expected else ""
    return QueryError(f"Malformed SPARQL{hint}", int(place[1]), int(place[2]))
