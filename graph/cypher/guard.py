"""What a user's Cypher may be: one read-only statement. The first wall; the engine's read-only user is the second.

A word is a keyword where the grammar could have one, not where it must be a name: `MATCH (n:Create) RETURN n.set AS delete`
is fine. A variable that is called like a writing clause needs backticks.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from graph.cypher.tokens import Token, place_of, tokens_of
from graph.errors import QueryError, QueryRefused

MAX_LENGTH: Final = 100_000
MAX_DEPTH: Final = 100

_FIRST: Final = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL", "SHOW"})
_WRITING: Final = frozenset({"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "DROP", "FOREACH", "INSERT"})
_OUTSIDE: Final = frozenset({"LOAD", "USE", "TRANSACTIONS"})
_SHOWN: Final = frozenset({"INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS"})
PROCEDURES: Final = frozenset(
    {
        "db.labels",
        "db.relationshiptypes",
        "db.propertykeys",
        "db.schema.visualization",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
        "db.ping",
        "dbms.components",
    }
)
# Functions in a namespace; those without one are all pure.
FUNCTION_SPACES: Final = (
    "date.", "datetime.", "time.", "localtime.", "localdatetime.", "duration.", "point.", "vector.",
    "apoc.coll.", "apoc.text.", "apoc.map.", "apoc.math.", "apoc.convert.", "apoc.date.", "apoc.number.", "apoc.agg.",
)  # fmt: skip
_OPENING: Final = {"(": ")", "[": "]", "{": "}"}
_LABEL_SIGNS: Final = frozenset("|&!%()")


def check_query(query: str) -> str:
    """Return the statement without a closing semicolon, or raise QueryRefused (or QueryError) with the place of the fault."""
    if len(query) > MAX_LENGTH:
        raise QueryRefused(f"A query may have {MAX_LENGTH} characters")
    if any("\ud800" <= character <= "\udfff" for character in query):
        raise QueryError("The query holds half of a character (a lone surrogate)")
    tokens = tokens_of(query)
    if tokens and tokens[-1].text == ";":
        query = query[: tokens[-1].start]
        tokens = tokens[:-1]
    if not tokens:
        raise QueryError("The query is empty")
    _check_depth(query, tokens)
    first = keyword(tokens[0])
    if first not in _FIRST:
        raise _refusal(
            query, tokens[0], f"A query starts with MATCH, WITH, UNWIND, CALL or RETURN, not with {tokens[0].text!r}"
        )
    for index, token in enumerate(tokens):
        _check(query, tokens, index, token)
    return query


def keyword(token: Token) -> str:
    """A word in the form in which keywords compare; empty for what is no word."""
    return unicodedata.normalize("NFKC", token.text).upper() if token.kind == "word" else ""


def _check(query: str, tokens: Sequence[Token], index: int, token: Token) -> None:
    if token.text == ";":
        raise _refusal(query, token, "Only one statement is allowed")
    word = keyword(token)
    following = tokens[index + 1] if index + 1 < len(tokens) else Token("end", "", len(query))
    if following.text == "(" and token.kind in ("word", "quoted") and not _is_called(tokens, index):
        name = _dotted(tokens, index)
        if "." in name and not name.lower().startswith(FUNCTION_SPACES):
            raise _refusal(query, token, f"The function {name} is not allowed")
    if word not in _WRITING | _OUTSIDE | {"CALL", "SHOW"} or _is_name(tokens, index, following):
        return
    if word in _WRITING:
        raise _refusal(query, token, f"Only reading is allowed, {token.text} writes (a name of that kind needs backticks)")
    if word == "CALL":
        _check_call(query, tokens, index, following)
    elif word == "SHOW" and index == 0 and keyword(following) not in _SHOWN:
        raise _refusal(query, token, "Only SHOW INDEXES and SHOW CONSTRAINTS are allowed")
    elif word in _OUTSIDE and (word != "LOAD" or keyword(following) == "CSV"):
        raise _refusal(query, token, f"{token.text} is not allowed")


def _check_call(query: str, tokens: Sequence[Token], index: int, following: Token) -> None:
    """A subquery is read by the other rules; a procedure must be on the list."""
    if following.text in ("{", "("):
        return
    name = ""
    for token in tokens[index + 1 :]:
        if token.kind not in ("word", "quoted") and token.text != ".":
            break
        if name and not name.endswith(".") and token.text != ".":
            break
        name += token.text.strip("`")
    if name.lower() not in PROCEDURES:
        raise _refusal(query, following, f"The procedure {name or '?'} is not allowed")


def _is_name(tokens: Sequence[Token], index: int, following: Token) -> bool:
    """Whether the grammar wants a name at `index`: after a dot, `AS`, in a label expression, or before a colon in a map."""
    before = tokens[index - 1] if index else Token("start", "", 0)
    if before.text == "." or keyword(before) == "AS":
        return True
    if following.text == ":" and before.text in ("{", ","):
        return True
    return _in_label_expression(tokens, index)


def _in_label_expression(tokens: Sequence[Token], index: int) -> bool:
    """Whether only names joined by label operators stand between a colon and `index`."""
    if not index or tokens[index - 1].text not in (":", "|", "&", "!", "%", "("):
        return False
    after_name = False
    for token in reversed(tokens[max(0, index - 40) : index]):
        if token.text == ":":
            return True
        named = token.kind in ("word", "quoted")
        if (named and after_name) or not (named or token.text in _LABEL_SIGNS):
            return False
        after_name = named
    return False


def _dotted(tokens: Sequence[Token], index: int) -> str:
    """The dotted name that ends at `index`."""
    name = tokens[index].text.strip("`")
    while index >= 2 and tokens[index - 1].text == "." and tokens[index - 2].kind in ("word", "quoted"):
        index -= 2
        name = f"{tokens[index].text.strip('`')}.{name}"
    return name


def _is_called(tokens: Sequence[Token], index: int) -> bool:
    """Whether the dotted name that ends at `index` follows CALL, and so is a procedure."""
    while index >= 2 and tokens[index - 1].text == ".":
        index -= 2
    return index >= 1 and keyword(tokens[index - 1]) == "CALL"


def _check_depth(query: str, tokens: Sequence[Token]) -> None:
    depth = 0
    for token in tokens:
        depth += (token.text in _OPENING) - (token.text in _OPENING.values())
        if depth > MAX_DEPTH:
            raise _refusal(query, token, f"Brackets are nested more than {MAX_DEPTH} deep")


def _refusal(query: str, token: Token, message: str) -> QueryRefused:
    return QueryRefused(message, *place_of(query, token.start))
