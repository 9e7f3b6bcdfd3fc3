"""What wraps every request: host names, body size, security headers, counters. Plain ASGI, so that answers can stream."""

import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.metrics import Metrics
from api.http.problems import Problem
from api.http.settings import Settings

CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    (b"content-security-policy", CONTENT_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


class Guard:
    """Checks a request before the application sees it and dresses its response."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500
        only_head = scope["method"] == "HEAD"
        if only_head:  # answered as GET, without the body
            scope = {**scope, "method": "GET"}

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            elif only_head:
                message = {**message, "body": b""}
            await send(message)

        try:
            await self._checked(scope, receive, sending)
        finally:
            self.metrics.count(_route(scope), status, time.perf_counter() - started)

    async def _checked(self, scope: Scope, receive: Receive, send: Callable[[Message], Awaitable[None]]) -> None:
        request = Request(scope)
        problem = self._refused(request)
        if problem is None:
            try:
                await self.app(scope, self._limited(receive), send)
            except _TooLarge:
                problem = _too_large(self.settings.body_limit)
        if problem is not None:
            await problem.response(request.url.path)(scope, receive, send)

    def _refused(self, request: Request) -> Problem | None:
        allowed = self.settings.allowed_hosts
        if allowed and _host(request) not in allowed:
            # A page elsewhere could otherwise reach a loopback service through a name that it points here.
            return Problem(
                421, "wrong-host", "The request's Host is not a name of this service; see `sgraph serve --allow-host`."
            )
        length = request.headers.get("content-length", "0")
        if length.isdecimal() and int(length) > self.settings.body_limit:
            return _too_large(self.settings.body_limit)
        return None

    def _limited(self, receive: Receive) -> Receive:
        received = 0

        async def limited() -> MutableMapping[str, Any]:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self.settings.body_limit:
                raise _TooLarge
            return message

        return limited


class _TooLarge(Exception):
    """A body without a length, or with a false one, that grew over the limit."""


def _too_large(limit: int) -> Problem:
    return Problem(413, "body-too-large", f"The body of a request may have {limit} bytes at most.")


def _host(request: Request) -> str:
    host = request.headers.get("host", "").lower()
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]


def _route(scope: Scope) -> str:
    """The route's pattern, not the path: a counter a route, not one an entity."""
    return str(getattr(scope.get("route"), "path", "other"))
