"""Proofs of statements against their text, and the account of unused numbers."""

from dataclasses import replace

import pytest

from graph.model import Document, Entity, Evidence, Section, Statement
from loaders.quantities import quantities_in
from loaders.verification import unused_numbers, verify_statement

TEXT = "In about 40% of patients, gout is the cause. Onset is before age 5. The gene is on chromosome 7."
SENTENCE = "In about 40% of patients, gout is the cause."


def statement() -> Statement:
    quantity = quantities_in(TEXT, 0, len(SENTENCE))[0].quantity
    evidence = Evidence(
        source="file:///a", section="summary", start=0, end=len(SENTENCE), text=SENTENCE, rule="test",
        frequency="In about 40% of patients", quantities=(quantity,), object_text="gout", object_span=(26, 30),
    )  # fmt: skip
    return Statement(Entity("local:s", "s"), "caused_by", Entity("local:gout", "gout"), evidence=(evidence,))


def faulty(**changes: object) -> Statement:
    proved = statement()
    return replace(proved, evidence=(replace(proved.evidence[0], **changes),))


def codes(found: Statement, texts: dict[str, str] | None = None) -> list[str]:
    return [finding.code for finding in verify_statement(found, {"file:///a": TEXT} if texts is None else texts)]


def test_a_true_statement_is_proved() -> None:
    assert codes(statement()) == []


def test_text_not_at_hand_is_reported() -> None:
    assert codes(statement(), {}) == ["source"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"text": SENTENCE.replace("gout", "lead")}, "text"),
        ({"end": 10_000}, "span"),
        ({"object_span": (27, 31)}, "name"),
        ({"frequency": "In 50% of patients"}, "frequency"),
    ],
)
def test_planted_faults_of_evidence_are_found(changes: dict[str, object], code: str) -> None:
    assert codes(faulty(**changes)) == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"low": 0.5}, "value"),
        ({"high": 0.41}, "value"),
        ({"low": None}, "value"),
        ({"unit": "year"}, "value"),
        ({"approximate": False}, "value"),
        ({"verbatim": "about 50%"}, "quantity"),
        ({"start": 4}, "quantity"),
        ({"verbatim": "gout", "start": 26, "end": 30}, "value"),
    ],
)
def test_planted_faults_of_numbers_are_found(changes: dict[str, object], code: str) -> None:
    quantity = statement().evidence[0].quantities[0]
    assert codes(faulty(quantities=(replace(quantity, **changes),))) == [code]


def test_about_may_stand_just_outside_the_verbatim_words() -> None:
    quantity = statement().evidence[0].quantities[0]
    inner = replace(quantity, verbatim="40%", start=9, end=12)
    assert codes(faulty(quantities=(inner,))) == []


def test_every_number_is_used_or_listed_with_a_reason() -> None:
    document = Document("file:///a", "a", TEXT)
    assert [(u.text, u.reason) for u in unused_numbers(document, [statement()])] == [
        ("before age 5", "an age that is not attached to a relation"),
        ("7", "chromosome name"),
    ]
    assert [u.text for u in unused_numbers(document, [])] == ["about 40%", "before age 5", "7"]


def test_numbers_of_references_and_boilerplate_say_so() -> None:
    text = "App version 3 here.\nSeen in 4 cases.\n12 Smith."
    sections = (Section("boilerplate", 0, 19), Section("references", 37, 46))
    document = Document("file:///a", "a", text, sections)
    assert [(u.text, u.reason) for u in unused_numbers(document, [])] == [
        ("3", "boilerplate"),
        ("4 cases", "a count that is not attached to a relation"),
        ("12", "reference"),
    ]


def test_a_name_that_holds_a_number_uses_it() -> None:
    text = "Deletions of chromosome 9 are seen."
    evidence = Evidence("file:///a", "other", 0, len(text), text, "test", object_text="chromosome 9", object_span=(13, 25))
    used = Statement(Entity("local:s", "s"), "caused_by", Entity("local:c", "c"), evidence=(evidence,))
    assert unused_numbers(Document("file:///a", "a", text), [used]) == ()


@pytest.mark.shared
def test_every_number_of_the_real_page_is_accounted_for(shared) -> None:
    text = (shared / "monographs/kinsbourne-monograph.txt").read_text("utf-8")
    unused = unused_numbers(Document("file:///k", "k", text), [])
    digits = {index for index, char in enumerate(text) if char.isdigit()}
    assert digits <= {at for u in unused for at in range(u.start, u.end)}
    assert all(u.reason for u in unused)
