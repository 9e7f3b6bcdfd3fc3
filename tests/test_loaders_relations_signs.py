"""The age of the finding by which a page defines its disease is the disease's, the age of any other is not; where an age ends."""

import pytest

from loaders.extraction import extract
from loaders.medquad import document_from_medquad
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def _onsets(answer: str, matcher: Matcher) -> set[str]:
    page = (
        "<Document><Focus>Harlow syndrome</Focus><QAPairs><QAPair><Question qtype='information'>What is Harlow syndrome ?</Question>"
        f"<Answer>{answer}</Answer></QAPair></QAPairs></Document>"
    )
    graph = extract(document_from_medquad(page, "file:///p", "p"), matcher)
    return {s.object.label for s in graph.statements if s.relation == "has_onset"}


@pytest.mark.parametrize(
    ("answer", "ages"),
    [
        ("Harlow syndrome is a disorder marked by tics. The tics usually begin in childhood.", {"childhood"}),
        ("Harlow syndrome is a disorder marked by tics. Cataracts usually begin in adulthood.", set()),
        ("Harlow syndrome is a disorder marked by tics. In people with Harlow syndrome, tics are present at birth.", {"birth"}),
        ("Harlow syndrome is a disorder of slow development. Breast development usually begins at puberty.", set()),
    ],
)
def test_the_age_of_the_main_sign_is_the_age_of_the_disease(answer: str, ages: set[str], matcher: Matcher) -> None:
    assert _onsets(answer, matcher) == ages


@pytest.mark.parametrize(
    ("answer", "age"),
    [
        ("Harlow syndrome mostly develops before a child reaches puberty.", "before a child reaches puberty"),
        ("Harlow syndrome can start as early as infancy.", "as early as infancy"),
        ("Symptoms usually begin in adulthood as lumps grow on the arms.", "adulthood"),
        ("Harlow syndrome begins in the first year of life in most people.", "first year of life"),
        ("Harlow syndrome usually starts by age 20 and the risk falls later.", "by age 20"),
    ],
)
def test_an_age_ends_where_the_next_clause_begins(answer: str, age: str, matcher: Matcher) -> None:
    assert _onsets(answer, matcher) == {age}
