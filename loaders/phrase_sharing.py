"""What members of a list share: a head ("renal and pancreatic cysts"), a governor ("loss of vision and hearing"), a complement."""

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from loaders.phrase_qualities import SITES, is_adjectival, is_described, is_measured, is_qualified, runs_as_trouble, same_head
from loaders.phrase_words import ADJECTIVES, MODIFIED, NOUN_MODIFIERS, RELATIONAL, TAIL_NOUNS
from loaders.rules.words import pattern
from loaders.rules.words import words as words_of

Knows = Callable[[str], bool]
_TAKES_TAIL: Final = re.compile(r"(?i)(?:\w+ )?(?:" + "|".join((*RELATIONAL, *TAIL_NOUNS)) + ")")
# "Weakness and loss of sensation": the complement is the second noun's alone.
_KEEPS_TAIL: Final = re.compile(
    r"(?i)(?:\w+ )?(?:inability|sense|build-?up|accumulation|history|risk|range) |(?:\w+ )?(?:loss|lack|absence|"
    r"decrease|increase) (?:of|in) (?:\w+ )?"
    r"(?:sensation|feeling|consciousness|vision|hearing|sight|appetite|balance|coordination|control|function|memory|smell|taste|speech|energy|"
    r"interest|strength|movement|motion|weight|reflexes|tone|skills|size)\b"
)
# "Sensitivity to sunlight, liver damage": what says itself what is wrong takes no frame over a comma.
_SAYS_WHAT: Final = re.compile(
    r"(?i)\b(?:damage|failure|pains?|diseases?|disorders?|loss|weakness|infections?|stones|bleeding|swelling|problems?|seizures|"
    r"\w+(?:itis|osis|emia|uria|algia|pathy))$"
)
# "Low mood and crying, low energy and sadness": the quality is the first one's alone.
_SAYS_ITSELF: Final = re.compile(
    r"(?i)(?!conscious|aware|alert)\w+ness|(?:cry|vomit|swell|itch|bleed|cough|wheez|drool|snor|sweat|twitch|scarr)ing"
)
# "A reduced ability to feel heat, cold, and pain": what is felt, and no findings.
_ABLE_TO_FEEL: Final = re.compile(
    r"(?i)(.*\b(?:ability|inability|failure|unable) to (?:feel|sense|perceive|detect|distinguish))\s+\S"
)
_MOVING: Final = re.compile(
    r"(?i)\w+ing (movements?|motions?|sensations?|feelings?|pains?|sounds?)$"
)  # "jerking or shaking movements"
_MOTION: Final = re.compile(r"(?:jerk|twitch|shak|nodd|turn|roll|bobb|bang|bit|flapp|clench|tapp|rock|twist|stretch)ing")
_FEEL: Final = re.compile(r"(?:feel|sense|perceive|detect|distinguish)\s")
_PART_NOUN: Final = re.compile(
    r"(?i) (?:muscles?|nerves?|glands?|systems?|tracts?|cortex|vessels|valves?|"
    r"arter(?:y|ies)|veins|bones|membranes?|matter|ducts?|joints|lobes?|limbs)$"
)
_LAST_ALONE: Final = re.compile(r"(?i)(?:^| (?:of|in|on|to|at) (?:the )?)([\w-]+)$")
_OWN_ARTICLE: Final = re.compile(r",.*\ban?\s+$")  # "narrowing of the aorta, an opening in the diaphragm"
_OF_PART: Final = re.compile(r"(?i)(?:al|ar|ac|ic|ous|oid|ine|ory|ary|ive|ed)$|^(?:smooth|long|upper|lower)$")
_SMALL_PARTS: Final = frozenset(("gland", "muscle", "nerve", "vessel", "cell", "node", "valve", "marrow", "cord"))
_BEFORE_PLACE: Final = re.compile(r"\s(?:in|on|at|around|over)\s")
# What can be lost or weak besides a part of the body: after a comma, other words begin a member of their own.
_FUNCTIONS: Final = frozenset(
    ("sensation", "feeling", "consciousness", "appetite", "coordination", "control", "strength", "function", "interest", "energy", "smell",
     "taste", "sight", "skills", "thinking", "concentration", "judgment", "reasoning", "swallowing", "tone", "reflexes", "fluid", "weight")
)  # fmt: skip
_PART: Final = pattern("anatomy")
# "Infections of the ears, throat, and lungs" are three findings, "a fusion of the ribs and spine" is one.
_IN_PLACE: Final = re.compile(
    r"(?i)(?P<frame>(?:(?!and\b|or\b)[\w-]+ ){0,3}(?:"
    + "|".join(words_of("placed"))
    + r") (?:of|in|on|at|to|along|around|under))"
    r" (?:the |their |both |one or both )?[\w-]+(?: (?!and\b|or\b|of\b|in\b)[\w-]+){0,2}"
)
_GLOSSED: Final = re.compile(r"\([^()]*\)")
_OTHER_GAP: Final = re.compile(r"(?i)[^\s,]+(?<!\band)(?<!\bor)(?<!\bthe)(?<!\btheir)(?=[\s,]|$)|;")
_JOINED: Final = re.compile(r"(?i)\s+(?:and/or|and|or)\s+")
_COMPLEMENT: Final = re.compile(r"(?i)(?:\w+ )?\w+ ((?:of|in) (?:the |one |both )?\w.*)$")
_PREPOSITION: Final = re.compile(r"\s+(?:of|in|with|within|from|to|at|on)\s+")
_UNABLE_TO: Final = re.compile(r"(?i)(.*\b(?:inability|ability|failure|difficulty|trouble) to (?!the\b)\w+)\s+\S")
_RELATION_TO: Final = re.compile(r"(?i)(.*\b(?:" + "|".join(RELATIONAL) + r")\s+(?:of|in|with|to|for))\s+\S")
_AVOIDING: Final = re.compile(
    r"(?i)((?:avoid(?:ing|ance of)|limiting|restricting|restriction of|stopping|withdrawal of))\s+(?!\w+ing\b)\w"
)
_TROUBLE_DOING: Final = re.compile(r"(?i)(.*\b(?:difficult(?:y|ies)|problems?|trouble)(?: with| in)?)\s+\w+ing\b")
_WEAK_HEAD: Final = re.compile(
    r"(?i)(?:problem|difficult|disturbance|abnormalit|impairment|change|delay|disorder|issue|anomal|defect)(?:s|y|ies)?"
)
_NOUN_IN_ING: Final = re.compile(
    r"(?i)(?:swelling|itching|bleeding|vomiting|coughing|wheezing|burning|tingling|scarring|wasting|bruising|thickening|thinning|"
    r"hardening|narrowing|drooling|snoring|sweating|twitching|stuttering|clubbing|cramping|blistering|peeling|hearing|learning)\b"
)

