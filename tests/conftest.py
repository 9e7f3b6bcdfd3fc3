"""Fixtures of the whole suite, and the one place that decides what may be left out."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import fuseki_fixtures, neo4j_fixtures
from servers.fuseki_fixtures import fuseki, fuseki_server_url, own_fuseki
from servers.leaving_out import leave_out
from servers.neo4j_fixtures import neo4j_server_url, neo4j_url, new_neo4j_url, own_neo4j

# Fixtures are found by their names here.
__all__ = ["fuseki", "fuseki_server_url", "neo4j_server_url", "neo4j_url", "new_neo4j_url", "own_fuseki", "own_neo4j"]

SHARED = Path(__file__).resolve().parents[2] / "shared"

# By mark: what its tests need, and what of it is missing here, in words (None: nothing).
LACKS = {
    "shared": (
        "material that a clone does not have",
        lambda: None if (SHARED / "monographs").is_dir() else f"{SHARED} is not there",
    ),
    "neo4j": ("a Neo4j server (Java 17 and Maven, or SGRAPH_TEST_NEO4J)", neo4j_fixtures.missing),
    "fuseki": ("an Apache Jena Fuseki server (Java 17 and Maven)", fuseki_fixtures.missing),
}


def pytest_configure() -> None:
    """Begin with the usual answers to signals: what starts us in the background (`make test &`, nohup) has them ignored, and
    that is inherited by the commands that the tests interrupt.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regenerate` writes present outputs into golden files, to be read before they are committed."""
    parser.addoption("--regenerate", action="store_true", help="write present outputs into golden files")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this machine cannot run; in CI that is a failure."""
    leave_out(config, items, LACKS)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The read-only material beside the checkout."""
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _no_added_ontologies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a developer has added to the vocabulary changes no test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGRAPH_DATA", str(tmp_path_factory.mktemp("added")))
        yield
