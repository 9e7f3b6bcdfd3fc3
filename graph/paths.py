"""How two entities are connected: the shortest paths over statements that are not denied, each hop with its statement."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from graph.errors import QueryError
from graph.model import Entity, Statement
from graph.naming import find_entity
from graph.rows import Row, write_node, write_row
from graph.store import Store
from graph.twins import SPARQL_PREFIXES, CypherQuery, Twins, relationship_types, sparql_iri
from ontology.vocabulary import RELATIONS

MOST_HOPS: Final = 6
_MOST_READ: Final = 50_000  # statements read before a search gives up and says so


@dataclass(frozen=True, slots=True)
class Hop:
    """A step from `start` to `end` over `row`; `forward`: `start` is the row's subject."""

    start: Entity
    end: Entity
    row: Row

    @property
    def forward(self) -> bool:
        """Whether the step goes the way the statement reads."""
        return self.row.subject.curie == self.start.curie

    @property
    def words(self) -> str:
        """The relation as read from `start` to `end`; an inferred one says so."""
        relation = RELATIONS.get(self.row.relation)
        backward = relation.inverse if relation else self.row.relation
        forward = relation.label if relation else self.row.relation
        words = (forward if self.forward else backward).replace("_", " ")
        return f"{words} (inferred)" if self.row.inferred else words


@dataclass(frozen=True, slots=True)
class Path:
    """Hops in order. `inferred`: some hop follows from texts that do not say it themselves."""

    hops: tuple[Hop, ...]

    @property
    def inferred(self) -> bool:
        """Whether any hop is inferred."""
        return any(hop.row.inferred for hop in self.hops)

    @property
    def nodes(self) -> tuple[Entity, ...]:
        """The entities on the way, both ends included."""
        return (self.hops[0].start, *(hop.end for hop in self.hops)) if self.hops else ()


@dataclass(frozen=True, slots=True)
class Paths:
    """The shortest paths between two entities, in a stable order. `truncated`: there are more, or the search gave up.

    `sparql` and `cypher` give the hops (subject, relation, object) of all of them.
    """

    start: Entity
    end: Entity
    max_hops: int
    paths: tuple[Path, ...]
    truncated: bool
    sparql: str
    cypher: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """The hops' rows, each statement once."""
        return tuple({hop.row.statement: hop.row for path in self.paths for hop in path.hops}.values())


def paths(store: Store, a: str, b: str, max_hops: int = 3, limit: int = 20) -> Paths:
    """Return the shortest paths between `a` and `b` (CURIEs or names), over statements in either direction.

    Literals and documents are not hops. No path within `max_hops` gives an empty answer. Raises UnknownEntity; QueryError
    for the same entity twice or for limits out of range.
    """
    if not 1 <= max_hops <= MOST_HOPS:
        raise QueryError(f"max_hops is between 1 and {MOST_HOPS}, not {max_hops}")
    if limit < 1:
        raise QueryError(f"limit is at least 1, not {limit}")
    start, end = find_entity(store, a), find_entity(store, b)
    if start.curie == end.curie:
        raise QueryError(f"both names mean {start.label} ({start.curie}); a path needs two different entities")
    search = _Search(store, start, end, max_hops)
    found = search.run()
    chains = list(_take(search.chains(found), limit + 1)) if found else []
    twins = path_twins(start.curie, end.curie, found or max_hops)
    shown = tuple(Path(hops) for hops in chains[:limit])
    return Paths(start, end, max_hops, shown, len(chains) > limit or search.gave_up, twins.sparql, twins.cypher.inline)


def path_twins(start: str, end: str, hops: int) -> Twins:
    """Both queries of the hops of all paths of exactly `hops` statements between two CURIEs."""
    return Twins(_sparql(start, end, hops), _cypher(start, end, hops))


class _Search:
    """Breadth-first search from both ends, the smaller side first; remembers every edge of the levels it has seen."""

    def __init__(self, store: Store, start: Entity, end: Entity, max_hops: int) -> None:
        self._store = store
        self._start, self._end = start, end
        self._max_hops = max_hops
        self._depths: tuple[dict[str, int], dict[str, int]] = ({start.curie: 0}, {end.curie: 0})
        self._edges: dict[str, list[Statement]] = {}
        self._levels = [0, 0]
        self._read = 0
        self.gave_up = False

    def run(self) -> int:
        """Return the length of the shortest paths, 0 where there is none within the limit."""
        fronts = [{self._start.curie}, {self._end.curie}]
        levels = self._levels
        while sum(levels) < self._max_hops and all(fronts) and not self.gave_up:
            side = 0 if len(fronts[0]) <= len(fronts[1]) else 1
            levels[side] += 1
            fronts[side] = self._expand(fronts[side], self._depths[side], levels[side])
            if any(curie in self._depths[1 - side] for curie in fronts[side]):
                return sum(levels)
        return 0

    def chains(self, length: int) -> Iterator[tuple[Hop, ...]]:
        """All paths of `length` hops, in the order of the statements' ids."""
        yield from self._walk(self._start, length, ())

    def _walk(self, here: Entity, left: int, hops: tuple[Hop, ...]) -> Iterator[tuple[Hop, ...]]:
        if left == 0:
            if here.curie == self._end.curie:
                yield hops
            return
        for statement in self._around(here.curie):
            there = _other_end(statement, here.curie)
            if there is not None and self._leads(there.curie, left - 1):
                yield from self._walk(there, left - 1, (*hops, Hop(here, there, Row.of(statement))))

    def _leads(self, curie: str, left: int) -> bool:
        """Whether a node can still reach the end in exactly `left` hops of a shortest path."""
        to_end = self._depths[1].get(curie)
        if to_end is not None:
            return to_end == left
        seen = self._depths[0].get(curie)
        return seen is not None and left > self._levels[1]

    def _expand(self, front: set[str], depths: dict[str, int], level: int) -> set[str]:
        reached: set[str] = set()
        for curie in sorted(front):
            for statement in self._around(curie):
                there = _other_end(statement, curie)
                if there is not None and there.curie not in depths:
                    depths[there.curie] = level
                    reached.add(there.curie)
            if self._read > _MOST_READ:
                self.gave_up = True
                break
        return reached

    def _around(self, curie: str) -> list[Statement]:
        """Statements that are not denied with this entity at either end, by id; read once."""
        known = self._edges.get(curie)
        if known is None:
            both = [*self._store.statements(subject=curie), *self._store.statements(object=curie)]
            self._read += len(both)
            known = sorted({s.id: s for s in both if not s.negated}.values(), key=lambda s: s.id)
            self._edges[curie] = known
        return known


