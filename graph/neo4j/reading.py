"""The record read back from the drawn graph: whole statements, entities, documents. Every look-up is a short transaction.

Long lists come in pages, each a look-up of its own, so that a reader may write between two rows and a lost connection costs
one page. Every function takes a `Look`, which is a connection's `look` or a transaction's own run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from graph.model import Document, DocumentGraph, Entity, NameEvidence, Statement
from graph.neo4j.packing import unpack
from graph.neo4j.schema import KEYWORDS
from graph.property_graph import KEYS, Node, PropertyGraph, Relationship, node_place
from graph.property_graph_reading import from_property_graph, graphs_from_property_graph
from ontology.vocabulary import KINDS, sort_kinds

Look = Callable[..., Sequence[Mapping[str, Any]]]
"""(query, **parameters) → records."""

_IDS_A_PAGE: Final = 5000
_STATEMENTS_A_PAGE: Final = 500
_DOCUMENTS_A_PAGE: Final = 100
_STATEMENTS: Final = """
UNWIND $ids AS id MATCH (s:Statement {id: id})-[:SUBJECT]->(a:Entity) MATCH (s)-[:OBJECT]->(b)
RETURN s AS s, a AS a, b AS b,
  [(s)-[:HAS_EVIDENCE]->(e) | [e, [(e)-[:HAS_QUANTITY]->(q) | q]]] AS places
"""
_LISTS: Final = ("synonyms", "xrefs", "qualifier_names", "qualifier_values")  # an import leaves empty ones out
_DOCUMENT: Final = "d AS d, [(d)-[:HAS_SECTION]->(x) | x] AS sections"


def statements(
    look: Look, subject: str | None, relation: str | None, object: str | None, document: str | None
) -> Iterator[Statement]:
    """Merged statements that fit all of the given keys, by id."""
    ids: Iterator[str]
    if subject is object is document is None:
        ids = _paged_ids(look, relation)
    else:
        ids = iter(_fitting_ids(look, subject, relation, object, document))
    while page := _take(ids, _STATEMENTS_A_PAGE):
        yield from statements_of(look, page)


def statements_of(look: Look, ids: Iterable[str]) -> tuple[Statement, ...]:
    """The merged statements with these ids, those that there are, by id."""
    nodes: dict[str, Node] = {}
    links: list[Relationship] = []

    def end(start: Node, kind: str, value: Any) -> Node:
        node = _node(value)
        nodes[node.id] = node
        links.append(Relationship("", kind, start.id, node.id, {}))
        return node

    for record in look(_STATEMENTS, ids=list(ids)):
        statement = _node(record["s"])
        nodes[statement.id] = statement
        end(statement, "SUBJECT", record["a"])
        end(statement, "OBJECT", record["b"])
        for place, quantities in record["places"]:
            evidence = end(statement, "HAS_EVIDENCE", place)
            for quantity in quantities:
                end(evidence, "HAS_QUANTITY", quantity)
    return from_property_graph(PropertyGraph(tuple(nodes.values()), tuple(links)))


def entity(look: Look, curie: str) -> Entity | None:
    """An entity by CURIE, else the first by a CURIE among its xrefs."""
    found = entities_of(look, [curie])
    if found or not curie:
        return next(iter(found), None)
    query = "CALL db.index.fulltext.queryNodes($index, $text) YIELD node WHERE $curie IN node.xrefs RETURN node.curie AS curie"
    curies = sorted(r["curie"] for r in look(query, index=KEYWORDS, text=f"xrefs:{escaped(curie)}", curie=curie))
    return next(iter(entities_of(look, curies[:1])), None)


def entities_of(look: Look, curies: Iterable[str]) -> tuple[Entity, ...]:
    """The merged entities with these CURIEs, those that there are, by CURIE."""
    query = "UNWIND $curies AS curie MATCH (e:Entity {curie: curie}) RETURN e AS e ORDER BY curie"
    return tuple(read_entity(record["e"]) for record in look(query, curies=list(curies)))


def entities(look: Look) -> Iterator[Entity]:
    """All merged entities, by CURIE."""
    query = "MATCH (e:Entity) WHERE e.curie > $after RETURN e AS e ORDER BY e.curie LIMIT $page"
    after = ""
    while records := look(query, after=after, page=_IDS_A_PAGE):
        yield from (read_entity(record["e"]) for record in records)
        after = records[-1]["e"]["curie"]


def names(look: Look, curie: str) -> tuple[NameEvidence, ...]:
    """The places where documents give names of an entity, by source and place."""
    query = (
        "MATCH (n:Name {curie: $curie}) RETURN n.curie AS curie, n.name AS name, n.source AS source, n.start AS start, n.end AS end "
        "ORDER BY source, start, end, name"
    )
    return tuple(NameEvidence(*record.values()) for record in look(query, curie=curie))


def documents(look: Look) -> Iterator[Document]:
    """All documents, by source."""
    query = (
        f"MATCH (d:Document) WHERE d.source > $after WITH d ORDER BY d.source LIMIT $page RETURN {_DOCUMENT} ORDER BY d.source"
    )
    after = ""
    while records := look(query, after=after, page=_DOCUMENTS_A_PAGE):
        yield from map(_document, records)
        after = records[-1]["d"]["source"]


def document(look: Look, key: str) -> Document | None:
    """A document by source, id or display name; of several with one name the first by source."""
    for column in ("source", "id", "name"):
        query = f"MATCH (d:Document {{{column}: $key}}) WITH d ORDER BY d.source LIMIT 1 RETURN {_DOCUMENT}"
        for record in look(query, key=key):
            return _document(record)
    return None


def document_graphs(look: Look, sources: Sequence[str] | None = None) -> Iterator[DocumentGraph]:
    """What each document contributes, in normal form, by source; of `sources` only, where given."""
    fields = "d.source AS source, coalesce(d.text, d._text, '') AS text, d._record AS record"
    if sources is not None:
        query = f"UNWIND $sources AS source MATCH (d:Document {{source: source}}) RETURN {fields} ORDER BY source"
        for at in range(0, len(sources), _DOCUMENTS_A_PAGE):
            for record in look(query, sources=list(sources[at : at + _DOCUMENTS_A_PAGE])):
                yield unpack(record["record"], record["source"], record["text"])
        return
    query = f"MATCH (d:Document) WHERE d.source > $after RETURN {fields} ORDER BY source LIMIT $page"
    after = ""
    while records := look(query, after=after, page=_DOCUMENTS_A_PAGE):
        yield from (unpack(record["record"], record["source"], record["text"]) for record in records)
        after = records[-1]["source"]


def contents(look: Look) -> dict[str, str]:
    """By source, a hash of all that each document contributes."""
    records = look("MATCH (d:Document) WHERE d.source IS NOT NULL RETURN d.source AS source, d._content_hash AS content")
    return {record["source"]: record["content"] for record in records}


def read_entity(node: Any) -> Entity:
    """The entity of a driver's node; labels that others have hung on it are no kinds."""
    kinds = sort_kinds([label for label in node.labels if label in KINDS])
    return Entity(node["curie"], node["label"], kinds, tuple(node.get("synonyms", ())), tuple(node.get("xrefs", ())))


