"""Ground a whole phrase: exact names first, then its head with modifiers dropped; by the kind that the place expects."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ontology.fitting import MODIFIERS
from ontology.guards import guarded
from ontology.index import Index, whole_key
from ontology.normalizing import COORDINATORS, PREPOSITIONS, STOP_WORDS
from ontology.tokens import Segment, TextTokens

if TYPE_CHECKING:
    from ontology.matching import Grounding, Match, Matcher

_BRACKET: Final = re.compile(r"\(([^()]*)\)")
_SIGN: Final = re.compile(r"[a-z]{1,4}-?\d{1,2}[a-z]?")  # a short sign that tells members of a class apart: "h2", "il-17"
_BEFORE_TUMOR: Final = frozenset({"underlying", "occult", "associated", "primary", "known"})
_GENERAL: Final = "said of a named tumor"
THRESHOLD: Final = 0.6  # below this a candidate is shown, not taken
_VARIANT: Final = 0.04  # what another form of a word costs
_CLOSE: Final = 0.03  # two different terms this close are ambiguous
_TRUST: Final = 0.08  # what a term of an added ontology must be better by
_LOCAL: Final = "the document's own name"
_FINDINGS: Final = frozenset({"Symptom", "Complication"})
_DISEASES: Final = frozenset({"Disease", "Syndrome", "Tumor"})
_ACTIONS: Final = frozenset({"Treatment", "Drug", "Procedure"})
_OPEN: Final = frozenset({"Trigger", "AnesthesiaConcern"})  # roles that a term of any kind may play
# Words before or after a name that do not change what it names, beyond degree and course.
_DROPPED: Final = MODIFIERS | frozenset({
    "patient", "child", "infant", "adult", "people", "case", "sign", "symptom", "episode", "attack", "problem", "various", "certain",
    "recognized", "associated", "underlying", "occult", "possible", "multiple", "many", "several", "common", "administration",
    "therapy", "treatment", "use", "disease", "disorder", "high", "low", "dose", "daily", "oral", "intravenous", "topical", "new",
    "usual", "occasional", "sometimes", "often", "also", "rare", "present", "any", "all", "such", "like", "including",
    "that", "this", "these", "which", "is", "are", "was", "were", "be", "as",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """What grounding reads of a phrase whatever kind it expects: its words, and the names that have just its content words.

    `content`: (normal form, family, word as written) each. `names`: (table, number of the name in it, whether it is the document's).
    """

    tokens: TextTokens
    segments: tuple[Segment, ...]
    content: tuple[tuple[str, str, str], ...]
    names: tuple[tuple[Index, int, bool], ...]


def read_words(matcher: "Matcher", phrase: str) -> Words:
    """See `Matcher.words`."""
    tokens = matcher.read(phrase)
    segments = tuple(tokens.segments())
    content = tuple(
        words
        for segment in segments
        for words in zip(segment.normals, segment.families, segment.words, strict=True)
        if words[0] not in STOP_WORDS
    )
    if not content or guarded(phrase, segments[0].starts[0], segments[-1].ends[-1]):
        return Words(tokens, segments, content, ())
    key = whole_key(family for _normal, family, _word in content)
    names = []
    for index, local in matcher.indexes:
        if len(content) == 1:
            numbers = index.singles.get(content[0][0], ()) or index.cased.get(content[0][2], ())
        else:
            numbers = index.whole.get(key, ())
        names += [(index, number, local) for number in numbers]
    return Words(tokens, segments, content, tuple(names))


def kind_fit(kinds: Collection[str], expected: Collection[str]) -> float:
    """How well a term's kinds suit the place: 1 as expected, 0.9 a near kind (a disease as a finding), 0 unsuited."""
    if not expected or set(kinds) & set(expected):
        return 1.0
    for near in (_ACTIONS, _DISEASES):
        if set(kinds) & near and set(expected) & near:
            return 0.97
    if _OPEN & set(expected) or ("Complication" in expected and "ClinicalModifier" in kinds):
        return 0.9
    both = _FINDINGS | _DISEASES
    return 0.9 if set(kinds) & both and set(expected) & both else 0.0


def ground(matcher: "Matcher", phrase: str, expected: Collection[str] = ()) -> "Grounding":
    """See `Matcher.ground`."""
    bracket = _BRACKET.search(phrase)
    if bracket is None:
        return _ground_plain(matcher, phrase, expected)
    outer = _ground_plain(matcher, phrase[: bracket.start()].rstrip() + phrase[bracket.end() :], expected)
    inner = _ground_plain(matcher, bracket[1], expected)
    if inner.match is None or (outer.match is not None and not set(inner.match.kinds) & set(outer.match.kinds)):
        return outer
    if outer.match is not None and outer.match.curie == inner.match.curie:
        return outer
    return inner  # "a tumor (neuroblastoma)": the bracket says which


def _ground_plain(matcher: "Matcher", phrase: str, expected: Collection[str]) -> "Grounding":
    """Ground a phrase without brackets."""
    from ontology.matching import Grounding

    words = matcher.words(phrase)
    if not words.segments:
        return Grounding(None)
    candidates = _whole(matcher, words, expected)
    if not any(candidate.score >= THRESHOLD for candidate in candidates) and (inside := matcher.find(phrase, nested=True)):
        candidates += _partial(matcher, phrase, expected, candidates, inside)
        candidates += _of_a_tumor(matcher, phrase, expected)
    candidates.sort(key=lambda match: (-match.score, match.curie))
    return Grounding(_winner(matcher, candidates), tuple(candidates))


def _of_a_tumor(matcher: "Matcher", phrase: str, expected: Collection[str]) -> "list[Match]":
    """Candidates for an action on a named tumor: what the same action on "the tumor" is called."""
    from dataclasses import replace

    if not _ACTIONS & set(expected):
        return []
    for match in matcher.find(phrase):
        if "Tumor" in match.kinds:
            action = [word for word in phrase[: match.start].split() if word.casefold() not in _BEFORE_TUMOR]
            general = " ".join([*action, "tumor"]) + phrase[match.end :]
            found = _whole(matcher, matcher.words(general), expected)
            return [
                replace(
                    c, start=0, end=len(phrase), text=phrase, score=round(c.score * 0.95, 4), reasons=(*c.reasons, _GENERAL)
                )
                for c in found
            ]
    return []


def _winner(matcher: "Matcher", candidates: "list[Match]") -> "Match | None":
    """The best candidate, if it is sure and no other is as good.

    Of the same words, a term of our own or of HPO counts before one of an added ontology that suits hardly better: large
    ontologies name most things once more.
    """
    if not candidates or candidates[0].score < THRESHOLD:
        return None
    best = candidates[0]
    if _LOCAL in best.reasons:
        return best
    level = [
        c for c in candidates if c.score >= max(THRESHOLD, best.score - _TRUST) and (c.start, c.end) == (best.start, best.end)
    ]
    ranks = {c.curie: matcher.rank(c.curie) for c in level}
    top = min(ranks.values())
    if top < ranks[best.curie]:
        best = next(c for c in level if ranks[c.curie] == top)
    rivals = [c for c in level if c.score > best.score - _CLOSE and c.curie != best.curie and ranks[c.curie] == top]
    return None if rivals else best


def _whole(matcher: "Matcher", words: Words, expected: Collection[str]) -> "list[Match]":
    """Candidates whose name has exactly the phrase's content words."""
    from ontology.matching import SCOPE_SCORES, Match

    if not words.names:
        return []
    content, phrase = words.content, words.tokens.text
    start, end = words.segments[0].starts[0], words.segments[-1].ends[-1]
    found: dict[str, Match] = {}
    for index, number, local in words.names:
        curie, scope, name = index.names[number][:3]
        if (not local and curie in matcher.lexicon.exclude) or (curie in found and found[curie].score >= 1):
            continue
        label, kinds = matcher.entity(curie)
        suited = kind_fit(kinds, expected)
        score = SCOPE_SCORES[scope] * suited * (1.0 if _same_order(index.names[number][3], content) else 0.96)
        if not all(normal in index.names[number][6] for normal, _family, _word in content) and len(content) > 1:
            score -= _VARIANT
        reasons = _reasons(local, scope, name, suited)
        if suited and (curie not in found or found[curie].score < score):
            found[curie] = Match(start, end, phrase[start:end], curie, label, kinds, round(score, 4), reasons)
    return list(found.values())


def _same_order(order: tuple[str, ...], content: tuple[tuple[str, str, str], ...]) -> bool:
    return order == tuple(family for _normal, family, _word in content) or len(order) == 1


def _reasons(local: bool, scope: int, name: str, suited: float) -> tuple[str, ...]:
    first = _LOCAL if local else ("label", "exact synonym", "narrower name", "broader name", "related name")[scope]
    return (first, f"name {name!r}") if suited >= 0.97 else (first, f"name {name!r}", "of a near kind")


def _partial(
    matcher: "Matcher", phrase: str, expected: Collection[str], whole: "list[Match]", inside: "list[Match]"
) -> "list[Match]":
    """Candidates that are part of the phrase, by what is left over: modifiers cost little, other words much.

    `inside`: all terms found in the phrase.
    """
    from dataclasses import replace

    known = {match.curie for match in whole}
    found: dict[str, Match] = {}
    for match in inside:
        suited = kind_fit(match.kinds, expected)
        if not suited or match.curie in known:
            continue
        weight, reason = _leftover(matcher, phrase, match)
        score = round(match.score * suited * weight, 4)
        if match.curie not in found or found[match.curie].score < score:
            found[match.curie] = replace(match, score=score, reasons=(*match.reasons, reason), longest=True)
    return list(found.values())


def _leftover(matcher: "Matcher", phrase: str, match: "Match") -> tuple[float, str]:
    """Weight and reason for what a partial match leaves out of its phrase."""
    outside: list[str] = []
    head_lost = False
    coordinated = False
    cut = False
    for segment in matcher.words(phrase).segments:
        for start, end, normal in zip(segment.starts, segment.ends, segment.normals, strict=True):
            if match.start <= start and end <= match.end:
                continue
            if start >= match.end and normal in PREPOSITIONS:
                cut = True
            if end <= match.start and normal in PREPOSITIONS and outside:
                head_lost = True
            coordinated = coordinated or normal in COORDINATORS
            if normal not in STOP_WORDS:
                outside.append(normal)
                if start >= match.end and not cut and normal not in _DROPPED and not normal.endswith("ly"):
                    head_lost = True
    extra = [word for word in outside if word not in _DROPPED and not word.endswith("ly")]
    if coordinated and extra:
        return 0.5, f"one of several things in the phrase ({', '.join(outside)})"
    if head_lost:
        return 0.3, f"part of the phrase only, its head word differs ({', '.join(outside)})"
    if not extra:
        return 0.92, f"left out: {', '.join(outside)}" if outside else "same phrase"
    if any(_SIGN.fullmatch(word) for word in extra):  # "H2 antihistamines" are not all antihistamines
        return 0.3, f"another one of its class ({', '.join(outside)})"
    return max(0.35, 0.75 - 0.15 * len(extra)), f"left out: {', '.join(outside)}"
