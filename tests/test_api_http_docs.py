"""`/docs` from our own files: vendored files are what they were, and no page names another host."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import cast

import pytest
from api_client import Client

from api.http.app import create_app
from api.http.docs import STATIC
from api.http.guards import CONTENT_POLICY
from graph.store import Store

VENDOR = STATIC / "vendor"


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(create_app(cast(Store, None)))  # these pages read no store


def test_vendored_files_are_those_of_their_release() -> None:
    listed = tomllib.loads((VENDOR / "VENDOR.toml").read_text())
    named = {
        VENDOR / package["folder"] / name: digest for package in listed.values() for name, digest in package["sha256"].items()
    }
    present = {file for file in VENDOR.rglob("*") if file.is_file()} - {VENDOR / "VENDOR.toml"}
    assert present == set(named)
    assert {file: hashlib.sha256(file.read_bytes()).hexdigest() for file in present} == named
    assert all(package["version"] and package["licence"] for package in listed.values())


def test_the_page_and_all_it_names_come_from_here(client: Client) -> None:
    page = client.get("/docs")
    assert page.headers["content-security-policy"] == CONTENT_POLICY
    assert "default-src 'none'" in CONTENT_POLICY
    places = re.findall(r'(?:src|href|data-description)="([^"]+)"', page.text)
    assert len(places) == 5
    for place in places:
        if not place.startswith("data:"):
            assert place.startswith("/")
            assert client.get(place).status_code == 200, place
    assert "http" not in re.sub(r"<title>.*?</title>", "", page.text)


def test_no_file_of_ours_fetches_from_elsewhere() -> None:
    own = [file for file in STATIC.rglob("*") if file.is_file() and VENDOR not in file.parents]
    assert own
    for file in [*own, *Path(STATIC).rglob("*.css")]:
        text = file.read_text()
        assert not re.search(r"@import|url\(\s*['\"]?https?:|(?:src|href)\s*=\s*['\"]https?:", text), file
    assert all("//" not in line.partition("// ")[0] for file in own for line in file.read_text().splitlines())


def test_the_page_works_below_a_proxy_s_path(client: Client) -> None:
    page = Client(client.app, root_path="/graph").get("/docs").text
    assert 'src="/graph/static/vendor/swagger-ui/swagger-ui-bundle.js"' in page
    assert 'data-description="/graph/openapi.json"' in page


@pytest.mark.parametrize("root_path", ["", "/graph"])
def test_the_bare_address_leads_to_the_page(client: Client, root_path: str) -> None:
    answer = Client(client.app, root_path=root_path).get("/")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{root_path}/docs")


def test_the_validator_of_elsewhere_is_off() -> None:
    assert "validatorUrl: null" in (STATIC / "docs.js").read_text()
