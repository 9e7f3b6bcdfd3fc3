"""MedQuAD's XML becomes a document of questions and answers."""

import pytest

from graph.errors import InputRefused
from loaders.reading import document_from_text
from loaders.sentences import sentences_of

XML = """<?xml version="1.0" encoding="UTF-8"?>
<Document id="1" source="X" url="http://example.org/morel"><Focus>Morel  disease</Focus><QAPairs>
<QAPair pid="1"><Question qid="1-1" qtype="information">What is (are) Morel disease ?</Question>
<Answer>Morel disease &lt;MD&gt; is rare.</Answer></QAPair>
<QAPair pid="2"><Question qid="1-2" qtype="genetic changes">What are the genetic changes ?</Question><Answer/></QAPair>
<QAPair pid="3"><Question qid="1-3" qtype="outlook">What is the outlook for Morel disease ?</Question>
<Answer>Most live.

Overview

Some relapse.</Answer></QAPair></QAPairs></Document>"""


def test_the_focus_is_the_title_and_types_are_sections() -> None:
    document = document_from_text(XML, "s", "n", "auto")
    assert (document.format, document.title) == ("medquad", "Morel disease")
    assert [s.kind for s in document.sections] == ["title", "summary", "prognosis", "prognosis"]
    assert document.text.startswith("Morel disease\n\nWhat is (are) Morel disease ?\n\nMorel disease <MD> is rare.\n")


def test_questions_are_flagged_and_answers_are_not() -> None:
    document = document_from_text(XML, "s", "n", "medquad")
    assert [s.question for s in sentences_of(document)] == [True, False, True, False, False]


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (XML.replace("<Document", '<!DOCTYPE a [<!ENTITY b "c">]><Document', 1), "DOCTYPE"),
        (XML[:300], "broken XML"),
        ("<Document><QAPairs/></Document>", "Focus"),
        ("<Document>", "broken XML"),
    ],
)
def test_other_xml_is_refused(xml: str, reason: str) -> None:
    with pytest.raises(InputRefused, match=reason):
        document_from_text(xml, "s", "n", "medquad")
