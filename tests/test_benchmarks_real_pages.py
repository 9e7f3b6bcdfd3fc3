"""Gold standards that keep places: what they name is in the page that the archive gives."""

import json
import tarfile
from pathlib import Path

import pytest

from benchmarks.real_pages import PAGES, page_text, write_page

XML = b"""<Document><Focus>Harlow syndrome</Focus><QAPairs>
<QAPair><Question qtype="frequency">How many have it ?</Question><Answer> Few. </Answer></QAPair>
<QAPair><Question qtype="information">What is it ?</Question><Answer>A rare disease.</Answer></QAPair>
<QAPair><Question qtype="symptoms">What are its signs ?</Question><Answer></Answer></QAPair>
</QAPairs></Document>"""


def test_a_page_is_its_topic_its_questions_and_their_answers() -> None:
    assert page_text(XML, "page") == "Harlow syndrome\n\nHow many have it ?\n\nFew.\n\nWhat is it ?\n\nA rare disease.\n"


def test_a_first_answer_stands_below_its_topic() -> None:
    assert page_text(XML, "first answer") == "Harlow syndrome\n\nA rare disease.\n"


@pytest.mark.shared
def test_every_fact_quotes_words_of_its_page(shared: Path, tmp_path: Path) -> None:
    files = sorted(PAGES.glob("*/*.json"))
    with tarfile.open(shared / "corpora" / "medquad.tar.xz") as archive:
        for file in files:
            write_page(file, archive, tmp_path)
    golds = [json.loads((tmp_path / "gold" / file.name).read_text(encoding="utf-8")) for file in files]
    assert len(golds) == 67
    assert all(fact["quote"].strip() for gold in golds for fact in gold["facts"])
