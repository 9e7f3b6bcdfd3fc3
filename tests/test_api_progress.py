"""How the building of a view is told: nothing of what is quick, one line to a log, a line that counts to a person."""

import os
import pty
import sys

import pytest

from api.progress import ViewProgress


def test_a_quick_view_is_not_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    tell = ViewProgress()
    for share in (0.0, 0.5, 1.0):
        tell("SPARQL", share)
    assert capsys.readouterr().err == ""


def test_a_log_is_told_once_of_each_slow_view(capsys: pytest.CaptureFixture[str]) -> None:
    tell = ViewProgress(iter(range(0, 100, 2)).__next__)
    for share in (0.0, 0.2, 0.4, 0.9):
        tell("SPARQL", share)
        tell("Cypher", share)
    tell("SPARQL", 1.0)
    lines = capsys.readouterr().err.splitlines()
    assert [line.split(" of the store")[0] for line in lines] == [
        "sgraph: building the SPARQL view",
        "sgraph: building the Cypher view",
    ]


def test_a_person_sees_it_count_and_go(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    tell = ViewProgress(iter(range(100)).__next__)
    with os.fdopen(theirs, "w") as terminal, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", terminal)
        for share in (0.0, 0.25, 1.0):
            tell("Cypher", share)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    assert "Cypher 25%" in shown
    assert shown.endswith("\r\x1b[K")
