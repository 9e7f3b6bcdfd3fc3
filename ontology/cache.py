"""Keep compiled lexicons in the user's cache folder: keyed by their sources, written whole or not at all.

The payload is marshalled, as Python's own compiled modules are: fast to load, and trusted as much as they are (same user's folder).
"""

import contextlib
import gc
import hashlib
import marshal
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

_KEEP: Final = 4  # compiled lexicons kept a user


def cache_folder() -> Path:
    """XDG_CACHE_HOME or HOME/.cache below; the temporary folder where neither can be written."""
    base = os.environ.get("XDG_CACHE_HOME") or (os.path.join(os.environ["HOME"], ".cache") if os.environ.get("HOME") else "")  # noqa: PTH118
    candidates = [Path(base) / "syndrome-graph"] if base else []
    candidates.append(Path(tempfile.gettempdir()) / f"syndrome-graph-{os.getuid()}")
    for folder in candidates:
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if os.access(folder, os.W_OK | os.X_OK) and folder.stat().st_uid == os.getuid():
                return folder
    return candidates[-1]


def key_of(paths: Iterable[Path], version: str) -> str:
    """Hash of the format version, the interpreter and each source's path, size and time of change."""
    digest = hashlib.sha256(f"{version} {sys.implementation.cache_tag}".encode())
    for path in paths:
        status = path.stat()
        digest.update(f"\n{path}\t{status.st_size}\t{status.st_mtime_ns}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()[:32]


def load_or_build(name: str, key: str, build: Callable[[], Any]) -> Any:
    """Return the cached value under `name-key`, else what `build` gives, stored for the next time.

    Two processes may build at once: each writes its own file and moves it into place. A cache that cannot be written is no error.
    """
    path = cache_folder() / f"{name}-{key}.bin"
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        return _read(path)
    with _collector_paused():
        value = build()
    with contextlib.suppress(OSError):
        _write(path, value)
        _forget_older(path, name)
    return value


def _read(path: Path) -> Any:
    """ValueError where the file is cut or altered: its first 32 bytes are the hash of the rest."""
    data = path.read_bytes()
    if hashlib.blake2b(data[32:], digest_size=32).digest() != data[:32]:
        raise ValueError("damaged cache")
    with _collector_paused():
        return marshal.loads(memoryview(data)[32:])  # noqa: S302


@contextlib.contextmanager
def _collector_paused() -> Iterator[None]:
    """A million small tuples would be walked again and again while they are made."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _write(path: Path, value: Any) -> None:
    payload = marshal.dumps(value)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".building-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(hashlib.blake2b(payload, digest_size=32).digest())
            file.write(payload)
        os.replace(temporary, path)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        raise


def _forget_older(path: Path, name: str) -> None:
    """Keep the newest few compiled lexicons."""
    kept = sorted(path.parent.glob(f"{name}-*.bin"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in kept[_KEEP:]:
        old.unlink(missing_ok=True)
