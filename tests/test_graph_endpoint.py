"""The SPARQL-endpoint store keeps the contract on a real Apache Jena Fuseki, whichever kind of dataset it has."""

import pytest
from store_contract import RecordContract, SparqlContract

pytestmark = pytest.mark.fuseki


def endpoint_url(server: str, dataset: str) -> str:
    """The store's URL of a dataset."""
    return f"sparql+{server}/{dataset}"


class OnDisk:
    """TDB2 on disk: the default graph is its own."""

    @pytest.fixture
    def url(self, fuseki: str) -> str:
        return endpoint_url(fuseki, "one")

    @pytest.fixture
    def other_url(self, fuseki: str) -> str:
        return endpoint_url(fuseki, "two")


class InUnion(OnDisk):
    """A dataset whose default graph is the union of the named graphs."""

    @pytest.fixture
    def url(self, fuseki: str) -> str:
        return endpoint_url(fuseki, "union")


class TestRecord(OnDisk, RecordContract):
    """Writing, reading, looking up."""


class TestSparql(OnDisk, SparqlContract):
    """The same statements by SPARQL."""


class TestRecordInUnion(InUnion, RecordContract):
    """The same where the merged whole has a graph of its own."""


class TestSparqlInUnion(InUnion, SparqlContract):
    """The same where the merged whole has a graph of its own."""
