"""A load: names, order, refusals, duplicates, notices. The store here is a plain dictionary behind the port."""

from pathlib import Path

import pytest

from graph.errors import InputRefused
from graph.model import DocumentGraph
from graph.store import Added
from loaders.loading import display_names, load
from ontology.matching import Matcher, open_matcher

PAGE = "Harlow syndrome\n\nHarlow syndrome is a rare disorder characterized by seizures and ataxia.\n"


class Shelf:
    """The one method of a store that a load needs."""

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


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def test_a_load_stores_each_document_once(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    (tmp_path / "b.txt").write_text(PAGE)
    shelf = Shelf()
    report = load(shelf, [tmp_path], matcher=matcher)  # type: ignore[arg-type]
    assert [d.outcome for d in report.documents] == ["added", "duplicate"]
    again = load(shelf, [tmp_path / "a.txt"], matcher=matcher)  # type: ignore[arg-type]
    assert [d.outcome for d in again.documents] == ["unchanged"]
    assert report.documents[0].statements > 0


def test_a_refused_file_does_not_keep_the_others_out(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02" * 50)
    (tmp_path / "b.txt").write_text(PAGE)
    report = load(Shelf(), [tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "none.txt"], matcher=matcher)  # type: ignore[arg-type]
    assert sorted(d.outcome for d in report.documents) == ["added", "refused", "refused"]
    assert len(report.refused) == 2


def test_strict_raises_at_the_first_refusal(tmp_path: Path, matcher: Matcher) -> None:
    with pytest.raises(InputRefused, match="no such file"):
        load(Shelf(), [tmp_path / "none.txt"], matcher=matcher, strict=True)  # type: ignore[arg-type]


def test_a_page_without_statements_says_so(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text("Harlow syndrome\n\nHarlow syndrome is discussed elsewhere on the site by its authors.\n")
    report = load(Shelf(), [tmp_path / "a.txt"], matcher=matcher)  # type: ignore[arg-type]
    assert report.documents[0].statements == 0
    assert report.documents[0].warnings


def test_progress_is_told_before_each_document(tmp_path: Path, matcher: Matcher) -> None:
    (tmp_path / "a.txt").write_text(PAGE)
    told: list[tuple[int, int, str]] = []
    load(Shelf(), [tmp_path], matcher=matcher, progress=lambda *args: told.append(args))  # type: ignore[arg-type]
    assert told == [(0, 1, "a")]


def test_a_name_that_two_share_gets_its_folder() -> None:
    assert display_names(["/x/one/a.txt", "/x/two/a.txt", "/x/b.txt"]) == ["one/a", "two/a", "b"]
    assert display_names(["https://host.example/page.html"]) == ["page"]
