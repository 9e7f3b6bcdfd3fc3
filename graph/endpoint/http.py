"""HTTP as an endpoint's client needs it: kept connections, deadlines, retries, redirects on the same host only, one sentence a fault.

Standard library only. No proxy of the environment is used. A response is a stream that ends with an error, never silently:
of a deadline, of a cut connection or of more bytes than allowed.
"""

import http.client
import io
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from graph.errors import StoreError

INACTIVE_S: Final = 120.0  # without a byte of an answer
CONNECT_S: Final = 10.0
_RETRIES: Final = 4
_FIRST_PAUSE_S: Final = 0.25
_LONGEST_PAUSE_S: Final = 5.0
_REDIRECTS: Final = 5
_PART: Final = 1 << 16
_KEPT: Final = 4


class DeadlineOver(Exception):
    """The deadline of a request passed before its answer was whole."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. `deadline`: of time.monotonic(), None for none but inactivity. `max_bytes` of the answer.

    All requests of this package may be sent twice without harm: they read, or they change only a state they name.
    """

    url: str
    method: str = "GET"
    headers: Mapping[str, str] | None = None
    body: bytes | None = None
    deadline: float | None = None
    max_bytes: int = 1 << 30
    inactive_s: float = INACTIVE_S


class Response(io.RawIOBase):
    """An answer's status, headers (lower-case names) and body. Close it: only one read to its end frees its connection."""

    def __init__(self, client: "Client", connection: http.client.HTTPConnection, raw: http.client.HTTPResponse, asked: Request):
        self.status = raw.status
        self.headers = {name.lower(): value for name, value in raw.getheaders()}
        self._client, self._connection, self._raw, self._asked = client, connection, raw, asked
        self._taken = 0
        self._beginning: str | None = None

    @property
    def media_type(self) -> str:
        """The content type without parameters, lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def readable(self) -> bool:
        """Always."""
        return True

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, b"" at the end. StoreError where the answer breaks off or is too long; DeadlineOver."""
        if size is None or size < 0:
            return self.readall()
        _give_time(self._connection, self._asked)
        try:
            part = self._raw.read1(min(size, _PART)) if size else b""
        except TimeoutError:
            raise _late(self._asked) from None
        except (http.client.HTTPException, OSError) as error:
            raise StoreError(f"The answer of {shown(self._asked.url)} broke off ({_reason(error)}); try again.") from error
        if not part and size and self._raw.length:
            raise StoreError(f"The answer of {shown(self._asked.url)} broke off; try again.")
        self._taken += len(part)
        if self._taken > self._asked.max_bytes:
            raise StoreError(
                f"The answer of {shown(self._asked.url)} is longer than {self._asked.max_bytes:,} bytes; ask for less."
            )
        return part

    def parts(self) -> Iterator[bytes]:
        """All that is left, as it comes."""
        while part := self.read(_PART):
            yield part

    def readall(self) -> bytes:
        """All that is left."""
        return b"".join(self.parts())

    def text(self, most: int = 2000) -> str:
        """The beginning of the body as words, for messages about an answer that is none."""
        if self._beginning is None:
            try:
                self._beginning = self.read(most).decode("utf-8", "replace")
            except (StoreError, DeadlineOver):
                self._beginning = ""
        return self._beginning

    def close(self) -> None:
        """Free the connection for the next request, or cut it where the answer was not read to its end."""
        if not self.closed:
            whole = self._raw.isclosed() and not self._raw.will_close
            self._raw.close()
            self._client.give_back(self._asked.url, self._connection, reusable=whole)
        super().close()


