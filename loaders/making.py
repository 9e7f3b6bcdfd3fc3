"""One place of a load made into what the store takes: read, extracted, every statement proved. No store is touched.

Place in the flow: the same function in the loading process and in its workers, so that their number changes nothing.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final, Protocol

from graph.errors import InputRefused
from graph.model import Document, DocumentGraph
from loaders.english import language_is_english
from loaders.extraction import extract
from loaders.places import Place
from loaders.reading import Reading, read, read_bytes
from loaders.verification import verify_statement
from ontology.matching import Matcher


class Extraction(Protocol):
    """What reads a document's statements; raises InputRefused where it can't. `dropped`: see `loaders.extraction.extract`."""

    def __call__(self, document: Document, matcher: Matcher, *, dropped: Counter[str] | None = None) -> DocumentGraph:
        """The document's graph."""


NOT_ENGLISH: Final = "The text is not in English; nothing is extracted from it."
NO_SUBJECT: Final = "The text names no disease as its subject; nothing is extracted from it."
NO_STATEMENTS: Final = "The text gives 0 statements."


@dataclass(frozen=True, slots=True)
class Known:
    """What a store has of a document: enough to tell whether reading it again would give the same."""

    text_hash: str
    loader: str
    name: str
    format: str

    @classmethod
    def of(cls, document: Document) -> "Known":
        """The marks of a document."""
        return cls(document.text_hash, document.loader, document.name, document.format)


@dataclass(frozen=True, slots=True)
class Task:
    """A place to read: `data` are its bytes where they are at hand, `known` what the store has of it."""

    place: Place
    format: str = "auto"
    data: bytes | InputRefused | None = None
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a place: a `graph` to store, or `unchanged`, or the `reason` why it is refused.

    `failed`: refused by a fault of the program or the machine, not of the text. `warnings` are full sentences.
    `dropped`: what was read in the text and is not stated, by reason.
    """

    source: str
    name: str
    graph: DocumentGraph | None = None
    unchanged: bool = False
    reason: str | None = None
    failed: bool = False
    warnings: tuple[str, ...] = ()
    empty: str | None = None
    dropped: tuple[tuple[str, int], ...] = ()

    @property
    def relations(self) -> Counter[str]:
        """Statements of the graph by relation."""
        return Counter(statement.relation for statement in self.graph.statements) if self.graph else Counter()


def make(task: Task, matcher: Matcher, version: str, extraction: Extraction = extract) -> Made:
    """Read, extract and prove one document. `version`: what `loaders.versions` says of the matcher's lexicon, and what names
    another `extraction`."""
    place = task.place
    try:
        reading = read_task(task)
        document = replace(reading.document, name=place.name, loader=f"{reading.document.loader} {version}")
        if task.known == Known.of(document):
            return Made(document.source, place.name, unchanged=True, warnings=reading.warnings)
        dropped: Counter[str] = Counter()
        graph = extraction(document, matcher, dropped=dropped)
    except InputRefused as error:
        return Made(error.source, place.name, reason=error.reason)
    except (RecursionError, MemoryError):
        return Made(place.shown, place.name, reason="too large or too deeply nested to be read; save its text alone.")
    except Exception as error:  # noqa: BLE001  the outermost handler of a document: a fault of ours costs one, not the load
        reason = f"internal error ({type(error).__name__}: {' '.join(str(error).split())[:200]}); please report it."
        return Made(place.shown, place.name, reason=reason, failed=True)
    for statement in graph.statements:
        for fault in verify_statement(statement, {document.source: document.text}):
            reason = f"not loaded: a statement cannot be read back from the text at {fault.start}: {fault.message}"
            return Made(document.source, place.name, reason=reason)
    left_out = tuple(sorted(dropped.items()))
    return Made(document.source, place.name, graph, warnings=reading.warnings, empty=_why_empty(graph), dropped=left_out)


def read_task(task: Task) -> Reading:
    """The document of a place, from its bytes where they are at hand. Raises InputRefused."""
    place = task.place
    if isinstance(task.data, InputRefused):
        raise task.data
    if task.data is None:
        return read(place.where, format=task.format)
    member = PurePosixPath(place.member or "")
    return read_bytes(task.data, place.source, member.stem, suffix=member.suffix, format=task.format, shown=place.shown)


def _why_empty(graph: DocumentGraph) -> str | None:
    """What a reader of the report should know of a document without statements."""
    if graph.statements:
        return None
    if not language_is_english(graph.document.text):
        return NOT_ENGLISH
    return NO_SUBJECT if graph.subject is None else NO_STATEMENTS
