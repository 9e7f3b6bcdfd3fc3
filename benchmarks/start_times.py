"""Whole-process times of the commands a user waits for, median of five, on the graph of the examples."""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

RUNS = 5
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
SGRAPH = Path(sys.executable).with_name("sgraph")


def seconds(arguments: Sequence[str | Path]) -> float:
    """Wall time of one `sgraph` process that must succeed."""
    start = time.perf_counter()
    subprocess.run([SGRAPH, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def run(shared: Path) -> None:
    """Print one line a command. `shared` is not read."""
    del shared
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "bench.kg"
        at = ["--store", str(store)]
        print(f"load of three monographs, first time   {seconds(['load', *sorted(EXAMPLES.glob('*.txt')), *at]):6.2f} s")
        print(f"cypher, nothing runs yet               {seconds(['cypher', 'MATCH (n) RETURN count(n)', *at]):6.2f} s")
        for name, arguments in (
            ("cypher, its child runs", ["cypher", "MATCH (n) RETURN count(n)"]),
            ("sparql", ["sparql", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"]),
            ("related", ["related", "OMS"]),
            ("ask", ["ask", "What triggers OMS?"]),
        ):
            times = [seconds([*arguments, *at]) for _ in range(RUNS)]
            print(f"{name:38s} {statistics.median(times):6.2f} s   (median of {RUNS}, {min(times):.2f} to {max(times):.2f})")
        subprocess.run([SGRAPH, "doctor", "--stop-child", *at], check=False, capture_output=True)
