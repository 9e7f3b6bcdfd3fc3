"""Furniture of a page is marked, by the shape of its words; content is not."""

from pathlib import Path

import pytest

from loaders.boilerplate import BoilerplateRule, boilerplate_rules, boilerplate_spans, is_furniture_line
from loaders.layout import blocks_of
from loaders.sections import sections_of


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in boilerplate_spans(text, blocks_of(text))]


@pytest.mark.parametrize("rule", boilerplate_rules(), ids=lambda rule: rule.id)
def test_a_rule_marks_its_whole_example(rule: BoilerplateRule) -> None:
    assert rule.reason
    covered = sum(len(words) for words in marked(rule.example))
    assert covered >= 0.8 * len(rule.example)


@pytest.mark.parametrize(
    "line",
    [
        "Patients share many features with Marfan syndrome.",
        "Download of calcium into the cell is impaired.",
        "Contact dermatitis",
        "The app-like structure of the protein",
        "Check the airway before induction.",
        "Babinski sign in most patients",
        "Sign in the elderly: confusion",
        "a",
        "Check the chart for the list of medications.",
        "Consult cardiology before cesarean section.",
        "Check platelets before cesarean section.",
        "Get consent and use the smallest tube.",
        "Download pressure of the ventricle is high.",
        "Have an epinephrine syringe at hand and take blood for a cross-match.",
        "See a doctor when fever lasts.",
        "Overview",
        "Reviewed cases were mostly girls.",
        "Print shop workers are exposed to toluene.",
        "Signs of the disease are hidden by treatment.",
        "More than 200 mutations are known.",
        "Register studies report 1 in 100,000 births.",
    ],
)
def test_content_is_not_marked(line: str) -> None:
    assert marked(line) == []


def test_a_page_of_furniture_alone_is_marked_whole() -> None:
    page = "Skip to content\n\nSign in | Create account\n\nShare Print Email\n\nThis site uses cookies.\n\n© 2021 Some Press\n"
    assert [(s.kind, s.start, s.end) for s in sections_of(page)] == [("boilerplate", 0, len(page))]


def test_a_list_of_links_is_marked_to_its_end_and_no_further() -> None:
    text = "Rest helps.  These resources address the care of Morel disease:  - Gene page  - Drug page\n\nSurgery is rare.\n"
    assert [text[s.start : s.end].strip() for s in sections_of(text) if s.kind != "boilerplate"] == [
        "Rest helps.",
        "Surgery is rare.",
    ]


def test_a_pointer_is_marked_without_its_neighbors() -> None:
    text = "Fever is common. See the page on fever for more information. Rash is rare."
    assert marked(text) == ["See the page on fever for more information."]


def test_furniture_that_is_wrapped_is_still_marked() -> None:
    text = "This site uses cookies to make your next visit as pleasant as the last and to\ncount how often each of its pages was read."
    assert marked(text) == [text]


def test_a_long_paragraph_is_no_line_of_furniture() -> None:
    assert not is_furniture_line("share " * 200)


@pytest.mark.shared
def test_the_real_page_has_its_head_and_foot_marked(shared: Path) -> None:
    text = (shared / "monographs" / "kinsbourne-monograph.txt").read_text()
    sections = sections_of(text)
    assert (sections[0].kind, sections[-1].kind) == ("boilerplate", "boilerplate")
    assert text[sections[1].start :].startswith("At a glance")
    assert text[sections[-1].start :].startswith("Pop-up")


@pytest.mark.parametrize(
    "line",
    [
        "Sheet owner: Dr P. Vale. Next review 03/2028. Not a substitute for the advice of a senior.",
        "Leaflet ref: ABC/12 v2. Produced May 2011. Review due May 2014.",
        "Distribution: all theaters. Print a new copy each year. Comments to the office, ext. 2233.",
        "We value your feedback.",
        "If you need this leaflet in large print or in Braille, ring the ward.",
        "This leaflet is for parents of children who have Fernwood syndrome.",
        "The information on this site should not be used as a substitute for medical care.",
        "URL of this page: /conditions/fernwood/",
        "Notes for the theater team - card 7",
        "Information for patients and families",
    ],
)
def test_furniture_of_leaflets_and_guidelines(line: str) -> None:
    text = f"Fernwood syndrome\n\nSymptoms\n\nFever is common in all of them.\n\n{line}\n"
    assert sections_of(text)[-1].kind == "boilerplate"


@pytest.mark.parametrize(
    "line",
    [
        "This syndrome is for life.",
        "Plasma exchange replaces the plasma under the care of a hospital team.",
        "Belzutifan was approved in 2021 for tumors of the kidney.",
        "Teach the family sign language early in life because deafness is common.",
        "Review the drug chart before surgery.",
        "Language is delayed and an interpreter may help.",
        "Avoid a change of the prescribed version of the drug.",
    ],
)
def test_medicine_is_no_furniture(line: str) -> None:
    text = f"Fernwood syndrome\n\nSymptoms\n\nFever is common in all of them.\n\n{line}\n"
    assert "boilerplate" not in [section.kind for section in sections_of(text)]


def test_links_below_their_heading_are_furniture() -> None:
    text = (
        "Fernwood syndrome\n\nSymptoms\n\nFever.\n\nAdditional resources and information\n\n• Registry: Liver tumor\n• Trials\n"
    )
    assert [section.kind for section in sections_of(text)] == ["title", "symptoms", "boilerplate"]
