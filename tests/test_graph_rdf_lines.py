"""The text form of the RDF projection has the triples of the term form, each."""

import pyoxigraph
from hypothesis import given, settings
from strategies import document_graphs

from graph import rdf, rdf_lines
from graph.model import DocumentGraph
from graph.normal_form import normalize_graph

NAME = pyoxigraph.NamedNode("urn:a:graph")


def quads_of(text: str) -> set[pyoxigraph.Quad]:
    return set(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))


@settings(max_examples=300, deadline=None)
@given(document_graphs())
def test_lines_are_the_triples_of_the_projection(graph: DocumentGraph) -> None:
    graph = normalize_graph(graph)
    lines = rdf_lines.lines_of(rdf.document_triples(graph))
    for statement in graph.statements:
        lines += rdf_lines.head_lines(rdf.Head.of(statement))
        lines += [line for place in statement.evidence for line in rdf_lines.evidence_lines(statement.id, place)]
    for entity in graph.entities:
        lines += rdf_lines.lines_of(rdf.entity_triples(entity))
    expected = set(rdf.in_graph(rdf.graph_triples(graph), NAME))
    assert quads_of(rdf_lines.as_quads(lines, NAME)) == expected
    assert {quad.triple for quad in quads_of(rdf_lines.as_triples(lines))} == {quad.triple for quad in expected}


def test_no_lines_are_no_text() -> None:
    assert rdf_lines.as_triples([]) == rdf_lines.as_quads([], NAME) == ""
