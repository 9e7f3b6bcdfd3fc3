"""The readings of groundings: well formed, each once, and scored as they were read."""

from pathlib import Path

import pytest

from benchmarks.groundings import corpus, documents_of, read_readings, score
from ontology.matching import open_matcher


def test_each_place_is_read_once_in_a_sample() -> None:
    places = [(r.sample, r.document, r.start, r.end, r.curie) for r in read_readings()]
    assert len(places) == len(set(places))
    assert len(places) >= 300


def test_what_is_wrong_says_why() -> None:
    assert all(reading.why for reading in read_readings() if reading.verdict == "wrong")


def test_an_unknown_verdict_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "readings.tsv"
    path.write_text("sample\tdocument\tstart\tend\tcurie\tverdict\twhy\n1\ta.xml\t0\t4\tHP:1\tmaybe\t\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"readings.tsv:2: 'maybe'"):
        read_readings(path)


@pytest.mark.shared
def test_spans_are_places_of_their_documents_and_most_are_still_made(shared: Path) -> None:
    readings = read_readings()[:20]
    lengths = {d.name: len(d.text) for d in documents_of(corpus(shared), {r.document for r in readings})}
    assert all(0 <= r.start < r.end <= lengths[r.document] for r in readings)
    assert "20 read" in score(readings, corpus(shared), open_matcher()).splitlines()[-1]
