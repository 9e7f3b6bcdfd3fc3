"""Rules against a masked clause: cue words choose the candidates, patterns decide."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from loaders.memory import SENTENCES
from loaders.rules.literals import fold
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Hit, Rule
from loaders.rules.reading import all_rules

_WORD: Final = re.compile(r"[^\W\d_]+")


_Place = tuple[str, bool, bool]
"""Kind of section, whether in a list, whether the subject or its people are named: what decides before any word which rules may fire."""


class RuleSet:
    """Rules indexed by place and cue word. Made once a process; the indexes are filled as places occur."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        self._indexes: dict[_Place, _Index] = {}
        self._remembered = lru_cache(maxsize=SENTENCES)(self._search)

    def hits(self, clause: str, section: str, bullet: bool = True) -> tuple[Hit, ...]:
        """All rules that match a masked clause of a section of this kind, in rule order. `bullet`: it stands in a list."""
        return self._remembered(clause, section, bullet)

    def _search(self, clause: str, section: str, bullet: bool) -> tuple[Hit, ...]:
        found: list[Hit] = []
        index = self._index((section, bullet, DISEASE_MARK in clause or PEOPLE_MARK in clause))
        folded = fold(clause)
        words = set(_WORD.findall(folded))
        for i in index.choose(words):
            rule = self.rules[i]
            if rule.needs and rule.needs.isdisjoint(words):
                continue
            for pattern in rule.patterns:
                if not pattern.may_match(folded):
                    continue
                matches = pattern.find(folded, clause, rule.every)
                if matches:
                    if rule.unless is None or rule.unless.search(clause, folded) is None:
                        found.extend(_hit(rule, match) for match in matches)
                    break
        return tuple(found)

    def _index(self, place: _Place) -> "_Index":
        index = self._indexes.get(place)
        if index is None:
            index = self._indexes[place] = _Index((i, rule) for i, rule in enumerate(self.rules) if _may_fire(rule, *place))
        return index


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
