"""Sections by heading, question, in-line heading, order and cue words; they cover the text."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.headings import SectionRule, section_rules
from loaders.sections import sections_of

RULES = section_rules()


def kinds(text: str) -> list[str]:
    return [section.kind for section in sections_of(text)]


@pytest.mark.parametrize("rule", RULES.headings, ids=lambda rule: f"{rule.kind}:{rule.example}")
def test_a_heading_rule_knows_its_example(rule: SectionRule) -> None:
    assert RULES.heading_kind(rule.example) == rule.kind


@pytest.mark.parametrize("rule", RULES.questions, ids=lambda rule: f"{rule.kind}:{rule.example}")
def test_a_question_rule_knows_its_example(rule: SectionRule) -> None:
    line = rule.example if rule.example.endswith("?") else rule.example + " ?"
    assert RULES.heading_kind(line) == rule.kind


@pytest.mark.parametrize("rule", RULES.cues, ids=lambda rule: f"{rule.kind}:{rule.example}")
def test_a_cue_rule_speaks_for_its_example(rule: SectionRule) -> None:
    assert RULES.cue_kinds(rule.example).get(rule.kind, 0) >= rule.weight


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Anaesthetic problems", "anesthesia"),
        ("Anesthetic implications:", "anesthesia"),
        ("Pre-operative findings", "clinical_aspects"),
        ("Perioperative management", "anesthesia"),
        ("2. Aetiology", "pathophysiology"),
        ("Genetic inheritance", "inheritance"),
        ("SIGNS AND SYMPTOMS", "symptoms"),
        ("References :", "references"),
        ("Is it hereditary?", "inheritance"),
        ("How common is it?", "epidemiology"),
        ("How can it be prevented?", "other"),
        ("Difficult intubation should be expected.", None),
        ("The patient was seen in the clinic", None),
    ],
)
def test_headings_are_known_in_many_wordings(line: str, kind: str | None) -> None:
    assert RULES.heading_kind(line) == kind


def test_headings_part_a_text() -> None:
    assert kinds("Morel disease\n\nHistory\n\nOld.\n\nTreatment\n\nRest.\n") == ["title", "history", "treatment"]


def test_an_inline_heading_parts_a_paragraph() -> None:
    text = "Morel disease\n\nA disease of the eye. Signs: redness, pain. Treatment: drops.\n"
    assert kinds(text) == ["title", "summary", "symptoms", "treatment"]


def test_inside_an_anesthesia_note_management_belongs_to_the_note() -> None:
    text = "Morel disease\n\nA disease.\n\nAnaesthetic problems\n\n1. Stiff neck.\n\nManagement\n\n1. Awake intubation.\n\nManagement"
    assert kinds(text)[2:] == ["anesthesia", "anesthesia", "anesthesia"]
    assert kinds("Morel disease\n\nA disease.\n\nManagement\n\n1. Drops.")[2:] == ["treatment"]


LOST = """At a glance

Inherited disorder of the lens and the liver.


Morel-Blanc Disease; Liver-Eye Syndrome; Morel-Blanc Disease.


First described by A. Morel in 1931 in three sisters.


The prevalence is about 3 per million.

Genetic inheritance

Autosomal recessive.


Deficiency of a copper pump of the liver.


Mainly clinical. A biopsy shows copper.

Clinical aspects

