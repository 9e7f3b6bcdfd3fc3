"""Search of an endpoint's entities by name: a copy of all names in memory, in the tables that the embedded record searches.

SPARQL has no full-text search that servers share, and a question is looked up in dozens of windows. So the names are fetched
once for each state of the endpoint (about 100 bytes each), and both stores find the same.
"""

import json
import sqlite3
from collections.abc import Iterable
from importlib.resources import files

from graph.embedded import name_search
from graph.model import Entity, normalize_words
from graph.store import Found


class NameIndex:
    """The entities of one state. Not safe for several threads at once: its owner locks."""

    def __init__(self, state: str, entities: Iterable[Entity]) -> None:
        self.state = state
        self._db = sqlite3.connect(":memory:", check_same_thread=False)
        self._db.executescript((files("graph.embedded") / "schema.sql").read_text("utf-8"))
        for entity in entities:
            self._take(entity)

    def _take(self, entity: Entity) -> None:
        lists = (json.dumps(part, ensure_ascii=False) for part in (entity.kinds, entity.synonyms, entity.xrefs))
        self._db.execute("INSERT INTO entity VALUES (?, ?, ?, ?, ?)", (entity.curie, entity.label, *lists))
        self._db.executemany("INSERT OR IGNORE INTO xref VALUES (?, ?)", ((xref, entity.curie) for xref in entity.xrefs))
        self._db.executemany(
            "INSERT INTO name (curie, name, folded) VALUES (?, ?, ?)",
            ((entity.curie, name, normalize_words(name)) for name in dict.fromkeys((entity.label, *entity.synonyms))),
        )

    def search(self, text: str, limit: int, *, similar: bool) -> tuple[Found, ...]:
        """Entities by label, synonym or CURIE, best first (graph.store.Store.search)."""
        return name_search.search(self._db, text, limit, similar=similar)

    def close(self) -> None:
        """Free the memory."""
        self._db.close()
