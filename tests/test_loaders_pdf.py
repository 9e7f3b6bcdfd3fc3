"""The text of PDFs: pages in order, whole words, spans that hold; what has no text is refused in one sentence."""

import io
import time
from pathlib import Path

import pytest
from pdf_pages import pdf
from pypdf import PdfReader, PdfWriter

from graph.errors import InputRefused
from loaders.extraction import extract
from loaders.reading import read, read_bytes
from ontology.matching import open_matcher

PAGE = (
    "Harlow syndrome",
    "",
    "Harlow syndrome is a rare disorder of childhood. It is charac-",
    "terized by seizures, ataxia and a wide-based gait in most of the",
)
NEXT = ("affected children.", "Treatment is with carbamazepine.")


def text_of(data: bytes) -> str:
    return read_bytes(data, "file:///p.pdf", "p").document.text


def encrypted(data: bytes, user: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_come_in_order_parted_by_form_feeds() -> None:
    text = text_of(pdf(PAGE, NEXT))
    assert text.index("rare disorder") < text.index("\f") < text.index("affected children")
    assert text.count("\f", 0, text.index("carbamazepine")) + 1 == 2


def test_a_word_broken_at_a_line_end_is_made_whole() -> None:
    text = text_of(pdf(PAGE, NEXT))
    assert "characterized" in text
    assert "wide-based" in text


def test_a_hyphen_stays_where_the_text_has_the_word_with_it() -> None:
    assert "\nlow-grade fever" in text_of(pdf(["A low-grade fever is usual, and the low-", "grade fever lasts."]))
    assert "Denys-Drash" in text_of(pdf(["It is called the Denys-", "Drash syndrome."]))


def test_a_word_broken_at_a_pages_end_begins_the_next_page() -> None:
    assert "\fseizures are" in text_of(pdf(["These seiz-"], ["ures are frequent."]))


def test_a_sentence_may_go_on_on_the_next_page() -> None:
    document = read_bytes(pdf(PAGE, NEXT), "file:///p.pdf", "p").document
    graph = extract(document, open_matcher())
    found = {statement.object.label for statement in graph.statements}
    assert {"Seizure", "Ataxia"} <= found
    for statement in graph.statements:
        for place in statement.evidence:
            assert document.text[place.start : place.end] == place.text


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = [("Guide to rare diseases 2019", f"Part {word} of the text.", "More words.", f"Page {n} of 3") for n, word in
             enumerate(("one", "two", "three"), 1)]  # fmt: skip
    text = text_of(pdf(*pages))
    assert "Guide" not in text
    assert "Page" not in text
    assert [word in text for word in ("Part one", "Part two", "Part three")] == [True] * 3


def test_a_pdf_that_is_encrypted_without_a_password_is_read() -> None:
    assert "rare disorder" in text_of(encrypted(pdf(PAGE), ""))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (encrypted(pdf(PAGE), "secret"), "encrypted"),
        (pdf((), ()), "without text"),
        (pdf(PAGE)[:200], "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 50, "damaged"),
        (b"%PDF-", "damaged"),
        (pdf(PAGE).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), "PDF"),
        (pdf(PAGE).replace(b"/Type /Pages", b"/Type /Catalog"), "PDF"),
    ],
)
def test_a_pdf_that_gives_no_text_is_refused_in_one_sentence(
    data: bytes, words: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.pdf"
    path.write_bytes(data)
    begin = time.process_time()
    with pytest.raises(InputRefused, match=words) as refused:
        read(path)
    assert time.process_time() - begin < 5
    assert "\n" not in str(refused.value)
    assert capfd.readouterr() == ("", "")


def test_a_page_that_is_damaged_is_told_and_the_others_are_read() -> None:
    data = pdf(PAGE, ("Second page.",)).replace(b"(Second page.) Tj", b"<< /A [ ) Tj     ")
    reading = read_bytes(data, "file:///p.pdf", "p")
    assert "rare disorder" in reading.document.text


def test_many_pages_take_time_in_proportion() -> None:
    line = "The disorder affects the skin and the eyes of most children who have it."

    def seconds(pages: int) -> float:
        data = pdf(*[[line] * 40] * pages)
        begin = time.process_time()
        text_of(data)
        return time.process_time() - begin

    seconds(2)
    assert seconds(80) < 12 * max(seconds(20), 0.05)
