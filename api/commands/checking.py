"""stats, verify, doctor, conflicts: what is in the graph, and whether it holds."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.failures import DONE, NOTHING
from api.options import DEFAULT_STORE, Format, FormatOption, StoreOption, reading
from api.output import render, to_json, to_line
from api.terminal import note, say, say_all, width

if TYPE_CHECKING:
    from graph.conflicts import Conflict


def register(app: typer.Typer) -> None:
    """Hang the commands on the tree."""
    for command in (conflicts, stats):
        app.command()(command)


def stats(store: StoreOption = DEFAULT_STORE, format: FormatOption = Format.TABLE) -> int:
    """Count what is in the graph. Documents, entities by kind, statements by relation, evidence, quantities."""
    with reading(store) as opened:
        counts = dict(opened.stats())
    if format is Format.JSON:
        say(to_json(counts))
        return DONE
    rows = []
    for name, value in counts.items():
        if isinstance(value, dict):
            rows += [(f"{name.partition('_by_')[0]}, {part}", number) for part, number in value.items()]
        else:
            rows.append((name, value))
    say_all(render(("what", "number"), rows, format, width()))
    return DONE


def conflicts(
    entity: Annotated[str | None, typer.Argument(metavar="[ENTITY]", help="About this subject only.")] = None,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """List where sources disagree. Denials, numbers, advice and values that do not go together, with both sides' words."""
    from graph.conflicts import conflicts as find_conflicts
    from graph.conflicts import write_conflicts

    with reading(store) as opened:
        found = find_conflicts(opened, entity)
    written = write_conflicts(found)
    if format is Format.JSON:
        say(to_json(written))
    elif format is Format.JSONL:
        say_all(to_line(conflict) for conflict in written["conflicts"])
    elif found.conflicts or format is not Format.TABLE:
        columns = ("kind", "subject", "relation", "one side", "source", "other side", "other source")
        say_all(render(columns, [_sides(conflict) for conflict in found.conflicts], format, width()))
    if not found.conflicts:
        note("the sources do not disagree")
    return DONE if found.conflicts else NOTHING


def _sides(conflict: "Conflict") -> tuple[Any, ...]:
    from api.listing import shortened

    one, other = conflict.places
    return (
        conflict.kind, conflict.subject.label, conflict.relation, shortened(one.text), one.source, shortened(other.text), other.source,
    )  # fmt: skip
