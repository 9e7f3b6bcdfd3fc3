"""The twenty questions of docs/neo4j.md: read from the page, asked as Cypher and as SPARQL, their answers compared row by row."""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.store import Store, Table

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "neo4j.md"
GRAPHS: Final = ("Kinsbourne", "HPO")
LIMIT: Final = 100_000
TIMEOUT_S: Final = 300.0
_EXAMPLE: Final = re.compile(
    r"^### (?P<number>\d+)\. (?P<question>[^\n]+)\n+Rows: (?P<graphs>[^.]+)\.[^\n]*\n+"
    r"```cypher\n(?P<cypher>.*?)```\n+```sparql\n(?P<sparql>.*?)```",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its queries. `graphs`: those of GRAPHS where it has an answer."""

    number: int
    question: str
    graphs: tuple[str, ...]
    cypher: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Answers:
    """An example's answers by engine (embedded, Neo4j, SPARQL) and the seconds that each took."""

    example: Example
    tables: dict[str, Table]
    seconds: dict[str, float]

    @property
    def equal(self) -> bool:
        """Whether all engines gave the same columns and rows, in the same order."""
        first, *others = self.tables.values()
        return all((table.columns, table.rows) == (first.columns, first.rows) for table in others)

    @property
    def rows(self) -> int:
        """Rows of the first answer."""
        return len(next(iter(self.tables.values())).rows)


def read_examples(text: str) -> tuple[Example, ...]:
    """The examples of a page, in order."""
    return tuple(
        Example(int(e["number"]), e["question"], tuple(e["graphs"].split(", ")), e["cypher"], e["sparql"])
        for e in _EXAMPLE.finditer(text)
    )


def ask(example: Example, embedded: Store, neo4j: Store, times: int = 1) -> Answers:
    """Ask an example of both stores, which hold the same graph: Cypher of each, SPARQL of the first. The last of `times` counts."""

    def sparql() -> Table:
        table = embedded.sparql(example.sparql, timeout_s=TIMEOUT_S, limit=LIMIT).table
        assert table is not None  # the twins are SELECT queries
        return table

    engines: dict[str, Callable[[], Table]] = {
        "embedded": lambda: embedded.cypher(example.cypher, timeout_s=TIMEOUT_S, limit=LIMIT),
        "Neo4j": lambda: neo4j.cypher(example.cypher, timeout_s=TIMEOUT_S, limit=LIMIT),
        "SPARQL": sparql,
    }
    tables, seconds = {}, {}
    for name, engine in engines.items():
        for _ in range(times):
            start = time.perf_counter()
            tables[name] = engine()
            seconds[name] = time.perf_counter() - start
    return Answers(example, tables, seconds)


def report(answered: Iterable[Answers]) -> Iterator[str]:
    """Lines of a table: rows and milliseconds by engine, and whether all three are equal."""
    yield f"{'':4s}{'rows':>6s}{'embedded ms':>13s}{'Neo4j ms':>10s}{'SPARQL ms':>11s}  equal"
    for a in answered:
        ms = [f"{a.seconds[name] * 1000:.0f}" for name in ("embedded", "Neo4j", "SPARQL")]
        equal = "yes" if a.equal else "NO"
        yield f"{a.example.number:2d}. {a.rows:6d}{ms[0]:>13s}{ms[1]:>10s}{ms[2]:>11s}  {equal:5s} {a.example.question[:60]}"
