"""A finding or treatment that is named right after its description: "a clot called a deep vein thrombosis".

Place in the flow: relations_candidates.py asks, before it grounds a phrase.
"""

import re
from typing import Final

from loaders.phrase_sharing import Phrase
from loaders.relations_objects import Grounder
from loaders.rules.model import Rule

_NAMEABLE: Final = frozenset(("has_symptom", "has_complication", "associated_with_tumor", "treated_by"))
_CALLED: Final = re.compile(
    r"(?i)\s+(?:called|known as|termed|referred to as)\s+(?:an? |the )?(?P<name>[^\s,;.():][^,;.():]{2,50}?)"
    r"(?=\s*[,;.():]|\s+(?:that|which|where|in|on|and|or|is|are|may|can|has|have|develops?|occurs?)\b|$)"
)


def by_its_name(text: str, phrase: Phrase, rule: Rule, grounder: Grounder) -> Phrase:
    """The name after a phrase, where a vocabulary has it; else the phrase."""
    named = _CALLED.match(text, phrase.end) if rule.relation in _NAMEABLE else None
    if named is None or grounder.match(named["name"], rule.expected) is None:
        return phrase
    return phrase._replace(start=named.start("name"), end=named.end("name"), words=" ".join(named["name"].split()))
