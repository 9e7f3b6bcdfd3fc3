"""Rows of an answer as columns: one wording for every command that lists statements."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from api.options import Format
from ontology.vocabulary import RELATIONS

if TYPE_CHECKING:
    from graph.model import Entity, Literal
    from graph.rows import Row

# For programs: everything, one meaning a column.
FLAT_COLUMNS: Final = (
    "statement", "direction", "subject", "subject_label", "relation", "object", "object_label", "negated", "certainty",
    "frequencies", "actions", "reasons", "evidences", "quotes",
)  # fmt: skip
# For people.
READ_COLUMNS: Final = ("relation", "what", "identifier", "how often", "certainty", "places", "words", "statement")
_QUOTE_LENGTH: Final = 90


def columns_and_rows(rows: Iterable["Row"], form: Format, subjects: bool = False) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """The columns and cells of a listing in `form`. `subjects`: rows of several subjects, so name them."""
    if form is not Format.TABLE:
        return FLAT_COLUMNS, [flat(row) for row in rows]
    if subjects:
        return without_empty(("of", *READ_COLUMNS), [(row.subject.label, *readable(row, forward=True)) for row in rows])
    return without_empty(READ_COLUMNS, [readable(row) for row in rows])


def without_shared(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], names: Sequence[str]
) -> tuple[list[str], list[list[Any]]]:
    """The table without those of the columns `names` in which all rows say the same."""
    kept = [i for i, name in enumerate(columns) if name not in names or len({row[i] for row in rows}) != 1]
    return [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]


def without_empty(columns: Sequence[str], rows: list[Sequence[Any]]) -> tuple[Sequence[str], list[Sequence[Any]]]:
    """The table without the columns in which no row says anything."""
    kept = [i for i in range(len(columns)) if any(row[i] not in ("", None) for row in rows)]
    return [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]


def flat(row: "Row") -> tuple[Any, ...]:
    """The cells of FLAT_COLUMNS. A literal object has its words as `object`."""
    return (
        row.statement,
        row.direction,
        row.subject.curie,
        row.subject.label,
        row.relation,
        row.triple[2],
        row.object.label,
        row.negated,
        row.certainty,
        list(row.frequencies),
        list(row.qualifiers("action")),
        list(row.qualifiers("reason")),
        len(row.evidence),
        list(row.quotes),
    )


def readable(row: "Row", *, forward: bool = False) -> tuple[Any, ...]:
    """The cells of READ_COLUMNS, seen from the entity asked about; `forward`: as the statement reads."""
    other = row.object if forward or row.direction == "out" else row.other
    return (
        relation_words(row, forward),
        ", ".join([*row.qualifiers("action"), other.label]) + (" (the text breaks off)" if row.truncated else ""),
        identifier(other),
        "; ".join(row.frequencies),
        row.certainty + (", inferred" if row.inferred else ""),
        len(row.evidence),
        shortened(row.quotes[0]) if row.quotes else "",
        (row.statement or "")[:8],
    )


def identifier(value: "Entity | Literal") -> str:
    """The CURIE for people: a local one says no more than the label."""
    curie = getattr(value, "curie", "")
    return "(local)" if curie.startswith("local:") else curie


def relation_words(row: "Row", forward: bool = False) -> str:
    """The relation as words, `not` before a denied one."""
    relation = RELATIONS.get(row.relation)
    if relation is None:
        words = row.relation.replace("_", " ")
    else:
        words = relation.label if forward or row.direction == "out" else relation.inverse.replace("_", " ")
    return f"not: {words}" if row.negated else words


def shortened(quote: str) -> str:
    """The beginning of a quote, on one line."""
    line = " ".join(quote.split())
    return line if len(line) <= _QUOTE_LENGTH else line[: _QUOTE_LENGTH - 1].rstrip() + "…"
