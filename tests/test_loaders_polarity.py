"""Hard negations all the way to the statements: what a page denies, what it only seems to deny, and what it leaves open."""

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def said(matcher: Matcher, sentence: str, section: str = "Symptoms") -> set[tuple[str, bool]]:
    """(words of the object, denied?) of every statement that the sentence makes."""
    page = f"Harlow syndrome\n\nSummary\n\nHarlow syndrome is a disorder of children.\n\n{section}\n\nThis part is a note. {sentence}\n"
    graph = extract(document_from_text(page, "file:///probe.txt", "probe"), matcher)
    return {
        (place.object_text, statement.negated)
        for statement in graph.statements
        for place in statement.evidence
        if place.text.strip() in sentence or sentence in place.text
    }


DENIED = (
    ("Patients with Harlow syndrome have neither seizures nor ataxia.", {"seizures", "ataxia"}),
    ("Patients have a large spleen without fever or weight loss.", {"fever", "weight loss"}),
    ("Seizures have not been reported.", {"Seizures"}),
    ("Affected children do not have hearing loss.", {"hearing loss"}),
    ("Affected children have no seizures.", {"seizures"}),
    ("Intellectual disability is absent.", {"Intellectual disability"}),
    ("The disease is not associated with cataracts.", {"cataracts"}),
)
STATED = (
    ("Patients have not only seizures but also ataxia.", {"seizures", "ataxia"}),
    ("Patients have ataxia with or without seizures.", {"ataxia"}),
    ("Affected children have absent reflexes.", {"absent reflexes"}),
    ("Affected babies shed no tears when they cry and have fever.", {"fever"}),
    ("Symptoms include fever, inability to walk, and lack of sweating.", {"fever", "inability to walk", "lack of sweating"}),
    ("Patients have no cure but develop ataxia.", {"ataxia"}),
    ("Seizures are not uncommon.", {"Seizures"}),
    ("No murmur was heard, and patients have an enlarged liver.", {"enlarged liver"}),
    ("Patients cannot sweat and have dry skin.", {"dry skin"}),
    ("The cause is unknown, but patients have seizures.", {"seizures"}),
    ("Symptoms include fever, but not everyone has seizures.", {"fever"}),
)
LEFT_OPEN = (
    ("Skin lesions are not part of this condition.", "Skin lesions"),
    ("Call the doctor if seizures occur.", "seizures"),
    ("It is not known whether patients have seizures.", "seizures"),
    ("The examiner looked for ataxia.", "ataxia"),
    ("Unlike Marfan syndrome, which causes lens dislocation, the eyes are spared.", "lens dislocation"),
)


@pytest.mark.parametrize(("sentence", "objects"), DENIED)
def test_what_is_denied_is_a_denied_statement(matcher: Matcher, sentence: str, objects: set[str]) -> None:
    found = said(matcher, sentence)
    assert {words for words, negated in found if negated} >= objects
    assert not {words for words, negated in found if not negated} & objects


@pytest.mark.parametrize(("sentence", "objects"), STATED)
def test_what_only_seems_denied_is_stated(matcher: Matcher, sentence: str, objects: set[str]) -> None:
    found = said(matcher, sentence)
    assert {words for words, negated in found if not negated} >= objects
    assert not {words for words, negated in found if negated} & objects


@pytest.mark.parametrize(("sentence", "words"), LEFT_OPEN)
def test_what_is_left_open_is_no_statement(matcher: Matcher, sentence: str, words: str) -> None:
    assert not [found for found, _ in said(matcher, sentence) if words in found]
