"""SSSOM: the mappings of a graph as a table that our own reader, and others, read again."""

import io
from pathlib import Path

from graph_samples import sample_graphs

from graph.exports.export import export
from graph.exports.scope import Scope
from graph.exports.sssom import COLUMNS, write_sssom
from graph.model import Entity
from graph.open import open_store
from ontology.adopting import adopt
from ontology.reading import read_ontology


class Entities:
    """A store of entities alone."""

    def __init__(self, *entities: Entity) -> None:
        self._entities = entities

    def entities(self) -> tuple[Entity, ...]:
        return self._entities


def table(*entities: Entity) -> bytes:
    out = io.BytesIO()
    write_sssom(Scope(Entities(*entities)), out)  # type: ignore[arg-type]
    return out.getvalue()


NEUROBLASTOMA = Entity("MONDO:0005072", "neuroblastoma", ("Disease",), (), ("HP:0003006", "NCIT:C3270", "X-Y:12 3", "ZZ:1"))
LOCAL = Entity("local:ataxia-of-nowhere", "ataxia of Nowhere", ("Disease",), (), ("OMIM:1",))


def test_the_mappings_of_a_store_are_read_again_by_our_own_reader(tmp_path: Path) -> None:
    out = io.BytesIO()
    with open_store(tmp_path / "store", create=True) as store:
        for graph in sample_graphs():
            store.add(graph)
        wanted = {(e.curie, other) for e in store.entities() if not e.curie.startswith("local:") for other in e.xrefs}
        export(store, "sssom", out)
    parsed = read_ontology(out.getvalue(), "mappings.sssom.tsv")
    assert wanted
    assert set(parsed.mappings) == wanted
    assert adopt(parsed, "mappings.sssom.tsv", "here").name == "mappings"


def test_each_row_has_its_predicate_and_justification() -> None:
    rows = [line.split("\t") for line in table(NEUROBLASTOMA).decode().splitlines() if not line.startswith("#")]
    assert rows[0] == list(COLUMNS)
    assert rows[1] == ["MONDO:0005072", "neuroblastoma", "skos:exactMatch", "HP:0003006", "semapv:UnspecifiedMatching"]


def test_every_prefix_used_is_declared_even_an_unknown_one() -> None:
    head = [line for line in table(NEUROBLASTOMA).decode().splitlines() if line.startswith("#")]
    for prefix in ("HP", "MONDO", "NCIT", "ZZ", "semapv", "skos"):
        assert any(line.startswith(f"#   {prefix}: http") for line in head)


def test_what_is_local_or_no_curie_is_left_out() -> None:
    text = table(NEUROBLASTOMA, LOCAL).decode()
    assert "local:" not in text
    assert "12 3" not in text


def test_the_order_of_the_entities_does_not_matter() -> None:
    other = Entity("HP:0001251", "Ataxia", ("Symptom",), (), ("UMLS:C0004134",))
    assert table(NEUROBLASTOMA, other) == table(other, NEUROBLASTOMA)


def test_a_label_cannot_break_the_table() -> None:
    rows = table(Entity("X:1", "two\tcells\nand lines", (), (), ("Y:1",))).decode().splitlines()
    assert rows[-1].split("\t")[1] == "two cells and lines"


def test_a_graph_without_mappings_gives_the_header_alone() -> None:
    assert table().decode().splitlines()[-1] == "\t".join(COLUMNS)
