"""Every wording's Cypher, run by the engine, gives the rows of the answer."""

from collections.abc import Iterator

import pytest
from question_examples import OMS, all_graphs
from question_wordings import WORDINGS, Triples

from graph.open import open_store
from graph.questions import ask
from graph.related import related
from graph.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("cypher") / "three.kg", create=True) as opened:
        for graph in all_graphs():
            opened.add(graph)
        yield opened


@pytest.mark.parametrize(("question", "triples"), [(w[0], w[2]) for w in WORDINGS], ids=[w[0] for w in WORDINGS])
def test_wording_gives_the_same_rows_by_cypher(store: Store, question: str, triples: Triples) -> None:
    table = store.cypher(ask(store, question).cypher)
    assert frozenset((row[0], row[1], row[2]) for row in table.rows) == triples


@pytest.mark.parametrize(
    "narrowed",
    [{}, {"direction": "in"}, {"direction": "out"}, {"kind": "Drug"}, {"certainty": "possible"}, {"relation": "treated_by"},
     {"kind": "Disease", "direction": "in"}],
)  # fmt: skip
def test_related_gives_the_same_rows_by_both_languages(store: Store, narrowed: dict[str, str]) -> None:
    page = related(store, OMS.curie, **narrowed)
    expected = {row.triple for row in page.rows}
    answer = store.sparql(page.sparql).table
    assert answer is not None
    assert {tuple(row[:3]) for row in answer.rows} == expected
    assert {tuple(row[:3]) for row in store.cypher(page.cypher).rows} == expected
