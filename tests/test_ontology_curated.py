"""Our own vocabulary: well-formed, without contradictions, and every identifier read in a source."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import local_curie
from ontology.curated import FOLDER, LAY, SILENT, curated_files, read_curated, read_lay, read_rows, read_silent
from ontology.curies import PREFIXES, split_curie
from ontology.hpo import data_folder
from ontology.terms import LexiconError, Term

ELSEWHERE = "label read elsewhere"


@pytest.fixture(scope="module")
def rows() -> list[tuple[Term, str]]:
    return [
        (term, cells[5])
        for path in curated_files()
        for term, (_number, cells) in zip(read_curated(path), read_rows(path, 6), strict=True)
    ]


def test_every_row_has_kinds_and_a_known_prefix(rows: list[tuple[Term, str]]) -> None:
    for term, _note in rows:
        assert term.kinds, term.curie
        assert split_curie(term.curie)[0] in PREFIXES, term.curie


def test_a_local_identifier_is_that_of_its_label(rows: list[tuple[Term, str]]) -> None:
    for term, note in rows:
        if term.curie.startswith("local:"):
            assert term.curie == local_curie(term.label)
            assert note == "no identifier found"


def test_no_two_rows_share_a_name(rows: list[tuple[Term, str]]) -> None:
    owner: dict[str, str] = {}
    for term, _note in rows:
        for name in {term.label.casefold(), *(s.text.casefold() for s in term.synonyms if s.scope == "EXACT")}:
            assert owner.setdefault(name, term.curie) == term.curie, f"{name}: {owner[name]} and {term.curie}"


def test_an_unknown_kind_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("curie\tlabel\tkinds\tsynonyms\txrefs\tnote\nX:1\tthing\tGadget\t\t\t\n")
    with pytest.raises(LexiconError, match=r"bad\.tsv:2: unknown kind 'Gadget'"):
        list(read_curated(path))


def test_a_row_without_a_label_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.tsv"
    path.write_text("curie\tlabel\tkinds\nX:1\t\tDrug\n")
    with pytest.raises(LexiconError, match=r"bad\.tsv:2"):
        list(read_curated(path))


def test_silent_names_carry_a_reason() -> None:
    assert read_silent(FOLDER / SILENT)
    assert all(cells[2] for _number, cells in read_rows(FOLDER / SILENT, 3))


def _shared_identifiers(shared: Path) -> Iterator[str]:
    folder = shared / "ontologies"
    for path in folder.rglob("*.obo.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from (line[4:].strip() for line in lines if line.startswith("id: "))
    for path in folder.rglob("*.tsv.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                cells = line.rstrip("\n").split("\t")
                if len(cells) > 3:
                    yield cells[0]
                    yield _our_prefix(cells[3])
    for path in folder.rglob("*.json.gz"):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for node in json.load(file)["graphs"][0]["nodes"]:
                yield _our_prefix(node["id"].rsplit("/", 1)[-1].replace("_", ":", 1))
    with (data_folder() / "hp.obo").open(encoding="utf-8") as lines:
        yield from (line[4:].strip() for line in lines if line.startswith("id: "))
    text = (shared / "VOCABULARY.md").read_text(encoding="utf-8")
    yield from (_our_prefix(found) for found in re.findall(r"\b[A-Za-z]+:[A-Z]?\d+", text))


def _our_prefix(curie: str) -> str:
    prefix, _, local = curie.partition(":")
    return f"{ {'Orphanet': 'ORPHA', 'mesh': 'MESH'}.get(prefix, prefix) }:{local}"


@pytest.mark.shared
def test_every_identifier_was_read_in_a_source(shared: Path, rows: list[tuple[Term, str]]) -> None:
    known = set(_shared_identifiers(shared))
    unread = [
        curie
        for term, note in rows
        for curie in (term.curie, *term.xrefs)
        if not curie.startswith("local:") and curie not in known and not note.startswith(ELSEWHERE)
    ]
    assert unread == []
    lay = [curie for curie, _synonyms in read_lay(FOLDER / LAY) if curie not in known]
    assert lay == []


def test_a_row_has_one_identifier_of_a_vocabulary() -> None:
    """Two identifiers of one vocabulary are two things there, and never one here."""
    for path in curated_files():
        for term in read_curated(path):
            prefixes = [curie.partition(":")[0] for curie in (term.curie, *term.xrefs)]
            assert len(prefixes) == len(set(prefixes)), f"{path.name}: {term.curie} {term.label}"
