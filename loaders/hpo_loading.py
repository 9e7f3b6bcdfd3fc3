"""Brings the curated HPO data into a store: `sgraph load --source hpo`. Loading again reads what is there and changes nothing.

A document is left alone where the store has the same rows, read by the same release of this loader with the same vocabularies.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from graph.errors import InputRefused
from graph.model import Document, DocumentGraph
from graph.store import Added
from loaders.hpo_annotations import (
    LOADER,
    Row,
    Terms,
    denies,
    disease_document,
    disease_graph,
    disease_rows,
    hierarchy_graph,
    none_has_it,
)
from ontology.hpo import data_folder
from ontology.lexicon import Lexicon

Progress = Callable[[int, int, str], None]
"""Called before each group of documents: (done, all, name)."""

_GROUP: Final = 500  # documents a transaction


class HpoSink(Protocol):
    """What the data go into: a store."""

    def add(self, graph: DocumentGraph) -> Added:
        """Add one document in one transaction."""

    def remove(self, document: str) -> bool:
        """Remove a document by source."""

    def documents(self) -> Iterator[Document]:
        """All documents, by source."""


@runtime_checkable
class GroupSink(Protocol):
    """A store that takes whole documents in groups, each group in one transaction."""

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        """Add documents in one transaction."""


@dataclass(frozen=True, slots=True)
class HpoReport:
    """What a load of the HPO data did. `rows` became as many evidences; `repeated` of them are equal to an earlier row.

    `denied`: rows that say NOT; `none_has_it`: others of whose frequency none of those seen has the term (0/7). Both are
    evidence of negated statements. `outcomes`: documents by outcome, also "removed".
    `unknown`: identifiers that no vocabulary has, sorted; a disease among them goes by the table's name.
    """

    version: str
    rows: int
    repeated: int
    denied: int
    none_has_it: int
    outcomes: tuple[tuple[str, int], ...]
    unknown: tuple[str, ...]

    @property
    def documents(self) -> int:
        """Documents of the data that are in the store now."""
        return sum(number for outcome, number in self.outcomes if outcome != "removed")


@dataclass(frozen=True, slots=True)
class _Table:
    """What a first reading of the table found; it refuses a broken file before anything is stored."""

    version: str
    rows: int
    repeated: int
    denied: int
    none_has_it: int
    sources: frozenset[str]


def load_hpo(
    store: HpoSink,
    *,
    lexicon: Lexicon,
    folder: Path | None = None,
    progress: Progress | None = None,
    group: int = _GROUP,
) -> HpoReport:
    """Put `hp.obo`'s hierarchy and the annotations of `phenotype.hpoa` into a store: one document a disease, one the ontology.

    `folder` has both files; None is that of the installed package. `group`: documents a transaction. Documents of diseases
    that the table has no more are removed. Raises LexiconError where the package is missing, InputRefused for a file or a line
    that can't be read: then nothing is stored.
    """
    folder = data_folder() if folder is None else folder
    path, ontology = folder / "phenotype.hpoa", folder / "hp.obo"
    table = _read_table(path)
    terms = Terms(lexicon)
    loader = f"{LOADER}+{_fingerprint(lexicon)}"
    hierarchy = hierarchy_graph(ontology, terms, loader)
    url = path.resolve().as_uri()
    stored = {
        d.source: (d.text_hash, d.loader) for d in store.documents() if d.source.startswith((url, hierarchy.document.source))
    }
    outcomes: Counter[str] = Counter()
    waiting: list[DocumentGraph] = []
    for graph in _new(chain([hierarchy], disease_rows(path)), url, loader, terms, stored):
        if graph is None:
            outcomes["unchanged"] += 1
            continue
        waiting.append(graph)
        if len(waiting) == group:
            if progress:
                progress(outcomes.total(), len(table.sources) + 1, graph.document.name)
            outcomes.update(_store(store, waiting))
            waiting = []
    outcomes.update(_store(store, waiting))
    gone = [
        source for source in stored if source != hierarchy.document.source and source.partition("#")[2] not in table.sources
    ]
    outcomes.update("removed" for source in gone if store.remove(source))
    return HpoReport(
        *(table.version, table.rows, table.repeated, table.denied, table.none_has_it),
        outcomes=tuple(sorted(outcomes.items())),
        unknown=tuple(sorted(terms.unknown)),
    )


def _read_table(path: Path) -> _Table:
    version = ""
    rows = repeated = denied = none = 0
    diseases: set[str] = set()
    try:
        with path.open(encoding="utf-8") as lines:
            for line in islice(lines, 10):
                version = line.partition(":")[2].strip() if line.startswith("#version:") else version
        for group in disease_rows(path):
            curie = group[0].cells[0]
            if curie in diseases:
                raise InputRefused(f"{path}:{group[0].line}", f"the rows of {curie} are not together")
            diseases.add(curie)
            rows += len(group)
            repeated += len(group) - len({row.text for row in group})
            denied += sum(map(denies, group))
            none += sum(none_has_it(row) and not denies(row) for row in group)
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused(str(path), f"can't be read: {error}") from error
    return _Table(version, rows, repeated, denied, none, frozenset(diseases))


def _new(
    inputs: Iterable[DocumentGraph | tuple[Row, ...]],
    url: str,
    loader: str,
    terms: Terms,
    stored: Mapping[str, tuple[str, str]],
) -> Iterator[DocumentGraph | None]:
    """The graphs that the store does not have so, None for each that it has."""
    for item in inputs:
        document = item.document if isinstance(item, DocumentGraph) else disease_document(item, url, loader)
        if stored.get(document.source) == (document.text_hash, loader):
            yield None
        else:
            yield item if isinstance(item, DocumentGraph) else disease_graph(item, document, terms)


def _store(store: HpoSink, graphs: Sequence[DocumentGraph]) -> list[str]:
    """Add whole documents, in one transaction where the store can; their outcomes."""
    added = store.add_group(graphs) if isinstance(store, GroupSink) else [store.add(graph) for graph in graphs]
    return [one.outcome for one in added]


def _fingerprint(lexicon: Lexicon) -> str:
    """Of all that the graphs take from the vocabularies: names, kinds, mappings, hierarchy."""
    digest = hashlib.sha256()
    for curie in lexicon:
        term = lexicon.term(curie)
        if term is not None:
            parts = (curie, term.label, term.kinds, term.exact_synonyms, term.xrefs, term.parents, term.aliases)
            digest.update(repr(parts).encode())
    return digest.hexdigest()[:12]
