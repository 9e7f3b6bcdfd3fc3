"""Regular expressions compiled with the characters that their matches can begin with, so that a search skips all others.

Place in the flow: Python's `re` skips so only for a pattern that begins with a letter or a class; most of ours begin with a word
boundary or a group, or ignore case, and were tried at every character of every sentence. Uses the compiler behind `re`, as
`literals.py` uses its parser: the set goes where `re` itself writes one. It tells ASCII characters apart; any other may begin a match.
"""

import _sre  # type: ignore[import-not-found]
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from re import _compiler, _parser  # type: ignore[attr-defined]
from re import _constants as _op  # type: ignore[attr-defined]
from typing import Any, Final

_ASCII: Final = frozenset(range(128))
_WORD: Final = frozenset(code for code in _ASCII if chr(code).isalnum() or chr(code) == "_")
_DIGIT: Final = frozenset(map(ord, "0123456789"))
_SPACE: Final = frozenset(map(ord, " \t\n\r\f\v"))
_SEPARATORS: Final = frozenset(range(0x1C, 0x20))  # space, but where a pattern is of ASCII alone
_CATEGORIES: Final = {
    _op.CATEGORY_WORD: _WORD,
    _op.CATEGORY_NOT_WORD: _ASCII - _WORD,
    _op.CATEGORY_DIGIT: _DIGIT,
    _op.CATEGORY_NOT_DIGIT: _ASCII - _DIGIT,
    _op.CATEGORY_SPACE: _SPACE | _SEPARATORS,
    _op.CATEGORY_NOT_SPACE: _ASCII - _SPACE,
}
_LAST: Final = 128  # codes are told apart up to the first that is not ASCII
_MOST: Final = 100  # of so many of 128 characters none is worth looking for
_ODD: Final = frozenset(map(ord, "ikIKsS"))  # what `re` takes for letters beyond ASCII when case is ignored
_BEYOND: Final = ((_op.RANGE, (128, 255)), (_op.RANGE, (256, 0x10FFFF)))  # `re` keeps its sets of characters in such halves
_BARE: Final = 4  # words of the compiler's note on a pattern of which it knows no beginning: length, what is known, widths
_REPEATS: Final = (_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT)
_WIDTHLESS: Final = (_op.AT, _op.ASSERT, _op.ASSERT_NOT)

_KNOWN_COMPILER: Final = sys.version_info < (3, 14)  # what later releases of Python do inside `re` is not known here

_Items = Iterable[tuple[Any, Any]]
_Starts = tuple[frozenset[int], bool]  # the characters, and whether the piece can match nothing


class Form:
    """A compiled pattern. `search` and `finditer` as those of `re.Pattern`; quicker for one that can only match at the beginning."""

    __slots__ = ("finditer", "pattern", "search")

    def __init__(self, pattern: re.Pattern[str], anchored: bool) -> None:
        self.pattern = pattern
        self.search: Callable[..., re.Match[str] | None] = pattern.match if anchored else pattern.search
        self.finditer: Callable[..., Iterator[re.Match[str]]] = self._first if anchored else pattern.finditer

    def _first(self, text: str, *place: int) -> Iterator[re.Match[str]]:
        found = self.pattern.match(text, *place)
        return iter(() if found is None else (found,))


def form_of(text: str, flags: int = 0) -> Form:
    """A pattern compiled. Raises re.error for a text that is no pattern."""
    parsed = _parser.parse(text, flags)
    flags |= parsed.state.flags
    return Form(_compiled(text, parsed, flags), not flags & re.MULTILINE and _is_anchored(parsed))


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`."""
    parsed = _parser.parse(text, flags)
    return _compiled(text, parsed, flags | parsed.state.flags)


def _compiled(text: str, parsed: Any, flags: int) -> re.Pattern[str]:
    if not _KNOWN_COMPILER:
        return re.compile(text, flags)
    code = _compiler._code(parsed, flags)
    starts, empty = _sequence(parsed, flags)
    if not empty and len(starts) < _MOST and code[:3] == [_op.INFO, _BARE, 0]:
        known: list[int] = []
        characters = [(_op.LITERAL, character) for character in sorted(starts)]
        characters, _ = _compiler._optimize_charset([*characters, *_BEYOND[:1]])
        _compiler._compile_charset([*characters, *_BEYOND[1:]], flags, known)
        code[1:3] = [_BARE + len(known), _op.SRE_INFO_CHARSET]
        code[_BARE + 1 : _BARE + 1] = known
    names = parsed.state.groupdict
    numbered: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        numbered[number] = name
    made: re.Pattern[str] = _sre.compile(text, flags, code, parsed.state.groups - 1, names, tuple(numbered))
    return made


def _is_anchored(items: _Items) -> bool:
    """True for pieces of a pattern that match at the beginning of a text alone."""
    for code, value in items:
        if code is _op.AT and value in (_op.AT_BEGINNING, _op.AT_BEGINNING_STRING):
            return True
        if code is _op.BRANCH:
            return all(map(_is_anchored, value[1]))
        if code is _op.SUBPATTERN:
            return _is_anchored(value[3])
        if code not in _WIDTHLESS:
            return False
    return False


def _sequence(items: _Items, flags: int) -> _Starts:
    found: frozenset[int] = frozenset()
    for code, value in items:
        starts, empty = _piece(code, value, flags)
        found |= starts
        if not empty:
            return found, False
    return found, True


def _piece(code: Any, value: Any, flags: int) -> _Starts:
    """What one node of a parsed pattern can begin with; all that is not known is any character, or none."""
    if code is _op.LITERAL:
        return _cased((value,), flags), False
    if code is _op.IN:
        return _class(value, flags), False
    if code in (_op.ANY, _op.NOT_LITERAL):
        return _ASCII, False
    if code is _op.SUBPATTERN:
        _group, added, dropped, items = value
        return _sequence(items, (flags | added) & ~dropped)
    if code is _op.ATOMIC_GROUP:
        return _sequence(value, flags)
    if code is _op.BRANCH:
        branches = [_sequence(branch, flags) for branch in value[1]]
        return frozenset().union(*(starts for starts, _ in branches)), any(empty for _, empty in branches)
    if code in _REPEATS:
        low, _high, items = value
        starts, empty = _sequence(items, flags)
        return starts, empty or low == 0
    return (frozenset(), True) if code in _WIDTHLESS else (_ASCII, True)


def _class(members: Iterable[tuple[Any, Any]], flags: int) -> frozenset[int]:
    codes: set[int] = set()
    for code, value in members:
        if code is _op.LITERAL:
            codes.add(value)
        elif code is _op.RANGE:
            codes.update(range(value[0], min(value[1], _LAST) + 1))
        elif code is _op.CATEGORY and value in _CATEGORIES:
            codes |= _CATEGORIES[value]
        elif code is _op.NEGATE:
            named = _class([member for member in members if member[0] is not _op.NEGATE], flags)
            return (_ASCII - named) | _SEPARATORS
        else:
            return _ASCII
    return _cased(codes, flags)


def _cased(codes: Collection[int], flags: int) -> frozenset[int]:
    """The ASCII characters among these, in both cases where case is ignored."""
    found = _ASCII.intersection(codes)
    if not flags & re.IGNORECASE:
        return found
    if len(found) < len(set(codes)):
        found |= _ODD
    return found.union(*((ord(chr(code).lower()), ord(chr(code).upper())) for code in found))
