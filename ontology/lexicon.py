"""Merge the vocabularies into one immutable lexicon: one term a concept, found by any of its identifiers. Compiled once, then cached."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ontology.added import added_files, ontologies_folder, read_added
from ontology.adopting import Ontology
from ontology.cache import key_of, load_or_build
from ontology.curated import FAMILIES, FOLDER, LAY, SILENT, curated_files, read_curated, read_families, read_lay, read_silent
from ontology.hpo import data_folder, read_disease_names, read_hpo
from ontology.index import Index
from ontology.linking import Exchanges, learn_exchanges
from ontology.merging import Merged, merge_terms
from ontology.naming import build_index
from ontology.terms import Synonym, Term
from ontology.uniting import unite

FORMAT: Final = "1"  # raise when the compiled form changes; the code's own files are part of the key too


class Lexicon:
    """Terms of all vocabularies, merged by CURIE and exact mapping. Immutable; cheap to share.

    `exclude`: CURIEs that are treated as if no vocabulary had them.
    """

    __slots__ = ("_aliases", "_rows", "exchanges", "exclude", "families", "index")

    def __init__(self, compiled: Mapping[str, Any], exclude: frozenset[str] = frozenset()) -> None:
        self._rows: Mapping[str, tuple[Any, ...]] = compiled["terms"]
        self._aliases: Mapping[str, str] = compiled["aliases"]
        self.index = Index(*compiled["index"])
        self.families: Mapping[str, str] = compiled["families"]
        self.exchanges: Exchanges = compiled["exchanges"]
        self.exclude = exclude

    def __len__(self) -> int:
        return len(self._rows) - len(self.exclude & self._rows.keys())

    def __iter__(self) -> Iterator[str]:
        """CURIEs of all terms, in source order."""
        return (curie for curie in self._rows if curie not in self.exclude)

    def resolve(self, curie: str) -> str | None:
        """The CURIE a term goes by here: itself, or what an exact mapping, a merge or a replacement made of it."""
        if curie not in self._rows:
            curie = self._aliases.get(curie, "")
        return curie if curie in self._rows and curie not in self.exclude else None

    def term(self, curie: str) -> Term | None:
        """A term by its CURIE, by one among its mappings, or by a former identifier."""
        known = self.resolve(curie)
        if known is None:
            return None
        label, kinds, synonyms, xrefs, parents, source, aliases = self._rows[known]
        return Term(known, label, kinds, tuple(Synonym(*s) for s in synonyms), xrefs, parents, source, None, aliases)

    def label(self, curie: str) -> str:
        """The label of a known term; KeyError otherwise. Cheaper than `term`."""
        return str(self._rows[curie][0])

    def kinds(self, curie: str) -> tuple[str, ...]:
        """The kinds of a known term; KeyError otherwise."""
        found: tuple[str, ...] = self._rows[curie][1]
        return found

    def source(self, curie: str) -> str:
        """The vocabulary that a known term is from; KeyError otherwise."""
        return str(self._rows[curie][5])

    def phenotype(self, curie: str) -> str | None:
        """The HPO identifier of a term: its own, or its first exact mapping to HPO; None where HPO has no such term."""
        if curie.startswith("HP:"):
            return curie
        row = self._rows.get(curie)
        return None if row is None else next((xref for xref in row[3] if xref.startswith("HP:")), None)

    def parents(self, curie: str) -> tuple[str, ...]:
        """The direct parents of a term, resolved; none for an unknown CURIE."""
        known = self.resolve(curie)
        if known is None:
            return ()
        found = (self.resolve(parent) for parent in self._rows[known][4])
        return tuple(parent for parent in found if parent is not None)

    def ancestors(self, curie: str) -> frozenset[str]:
        """All terms above one, itself left out; safe on cycles."""
        above: set[str] = set()
        stack = list(self.parents(curie))
        while stack:
            parent = stack.pop()
            if parent not in above:
                above.add(parent)
                stack.extend(self.parents(parent))
        return frozenset(above - {curie})


def open_lexicon(extra: Iterable[Path] = (), exclude: frozenset[str] = frozenset(), folder: Path | None = None) -> Lexicon:
    """The built-in vocabularies, the ontologies added in `folder` (by default the user's) and `extra` TSV files in the curated
    columns, from the cache where it is current.

    Raises LexiconError for a file that cannot be used.
    """
    extra = tuple(extra)
    added = added_files(ontologies_folder() if folder is None else folder)
    hpo = data_folder()
    own = curated_files()
    code = tuple(sorted(Path(__file__).parent.glob("*.py")))
    sources = (
        *own,
        FOLDER / LAY,
        FOLDER / SILENT,
        FOLDER / FAMILIES,
        hpo / "hp.obo",
        hpo / "phenotype.hpoa",
        *extra,
        *added,
        *code,
    )
    compiled = load_or_build(
        "lexicon", key_of(sources, FORMAT), lambda: compile_lexicon(hpo, (*own, *extra), [read_added(path) for path in added])
    )
    return Lexicon(compiled, exclude)


def compile_lexicon(hpo: Path, curated: Iterable[Path], added: Sequence[Ontology] = ()) -> dict[str, Any]:
    """Read, merge and index all vocabularies, as plain values."""
    builtin = merge_terms(
        [term for path in curated for term in read_curated(path)],
        read_hpo(hpo / "hp.obo"),
        read_disease_names(hpo / "phenotype.hpoa"),
        lay=dict(read_lay(FOLDER / LAY)),
    )
    merged = unite(builtin, added)
    families, index = build_index(merged, read_silent(FOLDER / SILENT), read_families(FOLDER / FAMILIES))
    return {
        "terms": _rows(merged),
        "aliases": merged.aliases,
        "index": index.dump(),
        "families": families,
        "exchanges": learn_exchanges(index.names),
    }


def _rows(merged: Merged) -> dict[str, tuple[Any, ...]]:
    return {
        term.curie: (
            term.label,
            term.kinds,
            tuple((s.text, s.scope, s.type) for s in term.synonyms),
            term.xrefs,
            term.parents,
            term.source,
            term.aliases,
        )
        for term in merged.terms
    }
