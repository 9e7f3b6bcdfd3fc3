"""The columns of a query read from its text: ArcadeDB sends no names when no row was found, and has its own order for `*`."""

from collections.abc import Sequence
from typing import Final

from graph.cypher.guard import keyword
from graph.cypher.tokens import Token, tokens_of
from graph.store import Table

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


def in_name_order(table: Table, query: str) -> Table:
    """The table of a query that ends with `RETURN *`, its columns ordered by name, as Neo4j has them; of any other as it is."""
    tokens = tokens_of(query)
    depths = _depths(tokens)
    starts = [n for n, token in enumerate(tokens) if not depths[n] and keyword(token) == "RETURN"]
    shown = [keyword(token) or token.text for token in tokens[starts[-1] + 1 : starts[-1] + 4]] if starts else []
    shown = shown[1:] if shown[:1] == ["DISTINCT"] else shown
    if shown[:1] != ["*"] or (len(shown) > 1 and shown[1] not in _ENDS):
        return table
    order = sorted(range(len(table.columns)), key=table.columns.__getitem__)
    rows = tuple(tuple(row[n] for n in order) for row in table.rows)
    return Table(tuple(table.columns[n] for n in order), rows, table.truncated)


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
