"""Changes of the graph in one transaction: documents in, documents out, with what they share brought to what is true now.

Every change begins by taking the lock of the graph, the node of its state: writers wait for each other, so that what one has
looked up stays true until it commits.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from graph.cypher.following import tidy_values
from graph.cypher.writing import quoted, sendable
from graph.errors import StoreError
from graph.model import DocumentGraph, Literal, Statement, merge_statements
from graph.neo4j.drawing import (
    draw_bare_support,
    draw_documents,
    draw_names,
    draw_places,
    draw_statements,
    send,
)
from graph.neo4j.merging import add_entities, said_by, settle_entities
from graph.neo4j.packing import Packed
from graph.neo4j.reading import Look, document_graphs, statements_of
from graph.property_graph import relationship_properties, statement_properties
from graph.store import Added
from ontology.vocabulary import RELATIONS

_LOCK: Final = "MATCH (v:GraphState {key: 'view'}) SET v.format = v.format RETURN v.identity AS identity"
_EPOCH: Final = "MATCH (v:GraphState {key: 'view'}) SET v.epoch = v.epoch + 1"
_KNOWN: Final = (
    "UNWIND $sources AS source MATCH (d:Document {source: source}) "
    "RETURN source, d._content_hash AS content, d._text_hash AS text"
)
_SAME_TEXT: Final = (
    "UNWIND $hashes AS hash MATCH (d:Document {_text_hash: hash}) RETURN hash, d.source AS source ORDER BY source"
)
_FORGET: Final = """
MATCH (d:Document {source: row})
CALL (d) { MATCH (d)<-[:FROM_DOCUMENT]-(n:Evidence|Name) OPTIONAL MATCH (n)-[:HAS_QUANTITY]->(q:Quantity) DETACH DELETE q, n }
CALL (d) { MATCH (d)-[:HAS_SECTION]->(x:Section) DETACH DELETE x }
DETACH DELETE d
"""


def put_group(tx: Any, group: Sequence[Packed]) -> tuple[Added, ...]:
    """Add or replace documents in order, or leave them out: unchanged, or the text of another source."""
    _lock(tx)
    look = looking(tx)
    outcomes: list[Added] = []
    for part in _apart(group):
        leaving, arriving, done = _sorted_out(look, part)
        outcomes += done
        _change(tx, look, leaving, arriving)
    return tuple(outcomes)


def take_out(tx: Any, key: str) -> bool:
    """Remove a document by source, id or display name. False where there is none."""
    _lock(tx)
    look = looking(tx)
    for column in ("source", "id", "name"):
        query = f"MATCH (d:Document {{{column}: $key}}) RETURN d.source AS source ORDER BY source LIMIT 1"
        for record in look(query, key=key):
            _change(tx, look, [record["source"]], [])
            return True
    return False


def looking(tx: Any) -> Look:
    """Look-ups inside a transaction."""

    def look(query: str, **parameters: Any) -> Sequence[Mapping[str, Any]]:
        return list(tx.run(query, parameters))

    return look


def _lock(tx: Any) -> None:
    if tx.run(_LOCK).single() is None:
        raise StoreError("The graph was taken out of the database meanwhile; open the store again.")


def _apart(group: Sequence[Packed]) -> Iterable[list[Packed]]:
    """The group in parts that have each source once."""
    part: dict[str, Packed] = {}
    for packed in group:
        if packed.graph.document.source in part:
            yield list(part.values())
            part = {}
        part[packed.graph.document.source] = packed
    if part:
        yield list(part.values())


def _sorted_out(look: Look, part: Sequence[Packed]) -> tuple[list[str], list[Packed], list[Added]]:
    """Sources of the versions to be taken out, the documents to be drawn, and what becomes of each."""
    hashes = [one.graph.document.text_hash for one in part if one.graph.document.text]
    known = {r["source"]: (r["content"], r["text"]) for r in look(_KNOWN, sources=[p.graph.document.source for p in part])}
    holders: dict[str, list[str]] = {}
    for record in look(_SAME_TEXT, hashes=hashes):
        holders.setdefault(record["hash"], []).append(record["source"])
    leaving: list[str] = []
    arriving: list[Packed] = []
    outcomes: list[Added] = []
    for one in part:
        document = one.graph.document
        content, text = known.get(document.source, (None, None))
        if content == one.content_hash:
            outcomes.append(Added("unchanged", len(one.graph.statements)))
            continue
        if content is not None:
            leaving.append(document.source)
            if document.source in holders.get(text, ()):
                holders[text].remove(document.source)
        twins = holders.setdefault(document.text_hash, []) if document.text else []
        if twins:
            outcomes.append(Added("duplicate", 0, twins[0]))
            continue
        twins.append(document.source)
        arriving.append(one)
        outcomes.append(Added("replaced" if content is not None else "added", len(one.graph.statements)))
    return leaving, arriving, outcomes


def _change(tx: Any, look: Look, leaving: Sequence[str], arriving: Sequence[Packed]) -> None:
    """Take documents out and draw others."""
    if not leaving and not arriving:
        return
    gone = tuple(document_graphs(look, leaving)) if leaving else ()
    _send_sources(tx, leaving)
    new = said_by(one.graph for one in arriving)
    add_entities(tx, look, new)
    draw_documents(tx, arriving)
    stated = {s.id: s for s in merge_statements(s for one in arriving for s in one.graph.statements)}
    before = {statement.id for graph in gone for statement in graph.statements}
    query = "UNWIND $ids AS id MATCH (s:Statement {id: id}) RETURN id"
    there = {record["id"] for record in look(query, ids=sorted(before | stated.keys()))}
    draw_statements(tx, [statement for key, statement in stated.items() if key not in there])
    draw_places(tx, [statement for key, statement in stated.items() if key in there])
    draw_bare_support(tx, arriving)
    draw_names(tx, (name for one in arriving for name in one.graph.names))
    if there:
        _settle_statements(tx, look, sorted(there), gone, [one.graph for one in arriving])
    lost = {curie: said for curie, said in said_by(gone).items() if not said <= new.get(curie, frozenset())}
    if lost:
        settle_entities(tx, look, lost)
    tx.run(_EPOCH).consume()


def _send_sources(tx: Any, sources: Sequence[str]) -> None:
    """Delete what belongs to these documents alone."""
    if sources:
        tx.run(f"UNWIND $sources AS row {_FORGET}", sources=list(sources)).consume()


def _settle_statements(
    tx: Any, look: Look, ids: Sequence[str], gone: Sequence[DocumentGraph], new: Sequence[DocumentGraph]
) -> None:
    """Delete the statements that no document makes any more; give the others the properties that follow from all places."""
    query = "UNWIND $ids AS id MATCH (s:Statement {id: id}) WHERE NOT (s)-[:STATED_IN]->() RETURN id"
    unsaid = {record["id"] for record in look(query, ids=list(ids))}
    before = statements_of(look, ids)
    values = {statement.object.key for statement in before if isinstance(statement.object, Literal)}
    _forget_statements(tx, [statement for statement in before if statement.id in unsaid])
    held = [statement for statement in before if statement.id not in unsaid]
    words = _words(look, held, gone, new)
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for statement in held:
        now = replace(statement, object=Literal(words[statement.id])) if statement.id in words else statement
        row = {"id": now.id, "s": sendable(statement_properties(now)), "r": sendable(relationship_properties(now))}
        rows.setdefault("" if now.negated else RELATIONS[now.relation].cypher, []).append(row)
    for drawn, same in rows.items():
        send(tx, "MATCH (s:Statement {id: row.id}) SET s = row.s", same)
        if drawn:
            send(tx, f"{_edge(drawn)} SET r = row.r", same)
    if values:
        tidy_values(tx, values)


def _forget_statements(tx: Any, statements: Iterable[Statement]) -> None:
    """Delete statements, and the relationships that draw them."""
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for statement in statements:
        rows.setdefault("" if statement.negated else RELATIONS[statement.relation].cypher, []).append({"id": statement.id})
    for drawn, same in rows.items():
        if drawn:
            send(tx, f"{_edge(drawn)} DELETE r", same)
        send(tx, "MATCH (s:Statement {id: row.id}) DETACH DELETE s", same)


def _edge(drawn: str) -> str:
    """The relationship that draws a statement."""
    return (
        "MATCH (a)<-[:SUBJECT]-(s:Statement {id: row.id})-[:OBJECT]->(b) "
        f"MATCH (a)-[r:{quoted(drawn)} {{statement: row.id}}]->(b)"
    )


def _words(
    look: Look, held: Sequence[Statement], gone: Sequence[DocumentGraph], new: Sequence[DocumentGraph]
) -> dict[str, str]:
    """By id, the smallest of the spellings that the documents of a statement give its literal object."""
    literal = {s.id: s.object.label for s in held if isinstance(s.object, Literal)}
    lost = {key for key, label in _spelled(gone) if literal.get(key) == label}
    words = {key: label for key, label in literal.items() if key not in lost}
    query = "UNWIND $ids AS id MATCH (:Statement {id: id})-[:STATED_IN]->(d:Document) RETURN DISTINCT d.source AS source ORDER BY source"
    sources = [record["source"] for record in look(query, ids=sorted(lost))] if lost else []
    for key, label in (*_spelled(new), *_spelled(document_graphs(look, sources))):
        if key in literal:
            words[key] = min(words.get(key, label), label)
    return words


def _spelled(graphs: Iterable[DocumentGraph]) -> Iterable[tuple[str, str]]:
    return [(s.id, s.object.label) for graph in graphs for s in graph.statements if isinstance(s.object, Literal)]
