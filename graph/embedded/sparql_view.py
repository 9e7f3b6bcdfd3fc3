"""The SPARQL view: a private Oxigraph store that follows the record, and the snapshots of it that queries read.

Each document's named graph holds all that it contributes (graph.rdf). The default graph holds the whole merged: every
triple once, each statement with its strongest certainty, each entity with one label, so that queries need no GRAPH and no
row comes twice. A table's documents (rdf.TABLES) are in the default graph alone: a graph for each would triple the work.
(The engine's own union of named graphs repeats a triple that two documents have.) Appending is idempotent and its epoch is
noted after it: a crash at any point is healed by the next catch-up. What readers open is published whole.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from graph import rdf, rdf_lines, rdf_terms
from graph.embedded.record import SqliteReader
from graph.embedded.snapshots import VIEW_FORMAT, Snapshots, writer_lock
from graph.errors import tells_of_full_disk
from graph.model import DocumentGraph
from ontology.curies import NAMESPACE

LOCK_TIMEOUT_S: Final = 600.0  # a rebuild of a big store takes minutes, and those who wait want its result
_BULK_QUADS: Final = 75_000  # more are little quicker and take much more memory
_FEW_CHANGES: Final = 64  # so many at a time; when most of a store changed, building it anew is quicker
_DEFAULT: Final = DefaultGraph()
_EVIDENCE: Final = rdf_terms.sg("evidence")
_CURIE: Final = rdf_terms.sg("curie")
_ENDS: Final = (rdf_terms.SUBJECT, rdf_terms.OBJECT, rdf_terms.sg("about"), rdf_terms.sg("nameOf"))
_OWN_NODES: Final = tuple(f"{NAMESPACE}{kind}/" for kind in ("document", "section", "name", "evidence", "quantity", "anyOf"))


class SparqlView:
    """The view in `directory`. Any number of processes may hold one; each catch-up takes the writer's lock.

    `progress`: told the share done while much is being written.
    """

    def __init__(self, directory: Path, *, progress: Callable[[float], None] = lambda _: None) -> None:
        self._directory = directory
        self._progress = progress
        self._snapshots = Snapshots(directory / "published")
        self._writer = directory / "writer"
        self._applied = directory / "applied.json"

    def snapshot(self, reader: SqliteReader, *, rebuild: bool = False) -> Path | None:
        """A published snapshot of the reader's state; made now where there is none yet.

        None when others have meanwhile brought the view further: ask again with a newer reader. `rebuild`: the record itself
        went back (it was restored from a copy), so that the view must too.
        """
        identity, epoch = reader.identity, reader.epoch()
        path = self._snapshots.path(identity, epoch)
        if path.exists():
            return path
        with writer_lock(self._directory / "lock", LOCK_TIMEOUT_S):
            if path.exists():
                return path
            applied = self._applied_epoch(identity)
            if applied is not None and applied > epoch:
                if not rebuild:
                    return None
                applied = None
            return self._commit(self._catch_up(reader, applied), identity, epoch)

    def discard(self, snapshot: Path) -> None:
        """Take away a snapshot that can't be opened; the next question publishes it again."""
        with writer_lock(self._directory / "lock", LOCK_TIMEOUT_S):
            shutil.rmtree(snapshot, ignore_errors=True)

    def _catch_up(self, reader: SqliteReader, applied: int | None) -> Store:
        """The writer's store, brought to the reader's state."""
        if applied is not None:
            changes = [change.source for change in reader.changes_since(applied)]
            if len(changes) < _FEW_CHANGES or len(changes) < reader.count_documents() // 2:
                try:
                    return self._follow(reader, changes)
                except (OSError, RuntimeError) as error:  # a damaged view is made anew
                    if tells_of_full_disk(str(error)):
                        raise
        return self._rebuild(reader)

    def _follow(self, reader: SqliteReader, sources: list[str]) -> Store:
        store = Store(str(self._writer))
        for at in range(0, len(sources), _FEW_CHANGES):
            if at:
                self._progress(at / len(sources))
            _apply(store, reader, sources[at : at + _FEW_CHANGES])
        if len(sources) > _FEW_CHANGES:
            self._progress(1.0)
        return store

    def _rebuild(self, reader: SqliteReader) -> Store:
        self._applied.unlink(missing_ok=True)
        shutil.rmtree(self._writer, ignore_errors=True)
        store = Store(str(self._writer))
        self._progress(0.0)
        _fill(store, reader, self._progress)
        self._progress(1.0)
        return store

    def _commit(self, store: Store, identity: str, epoch: int) -> Path:
        """Make the appended state durable, note its epoch, publish it."""
        store.flush()
        draft = self._applied.with_suffix(".draft")
        draft.write_text(json.dumps({"format": VIEW_FORMAT, "identity": identity, "epoch": epoch}), "utf-8")
        draft.replace(self._applied)
        return self._snapshots.publish(store, identity, epoch)

    def _applied_epoch(self, identity: str) -> int | None:
        """The epoch that the writer's store has, None where it has to be built anew."""
        try:
            note = json.loads(self._applied.read_text("utf-8"))
            if note["format"] != VIEW_FORMAT or note["identity"] != identity or not self._writer.is_dir():
                return None
            return int(note["epoch"])
        except (OSError, ValueError, KeyError, TypeError):
            return None


