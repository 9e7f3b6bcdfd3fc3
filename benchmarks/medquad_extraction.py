"""Extraction alone over MedQuAD, in this process: MB of text a processor second, faults, statements that cannot be read back.

Not counted are the start (vocabularies, rules), the archive's unpacking and the store. What is learned on the way (words,
phrases, compiled patterns) is counted, as it is in a load.
"""

import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

from api.vocabularies import long_lived_matcher
from graph.errors import InputRefused
from loaders.extraction import extract
from loaders.medquad import document_from_medquad
from loaders.rules.matching import default_rules
from loaders.verification import verify_statement


def texts_of(archive: Path, every: int = 1) -> Iterator[tuple[str, str]]:
    """Yield (name, XML) of the archive's files in its order, of `every` so many one."""
    with tarfile.open(archive) as files:
        names = [member for member in files if member.name.endswith(".xml")]
        for member in names[::every]:
            content = files.extractfile(member)
            if content is not None:
                yield member.name, content.read().decode("utf-8")


def print_extraction(archive: Path, every: int = 1) -> None:
    """Print what reading and extracting the documents takes. A fault of the program ends the run: there must be none."""
    matcher, rules = long_lived_matcher(), default_rules()
    reading = extracting = 0.0
    documents = refused = size = statements = unproved = 0
    for name, text in texts_of(archive, every):
        started = time.process_time()
        try:
            document = document_from_medquad(text, name, Path(name).stem)
        except InputRefused:
            refused += 1
            continue
        read = time.process_time()
        graph = extract(document, matcher, rules)
        reading, extracting = reading + read - started, extracting + time.process_time() - read
        documents, size, statements = documents + 1, size + len(document.text.encode()), statements + len(graph.statements)
        unproved += sum(bool(verify_statement(s, {document.source: document.text})) for s in graph.statements)
    mega = size / 1e6
    print(f"extraction alone, one process: {documents} documents, {refused} refused, {mega:.1f} MB of text")
    print(
        f"  a processor second of extraction         {mega / extracting:.2f} MB (asked: 0.5), {documents / extracting:.0f} documents"
    )
    print(f"  with the reading of the XML              {mega / (reading + extracting):.2f} MB")
    print(f"  statements, of them not read back        {statements}, {unproved}")
