"""Closed word classes that decide what a phrase may be the object of: generic words, heads of tumors, treatments, tests."""

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from loaders.memory import PHRASES
from loaders.phrase_words import PART_CLAUSE
from loaders.rules.words import pattern, words

GENERIC: Final = frozenset(words("generic"))
_MODIFIER: Final = frozenset(words("modifier"))
TUMOR: Final = pattern("tumor")
TREATMENT: Final = pattern("treatment")
TEST: Final = pattern("test")
CAUSE_STOP: Final = pattern("cause_stop")
BAD_START: Final = pattern("bad_start")
_FINITE: Final = pattern("finite")
_CLASS_ONLY: Final = frozenset(words("class_only"))
_NAMED_CLASS: Final = pattern("named_class")
SEQUELS: Final = pattern("sequels")
GOVERNOR: Final = pattern("governor")
DISEASE: Final = pattern("disease")
ANATOMY: Final = pattern("anatomy")
NOT_TUMOR: Final = pattern("not_tumor")
TREATMENT_CLASS: Final = pattern("treatment_class")
CHANCE: Final = pattern("chance")
# What people are said to be, and the finding it means.
NOUN_OF: Final = MappingProxyType(dict(pair.split(" = ") for pair in words("noun_of")))
# The noun of what is done to a part of the body, by the verb's stem.
VERB_NOUNS: Final = MappingProxyType(dict(pair.split(" = ") for pair in words("verb_nouns")))
_TOKEN: Final = re.compile(r"[a-z][\w-]*")
_LETTERS: Final = re.compile(r"[^\W\d_]{3}")
_STOP: Final = re.compile(r"[.;:!?](?:\s|$)")


@lru_cache(maxsize=PHRASES)
def is_generic(phrase: str) -> bool:
    """True for words that name no finding, treatment or cause of their own ("clinical features")."""
    tokens = [t for t in _TOKEN.findall(phrase.lower()) if t not in {"the", "a", "an", "of", "and", "or", "in"}]
    if not tokens:
        return True
    if _NAMED_CLASS.fullmatch(phrase):
        return False
    if tokens[-1] in _CLASS_ONLY and len(tokens) <= 5:
        return True
    return tokens[-1] in GENERIC and all(t in GENERIC or t in _MODIFIER for t in tokens)


# Opens with a number, or with an adverb and a verb; holds an infinitive that no noun takes.
_NOT_NOMINAL: Final = pattern("not_nominal")
_TO: Final = re.compile(r"(?i)([\w-]+) to (?!the\b)[a-z]+")
_TAKES_TO: Final = frozenset(words("takes_to"))


@lru_cache(maxsize=PHRASES)
def is_phrase(phrase: str, longest: int = 9) -> bool:
    """True for a clean noun phrase: not a clause, not too long, no opening by a pronoun or preposition. A part of the body may have
    a clause: "skin that tears easily"."""
    if part := PART_CLAUSE.fullmatch(phrase):
        phrase = phrase[: part.start("clause")]
    tokens = phrase.split()
    return (
        0 < len(tokens) <= longest
        and not BAD_START.match(phrase)
        and not _FINITE.search(phrase)
        and _LETTERS.search(phrase) is not None
        and not _STOP.search(phrase)
        and not _NOT_NOMINAL.match(phrase)
        and all(m.group(1).lower() in _TAKES_TO for m in _TO.finditer(phrase))
    )
