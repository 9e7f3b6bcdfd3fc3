"""Values of the Bolt driver as plain ones that JSON can hold.

A node is {"elementId", "labels", "properties"}, a relationship {"elementId", "startNodeElementId", "endNodeElementId", "type",
"properties"}, a path the list of its nodes and relationships in turn: the shapes of Neo4j's Query API. Dates, times and
durations are ISO 8601 text; a point is {"srid", "coordinates"}; bytes are base64 text; numbers that JSON has no word for are
the texts "NaN", "Infinity" and "-Infinity".
"""

import base64
import math
from typing import Any


def plain(value: object, hidden: frozenset[str] = frozenset()) -> Any:
    """Return `value` made of None, bool, int, float, str, lists and string-keyed dicts; these without the keys `hidden`."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else _WORDS[str(value)]
    if isinstance(value, dict):
        return {str(key): plain(item, hidden) for key, item in value.items() if key not in hidden}
    if isinstance(value, bytes | bytearray):
        return base64.b64encode(value).decode()
    return _plain_of_driver(value, hidden)


_WORDS = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


def _plain_of_driver(value: object, hidden: frozenset[str]) -> Any:
    """A graph, spatial or temporal value."""
    from neo4j.graph import Node, Path, Relationship
    from neo4j.spatial import Point

    if isinstance(value, Node):
        return {"elementId": value.element_id, "labels": sorted(value.labels), "properties": plain(dict(value), hidden)}
    if isinstance(value, Relationship):
        return {
            "elementId": value.element_id,
            "startNodeElementId": _end(value.start_node),
            "endNodeElementId": _end(value.end_node),
            "type": value.type,
            "properties": plain(dict(value), hidden),
        }
    if isinstance(value, Path):
        parts = [plain(value.nodes[0], hidden)]
        for relationship, node in zip(value.relationships, value.nodes[1:], strict=True):
            parts += [plain(relationship, hidden), plain(node, hidden)]
        return parts
    if isinstance(value, Point):
        return {"srid": value.srid, "coordinates": list(value)}
    text = getattr(value, "iso_format", None) or getattr(value, "isoformat", None)  # a Duration is a tuple too
    if callable(text):
        return text()
    return [plain(item, hidden) for item in value] if isinstance(value, list | tuple | set) else str(value)


def _end(node: Any) -> str | None:
    return None if node is None else node.element_id
