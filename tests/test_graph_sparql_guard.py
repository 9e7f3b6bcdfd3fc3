"""What a user's SPARQL may not do, however it is written; and what must still be allowed."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from graph_samples import first_document
from hypothesis import given
from hypothesis import strategies as st

from graph.embedded import sparql_pool
from graph.embedded.sparql_guard import MAX_CHARS, MAX_DEPTH, GuardedQuery, guard_sparql
from graph.embedded.sparql_pool import SparqlPool
from graph.embedded.store import EmbeddedStore
from graph.errors import QueryError, QueryRefused, QueryTimeout

KNOWN = "https://w3id.org/syndrome-graph/document/1"


def guard(query: str) -> GuardedQuery:
    return guard_sparql(query, lambda iri: iri == KNOWN)


# {0} is an address that would be asked.
REACHES_OUT = (
    "SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SeRvIcE<{0}>{{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE#c\n<{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE\t\n <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICESILENT<{0}> {{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "BASE <{0}> SELECT * {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?g {{ <{0}> }} SERVICE ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?g {{ <{0}> }} SERVICE?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p 1SERVICE<{0}> {{ ?a ?b ?c }} }}",
    "SELECT * {{ ?s ?p ?o FILTER(?o<?p)SERVICE#>\n<{0}>{{ ?a ?b ?c }} }}",
    'SELECT * {{ ?s ?p ?o FILTER(?o<?p)#>"""\nSERVICE <{0}> {{ ?a ?b ?c }}\n#"""\n}}',
    "SELECT * {{ ?s ?p ?o FILTER(?o<?p#>'''\n) SERVICE <{0}> {{ ?a ?b ?c }}\n#'''\n}}",
    "SELECT * {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERV\\u0049CE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ \\U00000053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }}",
    "ASK {{ FILTER EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "DESCRIBE ?s {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
)


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server that notes who calls."""
    calls: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            calls.append(self.path)
            self.send_response(500)
            self.end_headers()

        do_GET = do_POST  # noqa: N815

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/sparql", calls
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("query", REACHES_OUT)
def test_service_is_refused_however_it_is_hidden(query: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE"):
        guard(query.format("http://127.0.0.1:9/"))


def test_the_listener_is_really_called_by_a_bare_engine(listener: tuple[str, list[str]]) -> None:
    """So that the next test can fail."""
    address, calls = listener
    store = pyoxigraph.Store()
    with pytest.raises(OSError, match="500"):
        list(store.query(REACHES_OUT[0].format(address)))  # type: ignore[arg-type]
    assert calls
    calls.clear()


@pytest.mark.parametrize("query", REACHES_OUT)
def test_nothing_leaves_the_machine(loaded: EmbeddedStore, listener: tuple[str, list[str]], query: str) -> None:
    address, calls = listener
    with pytest.raises(QueryError):
        loaded.sparql(query.format(address), timeout_s=5)
    assert calls == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'at your disservice.' }",
        "SELECT * { <https://example.org/service> ?p ?o }",
        "SELECT * { <https://example.org/service/x> ?p ?o }",
        "# delete nothing\nSELECT * { ?s ?p 'INSERT DATA' }",
        "PREFIX insert: <urn:x:> SELECT ?load { ?load insert:delete ?drop }",
        f"SELECT * FROM <{KNOWN}> {{ ?s ?p ?o }}",
        "SELECT * FROM sg:document\\/1 { ?s ?p ?o }",
        "ASK { ?s ?p ?o FILTER(?o < 3 && 2 > ?o) }",
        "DESCRIBE <urn:x>",
    ],
)
def test_what_only_looks_dangerous_passes(query: str) -> None:
    assert guard(query).text == query


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> 1 }",
        "  # comment\n delete where { ?s ?p ?o }",
        "PREFIX a: <urn:a#x> BASE <urn:b> INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
        "LOAD SILENT <file:///etc/passwd> INTO GRAPH <urn:g>",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <urn:g>",
        "COPY DEFAULT TO <urn:g>",
        "MOVE DEFAULT TO <urn:g>",
        "ADD DEFAULT TO <urn:g>",
    ],
)
def test_updates_are_refused(query: str) -> None:
    with pytest.raises(QueryRefused, match="only read"):
        guard(query)


@pytest.mark.parametrize(
    "dataset",
    [
        "FROM <file:///etc/passwd>",
        "FROM NAMED <http://127.0.0.1:9/>",
        "from\n<urn:other>",
        "FROM NAMED sg:other",
        f"FROM <{KNOWN}> FROM <urn:x>",
    ],
)
def test_graphs_from_outside_are_refused(dataset: str) -> None:
    with pytest.raises(QueryRefused, match="not a graph of this store"):
        guard(f"SELECT * {dataset} {{ ?s ?p ?o }}")


@pytest.mark.parametrize("iri", ["file:///etc/passwd", "https://w3id.org/syndrome-graph/document/2"])
def test_the_protocols_dataset_is_checked_too(iri: str) -> None:
    with pytest.raises(QueryRefused):
        guard_sparql("ASK {}", lambda known: known == KNOWN, [KNOWN], [iri])


@pytest.mark.parametrize("opening", ["(", "{", "["])
def test_deep_nesting_is_refused_before_any_parser(opening: str) -> None:
    with pytest.raises(QueryRefused, match="nested"):
        guard("SELECT * " + opening * (MAX_DEPTH + 1))


def test_long_queries_are_refused() -> None:
    with pytest.raises(QueryRefused, match="longer"):
        guard("ASK {}" + " " * MAX_CHARS)


def test_a_nul_is_refused() -> None:
    with pytest.raises(QueryRefused, match="NUL"):
        guard("ASK {}\x00")


@given(st.text(max_size=60))
def test_any_text_passes_or_is_refused(text: str) -> None:
    """The guard itself never fails."""
    try:
        guard(text)
    except QueryRefused:
        return


@given(st.text(alphabet="SELECT*{}()<>#\"'\\?:u0 \nservi", max_size=200))
def test_no_text_hides_the_keyword(text: str) -> None:
    with pytest.raises(QueryRefused):
        guard(text[:100] + "SERVICE <urn:x> {}" + text[100:])


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("guard") / "s.kg", create=True) as store:
        store.add(first_document())
        yield store


def doubled(times: int) -> str:
    """A query that makes a text of 2^times letters."""
    steps = " ".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1})" for n in range(times))
    return f"SELECT (STRLEN(?a{times}) AS ?n) {{ BIND('x' AS ?a0) {steps} }}"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }",
        "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY RAND()",
    ],
)
def test_a_runaway_is_really_ended(loaded: EmbeddedStore, query: str) -> None:
    with pytest.raises((QueryTimeout, QueryError)):
        loaded.sparql(query, timeout_s=0.7)
    assert loaded.sparql("ASK {}").boolean is True


def test_a_query_that_takes_all_memory_ends_alone(loaded: EmbeddedStore) -> None:
    with pytest.raises((QueryError, QueryTimeout)):
        loaded.sparql(doubled(40), timeout_s=20)
    assert loaded.sparql("ASK {}").boolean is True


def test_a_crash_of_the_engine_is_an_error_of_the_query(loaded: EmbeddedStore) -> None:
    """Past the guard, as if it had a hole: the parser overflows its stack, in the worker."""
    pool = SparqlPool()
    crash = GuardedQuery("SELECT * WHERE " + "{" * 200_000)
    with pytest.raises(QueryError, match=r"ended the engine \(SIG[A-Z]+\)"):
        pool.ask(loaded.refresh_sparql(), crash, timeout_s=20, limit=1, form="table")
    reply = pool.ask(loaded.refresh_sparql(), GuardedQuery("ASK {}"), timeout_s=20, limit=1, form="table")
    assert reply == {"kind": "boolean", "boolean": True}
    pool.close()


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ("SELECT ?x { ?x zz:a 1 }", "the prefix zz: is not declared"),
        ("SELECT ?x { ?x a ?y", "it breaks off"),
        ("SELECT ?x WHER { ?x a ?y }", "near WHER"),
        ("", "it breaks off"),
        ("SELECT ?x { ?x a 5y }", "a part of it is no SPARQL, as its end shows"),
        ("SELECT (COUNT(*) AS ?n) ?x { ?x a ?y }", "The SELECT contains a variable that is unbound"),
        ("ASK {} ; INSERT DATA { <a:a> <a:a> <a:a> }", "near INSERT DATA"),
        ("SELECT ?x {\n  ?x a ?y ; ; .\n  ?y ? ?z }", "line 3"),
    ],
)
def test_a_malformed_query_says_where(loaded: EmbeddedStore, query: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        loaded.sparql(query)
    assert hint in str(caught.value)
    assert caught.value.line is not None
    assert caught.value.column is not None


def test_more_triples_than_the_limit_are_refused(loaded: EmbeddedStore) -> None:
    with pytest.raises(QueryRefused, match="more than 5 triples"):
        loaded.sparql("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", limit=5)


def test_a_big_answer_keeps_to_its_rows(loaded: EmbeddedStore) -> None:
    table = loaded.sparql("SELECT * { ?a ?b ?c . ?d ?e ?f }", limit=2_000).table
    assert table is not None
    assert (len(table.rows), table.truncated) == (2_000, True)


def test_all_workers_busy_is_a_timeout_not_a_hang(loaded: EmbeddedStore) -> None:
    pool = SparqlPool()
    snapshot = loaded.refresh_sparql()
    slow = GuardedQuery("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }")

    def run() -> None:
        with pytest.raises(QueryTimeout):
            pool.ask(snapshot, slow, timeout_s=2, limit=1, form="table")

    threads = [threading.Thread(target=run) for _ in range(sparql_pool.MAX_WORKERS)]
    for thread in threads:
        thread.start()
    with pytest.raises(QueryTimeout):
        pool.ask(snapshot, slow, timeout_s=0.3, limit=1, form="table")
    for thread in threads:
        thread.join()
    pool.close()


def test_queries_see_no_files(loaded: EmbeddedStore, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:secret> <urn:p> 1 .")
    query = f"SELECT ?p {{ GRAPH <{secret.as_uri()}> {{ <urn:secret> ?p ?o }} }}"
    table = loaded.sparql(query).table
    assert table is not None
    assert table.rows == ()
