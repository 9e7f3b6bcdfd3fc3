"""Context cues of a sentence and the stretch each one governs, by rules that are data (`loaders/data/context.toml`).

Place in the flow: sentence -> cues with scopes -> `context` asks which of them reach a phrase. After NegEx (Chapman 2001)
and ConText (Harkema 2009), with literals, scopes and terminators of our own.
"""

import re
import tomllib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from loaders.cue_patterns import WORD, compile_literal, occurrences
from loaders.rules.starts import compiled

CATEGORIES: Final = frozenset(
    (
        "negation",
        "possible",
        "probable",
        "hypothetical",
        "historical",
        "relative",
        "animal",
        "other",
        "comparison",
        "blocked",
        "subgroup",
    )
)
_VERBS: Final = (
    r"(?:is|are|was|were|be|been|being|has|have|had|may|might|can|could|will|would|should|must|shows?|showed|reveals?|revealed|occurs?|"
    r"develops?|presents?|appears?|remains?|remained|becomes?|became)"
)
_MEMORY: Final = 200_000  # distinct words remembered
_REACH: Final = 2_000  # characters that a cue reaches at most: keeps a page without full stops linear
_FINITE: Final = compiled(rf"\b{_VERBS}\b")
_TRAILING_VERB: Final = compiled(rf"(?:\b(?:{_VERBS}|not|also|[a-z]+ly|often|most|sometimes|always|never|or|and)\s+)+$")
_NEAR: Final = 60  # characters before a word that are looked at
# A relative pronoun, what it stands for where a preposition is before it, and the helping verbs up to the cue.
# "For people who cannot have an MRI, myelography is used": what is denied of those in the opening phrase ends with it.
_OPENING: Final = compiled(r"\W*(?:for|in|among|with|to)\b[^,;]*$")
_RELATIVE: Final = compiled(
    r"\b(?:who|that|which|(?:of|in|for|with|to|on|by) (?:whom|which)(?: [\w-]+){1,4}?)"
    r"(?:\s+(?:[a-z]+ly|also|still|often|do|does|did|is|are|was|were|has|have|had|can|could|may|might|will|would|should))*\s+$"
)
_LIGHT: Final = frozenset(("ever", "yet", "always", "often", "also", "been", "be", "being"))
_LINKED: Final = compiled(r"(?:\b(?:to|and|or|nor)|[/-])\s*(?:[a-z]+ly\s+)?$")  # a verb so linked is none of the main clause
_JOINT: Final = compiled(r",|\b(?:and|or)\b")


CueWord = tuple[int, str]  # (start, word in lower case) of a word that a cue begins with


@dataclass(frozen=True, slots=True)
class CueRule:
    """One rule of the data file. `scope`: "clause", "sentence", or a number of words."""

    id: str
    category: str
    direction: str
    scope: str | int
    ends: frozenset[str]
    expression: re.Pattern[str]
    first_words: frozenset[str]
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    reason: str
    example: str


@dataclass(frozen=True, slots=True)
class Terminator:
    """What ends a scope of its group; every scope ends at group "clause"."""

    id: str
    group: str
    expression: re.Pattern[str]
    reason: str
    example: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at `[start, end)`; `[scope_start, scope_end)` is what it governs. Offsets as those of the sentence's phrases."""

    rule: str
    category: str
    start: int
    end: int
    scope_start: int
    scope_end: int

    def reaches(self, start: int, end: int) -> bool:
        """True where a phrase at `[start, end)` lies in the scope and does not hold the cue itself."""
        if start <= self.start and end >= self.end:
            return False
        return self.scope_start <= start < self.scope_end and end > self.scope_start


@dataclass(frozen=True, slots=True)
class CueRules:
    """All rules, with the rules to try at each word, and how to try them."""

    rules: tuple[CueRule, ...]
    terminators: tuple[Terminator, ...]
    by_word: Mapping[str, tuple[tuple[Callable[[str, int], re.Match[str] | None], CueRule], ...]]


def _optional(pattern: str | None, anchor: str = "") -> re.Pattern[str] | None:
    return None if pattern is None else re.compile(f"(?:{pattern}){anchor}")


def _read_rule(row: Mapping[str, Any]) -> CueRule:
    pattern = compile_literal(row["literal"])
    if row["category"] not in CATEGORIES:
        raise ValueError(f"cue rule {row['id']}: unknown category {row['category']!r}")
    return CueRule(
        row["id"], row["category"], row["direction"], row.get("scope", "clause"), frozenset(row.get("ends", ())),
        pattern.expression, pattern.first_words, _optional(row.get("after"), "$"), _optional(row.get("before")),
        row["reason"], row["example"],
    )  # fmt: skip


