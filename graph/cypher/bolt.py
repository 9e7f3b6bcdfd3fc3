"""The Bolt adapter: one connection to a property-graph engine, whichever serves it. Reads under limits, writes in transactions.

Place in the flow: the private engine and a Neo4j server are both spoken to through this class. The official driver is imported
when the first connection is made.
"""

import contextlib
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from graph.cypher.bolt_errors import Gone, as_our_error
from graph.cypher.columns import columns_of
from graph.cypher.values import plain
from graph.errors import EngineMissing, QueryError, QueryTimeout, StoreError
from graph.store import Table

T = TypeVar("T")

CONNECT_S: Final = 10.0
GRACE_S: Final = 0.5
LOOK_S: Final = 600.0  # for a look-up of ours: none takes so long but on a server that hangs
RETRY_S: Final = 15.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where and as whom: `uri` bolt://… or neo4j://…; no user: none is named; `database` None is the server's default one."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str | None = None


class BoltConnection:
    """A pool of connections as one user. Any thread may use it.

    `end_query(marker)`: asked to end the query that holds `marker`, where the server does not end it by itself when its time is
    over. `kill`: asked to end the server when that did not help either. `causal`: each session sees what the ones before it
    wrote, whichever member of a cluster it reaches. `retry_s`: how long work in a managed transaction is tried again.
    """

    def __init__(
        self,
        address: Address,
        *,
        end_query: Callable[[str], object] | None = None,
        kill: Callable[[], object] | None = None,
        causal: bool = False,
        retry_s: float = RETRY_S,
    ) -> None:
        self._end_query = end_query
        self._kill = kill
        self._driver = _driver(address, retry_s)
        self._settings: dict[str, Any] = {"database": address.database}
        if causal:
            from neo4j import GraphDatabase

            self._settings["bookmark_manager"] = GraphDatabase.bookmark_manager()

    def check(self) -> None:
        """Raise StoreError now, without trying again, where the server is not there or refuses us."""
        from neo4j import READ_ACCESS

        try:
            with self._session(READ_ACCESS) as session:
                session.run("RETURN 1").consume()
        except _driver_errors() as error:
            raise as_our_error(error, "", 0.0) from error

    def read(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout_s: float,
        limit: int,
        hidden: frozenset[str] = frozenset(),
    ) -> Table:
        """Answer a query that reads, in at most `timeout_s` seconds and `limit` rows. `hidden`: properties that answers leave out.

        Raises QueryError with the place of the fault, QueryRefused where the server forbids it, QueryTimeout, or Gone where
        the server does not answer.
        """
        from neo4j import READ_ACCESS, Query

        marker = f"sgraph-{secrets.token_hex(8)}"
        watch = _Watch(self, marker, timeout_s)
        text = Query(f"{query}\n//{marker}", timeout=timeout_s)
        try:
            with watch, self._session(READ_ACCESS, fetch_size=min(1000, limit + 1)) as session:
                result = session.run(text, dict(parameters or {}))
                columns = tuple(result.keys())
                rows: list[tuple[Any, ...]] = []
                for record in result:
                    if len(rows) == limit:
                        self._cut(session, marker)
                        return Table(columns, tuple(rows), truncated=True)
                    rows.append(tuple(plain(value, hidden) for value in record.values()))
                return Table(columns or columns_of(query), tuple(rows))
        except (TypeError, OverflowError, ValueError, UnicodeEncodeError) as error:
            raise QueryError(f"A parameter cannot be sent: {error}") from error
        except _driver_errors() as error:
            if watch.over:
                raise QueryTimeout(timeout_s) from error
            raise as_our_error(error, query, timeout_s) from error

    def write(self, work: "Callable[[Any], T]") -> T:
        """Run `work(transaction)` in one managed transaction, again after a transient fault. Raises Gone, StoreError."""
        from neo4j import WRITE_ACCESS

        try:
            with self._session(WRITE_ACCESS) as session:
                done: T = session.execute_write(work)
                return done
        except _driver_errors() as error:
            raise as_our_error(error, "", 0.0) from error

    def look(self, query: str, **parameters: Any) -> list[Any]:
        """The records of a look-up of ours, in one managed transaction that reads. Raises Gone, StoreError."""
        from neo4j import READ_ACCESS, unit_of_work

        @unit_of_work(timeout=LOOK_S)
        def work(tx: Any) -> list[Any]:
            return list(tx.run(query, parameters))

        try:
            with self._session(READ_ACCESS) as session:
                records: list[Any] = session.execute_read(work)
                return records
        except _driver_errors() as error:
            raise as_our_error(error, query, LOOK_S) from error

    def command(self, text: str) -> list[dict[str, Any]]:
        """Run one statement outside of a transaction, as schema commands want it."""
        from neo4j import WRITE_ACCESS

        try:
            with self._session(WRITE_ACCESS) as session:
                rows: list[dict[str, Any]] = session.run(text).data()
                return rows
        except _driver_errors() as error:
            raise as_our_error(error, text, 0.0) from error

    def wait_ready(self, limit_s: float, alive: Callable[[], bool]) -> None:
        """Return when the database answers. Gone after `limit_s` seconds, or as soon as `alive()` is false."""
        limit = time.monotonic() + limit_s
        while True:
            try:
                self.read("RETURN 1", timeout_s=CONNECT_S, limit=1)
            except (StoreError, QueryError, QueryTimeout):  # the database may be made a moment after the port opens
                if not alive() or time.monotonic() > limit:
                    raise Gone("The Cypher engine does not answer.") from None
                time.sleep(0.02)
            else:
                return

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def end(self, marker: str) -> None:
        """Ask the server to end the query that holds `marker`."""
        if self._end_query is not None:
            self._end_query(marker)

    def kill(self) -> None:
        """End the server, where it is ours."""
        if self._kill is not None:
            self._kill()

    @contextlib.contextmanager
    def _session(self, mode: str, fetch_size: int = 1000) -> Iterator[Any]:
        with self._driver.session(default_access_mode=mode, fetch_size=fetch_size, **self._settings) as session:
            yield session

    def _cut(self, session: Any, marker: str) -> None:
        """Leave an answer that has more rows than wanted, without letting the server make them all.

        The server is asked from a thread: it answers only when the query, which waits for this session, has ended.
        """
        threading.Thread(target=self.end, args=(marker,), daemon=True).start()
        with contextlib.suppress(*_driver_errors()):
            session.close()


