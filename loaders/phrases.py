"""Object regions of a sentence cut into noun phrases: coordination, apposition, examples, shared modifiers and heads.

Takes a sentence's text and a region after (or before) a rule's cue; gives phrases with exact offsets. What a word means is
asked of two callables, so that this file knows grammar and no vocabulary.
"""

import re
from functools import lru_cache
from typing import Final

from loaders.phrase_joining import Piece, merge, outer
from loaders.phrase_sharing import Knows, Phrase, share
from loaders.phrase_trimming import trim
from loaders.phrase_words import (
    APPOSED,
    ASIDE,
    CONSEQUENCE,
    EXAMPLES,
    LEADING_EXAMPLE,
    PART_CLAUSE,
    RELATIVE,
    SEPARATOR,
    TERMINATOR,
    VERB,
    WITH_BREAKERS,
)

_EMPTY: Final = frozenset(
    ("hundreds", "dozens", "thousands", "later",
    "as well", "few", "little", "none", "many", "some", "as well as", "afterward", "also", "often", "usually", "sometimes",
    "even", "possibly", "rarely", "others", "more", "so", "then", "not", "only")
)  # fmt: skip
_PLACE_ONLY: Final = re.compile(r"(?i)(?:in|on|of|at|around|near|under) ")
_NAMED: Final = re.compile(r"(?i)\s*(?:called|known as|termed)\s+")  # "red spots on the skin called angiokeratomas, and"
# "Cramps with exertion": what goes with the finding is when it comes.
_SETTING: Final = re.compile(
    r"(?i)(?:the |any |minimal |prolonged |physical |strenuous )*(?:exertion|exercise|activity|effort|movement|"
    r"walking|standing|sitting|age|time|stress|cold|urination|urinating|swallowing|breathing|chewing|intercourse|bowel movements|coughing|"
    r"heat|food|meals?|eating|fasting|fever|illness|use|treatment|puberty|pregnancy|growth)\b"
)
_CLASS_OF_MANY: Final = re.compile(
    r"(?i)\b(?:drugs|agents|an(?:a)?esthetics|relaxants|blockers|antagonists|agonists|inhibitors|opioids|medications|medicines|antibiotics|"
    r"anticonvulsants|antiepileptics|antidepressants|steroids|analgesics|sedatives|diuretics|anomalies|malformations|defects|abnormalities|signs|"
    r"disorders|events|lesions|disturbances|features|manifestations|symptoms|tumou?rs|infections|complications|treatments|tests|deformities|seizures|problems|difficulties|cancers|neoplasms)$"
)
_BY: Final = re.compile(r"(?i)\s*(?:by|with|of|due to|in|when|at|after|during)\b")
_MEMBER_CUT: Final = re.compile(r",\s*(?:and\s+)?|\s+and\s+")
_NO_MEMBER: Final = re.compile(r"(?i)[%:;]|\d{2}|\b(?:see|or|i\.e|mainly in|usually|is|are|in|of the)\b")
_CLAUSE_AND: Final = re.compile(r",?\s+and\s+(?=\S)", re.IGNORECASE)
_WITH: Final = re.compile(
    r"\s+(?:with|(?P<beside>accompanied by|complicated by)|along with|together with|"
    r"(?<!or\s)(?P<without>without)(?! (?:treatment|help|assistance|warning|(?:apparent|known|obvious|any) cause|support)))\s+"
)
_ILLNESS: Final = re.compile(
    r"(?i)-like (?:illness|syndrome|symptoms|picture|disease|episodes?)$"
)  # "a flu-like illness with a rash"
_HIDDEN: Final = re.compile("_+")
_IN_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_IN_RELATIVE: Final = re.compile(r"(?i),\s+which\s[^,;.()]*$")


def bracket_end(text: str, start: int, end: int) -> int:
    """Where `[start, end)` ends: before a bracket that closes what was opened before it."""
    depth = 0
    for place in range(start, end):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth < 0:
            return place
    return end


def clip_after(text: str, start: int, end: int) -> int:
    """End of the noun-phrase list that begins at `start`: before a relative clause, a new clause or a sentence's break."""
    hidden = _hide_parentheses(text, start, end)
    stop = TERMINATOR.search(hidden, start, end)
    limit = stop.start() if stop else end
    if stop and (apposed := APPOSED.search(hidden, start, limit)) and RELATIVE.match(stop.group().strip(" ,").lower()):
        limit = apposed.start()
    closing = hidden.find(")", start, limit)
    limit = closing if closing >= 0 else limit
    verb = VERB.search(hidden, start, limit)
    if verb:
        # The words right before a finite verb are its subject: the list ended at the separator before them.
        before = [m.start() for m in SEPARATOR.finditer(hidden, start, verb.start() + 1)]
        limit = before[-1] if before else start
        if before and _IN_RELATIVE.search(text, 0, start) and hidden[limit : verb.start()].strip(" ,"):
            limit = before[0]  # "A, which may lead to [B], C and D are seen": the main clause goes on after the comma
    while limit > start and text[limit - 1] in " \t\n,;:.":
        limit -= 1
    return limit


