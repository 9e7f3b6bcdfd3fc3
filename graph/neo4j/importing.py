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
from graph.neo4j.csv_files import CsvFiles
from graph.neo4j.drawing import document_properties, entity_properties
from graph.neo4j.packing import Packed, pack
from graph.neo4j.schema import FORMAT, STATE
from graph.property_graph import (
    evidence_parts,
    name_parts,
    node_place,
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
_ARGUMENTS: Final = ("--array-delimiter=U+001F", "--read-buffer-size=64m")


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
        names, broken = files.names, files.with_line_breaks
    lines = [*_ARGUMENTS, *(f"--{'relationships' if '_' in name else 'nodes'}={name}.csv" for name in names)]
    if broken:
        lines += ["--multiline-fields-format=v2", f"--multiline-fields={','.join(f'{name}.csv' for name in broken)}"]
    (folder / ARGUMENTS).write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "README.txt").write_text(READ_ME, "utf-8")
    return writer.links


class _Writer:
    """Draws a store's parts as rows."""

    def __init__(self, files: CsvFiles) -> None:
        self._files = files
        self._ids: dict[str, str] = {}  # of documents, by source
        self._entities: set[str] = set()
        self._words: dict[str, str] = {}
        self._bare: list[tuple[str, str]] = []
        self.links = 0

    def entity(self, entity: Entity) -> None:
        """An entity."""
        self._entities.add(entity.curie)
        self._files.node("Entity", entity_properties(entity), entity.kinds)

    def document(self, packed: Packed) -> None:
        """A document with its sections and names; which of its statements have no place is kept for later."""
        graph = packed.graph
        here = graph.document.id
        self._ids[graph.document.source] = here
        nodes, links = own_document_parts(graph.document, graph.subject)
        self._files.node("Document", document_properties(packed, nodes[0]))
        for node in nodes[1:]:
            self._files.node("Section", node.properties)
        for link in links:
            self._link(link.type, ("Document", here), node_place(link.end))
        for name in graph.names:
            ((node,), _) = name_parts(name, None, known=False)
            self._files.node("Name", node.properties)
            place = node_place(node.id)
            self._link("FROM_DOCUMENT", place, ("Document", here))
            if name.curie in self._entities:
                self._link("NAME_OF", place, ("Entity", name.curie))
        self._bare += [(statement.id, here) for statement in graph.statements if not statement.evidence]

    def statement(self, statement: Statement) -> None:
        """A merged statement with all its places."""
        here = ("Statement", statement.id)
        subject, target = ("Entity", statement.subject.curie), ("Entity", statement.object.key)
        if isinstance(statement.object, Literal):
            key, label = statement.object.key, statement.object.label
            target = ("Value", key)
            self._words[key] = min(self._words.get(key, label), label)
        self._files.node("Statement", statement_properties(statement))
        self._link("SUBJECT", here, subject)
        self._link("OBJECT", here, target)
        if not statement.negated:
            self._link(RELATIONS[statement.relation].cypher, subject, target, relationship_properties(statement))
        stated = {place.source: self._ids[place.source] for place in statement.evidence if place.source in self._ids}
        for document in stated.values():
            self._link("STATED_IN", here, ("Document", document))
        for place in statement.evidence:
            nodes, _ = evidence_parts(statement.id, place, None)
            evidence = ("Evidence", str(nodes[0].properties["id"]))
            self._files.node("Evidence", nodes[0].properties)
            self._link("HAS_EVIDENCE", here, evidence)
            self._link("FROM_DOCUMENT", evidence, ("Document", stated[place.source]))
            for node in nodes[1:]:
                self._files.node("Quantity", node.properties)
                self._link("HAS_QUANTITY", evidence, ("Quantity", str(node.properties["id"])))

    def finish(self) -> None:
        """What could be known only when all was seen."""
        for key, label in self._words.items():
            self._files.node("Value", {"key": key, "label": label})
        for statement, document in self._bare:
            self._link("STATED_IN", ("Statement", statement), ("Document", document))
        state = {"key": "view", "identity": secrets.token_hex(16), "epoch": len(self._ids), "format": FORMAT, "imported": True}
        self._files.node(STATE, state)

    def _link(self, kind: str, start: tuple[str, str], end: tuple[str, str], properties: Any = None) -> None:
        self._files.link(kind, start, end, properties)
        self.links += 1
