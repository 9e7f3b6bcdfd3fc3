"""Which finding a page defines its disease by: the age at which that one begins is the age at which the disease does.

Place in the flow: relations_candidates.py asks it of rules that date a finding ("the tics usually start in childhood").
"""

import re
from typing import Final

from loaders.relations_subject import Frame

_DEFINED_IN: Final = 450  # characters of a document that say what the disease is
_GLOSS: Final = re.compile(r"\([^()]*\)")
_WORD: Final = re.compile(r"[^\W\d_]+")
# Words that many findings end on say nothing of which one is meant.
_LOOSE: Final = re.compile(
    r"(?:abnormalit(?:y|ies)|anomal(?:y|ies)|body|brain|changes?|conditions?|damage|defects?|development|disabilit(?:y|ies)|diseases?|"
    r"disorders?|ears?|episodes?|eyes?|face|features?|findings?|forms?|growth|heart|infections?|kidneys?|liver|muscles?|parts?|pattern|"
    r"people|problems?|process|signs?|skin|symptoms?|system|types?)"
)
_SHORTEST: Final = 4


def is_main_sign(frame: Frame, words: str, before: int) -> bool:
    """True where the page's names, or what it says of the disease up to offset `before`, have the finding's noun."""
    found = _WORD.findall(_GLOSS.sub(" ", words).lower())
    if not found or len(found[-1]) < _SHORTEST or _LOOSE.fullmatch(found[-1]):
        return False
    stem = re.escape(found[-1].removesuffix("s"))
    defined = frame.document.text[: min(before, _DEFINED_IN)]
    return re.search(rf"(?i)\b{stem}", " ".join((*frame.names, defined))) is not None
