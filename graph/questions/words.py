"""Words of a question: tokens, American spelling, stems. Pure functions; the same stem for a pattern and for a question."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

_TOKEN: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SHORT: Final = 3
_LONG: Final = 6
_ALIKE: Final = 0.85  # of difflib: one letter wrong, missing or doubled in a word of six and more


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the question: `[start, end)` of its text, the token in lower case, its stem."""

    start: int
    end: int
    form: str
    stem: str


def words_of(question: str, spelling: Mapping[str, str]) -> tuple[Word, ...]:
    """Return the tokens of a question. "isn't" is "is" "not"; a possessive 's is left out of the stem."""
    found = []
    for token in _TOKEN.finditer(question):
        form = unicodedata.normalize("NFKC", token.group()).casefold().replace("’", "'")
        if form.endswith("n't"):
            found.append(Word(token.start(), token.end(), form[:-3], stem(form[:-3], spelling)))
            form = "not"
        found.append(Word(token.start(), token.end(), form, stem(form, spelling)))
    return tuple(found)


def corrected(words: Sequence[Word], known: Collection[str], keep: Collection[int]) -> tuple[Word, ...]:
    """Return the words with slips of the pen mended: a long word that is almost a known one gets its stem.

    `keep`: positions that stay as they are, since they name an entity.
    """
    return tuple(
        word if position in keep or word.stem in known else replace(word, stem=_nearest(word.stem, known) or word.stem)
        for position, word in enumerate(words)
    )


def _nearest(stemmed: str, known: Collection[str]) -> str | None:
    if len(stemmed) < _LONG:
        return None
    long = [other for other in known if abs(len(other) - len(stemmed)) <= 1]
    return next(iter(get_close_matches(stemmed, long, n=1, cutoff=_ALIKE)), None)


def stem(word: str, spelling: Mapping[str, str]) -> str:
    """A crude stem: lower case, American pieces, no plural, -ly, -ed, -ing or final -e. Good for comparing, not for reading."""
    word = word.casefold().removesuffix("'s")
    for british, american in spelling.items():
        word = word.replace(british, american)
    if len(word) <= _SHORT:
        return word
    if word.endswith("ly") and len(word) > _LONG:
        word = word[:-2]
    if word.endswith("ies") and len(word) > _SHORT + 1:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        kept = word.removesuffix(ending)
        if kept != word and len(kept) >= _SHORT and re.search("[aeiouy]", kept):
            word = kept[:-1] if len(kept) > _SHORT and kept[-1] == kept[-2] and kept[-1] not in "lsz" else kept
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORT else word
