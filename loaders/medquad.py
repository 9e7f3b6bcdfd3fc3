"""Reads a MedQuAD file: the focus is the title, each question heads a section of the kind its type says.

Place in the flow: reading.py hands the decoded XML over. Corpus: Ben Abacha and Demner-Fushman, BMC Bioinformatics 2019;20:511.
"""

from typing import Final

from lxml import etree

from graph.errors import InputRefused
from graph.model import Document
from loaders.sections import sections_of

LOADER: Final = "medquad/1"
_KINDS: Final = {
    "information": "summary",
    "symptoms": "symptoms",
    "treatment": "treatment",
    "inheritance": "inheritance",
    "frequency": "epidemiology",
    "genetic changes": "pathophysiology",
    "causes": "pathophysiology",
    "exams and tests": "diagnosis",
    "research": "other",
    "outlook": "prognosis",
    "susceptibility": "epidemiology",
    "considerations": "other",
    "prevention": "other",
    "stages": "diagnosis",
    "complications": "complications",
    "support groups": "other",
}


def document_from_medquad(text: str, source: str, name: str) -> Document:
    """Return the document of one MedQuAD file: "Focus", then each "Question?" and its answer, blank lines between.

    A question without an answer is left out. Raises InputRefused for XML that is broken, declares a DOCTYPE or is no MedQuAD.
    """
    root = _root(text, source)
    focus = _words(root.findtext("Focus"))
    if root.find("Focus") is None or root.find("QAPairs") is None:
        raise InputRefused(source, "an XML file without <Focus> and <QAPairs>; only MedQuAD's XML is read.")
    pieces = [focus, "\n"] if focus else []
    forced: dict[int, str] = {0: "title"} if focus else {}
    position = len(focus) + 1 if focus else 0
    for pair in root.iter("QAPair"):
        question, answer = pair.find("Question"), (pair.findtext("Answer") or "").strip()
        if question is None or not answer:
            continue
        line = _words(question.text) or "Question"
        forced[position + 1] = _KINDS.get((question.get("qtype") or "").strip(), "other")
        piece = f"\n{line}\n\n{answer}\n"
        pieces.append(piece)
        position += len(piece)
    whole = "".join(pieces)
    return Document(source, name, whole, sections_of(whole, forced), focus or None, "medquad", LOADER)


def _root(text: str, source: str) -> etree._Element:
    """Parse without network, entities or DTD."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise InputRefused(source, "the XML declares a DOCTYPE; remove it, since entities are never resolved.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        # Encoded anew, since the text is decoded already; a declaration of another encoding would be wrong.
        body = text[text.index("?>") + 2 :] if text.lstrip().startswith("<?xml") and "?>" in text[:200] else text
        return etree.fromstring(body.strip().encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise InputRefused(source, f"broken XML (line {error.lineno}); mend it or save the text alone.") from None


def _words(text: str | None) -> str:
    return " ".join((text or "").split())
