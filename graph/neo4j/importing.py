"""A whole store as files for `neo4j-admin database import full`: the way to load millions. The database is then a store of ours.

The files hold what a load would have drawn, state and records included, so that a later load finds all unchanged.
"""

import secrets
import shutil
from pathlib import Path
from typing import Any, Final

from graph.cypher.following import own_document_parts
from graph.errors import StoreError
from graph.model import Entity, Literal, Statement
from graph.neo4j.csv_files import CsvFiles, Place
from graph.neo4j.drawing import document_properties, entity_properties
from graph.neo4j.packing import Packed, pack
from graph.neo4j.schema import FORMAT, STATE
from graph.property_graph import (
    evidence_parts,
    name_parts,
    relationship_properties,
    statement_properties,
)
from graph.store import Store
from ontology.vocabulary import RELATIONS

ARGUMENTS: Final = "import.args"
READ_ME: Final = """A graph of syndrome-graph as files for Neo4j's bulk import. With the server stopped, in this folder:

    neo4j-admin database import full neo4j @import.args

(add --overwrite-destination=true where the database is there already). Start the server, then `sgraph load` and every other
command take it as a store. The first of them that may write makes the constraints and indexes.
"""
_ARGUMENTS: Final = ("--id-type=integer", "--array-delimiter=U+001F", "--read-buffer-size=64m")


def write_import_files(store: Store, folder: Path) -> int:
    """Write the files into a folder that is new or empty; the number of relationships. StoreError where they cannot be written."""
    folder = folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder} is not an empty folder; name a new one for the files.")
    draft = folder.with_name(f".{folder.name[:100]}.{secrets.token_hex(4)}")
    try:
        draft.mkdir(parents=True)
        count = _write_all(store, draft)
        if folder.exists():
            folder.rmdir()
        draft.replace(folder)
    except OSError as error:
        raise StoreError(f"{folder} cannot be written: {error.strerror}.") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return count


def _write_all(store: Store, folder: Path) -> int:
    with CsvFiles(folder) as files:
        writer = _Writer(files)
        for entity in store.entities():
            writer.entity(entity)
        for graph in store.document_graphs():
            writer.document(pack(graph))
        for statement in store.statements():
            writer.statement(statement)
        writer.finish()
        names = files.names
    lines = [*_ARGUMENTS, *(f"--{'relationships' if '_' in name else 'nodes'}={name}.csv" for name in names)]
    if files.with_line_breaks:
        lines.append("--multiline-fields=true")
    (folder / ARGUMENTS).write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "README.txt").write_text(READ_ME, "utf-8")
    return writer.links


class _Writer:
    """Draws a store's parts as rows."""

    def __init__(self, files: CsvFiles) -> None:
        self._files = files
        self._documents: dict[str, Place] = {}  # by source
        self._entities: dict[str, Place] = {}
        self._words: dict[str, str] = {}  # labels of literal objects by key, in the order of their numbers
        self._values: dict[str, Place] = {}
        self._bare: dict[str, list[Place]] = {}  # documents that make a statement without a place, by its id
        self.links = 0

    def entity(self, entity: Entity) -> None:
        """An entity."""
        self._entities[entity.curie] = self._files.node("Entity", entity_properties(entity), entity.kinds)

    def document(self, packed: Packed) -> None:
        """A document with its sections and names; which of its statements have no place is kept for later."""
        graph = packed.graph
        nodes, _ = own_document_parts(graph.document, graph.subject)
        here = self._files.node("Document", document_properties(packed, nodes[0]))
        self._documents[graph.document.source] = here
        for node in nodes[1:]:
            self._link("HAS_SECTION", here, self._files.node("Section", node.properties))
        if graph.subject is not None:
            self._link("ABOUT", here, self._entities[graph.subject.curie])
        for name in graph.names:
            ((node,), _) = name_parts(name, None, known=False)
            place = self._files.node("Name", node.properties)
            self._link("FROM_DOCUMENT", place, here)
            if name.curie in self._entities:
                self._link("NAME_OF", place, self._entities[name.curie])
        for statement in graph.statements:
            if not statement.evidence:
                self._bare.setdefault(statement.id, []).append(here)

    def statement(self, statement: Statement) -> None:
        """A merged statement with all its places."""
        here = self._files.node("Statement", statement_properties(statement))
        subject, target = self._entities[statement.subject.curie], self._target(statement.object)
        self._link("SUBJECT", here, subject)
        self._link("OBJECT", here, target)
        if not statement.negated:
            self._link(RELATIONS[statement.relation].cypher, subject, target, relationship_properties(statement))
        stating = [self._documents[place.source] for place in statement.evidence]
        for document in dict.fromkeys([*stating, *self._bare.get(statement.id, ())]):
            self._link("STATED_IN", here, document)
        for place, document in zip(statement.evidence, stating, strict=True):
            (own, *quantities), _ = evidence_parts(statement.id, place, None)
            evidence = self._files.node("Evidence", own.properties)
            self._link("HAS_EVIDENCE", here, evidence)
            self._link("FROM_DOCUMENT", evidence, document)
            for quantity in quantities:
                self._link("HAS_QUANTITY", evidence, self._files.node("Quantity", quantity.properties))

    def finish(self) -> None:
        """What could be known only when all was seen."""
        for key, label in self._words.items():
            assert self._files.node("Value", {"key": key, "label": label}) == self._values[key]
        epoch = len(self._documents)
        state = {"key": "view", "identity": secrets.token_hex(16), "epoch": epoch, "format": FORMAT, "imported": True}
        self._files.node(STATE, state)

    def _target(self, target: Entity | Literal) -> Place:
        """The node of an object. That of a literal is numbered now and written last, when the smallest of its spellings is known."""
        if isinstance(target, Entity):
            return self._entities[target.curie]
        self._words[target.key] = min(self._words.get(target.key, target.label), target.label)
        return self._values.setdefault(target.key, ("Value", len(self._values)))

    def _link(self, kind: str, start: Place, end: Place, properties: Any = None) -> None:
        self._files.link(kind, start, end, properties)
        self.links += 1