Cataract and a large liver.
"""


def test_lost_headings_are_told_by_cue_words() -> None:
    assert kinds(LOST) == [
        "summary", "synonyms", "history", "epidemiology", "inheritance", "pathophysiology", "diagnosis", "clinical_aspects",
    ]  # fmt: skip


def test_a_lost_heading_without_cue_is_told_by_order() -> None:
    text = LOST.replace("Deficiency of a copper pump of the liver.", "Copper stays in the liver and the eye.")
    assert "pathophysiology" in kinds(text)


def test_folds_part_paragraphs() -> None:
    text = "Morel disease ++ (liver-eye syndrome; copper eye) ++ A rare disease. ++ Signs: cataract. ++ Anesthetic implications: bleeding."
    assert kinds(text) == ["title", "synonyms", "summary", "symptoms", "anesthesia"]


def test_the_answer_of_a_question_keeps_its_kind() -> None:
    text = "Morel disease\n\nHow is it treated ?\n\nDrops.\n\nOverview\n\nThe incidence of relapse is high.\n\n\nRest."
    assert set(kinds(text)) == {"title", "treatment"}


def test_a_word_of_the_subjects_own_name_tells_no_section() -> None:
    text = "Hereditary brindle ataxia\n\nHow common is hereditary brindle ataxia ?\n\nIt affects one person in 90,000."
    assert [section.kind for section in sections_of(text)] == ["title", "epidemiology"]


def test_a_question_of_the_sites_own_is_no_title() -> None:
    text = "Would you like to sign up?\n\nBrindle ataxia is a rare disorder that begins in infancy with tremor and falls."
    assert "title" not in [section.kind for section in sections_of(text)]


def test_a_single_paragraph_is_a_summary() -> None:
    assert kinds("Morel disease is a rare disease of the eye. It begins in childhood.") == ["summary"]


def test_a_given_kind_wins_over_the_words_of_a_heading() -> None:
    assert [s.kind for s in sections_of("Signs\n\nFever.\n", {0: "prognosis"})] == ["prognosis"]


words = st.sampled_from(
    ["Signs:", "Treatment", "fever", "Fever.", "\n", "\n\n", "\n\n\n", "- ", "1. ", " ", "++", "|", "What is it ?", "A; B; C", "\r\n",
     "Share this page", "These resources offer help:", "  - x", "é", "\u202e", "\x85", "...", "90%", "(AB)"]
)  # fmt: skip


@given(st.lists(words, max_size=60).map("".join))
def test_sections_cover_the_text_without_gap_or_overlap(text: str) -> None:
    sections = sections_of(text)
    assert "".join(text[s.start : s.end] for s in sections) == text
    assert all(left.end == right.start for left, right in itertools.pairwise(sections))
    assert all(s.start < s.end for s in sections)
    assert sections == sections_of(text)


@pytest.mark.parametrize(
    "piece", ["A rare disease of the eye. ", "Signs: fever.\n", "x  - y", "What is it ?\n", "++ a ", "a; b; ", "("]
)
def test_time_is_linear(piece: str) -> None:
    text = piece * (300_000 // len(piece))
    begin = time.perf_counter()
    sections_of(text)
    assert time.perf_counter() - begin < 6


@pytest.mark.parametrize("sentence", ["This test does not require anesthesia", "Patients will receive general anesthesia"])
def test_a_sentence_is_no_run_in_heading(sentence: str) -> None:
    assert "anesthesia" not in kinds(
        f"Morel disease\n\nDiagnosis\n\n{sentence}. The scan takes half an hour and needs no stay.\n"
    )


def test_an_unknown_numbered_heading_ends_the_part_above_it() -> None:
    text = "Harlow syndrome\n\n1. Triggers\n\n1.1 Cold and fasting bring on attacks.\n\n2. Escalation\n\n2.1 Call the unit in town.\n"
    assert [(s.kind, s.heading) for s in sections_of(text)][1:] == [("pathophysiology", "Triggers"), ("other", "Escalation")]


def test_abbreviated_headings_open_parts_in_a_paragraph_of_notes() -> None:
    text = "Harlow syndrome\n\nSummary\nA disorder of nerves.\n\nDx: nerve conduction studies.\n\nRx: rest for most.\n"
    assert [(s.kind, s.heading) for s in sections_of(text)][1:] == [
        ("summary", "Summary"),
        ("diagnosis", "Dx"),
        ("treatment", "Rx"),
    ]


def test_what_a_heading_adds_in_brackets_is_no_part_of_it() -> None:
    text = (
        "Harlow syndrome\n\nImmediate management (see the card)\n\nGive oxygen and call for help at once, wherever you are.\n"
    )
    assert sections_of(text)[1].kind == "treatment"


GUIDELINE = """Guideline for the care of people with Fernwood syndrome
Department of Theaters. Version 3.1. Review date: 01/02/2031. Uncontrolled when printed.

