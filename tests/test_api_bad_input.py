"""What users do wrong, and what goes wrong around them: one clear sentence, an exit code, nothing half-written."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from sgraph_command import COMMAND, EXAMPLES, environment, refused, sgraph

import syndrome_graph as sg
from api.cli import run

TEXT = (EXAMPLES / "dravet.txt").read_text()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of one example, for all to copy."""
    place = tmp_path_factory.mktemp("bad") / "one.kg"
    assert sgraph("load", EXAMPLES / "men2b.txt", "--store", place).code == 0
    return place


@pytest.fixture
def store(loaded: Path, tmp_path: Path) -> Path:
    """A store of one example, the caller's own."""
    return Path(shutil.copytree(loaded, tmp_path / "own.kg"))


def documents_in(store: Path) -> int:
    found: int = sgraph("stats", "--store", store, "-F", "json").json["documents"]
    return found


def load_refused(place: Path, data: bytes, *words: str) -> None:
    """Check that bytes are refused by load and by extract, that no store comes of it, and that others are loaded."""
    file = place / "bad.txt"
    file.write_bytes(data)
    ended = sgraph("load", file, "--store", place / "none.kg")
    assert ended.out.split() == ["document", "outcome", "────────", "───────", "bad", "refused"]
    refused(ended, 1, "bad.txt", *words)
    refused(sgraph("extract", file), 1, "bad.txt", *words)
    assert not (place / "none.kg").exists()
    beside = sgraph("load", file, EXAMPLES / "dravet.txt", "--store", place / "beside.kg", "--json")
    assert beside.code == 1
    assert [document["outcome"] for document in beside.json["documents"]] == ["refused", "added"]


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    load_refused(tmp_path, b"", "empty")


def test_a_binary_file_is_refused(tmp_path: Path) -> None:
    load_refused(tmp_path, bytes(range(256)) * 40, "binary")


def test_a_hundred_megabytes_of_one_line_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "line.txt"
    with file.open("wb") as line:
        line.truncate(100_000_000)
    started = time.monotonic()
    refused(sgraph("extract", file), 1, "line.txt", "50 MB")
    refused(sgraph("extract", "-", stdin=b"a " * 26_000_000), 1, "standard input", "50 MB")
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_utf_16_with_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "wide.txt"
    file.write_bytes((b"" if encoding == "utf-16" else "\ufeff".encode(encoding)) + TEXT.encode(encoding))
    ended = sgraph("extract", file)
    assert (ended.code, ended.err) == (0, "")
    assert len(ended.out.splitlines()) == len(sg.extract(EXAMPLES / "dravet.txt").statements)


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes(TEXT.replace("Fever", "“Fever”", 1).encode("cp1252", "replace") + b" caf\xe9")
    ended = sgraph("extract", file)
    assert ended.code == 0
    assert "Windows-1252" in ended.err
    assert len(ended.out.splitlines()) > 10


def test_a_folder_without_readable_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "scan.png").write_bytes(b"\x89PNG")
    refused(sgraph("load", tmp_path / "pictures", cwd=tmp_path), 1, "no readable files")
    refused(sgraph("load", tmp_path / "nowhere", cwd=tmp_path), 1, "no such file")
    assert not (tmp_path / "syndrome-graph.kg").exists()


def test_a_page_of_boilerplate_is_loaded_with_no_statements_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "site.txt"
    file.write_text(
        "Skip to Main Content\nPop-up div Successfully Displayed\nThis div only appears when the trigger link is hovered over.\n"
    )
    ended = sgraph("load", file, "--json", cwd=tmp_path)
    assert ended.code == 0
    assert [(d["outcome"], d["statements"]) for d in ended.json["documents"]] == [("added", 0)]
    assert "nothing but boilerplate, so it has 0 statements" in ended.err


