"""Answers that are the statements of a relation: of one entity, or between two."""

from collections.abc import Sequence
from dataclasses import replace

from graph.naming import unknown_entity
from graph.questions.answers import Answer
from graph.questions.parsing import Question
from graph.questions.patterns import read_patterns
from graph.questions.reasons import reasons
from graph.questions.shaping import (
    ANESTHESIA,
    all_curies,
    answer_of,
    denied_note,
    empty_answer,
    first_curie,
    names_more_than_have,
    notes_on,
    sentence_about,
)
from graph.questions.wording import joined
from graph.related import rows_of
from graph.rows import Row
from graph.selection import Selection
from graph.store import Store


def about_relation(store: Store, question: Question) -> Answer | None:
    """The statements of the relation that the question names; of all subjects where it names none."""
    if not question.relations:
        if "share" not in question.intents or len(question.mentions) > 1:
            return None
        if question.unknown and _comes_first(question):
            raise unknown_entity(store, question.unknown)
        question = replace(question, relations=read_patterns().frequency_relations, direction="out")
    elif (
        "share" in question.intents
        and not names_more_than_have(question)
        and len(question.mentions) == 1
        and question.direction == "in"
    ):
        question = replace(question, relations=read_patterns().frequency_relations, direction="out")
    selection, rows, notes = of_relation(store, question)
    intent = question.relations[0]
    turned = replace(selection, polarity="denied")
    no = tuple(rows_of(store, turned, first_curie(question)))
    if not rows and "share" in question.intents and len(question.mentions) == 1:
        selection = Selection(objects=all_curies(question))
        rows, notes = rows_of(store, selection), ("How common it is by itself is not said; this is where it is found.",)
    if not rows:
        answer = empty_answer(question, intent, selection, "No text in the graph says so")
        return replace(answer, denied=no, notes=denied_note(no))
    answer = answer_of(question, intent, selection, rows, sentence_about(store, rows))
    why = reasons(store, rows) if intent == ANESTHESIA else ()
    return replace(answer, denied=no, paths=why, notes=(*notes, *notes_on(rows), *denied_note(no)))


def between(store: Store, question: Question) -> Answer | None:
    """Statements between the entities named, of the relation named; a yes-or-no question takes any relation."""
    if len(question.mentions) < 2:
        return None
    found = asked_pair(store, question)
    yes_no = question.yes_no
    if found is None or (not found[1] and question.relations and not yes_no):
        return None
    selection, rows = found
    if not rows:
        return empty_answer(question, "between", selection, "No text in the graph says so in one statement")
    start = _verdict(question, rows) if yes_no else ""
    answer = answer_of(question, "between", selection, rows, start + sentence_about(store, rows))
    why = reasons(store, [row for row in rows if row.relation == ANESTHESIA])
    return replace(answer, paths=why, notes=notes_on(rows))


def of_relation(store: Store, question: Question) -> tuple[Selection, list[Row], tuple[str, ...]]:
    """Rows of the named relation; less asked for where the narrow question has no answer, and said so."""
    ends = all_curies(question)
    first = first_curie(question)
    base = Selection(objects=ends) if question.direction == "in" else Selection(subjects=ends)
    actions = question.actions if ANESTHESIA in question.relations else ()
    narrow = replace(base, relations=question.relations, kinds=question.kinds, actions=actions)
    tries: list[tuple[Selection, tuple[str, ...]]] = [(narrow, ())]
    if question.kinds:
        words = joined(question.kinds, "or")
        tries.append((replace(narrow, kinds=()), (f"None of them is recorded as {words}; all are listed.",)))
    if actions:
        tries.append((replace(narrow, kinds=(), actions=()), ("No concern says this action; all concerns are listed.",)))
    if question.also:
        tries.append((replace(base, relations=question.also), (f"Nothing is stated as {question.relations[0]}.",)))
    for selection, notes in tries:
        rows = rows_of(store, selection, first)
        if rows:
            return selection, rows, notes
    return narrow, [], ()


def asked_pair(store: Store, question: Question) -> tuple[Selection, list[Row]] | None:
    """Statements with both ends among the entities named, denied ones too; of the named relation, else of any."""
    curies = all_curies(question)
    whole = Selection(subjects=curies, objects=curies, polarity="both")
    if question.relations:
        named = replace(whole, relations=(*question.relations, *question.also))
        rows = rows_of(store, named, curies[0])
        if rows or not question.yes_no:
            return _narrowed(named, rows), rows
    rows = rows_of(store, whole, curies[0])
    return _narrowed(whole, rows), rows


def _narrowed(selection: Selection, rows: Sequence[Row]) -> Selection:
    """The same rows, asked for by the ends and relations that they have: what a reader can follow."""
    if not rows:
        return selection
    return replace(
        selection,
        subjects=tuple(dict.fromkeys(row.subject.curie for row in rows)),
        objects=tuple(dict.fromkeys(row.triple[2] for row in rows)),
        relations=tuple(dict.fromkeys(row.relation for row in rows)) if selection.relations else (),
    )


def _verdict(question: Question, rows: Sequence[Row]) -> str:
    """Yes or no, where the statements answer the very question; advice is never summed up in one word."""
    named = (*question.relations, *question.also)
    if question.relations and not any(row.relation in named for row in rows):
        return "Not in these words, but: "
    if not question.relations or ANESTHESIA in {row.relation for row in rows}:
        return ""
    negated = frozenset(row.negated for row in rows)
    if question.negative:
        return {frozenset({True}): "Yes, it is denied. ", frozenset({False}): "On the contrary: "}.get(
            negated, "The texts disagree. "
        )
    return {frozenset({True}): "No, it is denied. ", frozenset({False}): "Yes. "}.get(negated, "The texts disagree. ")


def _comes_first(question: Question) -> bool:
    """Whether the words that nothing knows stand before the entity: "the risk of FOO in OMS"."""
    at = question.text.find(question.unknown)
    return not question.mentions or at < question.text.find(question.mentions[0].text)