# "H1 and H2 antihistamines", "IL-17 and IL-23 inhibitors": short signs that share the word for their class.
_SIGN: Final = r"(?:[A-Z]{1,4}-?\d{0,2}[A-Z]?|(?i:alpha|beta|gamma)|[αβγ])"
_SIGN_ALONE: Final = re.compile(rf"(?P<sign>{_SIGN})-?")
_SIGNED: Final = re.compile(
    rf"{_SIGN}(?P<head>[- ](?:(?:receptor|adrenergic|channel) )?"
    r"(?:inhibitors?|block(?:ers?|ade)|(?:ant)?agonists?|antihistamines?|analog(?:ue)?s?|replacement|supplements?|antibod(?:y|ies)|levels?|deficienc(?:y|ies)|waves?|abnormalities))\b"
)


class Phrase(NamedTuple):
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


def shares_place(previous: str, words: str, listed: bool, knows: Knows) -> str | None:
    """ "Infections of", where `words` name one more part of the body in which the same thing is found; None where it is one finding.

    `listed`: a comma stands between them; two parts that "and" joins are one finding where a vocabulary has only both.
    """
    placed = _IN_PLACE.fullmatch(previous)
    if placed is None:
        return None
    if listed or knows(f"{placed['frame']} {words}") or not knows(f"{previous} and {words}"):
        return placed["frame"]
    return None


