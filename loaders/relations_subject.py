"""Whom a sentence is about: the document's subject, found under all its names, and the people who have it, marked in a copy.

Names, abbreviations, "this condition", "it" at a clause's start become one mark; "patients", "people with <it>" another. The
copy has the sentence's length, so rules match on it and their spans hold in the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from graph.model import Document, Entity, local_curie
from loaders.memory import SENTENCES
from loaders.mentions import entity_of
from loaders.rules.literals import fold
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK
from loaders.rules.patterns import Pattern
from loaders.subject import Names
from ontology.matching import Matcher
from ontology.vocabulary import sort_kinds

DISEASE_KINDS: Final = ("Syndrome", "Disease", "Tumor", "Symptom", "Complication")

SURE: Final = 0.9  # all words of the name are the vocabulary's, but for degrees ("severe")

_PEOPLE: Final = (
    r"(?:individuals|people|persons?|patients?|children|infants|newborns|neonates|babies|boys|girls|men|women|males|females|adults|adolescents|teenagers|toddlers|cases|"
    r"family members|families|children and adults|sufferers|carriers|members|individual|child|infant|baby|those|anyone|someone|"
    r"males and females|men and women|boys and girls|infants and children)"
)
_CLASS_NOUN: Final = (
    r"(?:disease|disorder|condition|syndrome|illness|entity|malformation|infection|"
    r"chromosomal\s+(?:change|abnormality|deletion|duplication))s?"
)
_ANAPHOR: Final = Pattern(
    rf"\b(?:(?:this|the|these)\s+(?:(?:rare|genetic|inherited|same|autoimmune|neurological|underlying)\s+)?{_CLASS_NOUN})\b"
    r"(?!\s+(?:called|known|of|named|that|which|caused|characterized|in which|process)\b)",
)
_IT: Final = Pattern(
    r"(?:^|[;:.]\s+|^(?:if|when|once|as)\s+(?:the|this)\s+(?:disease|disorder|condition)\b[^,;]{0,70},\s+|,\s+(?:and|but|although|though|because)\s+|^\W*(?:\w+\s+){0,2}\w+,?\s+)(?P<it>it)(?=\s+(?:\w+ly\s+|also\s+|often\s+|sometimes\s+)?"
    r"(?:is|was|has|may|can|could|might|affects?|causes?|occurs?|begins?|becomes?|results?|usually|typically|leads?|appears?|presents?|develops?|includes?|involves?|shows?|improves?)\b)",
)
_D: Final = DISEASE_MARK
_HAVING: Final = (
    r"(?:with|who\s+ha(?:ve|s)|with\s+a\s+diagnosis\s+of|having|who\s+suffer\s+from|suffering\s+from|affected\s+(?:by|with)|"
    r"(?:diagnosed|born|living)\s+with|who\s+develop)"
)
_WITH_DISEASE: Final = Pattern(
    rf"(?:\b(?:affected|young|older|such|these|most)\s+)?\b{_PEOPLE}\s+{_HAVING}\s+(?:\w+(?:\s+\w+)?\s+(?:forms?|types?)\s+of\s+)?(?:the\s+|this\s+|an?\s+)?(?:\w+\s+)?{_D}+(?:\s+syndrome|\s+disease)?(?:,?\s+type\s+[\divx]+[a-z]?\b)?",
)
_NUMBER: Final = r"(?:[ivx]+|\d+)[a-d]?\b"
_AFFECTED: Final = Pattern(
    rf"\b(?:affected|these|those|such|symptomatic)\s+{_PEOPLE}\b(?!\s+(?:without|treated|at risk|already))"
    rf"|\b{_D}+\s+(?:patients|cases|children|sufferers)\b"
    # "Infants with type II have", "people with the severe form are": who has a form has the disease.
    rf"|\b{_PEOPLE}\s+with\s+(?:types?\s+{_NUMBER}(?:(?:,|,?\s+(?:and|or))\s+(?:type\s+)?{_NUMBER})*|(?:the|this)\s+(?:\w+\s+){{1,2}}(?:form|type))"
    r"(?=[,.;:)]|$|\s+(?:have|has|had|are|is|do|may|can|cannot|will|also|often|who|nearly|almost|never|tend|develop|show|lose|live|die|need|bruise|"
    r"experience|walk|grow|in|at|than|\w+ly)\b)",
)
_BARE: Final = Pattern(
    r"\b(?:patients|cases|children|infants|individuals|newborns|babies|adults|females|males|sufferers|the\s+(?:patient|child|infant|baby|person))\b"
    r"(?!\s+(?:with|without|who|whose|treated|of|in\s+whom|aged|at\s+risk|having|under|from|affected|born|carrying|taking|already|receiving|presenting|undergoing|younger|older|that|may\s+inherit)\b)"
    r"|(?:(?<=some\s)|(?<=many\s)|(?<=most\s)|(?<=other\s)|(?<=few\s))(?:people|girls|boys|women|men|persons|families)\b(?!\s+(?:with|without|who|whose|in|from|of|at|aged|carry|are\s+born\s+without))"
    r"|(?:(?<=^)|(?<=[;.:]\s))they\b|(?<=,\s)(?:and\s+)?they\b|(?:(?<=hood\s)|(?<=ence\s)|(?<=later\s)|(?<=then\s))they\b",
)
# "Moreau-Lind" for "Moreau-Lind syndrome": a name of several capitalized words without its class.
_EPONYM: Final = re.compile(
    r"(?P<name>[A-Z][\w'’]+(?:[-– ](?:de |von |van )?[A-Z][\w'’]+)+) (?:[Ss]yndrome|[Dd]isease|[Dd]isorder)$"
)
_OF_PART: Final = re.compile(r"(?P<name>[A-Z].*(?:[Dd]isease|[Ss]yndrome)) of .+$")
_GENE: Final = re.compile(r"\s+genes?\b")
_AGED: Final = re.compile(r"(?i)(?:children|infants|newborns|babies|adults|females|males)")
# "Older children have round cheeks": people who have the disease, as the subject of what they have.
_OPENS: Final = re.compile(r"(?i)\W*(?:older|younger|young|very young) ")
_ACTS: Final = re.compile(
    r"(?i)\s+(?:\w+ly |often |also |may |can )*(?:have|develop|show|lose|present|suffer|experience|complain|get)\b"
)
_BEFORE_AGE: Final = re.compile(
    r"(?i)\b(?:in|affects?|affecting|among|of|young|older|than|by|between|for|to)\s+(?:\w+\s+(?:and|or)\s+)?(?:very\s+)?(?:young\s+|older\s+)?$|\b(?:young|older|middle-aged|school-aged?|biological|have|having|their|her|his|own|bear|bearing|father|fathering|conceive|conceiving|raise|raising)\s+$"
)
# "A small number of children": people who have it, and no age.
_SHARE_OF: Final = re.compile(
    r"(?i)(?:%|\b(?:per ?cent|number|half|third|quarter|fifth|majority|minority|proportion|percentage|most|many|some|few|none|thirds))"
    r"\s+of\s+(?:these\s+|the\s+|all\s+)?$"
)
_JOIN: Final = re.compile(rf"{_D}++(?:\s*\(\s*{_D}++\s*\)|\s+{_D}++)")


# The last letters of a name in the other number: "myopathy" and "myopathies", "synostosis" and "synostoses", "seizures" and "seizure".
_PLURAL: Final = re.compile(r"(?i)[a-z]{3}[a-hj-rtv-z]s$")
_OTHER_NUMBER: Final = re.compile(r"(?i)(?<=[b-df-hj-np-tv-z])(?:y|ies)$|(?<=[os])(?:sis|ses)$")
_ENDINGS: Final = MappingProxyType({"y": "(?:y|ie)", "ies": "(?:y|ies)", "sis": "s[ie]s", "ses": "s[ie]s"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of a document before its sentences are read. `names`: all names of the subject, longest first."""

    document: Document
    subject: Entity
    names: tuple[str, ...]
    pattern: re.Pattern[str] | None
    matcher: Matcher


