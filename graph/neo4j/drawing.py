"""What is new in a graph drawn into the database: documents, entities, statements with their places, names.

All are made, not merged: the caller holds the graph's lock and knows what is there. The constraints stand behind it.
The rows of the next message are made while the server works on the one before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import Any, Final

from graph.cypher.following import own_document_parts
from graph.cypher.writing import quoted, sendable
from graph.model import Document, Entity, Literal, NameEvidence, Statement, normalize_words
from graph.neo4j.packing import Packed
from graph.property_graph import (
    KEYS,
    Node,
    entity_node,
    evidence_parts,
    name_parts,
    relationship_properties,
    statement_properties,
)
from ontology.vocabulary import RELATIONS

Row = Mapping[str, Any]

BATCH: Final = 1000
_CHARACTERS: Final = 4_000_000  # of documents' texts and records a message
_PLACES: Final = """
UNWIND row.places AS place
MATCH (d:Document {id: place.document})
CREATE (s)-[:HAS_EVIDENCE]->(e:Evidence)-[:FROM_DOCUMENT]->(d) SET e = place.evidence
FOREACH (quantity IN place.quantities | CREATE (e)-[:HAS_QUANTITY]->(q:Quantity) SET q = quantity)
FOREACH (x IN place.first | CREATE (s)-[:STATED_IN]->(d))
"""


def send(tx: Any, query: str, rows: Iterable[Row], size: int = BATCH) -> None:
    """Run a query that begins with `UNWIND $rows AS row` over rows, many at a time."""
    rows = iter(rows)
    first = list(islice(rows, size))
    if len(first) < size:  # no thread for the little that most documents say
        if first:
            tx.run(f"UNWIND $rows AS row {query}", rows=first)
        return
    with ThreadPoolExecutor(1) as ahead:
        batch = first
        while batch:
            following = ahead.submit(lambda: list(islice(rows, size)))
            tx.run(f"UNWIND $rows AS row {query}", rows=batch)
            batch = following.result()


def draw_documents(tx: Any, packed: Sequence[Packed]) -> None:
    """Make the nodes of documents that are not there, and of their sections."""
    query = (
        "MATCH (about:Entity) WHERE about.curie = row.about "
        "CREATE (d:Document)-[:ABOUT]->(about) SET d = row.document "
        "FOREACH (section IN row.sections | CREATE (d)-[:HAS_SECTION]->(x:Section) SET x = section)"
    )
    bare = "CREATE (d:Document) SET d = row.document " + query[query.index("FOREACH") :]
    for batch in _weighed(packed):
        rows = [_document_row(one) for one in batch]
        send(tx, query, (row for row in rows if row["about"] is not None))
        send(tx, bare, (row for row in rows if row["about"] is None))


def draw_entities(tx: Any, entities: Iterable[Entity]) -> None:
    """Make the nodes of entities that are not there; names that documents gave them before hang on them."""
    by_labels: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    curies = []
    for entity in entities:
        node = entity_node(entity)
        by_labels[node.labels].append({"n": entity_properties(entity)})
        curies.append({"curie": entity.curie})
    for labels, rows in by_labels.items():
        send(tx, f"CREATE (n:{':'.join(map(quoted, labels))}) SET n = row.n", rows)
    send(tx, "MATCH (e:Entity {curie: row.curie}) MATCH (n:Name {curie: row.curie}) CREATE (n)-[:NAME_OF]->(e)", curies)


def entity_properties(entity: Entity) -> dict[str, Any]:
    """Properties of an entity's node, with the names as they are searched."""
    names = sorted({normalize_words(name) for name in (entity.label, *entity.synonyms)})
    return sendable(entity_node(entity).properties) | {"_names": names}


def draw_statements(tx: Any, statements: Iterable[Statement]) -> None:
    """Make statements that are not there, with all their places; entities and documents are there."""
    statements = list(statements)
    label = "SET v.label = CASE WHEN v.label < row.label THEN v.label ELSE row.label END"
    words = ({"key": s.object.key, "label": s.object.label} for s in statements if isinstance(s.object, Literal))
    send(tx, f"MERGE (v:Value {{key: row.key}}) {label}", words)
    by_shape: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        drawn = "" if statement.negated else RELATIONS[statement.relation].cypher
        by_shape[drawn, "Value" if isinstance(statement.object, Literal) else "Entity"].append(statement)
    for (drawn, sort), same in by_shape.items():
        send(tx, _statement_query(drawn, sort), map(_statement_row, same))


