"""A real Neo4j 5.26 LTS Community server for tests, out of Maven artifacts, on free loopback ports. Needs Java 17 or 21 and mvn.

usage: neo4j start DIR     start one with its data in DIR, print its Bolt URL (with user and password) and its HTTP address
       neo4j stop DIR      end it
       neo4j run DIR       start it, and end it when standard input ends (so that it never outlives who asked for it)
       neo4j admin DIR …   neo4j-admin of a stopped one, such as: database import full neo4j --nodes=n.csv

NEO4J_HEAP sets the heap (1g). The password is always the same: it guards nothing but tests.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servers import java

VERSION = "5.26.26"
USER, PASSWORD = "neo4j", "loopback-only"
CONFIGURATION = """server.directories.data={home}/data
server.directories.logs={home}/logs
server.directories.run={home}/run
server.directories.import={home}/import
server.directories.plugins={home}/plugins
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{bolt}
server.bolt.advertised_address=127.0.0.1:{bolt}
server.http.listen_address=127.0.0.1:{http}
server.http.advertised_address=127.0.0.1:{http}
server.https.enabled=false
server.memory.pagecache.size=256m
dbms.usage_report.enabled=false
"""
# What Neo4j's own launcher gives the virtual machine: it reaches into these packages.
OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """A server's place; it is started, killed and started again on the same ports."""

    home: Path
    bolt: int
    http: int

    @property
    def url(self) -> str:
        """The Bolt URL with user and password."""
        return f"bolt://{USER}:{PASSWORD}@127.0.0.1:{self.bolt}"

    @property
    def pid(self) -> int | None:
        """The server's process, or None where it was stopped."""
        kept = self.home / "run" / "server.pid"
        return int(kept.read_text()) if kept.exists() else None

    def start(self) -> None:
        """Start it and wait until Bolt answers."""
        log = self.home / "logs" / "console.log"
        log.unlink(missing_ok=True)
        with log.open("wb") as out:
            process = subprocess.Popen(
                self._command(), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, cwd=self.home
            )
        (self.home / "run" / "server.pid").write_text(str(process.pid))
        process.returncode = 0  # its end is watched by number: it may outlive this object
        java.wait_until(lambda: " Started.\n" in log.read_text(errors="replace"), process.pid, log)

    def _command(self) -> list[str]:
        heap = os.environ.get("NEO4J_HEAP", "1g")
        return [
            *("java", "-Xms128m", f"-Xmx{heap}", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4", "-Dfile.encoding=UTF-8"),
            *("-Dio.netty.tryReflectionSetAccessible=true", "-Dlog4j2.disable.jmx=true"),
            *_opened(),
            *("-cp", _class_path(), "org.neo4j.server.CommunityEntryPoint"),
            *(f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}", "--console-mode"),
        ]

    def stop(self, grace: float = 30.0) -> None:
        """End it: asked to, or with `grace` 0 killed, as a crash would."""
        if (pid := self.pid) is not None:
            java.end_process(pid, grace)
            (self.home / "run" / "server.pid").unlink(missing_ok=True)

    def kill(self) -> None:
        """End it without warning."""
        self.stop(grace=0)

    def admin(self, *arguments: str) -> str:
        """Run neo4j-admin; its output. ServerError when it fails."""
        return _admin(self.home, arguments)


def prepare(home: Path) -> Neo4jServer:
    """The server of a folder: made with free ports and the password set when it is new."""
    home = home.resolve()
    kept = home / "conf" / "ports"
    if kept.exists():
        bolt, http = (int(port) for port in kept.read_text().split())
        return Neo4jServer(home, bolt, http)
    for name in ("conf", "data", "logs", "run", "import", "plugins"):
        (home / name).mkdir(parents=True, exist_ok=True)
    bolt, http = java.free_ports(2)
    text = CONFIGURATION.format(home=home, bolt=bolt, http=http)
    (home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")
    _admin(home, ["dbms", "set-initial-password", PASSWORD])
    kept.write_text(f"{bolt} {http}")
    return Neo4jServer(home, bolt, http)


def _opened() -> list[str]:
    return [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]


def _class_path() -> str:
    return f"{java.artifacts('org.neo4j', 'neo4j', VERSION)}/*"


def _admin(home: Path, arguments: Sequence[str]) -> str:
    told = list(arguments)
    if told[:2] == ["database", "import"] and not any(argument.startswith("--report-file") for argument in told):
        told.append(f"--report-file={home / 'logs' / 'import.report'}")  # else it is written where we stand
    heap = os.environ.get("NEO4J_HEAP", "1g")
    command = ["java", f"-Xmx{heap}", *_opened(), "-cp", _class_path(), "org.neo4j.cli.AdminTool", *told]
    environment = os.environ | {"NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise java.ServerError(f"neo4j-admin failed: {(done.stdout + done.stderr).strip()[-1500:]}")
    return done.stdout


def main(arguments: Sequence[str]) -> int:
    """The command line; see above."""
    match arguments:
        case ["start" | "run" as action, folder]:
            server = prepare(Path(folder))
            server.start()
            print(server.url, f"http://127.0.0.1:{server.http}", flush=True)  # noqa: T201
            if action == "run":
                sys.stdin.read()
                server.stop()
        case ["stop", folder]:
            prepare(Path(folder)).stop()
        case ["admin", folder, *rest]:
            print(prepare(Path(folder)).admin(*rest))  # noqa: T201
        case _:
            print(__doc__, file=sys.stderr)  # noqa: T201
            return 2
    return 0
