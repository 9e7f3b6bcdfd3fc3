"""Where things are in an endpoint: a named graph a document, all of it merged, and the journal of what is there.

The shape of documents' graphs and of the merged whole is that of the embedded SPARQL view (graph.rdf). The merged whole is the
default graph; where that holds other data already, or is the union of the named graphs, it is a named graph, and queries name
it as theirs. The journal says of each document the hash of its content, the hash of its text and its source, and has a state:
a random word that every change replaces. A change is made on the condition that the state is still the one it was made for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.rdf_terms import node, sg
from ontology.curies import NAMESPACE

JOURNAL: Final = node("store", "journal")
MERGED: Final = node("store", "merged")
FORMAT: Final = 1
PREFIXES: Final = (
    f"PREFIX sg: <{NAMESPACE}> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
    "PREFIX prov: <http://www.w3.org/ns/prov#>\n"
)
STATE: Final = sg("state")
CONTENT: Final = sg("content")
TEXT_HASH: Final = sg("textHash")
SOURCE: Final = sg("source")

_OWN_KINDS: Final = ("document", "section", "name", "evidence", "quantity", "anyOf")
# What one document alone can say: of its own nodes, and the links to its evidence.
OWN: Final = " || ".join(("?p = sg:evidence", *(f'STRSTARTS(STR(?s), "{node(kind, "").value}")' for kind in _OWN_KINDS)))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the merged whole is: `merged` names its graph, None is the default graph."""

    merged: str | None = None

    def whole(self, pattern: object) -> str:
        """A pattern, or triples, of the merged whole."""
        return f"{{ {pattern} }}" if self.merged is None else f"GRAPH <{self.merged}> {{ {pattern} }}"

    def written(self, triples: object) -> str:
        """Triples of the merged whole in the template of an update, which knows no group without a graph."""
        return str(triples) if self.merged is None else self.whole(triples)


def journal(pattern: object) -> str:
    """A pattern of the journal."""
    return f"GRAPH {JOURNAL} {{ {pattern} }}"


def values(name: str, terms: Iterable[object]) -> str:
    """A VALUES block of one variable."""
    return f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"


def lines(triples: Iterable[Iterable[object]]) -> str:
    """Triples in the syntax that templates and N-Triples share."""
    return " .\n".join(" ".join(map(str, terms)) for terms in triples)
