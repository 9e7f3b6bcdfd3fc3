"""What `docker compose up` would start is what the tests start, and what the images copy is there. No engine runs here."""

import re
from pathlib import Path

import pytest
from servers import fuseki_server, neo4j_server
from sgraph_command import sgraph

ROOT = Path(__file__).resolve().parents[1]


def test_the_servers_are_those_of_the_tests() -> None:
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    image = re.search(r"image: neo4j:(\S+)-community", compose)
    assert image is not None
    assert neo4j_server.VERSION.startswith(f"{image[1]}.")
    fuseki = (ROOT / "docker" / "fuseki" / "Dockerfile").read_text("utf-8")
    assert f"jena-fuseki-server:{fuseki_server.VERSION} " in fuseki


def test_every_port_is_open_to_this_machine_alone() -> None:
    compose = (ROOT / "docker-compose.yml").read_text("utf-8")
    ports = re.findall(r'- "(\S+:\d+)"', compose)
    assert len(ports) == 4
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_what_the_image_copies_is_there() -> None:
    lines = re.findall(r"^COPY (.+) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    sources = [name for line in lines for name in line.split()]
    assert "api" in sources
    assert [name for name in sources if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("url", ["sparql+http://me:hunter2@host:3030/ds", "bolt://me:hunter2@host"])
def test_doctor_shows_a_servers_url_without_its_password(url: str) -> None:
    ended = sgraph("doctor", "--store", url)
    assert "host" in ended.out
    assert "hunter2" not in ended.out + ended.err
