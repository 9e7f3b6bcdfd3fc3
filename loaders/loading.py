"""Paths in, documents in a store, one report out. The only loader step that writes; one transaction a document.

A statement whose words or numbers cannot be read back from its text keeps its whole document out.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from graph.errors import InputRefused
from graph.model import Document, DocumentGraph
from graph.store import Added
from loaders.english import language_is_english
from loaders.extraction import extract
from loaders.reading import read, readable_files
from loaders.verification import verify_statement
from ontology.matching import Matcher

Progress = Callable[[int, int, str], None]
"""Called before each document: (done, all, name)."""


class Sink(Protocol):
    """What a load writes to: a store, or what opens one at the first document."""

    def add(self, graph: DocumentGraph) -> Added:
        """Add one document in one transaction."""


@dataclass(frozen=True, slots=True)
class LoadedDocument:
    """What became of one input. `outcome`: added, unchanged, replaced, duplicate or refused. `warnings` are full sentences."""

    source: str
    name: str
    outcome: str
    statements: int = 0
    warnings: tuple[str, ...] = ()
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """All inputs of a load in order."""

    documents: tuple[LoadedDocument, ...]

    def count(self, outcome: str) -> int:
        """How many inputs ended so."""
        return sum(document.outcome == outcome for document in self.documents)

    @property
    def refused(self) -> tuple[LoadedDocument, ...]:
        """The inputs that are not in the store."""
        return tuple(document for document in self.documents if document.outcome == "refused")

    @property
    def statements(self) -> int:
        """Statements of the documents that are in the store after this load."""
        return sum(document.statements for document in self.documents if document.outcome != "duplicate")


def load(
    store: Sink,
    paths: Iterable[str | Path],
    *,
    matcher: Matcher,
    strict: bool = False,
    progress: Progress | None = None,
    format: str = "auto",
) -> LoadReport:
    """Read, extract, verify and store every document; those refused are in the report and the others are loaded.

    `paths`: files, folders, http(s) addresses; `format` of `loaders.reading.FORMATS`. `strict`: the first refusal raises
    InputRefused; what was stored before stays.
    """
    inputs, refused = _inputs(paths)
    names = display_names([str(place) for place in inputs])
    done = [LoadedDocument(place, place, "refused", warnings=(reason,)) for place, reason in refused]
    if strict and done:
        raise InputRefused(done[0].source, done[0].warnings[0])
    for number, (place, name) in enumerate(zip(inputs, names, strict=True)):
        if progress:
            progress(number, len(inputs), name)
        outcome = _load_one(store, place, name, matcher, format)
        if strict and outcome.outcome == "refused":
            raise InputRefused(outcome.source, outcome.warnings[0])
        done.append(outcome)
    return LoadReport(tuple(done))


def display_names(places: list[str]) -> list[str]:
    """A name for each place: the stem, or `folder/stem` where two inputs share a stem; the whole place where that clashes too."""
    stems = [_stem(place) for place in places]
    counts = Counter(stems)
    names = [
        stem if counts[stem] == 1 else f"{Path(place).resolve().parent.name}/{stem}"
        for place, stem in zip(places, stems, strict=True)
    ]
    again = Counter(names)
    return [name if again[name] == 1 else place for place, name in zip(places, names, strict=True)]


def _stem(place: str) -> str:
    if place.startswith(("http://", "https://")):
        return place.rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or place
    return Path(place).stem


def _inputs(paths: Iterable[str | Path]) -> tuple[list[str | Path], list[tuple[str, str]]]:
    """Files and addresses in order, folders opened, each once; and what could not be opened with the reason."""
    found: dict[str, str | Path] = {}
    refused: list[tuple[str, str]] = []
    for path in paths:
        if isinstance(path, str) and path.startswith(("http://", "https://")):
            found.setdefault(path, path)
            continue
        place = Path(path)
        try:
            files = readable_files(place) if place.is_dir() else [place]
        except InputRefused as error:
            refused.append((error.source, error.reason))
            continue
        for file in files:
            found.setdefault(str(file.resolve()), file)
    return list(found.values()), refused


def _load_one(store: Sink, place: str | Path, name: str, matcher: Matcher, format: str) -> LoadedDocument:
    try:
        reading = read(place, format=format)
    except InputRefused as error:
        return LoadedDocument(error.source, name, "refused", warnings=(error.reason,))
    document = replace(reading.document, name=name)
    graph = extract(document, matcher)
    faults = [
        fault for statement in graph.statements for fault in verify_statement(statement, {document.source: document.text})
    ]
    if faults:
        reason = f"not loaded: a statement cannot be read back from the text at {faults[0].start}: {faults[0].message}"
        return LoadedDocument(document.source, name, "refused", warnings=(reason,))
    added = store.add(graph)
    return LoadedDocument(
        document.source,
        name,
        added.outcome,
        added.statements,
        (*reading.warnings, *_notices(document, graph)),
        added.duplicate_of,
    )


def _notices(document: Document, graph: DocumentGraph) -> tuple[str, ...]:
    """What a reader of the report should know of a document without statements."""
    if graph.statements:
        return ()
    if not language_is_english(document.text):
        return ("The text is not in English; nothing is extracted from it.",)
    if graph.subject is None:
        return ("The text names no disease as its subject; nothing is extracted from it.",)
    return ("The text gives 0 statements.",)
