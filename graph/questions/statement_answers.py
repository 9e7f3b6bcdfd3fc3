"""Answers that are statements: of a relation, between two entities, uncertain, denied, compared, or with their words."""

from collections.abc import Sequence
from dataclasses import replace

from graph.naming import unknown_entity
from graph.questions.answers import Answer, how_often, open_denominators
from graph.questions.parsing import Question, rules
from graph.questions.patterns import read_patterns
from graph.questions.reasons import reasons, stated_reasons
from graph.questions.wording import comparison_sentence, joined, sentence_of
from graph.related import rows_of
from graph.rows import Row
from graph.selection import Selection
from graph.selection_twins import twins_of
from graph.store import Store

ANESTHESIA = "has_anesthesia_concern"
_OUTLOOK = ("has_prognosis", "has_comparison", "has_complication", "has_course")


def quotes(store: Store, question: Question) -> Answer | None:
    """Which words say that …: every place of the statements asked about."""
    if not rules(question, "quotes"):
        return None
    found = _asked_pair(store, question) if len(question.mentions) > 1 else _of_relation(store, question)
    if found is None or not found[1]:
        return _empty(question, "quotes", found[0] if found else None, "No text in the graph says so")
    selection, rows = found
    places = [place for row in rows for place in row.evidence]
    said = "; ".join(f"“{text}”" for text in dict.fromkeys(" ".join(place.text.split()) for place in places))
    return _answer(
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
    selection = replace(_about(question), uncertain=True, polarity="both")
    rows = rows_of(store, selection, _first(question))
    if not rows:
        return _empty(question, "uncertain", selection, "Nothing is stated with doubt")
    clauses = [f"{row.subject.label} {row.relation} {row.object.label}: {_doubts(row)}" for row in rows]
    return _answer(
        question, "uncertain", selection, rows, f"{_count(len(rows), 'statement')} with doubt. {'; '.join(clauses)}."
    )


def denied(store: Store, question: Question) -> Answer | None:
    """Statements that the texts deny."""
    if not rules(question, "denied") or ANESTHESIA in question.relations:
        return None
    selection = replace(_about(question), polarity="denied")
    rows = rows_of(store, selection, _first(question))
    if not rows and question.also:
        selection = replace(selection, relations=question.also)
        rows = rows_of(store, selection, _first(question))
    if not rows:
        return _empty(question, "denied", selection, "No statement of this kind is denied")
    return _answer(question, "denied", selection, rows, sentence_of(rows))


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
    groups = [g for g in _disjunctions(rows) if not others or any(row.triple[2] in others for row in g)]
    if not groups:
        return _answer(question, "alternatives", selection, rows, "No text names them as alternatives. " + sentence_of(rows))
    said = " ".join(
        f"Yes: {joined((row.object.label for row in group), 'or')} are alternatives{_once(group)}." for group in groups
    )
    focus = tuple(row.statement or "" for group in groups for row in group)
    return replace(_answer(question, "alternatives", selection, rows, said), focus=focus)


def compared(store: Store, question: Question) -> Answer | None:
    """How an outcome compares between two groups."""
    outlook = not set(question.relations) - set(_OUTLOOK)
    if "compared" not in question.intents or not question.mentions or not (outlook or len(question.mentions) > 1):
        return None
    curies = _all_curies(question)
    if len(question.mentions) > 1:
        selection = Selection(subjects=curies, groups=curies, compared="")
        rows = rows_of(store, selection)
    else:
        selection = Selection(subjects=curies, compared="")
        rows = rows_of(store, selection)
    outcomes = {row.comparison.outcome for row in rows if row.comparison}
    asked = [outcome for outcome in sorted(outcomes) if outcome.casefold() in question.text.casefold()]
    if len(asked) == 1 and len(outcomes) > 1:
        selection = replace(selection, compared=asked[0])
        rows = rows_of(store, selection)
    if not rows:
        return None
    said = " ".join(comparison_sentence(row, _group(store, row)) for row in rows)
    return _answer(question, "compared", selection, rows, said)


def share_of_group(store: Store, question: Question) -> Answer | None:
    """What share of those with A have B: statements whose subject is A, the group that the share is of."""
    if "share" not in question.intents or len(question.mentions) != 2 or (question.relations and _heavy(question)):
        return None
    group, other = _group_first(question)
    selection = Selection(subjects=question.mentions[group].curies, objects=question.mentions[other].curies)
    rows = [row for row in rows_of(store, selection) if row.triple[1] != "has_anesthesia_concern"]
    labels = [question.mentions[i].entities[0].label for i in (group, other)]
    if not rows:
        return _empty(question, "share", selection, f"No text says how often {labels[0]} comes with {labels[1]}", named=True)
    told = [row for row in rows if how_often(row)]
    said = sentence_of(told or rows) + ("" if told else " How often is not said.")
    rows = told or rows
    relations = tuple(dict.fromkeys(row.relation for row in rows))
    wider = Selection(subjects=selection.subjects, relations=relations)
    focus = tuple(row.statement or "" for row in rows)
    others = [row for row in rows_of(store, wider) if row.statement not in focus]
    return replace(_answer(question, "share", wider, [*rows, *others], said), focus=focus if others else ())


def between(store: Store, question: Question) -> Answer | None:
    """Statements between the entities named, of the relation named; a yes-or-no question takes any relation."""
    if len(question.mentions) < 2:
        return None
    found = _asked_pair(store, question)
    yes_no = question.yes_no
    if found is None or (not found[1] and question.relations and not yes_no):
        return None
    selection, rows = found
    if not rows:
        return _empty(question, "between", selection, "No text in the graph says so in one statement")
    start = _verdict(question, rows) if yes_no else ""
    answer = _answer(question, "between", selection, rows, start + _sentence(store, rows))
    why = reasons(store, [row for row in rows if row.relation == ANESTHESIA])
    return replace(answer, paths=why, notes=_notes(rows))


def about_relation(store: Store, question: Question) -> Answer | None:
    """The statements of the relation that the question names; of all subjects where it names none."""
    if not question.relations:
        if "share" not in question.intents or len(question.mentions) > 1:
            return None
        if question.unknown and _comes_first(question):
            raise unknown_entity(store, question.unknown)
        question = replace(question, relations=read_patterns().frequency_relations, direction="out")
    elif "share" in question.intents and not _heavy(question) and len(question.mentions) == 1 and question.direction == "in":
        question = replace(question, relations=read_patterns().frequency_relations, direction="out")
    selection, rows, notes = _of_relation_noted(store, question)
    intent = question.relations[0]
    turned = replace(selection, polarity="denied")
    no = tuple(rows_of(store, turned, _first(question)))
    if not rows:
        answer = _empty(question, intent, selection, "No text in the graph says so")
        return replace(answer, denied=no, notes=_denied_note(no))
    answer = _answer(question, intent, selection, rows, _sentence(store, rows))
    why = reasons(store, rows) if intent == ANESTHESIA else ()
    return replace(answer, denied=no, paths=why, notes=(*notes, *_notes(rows), *_denied_note(no)))


def _verdict(question: Question, rows: Sequence[Row]) -> str:
    """Yes or no, where the statements answer the very question; advice is never summed up in one word."""
    if not question.relations or ANESTHESIA in {row.relation for row in rows}:
        return ""
    if not any(row.relation in (*question.relations, *question.also) for row in rows):
        return "Not in these words, but: "
    negated = frozenset(row.negated for row in rows)
    return {frozenset({True}): "No, it is denied. ", frozenset({False}): "Yes. "}.get(negated, "The texts disagree. ")


def _comes_first(question: Question) -> bool:
    """Whether the words that nothing knows stand before the entity: "the risk of FOO in OMS"."""
    at = question.text.find(question.unknown)
    return not question.mentions or at < question.text.find(question.mentions[0].text)


def _of_relation(store: Store, question: Question) -> tuple[Selection, list[Row]]:
    selection, rows, _ = _of_relation_noted(store, question)
    return selection, rows


def _of_relation_noted(store: Store, question: Question) -> tuple[Selection, list[Row], tuple[str, ...]]:
    """Rows of the named relation; less asked for where the narrow question has no answer, and said so."""
    ends = _all_curies(question)
    first = _first(question)
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


def _asked_pair(store: Store, question: Question) -> tuple[Selection, list[Row]] | None:
    """Statements with both ends among the entities named, denied ones too; of the named relation, else of any."""
    curies = _all_curies(question)
    whole = Selection(subjects=curies, objects=curies, polarity="both")
    if question.relations:
        named = replace(whole, relations=(*question.relations, *question.also))
        rows = rows_of(store, named, curies[0])
        if rows or not question.yes_no:
            return named, rows
    return whole, rows_of(store, whole, curies[0])


def _about(question: Question) -> Selection:
    """Statements about the entities named (either end), of the relations named."""
    return Selection(either=_all_curies(question), relations=question.relations)


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


def _heavy(question: Question) -> bool:
    """Whether the relation named is more than "have"."""
    patterns = read_patterns()
    light = {words.name for words in patterns.relations if words.weight == 0}
    return not set(question.relations) <= light


def _disjunctions(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that one "or" joins, group by group, each row with that place alone."""
    groups: dict[str, dict[str, Row]] = {}
    for row in rows:
        for place in row.evidence:
            if place.any_of is not None:
                groups.setdefault(place.any_of.id, {}).setdefault(row.triple[2], replace(row, evidence=(place,)))
    return [list(group.values()) for group in groups.values() if len(group) > 1]


def _once(group: Sequence[Row]) -> str:
    words = dict.fromkeys(word for row in group for word in row.frequencies)
    return f" ({'; '.join(words)}, said once for the group)" if words else ""


def _notes(rows: Sequence[Row]) -> tuple[str, ...]:
    notes = [
        f"{joined((row.object.label for row in group), 'or')}: alternatives{_once(group)}." for group in _disjunctions(rows)
    ]
    for row in rows:
        notes += [f"{row.object.label}: because {reason}." for reason in stated_reasons(row)]
        for value in row.qualifiers("severity"):
            shares = [q.verbatim for q in open_denominators(row) if q.verbatim not in " ".join(row.frequencies)]
            share = f" in {shares[0]}, of which group the text leaves open" if shares else ""
            notes.append(f"{row.object.label}: {value}{share}.")
    return tuple(dict.fromkeys(notes))


def _denied_note(rows: Sequence[Row]) -> tuple[str, ...]:
    return (f"Denied in the texts: {joined(row.object.label for row in rows)}.",) if rows else ()


def _doubts(row: Row) -> str:
    return ", ".join(
        f"{place.certainty} (“{' '.join(place.text.split())}”)" for place in row.evidence if place.certainty != "asserted"
    )


def _sentence(store: Store, rows: Sequence[Row]) -> str:
    """All rows in words; a comparison is said whole, since its object alone would mislead."""
    plain = [row for row in rows if row.comparison is None]
    compared = [comparison_sentence(row, _group(store, row)) for row in rows if row.comparison is not None]
    return " ".join([*([sentence_of(plain)] if plain else []), *compared])


def _group(store: Store, row: Row) -> str:
    group = row.comparison.group if row.comparison else ""
    entity = store.entity(group) if ":" in group else None
    return entity.label if entity else group


def _all_curies(question: Question) -> tuple[str, ...]:
    return tuple(dict.fromkeys(curie for mention in question.mentions for curie in mention.curies))


def _first(question: Question) -> str | None:
    return question.mentions[0].curies[0] if question.mentions else None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _answer(question: Question, intent: str, selection: Selection, rows: Sequence[Row], sentence: str) -> Answer:
    twins = twins_of(selection)
    return Answer(question.text, intent, sentence, tuple(rows), sparql=twins.sparql, cypher=twins.cypher.inline)


def _empty(question: Question, intent: str, selection: Selection | None, reason: str, *, named: bool = False) -> Answer:
    """An answer without rows; `named`: the reason already names the entities."""
    names = "" if named else joined(mention.entities[0].label for mention in question.mentions)
    return _answer(question, intent, selection or _about(question), (), f"{reason}{f' about {names}' if names else ''}.")
