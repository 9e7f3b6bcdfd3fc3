"""Which form of the disease a clause speaks of: "the infantile form", "accelerated harlosis", "type 2", or "it" after one of them.

What holds of one form alone, such as an age, an outlook, a rate or a denial, is no statement on the disease: the form is its
subject. Works on a copy in which the subject's names, and nothing else, are marked.
"""

import re
from typing import Final, NamedTuple

from graph.model import Entity, local_curie
from loaders.mentions import entity_of
from loaders.phrase_qualities import is_adjectival
from loaders.relations_subject import DISEASE_KINDS, SURE, Frame, mark_names
from loaders.rules.model import DISEASE_MARK
from loaders.rules.starts import compiled
from loaders.rules.words import words

_D: Final = DISEASE_MARK
_QUALITIES: Final = frozenset(words("form_qualities"))
_GRADES: Final = frozenset(words("form_grades"))
_NO_QUALITIES: Final = frozenset(words("not_form_qualities"))
_TAILS: Final = ("-onset", "-stage", "-risk", "-related", "-induced", "-associated", "-dependent")
_QUALITY_WORD: Final = r"(?![Tt]ype\b)[A-Za-z][\w-]*"
_QUALITY: Final = rf"(?:{_QUALITY_WORD} (?:and|or) )?{_QUALITY_WORD}(?: {_QUALITY_WORD}){{0,2}}"
_NUMBER: Final = r"(?:(?:[IVX]+|\d{1,2})[A-Za-z]?|[A-H])"
_MENTION: Final = compiled(
    rf"(?P<sort>\b(?P<like>{_QUALITY}) (?:forms?|types?|variants?|subtypes?)\b(?! {_NUMBER}\b)(?: of (?:the )?{_D}+)?)"
    rf"|(?P<typed>(?:{_D}+,? \(?)?\b[Tt]ype (?P<number>{_NUMBER})(?![\w-])(?:,? {_D}+)?)"
    rf"|(?P<named>\b(?P<quality>{_QUALITY})(?: \([^()]{{1,30}}\))? {_D}+(?!{_D}|,? \(?[Tt]ype {_NUMBER}\b))"
    r"|(?P<grade>\b(?P<how>(?:[Ll]ess )?[A-Za-z]+) (?:cases|patients|disease)\b)"
)
# "X is a severe form of X", "also called familial X": a class or a name, not whom the clause is about.
_PREDICATE: Final = compiled(
    r"(?i)\b(?:(?:is|are|was|were|be|been|as|called|named|termed|or|than|unlike|to|from)(?: \w+ly)?"
    r"(?: (?:an?|the|one of the)(?: [\w-]+,?){0,3}|(?: [\w-]+)?)|except(?: (?:in|for|with))?(?: the)?(?: \w+)?) ?$"
)
_CONTRAST: Final = compiled(r"(?i)\b(?:although|though|while|whereas|unlike|than|but|except|compared|contrast|without)\b")
_LINK: Final = compiled(
    r"(?i)[^,;:(]{0,40}\b(?:in|for|of|with|having|causes?|causing|leads? to|results? in|underl(?:y|ies)|produces?)(?: an?| the)? ?$"
)
_ELSEWHERE: Final = compiled(rf" of (?!(?:the )?(?:{_D}|(?:disease|disorder|condition|syndrome)\b))")
_POINTING: Final = frozenset(("this", "that", "these", "those", "such"))
# Forms that are pointed to or only counted, not named.
_NAMELESS: Final = compiled(
    r"(?i)\b(?:this|that|these|those|such|other|another|one|second|third|new|rarer?|(?:less|more|most) (?:common|rare|frequent))$"
)
_JOINED: Final = frozenset(("and", "or", "less"))
_THE_OTHER: Final = compiled(r"(?i)\bthe other$")  # the one that the text has told apart: said of the disease
# Sentences that go on about what the one before them was about.
_TYPE_ALONE: Final = compiled(
    r"(?i)\s*(?:[,.;:)]|$|(?:is|are|has|have|may|can|usually|often|begins?|starts?|occurs?|appears?|affects?|typically|"
    r"generally|tends?|patients|do|does|did|cannot|never|also|who|show|lose|live|die|need|develop|nearly|almost|rarely|the|there)\b)"
)
_HAS_TYPE: Final = compiled(
    r"(?i)(?:^\W*(?:with )?|\bin |\b(?:people|individuals|patients|children|infants|those|adults|babies|newborns|women|men|"
    r"girls|boys) with )$"
)
_GOES_ON: Final = compiled(
    r"(?i)\W*(?:(?:however|usually|typically|often|generally|although|though|but),? )?"
    r"(?:it\b|they\b|(?:the |their |its )?(?:first )?(?:symptoms|signs|onset|features|"
    r"age of onset|prognosis|outlook|life expectancy|survival)\b|affected\b|"
    r"(?:(?:people|individuals|patients|children|infants) with )?this (?:form|type|variant|subtype)\b)"
)
# "In individuals with this mutation": a group that the page has named before, and not all who have the disease.
_OF_CARRIERS: Final = compiled(
    r"(?i)\W*(?:in )?(?:people|individuals|patients|those|children|adults|carriers) (?:with|of) (?:this|these|either|such) "
    r"(?:\w+ )?(?:mutations?|variants?|gene changes?)\b"
)
_AS_A_WHOLE: Final = compiled(r"(?i)\b(?:all|both|any|either|most|each) (?:forms?|types?|variants?|subtypes?)\b")
_SENTENCE_END: Final = compiled(r"(?<=[.!?])\s+(?=[A-Z])")
_PARAGRAPH: Final = compiled(r"\n\s*\n")
_FAR: Final = 700  # characters that a sentence looks back
_SENTENCES_BACK: Final = 3
_OPENING: Final = 45  # characters before a form that a clause still opens with
_TYPE_OF_NAME: Final = compiled(rf",? (?:[Tt]ype )?{_NUMBER}$")
_SHORTEST_NOUN: Final = 5
_ROMAN: Final = {"I": 1, "V": 5, "X": 10}


