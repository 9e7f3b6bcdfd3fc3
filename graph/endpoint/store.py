"""The store at a SPARQL endpoint. Implements graph.store.Store; nothing is kept on this machine but the names while it is open."""

import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

from pyoxigraph import Literal

from graph.endpoint.address import read_address
from graph.endpoint.answers import Answer, ask_user_query
from graph.endpoint.layout import FORMAT, JOURNAL, MERGED, STATE, Layout, journal
from graph.endpoint.name_index import NameIndex
from graph.endpoint.protocol import Dataset, Endpoint
from graph.endpoint.reading import EndpointReader
from graph.endpoint.writing import Writer
from graph.errors import QueryRefused, StoreError, StoreTooNew
from graph.model import Document, DocumentGraph, Entity, NameEvidence, Statement
from graph.rdf import document_graph_name
from graph.rdf_terms import node, sg
from graph.store import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, Added, Found, SparqlAnswer, Table

_FORMAT: Final = sg("format")
_MERGED: Final = sg("mergedGraph")
_FRESH_S: Final = 1.0
_DOCUMENTS: Final = node("document", "").value


class EndpointStore:
    """The store in a dataset of a SPARQL server. Any thread may call it; any number of processes may use the same dataset."""

    def __init__(self, url: str, *, create: bool = False, read_only: bool = False) -> None:
        self._endpoint = Endpoint(read_address(url))
        self._lock = threading.Lock()
        self._names: NameIndex | None = None
        self._names_checked = -_FRESH_S  # time.monotonic() when the names were those of the endpoint's state
        try:
            layout = self._find_layout()
            if layout is None and create and not read_only:
                self._make()
                layout = self._find_layout()
            if layout is None:
                raise StoreError(
                    f"There is no store at {self._endpoint.name}; make one with: sgraph load FILE --store sparql+{self._endpoint.name}"
                )
        except BaseException:
            self._endpoint.close()
            raise
        self._layout = layout
        self._reader = EndpointReader(self._endpoint, layout)
        self._writer = Writer(self._endpoint, layout)
        self._read_only = read_only

    # -- the place

    def _find_layout(self) -> Layout | None:
        """Where the store's merged whole is; None where there is no store."""
        pattern = journal(f"{JOURNAL} {STATE} ?state ; {_FORMAT} ?format OPTIONAL {{ {JOURNAL} {_MERGED} ?merged }}")
        for _, number, merged in self._endpoint.select(f"SELECT ?state ?format ?merged WHERE {{ {pattern} }}"):
            if isinstance(number, Literal) and number.value.isdigit() and int(number.value) > FORMAT:
                raise StoreTooNew(f"The store at {self._endpoint.name} was written by a newer release; update syndrome-graph.")
            return Layout(None if merged is None else merged.value)
        return None

    def _make(self) -> None:
        """Begin a store. Where the default graph shows the journal's first triple, or anything, it is not ours to fill."""
        self._endpoint.update(f"INSERT DATA {{ {journal(f'{JOURNAL} {_FORMAT} {FORMAT}')} }}")
        place = f" ; {_MERGED} {MERGED}" if self._endpoint.ask("ASK { ?s ?p ?o }") else ""
        beginning = journal(f'{JOURNAL} {STATE} "{uuid.uuid4().hex}"{place}')
        absent = journal(f"{JOURNAL} {STATE} ?state")
        self._endpoint.update(f"INSERT {{ {beginning} }} WHERE {{ FILTER NOT EXISTS {{ {absent} }} }}")

    # -- writing

    def add(self, graph: DocumentGraph) -> Added:
        """Add one document in one update request; an older version of it (same source) is replaced."""
        return self.add_group([graph])[0]

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        """Add documents in one update request. Much quicker than one by one."""
        self._check_writable()
        try:
            return self._writer.put(graphs)
        finally:
            self._names_checked = -_FRESH_S

    def remove(self, document: str) -> bool:
        """Remove a document by source, id or display name, and what only it supported. False where there is none."""
        self._check_writable()
        source = self._reader.source_of(document)
        if source is not None:
            self._writer.remove(document_graph_name(source))
            self._names_checked = -_FRESH_S
        return source is not None

    def _check_writable(self) -> None:
        if self._read_only:
            raise StoreError(f"The store at {self._endpoint.name} was opened to be read only.")

    # -- reading

    def documents(self) -> Iterator[Document]:
        """All documents, by source."""
        return self._reader.documents()

    def document(self, key: str) -> Document | None:
        """A document by source, id or display name."""
        return self._reader.document(key)

    def document_graphs(self) -> Iterator[DocumentGraph]:
        """What each document contributes, in normal form, by source; one that is removed meanwhile is left out."""
        for source in self._reader.sources():
            graph = self._reader.document_graph(source)
            if graph is not None:
                yield graph

    def statement(self, statement_id: str) -> Statement | None:
        """A statement with the evidence of all documents."""
        return self._reader.statement(statement_id)

    def statements(
        self,
        *,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        document: str | None = None,
    ) -> Iterator[Statement]:
        """Statements that fit all of the given keys (CURIE; for a literal object its key; document source), by id."""
        return self._reader.statements(subject=subject, relation=relation, object=object, document=document)

    def entity(self, curie: str) -> Entity | None:
        """An entity by CURIE or by a CURIE among its xrefs."""
        return self._reader.entity(curie)

    def entities(self) -> Iterator[Entity]:
        """All entities, by CURIE."""
        return self._reader.entities()

    def names(self, curie: str) -> tuple[NameEvidence, ...]:
        """The places where documents give names of an entity."""
        return self._reader.names(curie)

    def search(self, text: str, limit: int = 10, *, similar: bool = True) -> tuple[Found, ...]:
        """Entities by label, synonym or CURIE, best first: equal names, then beginnings, then all words, then similar.

        The first search after a change fetches all names. What other processes change is seen within a second.
        """
        with self._lock:
            return self._fresh_names().search(text, limit, similar=similar)

    def _fresh_names(self) -> NameIndex:
        """The names of the endpoint's state; a question looks up dozens of words, so it is not asked for each of them."""
        now = time.monotonic()
        if self._names is not None and now < self._names_checked + _FRESH_S:
            return self._names
        state = self._state()
        if self._names is None or self._names.state != state:
            if self._names is not None:
                self._names.close()
                self._names = None
            self._names = NameIndex(state, self._reader.entities())
        self._names_checked = now
        return self._names

    def _state(self) -> str:
        for (state,) in self._endpoint.select(f"SELECT ?state WHERE {{ {journal(f'{JOURNAL} {STATE} ?state')} }}"):
            return "" if state is None else state.value
        raise StoreError(f"The store at {self._endpoint.name} is no longer there; load again.")

    def stats(self) -> Mapping[str, Any]:
        """Counts: documents, entities by kind, statements by relation, evidence, quantities."""
        return self._reader.stats()

    # -- queries

    def sparql(self, query: str, *, timeout_s: float = DEFAULT_TIMEOUT_S, limit: int = DEFAULT_LIMIT) -> SparqlAnswer:
        """Answer a read-only SPARQL 1.1 query; `limit` counts rows, or triples of CONSTRUCT and DESCRIBE.

        The prefixes of `graph.embedded.sparql_guard.QUERY_PREFIXES` need not be declared.
        """
        return self._answer(query, timeout_s, limit, (), ()).plain()

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
        return self._answer(query, timeout_s, limit, default_graphs, named_graphs).results_json()

    def _answer(
        self, query: str, timeout_s: float, limit: int, default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> Answer:
        return ask_user_query(
            self._endpoint,
            query,
            timeout_s=timeout_s,
            limit=limit,
            is_graph=self._is_graph,
            dataset=self._dataset,
            default_graphs=default_graphs,
            named_graphs=named_graphs,
        )

    def _is_graph(self, iri: str) -> bool:
        key = iri.removeprefix(_DOCUMENTS)
        return key != iri and self._reader.source_of(key) is not None

    def _dataset(self, named: bool) -> Dataset:
        """The dataset of a query that names none: nothing where the endpoint's own default graph is the merged whole."""
        if self._layout.merged is None:
            return ()
        graphs = [document_graph_name(source).value for source in self._reader.sources()] if named else []
        return [("default-graph-uri", self._layout.merged), *(("named-graph-uri", iri) for iri in graphs)]

    def cypher(
        self,
        query: str,  # noqa: ARG002
        parameters: Mapping[str, Any] | None = None,  # noqa: ARG002
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,  # noqa: ARG002
        limit: int = DEFAULT_LIMIT,  # noqa: ARG002
    ) -> Table:
        """Refused: QueryRefused says where Cypher is answered."""
        raise QueryRefused(
            "A SPARQL endpoint answers no Cypher; copy the graph to a directory or to Neo4j (sgraph copy FROM TO) and ask there."
        )

    # -- the end

    def close(self) -> None:
        """Close the connections."""
        with self._lock:
            if self._names is not None:
                self._names.close()
                self._names = None
        self._endpoint.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
