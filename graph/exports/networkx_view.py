"""The graph as a networkx object, for notebooks and analysis."""

from typing import TYPE_CHECKING, Any

from graph.exports.graphml import drawn, edge_values, node_id_of, nodes
from graph.exports.scope import scope_of
from graph.store import Store

if TYPE_CHECKING:
    import networkx


def to_networkx(store: Store, around: str | None = None, hops: int = 1) -> "networkx.MultiDiGraph[str]":
    """Return entities and literal objects as nodes, and statements that are not denied as edges whose key is their id.

    A node is named by its CURIE, or by an id of its words. Values are those of the GraphML export,
    lists as lists. The object is a copy: changing it changes no store.
    """
    import networkx

    scope = scope_of(store, around, hops)
    result: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node, values in nodes(scope):
        result.add_node(node, **_lists(dict(values)))
    for statement in drawn(scope):
        result.add_edge(
            statement.subject.curie, node_id_of(statement.object), key=statement.id, **_lists(dict(edge_values(statement)))
        )
    return result


def _lists(values: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