def _other_end(statement: Statement, curie: str) -> Entity | None:
    """The entity at the other end; None for words, and for a statement of a thing about itself."""
    target = statement.object
    if not isinstance(target, Entity) or statement.subject.curie == target.curie:
        return None
    return target if statement.subject.curie == curie else statement.subject


def _take(chains: Iterator[tuple[Hop, ...]], count: int) -> Iterator[tuple[Hop, ...]]:
    for _, chain in zip(range(count), chains, strict=False):
        yield chain


def _sparql(start: str, end: str, hops: int) -> str:
    """Each hop is a subquery of its own, since an engine may else join all statements before it looks at the ends."""
    nodes = [sparql_iri(start), *(f"?n{i}" for i in range(1, hops)), sparql_iri(end)]
    lines = [line for i in range(hops) for line in _sparql_hop(i + 1, nodes[i], nodes[i + 1])]
    middles = nodes[1:-1]
    tests = [
        f"isIRI({node}) && {node} NOT IN ({', '.join([nodes[0], nodes[-1], *middles[:i]])})" for i, node in enumerate(middles)
    ]
    if tests:
        lines.append(f"  FILTER({' && '.join(tests)})")
    chosen = {name: f"?{name}1" for name in "sro"}
    for i in range(2, hops + 1):
        chosen = {name: f"IF(?hop = {i}, ?{name}{i}, {before})" for name, before in chosen.items()}
    return SPARQL_PREFIXES + "\n".join(
        [
            "SELECT DISTINCT ?subject ?relation ?object ?hop WHERE {",
            *lines,
            f"  VALUES ?hop {{ {' '.join(str(i + 1) for i in range(hops))} }}",
            f"  BIND({chosen['s']} AS ?s) BIND({chosen['r']} AS ?relation) BIND({chosen['o']} AS ?o)",
            "  OPTIONAL { ?s sg:curie ?subject } OPTIONAL { ?o sg:curie ?object }",
            "} ORDER BY ?hop ?relation ?object",
        ]
    )


def _sparql_hop(number: int, here: str, there: str) -> list[str]:
    """A statement in either direction between two nodes, as ?s, ?r and ?o with the hop's number."""
    sides = [
        f"{{ ?st{number} rdf:subject {subject} ; sg:relation ?r{number} ; rdf:object {target} ; sg:negated false . "
        f"BIND({subject} AS ?s{number}) BIND({target} AS ?o{number}) }}"
        for subject, target in ((here, there), (there, here))
    ]
    return ["  { SELECT * WHERE {", f"    {sides[0]} UNION", f"    {sides[1]}", "  } }"]


def _cypher(start: str, end: str, hops: int) -> CypherQuery:
    text = "\n".join(
        [
            f"MATCH p = (a:Entity {{curie: $start}})-[:{relationship_types()}*{hops}..{hops}]-(b:Entity {{curie: $end}})",
            "WHERE all(n IN nodes(p) WHERE n:Entity AND size([m IN nodes(p) WHERE m.curie = n.curie]) = 1)",
            "UNWIND relationships(p) AS r",
            "RETURN DISTINCT startNode(r).curie AS subject, toLower(type(r)) AS relation, endNode(r).curie AS object,",
            "  r.statement AS statement",
        ]
    )
    return CypherQuery(text, {"start": start, "end": end})


def write_paths(found: Paths) -> dict[str, Any]:
    """Paths as JSON."""
    return {
        "from": write_node(found.start),
        "to": write_node(found.end),
        "max_hops": found.max_hops,
        "paths": [write_path(path) for path in found.paths],
        "truncated": found.truncated,
        "sparql": found.sparql,
        "cypher": found.cypher,
    }


def write_path(path: Path) -> dict[str, Any]:
    """One path as JSON."""
    return {
        "nodes": [write_node(node) for node in path.nodes],
        "hops": [
            {
                "from": hop.start.curie,
                "to": hop.end.curie,
                "forward": hop.forward,
                "words": hop.words,
                "row": write_row(hop.row),
            }
            for hop in path.hops
        ],
        "inferred": path.inferred,
    }
