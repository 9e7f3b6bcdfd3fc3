"""What a proposal must pass to become a statement: quote, words, terms, polarity, numbers, each read again by our own means.

Place in the flow: Proposal + Passage + what the document's frame knows -> Statement, or Rejected with the gate's reason.
Meaning is the one thing that no gate can prove, so that a proposed statement is never surer than "probable".
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from graph.model import Entity, Evidence, Literal, Quantity, Statement, normalize_words
from loaders.context import Context, SentenceContext
from loaders.mentions import entity_of
from loaders.numbers import number_tokens, reason_not_quantity
from loaders.proposing.passages import Passage
from loaders.proposing.reply import Proposal
from loaders.quantities import quantities_in
from loaders.relations_modes import inheritance_entity
from loaders.relations_objects import Grounder
from loaders.relations_subject import DISEASE_KINDS, Frame, mark
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK
from loaders.sentences import Sentence
from ontology.vocabulary import CERTAINTIES, RELATIONS

SUREST: Final = "probable"
_IN_WORDS: Final = frozenset(("has_incidence", "has_prevalence", "has_onset", "has_sex_ratio", "has_course", "has_prognosis"))
_RATES: Final = frozenset(("has_incidence", "has_prevalence"))
_COMPARED: Final = "has_comparison"


class Rejection(Exception):
    """A gate's no; the message is its reason."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A proposal that did not pass, and why."""

    proposal: Proposal
    reason: str


@dataclass(frozen=True, slots=True)
class Gates:
    """The gates of one document. `loader` is kept in the evidence: it names the model."""

    frame: Frame
    loader: str

    def admit(self, proposal: Proposal, passage: Passage) -> Statement | Rejected:
        """The statement that a proposal is, or why it is none."""
        try:
            return self._statement(proposal, passage)
        except Rejection as rejection:
            return Rejected(proposal, str(rejection))

    def _statement(self, proposal: Proposal, passage: Passage) -> Statement:
        if proposal.relation == _COMPARED:
            raise Rejection("a comparison has two groups, which a proposal cannot name")
        text = self.frame.document.text
        sentence = _quoted(proposal.quote, passage, text)
        words = text[sentence.start : sentence.end]
        target = _place(proposal.object, words)
        if target is None:
            raise Rejection("the object's words are not in the quoted sentence")
        subject, subject_span = self._subject(proposal, words, target)
        value = self._object(proposal, words, target)
        if isinstance(value, Entity) and value.curie == subject.curie:
            raise Rejection("subject and object are the same")
        context = SentenceContext(words)
        around = context.at(*target)
        _agree(proposal, around)
        frequency, quantities = _numbers(proposal, words, target, context, around)
        evidence = Evidence(
            source=self.frame.document.source,
            section=sentence.section,
            start=sentence.start,
            end=sentence.end,
            text=words,
            rule=f"proposed.{proposal.relation}",
            certainty=min(around.certainty, proposal.certainty, SUREST, key=CERTAINTIES.index),
            frequency=frequency,
            quantities=tuple(replace(q, start=q.start + sentence.start, end=q.end + sentence.start) for q in quantities),
            truncated=sentence.truncated,
            subject_text=words[slice(*subject_span)] if subject_span else subject.label,
            object_text=words[slice(*target)],
            subject_span=_moved(subject_span, sentence.start) if subject_span else None,
            object_span=_moved(target, sentence.start),
            loader=self.loader,
        )
        return Statement(subject, proposal.relation, value, proposal.negated, None, (evidence,))

    def _subject(self, proposal: Proposal, words: str, target: tuple[int, int]) -> tuple[Entity, tuple[int, int] | None]:
        """The document's subject under one of its names, or a disease that the sentence names."""
        own = {normalize_words(name) for name in (self.frame.subject.label, *self.frame.names)}
        span = _place(proposal.subject, words)
        if normalize_words(proposal.subject) in own:
            if span is None and self._speaks_of_another(words, target):
                raise Rejection("the sentence speaks of another disease")
            return self.frame.subject, span
        if span is None:
            raise Rejection("the subject's words are not in the quoted sentence")
        match = self.frame.matcher.ground(proposal.subject, DISEASE_KINDS).match
        if match is None:
            raise Rejection("no vocabulary knows the subject")
        subject = entity_of(match, self.frame.matcher.lexicon)
        self._fits(subject, RELATIONS[proposal.relation].subjects, "subject")
        return subject, span

    def _speaks_of_another(self, words: str, target: tuple[int, int]) -> bool:
        marked = mark(words, self.frame)
        if DISEASE_MARK in marked or PEOPLE_MARK in marked:
            return False
        others = (match for match in self.frame.matcher.find(words) if {"Disease", "Syndrome", "Tumor"} & set(match.kinds))
        return any(match.end <= target[0] or match.start >= target[1] for match in others)

    def _object(self, proposal: Proposal, words: str, target: tuple[int, int]) -> Entity | Literal:
        relation = RELATIONS[proposal.relation]
        said = " ".join(words[slice(*target)].split())
        if relation.name in _IN_WORDS:
            _readable_numbers(words, target, relation.name in _RATES)
            return Literal(said)
        if relation.name == "has_inheritance":
            found = inheritance_entity(words, target, Grounder(self.frame.matcher, self.frame.subject))
            value = found[0][0] if len(found) == 1 else None
        else:
            match = self.frame.matcher.ground(said, relation.objects).match
            value = entity_of(match, self.frame.matcher.lexicon) if match else None
        if not isinstance(value, Entity):
            raise Rejection("no vocabulary knows the object")
        self._fits(value, relation.objects, "object")
        return value

    @staticmethod
    def _fits(entity: Entity, kinds: tuple[str, ...], role: str) -> None:
        if kinds and not set(kinds) & set(entity.kinds):
            raise Rejection(f"the {role} is not of a kind that the relation takes")


