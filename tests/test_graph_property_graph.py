"""The property graph of statements: its shape, and that it loses nothing."""

from dataclasses import replace

import pytest
from graph_samples import sample_graphs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
    merge_entities,
    merge_statements,
)
from graph.property_graph import KEYS, graphs_to_property_graph, to_property_graph
from graph.property_graph_reading import from_property_graph, graphs_from_property_graph
from graph.rdf import statements_to_quads
from graph.rdf_reading import quads_to_graphs
from ontology.vocabulary import KINDS, RELATIONS, SECTIONS, sort_kinds

WORDS = st.text(max_size=12)
NAMED = st.text(min_size=1, max_size=12)
NUMBERS = st.one_of(st.none(), st.sampled_from([0.0, 0.02, 0.5, 1.0, 60.0]), st.floats(allow_nan=False, allow_infinity=False))
SPANS = st.tuples(st.integers(0, 90), st.integers(0, 90))
SOURCES = ("file:///a.txt", "file:///b.txt", "https://example.org/ü")
ENTITIES = [
    Entity("MONDO:1", "first", ("Disease", "Syndrome"), ("one", "eins"), ("ORPHA:1",)),
    Entity("MONDO:2", "second", ("Disease", "Tumor")),
    Entity("local:x-ß", "x ß", ()),
    Entity("CHEBI:3", "drug", ("Treatment", "Drug"), (), ("MESH:0",)),
]
QUANTITIES = st.builds(
    Quantity, WORDS, NUMBERS, NUMBERS, WORDS, WORDS, st.integers(0, 9), st.integers(0, 9), st.none() | WORDS, st.none() | WORDS,
    st.none() | WORDS, st.booleans(),
)  # fmt: skip
PLACES = st.builds(
    Evidence,
    source=st.sampled_from(SOURCES),
    section=st.sampled_from(SECTIONS),
    start=st.integers(0, 90),
    end=st.integers(0, 90),
    text=WORDS,
    rule=WORDS,
    certainty=st.sampled_from(["possible", "probable", "asserted"]),
    frequency=st.none() | WORDS,
    quantities=st.lists(QUANTITIES, max_size=2).map(tuple),
    truncated=st.booleans(),
    subject_text=st.none() | WORDS,
    object_text=st.none() | WORDS,
    subject_span=st.none() | SPANS,
    object_span=st.none() | SPANS,
    any_of=st.none() | st.builds(AnyOf, NAMED, st.lists(WORDS, max_size=3).map(tuple)),
    qualifiers=st.lists(st.tuples(st.sampled_from(["action", "reason", "Ω"]), WORDS), max_size=3).map(sorted).map(tuple),
    loader=WORDS,
)
STATEMENTS = st.builds(
    Statement,
    subject=st.sampled_from(ENTITIES),
    relation=st.sampled_from(sorted(RELATIONS)),
    object=st.sampled_from(ENTITIES) | st.builds(Literal, WORDS),
    negated=st.booleans(),
    comparison=st.none() | st.builds(Comparison, WORDS, WORDS, WORDS, WORDS),
    evidence=st.lists(PLACES, max_size=3).map(tuple),
)
RICH = {"max_examples": 1000, "deadline": None, "suppress_health_check": [HealthCheck.too_slow]}


@settings(**{**RICH, "max_examples": 300})
@given(st.lists(STATEMENTS, max_size=4))
def test_statements_come_back_as_they_were(statements: list[Statement]) -> None:
    merged = merge_statements(statements)
    assert from_property_graph(to_property_graph(merged)) == merged


@st.composite
def whole_documents(draw: st.DrawFn) -> tuple[DocumentGraph, ...]:
    """Documents in the form a store gives them back: merged entities, statements by id, names by place."""
    graphs = []
    for source in SOURCES[: draw(st.integers(1, 3))]:
        sections = draw(st.lists(st.builds(Section, st.sampled_from(SECTIONS), st.integers(0, 9), st.integers(0, 9),
                                           st.none() | WORDS), max_size=3))  # fmt: skip
        document = Document(source, draw(WORDS), draw(WORDS), tuple(sections), draw(st.none() | WORDS), "text", draw(WORDS))
        statements = [
            replace(s, evidence=tuple(replace(place, source=source) for place in s.evidence))
            for s in draw(st.lists(STATEMENTS, max_size=3))
        ]
        names = {NameEvidence(draw(st.sampled_from(["MONDO:1", "HP:9"])), draw(WORDS), source, 3, 4) for _ in range(2)}
        ordered = tuple(sorted(names, key=lambda n: (n.start, n.end, n.curie, n.name)))
        graphs.append(
            DocumentGraph(document, merge_statements(statements), ordered, draw(st.none() | st.sampled_from(ENTITIES)))
        )
    return tuple(graphs)


