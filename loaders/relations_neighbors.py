"""Another disease that a clause is about, known by the vocabulary: "Moreau disease is caused by …".

A cause, a gene, an age, a rate or an outlook said there is not the page's disease's. Works on the marked copy, so that the
subject's own names are no letters any more.
"""

import re
from collections.abc import Collection
from typing import Final

from loaders.relations_foreign import FINITE, Own
from loaders.rules.model import DISEASE_MARK, PEOPLE_MARK
from loaders.rules.screening import Screened
from ontology.matching import Match, Matcher

_DISEASES: Final = frozenset(("Disease", "Syndrome", "Tumor"))
# Words that tell diseases apart; those of classes say nothing.
_WORD: Final = re.compile(
    r"\b(?!(?:disease|diseases|syndrome|syndromes|disorder|condition|deficiency|hereditary|inherited|congenital|familial|chronic|"
    r"acute|primary|secondary|autosomal|dominant|recessive|linked|juvenile|infantile|adult|onset|related|associated|multiple|tumor)\b)[^\W\d_]{5,}"
)
_LEAD: Final = re.compile(
    r"(?i)\W*(?:(?:however|similarly|in addition|also|in general|for example|while|whereas|although),? )?"
    r"(?:(?:the|some|most|many|all|cases of|forms of|a|an) )*(?:(?:symptoms|signs|features|incidence|prevalence|onset|prognosis|risk) "
    r"of )?(?:the )?"
)
# "Symptoms of Moreau disease include", "Moreau disease is characterized by": its own signs follow.
_TELLS: Final = re.compile(
    r"(?:(?: \([^()]*\))? (?:is|are) (?:\w+ )?(?:characteri[sz]ed|marked|defined)\b|(?<=[A-Z0-9]) includes?\b)"
)
# A clause without any of these is not searched for diseases: most are not about people with a named one.
_MAY_DESCRIBE: Final = re.compile(
    r"\b(?:with|have) (?:the )?[A-Z]|\b(?:characteri[sz]ed|marked|defined)\b|[A-Z0-9] includes?\b"
)
_HAVING: Final = Screened(
    re.compile(
        r"\b(?:[Pp]eople|[Pp]atients|[Ii]ndividuals|[Cc]hildren|[Ii]nfants|[Aa]dults|[Tt]hose|[Mm]en|[Ww]omen) (?:with|who have) (?:the )?$"
    )
)


def neighbor_in(clause: str, matcher: Matcher, names: Collection[str], own: Own, described: bool = False) -> Match | None:
    """The disease that opens a marked clause, or the named one whose people it is about, where it is no kin of the subject's.

    `names`: all names of the subject; a disease that shares a word with one of them is its form, its class or itself.
    `described`: only a disease whose own signs are told; one that merely does something may be a sign of the subject.
    """
    if DISEASE_MARK in clause or PEOPLE_MARK in clause or (described and not _MAY_DESCRIBE.search(clause)):
        return None
    for match in matcher.find(clause):
        if not _DISEASES & set(match.kinds) or "Symptom" in match.kinds:
            continue
        before = clause[: match.start]
        opens = (
            (_TELLS.match(clause, match.end) and _LEAD.fullmatch(before)) if described else _opens(before, clause, match.end)
        )
        if not opens and not (match.text[0].isupper() and _HAVING.search(before)):
            continue
        if not own(match.text) and not _are_kin(match, names):
            return match
    return None


def _opens(before: str, clause: str, end: int) -> bool:
    return bool(_LEAD.fullmatch(before) and FINITE.match(clause, end))


def _are_kin(match: Match, names: Collection[str]) -> bool:
    said = {word for text in (match.text, match.label) for word in _WORD.findall(text.lower())}
    return any(not said.isdisjoint(_WORD.findall(name.lower())) for name in names)
