"""Statements of MedQuAD that a reader has judged against their sentences: which are still made, and how many are right.

`statements.tsv` keeps the verdicts: sample, document, subject, relation, object, polarity, span and why it is wrong, in our
words; no sentence of a source. `python -m benchmarks.readings draw SEED` prints a new sample to read.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from benchmarks.readings.corpus import documents
from graph.model import Statement
from loaders.extraction import extract
from ontology.matching import Matcher, open_matcher

READINGS: Final = Path(__file__).with_name("statements.tsv")
OVERALL: Final = 0.85
RELATION: Final = 0.70
# Samples are history: they keep a relation's name of their day. The same statement, same ends, has this name now.
_RENAMED: Final = MappingProxyType({"has_differential_diagnosis": "differential_diagnosis_of"})
# A verdict on the name alone: it holds of no statement that is made under the new one, so it is matched to none.
_OF_THE_NAME: Final = "direction reversed"


@dataclass(frozen=True, slots=True)
class Key:
    """What tells one statement of one place from all others. `start`, `end`: its sentence in the document's text."""

    document: str
    subject: str
    relation: str
    object: str
    negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A read statement. `sample`: the draw it belongs to; `right`: the reader's verdict; `why`: what is wrong."""

    sample: str
    key: Key
    right: bool
    why: str


def keys_of(document: str, statement: Statement) -> Iterable[Key]:
    """One key an evidence."""
    for place in statement.evidence:
        yield Key(
            document,
            statement.subject.label,
            statement.relation,
            statement.object.label,
            statement.negated,
            place.start,
            place.end,
        )


def readings() -> list[Reading]:
    """All verdicts of the file, in its order."""
    with READINGS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [
        Reading(
            row["sample"],
            Key(
                row["document"],
                row["subject"],
                _relation_now(row),
                row["object"],
                row["negated"] == "yes",
                int(row["start"]),
                int(row["end"]),
            ),
            row["verdict"] == "right",
            row["why"],
        )
        for row in rows
    ]


def _relation_now(row: Mapping[str, str]) -> str:
    """The relation's name of today; of a row judged by the name alone the old one."""
    old = row["relation"]
    return old if row["why"].startswith(_OF_THE_NAME) else _RENAMED.get(old, old)


def made_now(wanted: frozenset[str], shared: Path, matcher: Matcher) -> frozenset[Key]:
    """Every key that today's code makes in the named documents."""
    return frozenset(
        key
        for name, document in documents(shared, wanted)
        for statement in extract(document, matcher).statements
        for key in keys_of(name, statement)
    )


def run(shared: Path) -> None:
    """Print, for each sample, how many of the read statements are still made and which share of these is right."""
    read = readings()
    made = made_now(frozenset(one.key.document for one in read), shared, open_matcher())
    for sample in dict.fromkeys(one.sample for one in read):
        _report(sample, [one for one in read if one.sample == sample], made)


def _report(sample: str, read: list[Reading], made: frozenset[Key]) -> None:
    still = [one for one in read if one.key in made]
    print(f"-- sample {sample}: {len(read)} read, {_share(read)} right; {len(still)} still made, {_share(still)} right")
    totals = Counter(one.key.relation for one in still)
    for relation, total in totals.most_common():
        right = sum(one.right for one in still if one.key.relation == relation)
        low = "  below what is asked" if right / total < RELATION else ""
        print(f"   {relation:26} {right:4} of {total:4}  {right / total:.2f}{low}")


def _share(read: list[Reading]) -> str:
    return f"{sum(one.right for one in read) / len(read):.3f}" if read else "-"
