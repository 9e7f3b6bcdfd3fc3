"""Reads of an endpoint: documents, statements, entities, names, counts, out of the merged whole in portions.

Each portion is one query and so one state of the endpoint; a listing that takes several may see what others write meanwhile.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph import rdf_terms as t
from graph.endpoint.layout import PREFIXES, Layout, values
from graph.endpoint.protocol import Endpoint, Term
from graph.endpoint.shared_reading import ENTITY_PREDICATES, portions
from graph.errors import StoreError
from graph.model import Document, DocumentGraph, Entity, NameEvidence, Statement, normalize_words
from graph.rdf import document_graph_name
from graph.rdf_reading import quads_to_graphs, triples_to_documents, triples_to_entities, triples_to_statements
from graph.rdf_terms import node, sg

_STATEMENTS: Final = 200  # a portion
_DOCUMENTS: Final = 20
_ENTITIES: Final = 500


class EndpointReader:
    """Reads one endpoint (graph.record_reader.Reader)."""

    def __init__(self, endpoint: Endpoint, layout: Layout) -> None:
        self._endpoint = endpoint
        self._layout = layout

    # -- documents

    def sources(self) -> list[str]:
        """Sources of all documents, sorted."""
        return sorted(row[0] for row in self._rows("?source", "?d a sg:Document ; sg:source ?source"))

    def documents(self) -> Iterator[Document]:
        """All documents, by source."""
        for portion in portions(self.sources(), _DOCUMENTS):
            yield from self._documents(portion)

    def document(self, key: str) -> Document | None:
        """A document by source, id or display name; of several with one name the first by source."""
        source = self.source_of(key)
        return None if source is None else next(iter(self._documents([source])), None)

    def source_of(self, key: str) -> str | None:
        """The source of a document by source, id or display name."""
        if not _is_storable(key):
            return None
        words = Literal(key)
        ways = (
            f"?d sg:source {words} BIND(1 AS ?rank)",
            f"BIND({node('document', key)} AS ?d) BIND(2 AS ?rank)",
            f"?d sg:name {words} BIND(3 AS ?rank)",
        )
        union = " UNION ".join(f"{{ {self._layout.whole(way)} }}" for way in ways[::2])
        union += f" UNION {{ {ways[1]} }}"
        query = f"?rank ?source WHERE {{ {union} {self._layout.whole('?d a sg:Document ; sg:source ?source')} }}"
        found = sorted((_word(rank), _word(source)) for rank, source in self._select(query))
        return found[0][1] if found else None

    def document_graph(self, source: str) -> DocumentGraph | None:
        """What one document contributes, in normal form. None where there is none."""
        name = document_graph_name(source)
        triples = self._endpoint.graph(name.value)
        try:
            found = quads_to_graphs(Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
        except ValueError as error:
            raise StoreError(f"The graph of {source} at {self._endpoint.name} is damaged ({error}); load it again.") from error
        return found[0] if found else None

    def _documents(self, sources: Iterable[str]) -> tuple[Document, ...]:
        names = [document_graph_name(source) for source in sources]
        return triples_to_documents(
            self._described((values("x", names), "?x ?p ?o"), (values("d", names), "?d sg:hasSection ?x . ?x ?p ?o"))
        )

    # -- statements

    def statement(self, statement_id: str) -> Statement | None:
        """A statement with the evidence of all documents."""
        return next(iter(self._statements([node("statement", statement_id)])), None)

    def statements(
        self,
        *,
        subject: str | None = None,
        relation: str | None = None,
        object: str | None = None,
        document: str | None = None,
    ) -> Iterator[Statement]:
        """Statements that fit all of the given keys (CURIE; for a literal object its key; document source), by id."""
        tests, literal = ["?st a sg:Statement"], None
        if subject is not None:
            tests.append(f"?st rdf:subject {t.entity_iri(subject)}")
        if relation is not None:
            tests.append(f"?st sg:relation {Literal(relation)}")
        if object is not None and object.startswith('"'):
            literal = object
            tests.append("?st rdf:object ?o FILTER(isLiteral(?o))")
        elif object is not None:
            tests.append(f"?st rdf:object {t.entity_iri(object)}")
        where = self._layout.whole(" . ".join(tests))
        if document is not None:
            where += f" GRAPH {document_graph_name(document)} {{ ?st a sg:Statement }}"
        rows = self._select(f"DISTINCT ?st {'?o ' if literal else ''}WHERE {{ {where} }}")
        names = [_word(row[0]) for row in rows if literal is None or f'"{normalize_words(_word(row[1]))}"' == literal]
        for portion in portions(sorted(names), _STATEMENTS):
            yield from self._statements([NamedNode(name) for name in portion])

    def _statements(self, names: list[NamedNode]) -> tuple[Statement, ...]:
        given = values("st", names)
        return triples_to_statements(
            self._described(
                (values("x", names), "?x ?p ?o"),
                (given, "?st sg:comparison|sg:evidence ?x . ?x ?p ?o"),
                (given, "?st sg:evidence ?e . ?e sg:quantity|sg:anyOf ?x . ?x ?p ?o"),
                (f"{given} {values('p', ENTITY_PREDICATES)}", "?st rdf:subject|rdf:object ?x . ?x ?p ?o"),
                (f"{given} {values('p', [sg('source')])}", "?st sg:evidence ?e . ?e prov:wasDerivedFrom ?x . ?x ?p ?o"),
            )
        )

    # -- entities

    def entity(self, curie: str) -> Entity | None:
        """An entity by CURIE, else the first with that CURIE among its xrefs."""
        if not _is_storable(curie):
            return None
        words = Literal(curie)
        for way in (f"sg:curie {words}", f"sg:xref {words} ; sg:curie ?curie"):
            rows = self._select(
                f"?x {'?curie ' if '?curie' in way else ''}WHERE {{ {self._layout.whole(f'?x a sg:Entity ; {way}')} }}"
            )
            found = sorted((_word(row[-1]), _word(row[0])) for row in rows)
            if found:
                return next(iter(self._entities([NamedNode(found[0][1])])), None)
        return None

    def entities(self) -> Iterator[Entity]:
        """All entities, by CURIE."""
        curies = sorted(row[0] for row in self._rows("?curie", "?x a sg:Entity ; sg:curie ?curie"))
        for portion in portions(curies, _ENTITIES):
            yield from self._entities([t.entity_iri(curie) for curie in portion])

    def _entities(self, names: list[NamedNode]) -> tuple[Entity, ...]:
        return triples_to_entities(self._described((f"{values('x', names)} {values('p', ENTITY_PREDICATES)}", "?x ?p ?o")))

    def names(self, curie: str) -> tuple[NameEvidence, ...]:
        """The places where documents give names of an entity, by source and place."""
        if not _is_storable(curie):
            return ()
        place = "sg:name ?name ; sg:start ?start ; sg:end ?end ; prov:wasDerivedFrom/sg:source ?source"
        rows = self._rows("?source ?start ?end ?name", f"?n a sg:NameEvidence ; sg:curie {Literal(curie)} ; {place}")
        places = sorted((source, int(start), int(end), name) for source, start, end, name in rows)
        return tuple(NameEvidence(curie, name, source, start, end) for source, start, end, name in places)

    # -- counts

    def stats(self) -> Mapping[str, Any]:
        """Counts, as the embedded store gives them."""
        kinds = {cls.value: kind for kind, cls in t.KIND_CLASSES.items()}
        by_class = self._rows("?c (COUNT(?x) AS ?n)", "?x a sg:Entity ; rdf:type ?c", "GROUP BY ?c")
        relations = self._rows("?r (COUNT(?st) AS ?n)", "?st a sg:Statement ; sg:relation ?r", "GROUP BY ?r")
        return {
            "documents": self._count("?x a sg:Document ; sg:source ?source"),
            "entities": self._count("?x a sg:Entity"),
            "entities_by_kind": dict(sorted((kinds[c], int(n)) for c, n in by_class if c in kinds)),
            "statements": self._count("?x a sg:Statement"),
            "statements_by_relation": dict(sorted((r, int(n)) for r, n in relations)),
            "negated": self._count("?x a sg:Statement ; sg:negated true"),
            "evidence": self._count("?x a sg:Evidence"),
            "quantities": self._count("?e sg:quantity ?x"),
        }

    def _count(self, pattern: str) -> int:
        ((number,),) = self._rows("(COUNT(DISTINCT ?x) AS ?n)", pattern)
        return int(number)

    # -- parts

    def _select(self, query: str) -> Iterator[tuple[Term, ...]]:
        return self._endpoint.select(f"{PREFIXES}SELECT {query}")

    def _rows(self, columns: str, pattern: str, after: str = "") -> Iterator[tuple[str, ...]]:
        """Rows of a pattern of the merged whole as words."""
        for row in self._select(f"{columns} WHERE {{ {self._layout.whole(pattern)} }} {after}"):
            if None not in row:
                yield tuple(map(_word, row))

    def _described(self, *ways: tuple[str, str]) -> set[Triple]:
        """The triples `?x ?p ?o` that any of the ways leads to; a way: what is given, and a pattern of the merged whole."""
        union = " UNION ".join(f"{{ {given} {self._layout.whole(pattern)} }}" for given, pattern in ways)
        return self._endpoint.construct(f"{PREFIXES}CONSTRUCT {{ ?x ?p ?o }} WHERE {{ {union} }}")


def _word(term: Term) -> str:
    return "" if term is None else term.value


def _is_storable(words: str) -> bool:
    """Whether words can be sent at all: half characters can't, and nothing is called by them."""
    return all(not 0xD800 <= ord(character) < 0xE000 for character in words)
