"""Short forms that a text defines: "long form (SHORT)" and "SHORT (long form)", after Schwartz and Hearst (PSB 2003;451-62).

Place in the flow: subject.py reads a document's names with it; a short form stands only where its letters prove it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.rules.starts import compiled

_BRACKET: Final = compiled(r"\(([^()\[\]\n]{2,120})\)")
_SHORT: Final = compiled(r"[A-Za-z0-9][A-Za-z0-9./+-]{0,9}(?:[ -][A-Za-z0-9]{1,4})?")
_FIRST_WORD: Final = compiled(r"[^,;]+")
# "(HS for short)", "(known as HS)": the words around a short form.
_SAYING: Final = compiled(
    r"(?i)^\s*(?:(?:or|just|simply|also|often|usually|abbreviated(?: to| as)?|called|known as|shortened to|for short,?) )+|\s+for short\s*$"
)
# "Harlow syndrome, or HS for short,", "Harlow syndrome, abbreviated HS,": a short form without brackets.
_SPOKEN: Final = compiled(
    r"\b(?:(?:or|abbreviated(?: as| to)?|shortened to|known as|called)\s(?P<short>[A-Z][A-Za-z0-9/+-]{1,9})(?:\sfor\sshort)?(?=[,.;])"
    r"|(?P<said>[A-Z][A-Za-z0-9/+-]{1,9})\sfor\sshort\b)"
)
_BEFORE_SHORT: Final = compiled(r",?\s+(?:(?:or|and|is|are|also|often|usually|commonly|sometimes|abbreviated)\s+)*$")
# What a bracket holds, parted: "(Harlow disease; HS)", "(Harlow disease or just HS)".
_PART_SIGN: Final = r";|\b(?:or|and) (?:just|simply|plain) "
_PARTS: Final = compiled(rf"(?:{_PART_SIGN})?(?P<part>(?:(?!{_PART_SIGN}).)+)", re.DOTALL)
_BREAK: Final = compiled(r"[.;:!?]\s|\n\s*\n|[()\[\]]")
_WORD: Final = compiled(r"[^\s]+")
_NOISE: Final = frozenset({"e.g", "i.e", "eg", "ie", "see", "also", "or", "and", "fig", "table", "the", "a", "an"})
_INITIAL: Final = compiled(r"[^\W_]+")
_FUNCTION: Final = frozenset({"of", "and", "the", "for", "in", "with", "to", "or", "by", "on", "a", "an"})
_REACH: Final = 160


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`short` stands for `long`; `[start, end)` is where the long form is written, `short_start` where the short one is."""

    short: str
    long: str
    start: int
    end: int
    short_start: int


def abbreviations_in(text: str, start: int = 0, end: int | None = None) -> Iterator[Abbreviation]:
    """Yield the short forms defined in `[start, end)`, in order; the same pair once a definition. Linear."""
    end = len(text) if end is None else end
    for said in _SPOKEN.finditer(text, start, end):
        group = "short" if said["short"] else "said"
        if is_short_form(said[group]):
            low = max(start, said.start() - _REACH)
            before = _BEFORE_SHORT.search(text, low, said.start())
            pair = _long_before(text, low, before.start(), said[group]) if before else None
            if pair is not None:
                yield Abbreviation(said[group], text[pair[0] : pair[1]], *pair, said.start(group))
    for found in _BRACKET.finditer(text, start, end):
        inner = _FIRST_WORD.match(found[1])
        yield from _after_semicolon(text, start, found)
        candidate = _SAYING.sub("", inner[0]).strip(" \"'“”‘’") if inner else ""
        at = text.find(candidate, found.start()) if candidate else -1
        if is_short_form(candidate):
            pair = _long_before(text, max(start, found.start() - _REACH), found.start(), candidate)
            if pair is not None:
                yield Abbreviation(candidate, text[pair[0] : pair[1]], pair[0], pair[1], at)
            continue
        pair_inside = _short_before(text, max(start, found.start() - 14), found, candidate)
        if pair_inside is not None:
            yield pair_inside