@lru_cache(maxsize=1)
def cue_rules() -> CueRules:
    """The rules of the data file, compiled once a process."""
    data = tomllib.loads(files("loaders").joinpath("data/context.toml").read_text("utf-8"))
    rules = tuple(_read_rule(row) for row in data["rule"])
    terminators = tuple(
        Terminator(row["id"], row["group"], compiled(row["pattern"]), row["reason"], row["example"])
        for row in data["terminator"]
    )
    by_word: dict[str, list[tuple[Callable[[str, int], re.Match[str] | None], CueRule]]] = {}
    for rule in rules:
        for word in rule.first_words:
            by_word.setdefault(WORD.findall(word)[0], []).append((rule.expression.match, rule))
    return CueRules(rules, terminators, {word: tuple(tried) for word, tried in by_word.items()})


@lru_cache(maxsize=8)
def _beginnings(categories: frozenset[str]) -> frozenset[str]:
    """The words that rules of some categories begin with."""
    tries = cue_rules().by_word.items()
    return frozenset(word for word, tried in tries if any(rule.category in categories for _try, rule in tried))


class CueWords(dict[str, tuple[CueWord, ...]]):
    """Memory of the words that cues begin with, by a word as written: hyphens and marks may join several in one."""

    def __init__(self) -> None:
        super().__init__()
        self._wanted = cue_rules().by_word.keys()

    def __missing__(self, word: str) -> tuple[CueWord, ...]:
        found = tuple(sorted(occurrences(lower_same_length(word), self._wanted)))
        if len(self) >= _MEMORY:
            self.clear()
        self[word] = found
        return found

    def of(self, words: Iterable[str], starts: Iterable[int]) -> list[CueWord]:
        """The words that cues begin with among the words of a text that start at `starts`, in order."""
        return [
            (at + inner, cue) for at, found in zip(starts, map(self.__getitem__, words), strict=True) for inner, cue in found
        ]


@lru_cache(maxsize=1)
def cue_words() -> CueWords:
    """The memory of this process."""
    return CueWords()


