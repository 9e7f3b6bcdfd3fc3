"""What a change of documents does to the merged whole: pure, from what is there and what documents say.

Statements of several documents share a head (its strongest certainty, of several spellings of words the smallest), entities
are merged (graph.model.merge_entities), as the embedded record has them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from graph.model import DocumentGraph, Entity, Statement, merge_entities
from graph.model import Literal as Words
from graph.rdf import Head, Terms, entity_triples, head_triples
from graph.rdf_terms import RELATION_PREDICATES
from ontology.vocabulary import CERTAINTIES

_RELATIONS: Final = frozenset(RELATION_PREDICATES.values())


@dataclass(frozen=True, slots=True)
class Support:
    """What documents together say of a statement's head: the `words` of a literal object, the strongest `certainty`.

    `certainty` is None where no place says it.
    """

    words: str | None
    certainty: str | None

    @classmethod
    def of(cls, statement: Statement) -> "Support":
        """That of one document's statement."""
        words = statement.object.label if isinstance(statement.object, Words) else None
        return cls(words, statement.certainty if statement.evidence else None)

    def joined(self, other: "Support | None") -> "Support":
        """That of both."""
        if other is None:
            return self
        words = None if self.words is None or other.words is None else min(self.words, other.words)
        sure = [c for c in (self.certainty, other.certainty) if c is not None]
        return Support(words, max(sure, key=CERTAINTIES.index, default=None))


@dataclass(frozen=True, slots=True)
class Shared:
    """Entities by CURIE and supports by statement id, merged over some documents."""

    entities: Mapping[str, Entity]
    supports: Mapping[str, Support]

    def joined(self, graphs: Iterable[DocumentGraph]) -> "Shared":
        """With what these documents say, too."""
        graphs = list(graphs)
        named = {e.curie for graph in graphs for e in graph.entities}
        known = [entity for curie, entity in self.entities.items() if curie in named]
        merged = merge_entities([*known, *(e for graph in graphs for e in graph.entities)])
        supports = dict(self.supports)
        for statement in (s for graph in graphs for s in graph.statements):
            supports[statement.id] = Support.of(statement).joined(supports.get(statement.id))
        return Shared({**self.entities, **{entity.curie: entity for entity in merged}}, supports)


@dataclass(frozen=True, slots=True)
class Delta:
    """Triples of the merged whole that go and come. `edges`: direct triples that go unless other statements assert them."""

    stale: frozenset[Terms]
    edges: frozenset[Terms]
    fresh: frozenset[Terms]


def delta(before: Shared, now: Shared, statements: Iterable[Statement]) -> Delta:
    """What leads from one to the other. `statements`: one of each id in either."""
    old: set[Terms] = {terms for entity in before.entities.values() for terms in entity_triples(entity)}
    new: set[Terms] = {terms for entity in now.entities.values() for terms in entity_triples(entity)}
    for statement in {s.id: s for s in statements}.values():
        old |= _head(statement, before.supports.get(statement.id))
        new |= _head(statement, now.supports.get(statement.id))
    gone = old - new
    edges = frozenset(terms for terms in gone if _is_edge(terms))
    return Delta(frozenset(gone - edges), edges, frozenset(new - old))


def _head(statement: Statement, support: Support | None) -> set[Terms]:
    if support is None:
        return set()
    head = Head.of(statement)
    return set(head_triples(replace(head, words=support.words, certainty=support.certainty or CERTAINTIES[-1])))


def _is_edge(terms: Terms) -> bool:
    """Whether a triple relates an entity to another or to words, as a statement asserts it."""
    return terms[1] in _RELATIONS
