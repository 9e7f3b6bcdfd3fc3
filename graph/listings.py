"""Everything the store holds about one entity: names with their places, and statements grouped by relation."""

from dataclasses import dataclass
from typing import Any

from graph.model import Entity, NameEvidence
from graph.naming import find_entity
from graph.related import rows_of
from graph.rows import Row, write_node, write_row
from graph.selection import Selection
from graph.selection_twins import twins_of
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one relation in one direction ("out": the entity is the subject)."""

    relation: str
    direction: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """An entity whole. `names`: label and synonyms, each once, case aside; `places`: where documents give a name."""

    entity: Entity
    names: tuple[str, ...]
    places: tuple[NameEvidence, ...]
    groups: tuple[Group, ...]
    sparql: str
    cypher: str


def show(store: Store, curie: str) -> Listing:
    """Return everything about an entity (a CURIE or any name). Raises UnknownEntity with the nearest names."""
    entity = find_entity(store, curie)
    selection = Selection(either=(entity.curie,), polarity="both")
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows_of(store, selection, entity.curie):
        groups.setdefault((row.relation, row.direction), []).append(row)
    twins = twins_of(selection)
    places = store.names(entity.curie)
    return Listing(
        entity=entity,
        names=all_names(entity, places),
        places=places,
        groups=tuple(Group(relation, direction, tuple(rows)) for (relation, direction), rows in groups.items()),
        sparql=twins.sparql,
        cypher=twins.cypher.inline,
    )


def all_names(entity: Entity, places: tuple[NameEvidence, ...] = ()) -> tuple[str, ...]:
    """The label, then the synonyms, then the names that only documents give; each once, case aside."""
    given = [entity.label, *entity.synonyms, *(place.name for place in places)]
    names: dict[str, str] = {}
    for name in given:
        names.setdefault(name.casefold(), name)
    return tuple(names.values())


def write_listing(listing: Listing) -> dict[str, Any]:
    """A listing as JSON."""
    entity = listing.entity
    return {
        **write_node(entity),
        "grounded": entity.grounded,
        "synonyms": list(listing.names[1:]),
        "xrefs": list(entity.xrefs),
        "names": [
            {"name": place.name, "source": place.source, "start": place.start, "end": place.end} for place in listing.places
        ],
        "relations": [
            {"relation": group.relation, "direction": group.direction, "rows": [write_row(row) for row in group.rows]}
            for group in listing.groups
        ],
        "sparql": listing.sparql,
        "cypher": listing.cypher,
    }
