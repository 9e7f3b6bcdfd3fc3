"""Statements of a document's sentences: rules hit the marked clauses, their regions become objects, the context says the rest."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from graph.model import Statement
from loaders.relations_candidates import Reading
from loaders.relations_clauses import clauses
from loaders.relations_objects import Grounder
from loaders.relations_settling import Made, settle
from loaders.relations_subject import Frame, mark
from loaders.relations_writing import Writer
from loaders.rules.matching import RuleSet
from loaders.rules.model import Hit
from loaders.rules.words import pattern, words
from loaders.sentences import Sentence

_LISTED: Final = frozenset(("treatment", "anesthesia", "monitoring"))  # sections whose notes are parted by semicolons
_LONGEST: Final = 3000  # characters of a sentence that are read
_LINKS: Final = pattern("links")
# A paper or a report has no part on anesthesia, but sentences on it.
_OPEN: Final = frozenset(("summary", "other", "clinical_aspects", "symptoms", "diagnosis", "prognosis"))
_ANESTHETIC: Final = pattern("anesthetic")
_ADVICE: Final = frozenset(words("anesthesia_advice"))
_RESEARCH: Final = re.compile(r"(?i)\b(?:research|clinical trials?)\b")
_FROM_RESEARCH: Final = frozenset(("treatment.ineffective", "treatment.effectiveness-of"))


class SentenceReader:
    """Reads the sentences of one document."""

    def __init__(self, frame: Frame, rules: RuleSet) -> None:
        self.frame = frame
        self.rules = rules
        self.grounder = Grounder(frame.matcher, frame.subject)

    def read(self, sentence: Sentence) -> list[Statement]:
        """The statements that one sentence makes, each with its one evidence, in text order of their objects."""
        sentence = _bounded(sentence, self.frame.document.text)
        text = self.frame.document.text[sentence.start : sentence.end]
        if _LINKS.search(sentence.heading or "") or _LINKS.search(text):
            return []
        masked = mark(text, self.frame)
        writer = Writer(Reading(self.frame, self.grounder, sentence, text, masked))
        found: list[Made] = []
        research = bool(_RESEARCH.search(sentence.heading or ""))
        for start, end in clauses(masked, sentence.section in _LISTED):
            for hit in self._hits(masked[start:end], sentence):
                if hit.rule.heading and not hit.rule.heading.search(sentence.heading or ""):
                    continue
                if research and hit.rule.id not in _FROM_RESEARCH:
                    continue
                found.extend(writer.statements(_shift(hit, start)))
        return settle(found)

    def _hits(self, clause: str, sentence: Sentence) -> Iterator[Hit]:
        """The rules of the section; where a sentence outside a note on anesthesia speaks of it, those for advice too."""
        yield from self.rules.hits(clause, sentence.section, sentence.bullet)
        if sentence.section in _OPEN and _ANESTHETIC.search(clause):
            for hit in self.rules.hits(clause, "anesthesia", sentence.bullet):
                if hit.rule.id in _ADVICE:
                    yield hit


def _bounded(sentence: Sentence, text: str) -> Sentence:
    """The sentence, or the beginning of a boundless one: matching must not take more than a moment whatever the input."""
    if sentence.end - sentence.start <= _LONGEST:
        return sentence
    end = text.rfind(" ", sentence.start, sentence.start + _LONGEST)
    cut = text[sentence.start : end].rstrip() if end > sentence.start else text[sentence.start : sentence.start + _LONGEST]
    return replace(sentence, end=sentence.start + len(cut), truncated=False)


def _shift(hit: Hit, by: int) -> Hit:
    if not by:
        return hit
    return Hit(hit.rule, hit.start + by, hit.end + by, tuple((name, a + by, b + by) for name, a, b in hit.groups))
