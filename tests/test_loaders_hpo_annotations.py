"""Curated HPO data: each row an evidence that reads back, the files refused or taken whole, a second load without effect."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputRefused
from graph.model import DocumentGraph, Statement
from graph.open import open_store
from graph.store import Store
from loaders.hpo_annotations import COLUMNS, Terms, disease_document, disease_graph, disease_rows, hierarchy_graph
from loaders.hpo_loading import HpoReport, load_hpo
from loaders.verification import verify_statement
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


def test_a_count_and_a_percentage_are_shares_and_a_class_is_words(graph: DocumentGraph) -> None:
    shares = {q.verbatim: (q.low, q.high, q.unit) for s in graph.statements for q in s.quantities}
    assert shares == {"3/12": (0.25, 0.25, "1"), "0/4": (0.0, 0.0, "1"), "12.5%": (0.125, 0.125, "1")}
    assert {place.frequency for s in graph.statements for place in s.evidence} == {None, "3/12", "0/4", "12.5%", "HP:0040283"}


def test_the_other_columns_are_qualifiers(graph: DocumentGraph) -> None:
    seizure = next(s for s in of(graph, "has_symptom") if s.object.key == "HP:0001250")
    assert seizure.evidence[0].qualifiers == (
        ("biocuration", "HPO:me[2024-01-01]"),
        ("evidence_code", "PCS"),
        ("modifier", "HP:0012828"),
        ("onset", "HP:0003577"),
        ("reference", "PMID:1"),
        ("reference", "PMID:2"),
        ("sex", "female"),
    )


def test_the_document_is_named_after_the_disease_and_gives_its_name(graph: DocumentGraph) -> None:
    assert graph.document.source == "file:///phenotype.hpoa#OMIM:900001"
    (name,) = graph.names
    assert (name.curie, graph.document.text[name.start : name.end]) == ("OMIM:900001", "Made-up disease")


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
    assert (report.version, report.rows, report.repeated, report.negated) == ("2024-01-01", 11, 1, 2)
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
