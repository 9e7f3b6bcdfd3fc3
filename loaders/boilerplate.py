"""Marks a page's own furniture (links, adverts, notices) by rules read from data/boilerplate.toml. Nothing is cut.

Place in the flow: sections.py turns the spans found here into sections of kind "boilerplate".
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from loaders.boundaries import sentence_spans
from loaders.layout import Block
from loaders.memory import SENTENCES
from loaders.rules.literals import Needs, may_match
from loaders.rules.screening import Screened

_SCOPES: Final = ("line", "list", "rest", "sentence", "clause")
_WHOLE: Final = ("line", "list")  # scopes of rules that a whole block must match
_LONGEST_LINE: Final = 400
_SHORTEST_LINE: Final = 2
_SHORTEST_INSIDE: Final = 20
# A sentence that opens with so few characters before a pointer is all pointer.
_LEAD_MAX: Final = 40


@dataclass(frozen=True, slots=True)
class BoilerplateRule:
    """One shape of furniture; `scope` says how much of the text around a match it marks."""

    id: str
    scope: str
    pattern: Screened
    reason: str
    example: str
    max_words: int | None = None
    needs: tuple[str, ...] = ()


@cache
def boilerplate_rules() -> tuple[BoilerplateRule, ...]:
    """The rules of data/boilerplate.toml in order, read once a process."""
    table = tomllib.loads(files("loaders").joinpath("data/boilerplate.toml").read_text(encoding="utf-8"))
    rules = tuple(
        BoilerplateRule(
            id=row["id"],
            scope=row["scope"],
            pattern=Screened(re.compile(row["pattern"], re.IGNORECASE | re.DOTALL)),
            reason=row["reason"],
            example=row["example"],
            max_words=row.get("max_words"),
            needs=tuple(row.get("needs", ())),
        )
        for row in table["rule"]
    )
    for rule in rules:
        if rule.scope not in _SCOPES:
            raise ValueError(f"data/boilerplate.toml: rule {rule.id} has the unknown scope {rule.scope!r}")
    return rules


@cache
def _line_rules() -> tuple[BoilerplateRule, ...]:
    return tuple(rule for rule in boilerplate_rules() if rule.scope in _WHOLE)


@cache
def _inside_rules() -> tuple[BoilerplateRule, ...]:
    return tuple(rule for rule in boilerplate_rules() if rule.scope not in _WHOLE)


@cache
def _needed() -> Needs:
    """Of these one must occur somewhere for any rule to look inside a block."""
    return (tuple(sorted({word for rule in _inside_rules() for word in rule.needs})),)


def boilerplate_spans(
    text: str, blocks: tuple[Block, ...], given: tuple[tuple[int, int], ...] = ()
) -> tuple[tuple[int, int], ...]:
    """Spans of furniture, those `given` included, sorted, without overlap. Cost is linear in the text."""
    spans: list[tuple[int, int]] = list(given)
    dragging = False  # inside a list that a "rest" or "list" rule opened
    opened = False  # by the block before: its list may stand after an empty line
    for index, block in enumerate(blocks):
        if dragging and (block.inner or block.marker) and (opened or not block.gap or block.inner):
            spans.append((block.outer, block.end))
            opened = False
            continue
        dragging = opened = False
        if is_furniture_line(text[block.start : block.end]):
            spans.append((block.outer, block.end))
            dragging = opened = _opens_list(text[block.start : block.end])
            continue
        for start, end, rest in _inside(text, block):
            spans.append((start, end))
            dragging = dragging or rest
        if not dragging and index and _is_label_of(text, blocks, index, spans):
            spans.append((block.outer, block.end))
    return merged(spans)


def is_furniture_line(line: str) -> bool:
    """True where a whole line or paragraph is furniture."""
    return _SHORTEST_LINE <= len(line) <= _LONGEST_LINE and _fits_line_rule(line)


def _opens_list(line: str) -> bool:
    """True for a heading of links."""
    return any(rule.scope == "list" and rule.pattern.fullmatch(line) for rule in _line_rules())


@lru_cache(maxsize=SENTENCES)
def _fits_line_rule(line: str) -> bool:
    words = line.count(" ") + 1
    return any((rule.max_words is None or words <= rule.max_words) and rule.pattern.fullmatch(line) for rule in _line_rules())


def _inside(text: str, block: Block) -> list[tuple[int, int, bool]]:
    """Furniture inside a block, with whether what follows the block in the same list belongs to it."""
    found: list[tuple[int, int, bool]] = []
    spans: list[tuple[int, int]] | None = None
    if block.end - block.start < _SHORTEST_INSIDE:
        return found
    lowered = text[block.start : block.end].lower()
    if not may_match(_needed(), lowered):
        return found
    for rule in _inside_rules():
        if not may_match((rule.needs,), lowered):
            continue
        match = None if rule.scope == "sentence" else rule.pattern.search(text, block.start, block.end)
        if match is None and rule.scope != "sentence":
            continue
        spans = sentence_spans(text, block.start, block.end) if spans is None else spans
        if match is None:
            found.extend((*span, False) for span in spans if rule.pattern.match(text, *span))
        elif rule.scope == "clause":
            found.append((match.start(), next(end for start, end in [*spans, (0, block.end)] if end > match.start()), False))
        else:
            starts = [start for start, _ in spans if 0 <= match.start() - start <= _LEAD_MAX]
            found.append((starts[-1] if starts else match.start(), block.end, True))
    return found


def _is_label_of(text: str, blocks: tuple[Block, ...], index: int, spans: list[tuple[int, int]]) -> bool:
    """A lone symbol or page number right after furniture is furniture too."""
    block = blocks[index]
    return bool(spans) and spans[-1][1] == blocks[index - 1].end and not any(c.isalpha() for c in text[block.start : block.end])


def merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The spans in order, those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
