"""Statements as RDF and back: the identity; the shape that queries rely on; rdflib."""

import pyoxigraph
import rdflib
from hypothesis import given, settings
from strategies import document_graphs

from graph.model import (
    AnyOf,
    Comparison,
    Document,
    DocumentGraph,
    Entity,
    Evidence,
    Literal,
    NameEvidence,
    Quantity,
    Section,
    Statement,
)
from graph.normal_form import normalize_graph
from graph.rdf import statements_to_quads, to_rdflib
from graph.rdf_reading import quads_to_graphs

SOURCE = "file:///tmp/one.txt"
GOUT = Entity("MONDO:0005393", "gout", ("Disease",), ("podagra",), ("ORPHA:9", "odd"))
PAIN = Entity("HP:0012531", "pain", ("Symptom",))


def one_graph(*statements: Statement) -> DocumentGraph:
    return DocumentGraph(
        Document(
            SOURCE, "one", "Gout.\r\nIt hurts.", (Section("title", 0, 5, "Gout."), Section("other", 7, 16)), "Gout", "text", "1"
        ),
        statements,
        (NameEvidence(GOUT.curie, "Gout", SOURCE, 0, 4),),
        GOUT,
    )


def place(**parts: object) -> Evidence:
    return Evidence(**{"source": SOURCE, "section": "other", "start": 7, "end": 16, "text": "It hurts.", "rule": "r", **parts})  # type: ignore[arg-type]


def query(graph: DocumentGraph, text: str) -> list[tuple[str, ...]]:
    store = pyoxigraph.Store()
    store.extend(statements_to_quads(graph))
    prologue = "PREFIX sg: <https://w3id.org/syndrome-graph/> PREFIX obo: <http://purl.obolibrary.org/obo/> "
    rows = store.query(prologue + text, use_default_graph_as_union=True)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    names = [variable.value for variable in rows.variables]
    return sorted(tuple(row[name].value for name in names) for row in rows)


@settings(max_examples=400, deadline=None)
@given(document_graphs())
def test_rdf_and_back_is_the_identity(graph: DocumentGraph) -> None:
    assert quads_to_graphs(statements_to_quads(graph)) == (graph,)


@settings(max_examples=60, deadline=None)
@given(document_graphs())
def test_n_quads_and_a_store_lose_nothing(graph: DocumentGraph) -> None:
    text = pyoxigraph.serialize(statements_to_quads(graph), format=pyoxigraph.RdfFormat.N_QUADS)
    assert text is not None
    store = pyoxigraph.Store()
    store.load(text, pyoxigraph.RdfFormat.N_QUADS)
    assert quads_to_graphs(store) == (graph,)


def test_two_documents_come_back_apart() -> None:
    first = one_graph(Statement(GOUT, "has_symptom", PAIN, evidence=(place(),)))
    source = "https://example.org/b"
    second = DocumentGraph(
        Document(source, "b", "x"), (Statement(GOUT, "has_symptom", PAIN, evidence=(place(source=source),)),)
    )
    quads = [*statements_to_quads(second), *statements_to_quads(first)]
    assert quads_to_graphs(quads) == (normalize_graph(first), normalize_graph(second))


def test_zero_false_and_open_ends_are_kept() -> None:
    number = Quantity("proportion", 0.0, None, "1", "0", 0, 0, denominator="", approximate=False)
    graph = normalize_graph(
        one_graph(Statement(GOUT, "has_symptom", PAIN, evidence=(place(start=0, end=0, quantities=(number,)),)))
    )
    (back,) = quads_to_graphs(statements_to_quads(graph))
    assert back.statements[0].quantities == (number,)


def test_the_order_of_quantities_and_members_is_kept() -> None:
    numbers = tuple(Quantity("count", n, n, "1", str(n), 7, 8) for n in (2.0, 1.0, 2.0))
    group = AnyOf("a b", ("HP:2", "HP:1", "HP:2"))
    graph = one_graph(Statement(GOUT, "has_symptom", PAIN, evidence=(place(quantities=numbers, any_of=group),)))
    (back,) = quads_to_graphs(statements_to_quads(graph))
    assert back.statements[0].evidence[0].quantities == numbers
    assert back.statements[0].any_of == group