def frame_of(document: Document, names: Names, matcher: Matcher) -> Frame | None:
    """The document's frame, None where no name of a subject is found."""
    spoken = [name for name, _, _ in names.names]
    if not spoken:
        return None
    subject = _subject(spoken, matcher)
    own = {*spoken, *(short for short, long, _, _ in names.abbreviations if _same_subject(long, spoken, subject, matcher))}
    own |= {f"{short} {tail}" for short, long, _, _ in names.abbreviations for tail in _tails(long, spoken)}
    synonyms = tuple(sorted((own | set(subject.synonyms)) - {subject.label}))
    subject = Entity(subject.curie, subject.label, subject.kinds, synonyms, subject.xrefs)
    own_words = {short for name in own if (short := _EPONYM.match(name) or _OF_PART.match(name))}
    masked = own | {m.group("name") for m in own_words} | ({subject.label, *subject.synonyms} if subject.grounded else set())
    return Frame(document, subject, tuple(sorted(own)), _names_pattern(masked), matcher)


def _subject(names: list[str], matcher: Matcher) -> Entity:
    """The disease that the first name with a sure grounding means, else the finding that the first name means; else a local entity.

    A name that only holds the name of a class ("X-associated kidney disease") means a disease of its own, not the class.
    """
    grounded = [matcher.ground(name, DISEASE_KINDS).match for name in names]
    sure = [match for match in grounded if match and match.score >= SURE]
    diseases = [match for match in sure if {"Disease", "Syndrome", "Tumor"} & set(match.kinds)]
    first = diseases[0] if diseases else grounded[0]
    if first in sure:
        return entity_of(first, matcher.lexicon)
    kinds = ["Disease"] + (["Syndrome"] if "syndrome" in names[0].lower() else [])
    return Entity(local_curie(names[0]), names[0], sort_kinds(kinds))


