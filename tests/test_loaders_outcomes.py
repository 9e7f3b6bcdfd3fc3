"""What a sentence says of risks, outcomes and deaths, and what it only seems to say."""

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def said(sentence: str, matcher: Matcher) -> set[str]:
    """`relation|object` of what one sentence of a part on symptoms states."""
    page = f"Harlow syndrome\n\nSymptoms\n\nHarlow syndrome is the subject of this page. {sentence}\n"
    statements = extract(document_from_text(page, "file:///page", "page"), matcher).statements
    return {
        f"{s.relation}|{s.object.label.lower()}" for s in statements for place in s.evidence if sentence.startswith(place.text)
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Regular exercise lowers the risk of stroke in people with Harlow syndrome.",
        "Vessels break, leading to scarring and Harlow syndrome.",
        "Researchers ask whether genes predispose people with Harlow syndrome to epilepsy.",
        "People with Harlow syndrome have a better chance of living into adulthood.",
        "Doctors do not know what causes the stroke.",
        "People with Harlow syndrome are at risk of catching colds.",
    ],
)
def test_no_outcome_of_the_disease(sentence: str, matcher: Matcher) -> None:
    assert not {one for one in said(sentence, matcher) if one.startswith("has_complication")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "People with Harlow syndrome are at increased risk of obesity compared with their families.",
            "has_complication|obesity",
        ),
        ("Untreated, many have died, and others have resulted in death.", "has_complication|death"),
        ("Half of the patients with Harlow syndrome die within days of birth.", "has_complication|death"),
    ],
)
def test_the_outcome_alone(sentence: str, expected: str, matcher: Matcher) -> None:
    found = said(sentence, matcher)
    assert {one for one in found if one.startswith("has_complication")} == {expected}


def test_what_cannot_be_felt_is_no_finding(matcher: Matcher) -> None:
    found = said("Patients with Harlow syndrome have a reduced ability to feel heat, cold, and pain.", matcher)
    assert not {"has_symptom|pain", "has_symptom|cold", "has_complication|pain"} & found
    assert any("ability to feel" in one or "sensation" in one for one in found)


def test_a_frame_ends_before_a_word_that_says_what_is_wrong(matcher: Matcher) -> None:
    found = said("Patients with Harlow syndrome have extreme sensitivity to sunlight, liver damage, and gallstones.", matcher)
    assert not any("sensitivity to liver" in one for one in found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Patients with Harlow syndrome have hard stones in the gallbladder called gallstones.",
            {"has_symptom|cholelithiasis"},
        ),
        (
            "Swelling can progress to a brain disease known as hydrocephalus that harms sight.",
            {"has_complication|hydrocephalus"},
        ),
    ],
)
def test_a_finding_is_what_it_is_called(sentence: str, expected: set[str], matcher: Matcher) -> None:
    found = said(sentence, matcher)
    assert expected <= found
    assert not any("pouch" in one or "brain disease" in one for one in found)


@pytest.mark.parametrize(
    ("sentence", "whole", "cut"),
    [
        (
            "Patients with Harlow syndrome have differences in the size and shape of the right and left sides "
            "of the face (facial asymmetry).",
            "has_symptom|facial asymmetry",
            "shape of the right",
        ),
        (
            "Patients with Harlow syndrome have an inability to control urination and bowel movements.",
            "has_symptom|inability to control bowel movements",
            "inability to bowel",
        ),
        (
            "Patients with Harlow syndrome have low levels of vitamin A.",
            "has_symptom|reduced circulating vitamin a concentration",
            "levels",
        ),
    ],
)
def test_no_words_are_lost_on_the_way(sentence: str, whole: str, cut: str, matcher: Matcher) -> None:
    found = said(sentence, matcher)
    assert whole in found
    assert not any(cut in one for one in found)


def test_a_page_is_not_about_its_own_name_in_the_genitive(matcher: Matcher) -> None:
    page = "Harlow disease\n\nSymptoms\n\nPatients with stiff hands are at risk of developing Harlow's and stroke.\n"
    statements = extract(document_from_text(page, "file:///page", "page"), matcher).statements
    assert "harlow's" not in {s.object.label.lower() for s in statements}


def test_a_missing_part_at_the_end_of_a_list_denies_nothing_before_it(matcher: Matcher) -> None:
    page = "Harlow syndrome\n\nSymptoms\n\nSigns include rib fusions, deafness, and missing or underdeveloped kneecaps.\n"
    statements = extract(document_from_text(page, "file:///page", "page"), matcher).statements
    assert {s.object.label for s in statements} >= {"Rib fusion", "Hearing impairment"}
    assert not any(s.negated for s in statements)


@pytest.mark.parametrize(
    ("sentence", "expected", "lost"),
    [
        ("Patients with Harlow syndrome have decreased or no urine output.", "has_symptom|decreased urine output", "output"),
        ("Patients with Harlow syndrome have pain with urination and fever.", "has_symptom|fever", "urination"),
        (
            "Features of Harlow syndrome include a lack of motor skills (such as grasping objects or sitting) and deafness.",
            "has_symptom|hearing impairment",
            "grasping objects",
        ),
    ],
)
def test_what_is_left_of_a_function_is_no_finding(sentence: str, expected: str, lost: str, matcher: Matcher) -> None:
    found = said(sentence, matcher)
    assert expected in found
    assert not {f"has_symptom|{lost}", f"has_symptom|decreased {lost}"} & found


@pytest.mark.parametrize(
    "sentence",
    [
        "Patients with Harlow syndrome have changes in KIF7A and TUBB4.",
        "Around the fifth day after the first signs, a rash may occur.",
        "These risk factors include obesity and smoking.",
        "The nose that is broad with small nostrils and a thin wall between the nostrils (septum) is typical of Harlow syndrome.",
    ],
)
def test_no_gene_day_risk_or_part_is_a_finding(sentence: str, matcher: Matcher) -> None:
    found = {one.split("|")[1] for one in said(sentence, matcher) if one.startswith("has_symptom")}
    assert not {"kif7a", "tubb4", "obesity", "septum"} & found
    assert not any(one.startswith("around") for one in found)


def test_a_range_of_grades_is_no_grade(matcher: Matcher) -> None:
    found = said("Patients with Harlow syndrome have mild to severe intellectual disability.", matcher)
    assert "has_symptom|intellectual disability" in found


@pytest.mark.parametrize(
    "sentence",
    [
        "A recessive disorder called Tolman syndrome looks the same on scans, but causes hair loss and back pain.",
        "In X-linked chondrodysplasia punctata, cataract is found in females.",
        "In Scn1a-mutant mice, seizures are frequent.",
        "Mice with Harlow syndrome have seizures.",
        "Animal models show ataxia and deafness.",
        "Harlow syndrome should not be confused with Moreau triad, in which ataxia is the leading sign.",
    ],
)
def test_nothing_is_said_of_the_page_where_another_or_an_animal_is_meant(sentence: str, matcher: Matcher) -> None:
    assert not {one for one in said(sentence, matcher) if one.startswith(("has_symptom", "has_complication"))}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Harlow syndrome is characterized by premature fusion of certain skull bones.",
            "premature fusion of certain skull bones",
        ),
        ("Symptoms include atrophy of affected muscles and deafness.", "atrophy of affected muscles"),
        ("Patients with Harlow syndrome have burning or prickling sensations.", "prickling sensations"),
        ("Patients have problems with using and understanding language.", "problems with using and understanding language"),
    ],
)
def test_what_a_change_is_of_stays_with_it(sentence: str, expected: str, matcher: Matcher) -> None:
    assert f"has_symptom|{expected}" in said(sentence, matcher)
