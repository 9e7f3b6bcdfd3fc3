"""Parts of the body: what they are said to be ("the testes are undescended": "undescended testes"), and which a phrase names.

Place in the flow: relations_candidates.py asks for the objects of a rule's hit; here those of the modes "part" and "quality",
and the parts within a phrase that no vocabulary knows.
"""

import re
from collections.abc import Iterator
from typing import Final

from loaders.phrase_sharing import Phrase
from loaders.phrases import split_phrases
from loaders.relation_words import VERB_NOUNS
from loaders.relations_objects import Found, Grounder
from loaders.rules.model import Hit, Rule

_ARTICLE: Final = re.compile(r"(?i)^(?:an?|the|his|her|their|its|your) ")
# What people show that is no part of the body, and yet has a quality: "the gait is unsteady".
_TRAIT: Final = re.compile(r"(?i)\b(?:gait|voice|speech|movements|reflexes|stature|cry|complexion)$")
# "The whites of the eyes", "the outer corners of the mouth": pieces that no vocabulary has.
_PIECE: Final = re.compile(
    r"(?i)(?:(?:the|inside|inner|outer|upper|lower|front|two|both) )*(?:middle|middle part|center|back|front|top|tips?|"
    r"ends?|corners?|whites?|"
    r"edges?|sides?|base|bottom|surface|lining|walls?|bones?|joints?|muscles?|skin|backs?|hair|nerves?|vessels?|space|distance|bridge|"
    r"opening|tissues?|roots?|folds?|creases?|soles?|palms?|joints?|nails?|lobes?) (?:of|between|around|at|in|on) "
    r"(?:the )?(?P<of>[a-z]+(?: [a-z]+)?)"
)
_ABSENT: Final = re.compile(r"(?i)absent|lost")
_FUNCTION: Final = re.compile(
    r"(?i)\b(?:reflex\w*|sweat\w*|tears|speech|language|menses|menstruation|periods|pulses?|sounds|cry|tone|responses?|activity|production|"
    r"secretion|development|movements?|tearing|function|levels?|sense)\b"
)
_QUALITY_CUT: Final = re.compile(r",?\s+(?:and|or)\s+(?:either\s+)?|,\s+(?:either\s+)?")
_LISTED_PARTS: Final = re.compile(r"(?i),|\band\b")
_NO_PART: Final = re.compile(r"(?i)(?:each|other|all|its own|your)\b|(?:tissues?|cells?|body|blood|organs?|parts?)$")
_VERB_END: Final = re.compile(r"(?:(?<=s)es|(?<!s)s|(?<=r)ring|ing|(?<=d)e|(?<=g)e|(?<=m)e)$")
_OF: Final = re.compile(r"(?i)(?: (?:of|in|within)|,(?: and| or)?| and| or) (?:(?:the|both|one or both) )?")

Named = tuple[Found, Phrase]
"""An object and the phrase that names it."""


def described(text: str, hit: Hit, grounder: Grounder) -> list[Named]:
    """ "The testes are undescended": a part of the body and what it is, read as "undescended testes"."""
    part, quality = hit.span("part"), hit.span("object")
    if part is None or quality is None:
        return []
    words = text[slice(*part)]
    if hit.rule.mode == "part" and len(spans := _qualities(text, *part)) > 1 and not grounder.is_place(words):
        return [one for span in _bodily(text, spans, grounder) for one in described(text, _with("part", hit, span), grounder)]
    if hit.rule.mode == "part" and not _is_bodily(words, grounder):
        return []
    if hit.rule.mode == "quality" and _ABSENT.fullmatch(text, *quality) and not _can_be_absent(words, grounder):
        return []
    signs = hit.rule.relation == "has_symptom"
    if (hit.rule.mode == "part" or signs) and len(spans := _qualities(text, *quality)) > 1:
        return [one for span in spans for one in described(text, with_object(hit, span), grounder)]
    said = f"{_said_of(hit.rule, text[slice(*quality)])} {_ARTICLE.sub('', words)}"
    phrase = Phrase(min(part[0], quality[0]), max(part[1], quality[1]), " ".join(said.split()))
    found = grounder.find(phrase, hit.rule)
    if hit.rule.mode == "quality" and _LISTED_PARTS.search(words):
        each = list(_qualified(text, hit.rule, part, quality, grounder))
        if len(each) > 1 or not (found and found.entity.grounded):
            return each
    return [(found, phrase)] if found else []


def _said_of(rule: Rule, quality: str) -> str:
    """What goes before the part: the rule's own words, the noun of a verb ("cloud": "clouding of"), or the quality as it stands."""
    noun = (
        VERB_NOUNS.get(_VERB_END.sub("", quality.lower()))
        if rule.mode == "quality" and rule.relation in ("has_symptom", "treated_by")
        else None
    )
    return rule.value or noun or quality


def _can_be_absent(words: str, grounder: Grounder) -> bool:
    """True for a part of the body or a function: "absent tears"; that a finding is absent denies it."""
    return bool(_FUNCTION.search(words)) or grounder.is_place(_ARTICLE.sub("", words))


def _qualified(text: str, rule: Rule, part: tuple[int, int], quality: tuple[int, int], grounder: Grounder) -> Iterator[Named]:
    """ "Ventilation, laryngoscopy and intubation may be difficult": one object a member."""
    for piece in split_phrases(text, *part, grounder.knows_finding, grounder.is_place):
        words = f"{_said_of(rule, text[slice(*quality)])} {piece.words}"
        phrase = Phrase(piece.start, piece.end, " ".join(words.split()))
        if found := grounder.find(phrase, rule):
            yield found, phrase


def _qualities(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the qualities of "sparse, dry, and brittle"."""
    cuts = [start, *(at for m in _QUALITY_CUT.finditer(text, start, end) for at in m.span()), end]
    return list(zip(cuts[::2], cuts[1::2], strict=True))


def _bodily(text: str, spans: list[tuple[int, int]], grounder: Grounder) -> list[tuple[int, int]]:
    """The parts of a list of parts; where not all are, the last: what stands before it belongs to another clause."""
    return spans if all(_is_bodily(text[slice(*span)], grounder) for span in spans) else spans[-1:]


def _is_bodily(words: str, grounder: Grounder) -> bool:
    """True for a part of the body, a piece of one ("the tips of the fingers"), or a trait."""
    words = " ".join(words.split())
    piece = _PIECE.fullmatch(words)
    return bool(_TRAIT.search(words)) or grounder.is_place(words) or (piece is not None and grounder.is_place(piece["of"]))


def with_object(hit: Hit, span: tuple[int, int]) -> Hit:
    """The hit with its object elsewhere: one of several qualities or numbers alone."""
    return _with("object", hit, span)


def _with(group: str, hit: Hit, span: tuple[int, int]) -> Hit:
    """The hit with one of its groups elsewhere."""
    return Hit(hit.rule, hit.start, hit.end, tuple((n, *span) if n == group else (n, a, b) for n, a, b in hit.groups))


def parts_within(text: str, phrase: Phrase, rule: Rule, grounder: Grounder) -> Iterator[Named]:
    """ "The small arteries of the brain": the parts of the body that a phrase no vocabulary knows is made of."""
    words = text[phrase.start : phrase.end]
    cuts = [0, *(at for m in _OF.finditer(words) for at in m.span()), len(words)]
    if len(cuts) == 2:
        return
    for a, b in zip(cuts[::2], cuts[1::2], strict=True):
        piece = Phrase(phrase.start + a, phrase.start + b, " ".join(words[a:b].split()))
        if not _NO_PART.match(piece.words) and (found := grounder.find(piece, rule)):
            yield found, piece
