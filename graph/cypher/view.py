"""The Cypher view of an embedded store: a private engine that follows the record and answers read-only queries.

The view stores the pair (identity, epoch) of the record that it has applied, in the same transaction as the change. Before a
query it catches up from a snapshot of the record; an empty, foreign or damaged view is built anew. One process at a time writes
the view; all of one store share one engine (see `graph.cypher.child`).
"""

import contextlib
import http.client
import json
import threading
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from graph.cypher import child as children
from graph.cypher.bolt import Address, BoltConnection
from graph.cypher.bolt_errors import Gone
from graph.cypher.building import build
from graph.cypher.child import IDLE_S, Child
from graph.cypher.following import apply_changes
from graph.cypher.guard import check_query
from graph.cypher.launch import COMMAND_TIMEOUT_S, READER, WRITER
from graph.cypher.writing import make_schema
from graph.errors import QueryError, QueryRefused, StoreError
from graph.record_reader import Record, RecordReader
from graph.store import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, Table

FORMAT: Final = 1  # of the view's shape; another one means: build anew
_READY_S: Final = 60.0
_TRIES: Final = 3
_HTTP_S: Final = 1.5
_SOURCES_A_TRANSACTION: Final = 100
_STATE: Final = "MATCH (v:ViewState) RETURN v.identity AS identity, v.epoch AS epoch, v.format AS format"


class CypherView:
    """The view in `directory` of `record`. Any thread and any number of processes may use it.

    `idle_s`: how long the engine stays after its last use.
    """

    def __init__(self, directory: Path, record: Record, *, idle_s: float = IDLE_S) -> None:
        self._home = directory
        self._record = record
        self._idle_s = idle_s
        self._guard = threading.Lock()
        self._open: tuple[Child, BoltConnection] | None = None
        self._applied: tuple[Child, str, int] | None = None

    def query(
        self,
        query: str,
        parameters: Mapping[str, Any] | None = None,
        *,
        timeout_s: float = DEFAULT_TIMEOUT_S,
        limit: int = DEFAULT_LIMIT,
    ) -> Table:
        """Answer a read-only Cypher query from the record's present state; `graph.cypher.values` says what cells look like.

        `timeout_s` counts from when the engine has the query. Raises QueryError with line and column, QueryRefused,
        QueryTimeout, EngineMissing, StoreError.
        """
        query = check_query(query)
        if not 0 < timeout_s <= COMMAND_TIMEOUT_S or limit < 0:
            raise QueryRefused(f"A query may run up to {COMMAND_TIMEOUT_S} s and have 0 rows or more")
        for attempt in range(_TRIES):
            with children.in_use(self._home, self._idle_s) as child:
                connection = self._prepare(child)
                if connection is not None:
                    try:
                        return connection.read(query, parameters, timeout_s=timeout_s, limit=limit)
                    except Gone as error:
                        reason = self._let_go(child)
                        if "OutOfMemory" in reason:
                            raise QueryRefused("The query needs more memory than the engine may use; narrow it") from error
                        if attempt:
                            raise StoreError(f"The query ended the Cypher engine; narrow it. It said: {reason}") from error
            if attempt and connection is None:
                children.forget_data(self._home)
        raise StoreError(f"The Cypher engine does not start; see {self._home / 'engine.log'}.")

    def close(self) -> None:
        """Close connections; the engine stays for a while, for the next process."""
        with self._guard:
            if self._open is not None:
                self._open[1].close()
            self._open = self._applied = None

    def _connection(self, child: Child) -> BoltConnection:
        """A connection as the user who only reads; made anew when the engine is another one."""
        with self._guard:
            if self._open is not None and self._open[0] == child:
                return self._open[1]
            if self._open is not None:
                self._open[1].close()
            connection = _connect(child, READER, self._home)
            self._open = (child, connection)
        connection.wait_ready(_READY_S, lambda: child.alive)
        return connection

    def _prepare(self, child: Child) -> BoltConnection | None:
        """A connection to a view that has caught up; None where the engine does not answer (it is ended then)."""
        try:
            connection = self._connection(child)
            self._catch_up(child, connection)
        except Gone:
            self._let_go(child)
            return None
        return connection

    def _let_go(self, child: Child) -> str:
        """Drop the connections to an engine that does not answer, end what is left of it, and return what it said."""
        said = children.failure(self._home, child)
        self.close()
        if children.read_child(self._home) == child:
            children.kill_child(self._home)
        return said

    # -- following the record

    def _catch_up(self, child: Child, connection: BoltConnection) -> None:
        with self._record.snapshot() as reader:
            now = (child, reader.identity, reader.epoch())
        if self._applied == now:
            return
        if _state(connection) != (now[1], now[2], FORMAT):
            # The snapshot is opened under the lock: it is never older than what another process has applied.
            with children.locked(self._home / "catch-up.lock"), self._record.snapshot() as reader:
                try:
                    self._follow(child, _state(connection), reader)
                except QueryError as error:
                    raise StoreError(f"The Cypher view cannot be brought up to date: {error.message}.") from error
                now = (child, reader.identity, reader.epoch())
        self._applied = now

    def _follow(self, child: Child, state: tuple[str, int, int], reader: RecordReader) -> None:
        """Apply what the view lacks, a few documents a transaction, each with the epoch that it reaches; all, where it has nothing."""
        identity, epoch, form = state
        if state == (reader.identity, reader.epoch(), FORMAT):
            return
        with contextlib.closing(_connect(child, WRITER, self._home)) as writer:
            known = identity == reader.identity and form == FORMAT and epoch <= reader.epoch()
            changes = list(reader.changes_since(epoch if known else 0))
            if not known or (len(changes) > _SOURCES_A_TRANSACTION and 2 * len(changes) > sum(1 for _ in reader.sources())):
                _empty(writer)
                make_schema(writer)
                build(writer, reader)
                changes = []
            for start in range(0, len(changes), _SOURCES_A_TRANSACTION):
                part = changes[start : start + _SOURCES_A_TRANSACTION]
                _apply(writer, reader, [change.source for change in part], part[-1].epoch)
            if not changes or changes[-1].epoch != reader.epoch():
                _apply(writer, reader, [], reader.epoch())


