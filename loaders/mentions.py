"""Mentions: terms in a document's sentences, grounded, each with its polarity and certainty. Between sentences and relations."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from graph.model import Document, Entity
from loaders.cues import CueWord, cue_words
from loaders.memory import SENTENCES
from loaders.phrasing import phrases_in
from loaders.shortforms import short_forms
from ontology.lexicon import Lexicon
from ontology.matching import Match, Matcher
from ontology.terms import Term
from ontology.tokens import TextTokens
from ontology.unsure import unsure_in


@dataclass(frozen=True, slots=True)
class Mention:
    """A grounded term at `[start, end)` of the document's text, of which `text` is the copy.

    `longest` is False for a mention inside another; `score` in 0…1; `reasons` say how it was grounded.
    """

    start: int
    end: int
    text: str
    curie: str
    label: str
    kinds: tuple[str, ...]
    negated: bool = False
    certainty: str = "asserted"
    longest: bool = True
    score: float = 1.0
    reasons: tuple[str, ...] = ()


def entity_of(found: Term | Match, lexicon: Lexicon | None = None) -> Entity:
    """The graph's node for a term. For a match, `lexicon` adds the term's synonyms and mappings; without it both are empty."""
    if isinstance(found, Term):
        return _node(found)
    known = _known(found.curie, lexicon) if lexicon is not None else None
    return Entity(found.curie, found.label, found.kinds) if known is None else known


@lru_cache(maxsize=SENTENCES)
def _known(curie: str, lexicon: Lexicon) -> Entity | None:
    term = lexicon.term(curie)
    return None if term is None else _node(term)


def _node(term: Term) -> Entity:
    return Entity(term.curie, term.label, term.kinds, term.exact_synonyms, tuple(sorted(set(term.xrefs))))


def annotate(document: Document, matcher: Matcher, *, nested: bool = False, unsure: bool = False) -> Iterator[Mention]:
    """Yield the mentions of a document in text order, sentence by sentence, lazily.

    Sections without content of their own (boilerplate, references) give none. `matcher` may carry the document's local names;
    short forms that the text defines are read as what they stand for. A disease's mention takes in the modifiers that name a form
    of it; a phrase that only says what class a disease is of is a mention with a local identifier.
    `unsure`: also what is left ungrounded because it is ambiguous or only loosely a name, without an identifier, its candidates
    among the reasons.
    A span may have two mentions: one as a phenotype (HP) and one as a disease or another thing; each is nested among its like.
    """
    from loaders.context import SentenceContext
    from loaders.sentences import sentences_of

    meanings = short_forms(document, matcher)
    tokens = matcher.read(document.text)
    cues = cue_words().of(tokens.words, tokens.starts)
    for sentence in sentences_of(document):
        text = document.text[sentence.start : sentence.end]
        matches = phrases_in(
            text, matcher.find_in(tokens, sentence.start, sentence.end, nested=nested, readings=True), meanings, nested=nested
        )
        if unsure:
            matches.extend(_ungrounded(unsure_in(matcher, tokens, sentence.start, sentence.end), matches))
            matches.sort(key=lambda match: (match.start, -match.end, match.curie))
        if not matches:
            continue
        words = _inside(cues, tokens, sentence.start, sentence.end)
        context = SentenceContext(text, sentence.start, words) if words or words is None else None
        for match in matches:
            start, end = match.start + sentence.start, match.end + sentence.start
            negated, certainty = (False, "asserted") if context is None else context.polarity(start, end)
            yield Mention(
                start=start,
                end=end,
                text=match.text,
                curie=match.curie,
                label=match.label,
                kinds=match.kinds,
                negated=negated,
                certainty=certainty,
                longest=match.longest,
                score=match.score,
                reasons=match.reasons,
            )


def _inside(cues: list[CueWord], tokens: TextTokens, start: int, end: int) -> list[CueWord] | None:
    """The words of cues in a sentence, counted from its start; None where its bounds cut a word in two."""
    if tokens.within(start, end) is None:
        return None
    first = bisect_left(cues, (start,))
    last = bisect_left(cues, (end,), first)
    return [(at - start, word) for at, word in cues[first:last]]


def _ungrounded(unsure: Iterable[tuple[Match, ...]], matches: list[Match]) -> list[Match]:
    """The spans that mean nothing for sure and overlap no match; their score is the best candidate's."""
    found = []
    for candidates in unsure:
        first = candidates[0]
        if any(match.start < first.end and first.start < match.end for match in matches):
            continue
        reason = "ambiguous" if len(candidates) > 1 else "weak"
        shown = (f"candidate {c.curie} {c.label} {c.score:g}: {', '.join(c.reasons)}" for c in candidates)
        found.append(replace(first, curie="", label="", kinds=(), reasons=(f"not grounded: {reason}", *shown)))
    return found
