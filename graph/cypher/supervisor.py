"""A small process that owns one private Cypher engine: starts it, and stops it when nobody has used it for a while.

Run as a script by `graph.cypher.child` with Python's isolated mode; it imports nothing of the project, so it starts in about
30 ms. It reads its job as one JSON object from standard input, forks, reports "started" and stays until the engine ends. On
Linux the engine dies with it. It ends the engine on SIGTERM, when the store directory is gone, or after `idle_s` seconds
without use: the use file's time says when it was last used, and a shared lock on it that somebody is using it.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux
_POLL_S = 0.5
_STOP_S = 10.0
_CLOSED = b"ArcadeDB Server is down"  # logged when the database files are closed


class Stop(Exception):
    """Somebody asked this process to end."""


def main() -> None:
    """Read the job, fork, and let the caller go as soon as the engine's address is written."""
    job = json.load(sys.stdin)
    reading, writing = os.pipe()
    if os.fork():
        os.close(writing)
        os._exit(0 if os.read(reading, 1) else 1)
    os.close(reading)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    supervise(job, lambda: os.close(writing) if os.write(writing, b"+") else None)


def supervise(job: dict[str, Any], started: Callable[[], None]) -> None:
    """Start the engine, say so, wait for its end, and tidy up."""
    signal.signal(signal.SIGTERM, _stop)
    root, address = Path(job["root"]), Path(job["address_file"])
    log = root / "engine.log"
    engine = None
    try:
        with log.open("wb") as out:
            engine = subprocess.Popen(job["command"], cwd=root, stdout=out, stderr=out, preexec_fn=_dying_with_parent())
        _write_private(address, {**job["address"], "pid": engine.pid, "supervisor": os.getpid(), "log": str(log)})
        started()
        _wait(engine, Path(job["use_file"]), address, job["idle_s"])
        if engine.poll() is not None:
            shutil.copyfile(log, job["failure_log"])
    except Stop:
        pass
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _end(job, engine, address, log)


def _wait(engine: "subprocess.Popen[bytes]", use_file: Path, address: Path, idle_s: float) -> None:
    """Return when the engine has ended, or when it is idle and nobody holds the use file (then this process holds it)."""
    while engine.poll() is None:
        time.sleep(_POLL_S)
        try:
            if not _is_own(address):
                return
            if time.time() - use_file.stat().st_mtime < idle_s:
                continue
            handle = os.open(use_file, os.O_RDWR)
        except FileNotFoundError:
            return
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            continue
        if time.time() - use_file.stat().st_mtime >= idle_s:
            return  # the lock is kept until this process ends or `_end` has closed the database
        os.close(handle)


def _end(job: dict[str, Any], engine: "subprocess.Popen[bytes] | None", address: Path, log: Path) -> None:
    """Stop the engine; take its address away once its files are closed; keep its start-up cache when it wrote one."""
    if engine is not None and engine.poll() is None:
        engine.terminate()
        limit = time.monotonic() + _STOP_S
        while engine.poll() is None and time.monotonic() < limit and _CLOSED not in log.read_bytes()[-4096:]:
            time.sleep(0.02)
        if engine.poll() is None and time.monotonic() >= limit:
            engine.kill()
            engine.wait()
    if _is_own(address):
        address.unlink(missing_ok=True)
    os.closerange(3, 64)  # lets go of the use file's lock: another engine may open the files now
    if engine is not None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            engine.wait(60)  # an engine that writes its start-up cache takes some seconds more
        if engine.poll() is None:
            engine.kill()
    _keep_cache(job.get("cache_made"), job.get("cache_kept"))
    shutil.rmtree(job["root"], ignore_errors=True)


def _keep_cache(made: str | None, kept: str | None) -> None:
    if made is None or kept is None:
        return
    with contextlib.suppress(OSError):
        if Path(made).stat().st_size > 1_000_000:
            Path(made).replace(kept)
    for left in (Path(made), Path(f"{made}.config")):
        left.unlink(missing_ok=True)


def _is_own(address: Path) -> bool:
    """Whether the address file is still the one that this process wrote."""
    try:
        return bool(json.loads(address.read_bytes())["supervisor"] == os.getpid())
    except (OSError, ValueError, KeyError):
        return False


def _write_private(path: Path, value: dict[str, Any]) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.touch(0o600)
    part.write_text(json.dumps(value), encoding="utf-8")
    part.replace(path)


def _dying_with_parent() -> Callable[[], None] | None:
    """On Linux: ask the kernel to end the engine when this process is killed."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None, use_errno=True)
    return lambda: library.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stop


if __name__ == "__main__":
    main()
