"""The texts a command is given: files, folders, addresses, standard input, each with its display name."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from graph.errors import InputRefused
from graph.model import Document

if TYPE_CHECKING:
    from loaders.reading import Reading

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text is, and the name it is shown by."""

    where: str
    name: str


def places_of(given: Sequence[str]) -> tuple[list[Place], list[InputRefused]]:
    """The places that the arguments name, folders opened, each once in order; and the folders that hold nothing readable."""
    from loaders.places import display_names
    from loaders.reading import readable_files

    found: dict[str, None] = {}
    refused: list[InputRefused] = []
    for argument in given:
        path = Path(argument)
        if argument == STANDARD_INPUT or _is_address(argument) or not path.is_dir():
            found.setdefault(argument)
            continue
        try:
            found.update(dict.fromkeys(map(str, readable_files(path))))
        except InputRefused as error:
            refused.append(error)
    names = ["stdin" if name == STANDARD_INPUT else name for name in display_names(list(found))]
    return [Place(where, name) for where, name in zip(found, names, strict=True)], refused


def read_place(place: Place, format: str = "auto") -> "Reading":
    """The document at a place. Raises InputRefused."""
    from loaders.reading import Reading, read

    reading = _read_standard_input(format) if place.where == STANDARD_INPUT else read(place.where, format=format)
    return Reading(replace(reading.document, name=place.name), reading.warnings)


def read_places(places: Sequence[Place], format: str = "auto") -> "Iterator[Reading | InputRefused]":
    """The documents in order; what is refused comes as the error itself, and the others still come."""
    for place in places:
        try:
            yield read_place(place, format)
        except InputRefused as error:
            yield error


def nothing_said(document: Document) -> str | None:
    """Why a document can have no statements: all of it is boilerplate, or it has no words. None where it may have some."""
    content = [
        part for part in document.sections if part.kind != "boilerplate" and document.text[part.start : part.end].strip()
    ]
    return None if content else f"{document.name}: the page holds nothing but boilerplate, so it has 0 statements"


def standard_input() -> IO[bytes]:
    """The bytes of standard input. Raises InputRefused where it is closed."""
    if sys.stdin is None:  # Python's way to say that the caller closed it
        raise InputRefused("standard input", "it is closed; give a file or a pipe")
    return sys.stdin.buffer


def _read_standard_input(format: str) -> "Reading":
    from loaders.decoding import MAX_BYTES
    from loaders.reading import read_bytes

    return read_bytes(standard_input().read(MAX_BYTES + 1), "stdin:", "stdin", format=format, shown="standard input")


def _is_address(argument: str) -> bool:
    return argument.startswith(("http://", "https://"))
