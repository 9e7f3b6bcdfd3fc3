"""Statements as a property graph: nodes and relationships as plain values, no database. Between the model and Cypher or GraphML.

Shape (ids of nodes in brackets; every property is a scalar or a homogeneous list, so Neo4j 5 and ArcadeDB take it):
(:Entity:<Kinds> {curie,label,synonyms,xrefs}) [CURIE]; (:Value {key,label}) for an object that is words [its key];
(s)-[:TREATED_BY {statement,certainty,frequency,low,high,unit,evidences,sources,quote,…}]->(o) for what is not negated;
(:Statement)-[:SUBJECT]->(:Entity), -[:OBJECT]->(:Entity|:Value), -[:STATED_IN]->(:Document), -[:HAS_EVIDENCE]->(:Evidence);
(:Evidence)-[:FROM_DOCUMENT]->(:Document), -[:HAS_QUANTITY]->(:Quantity); (:Document)-[:HAS_SECTION]->(:Section),
-[:ABOUT]->(:Entity); (:Name)-[:FROM_DOCUMENT]->(:Document), -[:NAME_OF]->(:Entity).
A property that would be None is left out. `graph.property_graph_reading` undoes this.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graph.model import (
    Document,
    DocumentGraph,
    Entity,
    Evidence,
    Literal,
    NameEvidence,
    Quantity,
    Statement,
    merge_entities,
    merge_statements,
)
from ontology.vocabulary import RELATIONS

Scalar = str | int | float | bool
Value = Scalar | tuple[Scalar, ...]
Properties = Mapping[str, Value]
Fields = dict[str, Value | None]
"""Properties by name, always the same names in the same order; None where a node or relationship has no such property."""

# Qualifiers that a relationship shows by name, the first of each; an Evidence node holds all of them.
SHOWN_QUALIFIERS: Final = ("action", "reason", "severity", "onset", "sex", "context", "modifier", "reference", "evidence_code")

# The property that finds a node again, by its first label.
KEYS: Final[Mapping[str, str]] = {
    "Entity": "curie",
    "Value": "key",
    "Statement": "id",
    "Evidence": "id",
    "Quantity": "id",
    "Document": "id",
    "Section": "id",
    "Name": "id",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `id` unique in its graph; `labels`, the first of which names its sort (a key of KEYS)."""

    id: str
    labels: tuple[str, ...]
    properties: Properties


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship from node `start` to node `end` (their ids); `id` unique among relationships."""

    id: str
    type: str
    start: str
    end: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class PropertyGraph:
    """Nodes sorted by id, relationships too; every end of a relationship is among the nodes."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


def to_property_graph(
    statements: Iterable[Statement],
    documents: Iterable[Document] = (),
    names: Iterable[NameEvidence] = (),
    subjects: Mapping[str, Entity] | None = None,
    stated: Iterable[tuple[str, str]] = (),
) -> PropertyGraph:
    """Return the property graph of merged `statements` and their documents.

    `subjects`: what each document (by source) is about. `stated`: (statement id, source) of statements without evidence.
    """
    merged = merge_statements(statements)
    documents = tuple(documents)
    subjects = subjects or {}
    entities = merge_entities([*_entities_of(merged), *subjects.values()])
    nodes: dict[str, Node] = {entity.curie: entity_node(entity) for entity in entities}
    relationships: list[Relationship] = []
    ids = {document.source: document_node_id(document) for document in documents}
    for document in documents:
        _put(nodes, relationships, *document_parts(document, subjects.get(document.source)))
    for statement in merged:
        _put(nodes, relationships, *statement_parts(statement))
        for place in statement.evidence:
            _put(nodes, relationships, *evidence_parts(statement.id, place, ids.get(place.source)))
    saying = [(statement.id, place.source) for statement in merged for place in statement.evidence if place.source in ids]
    relationships.extend(_link(statement_node_id(key), "STATED_IN", ids[source]) for key, source in (*saying, *stated))
    for name in names:
        _put(nodes, relationships, *name_parts(name, ids.get(name.source), known=name.curie in nodes))
    unique = {relationship.id: relationship for relationship in relationships}
    return PropertyGraph(tuple(nodes[key] for key in sorted(nodes)), tuple(unique[key] for key in sorted(unique)))


def graphs_to_property_graph(graphs: Iterable[DocumentGraph]) -> PropertyGraph:
    """Return the property graph of whole documents, as a store holds them."""
    graphs = tuple(graphs)
    return to_property_graph(
        [statement for graph in graphs for statement in graph.statements],
        [graph.document for graph in graphs],
        [name for graph in graphs for name in graph.names],
        {graph.document.source: graph.subject for graph in graphs if graph.subject is not None},
        [(s.id, graph.document.source) for graph in graphs for s in graph.statements if not s.evidence],
    )


