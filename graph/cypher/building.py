"""A Cypher view written into an empty engine from the whole record, each node and relationship once: nothing is looked up twice.

A row makes a statement, its relationships, its first place and that place's first quantity at once; what else there is follows
when all of these are there. The caller notes the view's state when it is whole: a build that was ended half-way has none and
is begun anew.
"""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from graph.cypher.bolt import BoltConnection
from graph.cypher.following import own_document_parts
from graph.cypher.writing import quoted, sendable
from graph.model import Document, Entity, Statement
from graph.property_graph import (
    KEYS,
    Node,
    Properties,
    Relationship,
    document_node_id,
    entity_node,
    evidence_parts,
    name_parts,
    node_place,
    statement_node_id,
    statement_parts,
)
from graph.record_reader import RecordReader

_ROWS: Final = 2000  # a transaction: larger ones are slower, and take the engine's memory
_CHARACTERS: Final = 4_000_000  # of documents' texts a transaction

Row = Mapping[str, Any]


class _Writer:
    """Collects rows by query and writes them, many at a time, while the caller makes the next."""

    def __init__(self, connection: BoltConnection, pool: ThreadPoolExecutor) -> None:
        self._connection = connection
        self._pool = pool
        self._rows: dict[str, list[Row]] = {}
        self._weights: dict[str, int] = {}
        self._running: Future[None] | None = None

    def put(self, query: str, row: Row) -> None:
        """Write a row, now or later."""
        rows = self._rows.setdefault(query, [])
        rows.append(row)
        text = row["n"].get("text", "") if "n" in row else ""
        self._weights[query] = self._weights.get(query, 0) + len(text)
        if len(rows) >= _ROWS or self._weights[query] > _CHARACTERS:
            self._send(query)

    def put_nodes(self, nodes: Iterable[Node]) -> None:
        """Make nodes that are not there."""
        for node in nodes:
            self.put(f"UNWIND $rows AS row CREATE {_new('n', node)}", {"n": sendable(node.properties)})

    def put_links(self, links: Iterable[Relationship]) -> None:
        """Make relationships without properties between nodes that are there."""
        for link in links:
            (start, a), (end, b) = node_place(link.start), node_place(link.end)
            query = (
                f"UNWIND $rows AS row MATCH (a:{start} {{{KEYS[start]}: row.a}}) MATCH (b:{end} {{{KEYS[end]}: row.b}}) "
                f"CREATE (a)-[:{quoted(link.type)}]->(b)"
            )
            self.put(query, {"a": a, "b": b})

    def flush(self) -> None:
        """Write what is left and wait until all is there."""
        for query in list(self._rows):
            self._send(query)
        self._wait()

    def _send(self, query: str) -> None:
        rows = self._rows.pop(query)
        self._weights.pop(query)
        self._wait()
        self._running = self._pool.submit(self._connection.write, lambda tx: tx.run(query, rows=rows).consume())

    def _wait(self) -> None:
        if self._running is not None:
            self._running.result()
            self._running = None


def build(connection: BoltConnection, reader: RecordReader) -> None:
    """Fill an empty engine, whose keys are set, with all that the record says."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        writer = _Writer(connection, pool)
        links: list[Relationship] = []
        for nodes, more in _unstated(reader):
            writer.put_nodes(nodes)
            links += more
        writer.flush()
        writer.put_links(links)
        later_nodes: list[Node] = []
        later_links = [
            Relationship("", "STATED_IN", statement_node_id(key), _document_id(source), {})
            for key, source in reader.bare_support()
        ]
        for statement in reader.statements():
            more_nodes, more_links = _put_statement(writer, statement)
            later_nodes += more_nodes
            later_links += more_links
        writer.put_nodes(later_nodes)
        writer.flush()
        writer.put_links(later_links)
        writer.flush()


def _unstated(reader: RecordReader) -> Iterator[tuple[list[Node], list[Relationship]]]:
    """All nodes but those of statements, with the relationships among them."""
    curies = []
    for entity in reader.entities():
        curies.append(entity.curie)
        yield [entity_node(entity)], []
    subjects = dict(reader.subjects())
    for document in reader.documents():
        about = subjects.get(document.source)
        yield own_document_parts(document, None if about is None else Entity(about, ""))
    for curie in curies:
        for name in reader.names(curie):
            yield name_parts(name, _document_id(name.source), known=True)
    for key, label in reader.words():
        yield [Node(key, ("Value",), {"key": key, "label": label})], []


def _put_statement(writer: _Writer, statement: Statement) -> tuple[list[Node], list[Relationship]]:
    """Write a statement with its first place and that place's first quantity; return what is to be written later."""
    parts, links = statement_parts(statement)
    drawn = next((link for link in links if link.properties), None)
    query = [_match("a", statement.subject.curie), _match("b", statement.object.key)]
    made = [f"CREATE (a)<-[:SUBJECT]-{_new('n', parts[0])}-[:OBJECT]->(b)"]
    row = {"a": statement.subject.curie, "b": statement.object.key, "n": sendable(parts[0].properties)}
    if drawn is not None:
        made.append(f"(a)-[:{quoted(drawn.type)} {_properties('r', drawn.properties)}]->(b)")
        row["r"] = sendable(drawn.properties)
    later_nodes: list[Node] = []
    later_links: list[Relationship] = []
    for position, place in enumerate(statement.evidence):
        here = _document_id(place.source)
        nodes, links = evidence_parts(statement.id, place, here)
        if position == 0:
            query.append(_match("d", here))
            made.append(f"(n)-[:STATED_IN]->(d)<-[:FROM_DOCUMENT]-{_new('e', nodes[0])}<-[:HAS_EVIDENCE]-(n)")
            row |= {"d": node_place(here)[1], "e": sendable(nodes[0].properties)}
            if len(nodes) > 1:
                made.append(f"(e)-[:HAS_QUANTITY]->{_new('q', nodes[1])}")
                row["q"] = sendable(nodes[1].properties)
            nodes, links = nodes[2:], links[3:]
        elif place.source not in {other.source for other in statement.evidence[:position]}:
            later_links.append(Relationship("", "STATED_IN", statement_node_id(statement.id), here, {}))
        later_nodes += nodes
        later_links += links
    writer.put(f"UNWIND $rows AS row {' '.join(query)} {', '.join(made)}", row)
    return later_nodes, later_links


def _match(name: str, node_id: str) -> str:
    label, _ = node_place(node_id)
    return f"MATCH ({name}:{label} {{{KEYS[label]}: row.{name}}})"


def _new(name: str, node: Node) -> str:
    """The pattern of a new node whose properties are those of the row's `name`. Set later, each would be a second write."""
    return f"({name}:{':'.join(map(quoted, node.labels))} {_properties(name, node.properties)})"


def _properties(name: str, properties: Properties) -> str:
    return "{" + ", ".join(f"{quoted(key)}: row.{name}.{quoted(key)}" for key in properties) + "}"


def _document_id(source: str) -> str:
    return document_node_id(Document(source, "", ""))
