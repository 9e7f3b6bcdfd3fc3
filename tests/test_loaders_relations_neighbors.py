"""What a clause says of another disease that the vocabulary knows is no statement on the page's disease."""

from collections.abc import Callable

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from loaders.relations_neighbors import neighbor_in
from loaders.rules.model import DISEASE_MARK
from ontology.matching import Matcher, open_matcher

Reader = Callable[[str], set[tuple[str, str]]]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


@pytest.fixture(scope="module")
def said(matcher: Matcher) -> Reader:
    def read(sentence: str) -> set[tuple[str, str]]:
        page = f"Harlow syndrome\n\nSummary\n\nHarlow syndrome is a disorder of the kidneys. {sentence}\n"
        statements = extract(document_from_text(page, "file:///p", "p"), matcher).statements
        return {(s.relation, s.object.label) for s in statements if s.subject.label == "Harlow syndrome"}

    return read


def nobody(word: str) -> bool:
    return word == "Harlow"


def test_a_gene_of_another_disease_is_not_the_pages(said: Reader) -> None:
    assert not {
        s for s in said("Tuberous sclerosis complex is caused by mutations in the TSC1 gene.") if s[0] == "affects_gene"
    }


def test_a_gene_of_the_disease_is(said: Reader) -> None:
    assert ("affects_gene", "TSC1") in said("Harlow syndrome is caused by mutations in the TSC1 gene.")


def test_people_with_another_named_disease_are_not_the_pages(said: Reader) -> None:
    found = said("In addition to cleft palate, people with Stickler syndrome have myopia.")
    assert not {s for s in found if s[0] == "has_symptom"}


def test_a_tumor_that_does_harm_may_be_the_pages_own(said: Reader) -> None:
    assert {s for s in said("Pituitary tumors can lead to headaches.") if s[1] == "Headache"}


@pytest.mark.parametrize(
    ("clause", "described", "another"),
    [
        ("Tuberous sclerosis is characterized by seizures.", True, True),
        ("Tuberous sclerosis causes seizures.", True, False),
        ("Tuberous sclerosis begins in childhood.", False, True),
        ("The joints are dislocated.", False, False),
        (f"{DISEASE_MARK * 3} is unlike tuberous sclerosis.", False, False),
    ],
)
def test_whom_a_clause_is_about(matcher: Matcher, clause: str, described: bool, another: bool) -> None:
    assert (neighbor_in(clause, matcher, ("Harlow syndrome",), nobody, described) is not None) == another


def test_kin_by_name_is_no_neighbor(matcher: Matcher) -> None:
    assert neighbor_in("Tuberous sclerosis begins in childhood.", matcher, ("X-linked sclerosis",), nobody) is None
