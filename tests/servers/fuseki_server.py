"""A real Apache Jena Fuseki for tests, out of Maven artifacts, on a free loopback port. Needs Java 17 or later and mvn.

usage: fuseki start DIR     start one with its data in DIR, print its address
       fuseki stop DIR      end it
       fuseki run DIR       start it, and end it when standard input ends (so that it never outlives who asked for it)

Its datasets: /one and /two (TDB2 on disk), /union (in memory, its default graph is the union of the named ones), /memory,
/sealed (query only) and /locked (user "writer"). The password is always the same: it guards nothing but tests.
"""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servers import java

VERSION = "5.6.0"
USER, PASSWORD = "writer", "loopback only: ä"
WRITABLE = ("one", "two", "union", "memory", "locked")
_HEAD = """PREFIX : <#>
PREFIX fuseki: <http://jena.apache.org/fuseki#>
PREFIX ja: <http://jena.hpl.hp.com/2005/11/Assembler#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX tdb2: <http://jena.apache.org/2016/tdb#>

[] a fuseki:Server ; fuseki:passwd "{home}/passwords" ; fuseki:auth "basic" ;
   ja:context [ ja:cxtName "arq:queryTimeout" ; ja:cxtValue "60000" ] .
"""
_SERVICE = """
:{name} a fuseki:Service ; fuseki:name "{name}" ; {more}
  fuseki:endpoint [ fuseki:operation fuseki:query ; fuseki:name "query" ] ;
  fuseki:dataset :data-{name} .
"""
_WRITING = """
  fuseki:endpoint [ fuseki:operation fuseki:update ; fuseki:name "update" ] ;
  fuseki:endpoint [ fuseki:operation fuseki:gsp-rw ; fuseki:name "data" ] ;"""
_TDB2 = ':data-{name} a tdb2:DatasetTDB2 ; tdb2:location "{place}" ; tdb2:unionDefaultGraph {union} .\n'


@dataclass(frozen=True, slots=True)
class FusekiServer:
    """A server's place; it is started, killed and started again on the same port."""

    home: Path
    port: int

    @property
    def url(self) -> str:
        """The address of the server; its datasets are under it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """The server's process, or None where it was stopped."""
        kept = self.home / "server.pid"
        return int(kept.read_text()) if kept.exists() else None

    def start(self) -> None:
        """Start it and wait until it answers."""
        log = self.home / "server.log"
        heap = os.environ.get("FUSEKI_HEAP", "512m")
        command = [
            *(
                "java",
                f"-Xmx{heap}",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
            ),  # it lives for minutes
            *("-cp", f"{java.artifacts('org.apache.jena', 'jena-fuseki-server', VERSION)}/*"),
            *("org.apache.jena.fuseki.main.cmds.FusekiServerCmd", "--localhost", "--ping", "--port", str(self.port)),
            *("--config", str(self.home / "config.ttl")),
        ]
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True, cwd=self.home
            )
        (self.home / "server.pid").write_text(str(process.pid))
        process.returncode = 0  # its end is watched by number: it may outlive this object
        java.wait_until(self._answers, process.pid, log)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/$/ping", timeout=1) as said:
                return bool(said.status == 200)
        except OSError:
            return False

    def stop(self, grace: float = 30.0) -> None:
        """End it: asked to, or with `grace` 0 killed, as a crash would."""
        if (pid := self.pid) is not None:
            java.end_process(pid, grace)
            (self.home / "server.pid").unlink(missing_ok=True)

    def kill(self) -> None:
        """End it without warning."""
        self.stop(grace=0)


def prepare(home: Path) -> FusekiServer:
    """The server of a folder: made with a free port and empty datasets when it is new."""
    home = home.resolve()
    kept = home / "port"
    if kept.exists():
        return FusekiServer(home, int(kept.read_text()))
    home.mkdir(parents=True, exist_ok=True)
    (home / "passwords").write_text(f"{USER}: {PASSWORD}\nreader: {PASSWORD}\n", encoding="utf-8")
    (home / "config.ttl").write_text(_configuration(home), encoding="utf-8")
    (port,) = java.free_ports(1)
    kept.write_text(str(port))
    return FusekiServer(home, port)


def _configuration(home: Path) -> str:
    parts = [_HEAD.format(home=home)]
    for name in (*WRITABLE, "sealed"):
        more = _WRITING if name in WRITABLE else ""
        if name == "locked":
            more = f'fuseki:allowedUsers "{USER}" ;{more}'
        parts.append(_SERVICE.format(name=name, more=more))
        if name == "memory":
            parts.append(":data-memory a ja:MemoryDataset .\n")
        else:
            union = name == "union"
            parts.append(_TDB2.format(name=name, place="--mem--" if union else home / name, union=str(union).lower()))
    return "".join(parts)


def main(arguments: Sequence[str]) -> int:
    """The command line; see above."""
    match arguments:
        case ["start" | "run" as action, folder]:
            server = prepare(Path(folder))
            server.start()
            print(server.url, flush=True)  # noqa: T201
            if action == "run":
                sys.stdin.read()
                server.stop()
        case ["stop", folder]:
            prepare(Path(folder)).stop()
        case _:
            print(__doc__, file=sys.stderr)  # noqa: T201
            return 2
    return 0
