"""From a parsed file to an ontology that can join the lexicon: hierarchy checked, obsolete terms followed, kinds given."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ontology.branches import kinds_of
from ontology.obo import OboTerm
from ontology.parsed import Parsed
from ontology.terms import LexiconError, Term

_VERSION: Final = re.compile(r"\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)+")
_SLUG: Final = re.compile(r"[^a-z0-9._-]+")
_LONGEST_NAME: Final = 80
_TAXON_RANK: Final = re.compile(r" <[^<>]+>$")


@dataclass(frozen=True, slots=True)
class Ontology:
    """An added ontology. `prefix` is the one most of its terms have: those are its own, others are imported.

    `mappings`: pairs of identifiers stated to mean exactly the same. `notes` are sentences on what was followed or left out.
    """

    name: str
    version: str
    licence: str
    format: str
    source: str
    prefix: str
    terms: tuple[Term, ...]
    mappings: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


def adopt(parsed: Parsed, place: str, source: str, name: str = "") -> Ontology:
    """Check a parsed file and give its terms their kinds.

    `name` overrides the file's own. Raises LexiconError for a hierarchy that goes in a circle or an identifier given twice.
    """
    prefix = _main_prefix(parsed.terms)
    _check_identifiers(parsed, prefix, place)
    _check_hierarchy(parsed.terms, prefix, place)
    replaced, notes = _replacements(parsed.terms)
    kinds = kinds_of(parsed.terms) | parsed.kinds
    slug = slug_of(name or parsed.name or place)
    terms = tuple(
        _term(term, kinds.get(term.id, ()), slug, replaced.get(term.id, []))
        for term in parsed.terms
        if not term.obsolete and term.name
    )
    exact = [(term.id, other) for term in parsed.terms if not term.obsolete for other in term.exact if ":" in other]
    gone = {term.id for term in parsed.terms if term.obsolete}
    pairs = dict.fromkeys(pair for pair in (*parsed.mappings, *exact) if not gone & set(pair))
    return Ontology(
        name=slug,
        version=next(iter(_VERSION.findall(parsed.version)), parsed.version[:40]),
        licence=parsed.licence,
        format=parsed.format,
        source=source,
        prefix=prefix,
        terms=terms,
        mappings=tuple(pairs),
        notes=(*notes, *parsed.passed_over),
    )


def slug_of(name: str) -> str:
    """A name that can be a file's: lower case, the suffixes of the formats left out. Empty where nothing is left."""
    name = name.casefold()
    for suffix in (".gz", ".tsv", ".sssom", ".obo", ".json", ".owl"):
        name = name.removesuffix(suffix)
    return _SLUG.sub("-", name).strip("-.")[:_LONGEST_NAME]


def _main_prefix(terms: list[OboTerm]) -> str:
    counts: dict[str, int] = {}
    for term in terms:
        prefix = term.id.partition(":")[0]
        counts[prefix] = counts.get(prefix, 0) + 1
    if counts.get("MONDO", 0) * 3 > len(terms):  # a table of mappings has as many terms on the other side
        return "MONDO"
    return max(counts, key=lambda prefix: (counts[prefix], prefix), default="")


def _term(term: OboTerm, kinds: tuple[str, ...], source: str, replaced: list[str]) -> Term:
    return Term(
        curie=term.id,
        label=_TAXON_RANK.sub("", term.name),
        kinds=kinds,
        synonyms=tuple(term.synonyms),
        parents=tuple(term.parents),
        source=source,
        aliases=tuple(dict.fromkeys((*term.alt_ids, *replaced))),
    )


def _check_identifiers(parsed: Parsed, prefix: str, place: str) -> None:
    """One file gives an identifier of its own one name; of an imported one the first name counts.

    Two graphs of a file may both mention a term.
    """
    seen: dict[str, OboTerm] = {}
    for term in parsed.terms:
        if any(ord(letter) < 32 for letter in term.id + term.name):
            raise LexiconError(f"{place}:{term.line}", "control characters in an identifier or a name.")
        first = seen.setdefault(term.id, term)
        if not first.name:
            seen[term.id] = term
        elif term.name and term.name.casefold() != first.name.casefold() and term.id.startswith(prefix + ":"):
            raise LexiconError(f"{place}:{term.line}", f"{term.id} is claimed twice, as {first.name!r} and as {term.name!r}.")
    parsed.terms = list(seen.values())


def _check_hierarchy(terms: list[OboTerm], prefix: str, place: str) -> None:
    """Raise LexiconError with the first circle found; iterative, since hierarchies may be deep.

    Circles among imported terms are another ontology's affair; whoever walks upwards here is safe on them.
    """
    terms = [term for term in terms if term.id.startswith(prefix + ":")]
    parents = {term.id: term.parents for term in terms}
    for term in terms:
        if term.id in term.parents:
            raise LexiconError(f"{place}:{term.line}", f"{term.id} is its own parent: the hierarchy goes in a circle.")
    done: set[str] = set()
    for term in terms:
        path: dict[str, None] = {}
        stack = [(term.id, False)]
        while stack:
            curie, leaving = stack.pop()
            if leaving:
                path.pop(curie)
                done.add(curie)
            elif curie in path:
                circle = [*list(path)[list(path).index(curie) :], curie]
                shown = " → ".join(circle if len(circle) <= 6 else [*circle[:5], "…", curie])
                raise LexiconError(f"{place}:{term.line}", f"the hierarchy goes in a circle: {shown}.")
            elif curie not in done:
                path[curie] = None
                stack.append((curie, True))
                stack.extend((parent, False) for parent in parents.get(curie, ()))


def _replacements(terms: list[OboTerm]) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    """Former identifiers by the current term that replaces them, chains followed; and what to say of it."""
    obsolete = {term.id: term for term in terms if term.obsolete}
    replaced: dict[str, list[str]] = {}
    followed = 0
    for curie in obsolete:
        target = _current(curie, obsolete)
        if target is not None:
            replaced.setdefault(target, []).append(curie)
            followed += 1
    if not obsolete:
        return replaced, ()
    left = len(obsolete) - followed
    tail = f"; {left} have none and are left out" if left else ""
    return replaced, (f"{len(obsolete)} obsolete terms: {followed} lead to the term that replaces them{tail}.",)


def _current(curie: str, obsolete: Mapping[str, OboTerm]) -> str | None:
    """The current term at the end of the chain of replacements; None where it forks, ends or goes in a circle."""
    seen: set[str] = set()
    while curie in obsolete:
        following = obsolete[curie].replaced_by
        if curie in seen or len(following) != 1:
            return None
        seen.add(curie)
        curie = following[0]
    return curie
