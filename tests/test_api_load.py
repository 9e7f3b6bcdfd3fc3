"""load with its options: processes, archives, reports, and going on where a load was ended."""

import json
import os
import pty
import signal
import sqlite3
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from zipfile import ZipFile

from pdf_pages import pdf
from sgraph_command import COMMAND, EXAMPLES, environment, refused, sgraph

PAGE = "{0} syndrome\n\n{0} syndrome is a rare disorder characterized by seizures and ataxia. It is treated with steroids.\n"


def folder_of(place: Path, number: int) -> Path:
    folder = place / "pages"
    folder.mkdir()
    for index in range(number):
        name = f"{'ABCDEFGHIJ'[index // 10]}{'abcdefghij'[index % 10]}rlow"
        (folder / f"{index:02}.txt").write_text(PAGE.format(name))
    return folder


def dump(store: Path) -> str:
    ended = sgraph("export", "ttl", "--store", store)
    assert ended.code == 0, ended.err
    return ended.out


def test_an_archive_is_loaded_by_several_processes_as_by_one(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 6)
    with ZipFile(tmp_path / "pages.zip", "w") as archive:
        for page in sorted(folder.iterdir()):
            archive.write(page, f"in/{page.name}")
        archive.writestr("in/empty.txt", b"")
        archive.writestr("in/page.pdf", pdf(["Tarnwick syndrome", "Tarnwick syndrome is characterized by ataxia."]))
    one = sgraph("load", tmp_path / "pages.zip", "--store", tmp_path / "one.kg", "--json")
    two = sgraph("load", tmp_path / "pages.zip", "--store", tmp_path / "two.kg", "--json", "--jobs", "2")
    assert (one.code, one.json) == (two.code, two.json)
    assert one.json["outcomes"] == {"added": 7, "refused": 1}
    assert dump(tmp_path / "one.kg") == dump(tmp_path / "two.kg")
    assert "pages.zip!in/page.pdf" in dump(tmp_path / "one.kg")
    assert f"{tmp_path / 'pages.zip'}!in/empty.txt: the file is empty" in one.err


def test_the_report_is_written_and_shown_whole(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 2)
    (folder / "copy.txt").write_text((folder / "00.txt").read_text())
    ended = sgraph("load", folder, "--store", tmp_path / "s.kg", "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["relations"] == {"has_symptom": 4, "treated_by": 2, "has_prevalence": 2}
    assert report["skipped"] == [
        {"outcome": "duplicate", "reason": "The same text is in the store under another source.", "documents": 1}
    ]
    assert "has_symptom" in ended.out
    assert "duplicate" in ended.out


def test_a_load_that_is_interrupted_goes_on_when_run_again(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 60)
    for late in sorted(folder.iterdir())[50:]:  # what is still being read when the first group has been written
        late.write_text(late.read_text() * 200)
    store = tmp_path / "s.kg"
    command = [COMMAND, "load", folder, "--store", store, "--jobs", "2"]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None and not documents_in(store):
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert err.decode().splitlines() == ["sgraph: interrupted; what was finished is kept, nothing is half-written"]
    kept = documents_in(store)
    assert 0 < kept < 60
    again = sgraph("load", folder, "--store", store, "--json", "--jobs", "2")
    assert again.json["outcomes"] == {"added": 60 - kept, "unchanged": kept}
    whole = sgraph("load", folder, "--store", tmp_path / "whole.kg", "--json")
    assert (whole.json["statements"], whole.json["relations"]) == (again.json["statements"], again.json["relations"])
    assert dump(store) == dump(tmp_path / "whole.kg")


def documents_in(store: Path) -> int:
    if not (store / "record.sqlite").exists():
        return 0
    with closing(sqlite3.connect(store / "record.sqlite", timeout=30)) as record, suppress(sqlite3.OperationalError):
        return int(record.execute("SELECT count(*) FROM document").fetchone()[0])
    return 0  # its tables are being made


def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, 3)
    ours, theirs = pty.openpty()
    command = [COMMAND, "load", folder, "--store", tmp_path / "s.kg", "--jobs", "2"]
    shown = b""
    with subprocess.Popen(command, env=environment(TERM="xterm"), stdout=subprocess.DEVNULL, stderr=theirs) as process:
        os.close(theirs)
        with suppress(OSError):  # the end of a terminal
            while part := os.read(ours, 65_536):
                shown += part
    os.close(ours)
    assert process.returncode == 0, shown
    assert b"/3" in shown


def test_wrong_numbers_of_processes_are_refused(tmp_path: Path) -> None:
    refused(sgraph("load", EXAMPLES, "--jobs", "0", "--store", tmp_path / "s.kg"), 2, "--jobs")
    refused(sgraph("load", EXAMPLES, "--jobs", "many", "--store", tmp_path / "s.kg"), 2, "--jobs")
