"""Changes of an endpoint: documents in, documents out, each group of them one update request.

A server that runs an update request as one transaction (Fuseki with TDB2, GraphDB, Oxigraph, Stardog, Neptune do) has a group
whole or not at all, in its named graphs, in the merged whole and in the journal. On one that does not, a cut may leave a
document half there; the journal does not know it then, so that it counts as not loaded and its next load sets it right.
The whole request depends on the state (graph.endpoint.layout) it was made for: of two writers at once the later starts anew.
"""

import time
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from graph import rdf
from graph.embedded.record_writing import Prepared, prepare
from graph.endpoint.layout import CONTENT, JOURNAL, OWN, PREFIXES, SOURCE, STATE, TEXT_HASH, Layout, journal, lines, values
from graph.endpoint.merging import Delta, Shared, delta
from graph.endpoint.protocol import Endpoint, Term
from graph.endpoint.shared_reading import portions, shared_elsewhere, shared_now
from graph.errors import StoreBusy, StoreError
from graph.model import DocumentGraph, Statement
from graph.normal_form import normalize_graph
from graph.rdf_reading import quads_to_graphs
from graph.rdf_terms import node
from graph.store import Added

_TRIES: Final = 12
_LONG: Final = 100_000  # characters
_PAUSE_S: Final = 0.05


@dataclass(slots=True)
class _Journal:
    """What the journal said, and how a group of documents changes it, one after the other."""

    state: str
    content: dict[NamedNode, str] = field(default_factory=dict)
    sources: dict[str, dict[NamedNode, str]] = field(default_factory=dict)  # by hash of the text
    known: frozenset[NamedNode] = frozenset()

    def note(self, graph: NamedNode, content: str, text_hash: str, source: str) -> None:
        """A document is there."""
        self.content[graph] = content
        self.sources.setdefault(text_hash, {})[graph] = source

    def forget(self, graph: NamedNode) -> None:
        """A document is no longer there."""
        self.content.pop(graph, None)
        for sources in self.sources.values():
            sources.pop(graph, None)


@dataclass(frozen=True, slots=True)
class _Group:
    """What is to be done: `puts` are written, `gone` taken out (older versions of these among them)."""

    puts: tuple[Prepared, ...]
    gone: tuple[NamedNode, ...]
    outcomes: tuple[Added, ...]


