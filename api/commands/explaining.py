"""explain: why a statement is in the graph: each place that says so, the rule that read it, and where in the text."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.failures import NOTHING
from api.options import DEFAULT_STORE, Format, FormatOption, StoreOption, reading
from api.output import render, to_json, to_line
from api.terminal import harmless, note, say, say_all, width
from graph.model import Entity, Evidence, Statement
from ontology.vocabulary import RELATIONS

if TYPE_CHECKING:
    from graph.store import Store

_COLUMNS = ("document", "section", "start", "end", "certainty", "frequency", "rule", "text")


def register(app: typer.Typer) -> None:
    """Hang the command on the tree."""
    app.command()(explain)


def explain(
    statement: Annotated[str, typer.Argument(metavar="STATEMENT", help="A statement's id, or the beginning of one.")],
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """Say why a statement is in the graph. The places that say so, the rules that read them, the spans."""
    with reading(store) as opened:
        found = _find(opened, statement)
        if found is None:
            note(f"no statement has the id {statement!r}; `sgraph related ENTITY --format json` lists ids")
            return NOTHING
        names = {place.source: _name(opened, place.source) for place in found.evidence}
    reasons = _reasons()
    if format is Format.JSON or format is Format.JSONL:
        from graph.statement_json import write_statement

        used = {place.rule for place in found.evidence}
        rules = {rule: reason for rule, reason in reasons.items() if rule in used}
        value = {**write_statement(found), "documents": names, "rules": rules}
        say(to_json(value) if format is Format.JSON else to_line(value))
    elif format is Format.TABLE:
        say_all(harmless(line) for line in _lines(found, names, reasons))
    else:
        say_all(render(_COLUMNS, [_cells(place, names) for place in found.evidence], format, width()))
    return 0


def _find(store: "Store", key: str) -> Statement | None:
    exact = store.statement(key)
    if exact is not None or len(key) < 4:
        return exact
    fitting = [found for found in store.statements() if found.id.startswith(key)]
    if len(fitting) > 1:
        raise typer.BadParameter(f"{len(fitting)} statements begin with {key!r}; give more of the id")
    return fitting[0] if fitting else None


def _reasons() -> dict[str, str]:
    """Why each rule of this release reads what it reads."""
    from loaders.rules.reading import all_rules

    return {rule.id: rule.reason for rule in all_rules()}


def _name(store: "Store", source: str) -> str:
    document = store.document(source)
    return document.name if document else source


def _cells(place: Evidence, names: dict[str, str]) -> tuple[Any, ...]:
    return (
        names[place.source], place.section, place.start, place.end, place.certainty, place.frequency, place.rule, place.text,
    )  # fmt: skip


def _lines(statement: Statement, names: dict[str, str], reasons: dict[str, str]) -> list[str]:
    relation = RELATIONS[statement.relation]
    denied = "not: " if statement.negated else ""
    lines = [
        f"{_node(statement.subject)}  —{denied}{relation.label}→  {_node(statement.object)}",
        f"statement {statement.id}, {statement.certainty}, {relation.cypher} in Cypher, sg:{relation.rdf} in SPARQL",
    ]
    if statement.comparison:
        compared = statement.comparison
        lines.append(f"compares {compared.outcome}: {compared.direction}, {compared.group} against {compared.against}")
    for number, place in enumerate(statement.evidence, 1):
        lines += ["", f"{number}  {names[place.source]}, {place.section}, characters {place.start}–{place.end}"]
        lines += [f"   {line}" for line in _place_lines(place, reasons)]
    return lines


def _place_lines(place: Evidence, reasons: dict[str, str]) -> list[str]:
    why = f" ({reasons[place.rule]})" if place.rule in reasons else ""
    lines = [f"“{_marked(place)}”", f"rule: {place.rule}{why}", f"certainty: {place.certainty}"]
    if place.frequency:
        lines.append(f"how often: {place.frequency}")
    for quantity in place.quantities:
        of = f" of {quantity.denominator}" if quantity.denominator else ""
        about = "about " if quantity.approximate else ""
        low, high = (_number(quantity.low), _number(quantity.high))
        value = low if low == high else f"{low} to {high}"
        time = f" per {quantity.per_time}" if quantity.per_time else ""
        lines.append(f"{quantity.kind}: {about}{value} (unit {quantity.unit}){time}{of}, read from “{quantity.verbatim}”")
    if place.any_of:
        lines.append(f"one of: {', '.join(place.any_of.members)}")
    lines += [f"{name}: {value}" for name, value in place.qualifiers]
    if place.truncated:
        lines.append("the text breaks off here")
    return lines


def _marked(place: Evidence) -> str:
    """The words with subject and object in brackets, where both lie inside."""
    spans = [
        span for span in (place.subject_span, place.object_span) if span and place.start <= span[0] <= span[1] <= place.end
    ]
    text = place.text
    last = len(text)
    for start, end in sorted(set(spans), reverse=True):
        a, b = start - place.start, end - place.start
        if b <= last:
            text = f"{text[:a]}[{text[a:b]}]{text[b:]}"
            last = a
    return " ".join(text.split())


def _node(value: Any) -> str:
    return f"{value.label} ({value.curie})" if isinstance(value, Entity) else f"“{value.label}”"


def _number(value: float | None) -> str:
    return "open" if value is None else f"{value:g}"
