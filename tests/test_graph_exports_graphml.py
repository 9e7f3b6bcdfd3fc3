"""GraphML and networkx: the same counts and values in every reader, whatever the words are."""

import io
from collections.abc import Iterator
from pathlib import Path

import igraph
import networkx
import pytest
from graph_samples import SYNDROME, place, sample_graphs
from hypothesis import given, settings
from lxml import etree
from strategies import document_graphs

from graph.errors import QueryError, StoreError, UnknownEntity
from graph.exports.export import export
from graph.exports.graphml import EDGE_KEYS, NODE_KEYS, file_id, node_id_of, text_of
from graph.exports.networkx_view import to_networkx
from graph.model import Document, DocumentGraph, Entity, Literal, Statement
from graph.open import open_store
from graph.store import Store

NASTY = '<tag> & "quote" \x00\x0b\ufffe | \\ \r\n\tőü🧠 ]]>'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with open_store(tmp_path_factory.mktemp("exports") / "e.kg", create=True) as opened:
        for graph in sample_graphs():
            opened.add(graph)
        yield opened


@pytest.fixture(scope="module")
def nasty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store whose words hold everything that breaks a writer."""
    entity = Entity("local:nasty-one", NASTY, ("Disease",), ("a|b", "c\\d", "ő"), ())
    source = "file:///nasty.txt"
    statements = (
        Statement(entity, "is_a", entity, evidence=(place(source, 0, NASTY, qualifiers=(("action", NASTY),)),)),
        Statement(entity, "has_onset", Literal(NASTY), evidence=(place(source, 5, NASTY),)),
        Statement(entity, "has_onset", Literal(""), evidence=(place(source, 5, "x"),)),
    )
    with open_store(tmp_path_factory.mktemp("exports") / "n.kg", create=True) as opened:
        opened.add(DocumentGraph(Document(source, "nasty", NASTY), statements))
        yield opened


def written(store: Store, **options: object) -> bytes:
    out = io.BytesIO()
    export(store, "graphml", out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def as_text(values: dict[str, object]) -> dict[str, str | None]:
    return {name: text_of(tuple(value) if isinstance(value, list) else value) for name, value in values.items()}  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["store", "nasty_store"])
def test_networkx_reads_what_was_written(name: str, request: pytest.FixtureRequest) -> None:
    opened: Store = request.getfixturevalue(name)
    read = networkx.read_graphml(io.BytesIO(written(opened)), force_multigraph=True)
    here = to_networkx(opened)
    assert {n: as_text(d) for n, d in read.nodes(data=True)} == {file_id(n): as_text(d) for n, d in here.nodes(data=True)}
    edges = {key: (a, b, as_text(d)) for a, b, key, d in read.edges(keys=True, data=True)}
    assert edges == {key: (file_id(a), file_id(b), as_text(d)) for a, b, key, d in here.edges(keys=True, data=True)}


@pytest.mark.parametrize("name", ["store", "nasty_store"])
def test_igraph_reads_what_networkx_reads(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    opened: Store = request.getfixturevalue(name)
    target = tmp_path / "graph.graphml"
    export(opened, "graphml", target)
    one = networkx.read_graphml(target, force_multigraph=True)
    two = igraph.Graph.Read_GraphML(str(target))
    assert (two.vcount(), two.ecount()) == (one.number_of_nodes(), one.number_of_edges())
    for vertex in two.vs:
        for key, value in one.nodes[vertex["id"]].items():
            assert vertex[key] == value
    edges = {key: values for _, _, key, values in one.edges(keys=True, data=True)}
    assert sorted(two.es["statement"]) == sorted(edges)
    for edge in two.es:
        for key, value in edges[edge["statement"]].items():  # this release of igraph gives an edge the id of its source
            assert edge[key] == value, key


def test_numbers_and_flags_keep_their_type(store: Store) -> None:
    read = networkx.read_graphml(io.BytesIO(written(store)), force_multigraph=True)
    (tumor,) = [d for _, _, d in read.edges(data=True) if d["relation"] == "associated_with_tumor"]
    assert (tumor["low"], tumor["evidences"], tumor["truncated"]) == (0.5, 2, False)
    assert (tumor["label"], tumor["interaction"]) == ("is associated with the tumor", "ASSOCIATED_WITH_TUMOR")


def test_a_zero_is_not_left_out(store: Store) -> None:
    (rate,) = [d for _, _, d in to_networkx(store).edges(data=True) if d["relation"] == "has_incidence"]
    assert (rate["low"], rate["high"]) == (0.0, 0.18)


def test_denied_statements_are_not_drawn(store: Store) -> None:
    denied = [s for s in store.statements() if s.negated]
    assert denied
    assert not {s.id for s in denied} & {key for _, _, key in to_networkx(store).edges(keys=True)}


def test_no_two_attributes_differ_only_in_case_and_edge_ids_are_unique(store: Store) -> None:
    for keys in (NODE_KEYS, EDGE_KEYS):
        assert len({key.casefold() for key in keys}) == len(keys)
    tree = etree.fromstring(written(store))
    ids = [edge.get("id") for edge in tree.iter("{*}edge")]
    assert len(set(ids)) == len(ids) > 0


def test_every_value_of_the_graph_has_a_key(store: Store) -> None:
    graph = to_networkx(store)
    assert {name for _, values in graph.nodes(data=True) for name in values} <= set(NODE_KEYS)
    assert {name for _, _, values in graph.edges(data=True) for name in values} <= set(EDGE_KEYS)


def test_list_items_are_joined_and_can_be_told_apart() -> None:
    assert text_of(("a|b", "c\\d", "")) == "a\\|b|c\\\\d|"


def test_the_surroundings_of_an_entity(store: Store) -> None:
    near = to_networkx(store, around="small tumor", hops=1)
    assert set(near) == {"MONDO:9000001", "MONDO:9000002", "HP:9000005", node_id_of(Literal("better prognosis"))}
    assert set(to_networkx(store, around="DLS", hops=0)) == {SYNDROME.curie}
    assert set(to_networkx(store, around="small tumor", hops=2)) == set(to_networkx(store))


def test_an_unknown_entity_format_or_hops_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownEntity):
        export(store, "graphml", tmp_path / "x", around="no such thing")
    with pytest.raises(QueryError, match="graphml"):
        export(store, "gexf", tmp_path / "x")
    with pytest.raises(QueryError):
        export(store, "ttl", tmp_path / "x", around="DLS", hops=-1)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_nothing_and_keeps_the_old_one(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written"):
        export(store, "graphml", tmp_path / "no such folder" / "x.graphml")
    target = tmp_path / "old.graphml"
    target.write_text("old")

    class Broken:
        """A store that fails in the middle."""

        def entities(self) -> Iterator[Entity]:
            yield SYNDROME
            raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        export(Broken(), "graphml", target)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


class Held:
    """A store of one document, for generated graphs."""

    def __init__(self, graph: DocumentGraph) -> None:
        self._graph = graph

    def entities(self) -> Iterator[Entity]:
        return iter(self._graph.entities)

    def statements(self) -> Iterator[Statement]:
        return iter(self._graph.statements)


@settings(max_examples=100, deadline=None)
@given(document_graphs())
def test_any_graph_is_well_formed_and_whole(graph: DocumentGraph) -> None:
    held = Held(graph)
    tree = etree.fromstring(written(held))  # type: ignore[arg-type]
    here = to_networkx(held)  # type: ignore[arg-type]
    assert sum(1 for _ in tree.iter("{*}node")) == here.number_of_nodes()
    assert sum(1 for _ in tree.iter("{*}edge")) == here.number_of_edges() == sum(not s.negated for s in graph.statements)
