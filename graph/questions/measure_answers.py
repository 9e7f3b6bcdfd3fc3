"""Answers about shares and comparisons: how often those with one thing have another, how an outcome compares."""

from dataclasses import replace
from typing import Final

from graph.questions.answers import Answer, how_often
from graph.questions.parsing import Question
from graph.questions.patterns import read_patterns
from graph.questions.shaping import (
    ANESTHESIA,
    all_curies,
    answer_of,
    denied_note,
    empty_answer,
    group_label,
    names_more_than_have,
)
from graph.questions.wording import comparison_sentence, sentence_of
from graph.related import rows_of
from graph.selection import Selection
from graph.store import Store

_OUTLOOK: Final = ("has_prognosis", "has_comparison", "has_complication", "has_course")


def share_of_group(store: Store, question: Question) -> Answer | None:
    """What share of those with A have B: statements whose subject is A, the group that the share is of."""
    if (
        "share" not in question.intents
        or len(question.mentions) != 2
        or (question.relations and names_more_than_have(question))
    ):
        return None
    group, other = _group_first(question)
    selection = Selection(subjects=question.mentions[group].curies, objects=question.mentions[other].curies)
    rows = [row for row in rows_of(store, selection) if row.relation != ANESTHESIA]
    no = tuple(rows_of(store, replace(selection, polarity="denied")))
    labels = [question.mentions[i].entities[0].label for i in (group, other)]
    if not rows:
        answer = empty_answer(
            question, "share", selection, f"No text says how often {labels[0]} comes with {labels[1]}", named=True
        )
        return replace(answer, denied=no, notes=denied_note(no))
    told = [row for row in rows if how_often(row)]
    said = sentence_of(told or rows) + ("" if told else " How often is not said.")
    rows = told or rows
    relations = tuple(dict.fromkeys(row.relation for row in rows))
    wider = Selection(subjects=selection.subjects, relations=relations)
    focus = tuple(row.statement or "" for row in rows)
    others = [row for row in rows_of(store, wider) if row.statement not in focus]
    answer = answer_of(question, "share", wider, [*rows, *others], said)
    notes = denied_note(no)
    if others:
        shown = "first row answers" if len(focus) == 1 else f"first {len(focus)} rows answer"
        notes = (f"The {shown} the question; the others are for comparison.", *notes)
    return replace(answer, focus=focus if others else (), denied=no, notes=notes)


def compared(store: Store, question: Question) -> Answer | None:
    """How an outcome compares between two groups."""
    outlook = not set(question.relations) - set(_OUTLOOK)
    if "compared" not in question.intents or not question.mentions or not (outlook or len(question.mentions) > 1):
        return None
    curies = all_curies(question)
    selection = Selection(subjects=curies, groups=curies if len(question.mentions) > 1 else (), compared="")
    rows = rows_of(store, selection)
    outcomes = {row.comparison.outcome for row in rows if row.comparison}
    asked = [outcome for outcome in sorted(outcomes) if outcome.casefold() in question.text.casefold()]
    if len(asked) == 1 and len(outcomes) > 1:
        selection = replace(selection, compared=asked[0])
        rows = rows_of(store, selection)
    if not rows:
        return None
    said = " ".join(comparison_sentence(row, group_label(store, row)) for row in rows)
    return answer_of(question, "compared", selection, rows, said)


def _group_first(question: Question) -> tuple[int, int]:
    """Positions of the group and of what it has. The group is named with patients, or follows "in" or "among"."""
    words = read_patterns().words
    marks = []
    for mention in question.mentions:
        near = [w.stem for w in question.words[max(mention.first - 2, 0) : mention.first]]
        after = [w.stem for w in question.words[mention.last : mention.last + 1]]
        patients = any(stem in words["patients"] for stem in (*near, *after))
        marks.append((patients, bool(near) and near[-1] in words["of_group"]))
    for sign in (0, 1):  # named with patients; after "in", "among"
        marked = [i for i in (0, 1) if marks[i][sign]]
        if len(marked) == 1:
            return marked[0], 1 - marked[0]
    return 0, 1
