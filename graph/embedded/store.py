"""The embedded store: a directory with the SQLite record and the views that follow it. Implements graph.store.Store."""

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from graph.embedded import name_search, record_writing, sparql_answers
from graph.embedded.connections import RECORD, Connections, create_record, view_errors
from graph.embedded.record import SqliteReader
from graph.errors import StoreError
from graph.model import Document, DocumentGraph, Entity, NameEvidence, Statement
from graph.normal_form import normalize_graph
from graph.store import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, Added, Found, SparqlAnswer, Table

if TYPE_CHECKING:
    from graph.cypher.view import CypherView
    from graph.embedded.sparql_pool import SparqlPool
    from graph.embedded.sparql_view import SparqlView

ViewProgress = Callable[[str, float], None]
"""Told the name of a view, "SPARQL" or "Cypher", and the share of it that is written: 1 at the end."""

_TRIES: Final = 5


class EmbeddedStore:
    """A store in `directory`. Any thread may call it; any number of processes may hold the same directory."""

    def __init__(self, directory: Path, *, create: bool = False, read_only: bool = False) -> None:
        self.directory = directory.absolute()  # the working directory may change
        if create and not read_only:
            _check_place(directory)
            create_record(directory)
        elif not (directory / RECORD).exists():
            raise StoreError(f"There is no store at {directory}; make one with: sgraph load FILE --store {directory}")
        self._connections = Connections(directory, read_only=read_only)
        self._starting = threading.Lock()
        self._sparql: tuple[SparqlView, SparqlPool] | None = None
        self._cypher: CypherView | None = None
        self._watcher: ViewProgress | None = None

    # -- the record

    @contextmanager
    def snapshot(self) -> Iterator[SqliteReader]:
        """A reader of the last committed state (graph.record_reader.Record)."""
        with self._connections.reading() as connection:
            yield SqliteReader(connection)

    def add(self, graph: DocumentGraph) -> Added:
        """Add one document in one transaction; an older version of it (same source) is replaced."""
        prepared = record_writing.prepare(normalize_graph(graph))
        with self._connections.writing() as connection:
            return record_writing.put(connection, prepared)

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        """Add documents in one transaction: all of them, or after a fault none. Much quicker than one by one."""
        prepared = [record_writing.prepare(normalize_graph(graph)) for graph in graphs]
        with self._connections.writing() as connection:
            return tuple(record_writing.put(connection, one) for one in prepared)

    def remove(self, document: str) -> bool:
        """Remove a document by source, id or display name, and what only it supported. False where there is none."""
        with self._connections.writing() as connection:
            number = SqliteReader(connection).document_number(document)
            if number is not None:
                record_writing.remove(connection, number)
            return number is not None

    def documents(self) -> Iterator[Document]:
        """All documents, by source."""
        with self.snapshot() as reader:
            yield from reader.documents()

    def document(self, key: str) -> Document | None:
        """A document by source, id or display name."""
        with self.snapshot() as reader:
            return reader.document(key)

    def document_graphs(self) -> Iterator[DocumentGraph]:
        """What each document contributes, in normal form, by source; all of one state of the store."""
        with self.snapshot() as reader:
            for source in list(reader.sources()):
                graph = reader.document_graph(source)
                assert graph is not None  # one snapshot
                yield graph

    def statement(self, statement_id: str) -> Statement | None:
        """A statement with the evidence of all documents."""
        with self.snapshot() as reader:
            return reader.statement(statement_id)

    def statements(
        self,
        *,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        document: str | None = None,
    ) -> Iterator[Statement]:
        """Statements that fit all of the given keys (CURIE; for a literal object its key; document source), by id."""
        with self.snapshot() as reader:
            yield from reader.statements(subject=subject, relation=relation, object=object, document=document)

    def entity(self, curie: str) -> Entity | None:
        """An entity by CURIE or by a CURIE among its xrefs."""
        with self.snapshot() as reader:
            return reader.entity(curie)

    def entities(self) -> Iterator[Entity]:
        """All entities, by CURIE."""
        with self.snapshot() as reader:
            yield from reader.entities()

    def names(self, curie: str) -> tuple[NameEvidence, ...]:
        """The places where documents give names of an entity."""
        with self.snapshot() as reader:
            return reader.names(curie)

    def search(self, text: str, limit: int = 10, *, similar: bool = True) -> tuple[Found, ...]:
        """Entities by label, synonym or CURIE, best first: equal names, then beginnings, then all words, then similar."""
        with self._connections.reading() as connection:
            return name_search.search(connection, text, limit, similar=similar)

    def stats(self) -> Mapping[str, Any]:
        """Counts: documents, entities by kind, statements by relation, evidence, quantities."""
        with self._connections.reading() as connection:
            return _stats(connection)

    # -- the views

    def sparql(self, query: str, *, timeout_s: float = DEFAULT_TIMEOUT_S, limit: int = DEFAULT_LIMIT) -> SparqlAnswer:
        """Answer a read-only SPARQL 1.1 query; `limit` counts rows, or triples of CONSTRUCT and DESCRIBE.

        The prefixes of `graph.embedded.sparql_guard.QUERY_PREFIXES` need not be declared.
        """
        return sparql_answers.sparql_answer(self._ask_sparql(query, timeout_s, limit, "table", (), ()), query)

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
        reply = self._ask_sparql(query, timeout_s, limit, "json", default_graphs, named_graphs)
        return sparql_answers.sparql_results(reply, query)

    def _ask_sparql(
        self, query: str, timeout_s: float, limit: int, form: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> Mapping[str, Any]:
        from graph.embedded.sparql_guard import guard_sparql

        guarded = guard_sparql(query, self._is_graph, default_graphs, named_graphs)
        view, pool = self._sparql_parts()
        for _ in range(_TRIES):
            snapshot = self.refresh_sparql()
            reply = pool.ask(snapshot, guarded, timeout_s=timeout_s, limit=limit, form=form)
            if reply.get("error") != "gone":
                break
            view.discard(snapshot)  # others published a newer one before ours was opened, or it is damaged
        return reply

    def refresh_sparql(self) -> Path:
        """Bring the SPARQL view to the record's state now; the snapshot that queries read."""
        view, _ = self._sparql_parts()
        for attempt in range(_TRIES):
            with self.snapshot() as reader, view_errors(self.directory):
                path = view.snapshot(reader, rebuild=attempt == _TRIES - 1)
            if path is not None:
                return path
        raise StoreError(f"The SPARQL view of {self.directory} is being changed all the time; try again.")

    def refresh_views(self) -> None:
        """Bring both views to the record's state now, side by side. EngineMissing where the extra `cypher` is not installed."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            sparql = pool.submit(self.refresh_sparql)
            self.cypher("RETURN 1")
            sparql.result()

    def watch(self, watcher: ViewProgress | None) -> None:
        """Have `watcher` told how far a view is while much is being written into it. Calls come from any thread."""
        self._watcher = watcher

    def _tell(self, view: str, share: float) -> None:
        if self._watcher is not None:
            self._watcher(view, share)

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        limit: int = DEFAULT_LIMIT,
    ) -> Table:
        """Answer a read-only Cypher query. EngineMissing where the extra `cypher` is not installed."""
        with self._starting:
            if self._cypher is None:
                from graph.cypher.view import CypherView

                self._cypher = CypherView(self._views() / "cypher", self, progress=partial(self._tell, "Cypher"))
            view = self._cypher
        return view.query(query, parameters, timeout_s=timeout_s, limit=limit)

    def _sparql_parts(self) -> "tuple[SparqlView, SparqlPool]":
        with self._starting:
            if self._sparql is None:
                from graph.embedded.sparql_pool import SparqlPool
                from graph.embedded.sparql_view import SparqlView

                self._sparql = SparqlView(self._views() / "sparql", progress=partial(self._tell, "SPARQL")), SparqlPool()
            return self._sparql

    def _views(self) -> Path:
        """The folder of the views: the store's own, or one in the user's cache where that can't be written."""
        if not self._connections.frozen:
            return self.directory
        with self.snapshot() as reader:
            return cached_views(self.directory, reader.identity)

    def _is_graph(self, iri: str) -> bool:
        from graph.rdf import TABLES
        from graph.rdf_terms import node

        key = iri.removeprefix(node("document", "").value)
        with self._connections.reading() as connection:
            row = connection.execute("SELECT format FROM document WHERE key = ?", (key,)).fetchone()
            return row is not None and row[0] not in TABLES

    # -- the end

    def close(self) -> None:
        """Release files and processes."""
        if self._cypher is not None:
            self._cypher.close()
            self._cypher = None
        if self._sparql is not None:
            self._sparql[1].close()
            self._sparql = None
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def cached_views(directory: Path, identity: str) -> Path:
    """Where the views of a store go that can't be written. StoreError where there is no such place."""
    base = os.environ.get("XDG_CACHE_HOME") or (f"{os.environ['HOME']}/.cache" if os.environ.get("HOME") else "")
    folder = Path(base) / "syndrome-graph" / "views" / identity
    if folder.is_absolute():
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return folder
    raise StoreError(
        f"The store {directory} can't be written and there is no other folder for its views; set XDG_CACHE_HOME to one."
    )


def _check_place(directory: Path) -> None:
    """StoreError where a new store would land among other files."""
    if directory.exists() and not directory.is_dir():
        raise StoreError(f"{directory} is a file; name a directory for the store.")
    names = {path.name for path in directory.iterdir()} if directory.is_dir() else set()
    if names and RECORD not in names:
        raise StoreError(f"{directory} holds other files and no store; name an empty or new directory.")


def _stats(db: sqlite3.Connection) -> dict[str, Any]:
    def count(sql: str) -> int:
        return int(db.execute(sql).fetchone()[0])

    kinds: dict[str, int] = {}
    for names, number in db.execute("SELECT kinds, count(*) FROM entity GROUP BY kinds"):
        for name in json.loads(names):
            kinds[name] = kinds.get(name, 0) + number
    return {
        "documents": count("SELECT count(*) FROM document"),
        "entities": count("SELECT count(*) FROM entity"),
        "entities_by_kind": dict(sorted(kinds.items())),
        "statements": count("SELECT count(*) FROM statement"),
        "statements_by_relation": dict(
            db.execute("SELECT relation, count(*) FROM statement GROUP BY relation ORDER BY relation").fetchall()
        ),
        "negated": count("SELECT count(*) FROM statement WHERE negated"),
        "evidence": count("SELECT count(*) FROM evidence"),
        "quantities": count("SELECT coalesce(sum(json_array_length(body, '$[7]')), 0) FROM evidence"),
    }
