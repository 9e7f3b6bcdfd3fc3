"""What handlers share: the open store, the limits, and the gate that lets few user queries work at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Annotated

from fastapi import Depends, Request

from api.http.metrics import Metrics
from api.http.problems import RETRY_S, Problem
from api.http.settings import Settings
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Service:
    """One store behind one set of limits. The store is safe to use from many threads."""

    store: Store
    settings: Settings
    metrics: Metrics
    gate: threading.BoundedSemaphore = field(init=False)  # who may query
    room: threading.BoundedSemaphore = field(init=False)  # who may query or wait

    def __post_init__(self) -> None:
        allowed, waiting = self.settings.concurrent_queries, self.settings.waiting_queries
        object.__setattr__(self, "gate", threading.BoundedSemaphore(allowed))
        object.__setattr__(self, "room", threading.BoundedSemaphore(allowed + waiting))

    @contextmanager
    def querying(self) -> Iterator[Store]:
        """Lend the store to one user query; a 503 problem where too many are at work for too long."""
        if not self.room.acquire(blocking=False):
            raise _busy()
        try:
            if not self.gate.acquire(timeout=self.settings.queue_wait_s):
                raise _busy()
            try:
                yield self.store
            finally:
                self.gate.release()
        finally:
            self.room.release()


def _busy() -> Problem:
    return Problem(503, "busy", "Too many queries are at work; try again in a moment.", headers={"Retry-After": RETRY_S})


def service_of(request: Request) -> Service:
    """The service of the running application."""
    service: Service = request.app.state.service
    return service


Served = Annotated[Service, Depends(service_of)]
