"""Which one term the names found at the same words mean, if any: the best, or none where several are equally good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from ontology.curated import SOURCE as CURATED
from ontology.lexicon import Lexicon
from ontology.tokens import Hit
from ontology.uniting import PREFERRED

SCOPE_SCORES: Final = (1.0, 0.97, 0.85, 0.7, 0.6)
_CLOSE: Final = 0.035  # terms this close in score are as good as each other: label and exact synonym are
_ADDED: Final = 2  # rank of what is neither ours nor a finding
_IN_TEXT: Final = 3  # label, exact and narrow names are looked for in running text
_MEMORY: Final = 100_000  # groups of names remembered

Group = tuple[Hit, ...]  # the names found at the same words
Settled = tuple[str, float, str]  # (CURIE, score, reason)
_Ranked = tuple[str, tuple[float, str]]
# Which names count: all, all but phenotypes, or those that are a phenotype or mapped to one
ALL, OTHERS, PHENOTYPES = 0, 1, 2


class EntityLike(Protocol):
    """What a document-local name stands for."""

    @property
    def curie(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def kinds(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Meaning:
    """The term that names mean: as a `Match` has it, without its place."""

    curie: str
    label: str
    kinds: tuple[str, ...]
    score: float
    reasons: tuple[str, ...]


class Meanings:
    """Settles what groups of names mean, and remembers it.

    `local_names`: (CURIE, scope) of the names of one document, by number; `local`: the things that they name.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        local_names: Sequence[tuple[str, int]] = (),
        local: Mapping[str, EntityLike] | None = None,
        settled: "dict[tuple[int, Group], Settled | None] | None" = None,
    ) -> None:
        self._lexicon = lexicon
        self._local_names = local_names
        self._local: Mapping[str, EntityLike] = local or {}
        self._settled: dict[tuple[int, Group], Settled | None] = {} if settled is None else settled
        self._known: dict[tuple[int, Group], Meaning | None] = {}
        self._readings: dict[Group, tuple[Meaning | None, Meaning | None]] = {}

    def with_local(self, names: Sequence[tuple[str, int]], entities: Mapping[str, EntityLike]) -> "Meanings":
        """These with a document's own names; what was settled without them is remembered for both."""
        return Meanings(self._lexicon, names, entities, self._settled)

    def of(self, group: Group, which: int = ALL) -> Meaning | None:
        """The meaning of the names found at the same words, of those that count; None where there is none, or more than one."""
        key = (which, group)
        try:
            return self._known[key]
        except KeyError:
            if len(self._known) >= _MEMORY:
                self._known.clear()
            self._known[key] = found = self._meaning(key)
            return found

    def readings(self, group: Group) -> tuple[Meaning | None, Meaning | None]:
        """The meaning as a phenotype, and that as anything else."""
        try:
            return self._readings[group]
        except KeyError:
            if len(self._readings) >= _MEMORY:
                self._readings.clear()
            self._readings[group] = found = (self.of(group, PHENOTYPES), self.of(group, OTHERS))
            return found

    def entity(self, curie: str) -> tuple[str, tuple[str, ...]]:
        """Label and kinds of a matched CURIE, document-local ones included."""
        if curie in self._local:
            found = self._local[curie]
            return found.label, found.kinds
        return self._lexicon.label(curie), self._lexicon.kinds(curie)

    def rank(self, curie: str) -> tuple[int, int]:
        """How far a term's vocabulary is trusted against others for the same words, the lower the more; 0, 0 for local names."""
        known = self._lexicon.resolve(curie)
        return (0, 0) if known != curie else _source_rank(curie, self._lexicon.source(curie))

    def _meaning(self, key: tuple[int, Group]) -> Meaning | None:
        which, group = key[0], tuple(key[1])
        key = (which, group)
        if any(hit[3] for hit in group):
            settled = self._settle(group, which)
        else:
            if key not in self._settled:
                if len(self._settled) >= _MEMORY:
                    self._settled.clear()
                self._settled[key] = self._settle(group, which)
            settled = self._settled[key]
        if settled is None:
            return None
        curie, score, reason = settled
        label, kinds = self.entity(curie)
        phenotype = self._lexicon.phenotype(curie) if which == PHENOTYPES else None
        if phenotype is None or phenotype == curie:
            return Meaning(curie, label, kinds, score, (reason,))
        return Meaning(phenotype, label, ("Symptom",), score, (reason, f"exact mapping of {curie}"))

    def _settle(self, group: Group, which: int) -> Settled | None:
        """The best of the names that count, if only one term has as good a one."""
        ranked: dict[str, tuple[float, str]] = {}
        for number, fitting, reason, local in group:
            curie, scope = self._local_names[number] if local else self._lexicon.index.names[number][:2]
            if scope >= _IN_TEXT or not self._counts(curie, which):
                continue
            score = fitting * SCOPE_SCORES[scope]
            if local:
                return curie, score, "the document's own name"
            if curie not in self._lexicon.exclude and (curie not in ranked or ranked[curie][0] < score):
                ranked[curie] = (score, reason)
        if not ranked:
            return None
        if len(ranked) == 1:
            curie, (score, reason) = next(iter(ranked.items()))
            return curie, score, reason
        order = sorted(ranked.items(), key=lambda item: (-item[1][0], item[0]))
        top = [item for item in order if item[1][0] > order[0][1][0] - _CLOSE]
        if len(top) > 1:
            top = self._preferred(top)
        if len(top) != 1:
            return None
        curie, (score, reason) = top[0]
        return curie, score, reason

    def _counts(self, curie: str, which: int) -> bool:
        if which == PHENOTYPES:
            return self._lexicon.phenotype(curie) is not None
        return which == ALL or not curie.startswith("HP:")

    def _preferred(self, top: list[_Ranked]) -> list[_Ranked]:
        """Of equally good terms: our own row before HPO before disease names; within one source a term before its descendants."""
        ranks = [_source_rank(curie, self._lexicon.source(curie)) for curie, _ in top]
        top = [item for item, rank in zip(top, ranks, strict=True) if rank == min(ranks)]
        if len(top) > 1:
            curies = [curie for curie, _ in top]
            above = [item for item in top if all(item[0] == c or item[0] in self._lexicon.ancestors(c) for c in curies)]
            return above or (_labeled(top) if min(ranks)[0] == _ADDED else top)
        return top


def _labeled(top: list[_Ranked]) -> list[_Ranked]:
    """The term whose label the name is, where it is but a synonym of the others: large ontologies name parts like the whole."""
    best = max(score for _curie, (score, _reason) in top)
    return [item for item in top if item[1][0] == best]


def _source_rank(curie: str, source: str) -> tuple[int, int]:
    """Our own rows, then findings, then the names of all else: by the identifier that the field uses most."""
    if source == CURATED:
        return 0, 0
    if curie.startswith("HP:"):
        return 1, 0
    prefix = curie.partition(":")[0]
    return _ADDED, PREFERRED.index(prefix) if prefix in PREFERRED else len(PREFERRED)
