"""Grounding whole phrases: by kind, with reasons, or honestly not at all."""

import pytest

from ontology.matching import Matcher, open_matcher

FINDING = ("Symptom", "Complication")
TREATMENT = ("Treatment", "Drug", "Procedure")


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


@pytest.mark.parametrize(
    ("phrase", "expected", "curie"),
    [
        ("ACTH", TREATMENT, "CHEBI:3892"),
        ("adrenocorticotropic hormone (ACTH) administration", TREATMENT, "CHEBI:3892"),
        ("steroid", TREATMENT, "MAXO:0001575"),
        ("a viral infection", ("Trigger",), "MONDO:0005108"),
        ("neuroblastoma", ("Tumor",), "MONDO:0005072"),
        ("a tumor (neuroblastoma)", ("Tumor",), "MONDO:0005072"),
        ("treatment of the underlying neuroblastoma", TREATMENT, "MAXO:0000062"),
        ("marked dysarthria", FINDING, "HP:0001260"),
        ("usually mild ataxia", FINDING, "HP:0001251"),
        ("visual disturbances", FINDING, "HP:0000505"),
        ("mental retardation", FINDING, "HP:0001249"),
        ("sleep disturbances", FINDING, "HP:0002360"),
        ("kidney failure", FINDING, "HP:0000083"),
        ("intravenous immunoglobulin (IVIg)", TREATMENT, "MAXO:0001480"),
        ("diazepam", TREATMENT, "CHEBI:49575"),
        ("autosomal dominant", ("InheritanceMode",), "HP:0000006"),
        ("the cerebellum", ("AnatomicalStructure",), "UBERON:0002037"),
        ("recurrences", ("Complication",), "HP:0031796"),
        ("young adults", ("ClinicalModifier",), "HP:0011462"),
        ("retinal haemangioblastomas", ("Tumor",), "MONDO:0003343"),
        ("radiotherapy", TREATMENT, "MAXO:0000014"),
        ("Abnormality of the ulna", FINDING, "HP:0040071"),  # the label of an obsolete term, which pages keep
    ],
)
def test_a_phrase_in_its_place_gets_its_identifier(
    matcher: Matcher, phrase: str, expected: tuple[str, ...], curie: str
) -> None:
    match = matcher.ground(phrase, expected).match
    assert match is not None
    assert match.curie == curie


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("shock-like spasms", FINDING),
        ("MS", FINDING),
        ("MPD", ()),
        ("gaining weight", FINDING),
        ("widely distributed perivascular lymphocyte infiltration in the brain", FINDING),
        ("family history", FINDING),
        ("ataxia", TREATMENT),  # a finding is no treatment
        ("diazepam", FINDING),
        ("an immunologic process", FINDING),
        ("cranial and limb ataxia", FINDING),  # two things: split first
        ("", FINDING),
        ("the of and", FINDING),
        ("relatives of patients with ataxia", FINDING),  # its head word is another
    ],
)
def test_what_is_not_sure_stays_ungrounded(matcher: Matcher, phrase: str, expected: tuple[str, ...]) -> None:
    assert matcher.ground(phrase, expected).match is None


def test_a_weak_candidate_is_shown_with_its_reasons(matcher: Matcher) -> None:
    grounding = matcher.ground("cranial and limb ataxia", FINDING)
    assert "HP:0002070" in {candidate.curie for candidate in grounding.candidates}
    assert all(candidate.reasons and 0 <= candidate.score <= 1 for candidate in grounding.candidates)


def test_a_dropped_modifier_is_said(matcher: Matcher) -> None:
    match = matcher.ground("marked dysarthria", FINDING).match
    assert match is not None
    assert "left out: marked" in match.reasons
    exact = matcher.ground("dysarthria", FINDING).match
    assert exact is not None
    assert exact.score > match.score


def test_an_exact_name_beats_another_form(matcher: Matcher) -> None:
    scores = {c.curie: c.score for c in matcher.ground("visual disturbances", FINDING).candidates}
    assert scores["HP:0000505"] == max(scores.values())


def test_the_span_is_that_of_the_words_without_articles_lost(matcher: Matcher) -> None:
    phrase = "the cerebellum"
    match = matcher.ground(phrase).match
    assert match is not None
    assert phrase[match.start : match.end] == match.text
