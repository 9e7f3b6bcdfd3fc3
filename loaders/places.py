"""What a load is given, opened: files, folders, addresses and archives become places, one a document, each with its name.

Place in the flow: the first step of a load; nothing is read here but the lists of folders and archives.
"""

import urllib.parse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from graph.errors import InputRefused
from loaders.archives import is_archive, list_members, read_members
from loaders.reading import readable_files


@dataclass(frozen=True, slots=True)
class Place:
    """Where one document is. `source` is its identity; `where` a path, an address, or with `member` the path of an archive."""

    source: str
    where: str
    name: str
    member: str | None = None

    @property
    def shown(self) -> str:
        """What a message calls it: the path or address as it was given."""
        return self.where if self.member is None else f"{self.where}!{self.member}"


def is_address(path: str | Path) -> bool:
    """True for what is fetched rather than opened."""
    return isinstance(path, str) and path.startswith(("http://", "https://"))


def places_of(paths: Iterable[str | Path]) -> tuple[list[Place], list[InputRefused]]:
    """The places in order, folders and archives opened, each once; and what could not be opened."""
    found: dict[str, Place] = {}
    refused: list[InputRefused] = []
    for path in paths:
        try:
            for place in _open(path):
                found.setdefault(place.source, place)
        except InputRefused as error:
            refused.append(error)
    names = display_names([place.name for place in found.values()])
    return [replace(place, name=name) for place, name in zip(found.values(), names, strict=True)], refused


def _open(path: str | Path) -> Iterator[Place]:
    """The places that one argument stands for, named by their whole paths yet."""
    if is_address(path):
        address = urllib.parse.urldefrag(str(path)).url
        yield Place(address, str(path), str(path))
        return
    place = Path(path)
    if is_archive(place) and place.is_file():
        source, folder = place.resolve().as_uri(), str(place)
        for ending in place.suffixes[::-1][:2]:
            folder = folder.removesuffix(ending)
        for member in list_members(place):
            yield Place(f"{source}!{member}", str(place), f"{folder}/{member}", member)
        return
    for file in readable_files(place) if place.is_dir() else [place]:
        yield Place(file.resolve().as_uri(), str(file), str(file))


def with_bytes(places: Iterable[Place]) -> Iterator[tuple[Place, bytes | InputRefused | None]]:
    """Each place, in order, with its bytes where it is in an archive (None else: whoever reads it opens it), or why there are none."""
    archive: Iterator[tuple[str, bytes]] = iter(())
    opened: str | None = None
    fault: InputRefused | None = None
    for place in places:
        if place.member is None:
            yield place, None
            continue
        if place.where != opened:
            archive, opened, fault = read_members(Path(place.where)), place.where, None
        data: bytes | None = None
        try:
            data = None if fault else next((data for name, data in archive if name == place.member), None)
        except InputRefused as error:
            fault = error
        yield place, data if data is not None else fault or InputRefused(place.shown, "gone from the archive; load it again.")


def display_names(places: list[str]) -> list[str]:
    """A name for each place: the stem, or `folder/stem` where two inputs share a stem; the whole place where that clashes too."""
    stems = [_stem(place) for place in places]
    counts = Counter(stems)
    names = [
        stem if counts[stem] == 1 else f"{Path(place).absolute().parent.name}/{stem}"
        for place, stem in zip(places, stems, strict=True)
    ]
    again = Counter(names)
    return [name if again[name] == 1 else place for place, name in zip(places, names, strict=True)]


def _stem(place: str) -> str:
    if is_address(place):
        return place.rstrip("/").rsplit("/", 1)[-1].rsplit(".", 1)[0] or place
    return Path(place).stem
