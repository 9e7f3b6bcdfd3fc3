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
    others = {s.subject.label.lower() for s in note.statements if s.relation == "differential_diagnosis_of"}
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


GUIDELINE = """Perioperative guideline: Varnholt periodic paralysis
Northmere University Hospitals NHS Trust | Anesthetics and Critical Care
Document no. ANA-077 | Version 5 | Approved by: a committee | Next review: March 2029

KEY POINTS
• Varnholt periodic paralysis (VPP) is a rare channelopathy of skeletal muscle.

1 BACKGROUND
1.1 VPP is inherited in an autosomal dominant fashion.

2 PRECIPITANTS
2.1 Cold and alcohol.

3 PRE-OPERATIVE ASSESSMENT
3.1 Check potassium the day before and on the morning of surgery.
3.2 Continue acetazolamide up to and including the day of surgery.

4 DIFFERENTIAL DIAGNOSIS
4.1 Myasthenia gravis.

Appendix A: contact numbers. Biochemistry: bleep 2207.
"""


def test_a_guideline_is_about_the_disease_of_its_title(read: Read) -> None:
    page = read(GUIDELINE)
    assert page.subject is not None
    assert page.subject.label == "Varnholt periodic paralysis"
    assert said(page, "triggered_by") == {"cold", "alcohol"}
    assert said(page, "has_inheritance") == {"autosomal dominant"}
    assert said(page, "has_symptom") == set()


def test_when_something_is_done_is_no_concern(read: Read) -> None:
    assert said(read(GUIDELINE), "has_anesthesia_concern") == {"potassium", "acetazolamide"}


def test_what_a_note_is_about_is_no_concern(read: Read) -> None:
    page = read(
        "Harlow syndrome\n\nAnesthetic considerations\n! Cardiac: antibiotic prophylaxis.\n! Platelets: no NSAIDs.\n"
        "Postop: apnea monitor.\n"
    )
    assert said(page, "has_anesthesia_concern") == {"antibiotic prophylaxis", "nsaids", "apnea monitor"}


def test_a_dash_after_a_heading_is_as_good_as_a_colon(read: Read) -> None:
    page = read("Harlow syndrome\n\nClinical: short stature; microcephaly.\n\nInvestigations - clotting; EEG if fits.\n")
    assert said(page, "has_symptom") == {"short stature", "microcephaly"}
    assert "eeg" in said(page, "diagnosed_by")


def test_what_a_leaflet_says_with_contractions_is_denied(read: Read) -> None:
    page = read("Harlow syndrome\n\nHow is it treated?\n\nAntibiotics don't help. You won't need surgery.\n")
    assert said(page, "treated_by") == {"no antibiotics", "no surgery"}


def test_people_before_a_part_of_the_body_are_no_part_of_it(read: Read) -> None:
    page = read("Harlow syndrome\n\nCan it be serious?\n\nIn about a third of children the kidneys are affected.\n")
    assert said(page, "affects_anatomy") == {"kidneys"}


def test_a_story_and_how_to_give_are_no_facts(read: Read) -> None:
    page = read(
        "Harlow syndrome\n\nDoes my child need care for an anesthetic?\n\nAlways tell the hospital.\n\nElla's story\n"
        "Her gran has diabetes.\n\nText DONATE to 70099 to give more.\n"
    )
    assert page.statements == ()


def test_lettered_headings_in_plain_words_part_a_guideline(read: Read) -> None:
    page = read(
        "Selby disease: clinical guideline\n\nA. What it is\nSelby disease is a disorder of the liver.\n\n"
        "B. How it presents\nVomiting and lethargy.\n\nC. What sets off a crisis\n• Fasting\n• Fever\n\n"
        "D. What to do\n1) Do NOT give aspirin or valproate.\n2) Dialysis if ammonia > 300.\n\n"
        "E. If surgery is needed\n• Propofol infusion - avoid (fat emulsion).\n• No NSAIDs.\n"
    )
    assert said(page, "has_symptom") == {"vomiting", "lethargy"}
    assert said(page, "triggered_by") == {"fasting", "fever"}
    assert said(page, "treated_by") == {"no aspirin", "no valproate", "dialysis"}
    assert said(page, "has_anesthesia_concern") == {"propofol infusion", "nsaids"}


def test_a_leaflet_goes_on_to_daily_life_after_the_operation(read: Read) -> None:
    page = read(
        "Colby syndrome\n\nBefore your operation\n✓ Bring a list of your medicines.\n✗ Avoid ibuprofen.\n\n"
        "Treatments that can help from day to day\nPhysiotherapy; splints.\n"
    )
    assert said(page, "has_anesthesia_concern") == {"ibuprofen"}
    assert said(page, "treated_by") == {"physiotherapy", "splints"}
