"""Plain questions in many wordings: the intent, the rows, and the same rows from the SPARQL that the answer names."""

from collections.abc import Iterator

import pytest
from question_examples import (
    ACTH,
    CATECHOLAMINES,
    EYES,
    KETAMINE,
    NEUROBLASTOMA,
    OMS,
    RELAPSES,
    STEROID,
    VIRUS,
    all_graphs,
    oms_graph,
)  # fmt: skip
from question_wordings import WORDINGS, Triples

from graph.errors import UnknownEntity
from graph.model import normalize_words
from graph.naming import find_entity
from graph.open import open_store
from graph.questions import ask, write_answer
from graph.questions.answers import COLUMNS
from graph.store import Store, Table


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("asking") / "three.kg", create=True) as opened:
        for graph in all_graphs():
            opened.add(graph)
        yield opened


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("asking") / "one.kg", create=True) as opened:
        opened.add(oms_graph())
        yield opened


def triples_of(table: Table | None) -> Triples:
    assert table is not None
    assert table.columns[:3] == ("subject", "relation", "object")
    return frozenset((row[0], row[1], row[2]) for row in table.rows)


@pytest.mark.parametrize(("question", "intent", "triples"), WORDINGS, ids=[wording[0] for wording in WORDINGS])
def test_wording_gives_its_rows_and_sparql_the_same(store: Store, question: str, intent: str, triples: Triples) -> None:
    answer = ask(store, question)
    assert (answer.intent, answer.triples) == (intent, triples)
    assert triples_of(store.sparql(answer.sparql).table) == triples


def test_denied_statements_are_never_rows_of_a_positive_question(small: Store) -> None:
    answer = ask(small, "What are the symptoms of OMS?")
    assert "HP:0001945" not in {row.triple[2] for row in answer.rows}
    assert [row.triple[2] for row in answer.denied] == ["HP:0001945"]
    assert any("Fever" in note for note in answer.notes)


def test_how_often_puts_the_finding_asked_for_first(store: Store) -> None:
    answer = ask(store, "How often does OMS come with jerking eye movements?")
    assert answer.rows[0].triple[2] == EYES.curie
    assert answer.focus == (answer.rows[0].statement,)
    assert "nearly always" in answer.sentence
    assert "Ataxia" not in answer.sentence


def test_shares_of_the_two_directions_are_never_swapped(small: Store) -> None:
    one = ask(small, "What share of OMS patients have a neuroblastoma?")
    other = ask(small, "What share of neuroblastoma patients develop OMS?")
    assert [row.frequencies for row in one.rows] == [("half",)]
    assert [row.frequencies for row in other.rows] == [("3%",)]


def test_strongest_certainty_and_all_words_are_shown(small: Store) -> None:
    row = next(row for row in ask(small, "What triggers OMS?").rows if row.triple[2] == VIRUS.curie)
    assert row.certainty == "asserted"
    assert row.certainties == ("asserted", "possible")
    assert len(row.quotes) == 2


def test_alternatives_say_their_number_once(small: Store) -> None:
    answer = ask(small, "Are steroids and ACTH alternatives in OMS?")
    assert answer.sentence.startswith("Yes: corticotropin or steroid")
    assert answer.sentence.count("70%") == 1
    assert len({row.any_of.id for row in answer.rows if row.any_of}) == 1
    assert {row.triple[2] for row in answer.rows} == {ACTH.curie, STEROID.curie}


def test_reason_of_a_check_is_an_inferred_path_to_the_tumor(small: Store) -> None:
    answer = ask(small, "What must be checked before anesthesia in a child with OMS, and why?")
    path = next(path for path in answer.paths if path.nodes[0].curie == CATECHOLAMINES.curie)
    assert path.inferred
    assert [node.curie for node in path.nodes] == [CATECHOLAMINES.curie, NEUROBLASTOMA.curie, OMS.curie]
    assert [hop.row.inferred for hop in path.hops] == [True, False]


def test_stated_reason_is_told(small: Store) -> None:
    answer = ask(small, "What should be avoided in anesthesia with OMS?")
    assert [row.triple[2] for row in answer.rows] == [KETAMINE.curie]
    assert "ketamine: because myoclonus." in answer.notes


def test_advice_is_never_summed_up_as_yes(store: Store) -> None:
    answer = ask(store, "Can ketamine be used for anesthesia in OMS?")
    assert not answer.sentence.startswith(("Yes", "No"))
    assert "to avoid" in answer.sentence
    assert "to prefer" in answer.sentence


def test_disagreeing_texts_get_no_plain_yes(store: Store) -> None:
    assert ask(store, "Is fever a symptom of OMS?").sentence.startswith("The texts disagree.")


def test_open_denominator_stays_open(small: Store) -> None:
    answer = ask(small, "How severe are the sequelae of OMS?")
    assert any("severe in 60%" in note and "leaves open" in note for note in answer.notes)
    assert RELAPSES.curie in {row.triple[2] for row in answer.rows}


