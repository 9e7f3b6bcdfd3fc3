"""Runs the real command in a process of its own, away from the user's settings."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("sgraph")
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


def environment(**more: str) -> dict[str, str]:
    """The environment of a command: nothing of the user's that changes what it does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SGRAPH_", "COLUMNS", "PYTHON"))}
    return kept | more


def sgraph(
    *arguments: str | Path, cwd: Path | None = None, stdin: bytes | str = b"", timeout_s: float = 60, **more: str
) -> Ended:
    """Run `sgraph` to its end. `more`: environment variables."""
    data = stdin.encode() if isinstance(stdin, str) else stdin
    process = subprocess.run(
        [COMMAND, *map(str, arguments)], input=data, capture_output=True, cwd=cwd, env=environment(**more), timeout=timeout_s
    )
    return Ended(process.returncode, process.stdout.decode(), process.stderr.decode())


def refused(ended: Ended, code: int, *words: str) -> str:
    """Check that a command ended in `code` with one sentence on standard error that holds `words`, no traceback; the sentence."""
    assert ended.code == code, ended
    assert "Traceback" not in ended.err
    lines = ended.err.splitlines()
    assert len(lines) == 1, ended.err
    assert lines[0].startswith("sgraph: ")
    for word in words:
        assert word in lines[0], lines[0]
    return lines[0]
