"""CURIE ⇄ IRI."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.curies import NAMESPACE, compress, expand, split_curie


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("MONDO:0015247", "http://purl.obolibrary.org/obo/MONDO_0015247"),
        ("ORPHA:1183", "http://www.orpha.net/ORDO/Orphanet_1183"),
        ("local:shrill-cry", f"{NAMESPACE}local/shrill-cry"),
        ("NOBODY:a/b c", f"{NAMESPACE}curie/NOBODY/a%2Fb%20c"),
    ],
)
def test_expand_and_compress_undo_each_other(curie: str, iri: str) -> None:
    assert expand(curie) == iri
    assert compress(iri) == curie


@given(st.text(min_size=1).filter(lambda s: ":" not in s), st.text(min_size=1))
def test_any_curie_survives(prefix: str, local: str) -> None:
    curie = f"{prefix}:{local}"
    try:
        curie.encode()
    except UnicodeEncodeError:
        return
    assert compress(expand(curie)) == curie


@pytest.mark.parametrize("word", ["", "MONDO", ":1", "MONDO:"])
def test_a_word_without_prefix_or_local_part_is_refused(word: str) -> None:
    with pytest.raises(ValueError, match="not a CURIE"):
        split_curie(word)


def test_an_iri_of_no_prefix_has_no_curie() -> None:
    assert compress("https://example.org/x") is None
