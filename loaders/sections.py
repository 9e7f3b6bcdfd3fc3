"""Parts a text into sections of the vocabulary's kinds: by headings and questions, in-line headings, order and cue words.

Place in the flow: a Document's `sections`; they cover the text without gap or overlap, furniture included.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from graph.model import Section
from loaders.boilerplate import boilerplate_spans, merged
from loaders.boundaries import sentence_spans
from loaders.headings import MAX_HEADING, section_rules
from loaders.layout import Block, blocks_of
from loaders.note_pages import as_note, is_note_page, names_note, opens_note_part
from loaders.numbering import level, opens_part
from loaders.titles import title_at
from loaders.untitled import Part, fill_untitled, looks_like_names
from loaders.wordlists import word_list

# A heading in mid-paragraph: at its start or after a sentence, a few words and a colon.
_INLINE: Final = re.compile(
    r"(?:^|(?<=[.;!?)…]\s)|(?<=[.;!?)…]\s\s))(?:([A-Z][A-Za-z/&' -]{1,48}?)\s*:|((?:DD|D|R|T|H|I|M|F|P)x)\s[-–—])(?=\s|$)"
)
_END: Final = (".", ";", "!", "…", ",", ":")
_PROSE_MIN: Final = 60
# A line that leads into a list is a sentence's beginning, no heading.
_OPEN_END: Final = re.compile(
    r"\b(?:includ(?:e|es|ing)|are|is|by|in|of|if|who|that|may|such as|and|or|for|to|with)$", re.IGNORECASE
)
# Headings that name one paragraph: what follows it may have lost its own heading.
_SHORT_KINDS: Final = frozenset({"title", "summary", "synonyms", "history", "epidemiology", "inheritance"})
# The title of a paper: "Anesthetic management of a child with …".
_REPORT: Final = re.compile(
    r"(?=.*\b(?:of|in|for|with)\b.*\b(?:with|syndrome|disease|patients?|child|infant)\b)(?=(?:\S+\s+){4}).*an(?:a)?esthe",
    re.IGNORECASE,
)
# "A patient's story: …" is one paragraph.
_STORY: Final = re.compile(r"\b(?:story|anecdote|vignette|in (?:her|his|their) own words)\b", re.IGNORECASE)
# Headings of one sentence inside a paragraph about something else.
# "Investigations - blood count, echo": a dash for the colon, at the start of a paragraph of notes.
_DASHED: Final = re.compile(r"([A-Z][a-z]+(?: [a-z]+)?)\s[-–—]\s(?=\S)")
_MEASURES: Final = frozenset({"epidemiology", "inheritance", "synonyms", "history"})
# "Clinical signs appear around the age of 20:", and then a list of them.
_SIGNS_FOLLOW: Final = re.compile(
    r"(?:the )?(?:(?:main|clinical|typical|common|first|usual|physical|chief) )*(?:signs|symptoms|features|manifestations|findings)\b.*:$",
    re.IGNORECASE,
)
# "Difficult intubation should be anticipated: …" is a statement and no heading.
_TRIGGERS: Final = re.compile(r"\b(?:precipita|provok|trigger|aggravat)", re.IGNORECASE)
# A run-in heading that ends in a full stop: "Surveillance. A yearly scan …", "Growth. Most children …".
_RUN_IN: Final = re.compile(r"([A-Z][A-Za-z/&' -]{2,48}?)(?:\s\([^()]{2,60}\))?\.(?=\s+[A-Z])")
_TOPICS: Final = word_list("topics")
_ASPECTS: Final = word_list("aspects")
_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|should|must|may|can(?:not)?|could|might|needs?|will|would|do|does|did)\b"
    r"|^(?:this|these|those|it|they|there|we|you|most|some|many|all|patients|people|children|doctors)\b"
    # An instruction: "Exclude infection before any operation."
    r"|^(?:check|assess|avoid|look|obtain|exclude|measure|monitor|evaluate|perform|prefer|use|ask|pad|reverse|reduce|consider|ensure|"
    r"maintain|prepare|keep|give|prevent|continue|protect|document|provide|correct|treat|start|stop|infuse|choose|select|apply|secure|"
    r"encourage|position|warm|anticipate|expect|tell|take|do|withhold|discontinue|examine|search|send|call|plan|book|inform)\b",
    re.IGNORECASE,
)
# A leaflet's heading about life after the operation: "Treatments that help from day to day".
_AT_HOME: Final = re.compile(r"(?i)\b(?:help|helps|day to day|daily life|home|discharge|long-term|lifelong|living)\b")
# Inside a note on anesthesia these words head parts of the note.
_NOTE_PARTS: Final = frozenset({"treatment", "monitoring", "complications"})
# "Anesthesia: …", and on the next line "Surveillance: …": parts of one list, neither within the other.
_SIBLING: Final = re.compile(r"(?i)surveillance|follow-?up|treatments?\b|(?:drug )?therap|rx$|tx$")
# In a part on treatment the days after the operation that treats.
_AFTERWARDS: Final = re.compile(r"(?i)(?:after|following) (?:the |your )?(?:surgery|operation)s?:?")
# "Difficult intubation: short neck" is a problem and its reason, though the words may head a part elsewhere.
_PROBLEM: Final = re.compile(r"(?i)difficult |(?:\w+ )?(?:risks?|danger|possibility|chance) of ")


def sections_of(
    text: str, forced: Mapping[int, str] | None = None, furniture: tuple[tuple[int, int], ...] = ()
) -> tuple[Section, ...]:
    """Return the sections of `text`, in order, covering it whole; () for an empty text.

    `forced`: kinds by the offset at which a heading's line begins, for formats that say what a part is (they win).
    `furniture`: spans that the format itself tells to be no content (menus, forms), besides what the rules find.
    """
    if not text:
        return ()
    blocks = blocks_of(text)
    furniture = boilerplate_spans(text, blocks, furniture)
    starts = [start for start, _ in furniture]
    content = [block for block in blocks if not _covered(block, furniture, starts)]
    if not forced and (at := title_at(text, content)):
        furniture = merged((*furniture, *((block.outer, block.end) for block in content[:at])))
        content = content[at:]
    noted = not forced and is_note_page(text, content)
    parts = fill_untitled(text, list(_parts(text, content, forced or {}, noted)))
    parts = as_note(parts) if noted else parts
    return _cover(text, parts, furniture)


def _covered(block: Block, spans: tuple[tuple[int, int], ...], starts: list[int]) -> bool:
    index = bisect_right(starts, block.outer) - 1
    return index >= 0 and block.end <= spans[index][1]


def _parts(text: str, blocks: list[Block], forced: Mapping[int, str], noted: bool) -> Iterator[Part]:
    """One part a heading, a paragraph without one, or an in-line heading; in order. `noted`: the page is a note on anesthesia."""
    current: Part | None = None
    asked: Part | None = None  # the question that all parts below it answer
    topic = ""
    single_gaps = any(block.gap == 1 for block in blocks[1:])
    around: Part | None = None  # the part to which a list goes back after "4.4 Complications: …"
    for index, block in enumerate(blocks):
        follower = blocks[index + 1] if index + 1 < len(blocks) else None
        part = _begins(text, block, follower, current, forced, topic, index == 0)
        if noted and current and (part is None or part.kind is None) and opens_note_part(text, block, follower):
            part = Part(block.outer, block.end, "anesthesia", text[block.start : block.end].rstrip(" :"), own_heading=True)
        if part is None and around and level(text, block.outer) > 1:
            part = replace(around, start=block.outer, end=block.outer, own_heading=True, sub=True)
        around = None
        if part is None and asked is None and _scope_ended(blocks[index - 1], block, current, single_gaps):
            part = Part(block.outer, block.end, None, lost=block.gap > 1 and single_gaps)
        if part is not None:
            asked = part if part.question else asked
            topic = part.heading or "" if part.kind == "title" else topic
            if asked and part.kind == "summary" and not part.question:
                part = replace(part, kind=asked.kind)  # "Key points" of an answer
            current = part
            yield part
        if part is None or not part.own_heading or part.end == block.outer:
            enclosing = current
            if run_in := _run_in(text, block, current) or _dashed(text, block, current):
                current = run_in
                yield run_in
            for inner in _inline_parts(text, block, current):
                current = inner
                yield inner
            if current is not enclosing and level(text, block.outer) > 1:
                around = enclosing


def _begins(
    text: str,
    block: Block,
    follower: Block | None,
    current: Part | None,
    forced: Mapping[int, str],
    topic: str,
    first: bool,
) -> Part | None:
    """The part that a title, a heading or a question line opens; None for ordinary text."""
    line = text[block.start : block.end]
    if block.outer in forced:
        return Part(
            block.outer, block.end, forced[block.outer], line.rstrip(" :"), own_heading=True, question=line.endswith("?")
        )
    untitled = Part(block.outer, block.end, None) if current is None or current.kind == "title" else None
    if block.inner or block.lines > 2 or len(line) > 2 * MAX_HEADING or (block.marker == "-" and not line.endswith(":")):
        return untitled
    if first and (_REPORT.match(line) or names_note(line)) and _is_title(text, block):
        return Part(block.outer, block.end, "title", line, own_heading=True)
    kind = section_rules().heading_kind(line, topic) or ("other" if current and opens_part(text, block, follower) else None)
    if kind is not None:
        if current and current.kind == "anesthesia" and kind in _NOTE_PARTS and not _stands_apart(text, block, current):
            kind = "anesthesia"
        if current and current.kind == "treatment" and _AFTERWARDS.fullmatch(line):
            kind = "treatment"
        return Part(block.outer, block.end, kind, line.rstrip(" :"), own_heading=True, question=line.endswith("?"))
    if first and _is_title(text, block):
        return Part(block.outer, block.end, "title", line, own_heading=True)
    if current and current.kind in _MEASURES and follower and follower.marker == "-" and _SIGNS_FOLLOW.match(line):
        return Part(block.outer, block.outer, "symptoms", own_heading=True)
    if current is None or untitled is not None:
        return untitled
    if _is_subheading(text, block, follower):
        return replace(current, start=block.outer, end=block.end, heading=line.rstrip(" :"), own_heading=True, sub=True)
    return None


def _stands_apart(text: str, block: Block, note: Part) -> bool:
    """True for a heading inside a note on anesthesia that is no part of the note: a question, or numbered like the note's own."""
    own = level(text, block.outer)
    return (
        text[block.end - 1] == "?"
        or _AT_HOME.search(text, block.start, block.end) is not None
        or (own > 0 and own == level(text, note.start))
    )


