"""Recognition: annotate the kits' documents, score them with the kits' scorer, and time it.

HPO terms with the built-in vocabularies; disease mentions as well with the shared MONDO names added, in a folder of their own.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from loaders.mentions import annotate
from loaders.reading import document_from_text
from ontology.changing import add_ontologies
from ontology.hpo import data_folder
from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher


def annotate_folder(folder: Path, out: Path, matcher: Matcher) -> str:
    """Write the mentions of all `*.txt` of a folder as JSON lines; say how fast that was."""
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
    return f"{size / 1e6:.3f} MB annotated at {size / 1e6 / spent:.2f} MB/s"


def measure(kit: str, shared: Path, out: Path, added: Path) -> str:
    """Annotate and score one kit with the ontologies added in `added`; the report as lines."""
    scorer = shared / "eval" / "score_mentions.py"
    texts = out / f"{kit}-texts"
    subprocess.run([sys.executable, scorer, "texts", kit, texts], check=True)
    lexicon = open_lexicon(folder=added)  # compiled where it is not
    started = time.process_time()
    lexicon = open_lexicon(folder=added)
    opened = time.process_time() - started
    lines = out / f"{kit}.jsonl"
    speed = annotate_folder(texts, lines, open_matcher(lexicon))
    command = [sys.executable, scorer, kit, lines, *([data_folder() / "hp.obo"] if kit == "hpo" else [])]
    scores = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return f"{scores}{len(lexicon)} terms opened in {opened:.2f} s; {speed}"


def add_mondo(shared: Path, folder: Path) -> Sequence[str]:
    """Add the shared MONDO names and those of the ontologies mapped to it; sentences on what was refused."""
    sources = sorted((shared / "ontologies" / "mondo").glob("*.gz"))
    outcomes = add_ontologies(map(str, sources), folder)
    return [str(outcome) for outcome in outcomes if isinstance(outcome, ValueError)]


def run(shared: Path) -> None:
    """Print the scores and the speed of both kits, without and with the MONDO names."""
    with tempfile.TemporaryDirectory() as temporary:
        out = Path(temporary)
        for kit in ("hpo", "ncbi"):
            print(f"-- {kit}, built-in vocabularies\n{measure(kit, shared, out, out / 'none')}", flush=True)
        for refusal in add_mondo(shared, out / "mondo"):
            print(refusal)
        for kit in ("hpo", "ncbi"):
            print(f"-- {kit}, MONDO names added\n{measure(kit, shared, out, out / 'mondo')}", flush=True)
