"""300 drawn read queries have equal rows on the embedded Cypher and on a real Neo4j, or differ in a way that is written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from servers.neo4j_fixtures import wipe

from benchmarks.cypher_differential import (
    PAGE,
    QUERIES,
    SIDES,
    Clock,
    Family,
    compare,
    family_of,
    read_families,
    run_queries,
)
from benchmarks.cypher_graphs import copy_graphs, load_page, load_slice
from benchmarks.cypher_queries import Query
from graph.cypher.child import stop_child
from graph.open import open_store
from graph.store import Store, Table

FAMILIES = read_families(PAGE.read_text("utf-8"))
EVERY = 120  # one disease of the HPO data in so many


@pytest.fixture(scope="module")
def stores(neo4j_server_url: str, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The Kinsbourne page and about a hundred diseases of the HPO data, embedded and in Neo4j."""
    directory = tmp_path_factory.mktemp("differential") / "embedded.kg"
    wipe(neo4j_server_url)
    with open_store(directory, create=True) as embedded, open_store(neo4j_server_url, create=True) as neo4j:
        load_page(embedded, shared)
        load_slice(embedded, tmp_path_factory.mktemp("slice"), every=EVERY)
        copy_graphs(embedded, neo4j)
        yield embedded, neo4j
    stop_child(directory)


@pytest.mark.neo4j
@pytest.mark.shared
@pytest.mark.timeout(900)
def test_drawn_queries_are_equal_or_differ_as_the_page_says(stores: tuple[Store, Store]) -> None:
    compared = list(run_queries(*stores, FAMILIES))
    assert len(compared) == QUERIES
    unknown = [
        f"{c.query.text}\n{dict(c.query.parameters)}\n=> {c.outcome}: {c.shown}"
        for c in compared
        if c.outcome in SIDES and not c.family
    ]
    assert not unknown, "\n\n".join(unknown)
    assert sum(c.outcome == "equal" and not c.empty for c in compared) > 0.8 * QUERIES
    assert sum(c.outcome == "both refuse" for c in compared) <= 0.02 * QUERIES, [
        c.shown for c in compared if c.outcome == "both refuse"
    ]


@pytest.mark.neo4j
@pytest.mark.shared
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_listed_difference_is_still_there_and_its_way_around_has_one_answer(
    stores: tuple[Store, Store], family: Family
) -> None:
    assert family.mark.search(family.witness)
    assert _outcome(stores, family.witness)[0] == family.side
    outcome, empty, shown = _outcome(stores, family.around)
    assert (outcome, empty) == ("equal", False), shown


def _outcome(stores: tuple[Store, Store], text: str) -> tuple[str, bool, str]:
    query, clock = Query("", text, {}, ordered=False), Clock()
    return compare(clock.ask("embedded", stores[0], query), clock.ask("Neo4j", stores[1], query), ordered=False)


@pytest.mark.parametrize(
    ("first", "second", "ordered", "outcome"),
    [
        ([(1, "a"), (2, "b")], [(2, "b"), (1, "a")], False, "equal"),
        ([(1, "a"), (2, "b")], [(2, "b"), (1, "a")], True, SIDES[2]),
        ([(1,), (1,)], [(1,)], False, SIDES[2]),
        ([(1,)], [(1.0,)], False, SIDES[2]),
        ([(None,)], [(False,)], False, SIDES[2]),
        ([(0.1 + 0.2,)], [(0.3,)], False, SIDES[3]),
        ([(0.3001,)], [(0.3,)], False, SIDES[2]),
        ([({"elementId": "1", "a": 2},)], [({"a": 2, "elementId": "7"},)], False, "equal"),
    ],
)
def test_answers_are_compared_with_types_and_numbers_of_rows(
    first: list[tuple[object, ...]], second: list[tuple[object, ...]], ordered: bool, outcome: str
) -> None:
    tables = (Table(("x",), tuple(rows)) for rows in (first, second))
    assert compare(*tables, ordered=ordered)[0] == outcome


def test_a_refusal_of_one_and_columns_are_differences() -> None:
    table = Table(("x",), ((1,),))
    assert compare("no", table, ordered=False)[0] == SIDES[0]
    assert compare(table, "no", ordered=False)[0] == SIDES[1]
    assert compare("no", "no", ordered=False)[0] == "both refuse"
    assert compare(table, Table(("y",), ((1,),)), ordered=False)[0] == SIDES[2]


def test_a_difference_belongs_to_a_family_of_its_side_only() -> None:
    hinted = "MATCH (d:Disease) USING INDEX d:Disease(curie) RETURN d"
    assert family_of(hinted, SIDES[1], FAMILIES) == "Index hints"
    assert family_of(hinted, SIDES[0], FAMILIES) is None
    assert family_of("MATCH (n:Drug) RETURN n.label AS label", SIDES[2], FAMILIES) is None


def test_a_page_with_a_section_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(ValueError, match="section"):
        read_families("# Page\n\n## A family\n\nMarks: none.\n")