def _is_title(text: str, block: Block) -> bool:
    """A first line of a few words that is no sentence and no question of the site's own."""
    line = text[block.start : block.end]
    return (
        not block.marker
        and len(line.split()) <= 20
        and not line.endswith((".", ";", ",", ":", "?", "!"))
        and not looks_like_names(line)
    )


def _is_subheading(text: str, block: Block, follower: Block | None) -> bool:
    """A short line of its own, capitalized and without final mark, above a paragraph of sentences."""
    line = text[block.start : block.end]
    if block.marker or not block.gap or follower is None or follower.inner or follower.marker or line.endswith(_END):
        return False
    if len(line.split()) > 8 or not line[0].isupper() or _OPEN_END.search(line) or _INLINE.match(line):
        return False
    return follower.end - follower.start >= _PROSE_MIN and text[follower.end - 1] in ".!?)"


def _scope_ended(before: Block, block: Block, current: Part | None, gaps_count: bool) -> bool:
    """True where a paragraph may not belong to the heading above it any more."""
    if current is None or current.question or block.marker or block.inner:
        return False
    if current.kind is None:
        return bool(block.gap) or not before.marker
    if block.gap > 1 and gaps_count and before.end != current.end:
        return True
    after_own_text = before.end > current.end or not current.own_heading
    of_a_form = (current.heading or "").lower().startswith("in ")  # "In the congenital form: …" is one line
    of_a_form = of_a_form or (current.kind == "other" and bool(_STORY.search(current.heading or "")))
    return after_own_text and (current.kind in _SHORT_KINDS or of_a_form or (before.marker == "-" and not block.gap))


