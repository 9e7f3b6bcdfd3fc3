"""From a sentence's matches to its phrases: short forms read, disease names widened, coordinations made one. For mentions.py."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from graph.model import local_curie
from loaders.disease_phrases import unnamed_diseases, widened
from loaders.shortforms import Meaning, places_of
from ontology.guards import guarded
from ontology.matching import Match

_DISEASES: Final = frozenset({"Disease", "Syndrome", "Tumor"})
_BY_CLASS: Final = 0.5  # score of a disease that is named by its class alone
_SHARED: Final = "shared in a coordination"


def phrases_in(text: str, matches: Sequence[Match], meanings: Mapping[str, Meaning], *, nested: bool) -> list[Match]:
    """The matches of one sentence as phrases, by start, longer first."""
    found = _with_short_forms(text, matches, meanings) if meanings else list(matches)
    diseases = [number for number, match in enumerate(found) if _is_disease(match)]
    for number in diseases:
        found[number] = _widened(text, found[number])
    unnamed = unnamed_diseases(text, 0, len(text))
    if unnamed:
        found.extend(_unnamed(text, unnamed, [found[number] for number in diseases]))
    if diseases or unnamed:
        found = _marked(_coordinated(found))
    if not nested:
        found = [match for match in found if match.longest]
    if len(found) > 1:
        found.sort(key=lambda match: (match.start, -match.end, match.curie))
    return found


def _is_disease(match: Match) -> bool:
    return not _DISEASES.isdisjoint(match.kinds)


def _with_short_forms(text: str, matches: Sequence[Match], meanings: Mapping[str, Meaning]) -> list[Match]:
    """The text's own short forms count before what the lexicon has for the same letters."""
    own = []
    for start, end, meaning in places_of(meanings, text):
        if guarded(text, start, end) is not None and not _DISEASES & set(meaning.kinds):
            continue
        if any(m.start <= start and end <= m.end and m.end - m.start > end - start for m in matches):
            continue
        reasons = ("short form defined in the text", f"stands for {meaning.long!r}")
        own.append(Match(start, end, text[start:end], meaning.curie, meaning.label, meaning.kinds, 1.0, reasons))
    if not own:
        return list(matches)
    kept = [match for match in matches if not any(m.start <= match.start and match.end <= m.end for m in own)]
    return [*kept, *own]


def _widened(text: str, match: Match) -> Match:
    start, end = widened(text, match.start, match.end)
    if (start, end) == (match.start, match.end):
        return match
    reasons = (*match.reasons, f"with the modifier {(text[start : match.start] + text[match.end : end]).strip()!r}")
    return replace(match, start=start, end=end, text=text[start:end], reasons=reasons)


def _unnamed(text: str, spans: list[tuple[int, int]], diseases: list[Match]) -> Iterator[Match]:
    """Diseases named by their class, where no name of the lexicon reaches as far."""
    for start, end in spans:
        if any(m.end >= end and m.start <= start for m in diseases):
            continue
        if any(m.start < end and start < m.end and not (start <= m.start and m.end <= end) for m in diseases):
            continue
        phrase = text[start:end]
        reasons = ("a disease named by its class", "no term of this name")
        yield Match(start, end, phrase, local_curie(phrase), phrase, ("Disease",), _BY_CLASS, reasons)


def _coordinated(matches: list[Match]) -> list[Match]:
    """The parts of a coordination that share a head have the whole of it as their span: "breast and ovarian cancer" is both."""
    shared = [m for m in matches if _is_disease(m) and any(_SHARED in reason for reason in m.reasons)]
    if not shared:
        return matches
    result = []
    for match in matches:
        around = [m for m in shared if m.end == match.end and m.start < match.start] if _is_disease(match) else []
        if around and match.longest:
            widest = min(around, key=lambda m: m.start)
            match = replace(match, start=widest.start, text=widest.text, reasons=(*match.reasons, _SHARED))
        result.append(match)
    return result


def _marked(matches: list[Match]) -> list[Match]:
    """A disease's name that now lies inside a longer mention of a disease is marked so."""
    spans = [(m.start, m.end) for m in matches if m.longest and _is_disease(m)]
    if len(spans) < 2:
        return matches
    return [
        replace(m, longest=False)
        if m.longest
        and _is_disease(m)
        and not m.curie.startswith("HP:")
        and any(start <= m.start and m.end <= end and end - start > m.end - m.start for start, end in spans)
        else m
        for m in matches
    ]
