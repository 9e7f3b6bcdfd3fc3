"""Read mappings in SSSOM TSV: the subjects with their labels as terms, the exact matches as mappings. A reader behind `reading`."""

import csv
from collections.abc import Iterator
from typing import Final

from ontology.obo import OboTerm
from ontology.parsed import Parsed, curie_of
from ontology.terms import LexiconError

_EXACT: Final = frozenset({"skos:exactMatch", "owl:equivalentClass", "owl:sameAs", "semapv:exactMatch"})
_NEEDED: Final = ("subject_id", "predicate_id", "object_id")
_RETIRED: Final = "obsolete "


def read_sssom(lines: list[str], place: str) -> Parsed:
    """Raises LexiconError, with the line, for a missing column or a row that is cut."""
    parsed = Parsed("sssom")
    first = next((number for number, line in enumerate(lines) if not line.startswith("#")), len(lines))
    _read_head(lines[:first], parsed)
    header = lines[first].rstrip("\r\n").split("\t") if first < len(lines) else []
    for column in _NEEDED:
        if column not in header:
            raise LexiconError(f"{place}:{first + 1}", f"SSSOM needs the column {column}.")
    terms: dict[str, OboTerm] = {}
    loose = 0
    for number, row in _rows(lines[first + 1 :], header, first + 2, place):
        subject, other = curie_of(row["subject_id"]), curie_of(row["object_id"])
        _add(terms, number, subject, row.get("subject_label", ""))
        if row["predicate_id"] in _EXACT:
            parsed.mappings.append((subject, other))
            _add(terms, number, other, row.get("object_label", ""))
        else:
            loose += 1
    if loose:
        parsed.passed_over.append(f"{loose} mappings are not exact and merge nothing.")
    parsed.terms = list(terms.values())
    return parsed


def _read_head(lines: list[str], parsed: Parsed) -> None:
    head = dict(line.lstrip("# ").rstrip("\r\n").partition(": ")[::2] for line in lines if line.startswith(("# ", "#")))
    parsed.licence = head.get("license", "").strip('"')
    parsed.version = head.get("mapping_set_version", "").strip('"')
    parsed.name = head.get("mapping_set_id", "").strip('"').rsplit("/", 1)[-1].removesuffix(".tsv").removesuffix(".sssom")


def _rows(lines: list[str], header: list[str], first: int, place: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), first):
        if not cells:
            continue
        row = dict(zip(header, cells, strict=False))
        if not all(row.get(column) for column in _NEEDED):
            raise LexiconError(f"{place}:{number}", f"a mapping needs {', '.join(_NEEDED)}.")
        yield number, row


def _add(terms: dict[str, OboTerm], number: int, curie: str, label: str) -> None:
    """The first label of an identifier names it."""
    if not label or (curie in terms and terms[curie].name):
        return
    obsolete = label.casefold().startswith(_RETIRED)
    terms[curie] = OboTerm(number, curie, label, obsolete=obsolete)