def _apply(store: Store, reader: SqliteReader, sources: Iterable[str]) -> None:
    """Bring the graphs of `sources` to the reader's state.

    The default graph comes first, while the old named graphs still tell what is stale in it: so a crash between loses nothing.
    """
    graphs = [(rdf.document_graph_name(source), reader.document_graph(source)) for source in sources]
    old = {triple for name, _ in graphs for triple in _said_before(store, name)}
    new = {Triple(*terms) for _, graph in graphs if graph for terms in rdf.graph_triples(graph)}
    kept = _own(new) | set(_shared_now(reader, old | new))
    stale = (_own(old) | _shared_before(store, old | new)) - kept
    for triple in stale:
        store.remove(_in_default(triple))
    store.extend(map(_in_default, kept))
    for name, graph in graphs:
        store.remove_graph(name)
        if graph is not None and graph.document.format not in rdf.TABLES:
            store.extend(rdf.in_graph(rdf.graph_triples(graph), name))


def _said_before(store: Store, document: NamedNode) -> set[Triple]:
    """What the view has of a document: its graph, or for a table's, which has none, what hangs on its node."""
    said = {quad.triple for quad in store.quads_for_pattern(None, None, None, document)}
    return said or _hanging(store, document)


def _hanging(store: Store, document: NamedNode) -> set[Triple]:
    """What the default graph says of a document, of its own nodes, of the statements it supports and of their entities."""
    own = {document} | {quad.subject for quad in store.quads_for_pattern(None, rdf_terms.DERIVED_FROM, document, _DEFAULT)}
    links = {quad.triple for node in own for quad in store.quads_for_pattern(None, _EVIDENCE, node, _DEFAULT)}
    found = _about(store, own) | links
    found |= _about(store, {t.object for t in found if _value(t.object).startswith(_OWN_NODES) and t.object not in own})
    found |= _about(store, {triple.subject for triple in links})
    ends = {triple.object for triple in found if triple.predicate in _ENDS and isinstance(triple.object, NamedNode)}
    return found | _about(store, ends)


def _about(store: Store, nodes: Iterable[object]) -> set[Triple]:
    """The triples of the default graph that have one of the nodes as subject."""
    return {
        q.triple for node in nodes if isinstance(node, NamedNode) for q in store.quads_for_pattern(node, None, None, _DEFAULT)
    }


def _own(triples: Iterable[Triple]) -> set[Triple]:
    """Those that one document alone can have: of its own nodes, and the links to its evidence."""
    return {triple for triple in triples if triple.predicate == _EVIDENCE or _value(triple.subject).startswith(_OWN_NODES)}


