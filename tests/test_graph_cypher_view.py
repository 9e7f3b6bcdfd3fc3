"""The Cypher view: it holds what the record says, answers only reads, ends what runs too long, and heals."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cypher_reading import property_graph_in
from graph_samples import FIRST, SECOND, SYNDROME, TUMOR, first_document, sample_graphs, second_document

from graph.cypher.child import kill_child, read_child, stop_child
from graph.cypher.view import CypherView
from graph.errors import QueryError, QueryRefused, QueryTimeout
from graph.model import DocumentGraph, Literal, Statement
from graph.normal_form import normalize_graph
from graph.open import open_store
from graph.property_graph import PropertyGraph, graphs_to_property_graph
from graph.store import Store

RUNAWAY = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*)"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """One store with a running engine for the whole file; every test puts in it what it needs."""
    directory = tmp_path_factory.mktemp("cypher") / "view.kg"
    with open_store(directory, create=True) as opened:
        yield opened
    stop_child(directory)


@pytest.fixture
def filled(store: Store) -> Store:
    """The store with exactly the two sample documents."""
    hold(store, *sample_graphs())
    return store


def hold(store: Store, *graphs: DocumentGraph) -> None:
    """Make the store hold exactly these documents."""
    wanted = {graph.document.source for graph in graphs}
    for document in list(store.documents()):
        if document.source not in wanted:
            store.remove(document.source)
    for graph in graphs:
        store.add(graph)


def expected(*graphs: DocumentGraph) -> PropertyGraph:
    return graphs_to_property_graph(normalize_graph(graph) for graph in graphs)


def test_the_view_holds_the_whole_property_graph(filled: Store) -> None:
    assert property_graph_in(filled) == expected(*sample_graphs())


def test_removing_a_document_removes_what_only_it_supported(filled: Store) -> None:
    filled.remove(SECOND)
    assert property_graph_in(filled) == expected(first_document())
    filled.add(second_document())
    filled.remove(FIRST)
    assert property_graph_in(filled) == expected(second_document())
    filled.remove(SECOND)
    assert property_graph_in(filled) == PropertyGraph((), ())


def test_a_changed_document_replaces_its_statements(filled: Store) -> None:
    first, second = sample_graphs()
    onset = Statement(SYNDROME, "has_onset", Literal("Early"), evidence=(replace(first.statements[0].evidence[0], rule="r"),))
    denied = replace(first.statements[1], negated=True)
    changed = replace(first, statements=(onset, denied, *first.statements[2:]))
    filled.add(changed)
    assert property_graph_in(filled) == expected(changed, second)


def test_kinds_and_names_of_an_entity_follow_all_its_documents(store: Store) -> None:
    first, second = sample_graphs()
    other = replace(TUMOR, kinds=("Symptom",), label="a swelling")
    grown = replace(second, statements=(*second.statements, Statement(other, "is_a", other)))
    hold(store, first)
    property_graph_in(store)
    for graphs in ((first, grown), (first, second), (grown,), (first,)):
        hold(store, *graphs)
        assert property_graph_in(store) == expected(*graphs)


def test_literal_objects_that_differ_in_case_share_a_node(store: Store) -> None:
    first, second = sample_graphs()
    early = Statement(SYNDROME, "has_onset", Literal("EARLY"), evidence=(replace(first.statements[0].evidence[0], rule="r"),))
    late = Statement(TUMOR, "has_onset", Literal("early"), evidence=(replace(second.statements[0].evidence[0], rule="r"),))
    graphs = (replace(first, statements=(early,)), replace(second, statements=(late,)))
    hold(store, *graphs)
    assert property_graph_in(store) == expected(*graphs)
    store.remove(FIRST)
    assert store.cypher("MATCH (v:Value) RETURN v.label").rows == (("early",),)


def test_a_view_of_another_record_is_built_anew(filled: Store, tmp_path: Path) -> None:
    filled.cypher("RETURN 1")
    with open_store(tmp_path / "other.kg", create=True) as other:
        other.add(second_document())
        view = CypherView(filled.directory / "cypher", other)  # type: ignore[attr-defined]
        assert view.query("MATCH (d:Document) RETURN d.source").rows == ((SECOND,),)
        view.close()
    again = CypherView(filled.directory / "cypher", filled)  # type: ignore[attr-defined,arg-type]
    assert again.query("MATCH (d:Document) RETURN d.source ORDER BY d.source").rows == ((FIRST,), (SECOND,))
    again.close()


def test_a_damaged_view_is_built_anew(filled: Store) -> None:
    before = property_graph_in(filled)
    home = filled.directory / "cypher"  # type: ignore[attr-defined]
    kill_child(home)
    for file in (home / "data").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damage")
    assert property_graph_in(filled) == before


def test_after_kill_9_of_the_engine_the_next_query_answers(filled: Store) -> None:
    before = property_graph_in(filled)
    child = read_child(filled.directory / "cypher")  # type: ignore[attr-defined]
    assert child is not None
    os.kill(child.pid, signal.SIGKILL)
    assert property_graph_in(filled) == before


def test_a_query_is_ended_at_its_limit(filled: Store) -> None:
    filled.cypher("RETURN 1")
    start = time.monotonic()
    with pytest.raises(QueryTimeout):
        filled.cypher(RUNAWAY, timeout_s=0.5)
    assert time.monotonic() - start < 5
    running = filled.cypher("RETURN 1", timeout_s=5)
    assert running.rows == ((1,),)


def test_an_engine_that_hangs_is_replaced(filled: Store) -> None:
    filled.cypher("RETURN 1")
    child = read_child(filled.directory / "cypher")  # type: ignore[attr-defined]
    assert child is not None
    os.kill(child.pid, signal.SIGSTOP)
    with pytest.raises(QueryTimeout):
        filled.cypher("MATCH (n) RETURN count(n)", timeout_s=0.5)
    assert filled.cypher("MATCH (d:Document) RETURN count(d)").rows == ((2,),)


def test_a_query_that_needs_too_much_memory_is_refused(filled: Store) -> None:
    with pytest.raises(QueryRefused, match="memory"):
        filled.cypher("RETURN reduce(s = 'a', x IN range(1, 60) | s + s)")
    assert filled.cypher("RETURN 1").rows == ((1,),)


def test_more_rows_than_the_limit_are_cut_and_said_so(filled: Store) -> None:
    table = filled.cypher("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN a, b", limit=3)
    assert (len(table.rows), table.truncated) == (3, True)
    assert not filled.cypher("UNWIND [1, 2, 3] AS x RETURN x", limit=3).truncated


def test_an_empty_answer_has_its_columns(filled: Store) -> None:
    assert filled.cypher("MATCH (n:Nothing) RETURN n.a AS x, n.b").columns == ("x", "n.b")


def test_a_malformed_query_names_line_and_column(filled: Store) -> None:
    with pytest.raises(QueryError) as fault:
        filled.cypher("MATCH (n)\nRETURN (n")
    assert fault.value.line == 2
    with pytest.raises(QueryError) as fault:
        filled.cypher("MATCH (n)\nRETURN m")
    assert (fault.value.line, fault.value.column) == (2, 8)


@pytest.mark.parametrize("value", [{1, 2}, object(), 2**80, "\ud800"])
def test_a_parameter_that_cannot_be_sent_is_an_error(filled: Store, value: object) -> None:
    with pytest.raises(QueryError, match="parameter"):
        filled.cypher("RETURN $x", {"x": value})


def test_the_engines_own_user_cannot_write(filled: Store) -> None:
    filled.cypher("RETURN 1")
    connection = filled._cypher._connection(read_child(filled.directory / "cypher"))  # type: ignore[attr-defined]
    for query in ("CREATE (n)", "MATCH (n) SET n.x = 1", "MATCH (n) DETACH DELETE n", "CREATE INDEX x FOR (n:A) ON (n.b)"):
        with pytest.raises(QueryRefused):
            connection.read(query, timeout_s=5, limit=1)
    for query in (
        "LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row",
        "SHOW USERS",
        "CALL apoc.load.json('file:///etc/passwd')",
    ):
        with pytest.raises(QueryError):
            connection.read(query, timeout_s=5, limit=1)
    assert property_graph_in(filled) == expected(*sample_graphs())


def test_answers_are_plain_values(filled: Store) -> None:
    row = filled.cypher(
        "RETURN date('2020-01-31') AS d, duration('P1DT2H') AS u, 0.0 / 0.0 AS n, point({x: 1, y: 2}).x AS x, [1, null, 'a'] AS l, "
        "{a: [true]} AS m, datetime('2020-01-01T00:00:00Z') AS t"
    ).rows[0]
    assert row[:6] == ("2020-01-31", "P1DT2H", "NaN", 1.0, [1, None, "a"], {"a": [True]})
    assert row[6].startswith("2020-01-01T00:00:00")
    ((path,),) = filled.cypher("MATCH p = (a)-[:ASSOCIATED_WITH_TUMOR]->(b) RETURN p").rows
    assert [part.get("type") for part in path] == [None, "ASSOCIATED_WITH_TUMOR", None]
    assert path[0]["labels"] == ["Disease", "Entity", "Syndrome"]
    assert path[1]["startNodeElementId"] == path[0]["elementId"]


def test_many_threads_may_ask_at_once_while_documents_change(filled: Store) -> None:
    faults: list[str] = []

    def ask() -> None:
        for _ in range(10):
            row = filled.cypher("MATCH (d:Document) RETURN count(d) AS n").rows[0]
            if row[0] not in (1, 2):
                faults.append(str(row))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        filled.remove(SECOND)
        filled.add(second_document())
    for thread in threads:
        thread.join()
    assert not faults
    assert property_graph_in(filled) == expected(*sample_graphs())


def test_a_very_long_text_stays_in_the_record_and_its_statements_are_answered(store: Store) -> None:
    first = first_document()
    long = replace(first, document=replace(first.document, text="word " * 4_000_000))
    hold(store, long)
    assert store.cypher("MATCH (d:Document) RETURN d.name, d.text").rows == (("first", None),)
    assert store.cypher("MATCH (s:Statement) RETURN count(s)").rows == ((7,),)
