"""Which media type an answer gets, by the request's Accept header (RFC 9110 §12.5.1)."""

from collections.abc import Sequence
from typing import Final

_MOST_RANGES: Final = 64  # a longer header is read this far


def choose(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered type the client likes best; the first offered where it has no opinion; None where it wants none of them."""
    if accept is None or not accept.strip():
        return offered[0]
    ranges = [_parse(part) for part in accept.split(",")[:_MOST_RANGES]]
    best, best_weight = None, 0.0
    for media_type in offered:
        weight = _weight(media_type, ranges)
        if weight > best_weight:
            best, best_weight = media_type, weight
    return best


def media_type_of(content_type: str | None) -> tuple[str, str | None]:
    """`(media type, charset)` of a Content-Type header, both lower-case."""
    head, *parameters = (content_type or "").split(";")
    charset = None
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return head.strip().lower(), charset


def _parse(part: str) -> tuple[str, float]:
    media_range, *parameters = part.split(";")
    weight = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = min(max(float(value), 0.0), 1.0)
            except ValueError:
                weight = 0.0
    return media_range.strip().lower(), weight


def _weight(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific range that fits."""
    family = media_type.partition("/")[0]
    for wanted in (media_type, f"{family}/*", "*/*"):
        weights = [weight for media_range, weight in ranges if media_range == wanted]
        if weights:
            return max(weights)
    return 0.0
