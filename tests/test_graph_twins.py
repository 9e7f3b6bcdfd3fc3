"""Queries as text: values are escaped, whatever they hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store as Oxigraph

from graph.selection import Selection, with_sub_kinds
from graph.selection_twins import twins_of
from graph.twins import CypherQuery, cypher_literal, sparql_iri, sparql_string
from ontology.curies import expand


@given(st.text())
def test_sparql_string_reads_back(text: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        return
    row = next(iter(Oxigraph().query(f"SELECT ({sparql_string(text)} AS ?x) {{}}")))  # type: ignore[call-overload]
    assert row["x"].value == text


@given(st.text(min_size=1))
def test_sparql_iri_is_one_token_that_a_parser_takes(local: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in local):
        return
    token = sparql_iri(f"local:{local}")
    list(Oxigraph().query(f"SELECT * {{ {token} ?p ?o }}"))


def test_sparql_iri_of_an_ordinary_curie_is_the_iri() -> None:
    assert sparql_iri("MONDO:0015247") == f"<{expand('MONDO:0015247')}>"


@pytest.mark.parametrize(
    ("value", "literal"),
    [("it's", "'it\\'s'"), ('a "b"', "'a \"b\"'"), ("a\\", "'a\\\\'"), ("a\nb", "'a\\nb'"), (True, "true"), (3, "3"),
     (["a", "b"], "['a', 'b']")],
)  # fmt: skip
def test_cypher_literal(value: object, literal: str) -> None:
    assert cypher_literal(value) == literal


def test_parameter_inside_a_value_is_not_replaced() -> None:
    query = CypherQuery("RETURN $a, $ab", {"a": "$ab", "ab": "x"})
    assert query.inline == "RETURN '\\u0024ab', 'x'"


def test_values_are_bound_in_the_query_that_is_executed() -> None:
    query = twins_of(Selection(subjects=("local:x' OR true",))).cypher
    assert "OR true" not in query.text
    assert query.parameters == {"subject": "local:x' OR true"}


def test_sub_kinds_are_taken_along() -> None:
    assert with_sub_kinds(["Treatment"]) == ("Treatment", "Drug", "Procedure")
    assert "Tumor" in with_sub_kinds(["Disease"])


def test_unknown_kind_or_polarity_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        Selection(kinds=("Planet",))
    with pytest.raises(ValueError, match="polarity"):
        Selection(polarity="maybe")
