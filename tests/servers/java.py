"""What the starters of test servers share: Java and Maven found or not, artifacts fetched once, free ports, a clean end."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>servers</groupId><artifactId>fetch</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version>
  </dependency></dependencies>
</project>
"""


class ServerError(Exception):
    """A server that cannot be fetched, started or stopped; the message says why in one sentence."""


def missing(oldest: int = 17) -> str | None:
    """What a machine lacks for a Java server, in words, or None."""
    for program in ("java", "mvn"):
        if shutil.which(program) is None:
            return f"`{program}` is not there"
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found.group(1)) < oldest:
        return f"`java` is older than {oldest}"
    return None


def artifacts(group: str, artifact: str, version: str) -> Path:
    """The folder with an artifact's jar and all that it needs to run, fetched by Maven the first time."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "syndrome-graph" / "servers"
    folder = cache / f"{artifact}-{version}"
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as scratch:
        pom, jars = Path(scratch) / "pom.xml", Path(scratch) / "jars"
        pom.write_text(POM.format(group=group, artifact=artifact, version=version), encoding="utf-8")
        goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
        done = subprocess.run(["mvn", "-q", "-B", "-f", str(pom), *goal], capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServerError(f"Maven could not fetch {artifact} {version}: {done.stdout.strip()[-800:]}")
        try:
            jars.rename(folder)  # whole or not at all; another process may have been first
        except OSError:
            if not folder.is_dir():
                raise
    return folder


def free_ports(count: int) -> list[int]:
    """Ports of the loopback address that nobody listens on now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]
    finally:
        for one in sockets:
            one.close()


def alive(pid: int) -> bool:
    """Whether a process runs (one that has ended and was not yet waited for does not)."""
    try:
        if os.waitpid(pid, os.WNOHANG)[0] == pid:
            return False
    except ChildProcessError:
        pass  # not ours to wait for
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def wait_until(ready: Callable[[], bool], pid: int, log: Path, seconds: float = 120.0) -> None:
    """Wait for a server; ServerError with the end of its log when it ends or takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and alive(pid):
        if ready():
            return
        time.sleep(0.1)
    tail = log.read_text(encoding="utf-8", errors="replace")[-1500:] if log.exists() else ""
    end_process(pid, grace=0)
    raise ServerError(f"The server did not start; the end of {log}:\n{tail}")


def end_process(pid: int, grace: float = 30.0) -> None:
    """Ask a process to end, and kill it when it does not within `grace` seconds (0: at once)."""
    for kind, seconds in ((signal.SIGTERM, grace), (signal.SIGKILL, 10.0)):
        if kind == signal.SIGTERM and not grace:
            continue
        try:
            os.kill(pid, kind)
        except ProcessLookupError:
            return
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if not alive(pid):
                return
            time.sleep(0.05)
