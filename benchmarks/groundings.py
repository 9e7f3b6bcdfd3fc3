"""Groundings drawn at random from MedQuAD and read by hand: which share of those that are still made is right.

`readings/groundings.tsv` holds a row a reading: sample (the seed it was drawn with), document (archive member), start and end
(code points of the document as our reader gives it), curie, verdict (right or wrong), why (own words, no text of the corpus).
A new sample to read: `python -m benchmarks.groundings SEED NUMBER`, with the words around each mention on standard output.
"""

import csv
import random
import sys
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.model import Document
from loaders.mentions import Mention, annotate
from loaders.reading import document_from_text
from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher

READINGS: Final = Path(__file__).resolve().with_name("readings") / "groundings.tsv"
SHARED: Final = Path(__file__).resolve().parents[2] / "shared"
COLUMNS: Final = ("sample", "document", "start", "end", "curie", "verdict", "why")
VERDICTS: Final = frozenset({"right", "wrong"})
_POOL: Final = 600  # documents whose mentions are drawn from
_AROUND: Final = 110


@dataclass(frozen=True, slots=True)
class Reading:
    """One mention read in its sentence: `[start, end)` of the document `document`, grounded to `curie`."""

    sample: str
    document: str
    start: int
    end: int
    curie: str
    verdict: str
    why: str


def read_readings(path: Path = READINGS) -> list[Reading]:
    """The rows of the file. Raises ValueError with the line for a verdict that is none."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    found = []
    for number, row in enumerate(rows, 2):
        if row["verdict"] not in VERDICTS:
            raise ValueError(f"{path.name}:{number}: {row['verdict']!r} is no verdict")
        found.append(
            Reading(
                row["sample"],
                row["document"],
                int(row["start"]),
                int(row["end"]),
                row["curie"],
                row["verdict"],
                row["why"] or "",
            )
        )
    return found


def documents_of(archive: Path, names: set[str] | None = None) -> Iterator[Document]:
    """The documents of the corpus, or those named, in the archive's order. A file without statements of its own counts, too."""
    with tarfile.open(archive) as tar:
        for member in tar:
            if not member.name.endswith(".xml") or (names is not None and member.name not in names):
                continue
            file = tar.extractfile(member)
            if file is not None:
                yield document_from_text(file.read().decode("utf-8"), f"{archive.name}!{member.name}", member.name, "medquad")


def grounded(document: Document, matcher: Matcher) -> list[Mention]:
    """The longest mentions that have an identifier of a vocabulary."""
    return [mention for mention in annotate(document, matcher) if not mention.curie.startswith("local:")]


def draw(archive: Path, seed: int, number: int, matcher: Matcher) -> list[tuple[Document, Mention]]:
    """So many mentions of documents chosen at random; the same ones for the same seed, corpus and code."""
    with tarfile.open(archive) as tar:
        names = sorted(name for name in tar.getnames() if name.endswith(".xml"))
    chosen = set(random.Random(seed).sample(names, min(_POOL, len(names))))
    documents = sorted(documents_of(archive, chosen), key=lambda document: document.name)
    pool = [(document, mention) for document in documents for mention in grounded(document, matcher)]
    return random.Random(seed).sample(pool, min(number, len(pool)))


def score(readings: Sequence[Reading], archive: Path, matcher: Matcher) -> str:
    """What is still made of the groundings that were read, and which share of it is right; a line a sample and one for all."""
    wanted = {reading.document for reading in readings}
    made = {
        (document.name, mention.start, mention.end, mention.curie)
        for document in documents_of(archive, wanted)
        for mention in grounded(document, matcher)
    }
    lines = []
    for sample in (*dict.fromkeys(reading.sample for reading in readings), "all"):
        read = [reading for reading in readings if sample in (reading.sample, "all")]
        still = [reading for reading in read if (reading.document, reading.start, reading.end, reading.curie) in made]
        first = sum(reading.verdict == "right" for reading in read)
        right = sum(reading.verdict == "right" for reading in still)
        lines.append(
            f"sample {sample}: {len(read)} read, {first} right as drawn ({first / max(len(read), 1):.1%}); "
            f"{len(still)} still made, {right} right ({right / max(len(still), 1):.1%})"
        )
    return "\n".join(lines)


def corpus(shared: Path) -> Path:
    """The archive of the corpus."""
    return shared / "corpora" / "medquad.tar.xz"


def run(shared: Path) -> None:
    """Print the shares, built-in vocabularies alone."""
    print(score(read_readings(), corpus(shared), open_matcher(open_lexicon(folder=shared / "none"))))


def main(seed: int, number: int) -> None:
    """Print a sample to read: the columns of the file, verdict and why left open, then the label and the words around."""
    lexicon = open_lexicon(folder=SHARED / "none")
    print("\t".join((*COLUMNS, "label", "words")))
    for document, mention in draw(corpus(SHARED), seed, number, open_matcher(lexicon)):
        low, high = max(0, mention.start - _AROUND), mention.end + _AROUND
        words = f"{document.text[low : mention.start]}[[{mention.text}]]{document.text[mention.end : high]}"
        cells = (seed, document.name, mention.start, mention.end, mention.curie, "", "", mention.label, " ".join(words.split()))
        print("\t".join(map(str, cells)))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
