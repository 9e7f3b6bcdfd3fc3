"""RDF back to documents' graphs: undoes graph.rdf. Quads in any order; each named graph (or the default graph) for itself."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from graph import rdf_terms as t
from graph.model import AnyOf, Comparison, Document, DocumentGraph, Entity, Evidence, NameEvidence, Quantity, Section, Statement
from graph.model import Literal as Words
from graph.normal_form import normalize_graph
from graph.rdf_terms import sg
from ontology.vocabulary import sort_kinds

_MEMBER = re.compile(re.escape(t.RDF) + r"_(\d+)\Z")


def quads_to_graphs(quads: Iterable[Quad]) -> tuple[DocumentGraph, ...]:
    """The documents' graphs that `quads` hold, in normal form, by source.

    Where one graph holds several documents (a merged file), each gets the statements that have evidence in it. Triples that
    are not of our projection are passed over. ValueError names a node of ours that lacks a part.
    """
    graphs: dict[object, _Reader] = defaultdict(_Reader)
    for quad in quads:
        graphs[quad.graph_name].take(quad)
    found = (normalize_graph(graph) for reader in graphs.values() for graph in reader.documents())
    return tuple(sorted(found, key=lambda graph: graph.document.source))


def triples_to_statements(triples: Iterable[Triple]) -> tuple[Statement, ...]:
    """The statements, by id, that triples of a merged graph hold, each with the evidence of all documents.

    All parts of them must be there; of a document its source is enough.
    """
    return tuple(sorted(_whole(triples).statements(), key=lambda statement: statement.id))


def triples_to_entities(triples: Iterable[Triple]) -> tuple[Entity, ...]:
    """The entities, by CURIE, that triples of a merged graph hold."""
    return tuple(sorted(_whole(triples).entities().values(), key=lambda entity: entity.curie))


def triples_to_documents(triples: Iterable[Triple]) -> tuple[Document, ...]:
    """The documents, by source, that triples of a merged graph hold."""
    return tuple(sorted(_whole(triples).bare_documents(), key=lambda document: document.source))


def _whole(triples: Iterable[Triple]) -> "_Reader":
    reader = _Reader()
    for triple in triples:
        reader.take(triple)
    return reader


class _Reader:
    """The triples of one graph, by subject and predicate."""

    def __init__(self) -> None:
        self._triples: dict[object, dict[str, list[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(list))

    def take(self, quad: Quad | Triple) -> None:
        """Add what a quad says; blank nodes and triple terms are not of our making."""
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
            self._triples[quad.subject][quad.predicate.value].append(quad.object)

    def documents(self) -> Iterator[DocumentGraph]:
        """One graph a document."""
        nodes = self._documents()
        entities = self.entities()
        places = {node: self._derived(node) for node in (*self._of_class("Evidence"), *self._of_class("NameEvidence"))}
        statements = self._of_class("Statement")
        for node in nodes:
            document = self._document(node)
            own = [self._statement(s, document.source, node, places, entities) for s in statements]
            kept = tuple(s for s in own if s.evidence or len(nodes) == 1)
            names = tuple(self._name(n, document.source) for n in self._of_class("NameEvidence") if places[n] == node)
            about = self._objects(node, sg("about"))
            yield DocumentGraph(document, kept, names, entities[_iri(about[0])] if about else None)

    def statements(self) -> Iterator[Statement]:
        """All statements with all their evidence."""
        entities = self.entities()
        for node in self._of_class("Statement"):
            places = [_iri(e) for e in self._objects(node, sg("evidence"))]
            found = [self._evidence(e, self._words(self._derived(e), "source")) for e in places]
            found.sort(key=lambda e: (e.source, e.start, e.end, e.rule))
            yield self._with_evidence(node, entities, found)

    def entities(self) -> dict[NamedNode, Entity]:
        """All entities by their nodes."""
        return {node: self._entity(node) for node in self._of_class("Entity")}

    def bare_documents(self) -> Iterator[Document]:
        """All documents, without what they say."""
        return map(self._document, self._documents())

    def _documents(self) -> list[NamedNode]:
        return [n for n in self._of_class("Document") if self._objects(n, sg("source"))]  # an entity's kind may be Document

    def _statement(
        self,
        node: NamedNode,
        source: str,
        document: NamedNode,
        places: dict[NamedNode, NamedNode],
        entities: dict[NamedNode, Entity],
    ) -> Statement:
        own = [e for e in map(_iri, self._objects(node, sg("evidence"))) if places.get(e) == document]
        return self._with_evidence(node, entities, [self._evidence(e, source) for e in own])

    def _with_evidence(self, node: NamedNode, entities: dict[NamedNode, Entity], evidence: Iterable[Evidence]) -> Statement:
        target = self._need(node, t.OBJECT)
        compared = self._objects(node, sg("comparison"))
        return Statement(
            subject=entities[_iri(self._need(node, t.SUBJECT))],
            relation=self._words(node, "relation"),
            object=entities[target] if isinstance(target, NamedNode) else Words(target.value),
            negated=self._flag(node, "negated"),
            comparison=self._comparison(_iri(compared[0])) if compared else None,
            evidence=tuple(evidence),
        )

    def _evidence(self, node: NamedNode, source: str) -> Evidence:
        groups = self._objects(node, sg("anyOf"))
        quantities = sorted(map(_iri, self._objects(node, sg("quantity"))), key=lambda q: self._number(q, "position"))
        return Evidence(
            source=source,
            section=self._words(node, "section"),
            start=self._number(node, "start"),
            end=self._number(node, "end"),
            text=self._words(node, "text"),
            rule=self._words(node, "rule"),
            certainty=self._words(node, "certainty"),
            frequency=self._optional(node, "frequency"),
            quantities=tuple(self._quantity(q) for q in quantities),
            truncated=self._flag(node, "truncated"),
            subject_text=self._optional(node, "subjectText"),
            object_text=self._optional(node, "objectText"),
            subject_span=self._span(node, "subject"),
            object_span=self._span(node, "object"),
            any_of=self._any_of(_iri(groups[0])) if groups else None,
            qualifiers=tuple(sorted(self._qualifiers(node))),
            loader=self._words(node, "loader"),
        )

    def _qualifiers(self, node: NamedNode) -> Iterator[tuple[str, str]]:
        for predicate, values in self._triples[node].items():
            if predicate.startswith(t.QUALIFIER):
                yield from ((unquote(predicate.removeprefix(t.QUALIFIER)), value.value) for value in values)

    def _quantity(self, node: NamedNode) -> Quantity:
        low, high = self._optional(node, "low"), self._optional(node, "high")
        return Quantity(
            kind=self._words(node, "quantityKind"),
            low=None if low is None else float(low),
            high=None if high is None else float(high),
            unit=self._words(node, "unit"),
            verbatim=self._words(node, "verbatim"),
            start=self._number(node, "start"),
            end=self._number(node, "end"),
            numerator=self._optional(node, "numerator"),
            denominator=self._optional(node, "denominator"),
            per_time=self._optional(node, "perTime"),
            approximate=self._flag(node, "approximate"),
        )

    def _any_of(self, node: NamedNode) -> AnyOf:
        members = {int(m[1]): v[0].value for p, v in self._triples[node].items() if (m := _MEMBER.match(p))}
        return AnyOf(_key(node), tuple(members[position] for position in sorted(members)))

    def _comparison(self, node: NamedNode) -> Comparison:
        return Comparison(*(self._words(node, name) for name in ("outcome", "direction", "group", "against")))

    def _document(self, node: NamedNode) -> Document:
        parts = sorted(map(_iri, self._objects(node, sg("hasSection"))), key=lambda s: self._number(s, "position"))
        return Document(
            source=self._words(node, "source"),
            name=self._words(node, "name"),
            text=self._words(node, "text"),
            sections=tuple(
                Section(
                    self._words(s, "sectionKind"),
                    self._number(s, "start"),
                    self._number(s, "end"),
                    self._optional(s, "heading"),
                )
                for s in parts
            ),
            title=self._optional(node, "title"),
            format=self._words(node, "format"),
            loader=self._words(node, "loader"),
        )

    def _name(self, node: NamedNode, source: str) -> NameEvidence:
        span = self._number(node, "start"), self._number(node, "end")
        return NameEvidence(self._words(node, "curie"), self._words(node, "name"), source, *span)

    def _entity(self, node: NamedNode) -> Entity:
        classes = set(self._objects(node, t.TYPE))
        return Entity(
            curie=self._words(node, "curie"),
            label=self._need(node, t.LABEL).value,
            kinds=sort_kinds([kind for kind, cls in t.KIND_CLASSES.items() if cls in classes]),
            synonyms=tuple(sorted(value.value for value in self._objects(node, t.ALT_LABEL))),
            xrefs=tuple(sorted(value.value for value in self._objects(node, sg("xref")))),
        )

    # -- parts of nodes

    def _of_class(self, name: str) -> list[NamedNode]:
        wanted = sg(name)
        return [n for n, p in list(self._triples.items()) if isinstance(n, NamedNode) and wanted in p[t.TYPE.value]]

    def _objects(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode | Literal]:
        return self._triples[node][predicate.value]

    def _need(self, node: NamedNode, predicate: NamedNode) -> NamedNode | Literal:
        values = self._objects(node, predicate)
        if not values:
            raise ValueError(f"{node} has no {predicate}")
        return values[0]

    def _derived(self, node: NamedNode) -> NamedNode:
        return _iri(self._need(node, t.DERIVED_FROM))

    def _words(self, node: NamedNode, local: str) -> str:
        return self._need(node, sg(local)).value

    def _optional(self, node: NamedNode, local: str) -> str | None:
        values = self._objects(node, sg(local))
        return values[0].value if values else None

    def _number(self, node: NamedNode, local: str) -> int:
        return int(self._words(node, local))

    def _flag(self, node: NamedNode, local: str) -> bool:
        return self._words(node, local) in ("true", "1")

    def _span(self, node: NamedNode, of: str) -> tuple[int, int] | None:
        start, end = self._optional(node, f"{of}Start"), self._optional(node, f"{of}End")
        return None if start is None or end is None else (int(start), int(end))


def _iri(term: NamedNode | Literal) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise ValueError(f"expected a node, found the words {term}")
    return term


def _key(node: NamedNode) -> str:
    """The last part of one of our IRIs, as it was before quoting."""
    return unquote(node.value.rpartition("/")[2])
