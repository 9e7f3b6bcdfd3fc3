"""The store on a Neo4j server. Implements graph.store.Store.

Writes are managed transactions of whole documents, tried again after transient faults; reads go to members that read, and see
what this store wrote before (bookmarks). The server's graph is the record: what users' Cypher sees is what the look-ups read.
"""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from graph.cypher.bolt import BoltConnection
from graph.cypher.bolt_errors import Unsure
from graph.cypher.guard import check_query
from graph.errors import QueryRefused, StoreError
from graph.model import Document, DocumentGraph, Entity, NameEvidence, Statement
from graph.neo4j import changing, counting, reading, searching
from graph.neo4j.address import read_address, shown
from graph.neo4j.packing import Packed, pack
from graph.neo4j.schema import HIDDEN, State, prepare_database, read_state
from graph.store import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, Added, Found, SparqlAnswer, Table

if TYPE_CHECKING:
    from graph.embedded.store import EmbeddedStore
    from graph.neo4j.mirror import Mirror

T = TypeVar("T")

_WEIGHT: Final = 5000  # statements and names a transaction
RETRY_S: Final = 30.0  # a server that restarts is back by then
LONGEST_S: Final = 3600.0


class Neo4jStore:
    """The graph in one database of a server. Any thread may call it; any number of processes may use the same database."""

    def __init__(self, url: str, *, create: bool = False, read_only: bool = False, retry_s: float = RETRY_S) -> None:
        self.url = shown(url)
        address = read_address(url)
        self._read_only = read_only
        self._mirror: Mirror | None = None
        self._mirroring = threading.Lock()
        self._connection = BoltConnection(address, causal=True, retry_s=retry_s)
        try:
            self._connection.check()
            if create and not read_only:
                prepare_database(self._connection)
            elif read_state(self._connection) is None:
                raise StoreError(f"There is no graph at {self.url}; make one with: sgraph load FILE --store {self.url}")
        except BaseException:
            self._connection.close()
            raise

    # -- changes

    def add(self, graph: DocumentGraph) -> Added:
        """Add one document in one transaction; an older version of it (same source) is replaced."""
        return self.add_group([graph])[0]

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        """Add documents, each whole or not at all, as many in a transaction as the server's memory takes."""
        added: list[Added] = []
        for part in _portions(graphs):
            added += self._change(partial(changing.put_group, group=part))
        return tuple(added)

    def remove(self, document: str) -> bool:
        """Remove a document by source, id or display name, and what only it supported. False where there is none."""
        return self._change(lambda tx: changing.take_out(tx, _sendable(document)))

    def _change(self, work: Callable[[Any], T]) -> T:
        """Run work in a transaction and return what it says.

        Where the connection broke during the commit it runs again, and finds the change made or not; the first answer is true
        in both cases.
        """
        if self._read_only:
            raise StoreError("The store was opened to read only.")
        said: list[T] = []

        def noted(tx: Any) -> None:
            said.append(work(tx))

        try:
            self._connection.write(noted)
        except Unsure:
            answer = said[-1]
            self._connection.write(noted)
            return answer
        return said[-1]

    # -- look-ups

    def documents(self) -> Iterator[Document]:
        """All documents, by source."""
        return reading.documents(self._connection.look)

    def document(self, key: str) -> Document | None:
        """A document by source, id or display name."""
        return reading.document(self._connection.look, _sendable(key))

    def document_graphs(self) -> Iterator[DocumentGraph]:
        """What each document contributes, in normal form, by source; each whole as it is when its page is read."""
        return reading.document_graphs(self._connection.look)

    def statement(self, statement_id: str) -> Statement | None:
        """A statement with the evidence of all documents."""
        return next(iter(reading.statements_of(self._connection.look, [_sendable(statement_id)])), None)

    def statements(
        self,
        *,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        document: str | None = None,
    ) -> Iterator[Statement]:
        """Statements that fit all of the given keys (CURIE; for a literal object its key; document source), by id."""
        keys = [None if key is None else _sendable(key) for key in (subject, relation, object, document)]
        return reading.statements(self._connection.look, *keys)

    def entity(self, curie: str) -> Entity | None:
        """An entity by CURIE or by a CURIE among its xrefs."""
        return reading.entity(self._connection.look, _sendable(curie))

    def entities(self) -> Iterator[Entity]:
        """All entities, by CURIE."""
        return reading.entities(self._connection.look)

    def names(self, curie: str) -> tuple[NameEvidence, ...]:
        """The places where documents give names of an entity."""
        return reading.names(self._connection.look, _sendable(curie))

    def search(self, text: str, limit: int = 10, *, similar: bool = True) -> tuple[Found, ...]:
        """Entities by label, synonym or CURIE, best first: equal names, then beginnings, then all words, then similar."""
        return searching.search(self._connection.look, _sendable(text), limit, similar=similar)

    def stats(self) -> Mapping[str, Any]:
        """Counts: documents, entities by kind, statements by relation, evidence, quantities."""
        return counting.stats(self._connection.look)

    # -- queries

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        limit: int = DEFAULT_LIMIT,
    ) -> Table:
        """Answer a read-only Cypher query on the server; what the store keeps for itself on nodes is left out of answers."""
        query = check_query(query)
        if not 0 < timeout_s <= LONGEST_S or limit < 0:
            raise QueryRefused(f"A query may run up to {LONGEST_S:g} s and have 0 rows or more")
        return self._connection.read(query, parameters, timeout_s=timeout_s, limit=limit, hidden=HIDDEN)

    def sparql(self, query: str, *, timeout_s: float = DEFAULT_TIMEOUT_S, limit: int = DEFAULT_LIMIT) -> SparqlAnswer:
        """Answer a read-only SPARQL 1.1 query from a local copy that follows the server's graph (`graph.neo4j.mirror`)."""
        return self._followed().sparql(query, timeout_s=timeout_s, limit=limit)

    def sparql_results(
        self,
        query: str,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        limit: int = DEFAULT_LIMIT,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> tuple[Mapping[str, Any], bool]:
        """The W3C's SPARQL results JSON of a SELECT or ASK query, without loss, and whether it was truncated."""
        return self._followed().sparql_results(
            query, timeout_s=timeout_s, limit=limit, default_graphs=default_graphs, named_graphs=named_graphs
        )

    def state(self) -> State:
        """Whose graph the database holds, and the number of its last change. StoreError where it is there no more."""
        state = read_state(self._connection)
        if state is None:
            raise StoreError(f"There is no graph at {self.url} any more.")
        return state

    def contents(self) -> dict[str, str]:
        """By source, a hash of all that each document contributes."""
        return reading.contents(self._connection.look)

    def graphs_of(self, sources: Sequence[str]) -> Iterator[DocumentGraph]:
        """What the documents of these sources contribute, those that there are."""
        return reading.document_graphs(self._connection.look, sources)

    def _followed(self) -> "EmbeddedStore":
        """The local copy at the server's state. Of several threads that ask at once, one brings it there."""
        with self._mirroring:
            if self._mirror is None:
                from graph.neo4j.mirror import Mirror

                self._mirror = Mirror()
            return self._mirror.follow(self)

    # -- the end

    def close(self) -> None:
        """Close connections."""
        if self._mirror is not None:
            self._mirror.close()
            self._mirror = None
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _portions(graphs: Sequence[DocumentGraph]) -> Iterator[list[Packed]]:
    """The documents packed, in portions of one transaction each."""
    part: list[Packed] = []
    weight = 0
    for graph in graphs:
        packed = pack(graph)
        heavy = len(packed.graph.statements) + len(packed.graph.names)
        if part and weight + heavy > _WEIGHT:
            yield part
            part, weight = [], 0
        part.append(packed)
        weight += heavy
    if part:
        yield part


def _sendable(text: str) -> str:
    """A text without half characters, which no name in a store has."""
    return text.encode("utf-8", "replace").decode()
