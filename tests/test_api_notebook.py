"""`import syndrome_graph`: the public names work together, and importing it costs next to nothing."""

import subprocess
import sys
from pathlib import Path

import pytest
from sgraph_command import EXAMPLES

import syndrome_graph as sg


def test_every_public_name_is_there_and_described() -> None:
    assert set(dir(sg)) == set(sg.__all__)
    for name in sg.__all__:
        assert getattr(sg, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'treat'"):
        _ = sg.treat


def test_importing_it_imports_nothing_heavy() -> None:
    code = "import sys, syndrome_graph; print(*sorted(set(sys.modules) & {'rdflib', 'networkx', 'pyoxigraph', 'lxml', 'fastapi', 'graph'}))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""


def test_texts_become_statements_become_answers(tmp_path: Path) -> None:
    with sg.open_store(tmp_path / "s.kg", create=True) as store:
        report = sg.load(store, EXAMPLES)
        assert report.count("added") == 3
        assert sg.load(store, [EXAMPLES / "dravet.txt"]).count("unchanged") == 1
        answer = sg.ask(store, "What are the symptoms of Dravet syndrome?")
        assert {row.relation for row in answer.rows} == {"has_symptom"}
        page = sg.related(store, "Dravet syndrome", relation="has_symptom")
        assert {row.statement for row in answer.rows} <= {row.statement for row in page.rows}
        network = sg.to_networkx(store)
        assert page.entity.curie in network
        dataset = sg.to_rdflib(store)
        assert len(dataset) > 100
        sg.export(store, "graphml", tmp_path / "all.graphml")
    assert (tmp_path / "all.graphml").stat().st_size > 1000


def test_a_text_in_memory_is_extracted_and_annotated() -> None:
    document = sg.document_from_text("Dravet syndrome\n\nAtaxia is frequent. There is no fever.\n", "memory:1", "note")
    statements = sg.extract(document).statements
    assert all(document.text[e.start : e.end] == e.text for s in statements for e in s.evidence)
    mentions = {mention.text.casefold(): mention for mention in sg.annotate(document)}
    assert mentions["fever"].negated
    assert not mentions["ataxia"].negated


def test_a_refused_text_raises_where_strict(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    with sg.open_store(tmp_path / "s.kg", create=True) as store, pytest.raises(sg.InputRefused, match="empty"):
        sg.load(store, empty, strict=True)
