"""Words, stems and patterns of questions, and the names found in them."""

from collections.abc import Iterator

import pytest
from question_examples import ACTH, DELETIONS, DRAVET, EYES, NEUROBLASTOMA, OMS, VIRUS, all_graphs

from graph.open import open_store
from graph.questions.mentions import find_mentions
from graph.questions.patterns import read_patterns
from graph.questions.words import stem, words_of
from graph.store import Store
from ontology.vocabulary import RELATIONS


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("words") / "three.kg", create=True) as opened:
        for graph in all_graphs():
            opened.add(graph)
        yield opened


@pytest.mark.parametrize(
    ("one", "other"),
    [("triggers", "triggered"), ("causes", "caused"), ("treated", "treating"), ("therapies", "therapy"), ("tumours", "tumor"),
     ("anaesthesia", "anesthesia"), ("paediatric", "pediatric"), ("behaviours", "behavior"), ("OMS", "oms"), ("sequelae", "sequela"),
     ("stopped", "stop"), ("frequently", "frequent"), ("eyes", "eye"), ("leukaemias", "leukemia"), ("crises", "crise")],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    spelling = read_patterns().spelling
    assert stem(one, spelling) == stem(other, spelling)


@pytest.mark.parametrize(
    ("one", "other"), [("share", "shark"), ("cause", "case"), ("symptom", "syndrome"), ("incidence", "incident"), ("is", "it")]
)
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    spelling = read_patterns().spelling
    assert stem(one, spelling) != stem(other, spelling)


def test_words_keep_their_place_in_the_question() -> None:
    question = "Doesn’t OMS’s dancing-eye  sign  hurt?"
    words = words_of(question, read_patterns().spelling)
    assert [question[word.start : word.end].casefold() for word in words if word.form not in ("does", "not")] == [
        "oms’s", "dancing", "eye", "sign", "hurt",
    ]  # fmt: skip
    assert [word.form for word in words[:2]] == ["does", "not"]


def test_every_relation_of_a_question_is_in_the_vocabulary() -> None:
    patterns = read_patterns()
    named = {name for words in patterns.relations for name in (words.name, *words.also, *words.together)}
    assert named <= set(RELATIONS)
    assert set(patterns.frequency_relations) <= set(RELATIONS)


@pytest.mark.parametrize(
    ("question", "curies"),
    [
        ("What triggers dancing eyes syndrome?", [OMS.curie]),
        ("what triggers DANCING EYES", [OMS.curie]),
        ("Dravet disease symptoms", [DRAVET.curie]),
        ("How are viral infections and adrenocorticotropic hormone connected?", [VIRUS.curie, ACTH.curie]),
        ("Where are deletions of chromosome 1 found?", [DELETIONS.curie]),
        ("How often do the eyes show jerking movements in OMS?", [OMS.curie]),
        ("jerking eye movements", [EYES.curie]),
        ("the opsoclonus-myoclonus syndrome of neuroblastoma patients", [OMS.curie, NEUROBLASTOMA.curie]),
        ("Which syndromes have neuroblastoma?", [NEUROBLASTOMA.curie]),
        ("What about MONDO:0005072?", [NEUROBLASTOMA.curie]),
        ("Which tumors are there?", []),
    ],
)
def test_entities_of_a_question(store: Store, question: str, curies: list[str]) -> None:
    patterns = read_patterns()
    found = find_mentions(store, question, words_of(question, patterns.spelling), patterns)
    assert [mention.curies[0] for mention in found] == curies


def test_mention_spans_cover_its_words(store: Store) -> None:
    patterns = read_patterns()
    question = "What triggers Kinsbourne syndrome in children?"
    words = words_of(question, patterns.spelling)
    (mention,) = find_mentions(store, question, words, patterns)
    assert mention.text == "Kinsbourne syndrome"
    assert question[words[mention.first].start : words[mention.last - 1].end] == mention.text
