"""Whether a text is English, by the share of its function words.

Place in the flow: extraction asks before it reads; a page in another language yields no statements, and that is said.
"""

import re
from typing import Final

from loaders.wordlists import word_list

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ASCII_WORD: Final = re.compile(r"[a-z]+(?:'[a-z]+)?")  # finds the same in small letters, more quickly
_SAMPLE: Final = 40_000
_ENGLISH: Final = word_list("english")
# Function words of neighbors that English does not use; those spelled alike in English count for neither.
_FOREIGN: Final = word_list("foreign")
_FEWEST_WORDS: Final = 12


def language_is_english(text: str) -> bool:
    """True where English function words outnumber those of French, Spanish, German, Italian, Dutch and Portuguese.

    A text of fewer than twelve words is given the benefit of the doubt, unless its letters are not Latin.
    """
    letters = "" if text[:2000].isascii() else [character for character in text[:2000] if character.isalpha()]
    if letters and sum(character < "\u0250" for character in letters) < 0.6 * len(letters):
        return False
    sample = text[:_SAMPLE].casefold()
    words = (_ASCII_WORD if sample.isascii() else _WORD).findall(sample)
    english = sum(map(_ENGLISH.__contains__, words))
    foreign = sum(map(_FOREIGN.__contains__, words))
    if len(words) < _FEWEST_WORDS:
        return foreign <= english + 2
    # Notes and lists have few function words; what matters is that no other language has more.
    return english >= foreign and (english > 0 or foreign <= 0.05 * len(words))
