"""What a number measures, told by the words of its clause: incidence or prevalence, response or recurrence, age or duration."""

import re
from typing import Final

_RISK: Final = re.compile(r"\b(?:risks?|chances?|likelihood|probability|odds|predispos\w+)\b", re.IGNORECASE)
_RECURRENCE: Final = re.compile(r"\b(?:recurs?|recurred|recurring|recurrences?|relaps\w*|re-?occur\w*)\b", re.IGNORECASE)
_RESPONSE: Final = re.compile(
    r"\b(?:improv\w+|respon(?:d|ds|ded|se|ses|sive)|remission\w*|effective|benefit\w*|recover\w*|cured?|success\w*|"
    r"relie(?:f|ved?))\b",
    re.IGNORECASE,
)
_INCIDENCE: Final = re.compile(
    r"\b(?:incidences?|new (?:cases|diagnoses)|newly diagnosed|newborns?|(?:live[ -])?births?|born|annual(?:ly)?|(?:per|"
    r"each|every|a) year|"
    r"diagnosed (?:each|every|per) year)\b",
    re.IGNORECASE,
)
_PREVALENCE: Final = re.compile(
    r"\b(?:prevalen\w+|affects?|affecting|affected|live with|living with|carriers?)\b", re.IGNORECASE
)
_RATE_NAME: Final = re.compile(r"\b(?:incidences?|prevalences?|prevalent)\b", re.IGNORECASE)
_TIMES: Final = (
    (
        "year",
        re.compile(r"\b(?:annual(?:ly)?|per year|per annum|(?:each|every|a) year|yearly|person-years?|/year)\b", re.IGNORECASE),
    ),
    ("month", re.compile(r"\b(?:monthly|per month|(?:each|every) month)\b", re.IGNORECASE)),
    ("day", re.compile(r"\b(?:per day|(?:each|every) day)\b", re.IGNORECASE)),
)
_AGE_WORDS: Final = re.compile(
    r"\b(?:ages?|aged|old|older|younger|of life|onset|begin\w*|began|start\w*|appear\w*|manifest\w*|present\w*|diagnos\w+|"
    r"become\w*|apparent|birth|infan\w+|child\w*|adult\w*|newborn\w*|adolescen\w+|puberty|affects?|seen in|noticed)\b",
    re.IGNORECASE,
)
_DURATION_BEFORE: Final = re.compile(
    r"(?:\b(?:for|lasts?|lasted|lasting|over|within|during|after|every|course of|period of|survival(?: time)?(?: is| of| was)?|"
    r"persists?(?: for)?|takes?|took|continu\w+(?: for)?|follow-?up(?: of| for| was| is)?|duration(?: is| of| was)?|in|"
    r"progress\w*(?: over)?|next|past|last|previous|first|interval of|expectancy(?: is| of| was)?)\s+(?:the\s+|a\s+|an\s+)?"
    r"(?:(?:first|next|past|last|following)\s+)?)$",
    re.IGNORECASE,
)
_AGE_AFTER: Final = re.compile(
    r"^\s*-?(?:old|of age|of life|and (?:older|younger|over|under)|or (?:older|younger))\b", re.IGNORECASE
)
_DURATION_AFTER: Final = re.compile(
    r"^\s*(?:after|following|later|earlier|long|duration|course|history|survival|apart|ago|prior|post\w*|from (?:diagnosis|onset)|"
    r"before (?:the )?(?:onset|surgery|operation|diagnosis)|without|with treatment|of (?:treatment|therapy|follow))\b",
    re.IGNORECASE,
)
_AGE_BEFORE: Final = re.compile(
    r"\b(?:ages?|aged|ages of|age of(?: onset)?(?: is| was| of)?|onset(?: is| was)?(?: at| between| before| after| from| in)?|old|"
    r"before|by|at|between|under|younger than|older than|birth to|until|"
    r"from)\s+(?:the\s+)?(?:ages?\s+(?:of\s+)?)?(?:(?:about|around|between|than)\s+)*$",
    re.IGNORECASE,
)


def kind_of_share(before: str, after: str) -> str:
    """risk, recurrence, response or proportion, by the words of the clause before and after the share; the nearest side first."""
    if re.search(r"\bprevalence\b", before, re.IGNORECASE):
        return "prevalence"
    for words in (before, after):
        if _RISK.search(words):
            return "risk"
    for words in (before, after):
        if _RECURRENCE.search(words):
            return "recurrence"
        if _RESPONSE.search(words):
            return "response"
    return "proportion"


def rate_kind(before: str, after: str) -> str:
    """incidence or prevalence: the nearest such word before the rate decides, then after it; births and years tell incidence."""
    named = list(_RATE_NAME.finditer(before)) or list(_RATE_NAME.finditer(after))[:1]
    if named:
        return "prevalence" if named[-1].group().lower().startswith("preval") else "incidence"
    if _INCIDENCE.search(after) or (_INCIDENCE.search(before) and not _PREVALENCE.search(before)):
        return "incidence"
    return "prevalence"


def rate_time(kind: str, before: str, after: str) -> str | None:
    """The time unit of a rate; "unknown" where new cases are counted and the text gives none, None for a prevalence or births."""
    for unit, pattern in _TIMES:
        if kind == "incidence" and (pattern.search(after) or pattern.search(before)):
            return unit
    if kind != "incidence" or re.search(r"\b(?:births?|newborns?|born)\b", after, re.IGNORECASE):
        return None
    return "unknown"


def kind_of_duration(before: str, verbatim: str, after: str) -> str:
    """age or duration, for a number of years, months, weeks, days or hours."""
    if re.search(r"\b(?:ages?|aged|old|older|younger|of life)\b|\d0s\b", verbatim, re.IGNORECASE) or _AGE_AFTER.match(after):
        return "age"
    if _DURATION_AFTER.match(after) or re.match(r"(?:within|over|up to|every)\b", verbatim, re.IGNORECASE):
        return "duration"
    if _AGE_BEFORE.search(before) and _AGE_WORDS.search(before):
        return "age"
    if _DURATION_BEFORE.search(before) or re.search(r"\b(?:hour|minute|second)s?\b", verbatim, re.IGNORECASE):
        return "duration"
    return "age" if _AGE_WORDS.search(before[-80:]) or _AGE_WORDS.search(after[:60]) else "duration"
