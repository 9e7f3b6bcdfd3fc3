"""Traps met while reading annotated pages: what a sentence seems to name, and does not. The sentences are ours."""

from pathlib import Path

import pytest

from loaders.mentions import annotate
from loaders.reading import document_from_text
from ontology.lexicon import open_lexicon
from ontology.matching import Matcher, open_matcher


@pytest.fixture(scope="module")
def matcher(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    none: Path = tmp_path_factory.mktemp("none")
    return open_matcher(open_lexicon(folder=none))


def grounded(matcher: Matcher, sentence: str) -> dict[str, str]:
    """CURIE → words of what a page with this sentence mentions."""
    document = document_from_text(f"A page\n\nThis page has one sentence more. {sentence}\n", "file:///page", "page")
    return {mention.curie: mention.text for mention in annotate(document, matcher)}


@pytest.mark.parametrize(
    ("sentence", "never"),
    [
        ("Ask your doctor before you fall asleep at the wheel.", "HP:0002527"),  # a verb with its particle
        ("The liver or spleen may be enlarged.", "HP:0001433"),  # one or the other
        ("An enlarged liver or spleen is felt.", "HP:0001433"),
        ("Shortness of breath follows light work.", "HP:0004322"),
        ("Infections of the upper respiratory tract are common in winter.", "HP:0002788"),  # no word that they recur
        ("Some patients get a urinary tract infection.", "HP:0000010"),
        ("The bacteria have become known for drug resistance.", "HP:0020174"),  # the germ's, not the patient's
        ("The National Institute of Neurological Disorders and Stroke pays for it.", "HP:0001297"),
        ("The Society for the Study of Epilepsy meets in May.", "HP:0001250"),
        ("Write to the Department of Pain Medicine.", "HP:0012531"),
        ("Sound travels as ultrasound waves.", "MAXO:0000072"),
        ("The virus hides in nerve cells.", "UBERON:0001021"),
        ("Red blood cells carry oxygen.", "UBERON:0000178"),
        ("Healthy blood cells are made in the marrow.", "UBERON:0000178"),
        ("He was infected with hepatitis B virus.", "HP:0012115"),  # a germ's name
        ("Mycoplasma pneumoniae was grown.", "HP:0002090"),
        ("A vaccine against Haemophilus influenzae exists.", "MONDO:0005812"),
        ("Anaplastic lymphoma kinase is an enzyme.", "MONDO:0005062"),
        ("Cells split glucose-6-phosphate.", "CHEBI:17234"),
        ("The adrenocorticotropic hormone (ACTH) receptor is absent.", "CHEBI:3892"),
        ("Spinal and bulbar muscular atrophy affects men.", "HP:0007269"),  # one name, two adjectives
        ("Kidney failure is managed with dialysis or a transplant.", "MAXO:0010043"),  # "with" parts the phrases
        ("Mitochondrial enzymes were measured.", "HP:0001427"),  # the organelle's, not the inheritance
        ("Thalassemia major needs transfusions.", "MONDO:0000984"),  # a form of it
        ("She wears a brace for support of the back.", "HP:0003418"),
        ("A gluten-free diet is kept for life.", "MONDO:0005130"),
        ("Shock-like jerks wake the child.", "HP:0031273"),
        ("A steroid was tried.", "CHEBI:50858"),
        ("ACTH was low.", "CHEBI:7986"),  # not parathyroid hormone
        ("MS is short for many things.", "MONDO:0005301"),
        ("MPD has three meanings.", "MONDO:0005076"),
        ("She is gaining weight again.", "HP:0004324"),
        ("The gene REST is silent in neurons.", "MAXO:0000751"),
        ("Lymphocytes surround the vessels of the brain.", "HP:0031330"),
        ("The heart rate is counted at the wrist.", "HP:0001649"),
        ("A cold room is kept at four degrees.", "HP:0025206"),
        ("Try to stay fit.", "HP:0001250"),
        ("The pupils of the school were tested.", "HP:0000616"),
        ("The tumor board meets weekly to talk of growth charts.", "HP:0001507"),
    ],
)
def test_what_only_seems_to_be_named_is_not_grounded(matcher: Matcher, sentence: str, never: str) -> None:
    assert never not in grounded(matcher, sentence)


@pytest.mark.parametrize(
    ("sentence", "curie", "words"),
    [
        ("Asleep at the wheel, he had falls at night.", "HP:0002527", "falls"),
        ("Enlargement of the liver and spleen was felt.", "HP:0001433", "Enlargement of the liver and spleen"),
        ("Shortness of breath follows light work.", "HP:0002094", "Shortness of breath"),
        (
            "Recurrent upper respiratory tract infections are common.",
            "HP:0002788",
            "Recurrent upper respiratory tract infections",
        ),
        ("Red blood cells carry oxygen.", "CL:0000232", "Red blood cells"),
        ("He was infected with hepatitis B virus.", "NCBITaxon:10407", "hepatitis B virus"),
        ("Hepatitis A and lice went round.", "MONDO:0005790", "Hepatitis A"),
        ("Testing for E. coli was done.", "NCBITaxon:562", "E. coli"),
        ("Vitamin A was given.", "CHEBI:12777", "Vitamin A"),
        ("She has high blood pressure and a rash.", "HP:0000822", "high blood pressure"),
        ("She has high blood pressure and a rash.", "HP:0000988", "rash"),
        ("A biopsy of the liver was taken.", "MAXO:0000376", "biopsy of the liver"),
        ("ACTH was low.", "CHEBI:3892", "ACTH"),
        ("Thalassemia major needs transfusions.", "MONDO:0016486", "Thalassemia major"),
        ("Spinal and bulbar muscular atrophy affects men.", "MONDO:0010735", "Spinal and bulbar muscular atrophy"),
    ],
)
def test_what_is_named_beside_a_trap_is_grounded(matcher: Matcher, sentence: str, curie: str, words: str) -> None:
    assert grounded(matcher, sentence).get(curie) == words
