"""The SPARQL and the Cypher that give the rows of an answer, as text a user can run again. Values enter through escaping alone."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from graph.selection import Selection
from ontology.curies import NAMESPACE, expand
from ontology.vocabulary import CERTAINTIES, RELATIONS

SPARQL_PREFIXES: Final = (
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
    f"PREFIX sg: <{NAMESPACE}>\n"
)
# What every twin returns first, one row a statement.
TRIPLE_COLUMNS: Final = ("subject", "relation", "object")
_ENDS: Final = {"subject": "s", "object": "o", "other": "other"}


@dataclass(frozen=True, slots=True)
class CypherQuery:
    """A query with bound parameters, for execution; `inline` is the same as one self-contained text, for people."""

    text: str
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def inline(self) -> str:
        """The query with its parameters written in as literals."""
        text = self.text
        for name in sorted(self.parameters, key=len, reverse=True):
            text = text.replace(f"${name}", cypher_literal(self.parameters[name]))
        return text


@dataclass(frozen=True, slots=True)
class Twins:
    """The same question in both languages."""

    sparql: str
    cypher: CypherQuery


def sparql_iri(curie: str) -> str:
    """`<IRI>` of a CURIE, with every character that may not stand in an IRI percent-encoded."""
    iri = expand(curie)
    return "<" + "".join(c if c > " " and c not in '<>"{}|^`\\' else _percent(c) for c in iri) + ">"


def sparql_string(text: str) -> str:
    """A SPARQL string literal."""
    return json.dumps(text, ensure_ascii=False).replace("\u007f", "\\u007F")


def cypher_literal(value: Any) -> str:
    """A Cypher literal of a string, number, boolean or a list of these."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        body = json.dumps(value, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'").replace("$", "\\u0024")
        return f"'{body}'"
    if isinstance(value, int | float):
        return repr(value)
    return "[" + ", ".join(cypher_literal(item) for item in value) + "]"


def relationship_types(relations: Iterable[str] = ()) -> str:
    """`TYPE|TYPE` of the given relations, of all where none is given."""
    return "|".join(RELATIONS[name].cypher for name in (tuple(relations) or tuple(RELATIONS)))


def twins_of(selection: Selection) -> Twins:
    """Both queries of a selection: rows of subject (CURIE), relation, object (CURIE or words) and what the places add."""
    return Twins(_sparql(selection), _cypher(selection))


def _sparql(selection: Selection) -> str:
    lines = [
        "SELECT ?subject ?relation ?object",
        '  (GROUP_CONCAT(DISTINCT ?words; separator=" | ") AS ?frequency)',
        '  (GROUP_CONCAT(DISTINCT ?sure; separator=" | ") AS ?certainty)',
        "  (COUNT(DISTINCT ?evidence) AS ?evidences)",
        "WHERE {",
        *(f"  {line}" for line in _sparql_conditions(selection)),
        "  ?s sg:curie ?subject .",
        "  OPTIONAL { ?o sg:curie ?curie } BIND(COALESCE(?curie, STR(?o)) AS ?object)",
        "  OPTIONAL { ?statement sg:evidence ?evidence . ?evidence sg:certainty ?sure .",
        "    OPTIONAL { ?evidence sg:frequency ?words } }",
        "}",
        "GROUP BY ?statement ?subject ?relation ?object",
        "ORDER BY ?relation ?subject ?object",
    ]
    return SPARQL_PREFIXES + "\n".join(lines)


def _sparql_conditions(selection: Selection) -> list[str]:
    """Lines that bind ?statement, ?s, ?relation and ?o."""
    lines = []
    if selection.subjects:
        lines.append(_values("s", map(sparql_iri, selection.subjects)))
    if selection.objects:
        lines.append(_values("o", map(sparql_iri, selection.objects)))
    if selection.either:
        lines.append(_values("e", map(sparql_iri, selection.either)))
        lines.append(
            "{ ?statement rdf:subject ?e ; rdf:object ?other } UNION { ?statement rdf:object ?e ; rdf:subject ?other }"
        )
    if selection.relations:
        lines.append(_values("relation", map(sparql_string, selection.relations)))
    lines.append("?statement a sg:Statement ; rdf:subject ?s ; sg:relation ?relation ; rdf:object ?o .")
    if selection.polarity != "both":
        lines.append(f"?statement sg:negated {cypher_literal(selection.polarity == 'denied')} .")
    if selection.kinds:
        lines.append(_values("kind", (f"sg:{kind}" for kind in selection.all_kinds)))
        lines.append(f"?{_ENDS[selection.kinds_of]} a ?kind .")
    lines.extend(_sparql_places(selection))
    if selection.compared is not None or selection.groups:
        lines.append("?statement sg:comparison ?comparison .")
    if selection.compared:
        lines.append(f"?comparison sg:outcome {sparql_string(selection.compared)} .")
    if selection.groups:
        lines.append(_values("group", map(sparql_string, selection.groups)))
        lines.append("?comparison sg:group ?group .")
    return lines


