"""`python -m benchmarks.readings draw SEED [EVERY]`: statements to read, drawn uniformly, each beside its sentence.

Printed for the reader alone: the sentences are a source's words and are kept in no file of the project.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterator

from benchmarks.__main__ import SHARED
from benchmarks.readings import Key, keys_of
from benchmarks.readings.corpus import documents
from loaders.extraction import extract
from ontology.matching import open_matcher

UNIFORM = 300
EACH = 20


def candidates(every: int) -> Iterator[tuple[Key, str]]:
    """(key, what the reader sees) for each evidence of each `every`-th document."""
    matcher = open_matcher()
    for name, document in documents(SHARED, every=every):
        for statement in extract(document, matcher).statements:
            for key, place in zip(keys_of(name, statement), statement.evidence, strict=True):
                said = f"{place.object_text} | f={place.frequency} | {place.certainty} | {place.section} | {place.rule}"
                said += "".join(f" | {name}={value}" for name, value in place.qualifiers)
                yield key, f"{said}\n    {' '.join(place.text.split())}"


def draw(seed: int, every: int) -> list[tuple[Key, str]]:
    """300 at random, and as many more of each relation as bring it to 20, or all there are."""
    everything = sorted(candidates(every), key=lambda one: (one[0].document, one[0].start, one[0].relation, one[0].object))
    chance = random.Random(seed)
    order = chance.sample(range(len(everything)), len(everything))
    taken = order[:UNIFORM]
    count = Counter(everything[i][0].relation for i in taken)
    for i in order[UNIFORM:]:
        relation = everything[i][0].relation
        if count[relation] < EACH:
            count[relation] += 1
            taken.append(i)
    return [everything[i] for i in taken]


def main(arguments: list[str]) -> int:
    if len(arguments) not in (2, 3) or arguments[0] != "draw":
        print(__doc__, file=sys.stderr)
        return 2
    for number, (key, seen) in enumerate(draw(int(arguments[1]), int(arguments[2]) if len(arguments) == 3 else 10)):
        print(
            f"{number}\t{key.document}\t{key.subject}\t{key.relation}\t{key.object}\t{'yes' if key.negated else 'no'}", end=""
        )
        print(f"\t{key.start}\t{key.end}\n    {seen}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
