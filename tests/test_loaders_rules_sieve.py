"""Patterns told by the words of a text, and patterns compiled for a kind of text: nothing found is lost, nothing new is found."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.rules.literals import fold, needs_of
from loaders.rules.matching import RuleSet
from loaders.rules.reading import all_rules
from loaders.rules.sieve import Demand, Sieve, bits_in
from loaders.rules.variants import Variants

PATTERNS = (
    r"\b(?:is|are) (?:often |rarely )?(?:treated|managed) with (?P<object>\w+)",
    r"(?:fever|ra[sz]h)(?:es)?(?:,? and)?\s++(?:[a-c]|chills)",
    r"(?:in|of) (?:about )?\d+%? cases?",
    r"note: [A-Z]{2,}\b",
    r"(?:)",
)
DEMANDS = [Demand((), needs_of(pattern, re.IGNORECASE)) for pattern in PATTERNS]


@given(st.data(), st.integers(0, len(PATTERNS) - 1))
def test_a_pattern_that_matches_passes(data: st.DataObject, number: int) -> None:
    text = data.draw(st.from_regex(re.compile(PATTERNS[number], re.IGNORECASE)))
    assert number in list(bits_in(Sieve(DEMANDS).passing(fold(text))))


@pytest.mark.parametrize(
    ("words", "text", "passes"),
    [
        ((frozenset({"treated"}), frozenset({"with", "by"})), "it is treated by rest", True),
        ((frozenset({"treated"}), frozenset({"with", "by"})), "it is treated", False),
        ((frozenset({"treat"}),), "treated by rest", False),
        ((), "", True),
    ],
)
def test_cues_are_whole_words_and_one_of_each_set_is_asked_for(
    words: tuple[frozenset[str], ...], text: str, passes: bool
) -> None:
    assert bool(Sieve([Demand(words, ())]).passing(text)) is passes


def test_the_words_that_a_pattern_needs_may_stand_inside_words() -> None:
    sieve = Sieve([Demand((), (("fever",),)), Demand((), (("(",), ("ache", "pain"))), Demand((), (("of no use",),))])
    assert list(bits_in(sieve.passing("feverish (headache)"))) == [0, 1]
    assert list(bits_in(sieve.passing("it is of no use"))) == [2]


def test_rules_find_the_same_in_a_long_run() -> None:
    rules = all_rules()
    clauses = [example.text for rule in rules for example in rule.examples][::6][:190]
    short, long = RuleSet(rules), RuleSet(rules)
    for number in range(500):
        long.hits(f"filler {number}", "summary")
    found = 0
    for clause in clauses:
        for section in ("summary", "anesthesia"):
            hits = [(hit.rule.id, hit.groups) for hit in short.hits(clause, section)]
            assert [(hit.rule.id, hit.groups) for hit in long.hits(clause, section)] == hits
            found += len(hits)
    assert found > 200


@pytest.mark.parametrize("pattern", [r"(?i)\b(?:fever|\w+itis)\b", r"\b[A-Z]\w+", r"(?i)[A-F]ever|é\w", r"\bfever"])
@given(text=st.text(st.sampled_from("Ff evrEéÉitsßſ\u212a")))
def test_each_form_of_a_pattern_answers_as_the_plain_one(pattern: str, text: str) -> None:
    plain = re.compile(pattern)
    form, where = Variants(pattern, plain.flags).on(text, fold(text))
    assert [m.span() for m in form.finditer(where)] == [m.span() for m in plain.finditer(text)]
