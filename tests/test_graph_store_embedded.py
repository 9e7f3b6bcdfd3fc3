"""The embedded store keeps the contract, and what is its own: the file, its faults, its views."""

import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from graph_samples import FEVER, SYNDROME, first_document, place, second_document
from hypothesis import given, settings
from hypothesis import strategies as st
from store_contract import RecordContract, SparqlContract
from strategies import document_graphs

from graph.embedded.connections import RECORD, SCHEMA_VERSION
from graph.embedded.record_writing import prepare, put
from graph.embedded.store import EmbeddedStore
from graph.errors import InputRefused, StoreBusy, StoreError, StoreFull, StoreTooNew
from graph.model import Document, DocumentGraph, Entity, Statement
from graph.normal_form import normalize_graph
from graph.open import open_store


class InDirectory:
    """Where the embedded store is."""

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return str(tmp_path / "one.kg")

    @pytest.fixture
    def other_url(self, tmp_path: Path) -> str:
        return str(tmp_path / "other.kg")


class TestRecord(InDirectory, RecordContract):
    """Writing, reading, looking up."""


class TestSparql(InDirectory, SparqlContract):
    """The same statements by SPARQL."""


def small_graph(number: int, statements: int = 3) -> DocumentGraph:
    """A document that says `statements` things, all about one disease."""
    source = f"urn:small:{number}"
    made = tuple(
        Statement(
            SYNDROME,
            "has_symptom",
            Entity(f"HP:{number}{i:03d}", f"sign {number} {i}", ("Symptom",)),
            evidence=(place(source, i, "x"),),
        )
        for i in range(statements)
    )
    return DocumentGraph(Document(source, f"small {number}", f"text {number} " * 50), made)


