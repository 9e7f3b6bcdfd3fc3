"""Mentions of a document: spans of the unchanged text, polarity, certainty, readings."""

from pathlib import Path

import pytest

from graph.model import Entity
from loaders.mentions import Mention, annotate, entity_of
from loaders.reading import document_from_text
from ontology.changing import add_ontologies
from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher

TEXT = """Example disease

It causes ataxia and tremor, but no seizures. Weakness of the muscles may occur.

Treatment

Diazepam helps. Nevoid basal cell carcinoma syndrome is another disease.
"""


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


@pytest.fixture(scope="module")
def mentions(matcher: Matcher) -> list[Mention]:
    return list(annotate(document_from_text(TEXT, "test:example", "example"), matcher))


def one(mentions: list[Mention], curie: str) -> Mention:
    (found,) = [mention for mention in mentions if mention.curie == curie]
    return found


def test_spans_are_copies_of_the_documents_text_in_order(mentions: list[Mention]) -> None:
    assert mentions
    assert all(TEXT[m.start : m.end] == m.text for m in mentions)
    assert [m.start for m in mentions] == sorted(m.start for m in mentions)


def test_a_denied_finding_is_a_mention_that_says_so(mentions: list[Mention]) -> None:
    assert one(mentions, "HP:0001250").negated
    assert not one(mentions, "HP:0001251").negated


def test_kinds_come_with_the_term(mentions: list[Mention]) -> None:
    assert one(mentions, "CHEBI:49575").kinds == ("Treatment", "Drug")


def test_a_phenotype_in_a_diseases_name_is_a_mention_of_its_own(mentions: list[Mention]) -> None:
    assert one(mentions, "MONDO:0007187").text == "Nevoid basal cell carcinoma syndrome"
    assert one(mentions, "HP:0002671").text == "basal cell carcinoma"


def test_an_organ_in_a_findings_name_is_nested(matcher: Matcher, mentions: list[Mention]) -> None:
    assert "UBERON:0001134" not in {m.curie for m in mentions}
    nested = list(annotate(document_from_text(TEXT, "test:example", "example"), matcher, nested=True))
    assert not one(nested, "UBERON:0001134").longest


def test_a_term_becomes_a_node_with_its_names_and_mappings(matcher: Matcher) -> None:
    term = matcher.lexicon.term("MONDO:0005072")
    assert term is not None
    entity = entity_of(term)
    assert entity.label == "neuroblastoma"
    assert "HP:0003006" in entity.xrefs
    assert entity.synonyms == tuple(sorted(set(entity.synonyms)))
    assert entity.xrefs == tuple(sorted(set(entity.xrefs)))


def test_a_match_becomes_the_node_of_its_term_or_a_bare_one(matcher: Matcher) -> None:
    (match,) = matcher.find("neuroblastoma")
    assert entity_of(match, matcher.lexicon) == entity_of(matcher.lexicon.term("MONDO:0005072") or match)
    assert entity_of(match) == Entity("MONDO:0005072", "neuroblastoma", ("Disease", "Tumor"))


def test_what_is_left_ungrounded_shows_its_candidates_when_asked(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(
        "curie\tlabel\tsynonyms\tkinds\nX:1\tgreenitis one\tgreenitis\tDisease\nX:2\tgreenitis two\tgreenitis\tDisease\n"
    )
    list(add_ontologies([str(table)], tmp_path / "kept"))
    matcher = open_matcher(open_lexicon(folder=tmp_path / "kept"))
    document = document_from_text("He had greenitis.", "test:g", "g")
    assert list(annotate(document, matcher)) == []
    (found,) = annotate(document, matcher, unsure=True)
    assert (found.text, found.curie) == ("greenitis", "")
    assert found.reasons[0] == "not grounded: ambiguous"
    assert [reason.split()[1] for reason in found.reasons[1:]] == ["X:1", "X:2"]
