"""Read queries over our schema, drawn from a seed out of clauses, patterns and expressions, for engines to be compared by."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from benchmarks import cypher_shapes, cypher_special_shapes
from benchmarks.cypher_clauses import Clauses
from benchmarks.cypher_expressions import Words

SHAPES: Final = (
    cypher_shapes.plain, cypher_shapes.ordered, cypher_shapes.distinct, cypher_shapes.aggregated, cypher_shapes.optional,
    cypher_shapes.chained, cypher_shapes.cut_between, cypher_shapes.unwound, cypher_shapes.existing, cypher_shapes.called,
    cypher_shapes.comprehended, cypher_shapes.projected, cypher_shapes.united, cypher_shapes.collected, cypher_shapes.given,
    cypher_special_shapes.stepped, cypher_special_shapes.shortest, cypher_special_shapes.reasoned,
    cypher_special_shapes.sorted_mixed, cypher_special_shapes.special,
)  # fmt: skip
ORDERED: Final = frozenset({"ordered", "distinct", "given", "sorted_mixed"})


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its parameters. `ordered`: its rows come in one order; else they compare as a multiset."""

    shape: str
    text: str
    parameters: Mapping[str, Any]
    ordered: bool


def generate(seed: int, words: Words) -> Iterator[Query]:
    """Draw different queries without end, the shapes in turn; the same ones for the same seed and words."""
    rng = random.Random(seed)
    draw = Clauses(rng, words)
    seen: set[str] = set()
    while True:
        for shape in SHAPES:
            text = shape(draw)
            while text in seen:
                text = shape(draw)
            seen.add(text)
            yield Query(shape.__name__, text, _parameters(text, rng, words), shape.__name__ in ORDERED)


def _parameters(text: str, rng: random.Random, words: Words) -> dict[str, Any]:
    """Values for the parameters that a query names."""
    values: dict[str, Any] = {
        "curies": sorted(rng.sample(list(words.curies), 4)), "terms": sorted(rng.sample(list(words.terms), 6)),
        "relations": ["has_onset", "has_inheritance", "treated_by"],
        "rows": [{"curie": rng.choice(list(words.curies)), "n": 1}, {"curie": "none:0", "n": None}],
        "some": rng.randint(2, 9), "flag": rng.random() < 0.8, "nothing": None, "map": {"key": "value", "n": 1},
        "list": [1, None, "three"], "number": 0.25, "word": "été", "key": "label",
        "label": rng.choice(["Disease", "Tumor", "Statement"]),
    }  # fmt: skip
    return {name: value for name, value in values.items() if f"${name}" in text}
