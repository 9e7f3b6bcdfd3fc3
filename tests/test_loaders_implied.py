"""Which sentences of an abstract are read as parts on treatment or diagnosis."""

from loaders.implied import implied_kinds

_ABSTRACT = (
    "Harlow syndrome is a disorder of the skin.",
    "Blisters and fever are usual.",
    "Skin biopsy leads to the diagnosis.",
    "Treatment is with prednisone.",
    "Rituximab is kept for those who relapse.",
    "The prognosis is good.",
    "Fever comes back in some.",
)


def _kinds(*words: str, section: str = "summary") -> dict[int, str]:
    return implied_kinds([(section, sentence) for sentence in words])


def test_a_summary_is_parted_by_its_words() -> None:
    assert _kinds(*_ABSTRACT) == {2: "diagnosis", 3: "treatment", 4: "treatment"}


def test_other_sections_stay() -> None:
    assert _kinds(*_ABSTRACT, section="symptoms") == {}


def test_a_definition_of_two_sentences_stays() -> None:
    assert _kinds(*_ABSTRACT[2:4]) == {}


def test_treatment_does_not_go_on_in_the_first_half() -> None:
    assert _kinds("Treatment is surgical.", "Cysts grow.", "Pain follows.", "Fever is rare.", "Bones may ache.") == {
        0: "treatment"
    }


def test_an_age_at_diagnosis_is_no_test() -> None:
    words = (
        "The mean age at diagnosis is 40 years.",
        "Three are diagnosed with lupus.",
        "Lupus enters the differential diagnosis.",
    )
    assert _kinds("It is a disorder.", *words) == {}
