"""A server on loopback that answers as a chat address does, with whatever a test wants said."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], bytes]


@dataclass
class FakeModel:
    """`answer`: request -> body; `status` and `location` of every answer; `asked`: the requests so far, headers with them."""

    answer: Answer
    status: int = 200
    location: str | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""


def says(content: str) -> Answer:
    """An answer whose message is `content`."""
    return lambda _: json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def states(*statements: dict[str, Any]) -> Answer:
    """An answer with these proposals."""
    return says(json.dumps({"statements": statements}))


@contextmanager
def fake_model(answer: Answer, **settings: Any) -> Iterator[FakeModel]:
    """The server, while it runs."""
    model = FakeModel(answer, **settings)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append({**asked, "path": self.path, "authorization": self.headers["Authorization"]})
            body = model.answer(asked)
            self.send_response(model.status)
            if model.location:
                self.send_header("Location", model.location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
