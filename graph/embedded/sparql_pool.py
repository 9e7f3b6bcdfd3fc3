"""Runs users' SPARQL queries in worker processes that can be killed: a few, kept warm, one query at a time each."""

import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pyoxigraph

from graph.embedded.sparql_guard import QUERY_PREFIXES, GuardedQuery
from graph.errors import QueryError, QueryTimeout
from ontology.curies import NAMESPACE

MEMORY_BYTES: Final = 3 * 512 * 1024**2  # of address space; an open store takes about 150 MB of it
MAX_WORKERS: Final = 4
_WORKER: Final = Path(__file__).with_name("sparql_worker.py")


class _Worker:
    """One process and its pipes."""

    def __init__(self) -> None:
        packages = str(Path(pyoxigraph.__file__).resolve().parent.parent)
        lifeline, self._lifeline = os.pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-B", str(_WORKER), str(MEMORY_BYTES), str(lifeline), packages],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            pass_fds=(lifeline,),
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},  # each further arena takes 64 MB of address space
            start_new_session=True,  # Ctrl-C in a terminal is for the program, which then ends its workers
        )
        os.close(lifeline)

    def ask(self, request: Mapping[str, Any], timeout_s: float) -> dict[str, Any] | None:
        """The reply, or None when the process died. QueryTimeout after `timeout_s`; the process is useless then."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        deadline = time.monotonic() + timeout_s
        try:
            self._send(self._process.stdin.fileno(), json.dumps(request).encode() + b"\n")
        except BrokenPipeError:
            return None
        parts: list[bytes] = []
        descriptor = self._process.stdout.fileno()
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise QueryTimeout(timeout_s)
            part = os.read(descriptor, 1 << 20)
            if not part:
                return None
            parts.append(part)
            if part.endswith(b"\n"):
                reply: dict[str, Any] = json.loads(b"".join(parts))
                return reply

    @staticmethod
    def _send(descriptor: int, data: bytes) -> None:
        while data:
            data = data[os.write(descriptor, data) :]

    def end(self) -> None:
        """Kill the process and collect it."""
        self._process.kill()
        self._process.wait()
        os.close(self._lifeline)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def ended_by(self) -> str:
        """What ended a process that stopped answering: a signal's name, or its exit code."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1)
        code = self._process.poll()
        if code is None:
            return "closed its answers"
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"


class SparqlPool:
    """Up to MAX_WORKERS workers, started when needed. Any thread may ask."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []
        self._lock = threading.Lock()
        self._slots = threading.BoundedSemaphore(MAX_WORKERS)

    def ask(self, snapshot: Path, query: GuardedQuery, *, timeout_s: float, limit: int, form: str) -> dict[str, Any]:
        """The worker's reply to a query on a snapshot; `form` of its rows: table or json.

        Raises QueryTimeout (waiting for a worker counts), QueryError.
        """
        started = time.monotonic()
        if not self._slots.acquire(timeout=max(timeout_s, 0.001)):
            raise QueryTimeout(timeout_s)
        try:
            left = max(timeout_s - (time.monotonic() - started), 0.001)
            request = {
                "snapshot": str(snapshot),
                "query": query.text,
                "default_graph": query.default_graphs,
                "named_graphs": query.named_graphs,
                "limit": limit,
                "form": form,
                "timeout_s": left,
                "base": NAMESPACE,
                "prefixes": QUERY_PREFIXES,
            }
            return self._run(request, left, timeout_s)
        finally:
            self._slots.release()

    def _run(self, request: Mapping[str, Any], left_s: float, timeout_s: float) -> dict[str, Any]:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        worker = worker or _Worker()
        reply = None
        try:
            reply = worker.ask(request, left_s)
            if reply is None:
                cause = worker.ended_by()
                raise QueryError(
                    f"The query ended the engine ({cause}): it needs too much memory or is nested too deeply; make it smaller"
                )
        except QueryTimeout:
            raise QueryTimeout(timeout_s) from None
        finally:
            if reply is None:
                worker.end()
        with self._lock:
            self._idle.append(worker)
        return reply

    def close(self) -> None:
        """End all idle workers; one that is answering ends with its time limit."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.end()
