"""Which names of a term recognition looks for, and in which form; the last step before the index is compiled."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ontology.curated import SOURCE as CURATED
from ontology.index import BULK, Index, Row, compile_index, is_acronym, words_of
from ontology.merging import Merged
from ontology.morphology import learn_families
from ontology.normalizing import STOP_WORDS, normalize
from ontology.terms import SCOPES, Term

_QUALIFIER: Final = re.compile(r"\s*\((?:finding|disorder|disease|clinical finding|HPO)\)\s*$", re.IGNORECASE)
# Kinds whose names are read in other forms and orders, too; a test or a trigger is met as it is written.
_FLEXIBLE: Final = frozenset({"Symptom", "Disease", "Tumor", "Procedure", "Treatment", "AnatomicalStructure", "InheritanceMode",
                              "ClinicalModifier", "Complication"})  # fmt: skip
_MODIFIER: Final = ("ClinicalModifier",)
_ORGAN: Final = ("AnatomicalStructure",)
_ADJECTIVE: Final = ("al", "ar", "ic", "ous")
_LATIN: Final = re.compile(r"([A-Z])[a-z]+ ([a-z]+)")  # a species, of which texts cut the genus to its initial
# What happens again and again is not meant where it is said once: "respiratory tract infection", "impacted teeth".
_AGAIN: Final = re.compile(
    r"\b(?:recurr|repeat|frequent|chronic|multipl|suscept|increased|predispos|persist|episod|relaps|periodic|intermittent|paroxysm|"
    r"long-?lasting|prolonged|numerous|many)",
    re.IGNORECASE,
)
_SHORTEST: Final = 3  # letters of a one-word name


def names_of(term: Term) -> Iterator[tuple[int, str, str]]:
    """Yield (scope number, type, name) of a term, label first; inverted names ("Ataxia, spinocerebellar") also turned round."""
    for scope, kind, text in _plain_names(term):
        text = _QUALIFIER.sub("", text)
        yield scope, kind, text
        head, comma, modifiers = text.partition(", ")
        if comma and "," not in modifiers and " and " not in modifiers and " or " not in modifiers:
            yield scope, kind, f"{modifiers} {head}"


def _key(name: str) -> str:
    return " ".join(words_of(name))


def _bare_key(name: str) -> str:
    """The name's words without small ones, numbers of words and endings folded: "Disorders, NOS" is "disorder"."""
    return " ".join(word for word in words_of(name) if word not in STOP_WORDS)


def _only_describes(term: Term, name: str) -> bool:
    """An adjective listed among the names of an organ."""
    return term.kinds == _ORGAN and name != term.label and " " not in name and name.endswith(_ADJECTIVE)


def _plain_names(term: Term) -> Iterator[tuple[int, str, str]]:
    yield 0, "", term.label
    if "InfectiousAgent" in term.kinds and (latin := _LATIN.fullmatch(term.label)):
        yield SCOPES.index("EXACT"), "", f"{latin[1]}. {latin[2]}"
    for synonym in term.synonyms:
        yield SCOPES.index(synonym.scope), synonym.type, synonym.text


def _rows(merged: Merged, silent: frozenset[tuple[str, str]]) -> Iterator[Row]:
    """Rows for `compile_index`. Acronyms enter from our own rows alone: there they were judged unmistakable.

    A name in the bulk lists of diseases that also names a phenotype is left to the phenotype: "obesity" is not one gene's obesity.
    A modifier of one word ("severe", "sharp") is met where one is expected, not in running text. A name of a recurrent finding that
    leaves the recurrence out is none; nor is the adjective of an organ ("facial").
    """
    quiet = {(curie, _bare_key(name)) for curie, name in silent}
    taken = {_key(name) for term in merged.terms if not term.curie.startswith(BULK) for _scope, _type, name in names_of(term)}
    for term in merged.terms:
        if not term.kinds:
            continue
        trusted = term.source == CURATED
        again = term.curie.startswith("HP:") and _AGAIN.match(term.label) is not None
        exact = term.curie.startswith(BULK) or not _FLEXIBLE & set(term.kinds)
        for scope, kind, text in names_of(term):
            key = _bare_key(text)
            if ("*", key) in quiet or (term.curie, key) in quiet or _only_describes(term, text):
                continue
            if again and _AGAIN.search(text) is None:
                continue
            if term.curie.startswith(BULK) and _key(text) in taken:
                continue
            acronym = is_acronym(text)
            if acronym or kind == "abbreviation":
                if trusted and acronym and not kind:
                    yield term.curie, scope, text, True, True
                continue
            if len(text) >= _SHORTEST:
                vague = term.kinds == _MODIFIER and " " not in text
                yield term.curie, SCOPES.index("BROAD") if vague else scope, text, False, exact


def _exact_names(merged: Merged) -> Iterator[list[tuple[str, ...]]]:
    """The content words of each term's label and exact synonyms, terms without kinds aside."""
    for term in merged.terms:
        if term.kinds and len(term.synonyms) > 0:
            names = (term.label, *(s.text for s in term.synonyms if s.scope == "EXACT"))
            yield [tuple(word for word in words_of(name) if word not in STOP_WORDS) for name in names]


def build_index(merged: Merged, silent: frozenset[tuple[str, str]], pairs: Mapping[str, str]) -> tuple[dict[str, str], Index]:
    """Word families of the vocabulary, and the index over them. `pairs`: our own word pairs, as written."""
    rows = list(_rows(merged, silent))
    vocabulary = {word for row in rows for word in words_of(row[2]) if word not in STOP_WORDS}
    given = {normalize(word): normalize(other) for word, other in pairs.items()}
    families = learn_families(vocabulary, _exact_names(merged), given)
    return families, compile_index(rows, families)
