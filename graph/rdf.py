"""Statements as RDF: one named graph a document, no blank nodes, every IRI a function of identities. Undone by rdf_reading.

`statements_to_quads` writes all of one document. Its parts are apart so that a view may write what one document says
(`document_quads`, `evidence_quads`) once, and what several may share (`head_quads`, `entity_quads`) as merged over all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graph import rdf_terms as t
from graph.model import Comparison, Document, DocumentGraph, Entity, Evidence, NameEvidence, Quantity, Statement
from graph.model import Literal as Words
from graph.normal_form import normalize_graph
from graph.rdf_terms import node, sg
from graph.store import Store

if TYPE_CHECKING:
    import rdflib

Graph = NamedNode | DefaultGraph
Fields = Iterable[tuple[str, str | int | bool | None]]


@lru_cache(maxsize=4096)
def _document_iri(source: str) -> NamedNode:
    return node("document", Document(source, "", "").id)


def document_graph_name(source: str) -> NamedNode:
    """The named graph of a document, which is its own IRI."""
    return _document_iri(source)


def statements_to_quads(graph: DocumentGraph, name: Graph | None = None) -> Iterator[Quad]:
    """All that a document contributes, lossless, in its named graph (or in `name`). Brings the graph into normal form first."""
    graph = normalize_graph(graph)
    name = name or document_graph_name(graph.document.source)
    yield from document_quads(graph, name)
    for statement in graph.statements:
        yield from head_quads(Head.of(statement), name)
        yield from evidence_quads(statement, name)
    for entity in graph.entities:
        yield from entity_quads(entity, name)


def document_quads(graph: DocumentGraph, name: Graph) -> Iterator[Quad]:
    """The document, its sections, its subject and the names it gives."""
    document = graph.document
    iri = document_graph_name(document.source)
    yield Quad(iri, t.TYPE, sg("Document"), name)
    yield Quad(iri, t.TYPE, t.ARTICLE, name)
    yield from _scalars(iri, name, (
        ("source", document.source), ("name", document.name), ("text", document.text), ("title", document.title),
        ("format", document.format), ("loader", document.loader),
    ))  # fmt: skip
    if graph.subject is not None:
        yield Quad(iri, sg("about"), t.entity_iri(graph.subject.curie), name)
    for position, section in enumerate(document.sections):
        part = node("section", f"{document.id}-{position}")
        yield Quad(iri, sg("hasSection"), part, name)
        yield Quad(part, t.TYPE, sg("Section"), name)
        yield from _scalars(part, name, (
            ("sectionKind", section.kind), ("start", section.start), ("end", section.end), ("heading", section.heading),
            ("position", position),
        ))  # fmt: skip
    for position, place in enumerate(graph.names):
        yield from _name_quads(place, node("name", f"{document.id}-{position}"), iri, name)


def _name_quads(place: NameEvidence, iri: NamedNode, document: NamedNode, name: Graph) -> Iterator[Quad]:
    yield Quad(iri, t.TYPE, sg("NameEvidence"), name)
    yield Quad(iri, sg("nameOf"), t.entity_iri(place.curie), name)
    yield Quad(iri, t.DERIVED_FROM, document, name)
    yield from _scalars(iri, name, (("curie", place.curie), ("name", place.name), ("start", place.start), ("end", place.end)))


@dataclass(frozen=True, slots=True)
class Head:
    """A statement without its places: its meaning, its strongest certainty, and the words of a literal object."""

    id: str
    subject: str
    relation: str
    object: str | None  # CURIE, None where the object is words
    words: str | None
    negated: bool
    comparison: Comparison | None
    certainty: str

    @classmethod
    def of(cls, s: Statement) -> "Head":
        """That of a statement with all its evidence."""
        words = s.object.label if isinstance(s.object, Words) else None
        target = None if words is not None else s.object.key
        return cls(s.id, s.subject.curie, s.relation, target, words, s.negated, s.comparison, s.certainty)


def head_quads(head: Head, name: Graph) -> Iterator[Quad]:
    """The statement's node, and the direct triple where it is not negated."""
    iri = node("statement", head.id)
    predicate = t.RELATION_PREDICATES[head.relation]
    subject = t.entity_iri(head.subject)
    target = t.entity_iri(head.object) if head.object is not None else Literal(head.words or "")
    yield Quad(iri, t.TYPE, sg("Statement"), name)
    yield Quad(iri, t.TYPE, t.ASSOCIATION, name)
    yield Quad(iri, t.SUBJECT, subject, name)
    yield Quad(iri, t.PREDICATE, predicate, name)
    yield Quad(iri, t.OBJECT, target, name)
    yield Quad(iri, t.BIOLINK_PREDICATE, t.BIOLINK_PREDICATES[head.relation], name)
    yield Quad(iri, sg("relation"), Literal(head.relation), name)
    yield Quad(iri, sg("negated"), t.TRUE if head.negated else t.FALSE, name)
    yield Quad(iri, sg("certainty"), Literal(head.certainty), name)
    if head.comparison is not None:
        compared = node("comparison", head.id)
        yield Quad(iri, sg("comparison"), compared, name)
        yield Quad(compared, t.TYPE, sg("Comparison"), name)
        yield from _scalars(compared, name, (
            ("outcome", head.comparison.outcome), ("direction", head.comparison.direction),
            ("group", head.comparison.group), ("against", head.comparison.against),
        ))  # fmt: skip
    if not head.negated:
        yield Quad(subject, predicate, target, name)


