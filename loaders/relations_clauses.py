"""The independent clauses of a marked sentence: each is matched by itself, so that a rule sees one subject and one verb."""

import re
from collections.abc import Iterator
from typing import Final

from loaders.phrase_words import TERMINATOR, VERB
from loaders.rules.words import pattern

_CLAUSE: Final = pattern("clause")
_AND: Final = re.compile(r",?\s+(?:and|then)\s+$", re.IGNORECASE)
_IMPERATIVE: Final = pattern("imperative")
# "A rare but serious reaction": two adjectives, and one clause.
_ADJECTIVES_JOINED: Final = re.compile(r"(?i)\b(?:an?|the|is|are|be)\s+(?:\w+ly\s+)?[\w-]+$")
_BUT: Final = re.compile(
    r"(?i)\s+but\s+(?!(?:the|an?|it|they|some|many|most|others|may|can|is|are|has|have|not|no|in|with|usually|sometimes|often|then|also|do|does|"
    r"if|when|there|these|this|those|its|their|only|more|less|rarely|occasionally|without|at|for|on)\b)(?:\w+ly\s+)?[a-z-]+\s+\w"
)
# "It has been tried but does not work": what was tried, and how it ended.
_IN_VAIN: Final = re.compile(r"(?i)(?:(?:do|does|did|has|have)\s+not|with\s+(?:no|little)|without|failed)\b")
_TRIED: Final = re.compile(r"(?i)\b(?:tried|used|tested|given|studied|attempted)$")
STARTS_WITH_VERB: Final = pattern("starts_with_verb")
# "Pleurisy, which may lead to fibrosis, [a mass, and fever are seen]": its verb is not the clause's.
_RELATIVE: Final = re.compile(r"(?i),\s+which\s[^,;.()]*,")


def clauses(masked: str, listed: bool = False) -> Iterator[tuple[int, int]]:
    """Spans of the independent clauses of a sentence. A semicolon parts clauses with verbs, or, where `listed`, any notes."""
    start = 0
    for match in _CLAUSE.finditer(masked):
        if _AND.match(match.group()) and not _independent(masked, start, match):
            continue
        if match.group().startswith(";") and not listed and not _has_verb(masked, match.end()):
            continue
        if _ADJECTIVES_JOINED.search(masked, start, match.start()) and _BUT.match(masked, match.start()):
            continue
        if _IN_VAIN.match(masked, match.end()) and _TRIED.search(masked, start, match.start()):
            continue
        if masked.count("(", start, match.start()) > masked.count(")", start, match.start()):
            continue
        yield start, match.start()
        start = match.end()
    yield start, len(masked)


def _independent(text: str, start: int, match: re.Match[str]) -> bool:
    """True where ", and" joins two clauses that each have a subject and a verb."""
    if _IMPERATIVE.match(text, match.end()):
        return True
    right = re.match(r"[^,;.]*", text[match.end() :])
    words = right.group() if right else ""
    if STARTS_WITH_VERB.match(words):
        return False
    left = _RELATIVE.sub(" ", f" {text[start : match.start()]},")
    return bool(VERB.search(left)) and bool(VERB.search(words))


def _has_verb(text: str, start: int) -> bool:
    """True where the stretch up to the next semicolon is a clause of its own."""
    end = text.find(";", start)
    stretch = " " + text[start : end if end >= 0 else len(text)]
    first = TERMINATOR.search(stretch)
    return VERB.search(stretch, 0, first.start() if first else len(stretch)) is not None
