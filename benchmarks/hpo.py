"""The curated HPO data, whole, into a new store: seconds, processor seconds and memory of the record and of both views.

The process that loads and asks is this one's child, so that its memory is its own. The two views are built side by side, as two
cores allow: their processor seconds are told apart by thread (ours) and by process (the Cypher engine's).
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


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
    """Load, build both views side by side, load again; what each took."""
    from graph.cypher.child import read_child
    from graph.embedded.store import EmbeddedStore
    from loaders.hpo_loading import load_hpo
    from ontology.lexicon import open_lexicon

    home = Path(place) / "cypher"
    ends: dict[str, float] = {}
    begin, figures = time.perf_counter(), _Figures()
    with EmbeddedStore(Path(place), create=True) as store:
        report = figures.timed("record", lambda: load_hpo(store, lexicon=open_lexicon()))
        views = time.perf_counter()
        store.watch(lambda view, share: ends.update({view: time.perf_counter() - views}) if share == 1.0 else None)
        figures.timed("both views, side by side", store.refresh_views)
        for view, seconds in sorted(ends.items()):
            figures.told[f"  of these until the {view} view"] = f"{seconds:.1f} s"
        child = read_child(home)
        assert child is not None
        figures.told["  the Cypher engine's processor time"] = f"{_processor_s(child.pid):.1f} s"
        figures.told["record and both views"] = f"{time.perf_counter() - begin:.1f} s (asked: < 150 s)"
        figures.told["our peak memory"] = f"{_peak('self')} (asked: < 600 MB)"
        figures.told["the Cypher engine's peak memory"] = f"{_peak(str(child.pid))} (asked: < 1,536 MB)"
        figures.timed("first SPARQL query", lambda: store.sparql("ASK { ?s a sg:Statement }"))
        figures.timed("first Cypher query", lambda: store.cypher("MATCH (s:Statement) RETURN count(s)"))
        again = figures.timed("loading again", lambda: load_hpo(store, lexicon=open_lexicon()))
        figures.told["report"] = str(report)[:240]
        figures.told["report of loading again"] = str(again.outcomes)
        figures.told["counts"] = json.dumps({k: v for k, v in store.stats().items() if isinstance(v, int)})
    return figures.told


class _Figures:
    """Lines of the result by name."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}

    def timed(self, name: str, work: Callable[[], T]) -> T:
        """Do a piece of work and note its seconds by the clock and by the processor (of this process, all threads)."""
        start, used = time.perf_counter(), time.process_time()
        done = work()
        self.told[name] = f"{time.perf_counter() - start:.1f} s, processor {time.process_time() - used:.1f} s"
        return done


def _processor_s(process: int) -> float:
    """Seconds of processor time that another process has used, as Linux counts them."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(process: str) -> str:
    """The most memory a process has held, as Linux counts it."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    return f"{kilobytes / 1024:.0f} MB"


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
