"""Answers about statements themselves: their words, their doubt, their denial, their alternatives."""

from collections.abc import Sequence
from dataclasses import replace

from graph.questions.answers import Answer
from graph.questions.mentions import Mention
from graph.questions.parsing import Question, rules
from graph.questions.relation_answers import asked_pair, of_relation
from graph.questions.shaping import ANESTHESIA, about_mentions, answer_of, disjunctions, empty_answer, first_curie, said_once
from graph.questions.wording import joined, sentence_of
from graph.related import rows_of
from graph.rows import Row
from graph.selection import Selection
from graph.store import Store


def quotes(store: Store, question: Question) -> Answer | None:
    """Which words say that …: every place of the statements asked about."""
    if not rules(question, "quotes"):
        return None
    if len(question.mentions) > 1:
        found = asked_pair(store, question)
    elif question.relations:
        found = of_relation(store, question)[:2]
    else:
        found = about_mentions(question), rows_of(store, about_mentions(question), first_curie(question))
    if found is None or not found[1]:
        return empty_answer(question, "quotes", found[0] if found else None, "No text in the graph says so")
    selection, rows = found
    places = [place for row in rows for place in row.evidence]
    said = "; ".join(f"“{text}”" for text in dict.fromkeys(" ".join(place.text.split()) for place in places))
    return answer_of(
        question,
        "quotes",
        selection,
        rows,
        f"{_count(len(places), 'place')} {'says' if len(places) == 1 else 'say'} so: {said}",
    )


def uncertain(store: Store, question: Question) -> Answer | None:
    """Statements that some place does not assert."""
    if not rules(question, "uncertain"):
        return None
    selection = replace(about_mentions(question), uncertain=True, polarity="both")
    rows = rows_of(store, selection, first_curie(question))
    if not rows:
        return empty_answer(question, "uncertain", selection, "Nothing is stated with doubt")
    clauses = [f"{row.subject.label} {row.relation} {row.object.label}: {_doubts(row)}" for row in rows]
    return answer_of(
        question, "uncertain", selection, rows, f"{_count(len(rows), 'statement')} with doubt. {'; '.join(clauses)}."
    )


def denied(store: Store, question: Question) -> Answer | None:
    """Statements that the texts deny."""
    if not rules(question, "denied") or ANESTHESIA in question.relations:
        return None
    if question.hopes_for_yes or (question.yes_no and len(question.mentions) > 1):
        return None  # what the statements between the entities say decides, denied ones too
    selection = replace(about_mentions(question), polarity="denied")
    rows = rows_of(store, selection, first_curie(question))
    if not rows and question.also:
        selection = replace(selection, relations=question.also)
        rows = rows_of(store, selection, first_curie(question))
    if not rows:
        return empty_answer(question, "denied", selection, "No statement of this kind is denied")
    return answer_of(question, "denied", selection, rows, sentence_of(rows))


def alternatives(store: Store, question: Question) -> Answer | None:
    """Whether things are named with an "or": the disjunctions among the statements of the first disease named."""
    if not rules(question, "alternatives") or not question.mentions:
        return None
    diseases = [m for m in question.mentions if {"Disease", "Syndrome", "Tumor"} & set(m.entities[0].kinds)]
    subjects = (diseases or list(question.mentions))[-1].curies
    others = tuple(c for m in question.mentions for c in m.curies if c not in subjects)
    tied = rows_of(store, Selection(subjects=subjects, objects=others)) if others else []
    relations = question.relations or tuple(dict.fromkeys(row.relation for row in tied)) or ("treated_by",)
    selection = Selection(subjects=subjects, relations=relations)
    rows = rows_of(store, selection, subjects[0])
    asked = [m for m in question.mentions if others and m.curies != subjects]
    groups = [g for g in disjunctions(rows) if all(_has_one(g, mention) for mention in asked)]
    if not groups or (question.unknown and question.yes_no):
        return answer_of(question, "alternatives", selection, rows, "No text names them as alternatives. " + sentence_of(rows))
    verdict = "Yes: " if len(asked) > 1 else ""
    said = " ".join(
        f"{verdict}{joined((row.object.label for row in group), 'or')} are alternatives{said_once(group)}." for group in groups
    )
    focus = tuple(row.statement or "" for group in groups for row in group)
    return replace(answer_of(question, "alternatives", selection, rows, said), focus=focus)


def _has_one(group: Sequence[Row], mention: Mention) -> bool:
    return any(row.triple[2] in mention.curies for row in group)


def _doubts(row: Row) -> str:
    return ", ".join(
        f"{place.certainty} (“{' '.join(place.text.split())}”)" for place in row.evidence if place.certainty != "asserted"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
