"""A query in words of Neo4j 5 that the embedded engine does not know, in words that it does. Pure; other queries stay as they are.

Path selectors before one quantified relationship become `shortestPath` or `allShortestPaths`; numbers lose their underscores.
docs/cypher-differences.md lists what is left.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.cypher.guard import keyword
from graph.cypher.tokens import Token, tokens_of

Edit = tuple[int, int, str]
"""Characters [start, end) of the query and what stands there instead."""

_NUMBER: Final = re.compile(r"\d+(?:_\d+)+")
_ONE: Final = "shortestPath"
_ALL: Final = "allShortestPaths"
_SELECTORS: Final = (
    (("ALL", "SHORTEST"), _ALL),
    (("ANY", "SHORTEST"), _ONE),
    (("SHORTEST", "1"), _ONE),
    (("ANY", "1"), _ONE),
    (("ANY",), _ONE),
)
_TYPES: Final = frozenset(":|&!%()")


def for_embedded(query: str) -> str:
    """The query as the embedded engine takes it."""
    tokens = tokens_of(query)
    edits = [(t.start, t.start + len(t.text), t.text.replace("_", "")) for t in tokens if _NUMBER.fullmatch(t.text)]
    edits += _selected(query, tokens)
    for start, end, text in sorted(edits, reverse=True):
        query = query[:start] + text + query[end:]
    return query


def _selected(query: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else token
        if before.text not in ("=", ",") and keyword(before) != "MATCH":
            continue
        for words, function in _SELECTORS:
            if tuple(t.text.upper() for t in tokens[index : index + len(words)]) == words:
                start = index + len(words)
                start += start < len(tokens) and keyword(tokens[start]) in ("PATH", "PATHS")
                found = _pattern(query, tokens, start)
                if found is not None:
                    yield token.start, found[0], f"{function}({found[1]})"
                break


def _pattern(query: str, tokens: Sequence[Token], start: int) -> tuple[int, str] | None:
    """Where the pattern (a)-[:TYPE]->+(b) at a token ends, and its text in the older form; None for any other pattern."""
    first = _closing(tokens, start, "(")
    arrow = None if first is None else _arrow(query, tokens, first)
    last = None if arrow is None else _closing(tokens, arrow[0], "(")
    if first is None or arrow is None or last is None or _text(tokens, last) in ("-", "<", "{", "+", "*"):
        return None
    end = tokens[last - 1].start + 1
    node, other = query[tokens[start].start : tokens[first - 1].start + 1], query[tokens[arrow[0]].start : end]
    return end, f"{node}{arrow[1]}{other}"


def _arrow(query: str, tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    """The token behind a quantified relationship without variable or properties, and its text in the older form."""
    left = _text(tokens, index) == "<"
    index += left
    if _text(tokens, index) != "-":
        return None
    index += 1
    types = ""
    if _text(tokens, index) == "[":
        end = _closing(tokens, index, "[")
        inside = tokens[index + 1 : (end or 0) - 1]
        named = inside and inside[0].text != ":"
        if end is None or named or any(t.kind not in ("word", "quoted") and t.text not in _TYPES for t in inside):
            return None
        types = query[tokens[index].start + 1 : tokens[end - 1].start]
        index = end
    if _text(tokens, index) != "-":
        return None
    right = _text(tokens, index + 1) == ">"
    index += 1 + right
    steps = _steps(tokens, index)
    return None if steps is None else (steps[0], f"{'<' if left else ''}-[{types}{steps[1]}]-{'>' if right else ''}")


def _steps(tokens: Sequence[Token], index: int) -> tuple[int, str] | None:
    """The token behind a quantifier, and the range in the older form; without a quantifier one step."""
    match _text(tokens, index):
        case "+":
            return index + 1, "*1.."
        case "*":
            return index + 1, "*0.."
        case "(":
            return index, "*1..1"
        case "{":
            end = _closing(tokens, index, "{")
            said = "".join(t.text for t in tokens[index + 1 : (end or 0) - 1])
            found = re.fullmatch(r"(\d*)(,?)(\d*)", said)
            if end is None or found is None or not said.strip(","):
                return None
            low, comma, high = found.groups()
            return end, f"*{low or 0}..{high if comma else low}"
    return None


def _closing(tokens: Sequence[Token], index: int, opening: str) -> int | None:
    """The token behind the bracket that closes the one at `index`; None where there is none."""
    if _text(tokens, index) != opening:
        return None
    depth = 0
    for place in range(index, len(tokens)):
        depth += (tokens[place].text in ("(", "[", "{")) - (tokens[place].text in (")", "]", "}"))
        if not depth:
            return place + 1
    return None


def _text(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""
