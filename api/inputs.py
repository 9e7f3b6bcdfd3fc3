"""The texts a command is given: files, folders, archives, addresses, standard input, each with its display name."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from graph.errors import InputRefused
from graph.model import Document

if TYPE_CHECKING:
    from loaders.places import Place
    from loaders.reading import Reading

STANDARD_INPUT = "-"


def places_of(given: Sequence[str]) -> "tuple[list[Place], list[InputRefused]]":
    """The places that the arguments name, folders and archives opened, each once in order, standard input last; and what can't
    be opened."""
    from loaders.places import Place
    from loaders.places import places_of as opened

    places, refused = opened([argument for argument in given if argument != STANDARD_INPUT])
    if STANDARD_INPUT in given:
        places.append(Place("stdin:", STANDARD_INPUT, "stdin"))
    return places, refused


def read_places(places: "Sequence[Place]", format: str = "auto") -> "Iterator[Reading | InputRefused]":
    """The documents in order; what is refused comes as the error itself, and the others still come."""
    from loaders.making import Task, read_task
    from loaders.places import with_bytes

    for place, data in with_bytes(places):
        try:
            standard = place.where == STANDARD_INPUT
            reading = _read_standard_input(format) if standard else read_task(Task(place, format, data))
        except InputRefused as error:
            yield error
        else:
            yield replace(reading, document=replace(reading.document, name=place.name))


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
