"""Word lists of data/words.toml: abbreviations, function words, words that open sentences.

Place in the flow: rules that need a list of words ask for it by name.
"""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _table() -> dict[str, str]:
    return tomllib.loads(files("loaders").joinpath("data/words.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> frozenset[str]:
    """The words of one list, lower-case. KeyError for a list that is not there."""
    return frozenset(_table()[name].split())
