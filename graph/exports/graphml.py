"""GraphML for Cytoscape, Gephi, yEd, igraph and networkx: entities and literal objects as nodes, what is not denied as edges.

GraphML has no lists: their items are joined by `|`, a `|` or `\\` inside an item preceded by `\\`. Characters that XML cannot
hold become U+FFFD. What is None is left out. Denied statements are not drawn; evidence is summed up on the edge (its
`statement` finds the whole of it in the store).
"""

import hashlib
import math
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final
from urllib.parse import quote

from graph.exports.scope import Scope
from graph.model import Entity, Literal, Statement
from graph.property_graph import SHOWN_QUALIFIERS, Value, entity_node, relationship_properties
from ontology.vocabulary import RELATIONS

NAMESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
NODE_KEYS: Final[Mapping[str, str]] = {
    "label": "string",
    "kind": "string",
    "kinds": "string",
    "curie": "string",
    "synonyms": "string",
    "xrefs": "string",
}
EDGE_KEYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("label", "interaction", "relation", "statement", "certainty", "frequency", "frequencies"), "string"),
    "quantity_kind": "string",
    "low": "double",
    "high": "double",
    **dict.fromkeys(("unit", "verbatim", "quantities"), "string"),
    "evidences": "long",
    **dict.fromkeys(("sources", "quote", "section"), "string"),
    "truncated": "boolean",
    **dict.fromkeys(("any_of", "any_of_members", *SHOWN_QUALIFIERS), "string"),
    **dict.fromkeys(("comparison_outcome", "comparison_direction", "comparison_group", "comparison_against"), "string"),
}
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(scope: Scope, out: IO[bytes]) -> None:
    """Write the scope to `out`, a node or an edge at a time."""
    from lxml import etree

    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("graphml", nsmap={None: NAMESPACE}):
            for domain, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
                for name, kind in keys.items():
                    attributes = {"id": f"{domain}_{name}", "for": domain, "attr.name": name, "attr.type": kind}
                    key = etree.Element("key", attributes)
                    key.tail = "\n"
                    xml.write(key)
            with xml.element("graph", id="syndrome-graph", edgedefault="directed"):
                for node_id, values in nodes(scope):
                    xml.write(_element(etree, "node", {"id": file_id(node_id)}, values, NODE_KEYS))
                for statement in drawn(scope):
                    ends = {"source": file_id(statement.subject.curie), "target": file_id(node_id_of(statement.object))}
                    xml.write(_element(etree, "edge", {"id": statement.id, **ends}, edge_values(statement), EDGE_KEYS))


def nodes(scope: Scope) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """Node ids and values: entities by CURIE, then literal objects. Lazy."""
    for entity in scope.entities():
        yield entity.curie, entity_values(entity)
    seen: set[str] = set()
    for statement in drawn(scope):
        target = statement.object
        if isinstance(target, Literal) and target.key not in seen:
            seen.add(target.key)
            yield node_id_of(target), {"label": target.label, "kind": "Value", "kinds": ("Value",)}


def node_id_of(end: Entity | Literal) -> str:
    """The CURIE of an entity; for words an id made of them, since some readers stumble over quotes and `&` in ids."""
    if isinstance(end, Entity):
        return end.curie
    return f"literal:{hashlib.sha256(end.key.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def file_id(node_id: str) -> str:
    """A node id as it stands in the file: characters that are no part of common identifiers are percent-encoded."""
    return quote(node_id, safe=":/._~-")


def drawn(scope: Scope) -> Iterator[Statement]:
    """The statements that are edges: those that are not negated."""
    return (statement for statement in scope.statements() if not statement.negated)


def entity_values(entity: Entity) -> Mapping[str, Value]:
    """Values of an entity's node; `kind` is its most specific kind, for coloring."""
    kind = entity.kinds[-1] if entity.kinds else "Entity"
    return {**entity_node(entity).properties, "kind": kind, "kinds": entity.kinds}


def edge_values(statement: Statement) -> Mapping[str, Value]:
    """Values of a statement's edge."""
    relation = RELATIONS[statement.relation]
    named: dict[str, Value] = {"label": relation.label, "interaction": relation.cypher, "relation": relation.name}
    return {**named, **relationship_properties(statement)}


def text_of(value: Value) -> str | None:
    """One value as GraphML text; None where GraphML has none (a number that is not finite)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "|".join(clean(str(item)).replace("\\", "\\\\").replace("|", "\\|") for item in value)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else None
    return clean(str(value))


def clean(text: str) -> str:
    """Text without the characters that XML 1.0 cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _element(etree: Any, tag: str, attributes: dict[str, str], values: Mapping[str, Value], keys: Mapping[str, str]) -> Any:
    element = etree.Element(tag, attributes)
    for name in keys:
        text = text_of(values[name]) if name in values else None
        if text is not None:
            etree.SubElement(element, "data", key=f"{tag}_{name}").text = text
    element.tail = "\n"
    return element