def test_a_statement_draws_the_direct_triple() -> None:
    graph = one_graph(Statement(GOUT, "has_symptom", PAIN, evidence=(place(),)))
    assert query(graph, "SELECT ?o { obo:MONDO_0005393 sg:hasSymptom ?o }") == [("http://purl.obolibrary.org/obo/HP_0012531",)]


def test_a_denied_statement_draws_no_direct_triple() -> None:
    graph = one_graph(Statement(GOUT, "has_symptom", PAIN, negated=True, evidence=(place(),)))
    assert query(graph, "SELECT ?p ?o { obo:MONDO_0005393 ?p ?o FILTER(?p = sg:hasSymptom) }") == []
    assert query(graph, "SELECT ?n { ?s a sg:Statement ; sg:negated ?n }") == [("true",)]


def test_words_are_plain_literals() -> None:
    graph = one_graph(Statement(GOUT, "has_onset", Literal("At Night"), evidence=(place(),)))
    assert query(graph, "SELECT ?o { obo:MONDO_0005393 sg:hasOnset ?o }") == [("At Night",)]


def test_evidence_is_linked_to_its_document_and_quantities() -> None:
    number = Quantity("proportion", 0.25, 0.5, "1", "a quarter to half", 7, 9)
    graph = one_graph(Statement(GOUT, "has_symptom", PAIN, evidence=(place(quantities=(number,)),)))
    text = (
        "SELECT ?source ?low ?high { ?s sg:evidence ?e . ?e sg:quantity ?q ; <http://www.w3.org/ns/prov#wasDerivedFrom> ?d . "
        "?d sg:source ?source . ?q sg:low ?low ; sg:high ?high }"
    )
    assert query(graph, text) == [(SOURCE, "0.25", "0.5")]


def test_qualifiers_are_properties_of_the_evidence() -> None:
    evidence = place(qualifiers=(("action", "avoid"), ("action", "check")))
    graph = one_graph(Statement(GOUT, "has_anesthesia_concern", PAIN, evidence=(evidence,)))
    text = "SELECT ?v { ?e <https://w3id.org/syndrome-graph/qualifier/action> ?v }"
    assert query(graph, text) == [("avoid",), ("check",)]


def test_a_comparison_is_a_node() -> None:
    compared = Comparison("pain", "less", GOUT.curie, "HP:1")
    graph = one_graph(Statement(GOUT, "has_comparison", Literal("x"), comparison=compared, evidence=(place(),)))
    text = "SELECT ?o ?d ?g ?a { ?s sg:comparison ?c . ?c sg:outcome ?o ; sg:direction ?d ; sg:group ?g ; sg:against ?a }"
    assert query(graph, text) == [("pain", "less", GOUT.curie, "HP:1")]


def test_there_are_no_blank_nodes_and_one_named_graph() -> None:
    quads = list(statements_to_quads(one_graph(Statement(GOUT, "has_symptom", PAIN, evidence=(place(),)))))
    assert not any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    assert len({quad.graph_name for quad in quads}) == 1


def test_the_order_of_statements_does_not_matter() -> None:
    one = Statement(GOUT, "has_symptom", PAIN, evidence=(place(),))
    two = Statement(PAIN, "caused_by", GOUT, evidence=(place(),))
    assert set(statements_to_quads(one_graph(one, two))) == set(statements_to_quads(one_graph(two, one)))


def test_rdflib_holds_the_same_triples() -> None:
    number = Quantity("proportion", 0.1, 0.1, "1", "10%", 7, 9)
    graph = one_graph(Statement(GOUT, "has_symptom", PAIN, evidence=(place(quantities=(number,)),)))
    dataset = to_rdflib([graph])
    expected = {(q.subject.value, q.predicate.value, q.object.value, q.graph_name.value) for q in statements_to_quads(graph)}
    (held,) = [part for part in dataset.graphs() if len(part)]
    assert {(str(s), str(p), str(o), str(held.identifier)) for s, p, o in held} == expected
    low = rdflib.URIRef("https://w3id.org/syndrome-graph/low")
    assert [o.toPython() for o in held.objects(None, low)] == [0.1]
