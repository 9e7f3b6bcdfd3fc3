"""Cards and notes: what their short wordings say, and how sure it is."""

from collections.abc import Callable

import pytest

from graph.model import DocumentGraph, Statement
from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import open_matcher

Read = Callable[[str], DocumentGraph]


@pytest.fixture(scope="module")
def read() -> Read:
    matcher = open_matcher()
    return lambda text: extract(document_from_text(text, "file:///card", "card"), matcher)


CARD = """Harlow syndrome
|
(HARL; Harlow disease)
Incidence: 1 in 3,500 births.
Absence of harlin, due to a mutation of the HARL gene (Xp21).
In the adult form:
- myotonia, made worse by cold
- weakness and wasting of the tongue
- no sensory loss
In the congenital form: hypotonia and cataract.
Treatment: immunoglobulin is used when relapses are frequent; mexiletine for disabling cramps.
Anesthetic implications:
a sleep study should be performed if apnea is suspected;
no increased risk of malignant hyperthermia;
marked sensitivity to opioids and sedatives: postoperative apnea.
"""


@pytest.fixture(scope="module")
def card(read: Read) -> DocumentGraph:
    return read(CARD)


def said(graph: DocumentGraph, relation: str) -> dict[str, Statement]:
    """The statements of a relation by the words of their object."""
    return {s.evidence[0].object_text or "": s for s in graph.statements if s.relation == relation}


def test_signs_stand_below_the_form_of_the_disease(card: DocumentGraph) -> None:
    found = said(card, "has_symptom")
    assert {"myotonia", "weakness of the tongue", "wasting of the tongue", "hypotonia", "cataract"} <= set(found)
    assert found["no sensory loss" if "no sensory loss" in found else "sensory loss"].negated


def test_a_gene_may_have_the_name_of_its_disease(card: DocumentGraph) -> None:
    assert set(said(card, "affects_gene")) == {"HARL"}


def test_how_often_something_else_occurs_does_not_count_for_the_treatment(card: DocumentGraph) -> None:
    found = said(card, "treated_by")
    assert found["immunoglobulin"].evidence[0].frequency is None
    assert "mexiletine" in found


def test_advice_under_a_condition_is_asserted(card: DocumentGraph) -> None:
    place = said(card, "has_anesthesia_concern")["sleep study"].evidence[0]
    assert place.certainty == "asserted"
    assert ("condition", "apnea is suspected") in place.qualifiers


def test_a_denied_risk_is_kept_as_denied(card: DocumentGraph) -> None:
    found = said(card, "has_anesthesia_concern")
    assert found["malignant hyperthermia"].negated
    assert not found["postoperative apnea"].negated
    assert "condition" not in dict(found["postoperative apnea"].evidence[0].qualifiers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Harlow-Stone (HS) syndrome is characterized by ataxia. People with HS syndrome have seizures.",
            {"ataxia", "seizures"},
        ),
        ("Cramps brought on by cold are common in Harlow-Stone syndrome.", {"Cramps"}),
        ("Some people with Harlow-Stone syndrome have a type of skin cancer called melanoma.", set()),
    ],
)
def test_sentences_of_summaries(read: Read, text: str, expected: set[str]) -> None:
    found = read(f"Harlow-Stone syndrome\n\nWhat is (are) Harlow-Stone syndrome ?\n\n{text}\n")
    assert set(said(found, "has_symptom")) == expected
