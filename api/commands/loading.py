"""load and remove: documents into a store and out of it, each in one transaction."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import inputs
from api.commands.curated import load_source
from api.failures import DONE, NOTHING
from api.listing import without_empty
from api.options import DEFAULT_STORE, Format, StoreOption, writing
from api.output import render, to_json
from api.progress import loading_progress
from api.proposals import ProposeOption, with_proposals
from api.terminal import note, say, say_all, width
from api.vocabularies import long_lived_matcher

if TYPE_CHECKING:
    from graph.model import Document, DocumentGraph, Statement
    from graph.store import Added, Store
    from loaders.load_report import LoadedDocument, LoadReport

_STORED = ("added", "replaced", "unchanged")
_MOST_LINES = 50
_MOST_REMARKS = 50


def register(app: typer.Typer) -> None:
    """Hang the commands on the tree."""
    app.command()(load)
    app.command()(remove)


def load(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH|URL...", help="Files, folders, tar and zip archives or http(s) addresses."),
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", help="Curated data in place of texts: hpo (its hierarchy and disease annotations)."),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="What the texts are: auto, text, html or medquad.")] = "auto",
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first text that is refused.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=64, help="Processes that read texts at the same time.")] = 1,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Also write the report as JSON to a file, and show it whole."),
    ] = None,
    propose: ProposeOption = False,
    json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Read texts and keep their statements. Loading again changes nothing."""
    if source is not None:
        return load_source(source, paths or [], json, store)
    if not paths:
        raise typer.BadParameter("name texts to load, or curated data with --source hpo")
    from loaders.loading import load as load_all
    from loaders.reading import FORMATS

    if format not in FORMATS:
        raise typer.BadParameter(f"unknown format {format!r}; choose from {', '.join(FORMATS)}")
    proposing = with_proposals() if propose else None
    with _Target(store) as target, loading_progress() as progress:
        matcher = long_lived_matcher()
        done = load_all(
            target, paths, matcher=matcher, strict=strict, progress=progress, format=format, jobs=jobs, extraction=proposing
        )
        remarks = [remark for loaded in done.documents for remark in _remarks(target, loaded)]
    _tell(done, remarks, report=report, json=json)
    return NOTHING if done.refused or not done.documents else DONE


def remove(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT...", help="A source, a path, an id or a display name.")],
    json: Annotated[bool, typer.Option("--json", help="Write what was done as JSON.")] = False,
    store: StoreOption = DEFAULT_STORE,
) -> int:
    """Remove documents and what only they supported."""
    removed: list[str] = []
    missing: list[str] = []
    with writing(store) as opened:
        for document in documents:
            source = document if "://" in document else Path(document).resolve().as_uri()
            found = opened.remove(document) or opened.remove(source)
            (removed if found else missing).append(document)
        known = sorted(left.name for left in opened.documents()) if missing else []
    if json:
        say(to_json({"removed": removed, "missing": missing}))
    else:
        say_all(f"removed {document}" for document in removed)
    offer = f"; there are {', '.join(known[:10])}{' …' if len(known) > 10 else ''}" if known else ""
    for document in missing:
        note(f"no document is called {document!r}{offer}")
    return NOTHING if missing else DONE


class _Target:
    """The store to load into. A new one is made by the first document that is accepted, so that refused input leaves nothing."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._store: Store | None = None

    def add(self, graph: "DocumentGraph") -> "Added":
        """Add a document."""
        return self._opened().add(graph)

    def add_group(self, graphs: "Sequence[DocumentGraph]") -> "tuple[Added, ...]":
        """Add documents in one transaction."""
        return self._opened().add_group(graphs)

    def document(self, key: str) -> "Document | None":
        """A document of the store, where there is one."""
        return self._store.document(key) if self._store else None

    def statements(self, *, document: str | None = None) -> "Iterator[Statement]":
        """Statements of the store, where there is one."""
        return self._store.statements(document=document) if self._store else iter(())

    def _opened(self) -> "Store":
        if self._store is None:
            self._store = writing(self._url, create=True)
        return self._store

    def why_empty(self, source: str) -> str | None:
        """Why a loaded document has nothing to say, None where it may have."""
        document = self._store.document(source) if self._store else None
        return inputs.nothing_said(document) if document else None

    def __enter__(self) -> "_Target":
        if "://" in self._url or Path(self._url).exists():
            self._store = writing(self._url, create=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._store is not None:
            self._store.close()


def _remarks(target: _Target, loaded: "LoadedDocument") -> list[str]:
    """What to say of a document on standard error."""
    if loaded.outcome in _STORED and not loaded.statements:
        empty = target.why_empty(loaded.source)
        if empty:
            return [empty]
    name = loaded.source if loaded.outcome == "refused" else loaded.name
    return [f"{name}: {warning}" for warning in loaded.warnings]


def _tell(done: "LoadReport", remarks: Sequence[str], *, report: Path | None, json: bool) -> None:
    """Say what became of the texts, and write it to the file `report` where one is named."""
    for remark in remarks[:_MOST_REMARKS]:
        note(remark)
    if len(remarks) > _MOST_REMARKS:
        note(f"{len(remarks) - _MOST_REMARKS} more remarks, all of them in the report: --report FILE or --json")
    if report is not None:
        report.write_text(to_json(done.written()) + "\n", encoding="utf-8")
    if json:
        say(to_json(done.written()))
    else:
        _say_report(done, whole=report is not None)


def _say_report(report: "LoadReport", whole: bool) -> None:
    """A line a document while they are few, and the counts; `whole`: also the statements by relation and what is left out."""
    rows: list[Sequence[Any]] = [
        (loaded.name, loaded.outcome, loaded.statements if loaded.outcome in _STORED else None, loaded.duplicate_of or "")
        for loaded in report.documents
    ]
    columns, cells = without_empty(("document", "outcome", "statements", "same text as"), rows)
    if 0 < len(cells) <= _MOST_LINES:
        say_all(render(columns, cells, Format.TABLE, width()))
    elif cells:
        counts = ", ".join(f"{number} {outcome}" for outcome, number in report.outcomes.most_common())
        say(f"{len(cells)} documents: {counts}; {report.statements} statements")
        whole = True
    if not whole:
        return
    if report.relations:
        say_all(("", *render(("relation", "statements"), report.relations.most_common(), Format.TABLE, width())))
    if reasons := [(*pair, number) for pair, number in report.reasons.most_common(_MOST_LINES)]:
        say_all(("", *render(("left out", "why", "documents"), reasons, Format.TABLE, width())))
    if report.dropped:
        say_all(("", *render(("read and not stated", "readings"), report.dropped.most_common(), Format.TABLE, width())))
