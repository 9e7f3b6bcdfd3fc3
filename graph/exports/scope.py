"""What an export holds: the whole store, or what lies within some steps of one entity."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.errors import QueryError
from graph.model import DocumentGraph, Entity, Statement
from graph.naming import find_entity
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Scope:
    """`chosen`: ids of the statements that are exported, None for all. `curies`: CURIEs of the entities, None for all."""

    store: Store
    chosen: frozenset[str] | None = None
    curies: frozenset[str] | None = None

    def statements(self) -> Iterator[Statement]:
        """Merged statements, denied ones too, by id. Lazy."""
        if self.chosen is None:
            yield from self.store.statements()
            return
        for key in sorted(self.chosen):
            statement = self.store.statement(key)
            if statement is not None:
                yield statement

    def entities(self) -> Iterator[Entity]:
        """Merged entities by CURIE. Lazy."""
        for entity in self.store.entities():
            if self.curies is None or entity.curie in self.curies:
                yield entity

    def document_graphs(self) -> Iterator[DocumentGraph]:
        """What each document contributes to the scope, by source; documents that contribute nothing are left out. Lazy."""
        for graph in self.store.document_graphs():
            if self.chosen is None or self.curies is None:
                yield graph
                continue
            statements = tuple(s for s in graph.statements if s.id in self.chosen)
            names = tuple(name for name in graph.names if name.curie in self.curies)
            if statements or names:
                subject = graph.subject if graph.subject is not None and graph.subject.curie in self.curies else None
                yield replace(graph, statements=statements, names=names, subject=subject)


def scope_of(store: Store, around: str | None = None, hops: int = 1) -> Scope:
    """The whole store, or the statements reached in `hops` steps (either direction, denied ones too) from an entity.

    `around`: a CURIE or any name. Raises UnknownEntity, and QueryError for fewer than 0 hops.
    """
    if around is None:
        return Scope(store)
    if hops < 0:
        raise QueryError(f"hops are 0 or more, not {hops}")
    start = find_entity(store, around).curie
    chosen: set[str] = set()
    reached, edge = {start}, {start}
    for _ in range(hops):
        found: set[str] = set()
        for curie in sorted(edge):
            for statement in (*store.statements(subject=curie), *store.statements(object=curie)):
                chosen.add(statement.id)
                found.add(statement.subject.curie)
                if isinstance(statement.object, Entity):
                    found.add(statement.object.curie)
        edge = found - reached
        reached |= found
    return Scope(store, frozenset(chosen), frozenset(reached))
