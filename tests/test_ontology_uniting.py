"""Added ontologies join the lexicon by identifier and exact mapping; two that differ are never one."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from ontology.added import added_files, ontologies_folder, read_added, read_heads, write_added
from ontology.adopting import Ontology
from ontology.changing import add_ontologies, remove_ontology
from ontology.lexicon import open_lexicon
from ontology.matching import open_matcher
from ontology.merging import Merged, merge_terms
from ontology.terms import LexiconError, Synonym, Term
from ontology.uniting import settle_claims, unite

CURATED = Term("MONDO:1", "greenitis", ("Disease",), xrefs=("ORPHA:1",), source="curated")
FINDING = Term("HP:1", "Green skin", ("Symptom",), source="hpo")
LISTED = Term("OMIM:7", "GREEN FEVER 2", ("Disease",), source="hpoa")


def ontology(
    terms: Iterable[Term], mappings: Iterable[tuple[str, str]] = (), prefix: str = "MONDO", name: str = "added"
) -> Ontology:
    return Ontology(name, "1", "", "tsv", "x", prefix, tuple(replace(t, source=name) for t in terms), tuple(mappings))


def base() -> Merged:
    return merge_terms([CURATED], [FINDING], [LISTED])


def nothing(_curie: str) -> None:
    """No built-in term."""


def united(*added: Ontology) -> dict[str, Term]:
    return {term.curie: term for term in unite(base(), added).terms}


def test_a_mapped_disease_goes_by_the_identifier_of_the_field_and_keeps_all_names() -> None:
    terms = united(ontology([Term("MONDO:2", "green fever type 2", ("Disease",))], [("MONDO:2", "OMIM:7")]))
    assert "OMIM:7" not in terms
    assert terms["MONDO:2"].label == "green fever type 2"
    assert terms["MONDO:2"].exact_synonyms == ("GREEN FEVER 2",)
    assert terms["MONDO:2"].xrefs == ("OMIM:7",)


def test_a_former_identifier_leads_to_the_term() -> None:
    merged = unite(base(), [ontology([Term("MONDO:2", "green fever type 2", ("Disease",))], [("MONDO:2", "OMIM:7")])])
    assert merged.aliases["OMIM:7"] == "MONDO:2"


def test_our_own_row_keeps_its_name_and_kinds() -> None:
    terms = united(ontology([Term("MONDO:1", "green disease, greenitis", ("Disease", "Tumor"))]))
    assert (terms["MONDO:1"].label, terms["MONDO:1"].kinds) == ("greenitis", ("Disease",))


def test_one_identifier_mapped_to_two_of_a_prefix_merges_neither() -> None:
    new = Term("MONDO:2", "green fever", ("Disease",))
    terms = united(ontology([new], [("MONDO:2", "OMIM:7"), ("MONDO:2", "OMIM:8")]))
    assert {"MONDO:2", "OMIM:7"} <= terms.keys()


def test_a_chain_of_mappings_never_makes_two_of_a_prefix_one() -> None:
    terms = united(
        ontology([Term("MONDO:2", "a fever", ("Disease",))], [("MONDO:2", "DOID:5")]),
        ontology([Term("DOID:5", "a fever", ("Disease",))], [("DOID:5", "ORPHA:1")], "DOID", "other"),
    )
    assert {"MONDO:1", "MONDO:2"} <= terms.keys()


def test_a_mapping_of_an_inflammation_to_its_organ_is_passed_over() -> None:
    organ = Term("UBERON:1", "viridis", ("AnatomicalStructure",))
    terms = united(
        ontology([Term("MONDO:2", "viriditis", ("Disease",))], [("MONDO:2", "NCIT:3")]),
        ontology([Term("NCIT:3", "viridis", ("AnatomicalStructure",))], (), "NCIT", "thesaurus"),
        ontology([organ], (), "UBERON", "parts"),
    )
    assert {"MONDO:2", "NCIT:3"} <= terms.keys()
    assert "NCIT:3" not in terms["MONDO:2"].xrefs


def test_names_without_a_common_word_are_one_where_nothing_else_has_them() -> None:
    terms = united(
        ontology([Term("MONDO:2", "viriditis", ("Disease",))], [("MONDO:2", "NCIT:3")]),
        ontology([Term("NCIT:3", "inflamed emerald", ("Disease",))], (), "NCIT", "thesaurus"),
    )
    assert "NCIT:3" not in terms
    assert "NCIT:3" in terms["MONDO:2"].xrefs


def test_a_finding_and_a_disease_stay_two_and_know_of_each_other() -> None:
    terms = united(ontology([Term("MONDO:2", "green skin", ("Disease",))], [("MONDO:2", "HP:1")]))
    assert terms["HP:1"].kinds == ("Symptom",)
    assert terms["MONDO:2"].xrefs == ("HP:1",)


def test_our_own_row_takes_no_name_that_means_something_else_here() -> None:
    new = Term("ORPHA:1", "greenitis", ("Disease",), (Synonym("Green Skin"), Synonym("verdant fever")))
    terms = united(ontology([new], prefix="ORPHA"))
    assert "verdant fever" in terms["MONDO:1"].exact_synonyms
    assert "Green Skin" not in terms["MONDO:1"].exact_synonyms


def test_an_added_term_of_the_same_name_does_not_make_ours_ambiguous(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text("curie\tlabel\tkinds\nNCIT:C1\tataxia\tSymptom\nNCIT:C2\tcerebellum\tAnatomicalStructure\n")
    list(add_ontologies([str(table)], tmp_path / "kept"))
    matcher = open_matcher(open_lexicon(folder=tmp_path / "kept"))
    finding, part = matcher.ground("ataxia", ("Symptom",)).match, matcher.ground("cerebellum").match
    assert finding is not None
    assert part is not None
    assert (finding.curie, part.curie) == ("HP:0001251", "UBERON:0002037")


def test_same_names_without_a_mapping_stay_two() -> None:
    assert {"MONDO:1", "MONDO:3"} <= united(ontology([Term("MONDO:3", "greenitis", ("Disease",))])).keys()


def test_two_ontologies_that_claim_one_identifier_are_refused() -> None:
    first = ontology([Term("MONDO:5", "blue palsy")], name="first")
    with pytest.raises(LexiconError, match=r"MONDO:5 is 'blue palsy' in first and 'red rash' here"):
        settle_claims(ontology([Term("MONDO:5", "red rash")]), [first], nothing)


def test_a_few_renamed_identifiers_keep_the_name_they_had_and_that_is_said() -> None:
    many = [Term(f"MONDO:{n}", f"disease number{n}") for n in range(300)]
    renamed = [Term("MONDO:0", "red rash"), *many[1:]]
    settled = settle_claims(ontology(renamed), [ontology(many, name="first")], nothing)
    assert "MONDO:0" not in {term.curie for term in settled.terms}
    assert settled.notes == ("1 identifiers had other names before, which they keep (MONDO:0 first).",)


def test_spelling_and_synonyms_are_no_conflict() -> None:
    known = Term("MONDO:5", "blue anaemia", synonyms=(Synonym("azure disorder"),))
    settle_claims(ontology([Term("MONDO:5", "azure anemia")]), [], lambda _curie: known)


def test_what_is_kept_is_read_back_the_same(tmp_path: Path) -> None:
    kept = ontology([Term("X:1", "a", ("Drug",), (Synonym("b", "BROAD"),), (), ("X:0",), aliases=("X:9",))], [("X:1", "Y:1")])
    assert read_added(write_added(kept, tmp_path)) == kept
    assert [(head.name, head.terms, head.mappings) for head in read_heads(tmp_path)] == [("added", 1, 1)]


def test_a_damaged_file_is_named_with_the_way_out(tmp_path: Path) -> None:
    path = write_added(ontology([Term("X:1", "a"), Term("X:2", "b")]), tmp_path)
    path.write_text("\n".join(path.read_text().splitlines()[:-1]))
    with pytest.raises(LexiconError, match="damaged; run `sgraph ontology remove added`"):
        read_added(path)


def test_a_refused_file_changes_nothing(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.tsv", tmp_path / "bad.tsv"
    good.write_text("curie\tlabel\tkinds\nX:1\tgreenitis\tDisease\n")
    bad.write_text("nothing of use\n")
    folder = tmp_path / "kept"
    assert [type(outcome) for outcome in add_ontologies([str(good)], folder)] == [Ontology]
    before = [path.read_bytes() for path in added_files(folder)]
    (refusal,) = add_ontologies([str(bad)], folder)
    assert isinstance(refusal, LexiconError)
    assert [path.read_bytes() for path in added_files(folder)] == before


def test_two_at_once_are_both_kept(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"o{number}.tsv").write_text(f"curie\tlabel\tkinds\nX{number}:1\tgreenitis {number}\tDisease\n")
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: list(add_ontologies([str(tmp_path / f"o{n}.tsv")], tmp_path / "kept")), range(4)))
    assert [head.name for head in read_heads(tmp_path / "kept")] == ["o0", "o1", "o2", "o3"]


def test_headings_and_adjectives_of_an_added_ontology_are_not_looked_for(tmp_path: Path) -> None:
    organ = Term("UBERON:1", "viridis", ("AnatomicalStructure",), (Synonym("Viridial"),))
    headings = [
        Term(f"NCIT:{number}", name, ("Disease",)) for number, name in enumerate(("Symptoms, NOS", "Disorders", "Features"))
    ]
    for each in (ontology([organ], (), "UBERON", "parts"), ontology(headings, (), "NCIT", "thesaurus")):
        write_added(each, tmp_path)
    matcher = open_matcher(open_lexicon(folder=tmp_path))
    assert matcher.find("viridial symptoms, disorders and features") == []
    assert [match.curie for match in matcher.find("the viridis")] == ["UBERON:1"]


def test_an_added_name_is_found_and_gone_when_removed(tmp_path: Path) -> None:
    table, folder = tmp_path / "mine.tsv", tmp_path / "kept"
    table.write_text("curie\tlabel\tsynonyms\tkinds\nX:1\tgreenitis maculosa\tGRM\tDisease\n")
    list(add_ontologies([str(table)], folder))
    text = "She had greenitis maculosa, and GRM."
    assert [m.curie for m in open_matcher(open_lexicon(folder=folder)).find(text)] == ["X:1"]
    remove_ontology("mine", folder)
    assert open_matcher(open_lexicon(folder=folder)).find(text) == []
    with pytest.raises(LexiconError, match="no added ontology has this name; none has been added"):
        remove_ontology("mine", folder)


def test_the_users_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/h")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.delenv("SGRAPH_DATA", raising=False)
    assert ontologies_folder() == Path("/h/.local/share/syndrome-graph/ontologies")
    monkeypatch.setenv("XDG_DATA_HOME", "/x")
    assert ontologies_folder() == Path("/x/syndrome-graph/ontologies")
    monkeypatch.setenv("SGRAPH_DATA", "/d")
    assert ontologies_folder() == Path("/d/ontologies")


@pytest.mark.shared
def test_an_orphanet_disease_meets_mondo_by_a_mapping(shared: Path, tmp_path: Path) -> None:
    source = shared / "ontologies" / "mondo" / "mondo_exactmatch_orphanet.sssom.tsv.gz"
    (added,) = add_ontologies([str(source)], tmp_path / "kept")
    assert isinstance(added, Ontology)
    lexicon = open_lexicon(folder=tmp_path / "kept")
    term = lexicon.term("ORPHA:124")
    assert term is not None
    assert term.curie == "MONDO:0015253"
    finding = lexicon.term("HP:0001250")
    assert finding is not None
    assert finding.kinds == ("Symptom",)
