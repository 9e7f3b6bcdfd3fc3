"""What views read from the record: its epoch, the changes since another one, whole documents, merged statements and entities.

A view (SPARQL, Cypher) keeps the pair (identity, epoch) it has applied. Before it answers it opens one `snapshot`, applies
what `changes_since` names, and stores the new pair. When the identity differs, or its epoch is beyond the record's, it is
rebuilt from `sources()`. Inside one snapshot all reads agree with each other, whatever other processes write meanwhile.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from graph.model import Document, DocumentGraph, Entity, NameEvidence, Statement


@dataclass(frozen=True, slots=True)
class Change:
    """The latest thing that happened to a source: `kind` is "put" (added or replaced) or "remove"."""

    epoch: int
    source: str
    kind: str


class Reader(Protocol):
    """Merged reads that a store and a snapshot of its record both offer."""

    def document(self, key: str) -> Document | None:
        """A document by source, id or display name."""

    def documents(self) -> Iterator[Document]:
        """All documents, by source."""

    def statement(self, statement_id: str) -> Statement | None:
        """A statement with the evidence of all documents and the merged entities."""

    def statements(
        self,
        *,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        document: str | None = None,
    ) -> Iterator[Statement]:
        """Merged statements that fit all of the given keys (CURIE; for a literal object its key; document source), by id."""

    def entity(self, curie: str) -> Entity | None:
        """A merged entity by CURIE or by a CURIE among its xrefs."""

    def entities(self) -> Iterator[Entity]:
        """All merged entities, by CURIE."""

    def names(self, curie: str) -> tuple[NameEvidence, ...]:
        """The places where documents give names of an entity."""


class RecordReader(Reader, Protocol):
    """One consistent view of the record."""

    @property
    def identity(self) -> str:
        """A random name given to this record when it was made."""

    def epoch(self) -> int:
        """Number of the last committed change; 0 in an empty record."""

    def changes_since(self, epoch: int) -> Iterator[Change]:
        """What changed after `epoch`, oldest first, one (the latest) a source."""

    def sources(self) -> Iterator[str]:
        """Sources of all documents, sorted."""

    def document_graph(self, source: str) -> DocumentGraph | None:
        """What one document contributes, in normal form: only its own evidence, its own labels. None where there is none."""

    def subjects(self) -> Iterator[tuple[str, str]]:
        """(source, CURIE) of the documents that are about an entity."""

    def count_statements(self) -> int:
        """How many statements there are."""

    def scan(self) -> Iterator[Statement]:
        """All merged statements, those of one document mostly together, in one reading of the record: much quicker than
        `statements`. Their entities have no more than their CURIE."""

    def all_names(self) -> Iterator[NameEvidence]:
        """The places where documents give names, of all entities."""

    def bare_support(self) -> Iterator[tuple[str, str]]:
        """(statement id, source) where a document states something without a place in its text."""

    def words(self) -> Iterator[tuple[str, str]]:
        """(key, label) of the literal objects, each once; of several spellings the smallest."""


class Record(Protocol):
    """Gives consistent readers. Safe to call from several threads."""

    def snapshot(self) -> AbstractContextManager[RecordReader]:
        """A reader of the last committed state; close it soon, since the log can't shrink below it."""