def share(text: str, phrases: list[Phrase], knows: Knows, is_place: Knows) -> list[Phrase]:
    """Give each member its shared head ("renal and pancreatic cysts") or shared governor ("loss of vision and hearing")."""
    shared: list[Phrase] = []
    for i, phrase in enumerate(phrases):
        if part := _whole_part(phrase.words, phrases[i + 1 :], is_place):
            frame = _place_frame(text, shared[-1], phrase._replace(words=part), knows, is_place) if shared else None
            shared.append(phrase._replace(words=f"{frame} {part}" if frame else part))
            continue
        following = next((p for p in phrases[i + 1 :] if not is_adjectival(p.words)), None)
        head = _head_after_modifier(following.words, is_measured(phrase.words)) if following else None
        if (
            head
            and following
            and (len(phrase.words.split()) == 1 or _JOINED.fullmatch(text, phrase.end, following.start))
            and (is_adjectival(phrase.words) or runs_as_trouble(phrase.words))
            and not phrase.governor
            and (is_described(following.words) or not is_place(following.words))
            and (_WEAK_HEAD.fullmatch(head) or phrase.words.lower() in ADJECTIVES or not knows(phrase.words))
        ):
            shared.append(phrase._replace(words=f"{phrase.words} {head}"))
            continue
        if signed := _signed_with(phrase.words, phrases[i + 1 :]):
            shared.append(phrase._replace(words=signed))
            continue
        if following and (place := _same_motion(text, phrase, following, is_place)):
            shared.append(phrase._replace(words=place))
            continue
        moved = _MOVING.match(following.words) if following and phrase.words.endswith("ing") else None
        if moved and following and _JOINED.fullmatch(text, phrase.end, following.start):
            shared.append(phrase._replace(words=f"{phrase.words} {moved[1]}"))
            continue
        tail = _tail_of(text, phrase, phrases[i + 1]) if i + 1 < len(phrases) else None
        if tail:
            shared.append(phrase._replace(words=f"{phrase.words} {tail}"))
            continue
        frame = _felt_with(shared[-1], phrase) if shared else None
        frame = frame or (_place_frame(text, shared[-1], phrase, knows, is_place) if shared else None)
        if not frame and shared and (taken := _frame_from(shared[-1], phrase, text)):
            frame = None if knows(phrase.words) else taken
        shared.append(phrase._replace(words=f"{frame} {phrase.words}") if frame else phrase)
    return shared


def _whole_part(words: str, later: list[Phrase], is_place: Knows) -> str | None:
    """The part of the body that an adjective means, alone or after "of the": "skeletal, cardiac, and smooth muscle" → "skeletal muscle"."""
    lone = _LAST_ALONE.search(words)
    if lone is None or not _OF_PART.search(lone[1]):
        return None
    head = next((found.group() for p in later if (found := _PART_NOUN.search(p.words))), None)
    return f"{words}{head}" if head and not is_place(lone[1]) and is_place(f"{lone[1]}{head}") else None


def _same_motion(text: str, phrase: Phrase, following: Phrase, is_place: Knows) -> str | None:
    """What the first of two parts does that do the same: "head or shoulder jerking" → "head jerking"."""
    part, _, motion = following.words.rpartition(" ")
    if " " in phrase.words or not _MOTION.fullmatch(motion) or not (is_place(phrase.words) and is_place(part)):
        return None
    return f"{phrase.words} {motion}" if _JOINED.fullmatch(text, phrase.end, following.start) else None


def _signed_with(words: str, later: list[Phrase]) -> str | None:
    """ "H1" before "H2 antihistamines" → "H1 antihistamines"."""
    alone = _SIGN_ALONE.fullmatch(words)
    following = next((p.words for p in later if not _SIGN_ALONE.fullmatch(p.words)), "") if alone else ""
    signed = _SIGNED.match(following)
    return f"{alone['sign']}{signed['head']}" if alone and signed else None


def _tail_of(text: str, phrase: Phrase, following: Phrase) -> str | None:
    """The complement that a noun shares with the next: "weakness and wasting of the tongue" → "of the tongue"."""
    joined = _JOINED.fullmatch(text[phrase.end : following.start])
    if not joined or not _TAKES_TAIL.fullmatch(phrase.words) or _KEEPS_TAIL.match(following.words):
        return None
    match = _COMPLEMENT.match(following.words)
    return match.group(1) if match else None


