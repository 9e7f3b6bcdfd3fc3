"""What might be meant where nothing is sure: names in a text that several terms have, or that a term has only loosely."""

from collections.abc import Iterator
from typing import Final

from ontology.guards import guarded
from ontology.matching import SCOPE_SCORES, Match, Matcher
from ontology.scanning import Hit, Places, scan

_SCOPES: Final = ("label", "exact synonym", "narrower name", "broader name", "related name")


def unsure_in(matcher: Matcher, text: str) -> Iterator[tuple[Match, ...]]:
    """Yield, for each span of `text` that is left ungrounded, its candidates, best first, each with its reasons."""
    for segment in matcher.segments(text):
        hits: list[Hit] = []
        for index, local in matcher.indexes():
            scan(index, local, segment, hits)
        by_places: dict[Places, list[Hit]] = {}
        for hit in hits:
            by_places.setdefault(hit[0], []).append(hit)
        for places, group in by_places.items():
            start, end = segment.starts[places[0]], segment.ends[places[-1]]
            if guarded(text, start, end) is None and matcher.best(group) is None:
                candidates = _candidates(matcher, text, (start, end), group)
                if candidates:
                    yield candidates


def _candidates(matcher: Matcher, text: str, span: tuple[int, int], group: list[Hit]) -> tuple[Match, ...]:
    names = matcher.lexicon.index.names
    found: dict[str, Match] = {}
    for _places, number, fitting, reason, local in group:
        curie, scope, name = names[number][:3]
        if local or curie in matcher.lexicon.exclude:
            continue
        score = round(fitting * SCOPE_SCORES[scope], 4)
        if curie not in found or found[curie].score < score:
            label, kinds = matcher.entity(curie)
            found[curie] = Match(
                *span, text[slice(*span)], curie, label, kinds, score, (_SCOPES[scope], f"name {name!r}", reason)
            )
    return tuple(sorted(found.values(), key=lambda match: (-match.score, match.curie)))
