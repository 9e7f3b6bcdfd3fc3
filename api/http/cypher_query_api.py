"""`POST /db/{name}/query/v2`: Cypher in the shape of Neo4j's Query API, so that its generic clients work."""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Final, NoReturn

from fastapi import APIRouter, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from api.http import negotiation, problems
from api.http.problems import Problem
from api.http.service import Served, Service
from graph.errors import QueryError, QueryRefused, QueryTimeout, SyndromeGraphError

_INTEGER_LIMIT: Final = 2**63
_CODES: Final[tuple[tuple[type[SyndromeGraphError], str], ...]] = (
    (QueryRefused, "Neo.ClientError.Security.Forbidden"),
    (QueryError, "Neo.ClientError.Statement.SyntaxError"),
    (QueryTimeout, "Neo.ClientError.Transaction.TransactionTimedOut"),
    (SyndromeGraphError, "Neo.DatabaseError.General.UnknownError"),
)
_BODY: Final = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["statement"],
                "properties": {"statement": {"type": "string"}, "parameters": {"type": "object"}},
            },
            "example": {
                "statement": "MATCH (s:Syndrome {label: $name})-[r:TREATED_BY]->(t) RETURN t.label, r.low",
                "parameters": {"name": "opsoclonus-myoclonus syndrome"},
            },
        }
    },
}
_ANSWER: Final = {
    "description": "Accepted",
    "content": {
        "application/json": {"example": {"data": {"fields": ["t.label"], "values": [["corticotropin"]]}, "bookmarks": []}}
    },
}

router = APIRouter(tags=["query languages"])


@router.post(
    "/db/{name}/query/v2",
    status_code=202,
    summary="Answer a Cypher query",
    openapi_extra={"requestBody": _BODY},
    responses={202: _ANSWER, **problems.responses(400, 403, 406, 413, 415, 422, 501, 503, 504)},
)
async def query(
    name: Annotated[  # noqa: ARG001  one database under any name
        str, Path(pattern=r"^[A-Za-z][A-Za-z0-9.-]{0,62}$", description="Any name: there is one database.")
    ],
    request: Request,
    service: Served,
) -> JSONResponse:
    """Answer `{"statement", "parameters"}` with `{"data": {"fields", "values"}, "bookmarks"}`; read-only."""
    if negotiation.choose(request.headers.get("accept"), ("application/json",)) is None:
        raise Problem(406, "not-acceptable", "This answer can be sent as application/json.")
    media_type, charset = negotiation.media_type_of(request.headers.get("content-type"))
    if media_type != "application/json" or charset not in (None, "utf-8", "utf8"):
        raise Problem(415, "wrong-media-type", "A Cypher query is posted as application/json in UTF-8.")
    statement, parameters = _read(await request.body(), service.settings.query_limit)
    return await run_in_threadpool(_answer, statement, parameters, service)


def _answer(statement: str, parameters: dict[str, Any], service: Service) -> JSONResponse:
    settings = service.settings
    try:
        with service.querying() as store:
            table = store.cypher(statement, parameters, timeout_s=settings.query_timeout_s, limit=settings.row_limit)
    except SyndromeGraphError as error:
        problem = problems.of_error(error)
        code = next(code for kind, code in _CODES if isinstance(error, kind))
        problem.extra["errors"] = [{"code": code, "message": str(error)}]
        raise problem from error
    rows, cut = _within(table.rows, settings.answer_limit)
    body: dict[str, Any] = {"data": {"fields": list(table.columns), "values": rows}, "bookmarks": []}
    if cut or table.truncated:
        body["truncated"] = True
    return JSONResponse(body, 202, headers={"Sgraph-Truncated": "true"} if "truncated" in body else None)


def _within(rows: Sequence[Sequence[Any]], byte_limit: int) -> tuple[list[Sequence[Any]], bool]:
    """The first rows, as many as have room, and whether there are more. A single row without room is refused."""
    room = byte_limit
    for number, row in enumerate(rows):
        room -= len(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace"))
        if room < 0 and number == 0:
            raise Problem(403, "answer-too-large", f"A single row is over {byte_limit} bytes; ask for less in one row.")
        if room < 0:
            return list(rows[:number]), True
    return list(rows), False


def _read(body: bytes, limit: int) -> tuple[str, dict[str, Any]]:
    """`(statement, parameters)` of a request's body."""
    try:
        value = json.loads(body, parse_constant=_no_constant)
        _check(value)
    except RecursionError as error:
        raise Problem(400, "not-understood", "The body is nested too deeply.") from error
    except ValueError as error:
        raise Problem(400, "not-understood", f"The body is not JSON that can be used: {error}.") from error
    if not isinstance(value, dict) or not isinstance(value.get("statement"), str):
        raise Problem(422, "invalid-request", 'The body is an object with "statement", a string, and perhaps "parameters".')
    parameters = value.get("parameters") or {}
    if not isinstance(parameters, dict):
        raise Problem(422, "invalid-request", '"parameters" is an object of names and values.')
    if len(value["statement"]) > limit:
        raise Problem(413, "query-too-long", f"A query may have {limit} characters at most.")
    return value["statement"], parameters


def _check(value: object) -> None:
    """ValueError where a value has no place in Cypher: an integer over 64 bits, half a surrogate pair."""
    if isinstance(value, int) and not -_INTEGER_LIMIT <= value < _INTEGER_LIMIT:
        raise ValueError("an integer has 64 bits at most")
    if isinstance(value, str):
        value.encode("utf-8")
    if isinstance(value, list):
        for item in value:
            _check(item)
    if isinstance(value, dict):
        for key, item in value.items():
            _check(key)
            _check(item)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
