"""Parts that answers share: what the question names, the answer's value, the sentences and notes beside its rows."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from graph.questions.answers import Answer, open_denominators
from graph.questions.parsing import Question
from graph.questions.patterns import read_patterns
from graph.questions.reasons import stated_reasons
from graph.questions.wording import comparison_sentence, joined, sentence_of
from graph.rows import Row
from graph.selection import Selection
from graph.selection_twins import twins_of
from graph.store import Store

ANESTHESIA: Final = "has_anesthesia_concern"


def all_curies(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(curie for mention in question.mentions for curie in mention.curies))


def first_curie(question: Question) -> str | None:
    return question.mentions[0].curies[0] if question.mentions else None


def about_mentions(question: Question) -> Selection:
    """Statements about the entities named (either end), of the relations named."""
    return Selection(either=all_curies(question), relations=question.relations)


def names_more_than_have(question: Question) -> bool:
    """Whether the relation named is more than "have"."""
    patterns = read_patterns()
    light = {words.name for words in patterns.relations if words.weight == 0}
    return not set(question.relations) <= light


def answer_of(question: Question, intent: str, selection: Selection, rows: Sequence[Row], sentence: str) -> Answer:
    twins = twins_of(selection)
    return Answer(question.text, intent, sentence, tuple(rows), sparql=twins.sparql, cypher=twins.cypher.inline)


def empty_answer(question: Question, intent: str, selection: Selection | None, reason: str, *, named: bool = False) -> Answer:
    """An answer without rows; `named`: the reason already names the entities."""
    names = "" if named else joined(mention.entities[0].label for mention in question.mentions)
    return answer_of(
        question, intent, selection or about_mentions(question), (), f"{reason}{f' about {names}' if names else ''}."
    )


def sentence_about(store: Store, rows: Sequence[Row]) -> str:
    """All rows in words; a comparison is said whole, since its object alone would mislead."""
    plain = [row for row in rows if row.comparison is None]
    compared = [comparison_sentence(row, group_label(store, row)) for row in rows if row.comparison is not None]
    return " ".join([*([sentence_of(plain)] if plain else []), *compared])


def group_label(store: Store, row: Row) -> str:
    group = row.comparison.group if row.comparison else ""
    entity = store.entity(group) if ":" in group else None
    return entity.label if entity else group


def disjunctions(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that one "or" joins, group by group, each row with that place alone."""
    groups: dict[str, dict[str, Row]] = {}
    for row in rows:
        for place in row.evidence:
            if place.any_of is not None:
                groups.setdefault(place.any_of.id, {}).setdefault(row.triple[2], replace(row, evidence=(place,)))
    return [list(group.values()) for group in groups.values() if len(group) > 1]


def said_once(group: Sequence[Row]) -> str:
    words = dict.fromkeys(word for row in group for word in row.frequencies)
    return f" ({'; '.join(words)}, said once for the group)" if words else ""


def notes_on(rows: Sequence[Row]) -> tuple[str, ...]:
    notes = [
        f"{joined((row.object.label for row in group), 'or')}: alternatives{said_once(group)}." for group in disjunctions(rows)
    ]
    for row in rows:
        notes += [f"{row.object.label}: because {reason}." for reason in stated_reasons(row)]
        for value in row.qualifiers("severity"):
            shares = [q.verbatim for q in open_denominators(row) if q.verbatim not in " ".join(row.frequencies)]
            share = f" in {shares[0]}, of which group the text leaves open" if shares else ""
            notes.append(f"{row.object.label}: {value}{share}.")
    return tuple(dict.fromkeys(notes))


def denied_note(rows: Sequence[Row]) -> tuple[str, ...]:
    return (f"Denied in the texts: {joined(row.object.label for row in rows)}.",) if rows else ()
