"""What a user's SPARQL query must pass before any engine sees it: size, depth, reading only, nothing outside.

Cheap checks on the words of the query. They need not recognize every malformed query (the engine does), but nothing that
reaches outside may pass. The engine's query call can't run updates and never fetches FROM; SERVICE it would, so SERVICE is
looked for in the bare text, where no trick with comments, strings or escapes can hide it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.errors import QueryRefused
from graph.rdf_terms import PREFIXES
from ontology.curies import PREFIXES as CURIE_PREFIXES

MAX_CHARS: Final = 20_000
MAX_DEPTH: Final = 100
QUERY_PREFIXES: Final = {**CURIE_PREFIXES, **PREFIXES}  # known in every query without being declared

_TOKEN: Final = re.compile(
    r"""(?P<space>\s+|\#[^\n\r]*)
      | (?P<string>\"{3}(?:[^\\"]|\\.|"(?!""))*\"{3}|'{3}(?:[^\\']|\\.|'(?!''))*'{3}|"(?:[^\\"\n\r]|\\.)*"|'(?:[^\\'\n\r]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<name>[\w.-]*:(?:[\w:%.-]|\\.)*)
      | (?P<word>@?\w+)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
# After the keyword only blanks, a comment, SILENT, an IRI, a prefixed name or a variable can follow.
_SERVICE: Final = re.compile(r"service(?=[\s#<?$:\w]|$)", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES: Final = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"))
_FORMS: Final = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


@dataclass(frozen=True, slots=True)
class GuardedQuery:
    """A query that may run, and the dataset that replaces the one its text names, if that is not empty."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def guard_sparql(
    query: str,
    is_graph: Callable[[str], bool],
    default_graphs: Sequence[str] = (),
    named_graphs: Sequence[str] = (),
) -> GuardedQuery:
    """Let a read-only query pass. `is_graph` tells whether an IRI is a graph of the store. Raises QueryRefused."""
    if len(query) > MAX_CHARS:
        raise QueryRefused(f"The query is longer than {MAX_CHARS} characters; make it shorter.")
    if "\x00" in query:
        raise QueryRefused("The query holds a NUL character; take it out.")
    if _SERVICE.search(_unescape(query)) or _SERVICE.search(query):
        raise QueryRefused("SERVICE is not allowed: queries read this store only (the word may not stand in a query at all).")
    tokens = _tokens(query)
    _check_depth(tokens)
    _check_form(tokens)
    for iri in (*_from_graphs(tokens), *default_graphs, *named_graphs):
        if not is_graph(iri):
            raise QueryRefused(f"<{iri}> is not a graph of this store; leave FROM out to ask all of it.")
    return GuardedQuery(query, tuple(default_graphs), tuple(named_graphs))


def _unescape(query: str) -> str:
    """The query with its \\u and \\U escapes read."""
    return _ESCAPE.sub(lambda m: chr(min(int(m.group(1) or m.group(2), 16), 0x10FFFF)), query)


def _check_depth(tokens: list[tuple[str, str]]) -> None:
    depth = 0
    for kind, text in tokens:
        if kind == "sign":
            depth += (text in "{([") - (text in "})]")
            if depth > MAX_DEPTH:
                raise QueryRefused(f"The query is nested more than {MAX_DEPTH} brackets deep; make it flatter.")


def _check_form(tokens: list[tuple[str, str]]) -> None:
    """Refuse what starts as an update; what starts as nothing known is left to the engine's own complaint."""
    for kind, text in tokens:
        word = text.upper()
        if kind == "word" and word in _FORMS:
            return
        if kind == "word" and word in _UPDATES:
            raise QueryRefused(f"{word} is not allowed: queries only read; change the graph with sgraph load and remove.")


def open_brackets(query: str) -> bool:
    """Whether a query has no bracket at all, or opens one that it does not close: it is not whole."""
    signs = [text for kind, text in _tokens(query) if kind == "sign"]
    opened, closed = (sum(text in brackets for text in signs) for brackets in ("{([", "})]"))
    return opened != closed or opened == 0


def undeclared_prefixes(query: str) -> list[str]:
    """Prefixes of names in a query that neither it nor QUERY_PREFIXES declare, in order."""
    tokens = _tokens(query)
    known = _prefixes(tokens)
    used = [text.partition(":")[0] for kind, text in tokens if kind == "name"]
    return [prefix for prefix in dict.fromkeys(used) if prefix not in known and prefix != "_"]


def implied_prefixes(query: str) -> dict[str, str]:
    """Namespaces of QUERY_PREFIXES that a query uses without declaring them: what another engine has to be told."""
    tokens = _tokens(query)
    known = _prefixes(tokens)
    used = {text.partition(":")[0] for kind, text in tokens if kind == "name"}
    return {name: iri for name, iri in QUERY_PREFIXES.items() if name in used and known[name] == iri}


def keywords(query: str) -> frozenset[str]:
    """The bare words of a query, upper case: FROM among them where it names its graphs, GRAPH where it looks into some."""
    return frozenset(text.upper() for kind, text in _tokens(query) if kind == "word")


def _tokens(query: str) -> list[tuple[str, str]]:
    """(kind, text) of all but blanks and comments."""
    return [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(query) if m.lastgroup != "space"]


def _prefixes(tokens: list[tuple[str, str]]) -> dict[str, str]:
    """Namespaces by prefix, those that the query declares included."""
    known = dict(QUERY_PREFIXES)
    for at, (kind, text) in enumerate(tokens[:-2]):
        if kind == "word" and text.upper() == "PREFIX" and tokens[at + 1][0] == "name" and tokens[at + 2][0] == "iri":
            known[tokens[at + 1][1].rstrip(":")] = tokens[at + 2][1][1:-1]
    return known


def _from_graphs(tokens: list[tuple[str, str]]) -> list[str]:
    """IRIs after FROM and FROM NAMED."""
    prefixes = _prefixes(tokens)
    graphs = []
    for at, (kind, text) in enumerate(tokens):
        word = text.upper() if kind == "word" else ""
        after = [*tokens[at + 1 : at + 3], ("", ""), ("", "")]
        if word == "FROM":
            target = after[1] if after[0][1].upper() == "NAMED" else after[0]
            if target[0] == "iri":
                graphs.append(_unescape(target[1][1:-1]))
            elif target[0] == "name":
                prefix, _, local = target[1].partition(":")
                graphs.append(prefixes.get(prefix, "") + local.replace("\\", ""))
    return graphs
