"""Both queries of a selection of statements."""

from graph.selection import Selection
from graph.selection_cypher import cypher_of
from graph.selection_sparql import sparql_of
from graph.twins import Twins


def twins_of(selection: Selection) -> Twins:
    """The SPARQL and the Cypher of a selection; both give subject (CURIE), relation, object (CURIE or words) first."""
    return Twins(sparql_of(selection), cypher_of(selection))