def escaped(text: str) -> str:
    """A text as one term of a full-text query."""
    return "".join(f"\\{c}" if not (c.isalnum() or c == "_") else c for c in text)


def _paged_ids(look: Look, relation: str | None) -> Iterator[str]:
    """Ids of all statements, or of those of one relation, in order."""
    test = "" if relation is None else " AND s.relation = $relation"
    query = f"MATCH (s:Statement) WHERE s.id > $after{test} RETURN s.id AS id ORDER BY id LIMIT $page"
    after = ""
    while records := look(query, after=after, relation=relation, page=_IDS_A_PAGE):
        for record in records:
            after = record["id"]
            yield after


def _fitting_ids(look: Look, subject: str | None, relation: str | None, object: str | None, document: str | None) -> list[str]:
    parts = []
    if document is not None:
        parts.append("MATCH (:Document {id: $document})<-[:STATED_IN]-(s:Statement)")
    if subject is not None:
        parts.append("MATCH (:Entity {curie: $subject})<-[:SUBJECT]-(s:Statement)")
    if object is not None:
        label, _ = node_place(object)
        parts.append(f"MATCH (:{label} {{{KEYS[label]}: $object}})<-[:OBJECT]-(s:Statement)")
    test = "" if relation is None else "WITH s WHERE s.relation = $relation"
    source = None if document is None else Document(document, "", "").id
    query = f"{' '.join(parts)} {test} RETURN DISTINCT s.id AS id ORDER BY id"
    return [r["id"] for r in look(query, document=source, subject=subject, object=object, relation=relation)]


def _document(record: Mapping[str, Any]) -> Document:
    here = _node(record["d"])
    sections = [_node(section) for section in record["sections"]]
    links = tuple(Relationship("", "HAS_SECTION", here.id, section.id, {}) for section in sections)
    (graph,) = graphs_from_property_graph(PropertyGraph((here, *sections), links))
    return graph.document


def _node(value: Any) -> Node:
    """A driver's node as ours; the sort of node that it is comes first among the labels."""
    labels = value.labels
    sort = next(label for label in KEYS if label in labels)
    properties = {key: tuple(item) if isinstance(item, list) else item for key, item in value.items()}
    properties = dict.fromkeys(_LISTS, ()) | properties
    if "_text" in properties:
        properties["text"] = properties["_text"]
    others = (label for label in labels if label in KINDS)
    return Node(f"{sort}/{value[KEYS[sort]]}", (sort, *others), properties)


def _take(values: Iterator[str], number: int) -> list[str]:
    return list(islice(values, number))
