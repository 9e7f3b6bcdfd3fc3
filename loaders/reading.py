"""Reads a file, a folder or an address into Documents with their sections.

Place in the flow: the first step of every load; what comes out is text, sections and where it is from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.errors import InputRefused
from graph.model import Document
from loaders.decoding import MAX_BYTES, decode, refuse_size
from loaders.sections import sections_of
from loaders.suffixes import SUFFIXES

LOADER: Final = "text/1"
PDF_MARK: Final = b"%PDF-"
FORMATS: Final = ("auto", "text", "html", "medquad")
_HTML_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
MAX_LINES: Final = 1_000_000  # a block a line: what a document of 50 MB never needs
_SNIFFED: Final = 2000


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as read and what had to be assumed; `warnings` are full sentences."""

    document: Document
    warnings: tuple[str, ...] = ()


def read_document(path_or_url: str | Path, *, format: str = "auto") -> Document:
    """Return the document at a path or an http(s) address. Raises InputRefused with one sentence."""
    return read(path_or_url, format=format).document


def read(path_or_url: str | Path, *, format: str = "auto") -> Reading:
    """Like `read_document`, with the warnings of the reading (a guessed encoding)."""
    if isinstance(path_or_url, str) and path_or_url.startswith(("http://", "https://")):
        from loaders.fetching import fetch

        source, data = fetch(path_or_url)
        name = path_or_url.rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or source
        return read_bytes(data, source, name, format=format, shown=path_or_url)
    path = Path(path_or_url)
    shown = str(path_or_url)
    return read_bytes(_bytes_of(path), path.resolve().as_uri(), path.stem, suffix=path.suffix, format=format, shown=shown)


def read_bytes(
    data: bytes, source: str, name: str, *, suffix: str = "", format: str = "auto", shown: str | None = None
) -> Reading:
    """The document of bytes that are at hand. `suffix`: end of the file's name; `shown`: what a message calls it, else its source.

    Raises InputRefused with one sentence.
    """
    if data.startswith(PDF_MARK):
        from loaders.pdf import document_from_pdf

        return Reading(*document_from_pdf(data, source, name, shown or source))
    if format == "auto" and suffix.casefold() in _HTML_SUFFIXES:
        format = "html"
    decoded = decode(data, shown or source)
    return Reading(document_from_text(decoded.text, source, name, format), decoded.warnings)


def _bytes_of(path: Path) -> bytes:
    """Bytes of a file, never more than the limit."""
    try:
        if path.is_dir():
            raise InputRefused(str(path), "a folder; give a file, or load the folder as a whole.")
        if path.is_file():
            refuse_size(str(path), path.stat().st_size)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputRefused(str(path), "no such file; check the path.") from None
    except OSError as error:
        raise InputRefused(str(path), f"cannot be read ({error.strerror or error}).") from None


def read_documents(path: str | Path) -> Iterator[Document]:
    """Yield the documents of a file or of all readable files in a folder and its sub-folders, sorted by path.

    Raises InputRefused for a file that cannot be read and for a folder without files of the known suffixes.
    """
    place = Path(path)
    if not place.is_dir():
        yield read_document(place)
        return
    for found in readable_files(place):
        yield read_document(found)


def readable_files(folder: Path) -> list[Path]:
    """Files of the known suffixes in a folder and its sub-folders, sorted. Raises InputRefused where there is none."""
    found = sorted(path for path in folder.rglob("*") if path.suffix.casefold() in SUFFIXES and path.is_file())
    if not found:
        kinds = ", ".join(sorted(SUFFIXES))
        raise InputRefused(str(folder), f"the folder has no readable files; files ending in {kinds} are read.")
    return found


def document_from_text(text: str, source: str, name: str, format: str = "text") -> Document:
    """Return the document of a text that is already in memory. `format`: "text", "html", "medquad" or "auto" (by its start)."""
    if format not in FORMATS:
        raise InputRefused(source, f"unknown format {format!r}; known: {', '.join(FORMATS)}.")
    if text.count("\n") > MAX_LINES:
        raise InputRefused(source, f"more than {MAX_LINES} lines; split it into documents of their own.")
    chosen = sniff_format(text) if format == "auto" else format
    if chosen == "medquad":
        from loaders.medquad import document_from_medquad

        return document_from_medquad(text, source, name)
    title = None
    furniture: tuple[tuple[int, int], ...] = ()
    if chosen == "html":
        from loaders.html import html_to_text

        page = html_to_text(text, source)
        text, title, furniture = page.text, page.title, page.furniture
    sections = sections_of(text, furniture=furniture)
    if title is None:
        title = next((section.heading for section in sections if section.kind == "title"), None)
    return Document(source, name, text, sections, title, chosen, LOADER)


def sniff_format(text: str) -> str:
    """Format of a text by its first characters."""
    head = text[:_SNIFFED].lstrip("\ufeff \t\r\n").casefold()
    if head.startswith("<"):
        if "<document" in head or "<qapairs" in head:
            return "medquad"
        if any(tag in head for tag in ("<!doctype html", "<html", "<head", "<body", "<div", "<h1", "<p>", "<article", "<main")):
            return "html"
        if head.startswith("<?xml"):
            return "medquad"  # whose reader tells what is wrong with other XML
    return "text"
