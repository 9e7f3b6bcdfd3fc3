"""The ontologies that the user has added: kept as one file each in the user's data folder, written whole or not at all.

A file holds one JSON value a line: the ontology's head, its mappings, then a term a line.
"""

import contextlib
import fcntl
import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ontology.adopting import Ontology
from ontology.terms import LexiconError, Synonym, Term

_SUFFIX: Final = ".terms.jsonl"
_LAYOUT: Final = 1


@dataclass(frozen=True, slots=True)
class Head:
    """What is said of an added ontology without reading its terms. `terms` counts them."""

    name: str
    version: str
    licence: str
    format: str
    source: str
    prefix: str
    terms: int
    mappings: int


def ontologies_folder() -> Path:
    """$SGRAPH_DATA, else the user's data folder (XDG_DATA_HOME, HOME/.local/share), each with `ontologies` below. Need not exist."""
    given = os.environ.get("SGRAPH_DATA")
    if given:
        return Path(given) / "ontologies"
    base = os.environ.get("XDG_DATA_HOME")
    home = Path(base) if base else Path(os.environ.get("HOME") or "/nonexistent") / ".local" / "share"
    return home / "syndrome-graph" / "ontologies"


def added_files(folder: Path) -> tuple[Path, ...]:
    """The files of the added ontologies, by name; none where the folder is missing or may not be read."""
    try:
        return tuple(sorted(folder / name for name in os.listdir(folder) if name.endswith(_SUFFIX)))  # noqa: PTH208  no pathlib glob: start-up
    except OSError:
        return ()


def read_heads(folder: Path) -> Iterator[Head]:
    """Yield what `list` shows, by name. Raises LexiconError for a file that is damaged."""
    for path in added_files(folder):
        with path.open(encoding="utf-8") as lines:
            head = _json(lines.readline(), path)
        yield _head(head, path)


def read_added(path: Path) -> Ontology:
    """An ontology as it was written. Raises LexiconError for a file that is damaged."""
    with path.open(encoding="utf-8") as lines:
        head = _head(_json(lines.readline(), path), path)
        mappings = tuple((one, other) for one, other in _json(lines.readline(), path))
        terms = tuple(_term(line, head.name, path) for line in lines)
    if len(terms) != head.terms:
        raise _damaged(path)
    return Ontology(head.name, head.version, head.licence, head.format, head.source, head.prefix, terms, mappings)


def write_added(ontology: Ontology, folder: Path) -> Path:
    """Keep an ontology, in place of one of the same name. The file appears whole."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=".adding-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.writelines(_lines(ontology))
        path = folder / f"{ontology.name}{_SUFFIX}"
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return path


def remove_added(name: str, folder: Path) -> bool:
    """Forget an ontology; False where there is none of that name."""
    try:
        (folder / f"{name}{_SUFFIX}").unlink()
    except FileNotFoundError:
        return False
    return True


@contextlib.contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: what was checked against the others still holds when it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _lines(ontology: Ontology) -> Iterator[str]:
    head = {
        "layout": _LAYOUT,
        "name": ontology.name,
        "version": ontology.version,
        "licence": ontology.licence,
        "format": ontology.format,
        "source": ontology.source,
        "prefix": ontology.prefix,
        "terms": len(ontology.terms),
        "mappings": len(ontology.mappings),
    }
    yield json.dumps(head, ensure_ascii=False) + "\n"
    yield json.dumps(ontology.mappings) + "\n"
    for term in ontology.terms:
        synonyms = [(s.text, s.scope, s.type) for s in term.synonyms]
        yield json.dumps((term.curie, term.label, term.kinds, synonyms, term.parents, term.aliases), ensure_ascii=False) + "\n"


def _head(value: Any, path: Path) -> Head:
    try:
        if value.pop("layout") != _LAYOUT:
            raise LexiconError(path.name, "was added by another release; add the ontology again.")
        return Head(**value)
    except (AttributeError, TypeError, KeyError):
        raise _damaged(path) from None


def _term(line: str, source: str, path: Path) -> Term:
    try:
        curie, label, kinds, synonyms, parents, aliases = _json(line, path)
        listed = tuple(Synonym(*synonym) for synonym in synonyms)
        return Term(curie, label, tuple(kinds), listed, (), tuple(parents), source, None, tuple(aliases))
    except (TypeError, ValueError):
        raise _damaged(path) from None


def _json(line: str, path: Path) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError:
        raise _damaged(path) from None


def _damaged(path: Path) -> LexiconError:
    name = path.name.removesuffix(_SUFFIX)
    return LexiconError(path.name, f"damaged; run `sgraph ontology remove {name}` and add the ontology again.")
