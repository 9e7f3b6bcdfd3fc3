"""What holds of one form of a disease is said of that form: ages, outlooks, rates and denials; a form without a name says nothing."""

from collections.abc import Callable

import pytest

from loaders.extraction import extract
from loaders.medquad import document_from_medquad
from ontology.matching import open_matcher

Said = set[tuple[str, str, str]]
Reader = Callable[..., Said]


@pytest.fixture(scope="module")
def said() -> Reader:
    matcher = open_matcher()

    def read(answer: str, name: str = "Harlow syndrome", kind: str = "information") -> Said:
        page = (
            f"<Document><Focus>{name}</Focus><QAPairs><QAPair><Question qtype='{kind}'>What is {name} ?</Question>"
            f"<Answer>{answer}</Answer></QAPair></QAPairs></Document>"
        )
        graph = extract(document_from_medquad(page, "file:///p", "p"), matcher)
        return {(s.subject.label, s.relation, s.object.label) for s in graph.statements}

    return read


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("The infantile form begins in the first year of life.", "infantile Harlow syndrome"),
        ("Late-onset Harlow syndrome begins in the first year of life.", "Late-onset Harlow syndrome"),
        ("Accelerated Harlow syndrome begins in the first year of life.", "Accelerated Harlow syndrome"),
        ("Symptoms of the juvenile type begin in the first year of life.", "juvenile Harlow syndrome"),
        ("Adult (type 3) Harlow syndrome begins in the first year of life.", "Adult Harlow syndrome"),
        ("Harlow syndrome type 2 begins in the first year of life.", "Harlow syndrome type 2"),
        ("Type II begins in the first year of life.", "Harlow syndrome type II"),
        ("In severe cases, symptoms begin in the first year of life.", "severe Harlow syndrome"),
        ("Symptoms of the Norfolk type begin in the first year of life.", "Norfolk Harlow syndrome"),
        ("People with the attenuated form develop symptoms in the first year of life.", "attenuated Harlow syndrome"),
    ],
)
def test_an_age_said_of_a_form_is_that_forms_age(said: Reader, sentence: str, form: str) -> None:
    assert {s for s in said(sentence) if s[1] == "has_onset"} == {(form, "has_onset", "first year of life")}


@pytest.mark.parametrize(
    "sentence",
    [
        "Harlow syndrome begins in the first year of life.",
        "Rare Harlow syndrome begins in the first year of life.",
        "Unlike the adult form, Harlow syndrome begins in the first year of life.",
        "Harlow syndrome is a severe form of dwarfism and begins in the first year of life.",
        "All forms of Harlow syndrome begin in the first year of life.",
        "Except in mild cases, symptoms begin in the first year of life.",
    ],
)
def test_a_class_and_a_contrast_are_no_form(said: Reader, sentence: str) -> None:
    assert {s[0] for s in said(sentence) if s[1] == "has_onset"} == {"Harlow syndrome"}


def test_it_goes_on_about_the_form_before_it(said: Reader) -> None:
    found = said("The acquired form of Harlow syndrome follows an injury. It can occur at any age.")
    assert ("acquired Harlow syndrome", "has_onset", "any age") in found


def test_this_form_is_the_one_named_before(said: Reader) -> None:
    found = said("The adult form of Harlow syndrome affects the hands. This form appears after the age of 30.")
    assert {s[0] for s in found if s[1] == "has_onset"} == {"adult Harlow syndrome"}


def test_a_new_paragraph_is_about_the_disease_again(said: Reader) -> None:
    found = said("The acquired form of Harlow syndrome follows an injury.\n\nIt can occur at any age.")
    assert {s[0] for s in found if s[1] == "has_onset"} == {"Harlow syndrome"}


def test_a_sentence_that_names_the_disease_is_about_it_again(said: Reader) -> None:
    found = said("The acquired form follows an injury. Symptoms of Harlow syndrome begin in early childhood.")
    assert {s[0] for s in found if s[1] == "has_onset"} == {"Harlow syndrome"}


def test_another_form_without_a_name_says_nothing_of_the_disease(said: Reader) -> None:
    assert not {s for s in said("Another form of Harlow syndrome begins in the first year of life.") if s[1] == "has_onset"}


def test_an_outlook_of_advanced_disease_is_not_the_outlook(said: Reader) -> None:
    found = said("The prognosis for people with advanced Harlow syndrome is poor.", kind="outlook")
    assert {s for s in found if s[1] == "has_prognosis"} == {("advanced Harlow syndrome", "has_prognosis", "poor")}


def test_a_sign_of_a_form_is_a_sign_of_the_disease(said: Reader) -> None:
    assert ("Harlow syndrome", "has_symptom", "Seizure") in said("The infantile form of Harlow syndrome causes seizures.")


def test_a_page_on_one_type_says_nothing_of_another(said: Reader) -> None:
    found = said("Harlow syndrome type 1 causes seizures. Harlow syndrome type 2 causes tremor.", "Harlow syndrome type II")
    assert ("Harlow syndrome type II", "has_symptom", "Tremor") in found
    assert ("Harlow syndrome type II", "has_symptom", "Seizure") not in found
    assert ("Harlow syndrome type 1", "has_symptom", "Seizure") in found


def test_a_word_of_its_own_name_is_no_form(said: Reader) -> None:
    found = said("In the familial cases symptoms begin in early childhood.", "Familial Harlow syndrome")
    assert {s[0] for s in found if s[1] == "has_onset"} == {"Familial Harlow syndrome"}


