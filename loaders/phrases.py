"""Object regions of a sentence cut into noun phrases: coordination, apposition, examples, shared modifiers and heads.

Takes a sentence's text and a region after (or before) a rule's cue; gives phrases with exact offsets. What a word means is
asked of two callables, so that this file knows grammar and no vocabulary.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from loaders.phrase_words import (
    ADJECTIVE_ENDINGS,
    ADJECTIVES,
    APPOSED,
    ASIDE,
    CONSEQUENCE,
    EXAMPLES,
    LEADING,
    LEADING_EXAMPLE,
    LOCATIVES,
    MODIFIED,
    NOUN_MODIFIERS,
    NOUNS,
    QUALITIES,
    RELATIONAL,
    RELATIVE,
    SEPARATOR,
    SYMBOL,
    TAIL_NOUNS,
    TERMINATOR,
    TRAILING,
    VERB,
    WITH_BREAKERS,
)

Knows = Callable[[str], bool]
_TAKES_TAIL: Final = re.compile(r"(?i)(?:\w+ )?(?:" + "|".join((*RELATIONAL, *TAIL_NOUNS)) + ")")
# "Weakness and loss of sensation": the complement is the second noun's alone.
_KEEPS_TAIL: Final = re.compile(
    r"(?i)(?:\w+ )?(?:inability|sense|build-?up|accumulation|history|risk|range) |(?:\w+ )?(?:loss|lack|absence|decrease|increase) (?:of|in) (?:\w+ )?"
    r"(?:sensation|feeling|consciousness|vision|hearing|sight|appetite|balance|coordination|control|function|memory|smell|taste|speech|energy|"
    r"interest|strength|movement|motion|weight|reflexes|tone|skills|size)\b"
)


_GERUND_END: Final = re.compile(r"(?i)\b(?:problems?|difficult(?:y|ies)|trouble|inability|ability)\b(?: with| in| to)? \w+ing$")
_EMPTY: Final = frozenset(
    (
        "as well",
        "as well as",
        "afterward",
        "also",
        "often",
        "usually",
        "sometimes",
        "even",
        "possibly",
        "rarely",
        "others",
        "more",
        "so",
        "then",
        "not",
        "only",
    )
)
_BETWEEN: Final = re.compile(r"\bbetween [^,]+$")
_POSITION: Final = re.compile(
    r"(?i)^(?:(?:the|upper|lower|left|right|proximal|distal|inner|outer|both|entire|whole|front|back|middle|other|large|small) )+"
)
# "Changes in urinary or bowel habits": an adjective at the end wants the noun of the next member.
_OPEN_END: Final = re.compile(r"(?i)\w \b(?:in|of|with|to|on|from) (?:the |both )?(\w+)$")
_SITES: Final = frozenset(
    ("blood", "bone", "brain", "breast", "colon", "eye", "heart", "kidney", "liver", "lung", "skin", "spinal", "serum", "plasma", "urine", "ovarian",
     "anterior", "posterior", "distal", "proximal", "upper", "lower", "inner", "outer", "left", "right", "deep", "motor", "sensory")
)  # fmt: skip
_SMALL_PARTS: Final = frozenset(("gland", "muscle", "nerve", "vessel", "cell", "node", "valve", "marrow", "cord"))
_GENE_WORD: Final = re.compile(r"\s+genes?$")
_JOINED: Final = re.compile(r"(?i)\s+(?:and/or|and|or)\s+")
_WEAK_HEAD: Final = re.compile(
    r"(?i)(?:problem|difficult|disturbance|abnormalit|impairment|change|delay|disorder|issue|anomal|defect)(?:s|y|ies)?"
)
_PLACE_ONLY: Final = re.compile(r"(?i)(?:in|on|of|at|around|near|under) ")
_NOUN_IN_ING: Final = re.compile(
    r"(?i)(?:swelling|itching|bleeding|vomiting|coughing|wheezing|burning|tingling|scarring|wasting|bruising|thickening|thinning|"
    r"hardening|narrowing|drooling|snoring|sweating|twitching|stuttering|clubbing|cramping|blistering|peeling|hearing|learning)\b"
)
_NAMED: Final = re.compile(r"(?i)\s*(?:called|known as|termed)\s+")  # "red spots on the skin called angiokeratomas, and"
# "Cramps with exertion": what goes with the finding is when it comes.
_SETTING: Final = re.compile(
    r"(?i)(?:the |any |minimal |prolonged |physical |strenuous )*(?:exertion|exercise|activity|effort|movement|walking|standing|sitting|age|time|stress|cold|"
    r"heat|food|meals?|eating|fasting|fever|illness|use|treatment|puberty|pregnancy|growth)\b"
)
_CLASS_OF_MANY: Final = re.compile(
    r"(?i)\b(?:drugs|agents|an(?:a)?esthetics|relaxants|blockers|antagonists|agonists|inhibitors|opioids|medications|medicines|antibiotics|"
    r"anticonvulsants|antiepileptics|antidepressants|steroids|analgesics|sedatives|diuretics|anomalies|malformations|defects|abnormalities|signs|"
    r"disorders|lesions|disturbances|features|manifestations|symptoms|tumou?rs|infections|complications|treatments|tests|deformities)$"
)
_BY: Final = re.compile(r"(?i)\s*(?:by|with|of|due to|in|when|at|after|during)\b")
_NO_MEMBER: Final = re.compile(r"(?i)[%:;]|\d{2}|\b(?:see|or|i\.e|mainly in|usually|is|are|in|of the)\b")
_CLAUSE_AND: Final = re.compile(r",?\s+and\s+(?=\S)", re.IGNORECASE)
_GERUND_OBJECT: Final = re.compile(
    r"(?i)\b(?:problems?|difficult(?:y|ies)|trouble)(?: with| in)? \w+ing (?!and|or|of)\w+$|\binability to \w+ \w+$"
)
_GERUND_START: Final = re.compile(r"(?i)\w+ing \w")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: `[start, end)` of the sentence; `words` differ from the slice where a shared head or modifier was added.

    `aliases`: the glosses in parentheses. `governor`: the words before "such as" of which this is an example.
    `joined_by_or`: it stands in a list whose last two members are joined by "or".
    """

    start: int
    end: int
    words: str
    aliases: tuple[str, ...] = ()
    governor: str | None = None
    joined_by_or: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A member before repair: `joiner` is what stands between it and the next one ("," "and" "or" "such as")."""

    start: int
    end: int
    joiner: str
    glosses: tuple[tuple[int, int], ...]


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
    while limit > start and text[limit - 1] in " \t\n,;:.":
        limit -= 1
    return limit


def clip_before(text: str, start: int, end: int) -> int:
    """Start of the noun-phrase list that ends at `end`: after the last clause break in `[start, end)`; `end` where a verb is."""
    hidden = _hide_parentheses(text, start, end)
    breaks = [m.end() for m in TERMINATOR.finditer(hidden, start, end)]
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
    for piece in _merge(text, pieces, knows, is_place):
        made = _make(text, piece)
        if made:
            phrases.append(replace(made, governor=governor, joined_by_or=any_or))
        if piece.joiner == "such as":
            governor = text[piece.start : piece.end].strip()
        phrases.extend(_gloss_examples(text, piece, knows, is_place))
    return tuple(_share(text, phrases, knows, is_place))


@lru_cache(maxsize=1024)  # asked for the same words many times in a sentence
def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut determiners, adverbs of frequency, announcing words and trailing shares or ages off a phrase."""
    while True:
        before = (start, end)
        while start < end and text[start] in " \t\n,;:.*-–—\"'“”‘":
            start += 1
        while start < end and text[end - 1] in " \t\n,;:.*\"'“”’":
            end -= 1
        lead = LEADING.match(text, start, end)
        if lead and lead.end() < end:
            start = lead.end()
        tail = TRAILING.search(text, start, end)
        if tail and tail.start() > start:
            end = tail.start()
        if (start, end) == before:
            return start, end


