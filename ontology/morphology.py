"""Word families: which normal forms stand for one another inside longer names ("muscular" for "muscle").

Learned from the vocabulary itself, never from a list of diseases. Single-word names do not use families, only normal forms.
"""

from collections.abc import Iterable, Mapping
from typing import Final

# (ending, replacement): a word and its partner are one family when both occur in the vocabulary. Adjective first.
_ENDINGS: Final = (
    ("ical", "y"), ("ic", "ia"), ("ic", "y"), ("ic", "us"), ("ic", "ism"), ("tic", "sis"), ("tic", "sy"), ("ic", ""), ("ar", "um"),
    ("ar", "us"), ("ular", "le"), ("ar", "a"), ("ar", ""), ("al", "um"), ("al", "us"), ("al", "a"), ("al", "e"), ("al", ""),
    ("eal", "ea"), ("geal", "nx"), ("ary", ""), ("ous", "us"), ("ous", ""), ("ous", "y"), ("ed", ""), ("ed", "e"), ("ing", ""),
    ("ing", "e"), ("y", ""), ("ity", ""), ("ity", "e"), ("ness", ""), ("ment", ""), ("ly", ""), ("iac", "ia"), ("ation", "ed"),
    ("ation", "e"), ("ion", "ed"), ("ion", "e"), ("ened", "en"), ("ility", "le"),
)  # fmt: skip
_SHORTEST_STEM: Final = 4


def learn_families(vocabulary: Iterable[str]) -> dict[str, str]:
    """Map each normal form that has partners to its family's name, the shortest member."""
    words = sorted(set(vocabulary))
    known = frozenset(words)
    parent: dict[str, str] = {}

    def root(word: str) -> str:
        while parent.get(word, word) != word:
            word = parent[word]
        return word

    for word in words:
        partner = partner_of(word, known)
        if partner is not None:
            one, other = sorted((root(word), root(partner)), key=lambda w: (len(w), w))
            parent[other] = one
            parent.setdefault(one, one)
    return {word: root(word) for word in parent if root(word) != word}


def partner_of(word: str, known: frozenset[str] | Mapping[str, str]) -> str | None:
    """The word of `known` that `word` is derived from, by the first ending that gives one; None without."""
    for ending, replacement in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            partner = word[: len(word) - len(ending)] + replacement
            if partner in known and partner != word:
                return partner
    return None
