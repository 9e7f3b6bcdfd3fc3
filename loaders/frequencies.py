"""Frequency words and shares of a sentence, verbatim, and which of them governs a phrase.

Place in the flow: sentence -> frequency mentions, each with the stretch it governs -> `context` picks the one nearest to a
phrase. The words come from data (`loaders/data/frequency.toml`), the shares from `quantities`; "may" is no frequency word.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from loaders.cue_patterns import WORD, CuePattern, compile_literal, occurrences
from loaders.cues import cue_rules, lower_same_length, subject_start
from loaders.quantities import FoundQuantity, quantities_in
from loaders.rules.starts import compiled

_CLAUSE_STOPS: Final = frozenset(("contrast", "but-also", "mark", "new-clause", "relative-clause"))
_VERB: Final = compiled(
    r"\b(?:is|are|was|were|be|been|has|have|had|may|can|will|would|occurs?|occurred|develops?|developed|presents?|"
    r"appears?|affects?|"
    r"accounts?|arises?|exists?|coexists?|complicates?|shows?|reveals?|suffers?|experiences?|improves?|responds?|"
    r"recurs?|relapses?|dies?|"
    r"leads?|results?|causes?|includes?|begins?|starts?|requires?|persists?|represents?|seen|found|noted|reported|"
    r"observed|present)\b"
)
# What may stand before a share that is the subject of its clause: ", and in one hospital's records 5 of 40 adults had".
_CLAUSE_OPENS: Final = compiled(
    r"(?:^\s*(?=in\s|at\s|from\s)|,|\b(?:and|but|while|that|because|since|where|when|if|whether))\s*"
    r"(?:in\s+|(?:in|at|from)\s+(?:an?|one|our|their|another)\s[^,;]{3,60}?\s)?$"
)
_DOES: Final = compiled(
    r"\s*,?\s*(?:(?:of|with|who)\s+(?:[\w-]+\s+){1,6}?)?(?:also\s+|will\s+|may\s+|eventually\s+|never\s+)?(?:"
    + _VERB.pattern
    + r"|\b(?:cannot|could|does|do|did|needs?|needed|undergo|underwent|lose|lost|becomes?|became|remains?|go|went|died?|survived?)\b)"
)
_JOINT: Final = compiled(r"[,();]|\b(?:and/or|and|or|with|plus|including|by)\b")
_RESPECTIVELY: Final = compiled(r",?\s*\brespectively\b")
_SECOND_VERB: Final = compiled(
    r"\band\s+(?:includes?|causes?|leads?|affects?|is|are|was|were|has|have|may|can|results?|involves?|consists?|produces?|requires?)\b"
)
_REACH: Final = 1_000  # characters that a frequency reaches at most: keeps a page without full stops linear
_LIST_JOINT: Final = compiled(r",\s*(?:and|or)\s+|,\s*|\s+(?:and|or)\s+")
_TRAILING_BRACKET: Final = compiled(r"\([^()]*\)\s*$")
_LIST_LEAD: Final = compiled(r"(?:[,(]|\b(?:and|or|and/or|with|but))\s*(?:also\s+|then\s+)?$")
_BE_BEFORE: Final = compiled(
    r"\b(?:is|are|was|were|be|been|being|remains?|become|becomes|considered|appears?|seems?)\s+(?:(?:not|also|the|an?|"
    r"very|\w+ly|thought to be|quite|almost|often|usually)\s+)*$"
)
_GENERIC: Final = compiled(
    r"\s*(?:and\s+[\w-]+\s+)?(?:\w+\s+){0,2}?(?:symptoms?|signs?|features?|findings?|manifestations?|complications?|"
    r"problems?|complaints?|presentations?|"
    r"abnormalit(?:y|ies)|characteristics?|associations?|occurrences?|side effects?|outcomes?|sequelae|causes?)\b"
)
_PRONOUN_SUBJECT: Final = compiled(
    r"^\s*(?:each|both|all|this|these|they|either|the latter|all of (?:these|which)|both of (?:these|which))\b"
)
# A count of people without its whole: "(n = 6)", "affected 13", "reported by seven".
_COUNTED: Final = compiled(
    r"\(\s*(?P<n>n ?= ?\d{1,4})\s*\)|\b(?:affect(?:s|ed)|(?:reported|noted|complained of|described|experienced) by)\s+(?:only\s+)?"
    r"(?P<bare>\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?=\s*(?:[.,;)]|$)|\s+(?:and|but|while)\b)"
)
# "Lowers the level by over 95%", "an ejection fraction below 40%"; "30% of normal", "10% glucose".
_MEASURED: Final = compiled(
    r"(?:\b(?:lower|reduc|decreas|increas|rais|fall|fell|drop|ris|rose|improv|shrink|shrank|cut)\w*\b[^.;]{0,50}"
    r"\bby(?:\s+(?:about|over|up|to|more|than|"
    r"nearly|almost|at|least|around|some|approximately))*|"
    r"\b(?:ejection fraction|saturations?|spo2|sao2|sats|fvc|fev1?|(?:vital|lung) capacity|"
    r"h(?:a)?ematocrit|fio2|enzyme activity)\b[^.;,]{0,30}?)\s*[<>≤≥]?\s*$"
)
_OF_NORMAL: Final = compiled(
    r"\s*(?:predicted\b|of (?:the )?(?:normal|predicted|expected|controls?|reference)\b|"
    r"(?:oxygen|glucose|dextrose|saline|solution|creams?|ointment|"
    r"lidocaine|eye drops|drops)\b)"
)
_LABEL: Final = compiled(r"(?: \([^()]*\))? ?:\s+\S")
_ASIDE_ENDS: Final = compiled(r"[^,;:()]{0,40}, (?:is|are|was|were)\b")
_OPENING: Final = compiled(
    r"^\s*(?:(?:and|but|or|however|also|then|so|thus|for instance|for example|it is (?:estimated|thought|believed|known|"
    r"reported) that|(?:studies|data|reports?|researchers|estimates) (?:show|suggest|indicate|estimate|have shown|"
    r"suggested) that|only|just|in addition|moreover|furthermore|although|while|whereas)\b,?\s*)*(?:[•*\-–]\s*)?$"
)


@dataclass(frozen=True, slots=True)
class FrequencyMention:
    """Frequency words at `[start, end)` of the sentence; they govern phrases that start in `[scope_start, scope_end)`.

    `share`: a number (or a group of patients) and not an adverb. `narrow`: governs one item of a list.
    `quantity`: the typed number, where the words hold one. `rule`: the data rule, "share" for numbers.
    """

    start: int
    end: int
    text: str
    scope_start: int
    scope_end: int
    rule: str
    share: bool = False
    narrow: bool = False
    quantity: FoundQuantity | None = None

    def holds(self, start: int, end: int) -> bool:
        """True where the phrase is part of the frequency words or of what the share is of ("of children with gout")."""
        of = self.quantity.of_span if self.quantity else None
        return (self.start <= start and end <= self.end) or (of is not None and of[0] <= start < of[1])


@dataclass(frozen=True, slots=True)
class FrequencyRule:
    """One rule of the data file."""

    id: str
    form: str
    pattern: CuePattern
    lead: re.Pattern[str] | None
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    example: str
    words: str


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    form: str
    rule: str
    quantity: FoundQuantity | None = None


@lru_cache(maxsize=1)
def frequency_rules() -> tuple[FrequencyRule, ...]:
    """The rules of the data file, compiled once a process."""
    data = tomllib.loads(files("loaders").joinpath("data/frequency.toml").read_text("utf-8"))
    return tuple(
        FrequencyRule(
            row["id"], row["form"], compile_literal(row["literal"]),
            re.compile(f"(?:{row['lead']})$") if "lead" in row else None,
            re.compile(f"(?:{row['after']})$") if "after" in row else None,
            re.compile(row["before"]) if "before" in row else None, row["example"], row["words"],
        )
        for row in data["rule"]
    )  # fmt: skip


@lru_cache(maxsize=1)
def _by_word() -> Mapping[str, tuple[FrequencyRule, ...]]:
    table: dict[str, list[FrequencyRule]] = {}
    for rule in frequency_rules():
        for word in rule.pattern.first_words:
            table.setdefault(WORD.findall(word)[0], []).append(rule)
    return {word: tuple(rules) for word, rules in table.items()}


def find_frequencies(sentence: str, quantities: tuple[FoundQuantity, ...] | None = None) -> tuple[FrequencyMention, ...]:
    """All frequency words and shares of a sentence in order, each with the stretch that it governs.

    `quantities`: those of the sentence where they have been read already.
    """
    lowered = lower_same_length(sentence)
    found = _found(lowered, quantities_in(sentence) if quantities is None else quantities)
    if not found:
        return ()
    clauses = _clauses(lowered)
    mentions = []
    for index, item in enumerate(found):
        first, last = _clause_of(lowered, item, clauses)
        previous = max(first, found[index - 1].end) if index else first
        if index and found[index - 1].form == "adverb" and _in_aside(lowered, found[index - 1]):
            previous = first  # "Headache, often on one side, was seen in 11 of 16"
        following = min(last, found[index + 1].start) if index + 1 < len(found) else last
        mentions.append(_mention(sentence, lowered, item, (first, last), (previous, following), clauses))
    return tuple(_dealt_out(lowered, mentions))


def _in_aside(lowered: str, item: _Found) -> bool:
    """True for words between commas after a subject, whose verb follows."""
    return lowered[: item.start].rstrip().endswith(",") and bool(_ASIDE_ENDS.match(lowered, item.end))


def _dealt_out(lowered: str, mentions: list[FrequencyMention]) -> list[FrequencyMention]:
    """ "A and B occur in 80% and 60%, respectively": each share gets its own item; none, where the numbers do not match."""
    match = _RESPECTIVELY.search(lowered) if "respectively" in lowered else None
    if match is None:
        return mentions
    shares: list[FrequencyMention] = []
    for mention in reversed([m for m in mentions if m.share and m.end <= match.start()]):
        gap = lowered[mention.end : shares[0].start] if shares else lowered[mention.end : match.start()]
        if re.fullmatch(
            r"[\s,]*(?:and|or)?\s*(?:of\s+(?:[\w-]+\s*){1,4})?" if not shares else r"[\s,]*(?:and|or)?\s*(?:in\s*)?", gap
        ):
            shares.insert(0, mention)
    if len(shares) < 2:
        return [replace(m, scope_start=m.end, scope_end=m.end) if m in shares else m for m in mentions]
    first = shares[0].scope_start
    verb = _VERB.search(lowered, first, shares[0].start)
    subject = lowered[first : verb.start() if verb else shares[0].start]
    cuts = [first, *(first + joint.end() for joint in _LIST_JOINT.finditer(subject)), first + len(subject)]
    items = list(pairwise(cuts))
    dealt = dict(zip(shares, items, strict=True)) if len(items) == len(shares) else {m: (m.end, m.end) for m in shares}
    return [replace(m, scope_start=dealt[m][0], scope_end=dealt[m][1], narrow=True) if m in dealt else m for m in mentions]


def _reaches(mention: FrequencyMention, start: int, end: int) -> bool:
    """True for a phrase in the mention's stretch, or one that a single item's stretch is the end of: "hands and feet (30%)"."""
    return mention.scope_start <= start < mention.scope_end or (mention.narrow and start < mention.scope_start < end)


def governing(mentions: tuple[FrequencyMention, ...], start: int, end: int) -> FrequencyMention | None:
    """The mention that governs the phrase at `[start, end)`: one item's own first, then numbers, then the nearest."""
    reaching = [m for m in mentions if _reaches(m, start, end) and not m.holds(start, end)]
    if not reaching:
        return None
    return min(reaching, key=lambda m: (not m.narrow, not m.share, max(start - m.end, m.start - end), m.start))


