"""Treatments, tests and techniques named whatever the verb, and notes on anesthesia whose heading is lost."""

from collections.abc import Callable

import pytest

from graph.model import DocumentGraph
from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import open_matcher

Read = Callable[[str], DocumentGraph]


@pytest.fixture(scope="module")
def read() -> Read:
    matcher = open_matcher()
    return lambda text: extract(document_from_text(f"Harlow syndrome\n\n{text}\n", "file:///page", "page"), matcher)


def said(graph: DocumentGraph, relation: str) -> set[str]:
    """The objects of a relation in the words of the text."""
    return {
        place.object_text or ""
        for statement in graph.statements
        if statement.relation == relation
        for place in statement.evidence
    }


def test_a_biopsy_is_named_with_its_part_of_the_body(read: Read) -> None:
    page = read("Diagnosis\n\nA salivary gland biopsy is reserved for puzzling cases.")
    assert said(page, "diagnosed_by") == {"salivary gland biopsy"}


def test_a_word_before_a_biopsy_that_is_no_part_is_left_out(read: Read) -> None:
    page = read("Diagnosis\n\nThose in doubt undergo biopsy.")
    assert "undergo biopsy" not in said(page, "diagnosed_by")


def test_a_manner_alone_is_no_concern(read: Read) -> None:
    page = read("Anesthetic considerations\n\nGentle, deep laryngoscopy. Tape and lubricate the eyes.")
    assert not {"Gentle", "Tape"} & said(page, "has_anesthesia_concern")


def test_instructions_that_speak_of_anesthetics_open_a_note_without_heading(read: Read) -> None:
    page = read(
        "A rare myopathy with weakness of the limbs.\n\n\nConfirmed by a muscle biopsy.\n\n"
        "Check the serum potassium. A nerve stimulator must be used."
    )
    assert page.document.sections[-1].kind == "anesthesia"
    assert "nerve stimulator" in said(page, "has_anesthesia_concern")
