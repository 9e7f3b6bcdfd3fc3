"""The SPARQL and the Cypher that give the rows of an answer, as text a user can run again. Values enter through escaping alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ontology.curies import NAMESPACE, expand
from ontology.vocabulary import RELATIONS

SPARQL_PREFIXES: Final = (
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    f"PREFIX sg: <{NAMESPACE}>\n"
)
# What every twin returns first, one row a statement.


@dataclass(frozen=True, slots=True)
class CypherQuery:
    """A query with bound parameters, for execution; `inline` is the same as one self-contained text, for people."""

    text: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def inline(self) -> str:
        """The query with its parameters written in as literals."""
        text = self.text
        for name in sorted(self.parameters, key=len, reverse=True):
            text = text.replace(f"${name}", cypher_literal(self.parameters[name]))
        return text


@dataclass(frozen=True, slots=True)
class Twins:
    """The same question in both languages."""

    sparql: str
    cypher: CypherQuery


def sparql_iri(curie: str) -> str:
    """`<IRI>` of a CURIE, with every character that may not stand in an IRI percent-encoded."""
    iri = expand(curie)
    return "<" + "".join(c if c > " " and c not in '<>"{}|^`\\' else _percent(c) for c in iri) + ">"


def sparql_string(text: str) -> str:
    """A SPARQL string literal."""
    return json.dumps(text, ensure_ascii=False).replace("\u007f", "\\u007F")


def cypher_literal(value: Any) -> str:
    """A Cypher literal of a string, number, boolean or a list of these."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        body = json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'").replace("$", "\\u0024")
        return f"'{body}'"
    if isinstance(value, int | float):
        return repr(value)
    return "[" + ", ".join(cypher_literal(item) for item in value) + "]"


def relationship_types(relations: Iterable[str] = ()) -> str:
    """`TYPE|TYPE` of the given relations, of all where none is given."""
    return "|".join(RELATIONS[name].cypher for name in (tuple(relations) or tuple(RELATIONS)))


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8"))
