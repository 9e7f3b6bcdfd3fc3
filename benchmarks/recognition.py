"""Recognition measured on the kits beside the checkout: write the documents, annotate them, score them, and time it.

    python -m benchmarks.recognition KIT SHARED [OUT]      KIT: hpo or ncbi; SHARED: the folder with eval/score_mentions.py

Prints the scorer's own lines, then megabytes of text a second on one core. OUT keeps the annotations (a temporary folder otherwise).
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from loaders.mentions import annotate
from loaders.reading import document_from_text
from ontology.hpo import data_folder
from ontology.matching import Matcher, open_matcher


def annotate_folder(folder: Path, out: Path, matcher: Matcher) -> tuple[int, float]:
    """Write the mentions of all `*.txt` of a folder as JSON lines; return (bytes of text, seconds of annotation)."""
    size, spent = 0, 0.0
    with out.open("w", encoding="utf-8") as lines:
        for path in sorted(folder.glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            size += len(text.encode("utf-8"))
            started = time.process_time()
            document = document_from_text(text, path.as_uri(), path.stem)
            mentions = list(annotate(document, matcher, nested=True))
            spent += time.process_time() - started
            for mention in mentions:
                lines.write(json.dumps({"document": path.stem, **asdict(mention)}, ensure_ascii=False) + "\n")
    return size, spent


def measure(kit: str, shared: Path, out: Path) -> str:
    """Annotate and score one kit; the report as lines."""
    scorer = shared / "eval" / "score_mentions.py"
    texts = out / f"{kit}-texts"
    subprocess.run([sys.executable, str(scorer), "texts", kit, str(texts)], check=True)
    started = time.process_time()
    matcher = open_matcher()
    opened = time.process_time() - started
    lines = out / f"{kit}.jsonl"
    size, spent = annotate_folder(texts, lines, matcher)
    command = [sys.executable, str(scorer), kit, str(lines)]
    if kit == "hpo":
        command.append(str(data_folder() / "hp.obo"))
    scores = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return f"{scores}lexicon opened in {opened:.2f} s; {size / 1e6:.3f} MB annotated at {size / 1e6 / spent:.2f} MB/s"


def main(arguments: list[str]) -> int:
    """Run from the command line; 2 on wrong use."""
    if len(arguments) not in (2, 3) or arguments[0] not in ("hpo", "ncbi"):
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(arguments[2] if len(arguments) == 3 else temporary)
        out.mkdir(parents=True, exist_ok=True)
        print(measure(arguments[0], Path(arguments[1]), out))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
