"""Statements as RDF: one named graph a document, no blank nodes, every IRI a function of identities. Undone by rdf_reading.

`statements_to_quads` writes all of one document. Its parts are apart so that a view may write what one document says
(`document_triples`, `evidence_triples`) once, and what several may share (`head_triples`, `entity_triples`) as merged over all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from graph import rdf_terms as t
from graph.model import AnyOf, Comparison, Document, DocumentGraph, Entity, Evidence, NameEvidence, Quantity, Statement
from graph.model import Literal as Words
from graph.normal_form import normalize_graph
from graph.rdf_terms import node, sg
from graph.store import Store

if TYPE_CHECKING:
    import rdflib

# Formats of documents that are tables: thousands of them, each a few rows, all of one making. A view keeps no graph of each.
TABLES: Final = frozenset({"hpoa", "obo"})

Graph = NamedNode | DefaultGraph
Terms = tuple[NamedNode, NamedNode, NamedNode | Literal]
Fields = Iterable[tuple[str, str | int | bool | None]]


@lru_cache(maxsize=4096)
def _document_iri(source: str) -> NamedNode:
    return node("document", Document(source, "", "").id)


def document_graph_name(source: str) -> NamedNode:
    """The named graph of a document, which is its own IRI."""
    return _document_iri(source)


def statements_to_quads(graph: DocumentGraph) -> Iterator[Quad]:
    """All that a document contributes, lossless, in its named graph. Brings the graph into normal form first."""
    graph = normalize_graph(graph)
    return in_graph(graph_triples(graph), document_graph_name(graph.document.source))


def in_graph(triples: Iterable[Terms], name: Graph) -> Iterator[Quad]:
    """Triples as quads of one graph."""
    return (Quad(subject, predicate, target, name) for subject, predicate, target in triples)


def document_quads(graph: DocumentGraph, name: Graph) -> Iterator[Quad]:
    """`document_triples` as quads."""
    return in_graph(document_triples(graph), name)


def head_quads(head: "Head", name: Graph) -> Iterator[Quad]:
    """`head_triples` as quads."""
    return in_graph(head_triples(head), name)


def evidence_quads(statement: Statement, name: Graph) -> Iterator[Quad]:
    """`evidence_triples` as quads."""
    return in_graph(evidence_triples(statement), name)


def entity_quads(entity: Entity, name: Graph) -> Iterator[Quad]:
    """`entity_triples` as quads."""
    return in_graph(entity_triples(entity), name)


def graph_triples(graph: DocumentGraph) -> Iterator[Terms]:
    """All triples of a document's graph in normal form."""
    yield from document_triples(graph)
    for statement in graph.statements:
        yield from head_triples(Head.of(statement))
        yield from evidence_triples(statement)
    for entity in graph.entities:
        yield from entity_triples(entity)


def document_triples(graph: DocumentGraph) -> Iterator[Terms]:
    """The document, its sections, its subject and the names it gives."""
    document = graph.document
    iri = document_graph_name(document.source)
    yield iri, t.TYPE, sg("Document")
    yield iri, t.TYPE, t.ARTICLE
    yield from _scalars(iri, (
        ("source", document.source), ("name", document.name), ("text", document.text), ("title", document.title),
        ("format", document.format), ("loader", document.loader),
    ))  # fmt: skip
    if graph.subject is not None:
        yield iri, sg("about"), t.entity_iri(graph.subject.curie)
    for position, section in enumerate(document.sections):
        part = node("section", f"{document.id}-{position}")
        yield iri, sg("hasSection"), part
        yield part, t.TYPE, sg("Section")
        yield from _scalars(part, (
            ("sectionKind", section.kind), ("start", section.start), ("end", section.end), ("heading", section.heading),
            ("position", position),
        ))  # fmt: skip
    for position, place in enumerate(graph.names):
        yield from _name_triples(place, node("name", f"{document.id}-{position}"), iri)


def _name_triples(place: NameEvidence, iri: NamedNode, document: NamedNode) -> Iterator[Terms]:
    yield iri, t.TYPE, sg("NameEvidence")
    yield iri, sg("nameOf"), t.entity_iri(place.curie)
    yield iri, t.DERIVED_FROM, document
    yield from _scalars(iri, (("curie", place.curie), ("name", place.name), ("start", place.start), ("end", place.end)))


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


def head_triples(head: Head) -> Iterator[Terms]:
    """The statement's node, and the direct triple where it is not negated."""
    iri = node("statement", head.id)
    predicate = t.RELATION_PREDICATES[head.relation]
    subject = t.entity_iri(head.subject)
    target = t.entity_iri(head.object) if head.object is not None else Literal(head.words or "")
    yield iri, t.TYPE, sg("Statement")
    yield iri, t.TYPE, t.ASSOCIATION
    yield iri, t.SUBJECT, subject
    yield iri, t.PREDICATE, predicate
    yield iri, t.OBJECT, target
    yield iri, t.BIOLINK_PREDICATE, t.BIOLINK_PREDICATES[head.relation]
    yield iri, sg("relation"), Literal(head.relation)
    yield iri, sg("negated"), t.TRUE if head.negated else t.FALSE
    yield iri, sg("certainty"), Literal(head.certainty)
    if head.comparison is not None:
        compared = node("comparison", head.id)
        yield iri, sg("comparison"), compared
        yield compared, t.TYPE, sg("Comparison")
        yield from _scalars(compared, (
            ("outcome", head.comparison.outcome), ("direction", head.comparison.direction),
            ("group", head.comparison.group), ("against", head.comparison.against),
        ))  # fmt: skip
    if not head.negated:
        yield subject, predicate, target


