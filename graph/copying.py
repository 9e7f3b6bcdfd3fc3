"""Copies all documents of one store into another, whatever kinds they are: in groups, resumable, counted on both sides.

Each group of documents is one transaction of the target, and a document that is there already is skipped by its content: a
copy that was cut off goes on where it was when it is run again. Memory holds one group and 100 bytes a document.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from graph.errors import InputRefused
from graph.model import DocumentGraph
from graph.store import Added, Store

Progress = Callable[[int, int, str], None]
"""Called before each document is read: (done, all, what is done with which)."""

_MAX_DOCUMENTS: Final = 200  # a group
_MAX_STATEMENTS: Final = 5_000
_MAX_CHARACTERS: Final = 8_000_000
_DEFAULT_PORTS: Final = {"http": 80, "https": 443, "neo4j": 7687, "bolt": 7687}


@dataclass(frozen=True, slots=True)
class Counts:
    """How much some documents hold. A statement of two documents counts for each."""

    documents: int = 0
    statements: int = 0
    evidence: int = 0

    def plus(self, graph: DocumentGraph) -> "Counts":
        """With one document more."""
        evidence = sum(len(statement.evidence) for statement in graph.statements)
        return Counts(self.documents + 1, self.statements + len(graph.statements), self.evidence + evidence)


@dataclass(frozen=True, slots=True)
class CopyReport:
    """`read` from the source, `found` of the same documents in the target afterwards; `outcomes` as `Store.add` tells them.

    `left_out`: (source, why) of the documents that the target did not take.
    """

    read: Counts
    found: Counts
    outcomes: Mapping[str, int]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def whole(self) -> bool:
        """Whether what was read was found again."""
        return self.read == self.found


def copy(source: Store, target: Store, progress: Progress | None = None) -> CopyReport:
    """Copy all documents, then read them back. What else the target holds stays. Raises the errors of both stores."""
    total = int(source.stats()["documents"])
    read, outcomes, left_out = Counts(), Counter[str](), list[tuple[str, str]]()
    seen: set[bytes] = set()
    for group in _groups(_told(source.document_graphs(), total, "copying", progress)):
        for graph, added in zip(group, _add(target, group, left_out), strict=True):
            read = read.plus(graph)
            seen.add(_key(graph))
            outcomes[added.outcome] += 1
            if added.outcome == "duplicate":
                left_out.append((graph.document.source, f"its text is there as {added.duplicate_of}"))
    found = Counts()
    for graph in _told(target.document_graphs(), int(target.stats()["documents"]), "checking", progress):
        if _key(graph) in seen:
            found = found.plus(graph)
    return CopyReport(read, found, dict(outcomes), tuple(left_out))


def _add(target: Store, group: list[DocumentGraph], left_out: list[tuple[str, str]]) -> Iterable[Added]:
    """Add a group; where a document of it is refused, the others one by one."""
    try:
        return target.add_group(group)
    except InputRefused:
        return [_add_one(target, graph, left_out) for graph in group]


def _add_one(target: Store, graph: DocumentGraph, left_out: list[tuple[str, str]]) -> Added:
    try:
        return target.add(graph)
    except InputRefused as error:
        left_out.append((graph.document.source, error.reason))
        return Added("refused", 0)


def _told(graphs: Iterable[DocumentGraph], total: int, doing: str, progress: Progress | None) -> Iterator[DocumentGraph]:
    for done, graph in enumerate(graphs):
        if progress is not None:
            progress(done, max(total, done + 1), f"{doing} {graph.document.name}")
        yield graph


def _groups(graphs: Iterable[DocumentGraph]) -> Iterator[list[DocumentGraph]]:
    """The documents in groups that memory and one transaction hold."""
    group: list[DocumentGraph] = []
    statements = characters = 0
    for graph in graphs:
        group.append(graph)
        statements += len(graph.statements)
        characters += len(graph.document.text)
        if len(group) >= _MAX_DOCUMENTS or statements >= _MAX_STATEMENTS or characters >= _MAX_CHARACTERS:
            yield group
            group, statements, characters = [], 0, 0
    if group:
        yield group


def _key(graph: DocumentGraph) -> bytes:
    return hashlib.sha256(graph.document.source.encode("utf-8", "surrogatepass")).digest()[:16]


def same_place(one: str, other: str) -> bool:
    """Whether two stores' URLs name one place, user and password aside. (Two names of one host are not seen to be one.)"""
    return _place(one) == _place(other)


def _place(url: str) -> tuple[str, ...]:
    if "://" not in url:
        return "file", str(Path(url).expanduser().resolve())
    try:
        parts = urlsplit(url)
    except ValueError:
        return (url,)  # whoever opens it says what is wrong with it
    if parts.scheme == "file":
        return "file", str(Path(unquote(parts.path)).resolve())
    scheme = parts.scheme.removeprefix("sparql+")
    host = parts.netloc.rpartition("@")[2].lower()
    port = _DEFAULT_PORTS.get(scheme.partition("+")[0])
    return scheme, host.removesuffix(f":{port}"), parts.path.rstrip("/"), parts.query
