"""Sentences of a document: spans into its unchanged text, with section, bullet, heading, question and truncation.

Place in the flow: mentions, context, quantities and relations all work on one sentence at a time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.model import Document, Section
from loaders.boundaries import sentence_spans
from loaders.layout import Block, blocks_of
from loaders.rows import rows_in
from loaders.truncation import breaks_off

_SILENT: Final = frozenset({"boilerplate", "references", "title"})
_LEAD_MAX: Final = 300
_AFTER_HEADING: Final = re.compile(r"[\s:.?–—-]*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` of the document's text. `section`: kind of its section. `bullet`: an item of a list or a table row.

    `heading`: the words that head its list, else its section's heading. `truncated`: the text breaks off in it.
    `question`: it asks; what it names is not stated.
    """

    start: int
    end: int
    section: str
    bullet: bool = False
    heading: str | None = None
    truncated: bool = False
    question: bool = False


def sentences_of(document: Document) -> tuple[Sentence, ...]:
    """Sentences in text order, none empty, none overlapping, each within one section.

    Titles, furniture and references yield none; a heading yields one only where it is a question. A document without
    sections is taken as one section "other".
    """
    text = document.text
    sections = document.sections or (Section("other", 0, len(text)),)
    return tuple(_sentences(text, sections))


def _sentences(text: str, sections: tuple[Section, ...]) -> Iterator[Sentence]:
    starts = [section.start for section in sections]
    lead: str | None = None
    for block in blocks_of(text):
        index = max(bisect_right(starts, block.start) - 1, 0)
        position = block.start
        listed = bool(block.marker) or block.inner
        lead = lead if listed and position > sections[index].start and not _heads(text, sections[index], block) else None
        while position < block.end:
            section = sections[index]
            end = min(block.end, section.end)
            found = list(_in_stretch(text, position, end, section, block, lead, _cut_before(text, block, sections, index)))
            yield from found
            if found and not listed:
                lead = _lead_in(text, found[-1])
            position, index = max(end, position + 1), index + 1


def _cut_before(text: str, block: Block, sections: tuple[Section, ...], index: int) -> bool:
    """True where the page's own words come right after this block's section part."""
    section = sections[index]
    if index + 1 == len(sections) or sections[index + 1].kind != "boilerplate":
        return False
    return not text[block.end : section.end].strip()


def _heads(text: str, section: Section, block: Block) -> bool:
    return section.heading is not None and text.startswith(section.heading, block.start) and block.outer == section.start


def _in_stretch(
    text: str, start: int, end: int, section: Section, block: Block, lead: str | None, before_furniture: bool
) -> Iterator[Sentence]:
    """Sentences of the part of a block that lies in one section."""
    if section.kind in _SILENT:
        return
    heading = section.heading
    if heading and start <= section.start + 8 and text.startswith(heading, start):
        after = _AFTER_HEADING.match(text, start + len(heading), end)
        body = after.end() if after else start + len(heading)
        if heading.endswith("?"):
            yield Sentence(start, start + len(heading), section.kind, False, None, False, True)
        start = body
    bullet = block.marker == "-" or (block.inner and bool(block.marker))
    rows = rows_in(text, start, end)
    spans = rows or [(*span, None) for span in sentence_spans(text, start, end)]
    complete = False
    for number, (first, last, head) in enumerate(spans):
        words = text[first:last]
        cut = breaks_off(
            words, last_of_block=number == len(spans) - 1, after_full_sentence=complete, before_furniture=before_furniture
        )
        complete = words.endswith((".", "!", "?", ".)"))
        row = rows is not None and head is not None
        yield Sentence(first, last, section.kind, bullet or row, head or lead or heading, cut and not row, words.endswith("?"))


def _lead_in(text: str, sentence: Sentence) -> str | None:
    """The words that head the list after them: what ends in a colon or has no full stop."""
    words = text[sentence.start : sentence.end]
    if len(words) > _LEAD_MAX or words.endswith((".", "!", "?", "…")):
        return None
    return words.rstrip(" :")
