"""The one error shape, RFC 9457 `application/problem+json`, and what each fault becomes in it."""

import http
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph import errors
from ontology.curies import NAMESPACE

MEDIA_TYPE: Final = "application/problem+json"
RETRY_S: Final = "2"
_HIDDEN = "The service met an unexpected fault; it has been logged."

_STATUS: Final[tuple[tuple[type[errors.SyndromeGraphError], int, str], ...]] = (
    (errors.UnknownEntity, 404, "unknown-entity"),
    (errors.QueryRefused, 403, "query-refused"),
    (errors.QueryError, 400, "malformed-query"),
    (errors.QueryTimeout, 504, "query-timeout"),
    (errors.InputRefused, 400, "input-refused"),
    (errors.EngineMissing, 501, "engine-missing"),
    (errors.StoreBusy, 503, "store-busy"),
    (errors.StoreError, 503, "store-unusable"),
    (errors.SyndromeGraphError, 500, "fault"),
)


class Problem(Exception):
    """Ends a request with a problem. `slug` names its type; `extra` are members beside the standard ones."""

    def __init__(
        self,
        status: int,
        slug: str,
        detail: str,
        *,
        extra: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self.status = status
        self.slug = slug
        self.detail = detail
        self.extra = dict(extra or {})
        self.headers = dict(headers or {})
        super().__init__(detail)

    def body(self, instance: str) -> dict[str, Any]:
        """The members of the problem object."""
        return {
            "type": f"{NAMESPACE}problems/{self.slug}",
            "title": _phrase(self.status),
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
            **self.extra,
        }

    def response(self, instance: str) -> JSONResponse:
        """The response that carries it."""
        return JSONResponse(self.body(instance), self.status, headers=self.headers, media_type=MEDIA_TYPE)


def of_error(error: errors.SyndromeGraphError) -> Problem:
    """The problem an error of the library stands for."""
    status, slug = next((status, slug) for kind, status, slug in _STATUS if isinstance(error, kind))
    extra: dict[str, Any] = {}
    if isinstance(error, errors.UnknownEntity):
        extra["nearest"] = list(error.nearest)
    if isinstance(error, errors.QueryError) and error.line is not None:
        extra |= {"line": error.line, "column": error.column}
    headers = {"Retry-After": RETRY_S} if status == http.HTTPStatus.SERVICE_UNAVAILABLE else {}
    return Problem(status, slug, str(error), extra=extra, headers=headers)


def install(app: FastAPI) -> None:
    """Make every fault of `app` a problem."""

    async def problem(request: Request, error: Exception) -> Response:
        if not isinstance(error, Problem):
            raise error
        return error.response(request.url.path)

    async def library(request: Request, error: Exception) -> Response:
        if not isinstance(error, errors.SyndromeGraphError):
            raise error
        return of_error(error).response(request.url.path)

    async def framework(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        slug = _phrase(error.status_code).lower().replace(" ", "-")
        return Problem(error.status_code, slug, str(error.detail), headers=error.headers).response(request.url.path)

    async def validation(request: Request, error: Exception) -> Response:
        if not isinstance(error, RequestValidationError):
            raise error
        return _invalid(error).response(request.url.path)

    async def unexpected(request: Request, _error: Exception) -> Response:
        return Problem(500, "fault", _HIDDEN).response(request.url.path)

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(errors.SyndromeGraphError, library)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(RequestValidationError, validation)
    app.add_exception_handler(Exception, unexpected)


def _invalid(error: RequestValidationError) -> Problem:
    faults = [
        {"in": str(fault["loc"][0]), "name": ".".join(str(part) for part in fault["loc"][1:]), "reason": str(fault["msg"])}
        for fault in error.errors()
    ]
    first = faults[0] if faults else {"in": "request", "name": "", "reason": "not understood"}
    named = f" {first['name']!r}" if first["name"] else ""
    return Problem(422, "invalid-request", f"{first['in']}{named}: {first['reason']}", extra={"errors": faults})


def _phrase(status: int) -> str:
    try:
        return http.HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI declarations of the problems a route may answer with."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {status: {"description": _phrase(status), "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses}


SCHEMA: Final[dict[str, Any]] = {
    "title": "Problem",
    "description": "An error, as RFC 9457 has it. Further members depend on the type.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
        "nearest": {"type": "array", "items": {"type": "string"}},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
