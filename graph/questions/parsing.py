"""What a question asks: its intent, relation, direction and entities, read from its words by the patterns alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph.questions.mentions import Mention
from graph.questions.patterns import Patterns, RelationWords
from graph.questions.words import Word
from ontology.vocabulary import RELATIONS

_DISEASE: Final = frozenset({"Disease", "Syndrome", "Tumor"})
# Intents that stand even where a relation is named too; the others only color it.
_RULING: Final = frozenset({"names", "quotes", "conflicts", "uncertain", "denied", "shared", "alternatives"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A place where a relation is named: words `[first, last)`; `role`: noun, verb or own_verb."""

    relation: RelationWords
    role: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart. `relations` in the order they answer; `direction` of the asked entity: out or in.

    `kinds`: what the relation's other ends are narrowed to; `named_kinds`: all kinds that the question names. `asked_too`: a
    second question behind the first, which is not answered with it; "" where there is none.
    """

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]
    intents: frozenset[str]
    relations: tuple[str, ...]
    also: tuple[str, ...]
    direction: str
    kinds: tuple[str, ...]
    named_kinds: tuple[str, ...]
    actions: tuple[str, ...]
    unknown: str
    asked_too: str = ""

    @property
    def yes_no(self) -> bool:
        """Whether it begins as a question that yes or no would answer."""
        return bool(self.words) and self.words[0].form in _YES_NO

    @property
    def negative(self) -> bool:
        """Whether it holds a "not" that turns what is asked: "does X not help", but "doesn't X help" hopes for a yes."""
        return any(word.form == "not" for word in self.words[2:])

    @property
    def hopes_for_yes(self) -> bool:
        """Whether it begins as "doesn't X help", which asks what "does X help" asks."""
        return self.yes_no and len(self.words) > 1 and self.words[1].form == "not"

    @property
    def asks_which(self) -> bool:
        """Whether it begins with "which" or "what"."""
        return bool(self.words) and self.words[0].form in ("which", "what")


_YES_NO: Final = frozenset({"is", "are", "was", "were", "does", "do", "did", "can", "has", "have", "could", "may"})


def parse(text: str, words: tuple[Word, ...], mentions: tuple[Mention, ...], patterns: Patterns) -> Question:
    """Return what the question asks. `unknown`: the words that nothing here knows, "" where there are none."""
    line = _Line(words, mentions)
    cues, asked_too = _first_question(_all_cues(line, patterns), line, patterns)
    cues = _leading(_heaviest(cues), line)
    intents = frozenset(intent.name for intent in patterns.intents if intent.pattern.search(line.text))
    direction = _direction(_telling(cues), line, patterns) if cues else "out"
    return Question(
        text=text,
        words=words,
        mentions=mentions,
        intents=intents,
        relations=tuple(dict.fromkeys(name for cue in cues for name in (cue.relation.name, *cue.relation.together))),
        also=tuple(dict.fromkeys(name for cue in cues for name in cue.relation.also)),
        direction=direction,
        kinds=_kinds(line, cues, direction, patterns),
        named_kinds=tuple(name for name, pattern in patterns.kinds if pattern.search(line.text)),
        actions=_actions(line, patterns),
        unknown=_unknown(text, line, patterns),
        asked_too=text[words[asked_too].start :].strip(" ?") if asked_too else "",
    )


class _Line:
    """The question as a line of stems, " what trigger <0> ", with the way back from characters to words."""

    def __init__(self, words: Sequence[Word], mentions: Sequence[Mention]) -> None:
        self.words = words
        self.mentions = mentions
        inside = {at: number for number, mention in enumerate(mentions) for at in range(mention.first, mention.last)}
        pieces, self._starts, at = [" "], [], 1
        for position, word in enumerate(words):
            if position in inside and inside.get(position - 1) == inside[position]:
                continue
            piece = f"<{inside[position]}>" if position in inside else word.stem
            self._starts.append((at, position))
            pieces.append(piece + " ")
            at += len(piece) + 1
        self.text = "".join(pieces)
        self.inside = inside

    def word_at(self, offset: int) -> int:
        """The number of the word at a character of `text`; the number of words at its end."""
        for start, position in self._starts:
            if start >= offset:
                return position
        return len(self.words)


def _all_cues(line: _Line, patterns: Patterns) -> list[Cue]:
    """All places where a relation is named."""
    found: list[Cue] = []
    for relation in patterns.relations:
        roles: tuple[tuple[str, re.Pattern[str] | None], ...] = (
            ("noun", relation.nouns), ("verb", relation.verbs), ("own_verb", relation.own_verbs),
        )  # fmt: skip
        for role, pattern in roles:
            matches = pattern.finditer(line.text) if pattern else iter(())
            found.extend(Cue(relation, role, line.word_at(m.start()), line.word_at(m.end())) for m in matches)
    return found


def _first_question(cues: list[Cue], line: _Line, patterns: Patterns) -> tuple[list[Cue], int]:
    """The cues of the first of two questions that "and how", "and what" joins, and where the second begins; 0: there is one.

    A second question names another relation and no entity: "how many with A have B, and how many recur".
    """
    ask = patterns.words["ask"]
    for position in range(1, len(line.words) - 1):
        if line.words[position].form != "and" or line.words[position + 1].stem not in ask:
            continue
        before = [cue for cue in cues if cue.last <= position]
        after = [cue for cue in cues if cue.first > position]
        named = {cue.relation.name for cue in before}
        shared = named & {cue.relation.name for cue in after}
        if before and after and not shared and all(mention.last <= position for mention in line.mentions):
            return before, position + 1
    return cues, 0


def _heaviest(found: list[Cue]) -> list[Cue]:
    """The cues of the heaviest relations alone, in text order."""
    heaviest = max((cue.relation.weight for cue in found), default=0)
    return sorted((cue for cue in found if cue.relation.weight == heaviest), key=lambda cue: (cue.first, -cue.last))


def _leading(cues: list[Cue], line: _Line) -> list[Cue]:
    """The first cue, the others of its relation, and those that "and", "or" or a comma joins to it."""
    if not cues:
        return []
    kept = [cues[0]]
    for cue in cues[1:]:
        between = {word.form for word in line.words[kept[-1].last : cue.first]}
        overlaps = cue.first < kept[-1].last
        if cue.relation.name == kept[0].relation.name or (not overlaps and between & {"and", "or"}):
            kept.append(cue)
    return kept


def _telling(cues: list[Cue]) -> Cue:
    """The cue that tells the direction: of the first relation's the noun, if there is one ("the genetic inheritance of X")."""
    return next((cue for cue in cues if cue.role == "noun" and cue.relation.name == cues[0].relation.name), cues[0])


