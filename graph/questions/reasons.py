"""Why an anesthesia concern matters: what the text gives as a reason, and what follows from other statements (inferred)."""

from collections.abc import Iterable, Sequence
from typing import Final

from graph.model import Entity, Evidence, Statement
from graph.naming import name_words
from graph.paths import Hop, Path
from graph.rows import CONCERNS, Row
from graph.store import Store

# Statements by which a disease has something at which a check or a risk can aim.
_TIES: Final = ("associated_with_tumor", "caused_by", "triggered_by", "has_complication", "has_symptom", "associated_with")


def reasons(store: Store, rows: Sequence[Row]) -> tuple[Path, ...]:
    """Return a path a concern: concern, what it is about (inferred), the statement that ties that to the subject.

    A concern is about an entity when its own words, or the sentence that states it, name the entity, and a statement that
    is not denied ties the entity to the concern's subject. The nearest words win: its own before its sentence's.
    """
    found = []
    ties: dict[str, list[Statement]] = {}
    for row in rows:
        subject = row.subject.curie
        if isinstance(row.object, Entity):
            if subject not in ties:
                ties[subject] = [s for name in _TIES for s in store.statements(subject=subject, relation=name) if not s.negated]
            found.extend(_paths(row, row.object, ties[subject]))
    return tuple(found)


def stated_reasons(row: Row) -> tuple[str, ...]:
    """The reasons in the text's own words."""
    return row.qualifiers("reason")


def _paths(row: Row, concern: Entity, ties: Iterable[Statement]) -> list[Path]:
    for words in ([concern.label], [place.text for place in row.evidence]):
        near = [
            tie for tie in ties if isinstance(tie.object, Entity) and tie.object.curie != concern.curie and _named(tie, words)
        ]
        if near:
            return [_path(row, concern, near[0])]
    return []


def _path(row: Row, concern: Entity, tie: Statement) -> Path:
    target = tie.object
    assert isinstance(target, Entity)
    about = Row(concern, CONCERNS, target, evidence=row.evidence, inferred=True)
    return Path((Hop(concern, target, about), Hop(target, tie.subject, Row.of(tie, "in"))))


def _named(tie: Statement, texts: Iterable[str]) -> bool:
    """Whether a text holds a name of the tie's object as whole words."""
    target = tie.object
    assert isinstance(target, Entity)
    names = {name_words(name) for name in (target.label, *target.synonyms, *_texts(tie.evidence))}
    lines = [f" {' '.join(name_words(text))} " for text in texts]
    return any(f" {' '.join(words)} " in line for words in names if words for line in lines)


def _texts(places: Iterable[Evidence]) -> Iterable[str]:
    return (place.object_text for place in places if place.object_text)
