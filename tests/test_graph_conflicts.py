"""Conflicts: what sources deny each other, numbers and values that exclude each other, opposite advice. And show."""

from collections.abc import Iterator

import pytest
from question_examples import ATAXIA, FEVER, KETAMINE, OMS, Writer, all_graphs, oms_graph

from graph.conflicts import conflicts, conflicts_among, write_conflicts
from graph.listings import show, write_listing
from graph.model import Entity, Literal, merge_statements
from graph.open import open_store
from graph.store import Store

GENE_X = Entity("MONDO:0000001", "some disease", ("Disease",))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("conflicts") / "three.kg", create=True) as opened:
        for graph in all_graphs():
            opened.add(graph)
        yield opened


def kinds_between(*writers: Writer) -> list[str]:
    statements = merge_statements(s for writer in writers for s in writer.graph().statements)
    return [conflict.kind for conflict in conflicts_among(statements)]


def number(source: str, low: float, high: float, words: str, kind: str = "proportion") -> Writer:
    writer = Writer(source, source, GENE_X).say(f"Ataxia in {words}.")
    return writer.state(GENE_X, "has_symptom", ATAXIA, numbers=[(kind, low, high, words)])


def test_each_kind_of_conflict_is_found(store: Store) -> None:
    found = conflicts(store, "OMS").conflicts
    assert {(c.kind, c.relation) for c in found} == {
        ("polarity", "has_symptom"), ("number", "associated_with_tumor"), ("number", "has_incidence"),
        ("number", "first_described_by"), ("advice", "has_anesthesia_concern"),
    }  # fmt: skip


def test_both_sides_are_shown_with_their_words(store: Store) -> None:
    fever = next(c for c in conflicts(store).conflicts if c.kind == "polarity")
    assert {row.triple[2] for row in fever.rows} == {FEVER.curie}
    assert {place.source for place in fever.places} == {"test:oms", "test:oms-2"}


def test_one_document_does_not_disagree_with_itself(tmp_path) -> None:
    with open_store(tmp_path / "one.kg", create=True) as one:
        one.add(oms_graph())
        assert conflicts(one).conflicts == ()


def test_ranges_with_a_common_value_agree() -> None:
    assert kinds_between(number("a", 0.2, 0.5, "20-50%"), number("b", 0.5, 0.5, "half")) == []


def test_ranges_apart_disagree() -> None:
    assert kinds_between(number("a", 0.2, 0.4, "20-40%"), number("b", 0.5, 0.5, "half")) == ["number"]


def test_numbers_of_different_kinds_are_not_compared() -> None:
    assert kinds_between(number("a", 0.2, 0.4, "20-40%"), number("b", 0.5, 0.5, "half", "response")) == []


def test_two_modes_of_inheritance_disagree() -> None:
    one = Writer("a", "a", GENE_X).say("Dominant.").state(GENE_X, "has_inheritance", Literal("dominant"))
    other = Writer("b", "b", GENE_X).say("Recessive.").state(GENE_X, "has_inheritance", Literal("recessive"))
    assert kinds_between(one, other) == ["value"]


def test_json_has_both_queries_and_the_sides(store: Store) -> None:
    written = write_conflicts(conflicts(store, KETAMINE.curie))
    assert written["conflicts"] == []
    sides = next(c for c in write_conflicts(conflicts(store))["conflicts"] if c["kind"] == "advice")["sides"]
    assert len({side["source"] for side in sides}) == 2


def test_show_has_names_with_places_and_every_statement(store: Store) -> None:
    listing = show(store, "kinsbourne syndrome")
    assert listing.names[0] == OMS.label
    assert {place.name for place in listing.places} == {"Kinsbourne syndrome", "Dancing Eyes Syndrome"}
    listed = {row.statement for group in listing.groups for row in group.rows}
    both = {s.id for s in (*store.statements(subject=OMS.curie), *store.statements(object=OMS.curie))}
    assert listed == both


def test_show_groups_by_relation_and_direction(store: Store) -> None:
    groups = [(group.relation, group.direction) for group in show(store, "neuroblastoma").groups]
    assert len(groups) == len(set(groups))
    assert ("has_complication", "out") in groups
    assert ("associated_with_tumor", "in") in groups
    written = write_listing(show(store, "neuroblastoma"))
    assert written["curie"] == "MONDO:0005072"
    assert {(g["relation"], g["direction"]) for g in written["relations"]} == set(groups)
