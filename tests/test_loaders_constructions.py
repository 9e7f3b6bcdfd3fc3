"""Ordinary English for the signs, the outcomes, the tumors and the organs of a disease: each sentence of a list is read right."""

from pathlib import Path

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher

ROWS = [
    tuple(line.split("|"))
    for line in (Path(__file__).parent / "constructions_signs.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
RELATIONS = ("has_symptom", "has_complication", "associated_with_tumor", "affects_anatomy")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


@pytest.mark.parametrize(("heading", "sentence", "expected"), ROWS, ids=[row[1][:60] for row in ROWS])
def test_a_sentence_states_what_it_says(heading: str, sentence: str, expected: str, matcher: Matcher) -> None:
    page = f"Harlow syndrome\n\n{heading}\n\n{sentence}\n"
    said, words = set(), []
    for statement in extract(document_from_text(page, "file:///page", "page"), matcher).statements:
        if statement.relation not in RELATIONS:
            continue
        names = [statement.object.label, *(place.object_text for place in statement.evidence if place.object_text)]
        said |= {f"{'~' if statement.negated else ''}{statement.relation}:{name.lower()}" for name in names}
        words += [] if statement.negated else [name.lower() for name in names]
    stated = [one for one in expected.split(";") if not one.startswith("!")]
    assert set(stated) <= said
    assert not [one for one in expected.split(";") if one.startswith("!") and any(one[1:] in name for name in words)]
