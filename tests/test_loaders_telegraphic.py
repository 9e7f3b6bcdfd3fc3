"""Notes without verbs and dense abstracts: what each says of a disease, to the word, with its denials and shares, and no more."""

from pathlib import Path

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher

ROWS = [
    tuple(part.strip() for part in line.split("#"))
    for line in (Path(__file__).parent / "telegraphic.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("//")
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def stated(disease: str, heading: str, text: str, matcher: Matcher) -> set[str]:
    """relation|words of the object, with |not where it is denied and |words of frequency where there are any."""
    page = f"{disease}\n\n{heading}\n\n{text}\n".replace("\\n", "\n")
    document = document_from_text(page, "file:///notes.txt", "notes")
    found = set()
    for statement in extract(document, matcher).statements:
        for place in statement.evidence:
            said = " ".join(document.text[slice(*place.object_span)].split()) if place.object_span else statement.object.label
            denied = "|not" if statement.negated else ""
            often = f"|{place.frequency}" if place.frequency else ""
            found.add(f"{statement.relation}|{said}{denied}{often}")
    return found


@pytest.mark.parametrize(("disease", "heading", "text", "expected"), ROWS, ids=[row[2][:60] for row in ROWS])
def test_a_note_states_its_facts_to_the_word(disease: str, heading: str, text: str, expected: str, matcher: Matcher) -> None:
    wanted = {fact.strip() for fact in expected.split(";") if fact.strip()}
    assert stated(disease, heading, text, matcher) == wanted
