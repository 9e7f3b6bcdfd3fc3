"""serve: the HTTP service over a store."""

import os
import signal
import socket
from types import FrameType
from typing import Annotated, Final, NoReturn

import typer

from api.options import DEFAULT_STORE, StoreOption, reading, shown_url
from api.terminal import note

_MOST_HEADER_BYTES: Final = (
    256 * 1024
)  # room for a query of the greatest length in a URL, so that we say ourselves what is too long


def register(app: typer.Typer) -> None:
    """Hang the command on the tree."""
    app.command()(serve)


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", metavar="NAME", help="A further name that requests may address.")
    ] = None,
    query_timeout: Annotated[
        float, typer.Option(min=0.1, max=600, metavar="SECONDS", help="End a user's query after this.")
    ] = 10,
    row_limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="Rows of an answer at most.")] = 10_000,
    root_path: Annotated[str, typer.Option(metavar="PATH", help="Where a proxy in front shows the service.")] = "",
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Serve the graph over HTTP. Read-only; the description is at /docs."""
    import uvicorn

    from api.http.app import create_app
    from api.http.settings import LOOPBACK, Settings

    local = host in ("127.0.0.1", "localhost", "::1")
    allowed = frozenset({*LOOPBACK, *(name.lower() for name in allow_host or ())}) if local else frozenset[str]()
    settings = Settings(query_timeout_s=query_timeout, row_limit=row_limit, allowed_hosts=allowed)
    with reading(store) as opened, _listening(host, port) as listener:
        bound = listener.getsockname()
        shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        note(f"serving {shown_url(store)} at http://{shown}:{bound[1]}/docs until Ctrl-C")
        config = uvicorn.Config(
            create_app(opened, settings),
            root_path=root_path,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=_MOST_HEADER_BYTES,
        )
        signal.signal(signal.SIGTERM, _end)  # uvicorn raises the signal again when it is done: then close the store, too
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A bound socket; OSError names the address."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror).partition(" (")[0]
        raise OSError(error.errno, f"can't listen on {host}:{port} ({reason}); choose others with --host and --port") from error


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)
