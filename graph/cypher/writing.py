"""Nodes and relationships of `graph.property_graph` written into a Bolt engine: batched, idempotent, by keys.

Every function takes an open transaction of the driver and works on any engine that speaks Bolt. Names of labels, types and
properties come from the vocabulary table and are quoted; values are always parameters.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from graph.cypher.bolt import BoltConnection
from graph.errors import QueryError
from graph.property_graph import KEYS, Node, Properties, Relationship, node_place

BATCH: Final = 5000

# Look-ups beside the keys, by label.
_INDEXED: Final = (
    ("Entity", "label"),
    ("Document", "source"),
    ("Document", "name"),
    ("Name", "curie"),
    ("Statement", "relation"),
)


def schema_commands() -> dict[str, str]:
    """The commands that make constraints and indexes, by the name of what each makes."""
    commands = {}
    for label, key in KEYS.items():
        name = f"sgraph_{label.lower()}_{key}"
        commands[name] = f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"
    for label, key in _INDEXED:
        name = f"sgraph_{label.lower()}_{key}"
        commands[name] = f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{label}) ON (n.{key})"
    return commands


def make_schema(connection: BoltConnection) -> tuple[str, ...]:
    """Make constraints and indexes where they are not there; return the commands that the engine refuses (it works without)."""
    refused = []
    for command in schema_commands().values():
        try:
            connection.command(command)
        except QueryError:
            refused.append(command)
    return tuple(refused)


def merge_nodes(tx: Any, nodes: Iterable[Node]) -> None:
    """Write nodes: those that exist get the new properties and labels, others are made."""
    by_label: dict[str, list[Node]] = defaultdict(list)
    for node in nodes:
        by_label[node.labels[0]].append(node)
    for label, same in by_label.items():
        for batch in _batches(same):
            if label == "Entity":
                _merge_entities(tx, batch)
            else:
                key = KEYS[label]
                query = f"UNWIND $rows AS row MERGE (n:{label} {{{key}: row.key}}) SET n = row.properties"
                tx.run(query, rows=[_row(node) for node in batch]).consume()


def merge_relationships(tx: Any, relationships: Iterable[Relationship]) -> None:
    """Write relationships between nodes that exist; one whose end is missing is left out.

    A relationship that carries a statement is found again by it, any other by its type and ends.
    """
    groups: dict[tuple[str, str, str, bool], list[dict[str, Any]]] = defaultdict(list)
    for relationship in relationships:
        start, end = node_place(relationship.start), node_place(relationship.end)
        row = {"start": start[1], "end": end[1], "properties": sendable(relationship.properties)}
        groups[relationship.type, start[0], end[0], "statement" in relationship.properties].append(row)
    for (kind, start_label, end_label, stated), rows in groups.items():
        known = " {statement: row.properties.statement}" if stated else ""
        query = (
            f"UNWIND $rows AS row MATCH (a:{start_label} {{{KEYS[start_label]}: row.start}}) "
            f"MATCH (b:{end_label} {{{KEYS[end_label]}: row.end}}) "
            f"MERGE (a)-[r:{quoted(kind)}{known}]->(b)" + (" SET r = row.properties" if stated else "")
        )
        for batch in _batches(rows):
            tx.run(query, rows=batch).consume()


def delete_nodes(tx: Any, label: str, keys: Iterable[str]) -> None:
    """Delete the nodes of one sort with these keys, and all their relationships."""
    query = f"UNWIND $keys AS key MATCH (n:{label} {{{KEYS[label]}: key}}) DETACH DELETE n"
    for batch in _batches(list(keys)):
        tx.run(query, keys=batch).consume()


def quoted(name: str) -> str:
    """A label or type in backticks."""
    return f"`{name.replace('`', '``')}`"


def _merge_entities(tx: Any, nodes: Sequence[Node]) -> None:
    """Write entities with their kinds as labels.

    ArcadeDB takes a label change only by itself, apart from other changes of the node; so new nodes are made with all labels
    at once and the labels of known ones are corrected in steps of their own.
    """
    found = tx.run("UNWIND $keys AS key MATCH (n:Entity {curie: key}) RETURN n.curie AS key, labels(n) AS labels",
                   keys=[node.id for node in nodes])  # fmt: skip
    known = {record["key"]: frozenset(record["labels"]) for record in found}
    fresh: dict[tuple[str, ...], list[Node]] = defaultdict(list)
    for node in nodes:
        if node.id not in known:
            fresh[node.labels].append(node)
    for labels, group in fresh.items():
        marks = ":".join(quoted(label) for label in labels)
        tx.run(f"UNWIND $rows AS row CREATE (n:{marks}) SET n = row.properties", rows=[_row(node) for node in group]).consume()
    old = [node for node in nodes if node.id in known]
    _change_labels(tx, "SET", _differences(old, known, added=True))
    _change_labels(tx, "REMOVE", _differences(old, known, added=False))
    if old:
        query = "UNWIND $rows AS row MATCH (n:Entity {curie: row.key}) SET n = row.properties"
        tx.run(query, rows=[_row(node) for node in old]).consume()


def _differences(nodes: Iterable[Node], known: Mapping[str, frozenset[str]], *, added: bool) -> dict[str, list[str]]:
    """Keys of the nodes that need (or must lose) each label."""
    changes: dict[str, list[str]] = defaultdict(list)
    for node in nodes:
        wanted = frozenset(node.labels)
        for label in wanted - known[node.id] if added else known[node.id] - wanted:
            changes[label].append(node.id)
    return changes


def _change_labels(tx: Any, verb: str, changes: Mapping[str, list[str]]) -> None:
    for label, keys in changes.items():
        for key in keys:
            tx.run(f"MATCH (n:Entity {{curie: $key}}) {verb} n:{quoted(label)}", key=key).consume()


def _row(node: Node) -> dict[str, Any]:
    return {"key": node_place(node.id)[1], "properties": sendable(node.properties)}


def sendable(properties: Properties) -> dict[str, Any]:
    """Properties as the driver takes them."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items()}


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
