"""A whole document read: names, subject, sentences, statements. Pure and deterministic; the last step before a store."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from graph.model import Document, DocumentGraph, NameEvidence, Statement, merge_statements
from loaders import drops
from loaders.english import language_is_english
from loaders.relations import SentenceReader
from loaders.relations_anaphora import resolve_general_mentions
from loaders.relations_subject import Frame, frame_of
from loaders.rules.matching import RuleSet, default_rules
from loaders.sentences import sentences_of
from loaders.subject import Names, names_of
from ontology.matching import Matcher

MOST_PLACES: Final = 1000  # of one statement in one document


def extract(
    document: Document, matcher: Matcher, rules: RuleSet | None = None, dropped: Counter[str] | None = None
) -> DocumentGraph:
    """All that a document states, with its subject and the places of its names. No statements where no subject is found
    or the text is not in English. `dropped`: what is read and not stated is added to it, by reason (loaders/drops.py)."""
    if not language_is_english(document.text):
        return DocumentGraph(document)
    names = names_of(document)
    frame = frame_of(document, names, matcher)
    if frame is None:
        return DocumentGraph(document)
    reader = SentenceReader(frame, rules or default_rules())
    statements = resolve_general_mentions(list(_read(document, reader)))
    if dropped is not None:
        dropped.update(reader.dropped)
    return DocumentGraph(document, merge_statements(statements), _name_evidence(frame, names), frame.subject)


def _read(document: Document, reader: SentenceReader) -> Iterator[Statement]:
    """The statements of all sentences; of one that is said without end its first places, so that memory has a bound."""
    places: Counter[str] = Counter()
    for sentence in sentences_of(document):
        if sentence.question:
            reader.dropped[drops.QUESTION] += 1
            continue
        for statement in reader.read(sentence):
            places[statement.id] += 1
            if places[statement.id] <= MOST_PLACES:
                yield statement
            else:
                reader.dropped[drops.TOO_OFTEN] += 1


def _name_evidence(frame: Frame, names: Names) -> tuple[NameEvidence, ...]:
    """The places that give the subject's names, each once, in text order."""
    text, own = frame.document.text, set(frame.names)
    places = [(name, start, end) for name, start, end in names.names]
    places += [(short, start, end) for short, _, start, end in names.abbreviations if short in own and text[start:end] == short]
    found = {NameEvidence(frame.subject.curie, text[start:end], frame.document.source, start, end) for _, start, end in places}
    return tuple(sorted(found, key=lambda n: (n.start, n.end)))