def _found(lowered: str, quantities: tuple[FoundQuantity, ...]) -> list[_Found]:
    """Words and shares, longest at each place, blocked ones removed."""
    candidates = [
        _Found(q.start, q.end, "group", "share", q) for q in quantities if q.is_share and not _is_measure(lowered, q)
    ]  # fmt: skip
    table = _by_word()
    for at, word in occurrences(lowered, table.keys()):
        for rule in table[word]:
            match = rule.pattern.expression.match(lowered, at)
            if match is None or (rule.before and not rule.before.match(lowered, match.end())):
                continue
            if rule.after and not rule.after.search(lowered[max(0, match.start() - 60) : match.start()]):
                continue
            start, end = match.span()
            if rule.id == "group-bare":
                end = start + len(re.sub(r"\s+(?:(?:also|even|will|may|can)\s+)?\S+(?:\s+on)?$", "", match.group()))
            if rule.lead and (lead := rule.lead.search(lowered, max(0, start - 30), start)):
                start = lead.start()
            candidates.append(_Found(start, end, rule.form, rule.id))
    candidates += [_Found(*match.span(match.lastgroup or 0), "group", "count") for match in _COUNTED.finditer(lowered)]
    found: list[_Found] = []
    reached = 0
    for item in sorted(candidates, key=lambda c: (c.start, c.quantity is None, -c.end, c.form != "blocked")):
        if item.start >= reached:
            found.append(item)
            reached = item.end
    return [item for item in found if item.form != "blocked"]


