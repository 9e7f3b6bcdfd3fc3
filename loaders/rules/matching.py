"""Rules against a masked clause: cue words choose the candidates, patterns decide."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK, Hit, Rule
from loaders.rules.reading import all_rules

_WORD: Final = re.compile(r"[^\W\d_]+")


class RuleSet:
    """Rules indexed by cue word. Immutable after creation; made once a process."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)
        by_cue: dict[str, list[int]] = defaultdict(list)
        self._always = tuple(i for i, rule in enumerate(self.rules) if not rule.cues)
        for i, rule in enumerate(self.rules):
            for cue in rule.cues:
                by_cue[cue].append(i)
        self._by_cue = {cue: tuple(indexes) for cue, indexes in by_cue.items()}

    def hits(self, clause: str, section: str, bullet: bool = True) -> Iterator[Hit]:
        """All rules that match a masked clause of a section of this kind, in rule order. `bullet`: it stands in a list."""
        chosen = set(self._always)
        words = set(_WORD.findall(clause.lower()))
        for word in words:
            chosen.update(self._by_cue.get(word, ()))
        marked = DISEASE_MARK in clause or PEOPLE_MARK in clause
        for i in sorted(chosen):
            rule = self.rules[i]
            if rule.needs and not rule.needs & words:
                continue
            if rule.mode in ("bullet", "item") and not bullet:
                continue
            if rule.at_home and not marked and section not in rule.at_home:
                continue
            if not rule.applies(section) or (rule.unless and rule.unless.search(clause)):
                continue
            for pattern in rule.patterns:
                matches = pattern.finditer(clause) if rule.every else filter(None, (pattern.search(clause),))
                found = [_hit(rule, match) for match in matches]
                yield from found
                if found:
                    break


def _hit(rule: Rule, match: re.Match[str]) -> Hit:
    groups = tuple((name, *match.span(name)) for name in match.re.groupindex if match.start(name) >= 0)
    return Hit(rule, match.start(), match.end(), groups)


@cache
def default_rules() -> RuleSet:
    """The package's own rules."""
    return RuleSet(all_rules())
