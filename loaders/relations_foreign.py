"""Where a sentence speaks of another named disease: "Unlike Marfan syndrome, which …", "Marfan syndrome is characterized by …".

What is said there is not said of the document's subject. Works on the marked copy, so that the subject's own names are no
letters any more.
"""

import re
from collections.abc import Callable
from typing import Final

from loaders.phrase_words import ADJECTIVE_ENDINGS, ADJECTIVES, NOUN_MODIFIERS
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK
from loaders.rules.screening import Screened
from loaders.wordlists import word_list

Own = Callable[[str], bool]
"""Asked whether a word belongs to the document's own names."""

_NAME: Final = (
    r"(?P<name>(?P<first>[A-Z][\w'’.-]*)(?:[ –-][\w'’-]+){0,4}? "
    r"(?:[Ss]yndrome|[Dd]isease|[Dd]isorder|\w*[Dd]ystrophy|\w*[Dd]ysplasia|[Aa]taxia)s?\b)"
)
_OPENING: Final = Screened(
    re.compile(
        r"^\W*(?:(?:(?P<within>In|With|For)|However,|Similarly,|By contrast,|Conversely,) )?"
        r"(?:(?:[Tt]he |[Ss]ome |[Mm]any |[Cc]ommon |[Mm]ain )*"
        r"(?:[Ss]ymptoms|[Ss]igns|[Ff]eatures|[Mm]anifestations|[Ff]indings)(?: and symptoms)? (?:of|in) )?"
        r"(?:(?:[Pp]atients?|[Pp]eople|[Ii]ndividuals|[Cc]hildren|[Ii]nfants|[Aa]dults|[Tt]hose|[Pp]ersons) (?:with|who have) )?"
        r"(?:[Tt]he )?" + _NAME
    )
)
_ASIDE: Final = Screened(
    re.compile(
        r"(?!(?:Unlike|Like|In|With|By|As|Although|For)\b)"
        + _NAME
        + r"(?: \([^()]*\))?,? (?:in which|in whom|which|that|where|whose|who)\b[^.;,]*"
    )
)
_TOLD_APART: Final = Screened(
    re.compile(
        r"(?i)\b(?:(?:distinguished|differentiated|differs?|distinct|different) from|confused with|mistaken for)\b[^.;]*?,? "
        r"(?:in which|in whom|which|where|whose)\b[^.;]*"
    )
)
# A definition without a verb ("Autoimmune disease of …") names a class, not another disease.
FINITE: Final = re.compile(
    r"(?:,? (?:\([^()]*\)|(?:also|sometimes) [^,]{3,60},|type [\dIVX]+\w?))? ?(?:,[^,;.]{3,90},)? (?:\w+ly |also |often |usually )?"
    r"(?:is|are|was|were|has|have|may|can|includes?|causes?|affects?|occurs?|begins?|presents?|shows?|results?|develops?|"
    r"leads?|combines?|resembles?|shares?|differs?)\b|,? (?:the|there|it)\b"
)
# "In Harlow syndrome, which is milder, the lips are normal": all that follows is of it.
_SET_OFF: Final = re.compile(r"(?:,[^,;.]{3,90})?,? (?:the|its|their|only|both|most|many|some|these|this|no)\b")
# "Moreau disease occurs in 10%": a sign of the page's disease in a part on its signs.
_OCCURS: Final = re.compile(
    r"[^,;:.()]{3,60}?(?: \([^()]*\))?(?:,? (?:and|or) [^,;:.()]{3,60}?)? (?:(?:has|have) (?:also )?been|(?:may|can) (?:also )?be|is|are) "
    r"(?:\w+ly |also |often )*(?:(?:more|less|very|most) )?(?:present|seen|observed|noted|reported|found|described|associated|common|"
    r"frequent|possible|an? (?:\w+ )?(?:feature|sign|finding|complication|manifestation)|the (?:\w+ )*(?:feature|sign|finding|symptom)|"
    r"one of the (?:\w+ )*(?:features|signs|findings))\b|[^,;:.()]{3,60}? (?:may |can )?(?:\w+ly |also |often )?(?:occurs?|develops?) "
    r"(?:in|later|early|late|as)\b"
)
_NEAR: Final = 12  # characters before the name
# "A recessive disorder called Moreau syndrome causes deafness".
_ANOTHER_CALLED: Final = re.compile(
    r"^\W*(?:An?|Another|One) (?:[\w-]+ ){0,4}?(?:disorder|disease|condition|syndrome)(?:,? (?:called|known as|named)|,) "
    r"(?P<first>[A-Z][\w-]+)[^,;.]{0,60}?,? "
    r"(?:looks|resembles|causes|shows|has|affects|(?:is|are) (?:caused|characteri[sz]ed|due|similar))\b"
)
_CONSIDERED: Final = re.compile(
    r"(?i)^\W*(?:[\d.]+\s+)?(?:(?:also )?consider (?:also |other (?:diagnoses|conditions|diseases)\b)|think also of\b|"
    r"(?:several|many|some|a number of|numerous) (?:other )?(?:problems|conditions|diseases|disorders|illnesses) "
    r"(?:can|may|could) (?:also )?(?:cause|lead to|produce|have|mimic) (?:the same|similar|these)\b)"
)
_COMMA_SOON: Final = re.compile(r"(?: [a-z-]+){0,2},")
_MEDICAL: Final = re.compile(r"(?:auto|neuro|cardi|myo|hemo|haemo|osteo|immun|endo|para|poly|hyper|hypo|cyst|rheum)")
_COMMON: Final = word_list("openers") | word_list("not_names") | {"with", "unlike", "like", "both", "chronic", "acute", "type"}


