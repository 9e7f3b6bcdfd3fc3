"""The question patterns of patterns.toml, read once and compiled: words by stem, patterns as regular expressions."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from graph.questions.words import stem
from ontology.vocabulary import KINDS, RELATIONS

_GAP: Final = r"(?:\S+ ){0,4}"
ENTITY_MARK: Final = "<e>"


@dataclass(frozen=True, slots=True)
class RelationWords:
    """How questions speak of a relation. `own_passive`: the passive of its own verbs turns its direction; `subjects_asked`: its
    words ask for the subjects of a thing ("the differential of X" for what is a differential diagnosis of X).

    The three patterns match on a question as `graph.questions.parsing` writes it.
    """

    name: str
    nouns: re.Pattern[str] | None
    verbs: re.Pattern[str] | None
    own_verbs: re.Pattern[str] | None
    own_passive: bool
    subjects_asked: bool
    together: tuple[str, ...]
    also: tuple[str, ...]
    kinds: tuple[str, ...]
    weight: int
    title: str


@dataclass(frozen=True, slots=True)
class Intent:
    """What a question wants beyond a relation's objects."""

    name: str
    pattern: re.Pattern[str]
    title: str


@dataclass(frozen=True, slots=True)
class Action:
    """Words that ask for what to do around anesthesia, and the values of the qualifier `action` that answer."""

    pattern: re.Pattern[str]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The whole file, compiled. `known` holds the stems of every word that a pattern or list names."""

    spelling: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]
    relations: tuple[RelationWords, ...]
    intents: tuple[Intent, ...]
    actions: tuple[Action, ...]
    frequency_relations: tuple[str, ...]
    known: frozenset[str]

    def relation(self, name: str) -> RelationWords:
        """The words of a relation; KeyError for one that no question can name."""
        for words in self.relations:
            if words.name == name:
                return words
        raise KeyError(name)

    def titles(self) -> tuple[str, ...]:
        """What can be asked, one phrase each, in the file's order."""
        titles = [*(words.title for words in self.relations), *(intent.title for intent in self.intents)]
        return tuple(dict.fromkeys(title for title in titles if title))


@cache
def read_patterns() -> Patterns:
    """Return the patterns. ValueError where the file names a relation or a kind that the vocabulary lacks."""
    raw = tomllib.loads(files("graph.questions").joinpath("patterns.toml").read_text("utf-8"))
    spelling: dict[str, str] = raw["spelling"]
    compiler = _Compiler(spelling)
    relations = tuple(compiler.relation(row) for row in raw["relation"])
    kinds = tuple((row["name"], compiler.pattern(row["nouns"])) for row in raw["kind"])
    intents = tuple(Intent(row["name"], compiler.pattern(row["patterns"]), row["title"]) for row in raw["intent"])
    actions = tuple(Action(compiler.pattern(row["words"]), tuple(row["values"])) for row in raw["action"])
    unknown = {row.name for row in relations} - set(RELATIONS) | {name for name, _ in kinds} - set(KINDS)
    if unknown:
        raise ValueError(f"patterns.toml names what the vocabulary does not have: {', '.join(sorted(unknown))}")
    words = {name: frozenset(stem(word, spelling) for word in listed) for name, listed in raw["words"].items()}
    known = frozenset(compiler.seen).union(*words.values())
    return Patterns(spelling, words, kinds, relations, intents, actions, tuple(raw["frequency"]["relations"]), known)


class _Compiler:
    """Turns patterns into regular expressions and remembers the stems they name."""

    def __init__(self, spelling: Mapping[str, str]) -> None:
        self._spelling = spelling
        self.seen: set[str] = set()

    def relation(self, row: Mapping[str, Any]) -> RelationWords:
        """One [[relation]] table."""
        nouns, verbs, own = (self.pattern(row[key]) if key in row else None for key in ("nouns", "verbs", "own_verbs"))
        together, also, kinds = (tuple(row.get(key, ())) for key in ("together", "also", "kinds"))
        turns, subjects = (bool(row.get(key, False)) for key in ("own_passive", "subjects_asked"))
        weight, title = row.get("weight", 1), row.get("title", "")
        return RelationWords(row["name"], nouns, verbs, own, turns, subjects, together, also, kinds, weight, title)

    def pattern(self, patterns: Iterable[str]) -> re.Pattern[str]:
        """One expression for any of `patterns`."""
        return re.compile("|".join(f"(?:{self._one(pattern)})" for pattern in patterns))

    def _one(self, pattern: str) -> str:
        pieces = []
        for word in pattern.split():
            if word == "..":
                pieces.append(_GAP)
            elif word == "^":
                pieces.append(r"\A ")
            elif word == "$":
                pieces.append(r"\Z")
            else:
                optional = word.endswith("?")
                choice = "|".join(self._word(option) for option in word.rstrip("?").split("|"))
                pieces.append(f"(?:(?:{choice}) ){'?' if optional else ''}")
        return ("" if pattern.startswith("^") else r"(?<= )") + "".join(pieces)

    def _word(self, word: str) -> str:
        if word == ENTITY_MARK:
            return r"<\d+>"
        found = stem(word, self._spelling)
        self.seen.add(found)
        return re.escape(found)
