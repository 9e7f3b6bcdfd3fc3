"""Texts in other languages are known by their function words."""

import pytest

from loaders.english import language_is_english


@pytest.mark.parametrize(
    "text",
    [
        "The disease is rare and begins in childhood; it affects the liver and the eye of most patients.",
        "Signs: fever, rash, cataract. Treatment: rest. Difficult intubation; avoid halothane.",
        "von Recklinghausen disease; café-au-lait spots",
        "Morel disease",
    ],
)
def test_english_is_known(text: str) -> None:
    assert language_is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Maladie rare du foie et de l'oeil, décrite pour la première fois en 1931. Elle est due à une mutation du gène.",
        "Enfermedad rara del hígado y de los ojos, que se presenta en la infancia con fiebre y convulsiones en los niños.",
        "Seltene Erkrankung der Leber und des Auges, die in der Kindheit beginnt und mit Fieber einhergeht.",
        "Malattia rara del fegato e degli occhi che si presenta nella prima infanzia con febbre e convulsioni.",
        "Редкое заболевание печени и глаз, начинается в детстве.",
        "肝臓と眼のまれな病気である。",
    ],
)
def test_other_languages_are_known(text: str) -> None:
    assert not language_is_english(text)
