"""Curated HPO data: each row an evidence that reads back, the files refused or taken whole, a second load without effect."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cypher_reading import property_graph_in

from graph.cypher.child import stop_child
from graph.embedded.store import EmbeddedStore
from graph.errors import InputRefused
from graph.model import DocumentGraph, Quantity, Statement
from graph.open import open_store
from graph.property_graph import graphs_to_property_graph
from graph.store import Store
from loaders.hpo_annotations import COLUMNS, Terms, disease_document, disease_graph, disease_rows, hierarchy_graph
from loaders.hpo_frequencies import CLASSES, FrequencyClass
from loaders.hpo_loading import HpoReport, load_hpo
from loaders.verification import verify_statement
from ontology.hpo import data_folder
from ontology.lexicon import Lexicon, open_lexicon

OBO = """format-version: 1.2

[Term]
id: HP:0001250
name: Seizure
is_a: HP:0012638 ! Abnormal nervous system physiology

[Term]
id: HP:0001251
name: Ataxia
is_a: HP:0011443 ! Abnormality of coordination
is_a: HP:0012638 ! Abnormal nervous system physiology

[Typedef]
id: part_of
"""
ROWS = (
    ("OMIM:900001", "Made-up disease", "", "HP:0001250", "PMID:1;PMID:2", "PCS", "HP:0003577", "3/12", "FEMALE", "HP:0012828", "P",
     "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "", "HP:0001251", "PMID:1", "TAS", "", "HP:0040283", "", "", "P", "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "NOT", "HP:0001263", "PMID:1", "TAS", "", "", "", "", "P", "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "", "HP:0001264", "PMID:1", "PCS", "", "0/4", "", "", "P", "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "", "HP:0000006", "PMID:1", "TAS", "", "", "", "", "I", "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "", "HP:0003577", "PMID:1", "TAS", "", "", "", "", "C", "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "", "HP:0003676", "PMID:1", "TAS", "", "", "", "", "C", "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "", "HP:0012828", "PMID:1", "TAS", "", "", "", "", "M", "HPO:me[2024-01-01]"),
    ("OMIM:900001", "Made-up disease", "", "HP:0001250", "PMID:1", "TAS", "", "12.5%", "", "", "H", "HPO:me[2024-01-01]"),
    ("ORPHA:1183", "Another name", "", "HP:0001251", "ORPHA:1183", "TAS", "", "", "", "", "P", "ORPHA:me[2024-01-01]"),
    ("ORPHA:1183", "Another name", "", "HP:0001251", "ORPHA:1183", "TAS", "", "", "", "", "P", "ORPHA:me[2024-01-01]"),
)  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return open_lexicon()


def write(folder: Path, rows: tuple[tuple[str, ...], ...] = ROWS, obo: str = OBO) -> Path:
    """A folder with both files."""
    folder.mkdir(exist_ok=True)
    lines = ["#version: 2024-01-01", "\t".join(COLUMNS), *("\t".join(row) for row in rows)]
    (folder / "phenotype.hpoa").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "hp.obo").write_text(obo, "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "hpo")


@pytest.fixture
def graph(folder: Path, lexicon: Lexicon) -> DocumentGraph:
    rows = next(disease_rows(folder / "phenotype.hpoa"))
    return disease_graph(rows, disease_document(rows, "file:///phenotype.hpoa"), Terms(lexicon))


def of(graph: DocumentGraph, relation: str) -> list[Statement]:
    return [statement for statement in graph.statements if statement.relation == relation]


def test_each_row_is_an_evidence_whose_words_and_numbers_read_back(graph: DocumentGraph) -> None:
    places = [place for statement in graph.statements for place in statement.evidence]
    assert sorted(place.text for place in places) == sorted("\t".join(row) for row in ROWS[:9])
    texts = {graph.document.source: graph.document.text}
    assert [fault for statement in graph.statements for fault in verify_statement(statement, texts)] == []


def test_the_aspect_tells_the_relation(graph: DocumentGraph) -> None:
    objects = {(s.relation, s.object.key) for s in graph.statements if not s.negated}
    assert objects == {
        ("has_symptom", "HP:0001250"),
        ("has_symptom", "HP:0001251"),
        ("has_inheritance", "HP:0000006"),
        ("has_onset", "HP:0003577"),
        ("has_course", "HP:0003676"),
        ("has_modifier", "HP:0012828"),
        ("has_past_history", "HP:0001250"),
    }


def test_not_and_none_of_those_seen_deny(graph: DocumentGraph) -> None:
    assert {s.object.key for s in graph.statements if s.negated} == {"HP:0001263", "HP:0001264"}


def quantity_of(graph: DocumentGraph, words: str) -> Quantity:
    (found,) = {q for s in graph.statements for q in s.quantities if q.verbatim == words}
    return found


def test_a_count_is_a_share_with_its_numerator_and_denominator(graph: DocumentGraph) -> None:
    share = quantity_of(graph, "3/12")
    assert (share.kind, share.low, share.high, share.unit) == ("proportion", 0.25, 0.25, "1")
    assert (share.numerator, share.denominator) == ("3", "12")


def test_a_percentage_is_a_share_of_nothing_named(graph: DocumentGraph) -> None:
    share = quantity_of(graph, "12.5%")
    assert (share.kind, share.low, share.high, share.denominator) == ("proportion", 0.125, 0.125, None)


def test_a_frequency_class_is_a_quantity_of_its_own_kind(graph: DocumentGraph) -> None:
    bounds = quantity_of(graph, "HP:0040283")
    assert (bounds.kind, bounds.low, bounds.high, bounds.unit) == ("frequency_class", 0.05, 0.29, "1")
    (place,) = {place for s in graph.statements for place in s.evidence if place.frequency == "HP:0040283"}
    assert place.qualifier("frequency_label") == "Occasional"


def test_the_classes_are_those_that_the_ontology_defines() -> None:
    stanzas = (data_folder() / "hp.obo").read_text("utf-8").split("\n[Term]\n")
    defined = {}
    for stanza in stanzas:
        if "\nis_a: HP:0040279 " in stanza:
            fields = dict(line.partition(": ")[::2] for line in stanza.splitlines())
            shares = [int(number) / 100 for number in re.findall(r"(\d+)%", fields["def"])]
            defined[fields["id"]] = FrequencyClass(fields["name"], shares[0], shares[-1])
    assert defined == CLASSES


def test_the_other_columns_are_qualifiers(graph: DocumentGraph) -> None:
    seizure = next(s for s in of(graph, "has_symptom") if s.object.key == "HP:0001250")
    assert seizure.evidence[0].qualifiers == (
        ("biocuration", "HPO:me[2024-01-01]"),
        ("evidence_code", "PCS"),
        ("modifier", "HP:0012828"),
        ("modifier_label", "Severe"),
        ("onset", "HP:0003577"),
        ("onset_label", "Congenital onset"),
        ("reference", "PMID:1"),
        ("reference", "PMID:2"),
        ("sex", "female"),
    )


def test_the_document_is_named_after_the_disease_and_gives_its_name(graph: DocumentGraph) -> None:
    assert graph.document.source == "file:///phenotype.hpoa#OMIM:900001"
    (name,) = graph.names
    assert (name.curie, graph.document.text[name.start : name.end]) == ("OMIM:900001", "Made-up disease")


def test_a_term_of_the_class_excluded_is_denied(tmp_path: Path, lexicon: Lexicon) -> None:
    excluded = (*ROWS[1][:7], "HP:0040285", *ROWS[1][8:])
    (rows,) = disease_rows(write(tmp_path / "excluded", (excluded,)) / "phenotype.hpoa")
    (statement,) = disease_graph(rows, disease_document(rows, "file:///x"), Terms(lexicon)).statements
    assert statement.negated


def test_the_hierarchy_rests_on_the_lines_of_the_ontology(folder: Path, lexicon: Lexicon) -> None:
    graph = hierarchy_graph(folder / "hp.obo", Terms(lexicon))
    assert {(s.subject.curie, s.relation, s.object.key) for s in graph.statements} == {
        ("HP:0001250", "is_a", "HP:0012638"),
        ("HP:0001251", "is_a", "HP:0011443"),
        ("HP:0001251", "is_a", "HP:0012638"),
    }
    places = [place for statement in graph.statements for place in statement.evidence]
    assert all(graph.document.text[p.start : p.end] == p.text and p.text.startswith("is_a: ") for p in places)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "curated.kg", create=True) as opened:
        yield opened


def load(store: Store, folder: Path, lexicon: Lexicon) -> HpoReport:
    return load_hpo(store, lexicon=lexicon, folder=folder)


def test_rows_in_are_evidences_out(store: Store, folder: Path, lexicon: Lexicon) -> None:
    report = load(store, folder, lexicon)
    assert (report.version, report.rows, report.repeated) == ("2024-01-01", 11, 1)
    assert (report.denied, report.none_has_it) == (1, 1)
    assert report.outcomes == (("added", 3),)
    assert store.stats()["evidence"] == 11 + 3


def test_loading_again_changes_nothing(store: Store, folder: Path, lexicon: Lexicon) -> None:
    load(store, folder, lexicon)
    before = list(store.document_graphs())
    assert load(store, folder, lexicon).outcomes == (("unchanged", 3),)
    assert list(store.document_graphs()) == before


def test_a_disease_meets_what_an_exact_mapping_says_it_is(store: Store, folder: Path, lexicon: Lexicon) -> None:
    load(store, folder, lexicon)
    assert {s.subject.curie for s in store.statements(object="HP:0001251", relation="has_symptom")} == {
        "OMIM:900001",
        "MONDO:0015247",
    }


def test_a_newer_table_replaces_and_removes(store: Store, folder: Path, lexicon: Lexicon) -> None:
    load(store, folder, lexicon)
    write(folder, ROWS[1:9])
    assert load(store, folder, lexicon).outcomes == (("removed", 1), ("replaced", 1), ("unchanged", 1))
    assert store.entity("MONDO:0015247") is None


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ((*ROWS, ROWS[0][:11]), 14),
        ((*ROWS, (*ROWS[0][:10], "X", "")), 14),
        ((*ROWS, ROWS[0]), 14),
    ],
    ids=["a column too few", "an unknown aspect", "a disease in two places"],
)
def test_a_broken_table_is_refused_before_anything_is_stored(
    store: Store, tmp_path: Path, lexicon: Lexicon, rows: tuple[tuple[str, ...], ...], line: int
) -> None:
    with pytest.raises(InputRefused, match=rf"phenotype\.hpoa:{line}:"):
        load(store, write(tmp_path / "broken", rows), lexicon)
    assert store.stats()["documents"] == 0


def test_a_table_of_other_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "phenotype.hpoa"
    path.write_text("disease\tterm\nOMIM:1\tHP:1\n", "utf-8")
    with pytest.raises(InputRefused, match="columns"):
        list(disease_rows(path))


def rows_of(store: Store, query: str) -> tuple[tuple[Any, ...], ...]:
    table = store.sparql(query).table
    assert table is not None
    return table.rows


def test_sparql_answers_from_the_rows_and_follows_their_removal(store: Store, folder: Path, lexicon: Lexicon) -> None:
    load(store, folder, lexicon)
    shares = """SELECT ?words ?low WHERE { ?s a sg:Statement ; sg:negated false ; sg:evidence ?e .
                ?e <https://w3id.org/syndrome-graph/qualifier/sex> "female" ; sg:frequency ?words ; sg:quantity/sg:low ?low }"""
    assert rows_of(store, shares) == (("3/12", 0.25),)
    store.remove(f"{(folder / 'phenotype.hpoa').resolve().as_uri()}#OMIM:900001")
    left = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(CONTAINS(STR(?o), '900001') || CONTAINS(STR(?s), '900001')) }"
    assert rows_of(store, left) == ((0,),)
    assert rows_of(store, "SELECT (COUNT(*) AS ?n) WHERE { ?e a sg:Evidence }") == ((2 + 3,),)