class Client:
    """Sends requests. Any thread may use it."""

    def __init__(self, authorization: str | None = None) -> None:
        self._authorization = authorization
        self._kept: dict[tuple[str, str], list[http.client.HTTPConnection]] = {}
        self._lock = threading.Lock()
        self._closed = False

    def send(self, request: Request) -> Response:
        """The answer, whatever its status, once the server no longer says 503 or the tries are used up.

        Redirects to the same host are followed. Raises StoreError where none comes, DeadlineOver.
        """
        pause = _FIRST_PAUSE_S
        for attempt in range(_RETRIES + 1):
            response = self._follow(request)
            if response.status != http.client.SERVICE_UNAVAILABLE or attempt == _RETRIES or _is_timeout(response):
                return response
            pause = min(_asked_pause(response) or pause, _LONGEST_PAUSE_S)
            if request.deadline is not None and time.monotonic() + pause > request.deadline:
                return response
            response.close()
            time.sleep(pause)
            pause *= 2
        raise AssertionError  # the last attempt returns

    def _follow(self, request: Request) -> Response:
        url = request.url
        for _ in range(_REDIRECTS):
            response = self._once(url, request)
            target = response.headers.get("location")
            if response.status not in (301, 302, 307, 308) or target is None:
                return response
            response.close()
            target = urljoin(url, target)
            if place(target) != place(url):
                raise StoreError(
                    f"{shown(request.url)} sends on to another server, {shown(target)}; name that one if you trust it."
                )
            url = target
        raise StoreError(f"{shown(request.url)} sends on from one address to the next without end; correct the URL.")

    def _once(self, url: str, request: Request) -> Response:
        """One exchange; once more on a new connection where a kept one had been closed by the server."""
        while True:
            connection, kept = self._take(url)
            try:
                _give_time(connection, request)
                raw = self._exchange(connection, url, request)
            except (http.client.HTTPException, OSError, UnicodeError) as error:  # the last of a name that no host can have
                connection.close()
                if kept and not isinstance(error, TimeoutError):
                    continue
                raise _fault(url, request, error) from error
            except BaseException:
                connection.close()
                raise
            return Response(self, connection, raw, request)

    def _exchange(self, connection: http.client.HTTPConnection, url: str, request: Request) -> http.client.HTTPResponse:
        parts = urlsplit(url)
        headers = {"User-Agent": "syndrome-graph", **(request.headers or {})}
        if self._authorization is not None:
            headers["Authorization"] = self._authorization
        if connection.sock is None:
            connection.timeout = CONNECT_S
            connection.connect()
            _give_time(connection, request)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(request.method, target, body=request.body, headers=headers)
        return connection.getresponse()

    def _take(self, url: str) -> tuple[http.client.HTTPConnection, bool]:
        """A connection, and whether it was used before."""
        key = place(url)
        with self._lock:
            if self._kept.get(key):
                return self._kept[key].pop(), True
        try:
            return _connection(urlsplit(url)), False
        except http.client.InvalidURL as error:
            raise StoreError(f"{shown(url)} is no address; correct the URL.") from error

    def give_back(self, url: str, connection: http.client.HTTPConnection, *, reusable: bool) -> None:
        """Keep a connection whose answer was read, else close it."""
        with self._lock:
            kept = self._kept.setdefault(place(url), [])
            if reusable and len(kept) < _KEPT and not self._closed:
                kept.append(connection)
                return
        connection.close()

    def close(self) -> None:
        """Close the kept connections."""
        with self._lock:
            self._closed = True
            kept, self._kept = self._kept, {}
        for connections in kept.values():
            for connection in connections:
                connection.close()


def place(url: str) -> tuple[str, str]:
    """Scheme and host with port: where a request goes."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return parts.scheme, f"{parts.hostname}:{port}"


def shown(url: str) -> str:
    """A URL as messages show it: no user, no password, no parameters."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    assert parts.hostname is not None
    if parts.scheme == "https":
        return http.client.HTTPSConnection(parts.hostname, parts.port, context=ssl.create_default_context())
    return http.client.HTTPConnection(parts.hostname, parts.port)


def _give_time(connection: http.client.HTTPConnection, request: Request) -> None:
    """Let the next read or write take what the deadline leaves."""
    left = request.inactive_s if request.deadline is None else min(request.deadline - time.monotonic(), request.inactive_s)
    if left <= 0:
        raise DeadlineOver
    if connection.sock is not None:
        connection.sock.settimeout(left)


def _late(request: Request) -> Exception:
    if request.deadline is not None and time.monotonic() >= request.deadline - 0.05:
        return DeadlineOver()
    return StoreError(f"{shown(request.url)} has sent nothing for {request.inactive_s:g} s; try again.")


def _fault(url: str, request: Request, error: Exception) -> Exception:
    if isinstance(error, ssl.SSLError):
        return StoreError(f"No safe connection to {shown(url)} can be made: {_reason(error)}.")
    if isinstance(error, TimeoutError) and request.deadline is not None:
        return _late(request)
    return StoreError(f"No SPARQL endpoint answers at {shown(url)} ({_reason(error)}); start it, or correct the URL.")


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, http.client.IncompleteRead):
        return "connection closed"
    if isinstance(error, OSError):
        return (error.strerror or str(error) or type(error).__name__).strip().rstrip(".").lower()
    return type(error).__name__


def _asked_pause(response: Response) -> float | None:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isdigit() else None


def _is_timeout(response: Response) -> bool:
    """Whether a 503 says that the query took too long (Fuseki says it so): asking again would take as long again."""
    if "retry-after" in response.headers:
        return False
    return "time" in response.text().lower()
