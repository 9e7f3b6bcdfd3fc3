"""Rules against a masked clause: cue words choose the candidates, patterns decide."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from loaders.memory import SENTENCES
from loaders.rules.literals import fold
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Hit, Rule
from loaders.rules.patterns import Pattern
from loaders.rules.reading import all_rules
from loaders.rules.sieve import Demand, Sieve, bits_in

_WORD: Final = re.compile(r"[^\W\d_]+")
_CLAUSES_BEFORE_SIEVE: Final = 400  # reading all patterns takes as long as searching some hundred clauses


_Place = tuple[str, bool, bool]
"""Kind of section, whether in a list, whether the subject or its people are named: what decides before any word which rules may fire."""


class RuleSet:
    """Rules indexed by place and cue word. Made once a process; the indexes are filled as places occur."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._indexes: dict[_Place, _Index] = {}
        self._sieve: _PatternSieve | None = None
        self._searched = 0
        self._remembered = lru_cache(maxsize=SENTENCES)(self._search)

    def hits(self, clause: str, section: str, bullet: bool = True) -> tuple[Hit, ...]:
        """All rules that match a masked clause of a section of this kind, in rule order. `bullet`: it stands in a list."""
        return self._remembered(clause, section, bullet)

    def _search(self, clause: str, section: str, bullet: bool) -> tuple[Hit, ...]:
        found: list[Hit] = []
        folded = fold(clause)
        matched: Rule | None = None
        place = (section, bullet, DISEASE_MARK in clause or PEOPLE_MARK in clause)
        for rule, pattern in self._candidates(folded, place):
            if rule is matched:
                continue
            if matches := pattern.find(folded, clause, rule.every):
                matched = rule
                if rule.unless is None or rule.unless.search(clause, folded) is None:
                    found.extend(_hit(rule, match) for match in matches)
        return tuple(found)

    def _candidates(self, folded: str, place: _Place) -> Iterator[tuple[Rule, Pattern]]:
        """The patterns that a clause may match, in rule order: told by cue words, and in a long run by all their words."""
        if self._sieve is None:
            self._searched += 1
            if self._searched > _CLAUSES_BEFORE_SIEVE:
                self._sieve = _PatternSieve(self.rules)
            words = set(_WORD.findall(folded))
            for i in self._index(place).choose(words):
                rule = self.rules[i]
                if not rule.needs or not rule.needs.isdisjoint(words):
                    for pattern in rule.patterns:
                        yield rule, pattern
        else:
            yield from self._sieve.passing(folded, place)

    def _index(self, place: _Place) -> "_Index":
        index = self._indexes.get(place)
        if index is None:
            index = self._indexes[place] = _Index((i, rule) for i, rule in enumerate(self.rules) if _may_fire(rule, *place))
        return index


class _PatternSieve:
    """All patterns of the rules, told by all words that their matches have."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._pairs = [(rule, pattern) for rule in rules for pattern in rule.patterns]
        self._sieve = Sieve([Demand((rule.cues, rule.needs), pattern.needs()) for rule, pattern in self._pairs])
        self._places: dict[_Place, int] = {}

    def passing(self, folded: str, place: _Place) -> list[tuple[Rule, Pattern]]:
        """The patterns that may match a clause that folds so, at this place."""
        allowed = self._places.get(place)
        if allowed is None:
            allowed = self._places[place] = sum(1 << i for i, (rule, _) in enumerate(self._pairs) if _may_fire(rule, *place))
        return [self._pairs[i] for i in bits_in(self._sieve.passing(folded) & allowed)]


class _Index:
    """The rules of one place by their cue words."""

    def __init__(self, rules: Iterable[tuple[int, Rule]]) -> None:
        by_cue: dict[str, set[int]] = defaultdict(set)
        always = set()
        for i, rule in rules:
            if not rule.cues:
                always.add(i)
            for cue in rule.cues:
                by_cue[cue].add(i)
        self._always = frozenset(always)
        self._by_cue = {cue: frozenset(numbers) for cue, numbers in by_cue.items()}

    def choose(self, words: set[str]) -> list[int]:
        """Numbers of the rules that a clause of these words may match, in rule order."""
        return sorted(self._always.union(*(self._by_cue[word] for word in words & self._by_cue.keys())))


def _may_fire(rule: Rule, section: str, bullet: bool, marked: bool) -> bool:
    if rule.mode in ("bullet", "item") and not bullet:
        return False
    if rule.mode == "fragment" and rule.relation == "has_symptom" and bullet:
        return False
    if rule.at_home and not marked and section not in rule.at_home:
        return False
    return rule.applies(section)


def _hit(rule: Rule, match: re.Match[str]) -> Hit:
    groups = tuple((name, *match.span(name)) for name in match.re.groupindex if match.start(name) >= 0)
    return Hit(rule, match.start(), match.end(), groups)


@cache
def default_rules() -> RuleSet:
    """The package's own rules."""
    return RuleSet(all_rules())
