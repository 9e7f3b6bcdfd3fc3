"""Answers over many documents: what syndromes share, and where sources disagree."""

from itertools import groupby

from graph.conflicts import Conflict, conflicts
from graph.questions.answers import Answer
from graph.questions.parsing import Question, rules
from graph.questions.wording import joined
from graph.related import rows_of
from graph.rows import Row
from graph.selection import Selection
from graph.selection_twins import twins_of
from graph.sharing import common_twins, in_common, ranked, shared, sharing_twins
from graph.store import Store

_SUBJECTS = {"Disease", "Syndrome", "Tumor"}
_SHOWN = 8


def disagreements(store: Store, question: Question) -> Answer | None:
    """Where sources disagree, about an entity or anywhere."""
    if not rules(question, "conflicts"):
        return None
    curie = question.mentions[0].curies[0] if question.mentions else None
    found = conflicts(store, curie)
    if found.conflicts:
        sentence = " ".join(_disagreement(conflict) for conflict in found.conflicts[:_SHOWN])
    else:
        sentence = f"No two documents disagree{f' about {found.entity.label}' if found.entity else ''}."
    return Answer(question.text, "conflicts", sentence, found.rows, sparql=found.sparql, cypher=found.cypher)


def sharing(store: Store, question: Question) -> Answer | None:
    """Which subjects share symptoms, concerns, triggers, …: with a disease, of given objects, or among all."""
    if not rules(question, "shared") or ("share" in question.intents and not _asks_for_diseases(question)):
        return None
    relation = question.relations[0] if question.relations else "has_symptom"
    named = {m.curies: m for m in question.mentions}  # each entity once, however often it is named
    diseases = tuple(m for m in named.values() if _SUBJECTS & set(m.entities[0].kinds))
    things = tuple(curie for m in named.values() if m not in diseases for curie in m.curies)
    if things:
        selection = Selection(objects=things, relations=(relation,))
        rows, twins = ranked(rows_of(store, selection)), twins_of(selection)
    elif len(diseases) > 1:
        return _in_common(store, question, [m.curies for m in diseases])
    else:
        curies = diseases[0].curies if diseases else ()
        rows, twins = shared(store, relation, curies), sharing_twins(relation, curies)
    sentence = _ranking(rows) if rows else "No other subject in the graph shares one."
    return Answer(question.text, "shared", sentence, rows, sparql=twins.sparql, cypher=twins.cypher.inline)


def _in_common(store: Store, question: Question, groups: list[tuple[str, ...]]) -> Answer:
    """What several diseases all have, of the relations named or of any."""
    rows, twins = in_common(store, groups, question.relations), common_twins(groups, question.relations)
    sentence = (
        f"In common: {joined(dict.fromkeys(row.object.label for row in rows))}." if rows else "They have nothing in common."
    )
    return Answer(question.text, "shared", sentence, rows, sparql=twins.sparql, cypher=twins.cypher.inline)


def _asks_for_diseases(question: Question) -> bool:
    """ "Which syndromes share …": there "share" is a verb, not a proportion."""
    return question.asks_which and "Disease" in question.named_kinds


def _ranking(rows: tuple[Row, ...]) -> str:
    parts = []
    for _, members in groupby(rows, key=lambda row: row.subject.curie):
        listed = list(members)
        parts.append(f"{listed[0].subject.label} ({len(listed)}: {joined(row.object.label for row in listed[:_SHOWN])})")
    more = f"; and {len(parts) - _SHOWN} more" if len(parts) > _SHOWN else ""
    return f"{'; '.join(parts[:_SHOWN])}{more}."


def _disagreement(conflict: Conflict) -> str:
    sides = " against ".join(f"“{' '.join(place.text.split())}”" for place in conflict.places)
    what = conflict.rows[0].object.label
    return f"{conflict.subject.label}, {conflict.relation}, {what} ({conflict.kind}): {sides}."
