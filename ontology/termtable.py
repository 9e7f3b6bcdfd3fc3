"""Read terms from a plain TSV with a header. One of the readers behind `reading`.

Columns, in any order and by any of their names: curie (id), label (name), synonyms, xrefs (exact mappings), parents, kinds, definition;
lists are joined by `|`, and a synonym that starts with `~` is related, not exact. Other columns are passed over.
"""

from typing import Final

from ontology.curated import read_synonyms
from ontology.obo import OboTerm
from ontology.parsed import Parsed, curie_of
from ontology.terms import LexiconError
from ontology.vocabulary import sort_kinds

_COLUMNS: Final = {
    "curie": "curie",
    "id": "curie",
    "identifier": "curie",
    "label": "label",
    "name": "label",
    "synonyms": "synonyms",
    "synonym": "synonyms",
    "xrefs": "xrefs",
    "exact_match": "xrefs",
    "exactmatch": "xrefs",
    "parents": "parents",
    "is_a": "parents",
    "parent": "parents",
    "kinds": "kinds",
    "kind": "kinds",
    "definition": "definition",
}


def read_table(lines: list[str], place: str) -> Parsed:
    """Raises LexiconError, with the line, where a column or a cell that a term needs is missing, or a kind is unknown."""
    parsed = Parsed("tsv")
    rows = [(number, line.rstrip("\r\n")) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not rows:
        raise LexiconError(place, "no terms in it.")
    header = [_COLUMNS.get(cell.strip().casefold(), "") for cell in rows[0][1].split("\t")]
    if "curie" not in header or "label" not in header:
        raise LexiconError(
            f"{place}:{rows[0][0]}", "no ontology this program knows: a table of terms needs the columns curie and label."
        )
    for number, line in rows[1:]:
        row = {name: cell.strip() for name, cell in zip(header, line.split("\t"), strict=False) if name}
        curie, label = row.get("curie", ""), row.get("label", "")
        if ":" not in curie or not label:
            raise LexiconError(f"{place}:{number}", "a row needs a CURIE and a label.")
        term = OboTerm(
            number, curie_of(curie), label, row.get("definition") or None, list(read_synonyms(row.get("synonyms", "")))
        )
        term.parents = [curie_of(parent) for parent in _listed(row, "parents")]
        term.exact = [curie_of(xref) for xref in _listed(row, "xrefs")]
        if row.get("kinds"):
            try:
                parsed.kinds[term.id] = sort_kinds(_listed(row, "kinds"))
            except KeyError as error:
                raise LexiconError(f"{place}:{number}", f"{error.args[0]}.") from None
        parsed.terms.append(term)
    return parsed


def _listed(row: dict[str, str], column: str) -> list[str]:
    return [part.strip() for part in row.get(column, "").split("|") if part.strip()]
