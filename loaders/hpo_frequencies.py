"""The frequency classes of HPO: what an annotation says by a term instead of a number.

The shares are those of the terms' definitions in hp.obo (children of HP:0040279, Frequency). They are a class's bounds, not a
count of anybody's patients, so they enter the graph as quantities of a kind of their own, read back from the class's identifier.
"""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from graph.model import Quantity

KIND: Final = "frequency_class"


@dataclass(frozen=True, slots=True)
class FrequencyClass:
    """A class: its name, and the least and the largest share of cases that it stands for."""

    label: str
    low: float
    high: float


CLASSES: Final = MappingProxyType(
    {
        "HP:0040280": FrequencyClass("Obligate", 1.0, 1.0),
        "HP:0040281": FrequencyClass("Very frequent", 0.8, 0.99),
        "HP:0040282": FrequencyClass("Frequent", 0.3, 0.79),
        "HP:0040283": FrequencyClass("Occasional", 0.05, 0.29),
        "HP:0040284": FrequencyClass("Very rare", 0.01, 0.04),
        "HP:0040285": FrequencyClass("Excluded", 0.0, 0.0),
    }
)


def read_class(curie: str, start: int = 0) -> Quantity | None:
    """The quantity that a class's identifier at `start` of a text stands for; None where it is no class."""
    found = CLASSES.get(curie)
    if found is None:
        return None
    return Quantity(KIND, found.low, found.high, "1", curie, start, start + len(curie))