def _direction(cue: Cue, line: _Line, patterns: Patterns) -> str:
    """Whether the entity of the question is the statement's subject ("out") or its object ("in")."""
    if not line.mentions:
        return "out"
    mention = line.mentions[0]
    if cue.relation.subjects_asked:
        return "out" if _is_one_of_others(mention, cue, line) else "in"
    allowed = RELATIONS[cue.relation.name].objects
    kinds = set(mention.entities[0].kinds)
    if allowed and kinds and kinds <= set(allowed) and not kinds & _DISEASE:
        return "in"
    if cue.role == "noun" and not _is_verb_too(cue, line, patterns):
        return "in" if _asks_for_subjects(cue, line, patterns) else "out"
    before = mention.first < cue.first and not _is_context(mention, cue, line, patterns)
    passive = _is_passive(cue, line, patterns)
    if cue.role == "own_verb":
        if not cue.relation.own_passive and mention.first > 0 and line.words[mention.first - 1].form == "in":
            return "out"  # "how many cases recur in X"
        return "out" if before != (passive and cue.relation.own_passive) else "in"
    return "in" if before != passive else "out"


def _asks_for_subjects(cue: Cue, line: _Line, patterns: Patterns) -> bool:
    """ "Which syndromes have X as a symptom", "what is X a symptom of"."""
    asked = re.search(r" (?:what|which|whose)(?: other)? (\S+) ", line.text)
    disease = dict(patterns.kinds)["Disease"]
    if asked and disease.search(f" {asked.group(1)} "):
        return not (cue.first <= line.word_at(asked.start(1)) < cue.last)
    after = [word.form for word in line.words[cue.last :]]
    return line.mentions[0].first < cue.first and after[:1] in (["of"], ["for"], ["in"]) and len(after) == 1


def _is_one_of_others(mention: Mention, cue: Cue, line: _Line) -> bool:
    """ "What is X a differential of", "which diseases have X as a differential"."""
    between = {word.form for word in line.words[mention.last : cue.first]}
    return mention.last <= cue.first and ("as" in between or line.words[-1].form == "of")


def _is_verb_too(cue: Cue, line: _Line, patterns: Patterns) -> bool:
    """ "What does X trigger": a noun by its form, a verb by the auxiliary before the entity."""
    verb, mention = cue.relation.verbs, line.mentions[0]
    near = line.words[max(mention.first - 2, 0) : mention.first]
    helped = any(word.stem in patterns.words["auxiliary"] for word in near) and mention.last <= cue.first
    return helped and verb is not None and verb.search(f" {line.words[cue.first].stem} ") is not None


def _is_context(mention: Mention, cue: Cue, line: _Line, patterns: Patterns) -> bool:
    """ "In OMS, what helps": the asking word stands between, so the entity is not who acts."""
    ask = patterns.words["ask"]
    return any(word.stem in ask for word in line.words[mention.last : cue.first])


def _is_passive(cue: Cue, line: _Line, patterns: Patterns) -> bool:
    """A participle with a form of "be" somewhere before it."""
    irregular = patterns.words["participles"]
    participle = any(
        word.form.endswith("ed") or (word.stem in irregular and not word.form.endswith("s"))
        for word in line.words[cue.first : cue.last]
    )
    return participle and any(word.stem in patterns.words["be"] for word in line.words[: cue.first])


def _kinds(line: _Line, cues: list[Cue], direction: str, patterns: Patterns) -> tuple[str, ...]:
    """Kinds that the question names and that the relation lets a question choose among; only for what is asked."""
    if not cues or direction == "in":
        return ()
    chosen = cues[0].relation.kinds
    return tuple(name for name, pattern in patterns.kinds if name in chosen and pattern.search(line.text))


def _actions(line: _Line, patterns: Patterns) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(value for action in patterns.actions if action.pattern.search(line.text) for value in action.values)
    )


def _unknown(text: str, line: _Line, patterns: Patterns) -> str:
    """The longest run of words that are neither an entity nor a question's own; a head may close it ("… syndrome")."""
    runs: list[list[Word]] = [[]]
    for position, word in enumerate(line.words):
        strange = position not in line.inside and word.stem not in patterns.known
        closes = bool(runs[-1]) and word.stem in patterns.words["heads"] and position not in line.inside
        if strange or closes:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    longest = max(runs, key=len)
    return text[longest[0].start : longest[-1].end] if longest else ""


def rules(question: Question, intent: str) -> bool:
    """Whether an intent that the words show is the one to answer."""
    return intent in question.intents and (intent in _RULING or not question.relations)