class TestOpening:
    """What is a store, and what is not."""

    def test_there_must_be_one(self, tmp_path: Path) -> None:
        with pytest.raises(StoreError, match="There is no store"):
            open_store(tmp_path / "none.kg")
        assert not (tmp_path / "none.kg").exists()

    def test_a_directory_with_other_files_is_left_alone(self, tmp_path: Path) -> None:
        (tmp_path / "mine.txt").write_text("x")
        with pytest.raises(StoreError, match="holds other files"):
            open_store(tmp_path, create=True)
        assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]

    def test_a_file_is_no_store(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(StoreError, match="is a file"):
            open_store(tmp_path / "file", create=True)

    @pytest.mark.parametrize("content", [b"not SQLite at all" * 100, b""])
    def test_a_damaged_record_is_named(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / RECORD).write_bytes(content)
        with pytest.raises(StoreError):
            open_store(tmp_path)

    def test_another_programs_sqlite_file_is_left_alone(self, tmp_path: Path) -> None:
        connection = sqlite3.connect(tmp_path / RECORD)
        connection.execute("CREATE TABLE t (a)")
        connection.close()
        with pytest.raises(StoreError, match="something else"):
            open_store(tmp_path)

    def test_a_store_of_a_newer_version_is_refused(self, tmp_path: Path) -> None:
        open_store(tmp_path, create=True).close()
        connection = sqlite3.connect(tmp_path / RECORD)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.close()
        with pytest.raises(StoreTooNew, match="newer release"):
            open_store(tmp_path)

    def test_two_may_make_it_at_once(self, tmp_path: Path) -> None:
        with ThreadPoolExecutor(8) as pool:
            stores = list(pool.map(lambda _: open_store(tmp_path / "s.kg", create=True), range(8)))
        for store in stores:
            assert list(store.documents()) == []
            store.close()

    @pytest.mark.parametrize("url", ["ftp://x", "http://localhost/x"])
    def test_what_is_not_served_says_so(self, url: str) -> None:
        with pytest.raises(StoreError, match="name a directory"):
            open_store(url)

    def test_a_file_url_is_a_directory(self, tmp_path: Path) -> None:
        path = tmp_path / "a b.kg"
        open_store(path.as_uri(), create=True).close()
        assert (path / RECORD).exists()

    @pytest.mark.parametrize("name", ["a b", "50%25?x=1#y", "ü-🧠", "-rf", "a'b\"c", "file:x"])
    def test_a_directory_may_have_any_name(self, tmp_path: Path, name: str) -> None:
        with open_store(tmp_path / name, create=True) as store:
            store.add(first_document())
            assert store.sparql("ASK { ?s a sg:Statement }").boolean is True
        assert [path.name for path in tmp_path.iterdir()] == [name]

    def test_a_relative_path_means_the_place_it_meant_at_first(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.chdir(tmp_path)
        with open_store("s.kg", create=True) as store:
            monkeypatch.chdir(tmp_path / "elsewhere")
            store.add(first_document())
            assert store.sparql("ASK { ?s a sg:Statement }").boolean is True
        assert list((tmp_path / "elsewhere").iterdir()) == []

    def test_read_only_reads_and_does_not_write(self, tmp_path: Path) -> None:
        with open_store(tmp_path / "s.kg", create=True) as store:
            store.add(first_document())
        with open_store(tmp_path / "s.kg", read_only=True) as store:
            assert store.stats()["documents"] == 1
            with pytest.raises(StoreError, match="reading only"):
                store.add(second_document())

    def test_a_closed_store_says_so(self, tmp_path: Path) -> None:
        store = open_store(tmp_path / "s.kg", create=True)
        store.close()
        with pytest.raises(StoreError, match="closed"):
            store.stats()


class TestFaults:
    """Nothing half-written, whatever happens."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[EmbeddedStore]:
        with EmbeddedStore(tmp_path / "s.kg", create=True) as store:
            store.add(small_graph(0))
            yield store

    def test_a_writer_elsewhere_makes_it_busy(self, store: EmbeddedStore) -> None:
        other = sqlite3.connect(store.directory / RECORD, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusy, match="Another process is writing"):
            store.add(small_graph(1))
        assert store.stats()["documents"] == 1  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        assert store.add(small_graph(1)).outcome == "added"

    def test_a_full_disk_leaves_what_was_there(self, store: EmbeddedStore) -> None:
        big = replace(small_graph(1), document=Document("urn:small:1", "big", "x" * 3_000_000))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, hard))
        try:
            with pytest.raises(StoreFull):
                store.add(big)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert tuple(store.document_graphs()) == (normalize_graph(small_graph(0)),)
        assert store.add(big).outcome == "added"

    def test_ctrl_c_in_a_transaction_leaves_the_last_document(self, store: EmbeddedStore) -> None:
        class Interrupting(tuple):  # type: ignore[type-arg]
            def __iter__(self) -> Iterator[object]:
                yield from ()
                raise KeyboardInterrupt

        prepared = replace(prepare(normalize_graph(small_graph(1))), evidence=Interrupting())
        with pytest.raises(KeyboardInterrupt), store._connections.writing() as connection:
            put(connection, prepared)
        assert tuple(store.document_graphs()) == (normalize_graph(small_graph(0)),)
        assert store.add(small_graph(1)).outcome == "added"

    def test_text_that_is_not_unicode_is_refused(self, store: EmbeddedStore) -> None:
        with pytest.raises(InputRefused, match="half characters"):
            store.add(DocumentGraph(Document("urn:x", "x", "a\ud800b")))

    def test_evidence_of_another_document_is_a_mistake(self, store: EmbeddedStore) -> None:
        foreign = Statement(SYNDROME, "has_symptom", FEVER, evidence=(place("urn:other", 0, "x"),))
        with pytest.raises(ValueError, match="urn:other"):
            store.add(DocumentGraph(Document("urn:x", "x", "x"), (foreign,)))


class TestSparqlView:
    """The view follows the record, and is made again when it is lost."""

    COUNT = "SELECT (COUNT(?s) AS ?n) { ?s a sg:Statement }"

    def count(self, store: EmbeddedStore) -> int:
        table = store.sparql(self.COUNT).table
        assert table is not None
        return int(table.rows[0][0])

    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[EmbeddedStore]:
        with EmbeddedStore(tmp_path / "s.kg", create=True) as store:
            for graph in (first_document(), second_document()):
                store.add(graph)
            yield store

    def test_loading_does_not_touch_the_view(self, store: EmbeddedStore) -> None:
        assert not (store.directory / "sparql").exists()
        assert self.count(store) == 8

    def test_turtle_names_the_prefixes_it_uses_in_order(self, store: EmbeddedStore) -> None:
        turtle = store.sparql("CONSTRUCT { ?s rdfs:label ?l ; sg:curie ?c } WHERE { ?s rdfs:label ?l ; sg:curie ?c }").turtle
        assert turtle is not None
        names = [line.split()[1] for line in turtle.splitlines() if line.startswith("@prefix")]
        assert names == ["CHEBI:", "HP:", "MONDO:", "rdfs:", "sg:"]
        assert len(list(pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE))) == 10

    @pytest.mark.parametrize("lost", ["", "writer", "published", "applied.json"])
    def test_a_lost_view_is_made_again(self, store: EmbeddedStore, lost: str) -> None:
        assert self.count(store) == 8
        path = store.directory / "sparql" / lost
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        store.add(small_graph(1))
        assert self.count(store) == 11

    @pytest.mark.parametrize("name", ["CURRENT", "applied.json"])
    def test_a_damaged_view_is_made_again(self, store: EmbeddedStore, name: str) -> None:
        assert self.count(store) == 8
        view = store.directory / "sparql"
        (view / name if name == "applied.json" else view / "writer" / name).write_bytes(b"\x00garbage")
        store.add(small_graph(1))
        assert self.count(store) == 11

    def test_a_damaged_snapshot_is_made_again(self, store: EmbeddedStore) -> None:
        (snapshot,) = [store.refresh_sparql()]
        (snapshot / "CURRENT").write_bytes(b"\x00garbage")
        assert self.count(store) == 8

    def test_a_full_disk_is_named_and_heals(self, store: EmbeddedStore) -> None:
        assert self.count(store) == 8
        store.add(replace(small_graph(1), document=Document("urn:small:1", "big", "x" * 3_000_000)))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
        try:
            with pytest.raises(StoreFull, match="SPARQL view"):
                self.count(store)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert self.count(store) == 11

    def test_a_view_of_another_record_is_not_believed(self, store: EmbeddedStore, tmp_path: Path) -> None:
        assert self.count(store) == 8
        with EmbeddedStore(tmp_path / "other.kg", create=True) as other:
            other.add(small_graph(1))
            other.add(small_graph(2))
            shutil.copytree(store.directory / "sparql", other.directory / "sparql")
            assert self.count(other) == 6

    def test_a_record_put_back_from_a_copy_takes_the_view_with_it(self, store: EmbeddedStore) -> None:
        record, copy = store.directory / RECORD, store.directory.parent / "copy"
        with closing(sqlite3.connect(record)) as here, closing(sqlite3.connect(copy)) as there:
            here.backup(there)
        store.add(small_graph(1))
        assert self.count(store) == 11
        with closing(sqlite3.connect(record)) as here, closing(sqlite3.connect(copy)) as there:
            there.backup(here)
        assert self.count(store) == 8

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=8), st.data())
    def test_following_and_building_anew_give_the_same_triples(self, steps: list[tuple[int, int]], data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory() as directory, EmbeddedStore(Path(directory) / "s.kg", create=True) as store:
            for source, action in steps:
                if action == 0:
                    store.remove(f"urn:{source}")
                else:
                    store.add(data.draw(document_graphs(source=f"urn:{source}", max_statements=3)))
                if action != 1:
                    followed = set(pyoxigraph.Store.read_only(str(store.refresh_sparql())))
            followed = set(pyoxigraph.Store.read_only(str(store.refresh_sparql())))
            shutil.rmtree(store.directory / "sparql")
            assert set(pyoxigraph.Store.read_only(str(store.refresh_sparql()))) == followed

    def test_threads_may_ask_while_others_load(self, store: EmbeddedStore) -> None:
        def ask(_: int) -> int:
            return self.count(store)

        with ThreadPoolExecutor(4) as pool:
            answers = pool.map(ask, range(24))
            for number in range(1, 9):
                store.add(small_graph(number))
            counts = list(answers)
        assert set(counts) <= {8 + 3 * n for n in range(9)}
        assert self.count(store) == 32
