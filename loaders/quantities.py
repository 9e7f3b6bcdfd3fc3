"""Typed numbers of a sentence: shares, rates, ratios, ages, durations, doses, years and counts, each with its own characters.

Place in the flow: sentence -> quantities (with the words and the denominator around them) -> relations attach them to statements.
A quantity's `verbatim` reads back alone to the same low, high, unit and approximate; words that merely stand nearby
("annual", "incidence", "relapse") decide only its kind and time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from graph.model import Quantity
from loaders.numbers import NUMBER_LIKE, NUMBER_WORDS, reason_not_quantity
from loaders.quantity_kinds import kind_of_duration, kind_of_share, rate_kind, rate_time
from loaders.quantity_patterns import PATTERNS, POPULATION, Reading
from loaders.rules.starts import compiled

_COUNTED: Final = compiled(r"(\d+)/(\d+)", re.ASCII)
_BOUND: Final = compiled(
    r"(?<![\w-])(?P<lead>(?:(?:in|from|of|at|to|by|the|for|with|has|have)\s+)?)(?P<words>(?:(?P<approx>about|"
    r"approximately|approx\.?|around|roughly|nearly|"
    r"almost|estimated(?: to be| at| as| to occur in| to affect)?|an estimated|circa|ca\.?|~|≈|close to|on average|"
    r"an average of|averaging|an average|average|some(?=\s+\d)|perhaps|on the order of)|"
    r"(?P<upper>up to|as many as|as high as|as much as|less than|fewer than|lower than|younger than|no more than|"
    r"not more than|at most|within|"
    r"a maximum of|<|≤|&lt;)|"
    r"(?P<lower>at least|more than|older than|greater than|higher than|over|exceeding|in excess of|no fewer than|"
    r"no less than|not less than|"
    r"a minimum of|well over|beyond|>|≥|&gt;))\s*)+$",
    re.IGNORECASE,
)
_AGE_BOUND: Final = compiled(
    r"\b(?:(?P<upper>before|by|until|under|below|up to|younger than|prior to|less than)|(?P<lower>after|over|above|"
    r"beyond|older than|from))"
    r"\s+(?:the\s+)?(?P<approx>(?:about|approximately|around)\s+)?$",
    re.IGNORECASE,
)
_AFTER: Final = compiled(
    r"\s+(?P<approx>on average|or so|approximately)\b|\s+(?:or|and)\s+(?P<lower>more|older|over|above|greater|higher)\b|"
    r"\s+(?:or|and)\s+(?P<upper>less|fewer|younger|under|below|lower)\b",
    re.IGNORECASE,
)
_CLAUSE_END: Final = compiled(r"[;:]|[.!?](?=\s)|,\s+(?:but|while|whereas|although)\b|\b(?:but|while|whereas)\b", re.IGNORECASE)
_OF: Final = compiled(
    rf"\s+(?:of|among|in)\s+(?:the\s+|all\s+|these\s+|those\s+|their\s+|its\s+|such\s+|our\s+|his\s+|her\s+)*"
    rf"(?P<of>(?:(?!(?:with|of|in|who|the)\b)[^\W\d_][\w’'-]*\s+){{0,4}}?(?:{POPULATION})\b"
    r"(?:\s+(?:with|who\s+have|having|affected\s+(?:with|by)|suffering\s+from|diagnosed\s+with|"
    r"carrying)\s+(?P<rest>[^,;:.()\n]{1,60}))?)",
    re.IGNORECASE,
)
_DIRECT: Final = compiled(
    rf"\s+(?:the\s+|all\s+|these\s+)?(?P<of>(?:affected\s+|reported\s+|known\s+)?(?:{POPULATION}))\b", re.IGNORECASE
)
_PLAIN_OF: Final = compiled(
    r"\s+of\s+(?:the\s+|all\s+|these\s+|those\s+|its\s+|their\s+|a\s+|an\s+)*(?P<of>(?:(?:[A-Z]\.)+|"
    r"[^\W\d_][\w’'-]*)(?:\s+(?!(?:the|an?|his|her|of)\b)[^\W\d_][\w’'-]*){0,2})",
    re.IGNORECASE,
)
_STOP: Final = compiled(
    r"\s+(?:will|would|may|might|can|could|should|must|do|does|did|has|have|had|is|are|was|were|also|usually|often|"
    r"rarely|sometimes|"
    r"and|or|in|at|by|on|from|that|who|which|when|where|but|to|as|than|with|for|without|before|after|because|during|"
    r"develops?|developed|presents?|presented|shows?|showed|experiences?|relapses?|relapsed|dies?|died|survives?|"
    r"survived|responds?|"
    r"responded|requires?|required|needs?|needed|exhibits?|becomes?|became|recovers?|recovered|carry|carries|reports?|reported|"
    r"occurs?|occurred|suffers?|improves?|improved|affected|there|it|they|he|she)\b",
    re.IGNORECASE,
)
_PREPOSITION: Final = compiled(r"\b(?:in|among|for|of|with)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_DIGITS: Final = frozenset("0123456789")
_WORDS: Final = compiled(r"[a-z]+")
_TRIGGER: Final = compiled(
    rf"(?:{NUMBER_LIKE.pattern})|\ban?\s+(?=hundred|thousand|million|half|third|quarter|fifth|tenth)|"
    rf"(?:\bthe\s+)?\bfirst\b|\bage[ds]?\b(?=\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity with the words around it: `words` is the verbatim frequency phrase ("In 50% of patients") at `[start, end)`.

    `of`: the denominator's words at `of_span`, None where the text leaves it open. `leading`: "in", "for" ... right before.
    `form`: how the number is written (share, rate, ratio, time, age, dose, year, count); `kind` says what it measures.
    """

    quantity: Quantity
    words: str
    start: int
    end: int
    of: str | None = None
    of_span: tuple[int, int] | None = None
    leading: str | None = None
    form: str = "share"

    @property
    def is_share(self) -> bool:
        """True for a share of patients or cases, not a rate per population: what can be the frequency of a finding."""
        return self.form == "share"


