"""Opens a store by its URL: the one place that knows which adapter serves which."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from graph.errors import StoreError
from graph.store import Store

DEFAULT_STORE = "syndrome-graph.kg"
_BOLT = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_SPARQL = ("sparql+http", "sparql+https")


def open_store(url: str | Path = DEFAULT_STORE, *, create: bool = False, read_only: bool = False) -> Store:
    """Open the store at a directory (or file:// URL), on a Neo4j server or at a SPARQL endpoint.

    `create`: make an empty one where there is none. Raises StoreError where there is no store or the URL's kind is not served,
    StoreTooNew, StoreBusy; EngineMissing where the server's driver is not installed.
    """
    from graph.embedded.store import EmbeddedStore

    if isinstance(url, str) and "://" in url:
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise StoreError(f"The store's URL can't be read ({str(error).lower()}); correct it.") from None
        if parts.scheme in _BOLT:
            from graph.neo4j.store import Neo4jStore

            return Neo4jStore(url, create=create, read_only=read_only)
        if parts.scheme in _SPARQL:
            from graph.endpoint.store import EndpointStore

            return EndpointStore(url, create=create, read_only=read_only)
        if parts.scheme != "file":
            raise StoreError(
                f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path} is not a store; name a directory."
            )
        url = unquote(parts.path)
    if not str(url).strip():
        raise StoreError("The store has no name; name a directory.")
    return EmbeddedStore(Path(url).expanduser(), create=create, read_only=read_only)
