"""The entity a user means by a CURIE, a label or any synonym."""

import re
from typing import Final

from graph.errors import UnknownEntity
from graph.model import Entity, normalize_words
from graph.store import Store

_OFFERED: Final = 5


def find_entity(store: Store, name: str) -> Entity:
    """Return the entity called `name` (CURIE, label, synonym; case, spacing and punctuation aside).

    Raises UnknownEntity with the nearest names where there is none.
    """
    by_curie = store.entity(name.strip())
    if by_curie is not None:
        return by_curie
    found = store.search(name, limit=_OFFERED)
    words = name_words(name)
    for hit in found:
        if hit.score >= 1.0 or (words and "".join(name_words(hit.name)) == "".join(words)):  # "MEN2B" is "MEN 2B"
            return hit.entity
    raise unknown_entity(store, name)


def unknown_entity(store: Store, name: str) -> UnknownEntity:
    """The error that offers the names nearest to `name`."""
    return UnknownEntity(name, tuple(dict.fromkeys(hit.name for hit in store.search(name, limit=_OFFERED))))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name without case and punctuation: what makes two spellings one name."""
    return tuple(re.findall(r"[^\W_]+", normalize_words(name)))
