"""What is related to an entity: its statements as rows, in a stable order, a page at a time, from the store's look-ups."""

import base64
import json
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.errors import QueryError
from graph.model import Entity
from graph.naming import find_entity
from graph.rows import Row, row_order, write_node, write_row
from graph.selection import Selection, select
from graph.selection_twins import twins_of
from graph.store import Store
from ontology.vocabulary import CERTAINTIES, KINDS, RELATIONS

DIRECTIONS: Final = ("both", "out", "in")
_MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class RelatedPage:
    """A page of rows about `entity`. `next_cursor`: give it back for the next page; None on the last. `total`: over all pages.

    `sparql` and `cypher` give the same rows (all pages, as subject, relation, object).
    """

    entity: Entity
    rows: tuple[Row, ...]
    total: int
    next_cursor: str | None
    sparql: str
    cypher: str


def related(
    store: Store,
    curie: str,
    relation: str | None = None,
    kind: str | None = None,
    direction: str = "both",
    certainty: str | None = None,
    limit: int = 100,
    cursor: str | None = None,
) -> RelatedPage:
    """Return the statements about an entity (a CURIE or any name) as rows; denied ones are listed and marked `negated`.

    `kind`: of the other end, sub-kinds included. `direction`: "out" where the entity is the subject, "in" where it is the
    object. `certainty`: the statement's strongest. Raises UnknownEntity, and QueryError for a word that is not in the tables.
    """
    _check("relation", relation, tuple(RELATIONS))
    _check("kind", kind, tuple(KINDS))
    _check("direction", direction, DIRECTIONS)
    _check("certainty", certainty, CERTAINTIES)
    if not 1 <= limit <= _MOST:
        raise QueryError(f"limit is between 1 and {_MOST}, not {limit}")
    entity = find_entity(store, curie)
    selection = _selection(entity.curie, relation, kind, direction, certainty)
    rows = rows_of(store, selection, entity.curie)
    after = _read_cursor(cursor)
    left = rows if after is None else [row for row in rows if row_order(row) > after]
    shown = tuple(left[:limit])
    more = _write_cursor(shown[-1]) if len(left) > limit else None
    twins = twins_of(selection)
    return RelatedPage(entity, shown, len(rows), more, twins.sparql, twins.cypher.inline)


def rows_of(store: Store, selection: Selection, curie: str | None = None) -> list[Row]:
    """Return the rows of a selection, sorted; their direction is as seen from `curie`."""
    rows = [Row.of(s, "in" if curie is not None and s.subject.curie != curie else "out") for s in select(store, selection)]
    return sorted(rows, key=row_order)


def write_related(page: RelatedPage) -> dict[str, Any]:
    """A page as JSON."""
    return {
        "entity": write_node(page.entity),
        "total": page.total,
        "rows": [write_row(row) for row in page.rows],
        "next_cursor": page.next_cursor,
        "sparql": page.sparql,
        "cypher": page.cypher,
    }


def _selection(curie: str, relation: str | None, kind: str | None, direction: str, certainty: str | None) -> Selection:
    base = Selection(
        relations=(relation,) if relation else (),
        kinds=(kind,) if kind else (),
        polarity="both",
        certainty=certainty,
    )
    if direction == "out":
        return replace(base, subjects=(curie,), kinds_of="object")
    if direction == "in":
        return replace(base, objects=(curie,), kinds_of="subject")
    return replace(base, either=(curie,), kinds_of="other")


def _check(what: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise QueryError(f"{value!r} is not a {what}; choose from {', '.join(known)}")


def _write_cursor(row: Row) -> str:
    """The place after `row` in the order of rows: it still holds when statements come and go between two pages."""
    return base64.urlsafe_b64encode(json.dumps(row_order(row)).encode()).decode().rstrip("=")


def _read_cursor(cursor: str | None) -> tuple[int, int, str, str] | None:
    if cursor is None:
        return None
    try:
        relation, side, label, statement = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return int(relation), int(side), str(label), str(statement)
    except (ValueError, TypeError) as error:
        raise QueryError("that cursor is not one that an answer gave; start again without it") from error