@pytest.fixture
def curated(tmp_path: Path, folder: Path, lexicon: Lexicon) -> Iterator[Store]:
    """A store with the table, whose Cypher engine is stopped at the end."""
    with open_store(tmp_path / "both.kg", create=True) as opened:
        load(opened, folder, lexicon)
        yield opened
    stop_child(tmp_path / "both.kg")


def test_cypher_answers_from_the_rows(curated: Store) -> None:
    asked = (
        "MATCH (d:Disease)-[r:HAS_SYMPTOM]->(s:Symptom) WHERE r.low >= $share "
        "RETURN d.curie, s.curie, r.frequency, r.low, r.high, r.sex, r.onset, r.reference, r.evidence_code"
    )
    assert curated.cypher(asked, {"share": 0.2}).rows == (
        ("OMIM:900001", "HP:0001250", "3/12", 0.25, 0.25, "female", "HP:0003577", "PMID:1", "PCS"),
    )
    bounds = (
        "MATCH (s:Statement)-[:HAS_EVIDENCE]->(:Evidence)-[:HAS_QUANTITY]->(q:Quantity {kind: 'frequency_class'}) "
        "RETURN s.negated, q.low, q.high, q.verbatim"
    )
    assert curated.cypher(bounds).rows == ((False, 0.05, 0.29, "HP:0040283"),)
    denied = "MATCH (s:Statement {negated: true})-[:OBJECT]->(o) RETURN o.curie ORDER BY o.curie"
    assert curated.cypher(denied).rows == (("HP:0001263",), ("HP:0001264",))
    drawn = "MATCH ({curie: 'OMIM:900001'})-[r]->({curie: 'HP:0001263'}) RETURN r"
    assert curated.cypher(drawn).rows == ()
    upwards = "MATCH (:Disease {curie: 'MONDO:0015247'})-[:HAS_SYMPTOM]->()-[:IS_A]->(o) RETURN o.curie ORDER BY o.curie"
    assert curated.cypher(upwards).rows == (("HP:0011443",), ("HP:0012638",))


