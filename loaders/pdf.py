"""Reads the text of a PDF: pages in order, words broken at line ends made whole, running heads and page numbers left out.

Place in the flow: reading.py hands the bytes over. The text made here is the document's text, which all spans count in. Pages
are parted by a form feed, so that the page of a place is one more than the form feeds before it. Nothing in a PDF is executed.
"""

import io
import logging
import re
import struct
import zlib
from collections import Counter
from typing import Final

from graph.errors import InputRefused
from graph.model import Document
from loaders.decoding import MAX_BYTES
from loaders.sections import sections_of

LOADER: Final = "pdf/1"
MAX_PAGES: Final = 5000
# What a reader of damaged files raises besides its own errors.
_DAMAGE: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
_DAMAGED: Final = "a damaged PDF; save its text as a .txt file and load that."
_ENCRYPTED: Final = "an encrypted PDF; save it without its password and load that."
_NO_TEXT: Final = "a PDF without text (its pages are pictures); make text of them by character recognition first."
_QUIET: Final = logging.NullHandler()
# No words: half characters, controls but line ends and tabs, the soft hyphen that shows only where a line breaks.
_NO_WORDS: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|\u00ad(?!\n)")
_LIGATURES: Final = {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
_BROKEN: Final = re.compile(r"([^\W\d_]{2,})[-\u2010\u00ad]([\n\f])[ \t]*([^\W\d_]{2,})")
_NUMBERED: Final = re.compile(r"(?:page\s+|-\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*-)?", re.IGNORECASE)
_FEWEST_PAGES: Final = 3
_RUNNING: Final = 0.6  # of the pages that a running head stands on


def document_from_pdf(data: bytes, source: str, name: str, shown: str) -> tuple[Document, tuple[str, ...]]:
    """The document of a PDF and warnings (pages that cannot be read). Raises InputRefused for one that is encrypted, damaged,
    without text, or of more than 5,000 pages."""
    pages, broken = _pages(data, shown)
    text = _text(pages)
    if not any(character.isalpha() for character in text):
        raise InputRefused(shown, _DAMAGED if broken and broken == len(pages) else _NO_TEXT)
    sections = sections_of(text)
    title = next((section.heading for section in sections if section.kind == "title"), None)
    warnings = (f"{shown}: {broken} of {len(pages)} pages cannot be read and are left out.",) if broken else ()
    return Document(source, name, text, sections, title, "pdf", LOADER), warnings


def _pages(data: bytes, shown: str) -> tuple[list[str], int]:
    """The text of each page, and of how many there is none because they are damaged."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

    logging.getLogger("pypdf").addHandler(_QUIET)  # what it mends in a file is no news for the user
    pages: list[str] = []
    broken = 0
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise InputRefused(shown, _ENCRYPTED)
        number = len(reader.pages)
        if number > MAX_PAGES:
            raise InputRefused(shown, f"a PDF of more than {MAX_PAGES} pages; split it into documents of their own.")
        size = 0
        for page in reader.pages:
            try:
                pages.append(page.extract_text())
            except (*_DAMAGE, PyPdfError):
                broken += 1
                pages.append("")
            size += len(pages[-1])
            if size > MAX_BYTES:
                raise InputRefused(shown, f"larger than {MAX_BYTES // 1_000_000} MB; split it into documents of their own.")
    except (DependencyError, FileNotDecryptedError):
        raise InputRefused(shown, _ENCRYPTED) from None
    except (*_DAMAGE, PyPdfError):
        raise InputRefused(shown, _DAMAGED) from None
    return pages, broken


def _text(pages: list[str]) -> str:
    """The pages as one text."""
    lines = [_lines(page) for page in pages]
    running = _running_heads(lines)
    kept = ["\n".join(_without_furniture(page, running)) for page in lines]
    return _whole_words("\f".join(kept)).strip() + "\n"


def _lines(page: str) -> list[str]:
    for ligature, letters in _LIGATURES.items():
        page = page.replace(ligature, letters)
    page = page.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")
    lines = [line.rstrip() for line in _NO_WORDS.sub("", page).split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return lines


def _running_heads(pages: list[list[str]]) -> frozenset[str]:
    """The first and last lines that most pages share, numbers aside."""
    if len(pages) < _FEWEST_PAGES:
        return frozenset()
    seen = Counter(key for page in pages for key in {_key(line) for line in (*page[:2], *page[-2:])})
    return frozenset(key for key, number in seen.items() if number >= max(_FEWEST_PAGES, _RUNNING * len(pages)))


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _without_furniture(page: list[str], running: frozenset[str]) -> list[str]:
    """The lines but for running heads and page numbers at the page's ends."""
    start, end = 0, len(page)
    while start < min(2, end) and _is_furniture(page[start], running):
        start += 1
    while end > max(start, len(page) - 2) and _is_furniture(page[end - 1], running):
        end -= 1
    return page[start:end]


def _is_furniture(line: str, running: frozenset[str]) -> bool:
    return _key(line) in running or bool(_NUMBERED.fullmatch(line.strip()))


def _whole_words(text: str) -> str:
    """Join words that a line end breaks; a hyphen stays where the text has the word with it elsewhere, or a capital follows."""
    known = Counter(word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))

    def join(match: re.Match[str]) -> str:
        left, gap, right = match.groups()
        joined, hyphened = f"{left}{right}".casefold(), f"{left}-{right}".casefold()
        keeps = right[0].isupper() or (known[hyphened] > known[joined])
        return f"{gap}{left}-{right}" if keeps else f"{gap}{left}{right}"  # lines stay as long as they were

    return _BROKEN.sub(join, text)