def test_a_form_that_the_vocabulary_knows_is_its_term(said: Reader) -> None:
    found = said("Infantile Pompe disease begins in the first months of life.", "Pompe disease")
    assert {s[0] for s in found if s[1] == "has_onset"} - {"Pompe disease"}


@pytest.mark.parametrize(
    ("sentence", "outlook"),
    [
        ("Life expectancy in people with Harlow syndrome is usually normal.", "normal life expectancy"),
        ("People with Harlow syndrome have a shortened lifespan.", "shortened lifespan"),
        ("The prognosis for infants with Harlow syndrome is poor with most dying early.", "poor"),
        ("The outlook for adults with Harlow syndrome varies with the organs involved.", "varies with the organs involved"),
    ],
)
def test_an_outlook_is_said_in_its_own_words(said: Reader, sentence: str, outlook: str) -> None:
    assert ("Harlow syndrome", "has_prognosis", outlook) in said(sentence, kind="outlook")


@pytest.mark.parametrize(
    "sentence",
    [
        "Prognosis for cases that cannot be removed is poor.",
        "The outlook for vision for people with Harlow syndrome is poor.",
        "Energy production and cell survival can be reduced.",
        "If it spreads, the prognosis is poor.",
        "The prognosis depends on the following: the age of the child.",
        "The factors that affect prognosis are not known.",
    ],
)
def test_the_outlook_of_some_or_of_a_part_is_not_the_outlook(said: Reader, sentence: str) -> None:
    assert not {s for s in said(sentence, kind="outlook") if s[1] == "has_prognosis"}


@pytest.mark.parametrize(
    ("sentence", "courses"),
    [
        ("Harlow syndrome is a rare, slowly progressive disorder.", {"slowly progressive"}),
        ("The symptoms of Harlow syndrome worsen over time.", {"worsen over time"}),
        ("The course of Harlow syndrome is relapsing in most people.", {"relapsing"}),
        ("An episode usually lasts from one to three days.", set()),
        ("If left untreated, symptoms worsen over time.", set()),
    ],
)
def test_a_course_is_the_diseases_and_not_an_attacks(said: Reader, sentence: str, courses: set[str]) -> None:
    assert {s[2] for s in said(sentence) if s[1] == "has_course"} == courses


@pytest.mark.parametrize(
    "sentence",
    [
        "Children with Harlow syndrome begin walking between ages 3 and 4.",
        "When Harlow syndrome begins in adulthood, the signs are mild.",
        "The symptoms of a stroke include sudden onset of weakness.",
        "These spots may be visible from birth.",
        "Complications of Harlow syndrome can occur at any age.",
        "Harlow syndrome can be diagnosed before birth by amniocentesis.",
        "It rarely occurs in people under 30.",
        "Most infants with Harlow syndrome are diagnosed with anemia in the first year of life.",
        "People with Harlow syndrome have skin folds that appear in infancy.",
        "Attacks of Harlow syndrome occur from 5 to 40 times per day.",
    ],
)
def test_an_age_of_something_else_is_no_onset(said: Reader, sentence: str) -> None:
    assert not {s for s in said(sentence) if s[1] == "has_onset"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The most common form of Harlow syndrome begins in the first year of life.",
        "A rarer form of Harlow syndrome begins in the first year of life.",
    ],
)
def test_a_form_that_is_only_counted_says_nothing(said: Reader, sentence: str) -> None:
    assert not {s for s in said(sentence) if s[1] == "has_onset"}


def test_less_severe_is_not_severe(said: Reader) -> None:
    found = said("Less severe cases of Harlow syndrome begin in adulthood.")
    assert {s[0] for s in found if s[1] == "has_onset"} == {"less severe Harlow syndrome"}


def test_the_year_of_a_variant_is_not_the_diseases(said: Reader) -> None:
    assert not {s for s in said("A new type, called variant Harlow syndrome, was first described in 1996.") if "1996" in s}


@pytest.mark.parametrize(
    "sentence",
    ["Rare cases result from a new mutation.", "Although these forms of Harlow syndrome are rare, they are studied."],
)
def test_rare_cases_and_rare_forms_are_no_prevalence(said: Reader, sentence: str) -> None:
    assert not {s for s in said(sentence, kind="frequency") if s[1] == "has_prevalence"}


@pytest.mark.parametrize("name", ["Type IV Harlow syndrome", "Harlow syndrome type B"])
def test_a_type_is_known_before_and_after_the_name_and_by_letter(said: Reader, name: str) -> None:
    found = said(f"The signs and symptoms of {name} begin in early childhood.")
    assert {s[0] for s in found if s[1] == "has_onset"} == {f"Harlow syndrome type {'IV' if 'IV' in name else 'B'}"}


def test_what_sets_off_one_form_is_said_of_it(said: Reader) -> None:
    found = said("In the infantile form of Harlow syndrome the attacks are triggered by hunger.")
    assert {s[0] for s in found if s[1] == "triggered_by"} == {"infantile Harlow syndrome"}


def test_what_holds_of_those_with_a_mutation_is_not_said_of_all(said: Reader) -> None:
    found = said("In people with this mutation the attacks are triggered by hunger.")
    assert not {s for s in found if s[1] == "triggered_by"}
