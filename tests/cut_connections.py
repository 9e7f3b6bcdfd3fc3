"""A way to a server through which a test can cut connections, now or behind a certain message, or answer in the server's place."""

import contextlib
import socket
import threading
from collections.abc import Iterator


class Way:
    """Listens on loopback and passes bytes on to `port`. After `cut_behind(message)` the answer to that message is lost.

    `heard`: the last 64 KB that clients sent; `cuts` and `answers`: how often it cut, and answered.
    """

    def __init__(self, port: int) -> None:
        self._target = port
        self._message: bytes | None = None
        self._reply: bytes | None = None
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.cuts = self.answers = 0
        self.heard = b""
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Cut all connections that are open; later ones pass."""
        pairs, self._pairs = self._pairs, []
        for pair in pairs:
            for one in pair:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        self.cuts += 1

    def cut_behind(self, message: bytes) -> None:
        """Pass the next `message` of a client on, and cut before the answer comes back."""
        self._message, self._reply = message, None

    def answer(self, message: bytes, reply: bytes) -> None:
        """Keep the next `message` of a client, which comes alone, from the server, and send `reply` back."""
        self._message, self._reply = message, reply

    def close(self) -> None:
        """Cut all and listen no more."""
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self._target))
                self._pairs.append((client, server))
                threading.Thread(target=self._pump, args=(client, server, True), daemon=True).start()
                threading.Thread(target=self._pump, args=(server, client, False), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, from_client: bool) -> None:
        with source, contextlib.suppress(OSError):
            while data := source.recv(65536):
                if from_client:
                    self.heard = (self.heard + data)[-65536:]
                if from_client and self._message == data and self._reply is not None:
                    self._message = None
                    self.answers += 1
                    source.sendall(self._reply)
                    continue
                if from_client and self._message is not None and self._message in data:
                    self._message = None
                    with contextlib.suppress(OSError):
                        source.shutdown(socket.SHUT_RDWR)  # first: the answer finds nobody
                    target.sendall(data)
                    self.cuts += 1
                    return
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def way_to(port: int) -> Iterator[Way]:
    """A way that is closed at the end."""
    way = Way(port)
    try:
        yield way
    finally:
        way.close()
