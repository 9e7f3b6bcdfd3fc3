"""Paths in, documents in a store, one report out. The only loader step that writes; documents go in whole, in their order.

What is read by several processes is written by one, so that the store is the same for any number of them. A document that the
store has already, as the same extractor read it, is not extracted again: a load that was ended goes on where it was. A statement
whose words or numbers cannot be read back from its text keeps its whole document out.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from graph.errors import InputRefused
from graph.model import Document, DocumentGraph, Statement
from graph.store import Added
from loaders.load_report import LoadedDocument, LoadReport
from loaders.making import Extraction, Known, Made, Task, make
from loaders.places import Place, places_of, with_bytes
from loaders.versions import extractor_version
from ontology.matching import Matcher

Progress = Callable[[int, int, str], None]
"""Called for each document when it is read: (how many before it, all, name)."""

_GROUP: Final = 50  # documents a transaction at most
_GROUP_S: Final = 1.0  # and the longest that a document waits for others


class Sink(Protocol):
    """What a load writes to: a store, or what opens one at the first document."""

    def add(self, graph: DocumentGraph) -> Added:
        """Add one document in one transaction."""

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        """Add documents in one transaction."""

    def document(self, key: str) -> Document | None:
        """A document by source."""

    def statements(self, *, document: str | None = None) -> Iterator[Statement]:
        """The statements of a document."""


def load(
    store: Sink,
    paths: Iterable[str | Path],
    *,
    matcher: Matcher,
    strict: bool = False,
    progress: Progress | None = None,
    format: str = "auto",
    jobs: int = 1,
    extraction: tuple[str, Extraction] | None = None,
) -> LoadReport:
    """Read, extract, verify and store every document; those refused are in the report and the others are loaded.

    `paths`: files, folders, tar and zip archives, http(s) addresses; `format` of `loaders.reading.FORMATS`. `strict`: the
    first refusal raises InputRefused; what was stored before stays. `jobs`: processes that read and extract; 1 uses this one.
    `extraction`: the name of another way to extract, and that way; it runs in this process.
    """
    places, refused = places_of(paths)
    if strict and refused:
        raise refused[0]
    version = extractor_version(matcher.lexicon)
    tasks = (Task(place, format, data, _known(store, place)) for place, data in with_bytes(places))
    writer = _Writer(store, [LoadedDocument(e.source, e.source, "refused", warnings=(e.reason,)) for e in refused])
    if extraction is None:
        every = _made(tasks, matcher, version, min(jobs, len(places)))
    else:
        every = (make(task, matcher, f"{version} {extraction[0]}", extraction[1]) for task in tasks)
    for number, made in enumerate(every):
        if progress:
            progress(number, len(places), made.name)
        writer.take(made)
        if strict and made.reason is not None:
            writer.flush()
            raise InputRefused(made.source, made.reason)
    writer.flush()
    return LoadReport(tuple(writer.done))


def _known(store: Sink, place: Place) -> Known | None:
    document = store.document(place.source)
    return Known.of(document) if document is not None and document.source == place.source else None


def _made(tasks: Iterator[Task], matcher: Matcher, version: str, jobs: int) -> Iterator[Made]:
    """What each task becomes, in order: here, or in `jobs` processes."""
    if jobs > 1:
        from loaders.workers import Workers

        with Workers(jobs, matcher, version) as workers:
            yield from workers.map(tasks)
        return
    for task in tasks:
        yield make(task, matcher, version)


class _Writer:
    """Writes documents in groups, in order, and notes what became of each."""

    def __init__(self, store: Sink, done: list[LoadedDocument]) -> None:
        self.done = done
        self._store = store
        self._group: list[Made] = []
        self._began = 0.0

    def take(self, made: Made) -> None:
        """Note one document; it is written with its group."""
        if not self._group:
            self._began = time.monotonic()
        self._group.append(made)
        if len(self._group) >= _GROUP or time.monotonic() - self._began >= _GROUP_S:
            self.flush()

    def flush(self) -> None:
        """Write what has been taken."""
        group, self._group = self._group, []
        graphs = [made.graph for made in group if made.graph is not None]
        try:
            added = iter(self._store.add_group(graphs) if graphs else ())
        except InputRefused:  # one of them: which?
            self.done += [self._one(made) for made in group]
            return
        self.done += [_loaded(made, next(added)) if made.graph is not None else self._without(made) for made in group]

    def _one(self, made: Made) -> LoadedDocument:
        if made.graph is None:
            return self._without(made)
        try:
            return _loaded(made, self._store.add(made.graph))
        except InputRefused as error:
            return LoadedDocument(error.source, made.name, "refused", warnings=(error.reason,))

    def _without(self, made: Made) -> LoadedDocument:
        """What became of a document that is not written."""
        if made.reason is not None:
            outcome = "failed" if made.failed else "refused"
            return LoadedDocument(made.source, made.name, outcome, warnings=(made.reason,))
        found = Counter(statement.relation for statement in self._store.statements(document=made.source))
        return LoadedDocument(
            made.source, made.name, "unchanged", found.total(), made.warnings, relations=tuple(sorted(found.items()))
        )


def _loaded(made: Made, added: Added) -> LoadedDocument:
    relations = () if added.duplicate_of else tuple(sorted(made.relations.items()))
    warnings = (*made.warnings, made.empty) if made.empty else made.warnings
    return LoadedDocument(
        made.source, made.name, added.outcome, added.statements, warnings, added.duplicate_of, relations, made.empty,
        () if added.duplicate_of else made.dropped,
    )  # fmt: skip
