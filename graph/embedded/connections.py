"""Connections to the record's SQLite file: making it, opening it, sharing it between threads, naming its faults."""

import errno
import os
import sqlite3
import threading
import traceback
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Final

from graph.errors import StoreBusy, StoreError, StoreFull, StoreTooNew, tells_of_full_disk

RECORD: Final = "record.sqlite"
SCHEMA_VERSION: Final = 1
APPLICATION_ID: Final = 0x73676B67  # "sgkg": this SQLite file is ours
BUSY_TIMEOUT_S: Final = 5.0


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turn faults of SQLite and of the file system into store errors of one sentence."""
    try:
        yield
    except sqlite3.Error as error:
        raise _store_error(path, error) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise StoreFull(f"No space is left for the store {path}; free some and load again.") from error
        raise


@contextmanager
def view_errors(path: Path) -> Iterator[None]:
    """Turn faults of the SPARQL engine's files into store errors of one sentence. The engine has no error numbers, only words."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        # The engine's lock goes with its last reference, and the frames of the fault hold one for as long as the error lives.
        traceback.clear_frames(error.__traceback__)
        if tells_of_full_disk(str(error)):
            raise StoreFull(f"No space is left for the SPARQL view of {path}; free some and ask again.") from error
        raise StoreError(f"The SPARQL view of {path} can't be written: {error}.") from error


def _store_error(path: Path, error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", None) or 0
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return StoreBusy(f"Another process is writing the store {path}; try again when it is done.")
        case sqlite3.SQLITE_FULL:
            return StoreFull(f"No space is left for the store {path}; free some and load again.")
        case sqlite3.SQLITE_IOERR if code in (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE):
            return StoreFull(f"The store {path} could not be written, most likely because the disk is full; free some space.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_CANTOPEN:
            return StoreError(f"The store {path} can't be opened or written; check the rights of its files.")
        case sqlite3.SQLITE_NOTADB | sqlite3.SQLITE_CORRUPT:
            return StoreError(f"{path} is damaged or is not a store; load the documents into a new one.")
    return StoreError(f"The store {path} can't be used: {error}.")


def create_record(directory: Path) -> None:
    """Make an empty record in `directory`, or do nothing where there is one. Several processes may do it at once."""
    with store_errors(directory):
        directory.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(directory / RECORD, isolation_level=None, timeout=BUSY_TIMEOUT_S)
        try:
            if _is_blank(connection):
                with suppress(sqlite3.OperationalError):  # busy: the other one who makes it does the same
                    connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("BEGIN IMMEDIATE")
                if _is_blank(connection):
                    _make_tables(connection)
                connection.execute("COMMIT")
        finally:
            connection.close()


def _is_blank(connection: sqlite3.Connection) -> bool:
    """Whether nobody has made anything in this file yet."""
    tables: int = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return tables == 0


def _make_tables(connection: sqlite3.Connection) -> None:
    """Run the schema inside the open transaction (`executescript` would commit it)."""
    statement = ""
    for line in files("graph.embedded").joinpath("schema.sql").read_text("utf-8").splitlines():
        statement += line + "\n"
        if sqlite3.complete_statement(statement):
            connection.execute(statement)
            statement = ""
    connection.execute("INSERT INTO meta VALUES ('identity', ?)", (uuid.uuid4().hex,))
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


class Connections:
    """A pool of connections to one record. Any thread may take one; each is used by one thread at a time."""

    def __init__(self, directory: Path, *, read_only: bool = False) -> None:
        self.directory = directory
        self.frozen = not os.access(directory, os.W_OK)  # a read-only medium, or somebody else's store
        self.read_only = read_only
        self._free: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        try:
            with self.take() as connection:
                _check_version(directory, connection)
        except StoreError:
            self.close()
            raise

    @contextmanager
    def take(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection, in no transaction. Faults inside the block come out as store errors."""
        with store_errors(self.directory):
            connection = self._pop()
            try:
                yield connection
            finally:
                self._put(connection)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside a read transaction: all reads see one committed state."""
        with self.take() as connection:
            connection.execute("BEGIN")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside a write transaction: committed at the end, rolled back by any exception."""
        if self.read_only:
            raise StoreError(f"The store {self.directory} was opened for reading only.")
        if self.frozen:
            raise StoreError(f"The store {self.directory} can't be written; check the rights of its directory.")
        with self.take() as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def close(self) -> None:
        """Close the free connections now and the lent ones as they come back."""
        with self._lock:
            self._closed = True
            free, self._free = self._free, []
        for connection in free:
            connection.close()

    def _pop(self) -> sqlite3.Connection:
        with self._lock:
            if self._closed:
                raise StoreError(f"The store {self.directory} is closed.")
            if self._free:
                return self._free.pop()
        return self._open()

    def _put(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            with suppress(sqlite3.Error):  # a full disk may have rolled back already
                connection.execute("ROLLBACK")
        with self._lock:
            if not self._closed and not connection.in_transaction:
                self._free.append(connection)
                return
        connection.close()

    def _open(self) -> sqlite3.Connection:
        path = self.directory / RECORD
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?{self._mode(path)}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_TIMEOUT_S,
            check_same_thread=False,
        )
        try:
            if not self.frozen:
                connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -16000")
            if self.read_only:
                connection.execute("PRAGMA query_only = ON")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _mode(self, path: Path) -> str:
        """How SQLite opens the file. Without a log beside it, and where none can be made, it is read as what does not change."""
        if not self.frozen:
            return "mode=rw"
        log = path.with_name(f"{path.name}-wal")
        return "mode=ro" if log.exists() and log.stat().st_size else "mode=ro&immutable=1"


def _check_version(directory: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        if _is_blank(connection):  # whoever was making it was ended in the middle
            raise StoreError(f"There is no store at {directory}; make one with: sgraph load FILE --store {directory}")
        raise StoreError(f"{directory / RECORD} is a SQLite file of something else, not a store.")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise StoreTooNew(
            f"The store {directory} was written by a newer release (its version is {version}, this release reads up to "
            f"{SCHEMA_VERSION}); upgrade syndrome-graph."
        )
