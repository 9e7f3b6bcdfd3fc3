"""Neo4j 5's newer words in the embedded engine's: path selectors and numbers; everything else stays as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cypher.columns import in_name_order
from graph.cypher.dialect import for_embedded
from graph.errors import QueryError, QueryRefused
from graph.store import Table


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("MATCH p = SHORTEST 1 (a)-[:T]-+(b) RETURN p", "MATCH p = shortestPath((a)-[:T*1..]-(b)) RETURN p"),
        ("MATCH p = ANY SHORTEST (a)<-[:T|U]-*(b) RETURN p", "MATCH p = shortestPath((a)<-[:T|U*0..]-(b)) RETURN p"),
        ("match p = all shortest paths (a:A {x: 1})-->{1,3}(b) return p", "match p = allShortestPaths((a:A {x: 1})-[*1..3]->(b)) return p"),
        ("MATCH ANY (a)-[:T]->{2}(b) RETURN a", "MATCH shortestPath((a)-[:T*2..2]->(b)) RETURN a"),
        ("MATCH p = ANY 1 PATH (a)--{,4}(b) RETURN p", "MATCH p = shortestPath((a)-[*0..4]-(b)) RETURN p"),
        ("MATCH p = SHORTEST 1 (a)-[:T]->(b) RETURN p", "MATCH p = shortestPath((a)-[:T*1..1]->(b)) RETURN p"),
        ("RETURN 1_000 AS n, 12_345_678", "RETURN 1000 AS n, 12345678"),
    ],
)  # fmt: skip
def test_newer_words_become_older_ones(written: str, taken: str) -> None:
    assert for_embedded(written) == taken


@pytest.mark.parametrize(
    "query",
    [
        "MATCH p = SHORTEST 2 (a)-[:T]-+(b) RETURN p",
        "MATCH p = SHORTEST 1 (a)-[r:T]-+(b) RETURN p",
        "MATCH p = SHORTEST 1 (a)-[:T {x: 1}]-+(b) RETURN p",
        "MATCH p = SHORTEST 1 (a)-[:T]-+(b)-[:U]->(c) RETURN p",
        "MATCH p = SHORTEST 1 (a) ((x)-[:T]-(y)){1,2} (b) RETURN p",
        "MATCH (n) WHERE any(x IN n.l WHERE x) RETURN n.l = any(x IN [1] WHERE x > 0), all(x IN [1] WHERE x > 0)",
        "MATCH (shortest:ANY) RETURN shortest.a_1, 'SHORTEST 1 (a)--+(b)', `1_000` // ANY (a)--+(b)",
        "RETURN $a_1, x1_000, 1.5e3",
    ],
)
def test_what_has_no_older_form_stays(query: str) -> None:
    assert for_embedded(query) == query


@given(st.text(alphabet="MATCH (a)-[:T]+*{1,3}<>ANYSHORTEP=p_,1 '`", max_size=60))
def test_no_text_makes_it_fail_otherwise_than_by_a_query_error(text: str) -> None:
    try:
        again = for_embedded(text)
    except (QueryError, QueryRefused):
        return
    assert for_embedded(again) == again


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("MATCH (b) MATCH (a) RETURN *", ("a", "b")),
        ("WITH 1 AS b, 2 AS a RETURN DISTINCT * ORDER BY b LIMIT 3", ("a", "b")),
        ("WITH 1 AS b, 2 AS a RETURN *, 3 AS c", ("b", "a")),
        ("WITH 1 AS b, 2 AS a RETURN b, a", ("b", "a")),
        ("WITH 1 AS b CALL { RETURN * } RETURN b, 2 AS a", ("b", "a")),
    ],
)
def test_the_columns_of_return_star_are_in_the_order_of_their_names(query: str, columns: tuple[str, ...]) -> None:
    table = in_name_order(Table(("b", "a"), ((1, 2), (3, 4))), query)
    assert table.columns == columns
    assert [dict(zip(table.columns, row, strict=True)) for row in table.rows] == [{"b": 1, "a": 2}, {"b": 3, "a": 4}]
