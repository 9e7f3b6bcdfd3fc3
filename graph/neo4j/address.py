"""A server's URL read: where, as whom, which database. What is shown of it never holds the password."""

import os
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlsplit

from graph.cypher.bolt import Address
from graph.errors import StoreError

SCHEMES: Final = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_PORT: Final = 7687


def read_address(url: str, environment: Mapping[str, str] | None = None) -> Address:
    """The address in `scheme://[user[:password]@]host[:port][/database]`.

    What the URL leaves out comes from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE of `environment` (None: the process's).
    Raises StoreError where the URL names no host or a port that is none.
    """
    given = os.environ if environment is None else environment
    parts = urlsplit(url)
    try:
        port = parts.port or _PORT
    except ValueError:
        raise StoreError(f"{shown(url)} has no such port; write {parts.scheme}://HOST:PORT.") from None
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise StoreError(
            f"{shown(url)} names no server; write {parts.scheme}://HOST:PORT or {parts.scheme}://HOST:PORT/DATABASE."
        )
    if parts.query or parts.fragment or parts.path.count("/") > 1:
        raise StoreError(f"{shown(url)} has too many parts; write {parts.scheme}://HOST:PORT/DATABASE.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    user = unquote(parts.username or "")
    password = unquote(parts.password) if parts.password is not None else given.get("NEO4J_PASSWORD", "")
    if not user:
        user = given.get("NEO4J_USERNAME", "neo4j" if password else "")
    database = unquote(parts.path.strip("/")) or given.get("NEO4J_DATABASE") or None
    return Address(f"{parts.scheme}://{host}:{port}", user, password, database)


def shown(url: str) -> str:
    """The URL as messages may show it: without user and password."""
    scheme, slashes, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{authority.rpartition('@')[2]}{slash}{path}"
