"""The second chance: exchanges learned from the vocabulary's own synonyms, sure ones alone, marked as such."""

import pytest

from ontology.index import Name
from ontology.linking import REASON, learn_exchanges, link, readings
from ontology.matching import Matcher, open_matcher

FINDING = ("Symptom", "Complication")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def name(curie: str, *words: str) -> Name:
    return (curie, 0, " ".join(words), words, words[-1], False, words, False)


TAUGHT = [
    each
    for number in range(4)
    for each in (name(f"HP:{number}", "big", f"w{number}"), name(f"HP:{number}", "large", f"w{number}"))
]


@pytest.mark.parametrize(
    ("phrase", "curie"),
    [
        ("high arched roof of the mouth", "HP:0000218"),
        ("difficulties with memory", "HP:0002354"),
        ("wasting of the muscles of the lower legs", "HP:0008944"),
    ],
)
def test_a_phrase_that_no_name_matches_is_linked_by_one_exchange(matcher: Matcher, phrase: str, curie: str) -> None:
    assert matcher.ground(phrase, FINDING).match is None
    found = link(matcher, phrase, FINDING)
    assert found is not None
    assert found.curie == curie
    assert found.reasons[0] == REASON
    assert 0.6 <= found.score < 1


@pytest.mark.parametrize(
    "phrase",
    [
        "decreased width of teeth and gums",  # two things
        "speech impairment",  # loss is more than impairment
        "mental changes",  # not a disorder
        "difficulties with attention",  # not the disorder of that name
        "no memory difficulties at all times of day",
        "memory",
        "",
    ],
)
def test_what_is_weak_or_means_more_stays_ungrounded(matcher: Matcher, phrase: str) -> None:
    assert link(matcher, phrase, FINDING) is None


def test_a_finding_is_linked_where_a_finding_is_expected_only(matcher: Matcher) -> None:
    assert link(matcher, "difficulties with memory", ("Drug",)) is None


def test_four_terms_teach_an_exchange_and_three_do_not() -> None:
    assert dict(learn_exchanges(TAUGHT))["big"] == ((0.8, "large"),)
    assert learn_exchanges(TAUGHT[:6]) == {}


def test_diseases_teach_nothing() -> None:
    assert learn_exchanges([("MONDO:" + each[0][3:], *each[1:]) for each in TAUGHT]) == {}


def test_what_two_words_are_read_as_replaces_both() -> None:
    found = list(readings(("outermost", "bone", "toe"), {"bone outermost": ((0.9, "distal phalanx"),)}))
    assert found == [("distal phalanx toe", 0.9, "bone outermost", "distal phalanx")]
