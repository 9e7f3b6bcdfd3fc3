"""A bar of how far a load is, on standard error, where a person watches."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from api.terminal import is_interactive

if TYPE_CHECKING:
    from loaders.loading import Progress


@contextmanager
def loading_progress() -> "Iterator[Progress | None]":
    """A bar where a person watches; else nothing."""
    if not is_interactive():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task("reading the vocabularies", total=None)

        def advance(done: int, number: int, name: str) -> None:
            bars.update(task, completed=done, total=number, description=name[-40:])

        yield advance
