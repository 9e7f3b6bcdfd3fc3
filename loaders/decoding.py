"""Bytes to text: UTF-8, UTF-16 with a byte-order mark, else Windows-1252; what is no text is refused in one sentence.

Place in the flow: first step of reading; the text made here is the text that all spans count in.
"""

import codecs
from dataclasses import dataclass
from typing import Final

from graph.errors import InputRefused

MAX_BYTES: Final = 50_000_000
_SAMPLE: Final = 65_536
_CONTROL_SHARE: Final = 0.02
_CONTROLS: Final = bytes(code for code in range(32) if code not in (8, 9, 10, 11, 12, 13, 27))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file and what had to be assumed to read it; `warnings` are full sentences, empty as a rule."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def refuse_size(source: str, size: int) -> None:
    """Raise InputRefused for a size in bytes that is nothing or too much."""
    if size == 0:
        raise InputRefused(source, "the file is empty; give a text that has words.")
    if size > MAX_BYTES:
        raise InputRefused(source, f"larger than {MAX_BYTES // 1_000_000} MB; split it into documents of their own.")


def decode(data: bytes, source: str) -> Decoded:
    """Return the text of `data`. A byte-order mark is dropped, everything else stays, line ends included.

    Raises InputRefused for nothing at all, more than 50 MB, and bytes that are no text: NUL bytes outside UTF-16, or more
    than 2 % control characters.
    """
    refuse_size(source, len(data))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _checked(_decode_utf16(data, source), source)
    sample = data[:_SAMPLE]
    if data.startswith(b"%PDF-"):
        raise InputRefused(source, "a PDF; save its text as a .txt or .html file and load that.")
    if b"\0" in data:
        raise InputRefused(source, "a binary file (it has NUL bytes); only text and HTML can be read.")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _CONTROL_SHARE * len(sample):
        raise InputRefused(source, "a binary file (too many control characters); only text and HTML can be read.")
    try:
        return _checked(Decoded(data.decode("utf-8-sig"), "utf-8"), source)
    except UnicodeDecodeError as error:
        # The five bytes that Windows-1252 leaves undefined become replacement characters; offsets stay one a byte.
        warning = f"{source}: byte {error.start} is not UTF-8; read as Windows-1252, so accents may be wrong."
        return _checked(Decoded(data.decode("windows-1252", errors="replace"), "windows-1252", (warning,)), source)


def _decode_utf16(data: bytes, source: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-16"), "utf-16")
    except UnicodeDecodeError:
        raise InputRefused(source, "begins as UTF-16 but is cut or damaged; save it as UTF-8.") from None


def _checked(decoded: Decoded, source: str) -> Decoded:
    """Refuse a text without a single word."""
    if "\0" in decoded.text[:_SAMPLE]:
        raise InputRefused(source, "a binary file (it has NUL characters); only text and HTML can be read.")
    if not decoded.text.strip("\ufeff \t\r\n\f\v\u200b"):
        raise InputRefused(source, "the file has no words; give a text that has some.")
    return decoded
