"""Numbers as written: digits, number words, fractions; and which numbers are names, list marks or dates, not quantities.

Place in the flow: `quantities` gives these numbers a kind and a unit, `verification` explains those that nothing uses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_UNITS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SMALL: Final = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * (index + 2) for index, word in enumerate(_TENS)},
    "dozen": 12,
    "once": 1,
    "twice": 2,
    "thrice": 3,
}

DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?![\d,]*\d)|\d{1,3}(?:[ \u00a0\u202f]000)+(?!\d)|\d+)(?:\.\d+)?"
_WORD: Final = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS[1:10])}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))}|dozen)"
)
_SCALED: Final = rf"(?:[ -](?:{'|'.join(_SCALES)}))"
NUMBER: Final = rf"(?:{DIGITS}{_SCALED}?|{_WORD}{_SCALED}{{0,2}}|a{_SCALED})(?![a-z])"
FRACTION: Final = (
    r"(?:(?:(?:a|one)[- ])?half(?![- ]?(?:life|brother|sister|sibling|hour))"
    r"|(?:an?|one|two|three|four)[- ](?:third|quarter|fourth|fifth|sixth|eighth|tenth)s?)(?![a-z-])"
)
"""Fragments for case-insensitive patterns over code points; `FRACTION` has a numerator word, or is "half"."""

NUMBER_LIKE: Final = re.compile(
    rf"(?<![^\W_])(?:{DIGITS}|(?:{_WORD}|half|thirds?|quarters?|twice|thrice|once|hundreds?|thousands?|millions?)(?![a-z]))",
    re.IGNORECASE,
)
"""Every digit run and number word of a text: what a reader would call a number."""


NUMBER_WORDS: Final = frozenset((*_SMALL, *_SCALES, *_PARTS, *(f"{part}s" for part in (*_PARTS, *_SCALES)), "first", "double"))
"""Words without which, and without digits, a text holds no number."""


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number as written at `[start, end)`."""

    start: int
    end: int
    text: str


def number_tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[NumberToken]:
    """All digit runs and number words of `text[start:end]`, in order, not overlapping."""
    for match in NUMBER_LIKE.finditer(text, start, len(text) if end is None else end):
        yield NumberToken(match.start(), match.end(), match.group())


def value_of(words: str) -> Decimal:
    """The exact value of a number or fraction that `NUMBER` or `FRACTION` matched. ValueError for other words."""
    words = words.lower().strip()
    compact = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3})", "", words)
    total = Decimal(1)
    seen = False
    for part in re.split(r"[\s-]+", compact):
        if re.fullmatch(r"\d+(?:\.\d+)?", part):
            total, seen = Decimal(part), True
        elif part in ("a", "an"):
            seen = True
        elif part in _SMALL:
            small = Decimal(_SMALL[part])
            total, seen = (total + small if seen and total >= 20 and small < 10 else total * small), True
        elif part in _SCALES:
            total, seen = total * _SCALES[part], True
        elif part.removesuffix("s") in _PARTS or part == "half":
            total, seen = total / _PARTS[part.removesuffix("s")], True
        else:
            raise ValueError(f"not a number: {words!r}")
    if not seen:
        raise ValueError(f"not a number: {words!r}")
    return total


_MONTHS: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    "dec(?:ember)?"
)
_NAMING: Final = (
    r"exons?|introns?|codons?|types?|groups?|grades?|stages?|class(?:es)?|phases?|factors?|complex(?:es)?|vitamins?|interleukins?|"
    r"trisomy|monosomy|isoforms?|subtypes?|proteins?|receptors?|figures?|fig\.?|tables?|chapters?|parts?|steps?|levels?|bands?|"
    r"positions?|loci|locus|domains?|channels?|no\.|numbers?|omim|mim|orpha|icd|nerves?|hpv|virus|group|axis|figure|model|h"
)
_NUMBER_UNITS: Final = (
    r"year|month|week|day|hour|minute|second|fold|time|to\b|percent|per\b|point|yr|hr|mg|kg|g\b|ml|"
    r"cm|mm|patient|case|and\b|or\b"
)
_MEASURES: Final = (
    r"mm|cm|km|kg|lbs?|pounds?|inch(?:es)?|feet|foot|meters?|metres?|°|degrees?|mmhg|mm\s?hg|bpm|hz|db|kb|mb|kda?|bp|nm|"
    r"base\s+pairs?|amino\s+acids?|nucleotides?|beats|calories|kcal|cells|points?|liters?|litres?|ounces?|cups?|decibels?|diopters?"
)


