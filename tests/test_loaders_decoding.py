"""Bytes to text, and what is refused."""

import codecs

import pytest

from graph.errors import InputRefused
from loaders.decoding import MAX_BYTES, decode, refuse_size

WORDS = "Café-au-lait spots — 7 cases"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16"),
    ],
)
def test_unicode_is_read_without_its_mark_and_without_warning(data: bytes, encoding: str) -> None:
    decoded = decode(data, "page.txt")
    assert (decoded.text, decoded.encoding, decoded.warnings) == (WORDS, encoding, ())


def test_other_bytes_are_read_as_windows_1252_with_a_warning() -> None:
    decoded = decode(WORDS.encode("windows-1252"), "page.txt")
    assert decoded.text == WORDS
    assert "Windows-1252" in decoded.warnings[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t ",
        b"GIF89a\x00\x01\x00 some words",
        b"\x01\x02\x03\x04words\x05\x06" * 9,
        b"%PDF-1.7 words",
        codecs.BOM_UTF16_LE + b"\x00\xd8\x20",
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(InputRefused) as refused:
        decode(data, "page.txt")
    assert str(refused.value).startswith("page.txt: ")
    assert "\n" not in str(refused.value)


def test_too_many_bytes_are_refused_by_their_number_alone() -> None:
    with pytest.raises(InputRefused, match="50 MB"):
        refuse_size("page.txt", MAX_BYTES + 1)


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree", "page.txt").text == "one\r\ntwo\rthree"
