"""The clinical context of a phrase: denied, doubted, asked for, past, somebody else's, and how often.

Place in the flow: sentence + phrase -> Context; relations turn it into a statement's negation and an evidence's certainty
and frequency. A denied or doubted finding stays a statement that says so.
"""

from dataclasses import dataclass
from typing import Final

from loaders.cues import Cue, find_cues
from loaders.frequencies import FrequencyMention, find_frequencies, governing
from loaders.quantities import FoundQuantity, quantities_in

_NEGATING: Final = frozenset(("negation",))


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence says about one phrase.

    `frequency`: verbatim words at `frequency_span`; with `negated` both hold ("often absent": low frequency, see `often_absent`).
    `hypothetical`: asked for, advised, conditional, or the mark of a subgroup ("patients without a rash"); not a finding.
    `experiencer`: "patient", "relative", "animal", or "other" (another disease). `cues`: the rules that say so.
    """

    negated: bool = False
    certainty: str = "asserted"
    frequency: str | None = None
    frequency_span: tuple[int, int] | None = None
    hypothetical: bool = False
    historical: bool = False
    experiencer: str = "patient"
    cues: tuple[Cue, ...] = ()

    @property
    def often_absent(self) -> bool:
        """Denied of a share only: the finding occurs, less often than not."""
        return self.negated and self.frequency is not None


class SentenceContext:
    """The context of every phrase of one sentence; cues are found once. `offset`: where the sentence starts in its document."""

    def __init__(self, sentence: str, offset: int = 0) -> None:
        self._offset = offset
        self.cues: tuple[Cue, ...] = find_cues(sentence)
        """Cues with offsets in the sentence."""
        self.quantities: tuple[FoundQuantity, ...] = quantities_in(sentence)
        """Typed numbers with offsets in the sentence."""
        self.frequencies: tuple[FrequencyMention, ...] = find_frequencies(sentence, self.quantities)
        """Frequency words with offsets in the sentence."""

    def at(self, start: int, end: int) -> Context:
        """The context of the phrase at `[start, end)`, offsets of the document as `offset` is."""
        first, last = start - self._offset, end - self._offset
        reached = tuple(cue for cue in self.cues if cue.category != "blocked" and cue.reaches(first, last))
        categories = {cue.category for cue in reached}
        frequency = governing(self.frequencies, first, last)
        return Context(
            negated=bool(categories & _NEGATING),
            certainty="possible" if "possible" in categories else "probable" if "probable" in categories else "asserted",
            frequency=frequency.text if frequency else None,
            frequency_span=(frequency.start + self._offset, frequency.end + self._offset) if frequency else None,
            hypothetical=bool(categories & {"hypothetical", "subgroup"}),
            historical="historical" in categories,
            experiencer=next((name for name in ("animal", "relative", "other") if name in categories), "patient"),
            cues=tuple(_shifted(cue, self._offset) for cue in reached),
        )


def _shifted(cue: Cue, offset: int) -> Cue:
    return Cue(
        cue.rule, cue.category, cue.start + offset, cue.end + offset, cue.scope_start + offset, cue.scope_end + offset
    )  # fmt: skip
