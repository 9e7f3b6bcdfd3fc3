"""Pages as they come: headings for two parts, run-in headings, tables of one cell a line, what is said of other diseases."""

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
    return lambda text: extract(document_from_text(f"Harlow syndrome\n\n{text}\n", "file:///page", "page"), matcher)


def said(graph: DocumentGraph, relation: str, negated: bool = False) -> set[str]:
    """The objects of a relation in the words of the text."""
    return {
        place.object_text or ""
        for statement in graph.statements
        if statement.relation == relation and statement.negated == negated
        for place in statement.evidence
    }


def test_one_heading_may_hold_diagnosis_and_treatment(read: Read) -> None:
    page = read("How is Harlow syndrome diagnosed and treated?\n\nA biopsy confirms it. Aspirin is often prescribed.")
    assert said(page, "diagnosed_by") == {"biopsy"}
    assert said(page, "treated_by") == {"Aspirin"}


def test_a_heading_may_ask_without_its_mark(read: Read) -> None:
    page = read("How it is treated\n\nAspirin is often prescribed, and prednisone is given for flares.")
    assert [section.kind for section in page.document.sections][-1] == "treatment"


def test_a_run_in_heading_opens_its_part(read: Read) -> None:
    page = read("Management\n\nSurveillance. A yearly echocardiogram and a hearing test are done in all children.")
    assert [section.kind for section in page.document.sections][-1] == "monitoring"


def test_a_run_in_topic_is_no_finding(read: Read) -> None:
    page = read("Clinical features\n\nImmune function. Low IgA was measured in 15 of 38 persons, and infections were common.")
    assert "Immune function" not in said(page, "has_symptom")


def test_a_share_alone_in_its_line_is_of_the_name_above(read: Read) -> None:
    page = read("Clinical features\n\nFeature\nShare\nScoliosis\n50%-75%\nSeizures\n11%\n")
    shares = {
        place.object_text: place.frequency for s in page.statements for place in s.evidence if s.relation == "has_symptom"
    }
    assert shares == {"Scoliosis": "50%-75%", "Seizures": "11%"}


def test_items_below_precipitating_factors_are_triggers(read: Read) -> None:
    page = read("Precipitating factors\n\n1. Drugs: barbiturates, phenytoin.\n\n2. Alcohol and fasting.")
    assert said(page, "triggered_by") == {"barbiturates", "phenytoin", "Alcohol", "fasting"}
    assert not said(page, "treated_by")


def test_what_is_set_off_by_another_disease_is_of_it(read: Read) -> None:
    page = read("Clinical features\n\nIn Sheldon-Hall syndrome, which is milder, the lips are normal and the tongue is small.")
    assert not said(page, "has_symptom")


def test_a_part_on_related_disorders_tells_of_them(read: Read) -> None:
    page = read("Related disorders\n\nThe following may be confused with it. Affected children also have night blindness.")
    assert not said(page, "has_symptom")


def test_a_denial_between_part_and_quality_denies(read: Read) -> None:
    page = read("Clinical features\n\nGrowth is slow, but intelligence is not impaired.")
    assert "impaired intelligence" not in said(page, "has_symptom")


def test_each_of_several_procedures_may_be_difficult(read: Read) -> None:
    page = read("Anesthesia\n\nMask ventilation, laryngoscopy and intubation are likely to be difficult.")
    found = {statement.object.label for statement in page.statements}
    assert found == {"difficult mask ventilation", "difficult intubation"}


def test_a_share_of_those_with_a_finding_is_not_the_findings(read: Read) -> None:
    page = read("Clinical features\n\nHalf of the infants with severe omphalocele are premature.")
    assert not [p.frequency for s in page.statements for p in s.evidence if p.object_text == "omphalocele" and p.frequency]


def test_the_year_of_a_first_description_is_its_number(read: Read) -> None:
    page = read("History\n\nIt was first reported in 1938 by Moreau and Blanc.")
    years = {q.low for s in page.statements for p in s.evidence for q in p.quantities if s.relation == "first_described_by"}
    assert years == {1938}


def test_the_foot_of_a_page_states_nothing(read: Read) -> None:
    page = read(
        "Anesthesia\n\nAvoid halothane.\n\nLast reviewed March 2019. © Fernwood Hospital. Terms and conditions. Privacy policy."
    )
    assert said(page, "has_anesthesia_concern") == {"halothane"}
