"""Score statements of pages of MedQuAD, as they are, with a gold standard by five annotators who knew no rule (`pages/`).

A gold file names its page in the archive and keeps places, not sentences: the words are read from the archive. Those who write
rules have read the pages under `opened`; of those under `unopened` they know the score alone.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from benchmarks.extraction import facts_of

PAGES = Path(__file__).resolve().with_name("pages")
LEFT_OUT = {"negated": False, "uncertain": False, "frequency": None, "accept": []}  # what a gold fact has unless it says more


def page_text(xml: bytes, part: str) -> str:
    """A page as text: its topic, then each question and its answer; or the topic and the first answer on what it is."""
    root = ET.fromstring(xml)
    pairs = [(pair.find("Question"), (pair.findtext("Answer") or "").strip()) for pair in root.iter("QAPair")]
    said = [(question, answer) for question, answer in pairs if question is not None and answer]
    if part == "first answer":
        first = next(answer for question, answer in said if question.get("qtype") == "information")
        return f"{root.findtext('Focus')}\n\n{first}\n"
    body = "\n\n".join(f"{(question.text or '').strip()}\n\n{answer}" for question, answer in said)
    return f"{root.findtext('Focus')}\n\n{body}\n"


def write_page(gold_file: Path, archive: tarfile.TarFile, folder: Path) -> None:
    """Write the page's text and its gold, with the quoted words that the scorer wants, under `folder`."""
    gold = json.loads(gold_file.read_text(encoding="utf-8"))
    content = archive.extractfile(gold.pop("page"))
    if content is None:
        raise FileNotFoundError(gold_file)
    text = page_text(content.read(), gold.pop("part"))
    gold["facts"] = [{**LEFT_OUT, **fact, "quote": text[slice(*fact["span"])]} for fact in gold["facts"]]
    gold["boilerplate"] = [text[slice(*span)] for span in gold["boilerplate"]]
    for kind, words in (("texts", text), ("gold", json.dumps(gold))):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / gold_file.with_suffix(".txt" if kind == "texts" else ".json").name).write_text(words, encoding="utf-8")


def run(shared: Path) -> None:
    """Print the scorer's tables of the opened and of the unopened pages."""
    for state in ("opened", "unopened"):
        with tempfile.TemporaryDirectory() as name, tarfile.open(shared / "corpora" / "medquad.tar.xz") as archive:
            folder = Path(name)
            for gold_file in sorted((PAGES / state).glob("*.json")):
                write_page(gold_file, archive, folder)
            facts = folder / "facts.jsonl"
            facts.write_bytes(facts_of(sorted((folder / "texts").glob("*.txt")), shared))
            print(f"-- pages of MedQuAD, {state}", flush=True)
            scorer = [
                sys.executable,
                shared / "eval" / "score.py",
                facts,
                "--gold",
                folder / "gold",
                "--texts",
                folder / "texts",
            ]
            subprocess.run(scorer, check=True)
