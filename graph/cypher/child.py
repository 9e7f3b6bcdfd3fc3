"""The private Cypher engine of a store: found, started, shared by processes, shown and stopped.

Files in the folder `cypher` of a store: `data` (the engine's database), `child.json` (address, passwords and process ids, for
its owner alone), `use` (locked while somebody asks; its time is the last use), `start.lock`, `engine.log` (of a failed engine).
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.cypher.launch import find_engine, make_job
from graph.errors import StoreError, StoreFull

IDLE_S: Final = 300.0
FOLDER: Final = "cypher"
_NEEDED_BYTES: Final = 1_000_000  # an empty database takes more
_SUPERVISOR: Final = Path(__file__).with_name("supervisor.py")


@dataclass(frozen=True, slots=True)
class Child:
    """A running engine: loopback ports, passwords of the users `root` and `reader`, process ids, and when it was started."""

    bolt: int
    http: int
    database: str
    passwords: dict[str, str]
    pid: int
    supervisor: int
    version: str
    options: str
    log: str

    @property
    def alive(self) -> bool:
        """Whether its process still runs (and is not another one that got its number)."""
        return _runs(self.pid, self.options)


@dataclass(frozen=True, slots=True)
class ChildStatus:
    """What `doctor` shows: whether an engine runs, its process id, Bolt port, version, and seconds since its last use."""

    running: bool
    pid: int | None = None
    port: int | None = None
    version: str | None = None
    idle_s: float | None = None


def child_status(store: Path) -> ChildStatus:
    """Tell whether the store at `store` has a running engine. Starts nothing."""
    home = store / FOLDER
    child = read_child(home)
    if child is None or not child.alive:
        return ChildStatus(running=False)
    idle = max(0.0, time.time() - (home / "use").stat().st_mtime)
    return ChildStatus(True, child.pid, child.bolt, child.version, round(idle, 1))


def stop_child(store: Path, wait_s: float = 15.0) -> bool:
    """Stop the engine of the store at `store`; False where none runs. Returns when its files are closed."""
    return _stop_at(store / FOLDER, wait_s)


def _stop_at(home: Path, wait_s: float = 15.0) -> bool:
    child = read_child(home)
    if child is None:
        return False
    running = child.alive
    if running:
        _signal(child.supervisor, signal.SIGTERM)
        limit = time.monotonic() + wait_s
        while read_child(home) == child and child.alive and time.monotonic() < limit:
            time.sleep(0.02)
    if read_child(home) == child:  # else its files are closed, and it may be writing its start-up cache
        _clear(home, child)
    return running


def kill_child(home: Path) -> None:
    """End an engine that does not answer; the supervisor tidies up. What was committed is on disk."""
    child = read_child(home)
    if child is not None:
        _clear(home, child)


def read_child(home: Path) -> Child | None:
    """The address in `home`, whether its process runs or not; None where there is none or it cannot be read."""
    try:
        value = json.loads((home / "child.json").read_bytes())
        return Child(**{name: value[name] for name in Child.__slots__})
    except (OSError, ValueError, KeyError):
        return None


@contextlib.contextmanager
def in_use(home: Path, idle_s: float = IDLE_S) -> Iterator[Child]:
    """A running engine, started when there is none, that is not stopped for idleness meanwhile.

    Raises EngineMissing, or StoreError where it does not start or the folder cannot be written.
    """
    with _held(home / "use", fcntl.LOCK_SH) as handle:
        os.utime(handle)
        child = read_child(home)
        if child is None or not child.alive:
            child = _start(home, idle_s)
        try:
            yield child
        finally:
            os.utime(handle)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file: one process (and one thread) at a time."""
    with _held(path, fcntl.LOCK_EX):
        yield


def forget_data(home: Path) -> None:
    """Stop the engine and delete its database; the next use starts with an empty one."""
    _stop_at(home)
    shutil.rmtree(home / "data", ignore_errors=True)


def failure(home: Path, child: Child) -> str:
    """The line of an engine's log that says best why it ended."""
    for path in (Path(child.log), home / "engine.log"):
        with contextlib.suppress(OSError):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            told = [line for line in lines if "Exception" in line or "Error" in line or "SEVER" in line]
            return (told or lines or ["it said nothing"])[-1].strip()
    return "it left no log"


def _start(home: Path, idle_s: float) -> Child:
    """Start an engine, or take the one that another process started meanwhile."""
    with locked(home / "start.lock"):
        child = read_child(home)
        if child is not None and child.alive:
            return child
        if child is not None:
            _clear(home, child)
        engine = find_engine()
        (home / "engine.log").unlink(missing_ok=True)
        try:
            job = make_job(engine, home, idle_s)
        except OSError as error:
            raise StoreError(f"The Cypher engine could not be started: {error.strerror or error}.") from error
        job |= {name: str(home / file) for name, file in _JOB_FILES}
        command = [sys.executable, "-I", "-S", str(_SUPERVISOR)]
        subprocess.run(command, input=json.dumps(job).encode(), start_new_session=True, check=False)
        child = read_child(home)
        if child is None:
            shutil.rmtree(job["root"], ignore_errors=True)
            if shutil.disk_usage(home).free < _NEEDED_BYTES:
                raise StoreFull(f"No space is left for the Cypher view at {home}; free some and ask again.")
            raise StoreError(f"The Cypher engine could not be started; see {home / 'engine.log'}.")
        return child


_JOB_FILES: Final = (("address_file", "child.json"), ("use_file", "use"), ("failure_log", "engine.log"))


@contextlib.contextmanager
def _held(path: Path, kind: int) -> Iterator[int]:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise StoreError(f"The Cypher view at {path.parent} cannot be written: {error.strerror}.") from error
    try:
        fcntl.flock(handle, kind)
        yield handle
    finally:
        os.close(handle)


def _clear(home: Path, child: Child) -> None:
    """End what is left of an engine and take its address away."""
    if child.alive:
        _signal(child.pid, signal.SIGKILL)
        limit = time.monotonic() + 5.0
        while child.alive and time.monotonic() < limit:
            time.sleep(0.01)
    if not _runs(child.supervisor, _SUPERVISOR.name):  # else it tidies up itself
        shutil.rmtree(Path(child.options).parent, ignore_errors=True)
    if read_child(home) == child:
        (home / "child.json").unlink(missing_ok=True)


def _signal(pid: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.kill(pid, number)


def _runs(pid: int, options: str) -> bool:
    """Whether `pid` runs and its command line names `options`."""
    return _exists(pid) and options in _command_line(pid)


def _exists(pid: int) -> bool:
    """Whether there is a process `pid` of ours."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _command_line(pid: int) -> str:
    """Command line of a process; empty for one that has ended and waits for its parent."""
    place = Path(f"/proc/{pid}/cmdline")
    if place.parent.parent.joinpath("self").exists():
        try:
            return place.read_bytes().decode("utf-8", "replace")
        except OSError:
            return ""
    told = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, check=False)
    return told.stdout.decode("utf-8", "replace")
