"""copy: all documents of one store into another, counted on both sides."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.failures import DONE, NOTHING
from api.options import Format, reading, writing
from api.output import render, to_json
from api.progress import loading_progress
from api.terminal import note, say, say_all, width

if TYPE_CHECKING:
    from graph.copying import CopyReport, Counts

_MOST_NAMED = 20


def register(app: typer.Typer) -> None:
    """Hang the command on the tree."""
    app.command()(copy)


def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The store to read: a directory or a server's URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The store to add to, made where there is none.")],
    json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> int:
    """Copy a store into another. What is there already is skipped, what else TO holds is kept; both sides are counted."""
    from graph.copying import copy as copy_all
    from graph.copying import same_place

    if same_place(source, target):
        raise typer.BadParameter("FROM and TO are the same store; name two")
    with reading(source) as read, writing(target, create=True) as written, loading_progress("opening the stores") as progress:
        report = copy_all(read, written, progress)
    for document, why in report.left_out[:_MOST_NAMED]:
        note(f"{document}: left out: {why}")
    if len(report.left_out) > _MOST_NAMED:
        note(f"{len(report.left_out) - _MOST_NAMED:,} more documents are left out")
    if json:
        say(to_json(_written(report)))
    else:
        _say(report)
    if not report.whole:
        note("TO does not hold all that was read from FROM; copy again, or see what is left out")
    return DONE if report.whole else NOTHING


def _say(report: "CopyReport") -> None:
    """What was read and what was found, side by side, and what was done."""
    read, found = _counts(report.read), _counts(report.found)
    rows = [(name, read[name], found[name]) for name in read]
    say_all(render(("what", "FROM", "TO"), rows, Format.TABLE, width()))
    if report.outcomes:
        say(", ".join(f"{number:,} {outcome}" for outcome, number in sorted(report.outcomes.items())))


def _counts(counts: "Counts") -> dict[str, int]:
    return {"documents": counts.documents, "statements": counts.statements, "evidence": counts.evidence}


def _written(report: "CopyReport") -> dict[str, Any]:
    return {
        "from": _counts(report.read),
        "to": _counts(report.found),
        "equal": report.whole,
        "outcomes": dict(report.outcomes),
        "left_out": [{"source": source, "reason": why} for source, why in report.left_out],
    }
