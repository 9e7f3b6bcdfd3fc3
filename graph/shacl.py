"""Checks RDF against the shapes generated from the vocabulary table: findings as data, none when it conforms."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from graph.errors import EngineMissing
from graph.rdf import Terms, merged_triples, to_rdflib_triple
from graph.store import Store

if TYPE_CHECKING:
    import rdflib

SHAPES: Final = "shapes.ttl"
_SH: Final = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True, slots=True)
class ShaclFinding:
    """One violation: the node (IRI), the property (IRI or path, None for the node itself), what is wrong, the value at fault."""

    node: str
    path: str | None
    message: str
    value: str | None
    constraint: str  # local name of the constraint, such as MinCountConstraintComponent


def validate(source: Store | Iterable[Terms]) -> tuple[ShaclFinding, ...]:
    """All violations of the shapes by a store (its documents merged) or by triples, sorted.

    Reads all of it into memory: some 2 kB a triple. EngineMissing where pyshacl is not installed.
    """
    import rdflib

    graph = rdflib.Graph()
    for terms in source if isinstance(source, Iterable) else merged_triples(source):
        graph.add(to_rdflib_triple(terms))
    return validate_graph(graph)


def validate_graph(graph: "rdflib.Graph") -> tuple[ShaclFinding, ...]:
    """All violations of the shapes by an rdflib graph, sorted."""
    try:
        import pyshacl
    except ImportError as error:
        raise EngineMissing("SHACL checks need pyshacl: pip install 'syndrome-graph[shacl]'") from error
    import rdflib

    shapes = rdflib.Graph().parse(data=files("ontology").joinpath(SHAPES).read_text("utf-8"), format="turtle")
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False)
    results = report.subjects(rdflib.RDF.type, rdflib.URIRef(f"{_SH}ValidationResult"))
    # A result inside another is a detail of it.
    details = set(report.objects(None, rdflib.URIRef(f"{_SH}detail")))
    return tuple(sorted({_finding(report, node) for node in results if node not in details}, key=_order))


def _finding(report: "rdflib.Graph", node: "rdflib.term.Node") -> ShaclFinding:
    import rdflib

    def part(name: str) -> str | None:
        value = report.value(node, rdflib.URIRef(_SH + name))
        return None if value is None else str(value)

    constraint = part("sourceConstraintComponent") or ""
    return ShaclFinding(
        node=part("focusNode") or "",
        path=part("resultPath"),
        message=part("resultMessage") or "",
        value=part("value"),
        constraint=constraint.removeprefix(_SH),
    )


def _order(finding: ShaclFinding) -> tuple[str, str, str, str]:
    return finding.node, finding.path or "", finding.message, finding.value or ""
