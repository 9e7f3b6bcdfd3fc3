"""The wording of notes on anesthesia: what is left of a note when what it says of a thing is taken off, verbs that no list of
noun phrases has, the subject of two verbs.

Place in the flow: relations_candidates.py and relations_modes.py ask it about objects of has_anesthesia_concern.
"""

import re
from typing import Final

from loaders.phrase_sharing import Phrase
from loaders.rules.words import pattern

_PREDICATE: Final = pattern("note_predicate")
# "Nasal intubation contraindicated", "fiberscope ready": what the note says of it.
_SAID_OF_IT: Final = re.compile(
    r"(?i)\s+only$|(?i:\s+)(?:(?:\w+ly|not|best|better|very|is|are)\s+)*(?:contraindicated|forbidden|avoided|omitted|withheld|mandatory|essential|required|needed|advisable|"
    r"recommended|indicated|acceptable|preferable|preferred|ready|available|possible|probable|likely|common|frequent|reported|described|expected|"
    r"anticipated|controversial|debated|useful|helpful|excellent|standard|ok|okay|fine|good|safe|better|best)"
    r"(?:\s+(?:for|in|with|when|to|as|than)\s.*)?$"
)
_WHEN: Final = re.compile(r"(?i)(?:shortly |soon |right )?(?:after|during|following|with|upon|by) (?:an? |the )?(?=\w)")
_MANNER: Final = re.compile(
    r"(?i)\s+(?:hourly|daily|continuously|regularly|frequently|closely|carefully|markedly|routinely|cautiously|slowly|quickly|urgently|repeatedly|"
    r"immediately|early|sparingly|liberally|gently|throughout|(?:pre|post|intra|peri)-?operatively|at all times|every\s(?:\w+\s){0,3}\w+)$"
)
# "Sweat chloride above 60 mmol/L": what is measured, and the value that counts.
LIMIT: Final = re.compile(
    r"(?i)^(?:[\w-]+ ){1,4}(?:(?:above|below|over|under|exceeding|(?:more|less|greater|higher|lower) than) |[<>≤≥] ?)"
    r"\d[\d.,]* ?(?:%|[µμmnkp]?(?:mol|g|kat)/\w+|[\w/.]{1,8}(?:/[\w/.]{1,8})?)"
)
_AND_LAST: Final = re.compile(r"(?i),?\s+(?:and|but)\s*$")


def has_verb(text: str) -> bool:
    """True for a sentence whose finite verb is none that ends a list of noun phrases: "Vault surgery bleeds heavily"."""
    return _PREDICATE.search(text) is not None


def bare(note: Phrase) -> Phrase:
    """The note without what it says of the thing it names."""
    said = _SAID_OF_IT.search(note.words)
    if said is None:
        return note
    return note._replace(end=note.end - (len(note.words) - said.start()), words=note.words[: said.start()])


def without_manner(phrase: Phrase) -> Phrase:
    """What is watched or given, without how often or when: "potassium hourly"."""
    said = _MANNER.search(phrase.words)
    if said is None:
        return phrase
    return phrase._replace(end=phrase.end - len(said.group()), words=phrase.words[: said.start()])


def without_when(phrase: Phrase) -> Phrase:
    """A trigger without what places it in time or repeats the "by": "with fever or [after a] warm bath"."""
    said = _WHEN.match(phrase.words)
    return phrase if said is None else phrase._replace(start=phrase.start + said.end(), words=phrase.words[said.end() :])


def before_verb(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the subject of the verb at `end` stands in `[start, end)`: within an open bracket, before a first verb that it
    shares ("Ketamine lowers the threshold and [should be avoided]")."""
    opened = text.rfind("(", start, end)
    if opened > text.rfind(")", start, end):
        start = opened + 1
    words = text[start:end]
    if not _AND_LAST.search(words) or (said := _PREDICATE.match(words)) is None:
        return start, end
    return start, start + len(words[: said.end()].rstrip().rsplit(None, 1)[0])