def _quoted(quote: str, passage: Passage, text: str) -> Sentence:
    """The sentence of the passage that the quote is, or stands in."""
    place = _place(quote, text[passage.start : passage.end])
    if place is None:
        raise Rejection("the quoted words are not in the text")
    start, end = _moved(place, passage.start)
    for sentence in passage.sentences:
        if sentence.start <= start and end <= sentence.end:
            return sentence
    raise Rejection("the quoted words are not of one sentence")


def _place(words: str, text: str) -> tuple[int, int] | None:
    """Where whole `words` first stand in `text`, blanks aside and in their own case or, failing that, in any."""
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words.split())) + r"(?!\w)"
    found = re.search(pattern, text) or re.search(pattern, text, re.IGNORECASE)
    return found.span() if found and found.end() > found.start() else None


def _agree(proposal: Proposal, around: Context) -> None:
    """Our own reading of the sentence has a veto on who, whether and in what mood."""
    if around.experiencer != "patient":
        raise Rejection("the sentence says it of a relative, an animal or another disease")
    if around.negated != proposal.negated:
        raise Rejection("the sentence affirms it" if proposal.negated else "the sentence denies it")
    if around.hypothetical and proposal.relation not in ("has_anesthesia_concern", "treated_by", "diagnosed_by"):
        raise Rejection("the sentence only supposes it or asks for it")


def _numbers(
    proposal: Proposal, words: str, target: tuple[int, int], context: SentenceContext, around: Context
) -> tuple[str | None, tuple[Quantity, ...]]:
    """The words of frequency and what they read back to; for an object in words, its own numbers."""
    if proposal.relation in _IN_WORDS:
        return None, tuple(found.quantity for found in quantities_in(words, *target))
    if proposal.frequency is None:
        if around.frequency is None or around.frequency_span is None:
            return None, ()
        span = around.frequency_span
    else:
        said = _place(proposal.frequency, words)
        if said is None:
            raise Rejection("the words of frequency are not in the quoted sentence")
        if around.frequency_span and not _overlap(said, around.frequency_span):
            raise Rejection("the words of frequency belong to something else")
        span = said
    shares = tuple(
        q.quantity for q in quantities_in(words) if q.is_share and _overlap((q.quantity.start, q.quantity.end), span)
    )
    unread = [
        token
        for token in number_tokens(words, *span)
        if not any(share.start <= token.start < share.end for share in shares)
        and reason_not_quantity(words, token.start, token.end) is None
    ]
    if unread or not (shares or any(_overlap(span, (f.start, f.end)) for f in context.frequencies)):
        raise Rejection("the words of frequency do not read back as one")
    return words[slice(*span)], shares


def _readable_numbers(words: str, target: tuple[int, int], needed: bool) -> None:
    """Every number of an object in words reads back, and a rate has one."""
    found = quantities_in(words, *target)
    read = [(q.quantity.start, q.quantity.end) for q in found]
    for token in number_tokens(words, *target):
        if not any(start <= token.start < end for start, end in read):
            raise Rejection(f"the number {token.text!r} does not read back")
    if needed and not found:
        raise Rejection("a rate has a number, and none reads back")


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _moved(span: tuple[int, int], by: int) -> tuple[int, int]:
    return span[0] + by, span[1] + by
