"""The words that a pattern needs: never a match lost by looking for them first, in any case of letters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.reading import document_from_text
from loaders.relations_clauses import clauses
from loaders.relations_subject import frame_of, mark
from loaders.rules.literals import fold, may_match, needs_of
from loaders.rules.patterns import Pattern
from loaders.rules.reading import all_rules
from loaders.rules.screening import Screened
from loaders.sentences import sentences_of
from loaders.subject import names_of
from ontology.matching import open_matcher

PATTERNS = (
    r"\b(?:is|are) (?:often |rarely )?(?:treated|managed) with (?P<object>\w+)",
    r"(?:fever|ra[sz]h)(?:es)?(?:,? and)?\s++(?:[a-c]|chills)",
    r"(?:in|of) (?:about )?\d+%? cases?",
    r"k+i?s{2,3}(?:ing)?",
    r"(?=x)xylose|(?:(?:ab|cd)e)+f",
    r"(?:)",
)


@given(st.data(), st.sampled_from(PATTERNS))
def test_no_match_is_lost(data: st.DataObject, pattern: str) -> None:
    text = data.draw(st.from_regex(re.compile(pattern, re.IGNORECASE)))
    assert may_match(needs_of(pattern, re.IGNORECASE), fold(text))


@pytest.mark.parametrize(
    ("pattern", "lacking"),
    [
        (r"\btreated (?:with|by) (?P<object>.+)", "managed with rest"),
        (r"(?:1[6-9]|20)\d\d", "in 1500 years"),
        (r"(?:caused|triggered)\s++by", "by cold"),
        (r"(?:a|an) (?:tumor|growth)s?", "a rash"),
        (r"(?:fever)+ \d", "chills 3"),
    ],
)
def test_a_text_without_the_words_is_not_searched(pattern: str, lacking: str) -> None:
    assert not may_match(needs_of(pattern, re.IGNORECASE), fold(lacking))


def test_letters_that_only_ignoring_case_makes_equal_are_equal() -> None:
    assert all(re.search("risk", odd, re.IGNORECASE) for odd in ("rıſK", "RİSK"))
    assert may_match(needs_of("risk", re.IGNORECASE), fold("rıſ\u212a"))
    assert may_match(needs_of("risk", re.IGNORECASE), fold("RİSK"))


def test_a_pattern_finds_the_same_before_and_after_its_words_are_known() -> None:
    pattern = Pattern(r"\btreated with (?P<object>\w+)")
    found = [bool(pattern.search(text)) for text in ("it is TREATED with rest", "rest helps") * 20]
    assert found == [True, False] * 20


def test_no_rule_loses_a_match_to_its_words() -> None:
    matcher, marked = open_matcher(), []
    rules = all_rules()
    for rule in rules:
        example = rule.examples[0]
        document = document_from_text(f"{example.name}\n\nSummary\n\n{example.text}\n", "file:///example", "example")
        frame = frame_of(document, names_of(document), matcher)
        assert frame is not None
        for sentence in sentences_of(document):
            masked = mark(document.text[sentence.start : sentence.end], frame)
            marked += [masked[start:end] for start, end in clauses(masked)]
    matched = 0
    for rule in rules:
        for pattern in (*rule.patterns, *([rule.unless] if rule.unless else [])):
            needs = needs_of(pattern.text, re.IGNORECASE)
            for clause in marked[::3]:
                if pattern.compile().search(clause):
                    matched += 1
                    assert may_match(needs, fold(clause)), (rule.id, clause)
    assert matched > 100


@pytest.mark.parametrize("text", ["Fever and a RASH, then fever", "nothing of it", "", "a rash"])
def test_a_screened_pattern_answers_as_the_plain_one(text: str) -> None:
    plain = re.compile(r"\b(?:fever|rash(?:es)?)\b", re.IGNORECASE)
    screened = Screened(plain)
    for _ in range(60):
        found, expected = screened.search(text, 1), plain.search(text, 1)
        assert (found and found.span()) == (expected and expected.span())
    assert [m.span() for m in screened.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert screened.sub(lambda match: match[0].upper(), text) == plain.sub(lambda match: match[0].upper(), text)
    assert bool(screened.match(text)) == bool(plain.match(text))


def test_a_search_between_two_places_looks_back() -> None:
    screened = Screened(re.compile(r"(?<=severe )(?:pain|fever)"))
    text = "mild rash and " * 20 + "severe pain " + "and rest " * 20
    at = text.index("pain")
    for _ in range(60):  # its words are known after some tries
        found = screened.search(text, at, at + 4)
        assert found is not None
        assert found.start() == at
        assert screened.search(text, 0, at) is None


def test_marks_of_punctuation_are_needed() -> None:
    assert needs_of(r"^(?P<label>\w+):\s") == ((":",),)


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
