"""The values of a rule: what it looks for, what it says, and the example that is its test."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from loaders.rules.patterns import Pattern

# How a rule's object region becomes objects.
MODES: Final = (
    "list",  # each noun phrase of the region
    "whole",  # the region as one noun phrase
    "literal",  # its words, as they stand
    "fixed",  # the rule's value, whatever words say it
    "gene",  # symbols beside the cue
    "inheritance",  # modes of inheritance
    "person",  # names of persons
    "comparison",  # an outcome of two groups
    "part",  # a part of the body and what it is like
    "quality",  # a procedure and what it is like
    "bullet",  # phrases of a list item
    "item",  # the name that opens a list item
    "fragment",  # phrases of a note without a verb
    "mention",  # terms that a vocabulary knows, anywhere in the sentence
)

# Characters that stand for the document's subject and for people who have it in a masked sentence: no letters, no blanks, and
# ASCII, since texts that are searched fastest are.
DISEASE_MARK: Final = "\x0e"
PEOPLE_MARK: Final = "\x0f"


@dataclass(frozen=True, slots=True)
class Example:
    """A text in our own words, the section it stands in, and the objects this rule must find in it, as `relation|object` or `object`."""

    text: str
    expect: tuple[str, ...]
    section: str = "summary"
    name: str = "Harlow syndrome"
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying one relation.

    `cues`: lower-case words, at least one of which is in every text the pattern can match (empty: always tried);
    `needs`: a second such set.
    `patterns`: over the marked clause, the first that matches counts; groups `object`, `subject`, `part`, `group`,
    `direction`, `against`, `year`. `before`: the object stands left of the cue. `every`: all matches of a clause count.
    `sections`, `except_sections`: where it may fire (empty: anywhere). `at_home`: outside sections of these kinds a clause
    must name the subject or people who have it. `heading`: what the words that head the sentence must match.
    `unless`: a clause with this is passed over. `despite`: contexts that do not stop it (hypothetical, other, relative).
    `expected`: kinds an object should ground to; `kind`: kind of an object that does not ground, None: it is dropped then.
    `sort`: objects move to the relation of their own kind (a tumor among symptoms). `value`: the object of mode "fixed",
    the words before the part in mode "quality".
    `cut`: objects end before "to", "by", "with", "during". `action`, `qualifiers`: what the evidence adds.
    """

    id: str
    relation: str
    reason: str
    cues: frozenset[str]
    patterns: tuple[Pattern, ...]
    examples: tuple[Example, ...]
    mode: str = "list"
    value: str | None = None
    sections: frozenset[str] = frozenset()
    except_sections: frozenset[str] = frozenset()
    expected: tuple[str, ...] = ()
    kind: str | None = None
    sort: bool = False
    negated: bool = False
    certainty: str | None = None
    action: str | None = None
    every: bool = False
    before: bool = False
    needs: frozenset[str] = frozenset()
    unless: Pattern | None = None
    despite: frozenset[str] = frozenset()
    heading: re.Pattern[str] | None = None
    cut: bool = False
    at_home: frozenset[str] = frozenset()
    qualifiers: tuple[tuple[str, str], ...] = ()

    def applies(self, section: str) -> bool:
        """True where the rule may fire in a section of this kind."""
        return section not in self.except_sections and (not self.sections or section in self.sections)


class Hit(NamedTuple):
    """A rule that matched: spans of its groups in the clause's offsets."""

    rule: Rule
    start: int
    end: int
    groups: tuple[tuple[str, int, int], ...]

    def span(self, name: str) -> tuple[int, int] | None:
        """The span of a group, None where it did not take part."""
        for key, start, end in self.groups:
            if key == name:
                return start, end
        return None
