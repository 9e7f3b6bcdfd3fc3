"""Several processes on one embedded store: real ones, started, killed and asked while others write."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pyoxigraph
import pytest
from graph_samples import first_document

from graph.embedded import sparql_pool
from graph.embedded.store import EmbeddedStore
from graph.errors import StoreBusy, StoreError
from graph.model import Document, DocumentGraph, Entity, Evidence, Statement
from graph.open import open_store

T = TypeVar("T")
TESTS = Path(__file__).parent
STATEMENTS = 20

# Each program is told the store's directory and its own arguments; what it prints is what the test reads.
LOAD = """
import sys
from test_graph_processes import many_statements
from graph.open import open_store
with open_store(sys.argv[1], create=True) as store:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        store.add(many_statements(number))
        print(number, flush=True)
"""
ASK = """
import sys
from graph.open import open_store
with open_store(sys.argv[1]) as store:
    print(store.sparql(sys.argv[2]).table.rows[0][0])
    print(sum(1 for _ in store.statements()))
"""
COUNT = "SELECT (COUNT(?s) AS ?n) { ?s a sg:Statement }"
PER_DOCUMENT = (
    "SELECT (COUNT(DISTINCT ?n) AS ?sizes) { SELECT ?g (COUNT(?s) AS ?n) { GRAPH ?g { ?s a sg:Statement } } GROUP BY ?g }"
)


def many_statements(number: int) -> DocumentGraph:
    """A document of STATEMENTS statements of its own."""
    source = f"urn:many:{number}"
    disease = Entity(f"MONDO:{number}", f"disease {number}", ("Disease",))
    statements = tuple(
        Statement(
            disease,
            "has_symptom",
            Entity(f"HP:{i}", f"sign {i}", ("Symptom",)),
            evidence=(Evidence(source, "other", i, i + 1, "x", "r"),),
        )
        for i in range(STATEMENTS)
    )
    return DocumentGraph(Document(source, f"many {number}", f"text of {number}"), statements)


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    path = f"import sys; sys.path[:0] = [{str(TESTS)!r}, {str(TESTS.parent)!r}]"
    command = [sys.executable, "-c", path + "\n" + program, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> list[str]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.split()


def ask(directory: Path, query: str) -> int:
    return int(finish(start(ASK, directory, query))[0])


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    with EmbeddedStore(tmp_path / "s.kg", create=True) as store:
        store.add(many_statements(0))
    return tmp_path / "s.kg"


@pytest.fixture
def holder(directory: Path) -> Iterator[EmbeddedStore]:
    """A process (this one) that has the store open, and its view and a worker with it."""
    with EmbeddedStore(directory) as store:
        assert count(store) == STATEMENTS
        yield store


def count(store: EmbeddedStore, query: str = COUNT) -> int:
    table = store.sparql(query).table
    assert table is not None
    return int(table.rows[0][0])


def test_another_process_asks_while_one_holds_the_store(holder: EmbeddedStore) -> None:
    assert finish(start(ASK, holder.directory, COUNT)) == [str(STATEMENTS)] * 2


def test_the_holder_sees_what_another_process_loads(holder: EmbeddedStore) -> None:
    finish(start(LOAD, holder.directory, 1, 4))
    assert count(holder) == 4 * STATEMENTS
    assert holder.stats()["documents"] == 4


def test_each_sees_what_the_other_does(holder: EmbeddedStore) -> None:
    finish(start(LOAD, holder.directory, 1, 2))
    assert count(holder) == 2 * STATEMENTS
    holder.remove("urn:many:0")
    assert ask(holder.directory, COUNT) == STATEMENTS
    holder.add(first_document())
    assert ask(holder.directory, COUNT) == STATEMENTS + 7


def test_two_loaders_at_once_both_finish(directory: Path) -> None:
    loaders = [start(LOAD, directory, 1, 16), start(LOAD, directory, 16, 31)]
    for loader in loaders:
        assert len(finish(loader)) == 15
    assert ask(directory, COUNT) == 31 * STATEMENTS


def test_many_processes_ask_for_one_stale_view(directory: Path) -> None:
    askers = [start(ASK, directory, COUNT) for _ in range(4)]
    assert [finish(asker)[0] for asker in askers] == [str(STATEMENTS)] * 4


def test_whoever_asks_during_a_load_sees_whole_documents(holder: EmbeddedStore) -> None:
    loader = start(LOAD, holder.directory, 1, 40)
    seen = []
    while loader.poll() is None:
        seen.append(count(holder))
        assert count(holder, PER_DOCUMENT) == 1
    finish(loader)
    assert all(number % STATEMENTS == 0 for number in seen)
    assert seen == sorted(seen)
    assert count(holder) == 40 * STATEMENTS


@pytest.mark.parametrize("after", [1, 3, 7])
def test_a_killed_load_leaves_whole_documents(directory: Path, after: int) -> None:
    loader = start(LOAD, directory, 1, 10_000)
    assert loader.stdout is not None
    for _ in range(after):
        loader.stdout.readline()
    loader.send_signal(signal.SIGKILL)
    loader.communicate()
    with EmbeddedStore(directory) as store:
        documents = store.stats()["documents"]
        assert documents > after
        assert all(len(graph.statements) == STATEMENTS for graph in store.document_graphs())
        assert count(store) == documents * STATEMENTS
        assert count(store, PER_DOCUMENT) == 1
        assert store.add(many_statements(20_000)).outcome == "added"


def test_a_process_killed_while_updating_the_view_harms_nobody(directory: Path) -> None:
    finish(start(LOAD, directory, 1, 60))
    for delay in (0.05, 0.1, 0.2, 0.3):
        asker = start(ASK, directory, COUNT)
        time.sleep(delay)
        asker.kill()
        asker.communicate()
    assert ask(directory, COUNT) == 60 * STATEMENTS


def test_a_writer_that_does_not_let_go_is_named(directory: Path) -> None:
    program = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1] + "/record.sqlite", isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("writing", flush=True)
sys.stdin.read()
"""
    path = [sys.executable, "-c", program, str(directory)]
    writer = subprocess.Popen(path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "writing\n"
    with EmbeddedStore(directory) as store:
        with pytest.raises(StoreBusy):
            store.add(many_statements(1))
        assert count(store) == STATEMENTS
    writer.communicate()


def test_ctrl_c_during_a_load_leaves_whole_documents(directory: Path) -> None:
    loader = start(LOAD, directory, 1, 10_000)
    assert loader.stdout is not None
    loader.stdout.readline()
    loader.send_signal(signal.SIGINT)
    loader.communicate()
    assert loader.returncode != 0
    with EmbeddedStore(directory) as store:
        assert all(len(graph.statements) == STATEMENTS for graph in store.document_graphs())


def test_the_worker_ends_with_its_process(directory: Path) -> None:
    program = """
import sys
from graph.embedded import sparql_pool
from graph.embedded.store import EmbeddedStore
from pathlib import Path
store = EmbeddedStore(Path(sys.argv[1]))
store.sparql("ASK {}")
pool = store._sparql[1]
print(pool._idle[0]._process.pid, flush=True)
import os, signal
os.kill(os.getpid(), signal.SIGKILL)
"""
    owner = start(program, directory)
    out, _ = owner.communicate(timeout=60)
    worker = Path(f"/proc/{int(out)}")
    deadline = time.monotonic() + 10
    while worker.exists() and "Z" not in (worker / "stat").read_text().split()[2] and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not worker.exists() or "Z" in (worker / "stat").read_text().split()[2]


ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WORKER = "graph/embedded/sparql_worker.py"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_query_ends_with_the_process_that_asked(directory: Path, number: signal.Signals) -> None:
    with open_store(directory, create=True) as store:
        for document in range(10):
            store.add(many_statements(document))
    command = [Path(sys.executable).with_name("sgraph"), "sparql", ENDLESS, "--store", directory]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    worker = _soon(lambda: _worker_of(process.pid))
    time.sleep(0.3)
    process.send_signal(number)
    process.communicate(timeout=10)
    assert _soon(lambda: not Path(f"/proc/{worker}").exists())


def test_news_at_its_input_does_not_end_a_query(directory: Path) -> None:
    """The system may tell of a request after the request itself was read, and then the query runs already."""
    with open_store(directory, create=True) as store:
        for document in range(4):
            store.add(many_statements(document))
        snapshot = store.refresh_sparql()
    worker = [sys.executable, "-I", "-S", "-B", str(TESTS.parent / WORKER), str(sparql_pool.MEMORY_BYTES)]
    packages = str(Path(pyoxigraph.__file__).parent.parent)
    lifeline, end = os.pipe()
    request = {"snapshot": str(snapshot), "default_graph": (), "named_graphs": (), "limit": 1, "form": "table", "timeout_s": 20}
    lines = [
        json.dumps({**request, "query": query, "base": "https://example.org/", "prefixes": {}}).encode() + b"\n"
        for query in ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }", "ASK {}")
    ]
    with subprocess.Popen(
        [*worker, str(lifeline), packages], stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=(lifeline,), bufsize=0
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(lines[0])
        time.sleep(0.3)
        process.stdin.write(lines[1])
        process.stdin.close()
        replies = [json.loads(line) for line in process.stdout.read().splitlines()]
    os.close(lifeline)
    os.close(end)
    assert [reply["kind"] for reply in replies] == ["rows", "boolean"]


def _worker_of(parent: int) -> int | None:
    for number in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):
        with contextlib.suppress(OSError):
            status = Path(f"/proc/{number}/status").read_text()
            if f"PPid:\t{parent}\n" in status and WORKER in Path(f"/proc/{number}/cmdline").read_text():
                return number
    return None


def _soon(look: Callable[[], T]) -> T:
    """What `look` finds within ten seconds."""
    limit = time.monotonic() + 10
    while not (found := look()) and time.monotonic() < limit:
        time.sleep(0.05)
    assert found
    return found


def test_a_record_that_nobody_finished_making_is_no_store_yet(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite").touch()
    with pytest.raises(StoreError, match="There is no store at"):
        open_store(tmp_path, read_only=True)
    with open_store(tmp_path, create=True) as store:
        assert store.add(many_statements(1)) is not None
