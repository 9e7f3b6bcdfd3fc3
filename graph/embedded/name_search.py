"""Search of entities by name: equal names first, then beginnings, then all words, then similar ones."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Final

from graph.embedded.record import SqliteReader
from graph.model import normalize_words
from graph.store import Found

_CANDIDATES: Final = 200
_SIMILAR: Final = 0.6  # below it, an offer is noise


def search(db: sqlite3.Connection, text: str, limit: int, *, similar: bool = True) -> tuple[Found, ...]:
    """Entities by label, synonym, CURIE or xref, best first, each once. Scores: 1 equal, 0.9… begins so, 0.8… has all words."""
    text = text.encode("utf-8", "replace").decode().replace("\x00", " ")  # what SQLite can't compare, no name has
    reader = SqliteReader(db)
    found: dict[str, Found] = {}
    direct = reader.entity(text.strip())
    if direct is not None:
        found[direct.curie] = Found(direct, text.strip(), 1.0)
    for curie, name, score in _named(db, normalize_words(text), similar=similar):
        if curie not in found:
            entity = reader.entity(curie)
            if entity is not None:
                found[curie] = Found(entity, name, round(score, 4))
        if len(found) >= limit:
            break
    return tuple(sorted(found.values(), key=lambda f: (-f.score, len(f.name), f.name, f.entity.curie))[:limit])


def _named(db: sqlite3.Connection, folded: str, *, similar: bool) -> Iterator[tuple[str, str, float]]:
    """(CURIE, name, score) of names like `folded`, best tier first; lazily, so that a later tier may never run."""
    if not folded:
        return
    columns = "SELECT curie, name, folded FROM name"
    order = "ORDER BY length(folded), folded, curie LIMIT ?"
    for curie, name, _ in db.execute(f"{columns} WHERE folded = ? {order}", (folded, _CANDIDATES)):
        yield curie, name, 1.0
    for curie, name, other in db.execute(
        f"{columns} WHERE folded > ? AND folded < ? {order}", (folded, folded + "\U0010ffff", _CANDIDATES)
    ):
        yield curie, name, 0.9 + 0.1 * len(folded) / len(other)
    words = re.findall(r"\w+", folded)
    for curie, name, other in _matching(db, "name_words", " ".join(f'"{word}"*' for word in words)):
        yield curie, name, 0.8 + 0.1 * min(1.0, len(folded) / len(other))
    if similar:
        yield from _similar(db, folded)


def _similar(db: sqlite3.Connection, folded: str) -> Iterator[tuple[str, str, float]]:
    """Names that share pieces of three letters, by likeness."""
    from rapidfuzz import fuzz

    grams = {folded[i : i + 3].replace('"', '""') for i in range(len(folded) - 2)}
    query = " OR ".join(f'"{gram}"' for gram in sorted(grams))
    scored = [(fuzz.ratio(folded, other) / 100, curie, name) for curie, name, other in _matching(db, "name_trigrams", query)]
    for likeness, curie, name in sorted(scored, key=lambda row: (-row[0], row[2], row[1])):
        if likeness < _SIMILAR:
            return
        yield curie, name, 0.8 * likeness


def _matching(db: sqlite3.Connection, table: str, query: str) -> Iterator[tuple[str, str, str]]:
    if not query:
        return
    yield from db.execute(
        f"SELECT n.curie, n.name, n.folded FROM {table} f JOIN name n ON n.id = f.rowid "  # noqa: S608
        f"WHERE {table} MATCH ? ORDER BY rank, length(n.folded), n.folded LIMIT ?",
        (query, _CANDIDATES),
    )
