"""OBO reading: what a stanza holds, and one clear sentence with the line where it is broken."""

import pytest

from ontology.obo import header_of, read_terms
from ontology.terms import LexiconError, Synonym

GOOD = """format-version: 1.2
data-version: 2025-01-01

[Term]
id: X:1
name: first \\"quoted\\" thing
def: "What it is." []
synonym: "other" EXACT layperson []
synonym: "wider" BROAD []
alt_id: X:9
is_a: X:0 ! root
xref: Y:1 "note"

[Typedef]
id: part_of
name: part of

[Term]
id: X:2
name: old
is_obsolete: true
replaced_by: X:1
"""


def test_reads_terms_with_synonyms_parents_and_replacements() -> None:
    first, second = read_terms(GOOD.splitlines(), "x.obo")
    assert first.name == 'first "quoted" thing'
    assert first.synonyms == [Synonym("other", "EXACT", "layperson"), Synonym("wider", "BROAD", "")]
    assert (first.alt_ids, first.parents, first.xrefs) == (["X:9"], ["X:0"], ["Y:1"])
    assert second.obsolete
    assert second.replaced_by == ["X:1"]


def test_a_typedef_is_not_a_term() -> None:
    assert [term.id for term in read_terms(GOOD.splitlines(), "x.obo")] == ["X:1", "X:2"]


def test_header_gives_the_version() -> None:
    assert header_of(GOOD.splitlines())["data-version"] == "2025-01-01"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[Term]\nname: nameless\n", "x.obo:1"),
        ("[Term]\nid: X:1\nsynonym: unquoted EXACT []\n", "x.obo:3"),
        ("[Term]\nid: X:1\ngarbage\n", "x.obo:3"),
    ],
)
def test_a_broken_file_is_refused_with_its_line(text: str, place: str) -> None:
    with pytest.raises(LexiconError) as caught:
        list(read_terms(text.splitlines(), "x.obo"))
    assert caught.value.place == place
    assert "\n" not in str(caught.value)
