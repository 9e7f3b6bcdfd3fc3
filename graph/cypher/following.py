"""What a change of some documents of the record changes in a Cypher view, in one transaction.

A document's own parts (Document, Section, Evidence, Quantity, Name nodes) are deleted and written anew. Statements and entities
are shared: those that the document says now, or said before, are written as the record merges them today, or deleted when no
document says them any more.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.cypher.writing import delete_nodes, merge_nodes, merge_relationships, quoted
from graph.model import Document, DocumentGraph, Entity, Literal, Statement
from graph.property_graph import (
    Node,
    Relationship,
    document_node_id,
    document_parts,
    entity_node,
    evidence_parts,
    name_parts,
    statement_node_id,
    statement_parts,
)
from graph.record_reader import RecordReader
from ontology.vocabulary import RELATIONS

# Code points; the view leaves out a longer document's text (the record has it), so that one message and one page hold it.
LONGEST_TEXT: Final = 100_000


@dataclass(frozen=True, slots=True)
class _Said:
    """What the view holds of some documents: statements (id: relation and subject), entities and literal objects."""

    statements: dict[str, tuple[str, str]]
    entities: frozenset[str]
    values: frozenset[str]


def apply_changes(tx: Any, reader: RecordReader, sources: Sequence[str]) -> None:
    """Make the view hold what the record says now about the documents `sources` and whatever they share with others."""
    before = _said_before(tx, sources)
    _forget_documents(tx, sources)
    graphs = [graph for source in sources if (graph := reader.document_graph(source)) is not None]
    touched = {*before.statements, *(statement.id for graph in graphs for statement in graph.statements)}
    merged = {key: statement for key in sorted(touched) if (statement := reader.statement(key)) is not None}
    _forget_drawn(tx, before)
    delete_nodes(tx, "Statement", [key for key in touched if key not in merged])
    curies = {*before.entities, *(entity.curie for graph in graphs for entity in graph.entities)}
    entities = _write_entities(tx, reader, curies)
    nodes, links = _shared_parts(merged.values())
    for graph in graphs:
        more_nodes, more_links = _own_parts(graph)
        nodes += more_nodes
        links += more_links
    merge_nodes(tx, nodes)
    merge_relationships(tx, links)
    tidy_values(tx, before.values | {s.object.key for s in merged.values() if isinstance(s.object, Literal)})
    query = "UNWIND $keys AS key MATCH (n:Name {curie: key}) MATCH (e:Entity {curie: key}) MERGE (n)-[:NAME_OF]->(e)"
    tx.run(query, keys=entities).consume()


def _said_before(tx: Any, sources: Sequence[str]) -> _Said:
    ids = [Document(source, "", "").id for source in sources]
    statements = {}
    entities: set[str] = set()
    values: set[str] = set()
    rows = tx.run(
        "UNWIND $ids AS id MATCH (d:Document {id: id})<-[:STATED_IN]-(s:Statement)-[:SUBJECT]->(a:Entity) "
        "MATCH (s)-[:OBJECT]->(b) RETURN s.id AS id, s.relation AS relation, a.curie AS subject, b.curie AS curie, b.key AS key",
        ids=ids,
    )
    for row in rows:
        statements[row["id"]] = (row["relation"], row["subject"])
        entities |= {row["subject"], *([row["curie"]] if row["curie"] is not None else [])}
        values |= {row["key"]} if row["key"] is not None else set()
    about = tx.run("UNWIND $ids AS id MATCH (d:Document {id: id})-[:ABOUT]->(e:Entity) RETURN e.curie AS curie", ids=ids)
    entities |= {row["curie"] for row in about}
    return _Said(statements, frozenset(entities), frozenset(values))


def _forget_documents(tx: Any, sources: Sequence[str]) -> None:
    """Delete what belongs to these documents alone."""
    ids = [Document(source, "", "").id for source in sources]
    here = "UNWIND $ids AS id MATCH (d:Document {id: id})"
    for pattern in (
        "<-[:FROM_DOCUMENT]-(:Evidence)-[:HAS_QUANTITY]->(n:Quantity)",
        "<-[:FROM_DOCUMENT]-(n:Evidence)",
        "<-[:FROM_DOCUMENT]-(n:Name)",
        "-[:HAS_SECTION]->(n:Section)",
    ):
        tx.run(f"{here}{pattern} DETACH DELETE n", ids=ids).consume()
    tx.run(f"{here} DETACH DELETE d", ids=ids).consume()


def _forget_drawn(tx: Any, before: _Said) -> None:
    """Delete the relationships that draw these statements; those that still hold are drawn again."""
    by_relation: dict[str, list[dict[str, str]]] = defaultdict(list)
    for key, (relation, subject) in before.statements.items():
        by_relation[relation].append({"statement": key, "subject": subject})
    for relation, rows in by_relation.items():
        kind = quoted(RELATIONS[relation].cypher)
        query = f"UNWIND $rows AS row MATCH (a:Entity {{curie: row.subject}})-[r:{kind}]->() WHERE r.statement = row.statement DELETE r"
        tx.run(query, rows=rows).consume()


def _write_entities(tx: Any, reader: RecordReader, curies: Iterable[str]) -> list[str]:
    """Write the entities that the record still has, delete the others; return the CURIEs of those written."""
    found: dict[str, Entity] = {}
    for curie in sorted(curies):
        entity = reader.entity(curie)
        if entity is not None and entity.curie == curie:
            found[curie] = entity
    delete_nodes(tx, "Entity", [curie for curie in curies if curie not in found])
    merge_nodes(tx, [entity_node(entity) for entity in found.values()])
    return sorted(found)


def _shared_parts(statements: Iterable[Statement]) -> tuple[list[Node], list[Relationship]]:
    nodes: list[Node] = []
    links: list[Relationship] = []
    for statement in statements:
        more_nodes, more_links = statement_parts(statement)
        nodes += more_nodes
        links += more_links
    return nodes, links


def own_document_parts(document: Document, subject: Entity | None) -> tuple[list[Node], list[Relationship]]:
    """The nodes of a document and its sections as the view has them: without a text that is too long for it."""
    nodes, links = document_parts(document, subject)
    if len(document.text) > LONGEST_TEXT:
        nodes[0] = replace(nodes[0], properties={key: value for key, value in nodes[0].properties.items() if key != "text"})
    return nodes, links


def _own_parts(graph: DocumentGraph) -> tuple[list[Node], list[Relationship]]:
    here = document_node_id(graph.document)
    nodes, links = own_document_parts(graph.document, graph.subject)
    for statement in graph.statements:
        stated = statement_node_id(statement.id)
        links.append(Relationship(f"{stated} STATED_IN {here}", "STATED_IN", stated, here, {}))
        for place in statement.evidence:
            more_nodes, more_links = evidence_parts(statement.id, place, here)
            nodes += more_nodes
            links += more_links
    for name in graph.names:
        more_nodes, more_links = name_parts(name, here, known=True)
        nodes += more_nodes
        links += more_links
    return nodes, links


def tidy_values(tx: Any, keys: Iterable[str]) -> None:
    """Delete the literal objects that no statement has any more; give the others the smallest of their labels."""
    keys = sorted(keys)
    tx.run("UNWIND $keys AS key MATCH (v:Value {key: key}) WHERE NOT (v)<-[:OBJECT]-() DELETE v", keys=keys).consume()
    query = (
        "UNWIND $keys AS key MATCH (v:Value {key: key})<-[:OBJECT]-(s:Statement) "
        "WITH v, min(s.object_label) AS label SET v.label = label"
    )
    tx.run(query, keys=keys).consume()
