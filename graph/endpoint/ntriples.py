"""N-Triples as they come: whole lines go to the engine's parser, a line too long for it (16 MB: a document's text) is read here."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

import pyoxigraph
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

_LONG: Final = 8_000_000  # bytes; the engine refuses what has more than 16 MB
_LINE: Final = re.compile(r'\s*<([^>]*)>\s*<([^>]*)>\s*"(.*)"(?:\^\^<([^>]*)>|@([\w-]+))?\s*\.\s*', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_SIGNS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def read_ntriples(parts: Iterable[bytes]) -> Iterator[Triple]:
    """The triples in a stream of bytes. SyntaxError where it is malformed or breaks off within a line."""
    pieces: list[bytes] = []
    for part in parts:
        whole, end, rest = part.rpartition(b"\n")
        if end:
            yield from _lines(b"".join((*pieces, whole, end)))
            pieces = []
        pieces.append(rest)
    yield from _lines(b"".join(pieces))


def _lines(text: bytes) -> Iterator[Triple]:
    if len(text) < _LONG:
        for quad in pyoxigraph.parse(text, RdfFormat.N_TRIPLES):
            yield quad.triple
        return
    for line in text.splitlines(keepends=True):
        if len(line) < _LONG:
            yield from _lines(line)
        else:
            yield _long_line(line)


def _long_line(line: bytes) -> Triple:
    found = _LINE.fullmatch(line.decode())
    if found is None:
        raise SyntaxError(f"a line of {len(line)} bytes is no triple of words")
    subject, predicate, words, datatype, language = found.groups()
    if language is not None:
        target = Literal(_read(words), language=language)
    else:
        target = Literal(_read(words), datatype=None if datatype is None else NamedNode(_read(datatype)))
    return Triple(NamedNode(_read(subject)), NamedNode(_read(predicate)), target)


def _read(text: str) -> str:
    """The text with its escapes read."""
    return _ESCAPE.sub(lambda m: _SIGNS.get(m[3], m[3]) if m[3] else chr(int(m[1] or m[2], 16)), text)
