"""The starter of test servers: what it gives is a Neo4j that is empty for each test."""

import subprocess
from pathlib import Path

import pytest
from servers.neo4j_fixtures import driver_of

pytestmark = pytest.mark.neo4j
SCRIPT = Path(__file__).parent / "servers" / "neo4j"


@pytest.mark.parametrize("visit", [1, 2])
def test_each_test_has_an_empty_database(neo4j_url: str, visit: int) -> None:
    with driver_of(neo4j_url) as driver:
        assert driver.execute_query("MATCH (n) RETURN count(n)").records[0][0] == 0
        driver.execute_query("CREATE (:Left {by: $visit})", visit=visit)


def test_a_new_database_has_no_schema(new_neo4j_url: str) -> None:
    with driver_of(new_neo4j_url) as driver:
        assert driver.execute_query("SHOW CONSTRAINTS").records == []


def test_a_wrong_command_says_how_it_is_used() -> None:
    done = subprocess.run([SCRIPT, "dance"], capture_output=True, text=True, check=False)
    assert (done.returncode, "usage: neo4j start DIR" in done.stderr) == (2, True)
