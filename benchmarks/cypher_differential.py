"""Generated read queries on the embedded Cypher engine and on Neo4j: equal rows, or a difference of a family that is written down.

The families are the sections of docs/cypher-differences.md, read here. `tests/test_cypher_differential.py` runs the same.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final

from benchmarks.cypher_expressions import Words
from benchmarks.cypher_queries import Query, generate
from graph.errors import SyndromeGraphError
from graph.store import Store, Table
from ontology.vocabulary import RELATIONS

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "cypher-differences.md"
SEED: Final = 6
QUERIES: Final = 300
EMPTY: Final = 30  # of the queries at most so many may have no rows: they tell less
LIMIT: Final = 20_000
TIMEOUT_S: Final = 60.0
SIDES: Final = ("the embedded engine refuses", "Neo4j refuses", "answers differ", "the last digits differ")
DIGITS: Final = 12
_SECTION: Final = re.compile(
    r"^## (?P<name>[^\n]+)\n+Marks: `(?P<mark>[^\n]+)`, (?P<side>[^\n]+)\.\n(?P<rest>.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL
)
_CYPHER: Final = re.compile(r"^```cypher\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Family:
    """A known difference: queries that `mark` is found in may differ on that `side`. `witness` does; `around` is equal on both."""

    name: str
    mark: re.Pattern[str]
    side: str
    witness: str
    around: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A query's two answers. `outcome`: equal, both refuse, or one of SIDES; `empty`: both have no rows; `family` explains a side."""

    query: Query
    outcome: str
    empty: bool
    shown: str
    family: str | None = None


@dataclass(slots=True)
class Clock:
    """Seconds that each engine took."""

    seconds: dict[str, float] = field(default_factory=dict)

    def ask(self, engine: str, store: Store, query: Query) -> Table | str:
        """The answer, or the error's words."""
        start = time.perf_counter()
        try:
            return store.cypher(query.text, query.parameters, timeout_s=TIMEOUT_S, limit=LIMIT)
        except SyndromeGraphError as error:
            return f"{type(error).__name__}: {error}"
        finally:
            self.seconds[engine] = self.seconds.get(engine, 0.0) + time.perf_counter() - start


def read_families(text: str) -> tuple[Family, ...]:
    """The families of the page, in order. ValueError for a section that lacks a part."""
    families = []
    for section in _SECTION.finditer(text):
        blocks = _CYPHER.findall(section["rest"])
        if len(blocks) != 2 or section["side"] not in SIDES:
            raise ValueError(f"{section['name']}: a section has marks, one of {SIDES}, a query and a way around")
        families.append(Family(section["name"], re.compile(section["mark"], re.DOTALL), section["side"], *blocks))
    if len(families) != text.count("\n## "):
        raise ValueError("a section of the page cannot be read")
    return tuple(families)


def words_of(store: Store) -> Words:
    """Values of the graph for the generator: so many of each, whatever else is in it, so that the same queries are drawn."""

    def column(query: str) -> list[str]:
        return [row[0] for row in store.cypher(query, limit=LIMIT).rows]

    return Words(
        curies=column("MATCH (d:Disease)-[:HAS_SYMPTOM]->() RETURN DISTINCT d.curie AS c ORDER BY c LIMIT 80"),
        labels=column("MATCH (o:Symptom) WITH o.label AS label ORDER BY label LIMIT 40 RETURN label"),
        relations=sorted(RELATIONS),
        terms=column("MATCH (o:Symptom)-[:IS_A]->() RETURN DISTINCT o.curie AS c ORDER BY c LIMIT 200"),
    )


def compare(first: Table | str, second: Table | str, *, ordered: bool) -> tuple[str, bool, str]:
    """The outcome of two answers, whether both have no rows, and what differs in words."""
    if isinstance(first, str) or isinstance(second, str):
        if isinstance(first, str) and isinstance(second, str):
            return "both refuse", False, f"{first} | {second}"
        return (SIDES[0], False, str(first)) if isinstance(first, str) else (SIDES[1], False, str(second))
    one, other = [_shown(row) for row in first.rows], [_shown(row) for row in second.rows]
    if first.columns != second.columns:
        return SIDES[2], False, f"columns {first.columns} | {second.columns}"
    if _same(one, other, ordered=ordered):
        return "equal", not one, ""
    if _same(*([_shown(row, DIGITS) for row in table.rows] for table in (first, second)), ordered=ordered):
        return SIDES[3], False, ""
    only = list((Counter(one) - Counter(other)).elements())[:2], list((Counter(other) - Counter(one)).elements())[:2]
    return SIDES[2], False, f"{len(one)} | {len(other)} rows; {only[0]} | {only[1]}"


def run_queries(
    embedded: Store,
    neo4j: Store,
    families: Sequence[Family],
    *,
    seed: int = SEED,
    number: int = QUERIES,
    clock: Clock | None = None,
) -> Iterator[Compared]:
    """Ask both stores, which hold the same graph, `number` generated queries."""
    clock = clock or Clock()
    empty = 0

    def outcomes() -> Iterator[Compared]:
        nonlocal empty
        for query in generate(seed, words_of(embedded)):
            answers = clock.ask("embedded", embedded, query), clock.ask("Neo4j", neo4j, query)
            if any(isinstance(answer, Table) and answer.truncated for answer in answers):
                continue  # which rows were cut off hangs on their order
            outcome, no_rows, shown = compare(*answers, ordered=query.ordered)
            empty += no_rows
            if no_rows and empty > number * EMPTY // QUERIES:
                continue
            yield Compared(query, outcome, no_rows, shown, family_of(query.text, outcome, families))

    return islice(outcomes(), number)


def family_of(text: str, outcome: str, families: Iterable[Family]) -> str | None:
    """The first family that a difference belongs to."""
    return next((f.name for f in families if f.side == outcome and f.mark.search(text)), None)


def _same(one: Sequence[str], other: Sequence[str], *, ordered: bool) -> bool:
    return one == other or (not ordered and Counter(one) == Counter(other))


def _shown(row: Sequence[Any], digits: int | None = None) -> str:
    return json.dumps([_comparable(cell, digits) for cell in row], ensure_ascii=False)


def _comparable(value: Any, digits: int | None) -> Any:
    """A cell without the engines' own ids; keys of maps in order; a whole float stays apart from an integer."""
    if isinstance(value, list):
        return [_comparable(item, digits) for item in value]
    if isinstance(value, Mapping):
        return {key: _comparable(value[key], digits) for key in sorted(value) if not key.endswith("lementId")}
    return float(f"{value:.{digits}g}") if digits and isinstance(value, float) else value


def report(compared: Sequence[Compared], say: Callable[[str], None]) -> None:
    """Say how many are equal and how many differ, by family."""
    outcomes = Counter(c.outcome for c in compared)
    say(f"{'queries':42s} {len(compared)}, {sum(c.empty for c in compared)} of them without rows")
    for outcome, many in sorted(outcomes.items()):
        say(f"{outcome:42s} {many}")
    for family, many in sorted(Counter(c.family or "IN NO FAMILY" for c in compared if c.outcome in SIDES).items()):
        say(f"  {family:40s} {many}")
