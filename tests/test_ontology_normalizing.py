"""Normal forms: spelling and number folded away, different words kept apart."""

import pytest

from ontology.normalizing import WORD, normalize


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anaemia", "Anemias"),
        ("oedema", "edema"),
        ("tumours", "tumor"),
        ("diarrhoea", "diarrhea"),
        ("metastases", "metastasis"),
        ("biopsies", "biopsy"),
        ("vertebrae", "vertebra"),
        ("bronchi", "bronchus"),
        ("feet", "foot"),
        ("fibromata", "fibroma"),
        ("Ménière", "meniere"),
        ("Wilson's", "wilson"),
        ("non-progressive", "nonprogressive"),
        ("haemangioblastomas", "hemangioblastoma"),
        ("localisation", "localization"),
    ],
)
def test_variants_meet(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"), [("ileum", "ilium"), ("hypotonia", "hypertonia"), ("stenosis", "sclerosis"), ("uremia", "anemia")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


@pytest.mark.parametrize("word", ["rabies", "scabies", "pelvis", "virus", "abscess", "lens", "gas"])
def test_normal_forms_are_stable(word: str) -> None:
    assert normalize(normalize(word)) == normalize(word)


def test_a_prefix_with_a_hyphen_is_one_word() -> None:
    assert WORD.findall("pre-auricular pits, shock-like") == ["pre-auricular", "pits", "shock", "like"]
