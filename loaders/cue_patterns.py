"""The small language of cue literals, compiled to expressions that are tried only at the words they can begin with.

Words in lower case; `(a|b c)` alternatives, nested at will; `(a)?` optional; `<3>` up to three words; `life - threatening`
matches with and without the spaces. One literal is one regular expression; a text is scanned once, word by word.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

WORD: Final = re.compile(r"[^\W_]+")
_GAP: Final = r"(?:\s+|(?=[^\w\s])|(?<=[^\w\s]))"
_PIECE: Final = re.compile(r"<(\d+)>|\(|\)\??|\||[^\s()|<>]+")


@dataclass(frozen=True, slots=True)
class CuePattern:
    """A compiled literal: the expression, and the first words of all that it can match."""

    expression: re.Pattern[str]
    first_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    expression: str
    first: frozenset[str]
    optional: bool


def compile_literal(literal: str) -> CuePattern:
    """Compile one literal. ValueError where its brackets do not close or it could match nothing."""
    tokens = [match.group() for match in _PIECE.finditer(literal)]
    part, rest = _alternatives(tokens, 0)
    if rest != len(tokens) or part.optional:
        raise ValueError(f"cue literal {literal!r} is malformed")
    return CuePattern(re.compile(part.expression + r"(?!\w)"), part.first)


def occurrences(lowered: str, wanted: Set[str]) -> Iterator[tuple[int, str]]:
    """Where whole words of `wanted` stand in a lower-case text: (start, word), by word, not in order.

    The words of the text are looked up as a set first: most sentences hold none, and that is what keeps this quick.
    """
    for word in sorted(wanted & _words_in(lowered)):
        at = lowered.find(word)
        while at >= 0:
            end = at + len(word)
            if not (at and _is_word(lowered[at - 1])) and not (end < len(lowered) and _is_word(lowered[end])):
                yield at, word
            at = lowered.find(word, end)


@lru_cache(maxsize=64)  # several tables of cues are looked up in one sentence
def _words_in(lowered: str) -> frozenset[str]:
    return frozenset(WORD.findall(lowered))


def _is_word(char: str) -> bool:
    return char.isalnum()


def _alternatives(tokens: list[str], at: int) -> tuple[_Part, int]:
    options = []
    while True:
        option, at = _sequence(tokens, at)
        options.append(option)
        if at < len(tokens) and tokens[at] == "|":
            at += 1
            continue
        break
    # Longer wordings first: an alternation takes the first that fits.
    options.sort(key=lambda option: -len(option.expression))
    first = frozenset(word for option in options for word in option.first)
    return _Part(f"(?:{'|'.join(o.expression for o in options)})", first, any(o.optional for o in options)), at


def _sequence(tokens: list[str], at: int) -> tuple[_Part, int]:
    parts: list[_Part] = []
    while at < len(tokens) and tokens[at] not in ("|", ")", ")?"):
        piece = tokens[at]
        if piece == "(":
            part, at = _alternatives(tokens, at + 1)
            if at >= len(tokens):
                raise ValueError("a bracket of a cue literal does not close")
            parts.append(_Part(part.expression, part.first, tokens[at] == ")?"))
        elif piece.startswith("<"):
            parts.append(_Part(rf"[\w'’-]+(?:\s+[\w'’-]+){{0,{int(piece[1:-1]) - 1}}}?", frozenset(), True))
        else:
            parts.append(_Part(re.escape(piece), frozenset({piece}), False))
        at += 1
    return _join(parts), at


def _join(parts: list[_Part]) -> _Part:
    expression, first, fixed = "", set[str](), False
    for part in parts:
        if not fixed:
            first |= part.first
        if not fixed and part.optional:
            expression += f"(?:{part.expression}{_GAP})?"
        elif part.optional:
            expression += f"(?:{_GAP}{part.expression})?"
        else:
            expression += (_GAP if fixed else "") + part.expression
            fixed = True
    return _Part(expression, frozenset(first), not fixed)
