"""Object regions become clean noun phrases: lists, shared heads, glosses, places, clause ends."""

import pytest

from loaders.phrase_qualities import is_adjectival
from loaders.phrase_sharing import Phrase
from loaders.phrase_trimming import trim
from loaders.phrases import clip_after, clip_before, split_phrases, split_with

KNOWN = frozenset({"ataxia", "seizures", "fever", "kidney failure", "hypotonia", "encephalopathy", "insomnia", "hearing loss"})
PLACES = frozenset({"arms", "legs", "trunk", "limbs", "the trunk", "brain", "liver"})


def phrases(text: str) -> list[Phrase]:
    end = clip_after(text, 0, len(text))
    return list(split_phrases(text, 0, end, lambda words: words.lower() in KNOWN, lambda words: words.lower() in PLACES))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ataxia, seizures, and fever.", ["ataxia", "seizures", "fever"]),
        ("renal and pancreatic cysts", ["renal cysts", "pancreatic cysts"]),
        ("loss of vision and hearing", ["loss of vision", "loss of hearing"]),
        (
            "difficulty walking, speaking, and swallowing",
            ["difficulty walking", "difficulty speaking", "difficulty swallowing"],
        ),
        ("an unsteady, trembling gait and fever", ["unsteady, trembling gait", "fever"]),
        ("firm, uneven, easily movable, painless lumps", ["firm, uneven, easily movable, painless lumps"]),
        ("repeated, jerky, irregular seizures", ["repeated, jerky, irregular seizures"]),
        ("rough, jerky, sudden hypotonia and fever", ["rough, jerky, sudden hypotonia", "fever"]),
        ("low energy and sadness", ["low energy", "sadness"]),
        ("arms or legs twitching", ["arms twitching", "legs twitching"]),
        ("two thumbs instead of one", ["two thumbs"]),
        ("renal, hepatic, and pancreatic cysts", ["renal cysts", "hepatic cysts", "pancreatic cysts"]),
        ("rigidity in the neck and limbs", ["rigidity in the neck", "rigidity in limbs"]),
        ("cysts of the brain, liver, and trunk", ["cysts of the brain", "cysts of liver", "cysts of trunk"]),
        ("swelling of the brain and liver", ["swelling of the brain", "swelling of liver"]),
        ("problems in finding words and in keeping them", ["problems in finding words", "problems in keeping them"]),
        ("pins and needles, fever", ["pins and needles", "fever"]),
        ("a weakened heart (cardiomyopathy), fever", ["weakened heart", "fever"]),
        ("waxy, yellow, bead-like lumps on the trunk", ["waxy, yellow, bead-like lumps on the trunk"]),
        ("mutations in the ABC1 or DEF2 gene", ["mutations in the ABC1 or DEF2 gene"]),
        ("the presence of ataxia and a severe fever", ["ataxia", "severe fever"]),
        ("small hands and feet", ["small hands", "small feet"]),
        ("seizures in 50% of patients", ["seizures"]),
        ("fever, which may be high, and ataxia", ["fever", "ataxia"]),
        ("fever, which leads to thirst, and ataxia", ["fever"]),
        (
            "dry eyes, cloudiness of the gel that fills the eye (haze), and fever",
            ["dry eyes", "cloudiness of the gel", "fever"],
        ),
        ("bent arms and legs (contracture), and fever", ["bent arms and legs", "fever"]),
        ("spots on the skin called freckles, fever, and ataxia", ["spots on the skin", "fever", "ataxia"]),
        ("antibodies against GAD, a protein that helps cells", ["antibodies against GAD"]),
        ("ataxia leading to falls, seizures, and fever", ["ataxia", "seizures", "fever"]),
        ("ataxia and they may become deaf", ["ataxia"]),
        (
            "skin that tears easily, hair that does not grow and fever",
            ["skin that tears easily", "hair that does not grow", "fever"],
        ),
        ("joints that bear the body's weight", ["joints"]),
        ("drugs to lower blood pressure and fever", ["drugs to lower blood pressure", "fever"]),
    ],
)
def test_a_list_becomes_its_members(text: str, expected: list[str]) -> None:
    assert [phrase.words for phrase in phrases(text)] == expected


def test_a_gloss_in_parentheses_is_another_name_of_the_phrase() -> None:
    assert phrases("weak muscle tone (hypotonia) and fever")[0].aliases == ("hypotonia",)


def test_examples_in_parentheses_are_members() -> None:
    found = phrases("autonomic signs (such as fever and seizures)")
    assert [(phrase.words, phrase.governor) for phrase in found[1:]] == [
        ("fever", "autonomic signs"),
        ("seizures", "autonomic signs"),
    ]


def test_examples_know_what_governs_them() -> None:
    assert [phrase.governor for phrase in phrases("behavioral problems such as fever and seizures")] == [
        None,
        *["behavioral problems"] * 2,
    ]


def test_or_marks_all_members() -> None:
    assert all(phrase.joined_by_or for phrase in phrases("fever, ataxia or seizures"))
    assert not any(phrase.joined_by_or for phrase in phrases("fever, ataxia and seizures"))


def test_with_joins_two_findings_where_the_first_stands_alone() -> None:
    text = "encephalopathy with severe insomnia"
    whole = Phrase(0, len(text), text)
    assert [p.words for p in split_with(text, whole, lambda words: words in KNOWN)] == ["encephalopathy", "severe insomnia"]
    text = "difficulty with walking"
    assert len(split_with(text, Phrase(0, len(text), text), lambda words: words in KNOWN)) == 1


def test_a_region_before_a_verb_starts_after_the_last_break() -> None:
    text = "although rare, fever "
    assert text[clip_before(text, 0, len(text)) :] == "although rare, fever "
    assert clip_before("they are ill with a fever ", 0, 26) == 26
    text = "the gait is broad and tremor "
    assert text[clip_before(text, 0, len(text)) :] == "tremor "


@pytest.mark.parametrize(
    ("words", "clean"),
    [
        ("a high fever in infancy", "high fever"),
        ("sometimes fever", "fever"),
        ("signs of fever as well.", "fever"),
        ("no fever", "fever"),
    ],
)
def test_trim_keeps_the_noun_phrase(words: str, clean: str) -> None:
    start, end = trim(words, 0, len(words))
    assert words[start:end] == clean


def test_spans_hold_in_the_text() -> None:
    text = "the presence of fever (pyrexia), ataxia and, in some cases, seizures"
    for phrase in phrases(text):
        assert text[phrase.start : phrase.end] == phrase.words


def test_a_noun_with_an_adjectives_ending_is_no_modifier() -> None:
    assert is_adjectival("renal")
    assert not is_adjectival("steroid")
    assert not is_adjectival("fever")
