"""Turtle: the statements of all documents in one graph, the same bytes for the same store."""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from graph.exports.scope import Scope

if TYPE_CHECKING:
    import pyoxigraph


def write_turtle(scope: Scope, out: IO[bytes]) -> None:
    """Write the scope as Turtle, triples sorted. Holds all triples in memory (about 0.5 kB each).

    Shared entities and statements are merged over all documents; which document says what is on the evidence.
    """
    import pyoxigraph

    from graph.rdf_terms import PREFIXES
    from ontology.curies import PREFIXES as CURIE_PREFIXES

    triples = sorted({str(triple): triple for triple in _triples(scope)}.items())
    used = {**PREFIXES, **{prefix: base for prefix, base in CURIE_PREFIXES.items() if prefix not in PREFIXES}}
    pyoxigraph.serialize(
        (triple for _, triple in triples), out, format=pyoxigraph.RdfFormat.TURTLE, prefixes=dict(sorted(used.items()))
    )


def _triples(scope: Scope) -> "Iterator[pyoxigraph.Triple]":
    from pyoxigraph import DefaultGraph

    from graph.rdf import Head, document_quads, entity_quads, evidence_quads, head_quads

    everywhere = DefaultGraph()
    for graph in scope.document_graphs():
        yield from (quad.triple for quad in document_quads(graph, everywhere))
        for statement in graph.statements:
            yield from (quad.triple for quad in evidence_quads(statement, everywhere))
    for statement in scope.statements():
        yield from (quad.triple for quad in head_quads(Head.of(statement), everywhere))
    for entity in scope.entities():
        yield from (quad.triple for quad in entity_quads(entity, everywhere))
