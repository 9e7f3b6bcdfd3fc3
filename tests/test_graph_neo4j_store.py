"""The contract of a store on a real Neo4j server."""

from pathlib import Path

import pytest
from store_contract import RecordContract, SparqlContract


@pytest.fixture
def url(neo4j_url: str) -> str:
    """An empty database."""
    return neo4j_url


@pytest.fixture
def other_url(tmp_path: Path) -> str:
    """The second store is an embedded one: the two hold the same."""
    return str(tmp_path / "other.kg")


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.neo4j
class TestRecord(RecordContract):
    """Writing, reading, looking up."""


@pytest.mark.neo4j
class TestSparql(SparqlContract):
    """The local copy answers as the embedded store does."""
