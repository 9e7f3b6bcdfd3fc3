"""Import files: the database that Neo4j's bulk import makes of them is a store like the one they were written from."""

import re
from pathlib import Path

import pytest
from cypher_reading import property_graph_in
from graph_samples import first_document, second_document
from servers.neo4j_fixtures import wipe
from servers.neo4j_server import Neo4jServer

from graph.embedded.store import EmbeddedStore
from graph.errors import StoreError
from graph.model import Document, DocumentGraph, Entity, Literal, Section, Statement
from graph.neo4j.csv_files import CsvFiles
from graph.neo4j.importing import write_import_files
from graph.normal_form import normalize_graph
from graph.open import open_store
from graph.property_graph import graphs_to_property_graph

ODD = 'A "quoted" label, with a comma;\nand \\ on two lines'


def odd_document() -> DocumentGraph:
    """A document without text, whose words need quoting, and whose statement has no place."""
    entity = Entity("local:odd", ODD, ("Disease",), ("", "semi;colon", "tab\there"))
    statement = Statement(entity, "has_onset", Literal('At "night",\nor later'))
    return DocumentGraph(Document("urn:odd", "odd", "", (Section("summary", 0, 0, ""),)), (statement,), subject=entity)


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedStore:
    store = EmbeddedStore(tmp_path / "one.kg", create=True)
    store.add_group([first_document(), second_document(), odd_document()])
    return store


@pytest.mark.neo4j
def test_the_imported_database_is_a_store_of_ours(own_neo4j: Neo4jServer, embedded: EmbeddedStore, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    count = write_import_files(embedded, folder)
    arguments = [
        re.sub(r"(nodes|relationships)=", rf"\1={folder}/", line) for line in (folder / "import.args").read_text().splitlines()
    ]
    own_neo4j.stop()
    own_neo4j.admin("database", "import", "full", "neo4j", "--overwrite-destination=true", *arguments)
    own_neo4j.start()
    graphs = [first_document(), second_document(), odd_document()]
    with open_store(own_neo4j.url, create=True) as store:
        assert store.cypher("MATCH ()-[r]->() RETURN count(r)").rows == ((count,),)
        assert property_graph_in(store) == graphs_to_property_graph(map(normalize_graph, graphs))
        assert [added.outcome for added in store.add_group(graphs)] == ["unchanged"] * 3
        assert list(store.document_graphs()) == list(embedded.document_graphs())
        assert list(store.statements()) == list(embedded.statements())
        assert store.search("semi;colon")[0].entity.curie == "local:odd"
        assert store.remove("odd")
    wipe(own_neo4j.url)
    embedded.close()


def test_a_folder_with_files_is_left_alone(embedded: EmbeddedStore, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("x")
    with pytest.raises(StoreError, match="not an empty folder"):
        write_import_files(embedded, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    embedded.close()


def test_a_property_without_a_column_is_no_silent_loss(tmp_path: Path) -> None:
    with CsvFiles(tmp_path) as files, pytest.raises(KeyError, match="color"):
        files.node("Value", {"key": "k", "label": "l", "color": "red"})
