"""`POST /db/{name}/query/v2`: Cypher in the shape of Neo4j's Query API, read-only."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from api_client import Client, problem_of
from graph_samples import HORMONE, SYNDROME, first_document, second_document

from api.http.app import create_app
from api.http.settings import Settings
from graph.cypher.child import stop_child
from graph.open import open_store

ROUTE = "/db/neo4j/query/v2"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    place = tmp_path_factory.mktemp("cypher") / "test.kg"
    with open_store(place, create=True) as writing:
        writing.add(first_document())
        writing.add(second_document())
    with open_store(place, read_only=True) as reading:
        yield Client(create_app(reading, Settings(query_timeout_s=2, row_limit=5, answer_limit=2000)))
    stop_child(place)


def run(client: Client, statement: Any, **more: Any) -> httpx2.Response:
    return client.post(ROUTE, json={"statement": statement, **more})


def test_rows_come_as_fields_and_values(client: Client) -> None:
    query = "MATCH (s:Syndrome {curie: $curie})-[r:TREATED_BY]->(t) RETURN t.curie AS t, r.high AS high ORDER BY t"
    response = run(client, query, parameters={"curie": SYNDROME.curie})
    assert response.status_code == 202
    assert response.json() == {
        "data": {"fields": ["t", "high"], "values": [[HORMONE.curie, 0.6], ["CHEBI:9000004", 0.6]]},
        "bookmarks": [],
    }


def test_a_denied_statement_draws_no_relationship(client: Client) -> None:
    query = "MATCH (:Syndrome)-[r:HAS_SYMPTOM]->(s) RETURN s.label"
    assert run(client, query).json()["data"]["values"] == []
    query = "MATCH (st:Statement {negated: true}) RETURN st.relation"
    assert run(client, query).json()["data"]["values"] == [["has_symptom"]]


def test_an_answer_over_the_row_limit_says_that_it_is_cut(client: Client) -> None:
    response = run(client, "UNWIND range(1, 100) AS n RETURN n")
    assert len(response.json()["data"]["values"]) == 5
    assert response.json()["truncated"] is True
    assert response.headers["sgraph-truncated"] == "true"


def test_an_answer_over_the_byte_limit_is_cut_and_a_row_over_it_is_refused(client: Client) -> None:
    response = run(client, "UNWIND range(1, 4) AS n RETURN range(1, 200) AS many")
    assert (len(response.json()["data"]["values"]), response.json()["truncated"]) == (2, True)
    problem_of(run(client, "RETURN range(1, 2000) AS many"), 403, "answer-too-large")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE (n:X) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:X) RETURN n",
        "MATCH (n) SET n.label = 'x' RETURN n",
        "MATCH (n) REMOVE n.label RETURN n",
        "MATCH (n) CALL { CREATE (m:X) RETURN m } RETURN m",
        "MATCH (n) FOREACH (x IN [1] | CREATE (:X))",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://169.254.169.254/' AS line RETURN line",
        "// harmless\nCREATE (n:X) RETURN n",
        "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
        "CALL dbms.listConfig()",
        "MATCH (n) RETURN n; CREATE (m:X)",
    ],
)
def test_what_writes_or_reaches_outside_is_refused(client: Client, statement: str) -> None:
    response = run(client, statement)
    assert response.status_code in (400, 403), response.text
    assert response.json()["errors"][0]["code"].startswith("Neo.ClientError.")
    assert run(client, "MATCH (n:X) RETURN count(n) AS n").json()["data"]["values"] == [[0]]


def test_a_word_that_writes_may_name_things(client: Client) -> None:
    assert run(client, "MATCH (n:Create) RETURN n").json()["data"]["values"] == []
    assert run(client, "RETURN 'please DELETE' AS words").json()["data"]["values"] == [["please DELETE"]]


def test_malformed_cypher_names_line_and_column(client: Client) -> None:
    body = problem_of(run(client, "MATCH (n)\nRETURM n"), 400, "malformed-query")
    assert (body["line"], body["column"]) == (2, 1)
    assert body["errors"][0]["code"] == "Neo.ClientError.Statement.SyntaxError"


def test_a_query_over_its_time_is_really_ended(client: Client) -> None:
    query = "UNWIND range(1, 3000000) AS a UNWIND range(1, 3000000) AS b RETURN count(*)"
    problem_of(run(client, query), 504, "query-timeout")
    assert run(client, "RETURN 1 AS one").status_code == 202


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"statement": NaN}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'"RETURN 1"', "application/json", 422),
        (b"{}", "application/json", 422),
        (b'{"statement": 1}', "application/json", 422),
        (b'{"statement": "RETURN $x", "parameters": [1]}', "application/json", 422),
        (b'{"statement": "RETURN $x", "parameters": {"x": 99999999999999999999}}', "application/json", 400),
        (b'{"statement": "RETURN $x", "parameters": {"x": "\\ud800"}}', "application/json", 400),
        (b'{"statement": "RETURN 1"}', "text/plain", 415),
        (b'{"statement": "RETURN 1"}', "application/json; charset=utf-16", 415),
        (json.dumps({"statement": "RETURN 1 //" + "x" * 30_000}).encode(), "application/json", 413),
    ],
)
def test_other_bodies_are_refused(client: Client, body: bytes, content_type: str, status: int) -> None:
    response = client.post(ROUTE, content=body, headers={"content-type": content_type})
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_a_missing_parameter_is_a_fault_of_the_query(client: Client) -> None:
    assert run(client, "RETURN $missing AS x").status_code == 400


@pytest.mark.parametrize("name", ["..", "a b", "x" * 100, "%00"])
def test_odd_database_names_are_refused(client: Client, name: str) -> None:
    response = client.post(f"/db/{name}/query/v2", json={"statement": "RETURN 1"})
    assert response.status_code in (404, 422)


def test_what_the_client_does_not_accept_is_not_sent(client: Client) -> None:
    response = client.post(ROUTE, json={"statement": "RETURN 1"}, headers={"accept": "text/html"})
    problem_of(response, 406, "not-acceptable")
