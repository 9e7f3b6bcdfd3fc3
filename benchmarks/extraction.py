"""Score statements with the shared scorer: the development texts, the real page alone, and our own texts (`own/`).

The texts of `own/` are in our own words. Rules were written for classes of misses seen in them; those named fresh_* were only scored.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

OWN = Path(__file__).resolve().with_name("own")


def facts_of(texts: list[Path], shared: Path) -> bytes:
    """The statements of `texts` in the form that the scorer reads."""
    sgraph = Path(sys.executable).with_name("sgraph")
    statements = subprocess.run([sgraph, "extract", *texts, "--format", "jsonl"], check=True, capture_output=True).stdout
    converter = [sys.executable, shared / "eval" / "to_score.py"]
    return subprocess.run(converter, input=statements, check=True, capture_output=True).stdout


def run(shared: Path) -> None:
    """Print the scorer's three tables."""
    scorer = shared / "eval" / "score.py"
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.jsonl"
        for name, texts, arguments in (
            ("development texts", shared / "eval" / "texts", []),
            ("the real page", shared / "eval" / "texts", ["--docs", "kinsbourne-monograph"]),
            ("own texts", OWN / "texts", ["--gold", OWN / "gold", "--texts", OWN / "texts"]),
        ):
            facts.write_bytes(facts_of(sorted(texts.glob("*.txt")), shared))
            print(f"-- {name}", flush=True)
            subprocess.run([sys.executable, scorer, facts, *arguments], check=True)
