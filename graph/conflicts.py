"""Where sources disagree: one says what another denies, numbers that exclude each other, opposite advice, other values.

Nothing is decided here: every side is listed with its words. The rows are those of two queries, in `conflict_twins`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from graph.conflict_twins import MEASURES, OPPOSITE_ADVICE, VALUES, conflict_twins
from graph.model import Entity, Evidence, Quantity, Statement
from graph.naming import find_entity
from graph.rows import Row, row_order, write_node, write_row
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements (or two places of one) of different documents that do not go together; `kind` is polarity, number, advice or value."""

    kind: str
    rows: tuple[Row, ...]
    places: tuple[Evidence, Evidence]

    @property
    def subject(self) -> Entity:
        """What both are about."""
        return self.rows[0].subject

    @property
    def relation(self) -> str:
        """The relation of both."""
        return self.rows[0].relation


@dataclass(frozen=True, slots=True)
class Conflicts:
    """All conflicts of an entity as the subject (None: of the whole store), and the queries of their statements."""

    entity: Entity | None
    conflicts: tuple[Conflict, ...]
    sparql: str
    cypher: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """The statements concerned, each once."""
        found = {row.statement: row for conflict in self.conflicts for row in conflict.rows}
        return tuple(sorted(found.values(), key=row_order))


def conflicts(store: Store, curie: str | None = None) -> Conflicts:
    """Return where documents disagree about `curie` (a CURIE or any name), or anywhere. Raises UnknownEntity."""
    entity = None if curie is None else find_entity(store, curie)
    statements = store.statements() if entity is None else store.statements(subject=entity.curie)
    found = list(conflicts_among(statements))
    twins = conflict_twins(entity.curie if entity else None)
    return Conflicts(entity, tuple(found), twins.sparql, twins.cypher.inline)


def conflicts_among(statements: Iterable[Statement]) -> Iterator[Conflict]:
    """Conflicts among statements, each pair of places that shows one once a pair of statements, in a stable order."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        groups.setdefault((statement.subject.curie, statement.relation), []).append(statement)
    for key in sorted(groups):
        members = sorted(groups[key], key=lambda s: s.id)
        for statement in members:
            yield from _number(statement, statement)
            yield from _advice(statement)
        for one, other in _pairs(members, key[1]):
            if one.object.key == other.object.key and one.negated != other.negated:
                yield from _pair("polarity", one, other)
            elif one.negated or other.negated:
                continue
            elif one.relation in MEASURES:
                yield from _number(one, other)
            elif one.relation in VALUES and one.object.key != other.object.key:
                yield from _pair("value", one, other)


def _pairs(members: Sequence[Statement], relation: str) -> Iterator[tuple[Statement, Statement]]:
    """Pairs that can disagree: of one object; of any two where the relation is a measure or has one value."""
    if relation in MEASURES or relation in VALUES:
        yield from combinations(members, 2)
        return
    by_object: dict[str, list[Statement]] = {}
    for statement in members:
        by_object.setdefault(statement.object.key, []).append(statement)
    for same in by_object.values():
        yield from combinations(same, 2)


def _pair(kind: str, one: Statement, other: Statement) -> Iterator[Conflict]:
    """The first two places of different documents."""
    for a in one.evidence:
        for b in other.evidence:
            if a.source != b.source:
                yield Conflict(kind, (Row.of(one), Row.of(other)), (a, b))
                return


def _number(one: Statement, other: Statement) -> Iterator[Conflict]:
    """Two numbers of one kind and unit, in different documents, whose ranges have no value in common."""
    if one.negated:
        return
    for a in one.evidence:
        for b in other.evidence:
            apart = any(_apart(p, q) for p in a.quantities for q in b.quantities)
            if a.source != b.source and apart:
                rows = (Row.of(one),) if one.id == other.id else (Row.of(one), Row.of(other))
                yield Conflict("number", rows, (a, b))
                return


def _apart(one: Quantity, other: Quantity) -> bool:
    if (one.kind, one.unit) != (other.kind, other.unit):
        return False
    below = one.high is not None and other.low is not None and one.high < other.low
    above = one.low is not None and other.high is not None and one.low > other.high
    return below or above


def _advice(statement: Statement) -> Iterator[Conflict]:
    """One document says to avoid what another says to prefer."""
    against, favored = OPPOSITE_ADVICE
    for a in statement.evidence:
        for b in statement.evidence:
            if a.source != b.source and _acts(a, against) and _acts(b, favored) and not statement.negated:
                yield Conflict("advice", (Row.of(statement),), (a, b))
                return


def _acts(place: Evidence, actions: tuple[str, ...]) -> bool:
    return any(name == "action" and value in actions for name, value in place.qualifiers)


def write_conflicts(found: Conflicts) -> dict[str, Any]:
    """Conflicts as JSON."""
    return {
        "entity": None if found.entity is None else write_node(found.entity),
        "conflicts": [
            {
                "kind": conflict.kind,
                "subject": write_node(conflict.subject),
                "relation": conflict.relation,
                "rows": [write_row(row) for row in conflict.rows],
                "sides": [
                    {"source": place.source, "text": place.text, "frequency": place.frequency, "start": place.start,
                     "end": place.end, "quantities": [q.verbatim for q in place.quantities]}
                    for place in conflict.places
                ],
            }
            for conflict in found.conflicts
        ],
        "sparql": found.sparql,
        "cypher": found.cypher,
    }  # fmt: skip
