"""How far long work is, on standard error: a bar of a load, and how much of a view of the store is built."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from api.terminal import is_interactive, note

if TYPE_CHECKING:
    from loaders.loading import Progress

_SOON_S: Final = 0.5  # a person is told of what takes longer
_LONG_S: Final = 2.0  # a log is told of what takes longer


@contextmanager
def loading_progress(first: str = "reading the vocabularies") -> "Iterator[Progress | None]":
    """A bar where a person watches; else nothing. `first`: what is done before the first document."""
    if not is_interactive():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(first, total=None)

        def advance(done: int, number: int, name: str) -> None:
            bars.update(task, completed=done, total=number, description=name[-40:])

        yield advance


class ViewProgress:
    """Tells of views that take long to build: with a line that counts where a person watches, else with one line a view."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun: dict[str, float] = {}
        self._shares: dict[str, float] = {}
        self._lock = threading.Lock()

    def __call__(self, view: str, share: float) -> None:
        """Take the news that this share of a view is written; 1 ends it."""
        with self._lock:
            now = self._clock()
            took = now - self._begun.setdefault(view, now)
            known = view in self._shares
            if is_interactive():
                if known or (took > _SOON_S and share < 1):
                    self._shares[view] = share
                    self._draw()
            elif not known and took > _LONG_S and share < 1:
                self._shares[view] = share
                note(f"building the {view} view of the store; the next questions will not wait for it")
            if share == 1:
                self._begun.pop(view)
                self._shares.pop(view, None)

    def _draw(self) -> None:
        told = ", ".join(f"{view} {share:.0%}" for view, share in sorted(self._shares.items()))
        over = all(share == 1 for share in self._shares.values())
        sys.stderr.write("\r\x1b[K" + ("" if over else f"sgraph: building views of the store: {told}"))
        sys.stderr.flush()
