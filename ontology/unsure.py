"""What might be meant where nothing is sure: names in a text that several terms have, or that a term has only loosely."""

from collections.abc import Iterator
from typing import Final

from ontology.guards import guarded
from ontology.matching import SCOPE_SCORES, Match, Matcher
from ontology.tokens import Hit, TextTokens

_SCOPES: Final = ("label", "exact synonym", "narrower name", "broader name", "related name")


def unsure_in(matcher: Matcher, tokens: TextTokens, low: int, high: int) -> Iterator[tuple[Match, ...]]:
    """Yield, for each span of `[low, high)` of a text that is left ungrounded, its candidates, best first, each with its reasons.

    Spans count from `low`.
    """
    text = tokens.text[low:high]
    for segment, hits in matcher.hits_in(tokens, low, high):
        for places, group in hits.items():
            start, end = segment.span(places)
            if guarded(text, start, end) is None and not matcher.is_sure(group):
                candidates = _candidates(matcher, text, (start, end), group)
                if candidates:
                    yield candidates


def _candidates(matcher: Matcher, text: str, span: tuple[int, int], group: tuple[Hit, ...]) -> tuple[Match, ...]:
    names = matcher.lexicon.index.names
    found: dict[str, Match] = {}
    for number, fitting, reason, local in group:
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
