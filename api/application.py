"""The tree of commands. Each group lives in its own file and imports the heavy parts only when it runs."""

import typer

from api.commands import (
    checking,
    copying,
    examining,
    explaining,
    exporting,
    extraction,
    loading,
    looking,
    ontologies,
    querying,
    serving,
    verifying,
)

_HELP = (
    "Clinical monographs in, a graph of statements out: load texts, ask questions, run SPARQL and Cypher. "
    "ENTITY is a CURIE, a label or any synonym. Not for clinical decisions."
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"sgraph {version('syndrome-graph')}")
        raise typer.Exit


def _root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version and exit."),
) -> None:
    """Take the options of the whole program."""


def application() -> typer.Typer:
    """A new command tree."""
    app = typer.Typer(
        help=_HELP,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for group in (
        loading,
        copying,
        extraction,
        looking,
        explaining,
        querying,
        exporting,
        serving,
        verifying,
        checking,
        examining,
        ontologies,
    ):
        group.register(app)
    return app