def lower_same_length(text: str) -> str:
    """Lower case with every code point at its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def find_cues(
    sentence: str, words: Sequence[CueWord] | None = None, categories: frozenset[str] = CATEGORIES
) -> tuple[Cue, ...]:
    """The cues of a sentence in order, the longest at each place, each with its scope. `blocked` ones govern nothing.

    `words`: the words of the sentence that cues begin with (see `CueWords`), where they have been looked up already.
    `categories`: those that are asked for; cues of the others still take their words.
    """
    rules = cue_rules()
    if words is not None:
        beginnings = _beginnings(categories)
        if not any(word in beginnings for _at, word in words):
            return ()
    lowered = lower_same_length(sentence)
    found = _matches(lowered, rules, list(occurrences(lowered, rules.by_word.keys())) if words is None else words)
    found = [match for match in found if match[0].category in categories]
    if not found:
        return ()
    groups = {"clause", "verb"}.union(*(rule.ends for rule, _start, _end in found))
    stops = _stops(lowered, [stop for stop in rules.terminators if stop.group in groups])
    return tuple(_with_scope(lowered, rule, start, end, stops) for rule, start, end in found)


def _matches(lowered: str, rules: CueRules, words: Sequence[CueWord]) -> list[tuple[CueRule, int, int]]:
    candidates: list[tuple[int, int, CueRule]] = []
    for at, word in words:
        for match_at, rule in rules.by_word[word]:
            match = match_at(lowered, at)
            if match is None or (rule.before and not rule.before.match(lowered, match.end())):
                continue
            if rule.after and not rule.after.search(lowered[max(0, match.start() - 60) : match.start()]):
                continue
            candidates.append((match.start(), match.end(), rule))
    found: list[tuple[CueRule, int, int]] = []
    reached = 0
    for start, end, rule in sorted(candidates, key=lambda c: (c[0], -c[1], c[2].category != "blocked")):
        same = bool(found) and (start, end) == found[-1][1:] and found[-1][0].category != "blocked"
        if start >= reached or same:
            found.append((rule, start, end))
            reached = end
    return found


def _stops(lowered: str, terminators: Iterable[Terminator]) -> list[tuple[int, int, Terminator]]:
    stops: list[tuple[int, int, Terminator]] = []
    for terminator in terminators:
        stops += [
            (*match.span("stop" if "stop" in terminator.expression.groupindex else 0), terminator)
            for match in terminator.expression.finditer(lowered)
        ]
    return sorted(stops, key=lambda stop: stop[:2])


def _with_scope(lowered: str, rule: CueRule, start: int, end: int, stops: list[tuple[int, int, Terminator]]) -> Cue:
    first, last = start, end
    if rule.direction in ("forward", "both"):
        last = min(_forward_end(lowered, rule, end, stops), _bracket_end(lowered, start, end))
        if rule.category == "negation" and rule.scope == "clause" and _in_relative_clause(lowered, start):
            last = min(last, _main_verb(lowered, end, stops))
            if _OPENING.match(lowered, 0, start) and (comma := lowered.find(",", end)) >= 0:
                last = min(last, comma)
    if rule.direction in ("backward", "both"):
        first = _backward_start(lowered, rule, start, stops)
    if rule.category == "blocked":
        first = last = end
    return Cue(rule.id, rule.category, start, end, first, last)


def _stop_start(stop: tuple[int, int, Terminator]) -> int:
    return stop[0]


def _forward_end(lowered: str, rule: CueRule, end: int, stops: list[tuple[int, int, Terminator]]) -> int:
    if rule.scope == "sentence":
        return len(lowered)
    groups = {"clause", *rule.ends}
    last = min(len(lowered), end + _REACH)
    for index in range(bisect_left(stops, end, key=_stop_start), len(stops)):
        at, _, stop = stops[index]
        if at >= last:
            break
        if stop.group in groups:
            last = at
            break
    if isinstance(rule.scope, int):
        words = [word.end() for word in WORD.finditer(lowered, end, last)][: rule.scope]
        last = words[-1] if words else end
    return last


def _bracket_end(lowered: str, start: int, end: int) -> int:
    """Where the bracket closes in which a cue stands: "(the mask does not fit) and bleeding" denies no bleeding."""
    closing = lowered.find(")", end)
    inside = closing >= 0 and lowered.count("(", 0, start) > lowered.count(")", 0, start)
    return closing if inside else len(lowered)


def _in_relative_clause(lowered: str, start: int) -> bool:
    """The cue at `start` is in the predicate of a relative clause: "patients who do not …", "a mass that is not …"."""
    return _RELATIVE.search(lowered, max(0, start - _NEAR), start) is not None


def _main_verb(lowered: str, end: int, stops: list[tuple[int, int, Terminator]]) -> int:
    """Where the finite verb of the main clause begins, after a relative clause that is denied from `end` on: what it says of its
    subject is not denied. The first verb that has more than adverbs before it, and no "to"; the end of the text without."""
    for index in range(bisect_left(stops, end, key=_stop_start), len(stops)):
        at, _, stop = stops[index]
        if stop.group == "verb":
            between = [word for word in WORD.findall(lowered[end:at]) if not word.endswith("ly") and word not in _LIGHT]
            if between and not _LINKED.search(lowered, max(end, at - _NEAR), at):
                return at
    return len(lowered)


def _backward_start(lowered: str, rule: CueRule, start: int, stops: list[tuple[int, int, Terminator]]) -> int:
    if rule.scope == "sentence":
        return 0
    first = max(0, start - _REACH)
    for index in range(bisect_left(stops, start, key=_stop_start) - 1, -1, -1):
        _, done, stop = stops[index]
        if done <= start and stop.group == "clause" and stop.id != "new-verb":
            first = max(first, done)
            break
    first = subject_start(lowered, first, start, shared=rule.id != "absent-predicate")
    if isinstance(rule.scope, int):
        words = [word.start() for word in WORD.finditer(lowered, first, start)][-rule.scope :]
        first = words[0] if words else start
    return first


def subject_start(lowered: str, first: int, at: int, shared: bool = True) -> int:
    """Where the subject of the predicate at `at` begins: after the joint that follows the finite verb before it, if any.

    A second predicate of one subject ("is mild and absent in a few") has that subject, or none where not `shared`: what
    is first said to be there is not then denied.
    """
    before = lowered[first:at]
    trailing = _TRAILING_VERB.search(before)
    body = before[: trailing.start()] if trailing else before
    verbs = [match.end() for match in _FINITE.finditer(body)]
    if not verbs:
        return first
    joint = _JOINT.search(body, verbs[-1])
    if joint is None:
        coordinated = trailing is not None and re.match(r"and\b", trailing.group()) is not None
        return first if shared or not coordinated else at
    if not body[joint.end() :].strip():
        return first if shared else at
    return first + joint.end()
