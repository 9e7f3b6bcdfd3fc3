"""Search of entities by name on the server's full-text indexes; order and scores are those of the embedded store."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from graph.model import Entity, normalize_words
from graph.neo4j import reading
from graph.neo4j.reading import Look, escaped
from graph.neo4j.schema import KEYWORDS, NAMES
from graph.store import Found

_CANDIDATES: Final = 200
_SIMILAR: Final = 0.6  # below it, an offer is noise
_LONGEST: Final = 200  # characters of a name that are looked for
_QUERY: Final = "CALL db.index.fulltext.queryNodes($index, $text, {limit: $limit}) YIELD node RETURN node AS e"


def search(look: Look, text: str, limit: int, *, similar: bool = True) -> tuple[Found, ...]:
    """Entities by label, synonym, CURIE or xref, best first, each once. Scores: 1 equal, 0.9… begins so, 0.8… has all words."""
    text = text.replace("\x00", " ")
    found: dict[str, Found] = {}
    direct = reading.entity(look, text.strip())
    if direct is not None:
        found[direct.curie] = Found(direct, text.strip(), 1.0)
    for entity, name, score in _named(look, normalize_words(text), similar=similar):
        if entity.curie not in found:
            found[entity.curie] = Found(entity, name, round(score, 4))
        if len(found) >= limit:
            break
    return tuple(sorted(found.values(), key=lambda f: (-f.score, len(f.name), f.name, f.entity.curie))[:limit])


def _named(look: Look, folded: str, *, similar: bool) -> Iterator[tuple[Entity, str, float]]:
    """(entity, name, score) of names like `folded`, best tier first; lazily, so that a later tier may never run."""
    if not folded or len(folded) > _LONGEST:
        return
    whole = f"_names:{escaped(folded)}"
    yield from _tier(look, KEYWORDS, whole, lambda name: 1.0 if name == folded else 0.0)
    yield from _tier(look, KEYWORDS, f"{whole}*", lambda name: _begins(folded, name))
    words = re.findall(r"\w+", folded)
    if not words:
        return
    yield from _tier(look, NAMES, " AND ".join(f"{escaped(word)}*" for word in words), lambda name: _has(folded, words, name))
    if similar:
        yield from _tier(look, NAMES, " OR ".join(f"{escaped(word)}~" for word in words), lambda name: _likeness(folded, name))


def _tier(look: Look, index: str, text: str, score: Callable[[str], float]) -> Iterator[tuple[Entity, str, float]]:
    """The entities that an index gives, each with its best name, best first; those without a score left out."""
    found: list[tuple[float, str, Entity]] = []
    for record in look(_QUERY, index=index, text=text, limit=_CANDIDATES):
        entity = reading.read_entity(record["e"])
        names = dict.fromkeys((entity.label, *entity.synonyms))
        best, name = max(((score(normalize_words(name)), name) for name in names), key=lambda pair: (pair[0], pair[1]))
        if best > 0:
            found.append((best, name, entity))
    for best, name, entity in sorted(found, key=lambda row: (-row[0], row[1], row[2].curie)):
        yield entity, name, best


def _begins(folded: str, name: str) -> float:
    return 0.9 + 0.1 * len(folded) / len(name) if name.startswith(folded) else 0.0


def _has(folded: str, words: Sequence[str], name: str) -> float:
    """The score of a name in which every word begins a word."""
    there = re.findall(r"\w+", name)
    if not all(any(other.startswith(word) for other in there) for word in words):
        return 0.0
    return 0.8 + 0.1 * min(1.0, len(folded) / len(name))


def _likeness(folded: str, name: str) -> float:
    from rapidfuzz import fuzz

    alike = fuzz.ratio(folded, name) / 100
    return 0.8 * alike if alike >= _SIMILAR else 0.0