def _rule(reason: str, before: str, after: str) -> tuple[str, re.Pattern[str], re.Pattern[str]]:
    return reason, re.compile(f"(?:{before})$", re.IGNORECASE), re.compile(after, re.IGNORECASE)


# Each: a reason, what must stand just before the digits, what must follow. The first that fits is the reason.
_DIGIT_REASONS: Final = (
    _rule("list number", r"(?:^|\n)[ \t]*\(?", r"[.)](?=\s|$)"),
    _rule("reference", r"(?:\bdoi:?\s?\S*|https?://\S*|www\.\S*|\bpmid:?\s?|\bisbn[-\d: ]*)", r""),
    _rule(
        "reference",
        r"(?:;\s?|\bvol\.?\s|\bpp?\.\s?|;\s?\d+\s?(?:\(\d+\))?\s?:\s?|\d:\s?\d+[-–])",
        r"(?:\s?\(\d+\))?\s?[:–-]\s?\d|(?=[.,;])",
    ),
    _rule("reference", r"\[(?:\d+\s?[,–-]\s?)*", r"(?:\s?[,–-]\s?\d+)*\]"),
    _rule("reference", r"(?:\bet al\.?|\b[^\W\d_]{3,}),?\s\(?", r"(?<=\d{4})[a-z]?\)"),
    _rule("reference", r"\bet al\.?,?\s\(?|\d\s?:\s?", r""),
    _rule("reference", r"", r"\s?;\s?\d+\s?[:(]"),
    _rule("date", rf"\b(?:{_MONTHS})\.?\s(?:\d{{1,2}},?\s)?", r""),
    _rule("date", r"", rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\b"),
    _rule("date", r"\b(?:\d{4}[-/.](?:\d{1,2}[-/.])?|\d{1,2}[/.]\d{1,2}[/.])", r""),
    _rule("date", r"", r"(?<=\d)[-/.]\d{1,2}[-/.]\d{1,4}\b"),
    _rule("date", r"\b(?:in|since|until|by|from|during|year)\s", r"(?<=[12]\d{3})(?!\d)"),
    _rule("chromosome name", r"\bchromosomes?\s(?:\d+\s?(?:,|and|or|to)\s?)*(?:pairs?\s)?", r""),
    _rule("chromosome name", r"\b(?:del|dup|inv|ins|t|r|idic|der)\s?\((?:\d+;)?", r""),
    _rule("chromosome name", r"", r"[pq](?:ter|\d|[-+.,;:)\s]|$)"),
    _rule("chromosome name", r"", r",\s?(?:X|Y)+\b"),
    _rule("name", r"[^\W\d_]-|#\s?|[^\W\d_]\d*[/.-]", r""),
    _rule("name", rf"\b(?:{_NAMING})[\s-](?:\d+\s?(?:,|and|or|to|-|–)\s?)*", r""),
    _rule("name", r"", rf"(?:,\d)*-(?!(?:{_NUMBER_UNITS}))[^\W\d_]"),
    _rule("name", r"", r"(?:α|β|alpha\b|beta\b)"),
    _rule("ordinal", r"", r"(?:st|nd|rd|th)\b"),
    _rule("measurement", r"", rf"\s?(?:(?:to|-|–)\s?\d[\d.]*\s?)?(?:{_MEASURES})(?![^\W\d_])"),
)
_WORD_REASONS: Final = (
    _rule("name", r"\b(?:type|factor|group|grade|stage|phase|class)\s", r""),
    _rule("ordinal", r"", r"(?<=third)(?!s)(?!\s+of\b)"),
    _rule("adverb", r"", r"(?<=once)(?!\s+(?:daily|weekly|a\b|per\b|every\b))"),
    _rule("pronoun", r"\b(?:no|any|every|some|each|this|that|the|which|another)[\s-]", r"(?<=\bone)"),
    _rule("pronoun", r"", r"(?<=\bone)(?=\s+(?:of|or|another|can|may|must|should|is|has|that|which|who)\b|\W*$)"),
)
_PHONE: Final = re.compile(r"(?<!\d)(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}(?!\d)|\b1-8\d\d-[\w-]{7,}")


def reason_not_quantity(text: str, start: int, end: int) -> str | None:
    """Why the number at `[start, end)` is a name, list mark, reference, date or ordinal; None where it may be a quantity."""
    before = text[max(0, start - 40) : start]
    after = text[start : end + 24]
    length = end - start
    rules = _DIGIT_REASONS if text[start].isdigit() else _WORD_REASONS
    for reason, leading, following in rules:
        if following.match(after, length) and leading.search(before):
            return reason
    window = max(0, start - 16)
    for phone in _PHONE.finditer(text, window, end + 16):
        if phone.start() <= start < phone.end():
            return "telephone number"
    return None
