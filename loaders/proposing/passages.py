"""A document in passages that fit one question to a model, each a run of whole sentences.

Place in the flow: Document -> passages; furniture, titles and references are in none of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graph.model import Document
from loaders.sentences import Sentence, sentences_of

MAX_CHARACTERS: Final = 4000


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences in text order, `[start, end)` from the first to the last. Nobody asks anything in them."""

    start: int
    end: int
    sentences: tuple[Sentence, ...]


def passages_of(document: Document, most: int = MAX_CHARACTERS) -> Iterator[Passage]:
    """Runs of sentences of at most `most` characters; a longer sentence is left out, since it is hardly one."""
    run: list[Sentence] = []
    for sentence in sentences_of(document):
        if sentence.question or sentence.end - sentence.start > most:
            continue
        if run and sentence.end - run[0].start > most:
            yield Passage(run[0].start, run[-1].end, tuple(run))
            run = []
        run.append(sentence)
    if run:
        yield Passage(run[0].start, run[-1].end, tuple(run))
