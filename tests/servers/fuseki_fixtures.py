"""Fixtures of tests that need a real Apache Jena Fuseki: one server a session, started when the first test asks, empty for each."""

import base64
import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from servers import java
from servers.fuseki_server import PASSWORD, USER, WRITABLE, FusekiServer, prepare


def missing() -> str | None:
    """Why no Fuseki can be had here, in words, or None."""
    return java.missing()


def update(server: str, dataset: str, text: str) -> None:
    """Run a SPARQL update on a dataset of a server, by nothing of the program's own."""
    _post(f"{server}/{dataset}/update", "application/sparql-update", text)


def ask(server: str, dataset: str, pattern: str) -> bool:
    """Whether a pattern holds in a dataset, by nothing of the program's own."""
    answer = _post(f"{server}/{dataset}/query", "application/sparql-query", f"ASK {{ {pattern} }}")
    return bool(json.loads(answer)["boolean"])


def _post(url: str, kind: str, text: str) -> bytes:
    login = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    headers = {"Content-Type": kind, "Accept": "application/sparql-results+json", "Authorization": f"Basic {login}"}
    with urllib.request.urlopen(urllib.request.Request(url, text.encode(), headers), timeout=60) as answer:
        body: bytes = answer.read()
    return body


@pytest.fixture(scope="session")
def fuseki_server_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the session's server. What its datasets hold belongs to whichever test ran before."""
    home = tmp_path_factory.mktemp("fuseki")
    # Its standard input is our pipe: however this process ends, the server sees the end of the pipe and ends too.
    command = [sys.executable, str(Path(__file__).parent / "fuseki"), "run", str(home)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True) as runner:
        assert runner.stdout is not None
        said = runner.stdout.readline().split()
        if not said:
            raise java.ServerError(f"Fuseki did not start; see above and {home / 'server.log'}.")
        yield said[0]
        runner.communicate(timeout=60)  # closes its input and waits


@pytest.fixture
def fuseki(fuseki_server_url: str) -> str:
    """The address of a server whose datasets (servers.fuseki_server) are empty."""
    for dataset in WRITABLE:
        if ask(
            fuseki_server_url, dataset, "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
        ):  # a commit costs more than a question
            update(fuseki_server_url, dataset, "DROP ALL")
    return fuseki_server_url


@pytest.fixture(scope="module")
def own_fuseki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FusekiServer]:
    """A server of a test module's own, for tests that kill it and start it again."""
    server = prepare(tmp_path_factory.mktemp("own-fuseki"))
    server.start()
    try:
        yield server
    finally:
        server.stop()
