"""The SPARQL 1.1 Protocol and the Graph Store Protocol, client side: queries, updates, one named graph. Finds its services out.

A dataset's services are where the address says, else the first of the usual places that answers. Results come as streams of
pyoxigraph's terms. What is no answer (a web page, an error, JSON that breaks off) raises one sentence.
"""

import math
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final, TypeVar, cast
from urllib.parse import quote, urlencode

import pyoxigraph
from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QueryResultsFormat, RdfFormat, Triple

from graph.endpoint.address import Address
from graph.endpoint.complaints import check_query, check_status, check_type, unreadable
from graph.endpoint.http import Client, DeadlineOver, Request, Response, shown
from graph.endpoint.layout import JOURNAL
from graph.endpoint.ntriples import read_ntriples
from graph.errors import QueryTimeout, StoreError

Term = NamedNode | BlankNode | Literal | None
Dataset = Sequence[tuple[str, str]]
Item = TypeVar("Item")

_PLACES: Final = {"query": ("/query", "/sparql", ""), "update": ("/update", "/statements", "")}
_GRAPH_STORES: Final = ("/data", "/store", "/rdf-graphs/service")
_PROBES: Final = {"query": b"ASK {}", "update": b"INSERT DATA {}"}
_TYPES: Final = {"query": "application/sparql-query", "update": "application/sparql-update"}
RESULT_TYPES: Final = ("application/sparql-results+json", "application/json")
_TRIPLES: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_ACCEPTED: Final = "application/sparql-results+json, application/n-triples, text/turtle;q=0.5, application/rdf+xml;q=0.3"
_NOT_HERE: Final = (400, 404, 405, 406, 415, 501)
_UPDATE_INACTIVE_S: Final = 1800.0  # a big document's commit
_MAX_BYTES: Final = 4 << 30


