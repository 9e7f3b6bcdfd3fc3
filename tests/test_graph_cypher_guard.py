"""Which Cypher a user may ask: reading only, whatever it is dressed in."""

import pytest

from graph.cypher.bolt_errors import place_in
from graph.cypher.columns import columns_of
from graph.cypher.guard import check_query
from graph.errors import QueryError, QueryRefused

REFUSED = [
    "CREATE (n)",
    "create (n)",
    "MERGE (n:A {x: 1})",
    "MATCH (n) SET n.x = 1",
    "MATCH (n:A) SET n:B",
    "MATCH (n) REMOVE n.x",
    "MATCH (n) DETACH DELETE n",
    "MATCH (n) NODETACH DELETE n",
    "MATCH (n) WITH n DELETE n",
    "INSERT (n:X)",
    "MATCH (n) FOREACH (x IN [1] | CREATE (:A))",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = 1)",
    "CALL { CREATE (n) }",
    "MATCH (m) CALL (m) { SET m.x = 1 } RETURN m",
    "CALL { MATCH (n) RETURN n } IN TRANSACTIONS RETURN 1",
    "CALL { MATCH (n) RETURN n } IN 3 CONCURRENT TRANSACTIONS OF 10 ROWS RETURN 1",
    "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
    "LOAD CSV FROM 'http://169.254.169.254/latest' AS row RETURN row",
    "WITH 1 AS x LOAD CSV WITH HEADERS FROM 'file:///etc/passwd' AS row RETURN row",
    "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
    "CALL `apoc`.`load`.`json`('file:///etc/passwd') YIELD value RETURN value",
    "CALL apoc.cypher.run('CREATE (n)', {}) YIELD value RETURN value",
    "CALL dbms.listConfig()",
    "CALL `db.labels`.evil()",
    "OPTIONAL CALL dbms.listConfig() YIELD name RETURN name",
    "RETURN apoc.cypher.runFirstColumnSingle('CREATE (n)', {})",
    "RETURN apoc.cypher.`runFirstColumnSingle`('CREATE (n)', {})",
    "SHOW USERS",
    "SHOW DATABASES",
    "USE system RETURN 1",
    "CALL { USE system RETURN 1 AS x } RETURN x",
    "EXPLAIN MATCH (n) RETURN n",
    "PROFILE MATCH (n) RETURN n",
    "CYPHER runtime=slotted MATCH (n) RETURN n",
    "DROP INDEX x",
    "TERMINATE TRANSACTIONS 'x'",
    "GRANT ROLE admin TO x",
    "// harmless\nCREATE (n)",
    "/* harmless */ CREATE (n)",
    "MATCH (n) /**/ SET/**/ n.x = 1",
    "MATCH (n) RETURN n; CREATE (m)",
    "RETURN 1; RETURN 2",
    "ＣＲＥＡＴＥ (n)",
    "MATCH (n) ＳＥＴ n.x = 1",
    "MATCH (n) \u017fET n.x = 1",
    "\\u0043REATE (n)",
    "RETURN '\\u0027 CREATE (n) //'",
    "MATCH (n:A)-[:B]->(:C) CREATE (n)",
    "MATCH (n {create: 1}) DELETE n",
    "UNWIND [1] AS x WITH x AS create MERGE (n) RETURN n",
    "RETURN " + "(" * 200 + "1" + ")" * 200,
    "RETURN '" + "a" * 200_000 + "'",
    "nonsense",
]

