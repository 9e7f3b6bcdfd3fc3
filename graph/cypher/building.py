"""A Cypher view written into an empty engine from the whole record, each node and relationship once: nothing is looked up twice.

A row makes a statement, its relationships, its first place and that place's first quantity at once; what else there is follows
when all of these are there. Rows are bare lists of values, since names sent with every value would double the work of both
sides. The caller notes the view's state when it is whole: a build that was ended half-way has none and is begun anew.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Final

from graph.cypher.bolt import BoltConnection
from graph.cypher.following import own_document_parts
from graph.cypher.writing import make_schema, quoted, schema_commands
from graph.model import Document, Entity, Literal, Statement
from graph.property_graph import (
    KEYS,
    Fields,
    Node,
    Properties,
    Relationship,
    document_node_id,
    entity_node,
    evidence_fields,
    evidence_parts,
    name_parts,
    node_place,
    quantity_fields,
    relationship_fields,
    statement_fields,
    statement_node_id,
)
from graph.record_reader import RecordReader
from ontology.vocabulary import RELATIONS

Progress = Callable[[float], None]
"""Called now and then with the share that is written."""

Row = list[Any]

_ROWS: Final = 2000  # a transaction: larger ones are slower, and take the engine's memory
_CHARACTERS: Final = 4_000_000  # of documents' texts a transaction
_LATER: Final = ("sgraph_statement_", "sgraph_evidence_", "sgraph_quantity_")
_TOLD: Final = 5000  # statements from one call of a progress to the next


class _Writer:
    """Collects rows by query and writes them, many at a time, while the caller makes the next."""

    def __init__(self, connection: BoltConnection, pool: ThreadPoolExecutor) -> None:
        self._connection = connection
        self._pool = pool
        self._rows: dict[str, list[Row]] = {}
        self._weights: dict[str, int] = {}
        self._running: Future[None] | None = None

    def put(self, query: str, row: Row, text: str = "") -> None:
        """Write a row, now or later. `text`: a long one in it."""
        self._rows.setdefault(query, []).append(row)
        self._weigh(query, 1 + len(text) * _ROWS // _CHARACTERS)

    def put_in(self, query: str, group: Row, row: Row) -> None:
        """Write a row of a group; the query gets lists of the group's values, followed by the list of its rows."""
        groups = self._rows.setdefault(query, [])
        if groups and groups[-1][:-1] == group:
            groups[-1][-1].append(row)
        else:
            groups.append([*group, [row]])
        self._weigh(query, 1)

    def put_nodes(self, nodes: Iterable[Node]) -> None:
        """Make nodes that are not there."""
        for node in nodes:
            query = f"UNWIND $rows AS row CREATE {_new('n', node.labels, node.properties, 0)}"
            self.put(query, _values(node.properties), str(node.properties.get("text", "")))

    def put_links(self, links: Iterable[Relationship]) -> None:
        """Make relationships without properties between nodes that are there."""
        for link in links:
            (start, a), (end, b) = node_place(link.start), node_place(link.end)
            query = (
                f"UNWIND $rows AS row {_match('a', start, 'row[0]')} {_match('b', end, 'row[1]')} "
                f"CREATE (a)-[:{quoted(link.type)}]->(b)"
            )
            self.put(query, [a, b])

    def flush(self) -> None:
        """Write what is left and wait until all is there."""
        for query in list(self._rows):
            self._send(query)
        self._wait()

    def _weigh(self, query: str, more: int) -> None:
        self._weights[query] = self._weights.get(query, 0) + more
        if self._weights[query] >= _ROWS:
            self._send(query)

    def _send(self, query: str) -> None:
        rows = self._rows.pop(query)
        self._weights.pop(query)
        self._wait()
        self._running = self._pool.submit(self._connection.write, lambda tx: tx.run(query, rows=rows).consume())

    def _wait(self) -> None:
        if self._running is not None:
            self._running.result()
            self._running = None


def build(connection: BoltConnection, reader: RecordReader, progress: Progress) -> None:
    """Fill an empty engine, whose keys are set, with all that the record says."""
    _make_first_schema(connection)
    with ThreadPoolExecutor(max_workers=1) as pool:
        writer = _Writer(connection, pool)
        links: list[Relationship] = []
        for nodes, more in _unstated(reader):
            writer.put_nodes(nodes)
            links += more
        writer.flush()
        writer.put_links(links)
        writer.flush()
        later_nodes: list[Node] = []
        later_links = [
            Relationship("", "STATED_IN", statement_node_id(key), _document_id(source), {})
            for key, source in reader.bare_support()
        ]
        statements = _StatementRows(writer)
        all_statements = reader.count_statements()
        for number, statement in enumerate(reader.scan()):
            if number and number % _TOLD == 0:
                progress(number / all_statements)
            statements.put(statement)
            more_nodes, more_links = _further_parts(statement)
            later_nodes += more_nodes
            later_links += more_links
        writer.flush()
        make_schema(connection)
        writer.put_nodes(later_nodes)
        writer.flush()
        writer.put_links(later_links)
        writer.flush()


def _make_first_schema(connection: BoltConnection) -> None:
    """Keys of what statements hang on. Those of what is written without being looked up cost less when all of it is there."""
    for name, command in schema_commands().items():
        if not name.startswith(_LATER):
            connection.command(command)


