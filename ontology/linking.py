"""Second chance for a phrase that no name matches: read some of its words as others, as the vocabulary's own synonyms do.

HPO's terms have several names each; what changes from one name to another, term after term, is an exchange: "outermost bone" for
"distal phalanx", "big" for "large". A phrase in which one exchange gives exactly a name, and no other term as likely, is linked to
it, and marked so. For places that expect a finding; names of drugs and concerns teach no exchanges. Cosine over TF-IDF of words and
letter trigrams was measured on the same held-out names and left: it likes opposites best ("increased" and "decreased width of tooth").
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Final

from ontology.fitting import MODIFIERS
from ontology.index import Name, whole_key
from ontology.normalizing import COORDINATORS, STOP_WORDS

if TYPE_CHECKING:
    from ontology.matching import Match, Matcher

# Both chosen on held-out names: `python -m benchmarks linking`.
THRESHOLD: Final = 0.5  # how often, of a term's names with the words, one with the others stands beside
MARGIN: Final = 0.05  # another term this near makes a phrase ambiguous
REASON: Final = "second chance"
_TAUGHT_BY: Final = 4  # terms in which an exchange is seen
_MOST: Final = 3  # words that are exchanged
_SCOPES: Final = 2  # labels and exact synonyms
_MOST_NAMES: Final = 40  # of one term
_MOST_WORDS: Final = 8
_LEAST_SCORE: Final = 0.6  # of a match; a sure exchange gives 0.3 more
_WITHOUT: Final = 0.9  # what is left of it where words on degree or course were left out

_NAMED: Final = frozenset({"disease", "disorder", "syndrome", "deficit"})  # a diagnosis, not just something wrong there

# words read, sorted and joined by spaces → (how sure, the words they are read as) …, surest first
Exchanges = Mapping[str, Sequence[tuple[float, str]]]


def learn_exchanges(names: Iterable[Name], least: float = THRESHOLD) -> dict[str, tuple[tuple[float, str], ...]]:
    """The exchanges that the phenotypes' names teach, those at least so sure."""
    seen: Counter[tuple[frozenset[str], frozenset[str]]] = Counter()
    chances: Counter[frozenset[str]] = Counter()
    for group in _names_by_term(names):
        pairs = {
            (one - other, other - one)
            for one, other in permutations(group, 2)
            if one & other and 1 <= len(one - other) <= _MOST and 1 <= len(other - one) <= _MOST
        }
        seen.update(pairs)
        chances.update({words for words, _others in pairs})
    found: dict[str, list[tuple[float, str]]] = {}
    for (words, others), count in seen.items():
        sure = count / (chances[words] + 1)
        if count >= _TAUGHT_BY and sure >= least:
            found.setdefault(whole_key(words), []).append((round(sure, 3), whole_key(others)))
    return {key: tuple(sorted(rows, key=lambda row: (-row[0], row[1]))) for key, rows in sorted(found.items())}


def _names_by_term(names: Iterable[Name]) -> Iterator[list[frozenset[str]]]:
    """The word sets of each phenotype's label and exact synonyms."""
    groups: dict[str, set[frozenset[str]]] = {}
    for name in names:
        if name[0].startswith("HP:") and name[1] < _SCOPES and not name[7]:
            groups.setdefault(name[0], set()).add(frozenset(name[3]))
    for group in groups.values():
        if len(group) > 1:
            yield sorted(group, key=sorted)[:_MOST_NAMES]


def readings(words: Collection[str], exchanges: Exchanges) -> Iterator[tuple[str, float, str, str]]:
    """Yield (key of the words after one exchange, how sure, words read, words they are read as)."""
    ordered = sorted(set(words))
    for size in range(1, _MOST + 1):
        for chosen in combinations(ordered, size):
            key = " ".join(chosen)
            for sure, others in exchanges.get(key, ()):
                yield whole_key({*words, *others.split(" ")} - (set(chosen) - set(others.split(" ")))), sure, key, others


def link(matcher: "Matcher", phrase: str, expected: Collection[str]) -> "Match | None":
    """The term that the phrase names after one exchange, where one of the `expected` kinds belongs; None where that is not sure."""
    segments = matcher.segments(phrase)
    if len(segments) != 1 or segments[0].commas or any(word in COORDINATORS for word in segments[0].normals):
        return None
    words = [
        (family, normal)
        for family, normal in zip(segments[0].families, segments[0].normals, strict=True)
        if normal not in STOP_WORDS
    ]
    if not 1 < len(words) <= _MOST_WORDS:
        return None
    found = _linked(matcher, phrase, [family for family, _normal in words], expected, 1.0)
    heavy = [family for family, normal in words if normal not in MODIFIERS]
    if found is None and 1 < len(heavy) < len(words):
        return _linked(matcher, phrase, heavy, expected, _WITHOUT)
    return found


def _linked(matcher: "Matcher", phrase: str, words: Sequence[str], expected: Collection[str], weight: float) -> "Match | None":
    from ontology.matching import Match

    lexicon = matcher.lexicon
    best: dict[str, tuple[float, str, str]] = {}
    for key, sure, read, others in readings(words, lexicon.exchanges):
        for number in lexicon.index.whole.get(key, ()):
            curie, scope, name, *_rest, normals, _exact = lexicon.index.names[number]
            if scope >= _SCOPES or not curie.startswith("HP:") or curie in lexicon.exclude or _NAMED & set(normals):
                continue
            if set(lexicon.kinds(curie)) & set(expected):
                best[curie] = max(best.get(curie, (0.0, "", "")), (sure, name, f"{read!r} read as {others!r}"))
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1][0] - ranked[1][1][0] < MARGIN):
        return None
    curie, (sure, name, how) = ranked[0]
    score = round((_LEAST_SCORE + 0.3 * sure) * weight, 4)
    reasons = (REASON, f"name {name!r}", how) if weight == 1.0 else (REASON, f"name {name!r}", how, "words on degree left out")
    return Match(0, len(phrase), phrase, curie, lexicon.label(curie), lexicon.kinds(curie), score, reasons)
