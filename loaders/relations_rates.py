"""Several rates told in one breath: "1:40,000 births overall, 1:138,000 for the infantile form" are two."""

import re
from typing import Final

_RATE: Final = (
    r"(?:(?:about|approximately|around|roughly|up to|an estimated) )?"
    r"(?:\d[\d.,]*|one|two) ?(?:[:/]|in|per|out of) ?(?:\d|an? (?:million|hundred))"
)
_NEXT: Final = re.compile(
    rf"(?i)(?:[,;]\s+(?:and\s+|but\s+)?|\s+and\s+)(?:at\s+)?(?=(?:(?:in|for|among)\s[^,;]{{3,40}}?\s)?{_RATE})"
)
_BETWEEN: Final = re.compile(r"(?i)\b(?:between|from)\b")

# What goes on after a rate: another clause, another measure, "about ten times the figure elsewhere".
_END: Final = re.compile(
    r"(?i),?\s+(?:and\s+(?:is|are|it|has|accounts?|(?:(?:the|its|an?|estimated|point)\s+)*prevalence)|"
    r"(?<=,\s)(?:(?:about|approximately|roughly|almost|nearly|some|more than)\s+)?[\w-]+\s+times|"
    r"but|although|where|which|because|while|(?<=,\s)(?:it|this|making))\b"
)
_AHEAD: Final = 9  # characters before a rate: "between "


def rates(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans of the single rates of a stretch of text; "between 1 in 8,000 and 1 in 15,000" is one."""
    cuts = [
        m
        for m in _NEXT.finditer(text, start, end)
        if "," in m.group() or ";" in m.group() or not _BETWEEN.search(text[max(start - _AHEAD, 0) : m.start()])
    ]
    starts = [start, *(m.end() for m in cuts)]
    return list(zip(starts, [*(m.start() for m in cuts), end], strict=True))


def rate_end(text: str, start: int, end: int) -> int:
    """Where the rate that begins at `start` ends, at most `end`."""
    stop = _END.search(text, start, end)
    return stop.start() if stop else end
