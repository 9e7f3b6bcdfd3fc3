"""The built graph conforms to the shapes; each planted fault is reported, at its node."""

from collections.abc import Callable
from pathlib import Path

import pytest
from graph_samples import FIRST, SYNDROME, TUMOR, first_document, second_document
from pyoxigraph import Literal, NamedNode

from graph.embedded.store import EmbeddedStore
from graph.normal_form import normalize_graph
from graph.rdf import Terms, document_graph_name, graph_triples
from graph.rdf_terms import OBJECT, RDFS, SUBJECT, TYPE, double, entity_iri, node, sg
from graph.shacl import validate
from loaders.loading import load
from ontology.lexicon import open_lexicon
from ontology.matching import open_matcher

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
Triples = set[Terms]
GRAPH = normalize_graph(first_document())
TREATED = next(s for s in GRAPH.statements if s.relation == "treated_by")
DENIED = next(s for s in GRAPH.statements if s.negated)
SHARED_BY = next(s for s in GRAPH.statements if s.relation == "associated_with_tumor")
STATEMENT = node("statement", TREATED.id)
REFUSED = node("statement", DENIED.id)
EVIDENCE = node("evidence", TREATED.evidence[0].id_for(TREATED.id))
QUANTITY = node("quantity", f"{SHARED_BY.evidence[0].id_for(SHARED_BY.id)}-0")


def replaced(triples: Triples, subject: NamedNode, predicate: NamedNode, *targets: NamedNode | Literal) -> Triples:
    """The triples with `targets` in place of what `subject` had."""
    kept = {terms for terms in triples if terms[:2] != (subject, predicate)}
    return kept | {(subject, predicate, target) for target in targets}


FAULTS: dict[str, tuple[NamedNode, Callable[[Triples], Triples]]] = {
    "a statement without evidence": (STATEMENT, lambda t: replaced(t, STATEMENT, sg("evidence"))),
    "a statement with two subjects": (STATEMENT, lambda t: t | {(STATEMENT, SUBJECT, entity_iri(TUMOR.curie))}),
    "an unknown relation": (STATEMENT, lambda t: replaced(t, STATEMENT, sg("relation"), Literal("cures"))),
    "a drug as the object of has_symptom": (REFUSED, lambda t: replaced(t, REFUSED, OBJECT, entity_iri("CHEBI:9000003"))),
    "negation that is no boolean": (STATEMENT, lambda t: replaced(t, STATEMENT, sg("negated"), Literal("no"))),
    "an edge drawn for a denied statement": (
        REFUSED,
        lambda t: t | {(entity_iri(DENIED.subject.curie), sg("hasSymptom"), entity_iri(DENIED.object.key))},
    ),
    "a missing edge": (STATEMENT, lambda t: t - {(entity_iri(SYNDROME.curie), sg("treatedBy"), entity_iri(TREATED.object.key))}),
    "an unknown certainty": (EVIDENCE, lambda t: replaced(t, EVIDENCE, sg("certainty"), Literal("maybe"))),
    "an evidence without a document": (EVIDENCE, lambda t: replaced(t, EVIDENCE, NamedNode("http://www.w3.org/ns/prov#wasDerivedFrom"))),
    "a span that runs backwards": (EVIDENCE, lambda t: replaced(t, EVIDENCE, sg("end"), Literal(0))),
    "a span that is not as long as its words": (EVIDENCE, lambda t: replaced(t, EVIDENCE, sg("text"), Literal("y" * 50))),
    "a share above one": (QUANTITY, lambda t: replaced(t, QUANTITY, sg("high"), double(50.0))),
    "a number without bounds": (QUANTITY, lambda t: replaced(replaced(t, QUANTITY, sg("low")), QUANTITY, sg("high"))),
    "a number as words": (QUANTITY, lambda t: replaced(t, QUANTITY, sg("low"), Literal("half"))),
    "an entity without a label": (entity_iri(TUMOR.curie), lambda t: replaced(t, entity_iri(TUMOR.curie), NamedNode(f"{RDFS}label"))),
    "an unknown kind": (entity_iri(TUMOR.curie), lambda t: t | {(entity_iri(TUMOR.curie), TYPE, sg("Swelling"))}),
    "a document without text": (document_graph_name(FIRST), lambda t: replaced(t, document_graph_name(FIRST), sg("text"))),
}  # fmt: skip


@pytest.fixture(scope="module")
def triples() -> Triples:
    return set(graph_triples(GRAPH))


def test_a_documents_graph_conforms(triples: Triples) -> None:
    assert validate(triples) == ()


def test_a_store_conforms(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "s.kg", create=True) as store:
        for graph in (first_document(), second_document()):
            store.add(graph)
        assert validate(store) == ()


def built(directory: Path, *pages: Path) -> EmbeddedStore:
    """A store with what the program reads from pages."""
    store = EmbeddedStore(directory, create=True)
    load(store, pages, matcher=open_matcher(open_lexicon()))
    assert store.stats()["statements"] > 0
    return store


def test_the_graph_built_from_the_examples_conforms(tmp_path: Path) -> None:
    with built(tmp_path / "s.kg", *sorted(EXAMPLES.glob("*.txt"))) as store:
        assert validate(store) == ()


@pytest.mark.shared
def test_the_graph_built_from_the_real_page_conforms(tmp_path: Path, shared: Path) -> None:
    with built(tmp_path / "s.kg", shared / "monographs" / "kinsbourne-monograph.txt") as store:
        assert validate(store) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_reported_at_its_node(triples: Triples, name: str) -> None:
    fault_node, plant = FAULTS[name]
    faulty = plant(triples)
    assert faulty != triples
    findings = validate(faulty)
    assert fault_node.value in {finding.node for finding in findings}
    assert all(finding.message for finding in findings)


def test_checking_says_nothing_on_the_way(triples: Triples, caplog: pytest.LogCaptureFixture) -> None:
    validate(triples)
    assert caplog.records == []
