"""The Store port: what every adapter (embedded, Neo4j, SPARQL endpoint) offers. One contract suite runs against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from graph.model import DocumentGraph, Entity
from graph.record_reader import Reader

DEFAULT_TIMEOUT_S = 30.0
DEFAULT_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a query, columns in the query's order. `truncated`: there were more rows than the limit.

    Cells are None, bool, int, float, str, or lists and string-keyed dicts of these. In answers of SPARQL an IRI is a str.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class SparqlAnswer:
    """One of three: `table` (SELECT), `boolean` (ASK), `turtle` (CONSTRUCT, DESCRIBE)."""

    table: Table | None = None
    boolean: bool | None = None
    turtle: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What `Store.add` did: `outcome` is added, unchanged, replaced or duplicate (same text under `duplicate_of`, not loaded)."""

    outcome: str
    statements: int
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """An entity found by a name: `name` is the label, synonym or CURIE that matched, `score` 0…1 (1: equal but for case)."""

    entity: Entity
    name: str
    score: float


class Store(Reader, Protocol):
    """A place of statements. Methods raise the errors of `graph.errors`; readers see whole documents only."""

    def add(self, graph: DocumentGraph) -> Added:
        """Add one document in one transaction; an older version of it (same source) is replaced."""

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        """Add documents in order, each whole or not at all, in as few transactions as the store takes. Quicker than one by one.

        For bulk work (loads of tables, copies): the caller cuts a long stream into groups that memory holds. After a fault
        those of earlier transactions stay; adding the group again finds them unchanged.
        """

    def remove(self, document: str) -> bool:
        """Remove a document by source or display name, and what only it supported. False where there is none."""

    def document_graphs(self) -> Iterator[DocumentGraph]:
        """What each document contributes, in normal form, by source: the whole store without loss, for copies and exports."""

    def search(self, text: str, limit: int = 10, *, similar: bool = True) -> tuple[Found, ...]:
        """Entities by label, synonym or CURIE, best first: equal names, then beginnings, then all words, then similar.

        `similar` false leaves out the last tier, which is the slow one where nothing else is found.
        """

    def sparql(self, query: str, *, timeout_s: float = DEFAULT_TIMEOUT_S, limit: int = DEFAULT_LIMIT) -> SparqlAnswer:
        """Answer a read-only SPARQL 1.1 query."""

    def sparql_results(
        self,
        query: str,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        limit: int = DEFAULT_LIMIT,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
    ) -> tuple[Mapping[str, Any], bool]:
        """The W3C's SPARQL results JSON of a SELECT or ASK query, without loss, and whether it was truncated.

        For CONSTRUCT and DESCRIBE the mapping is {"turtle": text}. `default_graphs`, `named_graphs`: the dataset as the
        SPARQL Protocol gives it, in place of the query's own FROM; graphs that the store does not have are refused.
        """

    def cypher(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        limit: int = DEFAULT_LIMIT,
    ) -> Table:
        """Answer a read-only Cypher query."""

    def stats(self) -> Mapping[str, Any]:
        """Counts: documents, entities by kind, statements by relation, evidence, quantities."""

    def close(self) -> None:
        """Release files and processes."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