def quantities_in(text: str, start: int = 0, end: int | None = None) -> tuple[FoundQuantity, ...]:
    """Quantities of `text[start:end]` (best: one sentence), in order, not overlapping; spans are those of `text`.

    Linear in the length. Numbers inside names, lists, dates and references are none (`numbers.reason_not_quantity`).
    """
    end = len(text) if end is None else end
    if not _may_hold_numbers(text[start:end]):
        return ()
    readings = tuple(_readings(text, start, end))
    found = []
    for index, reading in enumerate(readings):
        left = readings[index - 1].end if index else start
        right = readings[index + 1].start if index + 1 < len(readings) else end
        found.append(_finish(text, reading, max(left, reading.start - 200), min(right, reading.end + 200), (start, end)))
    return tuple(found)


def _may_hold_numbers(text: str) -> bool:
    """A quick no for the many sentences without digits and number words."""
    return not _DIGITS.isdisjoint(text) or not NUMBER_WORDS.isdisjoint(_WORDS.findall(text.lower()))


def read_quantity(verbatim: str, kind: str | None = None) -> Quantity | None:
    """The one quantity that `verbatim` alone spells, None where it spells none or something stays unread around it."""
    if kind == "proportion" and (counted := _COUNTED.fullmatch(verbatim)):
        return _counted_share(verbatim, int(counted[1]), int(counted[2]))
    readings = tuple(_readings(verbatim, 0, len(verbatim)))
    whole = [r for r in readings if r.start == 0 and r.end == len(verbatim)]
    if not whole and kind == "year":
        # A bare year is one only after "in", "since" ...; its kind says that such a word stood there.
        whole = [r for r in _readings(f"in {verbatim}", 0, len(verbatim) + 3) if r.start == 3 and r.end == len(verbatim) + 3]
    if not whole:
        return None
    reading = replace(whole[0], start=0, end=len(verbatim))
    return _finish(verbatim, reading, 0, len(verbatim), (0, len(verbatim))).quantity


def _counted_share(verbatim: str, having: int, seen: int) -> Quantity | None:
    """So many of so many seen, as tables of cases have it ("3/12"); None where more have it than were seen, or none was."""
    if not 0 <= having <= seen or not seen:
        return None
    return Quantity("proportion", having / seen, having / seen, "1", verbatim, 0, len(verbatim))


def _readings(text: str, start: int, end: int) -> Iterator[Reading]:
    position = start
    while match := _TRIGGER.search(text, position, end):
        reading = _read_at(text, match.start(), start, end)
        if reading is None:
            position = match.end()
            continue
        yield reading
        position = max(reading.end, match.end())


def _read_at(text: str, at: int, start: int, end: int) -> Reading | None:
    for pattern, read in PATTERNS:
        match = pattern.match(text, at, end)
        if match is None:
            continue
        reading = read(match)
        if reading is None:
            continue
        if not reading.certain and reason_not_quantity(text, at, _number_end(text, at, end)) is not None:
            return None
        return _with_bounds(text, reading, start, end)
    return None


def _number_end(text: str, at: int, end: int) -> int:
    match = NUMBER_LIKE.match(text, at, end)
    return match.end() if match else at + 1