def clip_before(text: str, start: int, end: int) -> int:
    """Start of the noun-phrase list that ends at `end`: after the last clause break in `[start, end)`; `end` where a verb is."""
    hidden = _hide_parentheses(text, start, end)
    breaks = [m.end() for m in TERMINATOR.finditer(hidden, start, end) if m.group().split()[-1] != "than"]
    begin = breaks[-1] if breaks else start
    verbs = [m.end() for m in VERB.finditer(hidden, begin, end)]
    if verbs:  # "the gait is broad and seizures [are common]"
        joined = [m.end() for m in _CLAUSE_AND.finditer(hidden, verbs[-1], end)]
        if not joined:
            return end
        begin = joined[0]
    while begin < end and text[begin] in " \t\n,;:.":
        begin += 1
    return begin


def split_phrases(text: str, start: int, end: int, knows: Knows, is_place: Knows) -> tuple[Phrase, ...]:
    """Members of the list in `[start, end)`, in text order, trimmed; `knows(words)`: a vocabulary has these words."""
    pieces = _cut(text, start, end)
    phrases: list[Phrase] = []
    governor: str | None = None
    any_or = any(piece.joiner == "or" for piece in pieces)
    for piece in merge(text, pieces, knows, is_place):
        made = _make(text, piece, knows)
        if made:
            phrases.append(made._replace(governor=governor, joined_by_or=any_or))
        if piece.joiner == "such as":
            governor = text[piece.start : piece.end].strip()
        phrases.extend(_gloss_examples(text, piece, knows, is_place))
    return tuple(share(text, phrases, knows, is_place))


@lru_cache(maxsize=1024)
def _hide_parentheses(text: str, start: int, end: int) -> str:
    """`text` with the insides of parentheses blanked, so that searches see only the outer level."""
    text = _hide_asides(text, start)
    if "(" not in text[start:end] and "[" not in text[start:end]:
        return text
    out = list(text)
    depth = 0
    for i in range(start, end):
        if text[i] in "([":
            depth += 1
        if depth:
            out[i] = "_"
        if text[i] in ")]" and depth:
            depth -= 1
    return "".join(out)


@lru_cache(maxsize=1024)
def _hide_asides(text: str, start: int) -> str:
    """`text` with the asides from `start` on blanked."""
    region = PART_CLAUSE.sub(_with_clause_hidden, text[start:])
    region = ASIDE.sub(lambda m: "_" * (len(m.group()) - 1) + m.group()[-1], region)
    return text[:start] + CONSEQUENCE.sub(_blanked, region)


def _with_clause_hidden(match: re.Match[str]) -> str:
    """A part of the body and its clause, of which no verb or break is seen; it is no aside, and stays in the phrase."""
    words, clause = match.group(), match["clause"]
    return words[: -len(clause)] + "x" * len(clause)


def _blanked(match: re.Match[str]) -> str:
    """Blanks of a match's length; a comma at its start stays, so that it parts members."""
    words = match.group()
    return words[0] + "_" * (len(words) - 1) if words[0] == "," else "_" * len(words)


def _cut(text: str, start: int, end: int) -> list[Piece]:
    hidden = _hide_parentheses(text, start, end)
    glosses = [m.span() for m in _HIDDEN.finditer(hidden[:end]) if m.start() >= start]
    closed = ((a, text.find(")", a, b) + 1 or b, b) for a, b in glosses)  # an aside may follow the bracket
    glosses = [span for a, middle, b in closed for span in ((a, middle), (middle, b)) if span[0] < span[1]]
    cuts: list[tuple[int, int, str]] = []
    for m in SEPARATOR.finditer(hidden, start, end):
        words = m.group().strip(" ,;\n\t").lower()
        joiner = "such as" if EXAMPLES.match(words) else "or" if words.endswith("or") else "and" if words else ","
        cuts.append((m.start(), m.end(), joiner))
    pieces = []
    position = start
    for a, b, joiner in [*cuts, (end, end, "")]:
        inside = tuple(g for g in glosses if position <= g[0] < a)
        if a > position:
            pieces.append(Piece(position, a, joiner, inside))
        position = b
    return pieces


