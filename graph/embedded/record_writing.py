"""Writes of the record: a document in, a document out, each inside a write transaction that the caller holds."""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph.embedded import codec
from graph.errors import InputRefused
from graph.model import DocumentGraph, Entity, Literal, Statement, merge_entities, normalize_words
from graph.store import Added
from ontology.vocabulary import CERTAINTIES

_EMPTY: Final = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A normalized document graph and its rows, made before the write transaction starts so that this stays short."""

    graph: DocumentGraph
    content_hash: str
    descriptions: tuple[tuple[str, str], ...]
    statements: tuple[tuple[object, ...], ...]
    support: tuple[tuple[str, str | None], ...]
    evidence: tuple[tuple[str, int, str], ...]


def prepare(graph: DocumentGraph) -> Prepared:
    """Rows of a graph in normal form. InputRefused where the text can't be stored, ValueError for places in other documents."""
    places = [e.source for s in graph.statements for e in s.evidence] + [n.source for n in graph.names]
    foreign = set(places) - {graph.document.source}
    if foreign:
        raise ValueError(f"the graph of {graph.document.source} has places in {', '.join(sorted(foreign))}")
    descriptions = tuple((e.curie, codec.write_description(e)) for e in graph.entities)
    statements = tuple(_statement_row(s) for s in graph.statements)
    support = tuple((s.id, s.object.label if isinstance(s.object, Literal) else None) for s in graph.statements)
    evidence = tuple(
        (s.id, CERTAINTIES.index(e.certainty), codec.write_evidence(e)) for s in graph.statements for e in s.evidence
    )
    document = graph.document
    content = codec.write_json(
        [
            *(document.source, document.name, document.text, document.title, document.format, document.loader),
            codec.write_sections(document.sections),
            graph.subject and graph.subject.curie,
            *(descriptions, statements, support, evidence),
            [[n.curie, n.name, n.start, n.end] for n in graph.names],
        ]
    )
    try:
        content_hash = hashlib.sha256(content.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InputRefused(document.source, "holds half characters (lone surrogates); save it as UTF-8 first") from error
    return Prepared(graph, content_hash, descriptions, statements, support, evidence)


def _statement_row(s: Statement) -> tuple[object, ...]:
    literal = isinstance(s.object, Literal)
    return (s.id, s.subject.curie, s.relation, s.object.key, literal, s.negated, codec.write_comparison(s.comparison))


def put(db: sqlite3.Connection, new: Prepared) -> Added:
    """Add or replace one document, or leave it out: unchanged, or the text of another source."""
    document = new.graph.document
    old = db.execute("SELECT id, content_hash FROM document WHERE source = ?", (document.source,)).fetchone()
    if old and old[1] == new.content_hash:
        return Added("unchanged", len(new.statements))
    twin = _twin(db, new)
    if old:
        _erase(db, old[0])
    if twin is not None:
        if old:  # it said something else before: that is no longer true of it
            _log(db, document.source, "remove")
        return Added("duplicate", 0, twin)
    _insert(db, new)
    _log(db, document.source, "put")
    return Added("replaced" if old else "added", len(new.statements))


def remove(db: sqlite3.Connection, number: int) -> None:
    """Remove a document by row number, and what only it supported."""
    source = db.execute("SELECT source FROM document WHERE id = ?", (number,)).fetchone()[0]
    _erase(db, number)
    _log(db, source, "remove")


def _twin(db: sqlite3.Connection, new: Prepared) -> str | None:
    """Source of another document with the same words, if these are any."""
    document = new.graph.document
    if document.text == _EMPTY:
        return None
    row = db.execute(
        "SELECT source FROM document WHERE text_hash = ? AND source != ?", (document.text_hash, document.source)
    ).fetchone()
    return None if row is None else str(row[0])


def _log(db: sqlite3.Connection, source: str, kind: str) -> None:
    db.execute("DELETE FROM change WHERE source = ?", (source,))
    db.execute("INSERT INTO change (source, kind) VALUES (?, ?)", (source, kind))


def _insert(db: sqlite3.Connection, new: Prepared) -> None:
    graph, document = new.graph, new.graph.document
    number = db.execute(
        "INSERT INTO document (source, key, name, title, format, loader, sections, subject, text_hash, content_hash, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(document.source, document.id, document.name, document.title, document.format, document.loader),
            codec.write_sections(document.sections),
            None if graph.subject is None else graph.subject.curie,
            *(document.text_hash, new.content_hash, document.text),
        ),
    ).lastrowid
    db.executemany(
        "INSERT OR IGNORE INTO statement (sid, subject, relation, object, literal, negated, comparison) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        new.statements,
    )
    db.executemany(
        "WITH given (sid, words) AS (VALUES (?, ?)) INSERT INTO support (statement, document, words) "  # noqa: S608
        f"SELECT id, {number}, words FROM given JOIN statement USING (sid)",
        new.support,
    )
    db.executemany(
        "WITH given (sid, first, second) AS (VALUES (?, ?, ?)) "  # noqa: S608
        f"INSERT INTO evidence SELECT NULL, id, {number}, first, second FROM given JOIN statement USING (sid)",
        new.evidence,
    )
    db.executemany(
        f"INSERT INTO name_evidence VALUES ({number}, ?, ?, ?, ?)",  # noqa: S608
        ((n.curie, n.name, n.start, n.end) for n in graph.names),
    )
    fresh = [
        (curie, value)
        for curie, value in new.descriptions
        if not db.execute("SELECT 1 FROM description WHERE curie = ? AND value = ?", (curie, value)).fetchone()
    ]
    db.executemany("INSERT INTO description (curie, value) VALUES (?, ?)", fresh)
    db.executemany(
        f"INSERT INTO described SELECT {number}, id FROM description WHERE curie = ? AND value = ?",  # noqa: S608
        new.descriptions,
    )
    for curie, _ in fresh:
        _merge_entity(db, curie)


