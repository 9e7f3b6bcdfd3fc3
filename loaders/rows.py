"""Tables that were flattened into one line: "Fever 90% Rash 50% Cough -" becomes one row a name and its value.

Lists that were flattened likewise ("… include: Fever Skin rash Loss of hearing …") become one row an item.
Place in the flow: sentences.py asks it before it looks for full stops.
"""

import re
from collections.abc import Iterator
from typing import Final

from loaders.boundaries import sentence_spans
from loaders.wordlists import word_list

Row = tuple[int, int, str | None]

_VALUE: Final = re.compile(r"(?<=\s)(?:\d{1,3}(?:\.\d+)?\s?%|-|–|\d{1,3}/\d{1,3})(?=\s+[A-Z0-9]|\s*$)")
_HEAD: Final = re.compile(
    r"(?:signs and symptoms|symptom|sign|finding|feature|phenotype)s?\s+(?:approximate number of patients|frequency|percentage"
    r"|number of patients|share of patients|prevalence)(?:\s*\([^)]{0,60}\))?",
    re.IGNORECASE,
)
_COLUMNS: Final = ("number of patients", "share of patients", "frequency", "percentage", "prevalence")  # one is in each `_HEAD`
_LONGEST_CELL: Final = 110
_FEWEST_ROWS: Final = 1
_LEAD_IN: Final = re.compile(
    r"(?P<lead>\b(?:includ(?:e|es|ing)|are|following|such as|consist of|list(?:ed)? below)\b[^.:;]{0,60}:)\s+(?=[A-Z][a-z])"
)
_ITEM_START: Final = re.compile(r"(?<=[a-z)])\s+(?=[\"“]?[A-Z][a-z])")
_SEMICOLON_START: Final = re.compile(r";\s+(?=[A-Z])")
_JOINS: Final = word_list("joining")
_FEWEST_ITEMS: Final = 4
_LONGEST_LIST: Final = 3000
_SENTENCE_MARK: Final = re.compile(r"[.!?]\s")


def rows_in(text: str, start: int, end: int) -> list[Row] | None:
    """Rows of a flattened table or list in `[start, end)` as (start, end, what heads it); None where there is neither.

    What stands before and after the table or list comes back as sentences with None for the heading.
    """
    return _table(text, start, end) or _list(text, start, end)


def _table(text: str, start: int, end: int) -> list[Row] | None:
    """Needs the column headings ("Signs … Approximate number of patients") and a row."""
    lowered = text[start:end].lower()
    head = _HEAD.search(text, start, end) if any(column in lowered for column in _COLUMNS) else None
    if head is None:
        return None
    rows: list[Row] = []
    begin = head.end()
    for value in _VALUE.finditer(text, head.end(), end):
        cell = text[begin : value.start()]
        if value.start() - begin > _LONGEST_CELL or _SENTENCE_MARK.search(cell):
            break
        first = begin + len(cell) - len(cell.lstrip())
        if any(character.isalpha() for character in cell):
            rows.append((first, value.end(), head[0]))
        begin = value.end()
    if len(rows) < _FEWEST_ROWS:
        return None
    before: list[Row] = [*_sentence_rows(text, start, head.start())]
    return [*before, *rows, *(rows_in(text, begin, end) or _sentence_rows(text, begin, end))]


def _list(text: str, start: int, end: int) -> list[Row] | None:
    """Needs a lead-in that announces a list and, without a full stop, at least four items that begin with a capital."""
    if text.find(":", start, end) < 0 or _LEAD_IN.search(text, start, end) is None:
        return None
    rows: list[Row] = []
    found = False
    for first, last in sentence_spans(text, start, end):
        lead = _LEAD_IN.search(text, first, last)
        items = list(_items(text, lead.end(), last)) if lead else []
        if lead is None or len(items) < _FEWEST_ITEMS:
            rows.append((first, last, None))
            continue
        found = True
        rows.append((first, lead.end("lead"), None))
        rows.extend((left, right, text[first : lead.end("lead")].rstrip(" :")) for left, right in items)
    return rows if found else None


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Split at semicolons before capitals, else before each capitalized word after a lower-case one, function words aside."""
    if end - start > _LONGEST_LIST:
        return
    cuts = list(_SEMICOLON_START.finditer(text, start, end))
    if len(cuts) < _FEWEST_ITEMS - 1:
        cuts = [cut for cut in _ITEM_START.finditer(text, start, end) if not _joins(text, start, cut.start())]
    begin = start
    for cut in cuts:
        yield begin, begin + len(text[begin : cut.start()].rstrip())
        begin = cut.end()
    yield begin, begin + len(text[begin:end].rstrip())


def _joins(text: str, start: int, stop: int) -> bool:
    before = text[max(start, stop - 14) : stop].split()
    return bool(before) and before[-1].casefold().rpartition("/")[2].strip("(,") in _JOINS


def _sentence_rows(text: str, start: int, end: int) -> list[Row]:
    return [(*span, None) for span in sentence_spans(text, start, end)]
