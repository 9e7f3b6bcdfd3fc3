"""Fixtures of tests that need a real Neo4j: one server a session, started when the first test asks, empty for each test.

SGRAPH_TEST_NEO4J may hold the URL of a server to use instead (`bolt://user:password@host:port`); it must be empty.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from servers import java
from servers.neo4j_server import Neo4jServer, prepare

OWN = "SGRAPH_TEST_NEO4J"
WIPE = (
    "MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS",
    "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS",
)


def missing() -> str | None:
    """Why no Neo4j can be had here, in words, or None."""
    return None if os.environ.get(OWN) else java.missing()


def driver_of(url: str) -> Any:
    """A driver of the official kind for a URL with user and password."""
    from neo4j import GraphDatabase

    parts = urlsplit(url)
    login = (unquote(parts.username or ""), unquote(parts.password or ""))
    return GraphDatabase.driver(f"{parts.scheme}://{parts.hostname}:{parts.port or 7687}", auth=login, telemetry_disabled=True)


def wipe(url: str, *, schema: bool = False) -> None:
    """Delete all nodes; with `schema` also the constraints and indexes, so that the database is as new."""
    with driver_of(url) as driver, driver.session() as session:
        for query in WIPE:
            session.run(query).consume()
        if not schema:
            return
        for (name,) in session.run("SHOW CONSTRAINTS YIELD name").values():
            session.run(f"DROP CONSTRAINT `{name}`").consume()
        for (name,) in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").values():
            session.run(f"DROP INDEX `{name}`").consume()


@pytest.fixture(scope="session")
def neo4j_server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL, with user and password, of the session's server. What is in it belongs to whichever test ran before."""
    if own := os.environ.get(OWN):
        with driver_of(own) as driver, driver.session() as session:
            if session.run("MATCH (n) RETURN n LIMIT 1").values():
                pytest.exit(f"The database that {OWN} names is not empty; the tests would delete what is in it.", 2)
        yield own
        wipe(own, schema=True)
        return
    home = tmp_path_factory.mktemp("neo4j")
    script = Path(__file__).parent / "neo4j"
    # Its standard input is our pipe: however this process ends, the server sees the end of the pipe and ends too.
    command = [sys.executable, str(script), "run", str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True) as runner:
        assert runner.stdout is not None
        said = runner.stdout.readline().split()
        if not said:
            raise java.ServerError(f"Neo4j did not start; see above and {home / 'logs'}.")
        yield said[0]
        runner.communicate(timeout=60)  # closes its input and waits


@pytest.fixture
def neo4j_url(neo4j_server_url: str) -> str:
    """The URL of a Neo4j that has no node (constraints and indexes of earlier tests may be there)."""
    wipe(neo4j_server_url)
    return neo4j_server_url


@pytest.fixture
def new_neo4j_url(neo4j_server_url: str) -> str:
    """The URL of a Neo4j that has neither nodes nor constraints nor indexes."""
    wipe(neo4j_server_url, schema=True)
    return neo4j_server_url


@pytest.fixture(scope="module")
def own_neo4j(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    """A server of a test module's own, for tests that kill it and start it again. Never the user's."""
    if (lack := java.missing()) is not None:
        pytest.fail(f"This test starts and kills a server of its own, and {lack}.")
    server = prepare(tmp_path_factory.mktemp("own-neo4j"))
    server.start()
    try:
        yield server
    finally:
        server.stop()