def _unstated(reader: RecordReader) -> Iterator[tuple[list[Node], list[Relationship]]]:
    """All nodes but those of statements, with the relationships among them."""
    curies = set()
    for entity in reader.entities():
        curies.add(entity.curie)
        yield [entity_node(entity)], []
    subjects = dict(reader.subjects())
    for document in reader.documents():
        about = subjects.get(document.source)
        yield own_document_parts(document, None if about is None else Entity(about, ""))
    for name in set(reader.all_names()):
        yield name_parts(name, _document_id(name.source), known=name.curie in curies)
    for key, label in reader.words():
        yield [Node(key, ("Value",), {"key": key, "label": label})], []


class _StatementRows:
    """Makes the rows of statements, each with its first place and that place's first quantity.

    Statements of one subject and document that follow each other share the look-up of these two.
    """

    def __init__(self, writer: _Writer) -> None:
        self._writer = writer
        self._queries: dict[tuple[str, bool, bool, bool], str] = {}

    def put(self, statement: Statement) -> None:
        """Write a statement, now or later."""
        row: Row = [statement.object.key]
        parts: list[tuple[str, Fields]] = [("n", statement_fields(statement))]
        if not statement.negated:
            parts.append(("r", relationship_fields(statement)))
        place = statement.evidence[0] if statement.evidence else None
        if place is not None:
            key = place.id_for(statement.id)
            parts.append(("e", evidence_fields(key, place)))
            if place.quantities:
                parts.append(("q", quantity_fields(key, 0, place.quantities[0])))
        for _, fields in parts:
            row += _values(fields)
        drawn = "" if statement.negated else RELATIONS[statement.relation].cypher
        shape = (drawn, isinstance(statement.object, Literal), place is not None, len(parts) == 4 - statement.negated)
        query = self._queries.get(shape)
        if query is None:
            query = self._queries[shape] = _statement_query(drawn, "Value" if shape[1] else "Entity", dict(parts))
        group = [statement.subject.curie]
        if place is not None:
            group.append(Document(place.source, "", "").id)
        self._writer.put_in(query, group, row)


def _statement_query(drawn: str, target: str, parts: dict[str, Fields]) -> str:
    """The query of all statements of a shape. A group: subject, document if there is a place, rows. A row: object, values."""
    patterns = {}
    at = 1
    for name, fields in parts.items():
        patterns[name] = at
        at += len(fields)
    look = [_match("a", "Entity", "g[0]")]
    made = [f"CREATE (a)<-[:SUBJECT]-{_new('n', ('Statement',), parts['n'], patterns['n'])}-[:OBJECT]->(b)"]
    if drawn:
        made.append(f"(a)-[:{quoted(drawn)} {_map(parts['r'], patterns['r'])}]->(b)")
    if "e" in parts:
        look.append(_match("d", "Document", "g[1]"))
        place = _new("e", ("Evidence",), parts["e"], patterns["e"])
        made.append(f"(n)-[:STATED_IN]->(d)<-[:FROM_DOCUMENT]-{place}<-[:HAS_EVIDENCE]-(n)")
    if "q" in parts:
        made.append(f"(e)-[:HAS_QUANTITY]->{_new('q', ('Quantity',), parts['q'], patterns['q'])}")
    # The engine holds the found rows before it makes anything: without their group, or it would count that once a row.
    found = "WITH a, d, row" if "e" in parts else "WITH a, row"
    each = f"UNWIND g[{len(look)}] AS row {found} {_match('b', target, 'row[0]')}"
    return f"UNWIND $rows AS g {' '.join(look)} {each} {', '.join(made)}"


def _further_parts(statement: Statement) -> tuple[list[Node], list[Relationship]]:
    """What a statement has beyond its first place and that place's first quantity."""
    later_nodes: list[Node] = []
    later_links: list[Relationship] = []
    for position, place in enumerate(statement.evidence):
        if position == 0 and len(place.quantities) < 2:
            continue
        here = _document_id(place.source)
        nodes, links = evidence_parts(statement.id, place, here)
        if position == 0:
            nodes, links = nodes[2:], links[3:]
        elif place.source != statement.evidence[position - 1].source:  # they come by source
            later_links.append(Relationship("", "STATED_IN", statement_node_id(statement.id), here, {}))
        later_nodes += nodes
        later_links += links
    return later_nodes, later_links


def _match(name: str, label: str, key: str) -> str:
    return f"MATCH ({name}:{label} {{{KEYS[label]}: {key}}})"


def _new(name: str, labels: Iterable[str], properties: Properties | Fields, start: int) -> str:
    """The pattern of a new node whose properties stand in a row from `start` on. Set later, each would be a second write."""
    return f"({name}:{':'.join(map(quoted, labels))} {_map(properties, start)})"


def _map(properties: Properties | Fields, start: int) -> str:
    """The properties' map in a query; one that is null there is none."""
    return "{" + ", ".join(f"{quoted(key)}: row[{at}]" for at, key in enumerate(properties, start)) + "}"


def _values(properties: Properties | Fields) -> Row:
    """Values as the driver takes them."""
    return [list(value) if isinstance(value, tuple) else value for value in properties.values()]


def _document_id(source: str) -> str:
    return document_node_id(Document(source, "", ""))
