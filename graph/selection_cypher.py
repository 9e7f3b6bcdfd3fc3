"""A selection of statements as Cypher, with bound parameters."""

from dataclasses import replace
from typing import Any

from graph.selection import Selection
from graph.twins import CypherQuery, relationship_types

_TRIPLE = "coalesce(o.curie, o.label) AS object"


def cypher_of(selection: Selection) -> CypherQuery:
    """The query of a selection: subject (CURIE), relation, object (CURIE or words), and what the places add."""
    plain = selection.polarity == "positive" and not (selection.uncertain or selection.certainty or selection.actions)
    build = _by_relationship if plain else _by_statement
    queries = [build(side) for side in _sides(selection)]
    return CypherQuery("\nUNION\n".join(queries), _parameters(selection, plain=plain))


def _parameters(selection: Selection, *, plain: bool) -> dict[str, Any]:
    """One CURIE is a scalar, several are a list, so that an index serves the common case."""
    parameters: dict[str, Any] = {}
    for one, many, values in (
        ("entity", "entities", selection.either),
        ("subject", "subjects", selection.subjects),
        ("object", "objects", selection.objects),
    ):
        if values:
            parameters |= {one: values[0]} if len(values) == 1 else {many: list(values)}
    lists = {
        "relations": () if plain else selection.relations,
        "kinds": selection.all_kinds,
        "actions": selection.actions,
        "groups": selection.groups,
    }
    parameters |= {name: list(values) for name, values in lists.items() if values}
    words = {"certainty": selection.certainty, "outcome": selection.compared}
    return parameters | {name: text for name, text in words.items() if text}


class _Side:
    """A selection seen from one end of `either`; from neither where there is none."""

    def __init__(self, selection: Selection, end: str = "") -> None:
        self.selection = selection
        self._ends = {
            "s": ("entity", "entities", selection.either) if end == "s" else ("subject", "subjects", selection.subjects),
            "o": ("entity", "entities", selection.either) if end == "o" else ("object", "objects", selection.objects),
        }

    def node(self, variable: str, label: str = "") -> str:
        """The node's pattern, with its CURIE where it is one."""
        one, _, values = self._ends[variable]
        return f"({variable}:Entity {{curie: ${one}}})" if len(values) == 1 else f"({variable}{label})"

    def tests(self) -> list[str]:
        """Conditions on the two ends."""
        tests = [f"{name}.curie IN ${many}" for name, (_, many, values) in self._ends.items() if len(values) > 1]
        if self.selection.kinds:
            end = "s" if self.selection.kinds_of == "subject" else "o"
            tests.append(f"any(kind IN labels({end}) WHERE kind IN $kinds)")
        return tests


def _sides(selection: Selection) -> list[_Side]:
    if not selection.either:
        return [_Side(selection)]
    other = selection.kinds_of == "other"
    return [
        _Side(replace(selection, kinds_of="object") if other else selection, "s"),
        _Side(replace(selection, kinds_of="subject") if other else selection, "o"),
    ]


def _by_relationship(side: _Side) -> str:
    """One relationship a statement that is not denied: the pattern people write."""
    selection = side.selection
    types = f":{relationship_types(selection.relations)}" if selection.relations else ""
    tests = [*side.tests(), *_comparison_tests(selection, "r")]
    return "\n".join(
        [
            f"MATCH {side.node('s', ':Entity')}-[r{types}]->{side.node('o')}",
            *_where(tests),
            f"RETURN DISTINCT s.curie AS subject, toLower(type(r)) AS relation, {_TRIPLE},",
            "  r.statement AS statement, r.certainty AS certainty, r.frequencies AS frequencies, r.quote AS quote",
        ]
    )


def _by_statement(side: _Side) -> str:
    """Statement nodes, where denial or single places matter."""
    selection = side.selection
    tests = [*side.tests(), *_comparison_tests(selection, "st"), *_statement_tests(selection)]
    lines = [f"MATCH {side.node('s', ':Entity')}<-[:SUBJECT]-(st:Statement)-[:OBJECT]->{side.node('o')}", *_where(tests)]
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
            f"RETURN DISTINCT s.curie AS subject, st.relation AS relation, {_TRIPLE},",
            "  st.id AS statement, st.negated AS negated, st.certainty AS certainty",
        ]
    )


def _statement_tests(selection: Selection) -> list[str]:
    tests = ["st.relation IN $relations"] if selection.relations else []
    if selection.polarity != "both":
        tests.append(f"st.negated = {'true' if selection.polarity == 'denied' else 'false'}")
    if selection.certainty:
        tests.append("st.certainty = $certainty")
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
