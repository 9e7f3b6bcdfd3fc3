"""Entities that several documents name, when one of these changes: what all the documents that are left say of them, together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from graph.cypher.writing import delete_nodes, quoted
from graph.model import DocumentGraph, Entity, merge_entities
from graph.neo4j.drawing import draw_entities, entity_properties, send
from graph.neo4j.reading import Look, document_graphs, entities_of
from ontology.vocabulary import KINDS

_A_TIME: Final = 20  # documents asked what they say of an entity

Said = Mapping[str, frozenset[Entity]]
"""By CURIE: what documents say of an entity."""


def said_by(graphs: Iterable[DocumentGraph]) -> Said:
    """What documents say of the entities they name."""
    said: dict[str, set[Entity]] = defaultdict(set)
    for graph in graphs:
        for entity in graph.entities:
            said[entity.curie].add(entity)
    return {curie: frozenset(values) for curie, values in said.items()}


def add_entities(tx: Any, look: Look, said: Said) -> None:
    """Write what arriving documents say of entities: new ones are made, known ones learn."""
    there = {entity.curie: entity for entity in entities_of(look, said)}
    draw_entities(tx, [merge_entities(said[curie])[0] for curie in sorted(said) if curie not in there])
    merged = {curie: merge_entities([entity, *sorted(said[curie], key=repr)])[0] for curie, entity in there.items()}
    _write_changed(tx, there, merged.values())


def settle_entities(tx: Any, look: Look, lost: Said) -> None:
    """Bring entities of which documents that are gone said `lost` to what the others say; delete those that none names."""
    there = {entity.curie: entity for entity in entities_of(look, lost)}
    sources = _naming(look, sorted(there))
    delete_nodes(tx, "Entity", [curie for curie in there if not sources[curie]])
    known: dict[str, Mapping[str, Entity]] = {}
    left = (_said_now(look, entity, sources[curie], known) for curie, entity in there.items() if sources[curie])
    _write_changed(tx, there, list(left))


def _naming(look: Look, curies: Sequence[str]) -> Mapping[str, list[str]]:
    """By CURIE the sources of the documents that name an entity."""
    found: dict[str, set[str]] = defaultdict(set)
    for pattern in ("<-[:SUBJECT|OBJECT]-(:Statement)-[:STATED_IN]->", "<-[:ABOUT]-"):
        query = (
            f"UNWIND $curies AS curie MATCH (:Entity {{curie: curie}}){pattern}(d:Document) "
            "RETURN DISTINCT curie, d.source AS source"
        )
        for record in look(query, curies=curies):
            found[record["curie"]].add(record["source"])
    return defaultdict(list, {curie: sorted(sources) for curie, sources in found.items()})


def _said_now(look: Look, entity: Entity, sources: Sequence[str], known: dict[str, Mapping[str, Entity]]) -> Entity:
    """What `sources` say of an entity. Asks no more of them than it takes to see that nothing was lost."""
    now: Entity | None = None
    for at in range(0, len(sources), _A_TIME):
        part = sources[at : at + _A_TIME]
        for graph in document_graphs(look, [source for source in part if source not in known]):
            known[graph.document.source] = {named.curie: named for named in graph.entities}
        said = [known[source][entity.curie] for source in part]
        now = merge_entities([*([now] if now else []), *said])[0]
        if now == entity:
            break
    assert now is not None  # some source names it
    return now


def _write_changed(tx: Any, there: Mapping[str, Entity], entities: Iterable[Entity]) -> None:
    """Write entities whose nodes are there and say something else; labels and properties of other programs stay."""
    changed = [entity for entity in entities if entity != there[entity.curie]]
    rows = [{"curie": entity.curie, "n": entity_properties(entity)} for entity in changed]
    send(tx, "MATCH (n:Entity {curie: row.curie}) SET n += row.n", rows)
    for verb, added in (("SET", True), ("REMOVE", False)):
        by_label: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for entity in changed:
            now, before = set(entity.kinds), set(there[entity.curie].kinds)
            for label in now - before if added else before - now:
                by_label[label].append({"curie": entity.curie})
        for label, marked in by_label.items():
            assert label in KINDS
            send(tx, f"MATCH (n:Entity {{curie: row.curie}}) {verb} n:{quoted(label)}", marked)