def statement_node_id(statement_id: str) -> str:
    """Node id of a statement."""
    return f"statement/{statement_id}"


def document_node_id(document: Document) -> str:
    """Node id of a document."""
    return f"document/{document.id}"


def node_place(node_id: str) -> tuple[str, str]:
    """Return the first label of the node with this id, and the value of its key property."""
    if node_id.startswith('"'):
        return "Value", node_id
    sort, slash, key = node_id.partition("/")
    label = sort.capitalize()
    return (label, key) if slash and label in KEYS and ":" not in sort else ("Entity", node_id)


def entity_node(entity: Entity) -> Node:
    """Return the node of an entity."""
    properties: dict[str, Value] = {
        "curie": entity.curie,
        "label": entity.label,
        "synonyms": entity.synonyms,
        "xrefs": entity.xrefs,
    }
    return Node(entity.curie, ("Entity", *entity.kinds), properties)


def document_parts(document: Document, subject: Entity | None) -> tuple[list[Node], list[Relationship]]:
    """Return the nodes of a document and its sections, and their relationships."""
    here = document_node_id(document)
    properties = _kept(
        {
            "id": document.id,
            "source": document.source,
            "name": document.name,
            "title": document.title,
            "format": document.format,
            "loader": document.loader,
            "text": document.text,
        }
    )
    nodes = [Node(here, ("Document",), properties)]
    links = [_link(here, "ABOUT", subject.curie)] if subject else []
    for position, section in enumerate(document.sections):
        key = f"{document.id}/{position}"
        span = {"start": section.start, "end": section.end}
        details = _kept({"id": key, "position": position, "kind": section.kind, **span, "heading": section.heading})
        nodes.append(Node(f"section/{key}", ("Section",), details))
        links.append(_link(here, "HAS_SECTION", f"section/{key}"))
    return nodes, links


def statement_parts(statement: Statement) -> tuple[list[Node], list[Relationship]]:
    """Return the Statement node (and the Value node of a literal object) with its relationships; entities are not among them."""
    here = statement_node_id(statement.id)
    target = statement.object
    literal = isinstance(target, Literal)
    nodes = [Node(here, ("Statement",), statement_properties(statement))]
    if literal:
        nodes.append(Node(target.key, ("Value",), {"key": target.key, "label": target.label}))
    links = [_link(here, "SUBJECT", statement.subject.curie), _link(here, "OBJECT", target.key)]
    if not statement.negated:
        links.append(
            Relationship(
                here,
                RELATIONS[statement.relation].cypher,
                statement.subject.curie,
                target.key,
                relationship_properties(statement),
            )
        )
    return nodes, links


def statement_properties(statement: Statement) -> Properties:
    """Properties of a Statement node."""
    return _kept(statement_fields(statement))


def statement_fields(statement: Statement) -> Fields:
    """What a Statement node tells: its meaning, its strongest certainty, and how many places say it."""
    return {
        "id": statement.id,
        "relation": statement.relation,
        "negated": statement.negated,
        "certainty": statement.certainty,
        "object_label": statement.object.label if isinstance(statement.object, Literal) else None,
        "evidences": len(statement.evidence),
        "sources": _sources(statement),
        **_comparison(statement),
    }


def relationship_properties(statement: Statement) -> Properties:
    """Scalar copies that the relationship of a statement carries, so that one pattern answers most questions."""
    return _kept(relationship_fields(statement))


def relationship_fields(statement: Statement) -> Fields:
    """What the relationship of a statement tells.

    `low`, `high`, `unit`, `quantity_kind`, `verbatim` are of the first quantity; `quote` and `section` of the first place.
    """
    places = statement.evidence
    first = places[0] if places else None
    quantities = statement.quantities
    quantity = quantities[0] if quantities else None
    frequencies = tuple(dict.fromkeys(place.frequency for place in places if place.frequency is not None))
    shown: dict[str, str] = {}
    for place in places:
        for name, value in place.qualifiers:
            shown.setdefault(name, value)
    return {
        "statement": statement.id,
        "certainty": statement.certainty,
        "frequency": frequencies[0] if frequencies else None,
        "frequencies": frequencies,
        "quantity_kind": quantity.kind if quantity else None,
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "unit": quantity.unit if quantity else None,
        "verbatim": quantity.verbatim if quantity else None,
        "quantities": tuple(q.verbatim for q in quantities),
        "evidences": len(places),
        "sources": _sources(statement),
        "quote": first.text if first else None,
        "section": first.section if first else None,
        "truncated": any(place.truncated for place in places),
        "any_of": statement.any_of.id if statement.any_of else None,
        "any_of_members": statement.any_of.members if statement.any_of else None,
        **{name: shown.get(name) for name in SHOWN_QUALIFIERS},
        **_comparison(statement),
    }


