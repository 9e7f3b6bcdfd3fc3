"""All of MedQuAD in one run, by one process and by two: processor seconds, memory, statements by relation, agreement with HPO.

Each load is a process of its own. Seconds of the clock mean little where others use the machine; processor seconds are what is
compared. Corpus: Ben Abacha and Demner-Fushman, BMC Bioinformatics 2019;20:511.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.medquad_agreement import print_agreement
from benchmarks.medquad_extraction import print_extraction

ARCHIVE = "corpora/medquad.tar.xz"
_SAMPLED_S = 0.2


@dataclass(frozen=True, slots=True)
class Run:
    """A load: seconds by the clock and by the processor (`writing`: those of the process that writes), peak memory in MB of all
    its processes together, exit code."""

    clock_s: float
    processor_s: float
    writing_s: float
    peak_mb: float
    code: int


def run(shared: Path) -> None:
    """Print the figures."""
    print_extraction(shared / ARCHIVE)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        reports = []
        for jobs in (1, 2):
            done = load(shared / ARCHIVE, jobs, place)
            reports.append(json.loads((place / f"{jobs}.json").read_text("utf-8")))
            print_run(jobs, done, size_of(place / f"{jobs}.kg"), reports[-1]["read"])
        print(f"the same report for 1 and 2 processes      {reports[0] == reports[1]}")
        print_report(reports[0])
        print_agreement(place / "1.kg")


def load(archive: Path, jobs: int, place: Path) -> Run:
    """Load the archive into a new store."""
    sgraph = str(Path(sys.executable).with_name("sgraph"))
    arguments = [sgraph, "load", str(archive), "--jobs", str(jobs), "--store", str(place / f"{jobs}.kg")]
    start, peak, writing = time.perf_counter(), 0.0, 0.0
    with subprocess.Popen(
        [*arguments, "--report", str(place / f"{jobs}.json")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        while True:
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            peak = max(peak, sum(map(_memory_mb, (process.pid, *_children(process.pid)))))
            writing = _processor_s(process.pid) or writing
            time.sleep(_SAMPLED_S)
        process.returncode = os.waitstatus_to_exitcode(status)
    clock = time.perf_counter() - start
    return Run(clock, used.ru_utime + used.ru_stime, writing, peak, process.returncode)


def print_run(jobs: int, done: Run, size: int, documents: int) -> None:
    """Print what a load of so many documents took. `size`: characters of their texts."""
    mega = size / 1e6
    print(f"{jobs} process{'es' * (jobs > 1)}: exit code {done.code}, {mega:.1f} M characters of text")
    print(f"  clock, processor                         {done.clock_s:.0f} s, {done.processor_s:.0f} s")
    if jobs > 1:
        reading = done.processor_s - done.writing_s
        print(f"  of these the writing process             {done.writing_s:.0f} s")
        print(f"  read a processor second of the readers   {mega / reading:.2f} M characters (asked: 0.5)")
    print(f"  loaded a processor second                {mega / done.processor_s:.2f} M characters")
    print(
        f"  loaded a second of the clock             {mega / done.clock_s:.2f} M characters, {documents / done.clock_s:.0f} documents"
    )
    print(f"  peak memory of all its processes         {done.peak_mb:.0f} MB (asked: < 1,000)")


def print_report(report: dict[str, object]) -> None:
    """Print outcomes, relations and what is left out."""
    documents, relations, skipped = report["documents"], report["relations"], report["skipped"]
    assert isinstance(documents, list)
    assert isinstance(relations, dict)
    assert isinstance(skipped, list)
    print(f"documents                                  {report['read']}: {report['outcomes']}")
    print(f"documents without a statement              {sum(not d['statements'] for d in documents)}")
    print(f"statements, counted in each document       {report['statements']}")
    for relation, number in relations.items():
        print(f"  {relation:40s} {number}")
    for entry in skipped:
        print(f"  {entry['documents']} {entry['outcome']}: {entry['reason']}")


def size_of(store: Path) -> int:
    """Characters of the texts in a store."""
    from graph.open import open_store

    with open_store(store, read_only=True) as opened:
        return sum(len(document.text) for document in opened.documents())


def _children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()]
    return []


def _memory_mb(process: int) -> float:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024
    return 0.0


def _processor_s(process: int) -> float:
    """Seconds of the process alone, without its children."""
    with suppress(OSError, IndexError):
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0
