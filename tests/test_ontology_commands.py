"""`sgraph ontology`: what the command says, and that a refusal leaves the vocabulary as it was."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sgraph_command import sgraph


@pytest.fixture
def page() -> Iterator[str]:
    """The address of a server that answers everything with a web page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<!DOCTYPE html><html><body>not here</body></html>")

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/some.obo"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_built_in_vocabularies_are_listed_with_version_licence_and_terms(tmp_path: Path) -> None:
    rows = sgraph("ontology", "list", "-F", "json", SGRAPH_DATA=str(tmp_path)).json
    assert [row["name"] for row in rows] == ["curated", "hpo", "hpoa"]
    assert all(row["version"] and row["licence"] and row["terms"] for row in rows)


def test_what_is_refused_is_one_sentence_and_changes_nothing(tmp_path: Path, page: str) -> None:
    broken = tmp_path / "broken.obo"
    broken.write_text("format-version: 1.2\n\n[Term]\nid: X:1\nname without a tag\n")
    ended = sgraph("ontology", "add", broken, page, tmp_path / "missing.tsv", SGRAPH_DATA=str(tmp_path / "data"))
    assert ended.code == 1
    assert ended.err.splitlines() == [
        "sgraph: broken.obo:5: not a `tag: value` line of OBO.",
        "sgraph: some.obo: a web page (HTML), not an ontology; give the address of the file itself.",
        f"sgraph: {tmp_path / 'missing.tsv'}: no such file; check the path.",
    ]
    assert len(sgraph("ontology", "list", "-F", "json", SGRAPH_DATA=str(tmp_path / "data")).json) == 3


def test_a_damaged_added_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    folder = tmp_path / "ontologies"
    folder.mkdir()
    (folder / "mine.terms.jsonl").write_text("{}\n")
    ended = sgraph("ontology", "list", SGRAPH_DATA=str(tmp_path))
    assert ended.code == 1
    assert ended.err == "sgraph: mine.terms.jsonl: damaged; run `sgraph ontology remove mine` and add the ontology again.\n"
    assert sgraph("ontology", "remove", "mine", SGRAPH_DATA=str(tmp_path)).code == 0


def test_one_name_serves_one_file(tmp_path: Path) -> None:
    ended = sgraph("ontology", "add", "a.obo", "b.obo", "--name", "mine", SGRAPH_DATA=str(tmp_path))
    assert ended.code == 2
    assert "--name needs a single file" in ended.err