def evidence_triples(statement: Statement) -> Iterator[Terms]:
    """The places that say a statement, linked from its node."""
    iri = node("statement", statement.id)
    for evidence in statement.evidence:
        yield from _evidence_triples(evidence, iri, evidence.id_for(statement.id))


def entity_triples(entity: Entity) -> Iterator[Terms]:
    """A node: classes, CURIE, label, synonyms, cross-references (as words, and as IRIs where they have one)."""
    iri = t.entity_iri(entity.curie)
    yield iri, t.TYPE, sg("Entity")
    for kind in entity.kinds:
        yield iri, t.TYPE, t.KIND_CLASSES[kind]
    yield iri, sg("curie"), Literal(entity.curie)
    yield iri, t.LABEL, Literal(entity.label)
    for synonym in entity.synonyms:
        yield iri, t.ALT_LABEL, Literal(synonym)
    for xref in entity.xrefs:
        yield iri, sg("xref"), Literal(xref)
        prefix, _, local = xref.partition(":")
        if prefix and local:
            yield iri, t.EXACT_MATCH, t.entity_iri(xref)


def _evidence_triples(evidence: Evidence, statement: NamedNode, key: str) -> Iterator[Terms]:
    iri = node("evidence", key)
    yield statement, sg("evidence"), iri
    yield iri, t.TYPE, sg("Evidence")
    yield iri, t.DERIVED_FROM, _document_iri(evidence.source)
    subject_span, object_span = evidence.subject_span or (None, None), evidence.object_span or (None, None)
    yield from _scalars(iri, (
        ("section", evidence.section), ("start", evidence.start), ("end", evidence.end), ("text", evidence.text),
        ("rule", evidence.rule), ("certainty", evidence.certainty), ("frequency", evidence.frequency),
        ("truncated", evidence.truncated), ("subjectText", evidence.subject_text), ("objectText", evidence.object_text),
        ("subjectStart", subject_span[0]), ("subjectEnd", subject_span[1]),
        ("objectStart", object_span[0]), ("objectEnd", object_span[1]), ("loader", evidence.loader),
    ))  # fmt: skip
    for qualifier, value in evidence.qualifiers:
        yield iri, node("qualifier", qualifier), Literal(value)
    for position, quantity in enumerate(evidence.quantities):
        yield from _quantity_triples(quantity, iri, node("quantity", f"{key}-{position}"), position)
    if evidence.any_of is not None:
        yield from any_of_triples(evidence.any_of, iri)


def any_of_triples(any_of: AnyOf, evidence: NamedNode) -> Iterator[Terms]:
    """A disjunction and its link from a place that says it."""
    group = node("anyOf", any_of.id)
    yield evidence, sg("anyOf"), group
    yield group, t.TYPE, sg("AnyOf")
    for position, member in enumerate(any_of.members, 1):
        yield group, sg("member"), Literal(member)
        yield group, NamedNode(f"{t.RDF}_{position}"), Literal(member)


def _quantity_triples(quantity: Quantity, evidence: NamedNode, iri: NamedNode, position: int) -> Iterator[Terms]:
    yield evidence, sg("quantity"), iri
    yield iri, t.TYPE, sg("Quantity")
    for local, value in (("low", quantity.low), ("high", quantity.high)):
        if value is not None:
            yield iri, sg(local), t.double(value)
    yield from _scalars(iri, (
        ("quantityKind", quantity.kind), ("unit", quantity.unit), ("verbatim", quantity.verbatim), ("start", quantity.start),
        ("end", quantity.end), ("numerator", quantity.numerator), ("denominator", quantity.denominator),
        ("perTime", quantity.per_time), ("approximate", quantity.approximate), ("position", position),
    ))  # fmt: skip


def _scalars(iri: NamedNode, fields: Fields) -> Iterator[Terms]:
    """One triple a field that has a value; empty words and 0 and false are values."""
    for local, value in fields:
        if value is not None:
            yield iri, sg(local), Literal(value)


def merged_triples(store: Store) -> Iterator[Terms]:
    """The whole of a store merged, as the default graph of its SPARQL view has it: each triple once or more often."""
    for graph in store.document_graphs():
        yield from document_triples(graph)
        for statement in graph.statements:
            yield from evidence_triples(statement)
    for statement in store.statements():
        yield from head_triples(Head.of(statement))
    for entity in store.entities():
        yield from entity_triples(entity)


def to_rdflib(source: Store | Iterable[DocumentGraph]) -> "rdflib.Dataset":
    """The quads of a store or of documents' graphs in an rdflib dataset, whose default graph is the union of all."""
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in t.PREFIXES.items():
        dataset.bind(prefix, namespace)
    for graph in source if isinstance(source, Iterable) else source.document_graphs():
        graph = normalize_graph(graph)
        context = dataset.graph(rdflib.URIRef(document_graph_name(graph.document.source).value))
        for terms in graph_triples(graph):
            context.add(to_rdflib_triple(terms))
    return dataset


def to_rdflib_triple(terms: Terms) -> "tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef | rdflib.Literal]":
    """The same triple in rdflib's terms."""
    import rdflib

    subject, predicate, target = terms
    shown: rdflib.URIRef | rdflib.Literal
    if isinstance(target, Literal):
        datatype = None if target.datatype == t.STRING else rdflib.URIRef(target.datatype.value)
        shown = rdflib.Literal(target.value, datatype=datatype, normalize=False)
    else:
        shown = rdflib.URIRef(target.value)  # of words it would warn: they are no IRI
    return rdflib.URIRef(subject.value), rdflib.URIRef(predicate.value), shown