def evidence_quads(statement: Statement, name: Graph) -> Iterator[Quad]:
    """The places that say a statement, linked from its node."""
    iri = node("statement", statement.id)
    for evidence in statement.evidence:
        yield from _evidence_quads(evidence, iri, evidence.id_for(statement.id), name)


def entity_quads(entity: Entity, name: Graph) -> Iterator[Quad]:
    """A node: classes, CURIE, label, synonyms, cross-references (as words, and as IRIs where they have one)."""
    iri = t.entity_iri(entity.curie)
    yield Quad(iri, t.TYPE, sg("Entity"), name)
    for kind in entity.kinds:
        yield Quad(iri, t.TYPE, t.KIND_CLASSES[kind], name)
    yield Quad(iri, sg("curie"), Literal(entity.curie), name)
    yield Quad(iri, t.LABEL, Literal(entity.label), name)
    for synonym in entity.synonyms:
        yield Quad(iri, t.ALT_LABEL, Literal(synonym), name)
    for xref in entity.xrefs:
        yield Quad(iri, sg("xref"), Literal(xref), name)
        prefix, _, local = xref.partition(":")
        if prefix and local:
            yield Quad(iri, t.EXACT_MATCH, t.entity_iri(xref), name)


def _evidence_quads(evidence: Evidence, statement: NamedNode, key: str, name: Graph) -> Iterator[Quad]:
    iri = node("evidence", key)
    yield Quad(statement, sg("evidence"), iri, name)
    yield Quad(iri, t.TYPE, sg("Evidence"), name)
    yield Quad(iri, t.DERIVED_FROM, _document_iri(evidence.source), name)
    subject_span, object_span = evidence.subject_span or (None, None), evidence.object_span or (None, None)
    yield from _scalars(iri, name, (
        ("section", evidence.section), ("start", evidence.start), ("end", evidence.end), ("text", evidence.text),
        ("rule", evidence.rule), ("certainty", evidence.certainty), ("frequency", evidence.frequency),
        ("truncated", evidence.truncated), ("subjectText", evidence.subject_text), ("objectText", evidence.object_text),
        ("subjectStart", subject_span[0]), ("subjectEnd", subject_span[1]),
        ("objectStart", object_span[0]), ("objectEnd", object_span[1]), ("loader", evidence.loader),
    ))  # fmt: skip
    for qualifier, value in evidence.qualifiers:
        yield Quad(iri, node("qualifier", qualifier), Literal(value), name)
    for position, quantity in enumerate(evidence.quantities):
        yield from _quantity_quads(quantity, iri, node("quantity", f"{key}-{position}"), position, name)
    if evidence.any_of is not None:
        group = node("anyOf", evidence.any_of.id)
        yield Quad(iri, sg("anyOf"), group, name)
        yield Quad(group, t.TYPE, sg("AnyOf"), name)
        for position, member in enumerate(evidence.any_of.members, 1):
            yield Quad(group, sg("member"), Literal(member), name)
            yield Quad(group, NamedNode(f"{t.RDF}_{position}"), Literal(member), name)


def _quantity_quads(quantity: Quantity, evidence: NamedNode, iri: NamedNode, position: int, name: Graph) -> Iterator[Quad]:
    yield Quad(evidence, sg("quantity"), iri, name)
    yield Quad(iri, t.TYPE, sg("Quantity"), name)
    for local, value in (("low", quantity.low), ("high", quantity.high)):
        if value is not None:
            yield Quad(iri, sg(local), t.double(value), name)
    yield from _scalars(iri, name, (
        ("quantityKind", quantity.kind), ("unit", quantity.unit), ("verbatim", quantity.verbatim), ("start", quantity.start),
        ("end", quantity.end), ("numerator", quantity.numerator), ("denominator", quantity.denominator),
        ("perTime", quantity.per_time), ("approximate", quantity.approximate), ("position", position),
    ))  # fmt: skip


def _scalars(iri: NamedNode, name: Graph, fields: Fields) -> Iterator[Quad]:
    """One quad a field that has a value; empty words and 0 and false are values."""
    for local, value in fields:
        if value is not None:
            yield Quad(iri, sg(local), Literal(value), name)


def to_rdflib(source: Store | Iterable[DocumentGraph]) -> "rdflib.Dataset":
    """The quads of a store or of documents' graphs in an rdflib dataset, whose default graph is the union of all."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in t.PREFIXES.items():
        dataset.bind(prefix, namespace)
    graphs = source if isinstance(source, Iterable) else source.document_graphs()
    for graph in graphs:
        dataset.addN(_to_rdflib_quad(dataset, quad) for quad in statements_to_quads(graph))
    return dataset


def _to_rdflib_quad(
    dataset: "rdflib.Dataset", quad: Quad
) -> "tuple[rdflib.URIRef, rdflib.URIRef, rdflib.term.Node, rdflib.Graph]":
    import rdflib

    subject, target, context = quad.subject, quad.object, quad.graph_name
    assert isinstance(subject, NamedNode)
    assert isinstance(context, NamedNode)
    shown: rdflib.term.Node
    if isinstance(target, Literal):
        datatype = None if target.datatype == t.STRING else rdflib.URIRef(target.datatype.value)
        shown = rdflib.Literal(target.value, datatype=datatype, normalize=False)
    else:
        assert isinstance(target, NamedNode)
        shown = rdflib.URIRef(target.value)
    graph = dataset.graph(rdflib.URIRef(context.value))
    return rdflib.URIRef(subject.value), rdflib.URIRef(quad.predicate.value), shown, graph
