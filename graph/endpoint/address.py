"""Where an endpoint is and who asks: `sparql+http(s)://[user:password@]host[:port]/dataset[?query=…&update=…&data=…]`."""

import base64
import os
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urljoin, urlsplit

from graph.errors import StoreError

SCHEMES: Final = ("sparql+http", "sparql+https")
USER_VARIABLE: Final = "SGRAPH_SPARQL_USER"
PASSWORD_VARIABLE: Final = "SGRAPH_SPARQL_PASSWORD"  # noqa: S105  a variable's name
TOKEN_VARIABLE: Final = "SGRAPH_SPARQL_TOKEN"  # noqa: S105  a variable's name
_SERVICES: Final = ("query", "update", "data")


@dataclass(frozen=True, slots=True)
class Address:
    """`base` names the dataset, without user or password; the three services are None where they are to be found out.

    `authorization` is the header's value, None without one; it appears in no message and no representation.
    """

    base: str
    query: str | None = None
    update: str | None = None
    data: str | None = None
    authorization: str | None = field(default=None, repr=False)


def read_address(url: str) -> Address:
    """The address in a store's URL; what the URL leaves out of user, password and token is read from the environment.

    Raises StoreError with one sentence, without the URL's user and password, where it can't be read.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise StoreError("The port of the SPARQL endpoint's URL is no number from 0 to 65535; correct the URL.") from None
    if not parts.hostname:
        raise StoreError("The SPARQL endpoint's URL names no host; write sparql+http://host:port/dataset.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    scheme = parts.scheme.removeprefix("sparql+")
    base = f"{scheme}://{host}{'' if port is None else f':{port}'}{_path(parts.path)}"
    return Address(base, authorization=_authorization(parts), **_services(parts, base))


def _path(path: str) -> str:
    """A path as it may be sent: what no URL may hold is escaped, escapes stay."""
    return quote(path.rstrip("/"), safe="/%:@!$&'()*+,;=~?#")


def _services(parts: SplitResult, base: str) -> dict[str, str]:
    found = {}
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if name not in _SERVICES:
            raise StoreError(f"A SPARQL endpoint's URL has no option {name!r}; it may give {', '.join(_SERVICES)}.")
        service = urljoin(base + "/", _path(value) if "://" not in value else value)
        if urlsplit(service).scheme not in ("http", "https") or not value:
            raise StoreError(f"The option {name!r} of the SPARQL endpoint's URL is no http address or path.")
        found[name] = service
    return found


def _authorization(parts: SplitResult) -> str | None:
    if parts.username is not None:
        user, password = unquote(parts.username), unquote(parts.password or "")
        if not password:
            password = os.environ.get(PASSWORD_VARIABLE, "")
    elif token := os.environ.get(TOKEN_VARIABLE):
        if not token.isascii() or not token.isprintable():
            raise StoreError(f"{TOKEN_VARIABLE} holds characters that no token has; set it again.")
        return f"Bearer {token}"
    elif user := os.environ.get(USER_VARIABLE, ""):
        password = os.environ.get(PASSWORD_VARIABLE, "")
    else:
        return None
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
