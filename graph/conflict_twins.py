"""The SPARQL and the Cypher of conflicts: the statements that another document does not go together with."""

from typing import Final

from graph.twins import SPARQL_PREFIXES, CypherQuery, Twins, cypher_literal, sparql_iri, sparql_string
from ontology.curies import NAMESPACE

# Relations of which a subject has one value in the world, so that numbers of two statements can be set against each other.
MEASURES: Final = ("has_incidence", "has_prevalence", "first_described_by", "has_sex_ratio")
# Relations of which two different values disagree by being different.
VALUES: Final = ("has_inheritance",)
# What one document says to avoid and another to use.
OPPOSITE_ADVICE: Final = (("avoid",), ("prefer", "use", "give"))

_STATEMENT: Final = "?statement a sg:Statement ; rdf:subject ?s ; sg:relation ?relation ; rdf:object ?o"
_OTHER: Final = "?against a sg:Statement ; rdf:subject ?s ; sg:relation ?relation ; rdf:object"
_PLACES: Final = "?e1 prov:wasDerivedFrom ?here . ?e2 prov:wasDerivedFrom ?there . FILTER(?here != ?there)"
_APART: Final = (
    "?e1 sg:quantity ?q1 . ?e2 sg:quantity ?q2 . ?q1 sg:quantityKind ?kind ; sg:unit ?unit . "
    "?q2 sg:quantityKind ?kind ; sg:unit ?unit .\n"
    "    { ?q1 sg:high ?high . ?q2 sg:low ?low . FILTER(?high < ?low) } UNION "
    "{ ?q1 sg:low ?low . ?q2 sg:high ?high . FILTER(?low > ?high) }"
)


def conflict_twins(curie: str | None) -> Twins:
    """Both queries, for one subject (a CURIE) or for all."""
    return Twins(_sparql(curie), _cypher(curie))


def _sparql(curie: str | None) -> str:
    subject = f"VALUES ?s {{ {sparql_iri(curie)} }} " if curie else ""
    measures = " ".join(map(sparql_string, MEASURES))
    values = " ".join(map(sparql_string, VALUES))
    against, favored = (", ".join(map(sparql_string, words)) for words in OPPOSITE_ADVICE)
    action = f"<{NAMESPACE}qualifier/action>"
    blocks = [
        f"{_STATEMENT} ; sg:negated ?one ; sg:evidence ?e1 .\n    {_OTHER} ?o ; sg:negated ?two ; sg:evidence ?e2 .\n"
        f"    FILTER(?one != ?two) {_PLACES}",
        f"{_STATEMENT} ; sg:negated false ; sg:evidence ?e1, ?e2 .\n    {_PLACES}\n    {_APART}",
        f"VALUES ?relation {{ {measures} }} {_STATEMENT} ; sg:negated false ; sg:evidence ?e1 .\n"
        f"    {_OTHER} ?any ; sg:negated false ; sg:evidence ?e2 .\n    {_PLACES}\n    {_APART}",
        f"VALUES ?relation {{ {values} }} {_STATEMENT} ; sg:negated false ; sg:evidence ?e1 .\n"
        f"    {_OTHER} ?any ; sg:negated false ; sg:evidence ?e2 .\n    {_PLACES} FILTER(?o != ?any)",
        f"{_STATEMENT} ; sg:negated false ; sg:evidence ?e1, ?e2 .\n    {_PLACES}\n"
        f"    ?e1 {action} ?avoided . ?e2 {action} ?favored . FILTER(?avoided IN ({against}) && ?favored IN ({favored}))",
    ]
    union = " UNION ".join(f"{{\n    {subject}{block}\n  }}" for block in blocks)
    return SPARQL_PREFIXES + "\n".join(
        [
            "PREFIX prov: <http://www.w3.org/ns/prov#>",
            "SELECT DISTINCT ?subject ?relation ?object WHERE {",
            f"  {union}",
            "  ?s sg:curie ?subject .",
            "  OPTIONAL { ?o sg:curie ?curie } BIND(COALESCE(?curie, STR(?o)) AS ?object)",
            "} ORDER BY ?relation ?subject ?object",
        ]
    )


def _cypher(curie: str | None) -> CypherQuery:
    start = "MATCH (s:Entity {curie: $curie})" if curie else "MATCH (s:Entity)"
    one = f"{start}<-[:SUBJECT]-(st:Statement)-[:OBJECT]->(o)"
    two = "MATCH (s)<-[:SUBJECT]-(other:Statement)-[:OBJECT]->(o2)"
    places = "MATCH (st)-[:HAS_EVIDENCE]->(e1:Evidence), ({other})-[:HAS_EVIDENCE]->(e2:Evidence)"
    numbers = "MATCH (e1)-[:HAS_QUANTITY]->(q1:Quantity)\nMATCH (e2)-[:HAS_QUANTITY]->(q2:Quantity)"
    apart = "q1.kind = q2.kind AND q1.unit = q2.unit AND (q1.high < q2.low OR q1.low > q2.high)"
    same = "st.relation = other.relation"
    against, favored = (cypher_literal(words) for words in OPPOSITE_ADVICE)
    said = "any(i IN range(0, size({e}.qualifier_names) - 1) WHERE {e}.qualifier_names[i] = 'action' AND {e}.qualifier_values[i] IN {w})"
    returned = "RETURN DISTINCT s.curie AS subject, st.relation AS relation, coalesce(o.curie, o.label) AS object"
    split = "e1.source <> e2.source"
    plain = "st.negated = false AND other.negated = false"
    apart_places = places.format(other="other")
    own_places = places.format(other="st")
    queries = [
        [one, two, f"WHERE {same} AND o = o2 AND st.negated <> other.negated", apart_places, f"WHERE {split}"],
        [one, "WHERE st.negated = false", own_places, f"WHERE {split}", numbers, f"WHERE {apart}"],
        [one, two, f"WHERE {same} AND {plain} AND st.relation IN {cypher_literal(MEASURES)}", apart_places,
         f"WHERE {split}", numbers, f"WHERE {apart}"],
        [one, two, f"WHERE {same} AND {plain} AND o <> o2 AND st.relation IN {cypher_literal(VALUES)}", apart_places,
         f"WHERE {split}"],
        [one, "WHERE st.negated = false", own_places,
         f"WHERE {split} AND {said.format(e='e1', w=against)}\n  AND {said.format(e='e2', w=favored)}"],
    ]  # fmt: skip
    text = "\nUNION\n".join("\n".join([*lines, returned]) for lines in queries)
    return CypherQuery(text, {"curie": curie} if curie else {})