def _shared_now(reader: SqliteReader, touched: Iterable[Triple]) -> Iterator[Triple]:
    """What the record says of the entities in the touched triples, and of all statements about these."""
    curies = {_value(triple.object) for triple in touched if triple.predicate == _CURIE}
    for entity in reader.entities_of(curies):
        yield from (Triple(*terms) for terms in rdf.entity_triples(entity))
    for head in reader.heads("subject", curies):
        yield from (Triple(*terms) for terms in rdf.head_triples(head))


def _shared_before(store: Store, touched: set[Triple]) -> set[Triple]:
    """What the default graph says of the shared nodes in the touched triples."""
    nodes = {triple.subject for triple in touched - _own(touched)}
    found = {quad.triple for node in nodes for quad in store.quads_for_pattern(node, None, None, _DEFAULT)}
    return found - _own(found)


def _texts(reader: SqliteReader) -> Iterator[tuple[str, int]]:
    """Everything as N-Quads, in pieces with their numbers of lines: text costs much less than the engine's quad objects."""
    for graph in reader.bare_graphs(rdf.TABLES):
        yield _piece(rdf_lines.lines_of(rdf.document_triples(graph)))
    for key, place in reader.places(rdf.TABLES):
        yield _piece(rdf_lines.evidence_lines(key, place))
    for source in reader.sources_of(rdf.TABLES, inside=False):
        whole = reader.document_graph(source)
        assert whole is not None  # one snapshot
        yield from _document_texts(whole)
    for entity in reader.entities():
        yield _piece(rdf_lines.lines_of(rdf.entity_triples(entity)))
    for head in reader.heads():
        yield _piece(rdf_lines.head_lines(head))


def _document_texts(graph: DocumentGraph) -> Iterator[tuple[str, int]]:
    """A document's named graph, and of it what only this document says in the default graph too."""
    name = rdf.document_graph_name(graph.document.source)
    own = rdf_lines.lines_of(rdf.document_triples(graph))
    own += (line for s in graph.statements for place in s.evidence for line in rdf_lines.evidence_lines(s.id, place))
    yield _piece(own)
    shared = [line for statement in graph.statements for line in rdf_lines.head_lines(rdf.Head.of(statement))]
    shared += rdf_lines.lines_of(chain.from_iterable(map(rdf.entity_triples, graph.entities)))
    yield rdf_lines.as_quads(own + shared, name), len(own) + len(shared)


def _piece(lines: list[str]) -> tuple[str, int]:
    return rdf_lines.as_triples(lines), len(lines)


def _portions(texts: Iterable[tuple[str, int]]) -> Iterator[tuple[bytes, int, int]]:
    """Texts put together until a portion has enough lines for the engine's bulk loader; its lines, and the texts until now."""
    parts: list[str] = []
    size = number = 0
    for number, (text, lines) in enumerate(texts, 1):
        parts.append(text)
        size += lines
        if size >= _BULK_QUADS:
            yield "".join(parts).encode(), size, number
            parts, size = [], 0
    if parts:
        yield "".join(parts).encode(), size, number


def _fill(store: Store, reader: SqliteReader, progress: Callable[[float], None]) -> None:
    """Write everything into an empty store, in portions that memory holds; the next is made while the engine takes one in."""
    whole = reader.count_parts()
    with ThreadPoolExecutor(max_workers=1) as pool:
        taken: Future[None] | None = None
        for text, size, number in _portions(_texts(reader)):
            if taken is not None:
                taken.result()
            taken = pool.submit(_take_in, store, text, few=size < _BULK_QUADS // 10)
            if size >= _BULK_QUADS:
                progress(min(0.99, number / whole))
        if taken is not None:
            taken.result()


def _take_in(store: Store, text: bytes, *, few: bool) -> None:
    if few:
        store.load(text, RdfFormat.N_QUADS)
    else:
        store.bulk_load(text, RdfFormat.N_QUADS, lenient=True)  # our own text needs no second check


def _in_default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)


def _value(term: object) -> str:
    """The IRI or the words of a term; our projection has no others."""
    assert isinstance(term, NamedNode | Literal)
    return term.value
