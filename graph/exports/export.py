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
from graph.exports.turtle import write_turtle
from graph.store import Store

FORMATS: Final[Mapping[str, Callable[[Scope, IO[bytes]], None]]] = MappingProxyType(
    {"ttl": write_turtle, "graphml": write_graphml}
)
MEDIA_TYPES: Final = MappingProxyType({"ttl": "text/turtle", "graphml": "application/graphml+xml"})


def export(store: Store, format: str, target: Path | IO[bytes], around: str | None = None, hops: int = 1) -> None:
    """Write the store, or what lies within `hops` of the entity `around`, to a file or an open binary stream.

    A file appears whole or not at all, and an older one stays until then. Raises QueryError for an unknown format,
    UnknownEntity, and StoreError where the file cannot be written.
    """
    write = FORMATS.get(format)
    if write is None:
        raise QueryError(f"unknown export format {format!r}; known: {', '.join(FORMATS)}")
    scope = scope_of(store, around, hops)
    if not isinstance(target, Path):
        write(scope, target)
        return
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        try:
            with part.open("xb") as out:
                write(scope, out)
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}.") from error
