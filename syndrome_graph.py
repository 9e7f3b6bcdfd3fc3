"""The public names for notebooks: `import syndrome_graph as sg`. Everything is imported when it is first used.

with sg.open_store("my.kg", create=True) as store:
    sg.load(store, "monographs")
    print(sg.ask(store, "What triggers dancing eye syndrome?").sentence)
    frame = sg.to_networkx(store)
"""

import functools
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from graph.conflicts import conflicts
    from graph.errors import InputRefused, QueryError, QueryTimeout, StoreError, SyndromeGraphError, UnknownEntity
    from graph.exports.export import export
    from graph.exports.networkx_view import to_networkx
    from graph.listings import show
    from graph.model import Document, DocumentGraph, Entity, Evidence, Literal, Quantity, Statement
    from graph.open import open_store
    from graph.paths import paths
    from graph.questions import ask
    from graph.rdf import to_rdflib
    from graph.related import related
    from graph.rows import Row
    from graph.statement_json import read_statement, write_statement
    from graph.store import Store, Table
    from loaders.load_report import LoadReport
    from loaders.loading import Progress
    from loaders.mentions import Mention
    from loaders.reading import document_from_text, read_document, read_documents
    from loaders.verification import verify_statement
    from ontology.lexicon import open_lexicon
    from ontology.matching import Matcher, open_matcher

__all__ = [
    "Document",
    "DocumentGraph",
    "Entity",
    "Evidence",
    "InputRefused",
    "Literal",
    "LoadReport",
    "Matcher",
    "Mention",
    "Quantity",
    "QueryError",
    "QueryTimeout",
    "Row",
    "Statement",
    "Store",
    "StoreError",
    "SyndromeGraphError",
    "Table",
    "UnknownEntity",
    "annotate",
    "ask",
    "conflicts",
    "document_from_text",
    "export",
    "extract",
    "load",
    "open_lexicon",
    "open_matcher",
    "open_store",
    "paths",
    "read_document",
    "read_documents",
    "read_statement",
    "related",
    "show",
    "to_networkx",
    "to_rdflib",
    "verify_statement",
    "write_statement",
]  # fmt: skip

# Where a name that is re-exported as it is lives.
_HOMES: Final = MappingProxyType(
    {
        name: module
        for module, names in {
            "graph.conflicts": "conflicts",
            "graph.errors": "InputRefused QueryError QueryTimeout StoreError SyndromeGraphError UnknownEntity",
            "graph.exports.export": "export",
            "graph.exports.networkx_view": "to_networkx",
            "graph.listings": "show",
            "graph.model": "Document DocumentGraph Entity Evidence Literal Quantity Statement",
            "graph.open": "open_store",
            "graph.paths": "paths",
            "graph.questions": "ask",
            "graph.rdf": "to_rdflib",
            "graph.related": "related",
            "graph.rows": "Row",
            "graph.statement_json": "read_statement write_statement",
            "graph.store": "Store Table",
            "loaders.load_report": "LoadReport",
            "loaders.mentions": "Mention",
            "loaders.reading": "document_from_text read_document read_documents",
            "loaders.verification": "verify_statement",
            "ontology.lexicon": "open_lexicon",
            "ontology.matching": "Matcher open_matcher",
        }.items()
        for name in names.split()
    }
)


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted(__all__)


def load(
    store: "Store",
    paths: str | Path | Iterable[str | Path],
    *,
    matcher: "Matcher | None" = None,
    strict: bool = False,
    progress: "Progress | None" = None,
    jobs: int = 1,
) -> "LoadReport":
    """Read texts (files, folders, archives, addresses), extract their statements and keep them; the report says what became of each.

    `strict`: raise InputRefused at the first text that cannot be read. `matcher`: the default vocabularies where None. `jobs`:
    processes that read.
    """
    from loaders.loading import load as load_all

    places = [paths] if isinstance(paths, (str, Path)) else paths
    return load_all(store, places, matcher=matcher or _default_matcher(), strict=strict, progress=progress, jobs=jobs)


def extract(text: "str | Path | Document", *, matcher: "Matcher | None" = None) -> "DocumentGraph":
    """What one document states; `text` is a path, an http(s) address, or a Document (see `document_from_text`). No store is needed."""
    from loaders.extraction import extract as extract_document

    return extract_document(_document(text), matcher or _default_matcher())


def annotate(text: "str | Path | Document", *, matcher: "Matcher | None" = None, nested: bool = False) -> "list[Mention]":
    """The terms one document mentions, grounded, in text order; `nested`: those inside longer ones, too."""
    from loaders.mentions import annotate as annotate_document

    return list(annotate_document(_document(text), matcher or _default_matcher(), nested=nested))


def _document(text: "str | Path | Document") -> "Document":
    from graph.model import Document
    from loaders.reading import read_document

    return text if isinstance(text, Document) else read_document(text)


@functools.cache
def _default_matcher() -> "Matcher":
    from ontology.lexicon import open_lexicon
    from ontology.matching import open_matcher

    return open_matcher(open_lexicon())