def is_adjectival(words: str) -> bool:
    """True for words that only modify: "renal", "high", "irregular"; the last word decides."""
    tokens = words.lower().split()
    if not tokens or len(tokens) > 2:
        return False
    last = tokens[-1]
    if last in NOUN_MODIFIERS and (len(tokens) == 1 or tokens[0] in QUALITIES):
        return True
    if len(tokens) == 1 and last.endswith("ed") and len(last) > 5:
        return True
    return last in ADJECTIVES or (last not in NOUNS and last.endswith(ADJECTIVE_ENDINGS) and len(last) > 4)


def _modifies(words: str) -> bool:
    """True for an organ or function and how its trouble runs: "slowly progressive gait" before "and limb ataxia"."""
    *before, last = words.lower().split()
    return 1 < len(before) < 4 and last in NOUN_MODIFIERS and all(w.endswith("ly") or w in QUALITIES for w in before)


def _stacks(words: str) -> bool:
    """True for an adjective that goes on after a comma: "irregular, fast pulse"."""
    tokens = words.lower().split()
    if len(tokens) > 2 and tokens[-2] in ("of", "a", "an"):  # "growth of abnormal, fragile vessels"
        return tokens[-1] in QUALITIES or tokens[-1] in ADJECTIVES
    return is_adjectival(words) and words.lower() not in NOUN_MODIFIERS


