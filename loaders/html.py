"""HTML pages to plain text: blocks to lines, lists to bullets, tables to rows. No network, no entities, bounded depth.

Place in the flow: reading.py; spans of an HTML document count in the text made here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from graph.errors import InputRefused

_DROPPED: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "select", "textarea", "head"}
)
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "caption", "button",
    }
)  # fmt: skip
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_PARAGRAPHS: Final = frozenset(
    {"p", "div", "section", "article", "table", "ul", "ol", "dl", "blockquote", "pre", "main", "nav"}
)
_FURNITURE: Final = frozenset({"nav", "footer", "button", "form", "dialog", "aside"})
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v\u00a0\u200b]+")
MAX_DEPTH: Final = 256
MAX_TAGS: Final = 200_000
_TAG: Final = re.compile(r"<[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Page:
    """Text of a page, its title if it has one, and the spans of what its tags say is no content (links, forms, feet)."""

    text: str
    title: str | None
    furniture: tuple[tuple[int, int], ...] = ()


def html_to_text(html: str, source: str) -> Page:
    """Return the text of a page. Raises InputRefused for a page of more than 200,000 tags, or without words.

    Tags deeper than 256 are read as if they were not there; their words stay.
    """
    if sum(1 for _ in _TAG.finditer(html)) > MAX_TAGS:
        raise InputRefused(source, f"HTML of more than {MAX_TAGS} tags; save the text of the page and load that.")
    writer = _Writer()
    parser = etree.HTMLParser(target=writer, no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        parser.feed(_without_declaration(html))
        parser.close()
    except etree.LxmlError:
        raise InputRefused(source, "HTML that cannot be read; save the text of the page and load that.") from None
    text, furniture = writer.page()
    if not text.strip():
        raise InputRefused(source, "the page has no words outside its scripts.")
    return Page(text, writer.heading or writer.title, furniture)


def _without_declaration(html: str) -> str:
    """An XML declaration names an encoding that a decoded text no longer has."""
    stripped = html.lstrip("\ufeff \t\r\n")
    if stripped.startswith("<?xml") and "?>" in stripped[:300]:
        return stripped[stripped.index("?>") + 2 :]
    return stripped


class _Writer:
    """Target of the parser: gathers lines while tags open and close; never holds a tree."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, bool]] = []
        self.title: str | None = None
        self.heading: str | None = None
        self._words: list[str] = []
        self._prefix = ""
        self._dropped = 0
        self._furniture = 0
        self._in_title = False
        self._titles: list[str] = []
        self._in_h1 = False
        self._cells = 0

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:  # noqa: ARG002
        """A tag opens."""
        if tag == "title":
            self._in_title = True
        if tag in _DROPPED:
            self._dropped += 1
        elif tag == "br":
            self._end_line()
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS or tag in _HEADINGS:
                self._gap()
            self._furniture += tag in _FURNITURE
            self._prefix = "- " if tag == "li" else self._prefix if tag in _PARAGRAPHS else ""
            self._in_h1 = tag == "h1" and self.heading is None
            self._cells = 0
        elif tag in ("td", "th"):
            if self._cells:
                self._words.append(" | ")
            self._cells += 1

    def end(self, tag: str | bytes) -> None:
        """A tag closes."""
        if tag == "title":
            self._in_title = False
            self.title = self.title or _BLANKS.sub(" ", "".join(self._titles)).strip() or None
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_line()
            if tag in _PARAGRAPHS or tag in _HEADINGS:
                self._gap()
            self._furniture = max(0, self._furniture - (tag in _FURNITURE))

    def data(self, data: str | bytes) -> None:
        """Characters between tags."""
        if self._in_title:
            self._titles.append(str(data))
        elif not self._dropped:
            self._words.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """Comments are no words of the page."""

    def close(self) -> None:
        """The page ends."""
        self._end_line()

    def _end_line(self) -> None:
        words = _BLANKS.sub(" ", "".join(self._words)).strip().strip("|").strip()
        self._words.clear()
        if not words:
            return
        if self._in_h1:
            self.heading, self._in_h1 = words, False
        self.lines.append((self._prefix + words, self._furniture > 0))
        self._prefix = ""

    def _gap(self) -> None:
        if self.lines and self.lines[-1][0]:
            self.lines.append(("", False))

    def page(self) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The whole text and the spans of its furniture."""
        spans = list(self._spans())
        return "\n".join(line for line, _ in self.lines).rstrip("\n") + "\n", tuple(spans)

    def _spans(self) -> Iterator[tuple[int, int]]:
        position = 0
        for line, furniture in self.lines:
            if furniture and line:
                yield position, position + len(line)
            position += len(line) + 1
