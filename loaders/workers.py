"""Worker processes of a load: tasks out, answers back in the order of the tasks, whatever becomes of a worker.

Place in the flow: loading.py maps its tasks over them. A worker that ends names its document, which has failed; another takes
its place and the rest goes on.
"""

import pickle
import signal
import socket
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Final

from loaders.making import Made, Task
from ontology.matching import Matcher

_QUEUED: Final = 2  # tasks of one worker, the one at work included: it need not wait for the next
_AHEAD: Final = 16  # answers a worker that wait for an earlier one; bounds memory when one document takes long


class _Worker:
    """One process, the socket to it and the tasks it has."""

    def __init__(self, setup: bytes) -> None:
        mine, theirs = socket.socketpair()
        with theirs:
            start = f"import sys; sys.path[:] = {sys.path!r}; from loaders.worker import serve; serve({theirs.fileno()})"
            self._process = subprocess.Popen(
                [sys.executable, "-c", start],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C in a terminal is for the program, which then ends its workers
            )
        self.connection: Connection[Any, Any] = Connection(mine.detach())
        self.tasks: deque[tuple[int, Task]] = deque()
        with suppress(OSError):  # it has ended already: the first answer that does not come tells
            self.connection.send_bytes(setup)

    def send(self, number: int, task: Task) -> None:
        self.tasks.append((number, task))
        with suppress(OSError):
            self.connection.send(task)

    def answer(self) -> Made | None:
        """The answer to the oldest task; None where the process has ended."""
        try:
            made: Made = self.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return None
        return made

    def ended_by(self) -> str:
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        code = self._process.poll()
        if code is None:
            return "it stopped answering"
        return f"{signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self.connection.close()


class Workers:
    """Up to `jobs` processes, started when there is work for them, each with a matcher over the same lexicon.

    Close it when done (`with`).
    """

    def __init__(self, jobs: int, matcher: Matcher, version: str) -> None:
        self._jobs = jobs
        self._setup = pickle.dumps((matcher.lexicon, version), protocol=pickle.HIGHEST_PROTOCOL)
        self._workers: list[_Worker] = []

    def map(self, tasks: Iterator[Task]) -> Iterator[Made]:
        """The answers in the tasks' order. Tasks are taken as workers are free, never far ahead of the answers given."""
        numbered = enumerate(tasks)
        done: dict[int, Made] = {}
        given = 0
        more = True
        while True:
            while more and (worker := self._free(given + self._jobs * _AHEAD)):
                number, task = next(numbered, (-1, None))
                more = task is not None
                if task is not None:
                    worker.send(number, task)
            if given in done:
                yield done.pop(given)
                given += 1
                continue
            if not self._collect(done):
                return

    def _free(self, limit: int) -> _Worker | None:
        """A worker that can take a task, the idlest; None where all have enough, or the answers are too far behind."""
        if any(number >= limit - 1 for worker in self._workers for number, _ in worker.tasks):
            return None
        idle = min(self._workers, key=lambda worker: len(worker.tasks), default=None)
        if (idle is None or idle.tasks) and len(self._workers) < self._jobs:
            self._workers.append(_Worker(self._setup))
            return self._workers[-1]
        return idle if idle is not None and len(idle.tasks) < _QUEUED else None

    def _collect(self, done: dict[int, Made]) -> bool:
        """Wait for answers and note them; False where none is due."""
        busy = {worker.connection: worker for worker in self._workers if worker.tasks}
        if not busy:
            return False
        for connection in wait(list(busy)):
            worker = busy[connection]  # type: ignore[index]
            number, task = worker.tasks.popleft()
            made = worker.answer()
            if made is None:
                made = _failed(task, worker.ended_by())
                self._replace(worker)
            done[number] = made
        return True

    def _replace(self, ended: _Worker) -> None:
        """Give the other tasks of a worker that ended to a new one."""
        ended.end()
        self._workers.remove(ended)
        if ended.tasks:
            new = _Worker(self._setup)
            self._workers.append(new)
            for number, task in ended.tasks:
                new.send(number, task)

    def close(self) -> None:
        """End all workers, at once."""
        for worker in self._workers:
            worker.end()
        self._workers.clear()

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _failed(task: Task, cause: str) -> Made:
    reason = f"the process that read it ended ({cause}); it may need more memory than there is, load it alone."
    return Made(task.place.shown, task.place.name, reason=reason, failed=True)
