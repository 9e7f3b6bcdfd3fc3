"""Loads by several processes: the same store for any number of them, a lost process costs one document, none outlives the load."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from graph.model import Document, DocumentGraph, Statement
from graph.store import Added
from loaders.loading import load
from ontology.matching import Matcher, open_matcher

PAGE = "{0} syndrome\n\n{0} syndrome is a rare disorder characterized by seizures and {1}.\n"
NAMES = ("Harlow", "Fernwood", "Ashby", "Quillan", "Marlow", "Tarn", "Elwick", "Dunmore")


class Shelf:
    """What a load needs of a store, with the documents in the order in which they came."""

    def __init__(self) -> None:
        self.graphs: list[DocumentGraph] = []

    def add(self, graph: DocumentGraph) -> Added:
        self.graphs.append(graph)
        return Added("added", len(graph.statements))

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        return tuple(self.add(graph) for graph in graphs)

    def document(self, key: str) -> Document | None:
        return next((graph.document for graph in self.graphs if graph.document.source == key), None)

    def statements(self, *, document: str | None = None) -> Iterator[Statement]:
        return (s for graph in self.graphs if graph.document.source == document for s in graph.statements)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        # The first takes longest, so that the others are ready before it.
        lines = PAGE.format(name, "ataxia") * (60 if number == 0 else 1)
        (folder / f"{number}.txt").write_text(lines)
    (folder / "bad.txt").write_bytes(b"\0\1")
    return folder


def children() -> set[int]:
    me = Path(f"/proc/{os.getpid()}/task")
    return {int(word) for task in me.iterdir() for word in (task / "children").read_text().split()}


def test_the_store_is_the_same_for_any_number_of_processes(pages: Path, matcher: Matcher) -> None:
    one, three = Shelf(), Shelf()
    before = children()
    first = load(one, [pages], matcher=matcher)
    assert load(three, [pages], matcher=matcher, jobs=3) == first
    assert three.graphs == one.graphs
    assert first.outcomes == {"added": len(NAMES), "refused": 1}
    assert children() == before


def reader_of(pipe: Path) -> int:
    """The child process that waits for the pipe's first byte."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        for child in children():
            try:
                if any(link.readlink() == pipe for link in Path(f"/proc/{child}/fd").iterdir()):
                    return child
            except OSError:
                continue
        time.sleep(0.02)
    raise AssertionError("nobody reads the pipe")


def test_a_process_that_is_killed_costs_its_document_only(pages: Path, matcher: Matcher, tmp_path: Path) -> None:
    pipe = tmp_path / "stuck.txt"
    os.mkfifo(pipe)

    def kill() -> None:
        with pipe.open("wb"):  # once somebody reads it
            os.kill(reader_of(pipe), signal.SIGKILL)

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    shelf = Shelf()
    report = load(shelf, [pipe, pages], matcher=matcher, jobs=2)
    killer.join(10)
    assert [(d.name, d.outcome) for d in report.documents if d.outcome == "failed"] == [("stuck", "failed")]
    assert "SIGKILL" in report.documents[0].warnings[0]
    assert report.outcomes["added"] == len(NAMES)
    assert report.refused[0].source == str(pipe)


LOADING = """
import sys
sys.path[:0] = [{tests!r}]
from test_loaders_workers import Shelf
from loaders.loading import load
from ontology.matching import open_matcher
load(Shelf(), sys.argv[1:], matcher=open_matcher(), jobs=2)
"""


def test_no_worker_outlives_a_load_that_is_killed(pages: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "stuck.txt"
    os.mkfifo(pipe)
    script = LOADING.format(tests=str(Path(__file__).parent))
    command = [sys.executable, "-c", script, pipe, *pages.iterdir()]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process, pipe.open("wb"):
        task = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        workers = [int(word) for word in task.read_text().split()]
        process.kill()
        process.wait(10)
        deadline = time.monotonic() + 20
        while any(alive(worker) for worker in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert workers
        assert not any(alive(worker) for worker in workers)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
