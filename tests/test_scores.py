"""The scores that the extraction must keep on the development texts, by the scorer beside the checkout."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.statement_json import write_statement
from loaders.extraction import extract
from loaders.reading import read_document
from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher

pytestmark = pytest.mark.shared

PAGE = "kinsbourne-monograph"
OWN_ROW = "MONDO:0015247"


def _score(shared: Path, folder: Path, matcher: Matcher, *documents: str) -> dict[str, Any]:
    """The scorer's report on the named development texts, on all without names."""
    lines = []
    for path in sorted((shared / "eval" / "texts").glob("*.txt")):
        if not documents or path.stem in documents:
            document = read_document(path)
            lines += [json.dumps(write_statement(s, document.name)) for s in extract(document, matcher).statements]
    python, kit, facts, report = sys.executable, shared / "eval", folder / "facts.jsonl", folder / "report.json"
    converter = [python, kit / "to_score.py"]
    facts.write_bytes(subprocess.run(converter, input="\n".join(lines).encode(), capture_output=True, check=True).stdout)
    chosen = ["--docs", ",".join(documents)] if documents else []
    subprocess.run([python, kit / "score.py", facts, "--json", report, *chosen], capture_output=True, check=True)
    read: dict[str, Any] = json.loads(report.read_text("utf-8"))
    return read


@pytest.fixture(scope="module")
def page(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return _score(shared, tmp_path_factory.mktemp("page"), open_matcher(open_lexicon()), PAGE)


def test_the_real_page_keeps_its_score(page: dict[str, Any]) -> None:
    assert page["micro"][2] >= 0.90
    assert page["frequency"]["wrong"] == page["frequency"]["missing"] == 0
    assert page["not_facts"].startswith("0/")
    assert page["boilerplate"] == 0
    assert page["evidence"]["given"] == page["evidence"]["in_text"] == page["facts"]


def test_all_development_texts_keep_their_score(shared: Path, tmp_path: Path) -> None:
    report = _score(shared, tmp_path, open_matcher(open_lexicon()))
    assert report["docs"] == 8
    assert report["micro"][2] >= 0.80
    assert report["macro"][2] >= 0.70
    assert report["boilerplate"] == 0


def test_the_page_names_its_own_subject(shared: Path, tmp_path: Path, page: dict[str, Any]) -> None:
    """Without the vocabulary's row of its disease, the page loses next to nothing."""
    without = _score(shared, tmp_path, open_matcher(open_lexicon(exclude=frozenset({OWN_ROW}))), PAGE)
    assert without["micro"][2] >= page["micro"][2] - 0.03
