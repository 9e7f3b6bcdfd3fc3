"""What several subjects have in common: the statements whose object other subjects have too, over one relation."""

from collections import Counter
from collections.abc import Iterable, Sequence

from graph.model import Entity
from graph.rows import Row, row_order
from graph.selection import Selection, select
from graph.store import Store
from graph.twins import SPARQL_PREFIXES, CypherQuery, Twins, cypher_literal, relationship_types, sparql_iri, sparql_string


def shared(store: Store, relation: str, curies: tuple[str, ...] = ()) -> tuple[Row, ...]:
    """Return the statements of other subjects whose object one of `curies` has too, best subject (most objects) first.

    Without `curies`: all statements whose object at least two subjects have. Denied statements and literals do not count.
    """
    if curies:
        mine = select(store, Selection(subjects=curies, relations=(relation,)))
        objects = tuple(sorted({s.object.key for s in mine if isinstance(s.object, Entity)}))
        found = select(store, Selection(objects=objects, relations=(relation,))) if objects else []
        found = [s for s in found if s.subject.curie not in curies]
    else:
        found = [s for s in select(store, Selection(relations=(relation,))) if isinstance(s.object, Entity)]
        holders: dict[str, set[str]] = {}
        for statement in found:
            holders.setdefault(statement.object.key, set()).add(statement.subject.curie)
        found = [s for s in found if len(holders[s.object.key]) > 1]
    return ranked(Row.of(statement) for statement in found)


def ranked(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows grouped by subject, the subject with most rows first, then by label."""
    rows = list(rows)
    counts = Counter(row.subject.curie for row in rows)
    return tuple(sorted(rows, key=lambda row: (-counts[row.subject.curie], row.subject.label.casefold(), row_order(row))))


def sharing_twins(relation: str, curies: tuple[str, ...] = ()) -> Twins:
    """Both queries of `shared`."""
    return Twins(_sparql(relation, curies), _cypher(relation, curies))


def _sparql(relation: str, curies: tuple[str, ...]) -> str:
    name = sparql_string(relation)
    iris = " ".join(map(sparql_iri, curies))
    known = [f"  VALUES ?known {{ {iris} }}"] if curies else []
    others = [f"  FILTER(?s NOT IN ({', '.join(map(sparql_iri, curies))}))"] if curies else ["  FILTER(?s != ?known)"]
    return SPARQL_PREFIXES + "\n".join(
        [
            "SELECT DISTINCT ?subject ?relation ?object WHERE {",
            *known,
            f"  ?mine a sg:Statement ; rdf:subject ?known ; sg:relation {name} ; rdf:object ?o ; sg:negated false .",
            f"  ?statement a sg:Statement ; rdf:subject ?s ; sg:relation {name} ; rdf:object ?o ; sg:negated false .",
            *others,
            f"  ?s sg:curie ?subject . ?o sg:curie ?object . BIND({name} AS ?relation)",
            "} ORDER BY ?subject ?object",
        ]
    )


def _cypher(relation: str, curies: tuple[str, ...]) -> CypherQuery:
    kind = relationship_types((relation,))
    test = "k.curie IN $curies AND NOT s.curie IN $curies" if curies else "s.curie <> k.curie"
    text = "\n".join(
        [
            f"MATCH (k:Entity)-[:{kind}]->(o:Entity)<-[:{kind}]-(s:Entity)",
            f"WHERE {test}",
            f"RETURN DISTINCT s.curie AS subject, {cypher_literal(relation)} AS relation, o.curie AS object",
            "ORDER BY subject, object",
        ]
    )
    return CypherQuery(text, {"curies": list(curies)} if curies else {})


def in_common(store: Store, groups: Sequence[tuple[str, ...]], relations: tuple[str, ...] = ()) -> tuple[Row, ...]:
    """Return the statements by which every group (CURIEs of one subject) has the same object over the same relation."""
    found = [
        [s for s in select(store, Selection(subjects=group, relations=relations)) if isinstance(s.object, Entity)]
        for group in groups
    ]
    pairs = [{(s.relation, s.object.key) for s in statements} for statements in found]
    shared_pairs = set.intersection(*pairs) if pairs else set()
    kept = {s.id: s for statements in found for s in statements if (s.relation, s.object.key) in shared_pairs}
    return ranked(Row.of(statement) for statement in kept.values())


def common_twins(groups: Sequence[tuple[str, ...]], relations: tuple[str, ...] = ()) -> Twins:
    """Both queries of `in_common`."""
    everyone = tuple(dict.fromkeys(curie for group in groups for curie in group))
    return Twins(_common_sparql(groups, everyone, relations), _common_cypher(groups, everyone, relations))


def _common_sparql(groups: Sequence[tuple[str, ...]], everyone: tuple[str, ...], relations: tuple[str, ...]) -> str:
    test = f" FILTER(?relation IN ({', '.join(map(sparql_string, relations))}))" if relations else ""

    def having(columns: str, subject: str, curies: Iterable[str]) -> str:
        values = f"VALUES {subject} {{ {' '.join(map(sparql_iri, curies))} }}"
        pattern = f"?st rdf:subject {subject} ; sg:relation ?relation ; rdf:object ?o ; sg:negated false ."
        return f"  {{ SELECT DISTINCT {columns} WHERE {{ {values} {pattern}{test} }} }}"

    return SPARQL_PREFIXES + "\n".join(
        [
            "SELECT DISTINCT ?subject ?relation ?object WHERE {",
            *(having("?relation ?o", f"?x{number}", group) for number, group in enumerate(groups, 1)),
            having("?s ?relation ?o", "?s", everyone),
            "  ?s sg:curie ?subject . ?o sg:curie ?object .",
            "} ORDER BY ?relation ?object ?subject",
        ]
    )


def _common_cypher(groups: Sequence[tuple[str, ...]], everyone: tuple[str, ...], relations: tuple[str, ...]) -> CypherQuery:
    types = f":{relationship_types(relations)}" if relations else ""
    lines = [f"MATCH (s:Entity)-[r{types}]->(o:Entity)", "WHERE s.curie IN $everyone"]
    for number in range(1, len(groups) + 1):
        lines.append(f"MATCH (x{number}:Entity)-[r{number}{types}]->(o)")
        lines.append(f"WHERE x{number}.curie IN $group{number} AND type(r{number}) = type(r)")
    lines.append("RETURN DISTINCT s.curie AS subject, toLower(type(r)) AS relation, o.curie AS object")
    parameters = {f"group{number}": list(group) for number, group in enumerate(groups, 1)}
    return CypherQuery("\n".join(lines), parameters | {"everyone": list(everyone)})
