"""Read the terms of an OBO 1.2/1.4 file, streaming, with line numbers in every complaint."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from ontology.terms import LexiconError, Synonym

_SYNONYM: Final = re.compile(r'"((?:[^"\\]|\\.)*)"\s+(EXACT|NARROW|BROAD|RELATED)\s*([^\[\s]*)')
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE: Final = re.compile(r"\\(.)")
_HAS_ROLE: Final = frozenset({"RO:0000087", "has_role"})
_SAME: Final = frozenset({"skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"})


@dataclass(slots=True)
class OboTerm:
    """One `[Term]` stanza as written; identifiers are not yet mapped. `line` is where it starts (1-based)."""

    line: int
    id: str = ""
    name: str = ""
    definition: str | None = None
    synonyms: list[Synonym] = field(default_factory=list)
    xrefs: list[str] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    alt_ids: list[str] = field(default_factory=list)
    replaced_by: list[str] = field(default_factory=list)
    obsolete: bool = False
    roles: list[str] = field(default_factory=list)  # what it is used as (has_role)
    exact: list[str] = field(default_factory=list)  # stated to mean the same elsewhere


def _unescape(text: str) -> str:
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def read_terms(lines: Iterable[str], place: str, *, definitions: bool = True) -> Iterator[OboTerm]:
    """Yield the terms of an OBO file in file order, obsolete ones too.

    `place` names the file in errors; without `definitions` they are passed over, which saves memory.
    Raises LexiconError for a stanza without an id, a malformed synonym or a line without a tag.
    """
    term: OboTerm | None = None
    number = 0
    for number, raw in enumerate(lines, 1):
        line = raw.rstrip("\n").rstrip("\r")
        if line.startswith("["):
            if term is not None:
                yield _checked(term, place)
            term = OboTerm(number) if line.startswith("[Term]") else None
        elif (
            term is not None
            and line
            and not line.startswith("!")
            and (definitions or not line.startswith(("def:", "comment:")))
        ):
            _read_line(term, line, f"{place}:{number}")
    if term is not None:
        yield _checked(term, place)


def _checked(term: OboTerm, place: str) -> OboTerm:
    if not term.id:
        raise LexiconError(f"{place}:{term.line}", "a [Term] without an id.")
    return term


def _read_line(term: OboTerm, line: str, place: str) -> None:
    tag, colon, value = line.partition(": ")
    if not colon:
        if line.rstrip().endswith(":"):
            return
        raise LexiconError(place, "not a `tag: value` line of OBO.")
    if tag == "id":
        term.id = value.strip()
    elif tag == "name":
        term.name = _unescape(value.strip())
    elif tag == "synonym":
        found = _SYNONYM.match(value)
        if found is None:
            raise LexiconError(place, "a synonym needs quoted text and a scope.")
        term.synonyms.append(Synonym(_unescape(found[1]), found[2], found[3]))
    elif tag == "is_a":
        term.parents.append(_identifier(value))
    elif tag == "xref":
        term.xrefs.append(_identifier(value))
        if "equivalentTo" in value:
            term.exact.append(term.xrefs[-1])
    elif tag == "alt_id":
        term.alt_ids.append(_identifier(value))
    elif tag in ("replaced_by", "consider"):
        if tag == "replaced_by":
            term.replaced_by.append(_identifier(value))
    elif tag == "is_obsolete":
        term.obsolete = value.strip() == "true"
    elif tag == "relationship":
        role, _, target = value.partition(" ")
        if role in _HAS_ROLE:
            term.roles.append(_identifier(target))
    elif tag == "property_value":
        name, _, target = value.partition(" ")
        if name in _SAME:
            term.exact.append(_identifier(target).strip('"'))
    elif tag == "def":
        quoted = _QUOTED.match(value)
        term.definition = _unescape(quoted[1]) if quoted else None


def _identifier(value: str) -> str:
    """The identifier at the start of a value: before a comment, a qualifier block or a quoted description."""
    parts = value.split(None, 1)
    return parts[0] if parts else ""


def header_of(lines: Iterable[str]) -> dict[str, str]:
    """The header's first value of each tag: data-version, ontology, …"""
    header: dict[str, str] = {}
    for line in lines:
        if line.startswith("["):
            break
        tag, colon, value = line.rstrip("\n").partition(": ")
        if colon:
            header.setdefault(tag, value)
    return header
