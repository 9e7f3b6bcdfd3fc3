"""The names a document gives its subject."""

from pathlib import Path

import pytest

from loaders.abbreviations import abbreviations_in
from loaders.reading import document_from_text
from loaders.subject import Names, names_of


def names(text: str) -> Names:
    document = document_from_text(text, "s", "n")
    found = names_of(document)
    assert all(text[start:end] == name for name, start, end in found.names)
    assert all(text[start:end] == long for _, long, start, end in found.abbreviations)
    return found


def spoken(text: str) -> list[str]:
    return [name for name, _, _ in names(text).names]


def test_the_title_comes_first() -> None:
    found = names("Morel disease\n\nA rare disease.\n")
    assert found.title == (0, 13)
    assert found.best == "Morel disease"


def test_a_label_before_the_title_is_no_name() -> None:
    assert spoken("Disease name: Morel disease\n\nA rare disease.\n") == ["Morel disease"]


def test_names_in_brackets_below_the_title_are_names() -> None:
    assert spoken("Morel disease\n|\n(copper eye; liver-eye syndrome)\nA rare disease.\n") == [
        "Morel disease", "copper eye", "liver-eye syndrome",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "Morel disease in a single center: clinical features and outcome of 16 patients",
        "Clinical features and outcome of 20 patients with Morel disease",
        "Long-term outcome in children with Morel disease",
        "Morel disease in two brothers",
        "Guideline for the care of patients susceptible to Morel disease",
    ],
)
def test_the_title_of_a_series_is_about_its_disease(title: str) -> None:
    assert spoken(f"{title}\n\nSummary\n\nA rare disease.\n")[0] == "Morel disease"


def test_a_name_listed_twice_counts_once() -> None:
    text = "Morel disease\n\nSynonyms: Copper Eye; Copper-Eye; Ross anomaly.\n"
    assert spoken(text) == ["Morel disease", "Copper Eye", "Ross anomaly"]


def test_a_list_of_names_may_use_commas() -> None:
    assert spoken("Morel disease\n\nSynonyms: copper eye, Ross anomaly\n\nTreatment\n\nRest.") == [
        "Morel disease", "copper eye", "Ross anomaly",
    ]  # fmt: skip


def test_a_page_without_title_is_named_by_the_name_it_uses_most() -> None:
    text = (
        "At a glance\n\nInherited disorder of the eye.\n\n\nCopper Eye Syndrome; Ross Anomaly.\n\nClinical aspects\n\n"
        "Morel Syndrome begins early. In Morel Syndrome, the heart is normal. Usher Syndrome differs.\n"
    )
    assert spoken(text)[:2] == ["Morel Syndrome", "Copper Eye Syndrome"]
    assert names(text).title is None


def test_a_question_names_the_subject() -> None:
    assert spoken("What is (are) Morel disease ?\n\nA rare disease.\n") == ["Morel disease"]


def test_a_first_sentence_names_the_subject() -> None:
    assert spoken("Morel disease (MD) is a rare disease of the eye.") == ["Morel disease", "MD"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Morel disease, also called copper eye, is a rare disease.",
        "Morel disease, also known as copper eye or Ross anomaly, is a rare disease.",
        "Morel disease (also known as copper eye) is rare.",
        "Morel disease, formerly called copper eye, begins early.",
    ],
)
def test_other_names_are_read_from_also_called(sentence: str) -> None:
    assert "copper eye" in spoken("Morel disease\n\n" + sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Morel disease is a disorder of the lens, also called crystalline lens.",
        "It is caused by a protein, also called wilmin.",
        "The liver (also known as hepar) is large.",
    ],
)
def test_other_names_of_other_things_are_left_out(sentence: str) -> None:
    assert spoken("Morel disease\n\n" + sentence) == ["Morel disease"]


def test_a_broader_term_in_the_first_sentence_is_no_name() -> None:
    assert spoken("Morel disease type 2\n\nMorel disease is a rare disease.") == ["Morel disease type 2"]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("given adrenal cortex extract (ACE) daily", ("ACE", "adrenal cortex extract")),
        ("the National Office of Eye and Liver Diseases (NOELD)", ("NOELD", "National Office of Eye and Liver Diseases")),
        ("Stiff-eye syndrome (SES) is rare", ("SES", "Stiff-eye syndrome")),
        ("with ACE (adrenal cortex extract)", ("ACE", "adrenal cortex extract")),
        ("intravenous immunoglobulin (IVIg) helps", ("IVIg", "intravenous immunoglobulin")),
        ("3-methyl copper acid (3-MCA) rises", ("3-MCA", "3-methyl copper acid")),
        ("the eye disease (adrenal cortex extract; ACE) is rare", ("ACE", "adrenal cortex extract")),
        ("adrenal cortex extract (a hormone; ACE) is given", ("ACE", "adrenal cortex extract")),
        ("Harlow-Meyer syndrome (HMS for short) is rare.", ("HMS", "Harlow-Meyer syndrome")),
        ("Harlow-Meyer syndrome (also called HMS) is rare.", ("HMS", "Harlow-Meyer syndrome")),
    ],
)
def test_a_short_form_is_read_with_its_long_form(text: str, pair: tuple[str, str]) -> None:
    assert [(found.short, found.long) for found in abbreviations_in(text)] == [pair]


@pytest.mark.parametrize(
    "text",
    ["the eye (retina) is red", "in most boys (XY)", "a dose (20 mg) is given", "the liver (see Fig)", "a lamp (white; UV)"],
)
def test_other_brackets_define_no_short_form(text: str) -> None:
    assert list(abbreviations_in(text)) == []


@pytest.mark.shared
def test_the_real_page_names_its_subject_without_a_title(shared: Path) -> None:
    text = (shared / "monographs" / "kinsbourne-monograph.txt").read_text()
    found = names(text)
    assert found.title is None
    assert len(found.names) == 13  # the most used name, eleven listed ones, the short form; one is listed twice
    assert ("OMS", "Opsoclonus-Myoclonus Syndrome") in [pair[:2] for pair in found.abbreviations]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Exogenous harlosis refers to blue spots of the skin.", "Exogenous harlosis"),
        ("Harlow syndrome (HS) causes pain in the shoulder.", "Harlow syndrome"),
        ("Harlow cysts are sacs filled with fluid.", "Harlow cysts"),
        ("The condition known as Harlow-Ash dysplasia was first described in 1977.", "Harlow-Ash dysplasia"),
        ("The term harlow palsy refers to disorders of movement.", "harlow palsy"),
        ("Harlow syndrome: Harlow syndrome is a rare disorder.", "Harlow syndrome"),
        ("Babies born with Harlow's triad have low birth weight.", "Harlow's triad"),
        ('Harlow syndrome, also referred to as "Ash disease," is a rare disorder.', "Harlow syndrome"),
    ],
)
def test_a_page_without_title_is_about_what_its_first_sentence_opens_with(sentence: str, name: str) -> None:
    assert names_of(document_from_text(f"{sentence} It is rare.", "file:///page", "page")).best == name


@pytest.mark.parametrize(
    "sentence",
    ["Many people with pain rest.", "Kidneys affect the blood.", "A number of disorders have no name.", "It occurs."],
)
def test_not_every_opening_is_a_name(sentence: str) -> None:
    assert names_of(document_from_text(f"{sentence} It is rare.", "file:///page", "page")).best is None
