"""The curated HPO data, whole, into a new store: seconds and memory of the record and of both views, and a second load.

The process that loads and asks is this one's child, so that its memory is its own.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def run(shared: Path) -> None:
    """Print the figures. `shared` is not read."""
    del shared
    with tempfile.TemporaryDirectory() as folder:
        store = str(Path(folder) / "hpo.kg")
        sgraph = Path(sys.executable).with_name("sgraph")
        try:
            shown = subprocess.run([sys.executable, "-m", __name__, store], check=True, capture_output=True, text=True).stdout
            for name, value in json.loads(shown).items():
                print(f"{name:42s} {value}")
        finally:
            subprocess.run([sgraph, "doctor", "--stop-child", "--store", store], check=False, capture_output=True)


def measure(place: str) -> dict[str, str]:
    """Load, ask both views, load again; what each took."""
    from graph.cypher.child import read_child
    from graph.open import open_store
    from loaders.hpo_loading import load_hpo
    from ontology.lexicon import open_lexicon

    lexicon = open_lexicon()
    figures: dict[str, str] = {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        done = work()
        figures[name] = f"{time.perf_counter() - start:.1f} s"
        return done

    start = time.perf_counter()
    with open_store(place, create=True) as store:
        report = timed("record", lambda: load_hpo(store, lexicon=lexicon))
        timed("SPARQL view", lambda: store.sparql("ASK { ?s a sg:Statement }"))
        timed("Cypher view", lambda: store.cypher("MATCH (s:Statement) RETURN count(s)"))
        figures["all together"] = f"{time.perf_counter() - start:.1f} s"
        timed("loading again", lambda: load_hpo(store, lexicon=lexicon))
        figures["report"] = str(report)[:200]
        figures["counts"] = json.dumps({k: v for k, v in store.stats().items() if isinstance(v, int)})
        figures["our peak memory"] = _peak("self")
        child = read_child(Path(place) / "cypher")
        if child is not None:
            figures["the engine's peak memory"] = _peak(str(child.pid))
    return figures


def _peak(process: str) -> str:
    """The most memory a process has held, as Linux counts it."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return f"{kilobytes / 1024:.0f} MB"


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
