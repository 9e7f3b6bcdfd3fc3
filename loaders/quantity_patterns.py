"""How each form of number is written: patterns tried in order at a number, and what they read.

Every value is exact (Decimal) until the quantity is made, so that 0.03 per million is 3e-08 and not a neighbor of it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
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


_TO: Final = r"\s*(?:to|-|–|—|−|or|and|through|up to)\s*"
_PERCENT: Final = r"(?:\s?%|[\s-]per\s?cent(?:age)?\b)"
_TIME: Final = r"(?P<unit>years?|months?|weeks?|days?|hours?|minutes?|decades?|yrs?|hrs?|mins?)\b"
_BIRTHS: Final = (
    r"(?P<of>(?:(?:live|new)[ -]?)?(?:births?|borns?)|newborns?|infants?|children|people|individuals?|persons?|population|inhabitants|"
    r"(?:fe)?males?|men|women|boys|girls|adults|americans|pregnancies|person-years|patients|cases|caucasians|europeans)\b"
)
_HUNDREDTH: Final = Decimal(1) / 100
_MONTHS: Final = {"month": 1, "year": 12, "decade": 120}
_DAYS: Final = {"hour": Decimal(1) / 24, "day": Decimal(1), "week": Decimal(7)}
_UNIT_NAMES: Final = {"yr": "year", "hr": "hour", "min": "minute"}


def _share(match: re.Match[str]) -> Reading | None:
    low = value_of(match["a"])
    high = value_of(match["b"]) if match["b"] else low
    if low > high:
        return None
    return Reading("share", match.start(), match.end(), low * _HUNDREDTH, high * _HUNDREDTH)


def _fraction(match: re.Match[str]) -> Reading | None:
    low = value_of(match["a"])
    high = value_of(match["b"]) if match["b"] else low
    return Reading("fraction", match.start(), match.end(), low, high)


def _of_span(match: re.Match[str]) -> tuple[int, int] | None:
    return match.span("of") if match["of"] else None


def _one_in(match: re.Match[str]) -> Reading | None:
    """ "1 in 50,000 live births", "1:100 000", "3 of 10 patients"; small ones are shares."""
    count, low_of = value_of(match["a"]), value_of(match["b"])
    high_of = value_of(match["c"]) if match["c"] else low_of
    if not 0 < count <= low_of or high_of < count:
        return None
    low, high = sorted((count / high_of, count / low_of))
    form = "rate" if min(low_of, high_of) >= 500 else "small_fraction"
    return Reading(form, match.start(), match.end(), low, high, of_span=_of_span(match))


def _per(match: re.Match[str]) -> Reading | None:
    """ "0.03 to 0.18 cases per million", "2-3/100,000 per year"."""
    scale = value_of(re.sub(r"^(?:a|one)\s+(?=million|hundred|thousand)", "1 ", match["scale"].lower())
                     if not match["scale"].lower().startswith(("million", "thousand", "hundred")) else "1 " + match["scale"])  # fmt: skip
    if scale < 100:
        return None
    low = value_of(match["a"])
    high = value_of(match["b"]) if match["b"] else low
    if low > high:
        return None
    per_time = "year" if match["year"] else None
    return Reading("rate", match.start(), match.end(), low / scale, high / scale, per_time=per_time, of_span=_of_span(match))


def _ratio(match: re.Match[str]) -> Reading | None:
    first, second = value_of(match["a"]), value_of(match["b"])
    if second == 0:
        return None
    return Reading("ratio", match.start(), match.end(), first / second, first / second, "ratio")


def _times(match: re.Match[str]) -> Reading | None:
    word = match["a"].lower()
    low = {"twice": Decimal(2), "thrice": Decimal(3), "double": Decimal(2)}.get(word) or value_of(word)
    high = value_of(match["b"]) if match["b"] else low
    return Reading("ratio", match.start(), match.end(), low, high, "ratio")


def _unit(words: str) -> str:
    name = words.lower().removesuffix("s")
    return _UNIT_NAMES.get(name, name)


def _time(match: re.Match[str]) -> Reading | None:
    low, unit = value_of(match["a"]), _unit(match["unit"])
    high = value_of(match["b"]) if match["b"] else low
    if low > high:
        return None
    return Reading("time", match.start(), match.end(), low, high, unit, certain=False)


def _mixed_time(match: re.Match[str]) -> Reading | None:
    """ "6 months to 3 years": both ends in the smaller unit; 12 months a year, 7 days a week."""
    low, high = value_of(match["a"]), value_of(match["b"])
    first, second = _unit(match["unit"]), _unit(match["unit2"])
    for table in (_MONTHS, _DAYS):
        if first in table and second in table:
            smaller = min(first, second, key=lambda name: table[name])
            low, high = low * table[first] / table[smaller], high * table[second] / table[smaller]
            return Reading("time", match.start(), match.end(), low, high, smaller) if low <= high else None
    return None


def _age(match: re.Match[str]) -> Reading | None:
    low = value_of(match["a"])
    high = value_of(match["b"]) if match["b"] else low
    if low > high or high > 120:
        return None
    return Reading("age", match.start(), match.end(), low, high, "year")


def _first_of_life(match: re.Match[str]) -> Reading | None:
    """ "the first two years of life": from birth; "the first few months of life" has no upper number."""
    unit = _unit(match["unit"])
    if match["few"]:
        return Reading("age", match.start(), match.end(), Decimal(0), None, unit, approximate=True)
    return Reading("age", match.start(), match.end(), Decimal(0), value_of(match["a"]) if match["a"] else Decimal(1), unit)


def _decades(match: re.Match[str]) -> Reading | None:
    low = Decimal(match["a"])
    high = Decimal(match["b"]) if match["b"] else low
    if low % 10 or high % 10 or high > 90:
        return None
    return Reading("age", match.start(), match.end(), low, high + 9, "year", approximate=True)


def _dose(match: re.Match[str]) -> Reading | None:
    low = value_of(match["a"])
    high = value_of(match["b"]) if match["b"] else low
    return Reading("dose", match.start(), match.end(), low, high, re.sub(r"\s+", "", match["unit"]).replace("perday", "/day"))


def _doses_a_time(match: re.Match[str]) -> Reading | None:
    word = match["a"].lower().removesuffix(" times")
    value = {"once": Decimal(1), "twice": Decimal(2), "thrice": Decimal(3)}.get(word) or value_of(word)
    unit = {"daily": "day", "weekly": "week", "monthly": "month", "yearly": "year", "annually": "year"}
    per = match["per"].lower().split()[-1]
    return Reading("dose", match.start(), match.end(), value, value, f"1/{unit.get(per, per)}")


def _year(match: re.Match[str]) -> Reading | None:
    value = Decimal(match["a"])
    high = Decimal(match["b"]) if match["b"] else value
    return Reading("year", match.start(), match.end(), value, high, "year") if high >= value else None


def _count(match: re.Match[str]) -> Reading | None:
    low = value_of(match["a"])
    high = value_of(match["b"]) if match["b"] else low
    if low > high:
        return None
    noun = match["noun"].lower()
    unit = {"people": "person", "children": "child", "families": "family", "men": "man", "women": "woman", "babies": "baby"}
    return Reading("count", match.start(), match.end(), low, high, unit.get(noun, noun.removesuffix("s")), certain=False)


_SCALE: Final = r"(?P<scale>(?:(?:a|one)\s+)?(?:million|hundred thousand|thousand)|\d{1,3}(?:[, \u00a0\u202f]\d{3})+|\d{3,}|\d+\smillion|10 thousand)"
_ANY: Final = rf"(?:{FRACTION}|{NUMBER})"
_COUNTED: Final = (
    r"patients?|cases?|individuals?|people|persons?|children|infants?|newborns|babies|boys|girls|men|women|males?|females?|adults?|"
    r"families|reports?|carriers|americans|subjects|probands|kindreds|pedigrees|mutations|births|deaths|genes|episodes"
)

_WRITTEN: Final[tuple[tuple[str, Callable[[re.Match[str]], Reading | None]], ...]] = (
    (rf"(?P<a>{NUMBER})(?:{_PERCENT})?{_TO}(?P<b>{NUMBER}){_PERCENT}", _share),
    (rf"(?P<a>{NUMBER}){_PERCENT}(?P<b>(?!))?", _share),
    (rf"(?P<a>{NUMBER})(?:{_TO}(?P<b>{NUMBER}))?(?:\s+(?:new\s+)?(?:cases?|births?|people|individuals|persons|patients|affected\s+\w+))?"
     rf"\s*(?:per|/|(?:in|for)\s+(?:every|each)|out\s+of\s+every|in(?=\s+(?:a|one)\s+million))\s*{_SCALE}"
     rf"(?:[\s-]+(?:of\s+the\s+)?{_BIRTHS})?(?P<year>\s*(?:per|/|each|every|a)\s*(?:year|annum))?", _per),
    (rf"(?P<a>{NUMBER})\s*(?:in\s+(?:every\s+)?|out\s+of\s+(?:every\s+)?|of\s+(?:the\s+|our\s+)?(?=\S+\s+(?:affected\s+|reported\s+)?{_BIRTHS.replace('?P<of>', '?:')})|"
     rf":\s?(?=\d{{3}}|\d{{1,3}}[, ]\d{{3}})|/(?=\d))\s*(?P<b>{NUMBER})(?:{_TO}(?:(?:1|one)\s*(?:in|:|/|out of)\s*)?(?P<c>{NUMBER}))?"
     rf"(?!\s*(?:%|years?\b|months?\b|weeks?\b|days?\b|hours?\b))(?:\s+(?:affected\s+|reported\s+)?{_BIRTHS})?", _one_in),
    (rf"(?P<a>{FRACTION}){_TO}(?P<b>{FRACTION})", _fraction),
    (rf"(?P<a>{FRACTION})(?P<b>(?!))?", _fraction),
    (rf"(?P<a>twice|thrice|double|{NUMBER})(?:{_TO}(?P<b>{NUMBER}))?(?:[\s-]?fold\b|(?<=twice)(?=\s+as\b)|(?<=thrice)(?=\s+as\b)|"
     r"(?<=double)(?=\s+the\b)|[\s-]times(?=\s+(?:(?:more|less|as|higher|lower|greater|the|larger)\b)))", _times),
    (rf"(?P<a>{NUMBER})\s?(?::|(?<=\d)\sto(?=\s1\b))\s?(?P<b>{NUMBER})(?!\s*(?:%|years?|months?|days?|weeks?))", _ratio),
    (rf"(?P<a>{NUMBER})[\s-]*{_TIME}{_TO}(?P<b>{NUMBER})[\s-]*{_TIME.replace('unit', 'unit2')}", _mixed_time),
    (rf"(?P<a>{NUMBER})(?:{_TO}(?P<b>{NUMBER}))?[\s-]*{_TIME}(?:[\s-](?:old|of\s+age))?", _time),
    (rf"(?:the\s+)?first\s+(?:(?P<few>few|several)\s+|(?P<a>{NUMBER})\s+)?{_TIME}(?:\s+(?:or\s+two\s+)?of\s+life\b)", _first_of_life),
    (r"(?P<a>[1-9]0)['’]?s(?:\s+(?:to|and|or|through)\s+(?:early\s+|late\s+)?(?P<b>[1-9]0)['’]?s)?\b", _decades),
    (rf"(?P<a>{NUMBER})(?:{_TO}(?P<b>{NUMBER}))?\s?(?P<unit>(?:mg|mcg|µg|μg|ug|g|IU|units?|mL|ml|mEq|mmol|Gy)"
     r"(?:\s?(?:/|per)\s?(?:kg|m2|m²|L|dL|ml|mL|day|d|h|hr|hour|dose|min))*(?:\s(?:per\s)day)?)(?![\w])", _dose),
    (rf"(?P<a>once|twice|thrice|{NUMBER}\stimes)\s(?P<per>daily|weekly|monthly|yearly|annually|(?:a|per|each)\s(?:day|week|month|year))\b", _doses_a_time),
    (r"(?<=\bages\s)(?P<a>\d{1,3})(?:\s*(?:to|-|–|and|through)\s*(?P<b>\d{1,3}))?(?!\s*%)", _age),
)  # fmt: skip


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_AGE_LEAD: Final = r"(?:(?<=\bage\s)|(?<=\bages\s)|(?<=\baged\s)|(?<=\bage\sof\s)|(?<=\bages\sof\s)|(?<=\bages\sbetween\s)|(?<=\bage\sbetween\s))"
PATTERNS: Final = (
    *((_compile(pattern), read) for pattern, read in _WRITTEN[:-1]),
    (_compile(rf"{_AGE_LEAD}(?P<a>{NUMBER})(?:\s*(?:to|-|–|and|through)\s*(?P<b>{NUMBER}))?(?!\s*%)"), _age),
    (_compile(r"(?:(?<=\bin\s)|(?<=\bsince\s)|(?<=\bby\s)|(?<=\bfrom\s)|(?<=\buntil\s)|(?<=\bduring\s)|(?<=\bbetween\s)|(?<=\bbefore\s)|(?<=\bafter\s)|(?<=\(\s?)|(?<=\())"
              r"(?P<a>1[5-9]\d\d|20\d\d)(?:\s*(?:to|-|–|and)\s*(?P<b>1[5-9]\d\d|20\d\d))?(?![\d,%])(?!\s*(?:patients|cases|people|individuals))".replace(r"|(?<=\(\s?)", "")), _year),
    (_compile(rf"(?P<a>{NUMBER})(?:{_TO}(?P<b>{NUMBER}))?\s+(?:[^\W\d_][\w-]*\s+){{0,3}}?(?P<noun>{_COUNTED})\b"), _count),
)  # fmt: skip
"""(pattern to match at a number, reader), tried in order."""
