"""Read our own vocabulary, the TSV files of `ontology/data`: real identifiers, our own wording.

Columns: curie, label, kinds, synonyms, xrefs, note; lists are joined by `|`, and a synonym that starts with `~` is related, not exact.
`lay.tsv` (curie, synonyms) adds everyday names to terms of other sources, `silent.tsv` (curie, name, reason) takes names out of
recognition that are ordinary words; `families.tsv` (word, stands for) pairs words that share no stem.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ontology.terms import LexiconError, Synonym, Term
from ontology.vocabulary import sort_kinds

SOURCE: Final = "curated"
FOLDER: Final = Path(__file__).parent / "data"
LAY: Final = "lay.tsv"
SILENT: Final = "silent.tsv"
FAMILIES: Final = "families.tsv"
_COLUMNS: Final = ("curie", "label", "kinds", "synonyms", "xrefs", "note")


def curated_files() -> tuple[Path, ...]:
    """The vocabulary's term files, by name."""
    return tuple(sorted(path for path in FOLDER.glob("*.tsv") if path.name not in (LAY, SILENT, FAMILIES)))


def read_rows(path: Path, width: int) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells) below the header; empty lines and `#` lines are skipped, short rows filled with ""."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = line.rstrip("\n")
            if number == 1 or not row.strip() or row.startswith("#"):
                continue
            cells = [cell.strip() for cell in row.split("\t")]
            if len(cells) > width:
                raise LexiconError(f"{path.name}:{number}", f"{len(cells)} columns where {width} belong.")
            yield number, cells + [""] * (width - len(cells))


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (piece.strip() for piece in cell.split("|")) if part)


def read_synonyms(cell: str) -> tuple[Synonym, ...]:
    """The synonyms of one cell; `~name` is related."""
    return tuple(Synonym(name[1:].strip(), "RELATED") if name.startswith("~") else Synonym(name) for name in _listed(cell))


def read_curated(path: Path) -> Iterator[Term]:
    """Yield the terms of one file. Raises LexiconError (with the line) for a missing cell or an unknown kind."""
    for number, (curie, label, kinds, synonyms, xrefs, _note) in read_rows(path, len(_COLUMNS)):
        if ":" not in curie or not label:
            raise LexiconError(f"{path.name}:{number}", "a row needs a CURIE and a label.")
        try:
            sorted_kinds = sort_kinds(_listed(kinds))
        except KeyError as error:
            raise LexiconError(f"{path.name}:{number}", str(error.args[0])) from error
        yield Term(curie, label, sorted_kinds, read_synonyms(synonyms), _listed(xrefs), source=SOURCE)


def read_lay(path: Path) -> Iterator[tuple[str, tuple[Synonym, ...]]]:
    """Yield (curie, further synonyms) for terms of other sources."""
    for _number, (curie, synonyms, _note) in read_rows(path, 3):
        yield curie, read_synonyms(synonyms)


def read_families(path: Path) -> dict[str, str]:
    """Our own word pairs: adjective or variant → the word it stands for."""
    return {word: other for _number, (word, other, _note) in read_rows(path, 3)}


def read_silent(path: Path) -> frozenset[tuple[str, str]]:
    """The (curie, name in lower case) pairs that recognition leaves out; curie `*` stands for every term."""
    return frozenset((curie, name.casefold()) for _number, (curie, name, _reason) in read_rows(path, 3))
