"""Tables that were flattened into one line: "Fever 90% Rash 50% Cough -" becomes one row a name and its value.

Place in the flow: sentences.py asks it before it looks for full stops.
"""

import re
from typing import Final

_VALUE: Final = re.compile(r"(?<=\s)(?:\d{1,3}(?:\.\d+)?\s?%|-|–|\d{1,3}/\d{1,3})(?=\s+[A-Z0-9]|\s*$)")
_HEAD: Final = re.compile(
    r"(?:signs and symptoms|symptom|sign|finding|feature|phenotype)s?\s+(?:approximate number of patients|frequency|percentage"
    r"|number of patients|share of patients|prevalence)(?:\s*\([^)]{0,60}\))?",
    re.IGNORECASE,
)
_LONGEST_CELL: Final = 110
_FEWEST_ROWS: Final = 4
_SENTENCE_MARK: Final = re.compile(r"[.!?;:]\s")


def rows_in(text: str, start: int, end: int) -> list[tuple[int, int, str | None]] | None:
    """Rows of a flattened table in `[start, end)` as (start, end, column heading); None where there is no table.

    Needs the column headings ("Signs … Approximate number of patients") and at least four rows. The text before and after
    the table comes back as sentences with None for the heading.
    """
    from loaders.boundaries import sentence_spans

    head = _HEAD.search(text, start, end)
    if head is None:
        return None
    rows: list[tuple[int, int, str | None]] = []
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
    before = [(*span, None) for span in sentence_spans(text, start, head.start())]
    after = [(*span, None) for span in sentence_spans(text, begin, end)]
    return [*before, *rows, *after]
