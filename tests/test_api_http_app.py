"""The service over an embedded store: routes, the one error shape, limits."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from api_client import Client, problem_of
from graph_samples import FIRST, HORMONE, SYNDROME, first_document, second_document
from pydantic import BaseModel

from api.http import schemas
from api.http.app import create_app
from api.http.settings import LOOPBACK, Settings
from graph.open import open_store
from graph.store import Store

DLS = f"/api/v1/entities/{SYNDROME.curie}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    place = tmp_path_factory.mktemp("http") / "test.kg"
    with open_store(place, create=True) as writing:
        writing.add(first_document())
        writing.add(second_document())
    with open_store(place, read_only=True) as reading:
        yield reading


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    return Client(create_app(store, Settings(body_limit=2000, allowed_hosts=LOOPBACK)))


def test_an_entity_is_found_by_curie_mapping_and_any_name(client: Client) -> None:
    for name in (SYNDROME.curie, "ORPHA:900001", "dls", "Dancing limb syndrome"):
        assert client.json(f"/api/v1/entities/{name}")["curie"] == SYNDROME.curie


def test_an_entity_lists_denied_statements_as_denied(client: Client) -> None:
    groups = client.json(DLS)["relations"]
    symptoms = next(group["rows"] for group in groups if group["relation"] == "has_symptom")
    assert [(row["object"]["label"], row["negated"]) for row in symptoms] == [("fever", True)]


def test_related_pages_join_to_the_whole(client: Client) -> None:
    whole = client.json(f"{DLS}/related")["rows"]
    pages, cursor = [], None
    while True:
        page = client.json(f"{DLS}/related", limit=2, **({"cursor": cursor} if cursor else {}))
        pages += page["rows"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert pages == whole
    assert len(whole) == 6


def test_related_filters_and_names_both_queries(client: Client) -> None:
    found = client.json(f"{DLS}/related", relation="treated_by", kind="Drug", direction="out")
    assert {row["object"]["curie"] for row in found["rows"]} == {HORMONE.curie, "CHEBI:9000004"}
    answer = client.get("/sparql", params={"query": found["sparql"]}, headers={"accept": "application/json"}).json()
    objects = {binding["object"]["value"] for binding in answer["results"]["bindings"]}
    assert objects == {HORMONE.curie, "CHEBI:9000004"}
    assert "MATCH" in found["cypher"]


def test_search_says_which_name_matched(client: Client) -> None:
    results = client.json("/api/v1/search", q="limb dance")["results"]
    assert (results[0]["curie"], results[0]["name"], results[0]["score"]) == (SYNDROME.curie, "limb dance", 1.0)


def test_paths_join_two_names(client: Client) -> None:
    found = client.json("/api/v1/paths", **{"from": "a hormone", "to": "small tumor", "max_hops": 2})
    assert [node["curie"] for node in found["paths"][0]["nodes"]] == [HORMONE.curie, SYNDROME.curie, "MONDO:9000002"]


def test_a_statement_and_its_document_are_found_from_a_row(client: Client) -> None:
    row = client.json(f"{DLS}/related", relation="associated_with_tumor")["rows"][0]
    statement = client.json(f"/api/v1/statements/{row['statement']}")
    assert len(statement["evidence"]) == 2
    document = client.json("/api/v1/documents/first")
    assert document["source"] == FIRST
    assert row["statement"] in document["statements"]
    for key in (document["id"], "file:%2F%2F%2Ffirst.txt"):
        assert client.json(f"/api/v1/documents/{key}") == document


def test_documents_are_listed_without_their_text(client: Client) -> None:
    listed = client.json("/api/v1/documents")["documents"]
    assert [document["name"] for document in listed] == ["first", "second"]
    assert all("text" not in document for document in listed)


@pytest.mark.parametrize(
    ("format", "media_type", "begins"), [("ttl", "text/turtle", b"@prefix"), ("graphml", "application/graphml+xml", b"<?xml")]
)
def test_the_graph_is_sent_as_a_file(client: Client, format: str, media_type: str, begins: bytes) -> None:
    whole = client.get(f"/api/v1/export/{format}")
    assert whole.headers["content-type"].startswith(media_type)
    assert f'filename="syndrome-graph.{format}"' in whole.headers["content-disposition"]
    assert whole.content.startswith(begins)
    part = client.get(f"/api/v1/export/{format}", params={"around": "fever", "hops": "0"})
    assert 0 < len(part.content) < len(whole.content)


def test_counts(client: Client) -> None:
    assert client.json("/api/v1/stats")["documents"] == 2
    assert client.json("/api/v1/conflicts")["conflicts"] == []


def test_the_service_watches_itself(client: Client) -> None:
    assert client.json("/healthz") == {"status": "ok"}
    assert client.json("/readyz") == {"status": "ready"}
    text = client.get("/metrics").text
    assert 'sgraph_requests_total{route="/healthz",status="200"}' in text
    assert "sgraph_documents 2" in text


def test_head_answers_as_get_without_the_body(client: Client) -> None:
    for url in (DLS, "/sparql", "/docs", "/nothing"):
        whole, head = client.get(url), client.request("HEAD", url)
        assert (head.status_code, head.headers["content-type"]) == (whole.status_code, whole.headers["content-type"])
        assert head.content == b""


def test_an_unknown_entity_is_a_problem_with_the_nearest_names(client: Client) -> None:
    body = problem_of(client.get("/api/v1/entities/small tumour"), 404, "unknown-entity")
    assert body["nearest"] == ["small tumor"]
    assert body["instance"] == "/api/v1/entities/small tumour"


@pytest.mark.parametrize(
    ("method", "url", "status", "slug"),
    [
        ("GET", "/nothing/here", 404, "not-found"),
        ("DELETE", "/api/v1/stats", 405, "method-not-allowed"),
        ("GET", "/api/v1/statements/none", 404, "unknown-statement"),
        ("GET", "/api/v1/documents/none", 404, "unknown-document"),
        ("GET", "/api/v1/search", 422, "invalid-request"),
        ("GET", "/api/v1/search?q=x&page=2", 422, "unknown-parameter"),
        ("GET", "/api/v1/search?q=x&q=y", 422, "repeated-parameter"),
        ("GET", "/api/v1/stats?x=1", 422, "unknown-parameter"),
        ("GET", f"{DLS}/related?limit=0", 422, "invalid-request"),
        ("GET", f"{DLS}/related?limit=-1", 422, "invalid-request"),
        ("GET", f"{DLS}/related?limit=9223372036854775808", 422, "invalid-request"),
        ("GET", f"{DLS}/related?relation=cures", 400, "malformed-query"),
        ("GET", f"{DLS}/related?cursor=%00%ff", 400, "malformed-query"),
        ("GET", f"{DLS}/related?direction=up", 422, "invalid-request"),
        ("GET", "/api/v1/paths?from=DLS&to=fever&max_hops=99", 422, "invalid-request"),
        ("GET", "/api/v1/export/exe", 422, "invalid-request"),
        ("GET", "/api/v1/export/ttl?around=nobody", 404, "unknown-entity"),
        ("GET", "/api/v1/entities/" + "x" * 5000, 422, "invalid-request"),
        ("GET", "/api/v1/entities/..%2f..%2fetc%2fpasswd", 404, "unknown-entity"),
        ("GET", "/api/v1/entities/either%2For/related", 404, "unknown-entity"),
        ("GET", "/api/v1/entities/%2e%2e", 404, "unknown-entity"),
        ("GET", "/api/v1/entities/%00", 404, "unknown-entity"),
        ("GET", "/api/v1/entities/%ff%fe", 404, "unknown-entity"),
        ("GET", "/api/v1/entities/'%20OR%201=1--", 404, "unknown-entity"),
        ("GET", "/static/..%2f..%2fcli.py", 404, "not-found"),
    ],
)
def test_every_fault_has_the_one_shape(client: Client, method: str, url: str, status: int, slug: str) -> None:
    problem_of(client.request(method, url), status, slug)


def test_a_body_over_the_limit_is_refused_with_and_without_a_length(client: Client) -> None:
    headers = {"content-type": "application/sparql-query"}
    problem_of(client.post("/sparql", content=b"x" * 3000, headers=headers), 413, "body-too-large")

    async def chunks():  # type: ignore[no-untyped-def]
        for _ in range(30):
            yield b"x" * 100

    problem_of(client.post("/sparql", content=chunks(), headers=headers), 413, "body-too-large")


def test_a_request_to_another_host_name_is_refused(store: Store, client: Client) -> None:
    rebound = Client(client.app, "http://evil.example:8000")
    problem_of(rebound.get("/healthz"), 421, "wrong-host")
    assert Client(client.app, "http://LOCALHOST:9").get("/healthz").status_code == 200
    assert Client(create_app(store), "http://anything.example").get("/healthz").status_code == 200


def test_a_fault_of_the_program_is_a_problem_that_tells_nothing(store: Store) -> None:
    app = create_app(store)

    @app.get("/fault")
    def fault() -> None:
        raise ZeroDivisionError("secret")

    response = Client(app).get("/fault")
    problem_of(response, 500, "fault")
    assert "secret" not in response.text


@pytest.mark.parametrize("waiting", [{"waiting_queries": 0, "queue_wait_s": 60.0}, {"queue_wait_s": 0.01}])
def test_too_many_queries_at_once_are_told_to_wait(store: Store, waiting: dict[str, Any]) -> None:
    app = create_app(store, Settings(concurrent_queries=1, **waiting))
    with app.state.service.querying():
        response = Client(app).get("/sparql", params={"query": "ASK {}"})
    problem_of(response, 503, "busy")
    assert int(response.headers["retry-after"]) > 0
    assert Client(app).get("/sparql", params={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize(
    ("url", "model"),
    [
        (DLS, schemas.Entity),
        (f"{DLS}/related", schemas.Related),
        ("/api/v1/search?q=dls", schemas.Hits),
        ("/api/v1/paths?from=a%20hormone&to=small%20tumor", schemas.Paths),
        ("/api/v1/ask?q=Which%20tumors%20come%20with%20DLS?", schemas.Answer),
        ("/api/v1/ask?q=What%20is%20the%20meaning%20of%20life?", schemas.Answer),
        ("/api/v1/documents", schemas.Documents),
        ("/api/v1/documents/first", schemas.Document),
    ],
)
def test_answers_are_what_their_description_says(client: Client, url: str, model: type[BaseModel]) -> None:
    body = client.json(url)
    assert model.model_validate(body).model_dump(by_alias=True) == body


def test_every_declared_problem_is_described_and_every_route_is(client: Client) -> None:
    description = client.json("/openapi.json")
    assert description["openapi"].startswith("3.1")
    assert "Problem" in description["components"]["schemas"]
    assert "HTTPValidationError" not in json.dumps(description)
    for path, operations in description["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            declared = [answer for status, answer in operation["responses"].items() if status >= "4"]
            assert all("application/problem+json" in answer["content"] for answer in declared), path


def test_the_service_never_writes(store: Store, client: Client, tmp_path: Path) -> None:
    before = store.stats()
    for query in ("INSERT DATA { <a:b> <a:c> 1 }", "CLEAR ALL", "LOAD <file:///etc/passwd>", "DELETE WHERE { ?s ?p ?o }"):
        assert client.get("/sparql", params={"query": query}).status_code in (400, 403)
    assert store.stats() == before
