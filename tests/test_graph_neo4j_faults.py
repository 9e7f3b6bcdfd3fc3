"""Faults around a Neo4j store: nothing is lost, nothing is doubled, and the user reads one clear sentence."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cut_connections import way_to
from graph_samples import FEVER, SYNDROME, first_document, place, second_document
from servers.java import free_ports
from servers.neo4j_fixtures import driver_of, wipe
from servers.neo4j_server import Neo4jServer

from graph.embedded.store import EmbeddedStore
from graph.errors import StoreError, StoreTooNew
from graph.model import Document, DocumentGraph, Statement
from graph.neo4j.store import Neo4jStore
from graph.open import open_store
from graph.store import Store

pytestmark = pytest.mark.neo4j
COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # the message by which the driver ends a transaction, with its length and its end


def note(number: int) -> DocumentGraph:
    """A document that says two things: one of its own, one that all say."""
    source = f"urn:note:{number}"
    own = Statement(SYNDROME, "treated_by", FEVER, evidence=(place(source, number, "own"),))
    return DocumentGraph(
        Document(source, f"note {number}", f"Text {number}."),
        (own, Statement(SYNDROME, "has_symptom", FEVER, evidence=(place(source, 0, "all"),))),
        subject=SYNDROME,
    )


def holds(store: Store, graphs: list[DocumentGraph], directory: Path) -> bool:
    """Whether a store has what an embedded one has that was given the same documents."""
    with EmbeddedStore(directory, create=True) as other:
        other.add_group(graphs)
        same = list(store.statements()) == list(other.statements()) and list(store.entities()) == list(other.entities())
        return same and list(store.document_graphs()) == list(other.document_graphs()) and store.stats() == other.stats()


def through(url: str, port: int) -> str:
    """The same URL by another port."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{port}").geturl()


def test_a_server_killed_in_mid_load_and_started_again_loses_and_doubles_nothing(
    own_neo4j: Neo4jServer, tmp_path: Path
) -> None:
    notes = [note(number) for number in range(60)]
    added = threading.Semaphore(0)

    def load() -> list[str]:
        outcomes = []
        with Neo4jStore(own_neo4j.url, create=True, retry_s=240) as store:
            for graph in notes:
                outcomes.append(store.add(graph).outcome)
                added.release()
        return outcomes

    with ThreadPoolExecutor(1) as pool:
        loading = pool.submit(load)
        for _ in range(10):
            added.acquire(timeout=60)
        own_neo4j.kill()
        own_neo4j.start()
        assert loading.result(timeout=280) == ["added"] * 60
    with open_store(own_neo4j.url) as store:
        assert holds(store, notes, tmp_path / "kg")
    wipe(own_neo4j.url)


def test_a_connection_cut_between_messages_is_made_again(neo4j_url: str, tmp_path: Path) -> None:
    with way_to(urlsplit(neo4j_url).port or 7687) as way, open_store(through(neo4j_url, way.port), create=True) as store:
        for number in range(3):
            assert store.add(note(number)).outcome == "added"
            way.cut()
        assert holds(store, [note(number) for number in range(3)], tmp_path / "kg")


def test_a_commit_whose_answer_is_lost_is_made_once(neo4j_url: str, tmp_path: Path) -> None:
    with way_to(urlsplit(neo4j_url).port or 7687) as way, open_store(through(neo4j_url, way.port), create=True) as store:
        store.add(note(0))
        way.cut_behind(COMMIT)
        assert store.add(note(1)).outcome == "added"
        assert way.cuts == 1
        way.cut_behind(COMMIT)
        assert store.remove("note 0")
        assert holds(store, [note(1)], tmp_path / "kg")


def test_two_writers_of_the_same_things_wait_for_each_other(neo4j_url: str, tmp_path: Path) -> None:
    notes = [note(number) for number in range(24)]

    def load(graphs: list[DocumentGraph]) -> list[str]:
        with open_store(neo4j_url, create=True) as store:
            return [store.add(graph).outcome for graph in graphs]

    with ThreadPoolExecutor(2) as pool:
        for outcomes in pool.map(load, (notes[::2], notes[1::2])):
            assert outcomes == ["added"] * 12
    with open_store(neo4j_url) as store:
        assert holds(store, notes, tmp_path / "kg")


def test_a_deadlock_with_another_program_is_tried_again(neo4j_url: str, tmp_path: Path) -> None:
    with open_store(neo4j_url, create=True) as store, driver_of(neo4j_url) as driver, driver.session() as session:
        store.add(note(0))
        other = session.begin_transaction()
        other.run("MATCH (s:Statement {relation: 'has_symptom'}) SET s.looked_at = true").consume()
        with ThreadPoolExecutor(1) as pool:
            adding = pool.submit(store.add, note(1))
            wait_until_blocked(neo4j_url)
            from neo4j.exceptions import TransientError

            try:  # now each waits for what the other holds: the server ends one of the two
                other.run("MATCH (v:GraphState) SET v.looked_at = true").consume()
                other.commit()
            except TransientError:
                other.close()
            assert adding.result(timeout=60).outcome == "added"
        assert holds(store, [note(0), note(1)], tmp_path / "kg")


def wait_until_blocked(url: str) -> None:
    """Return when some transaction of the server waits for a lock."""
    with driver_of(url) as driver:
        for _ in range(600):
            found = driver.execute_query("SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN status")
            if found.records:
                return
            threading.Event().wait(0.1)
    raise AssertionError("nobody waits")


def failure(code: str) -> bytes:
    """The message by which a server refuses, as Bolt 5.7 and later have it, in one piece."""

    def text(words: str) -> bytes:
        return b"\xd0" + bytes([len(words)]) + words.encode()

    told = {"gql_status": "50N42", "description": "moved", "message": "no leader any more", "neo4j_code": code}
    fields = b"".join(text(key) + text(value) for key, value in told.items())
    body = b"\xb1\x7f\xa5" + fields + text("diagnostic_record") + b"\xa0"
    return len(body).to_bytes(2, "big") + body + b"\0\0"


