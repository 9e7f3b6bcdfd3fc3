"""Reads of the record over one connection, inside one read transaction: implements graph.record_reader.RecordReader."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from graph.embedded import codec
from graph.model import Document, DocumentGraph, Entity, Evidence, Literal, NameEvidence, Statement
from graph.rdf import Head
from graph.record_reader import Change
from ontology.vocabulary import CERTAINTIES

_DOCUMENT: Final = "source, name, text, sections, title, format, loader"
_STATEMENT: Final = "s.id, s.sid, s.subject, s.relation, s.object, s.literal, s.negated, s.comparison"
_BATCH: Final = 500


class SqliteReader:
    """One consistent view of the record. Not for use after its snapshot is closed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @property
    def identity(self) -> str:
        """A random name given to this record when it was made."""
        identity: str = self._one("SELECT value FROM meta WHERE key = 'identity'")[0]
        return identity

    def epoch(self) -> int:
        """Number of the last committed change; 0 in an empty record."""
        return self._one("SELECT max(epoch) FROM change")[0] or 0

    def changes_since(self, epoch: int) -> Iterator[Change]:
        """What changed after `epoch`, oldest first, the latest a source."""
        rows = self._db.execute("SELECT epoch, source, kind FROM change WHERE epoch > ? ORDER BY epoch", (epoch,))
        return (Change(*row) for row in rows)

    def sources(self) -> Iterator[str]:
        """Sources of all documents, sorted."""
        return (row[0] for row in self._db.execute("SELECT source FROM document ORDER BY source"))

    def count_documents(self) -> int:
        """How many documents there are."""
        return int(self._one("SELECT count(*) FROM document")[0])

    def documents(self) -> Iterator[Document]:
        """All documents, by source."""
        return map(_document, self._db.execute(f"SELECT {_DOCUMENT} FROM document ORDER BY source"))  # noqa: S608

    def document(self, key: str) -> Document | None:
        """A document by source, id or display name; of several with one name the first by source."""
        number = self.document_number(key)
        if number is None:
            return None
        return _document(self._one(f"SELECT {_DOCUMENT} FROM document WHERE id = ?", number))  # noqa: S608

    def document_number(self, key: str) -> int | None:
        """Row number of a document by source, id or display name."""
        for column in ("source", "key", "name"):
            row = self._one(f"SELECT id FROM document WHERE {column} = ? ORDER BY source LIMIT 1", key)  # noqa: S608
            if row:
                return int(row[0])
        return None

    def document_graph(self, source: str) -> DocumentGraph | None:
        """What one document contributes, in normal form. None where there is none."""
        row = self._one(f"SELECT id, subject, {_DOCUMENT} FROM document WHERE source = ?", source)  # noqa: S608
        if row is None:
            return None
        number, subject = row[:2]
        entities = {curie: codec.read_description(curie, value) for curie, value in self._db.execute(
            "SELECT d.curie, d.value FROM described JOIN description d ON d.id = description WHERE document = ?", (number,)
        )}  # fmt: skip
        places: dict[int, list[Evidence]] = {}
        for statement, body in self._db.execute(
            "SELECT statement, body FROM evidence WHERE document = ? ORDER BY id", (number,)
        ):
            places.setdefault(statement, []).append(codec.read_evidence(source, body))
        rows = self._db.execute(
            f"SELECT {_STATEMENT}, words FROM support JOIN statement s ON s.id = statement WHERE document = ? "  # noqa: S608
            "ORDER BY s.sid",
            (number,),
        )
        statements = tuple(_statement(r[:8], r[8], entities, places.get(r[0], ())) for r in rows)
        names = tuple(
            NameEvidence(curie, name, source, start, stop)
            for curie, name, start, stop in self._db.execute(
                "SELECT curie, name, start, stop FROM name_evidence WHERE document = ? ORDER BY rowid", (number,)
            )
        )
        return DocumentGraph(_document(row[2:]), statements, names, entities.get(subject))  # as `add` brought it into order

    def sources_of(self, formats: Iterable[str], *, inside: bool) -> list[str]:
        """Sources of the documents whose format is among `formats`, or of all others; sorted."""
        return [row[0] for row in self._of_format("SELECT source FROM document d", formats, inside, "ORDER BY source")]

    def places(self, formats: Iterable[str]) -> Iterator[tuple[str, Evidence]]:
        """(statement id, place) of all places in documents of these formats, a document's together: one scan, no look-ups."""
        sql = (
            "SELECT s.sid, d.source, e.body FROM evidence e CROSS JOIN statement s ON s.id = e.statement "
            "CROSS JOIN document d ON d.id = e.document"
        )
        for sid, source, body in self._of_format(sql, formats, inside=True, end="ORDER BY e.id"):
            yield sid, codec.read_evidence(source, body)

    def bare_graphs(self, formats: Iterable[str]) -> Iterator[DocumentGraph]:
        """The documents of these formats with the names they give, without statements; of a subject only its CURIE is told."""
        named: dict[int, list[tuple[Any, ...]]] = {}
        sql = "SELECT n.document, n.curie, n.name, n.start, n.stop FROM name_evidence n JOIN document d ON d.id = n.document"
        for number, *name in self._of_format(sql, formats, inside=True, end="ORDER BY n.rowid"):
            named.setdefault(number, []).append(tuple(name))
        sql = f"SELECT id, subject, {_DOCUMENT} FROM document d"  # noqa: S608
        for number, subject, *rest in self._of_format(sql, formats, inside=True, end="ORDER BY source"):
            document = _document(tuple(rest))
            names = tuple(NameEvidence(curie, name, document.source, *span) for curie, name, *span in named.get(number, ()))
            yield DocumentGraph(document, (), names, None if subject is None else Entity(subject, subject))

    def _of_format(self, sql: str, formats: Iterable[str], inside: bool, end: str) -> Iterator[tuple[Any, ...]]:
        """Rows of a query of which the table d is `document`, restricted by the document's format."""
        formats = tuple(formats)
        test = f"d.format {'' if inside else 'NOT '}IN ({','.join('?' * len(formats))})"
        return self._db.execute(f"{sql} WHERE {test} {end}", formats)

    def statement(self, statement_id: str) -> Statement | None:
        """A statement with the evidence of all documents and the merged entities."""
        rows = self._db.execute(f"SELECT {_STATEMENT} FROM statement s WHERE sid = ?", (statement_id,)).fetchall()  # noqa: S608
        return next(iter(self._complete(rows)), None)

    def statements(
        self,
        *,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        document: str | None = None,
    ) -> Iterator[Statement]:
        """Merged statements that fit all of the given keys, by id."""
        tests = {"s.subject = ?": subject, "s.relation = ?": relation, "s.object = ?": object}
        given = {test: value for test, value in tests.items() if value is not None}
        sql = f"SELECT {_STATEMENT} FROM statement s"  # noqa: S608
        if document is not None:
            sql += " JOIN support u ON u.statement = s.id JOIN document d ON d.id = u.document"
            given["d.source = ?"] = document
        if given:
            sql += " WHERE " + " AND ".join(given)
        cursor = self._db.execute(sql + " ORDER BY s.sid", tuple(given.values()))
        while rows := cursor.fetchmany(_BATCH):
            yield from self._complete(rows)

    def entity(self, curie: str) -> Entity | None:
        """A merged entity by CURIE, else the first with that CURIE among its xrefs."""
        row = self._one("SELECT curie, label, kinds, synonyms, xrefs FROM entity WHERE curie = ?", curie) or self._one(
            "SELECT e.curie, label, kinds, synonyms, xrefs FROM xref x JOIN entity e ON e.curie = x.curie "
            "WHERE xref = ? ORDER BY e.curie LIMIT 1",
            curie,
        )
        return None if row is None else _entity(row)

    def entities(self) -> Iterator[Entity]:
        """All merged entities, by CURIE."""
        return map(_entity, self._db.execute("SELECT curie, label, kinds, synonyms, xrefs FROM entity ORDER BY curie"))

    def names(self, curie: str) -> tuple[NameEvidence, ...]:
        """The places where documents give names of an entity, by source and place."""
        rows = self._db.execute(
            "SELECT curie, n.name, source, start, stop FROM name_evidence n JOIN document d ON d.id = n.document "
            "WHERE curie = ? ORDER BY source, start, stop, n.name",
            (curie,),
        )
        return tuple(NameEvidence(*row) for row in rows)

    def subjects(self) -> Iterator[tuple[str, str]]:
        """(source, CURIE) of the documents that are about an entity."""
        return self._pairs("SELECT source, subject FROM document WHERE subject IS NOT NULL")

    def count_statements(self) -> int:
        """How many statements there are."""
        return int(self._one("SELECT count(*) FROM statement")[0])

    def count_parts(self) -> int:
        """How many documents, entities, statements and places of them there are: a measure of the work of writing all."""
        tables = ("document", "entity", "statement", "evidence")
        return sum(int(self._one(f"SELECT count(*) FROM {table}")[0]) for table in tables)  # noqa: S608

    def scan(self) -> Iterator[Statement]:
        """All merged statements in the order in which they came, their entities by CURIE alone: one reading, no look-ups."""
        sql = "SELECT e.statement, d.source, e.body FROM evidence e CROSS JOIN document d ON d.id = e.document ORDER BY e.statement"
        places = groupby(self._db.execute(sql), key=itemgetter(0))
        number, found = next(places, (None, ()))
        words = "CASE WHEN literal THEN (SELECT min(words) FROM support WHERE statement = s.id) END"
        for row in self._db.execute(f"SELECT {_STATEMENT}, {words} FROM statement s ORDER BY s.id"):  # noqa: S608
            here: list[Evidence] = []
            if number == row[0]:
                here = sorted((codec.read_evidence(source, body) for _, source, body in found), key=_place)
                number, found = next(places, (None, ()))
            yield _statement(row[:8], row[8], {curie: Entity(curie, curie) for curie in (row[2], row[4])}, here)

    def all_names(self) -> Iterator[NameEvidence]:
        """The places where documents give names, of all entities."""
        sql = "SELECT curie, n.name, source, start, stop FROM name_evidence n JOIN document d ON d.id = n.document"
        return (NameEvidence(*row) for row in self._db.execute(sql))

    def bare_support(self) -> Iterator[tuple[str, str]]:
        """(statement id, source) where a document states something without a place in its text."""
        return self._pairs(
            "SELECT s.sid, d.source FROM support u JOIN statement s ON s.id = u.statement JOIN document d ON d.id = u.document "
            "WHERE NOT EXISTS (SELECT 1 FROM evidence e WHERE e.statement = u.statement AND e.document = u.document)"
        )

    def words(self) -> Iterator[tuple[str, str]]:
        """(key, label) of the literal objects, each once; of several spellings the smallest."""
        return self._pairs(
            "SELECT s.object, min(u.words) FROM support u JOIN statement s ON s.id = u.statement WHERE s.literal GROUP BY s.object"
        )

    def _pairs(self, sql: str) -> Iterator[tuple[str, str]]:
        return ((first, second) for first, second in self._db.execute(sql))

    def heads(self, column: str = "", keys: Iterable[str] = ()) -> Iterator[Head]:
        """All merged statements without their places; with `column` (sid or subject) those where it is one of `keys`."""
        sql = (
            "SELECT sid, subject, relation, object, literal, negated, comparison, "
            "(SELECT max(certainty) FROM evidence WHERE statement = s.id), "
            "CASE WHEN literal THEN (SELECT min(words) FROM support WHERE statement = s.id) END FROM statement s"
        )
        rows = self._in(f"{sql} WHERE {column} IN ({{}})", sorted(keys)) if column else self._db.execute(sql)
        for sid, subject, relation, target, literal, negated, comparison, certainty, words in rows:
            yield Head(
                sid,
                subject,
                relation,
                None if literal else target,
                words,
                bool(negated),
                codec.read_comparison(comparison),
                CERTAINTIES[-1 if certainty is None else certainty],
            )

    def literal_words(self, statement: int) -> str:
        """The words of a literal object: of the documents' spellings the smallest, as `merge_statements` has it."""
        return str(self._one("SELECT min(words) FROM support WHERE statement = ?", statement)[0])

    def _complete(self, rows: list[tuple[Any, ...]]) -> Iterator[Statement]:
        """Statements of `rows` with their entities and evidence, in the order of `rows`."""
        curies = {row[2] for row in rows} | {row[4] for row in rows if not row[5]}
        entities = {entity.curie: entity for entity in self.entities_of(curies)}
        places: dict[int, list[Evidence]] = {}
        for number, body, source in self._evidence_of([row[0] for row in rows]):
            places.setdefault(number, []).append(codec.read_evidence(source, body))
        for row in rows:
            words = self.literal_words(row[0]) if row[5] else None
            found = sorted(places.get(row[0], ()), key=_place)
            yield _statement(row, words, entities, found)

    def entities_of(self, curies: Iterable[str]) -> Iterator[Entity]:
        """The merged entities of these CURIEs, those that there are."""
        rows = self._in("SELECT curie, label, kinds, synonyms, xrefs FROM entity WHERE curie IN ({})", sorted(curies))
        return map(_entity, rows)

    def _evidence_of(self, numbers: list[int]) -> Iterator[tuple[Any, ...]]:
        sql = "SELECT statement, body, source FROM evidence e JOIN document d ON d.id = e.document WHERE statement IN ({})"
        return self._in(sql, numbers)

    def _in(self, sql: str, values: list[Any]) -> Iterator[tuple[Any, ...]]:
        """Rows of `sql` with its `{}` standing for all of `values`, in portions that SQLite takes."""
        for at in range(0, len(values), _BATCH):
            part = values[at : at + _BATCH]
            yield from self._db.execute(sql.format(",".join("?" * len(part))), part)

    def _one(self, sql: str, *values: object) -> Any:
        return self._db.execute(sql, values).fetchone()


def _document(row: tuple[Any, ...]) -> Document:
    source, name, text, sections, title, form, loader = row
    return Document(source, name, text, codec.read_sections(sections), title, form, loader)


def _place(place: Evidence) -> tuple[str, int, int, str]:
    return place.source, place.start, place.end, place.rule


def _entity(row: tuple[Any, ...]) -> Entity:
    curie, label, kinds, synonyms, xrefs = row
    return Entity(curie, label, tuple(json.loads(kinds)), tuple(json.loads(synonyms)), tuple(json.loads(xrefs)))


def _statement(row: tuple[Any, ...], words: str | None, entities: dict[str, Entity], places: Iterable[Evidence]) -> Statement:
    _, _, subject, relation, target, literal, negated, comparison = row
    return Statement(
        subject=entities[subject],
        relation=relation,
        object=Literal(words or "") if literal else entities[target],
        negated=bool(negated),
        comparison=codec.read_comparison(comparison),
        evidence=tuple(places),
    )