@lru_cache(maxsize=1024)
def _hide_parentheses(text: str, start: int, end: int) -> str:
    """`text` with the insides of parentheses blanked, so that searches see only the outer level."""
    region = ASIDE.sub(lambda m: "_" * (len(m.group()) - 1) + m.group()[-1], text[start:])
    text = text[:start] + CONSEQUENCE.sub(_blanked, region)
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


def _blanked(match: re.Match[str]) -> str:
    """Blanks of a match's length; a comma at its start stays, so that it parts members."""
    words = match.group()
    return words[0] + "_" * (len(words) - 1) if words[0] == "," else "_" * len(words)


def _cut(text: str, start: int, end: int) -> list[_Piece]:
    hidden = _hide_parentheses(text, start, end)
    glosses = [m.span() for m in re.finditer(r"_+", hidden[:end]) if m.start() >= start]
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
            pieces.append(_Piece(position, a, joiner, inside))
        position = b
    return pieces


def _outer(text: str, piece: _Piece) -> tuple[int, int]:
    """The piece without a gloss at its end."""
    end = piece.end
    for a, b in reversed(piece.glosses):
        if not text[b:end].strip(" ,"):
            end = a
    return trim(text, piece.start, end)


def _merge(text: str, pieces: list[_Piece], knows: Knows, is_place: Knows) -> list[_Piece]:
    """Join pieces that a comma or "and" inside one noun phrase had cut: stacked adjectives, places of one finding."""
    merged: list[_Piece] = []
    for piece in pieces:
        words = text[slice(*_outer(text, piece))]
        if merged:
            last = merged[-1]
            previous = text[slice(*_outer(text, last))]
            stacked = last.joiner == "," and _stacks(previous) and not knows(previous) and not _closes_list(pieces, piece)
            comma, glossed = "," in text[last.end : piece.start], _ends_in_gloss(text, last)
            places = _continues_places(previous, last.joiner, words, knows, is_place) and not glossed
            paired = last.joiner in ("and", "or") and not comma and _ends_in_gloss(text, piece) and not glossed
            places |= (
                paired and not _qualified(words) and is_place(words) and is_place(previous.rpartition(" ")[2])
            )  # "bent fingers and toes (camptodactyly)"
            if (
                stacked
                or places
                or (last.joiner in ("and", "or") and _prefix(previous))
                or _continues(previous, last.joiner, words, comma or glossed)
            ):
                merged[-1] = _Piece(last.start, piece.end, piece.joiner, (*last.glosses, *piece.glosses))
                continue
        merged.append(piece)
    return merged


