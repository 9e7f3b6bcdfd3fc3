"""Turtle: the same bytes for the same store, the same triples as the RDF projection."""

import io
import os
import threading
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from graph_samples import TUMOR, sample_graphs

from graph.errors import StoreError
from graph.exports.export import export
from graph.open import open_store
from graph.rdf import statements_to_quads
from graph.store import Store


def written(store: Store, **options: object) -> bytes:
    out = io.BytesIO()
    export(store, "ttl", out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def triples(turtle: bytes) -> set[pyoxigraph.Triple]:
    return {quad.triple for quad in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE)}


def test_the_order_of_loading_does_not_matter(tmp_path: Path) -> None:
    texts = []
    for name, graphs in (("a", sample_graphs()), ("b", sample_graphs()[::-1])):
        with open_store(tmp_path / name, create=True) as store:
            for graph in graphs:
                store.add(graph)
            texts.append(written(store))
    assert texts[0] == texts[1]
    assert b"@prefix sg: <https://w3id.org/syndrome-graph/>" in texts[0]
    assert b"sg:treatedBy obo:CHEBI_" in texts[0] or b"sg:treatedBy CHEBI:" in texts[0]


def test_one_document_is_exactly_its_projection(tmp_path: Path) -> None:
    graph = sample_graphs()[0]
    with open_store(tmp_path / "one", create=True) as store:
        store.add(graph)
        assert triples(written(store)) == {quad.triple for quad in statements_to_quads(graph)}


def test_rdflib_reads_the_same_number_of_triples(tmp_path: Path) -> None:
    with open_store(tmp_path / "both", create=True) as store:
        for graph in sample_graphs():
            store.add(graph)
        turtle = written(store)
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == len(triples(turtle))


def test_the_surroundings_hold_only_what_is_near(tmp_path: Path) -> None:
    with open_store(tmp_path / "near", create=True) as store:
        for graph in sample_graphs():
            store.add(graph)
        near, whole = triples(written(store, around=TUMOR.curie)), triples(written(store))
    assert near < whole
    assert not any("CHEBI" in str(triple) for triple in near if "any" not in str(triple).lower())


def test_a_pipe_is_written_to_and_a_link_is_followed(tmp_path: Path) -> None:
    with open_store(tmp_path / "kg", create=True) as store:
        store.add(sample_graphs()[0])
        os.mkfifo(tmp_path / "pipe")
        reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
        read: list[bytes] = []
        reader.start()
        export(store, "ttl", tmp_path / "pipe")
        reader.join(10)
        (tmp_path / "file.ttl").write_text("older")
        (tmp_path / "link.ttl").symlink_to("file.ttl")
        export(store, "ttl", tmp_path / "link.ttl")
        assert read == [written(store)] == [(tmp_path / "file.ttl").read_bytes()]
    assert (tmp_path / "pipe").is_fifo()
    assert (tmp_path / "link.ttl").is_symlink()


def test_a_full_device_is_one_sentence(tmp_path: Path) -> None:
    with open_store(tmp_path / "kg", create=True) as store:
        store.add(sample_graphs()[0])
        with pytest.raises(StoreError, match="/dev/full cannot be written: No space left on device"):
            export(store, "ttl", Path("/dev/full"))
    assert Path("/dev/full").is_char_device()