def _is_measure(lowered: str, share: FoundQuantity) -> bool:
    """True for a share that is of no people: what falls by it, a level, a concentration, a function."""
    return bool(_MEASURED.search(lowered, max(0, share.start - 90), share.start) or _OF_NORMAL.match(lowered, share.end))


def _clauses(lowered: str) -> list[tuple[int, int]]:
    edges = {0, len(lowered)}
    for stop in cue_rules().terminators:
        if stop.id in _CLAUSE_STOPS:
            edges.update(
                match.end() if stop.id != "relative-clause" else match.start() for match in stop.expression.finditer(lowered)
            )
    cuts = sorted(edges)
    return list(pairwise(cuts))


def _clause_of(lowered: str, item: _Found, clauses: list[tuple[int, int]]) -> tuple[int, int]:
    """The clause that holds the words; an opening phrase ("In 50% of patients, the tumor is ...") belongs to what follows."""
    index = max(0, bisect_right(clauses, (item.start, len(lowered) + 1)) - 1)
    first, last = clauses[index] if clauses else (0, len(lowered))
    while last < len(lowered) and not lowered[item.end : last].strip(" ,") and not lowered[first : item.start].strip():
        index += 1
        last = clauses[index][1]
    return max(first, item.start - _REACH), min(last, item.end + _REACH)


