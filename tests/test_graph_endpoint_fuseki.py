"""What is the endpoint store's own, on a real Fuseki: any legal value, merging, neighbors' data, two writers, a server that dies."""

import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
import pytest
from graph_samples import FEVER, SYNDROME, first_document, place, second_document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from question_examples import all_graphs
from question_wordings import WORDINGS
from servers.fuseki_fixtures import ask as holds
from servers.fuseki_fixtures import update
from servers.fuseki_server import PASSWORD, USER, FusekiServer
from strategies import document_graphs

from graph.endpoint.layout import JOURNAL, MERGED
from graph.errors import QueryRefused, StoreError, StoreTooNew
from graph.model import Comparison, Document, DocumentGraph, Entity, Literal, Statement
from graph.open import open_store
from graph.questions import ask
from graph.rdf import document_graph_name, merged_triples
from graph.related import related
from graph.store import Store

pytestmark = pytest.mark.fuseki
SLOW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def store(fuseki: str) -> Iterator[Store]:
    """An empty store in memory."""
    with open_store(f"sparql+{fuseki}/memory", create=True) as opened:
        yield opened


def triples_of(server: str, dataset: str, graph: str = "default") -> set[pyoxigraph.Triple]:
    """What a graph of a dataset holds, by nothing of the program's own."""
    request = urllib.request.Request(f"{server}/{dataset}/data?{graph}", headers={"Accept": "application/n-triples"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return {quad.triple for quad in pyoxigraph.parse(answer.read(), pyoxigraph.RdfFormat.N_TRIPLES)}


def wipe(server: str, dataset: str) -> None:
    """Empty a dataset between the examples of one test."""
    update(server, dataset, "DROP ALL")


def small(number: int) -> DocumentGraph:
    """A document that says one thing."""
    source = f"urn:small:{number}"
    sign = Entity(f"HP:{number:04d}", f"sign {number}", ("Symptom",))
    statement = Statement(SYNDROME, "has_symptom", sign, evidence=(place(source, 0, "x"),))
    return DocumentGraph(Document(source, f"small {number}", f"text {number}"), (statement,))


class TestValues:
    """Any legal document."""

    @SLOW
    @given(graph=document_graphs())
    def test_what_goes_in_comes_out_of_a_dataset_on_disk(self, fuseki: str, graph: DocumentGraph) -> None:
        wipe(fuseki, "one")
        with open_store(f"sparql+{fuseki}/one", create=True) as store:
            assert store.add(graph).outcome == "added"
            assert list(store.document_graphs()) == [graph]
            assert [s.id for s in store.statements()] == [s.id for s in graph.statements]
            assert store.add(graph).outcome == "unchanged"

    @SLOW
    @given(steps=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=2, max_size=6), data=st.data())
    def test_any_changes_leave_the_merged_whole_that_the_embedded_store_has(
        self, fuseki: str, steps: list[tuple[int, int]], data: st.DataObject
    ) -> None:
        wipe(fuseki, "memory")
        with (
            tempfile.TemporaryDirectory() as folder,
            open_store(Path(folder) / "s.kg", create=True) as twin,
            open_store(f"sparql+{fuseki}/memory", create=True) as store,
        ):
            for source, action in steps:
                if action == 0:
                    assert store.remove(f"urn:{source}") == twin.remove(f"urn:{source}")
                else:
                    graph = data.draw(document_graphs(source=f"urn:{source}", max_statements=3))
                    assert store.add(graph) == twin.add(graph)
            assert triples_of(fuseki, "memory") == {pyoxigraph.Triple(*terms) for terms in merged_triples(twin)}
            assert list(store.statements()) == list(twin.statements())
            assert list(store.entities()) == list(twin.entities())
            assert store.stats() == twin.stats()

    @pytest.mark.parametrize("url", ["/memory", "/?query=/memory/query&update=/memory/update"], ids=["graph store", "update"])
    def test_a_long_text_arrives_whole_and_leaves_nothing_behind(self, fuseki: str, url: str) -> None:
        words = 'Line \\u0041 of a long text, with "quotes".\n' * 5_000
        graph = replace(first_document(), document=replace(first_document().document, text=words))
        with open_store(f"sparql+{fuseki}{url}", create=True) as store:
            assert store.add(graph).outcome == "added"
            (document,) = store.documents()
            assert document.text == words
            assert store.add(graph).outcome == "unchanged"
            ours = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({JOURNAL}, {document_graph_name(document.source)}))"
            assert not holds(fuseki, "memory", ours)
            assert store.remove("first")
            assert triples_of(fuseki, "memory") == set()


