"""Which section a heading, a question or a cue word announces: rules read from data/sections.toml.

Place in the flow: sections.py asks these rules about lines and paragraphs; nothing else knows the wordings.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from ontology.vocabulary import SECTIONS

MAX_HEADING: Final = 120
_SHORTEST: Final = 2
_STOPPED_WORDS: Final = 3  # a longer line with a full stop is a sentence
_ASKING: Final = re.compile(r"(?:what|how|who|why) ")  # a question asked without its mark
_LONGEST_ASKED: Final = 8  # words
_DECORATION: Final = re.compile(
    r"^[\s#*+|>–—-]*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[IVX]{1,4}[.)]\s+|[A-Z][.)]\s+)?|[\s:：.*#|+–—-]+$"
)
_BLANKS: Final = re.compile(r"\s+")
_ASIDE: Final = re.compile(r"(?<=\w)\s*\([^()]*\)\s*:?$")  # "Management (see the card on the trolley)"


@dataclass(frozen=True, slots=True)
class SectionRule:
    """One wording: `pattern` over a lower-cased heading (whole) or a paragraph's words (searched), with reason and example."""

    kind: str
    pattern: re.Pattern[str]
    reason: str
    example: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class SectionRules:
    """All wordings: headings and questions match a whole line, cues are searched in a paragraph without heading."""

    headings: tuple[SectionRule, ...]
    questions: tuple[SectionRule, ...]
    cues: tuple[SectionRule, ...]

    def heading_kind(self, line: str, topic: str = "") -> str | None:
        """Section kind that a whole line announces, None for an unknown or no heading.

        `topic`: the subject's name, which says nothing about the section ("hereditary", "infantile") and is not read.
        """
        if not _SHORTEST <= len(line) <= MAX_HEADING or "->" in line or "→" in line:
            return None
        words = plain_heading(line)
        if not words or (line.rstrip().endswith((".", ";")) and len(words.split()) > _STOPPED_WORDS):
            return None
        if line.rstrip().endswith("?"):
            asked = words.rstrip(" ?")
            return self._first(self.questions, asked.replace(plain_heading(topic), "it") if topic else asked)
        kind = self._first(self.headings, words)
        if kind is None and _ASKING.match(words) and len(words.split()) <= _LONGEST_ASKED:
            return self._first(self.questions, words)  # "How it is treated"
        return kind

    def cue_kinds(self, paragraph: str) -> dict[str, int]:
        """Section kinds that a paragraph's own words speak for, with their summed weights."""
        scores: dict[str, int] = {}
        words = _BLANKS.sub(" ", paragraph[:2000]).casefold()
        for rule in self.cues:
            if rule.pattern.search(words):
                scores[rule.kind] = scores.get(rule.kind, 0) + rule.weight
        return scores

    @staticmethod
    def _first(rules: tuple[SectionRule, ...], words: str) -> str | None:
        return next((rule.kind for rule in rules if rule.pattern.fullmatch(words)), None)


def plain_heading(line: str) -> str:
    """A heading's words alone: no numbers, marks, final colon; lower-cased, single blanks, British spelling made American."""
    words = _BLANKS.sub(" ", _DECORATION.sub("", _ASIDE.sub("", line))).strip().casefold()
    return words.replace("anaesthe", "anesthe").replace("aetiolog", "etiolog").replace("tumour", "tumor").replace("’", "'")


def _rules(rows: list[dict[str, object]]) -> tuple[SectionRule, ...]:
    found = []
    for row in rows:
        if row["kind"] not in SECTIONS:
            raise ValueError(f"data/sections.toml: unknown section kind {row['kind']!r}")
        weight = row.get("weight", 1)
        assert isinstance(weight, int)
        pattern = re.compile(str(row["pattern"]))
        found.append(SectionRule(str(row["kind"]), pattern, str(row["reason"]), str(row["example"]), weight))
    return tuple(found)


@cache
def section_rules() -> SectionRules:
    """The rules of data/sections.toml, read once a process."""
    table = tomllib.loads(files("loaders").joinpath("data/sections.toml").read_text(encoding="utf-8"))
    return SectionRules(_rules(table["heading"]), _rules(table["question"]), _rules(table["cue"]))
