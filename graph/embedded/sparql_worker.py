"""A process that answers SPARQL queries on snapshots, one JSON line in, one out, until its input ends. Meant to be killed.

Run as a script by `sparql_pool`, with nothing imported that it does not need: it must start in a few hundredths of a second.
An engine that runs away, takes all memory or crashes ends here and nowhere else; it has no network where the system allows
a process to give it up.
"""

import fcntl
import json
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_CLONE_NEWUSER = 0x10000000
_CLONE_NEWNET = 0x40000000
_INTEGERS = frozenset(
    ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger",
     "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte")
)  # fmt: skip
_XSD = "http://www.w3.org/2001/XMLSchema#"
_MAX_BYTES = 64 * 1024 * 1024


def _leave_network() -> None:
    import ctypes

    with suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_CLONE_NEWNET) != 0:
            libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _end_with(lifeline: int) -> None:
    """Let the system end this process when the asking one has ended, even amid a query.

    `lifeline` is the reading end of a pipe that nobody ever writes to, so that the only news it has is that its writing end,
    which the asking process holds, was closed. (Standard input will not do: the news of a request may come after the request.)
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    with suppress(OSError, AttributeError):  # not every system tells of pipes
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)


def _allow_cpu(seconds: float) -> None:
    """Let this process use `seconds` more than it has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def cell(term: Any) -> Any:
    """A term as a plain value: IRIs and other literals as words, booleans and numbers as such."""
    if term is None:
        return None
    datatype = getattr(term, "datatype", None)
    if datatype is None:
        return term.value if hasattr(term, "value") else str(term)
    kind = datatype.value.removeprefix(_XSD)
    value: str = term.value
    with suppress(ValueError):
        if kind == "boolean":
            return value in ("true", "1")
        if kind in _INTEGERS:
            return int(value)
        if kind in ("double", "float", "decimal"):
            return float(value.replace("INF", "inf"))
    return value


def term_json(term: Any) -> dict[str, Any]:
    """A term as the W3C's SPARQL results JSON has it, a triple term included."""
    datatype = getattr(term, "datatype", None)
    if datatype is not None:
        shown = {"type": "literal", "value": term.value}
        if term.language:
            shown["xml:lang"] = term.language
        elif datatype.value != f"{_XSD}string":
            shown["datatype"] = datatype.value
        return shown
    if hasattr(term, "subject"):
        parts = {name: term_json(getattr(term, name)) for name in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    return {"type": "uri" if str(term).startswith("<") else "bnode", "value": term.value}


def _rows(solutions: Any, request: dict[str, Any]) -> dict[str, Any]:
    names = [variable.value for variable in solutions.variables]
    reply: dict[str, Any] = {"kind": "rows", "columns": names, "rows": [], "truncated": False}
    size = 0
    for solution in solutions:
        if len(reply["rows"]) >= request["limit"] or size > _MAX_BYTES:
            reply["truncated"] = True
            break
        terms = [solution[name] for name in names]
        if request["form"] == "json":
            row: Any = {name: term_json(term) for name, term in zip(names, terms, strict=True) if term is not None}
        else:
            row = [cell(term) for term in terms]
        reply["rows"].append(row)
        size += sum(64 + len(term.value) for term in terms if hasattr(term, "value"))
    return reply


def _triples(triples: Any, request: dict[str, Any]) -> dict[str, Any]:
    import pyoxigraph

    found: list[Any] = []
    for triple in triples:
        if len(found) >= request["limit"]:
            return {"kind": "error", "error": "limit", "message": f"more than {request['limit']} triples"}
        found.append(triple)
    text = pyoxigraph.serialize(found, format=pyoxigraph.RdfFormat.TURTLE, prefixes=request["prefixes"])
    return {"kind": "turtle", "turtle": tidy_turtle((text or b"").decode())}


def tidy_turtle(text: str) -> str:
    """The same Turtle with the prefixes that it uses only, sorted: the engine writes all of them in any order."""
    lines = text.splitlines(keepends=True)
    head = [line for line in lines if line.startswith("@prefix ")]
    body = "".join(lines[len(head) :])
    return "".join(sorted(line for line in head if line.split()[1] in body)) + body


def _dataset(request: dict[str, Any]) -> dict[str, Any]:
    """The dataset that the request names in place of the query's own."""
    import pyoxigraph

    given = {name: [pyoxigraph.NamedNode(iri) for iri in request[name]] for name in ("default_graph", "named_graphs")}
    if not any(given.values()):
        return {}
    return {"default_graph": given["default_graph"], "named_graphs": given["named_graphs"]}


def answer(store: Any, request: dict[str, Any]) -> dict[str, Any]:
    """The answer to one query, or the engine's complaint, as a JSON object."""
    import pyoxigraph

    try:
        result = store.query(request["query"], base_iri=request["base"], prefixes=request["prefixes"], **_dataset(request))
        if isinstance(result, pyoxigraph.QuerySolutions):
            return _rows(result, request)
        if isinstance(result, pyoxigraph.QueryTriples):
            return _triples(result, request)
        return {"kind": "boolean", "boolean": bool(result)}
    except SyntaxError as error:
        return {"kind": "error", "error": "syntax", "message": str(error)}
    except (OSError, RuntimeError, ValueError) as error:
        return {"kind": "error", "error": "engine", "message": str(error)}
    except MemoryError:
        return {"kind": "error", "error": "memory", "message": "out of memory"}


def _serve(memory_bytes: int, lifeline: int) -> None:
    import pyoxigraph

    _leave_network()
    with suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _end_with(lifeline)
    opened: tuple[str, Any] = ("", None)
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if request["snapshot"] != opened[0]:
            opened = ("", None)  # close the old one first
            try:
                opened = (request["snapshot"], pyoxigraph.Store.read_only(request["snapshot"]))
            except (OSError, RuntimeError):
                reply = {"kind": "error", "error": "gone", "message": "the snapshot can't be opened"}
                _write(reply)
                continue
        _allow_cpu(request["timeout_s"])
        _write(answer(opened[1], request))


def _write(reply: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(reply).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.path[:] = [path for path in sys.path if Path(path) != Path(__file__).parent] + sys.argv[3:]
    _serve(int(sys.argv[1]), int(sys.argv[2]))
