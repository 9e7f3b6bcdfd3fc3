"""The clinical context of a phrase: denied, doubted, asked for, past, somebody else's, and how often.

Place in the flow: sentence + phrase -> Context; relations turn it into a statement's negation and an evidence's certainty
and frequency. A denied or doubted finding stays a statement that says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from loaders.cues import Cue, CueWord, find_cues
from loaders.frequencies import FrequencyMention, find_frequencies, governing
from loaders.quantities import FoundQuantity, quantities_in

_DOUBTS: Final = frozenset(("negation", "possible", "probable"))


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
    """The context of every phrase of one sentence; what it needs is found once, when first needed.

    `offset`: where the sentence starts in its document. `cue_words`: the words of cues in the sentence, where they are known.
    """

    def __init__(self, sentence: str, offset: int = 0, cue_words: Sequence[CueWord] | None = None) -> None:
        self._sentence = sentence
        self._offset = offset
        self._cue_words = cue_words

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """Cues with offsets in the sentence."""
        return find_cues(self._sentence, self._cue_words)

    @cached_property
    def quantities(self) -> tuple[FoundQuantity, ...]:
        """Typed numbers with offsets in the sentence."""
        return quantities_in(self._sentence)

    @cached_property
    def frequencies(self) -> tuple[FrequencyMention, ...]:
        """Frequency words with offsets in the sentence."""
        return find_frequencies(self._sentence, self.quantities)

    @cached_property
    def _doubts(self) -> tuple[Cue, ...]:
        """The cues that deny and doubt."""
        return find_cues(self._sentence, self._cue_words, _DOUBTS)

    def polarity(self, start: int, end: int) -> tuple[bool, str]:
        """Whether the phrase at `[start, end)` is denied, and how certain it is: the part of `at` that cues alone decide."""
        first, last = start - self._offset, end - self._offset
        categories = {cue.category for cue in self._doubts if cue.reaches(first, last)}
        return "negation" in categories, _certainty(categories)

    def at(self, start: int, end: int) -> Context:
        """The context of the phrase at `[start, end)`, offsets of the document as `offset` is."""
        first, last = start - self._offset, end - self._offset
        reached = tuple(cue for cue in self.cues if cue.category != "blocked" and cue.reaches(first, last))
        categories = {cue.category for cue in reached}
        frequency = governing(self.frequencies, first, last)
        return Context(
            negated="negation" in categories,
            certainty=_certainty(categories),
            frequency=frequency.text if frequency else None,
            frequency_span=(frequency.start + self._offset, frequency.end + self._offset) if frequency else None,
            hypothetical=bool(categories & {"hypothetical", "subgroup"}),
            historical="historical" in categories,
            experiencer=next((name for name in ("animal", "relative", "other") if name in categories), "patient"),
            cues=tuple(_shifted(cue, self._offset) for cue in reached) if self._offset else reached,
        )


def _certainty(categories: set[str]) -> str:
    return "possible" if "possible" in categories else "probable" if "probable" in categories else "asserted"


def _shifted(cue: Cue, offset: int) -> Cue:
    return Cue(
        cue.rule, cue.category, cue.start + offset, cue.end + offset, cue.scope_start + offset, cue.scope_end + offset
    )  # fmt: skip
