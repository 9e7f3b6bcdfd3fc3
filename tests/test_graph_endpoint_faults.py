"""What a SPARQL endpoint, or what stands in its place, may answer: one clear sentence each, nothing sent where it should not go."""

import http.server
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain, repeat

import pytest

from graph.endpoint.address import read_address
from graph.endpoint.protocol import Endpoint
from graph.errors import QueryError, QueryTimeout, StoreError
from graph.open import open_store

JSON = "application/sparql-results+json"
TRUE = json.dumps({"head": {}, "boolean": True}).encode()
ROWS = json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "literal", "value": "x"}}] * 50}}).encode()
SECRET = "hunter2"


@dataclass(frozen=True, slots=True)
class Reply:
    """A scripted answer. `length`: the Content-Length told, None for the true one; `after_s`: silence before it."""

    status: int = 200
    kind: str = JSON
    body: bytes = TRUE
    headers: tuple[tuple[str, str], ...] = ()
    length: int | None = None
    after_s: float = 0.0


@dataclass(slots=True)
class Script:
    """The answers in order, the last one for ever; what was asked."""

    replies: Iterator[Reply] = field(default_factory=lambda: repeat(Reply()))
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)

    def says(self, *replies: Reply) -> None:
        """Answer so from now on. The first question of an endpoint is where its query service is."""
        self.replies = chain((Reply(),), replies[:-1], repeat(replies[-1]))


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        script: Script = self.server.script  # type: ignore[attr-defined]
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        script.asked.append((self.command, self.path, dict(self.headers.items())))
        reply = next(script.replies)
        time.sleep(reply.after_s)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body) if reply.length is None else reply.length))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        self.close_connection = reply.length is not None

    do_GET = do_POST = _answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that gives up early is what some tests are about."""


@pytest.fixture
def serve() -> Iterator[Callable[[], tuple[str, Script]]]:
    """Starts a scripted server; its address and its script."""
    running = []

    def start() -> tuple[str, Script]:
        server = _Server(("127.0.0.1", 0), _Handler)
        server.script = Script()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{server.server_port}", server.script  # type: ignore[attr-defined]

    yield start
    for server, thread in running:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def served(serve: Callable[[], tuple[str, Script]]) -> tuple[str, Script]:
    """A scripted server."""
    return serve()


@pytest.fixture
def script(served: tuple[str, Script]) -> Script:
    """The answers of the server that `endpoint` speaks to."""
    return served[1]


@pytest.fixture
def endpoint(served: tuple[str, Script]) -> Iterator[Endpoint]:
    """A client of the scripted server, with a password."""
    opened = Endpoint(read_address(f"sparql+http://me:{SECRET}@{served[0].removeprefix('http://')}/ds"))
    yield opened
    opened.close()


def rows(endpoint: Endpoint) -> int:
    """How many rows a question brings."""
    return len(list(endpoint.select("SELECT ?s { ?s ?p ?o }")))


@pytest.mark.parametrize(
    ("reply", "sentence"),
    [
        (Reply(500, "text/plain", b"disk on fire\n\tat a.b.C"), r"could not answer \(status 500: disk on fire\)"),
        (Reply(500, "text/html", b"<h1>Oops</h1>"), r"could not answer \(status 500\)"),
        (Reply(502, "text/plain", b""), r"could not answer \(status 502\)"),
        (Reply(200, "text/html", b"<html>Welcome</html>"), "answers with a web page"),
        (Reply(200, "application/xml", b"<sparql/>"), "answers with application/xml"),
        (Reply(200, JSON, b"<html>Welcome</html>"), "is broken or breaks off"),
        (Reply(200, JSON, ROWS[:-20]), "is broken or breaks off"),
        (Reply(200, JSON, b""), "is broken or breaks off"),
        (Reply(200, JSON, ROWS[:-20], length=len(ROWS)), "broke off"),
        (Reply(200, JSON, TRUE), "truth value where rows"),
        (Reply(401, "text/plain", b"who?"), "refuses the user and password"),
        (Reply(403, "text/plain", b"no"), "does not allow this user"),
        (Reply(404, "text/plain", b"no"), "has no query service"),
        (Reply(413, "text/plain", b"no"), "takes no request of this size"),
        (Reply(302, headers=(("Location", "/ds/query"),)), "from one address to the next without end"),
    ],
)
def test_an_answer_that_is_none_is_one_sentence(endpoint: Endpoint, script: Script, reply: Reply, sentence: str) -> None:
    script.says(reply)
    with pytest.raises(StoreError, match=sentence) as caught:
        rows(endpoint)
    assert "\n" not in str(caught.value)
    assert SECRET not in str(caught.value)
    script.says(Reply(body=ROWS))  # and the next is answered
    next(script.replies)
    assert rows(endpoint) == 50


def test_no_server_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"sparql+http://me:{SECRET}@127.0.0.1:{taken.getsockname()[1]}/ds"
        with pytest.raises(StoreError, match=r"No SPARQL endpoint answers at http://127\.0\.0\.1") as caught:
            open_store(url)
    assert SECRET not in str(caught.value)


def test_no_such_host_is_one_sentence() -> None:
    with pytest.raises(StoreError, match=r"No SPARQL endpoint answers at http://no-such-host\.invalid/ds"):
        open_store("sparql+http://no-such-host.invalid/ds")


def test_a_server_that_hangs_up_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def hang_up() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(10)

        thread = threading.Thread(target=hang_up)
        thread.start()
        with pytest.raises(StoreError, match="No SPARQL endpoint answers"):
            open_store(f"sparql+http://127.0.0.1:{listening.getsockname()[1]}/ds")
        thread.join()


def test_a_web_site_is_no_endpoint(served: tuple[str, Script]) -> None:
    served[1].replies = repeat(Reply(200, "text/html", b"<html>Welcome</html>"))
    with pytest.raises(StoreError, match="answers with web pages"):
        open_store(f"sparql+{served[0]}/ds")


def test_a_busy_server_is_asked_again(endpoint: Endpoint, script: Script) -> None:
    busy = Reply(503, "text/plain", b"busy")
    script.says(busy, replace_headers(busy, ("Retry-After", "0")), Reply(body=ROWS))
    assert rows(endpoint) == 50


def test_a_server_that_stays_busy_is_one_sentence(endpoint: Endpoint, script: Script) -> None:
    script.says(Reply(503, "text/plain", b"busy", (("Retry-After", "0"),)))
    with pytest.raises(StoreError, match=r"could not answer \(status 503: busy\)"):
        rows(endpoint)


def test_a_timeout_of_the_server_is_not_asked_again(endpoint: Endpoint, script: Script) -> None:
    script.says(Reply(503, "text/plain", b"Query timed out"))
    with pytest.raises(QueryTimeout), endpoint.asking("SELECT * {}", timeout_s=30):
        pass
    assert len(script.asked) == 2


@pytest.mark.parametrize("reply", [Reply(after_s=0.6), Reply(body=ROWS[:-20], length=len(ROWS), after_s=0.6)])
def test_a_slow_answer_ends_with_the_time_limit(endpoint: Endpoint, script: Script, reply: Reply) -> None:
    script.says(reply)
    with pytest.raises(QueryTimeout, match=r"longer than 0\.2 s"), endpoint.asking("SELECT * {}", timeout_s=0.2) as response:
        response.readall()


@pytest.mark.parametrize("words", ["Parse error: Encountered '}' at line 1, column 30.", "error at 1:30: expected name"])
def test_a_malformed_query_tells_its_place_in_the_users_words(endpoint: Endpoint, script: Script, words: str) -> None:
    script.says(Reply(400, "text/plain", words.encode()))
    with pytest.raises(QueryError) as caught, endpoint.asking("PREFIX …", timeout_s=5, query_lead=10):
        pass
    assert (caught.value.line, caught.value.column) == (1, 20)


def test_it_may_send_on_to_its_own_addresses(endpoint: Endpoint, script: Script) -> None:
    script.says(Reply(307, headers=(("Location", "/elsewhere"),)), Reply(body=ROWS))
    assert rows(endpoint) == 50
    assert [path for _, path, _ in script.asked] == ["/ds/query", "/ds/query", "/elsewhere"]


def test_another_host_is_never_sent_to(endpoint: Endpoint, script: Script, serve: Callable[[], tuple[str, Script]]) -> None:
    other, overheard = serve()
    script.says(Reply(307, headers=(("Location", f"{other}/ds/query?secret=1"),)))
    with pytest.raises(StoreError, match="sends on to another server") as caught:
        rows(endpoint)
    assert overheard.asked == []
    assert "secret" not in str(caught.value)


def test_a_kept_connection_that_the_server_closed_is_made_anew(endpoint: Endpoint, script: Script) -> None:
    assert endpoint.ask("ASK {}")
    for kept in endpoint._client._kept.values():
        for connection in kept:
            connection.sock.shutdown(socket.SHUT_RDWR)
    assert endpoint.ask("ASK {}")


def test_a_path_may_hold_anything(served: tuple[str, Script]) -> None:
    endpoint = Endpoint(read_address(f"sparql+{served[0]}/mé decin%20%C3%A9/"))
    endpoint.ask("ASK {}")
    endpoint.close()
    assert {path for _, path, _ in served[1].asked} == {"/m%C3%A9%20decin%20%C3%A9/query"}


def test_the_password_is_sent_and_shown_nowhere(endpoint: Endpoint, script: Script) -> None:
    endpoint.ask("ASK {}")
    assert all(headers["Authorization"].startswith("Basic ") for _, _, headers in script.asked)
    assert SECRET not in repr(read_address(f"sparql+http://me:{SECRET}@host/ds"))
    assert SECRET not in endpoint.name


def test_a_token_is_sent_as_bearer(served: tuple[str, Script], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SGRAPH_SPARQL_TOKEN", "abc.def")
    endpoint = Endpoint(read_address(f"sparql+{served[0]}/ds"))
    endpoint.ask("ASK {}")
    endpoint.close()
    assert {headers["Authorization"] for _, _, headers in served[1].asked} == {"Bearer abc.def"}


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("sparql+http:///ds", "names no host"),
        ("sparql+http://host:99999/ds", "port"),
        ("sparql+http://host:x/ds", "port"),
        ("sparql+http://[::1/ds", "can't be read"),
        ("sparql+http://no..such..host/ds", "No SPARQL endpoint answers"),
        (f"sparql+http://{'x' * 80}.invalid/ds", "No SPARQL endpoint answers"),
        ("sparql+http://host/ds?query=http://ho st/x", "is no address"),
        ("sparql+http://host/ds?colour=red", "has no option 'colour'"),
        ("sparql+http://host/ds?update=ftp://host/x", "no http address"),
        ("sparql+http://host/ds?update=", "no http address"),
    ],
)
def test_a_url_that_cannot_be_read_is_one_sentence(url: str, sentence: str) -> None:
    with pytest.raises(StoreError, match=sentence):
        open_store(url)


def replace_headers(reply: Reply, *headers: tuple[str, str]) -> Reply:
    """The reply with these headers."""
    return Reply(reply.status, reply.kind, reply.body, headers)
