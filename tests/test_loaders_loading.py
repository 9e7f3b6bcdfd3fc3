"""A load: names, order, refusals, duplicates, notices. The store here is a plain dictionary behind the port."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graph.errors import InputRefused
from graph.model import Document, DocumentGraph, Statement
from graph.store import Added
from loaders.extraction import extract
from loaders.loading import load
from loaders.places import display_names
from loaders.versions import extractor_version
from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher

PAGE = "Harlow syndrome\n\nHarlow syndrome is a rare disorder characterized by seizures and ataxia.\n"


class Shelf:
    """What a load needs of a store."""

    def __init__(self) -> None:
        self.graphs: dict[str, DocumentGraph] = {}

    def add(self, graph: DocumentGraph) -> Added:
        source = graph.document.source
        for other, known in self.graphs.items():
            if other != source and known.document.text_hash == graph.document.text_hash:
                return Added("duplicate", 0, other)
        outcome = "added" if source not in self.graphs else "unchanged" if self.graphs[source] == graph else "replaced"
        self.graphs[source] = graph
        return Added(outcome, len(graph.statements))

    def add_group(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        return tuple(self.add(graph) for graph in graphs)

    def document(self, key: str) -> Document | None:
        return self.graphs[key].document if key in self.graphs else None

    def statements(self, *, document: str | None = None) -> Iterator[Statement]:
        return iter(self.graphs[document or ""].statements)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def test_a_load_stores_each_document_once(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE)
    shelf = Shelf()
    report = load(shelf, [tmp_path], matcher=matcher)
    assert [d.outcome for d in report.documents] == ["added", "duplicate"]
    again = load(shelf, [tmp_path / "a.txt"], matcher=matcher)
    assert [d.outcome for d in again.documents] == ["unchanged"]
    assert report.documents[0].statements > 0


def test_a_refused_file_does_not_keep_the_others_out(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02" * 50)
    (tmp_path / "b.txt").write_text(PAGE)
    report = load(Shelf(), [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "none.txt"], matcher=matcher)
    assert sorted(d.outcome for d in report.documents) == ["added", "refused", "refused"]
    assert len(report.refused) == 2


def test_strict_raises_at_the_first_refusal(tmp_path: Path, matcher: Matcher) -> None:
    with pytest.raises(InputRefused, match="no such file"):
        load(Shelf(), [tmp_path / "none.txt"], matcher=matcher, strict=True)


def test_a_page_without_statements_says_so(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text("Harlow syndrome\n\nHarlow syndrome is discussed elsewhere on the site by its authors.\n")
    report = load(Shelf(), [tmp_path / "a.txt"], matcher=matcher)
    assert report.documents[0].statements == 0
    assert report.documents[0].warnings


def test_progress_is_told_of_each_document(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    told: list[tuple[int, int, str]] = []
    load(Shelf(), [tmp_path], matcher=matcher, progress=lambda *args: told.append(args))
    assert told == [(0, 1, "a")]


def test_a_name_that_two_share_gets_its_folder() -> None:
    assert display_names(["/x/one/a.txt", "/x/two/a.txt", "/x/b.txt"]) == ["one/a", "two/a", "b"]
    assert display_names(["https://host.example/page.html"]) == ["page"]


def test_what_the_same_extractor_has_read_is_not_read_again(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE.replace("Harlow", "Fernwood"))
    shelf = Shelf()
    load(shelf, [tmp_path], matcher=matcher)
    source = (tmp_path / "a.txt").resolve().as_uri()
    # An extraction of this text would put the statements back.
    shelf.graphs[source] = replace(shelf.graphs[source], statements=())
    (tmp_path / "b.txt").write_text(PAGE.replace("Harlow", "Ashby"))
    report = load(shelf, [tmp_path], matcher=matcher)
    assert [(d.outcome, d.statements > 0) for d in report.documents] == [("unchanged", False), ("replaced", True)]


def test_what_another_extractor_has_read_is_read_again(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    shelf = Shelf()
    load(shelf, [tmp_path], matcher=matcher)
    ((source, graph),) = shelf.graphs.items()
    shelf.graphs[source] = replace(graph, document=replace(graph.document, loader="text/1 000000000000"), statements=())
    report = load(shelf, [tmp_path], matcher=matcher)
    assert [(d.outcome, d.statements > 0) for d in report.documents] == [("replaced", True)]


def test_another_vocabulary_is_another_extractor(matcher: Matcher) -> None:
    fewer = open_lexicon(exclude=frozenset({"HP:0001251"}))
    assert extractor_version(matcher.lexicon) == extractor_version(open_lexicon())
    assert extractor_version(matcher.lexicon) != extractor_version(fewer)


def test_the_report_counts_relations_and_says_what_is_left_out(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE)
    (tmp_path / "c.txt").write_text("Harlow syndrome\n\nHarlow syndrome is discussed elsewhere on the site by its authors.\n")
    (tmp_path / "d.txt").write_bytes(b"\x00\x01")
    report = load(Shelf(), [tmp_path], matcher=matcher)
    written = report.written()
    assert written["outcomes"] == {"added": 2, "duplicate": 1, "refused": 1}
    assert written["relations"] == {"has_symptom": 2} | {k: v for k, v in written["relations"].items() if k != "has_symptom"}
    assert sum(written["relations"].values()) == written["statements"]
    assert sorted(entry["outcome"] for entry in written["skipped"]) == ["duplicate", "refused", "without statements"]


def test_a_text_that_the_store_refuses_does_not_keep_its_group_out(tmp_path: Path, matcher: Matcher) -> None:
    class Fussy(Shelf):
        def add(self, graph: DocumentGraph) -> Added:
            if "Fernwood" in graph.document.text:
                raise InputRefused(graph.document.source, "not this one")
            return super().add(graph)

    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE.replace("Harlow", "Fernwood"))
    (tmp_path / "c.txt").write_text(PAGE.replace("Harlow", "Ashby"))
    report = load(Fussy(), [tmp_path], matcher=matcher)
    assert [d.outcome for d in report.documents] == ["unchanged", "refused", "added"]  # the group had begun with the first


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Her mother had seizures.", "said of a relative"),
        ("Seizures are seen in mice.", "said of an animal"),
        ("Does Harlow syndrome cause seizures?", "the sentence asks"),
        ("Fernwood disease is characterized by deafness.", "said of another disease"),
    ],
)
def test_the_report_counts_what_is_read_and_not_stated(sentence: str, reason: str, tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(f"{PAGE}{sentence}\n".replace("Harlow", "Ashdown"))
    dropped = load(Shelf(), [tmp_path], matcher=matcher).written()["dropped"]
    assert reason in [entry["reason"] for entry in dropped if entry["readings"] > 0]


def test_a_page_of_which_all_is_stated_drops_nothing(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    assert load(Shelf(), [tmp_path], matcher=matcher).written()["dropped"] == []


def test_a_fault_of_ours_costs_its_document_alone_and_is_said(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE.replace("Harlow", "Fernwood"))

    def faulty(document: Document, matcher: Matcher, *, dropped: Counter[str] | None = None) -> DocumentGraph:
        if document.name == "a":
            raise ValueError("a fault of ours")
        return extract(document, matcher, dropped=dropped)

    shelf = Shelf()
    report = load(shelf, [tmp_path], matcher=matcher, extraction=("faulty", faulty))
    assert [d.outcome for d in report.documents] == ["failed", "added"]
    assert report.refused == report.documents[:1]  # so that the command does not end with 0
    assert report.documents[0].warnings == ("internal error (ValueError: a fault of ours); please report it.",)
    assert len(shelf.graphs) == 1
