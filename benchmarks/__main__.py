"""`make bench`: every figure of docs/benchmarks.md, one after the other. `python -m benchmarks NAME…` runs some of them."""

import importlib
import platform
import sys
from importlib.metadata import version
from pathlib import Path

NAMES = (
    "extraction",
    "real_pages",
    "recognition",
    "annotation_speed",
    "groundings",
    "linking",
    "peers",
    "negex",
    "start_times",
    "medquad",
    "hpo",
    "cypher",
    "neo4j",
    "readings",
)
SHARED = Path(__file__).resolve().parents[2] / "shared"


def main(names: list[str]) -> int:
    """Run the named benchmarks, all without names. Return 1 where the shared material is missing, 2 for an unknown name."""
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        print(f"No benchmark is called {unknown[0]!r}; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    if not SHARED.is_dir():
        print(f"The benchmarks read {SHARED}, which is not there.", file=sys.stderr)
        return 1
    print(f"syndrome-graph {version('syndrome-graph')}, Python {platform.python_version()}, {platform.machine()}")
    for name in names or NAMES:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").run(SHARED)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
