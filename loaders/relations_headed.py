"""Findings that no vocabulary need know: a noun of complaint with what it is like or where it is ("acne-like spots", "pain in
the groin"), what is lost or hard to do ("loss of sight to one side"), a part of the body that is not as it should be.

Place in the flow: relations_mentions.py asks for these phrases for the rules that name findings by their heads.
"""

import re
from collections.abc import Iterator
from typing import Final

from loaders.phrase_qualities import is_adjectival
from loaders.phrase_sharing import Phrase
from loaders.phrase_words import NOUN_MODIFIERS, QUALITIES
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK
from loaders.rules.words import pattern

_WHOLE: Final = pattern("complaint_whole")
_HEAD: Final = pattern("complaint_head")
_MODIFIER: Final = pattern("complaint_modifier")
_NO_MODIFIER: Final = pattern("complaint_not_modifier")
_WHERE: Final = pattern("complaint_where")
_NOT_AFTER: Final = pattern("complaint_not_after")
_NOT_BEFORE: Final = pattern("complaint_not_before")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_][\w'’-]*)\s+$")
_GIVEN: Final = re.compile(r"(?i)\b(?:the|this|these|such)\s+$")
_MOST_MODIFIERS: Final = 4
_BEFORE: Final = 80  # characters before a phrase that may rule it out


def headed(text: str, masked: str, span: tuple[int, int]) -> Iterator[Phrase]:
    """Phrases that name a finding by their head, within `span` (offsets of `text`), in text order."""
    found = [match.span() for match in _WHOLE.finditer(text, *span)]
    for match in _HEAD.finditer(text, *span):
        start = _with_modifiers(text, span[0], match.start())
        where = _WHERE.match(text, match.end(), span[1])
        if not where and _GIVEN.search(text, span[0], start):  # "the abnormal growths": told of before
            continue
        if (start < match.start() or where) and not any(a < match.end() and start < b for a, b in found):
            found.append((start, where.end() if where else match.end()))
    for start, end in sorted(found):
        before = text[max(span[0], start - _BEFORE) : start]
        marked = masked[start:end]
        if DISEASE_MARK in marked or PEOPLE_MARK in marked or _NOT_AFTER.search(before) or _NOT_BEFORE.match(text, end):
            continue
        yield Phrase(start, end, " ".join(text[start:end].split()))


def _with_modifiers(text: str, first: int, start: int) -> int:
    """Where a noun phrase begins whose head begins at `start`: before its adjectives and the parts of the body it is of."""
    for _ in range(_MOST_MODIFIERS):
        word = _WORD_BEFORE.search(text, max(first, start - _BEFORE), start)
        if word is None or not _modifies(word.group(1).lower()):
            break
        start = word.start(1)
    return start


def _modifies(word: str) -> bool:
    if _NO_MODIFIER.fullmatch(word):
        return False
    return word in NOUN_MODIFIERS or word in QUALITIES or _MODIFIER.fullmatch(word) is not None or is_adjectival(word)