@settings(**{**RICH, "max_examples": 150})
@given(whole_documents())
def test_documents_come_back_as_they_were(graphs: tuple[DocumentGraph, ...]) -> None:
    assert graphs_from_property_graph(graphs_to_property_graph(graphs)) == graphs


@settings(**{**RICH, "max_examples": 100})
@given(whole_documents())
def test_every_value_is_legal_in_both_engines(graphs: tuple[DocumentGraph, ...]) -> None:
    graph = graphs_to_property_graph(graphs)
    ids = {node.id for node in graph.nodes}
    labels = {label for node in graph.nodes for label in node.labels}
    assert len(ids) == len(graph.nodes)
    assert len({r.id for r in graph.relationships}) == len(graph.relationships)
    assert all(r.start in ids and r.end in ids for r in graph.relationships)
    assert not labels & {r.type for r in graph.relationships}
    for part in (*graph.nodes, *graph.relationships):
        for name, value in part.properties.items():
            assert name.isidentifier()
            items = value if isinstance(value, tuple) else (value,)
            assert len({type(item) for item in items}) <= 1
            assert {type(item) for item in items} <= {str, int, float, bool}


def test_labels_and_relationship_types_never_share_a_name() -> None:
    assert not {kind.casefold() for kind in (*KINDS, *KEYS)} & {r.cypher.casefold() for r in RELATIONS.values()}


@pytest.mark.parametrize("negated", [False, True])
def test_only_what_is_not_negated_is_drawn(negated: bool) -> None:
    statement = Statement(ENTITIES[0], "treated_by", ENTITIES[3], negated=negated)
    drawn = [r for r in to_property_graph([statement]).relationships if r.type == "TREATED_BY"]
    assert len(drawn) == (0 if negated else 1)


def test_a_relationship_carries_scalars_of_its_evidence() -> None:
    graph = graphs_to_property_graph(sample_graphs())
    (tumor,) = [r for r in graph.relationships if r.type == "ASSOCIATED_WITH_TUMOR"]
    assert tumor.properties["low"] == 0.5
    assert tumor.properties["unit"] == "1"
    assert tumor.properties["frequency"] == "In about half"
    assert tumor.properties["evidences"] == 2
    assert tumor.properties["quote"] == "In about half a tumor is found."
    (concern,) = [r for r in graph.relationships if r.type == "HAS_ANESTHESIA_CONCERN"]
    assert concern.properties["action"] == "avoid"


def test_literals_that_differ_in_case_are_one_value_and_keep_their_words() -> None:
    first = Statement(ENTITIES[0], "has_onset", Literal("At Birth"))
    second = Statement(ENTITIES[1], "has_onset", Literal("at  birth"))
    graph = to_property_graph([first, second])
    assert [node.properties["label"] for node in graph.nodes if node.labels == ("Value",)] == ["At Birth"]
    assert set(from_property_graph(graph)) == {first, second}


def test_entities_of_many_documents_are_united() -> None:
    other = Entity("MONDO:1", "another name", ("Tumor",))
    graph = to_property_graph([Statement(ENTITIES[0], "is_a", ENTITIES[1]), Statement(other, "is_a", ENTITIES[2])])
    (node,) = [node for node in graph.nodes if node.id == "MONDO:1"]
    (merged,) = merge_entities([ENTITIES[0], other])
    assert node.labels == ("Entity", *sort_kinds(merged.kinds))
    assert node.properties["synonyms"] == merged.synonyms


@settings(**RICH)
@given(document_graphs(max_statements=3))
def test_statements_to_rdf_to_statements_to_property_graph_and_back(graph: DocumentGraph) -> None:
    (through_rdf,) = quads_to_graphs(statements_to_quads(graph))
    assert graphs_from_property_graph(graphs_to_property_graph([through_rdf])) == (graph,)
