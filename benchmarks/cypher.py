"""Cypher embedded and on a real Neo4j: the twenty questions on the Kinsbourne page and the whole HPO data, 300 drawn queries.

Starts a Neo4j server of tests/servers for each graph. Needs Java 17 and Maven; takes some minutes, most of them for loading.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from benchmarks.cypher_differential import PAGE as DIFFERENCES
from benchmarks.cypher_differential import Clock, read_families, run_queries
from benchmarks.cypher_differential import report as report_differences
from benchmarks.cypher_examples import PAGE, ask, read_examples, report
from benchmarks.cypher_graphs import copy_graphs, load_hpo_data, load_page, load_slice
from graph.open import open_store
from graph.store import Store

SERVER: Final = Path(__file__).resolve().parents[1] / "tests" / "servers" / "neo4j"
EVERY: Final = 120


def run(shared: Path) -> None:
    """Print the figures."""
    examples = read_examples(PAGE.read_text("utf-8"))

    def page(store: Store) -> None:
        load_page(store, shared)

    for name, load in (("the Kinsbourne page", page), ("the HPO data", load_hpo_data)):
        with both(load) as (embedded, neo4j):
            print(f"\nthe questions of docs/neo4j.md on {name}, asked for the second time")
            for line in report([ask(example, embedded, neo4j, times=2) for example in examples]):
                print(line, flush=True)
    differential(shared)


def differential(shared: Path) -> None:
    """Print how many drawn queries are equal, and by family how many differ."""
    families, clock = read_families(DIFFERENCES.read_text("utf-8")), Clock()
    with tempfile.TemporaryDirectory() as folder:

        def mixed(store: Store) -> None:
            load_page(store, shared)
            load_slice(store, Path(folder), every=EVERY)

        with both(mixed) as (embedded, neo4j):
            print("\ndrawn queries on the Kinsbourne page with a slice of the HPO data")
            report_differences(list(run_queries(embedded, neo4j, families, clock=clock)), print)
    for engine, seconds in clock.seconds.items():
        print(f"{engine:42s} {seconds:.1f} s")


@contextmanager
def both(load: Callable[[Store], None]) -> Iterator[tuple[Store, Store]]:
    """An embedded store with what `load` puts into it, and a Neo4j with the same."""
    with tempfile.TemporaryDirectory() as folder, server(Path(folder) / "neo4j") as url:
        place = Path(folder) / "embedded.kg"
        with open_store(place, create=True) as embedded, open_store(url, create=True) as neo4j:
            start = time.perf_counter()
            load(embedded)
            middle = time.perf_counter()
            copy_graphs(embedded, neo4j)
            print(f"{'loaded':42s} {middle - start:.1f} s")
            print(f"{'copied to Neo4j':42s} {time.perf_counter() - middle:.1f} s", flush=True)
            try:
                yield embedded, neo4j
            finally:
                sgraph = Path(sys.executable).with_name("sgraph")
                subprocess.run([sgraph, "doctor", "--stop-child", "--store", place], check=False, capture_output=True)


@contextmanager
def server(home: Path) -> Iterator[str]:
    """The URL of an empty Neo4j server, which ends with the block."""
    command = [sys.executable, str(SERVER), "run", str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as runner:
        assert runner.stdout is not None
        yield runner.stdout.readline().split()[0]
        runner.communicate(timeout=60)  # closes its input, at whose end the server ends


if __name__ == "__main__":
    differential(Path(__file__).resolve().parents[2] / "shared")
