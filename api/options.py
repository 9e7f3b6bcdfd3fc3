"""Options that several commands share, and how they open the store."""

import enum
from typing import Annotated

import typer

from graph.store import Store

DEFAULT_STORE = "./syndrome-graph.kg"


class Format(enum.StrEnum):
    """How an answer is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"


StoreOption = Annotated[
    str, typer.Option("--store", "-s", envvar="SGRAPH_STORE", metavar="URL", help="The store: a directory or a server's URL.")
]
FormatOption = Annotated[Format, typer.Option("--format", "-F", help="How the answer is written.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=1_000_000, help="Rows at most.")]
TimeoutOption = Annotated[
    float, typer.Option("--timeout", min=0.1, max=3600, metavar="SECONDS", help="End the query after this.")
]


def shown_url(url: str) -> str:
    """A store's URL as messages show it: without user and password."""
    scheme, slashes, rest = url.partition("://")
    authority, slash, path = rest.partition("/")
    return f"{scheme}{slashes}{authority.rpartition('@')[2]}{slash}{path}"


def reading(url: str) -> Store:
    """Open a store to read it. The caller closes it (`with`)."""
    from graph.open import open_store

    return _telling(open_store(url, read_only=True))


def writing(url: str, *, create: bool = False) -> Store:
    """Open a store to change it. The caller closes it (`with`)."""
    from graph.open import open_store

    return _telling(open_store(url, create=create))


def _telling(store: Store) -> Store:
    """The store, which now says on standard error that it builds a view, where that takes long."""
    from api.progress import ViewProgress
    from graph.embedded.store import EmbeddedStore

    if isinstance(store, EmbeddedStore):
        store.watch(ViewProgress())
    return store
