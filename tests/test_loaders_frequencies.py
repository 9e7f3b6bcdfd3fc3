"""Frequency words, verbatim, and which of them governs which phrase."""

import re

import pytest

from loaders.context import SentenceContext
from loaders.frequencies import FrequencyRule, find_frequencies, frequency_rules, governing


def frequencies(sentence: str) -> list[str | None]:
    """The frequency of each phrase in brackets."""
    plain, spans = "", []
    for part in re.split(r"(\[[^\]]*\])", sentence):
        if part.startswith("["):
            spans.append((len(plain), len(plain) + len(part) - 2))
            part = part[1:-1]
        plain += part
    found = SentenceContext(plain)
    contexts = [found.at(*span) for span in spans]
    for context in contexts:
        if context.frequency_span is not None:
            assert plain[slice(*context.frequency_span)] == context.frequency
    return [context.frequency for context in contexts]


@pytest.mark.parametrize("rule", frequency_rules(), ids=lambda rule: rule.id)
def test_each_rule_works_on_its_example(rule: FrequencyRule) -> None:
    assert frequencies(rule.example) == [rule.words or None]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Usually, the [spasms] stop with [baclofen].", ["Usually", "Usually"]),
        ("[Nodules] of the iris are most often present.", ["most often"]),
        ("Adults usually present with a [rash] and later [fever].", ["usually", "usually"]),
        ("[Relapses] and late effects such as [tics] are found in about 70% of the cases and are severe in 20%.",
         ["in about 70% of the cases", "in about 70% of the cases"]),
        ("In 30% of patients, an [adenoma] is the source.", ["In 30% of patients"]),
        ("About 40% of cases follow a [throat infection], but the [outcome] is good.", ["About 40% of cases", None]),
        ("15% of patients [relapse].", ["15% of patients"]),
        ("Patients have ataxia (10%), [tremor] (30%) and [falls].", ["30%", None]),
        ("[Ataxia] in 60%, [tremor] in 20%.", ["in 60%", "in 20%"]),
        ("[Cysts] and [angiomas] come early; each occurs in about 45% of patients.",
         ["in about 45% of patients", "in about 45% of patients"]),
        ("[Hernia] develops in up to 40% and may strangulate.", ["in up to 40%"]),
        ("[Headache] and [neck pain] are the usual presenting complaints.", ["usual", "usual"]),
        ("[Blindness] is not uncommon.", ["not uncommon"]),
        ("A few patients have [asthma] or a [cleft palate].", ["A few patients", "A few patients"]),
        ("[Thymic cysts] are present in some cases.", ["in some cases"]),
        ("Movements are slow, with [tremor] in one third of cases.", ["in one third of cases"]),
        ("Common signs include [pallor], [bruises] and [fever].", ["Common", "Common", "Common"]),
        ("It is a rare [disease] with [bruises].", [None, None]),
        ("[Seizures] occur in 60% and [ataxia] in 30%.", ["in 60%", "in 30%"]),
        ("50% of patients have [pain] and 30% have [cough].", ["50% of patients", "30%"]),
        ("They have a 90 percent chance of developing [renal cancer].", ["90 percent"]),
        ("[Pallor], and sometimes [seizures], are seen.", [None, "sometimes"]),
        ("Two of ten patients had [nystagmus].", ["Two of ten patients"]),
        ("Half of the patients develop [gout]; [stones] are frequent.", ["Half of the patients", "frequent"]),
        ("[Cataracts] may be present and children may have [cysts].", [None, None]),
        ("The [lens] is often complicated by [luxation]; [loss of sight] is not uncommon.", ["often", "often", "not uncommon"]),
        ("It is estimated that 65% of people with it have [gallstones].", ["65% of people"]),
        ("[Scoliosis] may develop, but this is rare.", ["rare"]),
        ("[Gout] and [tics] are found in 80% and 60%, respectively.", ["in 80%", "60%"]),
        ("[Gout], [tics] and [falls] are found in 5, 6 and 7%, respectively.", [None, None, None]),
        ("Half of patients have [gout] and 10% [tics].", ["Half of patients", "10%"]),
        ("It may lead to [stroke] (rare) or [bleeding] (common).", ["rare", "common"]),
        ("[Ataxia] - 80%; [tremor] - 20%.", ["80%", "20%"]),
        ("Very frequent signs: [ataxia], [tremor].", ["Very frequent", "Very frequent"]),
        ("Some patients, but not all, develop [stones].", ["Some patients"]),
        ("Only 3% of children with [mumps] develop [deafness].", [None, "3% of children"]),
        ("Men are affected by [gout] more often than women.", [None]),
    ],
)  # fmt: skip
def test_what_governs_a_phrase(sentence: str, expected: list[str | None]) -> None:
    assert frequencies(sentence) == expected


def test_a_share_carries_its_quantity() -> None:
    found = SentenceContext("Ataxia is seen in about 25% of children.")
    [mention] = found.frequencies
    assert mention.quantity is not None
    assert (mention.quantity.quantity.low, mention.quantity.quantity.approximate) == (0.25, True)


@pytest.mark.parametrize(
    ("sentence", "finding", "words"),
    [
        ("Ataxia (n = 6) and tremor (n = 3) were less common.", "tremor", "n = 3"),
        ("Deafness affected 13, on both sides in eight.", "Deafness", "13"),
        ("Tinnitus and vertigo were each reported by seven.", "vertigo", "seven"),
        ("Headache, often on one side, was the first sign in 11 of 16.", "Headache", "in 11 of 16"),
        ("Very frequent: ataxia and ptosis.", "ptosis", "Very frequent"),
        (
            "Skin cysts and breast cysts are found in about a third and a fifth of patients, respectively.",
            "breast",
            "a fifth of patients",
        ),
        ("Numb or tingling hands and feet (about 4 in 10 people)", "tingling hands and feet", "about 4 in 10 people"),
        ("Hernias frequent.", "Hernias", "frequent"),
        ("Cleft palate rare, hernias frequent.", "hernias", "frequent"),
        ("The protein was raised in 12 of the 14 examined.", "protein", "in 12 of the 14"),
    ],
)
def test_counts_labels_and_asides(sentence: str, finding: str, words: str) -> None:
    start = sentence.index(finding)
    found = governing(find_frequencies(sentence), start, start + len(finding))
    assert found is not None
    assert found.text == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Nitisinone lowers the acid by over 95%.",
        "Pads are applied to patients with an ejection fraction below 40%.",
        "Enzyme activity was 8% of normal.",
        "They are given 10% glucose.",
    ],
)
def test_a_share_of_no_people_is_no_frequency(sentence: str) -> None:
    assert find_frequencies(sentence) == ()
