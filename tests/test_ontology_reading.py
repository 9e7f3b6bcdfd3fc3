"""Ontology files of four formats: what is read of them, and one clear sentence for what is none."""

import gzip
import json

import pytest

from ontology.adopting import Ontology, adopt
from ontology.reading import read_ontology
from ontology.terms import LexiconError, Synonym

OBO = """format-version: 1.2
data-version: releases/2024-02-03
ontology: sample
property_value: http://purl.org/dc/terms/license https://example.org/licence

[Term]
id: DOID:4
name: disease

[Term]
id: DOID:14566
name: growth of cells
is_a: DOID:4

[Term]
id: DOID:1
name: greenitis
synonym: "green fever" EXACT []
property_value: skos:exactMatch MONDO:1
is_a: DOID:4 ! disease

[Term]
id: DOID:2
name: greenoma
is_a: DOID:14566

[Term]
id: DOID:3
name: old greenitis
is_obsolete: true
replaced_by: DOID:5

[Term]
id: DOID:5
name: older greenitis
is_obsolete: true
replaced_by: DOID:1

[Term]
id: DOID:6
name: forgotten
is_obsolete: true
"""
GRAPH = {
    "graphs": [
        {
            "id": "http://purl.obolibrary.org/obo/sample.owl",
            "meta": {"version": "http://example.org/releases/2023-01-01/sample.owl"},
            "nodes": [
                {"id": "http://purl.obolibrary.org/obo/DOID_4", "lbl": "disease", "type": "CLASS"},
                {
                    "id": "http://purl.obolibrary.org/obo/DOID_1",
                    "lbl": "greenitis",
                    "type": "CLASS",
                    "meta": {"synonyms": [{"pred": "hasBroadSynonym", "val": "green thing"}]},
                },
                {"id": "http://purl.obolibrary.org/obo/part", "lbl": "part", "type": "PROPERTY"},
            ],
            "edges": [
                {
                    "sub": "http://purl.obolibrary.org/obo/DOID_1",
                    "pred": "is_a",
                    "obj": "http://purl.obolibrary.org/obo/DOID_4",
                }
            ],
        }
    ]
}
SSSOM = """# license: https://example.org/zero
# mapping_set_id: http://example.org/sample.sssom.tsv
# mapping_set_version: http://example.org/2026-08-04/sample.sssom.tsv
subject_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification
MONDO:1\tgreenitis\tskos:exactMatch\tOrphanet:9\tmanual
MONDO:1\tgreenitis\tskos:broadMatch\tmesh:D1\tmanual
MONDO:2\tobsolete bluitis\tskos:exactMatch\tmesh:D2\tmanual
"""
TABLE = "id\tname\tsynonyms\tkind\nX:1\tgreen root\tgreenroot|~weed\tDrug\n"


def read(text: str | bytes, name: str = "") -> Ontology:
    data = text.encode() if isinstance(text, str) else text
    return adopt(read_ontology(data, "file"), "file", "/somewhere/file", name)


def by_curie(ontology: Ontology) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {term.curie: (term.label, term.kinds) for term in ontology.terms}


def test_obo_gives_name_version_licence_and_kinds_by_branch() -> None:
    found = read(OBO)
    assert (found.name, found.version, found.licence, found.prefix) == (
        "sample",
        "2024-02-03",
        "https://example.org/licence",
        "DOID",
    )
    assert by_curie(found) == {
        "DOID:4": ("disease", ()),
        "DOID:14566": ("growth of cells", ()),
        "DOID:1": ("greenitis", ("Disease",)),
        "DOID:2": ("greenoma", ("Disease", "Tumor")),
    }
    assert found.mappings == (("DOID:1", "MONDO:1"),)


def test_obsolete_terms_lead_to_what_replaces_them_and_that_is_said() -> None:
    found = read(OBO)
    assert {term.curie: term.aliases for term in found.terms}["DOID:1"] == ("DOID:3", "DOID:5")
    assert found.notes == ("3 obsolete terms: 2 lead to the term that replaces them; 1 have none and are left out.",)