def test_a_view_built_at_once_is_the_view_that_followed(curated: Store, tmp_path: Path) -> None:
    graphs = list(curated.document_graphs())
    at_once = property_graph_in(curated)
    assert at_once == graphs_to_property_graph(graphs)
    folder = tmp_path / "followed.kg"
    with open_store(folder, create=True) as store:
        for graph in graphs:
            store.add(graph)
            store.cypher("RETURN 1")
            store.sparql("ASK {}")
        assert property_graph_in(store) == at_once
        everything = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
        assert rows_of(store, everything) == rows_of(curated, everything)
    stop_child(folder)


def test_both_views_are_brought_up_side_by_side(curated: Store) -> None:
    assert isinstance(curated, EmbeddedStore)
    seen: set[tuple[str, float]] = set()
    curated.watch(lambda view, share: seen.add((view, share)))
    curated.refresh_views()
    assert {("SPARQL", 0.0), ("SPARQL", 1.0), ("Cypher", 0.0), ("Cypher", 1.0)} <= seen
    assert all(0 <= share <= 1 for _, share in seen)
    seen.clear()
    assert (
        rows_of(curated, "SELECT (COUNT(*) AS ?n) { ?e a sg:Evidence }")
        == curated.cypher("MATCH (e:Evidence) RETURN count(e)").rows
    )
    assert seen == set()  # nothing was left to be done