class Writer:
    """Writes to one endpoint."""

    def __init__(self, endpoint: Endpoint, layout: Layout) -> None:
        self._endpoint = endpoint
        self._layout = layout

    def put(self, graphs: Sequence[DocumentGraph]) -> tuple[Added, ...]:
        """Add or replace documents in one request. Raises InputRefused, StoreBusy, StoreError; nothing is written then."""
        prepared = [prepare(normalize_graph(graph)) for graph in graphs]
        names = [rdf.document_graph_name(one.graph.document.source) for one in prepared]
        if len(set(names)) < len(names):  # one after the other
            return tuple(added for graph in graphs for added in self.put([graph]))
        return self._change(prepared, ())

    def remove(self, graph: NamedNode) -> None:
        """Take out a document by its graph's name."""
        self._change((), (graph,))

    def _change(self, prepared: Sequence[Prepared], removed: tuple[NamedNode, ...]) -> tuple[Added, ...]:
        for attempt in range(_TRIES):
            known = self._read_journal(prepared, removed)
            group = _group(known, prepared, removed)
            if not group.puts and not group.gone:
                return group.outcomes
            self._endpoint.update(self._request(known.state, group, self._stage(group)))
            if self._landed(group):
                return group.outcomes
            time.sleep(_PAUSE_S * (1 + attempt))  # another writer was first
        raise StoreBusy(f"Others write {self._endpoint.name} all the time; try again when they are done.")

    def _read_journal(self, prepared: Sequence[Prepared], removed: Sequence[NamedNode]) -> _Journal:
        names = [*(rdf.document_graph_name(one.graph.document.source) for one in prepared), *removed]
        texts = {Literal(one.graph.document.text_hash) for one in prepared if one.graph.document.text}
        entry = journal(f"?d {CONTENT} ?a ; {TEXT_HASH} ?b ; {SOURCE} ?c")
        query = (
            f"SELECT ?d ?a ?b ?c WHERE {{ {{ {journal(f'{JOURNAL} {STATE} ?a')} }} "
            f"UNION {{ {values('d', names)} {entry} }} UNION {{ {values('b', texts)} {entry} }} }}"
        )
        state, entries = None, dict[NamedNode, list[str]]()
        for graph, *rest in self._endpoint.select(query):
            words = [term.value if isinstance(term, Literal) else "" for term in rest]
            if isinstance(graph, NamedNode):
                entries[graph] = words
            else:
                state = words[0]
        if state is None:
            raise StoreError(f"The store at {self._endpoint.name} is no longer there; load again.")
        found = _Journal(state, known=frozenset(names) & entries.keys())
        for graph, (content, text_hash, source) in entries.items():
            found.note(graph, content, text_hash, source)
        return found

    def _landed(self, group: _Group) -> bool:
        """Whether the journal has what the group was to bring it to."""
        wanted = {rdf.document_graph_name(one.graph.document.source): one.content_hash for one in group.puts}
        names = {*wanted, *group.gone}
        found: dict[Term, str] = {}
        for portion in portions(sorted(names, key=str)):
            query = f"SELECT ?d ?a WHERE {{ {values('d', portion)} {journal(f'?d {CONTENT} ?a')} }}"
            found |= {graph: term.value for graph, term in self._endpoint.select(query) if isinstance(term, Literal)}
        return found == wanted

    # -- the request

    def _stage(self, group: _Group) -> frozenset[NamedNode]:
        """Put the long texts of a group where the request can take them from; the documents of which this was done.

        Fuseki's parser of updates takes time with the square of a text's length (25 MB: an hour), its parser of files does not.
        """
        staged = set()
        for one in group.puts:
            name = rdf.document_graph_name(one.graph.document.source)
            long = [terms for terms in rdf.graph_triples(one.graph) if _is_long(terms)]
            if long and self._endpoint.put_graph(_staging(name).value, lines(long) + " ."):
                staged.add(name)
        return frozenset(staged)

    def _request(self, state: str, group: _Group, staged: frozenset[NamedNode]) -> str:
        change = self._delta(group)
        condition = journal(f'{JOURNAL} {STATE} "{state}"')
        named = [rdf.document_graph_name(one.graph.document.source) for one in group.puts]
        said = f"GRAPH ?g {{ ?s ?p ?o }} FILTER({OWN})"
        parts = []
        if touched := sorted({*group.gone, *named}, key=str):
            where = f"{condition} {values('g', touched)}"
            parts += [
                f"DELETE {{ {self._layout.written('?s ?p ?o')} }} WHERE {{ {where} {said} }}",
                f"DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{ {where} GRAPH ?g {{ ?s ?p ?o }} }}",
                f"DELETE {{ {journal('?g ?p ?o')} }} WHERE {{ {where} {journal('?g ?p ?o')} }}",
            ]
        if change.stale:
            parts.append(f"DELETE {{ {self._layout.written(lines(change.stale))} }} WHERE {{ {condition} }}")
        parts += [f"INSERT {{ {text} }} WHERE {{ {condition} }}" for text in self._inserted(group, change, staged)]
        for name in staged:
            parts.append(
                f"INSERT {{ GRAPH {name} {{ ?s ?p ?o }} }} WHERE {{ {condition} GRAPH {_staging(name)} {{ ?s ?p ?o }} }}"
            )
            parts.append(f"DROP SILENT GRAPH {_staging(name)}")
        if named:
            parts.append(f"INSERT {{ {self._layout.written('?s ?p ?o')} }} WHERE {{ {condition} {values('g', named)} {said} }}")
        parts += self._entries(group, condition)
        return PREFIXES + " ;\n".join(parts)

    def _inserted(self, group: _Group, change: Delta, staged: frozenset[NamedNode]) -> Iterable[str]:
        for one in group.puts:
            name = rdf.document_graph_name(one.graph.document.source)
            said = (terms for terms in rdf.graph_triples(one.graph) if not (name in staged and _is_long(terms)))
            yield f"GRAPH {name} {{ {lines(said)} }}"
        if change.fresh:
            yield self._layout.written(lines(change.fresh))

    def _entries(self, group: _Group, condition: str) -> list[str]:
        """The journal's change, last of all, and the new state."""
        entries = []
        for one in group.puts:
            document = one.graph.document
            name = rdf.document_graph_name(document.source)
            entries += [
                (name, CONTENT, Literal(one.content_hash)),
                (name, TEXT_HASH, Literal(document.text_hash)),
                (name, SOURCE, Literal(document.source)),
            ]
        added = [f"INSERT {{ {journal(lines(entries))} }} WHERE {{ {condition} }}"] if entries else []
        state = lines([(JOURNAL, STATE, Literal(uuid.uuid4().hex))])
        return [
            *added,
            f"DELETE {{ {journal(f'{JOURNAL} {STATE} ?old')} }} INSERT {{ {journal(state)} }} "
            f"WHERE {{ {condition} {journal(f'{JOURNAL} {STATE} ?old')} }}",
        ]

    # -- the merged whole

    def _delta(self, group: _Group) -> Delta:
        old = [graph for name in group.gone if (graph := self._graph(name)) is not None]
        new = [one.graph for one in group.puts]
        statements = [s for graph in (*old, *new) for s in graph.statements]
        curies = {e.curie for graph in (*old, *new) for e in graph.entities}
        before = shared_now(self._endpoint, self._layout, curies, (s.id for s in statements))
        change = delta(before, self._base(before, old, group.gone).joined(new), statements)
        if not change.edges:
            return change
        kept = self._asserted_elsewhere(change.edges, statements)
        return Delta(change.stale | (change.edges - kept), frozenset(), change.fresh)

    def _graph(self, name: NamedNode) -> DocumentGraph | None:
        """A document that is to go; None where it is not whole, so that nothing was merged of it."""
        triples = self._endpoint.graph(name.value)
        try:
            (graph,) = quads_to_graphs(Quad(triple.subject, triple.predicate, triple.object, name) for triple in triples)
        except ValueError:
            return None
        return graph

    def _base(self, before: Shared, old: Sequence[DocumentGraph], gone: Sequence[NamedNode]) -> Shared:
        """The shared parts without what the documents that go say of them."""
        if not gone:
            return before
        curies = {e.curie for graph in old for e in graph.entities}
        statements = {s.id for graph in old for s in graph.statements}
        left = shared_elsewhere(self._endpoint, curies, statements, gone)
        entities = {curie: entity for curie, entity in before.entities.items() if curie not in curies}
        supports = {key: support for key, support in before.supports.items() if key not in statements}
        return Shared({**entities, **left.entities}, {**supports, **left.supports})

    def _asserted_elsewhere(self, edges: frozenset[rdf.Terms], statements: Sequence[Statement]) -> set[rdf.Terms]:
        """Those of the direct triples that other statements assert, too: they differ in nothing but what they compare.

        So they have a comparison, of which there are few, or are the same statements without one, whose identity is known.
        """
        own = {node("statement", statement.id) for statement in statements}
        said = "?st rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sg:negated false"
        compared = [replace(s, comparison=None) for s in statements if s.comparison is not None and not s.negated]
        ways = [(f"{said} ; sg:comparison ?c", "s", portion) for portion in portions(sorted({e[0] for e in edges}, key=str))]
        ways += [(said, "st", portion) for portion in portions(node("statement", s.id) for s in compared)]
        kept: set[rdf.Terms] = set()
        by_text = {lines([terms]): terms for terms in edges}
        for pattern, name, portion in ways:
            query = f"{PREFIXES} SELECT ?st ?s ?p ?o WHERE {{ {values(name, portion)} {self._layout.whole(pattern)} }}"
            for statement, *terms in self._endpoint.select(query):
                found = by_text.get(lines([terms]))
                if found is not None and statement not in own:
                    kept.add(found)
        return kept


def _is_long(terms: rdf.Terms) -> bool:
    return isinstance(terms[2], Literal) and len(terms[2].value) > _LONG


def _staging(graph: NamedNode) -> NamedNode:
    """A graph for what is on its way into a document's graph."""
    return NamedNode(graph.value.replace("/document/", "/staging/"))


def _group(known: _Journal, prepared: Sequence[Prepared], removed: Sequence[NamedNode]) -> _Group:
    """What adding these documents in order, and removing those, comes to."""
    puts, gone, outcomes = [], [name for name in removed if name in known.known], []
    for one in prepared:
        document = one.graph.document
        name = rdf.document_graph_name(document.source)
        if known.content.get(name) == one.content_hash:
            outcomes.append(Added("unchanged", len(one.statements)))
            continue
        there = name in known.known
        if there:
            gone.append(name)
            known.forget(name)
        twin = min(known.sources.get(document.text_hash, {}).values(), default=None) if document.text else None
        if twin is not None:
            outcomes.append(Added("duplicate", 0, twin))
            continue
        puts.append(one)
        known.note(name, one.content_hash, document.text_hash, document.source)
        outcomes.append(Added("replaced" if there else "added", len(one.statements)))
    return _Group(tuple(puts), tuple(gone), tuple(outcomes))
