"""The contract of a store on a real Neo4j server."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cypher_reading import property_graph_in
from graph_samples import first_document, second_document
from hypothesis import given, settings
from hypothesis import strategies as st
from servers.neo4j_fixtures import wipe
from store_contract import RecordContract, SparqlContract
from strategies import document_graphs

from graph.cypher.bolt import BoltConnection
from graph.errors import QueryError, QueryRefused, QueryTimeout, StoreError
from graph.model import Document, DocumentGraph, Section
from graph.neo4j.address import read_address
from graph.normal_form import normalize_graph
from graph.open import open_store
from graph.property_graph import graphs_to_property_graph
from graph.store import Store


@pytest.fixture
def url(neo4j_url: str) -> str:
    """An empty database."""
    return neo4j_url


@pytest.fixture
def other_url(tmp_path: Path) -> str:
    """The second store is an embedded one: the two hold the same."""
    return str(tmp_path / "other.kg")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.neo4j
class TestRecord(RecordContract):
    """Writing, reading, looking up."""


@pytest.mark.neo4j
class TestSparql(SparqlContract):
    """The local copy answers as the embedded store does."""


@pytest.mark.neo4j
class TestOfItsOwn:
    """What only this store has to keep."""

    @pytest.fixture
    def filled(self, url: str) -> Iterator[Store]:
        with open_store(url, create=True) as store:
            store.add_group([first_document(), second_document()])
            yield store

    def test_answers_leave_out_what_the_store_keeps_for_itself(self, filled: Store) -> None:
        ((node, properties, projected),) = filled.cypher(
            "MATCH (d:Document {name: 'first'}) RETURN d, properties(d), d {.*} AS projected"
        ).rows
        assert set(node["properties"]) == set(properties) == set(projected)
        assert set(properties) == {"id", "source", "name", "title", "format", "loader", "text"}

    def test_a_parameter_may_hold_any_text_of_a_user(self, filled: Store) -> None:
        ((words,),) = filled.cypher("RETURN $words", {"words": "'; MATCH (n) DETACH DELETE n //"}).rows
        assert words.startswith("';")

    @pytest.mark.parametrize(
        "query",
        ["CREATE (:X)", "MATCH (n) DETACH DELETE n", "LOAD CSV FROM 'file:///x' AS row RETURN row", "CALL dbms.listConfig()"],
    )
    def test_what_writes_or_reaches_outside_is_refused(self, filled: Store, query: str) -> None:
        with pytest.raises(QueryRefused):
            filled.cypher(query)

    def test_the_server_refuses_writes_too(self, url: str) -> None:
        connection = BoltConnection(read_address(url, {}))
        with pytest.raises(QueryError, match="read"):
            connection.read("CREATE (:X)", timeout_s=5, limit=1)
        connection.close()

    def test_a_query_that_runs_away_is_ended(self, filled: Store) -> None:
        with pytest.raises(QueryTimeout):
            filled.cypher("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)", timeout_s=0.5)
        assert filled.cypher("RETURN 1").rows == ((1,),)

    def test_more_rows_than_the_limit_are_cut_and_said_so(self, filled: Store) -> None:
        table = filled.cypher("UNWIND range(1, 100000) AS a RETURN a", limit=3)
        assert (len(table.rows), table.truncated) == (3, True)

    def test_a_store_opened_to_read_changes_nothing(self, filled: Store, url: str) -> None:
        with open_store(url, read_only=True) as reading, pytest.raises(StoreError, match="read only"):
            reading.remove("first")
        assert len(list(filled.documents())) == 2

    def test_a_long_text_comes_back_whole(self, store_of: Store) -> None:
        text = "All of it. " * 10_000
        store_of.add(DocumentGraph(Document("urn:long", "long", text, (Section("summary", 0, 10),))))
        (document,) = store_of.documents()
        assert document == store_of.document("long")
        assert (document.text, document.sections) == (text, (Section("summary", 0, 10),))
        assert next(store_of.document_graphs()).document == document

    @pytest.fixture
    def store_of(self, url: str) -> Iterator[Store]:
        with open_store(url, create=True) as store:
            yield store

    def test_any_documents_in_any_order_make_the_same_as_in_the_embedded_store(self, url: str, tmp_path: Path) -> None:
        """Added, replaced and removed at random: after each change both stores hold the same."""
        number = iter(range(1000))

        @settings(max_examples=3, deadline=None, derandomize=True)
        @given(data=st.data())
        def run(data: st.DataObject) -> None:
            wipe(url)
            with open_store(url, create=True) as one, open_store(tmp_path / f"{next(number)}.kg", create=True) as other:
                for _ in range(3):
                    source = data.draw(st.sampled_from(["urn:a", "urn:b", "urn:c"]))
                    if data.draw(st.booleans()) and other.document(source):
                        assert one.remove(source)
                        assert other.remove(source)
                    else:
                        graph = data.draw(document_graphs(source=source))
                        assert one.add(graph) == other.add(graph)
                    assert list(one.document_graphs()) == list(other.document_graphs())
                    assert list(one.statements()) == list(other.statements())
                    assert list(one.entities()) == list(other.entities())
                    assert one.stats() == other.stats()

        run()

    def test_threads_that_ask_sparql_at_once_wait_for_one_copy(self, filled: Store) -> None:
        def number(_: int) -> object:
            table = filled.sparql("SELECT (COUNT(?s) AS ?n) { ?s a sg:Statement }").table
            return table and table.rows

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(number, range(4))) == [((8,),)] * 4

    def test_the_drawn_graph_is_the_property_graph(self, filled: Store) -> None:
        expected = graphs_to_property_graph([normalize_graph(first_document()), normalize_graph(second_document())])
        assert property_graph_in(filled) == expected
