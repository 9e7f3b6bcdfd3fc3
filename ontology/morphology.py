"""Word families: which normal forms stand for one another inside longer names ("muscular" for "muscle").

Learned from the vocabulary: endings that pair two of its words, and words that take each other's place in two names of one term.
A short list of ours adds the pairs that share no stem (renal, kidney). One-word names do not use families, only normal forms.
"""

from collections.abc import Iterable, Mapping
from typing import Final

# (ending, replacement): a word and its partner are one family when both occur in the vocabulary. Adjective first.
_ENDINGS: Final = (
    ("ical", "y"), ("ic", "ia"), ("ic", "y"), ("ic", "us"), ("ic", "ism"), ("tic", "sis"), ("tic", "sy"), ("ic", ""), ("ar", "um"),
    ("ar", "us"), ("ular", "le"), ("ar", "a"), ("ar", ""), ("al", "um"), ("al", "us"), ("al", "a"), ("al", "e"), ("al", ""),
    ("eal", "ea"), ("geal", "nx"), ("eal", "is"), ("ary", ""), ("ous", "us"), ("ous", ""), ("ous", "y"), ("ed", ""), ("ed", "e"),
    ("ing", ""), ("ing", "e"), ("y", ""), ("ity", ""), ("ity", "e"), ("ness", ""), ("ment", ""), ("ly", ""), ("iac", "ia"),
    ("ation", "ed"), ("ation", "e"), ("ion", "ed"), ("ion", "e"), ("ened", "en"), ("ility", "le"), ("stic", "sia"), ("ine", "us"),
    ("a", ""),
)  # fmt: skip
_BY_LAST: Final = {  # the endings by their last letter, in order: most words end in a letter of few
    last: tuple(pair for pair in _ENDINGS if pair[0][-1] == last) for last in {ending[-1] for ending, _replacement in _ENDINGS}
}
_SHORTEST_STEM: Final = 4
_SHORTEST_BARE_STEM: Final = 5  # nothing but the stem is left: "classic" is not of a class
_SHORTEST_SHARED: Final = 5
_LONGEST_TAIL: Final = 4
# Endings that name different things on one stem: never paired by taking each other's place.
_OWN_MEANING: Final = ("itis", "oma", "osis", "emia", "uria", "pathy", "penia", "cyte", "cytic", "blastic")


def learn_families(
    vocabulary: Iterable[str], names: Iterable[list[tuple[str, ...]]], given: Mapping[str, str]
) -> dict[str, str]:
    """Map each normal form that has partners to its family's name, the shortest member.

    `names`: for each term the normal forms of its exact names; `given`: our own pairs, both sides normal forms.
    """
    words = sorted({*vocabulary, *given.values()})
    known = frozenset(words)
    parent: dict[str, str] = {}

    def root(word: str) -> str:
        while parent.get(word, word) != word:
            word = parent[word]
        return word

    def join(one: str, other: str) -> None:
        low, high = sorted((root(one), root(other)), key=lambda w: (len(w), w))
        parent[high] = low
        parent.setdefault(low, low)

    for word in words:
        partner = partner_of(word, known)
        if partner is not None:
            join(word, partner)
    for one, other in _exchanged(names):
        join(one, other)
    for word, target in given.items():
        join(word, target)
    return {word: root(word) for word in parent if root(word) != word}


def partner_of(word: str, known: frozenset[str] | Mapping[str, str]) -> str | None:
    """The word of `known` that `word` is derived from, by the first ending that gives one; None without."""
    for ending, replacement in _BY_LAST.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) >= (_SHORTEST_STEM if replacement else _SHORTEST_BARE_STEM):
            partner = word[: len(word) - len(ending)] + replacement
            if partner in known and partner != word:
                return partner
    return None


def _exchanged(names: Iterable[list[tuple[str, ...]]]) -> Iterable[tuple[str, str]]:
    """Pairs of like-stemmed words that are the only difference between two names of one term."""
    for group in names:
        sets = [frozenset(name) for name in group if 2 <= len(name) <= 6]
        for number, one in enumerate(sets):
            for other in sets[number + 1 :]:
                if len(one) == len(other) and len(one - other) == 1:
                    pair = (next(iter(one - other)), next(iter(other - one)))
                    if _like(*pair):
                        yield pair


def _like(one: str, other: str) -> bool:
    """A long shared beginning, short and harmless tails."""
    shared = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )
    if shared < _SHORTEST_SHARED or max(len(one), len(other)) - shared > _LONGEST_TAIL:
        return False
    return one.endswith(_OWN_MEANING) == other.endswith(_OWN_MEANING)