def _ends_in_gloss(text: str, piece: _Piece) -> bool:
    """True where words in parentheses close the piece."""
    return any(text[a] == "(" and not text[b : piece.end].strip() for a, b in piece.glosses)


def _continues(previous: str, joiner: str, words: str, apart: bool) -> bool:
    """True where `words` go on with the noun phrase `previous`: a second quality or gerund, or "between A and B".

    `apart`: a comma or a gloss stands between them."""
    if joiner in ("and", ",") and _is_quality(previous):
        return True
    if (
        joiner == "and"
        and not apart
        and (_BETWEEN.search(previous) or (_GERUND_OBJECT.search(previous) and " " not in words and not words.endswith("ing")))
    ):
        return True
    if joiner in ("and", "or") and not apart and (open_end := _OPEN_END.search(previous)):
        last = open_end.group(1).lower()
        return last.endswith(ADJECTIVE_ENDINGS) and last not in NOUNS and len(last) > 4 and " " in words
    return joiner in ("and", "or") and bool(_GERUND_END.search(previous) and _GERUND_START.match(words))


def _continues_places(previous: str, joiner: str, words: str, knows: Knows, is_place: Knows) -> bool:
    """True where `words` are one more place or gene of the noun phrase `previous`."""
    if joiner not in (",", "and", "or") or not LOCATIVES.search(previous):
        return False
    placed = _POSITION.sub("", words)
    return bool(SYMBOL.fullmatch(_GENE_WORD.sub("", words))) or (
        is_place(words) and not knows(words) and not _described(placed)
    )


def _closes_list(pieces: list[_Piece], piece: _Piece) -> bool:
    """True where the comma list goes on to "and"/"or" with one adjective a member ("renal, hepatic, and pancreatic cysts")."""
    at = pieces.index(piece)
    return piece.joiner in ("and", "or", ",") and at + 1 < len(pieces) and piece.end - piece.start < 16


def _make(text: str, piece: _Piece) -> Phrase | None:
    start, end = _outer(text, piece)
    if start >= end or text[start:end].lower() in _EMPTY:
        return None
    aliases = []
    glossed = next(((a, b) for a, b in piece.glosses if text[a] == "("), None)
    if glossed and _PLACE_ONLY.match(text, start, end):  # "or in the lower abdomen (inguinal hernia)"
        return Phrase(glossed[0] + 1, glossed[1] - 1, text[glossed[0] + 1 : glossed[1] - 1])
    relative = next((a for a, b in piece.glosses if text[a] == " " and glossed and text[b:].lstrip().startswith("(")), None)
    bare = len(without_glosses(text[start:end]).split()) <= 2 and " of " not in text[start:end]
    if relative is not None and glossed and relative < glossed[0] and bare:  # "eyes that turn inward (strabismus)"
        inside = text[glossed[0] + 1 : glossed[1] - 1]
        return Phrase(glossed[0] + 1, glossed[1] - 1, inside, (without_glosses(text[start:end]),))
    for a, b in piece.glosses:
        inside = text[a + 1 : b - 1].strip() if text[a] == "(" else ""
        named = _NAMED.match(text, a, b)
        inside = text[named.end() : b].strip() if named else inside
        listed = _CLASS_OF_MANY.search(text[start:end]) and "," in inside
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
    return " ".join(re.sub(r"\s*\([^()]*\)", "", words).split()) or " ".join(words.split())