def _sparql_places(selection: Selection) -> list[str]:
    lines = []
    if selection.certainty:
        lines.append(f"?statement sg:evidence/sg:certainty {sparql_string(selection.certainty)} .")
        stronger = CERTAINTIES[CERTAINTIES.index(selection.certainty) + 1 :]
        lines.extend(f'FILTER NOT EXISTS {{ ?statement sg:evidence/sg:certainty "{name}" }}' for name in stronger)
    if selection.uncertain:
        lines.append('FILTER EXISTS { ?statement sg:evidence/sg:certainty ?weak FILTER(?weak != "asserted") }')
    if selection.actions:
        actions = ", ".join(map(sparql_string, selection.actions))
        lines.append(
            f"FILTER EXISTS {{ ?statement sg:evidence/<{NAMESPACE}qualifier/action> ?action FILTER(?action IN ({actions})) }}"
        )
    return lines


def _values(variable: str, terms: Iterable[str]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(terms)} }}"


def _cypher(selection: Selection) -> CypherQuery:
    plain = selection.polarity == "positive" and not (selection.uncertain or selection.certainty or selection.actions)
    queries = [_by_relationship(part, test) if plain else _by_statement(part, test) for part, test in _sides(selection)]
    parameters = {
        name: list(value)
        for name, value in (
            ("subjects", selection.subjects),
            ("objects", selection.objects),
            ("either", selection.either),
            ("relations", () if plain else selection.relations),
            ("kinds", selection.all_kinds),
            ("actions", selection.actions),
            ("groups", selection.groups),
        )
        if value
    } | {name: text for name, text in (("certainty", selection.certainty), ("outcome", selection.compared)) if text}
    return CypherQuery("\nUNION\n".join(queries), parameters)


def _sides(selection: Selection) -> list[tuple[Selection, str]]:
    """The selection, and the test that one end is among `either`: once for each end."""
    if not selection.either:
        return [(selection, "")]
    other = selection.kinds_of == "other"
    return [
        (replace(selection, kinds_of="object") if other else selection, "s.curie IN $either"),
        (replace(selection, kinds_of="subject") if other else selection, "o.curie IN $either"),
    ]


def _by_relationship(selection: Selection, side: str) -> str:
    """One relationship a statement that is not denied: the pattern people write."""
    types = relationship_types(selection.relations)
    tests = [*_end_tests(selection, side), *_comparison_tests(selection, "r")]
    return "\n".join(
        [
            f"MATCH (s:Entity)-[r:{types}]->(o)",
            *_where(tests),
            "RETURN DISTINCT s.curie AS subject, toLower(type(r)) AS relation, coalesce(o.curie, o.label) AS object,",
            "  r.statement AS statement, r.certainty AS certainty, r.frequencies AS frequencies, r.quote AS quote",
        ]
    )


def _by_statement(selection: Selection, side: str) -> str:
    """Statement nodes, where denial or single places matter."""
    tests = [*_end_tests(selection, side), *_comparison_tests(selection, "st")]
    if selection.relations:
        tests.append("st.relation IN $relations")
    if selection.polarity != "both":
        tests.append(f"st.negated = {cypher_literal(selection.polarity == 'denied')}")
    if selection.certainty:
        tests.append("st.certainty = $certainty")
    lines = ["MATCH (s:Entity)<-[:SUBJECT]-(st:Statement)-[:OBJECT]->(o)", *_where(tests)]
    if selection.uncertain:
        lines += ["MATCH (st)-[:HAS_EVIDENCE]->(e:Evidence)", "WHERE e.certainty <> 'asserted'"]
    if selection.actions:
        lines += [
            "MATCH (st)-[:HAS_EVIDENCE]->(a:Evidence)",
            "WHERE any(i IN range(0, size(a.qualifier_names) - 1)",
            "  WHERE a.qualifier_names[i] = 'action' AND a.qualifier_values[i] IN $actions)",
        ]
    return "\n".join(
        [
            *lines,
            "RETURN DISTINCT s.curie AS subject, st.relation AS relation, coalesce(o.curie, o.label) AS object,",
            "  st.id AS statement, st.negated AS negated, st.certainty AS certainty",
        ]
    )


def _end_tests(selection: Selection, side: str) -> list[str]:
    tests = [side] if side else []
    if selection.subjects:
        tests.append("s.curie IN $subjects")
    if selection.objects:
        tests.append("o.curie IN $objects")
    if selection.kinds:
        end = "s" if selection.kinds_of == "subject" else "o"
        tests.append(f"any(kind IN labels({end}) WHERE kind IN $kinds)")
    return tests


def _comparison_tests(selection: Selection, holder: str) -> list[str]:
    tests = []
    if selection.compared is not None or selection.groups:
        tests.append(f"{holder}.comparison_outcome IS NOT NULL")
    if selection.compared:
        tests.append(f"{holder}.comparison_outcome = $outcome")
    if selection.groups:
        tests.append(f"{holder}.comparison_group IN $groups")
    return tests


def _where(tests: list[str]) -> list[str]:
    return ["WHERE " + " AND ".join(tests)] if tests else []


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8"))
