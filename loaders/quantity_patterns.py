"""How each form of number is written: patterns tried in order at a number, and what they read.

Every value is exact (Decimal) until the quantity is made, so that 0.03 per million is 3e-08 and not a neighbor of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from loaders.numbers import FRACTION, NUMBER, value_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A number's form (share, rate, ratio, time, age, dose, year, count), span, bounds and unit; `certain`: cannot be a name."""

    form: str
    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    unit: str = "1"
    approximate: bool = False
    per_time: str | None = None
    of_span: tuple[int, int] | None = None
    certain: bool = True


Reader = Callable[["re.Match[str]"], Reading | None]

POPULATION: Final = (
    r"patients?|cases?|individuals?|people|persons?|children|child|infants?|newborns?|neonates?|babies|boys|girls|men|"
    r"women|(?:fe)?males?|"
    r"adults?|adolescents|families|carriers|relatives|siblings|offspring|pregnancies|births?|deaths|tumou?rs|cancers|"
    r"survivors|subjects|"
    r"parents|populations?|inhabitants|instances|episodes|attacks|mutations|probands|students|americans|kindreds|pedigrees|reports|"
    r"person-years|twins"
)
"""Nouns that a share, a rate or a count is of."""

_TO: Final = r"\s*(?:to|-|–|—|−|or|and|through)\s*"
_PERCENT: Final = r"(?:\s?%|[\s-]per\s?cent(?:age)?\b)"
_TIME_UNIT: Final = r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|yrs?|hrs?|mins?)\b"
_OF: Final = rf"(?:\s+(?:of\s+(?:the\s+)?)?(?P<of>(?:(?:live|new|affected|reported)[\s-]+)?(?:{POPULATION}|borns?))\b)?"
_SCALE: Final = (
    r"(?:(?:a|one)\s+)?(?:million|hundred thousand|thousand)|\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d{3,}|"
    r"\d+\s(?:million|thousand)|ten thousand"
)
_COUNTED_GAP: Final = (
    r"(?:(?!(?:of|in|and|or|with|to|for|from|on|at|by|the|a|an|who|that|than|times|years?|months?|weeks?|days?|types?|"
    r"percent|is|are|was|were|"
    r"have|has|had|per|out)\b)[^\W\d_][\w-]*\s+){0,3}?"
)
_HUNDREDTH: Final = Decimal(1) / 100
_MONTHS: Final = {"month": Decimal(1), "year": Decimal(12), "decade": Decimal(120)}
_DAYS: Final = {"hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7)}
_UNIT_NAMES: Final = {"yr": "year", "hr": "hour", "min": "minute"}
_PLURALS: Final = {
    "people": "person", "children": "child", "families": "family", "men": "man", "women": "woman", "babies": "baby",
    "pregnancies": "pregnancy",
}  # fmt: skip
_BETWEEN: Final = re.compile(r"\bbetween\s+(?:the\s+(?:ages\s+of\s+)?)?(?:about\s+|approximately\s+)?$", re.IGNORECASE)
_OF_COUNT: Final = re.compile(r"(?:\(|\bin )$")
_AND: Final = re.compile(r"(?i)\band\s+$")
_NO_SHARE_BEFORE: Final = re.compile(
    r"\b(?:first|second|other|latter|lower|upper|right|left|each|and|last|top|bottom|this|an?|one)\s+$", re.IGNORECASE
)
_SHARE_AFTER: Final = re.compile(
    r"\s+(?:of|to|or|as|the|patients|cases|people|individuals|children)\b|\s*(?:[.,;)]|$)|\s+(?:have|had|are|were|will|"
    r"develop|die|go)\b|\s+and\s+(?:an?|one|two)[\s-]\w+\s+of\b",
    re.IGNORECASE,
)


def _bounds(match: re.Match[str]) -> tuple[Decimal, Decimal, int] | None:
    """low, high and where the range starts ("between 3 and 5" starts at "between"); None where two numbers are no range."""
    low = value_of(match["a"])
    if match["b"] is None:
        return low, low, match.start()
    high, start = value_of(match["b"]), match.start()
    if re.search(r"\band\b", match.string[match.end("a") : match.start("b")], re.IGNORECASE):
        between = _BETWEEN.search(match.string, max(0, start - 40), start)
        if between is None:
            return None
        start = between.start()
    return (low, high, start) if low <= high else None


def _read(
    form: str, match: re.Match[str], scale: Decimal = Decimal(1), unit: str = "1", certain: bool = True
) -> Reading | None:
    bounds = _bounds(match)
    if bounds is None:
        return None
    low, high, start = bounds
    return Reading(form, start, match.end(), low * scale, high * scale, unit, certain=certain)


def _share(match: re.Match[str]) -> Reading | None:
    return _read("share", match, _HUNDREDTH)


def _fraction(match: re.Match[str]) -> Reading | None:
    before = max(0, match.start() - 12)
    with_article = match["a"].lower().startswith(("a ", "an "))  # "a third and a fifth of patients"
    if _NO_SHARE_BEFORE.search(match.string, before, match.start()) and not (
        with_article and _AND.search(match.string, before, match.start())
    ):
        return None
    if match["a"].lower().startswith("a") and match["b"] is None and not _SHARE_AFTER.match(match.string, match.end()):
        return None
    return _read("share", match)


def _of_span(match: re.Match[str]) -> tuple[int, int] | None:
    return match.span("of") if match["of"] else None


def _one_in(match: re.Match[str]) -> Reading | None:
    """ "1 in 50,000 live births", "1:100 000", "1 in 20,000 to 1 in 40,000", "3 of 10 patients": small ones are shares."""
    count, low_of = value_of(match["a"]), value_of(match["b"])
    high_of = value_of(match["c"]) if match["c"] else low_of
    if not 0 < count <= low_of or high_of < count or (match["noun"] and 1500 <= low_of <= 2100):
        return None
    if ":" in match.string[match.end("a") : match.start("b")] and count != 1:
        return None  # 6:1048-52 is a volume and pages
    if match["slash"] and low_of < 500 and not match["of"] and not _OF_COUNT.search(match.string, 0, match.start()):
        return None
    low, high = sorted((count / high_of, count / low_of))
    form = "rate" if min(low_of, high_of) >= 500 else "share"
    return Reading(form, match.start(), match.end(), low, high, of_span=_of_span(match))


def _per(match: re.Match[str]) -> Reading | None:
    """ "0.03 to 0.18 cases per million", "2-3/100,000 per year", "1-9 / 1 000 000"."""
    words = match["scale"].lower()
    scale = value_of(words if words[0].isdigit() or words.startswith(("a ", "one ", "ten ")) else f"one {words}")
    if scale < 100:
        return None
    reading = _read("rate", match, Decimal(1))
    if reading is None or reading.low is None or reading.high is None:
        return None
    per_time = "year" if match["year"] else None
    return Reading(
        "rate",
        reading.start,
        match.end(),
        reading.low / scale,
        reading.high / scale,
        per_time=per_time,
        of_span=_of_span(match),
    )


def _ratio(match: re.Match[str]) -> Reading | None:
    first, second = value_of(match["a"]), value_of(match["b"])
    if not 0 < second <= 100 or first > 100:
        return None  # 86:673 is a volume and a page
    return Reading("ratio", match.start(), match.end(), first / second, first / second, "ratio")


def _times(match: re.Match[str]) -> Reading | None:
    """ "twice as many", "3 times more common", "10-fold"."""
    return _read("ratio", match, unit="ratio")


def _unit(words: str) -> str:
    name = words.lower().removesuffix("s")
    return _UNIT_NAMES.get(name, name)


def _time(match: re.Match[str]) -> Reading | None:
    return _read("time", match, unit=_unit(match["unit"]), certain=False)


def _mixed_time(match: re.Match[str]) -> Reading | None:
    """ "6 months to 3 years": both ends in the smaller unit; 12 months a year, 7 days a week."""
    low, high = value_of(match["a"]), value_of(match["b"])
    first, second = _unit(match["unit"]), _unit(match["unit2"])
    for table in (_MONTHS, _DAYS):
        if first in table and second in table:
            smaller = min(first, second, key=table.__getitem__)
            low, high = low * table[first] / table[smaller], high * table[second] / table[smaller]
            return Reading("time", match.start(), match.end(), low, high, smaller) if low <= high else None
    return None


def _mixed_age(match: re.Match[str]) -> Reading | None:
    """ "ages of 6 months and 3 years"."""
    reading = _mixed_time(match)
    return None if reading is None else replace(reading, form="age")


def _age(match: re.Match[str]) -> Reading | None:
    reading = _read("age", match, unit=_unit(match["unit"] or "year"))
    return None if reading is None or (reading.high or 0) > 120 else reading


def _first_of_life(match: re.Match[str]) -> Reading | None:
    """ "the first two years of life": from birth; "the first few months of life" has no upper number."""
    unit = _unit(match["unit"])
    if match["few"]:
        return Reading("age", match.start(), match.end(), Decimal(0), None, unit, approximate=True)
    return Reading("age", match.start(), match.end(), Decimal(0), value_of(match["a"]) if match["a"] else Decimal(1), unit)


def _decades(match: re.Match[str]) -> Reading | None:
    """ "in their 40s and 50s": 40 to 59 years of age; "the 1960s": those years."""
    low = Decimal(match["a"])
    high = Decimal(match["b"]) if match["b"] else low
    if high < low or (high > 90 and high < 1500):
        return None
    form = "year" if low >= 1500 else "age"
    return Reading(form, match.start(), match.end(), low, high + 9, "year", approximate=True)


def _dose(match: re.Match[str]) -> Reading | None:
    unit = re.sub(r"\s?per\s?", "/", match["unit"])
    return _read("dose", match, unit=re.sub(r"\s+", "", unit))


def _doses_a_time(match: re.Match[str]) -> Reading | None:
    value = value_of(re.sub(r"\s+times$", "", match["a"].lower()))
    unit = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
    per = match["per"].lower().split()[-1]
    return Reading("dose", match.start(), match.end(), value, value, f"1/{unit.get(per, per)}")


def _year(match: re.Match[str]) -> Reading | None:
    return _read("year", match, unit="year")


def _count(match: re.Match[str]) -> Reading | None:
    noun = match["noun"].lower()
    if re.fullmatch(r"(?:19|20)\d\d", match["a"]) and match["b"] is None and not noun.endswith(("s", "people", "men")):
        return None  # "the 2010 case definition"
    return _read("count", match, unit=_PLURALS.get(noun, noun.removesuffix("s")), certain=False)


_ONE: Final = rf"(?P<a>{NUMBER})"
_RANGE: Final = rf"{_ONE}(?:{_TO}(?P<b>{NUMBER}))?"
_YEAR: Final = r"(?:1[5-9]\d\d|20\d\d)"
_IN: Final = (
    rf"(?:in\s+(?:every\s+|about\s+)?|out\s+of\s+(?:every\s+|about\s+)?|(?<=\d\s)of\s+(?=\d{{1,4}}\s*(?:[.,;)]|$))|of\s+(?:the\s+|our\s+)?(?=[\w,]+\s+(?:examined|tested|studied)\b|[\w,]+\s+(?:affected\s+|"
    rf"reported\s+)?(?:{POPULATION}))|"
    r":\s?(?=\d{3}|\d{1,3}[, ]\d{3})|(?P<slash>/)(?=\d))"
)
_DOSE_UNIT: Final = (
    r"(?P<unit>(?:mg|mcg|µg|μg|ug|g|iu|units?|ml|meq|mmol|gy)(?:\s?(?:/|per)\s?(?:kg|m2|m²|l|dl|ml|day|"
    r"d|h|hr|hour|dose|min)\b)*)(?!\w)"
)
_WRITTEN: Final[tuple[tuple[str, Reader], ...]] = (
    (rf"{_ONE}(?:{_PERCENT})?{_TO}(?P<b>{NUMBER}){_PERCENT}", _share),
    (rf"{_ONE}{_PERCENT}(?P<b>(?!))?", _share),
    (rf"{_RANGE}(?:\s+(?:new\s+)?(?:affected\s+)?(?:{POPULATION}))?\s*(?:per|/|(?:in|for)\s+(?:every|each)|out\s+of\s+every|"
     rf"in(?=\s+(?:(?:a|one)\s+)?million))\s*(?P<scale>{_SCALE})"
     rf"{_OF}(?P<year>\s*(?:per|/|each|every|a)\s*(?:year|annum))?", _per),
    (rf"{_ONE}{_TO}(?P<b>{NUMBER})\s+in\s+(?P<scale>\d{{1,3}}(?:[, ]\d{{3}})+){_OF}(?P<year>\s*(?:per|each|every|"
     rf"a)\s*year)?", _per),
    (rf"(?P<a>once|{NUMBER})(?P<noun>\s+(?:{POPULATION}))?\s*{_IN}\s*(?P<b>{NUMBER})"
     rf"(?:{_TO}(?:(?:1|one)\s*(?:in|:|/|out of)\s*)?(?P<c>{NUMBER}))?"
     rf"(?!\s*(?:%|{_TIME_UNIT})){_OF}", _one_in),
    (rf"(?P<a>{FRACTION}){_TO}(?P<b>{FRACTION})", _fraction),
    (rf"(?P<a>{FRACTION})(?P<b>(?!))?", _fraction),
    (r"(?P<a>twice|thrice)(?P<b>(?!))?\s+(?:as\s+(?:many|much|common|often|likely|high|frequent|frequently|commonly|"
     r"great)|the)\b", _times),
    (rf"{_RANGE}(?:[\s-]?fold\b|[\s-]times\s+(?:more|less|as|higher|lower|greater|the|larger)(?:\s+(?:common|often|"
     rf"likely|frequent(?:ly)?|many|high))?\b)",
     _times),
    (rf"{_ONE}\s?(?::|(?<=\d)\sto(?=\s1\b))\s?(?P<b>{NUMBER})(?!\s*(?:%|{_TIME_UNIT}))", _ratio),
    (rf"{_ONE}[\s-]*(?P<unit>{_TIME_UNIT}){_TO}(?P<b>{NUMBER})[\s-]*(?P<unit2>{_TIME_UNIT})(?:[\s-](?:old|of\s+(?:age|"
     rf"life)))?", _mixed_time),
    (rf"{_RANGE}[\s-]*(?P<unit>{_TIME_UNIT})(?:[\s-](?:old|of\s+(?:age|life)))?", _time),
    (rf"age[ds]?\s+(?:of\s+|from\s+|between\s+)?{_ONE}[\s-]*(?P<unit>{_TIME_UNIT}){_TO}(?P<b>{NUMBER})\s*(?P<unit2>{_TIME_UNIT})",
     _mixed_age),
    (rf"age[ds]?\s+(?:of\s+|from\s+|between\s+)?(?:onset\s+)?(?:about\s+|approximately\s+|"
     rf"around\s+)?{_RANGE}(?:\s+(?P<unit>{_TIME_UNIT}))?(?!\s*%)", _age),
    (rf"(?:the\s+)?first\s+(?:(?P<few>few|several)\s+|"
     rf"(?P<a>{NUMBER})\s+)?(?P<unit>{_TIME_UNIT})(?:\s+(?:or\s+two\s+)?of\s+life\b)", _first_of_life),
    (r"(?P<a>[1-9]0|1[5-9]\d0|20\d0)['’]?s(?:\s+(?:to|and|or|through)\s+(?:early\s+|late\s+)?(?P<b>[1-9]0|1[5-9]\d0|"
     r"20\d0)['’]?s)?\b", _decades),
    (rf"{_RANGE}\s?{_DOSE_UNIT}", _dose),
    (rf"(?P<a>once|twice|thrice|{NUMBER}\s+times)\s(?P<per>daily|weekly|monthly|yearly|annually|(?:a|per|each)\s(?:day|"
     rf"week|month|year))\b", _doses_a_time),
    (rf"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\bduring\s)|(?<=\bbetween\s)|"
     rf"(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\())"
     rf"(?P<a>{_YEAR})(?:\s*(?:to|-|–|and)\s*(?P<b>{_YEAR}))?(?![\d,%])(?!\s*(?:patients|cases|people|individuals))", _year),
    (rf"{_RANGE}\s+{_COUNTED_GAP}(?P<noun>{POPULATION})\b", _count),
)  # fmt: skip
PATTERNS: Final = tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in _WRITTEN)
"""(pattern to match at a number, reader), tried in order."""
