"""The private Cypher engine of a store: one for all processes, gone when nobody needs it, started again when it died."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from graph_samples import first_document

from graph.cypher.child import Child, child_status, in_use, read_child, stop_child
from graph.cypher.launch import cache_file, find_engine, make_job
from graph.errors import StoreError
from graph.open import open_store

ASK = """
import sys
from pathlib import Path
from graph.open import open_store
with open_store(Path(sys.argv[1])) as store:
    print(store.cypher("MATCH (d:Document) RETURN count(d)").rows[0][0])
"""


@pytest.fixture
def directory(tmp_path: Path) -> Iterator[Path]:
    """A store of one document; its engine is stopped at the end."""
    place = tmp_path / "a store.kg"
    with open_store(place, create=True) as store:
        store.add(first_document())
    yield place
    stop_child(place)


def ask(directory: Path, **environment: str) -> "subprocess.Popen[str]":
    """Another process that asks one query."""
    command = [sys.executable, "-c", ASK, str(directory)]
    kept = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    surroundings = {**(kept if environment else os.environ), **environment}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=surroundings)


def child_of(directory: Path) -> Child:
    child = read_child(directory / "cypher")
    assert child is not None
    return child


def wait_for(condition: Callable[[], bool], limit_s: float = 20.0) -> None:
    limit = time.monotonic() + limit_s
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.05)


def test_processes_that_start_together_share_one_engine(directory: Path) -> None:
    asking = [ask(directory) for _ in range(3)]
    answers = [process.communicate(timeout=120) for process in asking]
    assert [out.strip() for out, _ in answers] == ["1", "1", "1"], answers
    first = child_of(directory)
    assert ask(directory).communicate(timeout=120)[0].strip() == "1"
    assert child_of(directory) == first


def test_one_process_sees_what_another_loads(directory: Path) -> None:
    with open_store(directory) as store:
        assert store.cypher("MATCH (d:Document) RETURN count(d)").rows == ((1,),)
        command = (
            "import sys; sys.path[:0] = ['tests']; from graph_samples import second_document; from graph.open import open_store"
        )
        command += f"; open_store({str(directory)!r}).add(second_document())"
        subprocess.run([sys.executable, "-c", command], check=True, cwd=Path(__file__).parents[1])
        assert store.cypher("MATCH (d:Document) RETURN count(d)").rows == ((2,),)


def test_the_address_is_for_its_owner_alone_and_no_password_is_on_the_command_line(directory: Path) -> None:
    with in_use(directory / "cypher") as child:
        assert stat.S_IMODE((directory / "cypher" / "child.json").stat().st_mode) == 0o600
        assert stat.S_IMODE(Path(child.options).stat().st_mode) == 0o600
        shown = Path(f"/proc/{child.pid}/cmdline").read_bytes() + Path(child.options).read_bytes()
        assert not any(password.encode() in shown for password in child.passwords.values())


def test_only_loopback_is_listened_on(directory: Path) -> None:
    with open_store(directory) as store:
        store.cypher("RETURN 1")
    ports = {child_of(directory).bolt, child_of(directory).http}
    listening = {}
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            local, _, state = line.split()[1:4]
            address, port = local.split(":")
            if state == "0A" and int(port, 16) in ports:
                listening[int(port, 16)] = address
    assert set(listening) == ports
    assert all(address.endswith("0100007F") for address in listening.values())


def test_an_idle_engine_is_stopped_and_leaves_nothing(directory: Path) -> None:
    with in_use(directory / "cypher", idle_s=1.0) as child:
        time.sleep(2.5)
        assert child.alive  # it is in use, however long that takes
    root = Path(child.options).parent
    wait_for(lambda: not child.alive and not root.exists())
    assert child_status(directory).running is False
    assert not (directory / "cypher" / "child.json").exists()


def test_status_and_stop(directory: Path) -> None:
    assert child_status(directory).running is False
    assert stop_child(directory) is False
    with in_use(directory / "cypher") as child:
        status = child_status(directory)
        assert (status.running, status.pid, status.port) == (True, child.pid, child.bolt)
    assert stop_child(directory) is True
    assert child_status(directory).running is False


def test_an_engine_dies_with_its_supervisor(directory: Path) -> None:
    with in_use(directory / "cypher") as child:
        os.kill(child.supervisor, signal.SIGKILL)
        wait_for(lambda: not child.alive)
    with in_use(directory / "cypher") as another:
        assert another.pid != child.pid
    assert not Path(child.options).exists()


def test_an_engine_of_a_deleted_store_ends(directory: Path) -> None:
    with in_use(directory / "cypher") as child:
        pass
    (directory / "cypher" / "child.json").unlink()
    wait_for(lambda: not child.alive)


def test_a_number_that_another_process_got_is_not_taken_for_the_engine(directory: Path) -> None:
    with in_use(directory / "cypher") as child:
        pass
    stop_child(directory)
    stale = {name: getattr(child, name) for name in Child.__slots__} | {"pid": os.getpid(), "supervisor": os.getpid()}
    (directory / "cypher" / "child.json").write_text(json.dumps(stale), encoding="utf-8")
    assert child_status(directory).running is False
    with in_use(directory / "cypher") as another:
        assert another.pid != os.getpid()


def test_it_works_without_a_home(directory: Path) -> None:
    out, err = ask(directory, NOTHING="1").communicate(timeout=120)
    assert out.strip() == "1", err


@pytest.mark.parametrize("cache", ["/proc/nowhere", "/dev/null", "relative/place", ""])
def test_a_cache_that_cannot_be_written_is_done_without(cache: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", cache)
    monkeypatch.delenv("HOME", raising=False)
    assert cache_file(find_engine()) is None


def test_the_start_up_cache_is_made_once_and_used(directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    with open_store(directory) as store:
        store.cypher("RETURN 1")
    stop_child(directory)
    kept = cache_file(find_engine())
    assert kept is not None
    wait_for(kept.exists, 60)
    assert [path for path in kept.parent.iterdir() if path != kept] == []
    job = make_job(find_engine(), directory / "cypher", 1.0)
    options = Path(job["command"][1].removeprefix("@")).read_text()
    shutil.rmtree(job["root"])
    assert job["cache_made"] is None
    assert f"-XX:AOTCache={kept}" in options


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(StoreError, match="cannot be written"), in_use(blocked / "cypher"):
        pass
