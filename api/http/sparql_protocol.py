"""`/sparql`: the query operation of the SPARQL 1.1 Protocol and the service description. Updates are refused."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.http import negotiation, problems, sparql_results
from api.http.problems import Problem
from api.http.service import Served, Service

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_WISHES: Final = ("format", "output", "results")  # old clients say here what Accept says
_SHORT: Final = {
    "json": sparql_results.JSON,
    "xml": sparql_results.XML,
    "csv": sparql_results.CSV,
    "tsv": sparql_results.TSV,
    "turtle": sparql_results.TURTLE,
    "ttl": sparql_results.TURTLE,
    "nt": sparql_results.N_TRIPLES,
    "n3": sparql_results.TURTLE,
    "rdf": sparql_results.RDF_XML,
    "json-ld": sparql_results.JSON_LD,
}
_KNOWN: Final = (
    "query",
    "default-graph-uri",
    "named-graph-uri",
    "update",
    "using-graph-uri",
    "using-named-graph-uri",
    *_WISHES,
)
_FORMS: Final = {key: {"schema": {"type": "string"}} for key in (*sparql_results.ROW_TYPES[:4], *sparql_results.GRAPH_TYPES)}
_ANSWERS: Final = {
    200: {"description": "Rows, a boolean or a graph, as the query and Accept have it", "content": _FORMS},
    **problems.responses(400, 403, 406, 413, 415, 503, 504),
}
_PARAMETERS: Final = [
    {"name": "query", "in": "query", "schema": {"type": "string"}, "description": "A SPARQL 1.1 query; none: the description."},
    {"name": "default-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
    {"name": "named-graph-uri", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
]
_BODY: Final = {
    "content": {
        QUERY: {"schema": {"type": "string"}},
        FORM: {"schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}},
    }
}

router = APIRouter(tags=["query languages"])


@dataclass(frozen=True, slots=True)
class Operation:
    """One query operation as received."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    accept: str | None


@router.get(
    "/sparql",
    summary="Answer a SPARQL query",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={"parameters": _PARAMETERS},
)
@router.get("/sparql/", include_in_schema=False)
async def get(request: Request, service: Served) -> Response:
    """Answer the query in the URL; without one, describe the service."""
    pairs = _pairs(request.url.query)
    if not any(name in ("query", "update") for name, _ in pairs):
        return await run_in_threadpool(_description, request, service)
    return await run_in_threadpool(_answer, _operation(pairs, request), service)


@router.post(
    "/sparql",
    summary="Answer a SPARQL query in the body",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={"requestBody": _BODY},
)
@router.post("/sparql/", include_in_schema=False)
async def post(request: Request, service: Served) -> Response:
    """Answer the query in the body, as a form or directly."""
    pairs = _pairs(request.url.query)
    media_type, charset = negotiation.media_type_of(request.headers.get("content-type"))
    if media_type == UPDATE:
        raise _updates_refused()
    if media_type not in (FORM, QUERY):
        raise Problem(415, "wrong-media-type", f"A query is posted as {FORM} or {QUERY}.")
    if charset not in (None, "utf-8", "utf8"):
        raise Problem(415, "wrong-charset", "A query is UTF-8.")
    body = _text(await request.body())
    if media_type == FORM:
        pairs += _pairs(body)
    else:
        pairs.append(("query", body))
    return await run_in_threadpool(_answer, _operation(pairs, request), service)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf-8", f"The body is not UTF-8 (byte {error.start}).") from error


def _pairs(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:  # UnicodeDecodeError is one
        raise Problem(400, "not-understood", "The parameters are not URL-encoded UTF-8, or there are too many.") from error


def _operation(pairs: list[tuple[str, str]], request: Request) -> Operation:
    unknown = next((name for name, _ in pairs if name not in _KNOWN), None)
    if unknown is not None:
        raise Problem(400, "unknown-parameter", f"Unknown parameter {unknown[:80]!r}; known: {', '.join(_KNOWN[:3])}.")
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in pairs):
        raise _updates_refused()
    queries = [value for name, value in pairs if name == "query"]
    if len(queries) != 1:
        raise Problem(400, "one-query", f"A request carries exactly one query, this one {len(queries)}.")
    return Operation(
        queries[0],
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
        _accept(pairs, request),
    )


def _accept(pairs: list[tuple[str, str]], request: Request) -> str | None:
    """The client's wish: a parameter of old clients names one type and wins, for browsers' Accept says little."""
    wish = next((value for name, value in pairs if name in _WISHES), None)
    if wish is None:
        return request.headers.get("accept")
    return _SHORT.get(wish.lower(), wish)


def _updates_refused() -> Problem:
    return Problem(403, "query-refused", "This service is read-only: updates are refused.")


def _answer(operation: Operation, service: Service) -> Response:
    settings = service.settings
    if len(operation.query) > settings.query_limit:
        raise Problem(413, "query-too-long", f"A query may have {settings.query_limit} characters at most.")
    with service.querying() as store:
        answer, short = store.sparql_results(
            operation.query,
            timeout_s=settings.query_timeout_s,
            limit=settings.row_limit,
            default_graphs=operation.default_graphs,
            named_graphs=operation.named_graphs,
        )
    if len(answer.get("turtle", "")) > settings.answer_limit:
        raise Problem(403, "answer-too-large", f"The answer is over {settings.answer_limit} bytes; add a LIMIT.")
    offered = sparql_results.types_for(answer)
    media_type = negotiation.choose(operation.accept, offered)
    if media_type is None:
        raise Problem(406, "not-acceptable", f"This answer can be sent as {', '.join(offered)}.")
    body, cut = sparql_results.write(answer, media_type, settings.answer_limit)
    headers = {"Vary": "Accept", **({"Sgraph-Truncated": "true"} if short or cut else {})}
    return Response(body, media_type=media_type, headers=headers)


def _description(request: Request, service: Service) -> Response:
    """The service description, in an RDF syntax; `sd:endpoint` is where the client reached us."""
    from api.http.service_description import describe

    media_type = negotiation.choose(request.headers.get("accept"), sparql_results.GRAPH_TYPES) or sparql_results.TURTLE
    endpoint = quote(f"{str(request.base_url).rstrip('/')}/sparql", safe=":/?#[]@!$&'()*+,;=%-._~")
    graphs = [document.id for document in service.store.documents()]
    return Response(describe(endpoint, graphs, media_type), media_type=media_type, headers={"Vary": "Accept"})
