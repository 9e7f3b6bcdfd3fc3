"""Statements that strict readers found wrong, by class: what they were read from states nothing, or something else."""

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def stated(sentence: str, matcher: Matcher, heading: str = "Summary", name: str = "Harlow syndrome") -> set[tuple[str, str]]:
    """(relation, object's label in lower case) of what a page states about its own disease."""
    page = f"{name}\n\nSummary\n\n{name} is the subject of this page.\n\n{heading}\n\n{sentence}\n"
    made = extract(document_from_text(page, "file:///page", "page"), matcher).statements
    return {(s.relation, s.object.label.lower()) for s in made}


@pytest.mark.parametrize(
    ("sentence", "heading", "wrong"),
    [
        ("Those treated early may hope for a good recovery.", "Prognosis", "good recovery"),
        ("Patients have a high risk of long-term side effects.", "Symptoms", "long-term side effects"),
        ("You may feel short of breath.", "Symptoms", "short stature"),
        ("Other problems that can cause Harlow syndrome include alcohol and a stroke.", "Summary", "stroke"),
        ("A few enjoy long periods of remission.", "Symptoms", "long periods of remission"),
        ("Signs:\n\n- fever\n- sorafenib\n- size of the tumor", "Symptoms", "sorafenib"),
        ("Signs:\n\n- fever\n- sorafenib\n- size of the tumor", "Symptoms", "size of the tumor"),
        ("Surgery.", "Diagnosis", "surgery"),
        ("Harlow syndrome is associated with Haemophilus influenzae.", "Summary", "influenza"),
        ("The children have weakness of the eye muscles.", "Symptoms", "asthenia"),
        ("The pain of Harlow syndrome can feel like indigestion.", "Summary", "dyspepsia"),
        ("Harlow syndrome does not spread by coughing.", "Summary", "cough"),
        ("Several problems can lead to the same symptoms of numbness.", "Symptoms", "hypoesthesia"),
        ("In skin melanocytes are commonly seen.", "Symptoms", "melanocytes"),
        ("Harlow syndrome can cause tearing of arteries.", "Symptoms", "epiphora"),
        ("In some cases, Harlow syndrome causes pulmonary hypertension.", "Symptoms", "hypertension"),
        ("Harlow syndrome does not improve with a gluten-free diet.", "Treatment", "gluten-free diet"),
        ("Gentamicin is used to treat Moreau disease.", "Treatment", "gentamicin"),
        ("The scan can show the location of the blockage.", "Symptoms", "location"),
        ("Signs:\n\n- leaking urine when you run or lift", "Symptoms", "laugh"),
        ("A lung disorder called fibrosis may develop in some people.", "Summary", "lung disorder"),
    ],
)
def test_what_is_not_said_is_not_stated(sentence: str, heading: str, wrong: str, matcher: Matcher) -> None:
    assert wrong not in {label for _, label in stated(sentence, matcher, heading)}


def test_a_finding_that_a_tumor_causes_is_no_tumor(matcher: Matcher) -> None:
    found = stated("- Headache (with pheochromocytoma)\n- Tremor", matcher, "Signs and symptoms")
    assert not {label for relation, label in found if relation == "associated_with_tumor"}


def test_a_leukemia_has_no_leukemia(matcher: Matcher) -> None:
    found = stated("As leukemia grows, people feel tired.", matcher, "Symptoms", "Harlow cell leukemia")
    assert ("associated_with_tumor", "leukemia") not in found


def test_what_raises_the_risk_of_the_tumor_of_the_page_adds_no_tumor(matcher: Matcher) -> None:
    found = stated("Some conditions increase the risk of Harlow cell carcinoma.", matcher, name="Renal Harlow cell cancer")
    assert not [label for relation, label in found if relation == "associated_with_tumor"]


def test_warts_are_signs_and_no_tumors(matcher: Matcher) -> None:
    assert ("has_symptom", "verrucae") in stated("- Verrucae 90%\n- Tremor 50%", matcher, "Signs and symptoms")


def test_absent_or_small_denies_nothing(matcher: Matcher) -> None:
    text = "Harlow syndrome\n\nSummary\n\nPeople with Harlow syndrome are born with absent or partially missing fingers.\n"
    made = extract(document_from_text(text, "file:///page", "page"), matcher).statements
    assert {s.negated for s in made if "finger" in s.object.label.lower()} == {False}