@pytest.mark.parametrize(
    "code",
    [
        "Neo.ClientError.Cluster.NotALeader",
        "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
        "Neo.TransientError.General.DatabaseUnavailable",
    ],
)
def test_a_leader_that_steps_down_in_a_commit_loses_and_doubles_nothing(neo4j_url: str, tmp_path: Path, code: str) -> None:
    with way_to(urlsplit(neo4j_url).port or 7687) as way, open_store(through(neo4j_url, way.port), create=True) as store:
        store.add(note(0))
        way.answer(COMMIT, failure(code))
        assert store.add(note(1)).outcome == "added"
        assert way.answers == 1
        assert holds(store, [note(0), note(1)], tmp_path / "kg")


def test_what_was_written_is_seen_by_whichever_member_is_asked(neo4j_url: str) -> None:
    """The reads after a write name its bookmark, which a member of a cluster waits for."""
    with way_to(urlsplit(neo4j_url).port or 7687) as way, open_store(through(neo4j_url, way.port), create=True) as store:
        way.heard = b""
        store.add(note(0))
        way.heard = b""
        assert store.document("note 0") is not None
        assert b"bookmarks" in way.heard
        assert b"\x84mode\x81r" in way.heard


def test_a_server_is_reached_by_its_routing_table(neo4j_url: str, tmp_path: Path) -> None:
    routed = neo4j_url.replace("bolt://", "neo4j://")
    with open_store(routed, create=True) as store:
        assert store.add_group([note(0), note(1)])[0].outcome == "added"
        assert store.remove("note 1")
        assert holds(store, [note(0)], tmp_path / "kg")


def sentence(call: Callable[[], object]) -> str:
    """What a user reads of a fault: one line, no password."""
    with pytest.raises(StoreError) as caught:
        call()
    said = str(caught.value)
    assert "\n" not in said
    assert "loopback-only" not in said
    return said


def test_a_wrong_password_is_said(own_neo4j: Neo4jServer) -> None:
    url = own_neo4j.url.replace("loopback-only", "wrong-password")
    said = sentence(lambda: open_store(url, create=True))
    assert said.startswith("The Cypher server refuses the user or the password; set NEO4J_USERNAME")


def test_a_database_that_is_not_there_is_said(neo4j_url: str) -> None:
    assert "no such database" in sentence(lambda: open_store(f"{neo4j_url}/elsewhere", create=True))


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s"])
def test_a_server_that_is_not_there_is_said(scheme: str) -> None:
    (port,) = free_ports(1)
    said = sentence(lambda: open_store(f"{scheme}://neo4j:loopback-only@127.0.0.1:{port}"))
    assert said.startswith("The Cypher server does not answer: ")
    assert said.endswith("; start it, or correct the URL.")


def test_a_database_without_a_graph_of_ours_is_said(new_neo4j_url: str) -> None:
    assert sentence(lambda: open_store(new_neo4j_url)).startswith("There is no graph at bolt://127.0.0.1")


def test_nodes_of_another_program_stay_as_they_are(neo4j_url: str) -> None:
    with driver_of(neo4j_url) as driver:
        driver.execute_query("CREATE (:Person {curie: 'MONDO:9000001'})-[:KNOWS {since: 2001}]->(:Pet {id: 'x'})")
        with open_store(neo4j_url, create=True) as store:
            store.add_group([first_document(), second_document()])
            assert store.remove("first")
            assert store.remove("second")
        found = driver.execute_query(
            "MATCH (n) WHERE NOT n:GraphState RETURN labels(n)[0], properties(n) ORDER BY labels(n)[0]"
        )
        assert [record.values() for record in found.records] == [
            ["Person", {"curie": "MONDO:9000001"}],
            ["Pet", {"id": "x"}],
        ]
        assert driver.execute_query("MATCH ()-[r]->() RETURN type(r), r.since").records[0].values() == ["KNOWS", 2001]


def test_marks_of_others_on_our_nodes_survive_a_change(neo4j_url: str) -> None:
    with open_store(neo4j_url, create=True) as store, driver_of(neo4j_url) as driver:
        store.add(first_document())
        driver.execute_query("MATCH (e:Entity {curie: $curie}) SET e:Favorite, e.note = 'mine'", curie=SYNDROME.curie)
        store.add(second_document())  # says more of it
        found = driver.execute_query("MATCH (e:Favorite) RETURN e.note, e.synonyms")
        assert found.records[0].values() == ["mine", ["DLS", "limb dance"]]
        assert store.entity(SYNDROME.curie) is not None


def test_a_database_with_nodes_of_our_labels_is_refused_and_left_alone(new_neo4j_url: str) -> None:
    with driver_of(new_neo4j_url) as driver:
        driver.execute_query("CREATE (:Document {id: 'theirs'}), (:Document {id: 'theirs'})")
        said = sentence(lambda: open_store(new_neo4j_url, create=True))
        assert "label Document" in said
        assert driver.execute_query("MATCH (n) RETURN count(n)").records[0][0] == 2
        assert driver.execute_query("SHOW CONSTRAINTS").records == []


def test_a_graph_of_a_newer_release_is_not_touched(neo4j_url: str) -> None:
    with driver_of(neo4j_url) as driver:
        driver.execute_query("CREATE (:GraphState {key: 'view', identity: 'x', epoch: 0, format: 99})")
        with pytest.raises(StoreTooNew):
            open_store(neo4j_url, create=True)
        assert driver.execute_query("MATCH (n) RETURN count(n)").records[0][0] == 1
