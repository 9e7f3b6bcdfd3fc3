"""Reads what a change needs to know: the shared parts (graph.endpoint.merging) of entities and statements, as they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

from pyoxigraph import Literal, NamedNode

from graph import rdf_terms as t
from graph.endpoint.layout import CONTENT, PREFIXES, Layout, journal, values
from graph.endpoint.merging import Shared, Support
from graph.endpoint.protocol import Endpoint, Term
from graph.model import Entity
from graph.rdf_terms import node, sg
from ontology.vocabulary import CERTAINTIES, sort_kinds

ENTITY_PREDICATES: Final = (t.TYPE, sg("curie"), t.LABEL, t.ALT_LABEL, sg("xref"))
_PORTION: Final = 1000
_KINDS: Final = {cls: kind for kind, cls in t.KIND_CLASSES.items()}
_STATEMENTS: Final = node("statement", "").value
Item = TypeVar("Item")


def shared_now(endpoint: Endpoint, layout: Layout, curies: Iterable[str], statements: Iterable[str]) -> Shared:
    """The shared parts in the merged whole of those that are in it."""
    entities = _entities(endpoint, curies, layout.whole("?e ?p ?o"))
    head = layout.whole("?st sg:certainty ?c ; rdf:object ?o")
    said = layout.whole("?st sg:evidence ?x")
    return Shared(entities, _supports(endpoint, statements, head, said))


def shared_elsewhere(endpoint: Endpoint, curies: Iterable[str], statements: Iterable[str], but: Sequence[NamedNode]) -> Shared:
    """The shared parts as all documents together say them but these."""
    ours = f"{journal(f'?g {CONTENT} ?content')} FILTER(?g NOT IN ({', '.join(map(str, but))}))"
    entities = _entities(endpoint, curies, f"GRAPH ?g {{ ?e ?p ?o }} {ours}")
    head = f"GRAPH ?g {{ ?st sg:certainty ?c ; rdf:object ?o }} {ours}"
    return Shared(entities, _supports(endpoint, statements, head, "GRAPH ?g { ?st sg:evidence ?x }"))


def portions(items: Iterable[Item], size: int = _PORTION) -> Iterator[list[Item]]:
    """The items in lists of `size` at most: what one query names."""
    left = iter(items)
    while portion := list(islice(left, size)):
        yield portion


def _entities(endpoint: Endpoint, curies: Iterable[str], pattern: str) -> dict[str, Entity]:
    found: dict[str, dict[NamedNode, set[str]]] = defaultdict(lambda: defaultdict(set))
    for portion in portions(sorted(set(curies))):
        names = {t.entity_iri(curie): curie for curie in portion}
        query = (
            f"{PREFIXES} SELECT DISTINCT ?e ?p ?o WHERE {{ {values('e', names)} {values('p', ENTITY_PREDICATES)} {pattern} }}"
        )
        for entity, predicate, target in endpoint.select(query):
            if isinstance(entity, NamedNode) and isinstance(predicate, NamedNode) and isinstance(target, NamedNode | Literal):
                found[names[entity]][predicate].add(target.value)
    return {curie: _entity(curie, parts) for curie, parts in found.items() if parts[sg("curie")] and parts[t.LABEL]}


def _entity(curie: str, parts: dict[NamedNode, set[str]]) -> Entity:
    label = min(parts[t.LABEL])
    names = parts[t.ALT_LABEL] | parts[t.LABEL] - {label}
    classes = {NamedNode(value) for value in parts[t.TYPE]}
    kinds = sort_kinds([kind for cls, kind in _KINDS.items() if cls in classes])
    return Entity(curie, label, kinds, tuple(sorted(names)), tuple(sorted(parts[sg("xref")])))


def _supports(endpoint: Endpoint, statements: Iterable[str], head: str, said: str) -> dict[str, Support]:
    found: dict[str, Support] = {}
    for portion in portions(sorted(set(statements))):
        names = values("st", (node("statement", key) for key in portion))
        query = f"{PREFIXES} SELECT DISTINCT ?st ?c ?o ?e WHERE {{ {names} {head} BIND(EXISTS {{ {said} }} AS ?e) }}"
        for statement, certainty, target, evident in endpoint.select(query):
            key = _value(statement).removeprefix(_STATEMENTS)
            words = target.value if isinstance(target, Literal) else None
            sure = _value(certainty) if _value(evident) in ("true", "1") else None
            found[key] = Support(words, sure if sure in CERTAINTIES else None).joined(found.get(key))
    return found


def _value(term: Term) -> str:
    return "" if term is None else term.value