class Form(NamedTuple):
    """A form of the subject: what tells it from others ("late infantile", "type 2"; empty: it has no name), and where that stands."""

    words: str
    start: int
    end: int
    number: str | None = None


def form_of(frame: Frame, clause: tuple[int, int], target: tuple[int, int]) -> Form | None:
    """The form that `target`, a span of the document in the clause at a span of it, is said of; None: of the disease itself."""
    start, end = clause
    text = frame.document.text[start:end]
    masked = mark_names(text, frame)
    at, until = target[0] - start, target[1] - start
    for form, pointing in _mentions(masked, frame):
        if form.start < until and at < form.end:
            continue
        if form.end <= at and _CONTRAST.search(masked, form.start, at):
            continue
        if form.start >= until and not _LINK.fullmatch(masked, until, form.start):
            continue
        if pointing:
            return _before(frame, start) or form
        return _moved(form, start)
    if carriers := _OF_CARRIERS.match(text):
        return Form("", start, start + carriers.end())
    if _GOES_ON.match(text) and _D not in masked and not _AS_A_WHOLE.search(text):
        return _before(frame, start)
    return None


def is_grade(form: Form) -> bool:
    """True for a form told by how bad it is, or how it comes about."""
    return form.words.lower() in _GRADES


def entity_of_form(form: Form, frame: Frame) -> Entity:
    """The form as a disease: the vocabulary's where it has one, else one of its own that is called after the subject."""
    label = frame.subject.label
    name = f"{_TYPE_OF_NAME.sub('', label)} {form.words}" if form.number else f"{form.words} {label}"
    match = frame.matcher.ground(name, DISEASE_KINDS).match
    if match is not None and match.score >= SURE and match.curie != frame.subject.curie:
        return entity_of(match, frame.matcher.lexicon)
    kinds = tuple(kind for kind in frame.subject.kinds if kind in ("Disease", "Syndrome", "Tumor")) or ("Disease",)
    return Entity(local_curie(name), name, kinds)


def _mentions(masked: str, frame: Frame) -> list[tuple[Form, bool]]:
    """Forms named in a marked clause, in its order, with their places in it; True for one that points back: "this form"."""
    found = []
    for match in _MENTION.finditer(masked):
        mention = _typed(match, masked, frame) if match["typed"] else _told(match, masked, frame)
        if mention and not _PREDICATE.search(masked, 0, mention.start):
            found.append((mention, not mention.words and _last(match["like"]) in _POINTING))
    return found


def _typed(match: re.Match[str], masked: str, frame: Frame) -> Form | None:
    """ "Type 2" of the disease, where it is not the page's own: by itself at a clause's start, or after the disease's name."""
    number = _value(match["number"])
    if number in own_numbers(frame):
        return None
    before = masked[: match.start()].lower().rstrip(" ,")
    alone = _TYPE_ALONE.match(masked, match.end()) and _HAS_TYPE.search(masked[: match.start()])
    if _D in match.group() or alone or any(before.endswith(base) for base in _bases(frame)):
        return Form(f"type {match['number']}", *match.span(), number)
    return None


