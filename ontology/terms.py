"""The values a lexicon is made of: terms and their synonyms. Readers make them, `lexicon` merges them."""

from dataclasses import dataclass
from typing import Final

SCOPES: Final = ("LABEL", "EXACT", "NARROW", "BROAD", "RELATED")  # closest first


@dataclass(frozen=True, slots=True)
class Synonym:
    """Another name. `scope`: EXACT, NARROW, BROAD or RELATED; `type`: layperson, abbreviation, … as its source says, or ""."""

    text: str
    scope: str = "EXACT"
    type: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A concept of one lexicon. `source` is the lexicon's name; `aliases` are former identifiers that now mean this term."""

    curie: str
    label: str
    kinds: tuple[str, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    xrefs: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    source: str = ""
    definition: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def exact_synonyms(self) -> tuple[str, ...]:
        """Names that mean exactly this, label apart, sorted."""
        return tuple(sorted({s.text for s in self.synonyms if s.scope == "EXACT"} - {self.label}))


class LexiconError(ValueError):
    """A vocabulary file that cannot be used. `place` is `file:line`; the message is one sentence."""

    def __init__(self, place: str, reason: str) -> None:
        self.place = place
        self.reason = reason
        super().__init__(f"{place}: {reason}")