def _make(text: str, piece: Piece, knows: Knows) -> Phrase | None:
    start, end = outer(text, piece)
    if start >= end or text[start:end].lower() in _EMPTY:
        return None
    aliases = []
    glossed = next(((a, b) for a, b in piece.glosses if text[a] == "("), None)
    if glossed and _PLACE_ONLY.match(text, start, end):  # "or in the lower abdomen (inguinal hernia)"
        return Phrase(glossed[0] + 1, glossed[1] - 1, text[glossed[0] + 1 : glossed[1] - 1])
    asides = ((a, text[a:b]) for a, b in piece.glosses if text[a] == " " and text[b:].lstrip().startswith("("))
    relative = next((a for a, aside in asides if not _NAMED.match(aside) and " and a" not in aside), None)
    bare = len(without_glosses(text[start:end]).split()) <= 2 and " of " not in text[start:end]
    if relative is not None and glossed and relative < glossed[0] and bare:  # "eyes that turn inward (strabismus)"
        inside = text[glossed[0] + 1 : glossed[1] - 1]
        return Phrase(glossed[0] + 1, glossed[1] - 1, inside, (without_glosses(text[start:end]),))
    for a, b in piece.glosses:
        inside = text[a + 1 : b - 1].strip() if text[a] == "(" else ""
        named = _NAMED.match(text, a, b)
        inside = text[named.end() : b].strip() if named else inside
        listed = "," in inside and (
            _CLASS_OF_MANY.search(text[start:end]) or _lists_members(without_glosses(text[start:end]), inside, knows)
        )
        if (
            inside
            and not listed
            and not LEADING_EXAMPLE.match(inside)
            and len(inside.split()) <= 7
            and not re.search(r"\d\s*%", inside)
        ):
            aliases.append(re.sub(r"^(?:or|i\.?e\.?,?|also (?:called|known as))\s+", "", inside))
    return Phrase(start, end, without_glosses(text[start:end]), tuple(aliases))


def without_glosses(words: str) -> str:
    """The words without what stands in parentheses: "ocular (eye) abnormalities" → "ocular abnormalities"."""
    bare = _IN_BRACKETS.sub("", words) if "(" in words else words
    return " ".join(bare.split()) or " ".join(words.split())


def _gloss_examples(text: str, piece: Piece, knows: Knows, is_place: Knows) -> list[Phrase]:
    """Members of "(such as A, B)" after a phrase."""
    found: list[Phrase] = []
    before = " ".join(text[slice(*outer(text, piece))].split())
    for a, b in piece.glosses:
        if text[a] != "(":
            continue
        lead = LEADING_EXAMPLE.match(text, a + 1, b - 1)
        if lead and _BY.match(text, lead.end()):  # "recurrent infections (especially by …)"
            continue
        if lead or _lists_members(before, text[a + 1 : b - 1], knows):
            start = lead.end() if lead else a + 1
            found.extend(p._replace(governor=before) for p in split_phrases(text, start, b - 1, knows, is_place))
    return found


def _lists_members(outer: str, inside: str, knows: Knows) -> bool:
    """True for a class and its members: "QT-prolonging drugs (ondansetron, droperidol)", "fluid overload (edema, ascites)"."""
    if "," not in inside or _NO_MEMBER.search(inside):
        return False
    if _CLASS_OF_MANY.search(outer):
        return True
    return not knows(outer) and all(knows(one.strip()) for one in _MEMBER_CUT.split(inside))


def split_with(text: str, phrase: Phrase, knows: Knows) -> tuple[Phrase, ...]:
    """Cut "A with B" in two findings where A stands by itself; else the phrase alone."""
    said: Final = text[phrase.start : phrase.end]
    match: Final = _WITH.search(said)
    if not match or phrase.words not in (" ".join(said.split()), without_glosses(said)):
        return (phrase,)
    left_end = phrase.start + match.start()
    left = without_glosses(text[phrase.start : left_end])
    if (
        left.count("(") != left.count(")")  # "pain (seen with fever)"
        or WITH_BREAKERS.search(left)
        or (not match["without"] and _SETTING.match(text, phrase.start + match.end()))
        or not (match["without"] or match["beside"] or knows(left) or knows(left.split()[-1]) or _ILLNESS.search(left))
    ):
        return (phrase,)
    a, b = trim(text, phrase.start + match.end(), phrase.end)
    named = knows(phrase.words) and " " not in text[a:b]  # "migraine with aura"; a longer rest is a finding beside the name
    if a >= b or (not knows(text[a:b]) and (match["without"] or named)):
        return (phrase,)
    first = phrase._replace(end=left_end, words=left)
    glosses = () if "(" in text[phrase.start : left_end] else phrase.aliases
    return (first, Phrase(a, b, without_glosses(text[a:b]), glosses, phrase.governor, phrase.joined_by_or))