class TestMerging:
    """What two documents share."""

    def test_a_triple_that_another_statement_asserts_stays(self, store: Store, fuseki: str) -> None:
        better = Comparison("prognosis", "better", SYNDROME.curie, "without")
        for source, compared in (("urn:plain", None), ("urn:compared", better)):
            evidence = (place(source, 0, "x"),)
            statement = Statement(SYNDROME, "has_symptom", FEVER, comparison=compared, evidence=evidence)
            store.add(DocumentGraph(Document(source, source, source), (statement,)))
        edge = "?s <https://w3id.org/syndrome-graph/hasSymptom> ?o"
        store.remove("urn:plain")
        assert holds(fuseki, "memory", edge)
        store.remove("urn:compared")
        assert not holds(fuseki, "memory", edge)

    def test_a_group_is_like_one_after_the_other(self, fuseki: str, tmp_path: Path) -> None:
        changed = replace(first_document(), document=replace(first_document().document, text="Other words."))
        copy = DocumentGraph(replace(second_document().document, source="urn:copy"))
        group = [first_document(), second_document(), copy, changed, second_document()]
        with open_store(f"sparql+{fuseki}/memory", create=True) as store, open_store(tmp_path / "s.kg", create=True) as twin:
            assert store.add_group(group) == tuple(twin.add(graph) for graph in group)
            assert list(store.document_graphs()) == list(twin.document_graphs())
            assert triples_of(fuseki, "memory") == {pyoxigraph.Triple(*terms) for terms in merged_triples(twin)}

    def test_two_writers_at_once_lose_nothing(self, fuseki: str) -> None:
        def write(numbers: range) -> None:
            with open_store(f"sparql+{fuseki}/memory", create=True) as store:
                for number in numbers:
                    store.add(small(number))

        threads = [threading.Thread(target=write, args=(range(at, at + 6),)) for at in (0, 10, 20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        with open_store(f"sparql+{fuseki}/memory") as store:
            assert len(list(store.documents())) == 18
            statements = list(store.statements(subject=SYNDROME.curie))
            assert len(statements) == len({s.object for s in statements}) == 18
            assert store.sparql("SELECT (COUNT(*) AS ?n) { ?s sg:hasSymptom ?o }").table.rows == ((18,),)  # type: ignore[union-attr]


class TestQuestions:
    """Questions and look-ups over the endpoint."""

    def test_every_wording_gives_the_same_rows_by_ask_and_by_sparql(self, store: Store) -> None:
        store.add_group(all_graphs())
        for question, _, triples, *_ in WORDINGS:
            answer = ask(store, question)
            assert answer.triples == triples, question
            table = store.sparql(answer.sparql).table
            assert table is not None
            assert frozenset(row[:3] for row in table.rows) == triples, question

    def test_related_gives_the_rows_of_its_sparql(self, store: Store) -> None:
        store.add_group([first_document(), second_document()])
        page = related(store, SYNDROME.curie)
        table = store.sparql(page.sparql).table
        assert table is not None
        assert {row[:3] for row in table.rows} == {row.triple for row in page.rows}

    def test_cypher_is_refused_in_one_sentence(self, store: Store) -> None:
        with pytest.raises(QueryRefused, match="answers no Cypher; copy the graph"):
            store.cypher("MATCH (n) RETURN n")


class TestNeighbors:
    """Data of others in the same dataset."""

    THEIRS = (
        f"<http://purl.obolibrary.org/obo/HP_9000005> <http://www.w3.org/2000/01/rdf-schema#label> 'their fever' . "
        f"<{JOURNAL.value}/theirs> a <https://w3id.org/syndrome-graph/Statement>"
    )

    @pytest.mark.parametrize("dataset", ["one", "union", "memory"])
    def test_they_are_neither_seen_nor_touched(self, fuseki: str, dataset: str) -> None:
        update(fuseki, dataset, f"INSERT DATA {{ GRAPH <urn:theirs> {{ {self.THEIRS} }} }}")
        if dataset != "union":
            update(fuseki, dataset, f"INSERT DATA {{ {self.THEIRS} }}")
        before = triples_of(fuseki, dataset, "graph=urn:theirs"), triples_of(fuseki, dataset)
        with open_store(f"sparql+{fuseki}/{dataset}", create=True) as store:
            store.add_group([first_document(), second_document()])
            assert len(list(store.statements())) == 8
            fever = store.entity(FEVER.curie)
            assert fever == FEVER
            query = "SELECT ?l { ?e sg:curie 'HP:9000005' ; rdfs:label ?l }"
            assert store.sparql(query).table.rows == (("fever",),)  # type: ignore[union-attr]
            assert store.sparql("SELECT (COUNT(?s) AS ?n) { ?s a sg:Statement }").table.rows == ((8,),)  # type: ignore[union-attr]
            assert store.remove("first")
            assert store.remove("second")
        assert triples_of(fuseki, dataset, "graph=urn:theirs") == before[0]
        if dataset != "union":
            assert triples_of(fuseki, dataset) == before[1]
        assert not holds(fuseki, dataset, f"GRAPH {MERGED} {{ ?s ?p ?o }}")

    def test_a_graph_of_theirs_is_none_of_the_store(self, fuseki: str) -> None:
        update(fuseki, "memory", f"INSERT DATA {{ GRAPH <urn:theirs> {{ {self.THEIRS} }} }}")
        with open_store(f"sparql+{fuseki}/memory", create=True) as store, pytest.raises(QueryRefused, match="is not a graph"):
            store.sparql("SELECT * FROM <urn:theirs> { ?s ?p ?o }")


class TestOpening:
    """What is a store, and how it is named."""

    def test_there_must_be_one(self, fuseki: str) -> None:
        with pytest.raises(StoreError, match="There is no store at http"):
            open_store(f"sparql+{fuseki}/memory")
        with pytest.raises(StoreError, match="There is no store at http"):
            open_store(f"sparql+{fuseki}/memory", create=True, read_only=True)
        assert not holds(fuseki, "memory", "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }")

    def test_a_store_of_a_newer_version_is_refused(self, store: Store, fuseki: str) -> None:
        old, new = (f"{JOURNAL} <https://w3id.org/syndrome-graph/format> {number}" for number in ("?n", "99"))
        update(fuseki, "memory", f"DELETE {{ GRAPH {JOURNAL} {{ {old} }} }} INSERT {{ GRAPH {JOURNAL} {{ {new} }} }} "
                                 f"WHERE {{ GRAPH {JOURNAL} {{ {old} }} }}")  # fmt: skip
        with pytest.raises(StoreTooNew, match="newer release"):
            open_store(f"sparql+{fuseki}/memory")

    def test_one_that_takes_no_updates_says_so(self, fuseki: str) -> None:
        with pytest.raises(StoreError, match="takes no updates"):
            open_store(f"sparql+{fuseki}/sealed", create=True)

    def test_what_is_no_dataset_says_so(self, fuseki: str) -> None:
        with pytest.raises(StoreError, match="There is no SPARQL endpoint"):
            open_store(f"sparql+{fuseki}/nothing", create=True)

    def test_the_services_may_be_named_one_by_one(self, fuseki: str) -> None:
        url = f"sparql+{fuseki}/?query=/memory/query&update={fuseki}/memory/update&data=memory/data"
        with open_store(url, create=True) as store:
            assert store.add(first_document()).outcome == "added"
            assert len(list(store.document_graphs())) == 1
        with open_store(f"sparql+{fuseki}/memory") as store:
            assert len(list(store.documents())) == 1

    def test_a_store_read_only_takes_nothing(self, store: Store, fuseki: str) -> None:
        with (
            open_store(f"sparql+{fuseki}/memory", read_only=True) as reader,
            pytest.raises(StoreError, match="to be read only"),
        ):
            reader.add(first_document())

    def test_a_removed_store_is_missed(self, store: Store, fuseki: str) -> None:
        wipe(fuseki, "memory")
        for use in (lambda: store.add(first_document()), lambda: store.search("fever")):
            with pytest.raises(StoreError, match="no longer there"):
                use()


class TestPasswords:
    """A dataset that wants a user and a password."""

    def test_in_the_url(self, fuseki: str) -> None:
        host = fuseki.removeprefix("http://")
        with open_store(f"sparql+http://{USER}:{quote(PASSWORD)}@{host}/locked", create=True) as store:
            assert store.add(first_document()).outcome == "added"

    def test_in_the_environment(self, fuseki: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SGRAPH_SPARQL_USER", USER)
        monkeypatch.setenv("SGRAPH_SPARQL_PASSWORD", PASSWORD)
        with open_store(f"sparql+{fuseki}/locked", create=True) as store:
            assert store.add(first_document()).outcome == "added"

    @pytest.mark.parametrize("login", ["", f"{USER}:wrong-secret@", "nobody:wrong-secret@"])
    def test_wrong_ones_are_named_but_not_shown(self, fuseki: str, login: str) -> None:
        with pytest.raises(StoreError, match="refuses the user and password") as caught:
            open_store(f"sparql+http://{login}{fuseki.removeprefix('http://')}/locked", create=True)
        assert "secret" not in str(caught.value)

    def test_a_user_without_rights_is_told(self, fuseki: str) -> None:
        with pytest.raises(StoreError, match="does not allow this user"):
            open_store(f"sparql+http://reader:{quote(PASSWORD)}@{fuseki.removeprefix('http://')}/locked")


class TestKilled:
    """A server that dies amid a load and comes back."""

    def test_nothing_is_lost_nothing_doubled_nothing_half(self, own_fuseki: FusekiServer) -> None:
        url = f"sparql+{own_fuseki.url}/one"
        landed: list[int] = []
        faults: list[Exception] = []

        def load() -> None:
            with open_store(url, create=True) as store:
                try:
                    for number in range(10_000):
                        store.add(small(number))
                        landed.append(number)
                except StoreError as error:
                    faults.append(error)

        thread = threading.Thread(target=load)
        thread.start()
        limit = time.monotonic() + 120
        while len(landed) < 5 and time.monotonic() < limit:
            time.sleep(0.01)
        own_fuseki.kill()
        thread.join(60)
        (fault,) = faults
        assert "\n" not in str(fault)
        own_fuseki.start()
        with open_store(url, create=True) as store:
            there = {document.source for document in store.documents()}
            assert {f"urn:small:{number}" for number in landed} <= there
            assert len(there) - len(landed) in (0, 1)  # the last may have landed with its answer lost
            assert len(list(store.statements())) == len(there)
            again = [store.add(small(number)).outcome for number in range(len(landed) + 2)]
            assert again.count("added") == len(landed) + 2 - len(there)
            assert [s.object for s in store.statements(object=Literal("none").key)] == []
            assert store.sparql("SELECT (COUNT(*) AS ?n) { ?s sg:hasSymptom ?o }").table.rows == ((len(again),),)  # type: ignore[union-attr]