def test_strict_stops_at_the_first_refusal(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    refused(sgraph("load", "--strict", tmp_path / "bad.txt", EXAMPLES / "dravet.txt", "--store", tmp_path / "s.kg"), 1, "empty")


def test_an_unknown_entity_offers_the_nearest_names(store: Path) -> None:
    for command in (("show",), ("related",), ("path", "multiple endocrine neoplasia type 2b")):
        refused(
            sgraph(*command, "medulary thyroid carcinoma", "--store", store),
            1,
            "No entity is called",
            "edullary thyroid carcinoma",
        )


def test_a_very_long_name_is_not_repeated_whole(store: Path) -> None:
    assert len(refused(sgraph("show", "x" * 100_000, "--store", store), 1, "No entity is called")) < 500


def test_a_store_without_a_name_is_refused(tmp_path: Path) -> None:
    refused(sgraph("load", EXAMPLES / "dravet.txt", "--store", "", cwd=tmp_path), 1, "no name")
    assert list(tmp_path.iterdir()) == []


def test_malformed_queries_name_line_and_column(store: Path) -> None:
    refused(sgraph("sparql", "SELECT *\nWHERE { ?s ?p }", "--store", store), 2, "line 2, column")
    refused(sgraph("cypher", "MATCH (n)\nRETURM n", "--store", store), 2, "line 2, column 1")


def test_a_query_over_its_time_is_ended(store: Path) -> None:
    started = time.monotonic()
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    refused(sgraph("sparql", query, "--timeout", "0.5", "--store", store), 1, "0.5 s")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("query", ["INSERT DATA { <a:b> <a:c> 1 }", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"])
def test_sparql_that_writes_or_leaves_is_refused(store: Path, query: str) -> None:
    refused(sgraph("sparql", query, "--store", store), 2, "not allowed")


@pytest.mark.parametrize("query", ["CREATE (n:X)", "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l"])
def test_cypher_that_writes_or_leaves_is_refused(store: Path, query: str) -> None:
    refused(sgraph("cypher", query, "--store", store), 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "x", "--frobnicate"),
        ("frobnicate",),
        ("load",),
        ("load", "x", "--format", "docx"),
        ("sparql",),
        ("sparql", "ASK {}", "--format", "xml"),
        ("sparql", "ASK {}", "--limit", "0"),
        ("cypher", "RETURN 1", "--param", "novalue"),
        ("related", "x", "--limit", "many"),
        ("serve", "--port", "70000"),
    ],
)
def test_wrong_use_is_exit_code_2(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert "see `sgraph" in refused(sgraph(*arguments, cwd=tmp_path), 2)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [("show", "x"), ("ask", "what?"), ("sparql", "ASK {}"), ("cypher", "RETURN 1"), ("stats",), ("verify",), ("serve",)],
)
def test_a_missing_store_says_what_to_run_first(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    refused(sgraph(*arguments, cwd=tmp_path), 1, "no store at", "sgraph load")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_other_things_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear Sir")
    refused(sgraph("load", EXAMPLES / "dravet.txt", "--store", tmp_path), 1)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_that_another_process_writes_is_busy(store: Path) -> None:
    writer = sqlite3.connect(store / "record.sqlite", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        refused(sgraph("load", EXAMPLES / "dravet.txt", "--store", store), 1, "Another process is writing")
        assert documents_in(store) == 1  # readers do not wait
    finally:
        writer.execute("ROLLBACK")
        writer.close()
    assert sgraph("load", EXAMPLES / "dravet.txt", "--store", store).code == 0


def test_a_store_of_a_newer_release_is_left_alone(store: Path) -> None:
    connection = sqlite3.connect(store / "record.sqlite")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    for arguments in (("stats",), ("load", str(EXAMPLES / "dravet.txt"))):
        refused(sgraph(*arguments, "--store", store), 1, "newer release", "upgrade")


def test_a_full_disk_leaves_the_store_as_it_was(store: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands for the end of the disk."""
    (tmp_path / "long.txt").write_text(TEXT + "\n\n" + "It is a filler of the page. " * 60_000)
    limit = (store / "record.sqlite").stat().st_size // 1024 + 400
    command = f"ulimit -f {limit}; exec {COMMAND} load {tmp_path / 'long.txt'} --store {store}"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, env=environment(), text=True, timeout=120)
    assert ended.returncode == 1, ended
    assert ended.stderr.startswith("sgraph: ")
    assert "space" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert documents_in(store) == 1
    assert sgraph("verify", "--store", store).code == 0


def test_an_interrupted_load_keeps_whole_documents(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(400):
        (pages / f"page{number}.txt").write_text(TEXT + f"\nPage {number}.\n")
    store = tmp_path / "s.kg"
    process = subprocess.Popen(
        [COMMAND, "load", pages, "--store", store], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), text=True
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not (store.exists() and (store / "record.sqlite").exists() and _committed(store)):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("sgraph: interrupted")
    assert 0 < documents_in(store) < 400
    assert sgraph("verify", "--store", store, "-F", "json").json["faults"] == 0


def _committed(store: Path) -> bool:
    try:
        connection = sqlite3.connect(f"file:{store / 'record.sqlite'}?mode=ro", uri=True)
        try:
            return bool(connection.execute("SELECT count(*) FROM document").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def test_an_entity_name_of_any_characters_is_no_fault_of_ours(loaded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in (
        "",
        " ",
        "'",
        '"',
        "%",
        "*",
        "(",
        "\\",
        "a" * 5000,
        "؟",
        "x:y",
        ":",
        "::",
        "\x1b[31m",
        "-- DROP",
        "NEAR(",
        "OR",
    ):
        for command in ("show", "related", "ask"):
            assert run([command, "--store", str(loaded), "--", name]) in (1, 2), (command, name)
            err = capsys.readouterr().err
            assert "internal error" not in err, (command, name, err)
            assert "\x1b" not in err


def test_documents_with_odd_characters_are_read(tmp_path: Path) -> None:
    file = tmp_path / "odd.txt"
    file.write_text(TEXT.replace("Ataxia", "A\u200btaxia \u202e\x07 Ataxia"), encoding="utf-8")
    ended = sgraph("extract", file, "-F", "table")
    assert ended.code == 0
    assert "\u202e" not in ended.out
    assert "\x07" not in ended.out
    statements = [json.loads(line) for line in sgraph("extract", file).out.splitlines()]
    text = file.read_text(encoding="utf-8")
    assert all(text[e["start"] : e["end"]] == e["text"] for s in statements for e in s["evidence"])


def test_unreadable_files_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    refused(sgraph("extract", tmp_path / "loop.txt"), 1, "loop.txt")
