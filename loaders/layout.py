"""The blocks of a text: paragraphs, bullets and single lines, found by line ends, gaps and markers alone.

Place in the flow: sections and sentences both stand on these blocks. Nothing here knows medicine.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_LINE: Final = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+|\r\n|[\n\r\v\f\x85\u2028\u2029]")
# "++", "|", "---", "* * *" alone in a line part paragraphs; so does "++" in mid-line (scraped pages print it for a fold).
_RULE: Final = re.compile(r"[\s+|=_*~#·•–—-]+")
_FOLD: Final = re.compile(r"\+\+(?!\s?[=:])")  # but "++ = plan for it" explains the mark
_BULLET: Final = re.compile(r"(?:\[[ xX✓]?\]|[•▪●◦‣∙■□►➢✓✔✗✘☐☑☒→⇒·]|[-*–—o](?=\s)|\+(?=\s))\s*(?=\S)")
_NUMBER: Final = re.compile(
    r"(?:(?:\(?\d{1,2}[.)]|\(?[a-zA-Z]\)|[a-h]\.|\(?[ivx]{1,4}[.)])\s+(?=\S)|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+(?=[A-Z(\"“‘]|\d+ ?%))"
)
# A bullet inside a line: after two blanks ("…:  - one  - two"), after a colon, or before two blanks; a round bullet anywhere.
# The marks come first, so that the search looks for nothing else.
_INNER: Final = re.compile(
    r"[-*–•▪●■►➢](?:(?<=\s\s[-*–•])(?=\s\S)|(?<=:\s[-–])(?=\s\S)|(?<=\s[-–])(?=\s\s)|(?<=[•▪●■►➢])(?=\s*\S))"
)
_WRAP_MIN: Final = 45
_WRAP_MAX: Final = 130
# So long a line is a whole paragraph; a text with two of them was not broken to fit a width.
_UNBROKEN: Final = re.compile(r"[^\n\r]{220,}")
_SHARE: Final = re.compile(r"[<>≤≥~]?\s?\d{1,3}(?:\.\d+)?\s?%?(?:\s?[-–]\s?[<>≤≥]?\d{1,3}(?:\.\d+)?\s?)?%")
_LONGEST_NAME: Final = 60
_FILLED: Final = 0.6  # share of the width from which a line counts as full


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, bullet or numbered item: `[start, end)` without its marker and outer blanks.

    `outer`: where it begins with its marker. `marker`: "" (none), "-" (bullet) or "1" (numbered).
    `gap`: blank lines before it; a fold mark counts as one. `lines`: how many lines it takes up.
    `inner`: True where it begins in mid-line, after an inner bullet.
    """

    start: int
    end: int
    outer: int
    marker: str = ""
    gap: int = 0
    lines: int = 1
    inner: bool = False


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of `text` in order; together they hold every character that is neither blank nor a mark."""
    blocks: list[Block] = []
    run: list[Block] = []
    broken = sum(1 for _ in itertools.islice(_UNBROKEN.finditer(text), 2)) < 2
    for piece in _pieces(text):
        if run and (piece.gap or piece.marker or piece.inner):
            blocks.extend(_joined(text, run, broken))
            run = []
        run.append(piece)
    blocks.extend(_joined(text, run, broken))
    return tuple(blocks)


def _pieces(text: str) -> Iterator[Block]:
    """One block a line, or a part of a line between inner bullets and folds."""
    gap = 0
    fresh = True  # at the start of a line
    for found in _LINE.finditer(text):
        start, end = found.span()
        if text[start] in "\n\r\v\f\x85\u2028\u2029":
            gap += fresh
            fresh = True
            continue
        fresh = False
        for part_start, part_end, inner in _parts(text, start, end):
            piece = _piece(text, part_start, part_end, gap, inner)
            if piece is None:
                gap += 1 if not inner else 0
                continue
            yield piece
            gap = 0
        if gap and not text[start:end].strip():
            fresh = True
            gap -= 1


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Split a line at folds and inner bullets."""
    cuts = [found.start() for found in _INNER.finditer(text, start, end)]
    cuts += [found.start() for found in _FOLD.finditer(text, start, end)]
    bounds = [start, *sorted(cuts), end]
    words_before = False
    for left, right in itertools.pairwise(bounds):
        if left < right:
            yield left, right, words_before
            words_before = words_before or bool(text[left:right].strip())


def _piece(text: str, start: int, end: int, gap: int, inner: bool) -> Block | None:
    """Strip blanks and the marker; None for nothing but blanks and rules."""
    part = text[start:end]
    if _RULE.fullmatch(part):
        return None
    fold = part.startswith("++")
    stripped = part.rstrip()
    lead = len(stripped) - len(stripped.lstrip(" \t\u00a0\ufeff\u3000+|" if fold else " \t\u00a0\ufeff\u3000"))
    outer, end = start + lead, start + len(stripped)
    marked = _BULLET.match(text, outer, end)
    numbered = None if marked else _NUMBER.match(text, outer, end)
    found = marked or numbered
    marker = "-" if marked else "1" if numbered else ""
    return Block(found.end() if found else outer, end, outer, marker, gap + fold, 1, inner and not fold)


def _joined(text: str, run: list[Block], broken: bool) -> Iterator[Block]:
    """Join the lines of a run that were broken only to fit a width, where the text is; other lines stay blocks of their own."""
    if not run:
        return
    width = max(piece.end - piece.outer for piece in run)
    full = sum(piece.end - piece.outer >= _FILLED * width for piece in run[:-1])
    # Broken prose fills most of its lines; cells of a table, one a line, do not.
    wrapped = broken and _WRAP_MIN <= width <= _WRAP_MAX and len(run) > 1 and 2 * full >= len(run) - 1
    current = run[0]
    last = current
    for piece in run[1:]:
        if _continues(text, last, piece, width if wrapped else 0):
            current = Block(
                current.start, piece.end, current.outer, current.marker, current.gap, current.lines + 1, current.inner
            )
        else:
            yield current
            current = piece
        last = piece
    yield current


def _continues(text: str, last: Block, piece: Block, width: int) -> bool:
    """True where the break between two lines is a wrap: its first word had no room, or it goes on in lower case."""
    line = text[piece.start : piece.end]
    if _SHARE.fullmatch(line):  # a table of one cell a line: the share belongs to the name above it
        return last.end - last.start <= _LONGEST_NAME and text[last.end - 1].isalpha()
    if " | " in line and " | " in text[last.start : last.end]:
        return False  # rows of a table
    if text[last.end - 1] in ".!?" and line[-1] not in ".!;," and len(line) < width // 2:
        return False  # a heading or question of its own
    first_word = line.split(None, 1)[0]
    if width and (last.end - last.outer) + 1 + len(first_word) > width:
        return True
    return text[piece.start].islower() and text[last.end - 1] not in ".!?:;…"