def _run_in(text: str, block: Block, current: Part | None) -> Part | None:
    """The part that a run-in heading opens at the start of a paragraph; one on a mere topic goes on in its section's kind."""
    found = None if block.inner or block.marker or current is None else _RUN_IN.match(text, block.start, block.end)
    if found is None or current is None or block.end - found.end() < _PROSE_MIN // 2 or _FINITE.search(found[1]):
        return None
    topic, _, aspect = found[1].casefold().partition(" ")
    if topic in _TOPICS and (not aspect or aspect in _ASPECTS):
        return replace(current, start=block.outer, end=found.end(), heading=found[1], own_heading=True, sub=True)
    kind = section_rules().heading_kind(found[1])
    if kind is None or kind == "clinical_aspects" or (kind == current.kind and " " not in found[1]):
        return None
    return Part(block.outer, found.end(), kind, found[1], own_heading=True)


def _dashed(text: str, block: Block, current: Part | None) -> Part | None:
    """The part that a known heading and a dash open at the start of a paragraph, where it is of another kind."""
    found = None if block.inner or block.marker or current is None else _DASHED.match(text, block.start, block.end)
    kind = section_rules().heading_kind(found[1]) if found else None
    if found is None or current is None or kind in (None, "other", "references", current.kind) or current.kind == "anesthesia":
        return None
    return Part(block.outer, found.end(), kind, found[1], own_heading=True)


