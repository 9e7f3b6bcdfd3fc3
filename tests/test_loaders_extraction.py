"""What a whole document states: subject, traps of clinical prose, names, and the figures on the development texts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.model import DocumentGraph, Entity, Statement
from loaders.extraction import extract
from loaders.reading import document_from_text, read_document
from loaders.verification import verify_statement
from ontology.matching import Matcher, open_matcher

Extract = Callable[..., DocumentGraph]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return open_matcher()


@pytest.fixture(scope="module")
def read(matcher: Matcher) -> Extract:
    def run(text: str, section: str = "Clinical aspects") -> DocumentGraph:
        head = "Harlow syndrome\n\nSummary\n\nHarlow syndrome is the subject of this page.\n\n"
        page = f"{head}{section}\n\nNotes for readers follow. {text}\n"
        return extract(document_from_text(page, "file:///page", "page"), matcher)

    return run


def said(graph: DocumentGraph, relation: str) -> dict[str, Statement]:
    return {s.evidence[0].object_text or "": s for s in graph.statements if s.relation == relation}


@pytest.mark.parametrize("name", ["Quillfen-associated kidney disease", "Harlow anemia"])
def test_a_disease_no_vocabulary_knows_is_not_its_class(matcher: Matcher, name: str) -> None:
    page = f"{name}\n\n{name} is a rare disorder characterized by ataxia.\n"
    graph = extract(document_from_text(page, "file:///page", "page"), matcher)
    assert graph.subject is not None
    assert not graph.subject.grounded


def test_shares_of_both_directions_are_never_swapped(read: Extract) -> None:
    graph = read(
        "In 50% of patients with Harlow syndrome, a thymoma is found. "
        "About 2 to 4% of patients affected with thymoma will develop Harlow syndrome."
    )
    ours = said(graph, "associated_with_tumor")["thymoma"]
    assert [q.verbatim for q in ours.quantities] == ["50%"]
    theirs = [s for s in graph.statements if s.relation == "has_complication"]
    assert [(s.subject.label, s.object.label) for s in theirs] == [(ours.object.label, "Harlow syndrome")]
    assert theirs[0].quantities[0].low == pytest.approx(0.02)


def test_alternatives_carry_one_disjunction(read: Extract) -> None:
    treated = said(read("In 60% of cases, Harlow syndrome improves with diazepam or baclofen."), "treated_by")
    assert len(treated) == 2
    assert len({s.any_of for s in treated.values()}) == 1
    assert {s.quantities[0].verbatim for s in treated.values()} == {"60%"}


def test_a_share_whose_whole_is_open_stays_open(read: Extract) -> None:
    statement = said(read("Seizures are found in approximately 90% and are severe in 60%."), "has_symptom")["Seizures"]
    assert statement.quantities[0].denominator is None


def test_with_or_without_denies_nothing(read: Extract) -> None:
    graph = read("The response to therapy is comparable with or without thymoma.")
    assert not any(s.negated for s in graph.statements)


def test_a_denied_finding_is_a_statement_that_says_so(read: Extract) -> None:
    assert said(read("Seizures are not part of the syndrome."), "has_symptom")["Seizures"].negated


def test_often_absent_is_a_low_frequency(read: Extract) -> None:
    statement = said(read("Fever is often absent."), "has_symptom")["Fever"]
    assert not statement.negated
    assert statement.evidence[0].frequency


def test_may_also_be_responsible_is_possible(read: Extract) -> None:
    statement = said(read("A viral infection may also be responsible."), "triggered_by")["viral infection"]
    assert statement.certainty == "possible"


def test_a_general_later_mention_means_the_specific_trigger(read: Extract) -> None:
    graph = read(
        "Harlow syndrome may be triggered by a viral infection. "
        "Harlow syndrome occurs spontaneously or following an infectious process."
    )
    triggers = [s for s in graph.statements if s.relation == "triggered_by"]
    assert len(triggers) == 1
    assert len(triggers[0].evidence) == 2


def test_a_chromosome_change_in_the_tumor_is_the_tumors(read: Extract) -> None:
    graph = read("Sometimes chromosome 1 deletions are found in the thymoma tissue.", "Inheritance")
    found = [s for s in graph.statements if s.relation == "has_chromosome_abnormality"]
    assert [s.subject.label.lower() for s in found] == ["thymoma"]
    assert not said(graph, "caused_by")


def test_no_inheritance_is_not_sporadic(matcher: Matcher) -> None:
    page = "Harlow syndrome\n\nHarlow syndrome is a rare disorder.\n\nGenetic inheritance\n\nNone. It is not passed on in families."
    graph = extract(document_from_text(page, "file:///page", "page"), matcher)
    modes = {s.object.label for s in graph.statements if s.relation == "has_inheritance"}
    assert "none" in modes
    assert modes <= {"none", "not inherited"}


def test_another_disease_is_no_symptom(read: Extract) -> None:
    graph = read("It is often misdiagnosed as multiple sclerosis.")
    assert not said(graph, "has_symptom")
    found = [s for s in graph.statements if s.relation == "differential_diagnosis_of"]
    assert [s.object.label for s in found] == ["Harlow syndrome"]


def test_a_relative_is_not_the_patient(read: Extract) -> None:
    assert not said(read("The parents have normal eyes and the mother had seizures."), "has_symptom")


def test_a_better_prognosis_is_a_comparison_of_the_tumor(read: Extract) -> None:
    graph = read("However, thymoma associated with Harlow syndrome has a better prognosis than without it.")
    found = [s for s in graph.statements if s.comparison]
    assert [(s.subject.label.lower(), s.comparison.direction if s.comparison else None) for s in found] == [
        ("thymoma", "better")
    ]
    assert not said(graph, "has_complication")


def test_a_cut_off_concern_is_marked_and_names_no_organ(read: Extract) -> None:
    graph = read("Check for deviation or compression ...", "Precautions before anesthesia")
    concern = said(graph, "has_anesthesia_concern")["deviation or compression"]
    assert concern.evidence[0].truncated
    assert concern.evidence[0].qualifier("action") == "check"


def test_a_reason_is_kept_with_its_concern(read: Extract) -> None:
    graph = read("Ketamine should be avoided because of its hypertensive effect.", "Anesthesia")
    evidence = said(graph, "has_anesthesia_concern")["Ketamine"].evidence[0]
    assert (evidence.qualifier("action"), evidence.qualifier("reason")) == ("avoid", "its hypertensive effect")


def test_what_is_to_be_checked_is_not_preferred(read: Extract) -> None:
    concerns = said(read("Check the serum calcium.", "Precautions before anesthesia"), "has_anesthesia_concern")
    assert concerns["serum calcium"].evidence[0].qualifier("action") == "check"


def test_the_year_of_a_named_describer_is_no_statement_of_its_own(read: Extract) -> None:
    described = said(read("The syndrome was first described by Ada Winter in 1951.", "History"), "first_described_by")
    assert list(described) == ["Ada Winter"]


def test_the_class_of_the_disease_is_no_symptom(read: Extract) -> None:
    graph = read("Harlow syndrome is a neurologic disorder with clinical features of all kinds.")
    assert not any("disorder" in words or "features" in words for words in said(graph, "has_symptom"))


def test_names_are_kept_with_their_places(matcher: Matcher) -> None:
    text = "Harlow syndrome\n\nSynonyms: Harlow-Bright syndrome; dancing hands syndrome.\n\n"
    text += "Harlow syndrome (HS) is a rare disorder with fever.\n"
    graph = extract(document_from_text(text, "file:///page", "page"), matcher)
    assert all(text[n.start : n.end] == n.name for n in graph.names)
    assert isinstance(graph.subject, Entity)
    assert "dancing hands syndrome" in graph.subject.synonyms


def test_a_text_in_another_language_gives_nothing(matcher: Matcher) -> None:
    text = (
        "Syndrome de Harlow\n\nLe syndrome de Harlow est une maladie rare qui touche les enfants avec une fièvre élevée et des crises. "
        "Les patients ont souvent une ataxie et une perte de la vision dans les premières années de la vie."
    )
    assert extract(document_from_text(text, "file:///page", "page"), matcher).statements == ()


def test_extraction_is_deterministic(read: Extract) -> None:
    text = "Fever, ataxia and seizures occur in half of patients."
    assert read(text) == read(text)


@pytest.mark.shared
def test_every_statement_of_the_development_texts_is_proved(shared: Path, matcher: Matcher) -> None:
    for path in sorted((shared / "eval" / "texts").glob("*.txt")):
        document = read_document(path)
        for statement in extract(document, matcher).statements:
            assert verify_statement(statement, {document.source: document.text}) == ()


@pytest.mark.parametrize(
    "body",
    [
        "People with Harlow syndrome have " + ", ".join(["fever", "ataxia", "a bad cough"] * 1500) + ".",
        "Harlow syndrome " + "usually often slowly " * 1500 + "affects the liver.",
        "Symptoms include" + " " * 50_000 + "fever.",
        "Symptoms include " + "(a " * 3000 + ".",
    ],
    ids=["list", "adverbs", "blanks", "parentheses"],
)
@pytest.mark.timeout(20)
def test_a_boundless_sentence_takes_bounded_time(body: str, matcher: Matcher) -> None:
    text = f"Harlow syndrome\n\nHarlow syndrome is a rare disorder.\n\nSymptoms\n\n{body}\n"
    graph = extract(document_from_text(text, "file:///page", "page"), matcher)
    assert all(verify_statement(statement, {"file:///page": text}) == () for statement in graph.statements)


@pytest.mark.parametrize(
    ("sentence", "population"),
    [
        ("The prevalence of Harlow syndrome is 1 in 20,000 people in northern Portugal.", "northern Portugal"),
        (
            "It is most common in the Japanese population, where it has an incidence of 2 per million people.",
            "the Japanese population",
        ),
        ("It has an incidence of about 1 in 19,000 people.", None),
    ],
)
def test_a_rate_says_of_whom_it_is(sentence: str, population: str | None, read: Extract) -> None:
    [rate] = [s for s in read(sentence).statements if s.relation in ("has_prevalence", "has_incidence")]
    assert dict(rate.evidence[0].qualifiers).get("population") == population


def test_a_rate_ends_with_the_bracket_that_it_stands_in(read: Extract) -> None:
    graph = read(
        "It is more common in Slovakia (where it has an incidence of about 1 in 19,000 people) and in other countries."
    )
    assert [s.object.label for s in graph.statements if s.relation == "has_incidence"] == ["about 1 in 19,000 people"]
