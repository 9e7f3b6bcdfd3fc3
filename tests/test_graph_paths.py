"""Shortest paths: over statements in either direction, never over denied ones, literals or documents."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from question_examples import ACTH, DELETIONS, FEVER, KETAMINE, LOCATION, OMS, SURGERY, VIRUS, oms_graph

from graph.errors import QueryError, UnknownEntity
from graph.model import Document, DocumentGraph, Entity, Literal, Statement
from graph.open import open_store
from graph.paths import paths, write_paths
from graph.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("paths") / "one.kg", create=True) as opened:
        opened.add(oms_graph())
        yield opened


def chain_store(directory, *pairs: tuple[str, str], literal: bool = False) -> Store:
    """A store of associated_with statements between one-letter entities, and a literal that all share."""
    statements = [Statement(Entity(f"local:{a}", a), "associated_with", Entity(f"local:{b}", b)) for a, b in pairs]
    if literal:
        statements += [Statement(Entity(f"local:{a}", a), "has_onset", Literal("birth")) for a in "az"]
    opened = open_store(directory / "chain.kg", create=True)
    opened.add(DocumentGraph(Document("test:chain", "chain", "chain"), tuple(statements)))
    return opened


def test_path_goes_through_the_syndrome(store: Store) -> None:
    found = paths(store, "viral infection", "ACTH")
    assert [[node.curie for node in path.nodes] for path in found.paths] == [[VIRUS.curie, OMS.curie, ACTH.curie]]
    first, second = found.paths[0].hops
    assert (first.forward, first.words, second.forward, second.words) == (False, "triggers", True, "is treated by")


def test_path_back_is_the_path_turned(store: Store) -> None:
    there, back = paths(store, VIRUS.curie, ACTH.curie), paths(store, ACTH.curie, VIRUS.curie)
    assert [n.curie for n in back.paths[0].nodes] == [n.curie for n in there.paths[0].nodes][::-1]


def test_denied_statement_is_no_hop(store: Store) -> None:
    assert paths(store, FEVER.curie, SURGERY.curie, max_hops=4).paths == ()


def test_all_shortest_paths_are_found_and_the_limit_is_told(store: Store) -> None:
    found = paths(store, DELETIONS.curie, KETAMINE.curie)
    assert {len(path.hops) for path in found.paths} == {3}
    assert len(found.paths) == 3  # neuroblastoma and the syndrome are joined by three statements
    cut = paths(store, DELETIONS.curie, KETAMINE.curie, limit=2)
    assert (len(cut.paths), cut.truncated, found.truncated) == (2, True, False)


def test_longer_than_max_hops_is_no_path(store: Store) -> None:
    assert paths(store, VIRUS.curie, ACTH.curie, max_hops=1).paths == ()


def test_literals_join_nothing(tmp_path) -> None:
    with chain_store(tmp_path, ("a", "b"), ("y", "z"), literal=True) as chain:
        assert paths(chain, "local:a", "local:z", max_hops=6).paths == ()


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5, 6])
def test_path_of_each_length_is_found(tmp_path, length: int) -> None:
    letters = "abcdefg"
    with chain_store(tmp_path, *pairwise(letters)) as chain:
        found = paths(chain, "local:a", f"local:{letters[length]}", max_hops=6)
        assert [len(path.hops) for path in found.paths] == [length]
        table = chain.sparql(found.sparql).table
        assert table is not None
        assert {tuple(row[:3]) for row in table.rows} == {row.triple for row in found.rows}


def test_detours_are_left_out(tmp_path) -> None:
    with chain_store(tmp_path, ("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")) as chain:
        found = paths(chain, "local:a", "local:d")
        assert [[n.label for n in path.nodes] for path in found.paths] == [["a", "c", "d"]]


def test_same_entity_twice_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match="two different"):
        paths(store, "OMS", "Kinsbourne syndrome")


@pytest.mark.parametrize("limits", [{"max_hops": 0}, {"max_hops": 7}, {"limit": 0}])
def test_limits_out_of_range_are_refused(store: Store, limits: dict[str, int]) -> None:
    with pytest.raises(QueryError):
        paths(store, "OMS", "ACTH", **limits)


def test_unknown_end_is_named(store: Store) -> None:
    with pytest.raises(UnknownEntity, match="moonlight"):
        paths(store, "OMS", "moonlight")


def test_json_names_each_hop_with_its_statement(store: Store) -> None:
    written = write_paths(paths(store, "OMS", LOCATION.curie))
    hop = written["paths"][0]["hops"][0]
    assert (hop["from"], hop["to"], hop["row"]["relation"]) == (OMS.curie, LOCATION.curie, "has_anesthesia_concern")
    assert hop["row"]["quotes"]
    assert written["paths"][0]["inferred"] is False
