"""Answers as text: an aligned table, JSON, JSON lines, CSV or TSV. Pure; the caller writes the lines."""

import csv
import io
import json
import math
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.options import Format
from api.terminal import harmless

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_GAP = "  "
_NARROWEST = 8


def render(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: Format, width: int | None = None) -> Iterator[str]:
    """The lines of a table in `form`. `width`: of the terminal, None where no one watches (cells are then not wrapped)."""
    if form is Format.JSON:
        yield to_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form is Format.JSONL:
        for row in rows:
            yield to_line(dict(zip(columns, row, strict=True)))
    elif form is Format.CSV:
        yield from _separated(columns, rows, ",")
    elif form is Format.TSV:
        yield from _separated(columns, rows, "\t")
    else:
        yield from table(columns, rows, width)


def to_json(value: object) -> str:
    """A JSON text for reading: indented, unicode kept."""
    return json.dumps(finite(value), ensure_ascii=False, indent=2, allow_nan=False)


def to_line(value: object) -> str:
    """A JSON text of one line."""
    return json.dumps(finite(value), ensure_ascii=False, allow_nan=False)


def finite(value: Any) -> Any:
    """`value` with the numbers that JSON lacks as words: "NaN", "Infinity", "-Infinity"."""
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, Mapping):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    return value


def cell_text(value: Any) -> str:
    """A cell as words: lists joined by `; `, maps as JSON, None empty, whole floats without a fraction."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.15g}" if math.isfinite(value) else str(finite(value))
    if isinstance(value, (list, tuple)):
        return "; ".join(cell_text(item) for item in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _separated(columns: Sequence[str], rows: Sequence[Sequence[Any]], separator: str) -> Iterator[str]:
    """CSV keeps a leading `=`, `+`, `-` or `@` of words from becoming a formula in a spreadsheet; TSV writes words as they are."""
    if separator != ",":
        yield from ("\t".join(_flat(cell) for cell in row) for row in (columns, *rows))
        return
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")  # both characters, so that cells that hold one are quoted
    for row in (columns, *rows):
        writer.writerow([_safe_csv(cell) for cell in row])
        yield buffer.getvalue().removesuffix("\r\n")
        buffer.seek(0)
        buffer.truncate()


def _safe_csv(cell: Any) -> str:
    text = cell_text(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA) else text


def _flat(cell: Any) -> str:
    """TSV has no quoting that readers agree on: tabs and line ends become escapes."""
    return cell_text(cell).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def table(columns: Sequence[str], rows: Sequence[Sequence[Any]], width: int | None = None) -> Iterator[str]:
    """Aligned columns under a ruled head. Numbers stand right. With `width` long cells are wrapped to fit."""
    cells = [[harmless(" ".join(cell_text(cell).split())) for cell in row] for row in rows]
    heads = [harmless(name) for name in columns]
    widths = [max([1, _breadth(head), *(_breadth(row[i]) for row in cells)]) for i, head in enumerate(heads)]
    if width is not None:
        widths = _fit(widths, width)
    right = [bool(rows) and all(_is_number(row[i]) for row in rows) for i in range(len(heads))]
    yield _line(heads, widths, [False] * len(heads))
    yield _GAP.join("─" * column for column in widths)
    for row in cells:
        wrapped = [textwrap.wrap(cell, w, break_on_hyphens=False) or [""] for cell, w in zip(row, widths, strict=True)]
        for i in range(max((len(lines) for lines in wrapped), default=0)):
            yield _line([lines[i] if i < len(lines) else "" for lines in wrapped], widths, right)


def _is_number(cell: Any) -> bool:
    return cell is None or (isinstance(cell, (int, float)) and not isinstance(cell, bool))


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    padded = []
    for cell, width, to_right in zip(cells, widths, right, strict=True):
        space = " " * max(width - _breadth(cell), 0)
        padded.append(space + cell if to_right else cell + space)
    return _GAP.join(padded).rstrip()


def _breadth(text: str) -> int:
    """Columns a text takes in a terminal: wide characters two, marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fit(widths: list[int], width: int) -> list[int]:
    """Narrow the widest columns until all fit."""
    widths = list(widths)
    while sum(widths) + len(_GAP) * (len(widths) - 1) > width:
        widest = max(range(len(widths)), key=widths.__getitem__)
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
    return widths
