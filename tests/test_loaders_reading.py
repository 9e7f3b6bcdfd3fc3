"""Files, folders and addresses become documents, or are refused in one sentence."""

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import InputRefused
from loaders.fetching import fetch
from loaders.reading import document_from_text, read, read_document, read_documents

NOTE = "Fernwood syndrome\n\nA rare disease of the liver.\n"


def test_a_file_is_named_by_its_stem_and_known_by_its_address(tmp_path: Path) -> None:
    page = tmp_path / "fernwood.txt"
    page.write_text(NOTE)
    document = read_document(page)
    assert document.name == "fernwood"
    assert document.source == page.resolve().as_uri()
    assert document.text == NOTE
    assert document.title == "Fernwood syndrome"


def test_a_guessed_encoding_is_told_beside_the_document(tmp_path: Path) -> None:
    page = tmp_path / "old.txt"
    page.write_bytes("Maladie de Ménière".encode("windows-1252"))
    reading = read(page)
    assert reading.document.text == "Maladie de Ménière"
    assert len(reading.warnings) == 1


def test_a_hundred_megabytes_are_refused_before_they_are_read(tmp_path: Path) -> None:
    page = tmp_path / "huge.txt"
    with page.open("wb") as file:
        file.truncate(100_000_000)
    begin = time.perf_counter()
    with pytest.raises(InputRefused, match="50 MB"):
        read_document(page)
    assert time.perf_counter() - begin < 0.5


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no such file"):
        read_document(tmp_path / "none.txt")


def test_a_folder_gives_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "c.png"):
        (tmp_path / name).write_text(NOTE)
    assert [document.name for document in read_documents(tmp_path)] == ["a", "b"]


def test_a_folder_without_readable_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.png").write_text(NOTE)
    with pytest.raises(InputRefused, match="no readable files"):
        list(read_documents(tmp_path))


def test_a_text_of_countless_lines_is_refused() -> None:
    with pytest.raises(InputRefused, match="lines"):
        document_from_text("x\n" * 1_000_001, "s", "n")


def test_html_and_plain_text_are_told_apart_by_their_start() -> None:
    page = "<!DOCTYPE html><html><body><h1>Fernwood syndrome</h1><p>A rare disease.</p></body></html>"
    assert document_from_text(page, "s", "n", "auto").format == "html"
    assert document_from_text("p < 0.05 in <html> tags", "s", "n", "auto").format == "text"


def test_an_html_file_is_known_by_its_name(tmp_path: Path) -> None:
    page = tmp_path / "note.htm"
    page.write_text("A <b>rare</b> disease.")
    assert read_document(page).text == "A rare disease.\n"


def test_other_xml_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "feed.xml"
    page.write_text("<?xml version='1.0'?><feed><entry>Words</entry></feed>")
    with pytest.raises(InputRefused, match="MedQuAD"):
        read_document(page)


class _Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/page.txt":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(NOTE.encode())
        elif self.path == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page_is_fetched_from_an_address_that_was_given(site: str) -> None:
    document = read_document(f"{site}/page.txt#part")
    assert (document.source, document.name, document.text) == (f"{site}/page.txt", "page", NOTE)


def test_a_redirect_to_a_file_is_refused(site: str) -> None:
    with pytest.raises(InputRefused):
        fetch(f"{site}/to-file")


def test_a_missing_page_is_refused_with_the_answer_of_the_server(site: str) -> None:
    with pytest.raises(InputRefused, match="404"):
        fetch(f"{site}/nothing")


def test_of_more_than_the_limit_one_byte_more_is_read(site: str) -> None:
    assert len(fetch(f"{site}/page.txt", limit=10)[1]) == 11


def test_other_schemes_are_never_fetched() -> None:
    with pytest.raises(InputRefused, match="http"):
        fetch("ftp://127.0.0.1/x")
