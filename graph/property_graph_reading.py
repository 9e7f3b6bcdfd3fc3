"""A property graph back into statements and documents: undoes `graph.property_graph`."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, cast

from graph.model import (
    AnyOf,
    Comparison,
    Document,
    DocumentGraph,
    Entity,
    Evidence,
    Literal,
    NameEvidence,
    Quantity,
    Section,
    Statement,
    merge_statements,
)
from graph.property_graph import Node, PropertyGraph
from ontology.vocabulary import sort_kinds

Row = Mapping[str, Any]


class _Index:
    """Nodes by id, and for each node the ends of its relationships by type."""

    def __init__(self, graph: PropertyGraph) -> None:
        self.nodes = {node.id: node for node in graph.nodes}
        self._ends: dict[tuple[str, str], list[Node]] = defaultdict(list)
        for relationship in graph.relationships:
            self._ends[relationship.start, relationship.type].append(self.nodes[relationship.end])

    def ends(self, node: Node, kind: str) -> list[Node]:
        """Nodes that relationships of type `kind` reach from `node`."""
        return self._ends.get((node.id, kind), [])

    def labeled(self, label: str) -> list[Node]:
        """Nodes whose first label is `label`."""
        return [node for node in self.nodes.values() if node.labels[0] == label]


def from_property_graph(graph: PropertyGraph) -> tuple[Statement, ...]:
    """Return the statements with all their evidence, sorted by id. KeyError where the graph is not of our shape."""
    index = _Index(graph)
    return merge_statements(_statement(index, node) for node in index.labeled("Statement"))


def graphs_from_property_graph(graph: PropertyGraph) -> tuple[DocumentGraph, ...]:
    """Return the documents with what each contributes, sorted by source; statements by id, names by place."""
    index = _Index(graph)
    statements: dict[str, list[Statement]] = defaultdict(list)
    for node in index.labeled("Statement"):
        for document in index.ends(node, "STATED_IN"):
            statements[document.id].append(_statement(index, node, document.properties["source"]))
    names: dict[str, list[NameEvidence]] = defaultdict(list)
    for node in index.labeled("Name"):
        for document in index.ends(node, "FROM_DOCUMENT"):
            names[document.id].append(_name(node.properties))
    graphs = [
        DocumentGraph(
            document=_document(index, node),
            statements=merge_statements(statements[node.id]),
            names=tuple(sorted(names[node.id], key=lambda n: (n.start, n.end, n.curie, n.name))),
            subject=next((_entity(end) for end in index.ends(node, "ABOUT")), None),
        )
        for node in index.labeled("Document")
    ]
    return tuple(sorted(graphs, key=lambda found: found.document.source))


def _statement(index: _Index, node: Node, source: object = None) -> Statement:
    """The statement of a node, with the evidence of one source or of all."""
    row = cast("Row", node.properties)
    (subject,) = index.ends(node, "SUBJECT")
    (target,) = index.ends(node, "OBJECT")
    places = [_evidence(index, place) for place in index.ends(node, "HAS_EVIDENCE")]
    comparison = None
    if "comparison_outcome" in row:
        comparison = Comparison(
            row["comparison_outcome"], row["comparison_direction"], row["comparison_group"], row["comparison_against"]
        )
    return Statement(
        subject=_entity(subject),
        relation=row["relation"],
        object=Literal(row["object_label"]) if "object_label" in row else _entity(target),
        negated=row["negated"],
        comparison=comparison,
        evidence=tuple(place for place in places if source is None or place.source == source),
    )


def _entity(node: Node) -> Entity:
    row = cast("Row", node.properties)
    return Entity(row["curie"], row["label"], sort_kinds(node.labels[1:]), tuple(row["synonyms"]), tuple(row["xrefs"]))


def _evidence(index: _Index, node: Node) -> Evidence:
    row = cast("Row", node.properties)
    quantities = sorted(index.ends(node, "HAS_QUANTITY"), key=lambda q: cast("int", q.properties["position"]))
    return Evidence(
        source=row["source"],
        section=row["section"],
        start=row["start"],
        end=row["end"],
        text=row["text"],
        rule=row["rule"],
        certainty=row["certainty"],
        frequency=row.get("frequency"),
        quantities=tuple(_quantity(quantity.properties) for quantity in quantities),
        truncated=row["truncated"],
        subject_text=row.get("subject_text"),
        object_text=row.get("object_text"),
        subject_span=(row["subject_start"], row["subject_end"]) if "subject_start" in row else None,
        object_span=(row["object_start"], row["object_end"]) if "object_start" in row else None,
        any_of=AnyOf(row["any_of"], tuple(row["any_of_members"])) if "any_of" in row else None,
        qualifiers=tuple(zip(row["qualifier_names"], row["qualifier_values"], strict=True)),
        loader=row["loader"],
    )


def _quantity(row: Row) -> Quantity:
    return Quantity(
        kind=row["kind"],
        low=row.get("low"),
        high=row.get("high"),
        unit=row["unit"],
        verbatim=row["verbatim"],
        start=row["start"],
        end=row["end"],
        numerator=row.get("numerator"),
        denominator=row.get("denominator"),
        per_time=row.get("per_time"),
        approximate=row["approximate"],
    )


def _document(index: _Index, node: Node) -> Document:
    row = cast("Row", node.properties)
    sections = sorted(index.ends(node, "HAS_SECTION"), key=lambda s: cast("int", s.properties["position"]))
    return Document(
        source=row["source"],
        name=row["name"],
        text=row["text"],
        sections=tuple(_section(section.properties) for section in sections),
        title=row.get("title"),
        format=row["format"],
        loader=row["loader"],
    )


def _section(row: Row) -> Section:
    return Section(row["kind"], row["start"], row["end"], row.get("heading"))


def _name(row: Row) -> NameEvidence:
    return NameEvidence(row["curie"], row["name"], row["source"], row["start"], row["end"])
