"""A store in a directory that can't be written: it is read, its views are kept in the user's cache, writing it is refused."""

import ctypes
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from graph_samples import sample_graphs
from sgraph_command import COMMAND, EXAMPLES, Ended, environment

from graph.cypher.child import stop_child
from graph.embedded.store import EmbeddedStore

PR_CAPBSET_DROP = 24
CAP_DAC_OVERRIDE = 1


def heed_rights() -> None:
    """Let the rights of files count for the superuser too, who else may write everywhere. For others there is nothing to do."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0)


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """The directory of a store with the sample documents, without the right to write."""
    directory = tmp_path / "frozen.kg"
    with EmbeddedStore(directory, create=True) as store:
        for graph in sample_graphs():
            store.add(graph)
    directory.chmod(0o555)
    yield directory
    directory.chmod(0o755)


def sgraph(*arguments: str | Path, cache: Path) -> Ended:
    command: list[str | Path] = [COMMAND, *arguments]
    told = environment(XDG_CACHE_HOME=str(cache))
    ended = subprocess.run(command, capture_output=True, env=told, timeout=120, preexec_fn=heed_rights)
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def test_it_is_read_and_leaves_nothing_behind(frozen: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    before = sorted(frozen.iterdir())
    stats = sgraph("stats", "--format", "json", "--store", frozen, cache=cache)
    assert (stats.code, stats.err) == (0, "")
    count = "SELECT (COUNT(?s) AS ?n) { ?s a sg:Statement }"
    rows = sgraph("sparql", count, "--format", "json", "--store", frozen, cache=cache)
    assert (rows.code, rows.json) == (0, [{"n": stats.json["statements"]}])
    nodes = sgraph("cypher", "MATCH (s:Statement) RETURN count(s) AS n", "--format", "json", "--store", frozen, cache=cache)
    (views,) = (cache / "syndrome-graph" / "views").iterdir()
    stop_child(views)
    assert (nodes.code, nodes.json) == (0, [{"n": stats.json["statements"]}])
    assert sorted(frozen.iterdir()) == before


def test_writing_it_is_refused(frozen: Path, tmp_path: Path) -> None:
    ended = sgraph("load", EXAMPLES / "dravet.txt", "--store", frozen, cache=tmp_path / "cache")
    assert ended.code == 1
    assert ended.err.count("\n") == 1
    assert "check the rights" in ended.err


def test_without_a_place_for_its_views_it_says_so(frozen: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    ended = sgraph("sparql", "ASK {}", "--store", frozen, cache=tmp_path / "file")
    assert ended.code == 1
    assert "set XDG_CACHE_HOME" in ended.err
