"""Word classes and long patterns as data: `loaders/data/relation_words.toml`, read once a process."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from loaders.rules.screening import Screened
from loaders.rules.starts import compiled


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads((files("loaders") / "data" / "relation_words.toml").read_text(encoding="utf-8"))


def pattern(name: str) -> Screened:
    """The named pattern, its pieces joined and compiled. KeyError where there is none."""
    return Screened(re.compile("".join(_table()[name]["pattern"])))


def plain_pattern(name: str) -> re.Pattern[str]:
    """The named pattern where searching for it takes no longer than looking for its words. KeyError where there is none."""
    return compiled("".join(_table()[name]["pattern"]))


def words(name: str) -> tuple[str, ...]:
    """The named words, in the file's order. KeyError where there are none."""
    return tuple(_table()[name]["words"])
