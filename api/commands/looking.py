"""show, related, path, ask, explain: answers about entities, each with the words it came from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api import listing
from api.failures import NOTHING
from api.options import DEFAULT_STORE, Format, FormatOption, StoreOption, reading
from api.output import render, table, to_json, to_line
from api.terminal import harmless, note, say, say_all, width

if TYPE_CHECKING:
    from graph.listings import Listing
    from graph.paths import Path, Paths
    from graph.questions import Answer
    from graph.rows import Row

UNKNOWN = "unknown"  # the intent of a question that was not understood
EntityArgument = Annotated[str, typer.Argument(metavar="ENTITY", help="A CURIE, a label or any synonym.")]


def register(app: typer.Typer) -> None:
    """Hang the commands on the tree."""
    for command in (show, related, path, ask):
        app.command()(command)


def show(entity: EntityArgument, store: StoreOption = DEFAULT_STORE, format: FormatOption = Format.TABLE) -> int:
    """Show everything about an entity. Its names, and its statements by relation."""
    from graph.listings import show as show_entity
    from graph.listings import write_listing

    with reading(store) as opened:
        found = show_entity(opened, entity)
    if format is Format.JSON:
        say(to_json(write_listing(found)))
    elif format is Format.TABLE:
        _say_listing(found)
    else:
        _say_rows([row for group in found.groups for row in group.rows], format)
    return 0


def _say_listing(found: "Listing") -> None:
    entity = found.entity
    say(
        harmless(
            f"{entity.label}  {entity.curie}  {', '.join(entity.kinds)}{'' if entity.grounded else '  (local identifier)'}"
        )
    )
    if found.names[1:]:
        say(harmless(f"also called: {'; '.join(found.names[1:])}"))
    if entity.xrefs:
        say(harmless(f"same as: {', '.join(entity.xrefs)}"))
    for group in found.groups:
        say("")
        say(listing.relation_words(group.rows[0]).removeprefix("not: ") if group.rows else group.relation)
        cells: list[Sequence[Any]] = [("not" if row.negated else "", *listing.readable(row)[1:]) for row in group.rows]
        say_all(table(*listing.without_empty(("", *listing.READ_COLUMNS[1:]), cells), width()))
    if not found.groups:
        say("nothing is said about it")


def related(
    entity: EntityArgument,
    relation: Annotated[str | None, typer.Option("--relation", "-r", help="Only this relation, such as treated_by.")] = None,
    kind: Annotated[str | None, typer.Option("--kind", "-k", help="Only this kind at the other end, such as Symptom.")] = None,
    direction: Annotated[str, typer.Option(help="out: the entity is the subject; in: the object; both.")] = "both",
    certainty: Annotated[str | None, typer.Option(help="Only this certainty: asserted, probable or possible.")] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="Rows at most.")] = 1000,
    cursor: Annotated[str | None, typer.Option(help="Where the page before ended.")] = None,
    queries: Annotated[bool, typer.Option("--queries", help="Also print the SPARQL and the Cypher.")] = False,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """List what is related to an entity. Each row with the words that say so."""
    from graph.related import related as related_rows
    from graph.related import write_related

    with reading(store) as opened:
        page = related_rows(
            opened, entity, relation=relation, kind=kind, direction=direction, certainty=certainty, limit=limit, cursor=cursor
        )
    if format is Format.JSON:
        say(to_json(write_related(page)))
    elif format is Format.TABLE and relation and page.rows:
        columns, cells = listing.columns_and_rows(page.rows, format)
        say_all(table(*listing.without_shared(columns, cells, ("relation",)), width()))
    else:
        _say_rows(page.rows, format)
    if queries and format is Format.TABLE:
        _say_queries(page.sparql, page.cypher)
    if page.next_cursor and format is not Format.JSON:
        note(f"{page.total} rows in all; the next page: --cursor {page.next_cursor}")
    if not page.rows:
        note(f"nothing of that sort is said about {page.entity.label} ({page.entity.curie}); `sgraph show` lists what is")
    return 0 if page.rows else NOTHING


def path(
    a: Annotated[str, typer.Argument(metavar="A", help="Where from: a CURIE, a label or any synonym.")],
    b: Annotated[str, typer.Argument(metavar="B", help="Where to.")],
    hops: Annotated[int, typer.Option("--hops", min=1, max=6, help="Steps at most.")] = 3,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, help="Paths at most.")] = 20,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """Show how two entities are connected. The shortest paths, with the words behind each step."""
    from graph.paths import paths as find_paths
    from graph.paths import write_path, write_paths

    with reading(store) as opened:
        found = find_paths(opened, a, b, max_hops=hops, limit=limit)
    if format is Format.JSON:
        say(to_json(write_paths(found)))
    elif format is Format.JSONL:
        say_all(to_line(write_path(one)) for one in found.paths)
    elif format is Format.TABLE:
        _say_paths(found)
    else:
        _say_rows(found.rows, format)
    if not found.paths:
        note(f"no path of {hops} steps or fewer joins {found.start.label} and {found.end.label}; try --hops {min(hops + 1, 6)}")
    return 0 if found.paths else NOTHING


def _say_paths(found: "Paths") -> None:
    _say_path_lines(found.paths)
    if found.truncated:
        note("there are more paths; raise --limit")


def _say_path_lines(found: Sequence["Path"]) -> None:
    for number, one in enumerate(found, 1):
        say(f"{number}  {harmless(_path_words(one))}")
        for hop in one.hops:
            quote = listing.shortened(hop.row.quotes[0]) if hop.row.quotes else "(inferred)"
            say(harmless(f"     {listing.relation_words(hop.row, forward=True)}: “{quote}”"))


def _path_words(one: "Path") -> str:
    start = one.nodes[0].label if one.nodes else ""
    return " ".join([start, *(f"—{hop.words}→ {hop.end.label}" for hop in one.hops)])


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="In plain English.")],
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """Answer a question in plain English. Also prints the SPARQL and the Cypher that give the same rows."""
    from graph.questions import ask as ask_store
    from graph.questions import write_answer

    with reading(store) as opened:
        answer = ask_store(opened, question)
    if format is Format.JSON:
        say(to_json(write_answer(answer)))
    elif answer.intent == UNKNOWN:
        note(answer.sentence)
    elif format is Format.TABLE:
        _say_answer(answer)
    else:
        _say_rows(answer.rows, format)
    return 0 if answer.rows or answer.paths else NOTHING


def _say_answer(answer: "Answer") -> None:
    say(harmless(answer.sentence))
    for remark in answer.notes:
        say(harmless(f"  {remark}"))
    for title, rows in (("", answer.rows), ("denied:", answer.denied)):
        if rows:
            say("\n" + title if title else "")
            _say_answer_rows(rows)
    if answer.paths:
        say("")
        _say_path_lines(answer.paths)
    if answer.sparql:
        _say_queries(answer.sparql, answer.cypher)


def _say_answer_rows(rows: Sequence["Row"]) -> None:
    """The rows without what they all share: the sentence above names it."""
    columns, cells = listing.columns_and_rows(rows, Format.TABLE, subjects=True)
    say_all(table(*listing.without_shared(columns, cells, ("of", "relation")), width()))


def _say_rows(rows: Sequence["Row"], form: Format) -> None:
    if form is Format.JSONL:
        from graph.rows import write_row

        say_all(to_line(write_row(row)) for row in rows)
        return
    columns, cells = listing.columns_and_rows(rows, form)
    if rows or form is not Format.TABLE:
        say_all(render(columns, cells, form, width()))


def _say_queries(sparql: Any, cypher: Any) -> None:
    say(f"\nSPARQL\n{sparql}\n\nCypher\n{cypher}")
