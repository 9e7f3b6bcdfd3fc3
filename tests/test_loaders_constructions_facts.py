"""Ordinary English for treatments, tests, triggers, causes, genes, inheritance, first descriptions, rates and ages: each sentence of a
list states what it says of its relation, and no more."""

import re
from pathlib import Path

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher

ROWS = [
    tuple(line.split("|"))
    for line in (Path(__file__).parent / "constructions_facts.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
PAGE = "Harlow syndrome\n\nSummary\n\nHarlow syndrome is the subject of this page."


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def folded(words: str) -> str:
    return re.sub(r"^(?:the|an?)\s+", "", " ".join(words.lower().split())).strip(" .")


def alike(one: str, other: str) -> bool:
    """Equal, or one within the other, with equal signs of denial."""
    return one.startswith("~") == other.startswith("~") and (one in other or other in one)


@pytest.mark.parametrize(("relation", "heading", "sentence", "expected"), ROWS, ids=[f"{row[0]}-{row[2][:60]}" for row in ROWS])
def test_a_sentence_states_its_facts(relation: str, heading: str, sentence: str, expected: str, matcher: Matcher) -> None:
    page = (
        f"{PAGE} {sentence}\n"
        if heading == "Summary"
        else f"{PAGE}\n\n{heading}\n\nThis page has notes for readers. {sentence}\n"
    )
    place = page.index(sentence)
    said = []
    for statement in extract(document_from_text(page, "file:///page", "page"), matcher).statements:
        for evidence in statement.evidence:
            if statement.relation == relation and evidence.start >= place:
                own = statement.object.label.removesuffix(" inheritance")
                words = own if relation == "has_inheritance" else evidence.object_text or own
                said.append(("~" if statement.negated else "") + folded(words))
    wanted = [folded(one) for one in expected.split(";") if one]
    assert not [one for one in wanted if not any(alike(one, other) for other in said)]
    assert not [one for one in said if not any(alike(one, other) for other in wanted)]
