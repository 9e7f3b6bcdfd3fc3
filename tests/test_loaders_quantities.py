"""Typed numbers: each way to write one, what it reads as, and that its own characters read back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.quantities import FoundQuantity, quantities_in, read_quantity


def only(sentence: str) -> FoundQuantity:
    [found] = quantities_in(sentence)
    return found


def read(sentence: str) -> list[tuple[str, float | None, float | None, str]]:
    found = quantities_in(sentence)
    for item in found:
        quantity = item.quantity
        assert sentence[quantity.start : quantity.end] == quantity.verbatim
        assert sentence[item.start : item.end] == item.words
        again = read_quantity(quantity.verbatim, quantity.kind)
        assert again is not None, quantity
        assert (again.low, again.high, again.unit, again.approximate) == (
            quantity.low, quantity.high, quantity.unit, quantity.approximate,
        )  # fmt: skip
    return [(f.quantity.kind, f.quantity.low, f.quantity.high, f.quantity.unit) for f in found]


SHARES = [
    ("Seen in 50% of patients.", 0.5, 0.5),
    ("Seen in 90 percent of them.", 0.9, 0.9),
    ("Seen in 12 per cent of them.", 0.12, 0.12),
    ("About 2 to 4% have it.", 0.02, 0.04),
    ("It occurs in 7–20%.", 0.07, 0.2),
    ("It occurs in 7%-20%.", 0.07, 0.2),
    ("It occurs in between 3 and 5% of people.", 0.03, 0.05),
    ("Seen in half of the cases.", 0.5, 0.5),
    ("Seen in one third of cases.", 1 / 3, 1 / 3),
    ("Seen in two-thirds of cases.", 2 / 3, 2 / 3),
    ("Seen in a quarter of patients.", 0.25, 0.25),
    ("Seen in one in ten people.", 0.1, 0.1),
    ("Seen in 3 of 10 patients.", 0.3, 0.3),
    ("Seen in 12 out of 15.", 0.8, 0.8),
    ("Seen in 24/30 patients.", 0.8, 0.8),
    ("Seen in up to 60% of cases.", None, 0.6),
    ("Seen in more than half of cases.", 0.5, None),
    ("Seen in fewer than 5% of cases.", None, 0.05),
    ("Seen in 20% or more of cases.", 0.2, None),
    ("Seen in 0% of cases.", 0.0, 0.0),
]


@pytest.mark.parametrize(("sentence", "low", "high"), SHARES)
def test_shares(sentence: str, low: float | None, high: float | None) -> None:
    assert read(sentence) == [("proportion", low, high, "1")]


@pytest.mark.parametrize(
    ("sentence", "expected", "per_time"),
    [
        ("The incidence is 0.03 to 0.18 cases per million.", ("incidence", 3e-08, 1.8e-07, "1"), "unknown"),
        ("The annual incidence is 2-3/100,000.", ("incidence", 2e-05, 3e-05, "1"), "year"),
        ("Prevalence: 1-9 / 1 000 000.", ("prevalence", 1e-06, 9e-06, "1"), None),
        ("Prevalence is below <1 / 1 000 000.", ("prevalence", None, 1e-06, "1"), None),
        ("It affects 1 in 50,000 people.", ("prevalence", 2e-05, 2e-05, "1"), None),
        ("It occurs in 1 in 20,000 to 1 in 40,000 newborns.", ("incidence", 2.5e-05, 5e-05, "1"), None),
        ("It occurs in 1:100 000 live births.", ("incidence", 1e-05, 1e-05, "1"), None),
        ("The incidence is 4 per million per year.", ("incidence", 4e-06, 4e-06, "1"), "year"),
        ("The prevalence is 1 to 2 in 100,000 people.", ("prevalence", 1e-05, 2e-05, "1"), None),
        ("The prevalence is 7 per 1000.", ("prevalence", 0.007, 0.007, "1"), None),
    ],
)  # fmt: skip
def test_rates(sentence: str, expected: tuple[str, float | None, float | None, str], per_time: str | None) -> None:
    assert read(sentence) == [expected]
    assert only(sentence).quantity.per_time == per_time


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Onset is between 8 and 10 years of age.", ("age", 8.0, 10.0, "year")),
        ("It begins at 6 months to 3 years of age.", ("age", 6.0, 36.0, "month")),
        ("It begins before age 5.", ("age", None, 5.0, "year")),
        ("It begins after age 40.", ("age", 40.0, None, "year")),
        ("It begins between the ages of 15 and 25.", ("age", 15.0, 25.0, "year")),
        ("It begins between the ages of 6 months and 3 years.", ("age", 6.0, 36.0, "month")),
        ("It begins by age 20 to 35.", ("age", 20.0, 35.0, "year")),
        ("It begins at age 50 or older.", ("age", 50.0, None, "year")),
        ("One out of about 265 people had it.", ("proportion", 1 / 265, 1 / 265, "1")),
        ("It begins in their 40s and 50s.", ("age", 40.0, 59.0, "year")),
        ("It begins in the first two years of life.", ("age", 0.0, 2.0, "year")),
        ("It begins at an average age of 6 years.", ("age", 6.0, 6.0, "year")),
        ("Treatment lasts 3 months on average.", ("duration", 3.0, 3.0, "month")),
        ("Death follows within 2 years of diagnosis.", ("duration", None, 2.0, "year")),
        ("Seen in children older than 65 months.", ("age", 65.0, None, "month")),
        ("It was named in 1963.", ("year", 1963.0, 1963.0, "year")),
        ("Reported in the 1960s.", ("year", 1960.0, 1969.0, "year")),
        ("Studied between 2003 and 2012.", ("year", 2003.0, 2012.0, "year")),
        ("At least 150 affected individuals are known.", ("count", 150.0, None, "individual")),
        ("Fewer than 100 cases are known.", ("count", None, 100.0, "case")),
        ("Give 20 mg/kg.", ("dose", 20.0, 20.0, "mg/kg")),
        ("Given twice daily.", ("dose", 2.0, 2.0, "1/day")),
        ("Seen with a ratio of 2:1.", ("ratio", 2.0, 2.0, "ratio")),
        ("Twice as many women as men have it.", ("ratio", 2.0, 2.0, "ratio")),
        ("It is 3 times more common in boys.", ("ratio", 3.0, 3.0, "ratio")),
        ("It gives a 50% chance of relief.", ("risk", 0.5, 0.5, "1")),
        ("20% of patients relapse.", ("recurrence", 0.2, 0.2, "1")),
        ("In 60% of cases the rash improves.", ("response", 0.6, 0.6, "1")),
    ],
)
def test_other_kinds(sentence: str, expected: tuple[str, float | None, float | None, str]) -> None:
    assert read(sentence) == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "The gene lies on chromosome 1 at 11p13.",
        "The karyotype is 46,XY.",
        "WT1 and IL-6 are involved.",
        "Vitamin B12 and group A streptococci.",
        "Type 2 is milder.",
        "5-hydroxytryptophan was given.",
        "21-hydroxylase is lacking.",
        "A first-degree relative.",
        "1. Rest.",
        "As shown earlier [1,2].",
        "Call 301-555-0100.",
        "One of the genes is known.",
        "It was seen once it grew.",
        "The second half is milder.",
        "Seen on Jan 5, 2010.",
        "Stage 3 patients do worse.",
        "A third child was well.",
    ],
)
def test_numbers_that_are_no_quantities(sentence: str) -> None:
    assert read(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "denominator"),
    [
        ("In 50% of patients, it recurs.", "patients"),
        ("About 2% of patients affected with lymphoma will develop it.", "patients affected with lymphoma"),
        ("In about half of the patients with gout it heals.", "patients with gout"),
        ("Tics are found in 70% of the cases and are severe in 20%.", "cases"),
        ("It accounts for 10% of all childhood cancers.", "childhood cancers"),
    ],
)
def test_denominator_is_said(sentence: str, denominator: str) -> None:
    assert quantities_in(sentence)[0].of == denominator


def test_open_denominator_stays_open() -> None:
    first, second = quantities_in("Tics are found in 70% of the cases and are severe in 20%.")
    assert (first.of, second.of) == ("cases", None)
    assert second.quantity.kind == "proportion"


@pytest.mark.parametrize(
    "words",
    ["about 5%", "approximately 5%", "~5%", "an estimated 5%", "around 5%", "nearly 5%", "roughly 5%", "estimated at 5%"],
)
def test_approximate_words_belong_to_the_number(words: str) -> None:
    quantity = only(f"It is {words} of all.").quantity
    assert (quantity.verbatim, quantity.approximate) == (words, True)


def test_frequency_words_are_the_phrase_with_its_preposition() -> None:
    assert only("In 50% of patients, it recurs.").words == "In 50% of patients"


def test_only_the_asked_range_is_read() -> None:
    text = "Seen in 5%. Seen in 6%. Seen in 7%."
    [found] = quantities_in(text, 12, 23)
    assert (found.quantity.verbatim, found.quantity.start) == ("6%", 20)


@given(st.decimals(min_value=0, max_value=100, places=2), st.integers(min_value=0, max_value=3))
def test_any_percentage_is_exact(value, places: int) -> None:
    written = f"{round(value, places):f}"
    quantity = only(f"Seen in {written}% of patients.").quantity
    assert quantity.low == float(round(value, places) / 100)


@given(st.text(alphabet="0123456789 %./-–,:to inonehalf", max_size=60))
def test_any_text_reads_without_failure_and_in_order(text: str) -> None:
    found = quantities_in(text)
    spans = [(f.quantity.start, f.quantity.end) for f in found]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    for item in found:
        assert text[item.quantity.start : item.quantity.end] == item.quantity.verbatim


def test_ten_thousand_percentages_in_bounded_time() -> None:
    import time

    text = " ".join(f"{number % 100}%" for number in range(10_000))
    began = time.perf_counter()
    assert len(quantities_in(text)) == 10_000
    assert time.perf_counter() - began < 10
