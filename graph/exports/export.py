"""One door to all export formats: a whole file or none."""

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Final

from graph.errors import QueryError, StoreError
from graph.exports.graphml import write_graphml
from graph.exports.scope import Scope, scope_of
from graph.exports.sssom import write_sssom
from graph.exports.turtle import write_turtle
from graph.store import Store

FORMATS: Final[Mapping[str, Callable[[Scope, IO[bytes]], None]]] = MappingProxyType(
    {"ttl": write_turtle, "graphml": write_graphml, "sssom": write_sssom}
)
MEDIA_TYPES: Final = MappingProxyType(
    {"ttl": "text/turtle", "graphml": "application/graphml+xml", "sssom": "text/tab-separated-values"}
)


def export(store: Store, format: str, target: Path | IO[bytes], around: str | None = None, hops: int = 1) -> None:
    """Write the store, or what lies within `hops` of the entity `around`, to a file or an open binary stream.

    A file appears whole or not at all, and an older one stays until then; a device or a pipe is written to. Raises QueryError
    for an unknown format, UnknownEntity, and StoreError where the file cannot be written.
    """
    write = FORMATS.get(format)
    if write is None:
        raise QueryError(f"unknown export format {format!r}; known: {', '.join(FORMATS)}")
    scope = scope_of(store, around, hops)
    if not isinstance(target, Path):
        write(scope, target)
        return
    try:
        if target.exists() and not target.is_file():
            with target.open("wb") as out:  # a device or a pipe is written to, never replaced
                write(scope, out)
        else:
            _write_whole(target.resolve(), lambda out: write(scope, out))
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}.") from error


def _write_whole(target: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write beside `target` and move into place."""
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}")
    try:
        with part.open("xb") as out:
            write(out)
            out.flush()
            os.fsync(out.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
