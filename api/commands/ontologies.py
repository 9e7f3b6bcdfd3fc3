"""ontology: the vocabularies that recognition and grounding use; add one, list them, remove one."""

from pathlib import Path
from typing import Annotated, Any

import typer

from api.failures import DONE, NOTHING
from api.options import Format, FormatOption
from api.output import render, to_json, to_line
from api.terminal import note, say, say_all, width

_MOST_FETCHED = 500_000_000  # bytes; the largest ontologies of the field, unpacked, are below
_COLUMNS = ("name", "version", "licence", "terms", "mappings", "format", "source")


def register(app: typer.Typer) -> None:
    """Hang the group of commands on the tree."""
    group = typer.Typer(help="The vocabularies that texts are grounded to: list them, add or remove one.", no_args_is_help=True)
    group.command("add")(add)
    group.command("list")(list_)
    group.command("remove")(remove)
    app.add_typer(group, name="ontology")


def add(
    sources: Annotated[
        list[str], typer.Argument(metavar="FILE|URL...", help="OBO, OBO Graphs JSON, SSSOM or TSV files or addresses; gz too.")
    ],
    name: Annotated[str, typer.Option("--name", help="What to call the ontology; by default what its file says.")] = "",
) -> int:
    """Add ontologies to your vocabulary. One of the same name is replaced; a file that cannot be used changes nothing."""
    from ontology.added import ontologies_folder
    from ontology.changing import add_ontologies, compile_added

    if name and len(sources) > 1:
        raise typer.BadParameter("--name needs a single file.")
    folder = ontologies_folder()
    refused = 0
    for outcome in add_ontologies(map(_place, sources), folder, name, _bytes_of):
        if isinstance(outcome, ValueError):
            refused += 1
            note(str(outcome))
            continue
        note(f"added {outcome.name} {outcome.version}: {len(outcome.terms)} terms, {len(outcome.mappings)} exact mappings")
        for sentence in outcome.notes:
            note(f"{outcome.name}: {sentence}")
    if refused < len(sources):
        note(f"the lexicon now has {compile_added(folder)} terms")
    return NOTHING if refused else DONE


def list_(format: FormatOption = Format.TABLE) -> int:
    """Show the vocabularies: name, version, licence, number of terms. Built-in ones first."""
    from ontology.added import ontologies_folder, read_heads
    from ontology.builtin import builtin_heads

    rows: list[dict[str, Any]] = [
        {column: getattr(head, column) for column in _COLUMNS} for head in (*builtin_heads(), *read_heads(ontologies_folder()))
    ]
    if format is Format.JSON:
        say(to_json(rows))
    elif format is Format.JSONL:
        say_all(map(to_line, rows))
    else:
        say_all(render(_COLUMNS, [tuple(row.values()) for row in rows], format, width()))
    return DONE


def remove(names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names as `ontology list` shows them.")]) -> int:
    """Remove added ontologies from your vocabulary. Stores keep what they hold."""
    from ontology.added import ontologies_folder
    from ontology.changing import remove_ontology
    from ontology.terms import LexiconError

    refused = 0
    for name in names:
        try:
            remove_ontology(name, ontologies_folder())
        except LexiconError as error:
            refused += 1
            note(str(error))
    return NOTHING if refused else DONE


def _bytes_of(source: str) -> bytes:
    """The bytes of a file or behind an address. Raises LexiconError with one sentence."""
    from graph.errors import InputRefused
    from ontology.changing import read_file
    from ontology.terms import LexiconError

    if not source.startswith(("http://", "https://")):
        return read_file(source)
    from loaders.fetching import fetch

    try:
        data = fetch(source, limit=_MOST_FETCHED)[1]
    except InputRefused as error:
        raise LexiconError(error.source, error.reason) from None
    if len(data) > _MOST_FETCHED:
        raise LexiconError(source, f"more than {_MOST_FETCHED // 1_000_000} MB; fetch it yourself, packed, and give the file.")
    return data


def _place(source: str) -> str:
    return source if source.startswith(("http://", "https://")) else str(Path(source).resolve())
