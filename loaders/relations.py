"""Statements of a document's sentences: rules hit the marked clauses, their regions become objects, the context says the rest."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from graph.model import Statement
from loaders import drops
from loaders.memory import SENTENCES
from loaders.relations_candidates import Reading
from loaders.relations_clauses import STARTS_WITH_VERB, clauses
from loaders.relations_foreign import asides_on_others, speaks_of_another
from loaders.relations_forms import entity_of_form, form_of, is_grade, own_numbers
from loaders.relations_neighbors import neighbor_in
from loaders.relations_objects import Grounder
from loaders.relations_settling import Made, Spans, settle, spans_taken, words_left
from loaders.relations_subject import Frame, mark
from loaders.relations_writing import Writer
from loaders.rules.matching import RuleSet
from loaders.rules.model import DISEASE_MARK, Hit
from loaders.rules.words import pattern, plain_pattern, words
from loaders.sentences import Sentence

_LISTED: Final = frozenset(
    ("treatment", "anesthesia", "monitoring", "diagnosis", "complications")
)  # sections whose notes are parted by semicolons
_COUNTED: Final = 500_000  # characters of the text in which names are counted
_LONGEST: Final = 3000  # characters of a sentence that are read
_LINKS: Final = plain_pattern("links")
# A paper or a report has no part on anesthesia, but sentences on it.
_OPEN: Final = frozenset(("summary", "other", "clinical_aspects", "symptoms", "prognosis"))
_ANESTHETIC: Final = pattern("anesthetic")
# The title of a paper on anesthesia; in its prose bare notes and names say too little.
_NOTED: Final = re.compile(r"(?i)\ban(?:a)?esthe|\bperi-?operative")
_LOOSE_NOTES: Final = frozenset(("anesthesia.note", "anesthesia.after-colon", "anesthesia.mention"))
_ADVICE: Final = frozenset(words("anesthesia_advice"))
_OF_OTHERS: Final = frozenset(("differential_diagnosis_of", "has_anesthesia_concern"))  # may name other diseases
_OF_ONE_FORM: Final = frozenset(
    (
        *("has_onset", "has_prognosis", "has_course", "has_incidence", "has_prevalence", "has_sex_ratio", "first_described_by"),
        "triggered_by",
    )
)
_CAUSES: Final = frozenset(("caused_by", "has_chromosome_abnormality"))
_OF_ITS_CLAUSE: Final = _OF_ONE_FORM | {"affects_gene", "caused_by", "has_inheritance"}
_OF_SIGNS: Final = frozenset(("symptoms", "clinical_aspects", "complications"))
_OF_SIGN: Final = frozenset(("has_symptom", "has_complication"))
_ROWS: Final = frozenset(("symptom.row",))
_OFTEN: Final = 2  # times that a differential's name stands in a page
# Checks over the years, not around an operation.
_SURVEILLED: Final = re.compile(r"(?i)\b(?:surveillance|follow-?up|long-?term|life-?long)\b")
_RESEARCH: Final = re.compile(r"(?i)\b(?:research|clinical trials?)\b")
# Under these headings other diseases are told of, but for sentences that name the subject.
_RELATED: Final = re.compile(
    r"(?i)\b(?:related (?:disorders|diseases|conditions|syndromes)|similar (?:disorders|diseases|conditions)|disorders with similar)\b"
)
# "Diagnosis and treatment": one heading for two parts.
_DIAGNOSED: Final = re.compile(r"(?i)\bdiagnos")
_PROGNOSED: Final = re.compile(r"(?i)\b(?:prognosis|outlook|outcomes?|course)\b")
_FROM_RESEARCH: Final = frozenset(("treatment.ineffective", "treatment.effectiveness-of"))


_IT: Final = re.compile(r"(?i)\s*(?:(?:but|and|although|because|as|since) )?it\s")  # "X looks alike, but it is caused by A"


class _Said(NamedTuple):
    """A hit with the clause it stands in, in offsets of the document and marked, and the clause's asides on others, in the sentence's."""

    hit: Hit
    clause: tuple[int, int]
    masked: str
    asides: list[tuple[int, int]]


class SentenceReader:
    """Reads the sentences of one document."""

    def __init__(self, frame: Frame, rules: RuleSet) -> None:
        self.frame = frame
        self.rules = rules
        self.grounder = Grounder(frame.matcher, frame.subject)
        self.dropped: Counter[str] = Counter()
        self._typed = bool(own_numbers(frame))
        self._named: int | None = None
        self._owned: dict[str, bool] = {}
        self._paper = bool(frame.document.sections) and bool(_NOTED.search(frame.document.sections[0].heading or ""))
        self._topic = bool(_NOTED.search(frame.subject.label))  # a page on anesthesia has no concerns of it
        self._perioperative = any(section.kind == "anesthesia" for section in frame.document.sections)

    def read(self, sentence: Sentence) -> list[Statement]:
        """The statements that one sentence makes, each with its one evidence, in text order of their objects."""
        sentence = _bounded(sentence, self.frame.document.text)
        text = self.frame.document.text[sentence.start : sentence.end]
        links, research = _topics(sentence.heading or "")
        if links or _LINKS.search(text):
            self.dropped[drops.LINKS] += 1
            return []
        related = bool(_RELATED.search(sentence.heading or ""))
        masked = mark(text, self.frame)
        writer = Writer(Reading(self.frame, self.grounder, sentence, text, masked), self.dropped)
        found: list[Made] = []
        named: dict[tuple[str, int], _Said] = {}  # by rules that ask for a name whatever the wording, each once a sentence
        another = False
        for start, end in clauses(masked, sentence.section in _LISTED):
            goes_on = another and (STARTS_WITH_VERB.match(masked[start:end].lstrip()) or _IT.match(text, start)) is not None
            another = not sentence.bullet and (
                goes_on or speaks_of_another(masked[start:end], self._own, sentence.section in _OF_SIGNS)
            )
            asides = [(a + start, b + start) for a, b in asides_on_others(masked[start:end], self._own)]
            for hit in self._hits(masked[start:end], sentence):
                if hit.rule.heading and not hit.rule.heading.search(sentence.heading or ""):
                    continue
                if research and hit.rule.id not in _FROM_RESEARCH:
                    self.dropped[drops.RESEARCH] += 1
                    continue
                elsewhere = hit.rule.relation == "has_anesthesia_concern" and sentence.section in _OPEN
                if another and (elsewhere or hit.rule.relation not in _OF_OTHERS):
                    self.dropped[drops.ANOTHER] += 1
                    continue
                if related and hit.rule.relation != "differential_diagnosis_of" and DISEASE_MARK not in masked[start:end]:
                    self.dropped[drops.RELATED] += 1
                    continue
                said = _Said(_shift(hit, start), (sentence.start + start, sentence.start + end), masked[start:end], asides)
                if hit.rule.mode == "mention":
                    named.setdefault((hit.rule.id, start if hit.span("object") else 0), said)
                else:
                    found.extend(self._made(writer, said))
        if named and words_left(text, taken := spans_taken(found)):
            found.extend(made for said in named.values() for made in self._made(writer, said, taken))
        return settle(found)

    def _made(self, writer: Writer, said: "_Said", taken: Spans = ()) -> Iterator[Made]:
        for statement, span in writer.statements(said.hit, taken):
            aside = statement.relation not in _OF_OTHERS and any(a <= span[0] < b for a, b in said.asides)
            if aside or self._of_neighbor(statement, said.masked):
                self.dropped[drops.ANOTHER] += 1
            elif about := self._of_form(statement, said.clause):
                yield about, span
            else:
                self.dropped[drops.NAMELESS_FORM] += 1

    def _of_neighbor(self, statement: Statement, clause: str) -> bool:
        """True for what only holds of the thing that the clause is about, where that is another disease."""
        if statement.relation in _OF_OTHERS or statement.subject != self.frame.subject:
            return False
        described = statement.relation not in _OF_ITS_CLAUSE
        names = (self.frame.subject.label, *self.frame.names)
        neighbor = neighbor_in(clause, self.frame.matcher, names, self._own, described)
        # "A viral infection is suspected": the other disease is what the statement names.
        return neighbor is not None and neighbor.curie not in (self.frame.subject.curie, statement.object.key)

    def _of_form(self, statement: Statement, clause: tuple[int, int]) -> Statement | None:
        """The statement, on the form that its clause speaks of; None where that form has no name.

        A sign of one form is a sign of the disease, how often is left open; a cause, an age, an outlook, a rate and what is denied
        hold of it alone. On a page about one type nothing that is said of another holds.
        """
        [place] = statement.evidence
        alone = statement.negated or statement.relation in _OF_ONE_FORM or statement.relation in _CAUSES
        sibling = not alone and self._typed and " type " in self.frame.document.text[slice(*clause)]
        counted = place.frequency is not None and statement.relation in _OF_SIGN and place.rule not in _ROWS
        if not (alone or sibling or counted) or statement.subject != self.frame.subject:
            return statement
        form = form_of(self.frame, clause, place.object_span or (place.end, place.end))
        if form is None:
            return statement
        if not (alone or (sibling and form.number)):  # how often it is seen in one form is not how often in all
            return replace(statement, evidence=(replace(place, frequency=None, quantities=()),)) if counted else statement
        if statement.relation in _CAUSES and form.start < clause[0] and is_grade(form):
            return statement  # "It can be severe. It is caused by A."
        if not form.words:
            return None
        span = (form.start, form.end)
        named = replace(place, subject_text=self.frame.document.text[slice(*span)], subject_span=span)
        return replace(statement, subject=entity_of_form(form, self.frame), evidence=(named,))

    def _own(self, word: str) -> bool:
        """True for a word of the subject's names, or of a name that the page uses as often: it may be one more of them."""
        known = self._owned.get(word)
        if known is None:
            known = self._owned[word] = self._is_own(word)
        return known

    def _is_own(self, word: str) -> bool:
        name = word.removesuffix("'s").removesuffix("’s")
        if any(name.lower() in one.lower() for one in self.frame.names):
            return True
        times = self.frame.document.text.count(name, 0, _COUNTED)
        return times > _OFTEN and times >= self._times_named()

    def _times_named(self) -> int:
        """How often the document's text names its subject."""
        if self._named is None:
            pattern = self.frame.pattern
            self._named = sum(1 for _ in pattern.finditer(self.frame.document.text, 0, _COUNTED)) if pattern else 0
        return self._named

    def _hits(self, clause: str, sentence: Sentence) -> Iterator[Hit]:
        """The rules of the section; under a heading for both, those on the diagnosis too; where a sentence outside a note on
        anesthesia speaks of it, those for advice."""
        surveilled = self._topic or (
            sentence.section == "monitoring" and (not self._perioperative or _SURVEILLED.search(sentence.heading or ""))
        )
        for hit in self.rules.hits(clause, sentence.section, sentence.bullet):
            if not surveilled or hit.rule.relation != "has_anesthesia_concern":
                yield hit
        if sentence.section == "treatment" and _DIAGNOSED.search(sentence.heading or ""):
            for hit in self.rules.hits(clause, "diagnosis", sentence.bullet):
                if hit.rule.relation == "diagnosed_by":
                    yield hit
        if sentence.section == "treatment" and _PROGNOSED.search(sentence.heading or ""):
            for hit in self.rules.hits(clause, "prognosis", sentence.bullet):
                if hit.rule.relation == "has_complication":
                    yield hit
        anesthetic = sentence.section in _OPEN and not self._topic and _ANESTHETIC.search(clause)
        if anesthetic or (self._paper and not self._topic and sentence.section in _OPEN):
            for hit in self.rules.hits(clause, "anesthesia", sentence.bullet):
                told = self._paper and hit.rule.id not in _LOOSE_NOTES and (anesthetic or hit.rule.action != "risk")
                if (anesthetic and hit.rule.id in _ADVICE) or told:
                    yield hit


@lru_cache(maxsize=SENTENCES)
def _topics(heading: str) -> tuple[bool, bool]:
    """Whether a heading announces links, and whether it announces research."""
    return bool(_LINKS.search(heading)), bool(_RESEARCH.search(heading))


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
