"""Finding terms in running text: spans, forms, coordination, guards and traps. Each case is a rule of language or of medicine."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher


@dataclass(frozen=True)
class Named:
    curie: str
    label: str
    kinds: tuple[str, ...]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


def curies(matcher: Matcher, text: str) -> set[str]:
    return {match.curie for match in matcher.find(text)}


@pytest.mark.parametrize(
    ("text", "curie"),
    [
        ("The child has ataxia.", "HP:0001251"),
        ("Hypotonia and seizures followed.", "HP:0001250"),
        ("weakness of the muscles", "HP:0001324"),
        ("abnormality of the kidney", "HP:0000077"),
        ("kidney abnormality", "HP:0000077"),
        ("occult spina bifida", "HP:0003298"),
        ("hypoplasia of the thumb", "HP:0009778"),
        ("a squint and anaemia", "HP:0001903"),
        ("palmoplantar hyperkeratoses", "HP:0000972"),
        ("loss of kidney function", "HP:0000083"),
        ("intravenous immunoglobulin was given", "MAXO:0001480"),
        ("Wilms' tumour in infancy", "MONDO:0019004"),
        ("an Epstein-Barr virus infection", "NCBITaxon:10376"),
        ("swelling of the cerebellum", "UBERON:0002037"),
        ("brain MRI was normal", "MAXO:0000427"),
        ("phaeochromocytomas", "MONDO:0008233"),
        ("vitamin A was low", "CHEBI:12777"),  # the letter is part of the name
        ("an influenza A virus", "NCBITaxon:11320"),
        ("testing for E. coli", "NCBITaxon:562"),  # no sentence ends at the initial
        ("a new rash", "HP:0000988"),  # an everyday name counts as we give it, though HPO calls it loose
        ("high blood pressure", "HP:0000822"),
        ("a biopsy of the liver", "MAXO:0000376"),
        ("few red blood cells", "CL:0000232"),
        ("treatment of H. pylori", "NCBITaxon:210"),  # a species with its genus cut
        ("malformations of the kidney", "HP:0012210"),  # of its structure, not any abnormality
    ],
)
def test_finds_a_term_in_the_forms_that_texts_use(matcher: Matcher, text: str, curie: str) -> None:
    assert curie in curies(matcher, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("truncal and limb ataxia", {"HP:0002078", "HP:0002070"}),
        ("ataxia of the limbs and trunk", {"HP:0002078", "HP:0002070"}),
        ("muscle weakness and atrophy", {"HP:0001324", "HP:0003202"}),
        ("tonic, atonic and myoclonic seizures", {"HP:0032792", "HP:0010819", "HP:0032794"}),
        ("palmar and plantar pits", {"HP:0010610", "HP:0010612"}),
        ("malformations of the kidney or collecting system", {"HP:0012210", "HP:0004742"}),
        ("an enlarged liver or spleen", {"HP:0002240", "HP:0001744"}),
    ],
)
def test_a_word_shared_in_a_coordination_serves_each_part(matcher: Matcher, text: str, expected: set[str]) -> None:
    assert expected <= curies(matcher, text)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("shock-like spasms", "HP:0031273"),  # a likeness is not the thing
        ("drug-induced psychosis of unknown cause", "CHEBI:23888"),
        ("a gluten-free diet", "CHEBI:3892"),
        ("non-epileptic attacks", "HP:0001250"),
        ("anti-seizure effect", "HP:0001250"),
        ("a viral infection", "HP:0004429"),  # not recurrent ones
        ("steroids were tried", "CHEBI:50858"),  # the class, no particular one
        ("severe brachycephaly, sensorineural deafness", "HP:0008625"),  # the degree is that of the first finding
        ("encephalopathy with progressive ataxia", "HP:0002448"),  # "with" turns nothing round
        ("hyperplasia of the mandibular coronoid", "HP:0000303"),  # an adjective of another noun
        ("a heart that may block", "HP:0012722"),
        ("She is gaining weight", "HP:0004324"),
        ("widespread perivascular lymphocytes in the brain", "HP:0031330"),
        ("parathyroid hormone was low", "CHEBI:3892"),
        ("collecting system of the kidney", "HP:0030212"),
        ("affected children", "HP:0032320"),
        ("pseudo-obstruction", "HP:0005214"),
        ("problems affecting the nerves", "HP:0025766"),  # a verb is no mood
        ("a light-sensitive tissue", "HP:0000613"),  # an adjective of another noun
        ("unusual tongue and eye movements, abnormal reflexes", "HP:0000496"),  # the adjective belongs to the next item
        ("through the blood vessels, and forms a tumor", "HP:0100742"),
        ("problems with bladder and bowel function", "HP:0002242"),
        ("a computer linked to an x-ray machine", "HP:0001417"),
        ("Macrocephaly 1/2 Patent ductus arteriosus 1/2", "OMIM:617035"),  # a count is no part of a name
        ("Reducing the activity of T cells", "HP:0005419"),  # a treatment, no finding
        ("anomaly and a flat face", "HP:0000271"),
        ("genetic mutations, and its signs", "MONDO:0003847"),
        ("Try to stay fit", "HP:0001250"),
        ("the cancer is coming back", "UBERON:0001137"),
        ("pes planus", "UBERON:0002387"),
        ("lymphedema-distichiasis syndrome", "OMIM:126300"),  # part of a longer name
        ("human papilloma viruses", "HP:0012740"),
        ("the PTEN hamartoma tumor gene", "HP:0010566"),
        ("generic obesity", "OMIM:601665"),  # not one gene's obesity
        ("physical inactivity", "HP:0001254"),
        ("sharp central vision", "HP:0025281"),
        ("the foot and mouth of the river", "HP:0031690"),
        ("an enlarged liver or spleen", "HP:0001433"),  # one of the two is said
        ("kidney failure with dialysis or a transplant", "MAXO:0010043"),  # "with" turns nothing round
        ("infections of the upper respiratory tract", "HP:0002788"),  # nothing says that they recur
        ("shortness of breath following mild activity", "HP:0004322"),
        ("they fall asleep at once", "HP:0002527"),  # a verb
        ("drug resistance of the bacteria", "HP:0020174"),
        ("the corticotropin (ACTH) receptor", "CHEBI:3892"),
        ("mitochondrial enzymes", "HP:0001427"),
        ("the National Institute of Neurological Disorders and Stroke", "HP:0001297"),
        ("ultrasound waves", "MAXO:0000072"),
        ("nerve cells", "UBERON:0001021"),
        ("red blood cells", "UBERON:0000178"),
        ("anaplastic lymphoma kinase", "MONDO:0005062"),  # an enzyme
        ("glucose-6-phosphate", "CHEBI:17234"),
    ],
)
def test_what_only_looks_like_a_term_is_not_found(matcher: Matcher, text: str, never: str) -> None:
    assert never not in curies(matcher, text)


@pytest.mark.parametrize("acronym", ["MS", "MPD", "PD", "ALS", "CF", "ID", "MD", "ASD"])
def test_an_ambiguous_short_form_without_a_definition_means_nothing(matcher: Matcher, acronym: str) -> None:
    assert matcher.find(f"The diagnosis of {acronym} was made.") == []
    assert matcher.ground(acronym).match is None


@pytest.mark.parametrize("word", ["rest", "was", "cat", "set", "impact", "not", "aged"])
def test_an_ordinary_word_is_no_gene_and_no_term(matcher: Matcher, word: str) -> None:
    assert matcher.find(f"and {word} then") == []


def test_acth_is_corticotropin_as_written_in_capitals_only(matcher: Matcher) -> None:
    assert curies(matcher, "ACTH was given") == {"CHEBI:3892"}
    assert curies(matcher, "acth was given") == set()


def test_the_longest_match_wins_and_the_inner_ones_are_marked(matcher: Matcher) -> None:
    text = "progressive cerebellar ataxia"
    assert [(m.start, m.end, m.curie) for m in matcher.find(text)] == [(0, 29, "HP:0002073")]
    nested = matcher.find(text, nested=True)
    assert [m.curie for m in nested if m.longest] == ["HP:0002073"]
    assert "HP:0001251" in {m.curie for m in nested if not m.longest}


def test_readings_tell_a_disease_from_the_phenotype_in_its_name(matcher: Matcher) -> None:
    found = matcher.find("nevoid basal cell carcinoma syndrome", readings=True)
    assert {(m.text, m.curie) for m in found} == {
        ("nevoid basal cell carcinoma syndrome", "MONDO:0007187"),
        ("basal cell carcinoma", "HP:0002671"),
    }


def test_no_disease_is_read_out_of_a_germs_name_nor_out_of_one_name_with_two_adjectives(matcher: Matcher) -> None:
    assert {m.curie for m in matcher.find("the hepatitis B virus", readings=True)} == {"NCBITaxon:10407"}
    assert "HP:0002090" not in {m.curie for m in matcher.find("Mycoplasma pneumoniae", readings=True)}
    found = {m.curie for m in matcher.find("spinal and bulbar muscular atrophy", readings=True)}
    assert "MONDO:0010735" in found
    assert "HP:0007269" not in found


def test_no_name_runs_across_a_sentence_end_or_a_bracket(matcher: Matcher) -> None:
    assert "HP:0001324" not in curies(matcher, "It affects muscle. Weakness of will is another matter.")
    assert "HP:0001324" not in curies(matcher, "muscle (weakness)")


def test_a_documents_own_names_come_first_and_leave_the_matcher_as_it_was(matcher: Matcher) -> None:
    mine = Named("local:my-syndrome", "my syndrome", ("Disease", "Syndrome"))
    local = matcher.with_local({"MS": mine, "ataxia of Nowhere": mine})
    assert [(m.text, m.curie) for m in local.find("MS is rare.")] == [("MS", "local:my-syndrome")]
    assert [m.curie for m in local.find("the ataxia of Nowhere")] == ["local:my-syndrome"]
    assert local.find("ms is a unit") == []
    assert matcher.find("MS is rare.") == []


def test_an_excluded_term_is_not_found() -> None:
    without = open_matcher(open_lexicon(exclude=frozenset({"HP:0001251"})))
    assert "HP:0001251" not in curies(without, "ataxia")


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ataxia of the limbs, and-seizures\n()éß😀 MS"), max_size=80))
def test_spans_are_copies_of_the_text(text: str) -> None:
    matcher = open_matcher(_LEXICON)
    for match in matcher.find(text, nested=True):
        assert text[match.start : match.end] == match.text
        assert 0 < match.score <= 1


_LEXICON = open_lexicon()
