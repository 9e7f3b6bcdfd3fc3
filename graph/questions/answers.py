"""The value that `ask` returns, and its JSON and table forms."""

from dataclasses import dataclass
from typing import Any, Final

from graph.model import Entity, Quantity
from graph.paths import Path, write_path
from graph.rows import Row, Triple, write_row

COLUMNS: Final = ("subject", "relation", "object", "how often", "certainty", "quote")


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a plain question.

    `rows`: the statements that answer, never a denied one unless the question is about denial; `sparql` and `cypher` give
    the same (subject, relation, object). `focus`: statement ids of the rows that answer first; the others are context, ()
    where all answer. `denied`: statements of the same kind that the texts deny. `paths`: connections; a hop that no text
    states is marked inferred. `notes`: sentences a reader needs beside the rows. `intent` "unknown": nothing was understood.
    """

    question: str
    intent: str
    sentence: str
    rows: tuple[Row, ...] = ()
    focus: tuple[str, ...] = ()
    denied: tuple[Row, ...] = ()
    paths: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    sparql: str = ""
    cypher: str = ""
    columns: tuple[str, ...] = COLUMNS

    @property
    def triples(self) -> frozenset[Triple]:
        """The rows as a set of (subject CURIE, relation, object CURIE or words)."""
        return frozenset(row.triple for row in self.rows)

    def table(self) -> list[tuple[str, ...]]:
        """The rows as cells in the order of `columns`."""
        return [
            (
                row.subject.label,
                ("not " if row.negated else "") + row.relation,
                row.object.label,
                "; ".join(how_often(row)),
                "; ".join(row.certainties) or row.certainty,
                row.quotes[0] if row.quotes else "",
            )
            for row in self.rows
        ]


def how_often(row: Row) -> tuple[str, ...]:
    """The words of frequency of a row, and the numbers they do not hold, verbatim."""
    words = list(row.frequencies)
    words += [q.verbatim for q in row.quantities if not any(q.verbatim in word for word in words)]
    return tuple(dict.fromkeys(words))


def open_denominators(row: Row) -> tuple[Quantity, ...]:
    """Shares of which the text does not say of what."""
    return tuple(q for q in row.quantities if q.unit == "1" and q.denominator is None)


def name_of(entity: Entity) -> str:
    """Label and CURIE, for a sentence."""
    return entity.label if entity.curie.startswith("local:") else f"{entity.label} ({entity.curie})"


def write_answer(answer: Answer) -> dict[str, Any]:
    """An answer as JSON."""
    return {
        "question": answer.question,
        "intent": answer.intent,
        "sentence": answer.sentence,
        "columns": list(answer.columns),
        "rows": [write_row(row) for row in answer.rows],
        "focus": list(answer.focus),
        "denied": [write_row(row) for row in answer.denied],
        "paths": [write_path(path) for path in answer.paths],
        "notes": list(answer.notes),
        "sparql": answer.sparql,
        "cypher": answer.cypher,
    }
