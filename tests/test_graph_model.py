"""The statement model: both identities, merging, local identifiers."""

from dataclasses import FrozenInstanceError, replace

import pytest

from graph.model import (
    AnyOf,
    Comparison,
    Entity,
    Evidence,
    Literal,
    Statement,
    local_curie,
    merge_entities,
    merge_statements,
)

FEVER = Entity("HP:0001945", "Fever", ("Symptom",))
FLU = Entity("MONDO:0005812", "influenza", ("Disease",))


def evidence(start: int = 0, **changes: object) -> Evidence:
    base = Evidence("file:///a.txt", "symptoms", start, start + 5, "Fever", "rule-1")
    return replace(base, **changes)


def test_a_label_changes_neither_identity() -> None:
    one = Statement(FLU, "has_symptom", FEVER, evidence=(evidence(),))
    two = Statement(replace(FLU, label="flu"), "has_symptom", replace(FEVER, label="Pyrexia"), evidence=(evidence(),))
    assert one.id == two.id
    assert one.evidence[0].id_for(one.id) == two.evidence[0].id_for(two.id)


def test_every_part_of_the_meaning_changes_the_identity() -> None:
    base = Statement(FLU, "has_symptom", FEVER)
    others = [
        replace(base, relation="has_complication"),
        replace(base, negated=True),
        replace(base, object=Literal("fever")),
        replace(base, comparison=Comparison("fever", "more", "children", "adults")),
        Statement(FEVER, "has_symptom", FLU),
    ]
    assert len({base.id, *(other.id for other in others)}) == 6


def test_source_span_and_rule_make_an_evidence_and_its_certainty_does_not() -> None:
    base = evidence()
    key = base.id_for("s")
    assert evidence(certainty="possible").id_for("s") == key
    assert len({key, evidence(1).id_for("s"), evidence(rule="rule-2").id_for("s"), base.id_for("t")}) == 4


def test_a_literal_is_its_words_without_case_and_spacing() -> None:
    assert Literal("Autosomal  Dominant").key == Literal("autosomal dominant").key != Literal("dominant").key


def test_unknown_relation_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown relation"):
        Statement(FLU, "likes", FEVER)


def test_values_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        FLU.label = "flu"  # type: ignore[misc]


def test_strongest_certainty_wins_and_places_merge_once() -> None:
    weak = Statement(FLU, "has_symptom", FEVER, evidence=(evidence(certainty="possible"),))
    strong = Statement(FLU, "has_symptom", FEVER, evidence=(evidence(9), evidence(certainty="possible")))
    (merged,) = merge_statements([weak, strong])
    assert [place.start for place in merged.evidence] == [0, 9]
    assert merged.certainty == "asserted"


def test_entities_of_one_identifier_merge_in_any_order() -> None:
    other = Entity("MONDO:0005812", "Influenza A", ("Disease", "Trigger"), ("flu",), ("DOID:8469",))
    assert merge_entities([FLU, other]) == merge_entities([other, FLU])
    (merged,) = merge_entities([FLU, other])
    assert merged.kinds == ("Disease", "Trigger")
    assert set(merged.synonyms) | {merged.label} == {"influenza", "Influenza A", "flu"}


@pytest.mark.parametrize("same", ["Shrill cry", "shrill  CRY", "shrill-cry", "“shrill cry”"])
def test_local_identifiers_ignore_case_and_punctuation(same: str) -> None:
    assert local_curie(same) == "local:shrill-cry"


def test_local_identifiers_of_long_or_wordless_phrases_stay_apart() -> None:
    long = "very " * 40
    assert len(local_curie(long)) < 90
    assert len({local_curie(long), local_curie(long + "long"), local_curie("%"), local_curie("+")}) == 4


def test_one_disjunction_has_one_identity_for_all_its_members() -> None:
    assert AnyOf.of("file:///a", 1, 9, ["a", "b"]) == AnyOf.of("file:///a", 1, 9, iter(["a", "b"]))
    assert AnyOf.of("file:///a", 1, 9, ["a", "b"]).id != AnyOf.of("file:///a", 2, 9, ["a", "b"]).id
