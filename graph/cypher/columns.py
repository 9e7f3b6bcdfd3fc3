"""The column names of a query read from its text: ArcadeDB sends none when no row was found."""

from collections.abc import Sequence
from typing import Final

from graph.cypher.guard import keyword
from graph.cypher.tokens import Token, tokens_of

_ENDS: Final = frozenset({"ORDER", "SKIP", "OFFSET", "LIMIT", "UNION", "WHERE"})


def columns_of(query: str) -> tuple[str, ...]:
    """Names that the last RETURN (or else YIELD) gives, as written; empty for `RETURN *` and where there is neither."""
    tokens = tokens_of(query)
    depths = _depths(tokens)
    for clause in ("RETURN", "YIELD"):
        starts = [n for n, token in enumerate(tokens) if not depths[n] and keyword(token) == clause]
        if starts:
            return _names(query, tokens[starts[-1] + 1 :], depths[starts[-1] + 1 :])
    return ()


def _depths(tokens: Sequence[Token]) -> list[int]:
    """How many brackets are open around each token."""
    depths, depth = [], 0
    for token in tokens:
        depth -= token.text in (")", "]", "}")
        depths.append(depth)
        depth += token.text in ("(", "[", "{")
    return depths


def _names(query: str, tokens: Sequence[Token], depths: Sequence[int]) -> tuple[str, ...]:
    names: list[str] = []
    item: list[Token] = []
    for token, depth in zip(tokens, depths, strict=True):
        if not depth and keyword(token) in _ENDS and item:
            break
        if not depth and token.text == ",":
            names.append(_name(query, item))
            item = []
        elif item or keyword(token) != "DISTINCT":
            item.append(token)
    if item:
        names.append(_name(query, item))
    return () if "*" in names else tuple(names)


def _name(query: str, item: Sequence[Token]) -> str:
    if len(item) > 2 and keyword(item[-2]) == "AS":
        return item[-1].text.strip("`")
    return query[item[0].start : item[-1].start + len(item[-1].text)].strip("`") if item else ""
