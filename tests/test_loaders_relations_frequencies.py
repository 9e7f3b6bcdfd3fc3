"""Words of frequency that are said of something else than the finding: none are kept with it."""

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def frequencies(sentence: str, matcher: Matcher, heading: str = "Symptoms") -> dict[tuple[str, str], str | None]:
    """The frequency words of each (relation, object) that one sentence of a page about Harlow syndrome states."""
    text = f"Harlow syndrome\n\nHarlow syndrome is a rare disease.\n\n{heading}\n\n{sentence}\n"
    made = extract(document_from_text(text, "file:///page", "page"), matcher).statements
    return {
        (s.relation, s.object.label.lower()): place.frequency for s in made for place in s.evidence if place.text == sentence
    }


@pytest.mark.parametrize(
    ("sentence", "relation", "finding"),
    [
        ("The rash most often appears in the folds of the skin.", "has_symptom", "skin rash"),
        ("Patients with Harlow syndrome have unusual movements.", "has_symptom", "abnormality of movement"),
        ("Symptoms usually begin in childhood and may include seizures and deafness.", "has_symptom", "seizure"),
        ("Patients have speech problems (usually mild), seizures, and deafness.", "has_symptom", "seizure"),
        ("Patients may have seizures, but they usually attend school.", "has_symptom", "seizure"),
        ("A third of patients (33%) develop tumors, most often lymphoma.", "associated_with_tumor", "lymphoma"),
        ("Stones typically begin to form in childhood, and seizures can develop at any age.", "has_symptom", "seizure"),
        ("In some cases, lactic acidosis is triggered by a fast.", "has_symptom", "lactic acidosis"),
        ("The hearing loss usually develops in mid-adulthood.", "has_symptom", "hearing impairment"),
        ("Intellectual disability is usually severe enough for special schools.", "has_symptom", "intellectual disability"),
        ("Unusual facial features include a short nose.", "has_symptom", "short nose"),
        ("It is characterized by a small, and often malformed thumb, seizures, and deafness.", "has_symptom", "seizure"),
        ("Some females who carry a SCN1A mutation may have Harlow syndrome.", "affects_gene", "scn1a"),
        ("Patients have short stature that usually becomes apparent in childhood.", "has_symptom", "short stature"),
        ("Death usually results from respiratory failure.", "has_complication", "respiratory failure"),
        ("Mutations in the SCN1A gene often reduce the flow of sodium and cause Harlow syndrome.", "affects_gene", "scn1a"),
    ],
)
def test_words_said_of_something_else_are_no_frequency(sentence: str, relation: str, finding: str, matcher: Matcher) -> None:
    found = frequencies(sentence, matcher)
    assert (relation, finding) in found
    assert found[relation, finding] is None


@pytest.mark.parametrize(
    ("sentence", "relation", "finding", "words"),
    [
        (
            "Symptoms that commonly occur in individuals with Harlow syndrome include seizures.",
            "has_symptom",
            "seizure",
            "commonly",
        ),
        ("Patients often have seizures and deafness.", "has_symptom", "seizure", "often"),
        ("In some cases, the eyes are affected, and seizures can occur.", "has_symptom", "seizure", "In some cases"),
        ("Most cases of Harlow syndrome occur sporadically.", "has_inheritance", "sporadic", "Most cases"),
        ("Life expectancy in Harlow syndrome is often shortened.", "has_prognosis", "shortened life expectancy", "often"),
        ("Seizures occur, and deafness is frequently observed.", "has_symptom", "hearing impairment", "frequently"),
    ],
)
def test_words_said_of_the_finding_are_kept(sentence: str, relation: str, finding: str, words: str, matcher: Matcher) -> None:
    assert frequencies(sentence, matcher)[relation, finding] == words


def test_how_often_in_one_form_is_not_how_often_in_the_disease(matcher: Matcher) -> None:
    found = frequencies("People with the infantile form of Harlow syndrome often have seizures.", matcher)
    assert found["has_symptom", "seizure"] is None


def test_what_follows_a_course_has_its_own_frequency(matcher: Matcher) -> None:
    found = frequencies("Harlow syndrome is a progressive disorder that usually begins in infancy.", matcher, "Summary")
    assert found["has_course", "progressive"] is None
