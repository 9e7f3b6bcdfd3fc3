"""Where sentences end inside a paragraph: full stops that are not abbreviations, initials, decimals or addresses.

Place in the flow: sentences.py calls it for each block. Text alone, no section, no medicine.
"""

import re
from collections.abc import Iterator
from typing import Final

from loaders.wordlists import word_list

# A mark that may end a sentence, with closing brackets and quotes; also a foot-note number ("…in children.2 More…",
# "…in children.[2][3] More…").
# The marks come first, so that the search looks for nothing else.
_CANDIDATE: Final = re.compile(
    r"[.!?…](?:(?:(?<=\.)\.+)?(?:\d{1,2}(?=\s|$)|(?:\[(?:\d{1,3}|[a-z])(?:[,–-] ?\d{1,3})*\])+)?"
    r"[)\]\"'”’»]*(?=\s|$)|(?<=[a-z)]{3}\.)(?=[A-Z][a-z]+\s))"
)
_OPENING: Final = '(["“‘'
# "Weight loss       Tests can show …": a list item or a heading without a mark, and then prose in the same line.
_GAP: Final = "    "
_BEFORE_GAP: Final = re.compile(
    r"(?<=[a-z)\]\d])(?<! of)(?<! the)(?<! and)(?<! or)(?<! in)(?<! to)(?<! with)(?<! a)(?<! by)(?<! for)"
    r" {4,}(?=[A-Z][a-z]+,? [a-z(])"
)
_ABBREVIATIONS: Final = word_list("abbreviations")
# After these a sentence may well end ("12 p.m. The…", "in the U.S. About…"): a capital word that opens sentences decides.
_WEAK: Final = word_list("weak_abbreviations")
_NUMBER_WORDS: Final = word_list("before_numbers")
_OPENERS: Final = word_list("openers")
_DESIGNATED: Final = word_list("designators")
_INITIALS: Final = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
_TWO_INITIALS: Final = re.compile(r"[A-Z]\.-?[A-Z]")
_WORD_AFTER: Final = re.compile(r"\s*[\"'“‘(\[]*([^\W\d_]+|\d)?")
# The word before the letter; "A and B", "A or B" name kinds together.
_WORD_BEFORE: Final = re.compile(r"([^\s]+)\s+(?:[A-Z],?\s+(?:and|or)\s+)?\S*$")


def sentence_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the sentences of `text[start:end]`, without outer blanks, in order; linear in the length."""
    return list(_spans(text, start, end))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for found in _CANDIDATE.finditer(text, start, end):
        if found.start() >= begin and _ends_here(text, found, begin, end):
            yield from _trimmed(text, begin, found.end())
            begin = found.end()
    yield from _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without outer blanks; in parts, where a gap in the line parts an item or a heading from a sentence."""
    if _GAP in text[start:end].strip():
        for gap in _BEFORE_GAP.finditer(text, start, end):
            yield from _stripped(text, start, gap.end())
            start = gap.end()
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    words = text[start:end]
    stripped = words.strip()
    if stripped[:1].isalnum() or any(character.isalnum() for character in stripped):
        first = start + len(words) - len(words.lstrip())
        yield first, first + len(stripped)


def _ends_here(text: str, found: re.Match[str], begin: int, end: int) -> bool:
    """Decide about one mark."""
    after = _WORD_AFTER.match(text, found.end(), end)
    following = after[1] if after and after[1] else ""
    mark = found[0]
    if not text[found.end() : found.end() + 1].isspace() and found.end() < end:
        token = _last_token(text, begin, found.start())
        return "/" not in token and "@" not in token and "www" not in token
    if following and following[0].islower():
        return False  # a new sentence does not begin in lower case
    if mark[0] in "!?":
        return True
    if mark.startswith((".", "…")) and len(mark.rstrip(")]\"'”’»")) > 1 and not any(c.isdigit() for c in mark):
        return True  # an ellipsis
    token = _last_token(text, begin, found.start())
    return not _abbreviates(text, token, following, begin, found.start())


def _last_token(text: str, begin: int, stop: int) -> str:
    """The characters before `stop`, back to a blank or an opening mark."""
    before = text[max(begin, stop - 40) : stop].removesuffix("\n")
    if before[-1:].isspace():
        return ""
    token = before.split()[-1] if before else ""
    for mark in _OPENING:
        token = token.rpartition(mark)[2]
    return token


def _abbreviates(text: str, token: str, following: str, begin: int, stop: int) -> bool:
    """True where the full stop belongs to `token`."""
    word = token.casefold().strip("-–,;:'")
    opener = following.casefold() in _OPENERS
    if word in _NUMBER_WORDS and following[:1].isdigit():
        return True
    if len(token) == 1 and token.isalpha() and token.isupper():
        if len(following) == 1 and following.isupper() and text.startswith(following + ".", _next(text, stop)):
            return True  # "S. A. Kinnear"
        return not opener and not _designates(text, begin, stop)
    if "." in token:
        if _INITIALS.fullmatch(token) and word not in _WEAK:
            return True
        if _TWO_INITIALS.fullmatch(token):
            return not opener
    if word in _WEAK:
        return bool(following) and not opener and not (word == "etc" and following[:1].isupper())
    return word in _ABBREVIATIONS


def _next(text: str, stop: int) -> int:
    """Where the word after a full stop at `stop` begins."""
    return stop + 1 + len(text[stop + 1 : stop + 4]) - len(text[stop + 1 : stop + 4].lstrip())


def _designates(text: str, begin: int, stop: int) -> bool:
    """True where the capital letter names a kind ("hepatitis B.") and is no one's initial."""
    found = _WORD_BEFORE.search(text[max(begin, stop - 60) : stop])
    return bool(found) and found[1].casefold().strip("(,") in _DESIGNATED  # type: ignore[index]
