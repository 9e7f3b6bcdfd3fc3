"""The Cypher view of an embedded store: a private engine that follows the record and answers read-only queries.

The view notes the pair (identity, epoch) of the record that it has applied (see `graph.cypher.state`). Before a query it catches
up from a snapshot of the record; an empty, foreign or damaged view is built anew. One process at a time writes the view; all of
one store share one engine (see `graph.cypher.child`).
"""

import contextlib
import errno
import http.client
import json
import shutil
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from graph.cypher import child as children
from graph.cypher.bolt import Address, BoltConnection
from graph.cypher.bolt_errors import Gone
from graph.cypher.building import build
from graph.cypher.child import IDLE_S, Child
from graph.cypher.columns import in_name_order
from graph.cypher.dialect import for_embedded
from graph.cypher.following import apply_changes
from graph.cypher.guard import check_query
from graph.cypher.launch import COMMAND_TIMEOUT_S, READER, WRITER
from graph.cypher.state import FORMAT, ViewState, forget_state, read_state, write_state
from graph.errors import QueryError, QueryRefused, StoreError, StoreFull, tells_of_full_disk
from graph.record_reader import Change, Record, RecordReader
from graph.store import DEFAULT_LIMIT, DEFAULT_TIMEOUT_S, Table

_READY_S: Final = 60.0
_TRIES: Final = 3
_HTTP_S: Final = 1.5
_SOURCES_A_TRANSACTION: Final = 100
_NEEDED_BYTES: Final = 8_000_000  # a commit may take as much
_DELETE_SOME: Final = "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(n) AS n"


class CypherView:
    """The view in `directory` of `record`. Any thread and any number of processes may use it.

    `idle_s`: how long the engine stays after its last use. `progress`: told the share done while much is being written.
    """

    def __init__(
        self, directory: Path, record: Record, *, idle_s: float = IDLE_S, progress: Callable[[float], None] = lambda _: None
    ) -> None:
        self._home = directory
        self._record = record
        self._idle_s = idle_s
        self._progress = progress
        self._guard = threading.Lock()
        self._open: tuple[Child, BoltConnection] | None = None
        self._applied: tuple[Child, ViewState] | None = None

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
        query = for_embedded(check_query(query))
        if not 0 < timeout_s <= COMMAND_TIMEOUT_S or limit < 0:
            raise QueryRefused(f"A query may run up to {COMMAND_TIMEOUT_S} s and have 0 rows or more")
        for attempt in range(_TRIES):
            with children.in_use(self._home, self._idle_s) as child:
                connection = self._prepare(child)
                if connection is not None:
                    try:
                        return in_name_order(connection.read(query, parameters, timeout_s=timeout_s, limit=limit), query)
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
            self._catch_up(child)
        except Gone as error:
            if _is_full(self._home, self._let_go(child)):
                raise _full(self._home) from error
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

    def _catch_up(self, child: Child) -> None:
        with self._record.snapshot() as reader:
            now = ViewState(reader.identity, reader.epoch())
        if self._applied == (child, now):
            return
        if read_state(self._home) != now:
            # The snapshot is opened under the lock: it is never older than what another process has applied.
            with children.locked(self._home / "catch-up.lock"), self._record.snapshot() as reader, _told(self._home):
                now = ViewState(reader.identity, reader.epoch())
                state = read_state(self._home)
                if state != now:
                    with contextlib.closing(_connect(child, WRITER, self._home)) as writer:
                        self._follow(writer, state, reader)
        self._applied = (child, now)

    def _follow(self, writer: BoltConnection, state: ViewState | None, reader: RecordReader) -> None:
        """Apply what the view lacks, a few documents a transaction, each noted with the epoch that it reaches; or all of it."""
        now = ViewState(reader.identity, reader.epoch())
        changes = self._changes(state, reader)
        if changes is None:
            self._rebuild(writer, reader)
        for start in range(0, len(changes or ()), _SOURCES_A_TRANSACTION):
            assert changes is not None
            if start:
                self._progress(start / len(changes))
            part = changes[start : start + _SOURCES_A_TRANSACTION]
            sources = [change.source for change in part]
            writer.write(lambda tx, sources=sources: apply_changes(tx, reader, sources))  # type: ignore[misc]
            write_state(self._home, ViewState(reader.identity, part[-1].epoch))
        write_state(self._home, now)
        self._progress(1.0)

    def _changes(self, state: ViewState | None, reader: RecordReader) -> list[Change] | None:
        """What the view has not applied yet; None where it has to be built anew, or that is quicker."""
        if state is None or (state.identity, state.format) != (reader.identity, FORMAT) or state.epoch > reader.epoch():
            return None
        changes = list(reader.changes_since(state.epoch))
        many = len(changes) > _SOURCES_A_TRANSACTION and 2 * len(changes) > sum(1 for _ in reader.sources())
        return None if many else changes

    def _rebuild(self, writer: BoltConnection, reader: RecordReader) -> None:
        forget_state(self._home)
        self._progress(0.0)
        while writer.write(lambda tx: tx.run(_DELETE_SOME).single()["n"]):
            pass
        build(writer, reader, self._progress)


@contextlib.contextmanager
def _told(home: Path) -> Iterator[None]:
    """Name the faults of writing a view."""
    try:
        yield
    except (QueryError, StoreError) as error:
        if _is_full(home, str(error)):
            raise _full(home) from error
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"The Cypher view cannot be brought up to date: {error.message}.") from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise _full(home) from error
        raise StoreError(f"The Cypher view at {home} cannot be written: {error.strerror}.") from error


def _is_full(home: Path, said: str) -> bool:
    """Whether the disk is full: the engine says so, or of a commit that failed no more than that it failed."""
    return tells_of_full_disk(said) or shutil.disk_usage(home).free < _NEEDED_BYTES


def _full(home: Path) -> StoreFull:
    return StoreFull(f"No space is left for the Cypher view at {home}; free some and ask again.")


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