def _clause_before(clauses: list[tuple[int, int]], at: int) -> int:
    """Where the clause before the one that starts at `at` begins; `at` where there is none."""
    index = bisect_left(clauses, (at, at)) - 1
    return clauses[index][0] if index >= 0 else at


def _mention(
    sentence: str,
    lowered: str,
    item: _Found,
    clause: tuple[int, int],
    neighbors: tuple[int, int],
    clauses: list[tuple[int, int]],
) -> FrequencyMention:
    place = {"adverb": _adverb_scope, "group": _share_scope, "adjective": _adjective_scope}[item.form]
    first, last, narrow = place(lowered, item, clause, neighbors)
    if re.search(r"\(\s*$", lowered[max(0, item.start - 8) : item.start]) and re.match(
        r"\s*\)", lowered[item.end : item.end + 8]
    ):
        first, last, narrow = _last_item(lowered, clause[0], item.start), item.start, True  # "stroke (rare)"
    elif item.form == "adjective" and _LABEL.match(lowered, item.end) and not lowered[clause[0] : item.start].strip():
        first, last, narrow = item.end, _next_semicolon(lowered, item.end), False  # "Very frequent: ataxia, ptosis"
    elif not lowered[clause[0] : item.start].strip() and not lowered[item.end : clause[1]].strip(" ;:.-–—,"):
        # "Ataxia - 80%": the words stand alone behind a mark and belong to what is before it.
        before = _clause_before(clauses, clause[0])
        first, last, narrow = _last_item(lowered, before, clause[0]), item.start, True
    elif (
        item.form == "adjective"
        and not lowered[item.end : clause[1]].strip(" .;")
        and not _BE_BEFORE.search(lowered[clause[0] : item.start])
    ):
        first, last, narrow = _last_item(lowered, clause[0], item.start), item.start, True  # "Hernias frequent."
    if first == clause[0] and _PRONOUN_SUBJECT.match(lowered[clause[0] : item.start]):
        # "A and B are the first signs; each occurs in 60%": the share is that of the clause before.
        first = _clause_before(clauses, clause[0])
    return FrequencyMention(
        item.start, item.end, sentence[item.start : item.end], first, last, item.rule, item.form == "group", narrow, item.quantity
    )  # fmt: skip


def _adverb_scope(lowered: str, item: _Found, clause: tuple[int, int], _neighbors: tuple[int, int]) -> tuple[int, int, bool]:
    lead = lowered[clause[0] : item.start]
    if _OPENING.match(lead):
        return clause[0], clause[1], False
    if _LIST_LEAD.search(lead):
        return item.end, clause[1], False
    # "Cysts are always present and include ...": the second verb is not under the adverb of the first.
    verb = _SECOND_VERB.search(lowered, item.end, clause[1])
    return subject_start(lowered, clause[0], item.start), verb.start() if verb else clause[1], False


