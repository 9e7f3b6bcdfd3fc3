"""Ask the context of every phrase of the NegEx kit and write JSONL for its scorer.

    python benchmarks/negex.py KIT_FILE OUT.jsonl

A phrase is located in its sentence (case and spacing aside); where it stands several times, the last is asked;
where it is not in the sentence, the longest run of its words that is.
"""

import json
import re
import sys
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


def main(kit: str, out: str) -> None:
    """Write one line a row of the kit."""
    with Path(out).open("w", encoding="utf-8") as target:
        for row in Path(kit).read_text("latin-1").splitlines():
            number, phrase, sentence = row.split("\t")[:3]
            if not number.isdigit():
                continue
            span = locate(phrase, sentence)
            negated = span is not None and SentenceContext(sentence).at(*span).negated
            target.write(json.dumps({"line": int(number), "negated": negated}) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
