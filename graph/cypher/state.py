"""How far a Cypher view has followed the record: a small file inside the engine's database folder, gone when that is gone.

It is written after the change that it tells of is on disk, so it is never ahead of the view: after a crash between the two the
change is applied once more, which leaves the same view. Before a view is built anew it is taken away.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from graph.cypher.launch import DATABASE

FORMAT: Final = 2  # of the view's shape; another one means: build anew


@dataclass(frozen=True, slots=True)
class ViewState:
    """Identity and epoch of the record that a view has applied, and the view's format."""

    identity: str
    epoch: int
    format: int = FORMAT


def read_state(home: Path) -> ViewState | None:
    """The state of the view in `home`; None where it has none or it can't be read: the view has to be built."""
    try:
        value = json.loads(_file(home).read_bytes())
        return ViewState(str(value["identity"]), int(value["epoch"]), int(value["format"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(home: Path, state: ViewState) -> None:
    """Note what the view has applied. Raises OSError."""
    path = _file(home)
    draft = path.with_name(f"{path.name}.draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync(path.parent)


def forget_state(home: Path) -> None:
    """Take the state away, for good before anything of the view is changed. Raises OSError."""
    path = _file(home)
    if path.exists():
        path.unlink()
        _sync(path.parent)


def _file(home: Path) -> Path:
    return home / "data" / DATABASE / "applied.json"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
