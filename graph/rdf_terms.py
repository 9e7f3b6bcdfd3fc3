"""The RDF terms of the projection: namespaces, fixed predicates, IRIs of nodes, literals."""

from functools import lru_cache
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from ontology.curies import NAMESPACE, expand
from ontology.vocabulary import KINDS, RELATIONS

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
BIOLINK: Final = "https://w3id.org/biolink/vocab/"

PREFIXES: Final = {
    "sg": NAMESPACE, "rdf": RDF, "rdfs": RDFS, "skos": SKOS, "prov": PROV, "xsd": XSD, "biolink": BIOLINK,
}  # fmt: skip

TYPE: Final = NamedNode(f"{RDF}type")
SUBJECT: Final = NamedNode(f"{RDF}subject")
PREDICATE: Final = NamedNode(f"{RDF}predicate")
OBJECT: Final = NamedNode(f"{RDF}object")
LABEL: Final = NamedNode(f"{RDFS}label")
ALT_LABEL: Final = NamedNode(f"{SKOS}altLabel")
EXACT_MATCH: Final = NamedNode(f"{SKOS}exactMatch")
DERIVED_FROM: Final = NamedNode(f"{PROV}wasDerivedFrom")
STRING: Final = NamedNode(f"{XSD}string")
DOUBLE: Final = NamedNode(f"{XSD}double")
ASSOCIATION: Final = NamedNode(f"{BIOLINK}Association")
ARTICLE: Final = NamedNode(f"{BIOLINK}Article")
BIOLINK_PREDICATE: Final = NamedNode(f"{BIOLINK}predicate")
QUALIFIER: Final = f"{NAMESPACE}qualifier/"
TRUE: Final = Literal(True)
FALSE: Final = Literal(False)


@lru_cache(maxsize=512)
def sg(name: str) -> NamedNode:
    """A term of our own namespace."""
    return NamedNode(NAMESPACE + name)


def node(kind: str, key: str) -> NamedNode:
    """The IRI of a node that has no CURIE: a statement, an evidence, a document and their parts."""
    return NamedNode(f"{NAMESPACE}{kind}/{quote(key, safe='.-_~')}")


@lru_cache(maxsize=65_536)
def entity_iri(curie: str) -> NamedNode:
    """The IRI of an entity."""
    return NamedNode(expand(curie))


def double(value: float) -> Literal:
    """A number as xsd:double, with the shortest digits that read back as the same number."""
    number = float(value)
    text = repr(number)
    return Literal({"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(text, text), datatype=DOUBLE)


RELATION_PREDICATES: Final = {name: sg(relation.rdf) for name, relation in RELATIONS.items()}
BIOLINK_PREDICATES: Final = {
    name: NamedNode(BIOLINK + relation.biolink.removeprefix("biolink:")) for name, relation in RELATIONS.items()
}
KIND_CLASSES: Final = {name: sg(name) for name in KINDS}