1. Introduction

1.1 Fernwood syndrome is a disorder of the calcium stores.

1.2 First described by Abel and Crane in 1911.

2. Triggers

2.1 Halothane.

3. Signs to expect

3.1 Early: fever.

3.2 Complications: kidney failure.

3.3 Late: a raised potassium.

4. Immediate management (see the card on the wall)

4.1 Cool the patient.

5. Planned anesthesia

5.1 Use propofol.

6. Follow-up

6.1 Refer to the clinic.
"""


def test_numbered_headings_part_a_guideline_and_its_items_stay_in_them() -> None:
    assert [s.kind for s in sections_of(GUIDELINE)] == [
        "title", "boilerplate", "summary", "pathophysiology", "other", "complications", "other", "treatment", "anesthesia",
        "monitoring",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Dx: a muscle biopsy, then genetic testing.", "diagnosis"),
        ("DDx - myasthenia, botulism, a stroke of the brain stem.", "diagnosis"),
        ("Rx: most need nothing. Steroids for the rest of them.", "treatment"),
        ("CASE (2011, our records). A man of 40 had asthma and refused the block.", "other"),
    ],
)
def test_short_headings_of_clinicians_open_parts(line: str, kind: str) -> None:
    text = f"FERNWOOD SYNDROME\n\nSUMMARY\nA rare disorder of the muscles of the face.\n\n{line}\n"
    assert kinds(text)[-1] == kind


def test_a_problem_before_its_reason_is_no_heading() -> None:
    text = "Fernwood syndrome\n\nANESTHETIC PROBLEMS (+ = note, ++ = plan)\n++ Difficult intubation: short neck.\n"
    assert [s.heading for s in sections_of(text)][1:] == ["ANESTHETIC PROBLEMS (+ = note, ++ = plan)"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("What if I need an operation?", "anesthesia"),
        ("Can my child have an anaesthetic?", "anesthesia"),
        ("How long does it take to get better?", "prognosis"),
        ("Diagnosis and management", "treatment"),
        ("Emergency treatment (see box)", "treatment"),
    ],
)
def test_more_headings_are_known(line: str, kind: str) -> None:
    assert RULES.heading_kind(line) == kind


@pytest.mark.parametrize("order", ["Exclude infection before any operation.", "Stop aspirin before surgery."])
def test_an_instruction_is_no_run_in_heading(order: str) -> None:
    text = f"Harlow syndrome\n\nTreatment\n\n{order} The blood pressure is measured on both arms before and after.\n"
    assert [section.heading for section in sections_of(text)] == ["Harlow syndrome", "Treatment"]


def test_the_airway_among_other_systems_opens_no_part_on_anesthesia() -> None:
    text = "Harlow syndrome\n\nClinical features\nCardiac: murmur, arrhythmias. Airway: short neck. Growth retarded.\n"
    assert "anesthesia" not in kinds(text)
    assert "anesthesia" in kinds("Harlow syndrome\n\nAirway: short neck and stiff jaw. Keep a videolaryngoscope at hand.\n")


def test_a_long_paragraph_is_not_history_for_one_sentence_on_who_described_it() -> None:
    first = "Harlow syndrome\n\nA rare disorder of connective tissue with onset in childhood. Skin and joints are lax.\n\n"
    tale = "It was first described in 1965 by Jonas Harlow."
    told = " The main signs are lax skin, hernias, and bruises." * 8
    assert "history" not in kinds(first + tale + told + "\n")
    assert "history" in kinds(first + tale + "\n")
