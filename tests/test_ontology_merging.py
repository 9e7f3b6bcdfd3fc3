"""Merging: by identifier and by stated mapping, never by name."""

import pytest

from ontology.merging import merge_terms
from ontology.terms import LexiconError, Synonym, Term


def test_a_mapping_makes_two_terms_one_node() -> None:
    own = Term("M:1", "lump", ("Tumor",), xrefs=("H:1",), source="curated")
    other = Term("H:1", "Lumpoma", ("Symptom",), (Synonym("lumps"),), parents=("H:0",), source="hpo", aliases=("H:7",))
    merged = merge_terms([own], [other])
    assert [term.curie for term in merged.terms] == ["M:1"]
    term = merged.terms[0]
    assert term.kinds == ("Tumor",)
    assert {s.text for s in term.synonyms} == {"Lumpoma", "lumps"}
    assert term.parents == ("H:0",)
    assert merged.aliases["H:1"] == "M:1"
    assert merged.aliases["H:7"] == "M:1"


def test_equal_names_do_not_merge() -> None:
    merged = merge_terms([Term("M:1", "lump", ("Tumor",))], [Term("H:1", "lump", ("Symptom",))])
    assert [term.curie for term in merged.terms] == ["M:1", "H:1"]


def test_two_rows_that_claim_one_identifier_are_refused() -> None:
    with pytest.raises(LexiconError, match="H:1"):
        merge_terms([Term("M:1", "a", xrefs=("H:1",)), Term("M:2", "b", xrefs=("H:1",))])


def test_two_rows_with_one_identifier_are_refused() -> None:
    with pytest.raises(LexiconError, match="M:1"):
        merge_terms([Term("M:1", "a"), Term("M:1", "b")])


def test_everyday_names_reach_a_term_through_its_mapping() -> None:
    own = Term("M:1", "lump", ("Tumor",), xrefs=("H:1",))
    merged = merge_terms([own], lay={"H:1": (Synonym("bump"),)})
    assert [s.text for s in merged.terms[0].synonyms] == ["bump"]
