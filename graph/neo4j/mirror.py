"""SPARQL on a Neo4j store: a local copy in this user's cache folder that follows the server's graph, document by document.

Neo4j speaks no SPARQL; the embedded store's view does. The copy is an embedded store of its own a graph (by its identity). It
notes the server's epoch that it has reached; before an answer it takes over what differs by content hash, and only that.
"""

import json
import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.embedded.store import EmbeddedStore

if TYPE_CHECKING:
    from graph.neo4j.store import Neo4jStore

_GROUP: Final = 200
_FORMAT: Final = 1


class Mirror:
    """The copy of one server's graph; made when the first SPARQL query comes."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or _cache()
        self._open: tuple[str, EmbeddedStore] | None = None

    def follow(self, origin: "Neo4jStore") -> EmbeddedStore:
        """The copy, brought to the state of `origin`."""
        state = origin.state()
        place = self._folder / state.identity
        if self._open is None or self._open[0] != state.identity:
            self.close()
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._open = state.identity, EmbeddedStore(place, create=True)
        copy = self._open[1]
        note = self._folder / f"{state.identity}.json"
        reached, contents = _read(note)
        if reached == state.epoch:
            return copy
        now = origin.contents()
        there = {document.source for document in copy.documents()}
        for source in sorted(there - now.keys()):
            copy.remove(source)
        wanted = iter(sorted(s for s, content in now.items() if s not in there or contents.get(s) != content))
        while part := list(islice(wanted, _GROUP)):
            copy.add_group(list(origin.graphs_of(part)))
        _write(note, state.epoch, now)
        return copy

    def close(self) -> None:
        """Release the copy's files and processes; it stays for the next time."""
        if self._open is not None:
            self._open[1].close()
            self._open = None


def _read(note: Path) -> tuple[int, dict[str, str]]:
    """The epoch reached and the content hashes taken over; (-1, {}) where there is no such note."""
    try:
        kept = json.loads(note.read_text("utf-8"))
        if kept["format"] == _FORMAT:
            return int(kept["epoch"]), dict(kept["contents"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return -1, {}


def _write(note: Path, epoch: int, contents: dict[str, str]) -> None:
    draft = note.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps({"format": _FORMAT, "epoch": epoch, "contents": contents}), "utf-8")
    draft.replace(note)


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "syndrome-graph" / "mirrors"
