"""Join added ontologies to the built-in vocabularies: by identifier, and by exact mappings that are one to one. Never by name.

Two identifiers of one prefix are two things: a mapping that would make them one is passed over. So is one whose sides have nothing in
common but a third thing's name, and one between a finding (HP) and a disease, which stays a mapping of the disease: text may speak of
either.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from ontology.adopting import Ontology
from ontology.curated import SOURCE as CURATED
from ontology.index import words_of
from ontology.merging import Merged
from ontology.normalizing import STOP_WORDS
from ontology.terms import LexiconError, Synonym, Term
from ontology.vocabulary import sort_kinds

# Which identifier names a thing that several have: the first here, ours before all.
PREFERRED: Final = ("HP", "MONDO", "MAXO", "CHEBI", "UBERON", "NCBITaxon", "ORPHA", "OMIM", "DOID", "NCIT", "DECIPHER")
_MOST_RENAMED: Final = 100  # one identifier in so many may have got a name without a common word


def settle_claims(new: Ontology, others: Iterable[Ontology], builtin: Callable[[str], Term | None]) -> Ontology:
    """The new ontology without identifiers of its own prefix that mean something else already: their names share no word.

    A release renames a few things; those stay as they were known, and a note says how many. Raises LexiconError where it is more
    than one in a hundred: then the two ontologies use the same identifiers for different things. Imported identifiers (of other
    prefixes) follow their owner without a word.
    """
    known: dict[str, tuple[str, Term]] = {}
    for other in others:
        if other.name != new.name and other.prefix == new.prefix:
            known.update((term.curie, (other.name, term)) for term in other.terms if _owns(other, term.curie))
    for term in new.terms:
        first = builtin(term.curie) if _owns(new, term.curie) and term.curie not in known else None
        if first is not None:
            known[term.curie] = (first.source, first)
    shared = [(term, *known[term.curie]) for term in new.terms if _owns(new, term.curie) and term.curie in known]
    differing = [(term, source, first) for term, source, first in shared if not _words(term) & _words(first)]
    if not differing:
        return new
    if len(differing) * _MOST_RENAMED > len(shared):
        term, source, first = differing[0]
        raise LexiconError(
            new.name,
            f"{term.curie} is {first.label!r} in {source} and {term.label!r} here: two ontologies claim one identifier.",
        )
    left = {term.curie for term, _source, _first in differing}
    note = f"{len(left)} identifiers had other names before, which they keep ({differing[0][0].curie} first)."
    return replace(new, terms=tuple(term for term in new.terms if term.curie not in left), notes=(*new.notes, note))


def unite(merged: Merged, added: Sequence[Ontology]) -> Merged:
    """The built-in vocabularies with the added ones: one term a thing.

    Our own rows get no name that the built-in vocabularies have for something else.
    """
    if not added:
        return merged
    base = {term.curie: term for term in merged.terms}
    fresh = _by_identifier(base, merged.aliases, added)
    groups = _Groups(base, merged.aliases)
    findings: dict[str, set[str]] = {}
    pairs = list(dict.fromkeys(pair for ontology in added for pair in ontology.mappings))
    contradicted = contradictions(pairs, {term.curie: term for term in (*base.values(), *fresh)})
    for one, other in _one_to_one(pairs):
        if (one, other) in contradicted:
            continue
        if "HP" in (one.partition(":")[0], other.partition(":")[0]):
            finding, disease = sorted((one, other), key=lambda curie: not curie.startswith("HP:"))
            findings.setdefault(disease, set()).add(finding)
        else:
            groups.join(one, other)
    terms: dict[str, Term] = {}
    merged_names = {(term.curie, name) for term in merged.terms for name in _keys(term)}
    taken = {name for _curie, name in merged_names}
    everything = (*base.values(), *fresh)
    for term in sorted(
        everything, key=lambda term: groups.head(term.curie) != term.curie
    ):  # stable: what names a thing comes first
        head = groups.head(term.curie)
        joined = _joined(terms[head], term, head) if head in terms else replace(term, curie=head, xrefs=_mapped(term, head))
        terms[head] = joined
    for head, known in terms.items():
        members = groups.members(head)
        more = {finding for member in members for finding in findings.get(member, ())}
        terms[head] = replace(known, xrefs=tuple(sorted({*known.xrefs, *members, *more} - {head})))
        if head in groups.curated:
            own = [s for s in known.synonyms if (key := _key(s.text)) not in taken or (head, key) in merged_names]
            terms[head] = replace(terms[head], synonyms=tuple(own))
    aliases = {**merged.aliases, **_aliases(terms)}
    return Merged(tuple(terms.values()), {alias: groups.head(curie) for alias, curie in aliases.items() if alias not in terms})


def _owns(ontology: Ontology, curie: str) -> bool:
    return curie.partition(":")[0] == ontology.prefix


def _names(term: Term) -> set[str]:
    return {name.casefold().strip() for name in (term.label, *(s.text for s in term.synonyms))}


def _key(name: str) -> str:
    return " ".join(words_of(name))


def _keys(term: Term) -> set[str]:
    return {_key(name) for name in (term.label, *(s.text for s in term.synonyms))}


def _words(term: Term) -> set[str]:
    return {word for name in _names(term) for word in words_of(name) if word not in STOP_WORDS and len(word) > 1}


def _by_identifier(base: dict[str, Term], aliases: dict[str, str], added: Sequence[Ontology]) -> list[Term]:
    """One term an identifier: what several added ontologies say of it joined, the owner of its prefix first.

    What the built-in vocabularies have already is joined to their term.
    """
    found: dict[str, Term] = {}
    for own in (True, False):
        for ontology in added:
            for term in ontology.terms:
                if _owns(ontology, term.curie) is not own:
                    continue
                known = term.curie if term.curie in base else aliases.get(term.curie, term.curie)
                if known in base:
                    if own or _names(term) & _names(base[known]):
                        base[known] = _joined(base[known], term, known)
                elif term.curie in found:
                    if own or _names(term) & _names(found[term.curie]):
                        found[term.curie] = _joined(found[term.curie], term, term.curie)
                else:
                    found[term.curie] = term
    return list(found.values())


def contradictions(pairs: Iterable[tuple[str, str]], terms: Mapping[str, Term]) -> set[tuple[str, str]]:
    """Of the mappings those whose sides share no word in any of their names, while a name of one side is what a third term is called.

    Tables of mappings have slips: an inflammation mapped to its organ, two diseases of one abbreviation.
    """
    called: dict[str, set[str]] = {}
    for term in terms.values():
        if term.kinds and term.curie.partition(":")[0] in PREFERRED:
            called.setdefault(_key(term.label), set()).add(term.curie)
    partners: dict[str, set[str]] = {}
    for one, other in pairs:
        partners.setdefault(one, set()).add(other)
        partners.setdefault(other, set()).add(one)
    found = set()
    for one, other in pairs:
        first, second = terms.get(one), terms.get(other)
        if first is None or second is None or _words(first) & _words(second):
            continue
        thirds = {third for term in (first, second) for name in _exact_keys(term) for third in called.get(name, ())}
        if thirds - {one, other} - partners[one] - partners[other]:
            found.add((one, other))
    return found


def _exact_keys(term: Term) -> set[str]:
    return {_key(name) for name in (term.label, *term.exact_synonyms)}


def _one_to_one(unique: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The mappings in which neither side has a second partner of the same prefix."""
    forth = Counter((one, other.partition(":")[0]) for one, other in unique)
    back = Counter((other, one.partition(":")[0]) for one, other in unique)
    for one, other in unique:
        if forth[one, other.partition(":")[0]] == 1 and back[other, one.partition(":")[0]] == 1:
            yield one, other


