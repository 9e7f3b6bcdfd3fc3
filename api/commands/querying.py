"""sparql and cypher: the two query languages over the same statements, read-only."""

from pathlib import Path
from typing import IO, Annotated, Final

import typer

from api.inputs import standard_input
from api.options import DEFAULT_STORE, Format, FormatOption, LimitOption, StoreOption, TimeoutOption, reading
from api.output import render, to_json, to_line
from api.terminal import note, say, say_all, width
from graph.store import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, Table

_MAX_BYTES: Final = 1_000_000  # both languages allow far less

QueryArgument = Annotated[str | None, typer.Argument(metavar="QUERY", help="The query; `-` reads it from standard input.")]
FileOption = Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read the query from this file.")]


def register(app: typer.Typer) -> None:
    """Hang the commands on the tree."""
    app.command()(sparql)
    app.command()(cypher)


def sparql(
    query: QueryArgument = None,
    file: FileOption = None,
    limit: LimitOption = DEFAULT_LIMIT,
    timeout: TimeoutOption = DEFAULT_TIMEOUT_S,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """Answer a SPARQL query. Rows, true or false, or Turtle."""
    text = _query_text(query, file)
    with reading(store) as opened:
        answer = opened.sparql(text, timeout_s=timeout, limit=limit)
    if answer.turtle is not None:
        say(answer.turtle.rstrip("\n"))
    elif answer.boolean is not None:
        _say_boolean(answer.boolean, format)
    elif answer.table is not None:
        _say_table(answer.table, format)
    return 0


def cypher(
    query: QueryArgument = None,
    file: FileOption = None,
    param: Annotated[
        list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A parameter; VALUE is JSON, else a string.")
    ] = None,
    limit: LimitOption = DEFAULT_LIMIT,
    timeout: TimeoutOption = DEFAULT_TIMEOUT_S,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """Answer a Cypher query."""
    text = _query_text(query, file)
    parameters = dict(_parameter(given) for given in param or ())
    with reading(store) as opened:
        _say_table(opened.cypher(text, parameters, timeout_s=timeout, limit=limit), format)
    return 0


def _query_text(query: str | None, file: Path | None) -> str:
    if (query is None) == (file is None):
        raise typer.BadParameter("give a query, or a file with --file, not both")
    if file is not None:
        with file.open("rb") as opened:
            return _read(opened, str(file))
    return _read(standard_input(), "standard input") if query == "-" else query or ""


def _read(stream: IO[bytes], name: str) -> str:
    """The query in a stream; of an endless one no more than is needed to refuse it."""
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise typer.BadParameter(f"{name} is longer than {_MAX_BYTES} bytes, too long for a query")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise typer.BadParameter(f"{name} is not UTF-8 text") from error


def _parameter(given: str) -> tuple[str, object]:
    import json

    name, equals, value = given.partition("=")
    if not (name and equals):
        raise typer.BadParameter(f"a parameter is NAME=VALUE, not {given!r}")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _say_boolean(value: bool, form: Format) -> None:
    word = "true" if value else "false"
    if form is Format.JSON:
        say(to_json({"boolean": value}))
    elif form is Format.JSONL:
        say(to_line({"boolean": value}))
    else:
        say(word)


def _say_table(found: Table, form: Format) -> None:
    say_all(render(found.columns, found.rows, form, width()))
    if found.truncated:
        note(f"only the first {len(found.rows)} rows; there are more: raise --limit or narrow the query")
    elif not found.rows and form is Format.TABLE:
        note("no rows")
