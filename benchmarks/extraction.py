"""Score the statements of the development texts with the shared scorer."""

import subprocess
import sys
import tempfile
from pathlib import Path


def run(shared: Path) -> None:
    """Print the scorer's table over all texts, then over the real page alone."""
    sgraph = Path(sys.executable).with_name("sgraph")
    texts = sorted((shared / "eval" / "texts").glob("*.txt"))
    scorer = shared / "eval" / "score.py"
    with tempfile.TemporaryDirectory() as folder:
        facts = Path(folder) / "facts.jsonl"
        statements = subprocess.run([sgraph, "extract", *texts, "--format", "jsonl"], check=True, capture_output=True).stdout
        converter = [sys.executable, shared / "eval" / "to_score.py"]
        facts.write_bytes(subprocess.run(converter, input=statements, check=True, capture_output=True).stdout)
        for arguments in ([], ["--docs", "kinsbourne-monograph"]):
            subprocess.run([sys.executable, scorer, facts, *arguments], check=True)
            print(flush=True)
