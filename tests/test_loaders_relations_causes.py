"""A cause is named in full and is of the disease, not of a form of it, of a sign, or of another disease."""

from collections.abc import Callable

import pytest

from loaders.extraction import extract
from loaders.medquad import document_from_medquad
from ontology.matching import open_matcher

Causes = set[tuple[str, str, bool]]
Reader = Callable[[str], Causes]
NAME = "Harlow syndrome"


@pytest.fixture(scope="module")
def causes() -> Reader:
    matcher = open_matcher()

    def read(answer: str) -> Causes:
        page = (
            f"<Document><Focus>{NAME}</Focus><QAPairs><QAPair><Question qtype='causes'>What causes {NAME} ?</Question>"
            f"<Answer>{answer}</Answer></QAPair></QAPairs></Document>"
        )
        graph = extract(document_from_medquad(page, "file:///p", "p"), matcher)
        return {(s.subject.label, s.object.label, s.negated) for s in graph.statements if s.relation == "caused_by"}

    return read


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Harlow syndrome is caused by a metabolic disorder called Pompe disease.", "Pompe disease"),
        ("Harlow syndrome results from the buildup of a fat called ceramide.", "buildup of a fat called ceramide"),
        (
            "Harlow syndrome is caused by damage to the parts of the brain that control language.",
            "damage to the parts of the brain that control language",
        ),
        ("Mutations in the HRL1 gene lower the amount of lipase.", "Mutations in the HRL1 gene"),
        ("Most of the HRL1 gene mutations that cause Harlow syndrome shorten the protein.", "HRL1 gene mutations"),
        ("Harlow syndrome is caused by reduced activity of a lipase, an enzyme in the liver.", "reduced activity of a lipase"),
        ("Harlow syndrome is caused by a shortage of minerals, such as calcium, in bones.", "shortage of minerals"),
        ("The main cause of Harlow syndrome is surgery to remove the spleen.", "surgery to remove the spleen"),
        (
            "Problems with nerves, muscles, or glands of the skin cause Harlow syndrome.",
            "Problems with nerves, muscles, or glands of the skin",
        ),
        (
            "Harlow syndrome results from mutations in at least two known genes, HRL1 and HRL2.",
            "mutations in at least two known genes, HRL1 and HRL2",
        ),
        ("Harlow syndrome can also result from inflammation not related to surgery.", "inflammation"),
    ],
)
def test_a_cause_keeps_the_words_that_name_it_and_no_others(causes: Reader, sentence: str, named: str) -> None:
    assert causes(sentence) == {(NAME, named, False)}


def test_what_a_disease_is_not_caused_by_is_denied(causes: Reader) -> None:
    assert causes("Harlow syndrome is not caused by stress.") == {(NAME, "stress", True)}


@pytest.mark.parametrize(
    "sentence",
    [
        "A virus cannot cause Harlow syndrome on its own.",
        "However, loss of the HRL2 gene does not cause the other features of Harlow syndrome.",
        "The most common cause of Harlow syndrome is currently not well understood.",
        "The first symptoms of Harlow syndrome result from swelling of the liver.",
        "The hearing loss in people with Harlow syndrome is caused by otosclerosis.",
        "These infections are caused by a fungus.",
        "It is not known whether Harlow syndrome is caused by smoking.",
        "The resulting imbalance of salts underlies Harlow syndrome.",
        "Norton syndrome is similar, but it results from mutations in the NRT1 gene.",
    ],
)
def test_no_cause_is_made_of_a_denial_of_a_sign_or_of_another_disease(causes: Reader, sentence: str) -> None:
    assert causes(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("Type 2 Harlow syndrome is caused by a lack of lipase.", "Harlow syndrome type 2"),
        ("A lack of lipase causes aplastic Harlow syndrome.", "aplastic Harlow syndrome"),
    ],
)
def test_a_cause_of_one_form_is_said_of_that_form(causes: Reader, sentence: str, form: str) -> None:
    assert {label for label, _, _ in causes(sentence)} == {form}