def test_obo_graphs_give_classes_with_curies_scopes_and_parents() -> None:
    found = read(json.dumps(GRAPH))
    (term,) = [term for term in found.terms if term.curie == "DOID:1"]
    assert (term.label, term.kinds, term.parents) == ("greenitis", ("Disease",), ("DOID:4",))
    assert term.synonyms == (Synonym("green thing", "BROAD"),)
    assert (found.name, found.version, found.format, len(found.terms)) == ("sample", "2023-01-01", "obographs", 2)


def test_sssom_gives_the_subjects_and_exact_matches_alone_in_our_spelling() -> None:
    found = read(SSSOM)
    assert by_curie(found) == {"MONDO:1": ("greenitis", ("Disease",))}
    assert found.mappings == (("MONDO:1", "ORPHA:9"),)
    assert (found.name, found.version, found.licence) == ("sample", "2026-08-04", "https://example.org/zero")
    assert "1 mappings are not exact and merge nothing." in found.notes


def test_a_table_gives_terms_with_the_kinds_it_states() -> None:
    found = read(TABLE, "roots")
    (term,) = found.terms
    assert (found.name, term.curie, term.kinds) == ("roots", "X:1", ("Drug",))
    assert term.synonyms == (Synonym("greenroot"), Synonym("weed", "RELATED"))


def test_gzip_is_read_as_what_is_in_it() -> None:
    assert by_curie(read(gzip.compress(OBO.encode()))) == by_curie(read(OBO))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "file: an empty file (0 bytes); fetch it again."),
        (gzip.compress(b""), "file: a gzip file with nothing in it; fetch it again."),
        (gzip.compress(OBO.encode())[:-20], "file: a gzip file that is cut; fetch it again."),
        (b"\x1f\x8b garbage", "file: a damaged gzip file; fetch it again."),
        (b"<!DOCTYPE html><html></html>", "file: a web page (HTML), not an ontology; give the address of the file itself."),
        (b"<?xml version='1.0'?><rdf/>", "file: XML or OWL, which is not read; give the ontology as OBO, OBO Graphs JSON, SSSOM or TSV."),
        (b'{"graphs": [\n{"nodes": ]}', "file:2: not valid JSON (Expecting value)."),
        (b"format-version: 1.2\n\n[Term]\nid: X:1\nno tag here\n", "file:5: not a `tag: value` line of OBO."),
        (b"one\ttwo\n1\t2\n", "file:1: no ontology this program knows: a table of terms needs the columns curie and label."),
        (b"curie\tlabel\tkinds\nX:1\ta\tNonsense\n", "file:2: unknown kind"),
        (b"curie\tlabel\n\tx\n", "file:2: a row needs a CURIE and a label."),
        (b"curie\tlabel\nX:1\ta\nX:1\tb\n", "file:3: X:1 is claimed twice, as 'a' and as 'b'."),
        (b"\xff\xfe\x00", "file:1: bytes that are not UTF-8 text; an ontology file is needed."),
        (b"format-version: 1.2\n", "file: no terms in it."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(LexiconError) as caught:
        read(data)
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


def test_a_circle_in_the_hierarchy_is_refused_and_shown() -> None:
    stanzas = "".join(f"\n[Term]\nid: X:{n}\nname: t{n}\nis_a: X:{(n + 1) % 3}\n" for n in range(3))
    with pytest.raises(LexiconError, match="goes in a circle: X:0 → X:1 → X:2 → X:0"):
        read("format-version: 1.2\n" + stanzas)


def test_a_hierarchy_of_many_levels_needs_no_deep_stack() -> None:
    stanzas = "".join(f"\n[Term]\nid: X:{n}\nname: t{n}\nis_a: X:{n + 1}\n" for n in range(20_000))
    assert len(read("format-version: 1.2\n" + stanzas).terms) == 20_000
