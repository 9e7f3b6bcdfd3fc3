"""Published snapshots of the SPARQL view: directories named by the record's identity and epoch, opened read-only by anyone."""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pyoxigraph

from graph.errors import StoreBusy

VIEW_FORMAT: Final = 2  # raise it when the projection changes: views of another format are rebuilt
_NAME: Final = re.compile(r"v(\d+)-([0-9a-f]{32})-(\d{12})\Z")
_POLL_S: Final = 0.02


class Snapshots:
    """The published snapshots in a directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def path(self, identity: str, epoch: int) -> Path:
        """Where the snapshot of that state is, or would be."""
        return self.directory / f"v{VIEW_FORMAT}-{identity}-{epoch:012d}"

    def publish(self, store: pyoxigraph.Store, identity: str, epoch: int) -> Path:
        """Publish the state of `store`, then remove older snapshots: those who have one open go on reading it."""
        self.directory.mkdir(parents=True, exist_ok=True)
        target = self.path(identity, epoch)
        draft = self.directory / f"draft-{os.getpid()}-{time.monotonic_ns()}"
        store.backup(str(draft))
        if target.exists():  # left by a rebuild of the same state
            shutil.rmtree(target)
        draft.rename(target)
        for other in self.directory.iterdir():
            if other != target and not (_NAME.match(other.name) and other.name > target.name):
                shutil.rmtree(other, ignore_errors=True)
        return target


@contextmanager
def writer_lock(path: Path, timeout_s: float) -> Iterator[None]:
    """Hold the lock of the view's one writer. It ends with the process. StoreBusy when another holds it too long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + timeout_s
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise StoreBusy(f"Another process is still updating the view {path.parent}; try again.") from None
                time.sleep(_POLL_S)
        yield
    finally:
        os.close(descriptor)
