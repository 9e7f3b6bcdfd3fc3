"""How far a disease's mention reaches, what its short forms mean, and what is a disease without a name."""

import pytest

from loaders.disease_phrases import unnamed_diseases, widened
from loaders.mentions import Mention, annotate
from loaders.reading import document_from_text
from loaders.shortforms import short_forms
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def diseases(text: str, matcher: Matcher) -> list[Mention]:
    found = annotate(document_from_text(text, "test:x", "x"), matcher)
    return [m for m in found if {"Disease", "Syndrome", "Tumor"} & set(m.kinds)]


@pytest.mark.parametrize(
    ("text", "name", "phrase"),
    [
        ("a family with hereditary deafness here", "deafness", "hereditary deafness"),
        ("with X-linked recessive ichthyosis", "ichthyosis", "X-linked recessive ichthyosis"),
        ("familial and sporadic gout occur", "gout", "familial and sporadic gout"),
        ("in stage III melanoma", "melanoma", "stage III melanoma"),
        ("recessively inherited gout", "gout", "recessively inherited gout"),
        ("has Usher syndrome type 2A", "Usher syndrome", "Usher syndrome type 2A"),
        ("with severe gout", "gout", "gout"),
        ("many cases of gout", "gout", "gout"),
        ("the human gout", "gout", "gout"),
    ],
)
def test_modifiers_of_form_belong_to_the_name_and_those_of_degree_do_not(text: str, name: str, phrase: str) -> None:
    start = text.index(name)
    low, high = widened(text, start, start + len(name))
    assert text[low:high] == phrase


def test_a_phrase_does_not_reach_into_the_sentence_before() -> None:
    text = "It is familial gout"
    assert widened(text, 15, 19, low=15) == (15, 19)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("a lymphoreticular disease", ["lymphoreticular disease"]),
        ("PTEN-associated disorders", ["PTEN-associated disorders"]),
        ("an enzyme deficiency", ["enzyme deficiency"]),
        ("the clinical disease of these patients", []),
        ("this disorder and the disease", []),
        ("several typical abnormalities", []),
    ],
)
def test_a_class_alone_names_a_disease_and_empty_words_do_not(text: str, phrases: list[str]) -> None:
    assert [text[start:end] for start, end in unnamed_diseases(text, 0, len(text))] == phrases


def test_a_short_form_is_read_wherever_the_text_has_defined_it(matcher: Matcher) -> None:
    text = "Ataxia telangiectasia (A-T) is rare. Carriers of A-T are healthy."
    last = diseases(text, matcher)[-1]
    assert (last.text, last.curie) == ("A-T", "MONDO:0008840")
    assert "short form defined in the text" in last.reasons


@pytest.mark.parametrize("again", ["NF2", "NF 2", "NF-2"])
def test_the_number_of_a_short_form_may_stand_apart(matcher: Matcher, again: str) -> None:
    text = f"Neurofibromatosis type 2 (NF2) is rare. {again} runs in families, and NF22 is no such form."
    assert [(m.text, m.curie) for m in diseases(text, matcher)][1:] == [("NF2", "MONDO:0007039"), (again, "MONDO:0007039")]


def test_a_short_form_takes_the_noun_behind_its_bracket(matcher: Matcher) -> None:
    text = "The von Hippel-Lindau (VHL) disease is inherited. VHL was found."
    assert diseases(text, matcher)[-1].curie == "MONDO:0008667"


def test_a_short_form_that_means_two_things_means_neither(matcher: Matcher) -> None:
    text = "Multiple sclerosis (MS) was seen. Marfan syndrome (MS) was seen, too. MS was treated."
    assert short_forms(document_from_text(text, "test:x", "x"), matcher) == {}


def test_an_undefined_short_form_is_no_mention(matcher: Matcher) -> None:
    assert diseases("MS and MPD were treated.", matcher) == []


def test_a_coordination_is_one_phrase_for_both_of_its_diseases(matcher: Matcher) -> None:
    found = {m.text for m in diseases("We saw breast and ovarian cancer.", matcher)}
    assert found == {"breast and ovarian cancer"}


def test_a_disease_without_a_term_is_local_and_says_so(matcher: Matcher) -> None:
    (found,) = diseases("She had a fatal lymphoreticular disease.", matcher)
    assert found.curie.startswith("local:")
    assert found.score < 0.6
    assert "no term of this name" in found.reasons


def test_the_gene_of_a_disease_mentions_the_disease(matcher: Matcher) -> None:
    assert [m.text for m in diseases("The Wiskott-Aldrich syndrome gene was found.", matcher)] == ["Wiskott-Aldrich syndrome"]
