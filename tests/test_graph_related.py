"""Related rows: direction, filters, denial, order, pages, names."""

from collections.abc import Iterator

import pytest
from question_examples import ACTH, FEVER, NEUROBLASTOMA, OMS, STEROID, VIRUS, all_graphs, oms_graph

from graph.errors import QueryError, UnknownEntity
from graph.open import open_store
from graph.related import related, write_related
from graph.store import Store
from ontology.vocabulary import RELATIONS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("related") / "one.kg", create=True) as opened:
        opened.add(oms_graph())
        yield opened


def others(store: Store, name: str, **narrowed: str) -> set[str]:
    return {row.other.key for row in related(store, name, **narrowed).rows}


@pytest.mark.parametrize("name", [OMS.curie, "ORPHA:1183", "oms", "Dancing eyes syndrome", "dancing-eyes syndrome"])
def test_entity_is_found_by_any_of_its_names(store: Store, name: str) -> None:
    assert related(store, name).entity.curie == OMS.curie


def test_unknown_name_offers_near_ones(store: Store) -> None:
    with pytest.raises(UnknownEntity) as caught:
        related(store, "Dancing Feets Syndrome")
    assert "Dancing Eyes Syndrome" in caught.value.nearest


def test_direction_is_seen_from_the_entity(store: Store) -> None:
    page = related(store, NEUROBLASTOMA.curie)
    assert {row.direction for row in page.rows if row.subject.curie == NEUROBLASTOMA.curie} == {"out"}
    assert {row.direction for row in page.rows if row.subject.curie == OMS.curie} == {"in"}
    assert all(row.direction == "in" for row in related(store, NEUROBLASTOMA.curie, direction="in").rows)


def test_relation_narrows(store: Store) -> None:
    assert others(store, "OMS", relation="triggered_by") == {VIRUS.curie, NEUROBLASTOMA.curie}


def test_kind_is_that_of_the_other_end_and_takes_sub_kinds(store: Store) -> None:
    assert {STEROID.curie, ACTH.curie} <= others(store, "OMS", kind="Treatment")
    assert others(store, "OMS", kind="Tumor") == {NEUROBLASTOMA.curie}


def test_certainty_is_the_strongest(store: Store) -> None:
    assert others(store, "OMS", certainty="possible") == set()
    assert VIRUS.curie in others(store, "OMS", certainty="asserted")


def test_denied_statement_is_listed_and_marked(store: Store) -> None:
    rows = related(store, "OMS", relation="has_symptom").rows
    assert {row.other.key for row in rows if row.negated} == {FEVER.curie}


def test_rows_follow_the_order_of_relations_then_labels(store: Store) -> None:
    rows = related(store, "OMS").rows
    keys = [(list(RELATIONS).index(r.relation), r.direction != "out", r.other.label.casefold(), r.statement) for r in rows]
    assert keys == sorted(keys)


def test_pages_join_to_the_whole(store: Store) -> None:
    whole = [row.statement for row in related(store, "OMS").rows]
    paged, cursor = [], None
    while True:
        page = related(store, "OMS", limit=4, cursor=cursor)
        paged += [row.statement for row in page.rows]
        assert page.total == len(whole)
        cursor = page.next_cursor
        if cursor is None:
            break
    assert paged == whole


def test_cursor_holds_when_statements_come_between(tmp_path) -> None:
    with open_store(tmp_path / "growing.kg", create=True) as growing:
        graphs = all_graphs()
        growing.add(graphs[0])
        first = related(growing, "OMS", limit=5)
        growing.add(graphs[1])
        second = related(growing, "OMS", limit=100, cursor=first.next_cursor)
        assert not {row.statement for row in first.rows} & {row.statement for row in second.rows}


@pytest.mark.parametrize("cursor", ["x", "", "bm90IGpzb24", "W10"])
def test_foreign_cursor_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(QueryError, match="cursor"):
        related(store, "OMS", cursor=cursor)


@pytest.mark.parametrize(
    ("narrowed", "told"),
    [({"relation": "heals"}, "treated_by"), ({"kind": "Planet"}, "Disease"), ({"direction": "up"}, "both"),
     ({"certainty": "sure"}, "asserted"), ({"limit": 0}, "limit")],
)  # fmt: skip
def test_word_outside_the_tables_is_refused_with_the_choice(store: Store, narrowed: dict, told: str) -> None:
    with pytest.raises(QueryError, match=told):
        related(store, "OMS", **narrowed)


def test_sparql_gives_the_same_rows(store: Store) -> None:
    page = related(store, "OMS")
    table = store.sparql(page.sparql).table
    assert table is not None
    assert {tuple(row[:3]) for row in table.rows} == {row.triple for row in page.rows}


def test_json_row_has_numbers_quotes_and_disjunction(store: Store) -> None:
    row = next(
        r for r in write_related(related(store, "OMS", relation="treated_by"))["rows"] if r["object"]["curie"] == ACTH.curie
    )
    assert row["frequencies"] == ["70%"]
    assert row["quantities"][0]["low"] == 0.7
    assert set(row["any_of"]["members"]) == {ACTH.curie, STEROID.curie}
    assert row["quotes"][0]["text"].startswith("In 70%")
