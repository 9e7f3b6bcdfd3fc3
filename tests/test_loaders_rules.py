"""Every rule finds what its own example says, and a bad rule file is refused by name."""

import re

import pytest

from graph.model import Statement
from loaders.extraction import extract
from loaders.reading import document_from_text
from loaders.rules.model import DISEASE_MARK, Example, Rule
from loaders.rules.reading import RuleFileError, all_rules, compile_pattern, read_rules
from ontology.matching import Matcher, open_matcher
from ontology.vocabulary import SECTIONS

HEADINGS = {section: section.replace("_", " ").capitalize() for section in SECTIONS}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def statements_of(example: Example, matcher: Matcher) -> tuple[Statement, ...]:
    intro = "" if example.heading else "This page has notes for readers. "
    head = f"{example.name}\n\nSummary\n\n{example.name} is the subject of this page.\n\n"
    text = f"{head}{example.heading or HEADINGS[example.section]}\n\n{intro}{example.text}\n"
    return extract(document_from_text(text, "file:///example", "example"), matcher).statements


def cases() -> list[tuple[Rule, Example]]:
    return [(rule, example) for rule in all_rules() for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), cases(), ids=lambda value: value.id if isinstance(value, Rule) else "")
def test_a_rule_finds_what_its_example_says(rule: Rule, example: Example, matcher: Matcher) -> None:
    found = {
        f"{statement.relation}|{place.object_text if statement.relation != 'differential_diagnosis_of' else place.subject_text}"
        for statement in statements_of(example, matcher)
        for place in statement.evidence
        if place.rule == rule.id
    }
    assert found == {one if "|" in one else f"{rule.relation}|{one}" for one in example.expect}


def test_rule_ids_are_unique_and_readable() -> None:
    ids = [rule.id for rule in all_rules()]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z-]+\.[a-z-]+", one) for one in ids)


def test_every_cue_is_a_lower_case_word() -> None:
    assert all(re.fullmatch(r"[a-z]+", cue) for rule in all_rules() for cue in rule.cues)


def test_every_pattern_is_a_regular_expression() -> None:
    broken = []
    for rule in all_rules():
        for pattern in (*rule.patterns, *([rule.unless] if rule.unless else [])):
            try:
                pattern.compile()
                pattern.search("a", "a")  # its form for small letters
            except re.error as error:
                broken.append((rule.id, str(error)))
    assert not broken


ROW = {"id": "a.b", "relation": "has_symptom", "reason": "r", "pattern": "x", "example": [{"text": "t", "expect": []}]}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"relation": "has_sympton"}, "unknown relation"),
        ({"mode": "lists"}, "unknown mode"),
        ({"colour": 1}, "unknown keys colour"),
        ({"pattern": "("}, "does not compile"),
        ({"pattern": "{nothing}"}, "unknown macro"),
        ({"example": []}, "lacks example"),
    ],
)
def test_a_bad_rule_is_refused_with_its_place(change: dict[str, object], words: str) -> None:
    with pytest.raises(RuleFileError, match=words) as error:
        read_rules({"rule": [{**ROW, **change}]}, {}, "file.toml")
    assert "file.toml, rule a.b" in str(error.value)


def test_a_blank_in_a_pattern_is_any_white_space_but_in_a_class() -> None:
    pattern = compile_pattern("a b[ ,]c", {}, "here")
    assert pattern.search("A\n  B,C")
    assert not pattern.search("ab,c")


def test_a_run_of_marks_is_taken_as_a_whole() -> None:
    run = DISEASE_MARK * 5
    found = compile_pattern("[^.]*?(?P<object>{mark_disease}+)", {}, "here").search(f"has {run} alone")
    assert found
    assert found.span("object") == (4, 9)
    assert not compile_pattern("{mark_disease}+{mark_disease}", {}, "here").search(run)