def _adjective_scope(lowered: str, item: _Found, clause: tuple[int, int], neighbors: tuple[int, int]) -> tuple[int, int, bool]:
    lead = lowered[clause[0] : item.start]
    if re.match(r"\s+(?:for|to|that)\b", lowered[item.end : clause[1]]) and re.search(r"\bit\s+(?:is|was)\b", lead):
        return item.end, clause[1], False  # "it is common for the eyes to be involved"
    if _BE_BEFORE.search(lead):
        return max(neighbors[0], subject_start(lowered, clause[0], item.start)), item.start, False
    generic = _GENERIC.match(lowered, item.end, clause[1])
    if generic or re.match(r"\s+(?:is|are|was|were)\b", lowered[item.end : clause[1]]):
        listed = generic and lowered[generic.end() : clause[1]].strip() == ":"
        return item.end, (_next_semicolon(lowered, clause[1]) if listed else clause[1]), False
    joint = _JOINT.search(lowered, item.end, clause[1])
    verb = _VERB.search(lowered, item.end, clause[1])
    return item.end, min(joint.start() if joint else clause[1], verb.start() if verb else clause[1]), True


def _next_semicolon(lowered: str, at: int) -> int:
    found = lowered.find(";", at)
    return found if found >= 0 else len(lowered)


def _share_scope(lowered: str, item: _Found, clause: tuple[int, int], neighbors: tuple[int, int]) -> tuple[int, int, bool]:
    lead = lowered[max(clause[0], neighbors[0]) : item.start]
    whole_lead = lowered[clause[0] : item.start]
    if item.quantity and item.quantity.quantity.kind == "risk" and re.match(
        r"\s*(?:of\s+(?!patients)|chance|risk|likelihood|probability|lifetime)", lowered[item.end : clause[1]]
    ):  # fmt: skip
        return item.end, neighbors[1] if neighbors[1] < clause[1] else clause[1], False
    if _OPENING.match(whole_lead) or _subject_of_next(lowered, item, clause, lead) or _gapped(lowered, item, clause, neighbors):
        return item.end, clause[1], False
    if re.search(r"\(\s*(?:in\s+)?(?:up to\s+|about\s+)?$", lead):
        return _last_item(lowered, clause[0], item.start), item.start, True
    verbs = list(_VERB.finditer(lead))
    offset = item.start - len(lead)
    if not verbs:
        return _last_item(lowered, offset, item.start), item.start, True
    between = lead[verbs[-1].end() :]
    if re.search(r",", between) and re.search(r"\w", between):
        return _last_item(lowered, offset, item.start), item.start, True
    return max(offset, subject_start(lowered, offset, offset + verbs[0].start())), item.start, False


def _subject_of_next(lowered: str, item: _Found, clause: tuple[int, int], lead: str) -> bool:
    """A share that opens a coordinated clause ("..., and 30% have coughs") or follows a mere "in" phrase at the start."""
    return bool(_CLAUSE_OPENS.search(lead) and _DOES.match(lowered[item.end : clause[1]]))


def _gapped(lowered: str, item: _Found, clause: tuple[int, int], neighbors: tuple[int, int]) -> bool:
    """The second half of "half have seizures and 10% deafness": the verb is left out, the share still goes before."""
    if not re.search(r"(?:,|\band)\s*$", lowered[neighbors[0] : item.start]) or neighbors[0] == clause[0]:
        return False
    if not re.match(r"\s+(?!in\b|of\b|and\b|or\b|at\b|to\b)[^\W\d_]", lowered[item.end : clause[1]]):
        return False
    between = lowered[neighbors[0] : item.start]
    return bool(re.match(r"\s*(?:of\s+\w+\s+)?(?:" + _VERB.pattern + ")", between))


def _last_item(lowered: str, first: int, at: int) -> int:
    """Where the last list item before `at` begins."""
    body = _TRAILING_BRACKET.sub("", lowered[first:at].rstrip(" (:-–—"))
    body = re.sub(r"\b(?:in|of|among)$", "", body).rstrip(" (")
    body = _TRAILING_BRACKET.sub("", body)
    joints = [match.end() for match in _JOINT.finditer(body) if body[match.end() :].strip()]
    return first + (joints[-1] if joints else 0)
