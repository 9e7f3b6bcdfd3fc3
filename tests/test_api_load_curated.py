"""load --source hpo: a folder of curated data beside texts, both on the same nodes; refusals in one sentence."""

from pathlib import Path

import pytest
from sgraph_command import EXAMPLES, refused, sgraph

COLUMNS = "database_id disease_name qualifier hpo_id reference evidence onset frequency sex modifier aspect biocuration"
OBO = """format-version: 1.2

[Term]
id: HP:0001336
name: Myoclonus
is_a: HP:0004305 ! Involuntary movements
"""
ROWS = (
    "ORPHA:1183\tOpsoclonus-myoclonus syndrome\t\tHP:0001336\tORPHA:1183\tTAS\t\tHP:0040281\t\t\tP\tORPHA:x[2024-01-01]",
    "ORPHA:1183\tOpsoclonus-myoclonus syndrome\tNOT\tHP:0001263\tORPHA:1183\tTAS\t\t\t\t\tP\tORPHA:x[2024-01-01]",
    "ORPHA:1183\tOpsoclonus-myoclonus syndrome\t\tHP:0000365\tPMID:1\tPCS\t\t0/9\t\t\tP\tORPHA:x[2024-01-01]",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small table and a small ontology."""
    data = tmp_path / "hpo"
    data.mkdir()
    lines = ["#version: 2024-01-01", "\t".join(COLUMNS.split()), *ROWS]
    (data / "phenotype.hpoa").write_text("\n".join(lines) + "\n", "utf-8")
    (data / "hp.obo").write_text(OBO, "utf-8")
    return data


def test_rows_are_counted_and_loading_again_changes_nothing(tmp_path: Path, folder: Path) -> None:
    first = sgraph("load", "--source", "hpo", folder, "--store", "s.kg", "--json", cwd=tmp_path)
    assert first.code == 0
    assert {name: first.json[name] for name in ("rows", "repeated", "denied", "none_has_it", "documents")} == {
        "rows": 3, "repeated": 0, "denied": 1, "none_has_it": 1, "documents": {"added": 2},
    }  # fmt: skip
    again = sgraph("load", "--source", "hpo", folder, "--store", "s.kg", cwd=tmp_path)
    assert again.code == 0
    assert "2 unchanged" in again.out
    assert "1 deny their term, in 1 none of those seen has it" in again.out
    stats = sgraph("stats", "--format", "json", "--store", "s.kg", cwd=tmp_path).json
    assert (stats["evidence"], stats["negated"]) == (3 + 1, 2)


def test_a_text_and_the_rows_meet_on_one_disease(tmp_path: Path, folder: Path) -> None:
    assert sgraph("load", EXAMPLES / "opsoclonus-myoclonus.txt", "--store", "s.kg", cwd=tmp_path).code == 0
    assert sgraph("load", "--source", "hpo", folder, "--store", "s.kg", cwd=tmp_path).code == 0
    query = (
        "SELECT ?document (COUNT(DISTINCT ?s) AS ?n) { ?s rdf:subject/sg:curie 'MONDO:0015247' ; sg:evidence ?e . "
        "?e prov:wasDerivedFrom/sg:name ?document } GROUP BY ?document ORDER BY ?document"
    )
    rows = sgraph("sparql", query, "--format", "json", "--store", "s.kg", cwd=tmp_path).json
    found = {str(row["document"]): row["n"] for row in rows}
    assert found["phenotype.hpoa#ORPHA:1183"] == 3
    assert found["opsoclonus-myoclonus"] > 0


@pytest.mark.parametrize("paths", [["a-file"], ["one", "two"]])
def test_other_paths_are_wrong_use(tmp_path: Path, paths: list[str]) -> None:
    (tmp_path / "a-file").write_text("x", "utf-8")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    ended = sgraph("load", "--source", "hpo", *paths, "--store", "s.kg", cwd=tmp_path)
    assert ended.code == 2
    assert "one folder with hp.obo and phenotype.hpoa" in " ".join(ended.err.split())
    assert not (tmp_path / "s.kg").exists()


def test_a_folder_without_the_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    refused(sgraph("load", "--source", "hpo", "empty", "--store", "s.kg", cwd=tmp_path), 1, "phenotype.hpoa", "can't be read")


def test_a_broken_row_is_refused_with_its_line_and_nothing_is_stored(tmp_path: Path, folder: Path) -> None:
    with (folder / "phenotype.hpoa").open("a", encoding="utf-8") as table:
        table.write("ORPHA:2\tbroken\n")
    refused(sgraph("load", "--source", "hpo", folder, "--store", "s.kg", cwd=tmp_path), 1, "phenotype.hpoa:6")
    assert sgraph("stats", "--format", "json", "--store", "s.kg", cwd=tmp_path).json["documents"] == 0
