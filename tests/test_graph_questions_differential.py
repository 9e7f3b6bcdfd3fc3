"""Plain questions about the differential of a disease: who stands in relation to it, and to whom it stands itself."""

from collections.abc import Iterator

import pytest
from question_examples import DRAVET, OMS, Writer

from graph.model import Entity
from graph.open import open_store
from graph.questions import ask
from graph.store import Store

MIGRAINE = Entity("MONDO:0005277", "migraine disorder", ("Disease",), ("Migraine",))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    page = Writer("test:dravet", "dravet", DRAVET).say("Migraine and OMS are considered where Dravet syndrome is.")
    page.state(MIGRAINE, "differential_diagnosis_of", DRAVET).state(OMS, "differential_diagnosis_of", DRAVET)
    with open_store(tmp_path_factory.mktemp("differential") / "one.kg", create=True) as opened:
        opened.add(page.graph())
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "What is the differential diagnosis of Dravet syndrome?",
        "What are the differential diagnoses of Dravet syndrome?",
        "Differential of Dravet syndrome",
        "Which diseases mimic Dravet syndrome?",
        "What can Dravet syndrome be mistaken for?",
        "What is Dravet syndrome confused with?",
        "What must Dravet syndrome be told apart from?",
        "What should be ruled out in Dravet syndrome?",
    ],
)
def test_the_differential_of_a_disease_is_who_stands_in_relation_to_it(store: Store, question: str) -> None:
    answer = ask(store, question)
    assert answer.intent == "differential_diagnosis_of"
    assert {row.subject.curie for row in answer.rows} == {MIGRAINE.curie, OMS.curie}
    assert {row.triple[2] for row in answer.rows} == {DRAVET.curie}


@pytest.mark.parametrize(
    "question",
    ["What is migraine a differential diagnosis of?", "Which diseases have migraine as a differential diagnosis?"],
)
def test_what_a_disease_is_a_differential_of_is_its_objects(store: Store, question: str) -> None:
    answer = ask(store, question)
    assert {(row.subject.curie, row.triple[2]) for row in answer.rows} == {(MIGRAINE.curie, DRAVET.curie)}


def test_the_answer_reads_from_the_other_disease_to_the_one_asked_about(store: Store) -> None:
    assert "migraine disorder is a differential diagnosis of: Dravet syndrome" in ask(store, "Differential of SMEI").sentence
