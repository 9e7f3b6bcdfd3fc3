"""The title of a page that begins with lines of its site, and the short form that its first sentence gives."""

import pytest

from loaders.reading import document_from_text
from loaders.subject import names_of

_PROSE = (
    "is an inherited disorder of the connective tissue. It begins in childhood with loose joints, and most of those who have it "
    "are tall. Scoliosis is found in half of the patients."
)


def _title(text: str) -> str | None:
    return document_from_text(text, "file:///page.txt", "page").title


@pytest.mark.parametrize(
    "above",
    [
        "Fernwood Regional Health | Locations | Careers | Pay my bill",
        "Handbook of Airways > Syndromes > H",
        "Fernwood Health Library\nBrain and Nerves",
        "Home › Conditions › Harlow",
        "Skip to content\nFernwood Hospitals",
    ],
)
def test_lines_of_the_site_are_no_title(above: str) -> None:
    assert _title(f"{above}\n\nHarlow Syndrome\n\nHarlow syndrome {_PROSE}\n") == "Harlow Syndrome"


def test_a_name_without_a_word_for_a_disease_is_known_by_its_definition() -> None:
    assert _title(f"Fernwood Health Library\n\nHarlowism\n\nHarlowism (HM) {_PROSE}\n") == "Harlowism"


def test_a_first_line_that_names_the_disease_stays_the_title() -> None:
    assert _title(f"Harlow syndrome\n\nFernwood disease\n\nHarlow syndrome {_PROSE}\n") == "Harlow syndrome"


def test_a_heading_is_no_title() -> None:
    assert _title(f"Fernwood Health Library\n\nSymptoms\n\nSymptoms are mild. Harlow syndrome {_PROSE}\n") != "Symptoms"


def test_what_stands_above_the_title_is_furniture() -> None:
    document = document_from_text(
        f"Fernwood Health Library\n\nHarlow Syndrome\n\nHarlow syndrome {_PROSE}\n", "file:///page.txt", "page"
    )
    assert [section.kind for section in document.sections][:2] == ["boilerplate", "title"]


@pytest.mark.parametrize(
    "said",
    ["or HCS for short,", "or HCS,", "abbreviated HCS,", "HCS for short,", "often shortened to HCS,", "also called HCS,"],
)
def test_a_short_form_without_brackets(said: str) -> None:
    text = f"Harlow connective syndrome\n\nHarlow connective syndrome, {said} {_PROSE}\n"
    names = names_of(document_from_text(text, "file:///page.txt", "page"))
    assert "HCS" in [name for name, _, _ in names.names]


def test_a_word_that_does_not_spell_the_name_is_no_short_form() -> None:
    text = f"Harlow connective syndrome\n\nHarlow connective syndrome, or NASA, {_PROSE}\n"
    names = names_of(document_from_text(text, "file:///page.txt", "page"))
    assert "NASA" not in [name for name, _, _ in names.names]


@pytest.mark.parametrize("tail", [": notes for wards", ": information for patients", " - a guide for families"])
def test_what_kind_of_page_it_is_stands_in_no_name(tail: str) -> None:
    names = names_of(document_from_text(f"Harlow syndrome{tail}\n\nHarlow syndrome {_PROSE}\n", "file:///page.txt", "page"))
    assert names.best == "Harlow syndrome"


@pytest.mark.parametrize("title", ["Harlow angioedema: the facts", "Harlow angioedema (HA): emergency and perioperative care"])
def test_a_title_below_a_menu_keeps_its_kind_of_page_to_itself(title: str) -> None:
    page = f"Trust-wide guideline MED-7\n\n{title}\n\nBackground\n\nThis notes {_PROSE}\n"
    assert names_of(document_from_text(page, "file:///page.txt", "page")).best == "Harlow angioedema"


def test_a_short_form_at_the_end_of_other_names_in_a_bracket() -> None:
    text = f"Harlow connective syndrome\n\nHarlow connective syndrome (you may also see Harlow disease or just HCS) {_PROSE}\n"
    names = names_of(document_from_text(text, "file:///page.txt", "page"))
    assert "HCS" in [name for name, _, _ in names.names]
