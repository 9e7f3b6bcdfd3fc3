"""Pages that are notes on anesthesia from their title on."""

import pytest

from loaders.extraction import extract
from loaders.reading import document_from_text
from loaders.sections import sections_of
from ontology.matching import open_matcher

CARD = """Harlow disease - anesthetic note

BEFORE
- echocardiogram
- blood gases

DO NOT
- use a tourniquet without padding

DRUGS
Ketamine fine. Nasal intubation contraindicated.

Plan
Extubate awake.
"""


def concerns(text: str) -> set[tuple[str | None, str | None]]:
    """(action, words) of the concerns of a page."""
    document = document_from_text(text, "file:///page", "page")
    return {
        (place.qualifier("action"), place.object_text)
        for statement in extract(document, open_matcher()).statements
        if statement.relation == "has_anesthesia_concern"
        for place in statement.evidence
    }


def test_all_parts_of_a_card_are_about_anesthesia() -> None:
    assert [section.kind for section in sections_of(CARD)] == ["title", *["anesthesia"] * 4]


def test_a_card_names_its_disease_before_the_dash() -> None:
    document = document_from_text(CARD, "file:///card", "card")
    subject = extract(document, open_matcher()).subject
    assert subject is not None
    assert subject.label == "Harlow disease"


def test_the_head_of_a_list_says_what_is_to_be_avoided() -> None:
    found = concerns(CARD)
    assert ("avoid", "tourniquet without padding") in found
    assert ("prefer", "tourniquet without padding") not in found


def test_a_note_without_verb_says_what_to_do() -> None:
    assert {("prefer", "Ketamine"), ("avoid", "Nasal intubation")} <= concerns(CARD)


def test_a_department_in_a_line_makes_no_note() -> None:
    text = "Department of Anaesthesia\n\nHarlow disease\n\nTreatment\n\nThe disease is treated with prednisone.\n"
    assert "anesthesia" not in [section.kind for section in sections_of(text)]


def test_a_page_that_tells_of_the_disease_keeps_its_treatment() -> None:
    parts = (
        "Inheritance\n\nAutosomal dominant.\n\nSymptoms\n\nFever is common.\n\nTreatment\n\nPrednisone helps most patients.\n"
    )
    kinds = [section.kind for section in sections_of(f"Harlow disease: anesthesia and medicine\n\n{parts}")]
    assert "treatment" in kinds


PAPER = "Anesthetic management of a child with Harlow disease\n\nAbstract. Harlow disease is a rare disorder of muscle. "


def test_prose_of_a_paper_is_read_for_what_was_done() -> None:
    found = concerns(f"{PAPER}A murmur calls for echocardiography. Seizure medication should be given on the day of surgery.\n")
    assert {("check", "echocardiography"), ("prefer", "Seizure medication")} <= found


def test_signs_in_a_paper_are_no_risks_of_anesthesia() -> None:
    assert concerns(f"{PAPER}Short stature and a cleft palate are common.\n") == set()


BESIDE = """Harlow disease

Management.
Anesthesia: Micrognathia may make intubation difficult.
Surveillance: Annual measurement of growth and liver enzymes.
Agents/circumstances to avoid: Haloperidol.
"""


def test_parts_beside_a_note_are_not_within_it() -> None:
    assert concerns(BESIDE) == {("risk", "difficult intubation"), ("risk", "Micrognathia")}


MONITORED = (
    "Harlow disease\n\nHarlow disease is a rare disorder.\n\nMonitoring\n\nAvoid thiazides. Check serum calcium every year.\n"
)


def test_checks_over_the_years_are_no_concern_of_anesthesia() -> None:
    assert concerns(MONITORED) == set()


@pytest.mark.parametrize("heading", ["Complications after surgery may include", "Bleeding after surgery", "After surgery"])
def test_what_follows_an_operation_that_treats_is_no_note(heading: str) -> None:
    text = f"Harlow disease\n\nTreatment\n\nSurgery removes the gland.\n\n{heading}\n\n- pain\n- infection of the wound\n"
    assert concerns(text) == set()


def wording(sentence: str) -> set[tuple[str | None, str | None]]:
    return concerns(f"Harlow disease\n\nHarlow disease is rare.\n\nAnesthetic management\n\n{sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Atropine and scopolamine, which raise the temperature, should be omitted.",
            {("avoid", "Atropine"), ("avoid", "scopolamine")},
        ),
        ("Ketamine lowers the seizure threshold and should be avoided.", {("avoid", "Ketamine")}),
        ("Regional anesthesia is not forbidden.", {("prefer", "Regional anesthesia")}),
        ("Etomidate has no place.", {("avoid", "Etomidate")}),
        ("Monitor potassium hourly.", {("monitor", "potassium")}),
        ("Pyridostigmine is continued until the operation.", {("prefer", "Pyridostigmine")}),
        ("Exposure to volatile agents should be kept to a minimum.", {("avoid", "Exposure to volatile agents")}),
        (
            "Hypoxia and fever both precipitate bronchospasm.",
            {("risk", "Hypoxia"), ("risk", "bronchospasm"), ("risk", "fever")},
        ),
    ],
)
def test_wordings_of_notes(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert wording(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Upper respiratory infection heals within weeks.",
        "Extubation deserves the same respect as induction.",
        "(Grade B)",
        "Yes.",
    ],
)
def test_a_sentence_or_a_grade_is_no_note(sentence: str) -> None:
    assert wording(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Lactate-containing fluids must not be infused.", "prefer"),
        ("Neither general nor regional anesthesia is contraindicated.", "avoid"),
        ("Paralysis before the airway is safe has led to death.", "prefer"),
    ],
)
def test_a_denial_is_never_turned_round(sentence: str, wrong: str) -> None:
    assert wrong not in {action for action, _ in wording(sentence)}


def test_a_page_on_anesthesia_itself_has_no_concerns() -> None:
    text = "Anesthesia\n\nIf you are having surgery, you must take a mild sedative. Avoid food and drink before anesthesia.\n"
    assert concerns(text) == set()


def test_rows_of_a_table_are_notes() -> None:
    rows = "Stiff neck | Videolaryngoscope; fiberoptic intubation\nSuxamethonium | Avoid (hyperkalemia)\n"
    found = concerns(f"Harlow disease\n\nHarlow disease is rare.\n\nImplications for anesthesia\n\n{rows}")
    assert {("avoid", "Suxamethonium"), (None, "Stiff neck"), (None, "Videolaryngoscope")} <= found


def test_what_a_reaction_is_to_is_told_in_other_parts() -> None:
    text = (
        "Harlow disease\n\nHarlow disease is a myopathy. Patients may have life-threatening reactions to general anesthesia.\n"
    )
    assert concerns(text) == {("risk", "life-threatening reactions to general anesthesia")}
