"""Objects of differentials and triggers: a class of diseases is none, and neither is what the subject is a kind of."""

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def differentials(sentence: str, matcher: Matcher, name: str = "Harlow syndrome") -> set[str]:
    """Labels of the differential diagnoses of the page's subject."""
    page = f"{name}\n\nSummary\n\n{name} is the subject of this page. {sentence}\n"
    statements = extract(document_from_text(page, "file:///page", "page"), matcher).statements
    return {s.subject.label.lower() for s in statements if s.relation == "differential_diagnosis_of"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A scan can rule out infection or cancer.",
        "It should be distinguished from other eye disorders.",
        "Harlow syndrome is often mistaken for other neurodegenerative diseases.",
        "Blood tests help to rule out kidney problems and heart disease.",
        "It is important to rule out the presence of vestibular schwannomas.",
        "Because the disease can be confusing, a biopsy is done to rule out possible cancer.",
        "The first concern is to rule out treatable forms of dementia.",
        "Tests are done to rule out other types of arrhythmia.",
        "Harlow syndrome is treated in much the same way; its treatment is similar to that of asthma.",
    ],
)
def test_a_class_of_diseases_is_no_differential(sentence: str, matcher: Matcher) -> None:
    assert differentials(sentence, matcher) == set()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("A biopsy may be done to rule out celiac disease.", {"celiac disease"}),
        ("Harlow syndrome is often mistaken for another joint disorder called rheumatoid arthritis.", {"rheumatoid arthritis"}),
        ("Tests rule out other bowel diseases, such as ulcerative colitis, or cancer.", {"ulcerative colitis"}),
        ("Harlow syndrome may be misdiagnosed as panic disorder.", {"panic disorder"}),
        (
            "Some had been taken for multiple sclerosis; others were wrongly diagnosed with celiac disease.",
            {"multiple sclerosis", "celiac disease"},
        ),
    ],
)
def test_a_named_disease_is(sentence: str, expected: set[str], matcher: Matcher) -> None:
    assert differentials(sentence, matcher) == expected


def test_what_the_subject_is_a_kind_of_is_no_differential(matcher: Matcher) -> None:
    said = "It is distinguished from tremor that results from other disorders."
    assert differentials(said, matcher, "Essential tremor") == set()


def findings(sentence: str, matcher: Matcher) -> dict[str, str]:
    """Words and labels of the findings that a summary's sentence gives the subject."""
    page = f"Harlow syndrome\n\nSummary\n\nHarlow syndrome is the subject of this page. {sentence}\n"
    statements = extract(document_from_text(page, "file:///page", "page"), matcher).statements
    return {(s.evidence[0].object_text or "").lower(): s.object.label for s in statements}


@pytest.mark.parametrize("words", ["bone abnormalities", "skin abnormalities", "heart defects", "eye malformations"])
def test_an_abnormality_of_a_part_is_no_disease_of_it(words: str, matcher: Matcher) -> None:
    said = findings(f"Signs of Harlow syndrome include {words} and deafness.", matcher)
    assert words in said
    assert "disease" not in said[words]


def test_features_of_another_type_are_no_associated_disease(matcher: Matcher) -> None:
    assert "typical features of kent disease" not in findings(
        "Harlow syndrome is associated with the typical features of Kent disease.", matcher
    )


def test_what_is_listed_as_a_differential_is_no_sign(matcher: Matcher) -> None:
    page = "Harlow syndrome\n\nSigns\n\nDeafness is frequent. Think also of: sepsis, celiac disease, vitiligo.\n"
    said = extract(document_from_text(page, "file:///page", "page"), matcher).statements
    assert {s.subject.label for s in said if s.relation == "differential_diagnosis_of"} >= {"celiac disease", "Vitiligo"}
    assert {s.object.label for s in said if s.relation == "has_symptom"} == {"Hearing impairment"}
