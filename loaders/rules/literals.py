"""What a text must hold for a pattern to match it: sets of words found in the pattern itself, tried before the pattern is.

Place in the flow: rules are many and few match; a look for a word costs a fraction of a search. The sets are necessary, never
sufficient: a text that lacks one cannot match, a text that has all of them is searched.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from re import _constants as _op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, Final

Needs = tuple[tuple[str, ...], ...]
"""For each set, at least one of its words is in the folded text."""

_MOST_WORDS: Final = 80
_MOST_CHARACTERS: Final = 10  # of a class
_SHORTEST: Final = 2
_MOST_SETS: Final = 3
_RARE: Final = frozenset(":;%()[]")  # marks that most texts lack: as telling as a long word
# What else Python's `re` takes for an ASCII letter when case is ignored.
_ODD_CASES: Final = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))


def fold(text: str) -> str:
    """`text` as words are looked for in it: lower case, so that what `re.IGNORECASE` takes for equal is equal.

    As long as the text, character by character.
    """
    if not text.isascii():
        for odd, letter in _ODD_CASES:
            if odd in text:
                text = text.replace(odd, letter)
    return text.lower()


def needs_of(pattern: str, flags: int = 0) -> Needs:
    """The most telling sets of words that every match of `pattern` has, at most three; () where none can be told.

    Raises re.error for a pattern that does not compile.
    """
    found = _sequence(_parser.parse(pattern, flags))
    sets = {tuple(sorted(_shortest(words))) for words in (*found.sets, *_closed(found.whole)) if _telling(words)}
    return tuple(sorted(sets, key=lambda words: (-_weight(words), words))[:_MOST_SETS])


def may_match(needs: Needs, folded: str) -> bool:
    """False where a pattern with these needs cannot match a text that folds so."""
    for words in needs:
        for word in words:
            if word in folded:
                break
        else:
            return False
    return True


@dataclass(frozen=True, slots=True)
class _Found:
    """Of a piece of a pattern: all texts it can match, None where they are not few, and sets of which each match has a word."""

    whole: frozenset[str] | None
    sets: tuple[frozenset[str], ...] = ()


_NOTHING: Final = _Found(frozenset({""}))
_ANYTHING: Final = _Found(None)


def _sequence(items: Iterable[tuple[Any, Any]]) -> _Found:
    """Pieces one after the other: neighbors whose texts are known are joined."""
    whole: frozenset[str] = frozenset({""})
    sets: list[frozenset[str]] = []
    broken = False
    for item in items:
        found = _piece(*item)
        sets.extend(found.sets)
        if found.whole is not None and len(found.whole) * len(whole) <= _MOST_WORDS:
            whole = frozenset(left + right for left in whole for right in found.whole)
            continue
        broken = True
        sets.extend(_closed(whole))
        whole = found.whole if found.whole is not None else frozenset({""})
    if not broken:
        return _Found(whole, tuple(sets))
    return _Found(None, (*sets, *_closed(whole)))


def _piece(code: Any, value: Any) -> _Found:
    """One node of the parsed pattern."""
    if code is _op.LITERAL:
        return _character(value)
    if code is _op.IN:
        return _class(value)
    if code is _op.BRANCH:
        return _either([_sequence(branch) for branch in value[1]])
    if code is _op.SUBPATTERN:
        return _sequence(value[3])
    if code is _op.ATOMIC_GROUP:
        return _sequence(value)
    if code is _op.ASSERT:
        return _Found(_NOTHING.whole, _without_whole(_sequence(value[1])))
    if code in (_op.AT, _op.ASSERT_NOT):
        return _NOTHING
    if code in (_op.MAX_REPEAT, _op.MIN_REPEAT, _op.POSSESSIVE_REPEAT):
        return _repeated(*value)
    return _ANYTHING


def _character(code: int) -> _Found:
    letter = chr(code)
    if code < 128:
        return _Found(frozenset({letter.lower()}))
    return _Found(frozenset({letter})) if letter.lower() == letter.upper() else _ANYTHING


def _class(members: list[tuple[Any, Any]]) -> _Found:
    """A class of few characters, single or in ranges."""
    codes: list[int] = []
    for code, value in members:
        if code is _op.LITERAL:
            codes.append(value)
        elif code is _op.RANGE and value[1] - value[0] < _MOST_CHARACTERS:
            codes.extend(range(value[0], value[1] + 1))
        else:
            return _ANYTHING
    return _either([_character(code) for code in codes]) if len(codes) <= _MOST_CHARACTERS else _ANYTHING


def _repeated(low: int, high: int, items: Any) -> _Found:
    found = _sequence(items)
    if low == high == 1:
        return found
    if low == 0:
        optional = high == 1 and found.whole is not None
        return _Found(found.whole | {""}) if optional and found.whole is not None else _ANYTHING
    return _Found(None, _without_whole(found))


def _either(branches: list[_Found]) -> _Found:
    """One of several: their texts together, or one set of the best set of each."""
    if all(branch.whole is not None for branch in branches):
        whole = frozenset().union(*(branch.whole or frozenset() for branch in branches))
        if len(whole) <= _MOST_WORDS:
            return _Found(whole)
    best = []
    for branch in branches:
        sets = [words for words in _without_whole(branch) if _telling(words)]
        if not sets:
            return _ANYTHING
        best.append(_shortest(max(sets, key=lambda words: (_weight(words), sorted(words)))))
    united = frozenset().union(*best)
    return _Found(None, (united,)) if len(united) <= _MOST_WORDS else _ANYTHING


def _without_whole(found: _Found) -> tuple[frozenset[str], ...]:
    return found.sets if found.whole is None else (*found.sets, *_closed(found.whole))


def _closed(whole: frozenset[str] | None) -> tuple[frozenset[str], ...]:
    return (whole,) if whole and "" not in whole else ()


def _telling(words: frozenset[str]) -> bool:
    """True for a set worth looking for: no word of it is in nearly every text."""
    return 0 < len(words) <= _MOST_WORDS and all(len(word) >= _SHORTEST or _is_rare(word) for word in words)


def _is_rare(word: str) -> bool:
    return word in _RARE or not (word.isascii() and word.isprintable())


def _shortest(words: frozenset[str]) -> frozenset[str]:
    """The words that hold no other word of the set: where one of all is found, so is one of these."""
    return frozenset(word for word in words if not any(other != word and other in word for other in words))


def _weight(words: Iterable[str]) -> float:
    """How much a set tells: long and few words. A character that few texts have tells most."""
    words = list(words)
    return min(6 if _is_rare(word) else len(word) for word in words) - 0.12 * len(words)
