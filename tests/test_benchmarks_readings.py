"""The kept verdicts: a renamed relation is known by its name of today, but not where the name was what was judged."""

from benchmarks.readings import readings


def test_verdicts_of_a_renamed_relation_count_but_those_on_its_name() -> None:
    read = readings()
    assert sum(one.key.relation == "differential_diagnosis_of" and one.right for one in read) > 20
    reversed_ones = {one.key.relation for one in read if one.why.startswith("direction reversed")}
    assert "has_differential_diagnosis" in reversed_ones
    assert "differential_diagnosis_of" not in reversed_ones
