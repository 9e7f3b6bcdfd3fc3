"""Whatever is asked: an answer or one clear error; and the SPARQL of every answer gives its rows."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from question_examples import all_graphs

from graph.errors import SyndromeGraphError
from graph.open import open_store
from graph.questions import Answer, ask, write_answer
from graph.questions.patterns import read_patterns
from graph.store import Store

_NAMES = [
    "OMS",
    "neuroblastoma",
    "Dravet syndrome",
    "ACTH",
    "ketamine",
    "ataxia",
    "fever",
    "viral infection",
    "cerebellum",
    "nonsense",
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("any") / "three.kg", create=True) as opened:
        for graph in all_graphs():
            opened.add(graph)
        yield opened


def _questions() -> st.SearchStrategy[str]:
    """Words of questions and names of entities, in any order."""
    words = [*sorted(read_patterns().known), "what", "which", "triggers", "treated", "by", "in", "share", "of", "not"]
    return st.lists(st.one_of(st.sampled_from(words), st.sampled_from(_NAMES)), min_size=1, max_size=9).map(" ".join)


def told(store: Store, question: str) -> Answer | str:
    """The answer, or the sentence of the error."""
    try:
        return ask(store, question)
    except SyndromeGraphError as error:
        return str(error)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=_questions())
def test_any_row_of_words_gets_an_answer_whose_sparql_agrees(store: Store, question: str) -> None:
    answer = told(store, question)
    if isinstance(answer, str):
        assert answer.startswith(("No entity", "both names"))
        return
    assert answer.sentence
    assert len(write_answer(answer)["rows"]) == len(answer.rows)
    if answer.sparql:
        table = store.sparql(answer.sparql).table
        assert table is not None
        assert {tuple(row[:3]) for row in table.rows} == answer.triples


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.text(max_size=80))
def test_any_text_gets_an_answer_or_one_clear_error(store: Store, question: str) -> None:
    answer = told(store, question)
    assert "\n" not in (answer if isinstance(answer, str) else answer.sentence)
    assert answer if isinstance(answer, str) else answer.sentence