def evidence_parts(statement_id: str, evidence: Evidence, document: str | None) -> tuple[list[Node], list[Relationship]]:
    """Return an Evidence node and its quantities. `document`: node id of its document, None where it is not in the graph."""
    key = evidence.id_for(statement_id)
    here = f"evidence/{key}"
    nodes = [Node(here, ("Evidence",), _kept(evidence_fields(key, evidence)))]
    links = [_link(statement_node_id(statement_id), "HAS_EVIDENCE", here)]
    if document is not None:
        links.append(_link(here, "FROM_DOCUMENT", document))
    for position, quantity in enumerate(evidence.quantities):
        nodes.append(Node(f"quantity/{key}/{position}", ("Quantity",), _kept(quantity_fields(key, position, quantity))))
        links.append(_link(here, "HAS_QUANTITY", nodes[-1].id))
    return nodes, links


def name_parts(name: NameEvidence, document: str | None, *, known: bool) -> tuple[list[Node], list[Relationship]]:
    """Return a Name node and its relationships. `known`: its entity is a node of the graph."""
    key = f"{name.source}#{name.start}-{name.end} {name.curie} {name.name}"
    here = f"name/{key}"
    span = {"start": name.start, "end": name.end}
    properties = _kept({"id": key, "curie": name.curie, "name": name.name, "source": name.source, **span})
    links = [_link(here, "FROM_DOCUMENT", document)] if document is not None else []
    if known:
        links.append(_link(here, "NAME_OF", name.curie))
    return [Node(here, ("Name",), properties)], links


def evidence_fields(key: str, evidence: Evidence) -> Fields:
    """What an Evidence node tells. `key`: the evidence's identity."""
    subject, target = evidence.subject_span, evidence.object_span
    return {
        "id": key,
        "source": evidence.source,
        "section": evidence.section,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "rule": evidence.rule,
        "certainty": evidence.certainty,
        "frequency": evidence.frequency,
        "truncated": evidence.truncated,
        "subject_text": evidence.subject_text,
        "object_text": evidence.object_text,
        "subject_start": subject[0] if subject else None,
        "subject_end": subject[1] if subject else None,
        "object_start": target[0] if target else None,
        "object_end": target[1] if target else None,
        "any_of": evidence.any_of.id if evidence.any_of else None,
        "any_of_members": evidence.any_of.members if evidence.any_of else None,
        "qualifier_names": tuple(name for name, _ in evidence.qualifiers),
        "qualifier_values": tuple(value for _, value in evidence.qualifiers),
        "loader": evidence.loader,
    }


def quantity_fields(key: str, position: int, quantity: Quantity) -> Fields:
    """What a Quantity node tells. `key`: the identity of its evidence; `position`: which of its quantities it is, from 0."""
    return {
        "id": f"{key}/{position}",
        "position": position,
        "kind": quantity.kind,
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "verbatim": quantity.verbatim,
        "start": quantity.start,
        "end": quantity.end,
        "numerator": quantity.numerator,
        "denominator": quantity.denominator,
        "per_time": quantity.per_time,
        "approximate": quantity.approximate,
    }


def _comparison(statement: Statement) -> Fields:
    compared = statement.comparison
    return {
        "comparison_outcome": compared.outcome if compared else None,
        "comparison_direction": compared.direction if compared else None,
        "comparison_group": compared.group if compared else None,
        "comparison_against": compared.against if compared else None,
    }


def _sources(statement: Statement) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.source for place in statement.evidence))


def _entities_of(statements: Iterable[Statement]) -> Iterator[Entity]:
    for statement in statements:
        yield statement.subject
        if isinstance(statement.object, Entity):
            yield statement.object


def _put(
    nodes: dict[str, Node], relationships: list[Relationship], more: Iterable[Node], links: Iterable[Relationship]
) -> None:
    """Add parts; of two Value nodes of one key the smaller label stays, so that the order of documents does not matter."""
    for node in more:
        known = nodes.get(node.id)
        if known is None or str(node.properties.get("label", "")) < str(known.properties.get("label", "")):
            nodes[node.id] = node
    relationships.extend(links)


def _link(start: str, kind: str, end: str) -> Relationship:
    return Relationship(f"{start} {kind} {end}", kind, start, end, {})


def _kept(fields: Fields) -> Properties:
    return {name: value for name, value in fields.items() if value is not None}
