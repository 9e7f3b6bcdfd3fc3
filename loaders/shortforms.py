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
_GAP: Final = re.compile(r"(?<=[^\W\d_])[ -]?(?=\d)")  # between letters and the number after them
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
    if not meanings:
        return
    pattern, stems = _pattern(tuple(meanings))
    for stem in stems:
        if stem in text:
            break
    else:
        return
    known = {_joined(short): meaning for short, meaning in meanings.items()}
    for found in pattern.finditer(text):
        yield found.start(), found.end(), meanings.get(found[1]) or known[_joined(found[1])]


def _joined(short: str) -> str:
    """The short form without a gap before its number: "MEN 2B" is also written "MEN2B" and "MEN-2B"."""
    return _GAP.sub("", short)


@lru_cache(maxsize=8)
def _pattern(shorts: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """The short forms of one document, the longest first, and what each has in common in all its spellings.

    A document's sentences come one after the other: few documents need be remembered.
    """
    longest_first = sorted(shorts, key=lambda short: (-len(short), short))
    spellings = "|".join("[ -]?".join(map(re.escape, _GAP.split(short))) for short in longest_first)
    return re.compile(rf"(?<![\w-])({spellings})(s?)(?![\w])"), tuple(_GAP.split(short)[0] for short in shorts)
