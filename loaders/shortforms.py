"""Short forms that a document defines, each with the term that its long form means; and the places where they stand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from graph.model import Document, local_curie
from loaders.abbreviations import Abbreviation, abbreviations_in
from loaders.disease_phrases import unnamed_diseases, widened
from ontology.matching import Matcher

_DISEASES: Final = frozenset({"Disease", "Syndrome", "Tumor"})
_NOUN: Final = re.compile(r"\) (disease|disorder|syndrome|deficiency|anemia|dystrophy|dysplasia)\b")
_STEM: Final = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a short form stands for in one document. `long` is how the document writes it out."""

    curie: str
    label: str
    kinds: tuple[str, ...]
    long: str


def short_forms(document: Document, matcher: Matcher) -> dict[str, Meaning]:
    """Short form → meaning, for long forms that are a name, or end in the name of a disease.

    A form defined twice, differently, is left out.
    """
    meanings: dict[str, Meaning] = {}
    twice: set[str] = set()
    for section in document.sections:
        if section.kind in ("boilerplate", "references"):
            continue
        for found in abbreviations_in(document.text, section.start, section.end):
            meaning = _meaning(found.long, matcher) or _meaning(_with_noun(document.text, found), matcher)
            if meaning is None:
                continue
            first = meanings.setdefault(found.short, meaning)
            if first.curie != meaning.curie and _stems(first.long) != _stems(meaning.long):
                twice.add(found.short)
    return {short: meaning for short, meaning in meanings.items() if short not in twice}


def _with_noun(text: str, found: Abbreviation) -> str:
    """The long form with the noun that follows the bracket: "von Willebrand (VW) disease" defines VW by the whole."""
    noun = _NOUN.match(text, found.short_start + len(found.short))
    return f"{found.long} {noun[1]}" if noun else found.long


def _stems(long: str) -> frozenset[str]:
    """Beginnings of a name's words: a Latin name and its English form have the same."""
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{3,}", long.casefold()))


def _meaning(long: str, matcher: Matcher) -> Meaning | None:
    match = matcher.ground(long).match
    if match is not None and match.start == 0 and match.end == len(long):
        return Meaning(match.curie, match.label, match.kinds, long)
    for match in matcher.find(long, readings=True):
        if not _DISEASES & set(match.kinds) or match.end < len(long):
            continue
        if match.start == 0 or widened(long, match.start, match.end)[0] == 0:
            return Meaning(match.curie, match.label, match.kinds, long)
    if any(end == len(long) for _start, end in unnamed_diseases(long, 0, len(long))):
        return Meaning(local_curie(long), long, ("Disease",), long)
    return None


def places_of(meanings: Mapping[str, Meaning], text: str) -> Iterator[tuple[int, int, Meaning]]:
    """Yield where the short forms, or their plurals, stand in a text: (start, end, meaning), in order."""
    if not any(short in text for short in meanings):
        return
    for found in _pattern(tuple(meanings)).finditer(text):
        yield found.start(), found.end(), meanings[found[1]]


@lru_cache(maxsize=8)
def _pattern(shorts: tuple[str, ...]) -> re.Pattern[str]:
    """The short forms of one document, the longest first: a document's sentences come one after the other."""
    longest_first = sorted(shorts, key=lambda short: (-len(short), short))
    return re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, longest_first))})(s?)(?![\w])")
