"""The W3C's SPARQL 1.1 Protocol manifest: its query tests, and that its updates are refused, over our endpoint."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pytest
import rdflib
from api_client import Client
from rdflib.collection import Collection

from api.http.app import create_app
from graph.embedded.sparql_answers import sparql_results
from graph.embedded.sparql_guard import guard_sparql
from graph.embedded.sparql_pool import SparqlPool
from graph.store import Store

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
MANIFEST = rdflib.Namespace("http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#")
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"

pytestmark = pytest.mark.shared


@dataclass(frozen=True, slots=True)
class Graphs:
    """A store of fixed named graphs: what of the port the SPARQL route calls, by the guard and workers of the embedded store."""

    snapshot: Path
    names: frozenset[str]
    pool: SparqlPool = field(default_factory=SparqlPool)

    def documents(self) -> Iterator[Any]:
        return iter(())

    def sparql_results(
        self, query: str, *, timeout_s: float, limit: int, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> tuple[Mapping[str, Any], bool]:
        guarded = guard_sparql(query, self.names.__contains__, default_graphs, named_graphs)
        return sparql_results(self.pool.ask(self.snapshot, guarded, timeout_s=timeout_s, limit=limit, form="json"), query)


@pytest.fixture(scope="module")
def manifest(shared: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(shared / "eval" / "w3c-sparql-protocol" / "manifest.ttl")


@pytest.fixture(scope="module")
def client(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    place = tmp_path_factory.mktemp("w3c") / "snapshot"
    engine = ox.Store(str(place))
    for number in (1, 2, 3):
        file = shared / "eval" / "w3c-sparql-protocol" / f"data{number}.nt"
        engine.load(path=file, format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(DATA.format(number)))
    engine.flush()
    del engine
    # data0 is named by some requests and has no data: an empty graph.
    graphs = Graphs(place, frozenset(DATA.format(number) for number in range(4)))
    yield Client(create_app(cast(Store, graphs)))
    graphs.pool.close()


def requests_of(manifest: rdflib.Graph, test: str) -> Iterator[tuple[str, str, dict[str, str], bytes, rdflib.term.Node]]:
    """Method, URL, headers, body and expected response of each request of a test."""
    action = manifest.value(MANIFEST[test], MF.action)
    head = manifest.value(action, HT.requests)
    assert head is not None
    for request in Collection(manifest, head):
        fields = manifest.value(request, HT.headers)
        headers = {
            str(manifest.value(field, HT.fieldName)): str(manifest.value(field, HT.fieldValue))
            for field in (Collection(manifest, fields) if fields else ())
        }
        body = manifest.value(request, HT.body)
        encoding = str(manifest.value(body, CNT.characterEncoding) or "utf-8") if body else "utf-8"
        content = str(manifest.value(body, CNT.chars)).encode(encoding) if body else b""
        response = manifest.value(request, HT.resp)
        assert response is not None
        method, path = str(manifest.value(request, HT.methodName)), str(manifest.value(request, HT.absolutePath))
        yield method, path, headers, content, response


QUERIES = [
    "query_post_form",
    "query_dataset_default_graphs_get",
    "query_dataset_default_graphs_post",
    "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get",
    "query_dataset_full",
    "query_multiple_dataset",
    "query_get",
    "query_content_type_select",
    "query_content_type_ask",
    "query_content_type_describe",
    "query_content_type_construct",
    "query_post_direct",
    "bad_query_method",
    "bad_multiple_queries",
    "bad_query_wrong_media_type",
    "bad_query_missing_form_type",
    "bad_query_missing_direct_type",
    "bad_query_non_utf8",
    "bad_query_syntax",
    "bad_update_get",
    "bad_multiple_updates",
    "bad_update_wrong_media_type",
    "bad_update_missing_form_type",
    "bad_update_non_utf8",
    "bad_update_syntax",
    "bad_update_dataset_conflict",
]
UPDATES = [
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
]


@pytest.mark.parametrize("test", QUERIES)
def test_the_manifest_is_met(manifest: rdflib.Graph, client: Client, test: str) -> None:
    for method, path, headers, content, expected in requests_of(manifest, test):
        response = client.request(method, path, headers=headers, content=content)
        classes = {str(status)[-3] for status in manifest.objects(expected, MF.expectedStatus)}
        assert str(response.status_code)[0] in classes, response.text
        wanted = manifest.value(expected, MF.expectedFormat)
        if wanted is not None:
            media_type = response.headers["content-type"].partition(";")[0]
            graph = media_type in ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json")
            assert graph == (str(wanted) == "RDF")
        truth = manifest.value(expected, MF.expectedBoolean)
        if truth is not None:
            assert response.json()["boolean"] == truth.toPython()  # type: ignore[attr-defined]


@pytest.mark.parametrize("test", UPDATES)
def test_updates_of_the_manifest_are_refused(manifest: rdflib.Graph, client: Client, test: str) -> None:
    method, path, headers, content, _ = next(requests_of(manifest, test))
    assert client.request(method, path, headers=headers, content=content).status_code == 403


def test_every_test_of_the_manifest_is_run(manifest: rdflib.Graph) -> None:
    listed = {str(test).removeprefix(MANIFEST) for test in manifest.subjects(rdflib.RDF.type, MF.ProtocolTest)}
    assert listed == {*QUERIES, *UPDATES}
    assert len(listed) == 34