def test_quotes_are_the_words_of_every_place(small: Store) -> None:
    answer = ask(small, "Which words say that a viral infection triggers OMS?")
    assert "“A viral infection could be at fault.”" in answer.sentence
    assert "“It follows a viral infection.”" in answer.sentence


def test_names_carry_the_places_that_give_them(small: Store) -> None:
    rows = {row.object.label: row for row in ask(small, "What else is OMS called?").rows}
    assert rows["Kinsbourne syndrome"].evidence[0].text == "Kinsbourne syndrome"
    assert rows["OMA Syndrome"].evidence == ()


def test_question_without_an_entity_answers_for_all(store: Store) -> None:
    assert {row.subject.curie for row in ask(store, "What are the anesthesia concerns?").rows} == {OMS.curie, "MONDO:0100135"}


@pytest.mark.parametrize("question", ["What triggers foobaritis?", "What are the symptoms of Foobar syndrome?"])
def test_unknown_entity_is_named(store: Store, question: str) -> None:
    with pytest.raises(UnknownEntity) as caught:
        ask(store, question)
    assert caught.value.name.casefold().startswith("foobar")


def test_unknown_entity_offers_near_names(store: Store) -> None:
    with pytest.raises(UnknownEntity) as caught:
        ask(store, "What triggers Draved syndrome?")
    assert "Dravet syndrome" in caught.value.nearest


@pytest.mark.parametrize("question", ["What colour is OMS?", "Will it rain tomorrow?", "", "???"])
def test_question_that_is_not_understood_says_what_can_be_asked(store: Store, question: str) -> None:
    answer = ask(store, question)
    assert answer.intent == "unknown"
    assert answer.rows == ()
    assert "anesthesia" in answer.sentence


def test_words_without_a_part_in_the_answer_are_told(store: Store) -> None:
    answer = ask(store, "What triggers OMS in a sailor?")
    assert any("sailor" in note for note in answer.notes)


def test_hostile_words_stay_words(store: Store) -> None:
    with pytest.raises(UnknownEntity):
        ask(store, "What triggers \"> } DROP ALL; '?")


def test_table_has_the_columns_of_the_answer(small: Store) -> None:
    answer = ask(small, "What triggers OMS?")
    assert answer.columns == COLUMNS
    assert all(len(cells) == len(COLUMNS) for cells in answer.table())


def test_json_has_rows_with_quotes_and_both_queries(small: Store) -> None:
    written = write_answer(ask(small, "What triggers OMS?"))
    assert written["sparql"].startswith("PREFIX")
    assert written["cypher"].startswith("MATCH")
    assert normalize_words(written["rows"][0]["quotes"][0]["text"])
    assert set(written) == {
        "question", "intent", "sentence", "columns", "rows", "focus", "denied", "paths", "notes", "sparql", "cypher",
    }  # fmt: skip


def test_a_yes_or_no_question_about_an_unknown_thing_names_it(store: Store) -> None:
    for question in ("Does aspirin help in OMS?", "Do OMS patients get lupus?", "Is propofol safe in OMS?"):
        with pytest.raises(UnknownEntity, match=r"aspirin|lupus|propofol"):
            ask(store, question)


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("Do steroids help in OMS?", "Yes. "),
        ("Don't steroids help in OMS?", "Yes. "),
        ("Do steroids not help in OMS?", "On the contrary: "),
    ],
)
def test_a_negative_question_is_not_answered_with_yes(small: Store, question: str, start: str) -> None:
    assert ask(small, question).sentence.startswith(start)


def test_a_second_question_is_said_to_be_left_out(small: Store) -> None:
    first, both = (
        ask(small, f"How many patients with OMS have a neuroblastoma{more}?") for more in ("", " and how many recur")
    )
    assert both.triples == first.triples
    assert both.notes == (*first.notes, "This answers the first question; ask “how many recur” by itself.")


def test_things_not_named_are_no_alternatives(small: Store) -> None:
    assert ask(small, "Are steroids an alternative to ACTH in OMS?").sentence.startswith("Yes: ")
    assert not ask(small, "Is surgery an alternative to steroids in OMS?").sentence.startswith("Yes")
    assert ask(small, "Is ketamine an alternative to steroids in OMS?").sentence.startswith("No text names them")


def test_a_question_about_boys_and_girls_is_not_about_anatomy(small: Store) -> None:
    assert ask(small, "Does OMS affect girls more than boys?").rows == ()
    assert ask(small, "What does OMS affect?").rows != ()


def test_an_entity_is_found_whatever_gaps_its_name_is_written_with(store: Store) -> None:
    for name in ("scn1a", "SCN-1A", "SCN 1A"):
        assert find_entity(store, name).label == "SCN1A"


@pytest.mark.parametrize("spelling", ["SCN1A", "SCN 1A", "SCN-1A", "scn1a"])
def test_a_question_may_set_a_number_apart_or_not(store: Store, spelling: str) -> None:
    answer = ask(store, f"Which disease is associated with {spelling}?")
    assert answer.rows == ask(store, "Which disease is associated with SCN1A?").rows != ()