def speaks_of_another(clause: str, own: Own, of_signs: bool = False) -> bool:
    """True for a clause that opens with another disease's proper name and names neither the subject nor its people.

    `of_signs`: it stands in a part on the signs, where a disease that is said to occur is one of them.
    """
    if _CONSIDERED.match(clause):
        return True
    if called := _ANOTHER_CALLED.match(clause):
        return not own(called["first"])  # "Another disease, Moreau syndrome, resembles it but includes deafness"
    if DISEASE_MARK in clause or PEOPLE_MARK in clause:
        return False
    opening = _OPENING.search(clause)
    if opening is None or not (
        FINITE.match(clause, opening.end())
        or (opening["within"] and _SET_OFF.match(clause, opening.end()))
        or (opening["within"] and opening["within"].lower() == "in" and _COMMA_SOON.match(clause, opening.end()))
    ):
        return False
    if of_signs and not opening["within"] and _OCCURS.match(clause, opening.start("name")) and opening.start("name") < _NEAR:
        return False
    return _is_proper(opening["first"], opening["name"]) and not own(opening["first"])


def asides_on_others(clause: str, own: Own) -> list[tuple[int, int]]:
    """Spans of the clause that tell what another disease is like."""
    found = [m.span() for m in _ASIDE.finditer(clause) if _is_proper(m["first"], m["name"]) and not own(m["first"])]
    return found + [m.span() for m in _TOLD_APART.finditer(clause)]


def _is_proper(first: str, name: str) -> bool:
    """False for "Kidney disease" or "Metabolic syndrome", which open a sentence with a capital alone."""
    lowered = first.lower()
    if lowered in _COMMON:
        return False
    if re.search(r"\s[A-Z]", name) or lowered.endswith(("'s", "’s")) or lowered.startswith("x-linked"):
        return True
    common = (
        bool(_MEDICAL.match(lowered))
        or lowered in ADJECTIVES
        or lowered in NOUN_MODIFIERS
        or lowered.endswith(ADJECTIVE_ENDINGS)
    )
    return not common and len(name.split()) == 2
