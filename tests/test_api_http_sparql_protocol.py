"""`/sparql` as the SPARQL 1.1 Protocol has it, read-only, with a time limit that ends a query."""

import time
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from api_client import Client, problem_of
from graph_samples import FIRST, HORMONE, SECOND, first_document, second_document

from api.http.app import create_app
from api.http.settings import Settings
from graph.model import Document
from graph.open import open_store
from graph.store import Store
from ontology.curies import NAMESPACE, expand

TREATMENTS = "SELECT ?o WHERE { ?s <https://w3id.org/syndrome-graph/treatedBy> ?o } ORDER BY ?o"
COSTLY = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"
DIRECT = {"content-type": "application/sparql-query"}
FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("sparql") / "test.kg"
    with open_store(place, create=True) as writing:
        writing.add(first_document())
        writing.add(second_document())
    with open_store(place, read_only=True) as reading:
        yield reading


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    return Client(create_app(store, Settings(query_timeout_s=1, row_limit=5, query_limit=1000)))


def graph_of(source: str) -> str:
    return f"{NAMESPACE}document/{Document(source, '', '').id}"


def objects(response_json: dict) -> list[str]:  # type: ignore[type-arg]
    return [binding["o"]["value"] for binding in response_json["results"]["bindings"]]


def test_the_three_ways_of_asking_give_one_answer(client: Client) -> None:
    answers = [
        client.get("/sparql", params={"query": TREATMENTS}),
        client.post("/sparql", data={"query": TREATMENTS}),
        client.post("/sparql", content=TREATMENTS, headers=DIRECT),
        client.get("/sparql/", params={"query": TREATMENTS}),
    ]
    assert {answer.headers["content-type"] for answer in answers} == {"application/sparql-results+json"}
    assert [objects(answer.json()) for answer in answers] == [[expand(HORMONE.curie), expand("CHEBI:9000004")]] * 4


