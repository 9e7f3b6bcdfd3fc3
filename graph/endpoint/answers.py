"""Users' SPARQL on an endpoint: guarded as in the embedded store, answered as there, in the same words and numbers."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph
from pyoxigraph import Literal, RdfFormat, Triple

from graph import rdf_terms as t
from graph.embedded.sparql_guard import QUERY_PREFIXES, guard_sparql, implied_prefixes, keywords
from graph.embedded.sparql_worker import cell, term_json, tidy_turtle
from graph.endpoint.http import Response
from graph.endpoint.protocol import RESULT_TYPES, Dataset, Endpoint, Rows
from graph.errors import QueryRefused
from graph.store import SparqlAnswer, Table
from ontology.curies import NAMESPACE

_MAX_BYTES: Final = 64 * 1024 * 1024  # of the cells of one answer


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows of terms, or a truth value, or Turtle."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Any, ...], ...] = ()
    truncated: bool = False
    boolean: bool | None = None
    turtle: str | None = None

    def plain(self) -> SparqlAnswer:
        """As `Store.sparql` gives it."""
        if self.turtle is not None or self.boolean is not None:
            return SparqlAnswer(boolean=self.boolean, turtle=self.turtle)
        rows = tuple(tuple(cell(term) for term in row) for row in self.rows)
        return SparqlAnswer(table=Table(self.columns, rows, self.truncated))

    def results_json(self) -> tuple[Mapping[str, Any], bool]:
        """As `Store.sparql_results` gives it."""
        if self.turtle is not None:
            return {"turtle": self.turtle}, False
        if self.boolean is not None:
            return {"head": {}, "boolean": self.boolean}, False
        bindings = [
            {name: term_json(_as_written(term)) for name, term in zip(self.columns, row, strict=True) if term is not None}
            for row in self.rows
        ]
        return {"head": {"vars": list(self.columns)}, "results": {"bindings": bindings}}, self.truncated


def ask_user_query(
    endpoint: Endpoint,
    query: str,
    *,
    timeout_s: float,
    limit: int,
    is_graph: Callable[[str], bool],
    dataset: Callable[[bool], Dataset],
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> Answer:
    """The answer to a user's query. `dataset(named)`: what stands in for the query's own dataset where it names none.

    Raises QueryRefused, QueryError, QueryTimeout, StoreError.
    """
    guard_sparql(query, is_graph, default_graphs, named_graphs)
    asked: Dataset = [
        *(("default-graph-uri", iri) for iri in default_graphs),
        *(("named-graph-uri", iri) for iri in named_graphs),
    ]
    words = keywords(query)
    if not asked and "FROM" not in words:
        asked = dataset("GRAPH" in words)
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in implied_prefixes(query).items())
    lead = f"BASE <{NAMESPACE}> {prefixes}"
    with endpoint.asking(lead + query, dataset=asked, timeout_s=timeout_s, query_lead=len(lead)) as response:
        if response.media_type in RESULT_TYPES:
            results = endpoint.results(response)
            return Answer(boolean=results) if isinstance(results, bool) else _rows(results, limit)
        return Answer(turtle=_turtle(endpoint, response, limit))


def _rows(found: Rows, limit: int) -> Answer:
    rows: list[tuple[Any, ...]] = []
    size = 0
    for row in found.rows:
        if len(rows) >= limit or size > _MAX_BYTES:
            return Answer(found.columns, tuple(rows), truncated=True)
        rows.append(row)
        size += sum(64 + len(str(term)) for term in row)
    return Answer(found.columns, tuple(rows))


def _turtle(endpoint: Endpoint, response: Response, limit: int) -> str:
    found: dict[Triple, None] = {}
    for triple in endpoint.triples(response):
        found[triple] = None
        if len(found) > limit:
            raise QueryRefused(f"The query makes more than {limit} triples; add a LIMIT or ask for a table.")
    text = pyoxigraph.serialize(found, format=RdfFormat.TURTLE, prefixes=QUERY_PREFIXES)
    return tidy_turtle((text or b"").decode())


def _as_written(term: Any) -> Any:
    """A number as our projection writes it: servers keep its value, and show it with other digits."""
    if isinstance(term, Literal) and term.datatype == t.DOUBLE:
        with suppress(ValueError):
            return t.double(float(term.value.replace("INF", "inf")))
    return term