def _told(match: re.Match[str], masked: str, frame: Frame) -> Form | None:
    """A form told by what it is like: "the infantile form", "mild Harlow syndrome", "in severe cases"; without words: "this form"."""
    if match["sort"] and (_ELSEWHERE.match(masked, match.end()) or _THE_OTHER.search(match["like"])):
        return None
    if match["sort"] and (nameless := _NAMELESS.search(match["like"])):
        return Form("", match.start("like") + nameless.start(), match.end())
    if match["grade"]:
        quality = match["how"].lower() if _last(match["how"]) in _GRADES else ""
    else:
        quality = _quality(match["like"] or match["quality"]) or _noun(match)
    if not quality or _own_words(quality, frame):
        return None
    end = max(match.end(group) for group in ("like", "quality", "how"))
    return Form(quality, end - len(quality), match.end())


def _last(words: str) -> str:
    return words.lower().split()[-1]


def _bases(frame: Frame) -> set[str]:
    """The subject's names without their types."""
    return {
        base.lower() for name in (frame.subject.label, *frame.names) if (base := _TYPE_OF_NAME.sub("", name)) != name and base
    }


def _quality(said: str) -> str:
    """The last words of a phrase that tell forms apart: "late infantile" of "of late infantile"."""
    kept: list[str] = []
    for word in reversed(said.split()):
        lowered = word.lower()
        if not (lowered in _QUALITIES or lowered.endswith(_TAILS) or _is_kind(lowered) or (kept and lowered in _JOINED)):
            break
        kept.append(word)
    while kept and kept[-1].lower() in ("and", "or"):
        kept.pop()
    return " ".join(reversed(kept))


def _noun(match: re.Match[str]) -> str:
    """The noun that a form is called after: "the Dutch type"."""
    if not match["sort"] or not re.search(r"(?i)(?:^| )the [\w-]+$", match["like"]):
        return ""
    noun = match["like"].split()[-1]
    return "" if noun.lower() in _NO_QUALITIES or len(noun) < _SHORTEST_NOUN else noun


def _own_words(quality: str, frame: Frame) -> bool:
    """True where the subject's own name says as much: "familial" of "familial Harlow syndrome"."""
    return set(quality.lower().split()) <= set(re.findall(r"[\w-]+", frame.subject.label.lower()))


def _is_kind(word: str) -> bool:
    return word not in _NO_QUALITIES and not word.endswith("ed") and is_adjectival(word)


def own_numbers(frame: Frame) -> set[str]:
    """Numbers of the types that the subject's own names give: "2" of "Harlow syndrome type II", "1" and "1b" of "type IB"."""
    names = (frame.subject.label, *frame.names)
    own = {_value(n) for name in names for n in re.findall(rf"\b(?:[Tt]ype )?({_NUMBER})$", name)}
    return own | {number.rstrip("abcdefghijklmnop") for number in own}


def _value(number: str) -> str:
    """ "2" for "II", "2b" for "IIB"."""
    roman = re.match(r"[IVX]+", number)
    if roman is None:
        return number.lower()
    values = [_ROMAN[letter] for letter in roman.group()]
    whole = sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))
    return f"{whole}{number[roman.end() :].lower()}"


def _before(frame: Frame, start: int) -> Form | None:
    """The form that the sentences before a place in the same paragraph are about, where the text goes on about it."""
    text = frame.document.text
    begin = max(0, start - _FAR)
    for gap in _PARAGRAPH.finditer(text, begin, start):
        begin = gap.end()
    end = start
    for cut in [*_SENTENCE_END.finditer(text, begin, start)][: -_SENTENCES_BACK - 2 : -1]:
        if cut.end() < end:
            if (form := _opening(frame, cut.end(), end)) or not _GOES_ON.match(text, cut.end(), end):
                return form
            end = cut.start()
    return _opening(frame, begin, end)


def _opening(frame: Frame, start: int, end: int) -> Form | None:
    """The form that a sentence begins with."""
    named = _mentions(mark_names(frame.document.text[start:end], frame), frame)
    first = next((form for form, pointing in named if not pointing and form.words), None)
    return _moved(first, start) if first and first.start <= _OPENING else None


def _moved(form: Form, by: int) -> Form:
    return form._replace(start=form.start + by, end=form.end + by)