def _gloss_examples(text: str, piece: _Piece, knows: Knows, is_place: Knows) -> list[Phrase]:
    """Members of "(such as A, B)" after a phrase."""
    found: list[Phrase] = []
    outer = " ".join(text[slice(*_outer(text, piece))].split())
    for a, b in piece.glosses:
        if text[a] != "(":
            continue
        lead = LEADING_EXAMPLE.match(text, a + 1, b - 1)
        if lead and _BY.match(text, lead.end()):  # "recurrent infections (especially by …)"
            continue
        if lead or _lists_members(outer, text[a + 1 : b - 1]):
            start = lead.end() if lead else a + 1
            found.extend(replace(p, governor=outer) for p in split_phrases(text, start, b - 1, knows, is_place))
    return found


def _lists_members(outer: str, inside: str) -> bool:
    """True for a class and its members: "QT-prolonging drugs (ondansetron, droperidol)"."""
    return bool(_CLASS_OF_MANY.search(outer)) and "," in inside and not _NO_MEMBER.search(inside)


def _share(text: str, phrases: list[Phrase], knows: Knows, is_place: Knows) -> list[Phrase]:
    """Give each member its shared head ("renal and pancreatic cysts") or shared governor ("loss of vision and hearing")."""
    shared: list[Phrase] = []
    for i, phrase in enumerate(phrases):
        following = next((p for p in phrases[i + 1 :] if not is_adjectival(p.words)), None)
        head = _head_after_modifier(following.words) if following else None
        of_places = following is not None and is_place(following.words)
        if (
            head
            and (not of_places or (following is not None and _described(following.words)))
            and (len(phrase.words.split()) == 1 or _JOINED.fullmatch(text, phrase.end, following.start if following else 0))
            and (is_adjectival(phrase.words) or _modifies(phrase.words))
            and not phrase.governor
            and (_WEAK_HEAD.fullmatch(head) or phrase.words.lower() in ADJECTIVES or not knows(phrase.words))
        ):
            shared.append(replace(phrase, words=f"{phrase.words} {head}"))
            continue
        tail = _tail_of(text, phrase, phrases[i + 1]) if i + 1 < len(phrases) else None
        if tail:
            shared.append(replace(phrase, words=f"{phrase.words} {tail}"))
            continue
        frame = _frame_from(shared[-1], phrase, text) if shared and not knows(phrase.words) else None
        shared.append(replace(phrase, words=f"{frame} {phrase.words}") if frame else phrase)
    return shared


def _tail_of(text: str, phrase: Phrase, following: Phrase) -> str | None:
    """The complement that a noun shares with the next: "weakness and wasting of the tongue" → "of the tongue"."""
    joined = re.fullmatch(r"(?i)\s+(?:and/or|and|or)\s+", text[phrase.end : following.start])
    if not joined or not _TAKES_TAIL.fullmatch(phrase.words) or _KEEPS_TAIL.match(following.words):
        return None
    match = re.match(r"(?i)(?:\w+ )?\w+ ((?:of|in) (?:the |one |both )?\w.*)$", following.words)
    return match.group(1) if match else None


def _frame_from(previous: Phrase, phrase: Phrase, text: str) -> str | None:
    """The words that `phrase` takes over from its left neighbor, None where it stands alone."""
    frame = _shared_frame(previous.words) if previous.governor == phrase.governor else None
    gap = text[previous.end : phrase.start]
    if frame is None or len(gap) >= 12 or ";" in gap or (frame[0] == "noun" and "," in gap and _described(phrase.words)):
        return None
    kind, words = frame
    if kind == "gerund":
        named = _NOUN_IN_ING.match(phrase.words)
        return words if phrase.words.split()[0].lower().endswith("ing") and not named else None
    if (
        kind == "modifier"
        and (re.search("[,;]", gap) or (_qualified(phrase.words) and not _same_head(previous.words, phrase.words)))
    ) or MODIFIED.match(phrase.words):
        return None
    return words if len(phrase.words.split()) <= 2 else None


