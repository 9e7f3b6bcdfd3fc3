"""What `doctor --prepare` does: makes what a first run would have to make, so that the first answers come as fast as later ones."""

import tempfile
import time
from pathlib import Path
from typing import Final

_WAIT_S: Final = 60.0
_POLL_S: Final = 0.05
_TEXT: Final = "Example syndrome\n\nExample syndrome is a rare disorder characterized by ataxia. Fever is absent.\n"


def prepare_vocabularies() -> int:
    """Compile the vocabularies and keep them; how many terms they have. Raises SyndromeGraphError."""
    from ontology.lexicon import open_lexicon
    from ontology.matching import open_matcher

    lexicon = open_lexicon()
    open_matcher(lexicon)
    return len(lexicon)


def prepare_engine() -> Path | None:
    """Let a Cypher engine answer from a small graph once, since it keeps what it learns of its start when it ends.

    Returns the start-up cache, None where none can be kept. Raises EngineMissing, StoreError.
    """
    from graph.cypher.child import stop_child
    from graph.cypher.launch import cache_file, find_engine

    kept = cache_file(find_engine())
    if kept is None or kept.exists():
        return kept
    with tempfile.TemporaryDirectory(prefix="sgraph-prepare-") as folder:
        place = Path(folder) / "kg"
        try:
            _answer_once(place)
        finally:
            stop_child(place)
        limit = time.monotonic() + _WAIT_S
        while not kept.exists() and time.monotonic() < limit:
            time.sleep(_POLL_S)
    return kept if kept.exists() else None


def _answer_once(place: Path) -> None:
    from graph.open import open_store
    from loaders.extraction import extract
    from loaders.reading import document_from_text
    from ontology.lexicon import open_lexicon
    from ontology.matching import open_matcher

    with open_store(place, create=True) as store:
        store.add(extract(document_from_text(_TEXT, "prepare", "prepare"), open_matcher(open_lexicon())))
        store.cypher("MATCH (s:Entity)-[r]->(o) RETURN s.label, type(r), properties(r), o.label")