def _tails(long: str, spoken: list[str]) -> set[str]:
    """The last words of the names that are `long` and one word: "Foo-bar (FB) syndrome" is also called "FB syndrome"."""
    cut = [name.rsplit(" ", 1) for name in spoken if " " in name]
    return {tail for head, tail in cut if head.lower() == long.lower() and tail[:1].islower()}


def _same_subject(long: str, spoken: list[str], subject: Entity, matcher: Matcher) -> bool:
    lowered = {name.lower() for name in spoken}
    if long.lower() in lowered:
        return True
    match = matcher.ground(long, DISEASE_KINDS).match
    return match is not None and match.curie == subject.curie


def _names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Every name as running text may have it: any case (but for short names in capitals), blanks or hyphens, plural."""
    parts = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        tokens = re.split(r"[\s\-–]+", name.strip())
        if len(name) < 2 or not tokens[0]:
            continue
        body = r"[\s\-–]+".join(re.escape(token).replace("'", "['’]?").replace("’", "['’]?") for token in tokens if token)
        acronym = name.isupper() or len(name) <= 3
        parts.append(f"(?-i:{body})" if acronym else _one_or_many(body))
    if not parts:
        return None
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")s?(?:['’]s)?(?![\w])", re.IGNORECASE)


def _one_or_many(body: str) -> str:
    """A name's pattern for its singular and its plural, as far as they differ by more than an "s" at the end."""
    if _PLURAL.search(body):
        return f"{body}?"
    return _OTHER_NUMBER.sub(lambda match: _ENDINGS[match.group().lower()], body)


def mark(sentence: str, frame: Frame) -> str:
    """A copy of the sentence, of its length, with the subject and the people who have it marked."""
    if DISEASE_MARK in sentence or PEOPLE_MARK in sentence:
        sentence = sentence.replace(DISEASE_MARK, " ").replace(PEOPLE_MARK, " ")
    return _with_pronouns(sentence if frame.pattern is None else frame.pattern.sub(_named, sentence))


def mark_names(text: str, frame: Frame) -> str:
    """A copy of a text, of its length, with the subject marked where it is named or pointed to, and nobody else."""
    named = text if frame.pattern is None else frame.pattern.sub(_named, text)
    return _JOIN.sub(_disease, _marked(named, _ANAPHOR, DISEASE_MARK))


@lru_cache(maxsize=SENTENCES)
def _with_pronouns(masked: str) -> str:
    """A sentence in which the subject's names are marked, with all else that stands for it or its people marked, too."""
    masked = _marked(masked, _ANAPHOR, DISEASE_MARK)
    masked = _marked(masked, _IT, DISEASE_MARK, "it")
    if DISEASE_MARK in masked:
        while True:
            joined = _JOIN.sub(_disease, masked)
            if joined == masked:
                break
            masked = joined
        masked = _marked(masked, _WITH_DISEASE, PEOPLE_MARK)
    masked = _marked(masked, _AFFECTED, PEOPLE_MARK)
    people = (span for span in _spans(_BARE, masked) if not _stands_for_age(masked, *span))
    return _with_marks(masked, people, PEOPLE_MARK)


def _marked(text: str, pattern: Pattern, mark: str, group: str | int = 0) -> str:
    """The text with marks for what a pattern, or a group of it, matches."""
    return _with_marks(text, _spans(pattern, text, group), mark)


def _spans(pattern: Pattern, text: str, group: str | int = 0) -> Iterator[tuple[int, int]]:
    return (match.span(group) for match in pattern.finditer(text, fold(text)))


def _with_marks(text: str, spans: Iterable[tuple[int, int]], mark: str) -> str:
    for start, end in spans:
        text = text[:start] + mark * (end - start) + text[end:]
    return text


def _named(match: re.Match[str]) -> str:
    """Marks for a name of the subject; the name itself where it is its gene's: "a mutation of the NF2 gene"."""
    return match.group() if _GENE.match(match.string, match.end()) else _disease(match)


def _disease(match: re.Match[str]) -> str:
    return DISEASE_MARK * len(match.group())


def _stands_for_age(masked: str, start: int, end: int) -> bool:
    """True for "in young adults", "affects infants and children": an age, not the people who have the disease."""
    if not _AGED.fullmatch(masked, start, end) or (_OPENS.fullmatch(masked, 0, start) and _ACTS.match(masked, end)):
        return False
    return bool(_BEFORE_AGE.search(masked, 0, start)) and not _SHARE_OF.search(masked, 0, start)