def _with_bounds(text: str, reading: Reading, start: int, end: int) -> Reading:
    """Widen a reading by "about", "up to", "at least", "before", "on average" right beside it."""
    first, last = reading.start, reading.end
    low, high, approximate = reading.low, reading.high, reading.approximate
    window = max(start, first - 60)
    is_age = reading.form == "age" or (
        reading.form == "time" and re.search(r"\b(?:old|age|life)$", text[first:last], re.IGNORECASE)
    )
    before = _BOUND.search(text[window:first])
    if before is None and is_age:
        before = _AGE_BOUND.search(text[window:first])
    if before and low != high and (before["lower"] == "over" or "words" not in before.groupdict()):
        before = None  # "over 5 to 20 years" says during, "by age 20 to 35" a range
    if before:
        first = window + (before.start("words") if "words" in before.groupdict() else before.start())
        approximate = approximate or before["approx"] is not None
        low, high = (None if before["upper"] else low), (None if before["lower"] else high)
    if after := _AFTER.match(text, last, end):
        last = after.end()
        approximate = approximate or after["approx"] is not None
        low, high = (None if after["upper"] else low), (None if after["lower"] else high)
    return replace(reading, start=first, end=last, low=low, high=high, approximate=approximate)


def _finish(text: str, reading: Reading, left: int, right: int, limits: tuple[int, int]) -> FoundQuantity:
    before, after = text[left : reading.start], text[reading.end : right]
    boundaries = list(_CLAUSE_END.finditer(before))
    if boundaries:
        before = before[boundaries[-1].end() :]
    if boundary := _CLAUSE_END.search(after):
        after = after[: boundary.start()]
    kind, per_time = _kind(text, reading, before, after, limits)
    of_span = reading.of_span or (_denominator(text, reading.end, right) if reading.form in ("share", "rate") else None)
    of = text[slice(*of_span)] if of_span else None
    quantity = Quantity(
        kind, _float(reading.low), _float(reading.high), reading.unit, text[reading.start : reading.end], reading.start, reading.end,
        denominator=of, per_time=per_time, approximate=reading.approximate,
    )  # fmt: skip
    words_start, words_end, leading = _words(text, reading, of_span, limits)
    return FoundQuantity(quantity, text[words_start:words_end], words_start, words_end, of, of_span, leading, reading.form)


def _kind(text: str, reading: Reading, before: str, after: str, limits: tuple[int, int]) -> tuple[str, str | None]:
    if reading.form == "share":
        return kind_of_share(before, after), None
    if reading.form == "rate":
        said_before = text[max(limits[0], reading.start - 300) : reading.start]
        said_after = text[reading.start : min(limits[1], reading.end + 120)]
        kind = rate_kind(said_before, said_after)
        return kind, reading.per_time or rate_time(kind, before, said_after)
    if reading.form == "time":
        return kind_of_duration(before, text[reading.start : reading.end], after), None
    return reading.form, reading.per_time


def _denominator(text: str, at: int, right: int) -> tuple[int, int] | None:
    """The span of what the share is of: a population with its "with ..." where the text says so, else the noun after "of"."""
    limit = min(len(text), max(right, at) if right > at else at)
    match = _OF.match(text, at, limit)
    if match is None and (direct := _DIRECT.match(text, at, limit)) and direct["of"].islower():
        match = direct
    if match is None:
        match = _PLAIN_OF.match(text, at, limit)
        if match is None:
            return None
        if match["of"].lower() in ("it", "them", "this", "that", "which", "whom", "these", "those"):
            return None
        return _cut(text, match.start("of"), match.end("of"))
    if "rest" in match.groupdict() and match["rest"]:
        stop = _STOP.search(text, match.start("rest"), match.end("rest"))
        return match.start("of"), stop.start() if stop else match.end("rest")
    return match.span("of")


def _cut(text: str, start: int, end: int) -> tuple[int, int] | None:
    stop = _STOP.search(" " + text[start:end])
    if stop is None:
        return start, end
    cut = start + stop.start() - 1
    return (start, cut) if cut > start else None


def _words(
    text: str, reading: Reading, of_span: tuple[int, int] | None, limits: tuple[int, int]
) -> tuple[int, int, str | None]:
    """The frequency phrase: preposition, number and the head of its denominator, without the denominator's own numbers."""
    first, last = reading.start, reading.end
    leading = None
    if before := _PREPOSITION.search(text, max(limits[0], first - 8), first):
        leading = before.group().split()[0].lower()
        if leading in ("in", "among", "for"):
            first = before.start()
    if of_span and of_span[0] - last < 16:
        head = re.match(rf".{{0,40}}?\b(?:{POPULATION})\b", text[of_span[0] : of_span[1]], re.IGNORECASE)
        tail = of_span[0] + head.end() if head else of_span[1]
        if tail > last and not re.search(r"\d", text[last:tail]):
            last = tail
    return first, last, leading


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
