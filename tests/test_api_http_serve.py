"""`sgraph serve` as a process: it answers, others write meanwhile and it sees it, and it ends cleanly."""

import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sgraph_command import COMMAND, EXAMPLES, environment, refused, sgraph


@contextmanager
def serving(store: Path, *options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The address and the process of a running service on a free port."""
    process = subprocess.Popen(
        [COMMAND, "serve", "--port", "0", "--store", store, *options], stderr=subprocess.PIPE, text=True, env=environment()
    )
    assert process.stderr is not None
    try:
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stderr.readline())
        assert found
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                get(f"{found[0]}/healthz")
                break
            except urllib.error.URLError:
                time.sleep(0.05)
        yield found[0], process
    finally:
        process.kill()
        process.wait()
        process.stderr.close()


def get(url: str, **headers: str) -> Any:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=20) as response:
        return json.load(response)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("serve") / "s.kg"
    assert sgraph("load", EXAMPLES / "opsoclonus-myoclonus.txt", "--store", place).code == 0
    return place


def test_other_processes_read_and_write_while_it_serves(store: Path) -> None:
    count = "SELECT (COUNT(DISTINCT ?d) AS ?n) WHERE { ?e prov:wasDerivedFrom ?d }"
    ask = f"/sparql?query={urllib.request.quote(count)}"  # type: ignore[attr-defined]
    with serving(store) as (url, process):
        assert get(url + "/api/v1/stats")["documents"] == 1
        assert get(url + ask)["results"]["bindings"][0]["n"]["value"] == "1"
        for command in (("related", "dancing eye syndrome"), ("sparql", "ASK {}"), ("cypher", "RETURN 1")):
            assert sgraph(*command, "--store", store).code == 0
        assert sgraph("load", EXAMPLES / "dravet.txt", "--store", store).code == 0
        assert get(url + "/api/v1/stats")["documents"] == 2
        assert get(url + ask)["results"]["bindings"][0]["n"]["value"] == "2"
        assert get(url + "/api/v1/entities/Dravet%20syndrome")["relations"]
        statement = {"statement": "MATCH (d:Document) RETURN count(d) AS n"}
        request = urllib.request.Request(
            url + "/db/neo4j/query/v2", json.dumps(statement).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as response:
            assert (response.status, json.load(response)["data"]["values"]) == (202, [[2]])
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0
    sgraph("doctor", "--stop-child", "--store", store)


def test_ctrl_c_ends_it_and_its_workers(store: Path) -> None:
    with serving(store) as (url, process):
        get(url + "/sparql?query=ASK%20%7B%7D")
        workers = children_of(process.pid)
        assert workers
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=15) == 130
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert not any(Path(f"/proc/{worker}/stat").exists() for worker in workers)


def children_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True).stdout
    return [int(number) for number in listed.split()]


def test_rdflib_asks_it_as_any_sparql_endpoint(store: Path) -> None:
    import rdflib

    with serving(store) as (url, _):
        remote = rdflib.Graph("SPARQLStore")
        remote.open(f"{url}/sparql")
        query = "SELECT ?label WHERE { ?s sg:treatedBy/rdfs:label ?label }"
        prefixes = "PREFIX sg: <https://w3id.org/syndrome-graph/>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
        labels = {str(row[0]) for row in remote.query(prefixes + query)}  # type: ignore[index]
        assert {"corticosteroid", "corticotropin"} <= labels
        oms = rdflib.URIRef("http://purl.obolibrary.org/obo/MONDO_0015247")
        treatments = set(remote.objects(oms, rdflib.URIRef("https://w3id.org/syndrome-graph/treatedBy")))
        assert rdflib.URIRef("http://purl.obolibrary.org/obo/CHEBI_3892") in treatments
        remote.close()


def test_requests_for_another_host_are_refused(store: Path) -> None:
    with serving(store, "--allow-host", "graph.example") as (url, _):
        assert get(url + "/healthz", Host="graph.example") == {"status": "ok"}
        with pytest.raises(urllib.error.HTTPError) as refusal:
            get(url + "/healthz", Host="evil.example")
        assert refusal.value.code == 421
        refusal.value.close()


def test_a_query_that_is_too_long_for_us_is_refused_by_us(store: Path) -> None:
    with serving(store) as (url, _):
        with pytest.raises(urllib.error.HTTPError) as refusal:
            get(f"{url}/sparql?query={'%20' * 40_000}")
        assert (refusal.value.code, refusal.value.headers["content-type"]) == (413, "application/problem+json")
        refusal.value.close()


def test_a_port_in_use_is_one_sentence(store: Path) -> None:
    with serving(store) as (url, _):
        refused(sgraph("serve", "--port", url.rpartition(":")[2], "--store", store), 1, "can't listen on", "--port")
