"""A copy of a store is the store: between every two kinds, cut off and gone on with, beside what is there already, counted."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from graph_samples import SYNDROME, first_document, place, second_document

from graph.copying import Counts, copy, same_place
from graph.embedded.store import EmbeddedStore
from graph.errors import InputRefused
from graph.model import Document, DocumentGraph, Entity, Statement
from graph.normal_form import normalize_graph
from graph.open import open_store
from graph.store import Added, Store

SAMPLES = (normalize_graph(first_document()), normalize_graph(second_document()))


def small(number: int) -> DocumentGraph:
    """A document that says one thing."""
    source = f"urn:small:{number:06d}"
    sign = Entity(f"HP:{number:07d}", f"sign {number}", ("Symptom",))
    statement = Statement(SYNDROME, "has_symptom", sign, evidence=(place(source, 0, "x"),))
    return DocumentGraph(Document(source, f"small {number}", f"text {number}"), (statement,))


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Store]:
    """A store with both sample documents."""
    with open_store(tmp_path / "source.kg", create=True) as opened:
        opened.add_group(SAMPLES)
        yield opened


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "target.kg", create=True) as opened:
        yield opened


class TestEveryPair:
    """Around all kinds of stores and back."""

    @pytest.mark.neo4j
    @pytest.mark.fuseki
    @pytest.mark.parametrize("backwards", [False, True])
    def test_the_last_copy_is_what_the_first_store_held(
        self, source: Store, fuseki: str, neo4j_url: str, tmp_path: Path, backwards: bool
    ) -> None:
        places: Sequence[str] = [f"sparql+{fuseki}/memory", f"sparql+{fuseki}/union", neo4j_url]
        held, expected = source, source.stats()
        with ExitStack() as opened:
            for url in [*(reversed(places) if backwards else places), str(tmp_path / "last.kg")]:
                store = opened.enter_context(open_store(url, create=True))
                report = copy(held, store)
                assert report.whole
                assert report.read == Counts(2, 9, 9)
                assert tuple(store.document_graphs()) == SAMPLES
                assert store.stats() == expected
                held = store


class TestReport:
    """What is told of a copy."""

    def test_what_is_there_is_skipped(self, source: Store, target: Store) -> None:
        assert copy(source, target).outcomes == {"added": 2}
        report = copy(source, target)
        assert (report.outcomes, report.whole) == ({"unchanged": 2}, True)

    def test_a_changed_document_is_copied_again(self, source: Store, target: Store) -> None:
        copy(source, target)
        source.add(replace(SAMPLES[0], document=replace(SAMPLES[0].document, text="Other words.")))
        assert copy(source, target).outcomes == {"replaced": 1, "unchanged": 1}

    def test_what_else_is_there_stays_and_is_not_counted(self, source: Store, target: Store) -> None:
        target.add(small(1))
        report = copy(source, target)
        assert (report.whole, report.found.documents) == (True, 2)
        assert target.document("urn:small:000001") is not None

    def test_a_text_that_is_there_under_another_name_is_told(self, source: Store, target: Store) -> None:
        target.add(DocumentGraph(replace(SAMPLES[0].document, source="urn:twin")))
        report = copy(source, target)
        assert not report.whole
        assert (report.read.documents, report.found.documents) == (2, 1)
        assert report.left_out == ((SAMPLES[0].document.source, "its text is there as urn:twin"),)

    def test_an_empty_store_is_copied_too(self, target: Store, tmp_path: Path) -> None:
        with open_store(tmp_path / "empty.kg", create=True) as empty:
            report = copy(empty, target)
        assert (report.whole, report.read, report.outcomes) == (True, Counts(), {})

    def test_progress_is_told_for_each_document_twice(self, source: Store, target: Store) -> None:
        told: list[tuple[int, int, str]] = []
        copy(source, target, lambda *step: told.append(step))
        assert [(done, number) for done, number, _ in told] == [(0, 2), (1, 2)] * 2
        assert [words.split()[0] for _, _, words in told] == ["copying"] * 2 + ["checking"] * 2

    def test_a_document_that_is_refused_does_not_stop_the_others(self, source: Store, tmp_path: Path) -> None:
        with _Choosy(tmp_path / "choosy.kg", create=True) as choosy:
            report = copy(source, choosy)
        assert not report.whole
        assert report.outcomes == {"refused": 1, "added": 1}
        assert report.left_out == ((SAMPLES[0].document.source, "not here"),)

    def test_a_target_that_loses_something_is_found_out(self, source: Store, tmp_path: Path) -> None:
        with _Forgetful(tmp_path / "forgetful.kg", create=True) as forgetful:
            report = copy(source, forgetful)
        assert not report.whole
        assert report.read.statements - report.found.statements == 1


class TestGoingOn:
    """A copy that was cut off."""

    def test_it_goes_on_where_it_was(self, target: Store, tmp_path: Path) -> None:
        with open_store(tmp_path / "many.kg", create=True) as many:
            many.add_group([small(number) for number in range(450)])

            def cut(done: int, number: int, name: str) -> None:
                if done == 430:
                    raise KeyboardInterrupt

            with pytest.raises(KeyboardInterrupt):
                copy(many, target, cut)
            assert len(list(target.documents())) == 400  # the groups that were done
            report = copy(many, target)
            assert report.outcomes == {"unchanged": 400, "added": 50}
            assert report.whole
            assert target.stats() == many.stats()


class _Choosy(EmbeddedStore):
    """A store that refuses the first sample."""

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        if SAMPLES[0] in graphs:
            raise InputRefused(SAMPLES[0].document.source, "not here")
        return super().add_group(graphs)

    def add(self, graph: DocumentGraph) -> Added:
        return self.add_group([graph])[0]


class _Forgetful(EmbeddedStore):
    """A store that loses a statement of each group."""

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        first, *others = graphs
        return super().add_group([replace(first, statements=first.statements[1:]), *others])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a.kg", "./b/../a.kg", True),
        ("a.kg", "b.kg", False),
        ("sparql+http://me:secret@Host/ds", "sparql+http://host:80/ds/", True),
        ("sparql+http://host/ds", "sparql+https://host/ds", False),
        ("sparql+http://host/ds", "sparql+http://host/other", False),
        ("bolt://me:secret@host:7687", "bolt://host", True),
        ("neo4j://host/one", "neo4j://host/two", False),
    ],
)
def test_two_names_of_one_place_are_known(one: str, other: str, same: bool) -> None:
    assert same_place(one, other) is same
