"""`sgraph copy` as a process: what it prints, its exit codes, killed and run again."""

import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest
from graph_samples import FEVER, SYNDROME, first_document, place, second_document
from sgraph_command import COMMAND, environment, refused, sgraph

from graph.model import Document, DocumentGraph, Statement
from graph.open import open_store

MANY = 1500


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A store with both sample documents."""
    with open_store(tmp_path / "source.kg", create=True) as store:
        store.add_group([first_document(), second_document()])
    return tmp_path / "source.kg"


def documents(store: Path) -> int:
    """How many there are."""
    with open_store(store) as opened:
        return int(opened.stats()["documents"])


def test_both_sides_are_counted(source: Path, tmp_path: Path) -> None:
    ended = sgraph("copy", source, tmp_path / "copy.kg")
    assert (ended.code, ended.err) == (0, "")
    assert [line.split() for line in ended.out.splitlines() if line[0].isalnum()] == [
        ["what", "FROM", "TO"], ["documents", "2", "2"], ["statements", "9", "9"], ["evidence", "9", "9"], ["2", "added"],
    ]  # fmt: skip
    again = sgraph("copy", source, tmp_path / "copy.kg", "--json").json
    counts = {"documents": 2, "statements": 9, "evidence": 9}
    assert again == {"from": counts, "to": counts, "equal": True, "outcomes": {"unchanged": 2}, "left_out": []}


def test_a_document_left_out_is_a_failure(source: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "copy.kg", create=True) as store:
        store.add(DocumentGraph(replace(first_document().document, source="urn:twin")))
    ended = sgraph("copy", source, tmp_path / "copy.kg")
    assert ended.code == 1
    assert "file:///first.txt: left out: its text is there as urn:twin" in ended.err
    assert "TO does not hold all" in ended.err
    assert ["documents", "2", "1"] in [line.split() for line in ended.out.splitlines()]


def test_a_store_is_not_copied_onto_itself(source: Path) -> None:
    refused(sgraph("copy", "source.kg", source, cwd=source.parent), 2, "the same store")


def test_from_must_be_there_and_nothing_is_made_without_it(tmp_path: Path) -> None:
    refused(sgraph("copy", tmp_path / "none.kg", tmp_path / "copy.kg"), 1, "There is no store")
    assert not (tmp_path / "copy.kg").exists()


@pytest.mark.parametrize("target", ["sparql+http://me:hunter2@127.0.0.1:9/ds", "ftp://x"])
def test_to_must_be_reached(source: Path, target: str) -> None:
    assert "hunter2" not in refused(sgraph("copy", source, target), 1)


def test_a_killed_copy_goes_on_when_it_is_run_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "many.kg", create=True) as many:
        many.add_group([_document(number) for number in range(MANY)])
    target = tmp_path / "copy.kg"
    open_store(target, create=True).close()
    command = [COMMAND, "copy", str(tmp_path / "many.kg"), str(target)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        limit = time.monotonic() + 60
        while documents(target) == 0:
            assert time.monotonic() < limit
            time.sleep(0.005)
        process.kill()
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    there = documents(target)
    assert 0 < there < MANY
    report = sgraph("copy", tmp_path / "many.kg", target, "--json").json
    assert report["equal"]
    assert report["outcomes"] == {"unchanged": there, "added": MANY - there}
    assert documents(target) == MANY


def _document(number: int) -> DocumentGraph:
    source = f"urn:many:{number:06d}"
    statement = Statement(SYNDROME, "has_symptom", FEVER, evidence=(place(source, 0, "x"),))
    return DocumentGraph(Document(source, f"many {number}", f"text {number} " * 20), (statement,))
