"""A folder of everything that can be wrong with a text, loaded at once with little memory and time: one sentence each, no more."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pdf_pages import pdf
from sgraph_command import COMMAND, environment

HEAD = "Harlow syndrome\n\nHarlow syndrome is a rare disorder characterized by seizures and ataxia.\n\n"
FRENCH = "Le syndrome de Harlow est une maladie rare qui touche les enfants et dont la cause est inconnue de tous. "
MEMORY_KB = 1_500_000  # of address space
PROCESSOR_S = 90

# What is read, with a word of what is said of it, or nothing where nothing need be said.
READ: dict[str, tuple[bytes, str]] = {
    "percentages.txt": ((HEAD + "Seizures occur in " + ", ".join(f"{n % 101}%" for n in range(10_000)) + ".").encode(), ""),
    "shares.txt": ((HEAD + "".join(f"Seizures occur in {n % 101}% of patients. " for n in range(2_000))).encode(), ""),
    "line.txt": ((HEAD + "seizures and ataxia " * 100_000).encode(), ""),
    "word.txt": ((HEAD + "a" * 1_000_000).encode(), ""),
    "blanks.txt": ((HEAD + (" " * 2_900 + "x\n") * 100).encode(), ""),
    "articles.txt": ((HEAD + "Symptoms include " + "a " * 100_000).encode(), ""),
    "brackets.txt": ((HEAD + "(" * 200_000).encode(), ""),
    "bullets.txt": ((HEAD + "- seizures\n" * 3_000).encode(), ""),
    "names.txt": (
        ("Harlow syndrome\n\nOther names\n\n" + ", ".join(f"Harlow disease {n}" for n in range(20_000))).encode(),
        "",
    ),
    "marks.txt": ((HEAD + "\u202eseizures\u2066 \u200f\u200bataxia " * 2_000).encode(), ""),
    "causes.txt": ((HEAD + "".join(f"Harlow syndrome is caused by toxin {n}. " for n in range(2_000))).encode(), ""),
    "wide.txt": (("\ufeff" + HEAD).encode("utf-16-le"), ""),
    "french.txt": ((FRENCH * 200).encode(), "not in English"),
    "deep.html": (f"<html><body>{'<div>' * 90_000}{HEAD}{'</div>' * 90_000}</body></html>".encode(), ""),
    "angles.html": (f"<html><body><p>{HEAD}{'<' * 200_000}".encode(), ""),
}
REFUSED: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\t\r\n", "no words"),
    "nul.txt": (b"seizures\0ataxia", "binary"),
    "garbage.txt": (bytes(number * 7919 % 256 for number in range(100_000)), "binary"),
    "cut.txt": (b"\xff\xfe" + b"\x00\xd8\x20", "UTF-16"),
    "lines.txt": (b"\n" * 2_000_000 + b"x", "lines"),
    "tags.html": (b"<html>" + b"<b>x</b>" * 300_000, "tags"),
    "huge.txt": (b"x" * 50_000_001, "50 MB"),
    "bomb.xml": (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>', "DOCTYPE"),
    "scanned.pdf": (pdf(()), "without text"),
    "damaged.pdf": (pdf(["Harlow syndrome"])[:150], "damaged"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a load of all of it says, by the file's name; the process has a limit of memory and of processor time."""
    place = tmp_path_factory.mktemp("bad")
    folder = place / "pages"
    folder.mkdir()
    for name, given in {**READ, **REFUSED}.items():
        (folder / name).write_bytes(given[0])
    (folder / "locked").mkdir(mode=0)
    limits = f"ulimit -v {MEMORY_KB}; ulimit -t {PROCESSOR_S}; exec {COMMAND} load {folder} --store {place / 's.kg'} --json"
    ended = subprocess.run(["bash", "-c", limits], capture_output=True, env=environment(), timeout=250, text=True)
    assert ended.returncode == 1, ended
    assert "Traceback" not in ended.stderr
    assert "internal error" not in ended.stdout
    (folder / "locked").chmod(0o700)
    return {Path(document["source"]).name: document for document in json.loads(ended.stdout)["documents"]}


@pytest.mark.parametrize("name", READ)
def test_what_is_odd_is_read(report: dict[str, Any], name: str) -> None:
    assert report[name]["outcome"] == "added"
    assert READ[name][1] in " ".join(report[name]["warnings"])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused_in_one_sentence(report: dict[str, Any], name: str) -> None:
    assert report[name]["outcome"] == "refused"
    (sentence,) = report[name]["warnings"]
    assert REFUSED[name][1] in sentence
    assert "\n" not in sentence


def test_a_page_in_french_has_no_statements(report: dict[str, Any]) -> None:
    assert report["french.txt"]["statements"] == 0
    assert report["wide.txt"]["statements"] > 0