def _apply(writer: BoltConnection, reader: RecordReader, sources: list[str], epoch: int) -> None:
    def work(tx: Any) -> None:
        if sources:
            apply_changes(tx, reader, sources)
        query = "MERGE (v:ViewState {key: 'view'}) SET v.identity = $identity, v.epoch = $epoch, v.format = $format"
        tx.run(query, identity=reader.identity, epoch=epoch, format=FORMAT).consume()

    writer.write(work)


def _empty(writer: BoltConnection) -> None:
    """Delete all nodes, some at a time, beginning with the state, so that a half-deleted view is seen as such."""
    writer.write(lambda tx: tx.run("MATCH (v:ViewState) DETACH DELETE v").consume())
    while writer.write(lambda tx: tx.run("MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(n) AS n").single()["n"]):
        pass


def _state(connection: BoltConnection) -> tuple[str, int, int]:
    """Identity and epoch of the record that the view has applied, and its format; ("", 0, 0) of an empty view."""
    rows = connection.read(_STATE, timeout_s=DEFAULT_TIMEOUT_S, limit=1).rows
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else ("", 0, 0)


def _connect(child: Child, user: str, home: Path) -> BoltConnection:
    address = Address(f"bolt://127.0.0.1:{child.bolt}", user, child.passwords[user], child.database)
    return BoltConnection(
        address,
        end_query=lambda marker: end_query(child, marker),
        kill=lambda: children.kill_child(home),
    )


def end_query(child: Child, marker: str) -> bool:
    """Ask the engine to end the query that holds `marker`; whether there was one. Waits some seconds for its end."""
    with contextlib.suppress(OSError, ValueError, KeyError, http.client.HTTPException):
        for query in _server_command(child, "list queries"):
            if marker in query["text"]:
                _server_command(child, f"terminate query {query['id']}")
                return True
    return False


def _server_command(child: Child, command: str) -> Any:
    """One command of the engine's HTTP interface, on loopback."""
    login = b64encode(f"{WRITER}:{child.passwords[WRITER]}".encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", child.http, timeout=_HTTP_S)
    with contextlib.closing(connection):
        headers = {"content-type": "application/json", "authorization": f"Basic {login}"}
        connection.request("POST", "/api/v1/server", json.dumps({"command": command}), headers)
        return json.load(connection.getresponse())["result"]
