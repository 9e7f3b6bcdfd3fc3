"""Negation: ask the context of every phrase of the NegEx kit and score it with the kit's scorer.

A phrase is located in its sentence (case and spacing aside); where it stands several times, the last is asked;
where it is not in the sentence, the longest run of its words that is.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from loaders.context import SentenceContext


def locate(phrase: str, sentence: str) -> tuple[int, int] | None:
    """The phrase's place in the sentence, or that of its longest leading part that is there."""
    words = phrase.split()
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            pattern = r"\s+".join(re.escape(word) for word in words[first : first + length])
            found = [match.span() for match in re.finditer(pattern, sentence, re.IGNORECASE)]
            upper = [span for span in found if sentence[span[0] : span[1]].isupper()]
            if found:
                return (upper or found)[0]
    return None


def write_answers(kit: Path, out: Path) -> None:
    """Write one line a row of the kit: its number and whether the phrase is negated."""
    with out.open("w", encoding="utf-8") as target:
        for row in kit.read_text("latin-1").splitlines():
            number, phrase, sentence = row.split("\t")[:3]
            if not number.isdigit():
                continue
            span = locate(phrase, sentence)
            negated = span is not None and SentenceContext(sentence).at(*span).negated
            target.write(json.dumps({"line": int(number), "negated": negated}) + "\n")


def run(shared: Path) -> None:
    """Print the scorer's line for the class Negated."""
    with tempfile.TemporaryDirectory() as folder:
        answers = Path(folder) / "negex.jsonl"
        write_answers(shared / "eval" / "negex" / "rsAnnotations-1-120-random.txt", answers)
        subprocess.run([sys.executable, shared / "eval" / "score_mentions.py", "negex", answers], check=True)
