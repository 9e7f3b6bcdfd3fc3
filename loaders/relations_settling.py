"""What remains of all that the rules read from one sentence: each statement once, the better reading of the same words."""

from typing import Final

from graph.model import Statement

_EXCLUSIVE: Final = (
    "has_differential_diagnosis", "triggered_by", "caused_by", "diagnosed_by", "has_complication", "associated_with", "has_symptom",
)  # fmt: skip

Made = tuple[Statement, tuple[int, int]]
"""A statement and where in the sentence its object is."""


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
        return True
    if _is_mention(theirs) and not _is_mention(mine):
        return False
    if _is_mention(mine) and a <= c and d <= b and b - a > d - c:
        return True  # "bone or joint pain" says "joint pain", too
    if theirs.subject.key != mine.subject.key or not {theirs.relation, mine.relation} <= set(_EXCLUSIVE):
        return False
    return _EXCLUSIVE.index(theirs.relation) < _EXCLUSIVE.index(mine.relation)


def _is_mention(statement: Statement) -> bool:
    """True for what no wording but a vocabulary alone found."""
    return statement.evidence[0].rule.startswith("symptom.mention")
