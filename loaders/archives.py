"""Documents inside tar and zip archives: listed by name, then read one after the other, never unpacked to the disk.

Place in the flow: places.py lists members, loading.py has them read. What an archive's own numbers promise is not trusted:
a member is read up to the limit of a document, and all of them together up to a multiple of the archive's size.
"""

import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Final

from graph.errors import InputRefused
from loaders.decoding import MAX_BYTES
from loaders.suffixes import SUFFIXES

ARCHIVE_ENDINGS: Final = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz")
MAX_MEMBERS: Final = 1_000_000
MAX_RATIO: Final = 200  # texts shrink to a tenth; what shrinks to less than this is no collection of texts
_ALWAYS_ALLOWED: Final = 200_000_000  # bytes that even the smallest archive may hold
_EXPANDS: Final = f"the archive expands to more than {MAX_RATIO} times its size; unpack it and load what you trust."
_Open = Callable[[], IO[bytes] | None]


def is_archive(path: Path) -> bool:
    """True for the name of an archive that can be read."""
    return path.name.casefold().endswith(ARCHIVE_ENDINGS)


def list_members(path: Path) -> list[str]:
    """Names of the documents in an archive, in its order, each once. Raises InputRefused."""
    with _faults(path):
        names = list(dict.fromkeys(name for name, _ in _walk(path) if _is_document(name)))
    if not names:
        kinds = ", ".join(sorted(SUFFIXES))
        raise InputRefused(str(path), f"the archive has no readable files; files ending in {kinds} are read.")
    return names


def read_members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each document of `list_members`, in its order, one at a time; of a document over the limit just
    enough bytes to tell. Raises InputRefused where the archive is damaged or expands too far."""
    allowed = max(_ALWAYS_ALLOWED, MAX_RATIO * path.stat().st_size)
    seen: set[str] = set()
    with _faults(path):
        for name, opened in _walk(path):
            if name in seen or not _is_document(name):
                continue
            seen.add(name)
            data = _bytes_of(opened)
            allowed -= len(data)
            if allowed < 0:
                raise InputRefused(str(path), _EXPANDS)
            yield name, data


def _bytes_of(opened: _Open) -> bytes:
    file = opened()
    if file is None:
        return b""
    with file:
        return file.read(MAX_BYTES + 1)


def _is_document(name: str) -> bool:
    path = PurePosixPath(name)
    return path.suffix.casefold() in SUFFIXES and "__MACOSX" not in path.parts and not path.name.startswith("._")


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    """Name what is wrong with an archive."""
    try:
        yield
    except FileNotFoundError:
        raise InputRefused(str(path), "no such file; check the path.") from None
    except RuntimeError:  # zipfile's word for an encrypted member
        raise InputRefused(str(path), "the archive is encrypted; unpack it and load the folder.") from None
    except (tarfile.TarError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, EOFError, NotImplementedError, ValueError):
        raise InputRefused(str(path), "the archive is damaged or of an unknown kind; unpack it and load the folder.") from None
    except OSError as error:
        reason = f"cannot be read ({error.strerror})." if error.strerror else "the archive is damaged; unpack it again."
        raise InputRefused(str(path), reason) from None


def _walk(path: Path) -> Iterator[tuple[str, _Open]]:
    """Each file's name and what opens it, to be used before the next one is asked for."""
    allowed = max(_ALWAYS_ALLOWED, MAX_RATIO * path.stat().st_size)
    walk = _walk_zip if path.name.casefold().endswith(".zip") else _walk_tar
    for number, (name, size, opened) in enumerate(walk(path)):
        allowed -= size
        if allowed < 0:
            raise InputRefused(str(path), _EXPANDS)
        if number >= MAX_MEMBERS:
            raise InputRefused(str(path), f"the archive has more than {MAX_MEMBERS} files; split it.")
        # Without the half characters that stand for undecodable bytes.
        yield name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), opened


def _walk_zip(path: Path) -> Iterator[tuple[str, int, _Open]]:
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info.filename, info.file_size, partial(archive.open, info)


def _walk_tar(path: Path) -> Iterator[tuple[str, int, _Open]]:
    with tarfile.open(path) as archive:
        while (member := archive.next()) is not None:
            if member.isfile():
                yield member.name, member.size, partial(archive.extractfile, member)
            archive.members.clear()  # type: ignore[attr-defined]  # else a million of them would stay in memory
