"""Numbers as written: digits, number words, fractions; and which numbers are names, list marks or dates, not quantities.

Place in the flow: `quantities` gives these numbers a kind and a unit, `verification` explains those that nothing uses.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES: Final = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SMALL: Final = {
    **{word: value for value, word in enumerate(_UNITS)},
    **{word: 10 * (index + 2) for index, word in enumerate(_TENS)},
    "dozen": 12,
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
    rf"(?<![^\W\d_])(?:{DIGITS}|(?:{_WORD}|half|thirds?|quarters?|twice|thrice|once|hundreds?|thousands?|millions?)(?![a-z]))",
    re.IGNORECASE,
)
"""Every digit run and number word of a text: what a reader would call a number."""


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


_MONTHS = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
_NAMING = (
    "chromosomes?|exons?|introns?|codons?|types?|groups?|grades?|stages?|class(?:es)?|phases?|factors?|complex(?:es)?|vitamins?|"
    "interleukins?|trisomy|monosomy|isoforms?|subtypes?|proteins?|receptors?|grade|figures?|fig\\.?|tables?|chapters?|parts?|steps?|"
    "levels?|bands?|regions?|positions?|loci|locus|domains?|channels?|no\\.|numbers?|omim|mim|pmid|orpha|icd|pages?|pp?\\.|"
    "grades|nerves?|cranial nerves?|families|hpv|herpesvirus|virus|coronavirus|t|l|c|s"
)
# Each: a reason, what must stand just before the number, what must follow. First that fits wins.
_REASONS: Final = tuple(
    (reason, re.compile(rf"(?:{before})$", re.IGNORECASE), re.compile(after, re.IGNORECASE))
    for reason, before, after in (
        ("list number", r"(?:^|\n)[ \t]*\(?", r"[.):](?=[ \t])(?!\d)"),
        ("reference", r"(?:\bdoi:?\s?\S*|https?://\S*|www\.\S*|\bpmid:?\s?|\bisbn[-\d: ]*)", r""),
        ("reference", r"(?:[;:]|\bvol\.?\s|\bpp?\.\s?)\s?(?:\d+\s?[(:–-]\s?)*", r"(?:\s?\(\d+\))?\s?[:–-]\s?\d|\b"),
        ("reference", r"\[(?:\d+[,–-]\s?)*", r"(?:[,–-]\s?\d+)*\]"),
        ("date", rf"\b(?:{_MONTHS})\.?\s(?:\d{{1,2}},?\s)?", r""),
        ("date", r"", rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTHS})\b"),
        ("date", r"\b\d{1,4}[-/.]\d{1,2}[-/.]|\b\d{1,4}[-/.]", r"[-/.]\d{1,4}\b"),
        ("chromosome name", r"\bchromosomes?\s(?:\d+\s?(?:,|and|or)\s?)*(?:pairs?\s)?", r""),
        ("chromosome name", r"\b(?:del|dup|inv|ins|t|r|idic)\(?", r"[pq;)]"),
        ("chromosome name", r"(?:^|[\s(,])-?", r"[pq](?:ter|\d|[-+.,;)\s]|$)"),
        ("chromosome name", r"", r",\s?(?:X|XX|XY|XXY|XYY)\b"),
        ("name", r"[^\W\d_]-?", r""),
        ("name", rf"\b(?:{_NAMING})[\s-]", r""),
        ("name", r"", r"[-–](?:[a-z]*(?:hydroxy|methyl|oxo|deoxy|keto)|alpha|beta|α|β|[a-z]{1,3}\b(?<!mg)(?<!to))"),
        ("ordinal", r"", r"(?:st|nd|rd|th)\b"),
        ("ordinal", r"\b(?:the|a|every)\s", r"(?<=third)(?!s)"),
        ("pronoun", r"", r"(?<=one)(?=\s(?:of|or|another|such|form|type|kind|cause|reason|is|can|may|must|should|has)\b|\b)"),
    )
)


def reason_not_quantity(text: str, start: int, end: int) -> str | None:
    """Why the number at `[start, end)` is a name, list mark, reference, date or ordinal; None where it may be a quantity."""
    before = text[max(0, start - 40) : start]
    after = text[end : end + 24]
    number = text[start:end].lower()
    for reason, leading, following in _REASONS:
        if reason in ("ordinal", "pronoun") and leading.pattern != "(?:)$" and number not in ("third", "thirds"):
            continue
        if reason == "pronoun" and number != "one":
            continue
        if reason in ("pronoun",) or (reason == "ordinal" and number == "third"):
            if leading.search(before):
                return reason
            continue
        if leading.search(before) and following.match(after):
            return reason
    return None
