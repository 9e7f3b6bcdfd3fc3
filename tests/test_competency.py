"""The competency questions of the real page: by ask, SPARQL, Cypher and HTTP the same rows, and the rows as expected."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from api_client import Client
from competency import Triples, faults, triples_by_cypher, triples_by_sparql, triples_in_json

from api.http.app import create_app
from graph.open import open_store
from graph.questions import Answer, ask
from graph.store import Store
from loaders.extraction import extract
from loaders.reading import read_document
from ontology.lexicon import open_lexicon
from ontology.matching import open_matcher

NUMBERS = range(1, 18)
# Wordings that narrow their question: they must give some of its rows, and nothing outside them.
NARROWER = {
    "How often does OMS come with jerking eye movements?": ("jerking movements of the eyes",),
    "Which are denied?": (),
}  # fmt: skip

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def expectations(shared: Path) -> dict[int, Mapping[str, Any]]:
    read = json.loads((shared / "eval" / "questions-kinsbourne.json").read_text("utf-8"))
    return {question["question"]: question for question in read["questions"]}


@pytest.fixture(scope="module")
def store(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    document = read_document(shared / "monographs" / "kinsbourne-monograph.txt")
    graph = extract(document, open_matcher(open_lexicon()))
    with open_store(tmp_path_factory.mktemp("competency") / "page.kg", create=True) as opened:
        opened.add(graph)
        yield opened


@pytest.fixture(scope="module")
def client(store: Store) -> Client:
    return Client(create_app(store))


def test_every_question_is_expected(expectations: dict[int, Mapping[str, Any]]) -> None:
    assert sorted(expectations) == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_answers_are_as_expected(store: Store, expectations: dict[int, Mapping[str, Any]], number: int) -> None:
    expected = expectations[number]
    for wording in expected["ask"]:
        rows = [row for row in expected["rows"] if _is_asked(row, wording)]
        assert faults(ask(store, wording), rows, expected["forbidden"]) == [], wording


@pytest.mark.parametrize("number", NUMBERS)
def test_ask_sparql_cypher_and_http_give_equal_rows(
    store: Store, client: Client, expectations: dict[int, Mapping[str, Any]], number: int
) -> None:
    for wording in expectations[number]["ask"]:
        answer = ask(store, wording)
        written = client.json("/api/v1/ask", q=wording)
        assert answer.triples == triples_by_sparql(store, answer), wording
        assert answer.triples == triples_by_cypher(store, answer), wording
        assert answer.triples == triples_in_json(written), wording
        assert (written["sparql"], written["cypher"]) == (answer.sparql, answer.cypher), wording
        assert answer.triples == _through_service(client, answer), wording


def test_nothing_is_denied_but_perhaps_the_inheritance(store: Store) -> None:
    assert {row.relation for row in ask(store, "Which are denied?").rows} <= {"has_inheritance"}


def test_uncertain_statements_show_the_words_of_their_doubt(store: Store) -> None:
    answer = ask(store, "Which statements about OMS are uncertain?")
    assert all(any(place.certainty != "asserted" for place in row.evidence) for row in answer.rows)
    assert "may also be responsible" in answer.sentence


def test_reason_of_the_checks_is_an_inferred_path_to_the_tumor(store: Store) -> None:
    paths = ask(store, "What must be checked before anesthesia in a child with OMS, and why?").paths
    ends = {(path.nodes[1].curie, path.nodes[-1].curie, path.inferred) for path in paths}
    assert ends == {("MONDO:0005072", "MONDO:0015247", True)}


def test_steroid_and_corticotropin_are_told_as_alternatives(store: Store) -> None:
    answer = ask(store, "Are steroids and ACTH alternatives in Kinsbourne syndrome?")
    assert answer.sentence.startswith("Yes")
    assert answer.sentence.count("60%") == 1


def test_uncertainty_of_the_trigger_is_the_strongest_with_all_words(store: Store) -> None:
    answer = ask(store, "What sets off OMS, and how sure is the text?")
    row = next(row for row in answer.rows if any("viral infection" in text for text in row.object_texts))
    assert row.certainty == "asserted"
    assert set(row.certainties) == {"asserted", "possible"}


def _is_asked(row: Mapping[str, Any], wording: str) -> bool:
    words = NARROWER.get(wording)
    wanted = row.get("object")
    return words is None or (isinstance(wanted, list) and any(word in wanted for word in words))


def _through_service(client: Client, answer: Answer) -> Triples:
    """The rows of the answer's Cypher, sent as users send it; the SPARQL must agree."""
    sparql = client.get("/sparql", params={"query": answer.sparql}, headers={"Accept": "application/sparql-results+json"})
    assert sparql.status_code == 200, sparql.text
    by_sparql = frozenset(
        tuple(binding[name]["value"] for name in ("subject", "relation", "object"))
        for binding in sparql.json()["results"]["bindings"]
    )
    cypher = client.post("/db/neo4j/query/v2", json={"statement": answer.cypher})
    assert cypher.status_code in (200, 202), cypher.text
    data = cypher.json()["data"]
    assert data["fields"][:3] == ["subject", "relation", "object"]
    by_cypher = frozenset(tuple(row[:3]) for row in data["values"])
    assert by_sparql == by_cypher
    return by_cypher
