"""Sentences of a document: spans into its unchanged text, with section, bullet, heading, question and truncation.

Place in the flow: mentions, context, quantities and relations all work on one sentence at a time.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from graph.model import Document, Section
from loaders.boundaries import sentence_spans
from loaders.implied import implied_kinds
from loaders.layout import Block, blocks_of
from loaders.rows import rows_in
from loaders.truncation import breaks_off

_SILENT: Final = frozenset({"boilerplate", "references", "title"})
_LEAD_MAX: Final = 300
_ITEM_MAX: Final = 90
_OPENS_LIST: Final = re.compile(r"(?::|\b(?:includ(?:e|es|ing)|are|following|such as|who|that|may|by|have|with|if|to|for|of))$")
_ASKS: Final = re.compile(r"(?:what|how|who|why|when|where|which|is|are|do|does|can)\s", re.IGNORECASE)
# "When general anesthesia is needed, …", "Remind the anesthetist that …": advice for anesthesia in a part on other things.
_FOR_ANESTHESIA: Final = re.compile(
    r"\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:when|if|before|during|as)\s[^.;:]{0,60}\b(?:operations?|surgery|an(?:a)?esthe(?:sia|tics?)|an(?:a)?estheti[sz]ed)\b"
    r"|(?:for|under|in)\s(?:(?:general|regional|local)\s)?an(?:a)?esthesia,"
    r"|(?:always |please )?(?:tell|inform|remind|warn|alert)\s[^.;:]{0,40}\ban(?:a)?esthe)",
    re.IGNORECASE,
)
_MAY_ADVISE: Final = frozenset({"treatment", "prognosis", "complications", "other", "summary", "clinical_aspects"})
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
    found = _moved(text, tuple(_sentences(text, sections)))
    return tuple(_placed(text, sentence) for sentence in found) if "esthe" in text else found  # anesthesia, anaesthetist


def _moved(text: str, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """The sentences, those of an abstract in the part that their words belong to. List items and questions stay."""
    if not any(sentence.section == "summary" for sentence in sentences):
        return sentences
    rows = [
        ("" if sentence.bullet or sentence.question else sentence.section, text[sentence.start : sentence.end])
        for sentence in sentences
    ]
    kinds = implied_kinds(rows)
    return tuple(
        replace(sentence, section=kinds[index]) if index in kinds else sentence for index, sentence in enumerate(sentences)
    )


def _placed(text: str, sentence: Sentence) -> Sentence:
    """The sentence, in a section on anesthesia where it gives advice for it."""
    start, end = sentence.start, sentence.end
    if sentence.section in _MAY_ADVISE and text.find("esthe", start, end) >= 0 and _FOR_ANESTHESIA.match(text, start, end):
        return replace(sentence, section="anesthesia")
    return sentence


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The part of a block that lies in one section, and what its neighbors tell about it."""

    start: int
    end: int
    section: Section
    bullet: bool
    numbered: bool
    lead: str | None
    before_list: bool
    before_furniture: bool


def _sentences(text: str, sections: tuple[Section, ...]) -> Iterator[Sentence]:
    starts = [section.start for section in sections]
    blocks = blocks_of(text)
    lead: str | None = None
    for number, block in enumerate(blocks):
        follower = blocks[number + 1] if number + 1 < len(blocks) else None
        index = max(bisect_right(starts, block.start) - 1, 0)
        listed = bool(block.marker) or block.inner or (lead is not None and _is_plain_item(text, block))
        if not listed or (block.outer == sections[index].start and sections[index].heading):
            lead = None
        before_list = follower is not None and (follower.inner or follower.marker != "")
        for stretch in _stretches(text, block, _sections_in(block, sections, index), lead, before_list):
            found = list(_in_stretch(text, stretch))
            yield from found
            if found and not listed:
                lead = _lead_in(text, found[-1])


def _is_plain_item(text: str, block: Block) -> bool:
    """A short line without final mark: an item of a list whose bullets were lost, where a lead-in stands before it."""
    words = text[block.start : block.end]
    return block.lines == 1 and len(words) <= _ITEM_MAX and not words.endswith((".", "!", "?", ":", "…"))


def _sections_in(block: Block, sections: tuple[Section, ...], index: int) -> Iterator[tuple[Section, Section | None]]:
    """The sections that a block reaches into, from `index` on, each with the one after it."""
    while index < len(sections) and (sections[index].start < block.end):
        yield sections[index], sections[index + 1] if index + 1 < len(sections) else None
        index += 1


def _stretches(
    text: str, block: Block, reached: Iterator[tuple[Section, Section | None]], lead: str | None, before_list: bool
) -> Iterator[_Stretch]:
    """Cut a block at the sections that begin inside it."""
    bullet = block.marker == "-" or block.inner or (lead is not None and not block.marker)
    position = block.start
    for section, following in reached:
        end = min(block.end, section.end)
        furniture = following is not None and following.kind == "boilerplate" and not text[end : section.end].strip()
        yield _Stretch(position, end, section, bullet, block.marker == "1", lead, before_list and end == block.end, furniture)
        position = end


def _in_stretch(text: str, stretch: _Stretch) -> Iterator[Sentence]:
    section, heading, start = stretch.section, stretch.section.heading, stretch.start
    if section.kind in _SILENT:
        return
    if heading and start <= section.start + 8 and text.startswith(heading, start):
        after = _AFTER_HEADING.match(text, start + len(heading), stretch.end)
        start += len(heading)
        if heading.endswith("?") or _ASKS.match(heading):
            yield Sentence(start - len(heading), start, section.kind, question=True)
        start = after.end() if after else start
    spans = rows_in(text, start, stretch.end) or [(*span, None) for span in sentence_spans(text, start, stretch.end)]
    complete = False
    for number, (first, last, head) in enumerate(spans):
        words = text[first:last]
        cut = head is None and breaks_off(
            words,
            last_of_block=number == len(spans) - 1 and not stretch.before_list,
            after_full_sentence=complete,
            before_furniture=stretch.before_furniture,
        )
        complete = words.endswith((".", "!", "?", ".)"))
        item = stretch.numbered and len(spans) == 1 and not complete
        bullet = stretch.bullet or item or head is not None
        yield Sentence(first, last, section.kind, bullet, head or stretch.lead or heading, cut, words.endswith("?"))


def _lead_in(text: str, sentence: Sentence) -> str | None:
    """The words that head the list after them: what ends in a colon or in a word that wants more."""
    words = text[sentence.start : sentence.end]
    if len(words) > _LEAD_MAX or not _OPENS_LIST.search(words):
        return None
    return words.rstrip(" :")
