"""export: the graph as a file that other programs open."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.options import DEFAULT_STORE, StoreOption, reading
from api.terminal import note

IMPORT = "neo4j-import"


def register(app: typer.Typer) -> None:
    """Hang the command on the tree."""
    app.command()(export)


def export(
    format: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="ttl (RDF), graphml (Cytoscape, Gephi, yEd, networkx, igraph), sssom (mappings, TSV) "
            "or neo4j-import (a folder of files for Neo4j's bulk import).",
        ),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")
    ] = None,
    around: Annotated[str | None, typer.Option("--around", metavar="ENTITY", help="Only what lies around this entity.")] = None,
    hops: Annotated[int, typer.Option("--hops", min=0, max=10, help="Steps from the entity.")] = 1,
    store: StoreOption = DEFAULT_STORE,
) -> None:
    """Write the graph for other programs. All of it, or the neighborhood of an entity."""
    from graph.exports.export import FORMATS
    from graph.exports.export import export as export_store

    if format == IMPORT:
        _export_import_files(output, around, store)
        return
    if format not in FORMATS:
        raise typer.BadParameter(f"unknown format {format!r}; choose from {', '.join((*FORMATS, IMPORT))}")
    with reading(store) as opened:
        export_store(opened, format, output if output is not None else sys.stdout.buffer, around, hops)


def _export_import_files(output: Path | None, around: str | None, store: str) -> None:
    """Write a folder that `neo4j-admin database import` reads."""
    from graph.neo4j.importing import ARGUMENTS, write_import_files

    if output is None or around is not None:
        raise typer.BadParameter(f"{IMPORT} writes the whole graph into a folder; name it with --output, and no --around")
    with reading(store) as opened:
        count = write_import_files(opened, output)
    note(
        f"{count:,} relationships; with the server stopped: cd {output} && neo4j-admin database import full neo4j @{ARGUMENTS}"
    )
