"""What a page says of other named diseases, papers and tables is not said of its subject, or of the wrong finding."""

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from loaders.relations_foreign import asides_on_others, speaks_of_another
from loaders.sections import sections_of
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def nobody(word: str) -> bool:
    return word.lower() in {"harlow"}


@pytest.mark.parametrize(
    "clause",
    [
        "Marfan syndrome is characterized by tall stature.",
        "In Larsen syndrome, the joints are dislocated.",
        "Patients with Marfan syndrome have long fingers.",
        "In Marfan syndrome, aortic dissection is common.",
    ],
)
def test_a_clause_that_opens_with_another_disease_speaks_of_it(clause: str) -> None:
    assert speaks_of_another(clause, nobody)


@pytest.mark.parametrize(
    "clause",
    [
        "Kidney disease is common.",
        "Harlow syndrome is characterized by short stature.",
        "Autoimmune disease of the joints.",
        "The joints are dislocated.",
    ],
)
def test_findings_and_the_subject_are_no_other_disease(clause: str) -> None:
    assert not speaks_of_another(clause, nobody)


def test_a_clause_within_tells_of_the_other_disease() -> None:
    clause = "Unlike Marfan syndrome, which causes lens dislocation, the eyes are normal."
    [(start, end)] = asides_on_others(clause, nobody)
    assert clause[start:end] == "Marfan syndrome, which causes lens dislocation"


def test_findings_of_a_disease_to_tell_apart_stay_with_it(matcher: Matcher) -> None:
    page = (
        "Harlow syndrome\n\nSummary\n\nHarlow syndrome causes seizures. "
        "Marfan syndrome causes lens dislocation and aortic dissection.\n"
    )
    found = {s.object.label for s in extract(document_from_text(page, "file:///p", "p"), matcher).statements}
    assert "Seizure" in found
    assert not found & {"Ectopia lentis", "Aortic dissection"}


def test_a_row_of_a_table_keeps_its_own_share(matcher: Matcher) -> None:
    page = (
        "Harlow syndrome\n\nSymptoms\n\n"
        "Signs and Symptoms Approximate number of patients (when available) Cleft palate 90% "
        "Low-set, posteriorly rotated ears 50% Nystagmus 7.5% Seizures -\n"
    )
    graph = extract(document_from_text(page, "file:///p", "p"), matcher)
    shares = {place.object_text: place.frequency for s in graph.statements for place in s.evidence}
    assert shares == {"Cleft palate": "90%", "Low-set, posteriorly rotated ears": "50%", "Nystagmus": "7.5%", "Seizures": None}


@pytest.mark.parametrize(
    ("line", "kind"),
    [("Intraoperative ultrasound", None), ("Intraoperative management", "anesthesia"), ("Perioperative risks", "anesthesia")],
)
def test_a_test_during_an_operation_opens_no_anesthesia_part(line: str, kind: str | None) -> None:
    text = f"Harlow syndrome\n\nDiagnosis\nMade by biopsy.\n\n{line}\nSound waves show the tissue.\n"
    kinds = {section.kind for section in sections_of(text)}
    assert ("anesthesia" in kinds) == (kind == "anesthesia")


def test_how_often_a_finding_worsens_is_not_how_often_it_is_there(matcher: Matcher) -> None:
    page = "Harlow syndrome\n\nSymptoms\n\nHarlow syndrome causes pain. Pain usually worsens during walking.\n"
    graph = extract(document_from_text(page, "file:///p", "p"), matcher)
    assert {place.frequency for s in graph.statements for place in s.evidence} == {None}