ALLOWED = [
    "MATCH (n:Create) RETURN n",
    "MATCH (n:A|Create|Set) RETURN n",
    "MATCH (n:(A|Delete)&!Merge) RETURN n",
    "MATCH (n)-[r:SET|DELETE]->() RETURN r",
    "MATCH (n {set: 1, delete: 2}) RETURN n.set AS set, n.remove AS delete",
    "RETURN {create: 1} AS merge",
    "RETURN 'CREATE (n)' AS x",
    'RETURN "it\'s; DELETE" AS x',
    "MATCH (`set`) RETURN `set`",
    "RETURN 1 // CREATE (n)",
    "RETURN 1 /* ; DELETE n */",
    "RETURN 1;",
    "MATCH (n) WHERE n.name = $create RETURN n",
    "CALL { MATCH (n) RETURN n LIMIT 1 } RETURN n",
    "MATCH (m) CALL (m) { RETURN m.x AS x } RETURN x",
    "CALL db.labels()",
    "CALL db.labels() YIELD label RETURN label",
    "CALL DB.relationshipTypes()",
    "SHOW INDEXES",
    "MATCH p = shortestPath((a)-[*..6]-(b)) RETURN p",
    "MATCH (a) WHERE EXISTS { (a)-->(:Tumor) } RETURN COUNT { (a)-->() } AS c",
    "MATCH (a) RETURN [(a)-->(b) WHERE b.x > 1 | b.label] AS l, CASE WHEN a.x THEN 1 ELSE 2 END AS c",
    "RETURN apoc.coll.toSet([1, 1]) AS x, date.truncate('year', date()) AS y, point.distance(null, null) AS z",
    "MATCH (e:Evidence) RETURN e.start AS start, e.end AS end, e.text AS load",
    "MATCH (n) WHERE n.load = 1 WITH n AS use RETURN 1",
    "RETURN '\\u00fc' AS x",
    "OPTIONAL MATCH (n) RETURN n UNION MATCH (n:X) RETURN n",
]


@pytest.mark.parametrize("query", REFUSED)
def test_what_writes_or_reaches_outside_is_refused(query: str) -> None:
    with pytest.raises(QueryRefused) as refused:
        check_query(query)
    assert refused.value.line is not None or len(query) > 1000


@pytest.mark.parametrize("query", ALLOWED)
def test_what_reads_is_allowed(query: str) -> None:
    assert check_query(query) == query.removesuffix(";")


@pytest.mark.parametrize(
    "query", ["", "  ", "// nothing", "RETURN 'open", "RETURN `open", "RETURN /* open", ";", "RETURN '\ud800'"]
)
def test_what_is_not_a_query_is_an_error(query: str) -> None:
    with pytest.raises(QueryError):
        check_query(query)


def test_a_refusal_names_line_and_column() -> None:
    with pytest.raises(QueryRefused) as refused:
        check_query("MATCH (n)\n  SET n.x = 1")
    assert (refused.value.line, refused.value.column) == (2, 3)


@pytest.mark.parametrize(
    ("message", "query", "place"),
    [
        ("Syntax error at line 1:9 - no viable alternative", "MATCH (n RETURN n", (1, 10)),
        ("Unexpected input ';' at line 1, column 13", "RETURN 1 AS x; RETURN 2", (1, 14)),
        ("Invalid input 'x': expected ')' (line 2, column 8 (offset: 17))", "MATCH (n)\nRETURN x", (2, 8)),
        ("Variable 'm' not defined", "MATCH (n)\nRETURN m", (2, 8)),
        ("Expected parameter(s): p", "RETURN $p", (1, 8)),
        ("Syntax error at line 2:21 - mismatched input '<EOF>'", "MATCH (n", (1, 9)),
        ("/ by zero", "RETURN 1/0", (None, None)),
    ],
)
def test_the_place_of_a_fault_is_found_in_the_engines_words(
    message: str, query: str, place: tuple[int | None, int | None]
) -> None:
    assert place_in(message, query) == place


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("MATCH (n) RETURN n.a AS x, count( * ), n.b", ("x", "count( * )", "n.b")),
        ("MATCH (n) RETURN DISTINCT n.a AS `my x` ORDER BY n.b, n.c LIMIT 1", ("my x",)),
        ("CALL { RETURN 1 AS y } RETURN [y, 2] AS z", ("z",)),
        ("RETURN 1 AS a UNION RETURN 2 AS a", ("a",)),
        ("CALL db.labels() YIELD label", ("label",)),
        ("MATCH (n) RETURN *", ()),
    ],
)
def test_columns_are_read_from_the_query(query: str, columns: tuple[str, ...]) -> None:
    assert columns_of(query) == columns
