"""A selection of statements as SPARQL."""

from collections.abc import Iterable
from typing import Final

from graph.selection import Selection
from graph.twins import SPARQL_PREFIXES, cypher_literal, sparql_iri, sparql_string
from ontology.curies import NAMESPACE
from ontology.vocabulary import CERTAINTIES

_ENDS: Final = {"subject": "s", "object": "o", "other": "other"}


def sparql_of(selection: Selection) -> str:
    """The query of a selection: subject (CURIE), relation, object (CURIE or words), and what the places add."""
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
    anchored = bool(selection.subjects or selection.objects or selection.either)
    if selection.relations and not anchored:
        lines.append(_values("relation", map(sparql_string, selection.relations)))
    lines.append("?statement a sg:Statement ; rdf:subject ?s ; sg:relation ?relation ; rdf:object ?o .")
    if selection.relations and anchored:  # a filter, so that an engine starts from the ends
        lines.append(f"FILTER(?relation IN ({', '.join(map(sparql_string, selection.relations))}))")
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