def draw_places(tx: Any, statements: Iterable[Statement]) -> None:
    """Make the places of statements that are there."""
    rows = ({"id": statement.id, "places": _place_rows(statement)} for statement in statements)
    send(tx, f"MATCH (s:Statement {{id: row.id}}) {_PLACES}", rows)


def draw_bare_support(tx: Any, packed: Iterable[Packed]) -> None:
    """Say which documents make statements without a place in their text."""
    rows = (
        {"id": statement.id, "document": one.graph.document.id}
        for one in packed
        for statement in one.graph.statements
        if not statement.evidence
    )
    send(tx, "MATCH (s:Statement {id: row.id}) MATCH (d:Document {id: row.document}) MERGE (s)-[:STATED_IN]->(d)", rows)


def draw_names(tx: Any, names: Iterable[NameEvidence]) -> None:
    """Make the places where documents give names."""
    query = (
        "MATCH (d:Document {id: row.document}) CREATE (n:Name)-[:FROM_DOCUMENT]->(d) SET n = row.n "
        "WITH n, row MATCH (e:Entity {curie: row.n.curie}) CREATE (n)-[:NAME_OF]->(e)"
    )
    rows = (
        {"document": Document(name.source, "", "").id, "n": sendable(name_parts(name, None, known=False)[0][0].properties)}
        for name in names
    )
    send(tx, query, rows)


def _statement_query(drawn: str, sort: str) -> str:
    edge = f", (a)-[r:{quoted(drawn)}]->(b)" if drawn else ""
    return (
        f"MATCH (a:Entity {{curie: row.a}}) MATCH (b:{sort} {{{KEYS[sort]}: row.b}}) "
        f"CREATE (s:Statement)-[:SUBJECT]->(a), (s)-[:OBJECT]->(b){edge} "
        f"SET s = row.s{', r = row.r' if drawn else ''} WITH s, row {_PLACES}"
    )


def _statement_row(statement: Statement) -> Row:
    return {
        "a": statement.subject.curie,
        "b": statement.object.key,
        "s": sendable(statement_properties(statement)),
        "r": sendable(relationship_properties(statement)) if not statement.negated else {},
        "places": _place_rows(statement),
    }


def _place_rows(statement: Statement) -> list[Row]:
    """The places of a statement with their quantities. `first`: one element where it is the document's first place of it."""
    rows: list[Row] = []
    source = document = ""
    for place in statement.evidence:  # by source
        first = [1] if place.source != source else []
        if first:
            source, document = place.source, Document(place.source, "", "").id
        nodes, _ = evidence_parts(statement.id, place, None)
        own, *quantities = (sendable(node.properties) for node in nodes)
        rows.append({"document": document, "evidence": own, "quantities": quantities, "first": first})
    return rows


def document_properties(packed: Packed, node: Node) -> dict[str, Any]:
    """Properties of a document's node, with those that the store keeps for itself."""
    text = packed.graph.document.text
    hidden = {
        "_record": packed.record,
        "_content_hash": packed.content_hash,
        "_text_hash": packed.graph.document.text_hash if text else "",
    }
    if "text" not in node.properties:  # it is too long to be shown
        hidden["_text"] = text
    return sendable(node.properties) | hidden


def _document_row(packed: Packed) -> dict[str, Any]:
    graph = packed.graph
    nodes, _ = own_document_parts(graph.document, graph.subject)
    return {
        "document": document_properties(packed, nodes[0]),
        "sections": [sendable(node.properties) for node in nodes[1:]],
        "about": graph.subject.curie if graph.subject else None,
    }


def _weighed(packed: Iterable[Packed]) -> Iterator[list[Packed]]:
    """Documents in portions that one message holds."""
    batch: list[Packed] = []
    weight = 0
    for one in packed:
        batch.append(one)
        weight += len(one.graph.document.text) + len(one.record)
        if weight > _CHARACTERS:
            yield batch
            batch, weight = [], 0
    if batch:
        yield batch
