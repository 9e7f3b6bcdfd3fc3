"""The second chance on held-out names: one exact synonym in ten of HPO is taken out, and one term in twelve with all its names.

The names taken out are the questions, half and half, those alone that no other name has the words of. An answer for a term that is
not there is wrong, whatever it is. Exchanges are learned from the names that stay.
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ontology.index import Name, whole_key
from ontology.lexicon import open_lexicon
from ontology.linking import MARGIN, THRESHOLD, Exchanges, learn_exchanges, readings

_SEED: Final = 1
_TERMS: Final = 0.08
_NAMES: Final = 0.1
_THRESHOLDS: Final = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def run(shared: Path) -> None:
    """Print precision and recall by threshold."""
    names = open_lexicon(folder=shared / "none").index.names
    phenotypes = [name for name in names if name[0].startswith("HP:") and name[1] < 2 and not name[7]]
    kept, held, gone = part(phenotypes)
    exchanges = learn_exchanges(kept, _THRESHOLDS[0])
    whole: dict[str, set[str]] = {}
    for name in kept:
        whole.setdefault(whole_key(name[3]), set()).add(name[0])
    answers = [(name[0] if name in held else "", *_answer(name, exchanges, whole)) for name in (*held, *gone)]
    print(f"{len(kept)} names, {len(held)} synonyms held out and {len(gone)} names of terms left out")
    for threshold in _THRESHOLDS:
        given = [(wanted, found) for wanted, found, sure, lead in answers if found and sure >= threshold and lead >= MARGIN]
        right = sum(wanted == found for wanted, found in given)
        mark = "  (ours)" if threshold == THRESHOLD else ""
        precision, recall = right / max(len(given), 1), right / max(len(held), 1)
        print(f"threshold {threshold:.1f}  P {precision:.3f}  R {recall:.3f}  ({right} of {len(given)} answers){mark}")


def part(names: Sequence[Name]) -> tuple[list[Name], list[Name], list[Name]]:
    """(names that stay, synonyms held out, names of terms left out); the same for the same names."""
    chance = random.Random(_SEED)
    left = {curie for curie in dict.fromkeys(name[0] for name in names) if chance.random() < _TERMS}
    held = [name for name in names if name[0] not in left and name[1] == 1 and chance.random() < _NAMES]
    out = set(held)
    kept = [name for name in names if name[0] not in left and name not in out]
    known = {whole_key(name[3]) for name in kept}
    held = [name for name in held if whole_key(name[3]) not in known]
    gone = [name for name in names if name[0] in left and whole_key(name[3]) not in known]
    return kept, held, chance.sample(gone, min(len(held), len(gone)))


def _answer(name: Name, exchanges: Exchanges, whole: dict[str, set[str]]) -> tuple[str, float, float]:
    """The term that the second chance gives, how sure, and by how much before the next."""
    best: dict[str, float] = {}
    for key, sure, _read, _others in readings(name[3], exchanges):
        for curie in whole.get(key, ()):
            best[curie] = max(best.get(curie, 0.0), sure)
    ranked = sorted(best.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return "", 0.0, 0.0
    return ranked[0][0], ranked[0][1], ranked[0][1] - (ranked[1][1] if len(ranked) > 1 else 0.0)