def _prefix(words: str) -> bool:
    """True for "pre-" and "inward-", which want the end of the next member."""
    return words.endswith("-") and words[:-1].replace("-", "").isalpha()


def _described(words: str) -> bool:
    """True for "hardened skin", a finding of its own, not for "spinal cord"."""
    first, _, rest = words.lower().partition(" ")
    return bool(rest) and (first in QUALITIES or (first in ADJECTIVES and first not in _SITES) or first.endswith(("ed", "ly")))


def _same_head(left: str, right: str) -> bool:
    """True for "delayed physical development" and "sexual development": the first word belongs to both."""
    return len(left.split()) > 2 and left.split()[-1] == right.split()[-1]


def _qualified(words: str) -> bool:
    """True where a first word says what the rest is like: "extra fingers", "abnormally flat vertebrae"."""
    first, _, rest = words.partition(" ")
    return (
        bool(rest)
        and first.lower() not in NOUN_MODIFIERS
        and (is_adjectival(first) or first.lower() in QUALITIES or first.lower().endswith("ly"))
    )


def _is_quality(words: str) -> bool:
    """True for an adjective that judges ("serious", "fluctuating"), not one that places ("renal")."""
    tokens = words.lower().split()
    return (
        bool(tokens)
        and len(tokens) <= 2
        and (tokens[-1] in QUALITIES or tokens[-1].endswith(("ous", "ive", "less", "ful", "able")))
    )


def _head_after_modifier(words: str) -> str | None:
    """ "pancreatic cysts" → "cysts"; None where the phrase has no modifier before its head."""
    tokens = re.split(r"\s+(?:of|in|with|within|from|to|at|on)\s+", words)[0].split()
    if len(tokens) < 2 or not is_adjectival(tokens[0]):
        return None
    return tokens[-1] if len(tokens) > 2 and tokens[1] in _SMALL_PARTS else words.split(" ", 1)[1]


def _shared_frame(words: str) -> tuple[str, str] | None:
    """The part of a phrase that its neighbors share: ("noun", "loss of") or ("gerund", "difficulty")."""
    noun = re.match(r"(?i)(.*\b(?:" + "|".join(RELATIONAL) + r")\s+(?:of|in|with|to|for))\s+\S", words)
    if noun:
        return "noun", noun.group(1)
    avoided = re.match(
        r"(?i)((?:avoid(?:ing|ance of)|limiting|restricting|restriction of|stopping|withdrawal of))\s+(?!\w+ing\b)\w", words
    )
    if avoided:
        return "noun", avoided.group(1)
    gerund = re.match(r"(?i)(.*\b(?:difficult(?:y|ies)|problems?|trouble)(?: with| in)?)\s+\w+ing\b", words)
    if gerund:
        return "gerund", gerund.group(1)
    modified = MODIFIED.match(words)
    return ("modifier", modified.group(1)) if modified else None


def split_with(text: str, phrase: Phrase, knows: Knows) -> tuple[Phrase, ...]:
    """Cut "A with B" in two findings where A stands by itself; else the phrase alone."""
    match: Final = re.search(r"\s+(?:with|accompanied by|along with|together with)\s+", text[phrase.start : phrase.end])
    if not match or phrase.words != " ".join(text[phrase.start : phrase.end].split()):
        return (phrase,)
    left_end = phrase.start + match.start()
    left = text[phrase.start : left_end]
    if (
        WITH_BREAKERS.search(left)
        or _SETTING.match(text, phrase.start + match.end())
        or not (knows(left) or knows(left.split()[-1]))
    ):
        return (phrase,)
    a, b = trim(text, phrase.start + match.end(), phrase.end)
    if a >= b:
        return (phrase,)
    first = replace(phrase, end=left_end, words=" ".join(left.split()))
    return (first, Phrase(a, b, " ".join(text[a:b].split()), phrase.aliases, phrase.governor, phrase.joined_by_or))
