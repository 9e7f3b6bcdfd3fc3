"""What views read from the record: epochs, changes, consistent snapshots, documents' graphs."""

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from graph_samples import FIRST, SECOND, first_document, second_document
from hypothesis import given, settings
from strategies import document_graphs

from graph.embedded.store import EmbeddedStore
from graph.model import DocumentGraph, merge_statements
from graph.normal_form import normalize_graph


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "s.kg", create=True) as store:
        yield store


def epoch(store: EmbeddedStore) -> int:
    with store.snapshot() as reader:
        return reader.epoch()


def changes(store: EmbeddedStore, since: int) -> list[tuple[str, str]]:
    with store.snapshot() as reader:
        return [(change.source, change.kind) for change in reader.changes_since(since)]


def test_an_empty_record_is_at_epoch_zero(store: EmbeddedStore) -> None:
    assert epoch(store) == 0
    assert changes(store, 0) == []


def test_every_change_has_a_higher_epoch(store: EmbeddedStore) -> None:
    seen = []
    store.add(first_document())
    seen.append(epoch(store))
    store.add(second_document())
    seen.append(epoch(store))
    store.remove(FIRST)
    seen.append(epoch(store))
    store.remove(SECOND)
    seen.append(epoch(store))
    assert seen == sorted(set(seen))


def test_what_changes_nothing_has_no_epoch(store: EmbeddedStore) -> None:
    store.add(first_document())
    before = epoch(store)
    store.add(first_document())
    store.add(DocumentGraph(replace(first_document().document, source="urn:copy")))
    store.remove("nothing of this name")
    assert epoch(store) == before


def test_changes_are_the_latest_of_each_source_in_order(store: EmbeddedStore) -> None:
    store.add(first_document())
    store.add(second_document())
    since = epoch(store)
    store.remove(FIRST)
    store.add(first_document())
    assert changes(store, 0) == [(SECOND, "put"), (FIRST, "put")]
    store.remove(SECOND)
    assert changes(store, since) == [(FIRST, "put"), (SECOND, "remove")]


def test_a_snapshot_does_not_move(store: EmbeddedStore) -> None:
    store.add(first_document())
    with store.snapshot() as reader:
        before = reader.epoch()
        store.add(second_document())
        store.remove(FIRST)
        assert reader.epoch() == before
        assert list(reader.sources()) == [FIRST]
        assert reader.document_graph(FIRST) == normalize_graph(first_document())
    assert epoch(store) > before


def test_two_records_have_two_identities(store: EmbeddedStore, tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path / "other.kg", create=True) as other, other.snapshot() as one, store.snapshot() as two:
        assert one.identity != two.identity


def test_a_changed_text_that_another_document_has_leaves_the_record(store: EmbeddedStore) -> None:
    """What it said before is no longer true of it, and its new words are already there."""
    store.add(first_document())
    store.add(second_document())
    copy = replace(second_document().document, text=first_document().document.text)
    added = store.add(DocumentGraph(copy))
    assert (added.outcome, added.duplicate_of) == ("duplicate", FIRST)
    assert store.document(SECOND) is None
    assert changes(store, 0)[-1] == (SECOND, "remove")


@settings(max_examples=60, deadline=None)
@given(document_graphs(source="urn:a"), document_graphs(source="urn:b"), document_graphs(source="urn:a"))
def test_any_documents_come_back_and_merge(one: DocumentGraph, two: DocumentGraph, other: DocumentGraph) -> None:
    with tempfile.TemporaryDirectory() as directory, EmbeddedStore(Path(directory) / "s.kg", create=True) as store:
        kept = {}
        for graph in (one, two, other):
            if store.add(graph).outcome == "duplicate":
                kept.pop(graph.document.source, None)
            else:
                kept[graph.document.source] = graph
        assert tuple(store.document_graphs()) == tuple(kept[source] for source in sorted(kept))
        merged = merge_statements(s for graph in kept.values() for s in graph.statements)
        found = tuple(store.statements())
        assert [s.id for s in found] == [s.id for s in merged]
        for statement, expected in zip(found, merged, strict=True):
            assert statement.evidence == expected.evidence
            assert statement == store.statement(statement.id)
        for source in kept:
            assert store.remove(source)
        assert store.stats()["statements"] == store.stats()["entities"] == store.stats()["evidence"] == 0
