"""Merge terms of several vocabularies: by CURIE, and by the exact mappings that curated rows state. Never by name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ontology.terms import LexiconError, Synonym, Term
from ontology.vocabulary import sort_kinds


@dataclass(frozen=True, slots=True)
class Merged:
    """Terms in source order, one a concept, and `aliases`: every other identifier → the CURIE of its term."""

    terms: tuple[Term, ...]
    aliases: dict[str, str]


def merge_terms(
    curated: Iterable[Term], *others: Iterable[Term], lay: Mapping[str, tuple[Synonym, ...]] | None = None
) -> Merged:
    """Merge; earlier vocabularies name the term, later ones add names, parents and identifiers.

    Raises LexiconError where two curated rows claim one identifier: two that differ are never merged.
    """
    terms: dict[str, Term] = {}
    owner: dict[str, str] = {}
    for term in curated:
        if term.curie in terms:
            raise LexiconError(term.curie, f"two rows have this identifier: {terms[term.curie].label!r} and {term.label!r}.")
        terms[term.curie] = term
    for term in terms.values():
        for xref in term.xrefs:
            first = owner.setdefault(xref, term.curie)
            if first != term.curie or xref in terms:
                raise LexiconError(xref, f"claimed by {first} and {term.curie if first != term.curie else xref}.")
    for source in others:
        for term in source:
            known = owner.get(term.curie, term.curie)
            terms[known] = _joined(terms[known], term) if known in terms else term
    for curie, synonyms in (lay or {}).items():
        known = owner.get(curie, curie)
        if known in terms:
            terms[known] = replace(terms[known], synonyms=_without_repeats(_without(terms[known], synonyms), synonyms))
    aliases = {alias: term.curie for term in terms.values() for alias in (*term.aliases, *term.xrefs) if alias not in terms}
    return Merged(tuple(terms.values()), aliases)


def _joined(first: Term, second: Term) -> Term:
    """`first` with what `second` adds; the kinds of a curated row stay as they are."""
    other_label = (Synonym(second.label, type=second.source),) if second.label.casefold() != first.label.casefold() else ()
    return replace(
        first,
        kinds=first.kinds or sort_kinds(second.kinds),
        synonyms=_without_repeats(first, (*other_label, *(replace(s, type=s.type or second.source) for s in second.synonyms))),
        xrefs=tuple(sorted({*first.xrefs, *second.xrefs, second.curie} - {first.curie})),
        parents=tuple(dict.fromkeys((*first.parents, *second.parents))),
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
    )


def _without(term: Term, names: Iterable[Synonym]) -> Term:
    """`term` without those of its loose names that are said again as exact ones: an everyday name counts as we give it."""
    exact = {name.text.casefold() for name in names if name.scope == "EXACT"}
    return replace(term, synonyms=tuple(s for s in term.synonyms if s.scope == "EXACT" or s.text.casefold() not in exact))


def _without_repeats(term: Term, more: Iterable[Synonym]) -> tuple[Synonym, ...]:
    seen = {term.label.casefold()}
    kept = []
    for synonym in (*term.synonyms, *more):
        if synonym.text.casefold() not in seen:
            seen.add(synonym.text.casefold())
            kept.append(synonym)
    return tuple(kept)