@dataclass(frozen=True, slots=True)
class Rows:
    """The names of the variables, and rows of terms in their order."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Term, ...]]


class Endpoint:
    """The services of one dataset. Any thread may use it."""

    def __init__(self, address: Address) -> None:
        self.name: Final = shown(address.base)
        self._address = address
        self._client = Client(address.authorization)
        given = {"query": address.query, "update": address.update}
        self._found = {name: url for name, url in given.items() if url is not None}
        self._graph_store = address.data  # None where it is to be found out, "" where there is none
        self._lock = threading.Lock()

    # -- reading

    def select(self, query: str) -> Iterator[tuple[Term, ...]]:
        """The rows of a SELECT of our own, in the order of its variables."""
        with self.asking(query) as response:
            results = self.results(response)
            if isinstance(results, bool):
                raise StoreError(f"{self.name} answers with a truth value where rows were asked for: it is no SPARQL endpoint.")
            yield from results.rows

    def ask(self, query: str) -> bool:
        """The answer to an ASK of our own."""
        with self.asking(query) as response:
            results = self.results(response)
            return results if isinstance(results, bool) else any(True for _ in results.rows)

    def construct(self, query: str) -> set[Triple]:
        """The triples of a CONSTRUCT of our own, each once."""
        with self.asking(query) as response:
            return set(self.triples(response))

    def graph(self, name: str) -> set[Triple]:
        """All triples of a named graph, by the Graph Store Protocol where the dataset has it."""
        url = self._graph_service()
        if not url:
            return self.construct(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
        with self._get(_with(url, [("graph", name)])) as response:
            if response.status == 404:  # a graph without triples is none
                return set()
            check_status(response, self.name, "graph store")
            return set(self.triples(response))

    def _get(self, url: str) -> Response:
        return self._client.send(Request(url, headers={"Accept": _ACCEPTED}, max_bytes=_MAX_BYTES))

    @contextmanager
    def asking(
        self, query: str, *, dataset: Dataset = (), timeout_s: float | None = None, query_lead: int = 0
    ) -> Iterator[Response]:
        """The successful answer to a query. `dataset`: parameters of the protocol that name its graphs.

        Raises QueryError where the server finds fault with the query, QueryTimeout where `timeout_s` is over, StoreError.
        """
        deadline = None if timeout_s is None else time.monotonic() + timeout_s
        # The protocol has no time limit, but many servers know this parameter, in seconds; ours ends first, with its own words.
        parameters = [*dataset, *([] if timeout_s is None else [("timeout", str(math.ceil(timeout_s) + 1))])]
        url, body, kind = self._service("query"), query.encode(), _TYPES["query"]
        if dataset:  # as a form: the names of many graphs would make the address too long
            body, kind = urlencode([("query", query), *parameters]).encode(), "application/x-www-form-urlencoded"
        else:
            url = _with(url, parameters)
        headers = {"Accept": _ACCEPTED, "Content-Type": kind}
        try:
            with self._client.send(Request(url, "POST", headers, body, deadline, _MAX_BYTES)) as response:
                check_query(response, query_lead, timeout_s)
                check_status(response, self.name, "query")
                yield response
        except DeadlineOver:
            raise QueryTimeout(timeout_s or 0.0) from None

    def results(self, response: Response) -> "Rows | bool":
        """The rows in an answer, read as they come, or the truth value in it."""
        check_type(response, self.name, RESULT_TYPES)
        try:
            results = pyoxigraph.parse_query_results(cast(IO[bytes], response), QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise unreadable(self.name, error) from None
        if isinstance(results, QueryBoolean):
            return bool(results)
        columns = tuple(variable.value for variable in results.variables)
        return Rows(columns, map(tuple, self._items(results, response)))

    def triples(self, response: Response) -> Iterator[Triple]:
        """The triples in an answer, read as they come."""
        check_type(response, self.name, tuple(_TRIPLES))
        form = _TRIPLES[response.media_type]
        if form == RdfFormat.N_TRIPLES:
            return self._items(read_ntriples(response.parts()), response)
        return (quad.triple for quad in self._items(pyoxigraph.parse(cast(IO[bytes], response), form), response))

    def _items(self, items: Iterable[Item], response: Response) -> Iterator[Item]:
        """What a parser of the engine gives, to the end of an answer that must not break off.

        The parser must go in the thread that made it: nothing may hold it longer, the frames of an error neither.
        """
        parser = iter(items)
        del items
        try:
            for item in parser:  # noqa: UP028  the parser is let go at the end
                yield item
        except SyntaxError as error:
            raise unreadable(self.name, error) from None
        except MemoryError:  # the engine's parsers hold no value of more than 16 MB
            raise StoreError(
                f"The answer of {self.name} has a value that is too long; ask for a part of it (SUBSTR)."
            ) from None
        finally:
            del parser
        response.readall()  # so that the connection serves again

    # -- writing

    def update(self, text: str) -> None:
        """Run an update request. StoreError where the server refuses it."""
        self._update(self._service("update"), text.encode())

    def put_graph(self, name: str, triples: str) -> bool:
        """Make a named graph of triples in N-Triples by the Graph Store Protocol. False where the dataset does not take it."""
        url = self._graph_service()
        if not url:
            return False
        headers = {"Content-Type": "application/n-triples", "Accept": "*/*"}
        request = Request(_with(url, [("graph", name)]), "PUT", headers, triples.encode(), inactive_s=_UPDATE_INACTIVE_S)
        with self._client.send(request) as response:
            if response.status in (403, *_NOT_HERE):
                return False
            check_status(response, self.name, "update")
            response.readall()
            return True

    def _update(self, url: str, body: bytes) -> None:
        headers = {"Content-Type": _TYPES["update"], "Accept": "*/*"}
        with self._client.send(Request(url, "POST", headers, body, inactive_s=_UPDATE_INACTIVE_S)) as response:
            check_status(response, self.name, "update")
            response.readall()

    # -- finding out

    def _service(self, name: str) -> str:
        """The address of the query or the update service. StoreError where none of the usual places has it."""
        with self._lock:
            if name not in self._found:
                self._found[name] = self._find(name)
            return self._found[name]

    def _find(self, name: str) -> str:
        page = False
        for place in _PLACES[name]:
            url: str = self._address.base + place
            headers = {"Accept": _ACCEPTED if name == "query" else "*/*", "Content-Type": _TYPES[name]}
            with self._client.send(Request(url, "POST", headers, _PROBES[name])) as response:
                if response.status in _NOT_HERE:
                    continue
                check_status(response, self.name, name)
                page = page or response.media_type == "text/html"
                if name == "update" or response.media_type in RESULT_TYPES:
                    response.readall()
                    return url
        if page:
            raise StoreError(f"{self.name} answers with web pages: it is no SPARQL endpoint, or its URL is another.")
        if name == "update":
            raise StoreError(
                f"{self.name} takes no updates; name its update service in the URL (?update=ADDRESS) if it has one."
            )
        raise StoreError(
            f"There is no SPARQL endpoint at {self.name}; name a dataset, such as sparql+http://localhost:3030/ds."
        )

    def _graph_service(self) -> str:
        """The address of the Graph Store Protocol's service, "" where none of the usual places knows the journal."""
        with self._lock:
            if self._graph_store is None:
                self._graph_store = self._find_graph_store()
            return self._graph_store

    def _find_graph_store(self) -> str:
        for place in _GRAPH_STORES:
            with self._get(_with(self._address.base + place, [("graph", JOURNAL.value)])) as response:
                if response.status == 200 and response.media_type in _TRIPLES:
                    response.readall()
                    return self._address.base + place
        return ""

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _with(url: str, parameters: Iterable[tuple[str, str]]) -> str:
    """The URL with more parameters."""
    added = urlencode(list(parameters), quote_via=quote)
    return f"{url}{'&' if '?' in url else '?'}{added}" if added else url
