"""The SPARQL 1.1 Service Description of our endpoint, as RDF."""

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from api.http import sparql_results
from ontology.curies import NAMESPACE

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_RESULTS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def describe(endpoint: str, documents: Iterable[str], media_type: str) -> bytes:
    """The description of the service at `endpoint` over one named graph a document id."""
    form = ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.from_media_type(sparql_results.TURTLE)
    return ox.serialize(_triples(endpoint, documents), format=form, prefixes={"sd": _SD, "sg": NAMESPACE}) or b""


def _triples(endpoint: str, documents: Iterable[str]) -> Iterator[ox.Triple]:
    service, dataset, default = ox.BlankNode(), ox.BlankNode(), ox.BlankNode()
    yield ox.Triple(service, _TYPE, _sd("Service"))
    yield ox.Triple(service, _sd("endpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(service, _sd("supportedLanguage"), _sd("SPARQL11Query"))
    yield ox.Triple(service, _sd("feature"), _sd("UnionDefaultGraph"))
    for form in _RESULTS:
        yield ox.Triple(service, _sd("resultFormat"), ox.NamedNode(_FORMATS + form))
    yield ox.Triple(service, _sd("defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _sd("Dataset"))
    yield ox.Triple(dataset, _sd("defaultGraph"), default)
    yield ox.Triple(default, _TYPE, _sd("Graph"))
    for document in documents:
        graph, name = ox.BlankNode(), ox.NamedNode(f"{NAMESPACE}document/{document}")
        yield ox.Triple(dataset, _sd("namedGraph"), graph)
        yield ox.Triple(graph, _TYPE, _sd("NamedGraph"))
        yield ox.Triple(graph, _sd("name"), name)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(_SD + name)
