"""From a plain question to an answer: parse it, choose what answers it, run it over the store's look-ups."""

from collections.abc import Callable
from dataclasses import replace

from graph.naming import unknown_entity
from graph.questions import entity_answers, group_answers, measure_answers, relation_answers, statement_answers
from graph.questions.answers import Answer
from graph.questions.mentions import find_mentions
from graph.questions.parsing import Question, parse
from graph.questions.patterns import read_patterns
from graph.questions.words import corrected, words_of
from graph.store import Store

Handler = Callable[[Store, Question], Answer | None]

# Tried in this order; the first that returns an answer has it.
_HANDLERS: tuple[Handler, ...] = (
    entity_answers.names,
    statement_answers.quotes,
    group_answers.disagreements,
    statement_answers.uncertain,
    statement_answers.denied,
    statement_answers.alternatives,
    group_answers.sharing,
    measure_answers.compared,
    measure_answers.share_of_group,
    entity_answers.found_in,
    entity_answers.connected,
    relation_answers.between,
    relation_answers.about_relation,
    entity_answers.about,
)


def ask(store: Store, question: str) -> Answer:
    """Answer a question in plain English from the statements of `store`.

    An answer without rows says so in its sentence; one whose intent is "unknown" says what can be asked. Raises
    UnknownEntity, with the nearest names, where the question is about something the store does not have.
    """
    patterns = read_patterns()
    words = words_of(question, patterns.spelling)
    mentions = find_mentions(store, question, words, patterns)
    named = {position for mention in mentions for position in range(mention.first, mention.last)}
    words = corrected(words, patterns.known, named)
    parsed = parse(question, words, mentions, patterns)
    if not (mentions or parsed.unknown or parsed.relations):
        mentions = find_mentions(store, question, words, patterns, plain=True)
        parsed = parse(question, words, mentions, patterns)
    if parsed.unknown and (parsed.relations or parsed.intents) and (not mentions or _asks_about_unknown(parsed)):
        raise unknown_entity(store, parsed.unknown)
    for handler in _HANDLERS:
        answer = handler(store, parsed)
        if answer is not None:
            return _with_unknown(answer, parsed)
    if parsed.unknown and parsed.unknown == question.strip(" ?!."):
        raise unknown_entity(store, parsed.unknown)
    return _not_understood(parsed)


def _asks_about_unknown(question: Question) -> bool:
    """Whether yes or no would answer, of one entity known and one that is not: "does FOO help in OMS"."""
    return question.yes_no and len(question.mentions) == 1 and bool(question.relations)


def _with_unknown(answer: Answer, question: Question) -> Answer:
    """The answer, and notes on words that had no part in it."""
    notes = answer.notes
    if question.unknown:
        notes = (*notes, f"“{question.unknown}” was not understood and had no part in this answer.")
    if question.asked_too:
        notes = (*notes, f"This answers the first question; ask “{question.asked_too}” by itself.")
    return answer if notes == answer.notes else replace(answer, notes=notes)


def _not_understood(question: Question) -> Answer:
    titles = "; ".join(read_patterns().titles())
    start = "That question was not understood."
    if question.mentions:
        start = f"It is not clear what to say about {question.mentions[0].entities[0].label}."
    return Answer(question.text, "unknown", f"{start} Of an entity by name you can ask: {titles}.")