def _inline_parts(text: str, block: Block, current: Part | None) -> Iterator[Part]:
    """Parts that begin at "Heading:" inside a paragraph. A measure in mid-paragraph ("Prevalence: …") is one sentence long."""
    if (block.inner and not block.marker) or (current and current.kind == "references"):
        return
    for found in _INLINE.finditer(text[block.start : block.end]):
        words = found[1] or found[2]
        kind = section_rules().heading_kind(words)
        if kind is None or _FINITE.search(words):
            continue
        if current and current.kind == kind == "anesthesia" and _PROBLEM.match(words):
            continue
        if found.start() and current and current.kind != "anesthesia" and words.casefold() == "airway":
            continue  # "Cardiac: …. Airway: …": one system among others
        if kind == "treatment" and current and _TRIGGERS.search(current.heading or ""):
            continue  # "Drugs: …" under "Precipitating factors"
        if current and current.kind == "anesthesia" and kind in _NOTE_PARTS:
            opens_line = found.start() == 0 or text[block.start + found.start() - 1] == "\n"
            sibling = opens_line and _SIBLING.match(words) and _is_run_in(text, current)
            kind = kind if sibling else "anesthesia"
        around, start = current, block.outer if found.start() == 0 else block.start + found.start()
        current = Part(start, block.start + found.end(), kind, words, own_heading=True)
        yield current
        rest = _after_sentence(text, current.end, block.end) if found.start() and kind in _MEASURES and around else None
        if rest and around:
            current = replace(around, start=rest, end=rest, own_heading=True, sub=True)
            yield current


def _is_run_in(text: str, part: Part) -> bool:
    """True for a part whose text goes on in the line of its heading."""
    end = text.find("\n", part.end)
    return part.own_heading and bool(text[part.end : end if end >= 0 else len(text)].strip())


def _after_sentence(text: str, start: int, end: int) -> int | None:
    """Where the second sentence of `[start, end)` begins, None where there is only one."""
    spans = sentence_spans(text, start, end)
    return spans[1][0] if len(spans) > 1 else None


def _cover(text: str, parts: list[Part], furniture: tuple[tuple[int, int], ...]) -> tuple[Section, ...]:
    """Sections that cover the text: each part reaches to the next, furniture is laid over them."""
    marks = [(part.start, part.kind or "other", part.heading) for part in parts]
    starts = [mark[0] for mark in marks]
    for start, end in furniture:
        index = bisect_right(starts, start) - 1
        marks.append((start, "boilerplate", None))
        rest = _next_word(text, end)
        following = starts[index + 1] if index + 1 < len(starts) else len(text)
        if rest < following:
            enclosing = parts[index] if index >= 0 else None
            marks.append((rest, (enclosing.kind if enclosing else None) or "other", enclosing.heading if enclosing else None))
    return tuple(_sections(marks, len(text)))


def _sections(marks: list[tuple[int, str, str | None]], end: int) -> Iterator[Section]:
    """Turn marks into touching sections; of marks at one place the last wins, furniture that touches is one."""
    kept: list[tuple[int, str, str | None]] = []
    for mark in sorted(marks, key=lambda mark: (mark[0], mark[1] == "boilerplate")):
        if kept and kept[-1][0] == mark[0]:
            kept.pop()
        if kept and kept[-1][1] == mark[1] == "boilerplate":
            continue
        kept.append(mark)
    for index, (start, kind, heading) in enumerate(kept or [(0, "other", None)]):
        following = kept[index + 1][0] if index + 1 < len(kept) else end
        yield Section(kind, start if index else 0, following, heading)


_WORD: Final = re.compile(r"\S")


def _next_word(text: str, start: int) -> int:
    found = _WORD.search(text, start)
    return found.start() if found else len(text)
