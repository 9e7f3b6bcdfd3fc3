"""The twenty questions of docs/neo4j.md: equal rows on the embedded Cypher, on a real Neo4j and as SPARQL, on two graphs."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from servers.neo4j_fixtures import wipe

from benchmarks.cypher_examples import GRAPHS, PAGE, Example, ask, read_examples
from benchmarks.cypher_graphs import copy_graphs, load_page, load_slice
from graph.cypher.child import stop_child
from graph.open import open_store
from graph.store import Store

pytestmark = pytest.mark.neo4j

EXAMPLES = read_examples(PAGE.read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """A graph by its name in the page, in both stores."""

    name: str
    embedded: Store
    neo4j: Store


@pytest.fixture(scope="module", params=[pytest.param(GRAPHS[0], marks=pytest.mark.shared), GRAPHS[1]])
def loaded(request: pytest.FixtureRequest, neo4j_server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    """The Kinsbourne page, or a slice of the HPO data with the diseases that the page of questions names."""
    directory = tmp_path_factory.mktemp("examples") / "embedded.kg"
    wipe(neo4j_server_url)
    with open_store(directory, create=True) as embedded, open_store(neo4j_server_url, create=True) as neo4j:
        if request.param == GRAPHS[0]:
            load_page(embedded, request.getfixturevalue("shared"))
        else:
            load_slice(embedded, tmp_path_factory.mktemp("slice"), PAGE.read_text("utf-8"))
        copy_graphs(embedded, neo4j)
        yield Loaded(request.param, embedded, neo4j)
    stop_child(directory)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.number))
def test_a_question_has_the_same_rows_on_all_three_and_has_some_where_the_page_says(loaded: Loaded, example: Example) -> None:
    answers = ask(example, loaded.embedded, loaded.neo4j)
    assert answers.equal, {name: table.rows[:5] for name, table in answers.tables.items()}
    assert (answers.rows > 0) == (loaded.name in example.graphs)


def test_the_page_has_twenty_questions_each_with_an_answer_on_a_graph() -> None:
    assert [example.number for example in EXAMPLES] == list(range(1, 21))
    assert all(set(example.graphs) <= set(GRAPHS) and example.graphs for example in EXAMPLES)
