"""Frequency words and shares of a sentence, verbatim, and which of them governs a phrase."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FrequencyMention:
    """Frequency words at `[start, end)` of the sentence; they govern phrases in `[scope_start, scope_end)`."""

    start: int
    end: int
    text: str
    scope_start: int
    scope_end: int


def find_frequencies(sentence: str) -> tuple[FrequencyMention, ...]:
    return ()


def governing(mentions: tuple[FrequencyMention, ...], start: int, end: int) -> FrequencyMention | None:
    return None