def _frame_from(previous: Phrase, phrase: Phrase, text: str) -> str | None:
    """The words that `phrase` takes over from its left neighbor, None where it stands alone."""
    frame = _shared_frame(previous.words) if previous.governor == phrase.governor else None
    gap = _GLOSSED.sub("", text[previous.end : phrase.start])
    if (
        frame is None
        or len(gap) >= 12
        or ";" in gap
        or _OWN_ARTICLE.search(gap)
        or (frame[0] == "noun" and "," in gap and (is_described(phrase.words) or _SAYS_WHAT.search(phrase.words)))
        or (frame[0] == "modifier" and _SAYS_ITSELF.fullmatch(phrase.words))
    ):
        return None
    kind, words = frame
    first = phrase.words.partition(" ")[0].lower()
    if first in ("in", "with", "of", "to", "for"):  # "problems in learning words and in keeping them"
        return words[: -len(first) - 1] if words.lower().endswith(f" {first}") else None
    if (
        kind == "noun"
        and "," in gap
        and words.split()[0].lower() in ("lack", "loss", "absence")
        and not _shares_function(phrase.words)
    ):
        return None
    if kind == "gerund":
        named = _NOUN_IN_ING.match(phrase.words)
        return words if phrase.words.split()[0].lower().endswith("ing") and not named else None
    if (
        kind == "modifier"
        and (re.search("[,;]", gap) or (is_qualified(phrase.words) and not same_head(previous.words, phrase.words)))
    ) or MODIFIED.match(phrase.words):
        return None
    before = _BEFORE_PLACE.split(phrase.words)[0]
    own = before != phrase.words and _TAKES_TAIL.fullmatch(before)  # "weakness or paralysis of …" is whole
    return words if len(before.split()) <= 2 and not own else None


def _place_frame(text: str, previous: Phrase, phrase: Phrase, knows: Knows, is_place: Knows) -> str | None:
    """ "Inflammation of", before the second part of the body that is inflamed."""
    gap = text[previous.end : phrase.start]
    if previous.governor != phrase.governor or not _IN_PLACE.fullmatch(previous.words) or _BEFORE_PLACE.search(phrase.words):
        return None
    if _OTHER_GAP.search(_GLOSSED.sub("", gap)) or not any(is_place(words) for words in (phrase.words, *phrase.aliases)):
        return None
    return shares_place(previous.words, phrase.words, "," in gap or "(" in gap or bool(previous.aliases), knows)


def _felt_with(previous: Phrase, phrase: Phrase) -> str | None:
    """ "A reduced ability to feel", of which one word more in the list is the object."""
    felt = _ABLE_TO_FEEL.match(previous.words) if len(phrase.words.split()) < 3 else None
    if felt is None:
        return None
    if _FEEL.match(phrase.words):  # "to feel pain and sense heat"
        return felt.group(1).rpartition(" ")[0]
    return felt.group(1) if " " not in phrase.words else None


def _shares_function(words: str) -> bool:
    """True for one word that names a function or a part: "loss of vision, hearing, and speech"."""
    last = words.lower().split()[-1]
    return last in NOUN_MODIFIERS or last in _FUNCTIONS or bool(_PART.fullmatch(words))


def _head_after_modifier(words: str, measured: bool) -> str | None:
    """ "pancreatic cysts" → "cysts"; None where the phrase has no modifier before its head. `measured`: the first member says how
    much there is ("decreased or no urine output"), so that a site stays with the head."""
    tokens = _PREPOSITION.split(words)[0].split()
    if len(tokens) < 2 or not is_adjectival(tokens[0]):
        return None
    if measured and tokens[0] in SITES:
        return words
    return tokens[-1] if len(tokens) > 2 and tokens[1] in _SMALL_PARTS else words.split(" ", 1)[1]


def _shared_frame(words: str) -> tuple[str, str] | None:
    """The part of a phrase that its neighbors share: ("noun", "loss of") or ("gerund", "difficulty")."""
    noun = _UNABLE_TO.match(words) or _RELATION_TO.match(words)
    if noun:
        return "noun", noun.group(1)
    avoided = _AVOIDING.match(words)
    if avoided:
        return "noun", avoided.group(1)
    gerund = _TROUBLE_DOING.match(words)
    if gerund:
        return "gerund", gerund.group(1)
    modified = MODIFIED.match(words)
    return ("modifier", modified.group(1)) if modified else None
