"""Words that are no part of a noun phrase cut off its ends."""

from functools import lru_cache
from typing import Final

from loaders.phrase_words import LEADING, TRAILING

_MOST_CUTS: Final = 40  # words and shares trimmed off one phrase; bounds the time that a line of articles takes


@lru_cache(maxsize=1024)  # asked for the same words many times in a sentence
def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Cut determiners, adverbs of frequency, announcing words and trailing shares or ages off a phrase."""
    for _ in range(_MOST_CUTS):
        before = (start, end)
        while start < end and text[start] in " \t\n,;:.*-–—\"'“”‘":
            start += 1
        while start < end and text[end - 1] in " \t\n,;:.*\"'“”’":
            end -= 1
        lead = LEADING.match(text, start, end)
        if lead and lead.end() < end:
            start = lead.end()
        tail = TRAILING.search(text, start, end)
        if tail and tail.start() > start:
            end = tail.start()
        if (start, end) == before:
            break
    return start, end
