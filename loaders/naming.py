"""Phrases that give a name: lists of names, questions about it, "X is a …", "X, also called Y".

Place in the flow: subject.py orders and joins what is found here. Every span reads its name.
"""

import re
from collections.abc import Iterator
from typing import Final

from graph.model import Section, normalize_words
from loaders.layout import blocks_of
from loaders.rules.starts import compiled
from loaders.wordlists import word_list

Name = tuple[str, int, int]

_ITEM: Final = compiled(r"[^;]+")
_COMMA_ITEM: Final = compiled(r"[^,]+")
_BRACKETS: Final = compiled(r"\(([^()]*)\)")
# "Home > Disorders > Harlow syndrome": the way from the home page down to the name.
_WAY: Final = compiled(r"(?i)(?:[^>»›→\n]{1,60}?\s[>»›→]\s+)+(?=\S)|home\s*(?:[/|]\s*[^/|\n]{1,40}){0,6}?[/|]\s*(?=[^/|\n]+$)")
_QUESTION: Final = compiled(
    r"(?:what are the (?:(?:signs and )?symptoms|treatments|genetic changes|complications|stages|causes)"
    r"(?: (?:of|for|related to))?|what (?:is \(are\)|is the outlook for|causes|is|are)|how many people are affected by"
    r"|how to (?:diagnose|prevent)|do you have information about|is(?=.* inherited\s*\??\s*$))"
    r"\s+(?:the )?(?P<name>.+?)(?: inherited)?\s*\?*\s*$",
    re.IGNORECASE,
)
_SENTENCE: Final = compiled(r"[^\n]{3,600}?(?:[.!?](?=\s|$)|$)")
# "X is a …", "X (SHORT), or Y, is a rare …", "X refers to": what stands before the verb is a name.
# Words that end the name of a disease. A clause that opens with such a name is about it, whatever its verb.
DISEASE_NAME: Final = compiled(
    r"(?:.*[ -])?(?:syndromes?|diseases?|disorders?|sclerosis|complex|anomal(?:y|ies)|sequence|malformations?|pals(?:y|ies)|chorea|"
    r"deficienc(?:y|ies)|cysts?|tumou?rs?|cancers?|(?:agene|dysgene|steno|sclero|fibro)sis|hyperthermia|hypothermia|triad|spectrum|\w*angi?o-?(?:o?edema)|"
    r"\w+(?:itis|itides|os[ei]s|omas?|[ae]?emias?|uria|path(?:y|ies)|troph(?:y|ies)|plasias?|algias?|plegias?|paresis|ectasias?|"
    r"cephaly|dactyly|genesis|ataxia|lepsy|lepsies|tonia|asthenia|ostosis|porphyria|sarcoma|carcinoma|lymphoma|myelia|spasm|rrhagia|rrhea))"
    r"(?:,? (?:type|grade) [\dIVX]+[A-Za-z]?)?",
    re.IGNORECASE,
)
_CALLED: Final = (
    r"(?:(?:the |an? )?(?:condition|disorder|disease|syndrome|term|name)s? (?:(?:known as|called|named|of) )?(?:the )?[\"“]?)?"
)
_ASIDES: Final = r"(?P<aside>\s*\([^()]{2,120}\)|,[\"”]?[^.;?!]{3,160}?,[\"”]?)*"
# "X is a …", "X (SHORT), or Y, is a rare …", "X refers to", "X: X is a …": what stands before the verb is a name.
_DEFINES: Final = compiled(
    r"^\s*(?:[^.;:?!]{3,80}:\s+)?" + _CALLED + r"(?P<name>(?:the |an? )?[^.;:?!]{3,140}?)[\"”]?" + _ASIDES + r"\s+"
    r"(?:(?:is|are|was|were|describes|belongs to|represents)\s+"
    r"(?:(?:also|usually|often|typically|generally|sometimes)\s+)?"
    r"(?:an?\b|one of\b|the (?:name|term|most|medical)\b|characteri[sz]ed\b|caused\b|defined\b|first described\b|rare\b|inherited\b)"
    r"|refers? to\s)",
    re.IGNORECASE,
)
# A name by its last word, short of any verb; who has it may stand before it.
_OPENS: Final = compiled(
    r"^\s*(?:[^.;:?!]{3,80}:\s+)?(?:(?:babies|infants|children|people|patients|individuals) (?:who are )?(?:born )?with )?"
    + _CALLED
    + r"(?P<name>(?:the |an? )?[^.;:?!,]{3,100}?)"
    + _ASIDES
    + r"\s+(?:(?:\w+ly|also|often|sometimes)\s+)?"
    r"(?:is|are|was|were|has|have|had|can|may|causes?|affects?|occurs?|involves?|results?|develops?|forms?|begins?|happens?|means|"
    r"includes?|presents?|appears?|consists?|comprises?|encompass(?:es)?|shows?|tends?|arises?)\b",
    re.IGNORECASE,
)
_GAP: Final = compiled(r"\s{20}")  # no sentence, and a trap for a pattern with several stretches of blanks
_ALSO: Final = compiled(
    r"\b(?:also|commonly|formerly|previously|sometimes|often|better|otherwise|originally|traditionally|once)?\s*"
    r"(?:known|called|referred to|named|termed|designated)(?: (?:as|to as))?\s+(?:the\s+)?(?P<names>[^.;:()]{3,160})",
    re.IGNORECASE,
)
_AKA: Final = compiled(r"\b(?:a\.?k\.?a\.?|synonyms?:?)\s+(?P<names>[^.;:()]{3,160})", re.IGNORECASE)
_MARKED: Final = frozenset(
    {"also", "formerly", "previously", "sometimes", "often", "commonly", "otherwise", "originally", "better"}
)
_SPLIT: Final = compiled(r"\s*(?:,\s*(?:and|or)\s+|,\s*|\s+or\s+|\s+and\s+(?=[A-Z]))")
_STOP: Final = compiled(
    r"\s*(?:,\s+(?:is|are|was|which|who|that|an?|in|because|after|and is|but)\b|\s+(?:is|are|was|were|which|that|has|have|because|after"
    r"|in (?:the|which|some|children|adults)|affects|results|occurs|by\b|due to)\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_PRONOUNS: Final = word_list("not_names")
_ARTICLE: Final = compiled(r"(?:the|an?)\s+", re.IGNORECASE)
# A verb, so that the phrase is no name.
_ACTS: Final = compiled(
    r"\b(?:is when|has|have|had|causes?|caused|affects?|include[sd]?|occurs?|makes?|means|who|which|when|where|that|can|may|will|does|do"
    r"|form|are in|is in|your|our|their|you)\b",
    re.IGNORECASE,
)
# What stands right before "also called" and is not the subject: "…by a protein, also called".
_OTHER_THING: Final = compiled(r"\b(?:by|in|of|with|called|a (?:protein|gene|condition|hormone))\s*\S*\s*$")
_COPULA: Final = compiled(r"\b(?:is|are|was|were)\b(?=.*\w)", re.IGNORECASE | re.DOTALL)
_STANDS_FOR: Final = frozenset(
    {"it is", "this is", "this condition is", "this disorder is", "this disease is", "the condition is", "the disease is"}
)
_COMMON: Final = frozenset({"the", "and", "syndrome", "disease", "disorder", "condition", "with", "for"})
_GENERIC: Final = compiled(
    r"^(?:(?:the|this|an?|these)\s+)?(?:rare\s+|genetic\s+|medical\s+)?(?:condition|disease|disorder|syndrome|illness|cause|incidence"
    r"|prevalence|diagnosis|treatment|prognosis|outlook|symptoms?|exact cause|onset|term|name|inheritance|frequency|mechanism"
    r"|signs?(?: and symptoms)?|features?|form|type|number|group|variety|most .*|first .*|other .*"
    r"|(?:many|some|several|certain|all) .*)s?(?:\s+(?:of|in|for)\b.*)?$",
    re.IGNORECASE,
)
_FIRST_SENTENCES: Final = 3


def names_in_list(text: str, start: int, end: int, *, title: bool = False) -> Iterator[Name]:
    """Names parted by semicolons or lines in `[start, end)`; where there are none of these, by commas.

    In a title, a name in brackets is a name of its own unless it is a note ("(type 2)", "also known as …" is one).
    """
    if title and (way := _WAY.match(text, start, end)):
        start = way.end()
    body = text[start:end]
    blocks = blocks_of(body)
    pattern = _COMMA_ITEM if len(blocks) == 1 and not title and ";" not in body else _ITEM
    for block in blocks:
        for found in pattern.finditer(body, block.start, block.end):
            yield from _item(text, start + found.start(), start + found.end(), title)


def _item(text: str, start: int, end: int, title: bool) -> Iterator[Name]:
    """A name of a list, and the name in its brackets."""
    bracket = _BRACKETS.search(text, start, end) if title else None
    if bracket is None:
        yield from _clean(text, start, end)
        return
    yield from _clean(text, start, bracket.start())
    if bracket.end() == end or not text[bracket.end() : end].strip():
        note = re.match(r"(?:also (?:known|called)(?: as)?|a\.?k\.?a\.?|formerly|or)\s+", bracket[1], re.IGNORECASE)
        inner = bracket.start(1) + (note.end() if note else 0)
        for part in re.finditer(r"[^;,]+", text[inner : bracket.end(1)]):
            yield from _clean(text, inner + part.start(), inner + part.end())
    else:
        yield from _clean(text, start, end)


def _clean(text: str, start: int, end: int) -> Iterator[Name]:
    """Strip blanks, bullets, brackets that enclose nothing else, a final stop."""
    words = text[start:end]
    lead = len(words) - len(words.lstrip(" \t\n\r\u00a0-–•*|+:"))
    tail = len(words.rstrip(" \t\n\r\u00a0|.:,+*"))
    if lead >= tail:
        return
    start, end = start + lead, start + tail
    if text[start] == "(" and text.find(")", start, end) in (-1, end - 1):
        start += 1
    if text[end - 1] == ")" and "(" not in text[start:end]:
        end -= 1
    name = text[start:end].strip()
    if name:
        first = text.find(name, start)
        yield name, first, first + len(name)


def question_names(text: str, start: int, end: int) -> Iterator[Name]:
    """The subject of a question such as "What is X ?"."""
    line = text[start : min(end, len(text))].lstrip().split("\n", 1)[0]
    begin = text.find(line, start)
    found = _QUESTION.match(line.strip()) if line.strip() else None
    if found is None or not is_name(found["name"]):
        return
    at = text.find(found["name"], begin)
    if at >= 0:
        yield from names_in_list(text, at, at + len(found["name"].rstrip(" ?")), title=True)


def defined_names(text: str, section: Section, known: str | None, *, opening: bool = False) -> Iterator[Name]:
    """Names that the first sentences of a section define: "X is a …". With a title, only what shares a word with it.

    `opening`: the page names its subject nowhere else; until one is defined, what a sentence opens with may be it.
    """
    start = section.start + (len(section.heading) if section.heading else 0)
    named = False
    for number, sentence in enumerate(_SENTENCE.finditer(text, start, min(section.end, start + 1500))):
        if number >= _FIRST_SENTENCES:
            return
        found = None if _GAP.search(sentence[0]) else _naming(sentence[0], opening and not named)
        if found is None:
            continue
        at = sentence.start() + found.start("name")
        for name, first, last in _clean(text, at, at + len(found["name"])):
            article = _ARTICLE.match(name)
            shift = article.end() if article else 0
            if is_name(name[shift:]) and (known is None or (number == 0 and _covers(name, known, 1))):
                named = True
                yield name[shift:], first + shift, last


def _naming(sentence: str, opening: bool) -> re.Match[str] | None:
    """The definition that a sentence is, or, where `opening`, what it opens with if that ends as a disease's name."""
    if found := _DEFINES.match(sentence):
        return found
    opened = _OPENS.match(sentence) if opening else None
    return opened if opened and DISEASE_NAME.fullmatch(opened["name"]) else None


def also_called(text: str, section: Section, known: str | None) -> Iterator[Name]:
    """Names after "also called", "formerly known as" in the first sentences, where the sentence is about the subject."""
    start = section.start + (len(section.heading) if section.heading else 0)
    for number, sentence in enumerate(_SENTENCE.finditer(text, start, min(section.end, start + 2500))):
        if number >= _FIRST_SENTENCES:
            return
        for pattern in (_ALSO, _AKA):
            for found in pattern.finditer(sentence[0]):
                words = found[0].split(None, 1)[0].casefold()
                if pattern is _ALSO and words not in _MARKED:
                    continue
                if not _about_subject(sentence[0][: found.start()], known):
                    continue
                yield from _split_names(text, sentence.start() + found.start("names"), sentence.start() + found.end("names"))


def _about_subject(before: str, known: str | None) -> bool:
    """The words before "also called" open the sentence, short of any verb but "is", and name the subject."""
    if len(before) > 120 or _OTHER_THING.search(before):
        return False
    if before.strip().casefold().rstrip(",") in _STANDS_FOR:
        return True
    if _ACTS.search(before) or _COPULA.search(before):
        return False
    if known is None:
        return len(before.split()) <= 8 and "(" not in before
    return _covers(before.rsplit(")", 1)[0] if "(" in before.rstrip("( ") else before, known, 4)


def _split_names(text: str, start: int, end: int) -> Iterator[Name]:
    words = _STOP.sub("", text[start:end])
    position = 0
    for gap in [*_SPLIT.finditer(words), None]:
        stop = gap.start() if gap else len(words)
        for name, first, last in _clean(text, start + position, start + stop):
            if is_name(name):
                yield name, first, last
        position = gap.end() if gap else stop


def is_name(words: str) -> bool:
    """True for a phrase that can name a disease: a few words, no verb, no pronoun, nothing generic."""
    first = words.split(None, 1)[0].casefold() if words.split() else ""
    if not first or len(words.split()) > 14 or first in _PRONOUNS or _ACTS.search(words):
        return False
    return _GENERIC.match(words) is None and words.count("(") == words.count(")")


def _covers(words: str, known: str, more: int) -> bool:
    """True where `words` hold all that tells the title (its words and numbers), and at most `more` telling words besides."""
    own, said = _telling(known), _telling(words)
    return bool(own) and own <= said and len(said - own) <= more


def _telling(words: str) -> set[str]:
    tokens = re.findall(r"[^\W_]+", normalize_words(_BRACKETS.sub(" ", words)))
    return {token.rstrip("s") for token in tokens if token not in _COMMON and (len(token) > 2 or token.isdigit())}