def _erase(db: sqlite3.Connection, number: int) -> None:
    """Take out all rows of a document, and statements and entities that nothing else supports."""
    statements = [row[0] for row in db.execute("SELECT statement FROM support WHERE document = ?", (number,))]
    described = [row[0] for row in db.execute("SELECT description FROM described WHERE document = ?", (number,))]
    for table in ("evidence", "support", "described", "name_evidence"):
        db.execute(f"DELETE FROM {table} WHERE document = ?", (number,))  # noqa: S608
    db.execute("DELETE FROM document WHERE id = ?", (number,))
    db.executemany(
        "DELETE FROM statement WHERE id = ? AND NOT EXISTS (SELECT 1 FROM support WHERE support.statement = statement.id)",
        _rows(statements),
    )
    for description in described:
        row = db.execute(
            "DELETE FROM description WHERE id = ? "
            "AND NOT EXISTS (SELECT 1 FROM described WHERE described.description = description.id) RETURNING curie",
            (description,),
        ).fetchone()
        if row:
            _merge_entity(db, row[0])


def _rows(values: Iterable[int]) -> Iterable[tuple[int]]:
    return ((value,) for value in values)


def _merge_entity(db: sqlite3.Connection, curie: str) -> None:
    """Make the entity's rows again from the descriptions there are."""
    values = db.execute("SELECT value FROM description WHERE curie = ? ORDER BY value", (curie,)).fetchall()
    for table in ("entity", "xref", "name"):
        db.execute(f"DELETE FROM {table} WHERE curie = ?", (curie,))  # noqa: S608
    for entity in merge_entities(codec.read_description(curie, value) for (value,) in values):
        _insert_entity(db, entity)


def _insert_entity(db: sqlite3.Connection, entity: Entity) -> None:
    lists = (json.dumps(v, ensure_ascii=False) for v in (entity.kinds, entity.synonyms, entity.xrefs))
    db.execute("INSERT INTO entity VALUES (?, ?, ?, ?, ?)", (entity.curie, entity.label, *lists))
    db.executemany("INSERT OR IGNORE INTO xref VALUES (?, ?)", ((xref, entity.curie) for xref in entity.xrefs))
    names = dict.fromkeys((entity.label, *entity.synonyms))
    db.executemany(
        "INSERT INTO name (curie, name, folded) VALUES (?, ?, ?)",
        ((entity.curie, name, normalize_words(name)) for name in names),
    )