class _Watch:
    """Ends a read that is over its time: asks the server first, then, when the read still waits, ends the server."""

    def __init__(self, connection: BoltConnection, marker: str, timeout_s: float) -> None:
        self.over = False
        self._connection = connection
        self._marker = marker
        self._timeout_s = timeout_s
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        self._done.set()
        if kind is not None and issubclass(kind, KeyboardInterrupt):
            self._connection.end(self._marker)

    def _run(self) -> None:
        if self._done.wait(self._timeout_s):
            return
        self.over = True
        self._connection.end(self._marker)
        if not self._done.wait(GRACE_S):
            self._connection.kill()


def _driver(address: Address, retry_s: float) -> Any:
    try:
        import neo4j
    except ImportError as error:
        raise EngineMissing("Cypher needs the neo4j driver: pip install 'syndrome-graph[cypher]'.") from error
    logging.getLogger("neo4j").addHandler(logging.NullHandler())
    logging.getLogger("neo4j.notifications").setLevel(logging.CRITICAL)  # advice on our own queries is nobody's news
    return neo4j.GraphDatabase.driver(
        address.uri,
        auth=(address.user, address.password) if address.user else None,
        connection_timeout=CONNECT_S,
        connection_acquisition_timeout=CONNECT_S,
        max_transaction_retry_time=retry_s,
        telemetry_disabled=True,
        user_agent="syndrome-graph",
    )


def _driver_errors() -> tuple[type[Exception], ...]:
    from neo4j.exceptions import DriverError, Neo4jError

    return DriverError, Neo4jError