def _after_semicolon(text: str, start: int, bracket: re.Match[str]) -> Iterator[Abbreviation]:
    """ "SHORT or long form (another long form; SHORT)": short forms after a semicolon, for what is before them, inside or outside."""
    first, *others = [(bracket.start(1) + part.start("part"), part["part"].strip()) for part in _PARTS.finditer(bracket[1])]
    for place, short in others:
        if not is_short_form(short):
            continue
        at = text.find(short, place)
        pair = _long_before(text, max(start, bracket.start() - _REACH), bracket.start(), short)
        inside = text.find(first[1], first[0])
        if pair is not None:
            yield Abbreviation(short, text[pair[0] : pair[1]], *pair, at)
        elif _spells(first[1], short) and _is_long_form(first[1], short):
            yield Abbreviation(short, first[1], inside, inside + len(first[1]), at)


def _spells(long: str, short: str) -> bool:
    """The short form's letters are those of the whole long form."""
    return 0 in (_by_initials(long, 0, len(long), short), _aligned(long, 0, len(long), short))


def is_short_form(words: str) -> bool:
    """True for 2–10 characters with at least one capital (two among the letters, or a digit), at most two words."""
    if not 2 <= len(words) <= 10 or not _SHORT.fullmatch(words) or words.casefold() in _NOISE:
        return False
    if " " in words and not words[0].isalpha():
        return False  # a measure: "20 Mb"
    capitals = sum(character.isupper() for character in words)
    return capitals >= 2 or (capitals == 1 and any(character.isdigit() for character in words))


def _long_before(text: str, start: int, end: int, short: str) -> tuple[int, int] | None:
    """Span of the long form that ends right before the bracket; None where the letters do not prove it."""
    stop = len(text[:end].rstrip()) if end - start < 2 else start + len(text[start:end].rstrip())
    for mark in _BREAK.finditer(text, start, stop):
        start = mark.end()
    letters = sum(character.isalnum() for character in short)
    words = list(_WORD.finditer(text, start, stop))[-min(letters + 5, letters * 2) :]
    if not words:
        return None
    first = _by_initials(text, words[0].start(), stop, short)
    if first is None:
        first = _aligned(text, words[0].start(), stop, short)
    return None if first is None or not _is_long_form(text[first:stop], short) else (first, stop)


def _by_initials(text: str, start: int, end: int, short: str) -> int | None:
    """Where the last words begin whose initials, function words aside, spell the short form; None where they do not."""
    letters = [character.casefold() for character in short if character.isalnum()]
    words = [found for found in _INITIAL.finditer(text, start, end) if found[0].casefold() not in _FUNCTION]
    last = words[-len(letters) :]
    return last[0].start() if [found[0][0].casefold() for found in last] == letters else None


def _aligned(text: str, start: int, end: int, short: str) -> int | None:
    """Match the short form's letters from the right; the first must begin a word. Return where the long form starts."""
    position = end - 1
    for index in range(len(short) - 1, -1, -1):
        letter = short[index].casefold()
        if not letter.isalnum():
            continue
        while position >= start and (
            text[position].casefold() != letter or (index == 0 and position > start and text[position - 1].isalnum())
        ):
            position -= 1
        if position < start:
            return None
        position -= 1
    position += 1
    while position > start and not text[position - 1].isspace():
        position -= 1  # take the whole hyphenated word
    return position


def _is_long_form(long: str, short: str) -> bool:
    """Longer than the short form, no more words than its letters allow, and not the short form itself."""
    words = long.split()
    letters = sum(character.isalnum() for character in short)
    return len(long) > len(short) + 1 and len(words) <= min(letters + 5, letters * 2) and short not in words


def _short_before(text: str, start: int, bracket: re.Match[str], long: str) -> Abbreviation | None:
    """ "SHORT (long form)": the word before the bracket against the words inside."""
    before = text[start : bracket.start()].split()
    if not before or not is_short_form(before[-1]) or len(long) <= len(before[-1]) + 2 or before[-1] in long.split():
        return None
    at = bracket.start() + 1 + bracket[1].find(long)
    if _aligned(long, 0, len(long), before[-1]) != 0:
        return None
    return Abbreviation(before[-1], long, at, at + len(long), text.rfind(before[-1], start, bracket.start()))
