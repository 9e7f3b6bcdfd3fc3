"""SPARQL answers in the W3C formats, read back by an independent reader."""

import pyoxigraph as ox
import pytest

from api.http import sparql_results

XSD = "http://www.w3.org/2001/XMLSchema#"
BINDINGS = [
    {
        "x": {"type": "uri", "value": "http://purl.obolibrary.org/obo/MONDO_0015247"},
        "y": {"type": "literal", "value": 'a "b"\t\\c\n<&> ü 𝒳'},
    },
    {"x": {"type": "bnode", "value": "b1"}, "y": {"type": "literal", "value": "Muskel", "xml:lang": "de"}},
    {
        "x": {"type": "literal", "value": "4", "datatype": f"{XSD}integer"},
        "y": {"type": "literal", "value": "0.50", "datatype": f"{XSD}decimal"},
    },
    {"y": {"type": "literal", "value": "true", "datatype": f"{XSD}boolean"}},
]
EXPECTED = [
    (ox.NamedNode("http://purl.obolibrary.org/obo/MONDO_0015247"), ox.Literal('a "b"\t\\c\n<&> ü 𝒳')),
    (ox.BlankNode("b1"), ox.Literal("Muskel", language="de")),
    (ox.Literal(4), ox.Literal("0.50", datatype=ox.NamedNode(f"{XSD}decimal"))),
    (None, ox.Literal("true", datatype=ox.NamedNode(f"{XSD}boolean"))),
]
ANSWER = {"head": {"vars": ["x", "y"]}, "results": {"bindings": BINDINGS}}


@pytest.mark.parametrize("media_type", [sparql_results.JSON, sparql_results.XML, sparql_results.TSV])
def test_rows_read_back_as_they_were(media_type: str) -> None:
    body, truncated = sparql_results.write(ANSWER, media_type, 10_000)
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.from_media_type(media_type))
    assert isinstance(found, ox.QuerySolutions)
    assert [tuple(solution) for solution in found] == EXPECTED
    assert not truncated


def test_csv_holds_the_bare_values() -> None:
    body, _ = sparql_results.write(ANSWER, sparql_results.CSV, 10_000)
    assert body.decode().splitlines()[0] == "x,y"
    assert '"a ""b""\t\\c' in body.decode()
    assert body.endswith(b"4,0.50\r\n,true\r\n")


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("media_type", [sparql_results.JSON, sparql_results.XML])
def test_booleans_read_back(value: bool, media_type: str) -> None:
    body, _ = sparql_results.write({"head": {}, "boolean": value}, media_type, 10_000)
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.from_media_type(media_type))
    assert isinstance(found, ox.QueryBoolean)
    assert bool(found) is value


@pytest.mark.parametrize("media_type", sparql_results.GRAPH_TYPES)
def test_graphs_read_back_in_every_syntax(media_type: str) -> None:
    turtle = '<http://e/a> <http://e/b> "0"^^<http://www.w3.org/2001/XMLSchema#integer>, false .'
    body, _ = sparql_results.write({"turtle": turtle}, media_type, 10_000)
    quads = set(ox.parse(body, format=ox.RdfFormat.from_media_type(media_type)))
    assert {quad.triple for quad in quads} == {quad.triple for quad in ox.parse(turtle, ox.RdfFormat.TURTLE)}
    assert len(quads) == 2


def test_an_answer_over_the_byte_limit_is_cut_and_says_so() -> None:
    body, truncated = sparql_results.write(ANSWER, sparql_results.JSON, 300)
    assert truncated
    assert len(body) < 300


def test_what_xml_cannot_hold_is_replaced() -> None:
    answer = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "a\x01b"}}]}}
    body, _ = sparql_results.write(answer, sparql_results.XML, 10_000)
    assert "a\ufffdb" in body.decode()
