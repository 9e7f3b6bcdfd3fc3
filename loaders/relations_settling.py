"""What remains of all that the rules read from one sentence: each statement once, the better reading of the same words."""

import re
from typing import Final

from graph.model import Entity, Statement

_EXCLUSIVE: Final = (
    "differential_diagnosis_of", "triggered_by", "caused_by", "diagnosed_by", "has_complication", "associated_with", "has_symptom",
)  # fmt: skip

# Of these one stretch of words has one object.
_ONE_OBJECT: Final = frozenset(("has_symptom", "has_complication", "treated_by", "diagnosed_by", "triggered_by"))

# Beginnings of rules' ids.
_MENTIONS: Final = (
    "symptom.mention",
    "tumor.mention",
    "treatment.mention",
    "diagnosis.mention",
    "anesthesia.mention",
    "rate.mention",
)

_NOTES: Final = frozenset(("treatment.list", "note.diagnosis-tests"))

# "Serum copper is low": the test, and beside it what it shows.
_BESIDE: Final = frozenset(("diagnosis.level-is",))

Made = tuple[Statement, tuple[int, int]]
"""A statement and where in the sentence its object is."""


Spans = tuple[tuple[int, int], ...]
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")


def spans_taken(found: list[Made]) -> Spans:
    """Where the wording says what is there, so that a name found at the same words would give way to it."""
    return tuple({span for statement, span in found if not _is_unknown_note(statement)})


def words_left(text: str, taken: Spans) -> bool:
    """True where a sentence has words outside the spans."""
    for start, end in taken:
        text = text[:start] + " " * (end - start) + text[end:]
    return _LETTERS.search(text) is not None


def settle(found: list[Made]) -> list[Statement]:
    """One evidence a statement and sentence; of relations that exclude each other at the same words, the more specific."""
    kept: dict[tuple[str, str, str, bool], Made] = {}
    for statement, span in sorted(found, key=lambda made: _is_mention(made[0])):
        key = (statement.subject.key, statement.relation, statement.object.key, statement.comparison is not None)
        kept.setdefault(key, (statement, span))
    made = list(kept.values())
    return [one[0] for one in made if not any(_beats(other, one) for other in made if other is not one)]


def _beats(other: Made, one: Made) -> bool:
    """True where `other` says what the same words mean better: a rule against a bare mention, the more specific relation."""
    (theirs, (a, b)), (mine, (c, d)) = other, one
    if not (a < d and c < b):
        return False
    if _is_mention(mine) and not _is_mention(theirs):
        return not _misread_note(theirs, mine)
    if _is_mention(theirs) and not _is_mention(mine):
        return _misread_note(mine, theirs)
    if _is_mention(mine) and a <= c and d <= b and b - a > d - c:
        return True  # "bone or joint pain" says "joint pain", too
    if theirs.relation == mine.relation == "has_onset" and a <= c and d <= b and b - a > d - c:
        return True  # "children aged 2 to 8" says "children", too
    if (a, b) == (c, d) and _says_same(theirs, mine):
        return _nearness(theirs) > _nearness(mine)
    if theirs.evidence[0].rule in _BESIDE:
        return False
    of_a_form = theirs.relation == "triggered_by"  # what sets a form off is no sign of the disease either
    if (_about(theirs) != _about(mine) and not of_a_form) or not {theirs.relation, mine.relation} <= set(_EXCLUSIVE):
        return False
    return _EXCLUSIVE.index(theirs.relation) < _EXCLUSIVE.index(mine.relation)


def _about(statement: Statement) -> str:
    """Key of the disease that the page speaks of: the object of a differential, the subject of all else."""
    return statement.object.key if statement.relation == "differential_diagnosis_of" else statement.subject.key


def _misread_note(note: Statement, named: Statement) -> bool:
    """True for a note without a verb whose words no vocabulary knows, while it knows a part of them: there was a verb."""
    return (
        _is_unknown_note(note)
        and note.relation == named.relation
        and isinstance(named.object, Entity)
        and named.object.grounded
    )


def _is_unknown_note(statement: Statement) -> bool:
    known = isinstance(statement.object, Entity) and statement.object.grounded
    return statement.evidence[0].rule in _NOTES and not known


def _says_same(one: Statement, other: Statement) -> bool:
    """True for one relation that two rules read from the same words."""
    return (
        (one.subject.key, one.relation, one.negated) == (other.subject.key, other.relation, other.negated)
        and one.relation in _ONE_OBJECT
        and one.evidence[0].rule != other.evidence[0].rule
    )


def _nearness(statement: Statement) -> tuple[bool, bool, str]:
    """How near an object is to its words: a vocabulary's term, else one that the words hold; of equals the last by name."""
    value = statement.object
    said = (statement.evidence[0].object_text or "").lower()
    grounded = isinstance(value, Entity) and value.grounded
    return grounded, value.label.lower() in said, value.label


def _is_mention(statement: Statement) -> bool:
    """True for what no wording but a vocabulary alone found."""
    return statement.evidence[0].rule.startswith(_MENTIONS)
