"""The curated HPO graph on a real Neo4j: loaded by transactions, loaded again, and by Neo4j's bulk import. Needs Java and Maven."""

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1] / "tests"


def run(_shared: Path) -> None:
    """Print seconds, those of the processors too (a busy machine takes longer), relationships a second, memory of our process."""
    sys.path.insert(0, str(TESTS))
    from servers.neo4j_server import prepare

    with tempfile.TemporaryDirectory() as scratch:
        server = prepare(Path(scratch) / "server")
        server.start()
        try:
            before, idle = _our_cpu(), _server_cpu(server.pid)
            first = _load(server.url)
            ours, its = _our_cpu() - before, _server_cpu(server.pid) - idle
            count = _count(server.url)
            second = _load(server.url)
            print(f"by transactions: {count:,} relationships in {first:.0f} s, {count / first:,.0f} a second")
            print(f"processor time of it: ours {ours:.0f} s, the server's {its:.0f} s: {count / (ours + its):,.0f} a second")
            print(f"loaded again: {second:.1f} s, {first / second:.0f} times faster")
            print(f"memory of our process: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024} MB")
            _import(server, Path(scratch), count)
        finally:
            server.stop()


def _load(url: str) -> float:
    began = time.perf_counter()
    _sgraph("load", "--source", "hpo", "--store", url)
    return time.perf_counter() - began


def _our_cpu() -> float:
    """Seconds that the processors worked for the commands that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _server_cpu(pid: int) -> float:
    """Seconds that the processors worked for a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _count(url: str) -> int:
    said = _sgraph("cypher", "MATCH ()-[r]->() RETURN count(r) AS n", "--store", url, "--format", "csv")
    return int(said.split()[-1])


def _sgraph(*arguments: str) -> str:
    """What a command prints; our own processes are the only children that are measured here."""
    command = [str(Path(sys.executable).with_name("sgraph")), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _import(server: Any, scratch: Path, count: int) -> None:
    """Write the import files from the server's own graph, and import them into the stopped server."""
    files = scratch / "files"
    began = time.perf_counter()
    _sgraph("export", "neo4j-import", "--output", str(files), "--store", server.url)
    print(f"import files written: {time.perf_counter() - began:.0f} s")
    server.stop()
    arguments = [
        re.sub(r"(nodes|relationships)=", rf"\1={files}/", line) for line in (files / "import.args").read_text().splitlines()
    ]
    said = server.admin("database", "import", "full", "neo4j", "--overwrite-destination=true", *arguments)
    took = re.search(r"IMPORT DONE in (?:(\d+)m )?(?:(\d+)s )?(\d+)ms", said)
    seconds = int(took[1] or 0) * 60 + int(took[2] or 0) + int(took[3]) / 1000 if took else float("nan")
    print(f"by import: {seconds:.1f} s, {count / seconds:,.0f} relationships a second")
    server.start()
    began = time.perf_counter()
    print(_sgraph("load", "--source", "hpo", "--store", server.url).splitlines()[0])
    print(f"first load after it, with indexes made: {time.perf_counter() - began:.0f} s")