@pytest.mark.parametrize(
    ("query", "accept", "sent"),
    [
        (TREATMENTS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (TREATMENTS, "text/csv", "text/csv; charset=utf-8"),
        (TREATMENTS, "text/tab-separated-values;q=0.9, text/html", "text/tab-separated-values; charset=utf-8"),
        (TREATMENTS, "text/html,*/*;q=0.1", "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "*/*", "text/turtle; charset=utf-8"),
        ("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 1", "application/n-triples", "application/n-triples"),
        ("DESCRIBE <http://purl.obolibrary.org/obo/CHEBI_9000003>", "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_the_answer_comes_in_the_form_the_client_accepts(client: Client, query: str, accept: str, sent: str) -> None:
    query = query if "DESCRIBE" not in query else "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 2"
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, sent)


def test_old_clients_say_the_form_in_a_parameter(client: Client) -> None:
    query = {"query": TREATMENTS, "format": "csv", "output": "csv", "results": "csv"}
    assert client.get("/sparql", params=query).text.splitlines()[0] == "o"


def test_a_form_that_does_not_fit_the_answer_is_not_acceptable(client: Client) -> None:
    problem_of(client.get("/sparql", params={"query": TREATMENTS}, headers={"accept": "image/png"}), 406, "not-acceptable")


def test_the_dataset_of_the_protocol_replaces_that_of_the_query(client: Client) -> None:
    query = f"SELECT ?o FROM <{graph_of(FIRST)}> WHERE {{ ?s <https://w3id.org/syndrome-graph/hasSymptom> ?o }}"
    assert objects(client.get("/sparql", params={"query": query}).json()) == []
    both = {"query": query, "default-graph-uri": graph_of(SECOND)}
    assert objects(client.get("/sparql", params=both).json()) == [expand("HP:9000005")]


def test_a_query_over_named_graphs_tells_who_said_it(client: Client) -> None:
    query = f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s <{NAMESPACE}treatedBy> ?o }} }}"
    response = client.get("/sparql", params={"query": query}).json()
    assert [binding["g"]["value"] for binding in response["results"]["bindings"]] == [graph_of(FIRST)]


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "# harmless\nDELETE WHERE { ?s ?p ?o }",
        "\\u0049NSERT DATA { <a:b> <a:c> 1 }",
        "LOAD <file:///etc/passwd>",
        "SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://169.254.169.254/> WHERE { ?s ?p ?o }",
        "{" * 20_000,
    ],
)
def test_what_writes_or_reaches_outside_is_refused(client: Client, query: str) -> None:
    response = client.get("/sparql", params={"query": query})
    assert response.status_code in (400, 403, 413), response.text
    assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://169.254.169.254/latest", "no iri at all", ""])
def test_a_dataset_outside_the_store_is_refused(client: Client, graph: str) -> None:
    problem_of(client.get("/sparql", params={"query": "ASK {}", "default-graph-uri": graph}), 403, "query-refused")


@pytest.mark.parametrize(
    ("send", "status", "slug"),
    [
        ({"params": {"update": "CLEAR ALL"}}, 403, "query-refused"),
        ({"params": {"query": "ASK {}", "update": "CLEAR ALL"}}, 403, "query-refused"),
        ({"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "one-query"),
        ({"params": {"query": "ASK {}", "debug": "on"}}, 400, "unknown-parameter"),
        ({"params": {"query": "x" * 1001}}, 413, "query-too-long"),
        ({"params": {"query": "ASK { \x00 }"}}, 403, "query-refused"),
    ],
)
def test_other_parameters_are_refused(client: Client, send: dict, status: int, slug: str) -> None:  # type: ignore[type-arg]
    problem_of(client.get("/sparql", **send), status, slug)


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"ASK {}", {"content-type": "text/plain"}, 415),
        (b"ASK {}", {}, 415),
        ("ASK {}".encode("utf-16"), {"content-type": "application/sparql-query; charset=utf-16"}, 415),
        (b"ASK { ?s ?p '\xff' }", DIRECT, 400),
        (b"query=%FF", FORM, 400),
        (b"update=CLEAR%20ALL", FORM, 403),
        (b"CLEAR ALL", {"content-type": "application/sparql-update"}, 403),
        (b"", FORM, 400),
    ],
)
def test_other_bodies_are_refused(client: Client, content: bytes, headers: dict, status: int) -> None:  # type: ignore[type-arg]
    response = client.post("/sparql", content=content, headers=headers)
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"


def test_malformed_sparql_names_line_and_column(client: Client) -> None:
    body = problem_of(client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}), 400, "malformed-query")
    assert body["line"] == 2
    assert body["column"] > 1


def test_a_query_over_its_time_is_really_ended(client: Client) -> None:
    started = time.monotonic()
    problem_of(client.get("/sparql", params={"query": COSTLY}), 504, "query-timeout")
    assert time.monotonic() - started < 4
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_an_answer_over_the_row_limit_says_that_it_is_cut(client: Client) -> None:
    response = client.get("/sparql", params={"query": "SELECT * WHERE { ?s ?p ?o }"})
    assert len(response.json()["results"]["bindings"]) == 5
    assert response.headers["sgraph-truncated"] == "true"
    assert "sgraph-truncated" not in client.get("/sparql", params={"query": TREATMENTS}).headers


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples"])
def test_without_a_query_the_service_describes_itself(store: Store, accept: str) -> None:
    client = Client(create_app(store), "https://graph.example", "/kg")
    response = client.get("/sparql", headers={"accept": accept})
    quads = list(ox.parse(response.content, format=ox.RdfFormat.from_media_type(accept)))
    sd = "http://www.w3.org/ns/sparql-service-description#"
    endpoint = [quad.object.value for quad in quads if quad.predicate.value == f"{sd}endpoint"]
    assert endpoint == ["https://graph.example/kg/sparql"]
    names = {quad.object.value for quad in quads if quad.predicate.value == f"{sd}name"}
    assert {graph_of(FIRST), graph_of(SECOND)} <= names
