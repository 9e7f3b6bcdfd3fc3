"""Sentences: abbreviations, initials, bullets, questions, what breaks off; spans into the unchanged text."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import Document
from loaders.boundaries import sentence_spans
from loaders.reading import document_from_text
from loaders.sentences import Sentence, sentences_of


def read(text: str) -> Document:
    return document_from_text(text, "s", "n")


def split(text: str) -> list[str]:
    document = read("Morel disease\n\n" + text)
    return [document.text[s.start : s.end] for s in sentences_of(document)]


def flagged(text: str) -> list[tuple[str, Sentence]]:
    document = read("Morel disease\n\n" + text)
    return [(document.text[s.start : s.end], s) for s in sentences_of(document)]


@pytest.mark.parametrize(
    "sentence",
    [
        "It was first described by M. Morel in 1931.",
        "It was described by S. A. Kinnear et al. in London.",
        "Two physicians, P. Ross and C. Adler, named it.",
        "Some drugs (e.g. Aspirin or i.v. Valproate) help.",
        "The dose is approx. 2.5 mg per kg in St. Mary cases vs. Others.",
        "Cultures grew E. coli in no. 5 of Dr. Blanc.",
        "The value is 0.03 to 0.18 per million.",
        "The karyotype is 46,XY in all (see Fig. 2).",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(sentence + " Rest helps.") == [sentence, "Rest helps."]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("They lack vitamin D. The bones bend.", 2),
        ("It follows hepatitis B. Fever is seen.", 2),
        ("Is it rare? Yes. It is!", 3),
        ("Fever is common.Rash is rare in them.", 2),
        ("One in 5 dies.2 Most live.", 2),
        ("He said “no.” Others agreed.", 2),
        ("Fever ... Rash is seen.", 2),
        ("Fever, rash, etc. Pain is rare.", 2),
    ],
)
def test_sentences_are_parted(text: str, count: int) -> None:
    assert len(split(text)) == count


def test_each_bullet_is_a_sentence_under_the_words_that_lead_to_it() -> None:
    found = flagged("Signs\n\nThe signs may include:\n- fever\n- rash in 20%\n\nPain is rare.")
    assert [(words, s.bullet, s.heading) for words, s in found][1:] == [
        ("fever", True, "The signs may include"),
        ("rash in 20%", True, "The signs may include"),
        ("Pain is rare.", False, "Signs"),
    ]


def test_a_lead_to_a_list_does_not_break_off() -> None:
    assert not any(s.truncated for _, s in flagged("Signs\n\nPatients may suffer from\n- fever\n- rash\n"))


def test_bullets_in_mid_line_are_parted() -> None:
    assert split("Signs are:  - fever  - joint pain") == ["Signs are:", "fever", "joint pain"]


def test_a_numbered_item_keeps_its_sentences_and_loses_its_number() -> None:
    assert split("1. Cysts are common. They bleed.\n\n2. Stiff neck") == ["Cysts are common.", "They bleed.", "Stiff neck"]


def test_wrapped_lines_are_one_sentence() -> None:
    text = "A progressive disorder of infancy that is seen in\nall parts of the world and that may lead to the\nloss of sight."
    assert split(text) == [text]


def test_lines_below_a_lead_are_items_even_without_bullets() -> None:
    found = flagged("Signs\n\nThe signs include:\n\nChest pain\n\nTiredness\n\nMost live long. Some relapse.")
    assert [words for words, s in found if s.bullet] == ["Chest pain", "Tiredness"]


def test_a_question_is_flagged() -> None:
    found = flagged("What causes Morel disease ?\n\nNobody knows why.")
    assert [s.question for _, s in found] == [True, False]


def test_titles_references_and_furniture_yield_none() -> None:
    assert split("Rest helps.\n\nReferences\n\nMorel A. Lancet 1988; 2: 55.\n\nShare this page\n") == ["Rest helps."]


@pytest.mark.parametrize(
    ("text", "truncated"),
    [
        ("Check the heart. Check for stiffness or ...", True),
        ("Check the heart. Check for stiffness or…", True),
        ("Check the heart. Look at the liver and the", True),
        ("Check the heart. Look for a large liver\n\nShare this page", True),
        ("Check the heart. Look for a large liver", False),
        ("Check the heart. Look for a large liver.", False),
        ("Fever ... Rash is seen in all.", False),
    ],
)
def test_what_breaks_off_is_flagged(text: str, truncated: bool) -> None:
    assert flagged(text)[-1][1].truncated is truncated


def test_a_flattened_table_becomes_rows() -> None:
    text = "Signs and Symptoms Approximate number of patients (when available) Fever 90% Skin rash 50% Wide mouth 7.5% Gout - Pain 2/9"
    found = flagged(text)
    assert [words for words, s in found if s.bullet] == ["Fever 90%", "Skin rash 50%", "Wide mouth 7.5%", "Gout -", "Pain 2/9"]


def test_a_flattened_list_becomes_items() -> None:
    text = "Other signs may include: Loss of smell History of Wilms tumor Low tone (floppy child) Seizures"
    assert split(text)[1:] == ["Loss of smell", "History of Wilms tumor", "Low tone (floppy child)", "Seizures"]


pieces = st.sampled_from(
    ["Signs:", "fever", "Fever. ", "\n", "\n\n", "- ", "1. ", " ", "What is it ?", "M. X ", "...", "…", "(e.g. ", ")", "90% ", "A b ",
     "\r\n", "include: ", "\u2028", "é", "Share this page"]
)  # fmt: skip


@given(st.lists(pieces, max_size=60).map("".join))
def test_sentences_are_trimmed_ordered_and_within_their_section(text: str) -> None:
    document = document_from_text(text, "s", "n")
    last = 0
    for sentence in sentences_of(document):
        words = text[sentence.start : sentence.end]
        assert words == words.strip() != ""
        assert last <= sentence.start
        last = sentence.end
        holders = [s for s in document.sections if s.start <= sentence.start and sentence.end <= s.end]
        assert [s.kind for s in holders] == [sentence.section]


@pytest.mark.parametrize("piece", ["One is rare. ", "A. ", "- x\n", "(", ". ", "What is it ?\n", "x  - y", "Fever 10% "])
def test_time_is_linear(piece: str) -> None:
    document = Document("s", "n", piece * (300_000 // len(piece)))
    begin = time.perf_counter()
    sentences_of(document)
    assert time.perf_counter() - begin < 6


@pytest.mark.shared
def test_only_the_last_advice_of_the_real_page_breaks_off(shared: Path) -> None:
    document = read((shared / "monographs" / "kinsbourne-monograph.txt").read_text())
    cut = [s for s in sentences_of(document) if s.truncated]
    assert [s.section for s in cut] == ["anesthesia"]
    assert document.text[cut[0].start : cut[0].end].endswith("...")


@pytest.mark.parametrize(
    ("words", "section"),
    [
        ("When general anesthesia is needed, a longer block should be expected.", "anesthesia"),
        ("If you need an operation, tell the anesthetist about your neck.", "anesthesia"),
        ("Warn the anesthetist of the short neck.", "anesthesia"),
        ("The cyst is removed under general anesthesia.", "treatment"),
    ],
)
def test_advice_for_anesthesia_in_a_part_on_treatment(words: str, section: str) -> None:
    page = f"Morel disease\n\nTreatment\n\nAspirin is given. {words}\n"
    assert sentences_of(document_from_text(page, "s", "n"))[-1].section == section


def test_a_megabyte_of_notes_is_read_in_two_seconds() -> None:
    note = (
        "Morel disease\n\nA rare disorder of the eye, first described by A. Morel in 1931 (see Fig. 2). About 20% of patients relapse.\n\n"
        "Signs:\n- cataract in 90%\n- fever\n\nAnesthetic implications:\ndifficult intubation; avoid halothane.\n\n"
    )
    text = note * (1_000_000 // len(note))
    begin = time.process_time()
    found = sentences_of(document_from_text(text, "s", "n"))
    assert time.process_time() - begin < 4  # 2 s on a machine of its own
    assert len(found) >= 5 * (1_000_000 // len(note))


def test_a_gap_in_a_line_parts_an_item_from_the_sentence_after_it() -> None:
    text = "Symptoms are   - fever    - weight loss       Tests that look at the blood can find it."
    found = [text[a:b] for a, b in sentence_spans(text, 0, len(text))]
    assert found[-1] == "Tests that look at the blood can find it."
    assert found[-2].endswith("weight loss")


def test_a_gap_within_a_phrase_parts_nothing() -> None:
    text = "It is common in the    United States and in     Europe."
    assert len(sentence_spans(text, 0, len(text))) == 1
