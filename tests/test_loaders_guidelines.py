"""Numbered guidelines, theater notes and leaflets: their layout, their short forms and their furniture state no facts of their own."""

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
    return lambda text: extract(document_from_text(text, "file:///page", "page"), matcher)


def said(graph: DocumentGraph, relation: str) -> set[str]:
    """The objects of a relation in the text's words; a denied one begins with "no "."""
    return {
        ("no " if s.negated else "") + (s.evidence[0].object_text or s.object.label).lower()
        for s in graph.statements
        if s.relation == relation
    }


NOTE = """HARLOW SYNDROME (HLS)

Cards of the theater team - card 12
Back to index | Print this card

SUMMARY
Harlow syndrome is a disorder of bone. Two types: I = all of the spine, II = the neck alone.

DDx - botulism, myasthenia gravis, torticollis.

Think also of: sepsis, thyroid storm.

Rx: Physiotherapy for pain. Traction is not advised.

ANESTHETIC PROBLEMS (+ = be aware, ++ = plan for it)
++ Difficult intubation: short neck.
+ Asthma.

CASE (2011, our records). F, 24. Gout since youth. Refused the epidural, good block.

Card owner: Dr P. Vale. Next review 09/2031. Not a substitute for the advice of a senior.
"""


@pytest.fixture(scope="module")
def note(read: Read) -> DocumentGraph:
    return read(NOTE)


def test_what_to_tell_it_from_is_no_sign(note: DocumentGraph) -> None:
    assert said(note, "has_symptom") == set()
    others = {s.subject.label.lower() for s in note.statements if s.relation == "has_differential_diagnosis"}
    assert {"botulism", "myasthenia gravis", "sepsis"} <= others


def test_a_key_to_marks_or_types_a_case_and_the_foot_of_the_card_are_no_concerns(note: DocumentGraph) -> None:
    assert said(note, "has_anesthesia_concern") == {"difficult intubation", "short neck", "asthma"}


def test_what_is_not_advised_is_denied(note: DocumentGraph) -> None:
    assert said(note, "treated_by") == {"physiotherapy", "no traction"}


def test_a_short_form_that_the_notice_of_a_leaflet_gives_counts(read: Read) -> None:
    leaflet = read(
        "Harlow syndrome\n\nThis leaflet is for people who have been told that they have Harlow syndrome (HLS).\n\n"
        "Who gets it?\n\nAbout 3 people in every million develop HLS each year.\n"
    )
    assert said(leaflet, "has_incidence") == {"about 3 people in every million"}


def test_two_rates_with_between_are_one(read: Read) -> None:
    page = read("Harlow syndrome\n\nEpidemiology\n\nIncidence: between 1:10,000 and 1:150,000 births.\n")
    assert said(page, "has_incidence") == {"1:10,000 and 1:150,000 births"}


def test_whom_to_tell_is_no_concern(read: Read) -> None:
    page = read(
        "Harlow syndrome\n\nWhat if I need an operation?\n\nTell the anesthetist that you have it. Halothane should be avoided.\n"
    )
    assert said(page, "has_anesthesia_concern") == {"halothane"}
