"""Tokens of a text: words with their prefixes, segments, and parts of a text searched as if they stood alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher
from ontology.unsure import unsure_in

# Pieces that names, hyphens, marks and cut words are made of; joined in any order they are no sentences, and need not be.
_PIECES = ("muscle", "weakness", " ", " of ", "the", "-", "non-", "progressive", "ataxia", "’s", ", ", ". ", " (", "\n", "_", "and",
           " limb ", "MS", "é", "lupus", "erythematosus", "systemic", "/")  # fmt: skip
texts = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher(open_lexicon())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a non-progressive course", ["a", "non-progressive", "course"]),
        ("canon-law", ["canon", "law"]),  # the prefix must be the whole word before the hyphen
        ("re-non-union", ["re-non", "union"]),
        ("Wilms’s tumor's", ["Wilms’s", "tumor's"]),
        ("half_non-union", ["half", "non-union"]),
        ("non- progressive", ["non", "progressive"]),
        ("", []),
    ],
)
def test_a_word_takes_in_its_prefix_and_its_possessive(matcher: Matcher, text: str, words: list[str]) -> None:
    tokens = matcher.read(text)
    assert tokens.words == words
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == words


def test_marks_part_segments_and_commas_are_kept(matcher: Matcher) -> None:
    segments = list(matcher.segments("limb, trunk and head (ataxia); tremor"))
    assert [segment.words for segment in segments] == [["limb", "trunk", "and", "head"], ["ataxia"], ["tremor"]]
    assert segments[0].commas == {0}


@given(text=texts, data=st.data())
def test_a_part_of_a_text_is_searched_as_if_it_stood_alone(matcher: Matcher, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    tokens, part = matcher.read(text), text[start:end]
    for nested in (False, True):
        for readings in (False, True):
            found = matcher.find_in(tokens, start, end, nested=nested, readings=readings)
            assert found == matcher.find(part, nested=nested, readings=readings)
    assert list(unsure_in(matcher, tokens, start, end)) == list(unsure_in(matcher, matcher.read(part), 0, len(part)))


def test_a_documents_own_names_do_not_stay_behind(matcher: Matcher) -> None:
    class Named:
        curie, label, kinds = "local:zorbl", "zorbl disease", ("Disease",)

    assert [match.curie for match in matcher.with_local({"zorbl": Named()}).find("zorbl and ataxia")] == [
        "local:zorbl",
        "HP:0001251",
    ]
    assert [match.curie for match in matcher.find("zorbl and ataxia")] == ["HP:0001251"]


def test_what_is_remembered_of_a_phrase_is_apart_by_what_was_expected(matcher: Matcher) -> None:
    first = matcher.ground("steroids", ("Drug",)), matcher.ground("steroids", ("Symptom",))
    assert first[0].match != first[1].match
    assert (matcher.ground("steroids", ["Drug"]), matcher.ground("steroids", {"Symptom"})) == first
