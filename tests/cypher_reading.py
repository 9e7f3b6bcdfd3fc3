"""What a Cypher view holds, read back with plain queries as a PropertyGraph, for tests that compare it whole."""

from typing import Any

from graph.property_graph import KEYS, Node, PropertyGraph, Relationship
from graph.store import Store
from ontology.vocabulary import sort_kinds

ALL = 1_000_000


def property_graph_in(store: Store) -> PropertyGraph:
    """All nodes and relationships."""
    nodes = {}
    for (node,) in store.cypher("MATCH (n) WHERE NOT n:GraphState RETURN n", limit=ALL).rows:
        nodes[node["elementId"]] = _node(node)
    found = store.cypher("MATCH (a)-[r]->(b) RETURN r", limit=ALL).rows
    relationships = [_relationship(row[0], nodes) for row in found]
    return PropertyGraph(tuple(sorted(nodes.values(), key=lambda n: n.id)), tuple(sorted(relationships, key=lambda r: r.id)))


def _node(value: dict[str, Any]) -> Node:
    labels = set(value["labels"])
    first = "Entity" if "Entity" in labels else next(iter(labels))
    key = value["properties"][KEYS[first]]
    here = key if first in ("Entity", "Value") else f"{first.lower()}/{key}"
    return Node(here, (first, *sort_kinds(labels - {first})), _frozen(value["properties"]))


def _relationship(value: dict[str, Any], nodes: dict[str, Node]) -> Relationship:
    start, end = nodes[value["startNodeElementId"]].id, nodes[value["endNodeElementId"]].id
    properties = _frozen(value["properties"])
    here = f"statement/{properties['statement']}" if "statement" in properties else f"{start} {value['type']} {end}"
    return Relationship(here, value["type"], start, end, properties)


def _frozen(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in properties.items()}
