"""The documents of the MedQuAD archive beside the checkout, read from it without unpacking."""

import tarfile
from collections.abc import Iterator
from pathlib import Path

from graph.errors import InputRefused
from graph.model import Document
from loaders.medquad import document_from_medquad

ARCHIVE = Path("corpora") / "medquad.tar.xz"


def documents(shared: Path, wanted: frozenset[str] | None = None, every: int = 1) -> Iterator[tuple[str, Document]]:
    """(name in the archive, document) for the wanted names, or each `every`-th of all by name; unreadable ones are left out."""
    with tarfile.open(shared / ARCHIVE) as archive:
        names = sorted(member.name for member in archive.getmembers() if member.name.endswith(".xml"))
        chosen = frozenset(names[::every]) if wanted is None else wanted
        for member in archive:
            if member.name not in chosen:
                continue
            file = archive.extractfile(member)
            if file is None:
                continue
            try:
                yield member.name, document_from_medquad(file.read().decode("utf-8"), member.name, Path(member.name).stem)
            except InputRefused:
                continue
    # A tar.xz is read front to back: members come in the archive's order.