class _Groups:
    """Identifiers that mean the same, grown mapping by mapping."""

    def __init__(self, base: dict[str, Term], aliases: dict[str, str]) -> None:
        self._group: dict[str, set[str]] = {}
        self.curated = {term.curie for term in base.values() if term.source == CURATED}
        for term in base.values():
            members = {
                term.curie,
                *(xref for xref in term.xrefs if aliases.get(xref) == term.curie and not xref.startswith("HP:")),
            }
            for member in members:
                self._group[member] = members
        self._heads: dict[int, str] = {}

    def members(self, curie: str) -> set[str]:
        return self._group.get(curie) or {curie}

    def join(self, one: str, other: str) -> None:
        """Make two groups one, unless they hold two things of one prefix that differ, or two of our own rows."""
        first, second = self.members(one), self.members(other)
        if first is second:
            return
        for prefix in {curie.partition(":")[0] for curie in first} & {curie.partition(":")[0] for curie in second}:
            left = {curie for curie in first if curie.startswith(prefix + ":")}
            right = {curie for curie in second if curie.startswith(prefix + ":")}
            if not (left <= right or right <= left):
                return
        if first & self.curated and second & self.curated:
            return
        together = first | second
        for curie in together:
            self._group[curie] = together

    def head(self, curie: str) -> str:
        """The identifier that a group goes by."""
        members = self._group.get(curie)
        if members is None:
            return curie
        found = self._heads.get(id(members))
        if found is None:
            self._heads[id(members)] = found = min(members, key=self._rank)
        return found

    def _rank(self, curie: str) -> tuple[int, str]:
        prefix = curie.partition(":")[0]
        if curie in self.curated:
            return -1, curie
        return (PREFERRED.index(prefix) if prefix in PREFERRED else len(PREFERRED)), curie


def _mapped(term: Term, head: str) -> tuple[str, ...]:
    return tuple(sorted({*term.xrefs, term.curie} - {head}))


def _joined(first: Term, second: Term, head: str) -> Term:
    """`first` under the identifier `head`, with the names, kinds, parents and identifiers of `second`.

    The kinds of our own rows stay; elsewhere the closer word counts: a disease that is a tumor there is a tumor.
    """
    fixed = first.source == CURATED or first.curie.startswith("HP:")
    seen = {first.label.casefold()}
    synonyms = []
    label = Synonym(second.label, type=second.source)
    others = (replace(synonym, type=synonym.type or second.source) for synonym in second.synonyms)
    for synonym in (*first.synonyms, label, *others):
        if synonym.text.casefold() not in seen:
            seen.add(synonym.text.casefold())
            synonyms.append(synonym)
    return replace(
        first,
        curie=head,
        kinds=first.kinds if first.kinds and fixed else sort_kinds({*first.kinds, *second.kinds}),
        synonyms=tuple(synonyms),
        xrefs=tuple(sorted({*first.xrefs, *second.xrefs, first.curie, second.curie} - {head})),
        parents=tuple(dict.fromkeys((*first.parents, *second.parents))),
        aliases=tuple(dict.fromkeys((*first.aliases, *second.aliases))),
    )


def _aliases(terms: dict[str, Term]) -> dict[str, str]:
    return {
        alias: term.curie for term in terms.values() for alias in (*term.aliases, *term.xrefs) if not alias.startswith("HP:")
    }
