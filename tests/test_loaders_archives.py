"""Archives of documents: members in order, each known by its archive and name; bombs and damage are refused in one sentence."""

import io
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from graph.errors import InputRefused
from loaders.archives import list_members, read_members
from loaders.places import places_of, with_bytes

PAGES = {"in/b.txt": b"Fernwood syndrome\n", "a.xml": b"<x/>", "in/a.txt": b"Harlow syndrome\n", "in/picture.png": b"no"}


def tar(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:" + {"gz": "gz", "xz": "xz"}.get(path.name.rsplit(".", 1)[1], "")) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def made(path: Path, members: dict[str, bytes]) -> Path:
    return (zipped if path.suffix == ".zip" else tar)(path, members)


@pytest.mark.parametrize("name", ["p.tar", "p.tar.gz", "p.tar.xz", "p.zip"])
def test_documents_come_in_the_archives_order(name: str, tmp_path: Path) -> None:
    path = made(tmp_path / name, PAGES)
    assert list_members(path) == ["in/b.txt", "a.xml", "in/a.txt"]
    assert list(read_members(path)) == [(one, data) for one, data in PAGES.items() if not one.endswith("png")]


def test_a_member_is_known_by_its_archive_and_shown_by_its_stem_or_folder(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {"in/a.txt": b"one", "out/a.txt": b"two", "b.txt": b"three"})
    places, refused = places_of([path])
    assert not refused
    assert [place.name for place in places] == ["in/a", "out/a", "b"]
    assert [place.source for place in places] == [f"{path.as_uri()}!{name}" for name in ("in/a.txt", "out/a.txt", "b.txt")]
    assert [data for _, data in with_bytes(places)] == [b"one", b"two", b"three"]


def test_paths_that_lead_outside_are_but_names(tmp_path: Path) -> None:
    path = tar(tmp_path / "p.tar", {"../../up.txt": b"up", "/etc/absolute.txt": b"root"})
    assert [name for name, _ in read_members(path)] == ["../../up.txt", "/etc/absolute.txt"]
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.tar"]


@pytest.mark.parametrize("name", ["bomb.tar.gz", "bomb.zip"])
def test_an_archive_that_expands_without_measure_is_refused_early(name: str, tmp_path: Path) -> None:
    zeros = b"0" * 30_000_000
    path = made(tmp_path / name, {f"{number}.txt": zeros for number in range(8)})
    assert path.stat().st_size < 500_000
    begin = time.process_time()
    with pytest.raises(InputRefused, match="200 times"):
        list_members(path)
    assert time.process_time() - begin < 5


def test_a_zip_that_lies_about_its_sizes_is_not_believed(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {"a.txt": b"0" * 1_000_000})
    data = path.read_bytes().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    assert list_members(path) == ["a.txt"]
    with pytest.raises(InputRefused, match="damaged"):
        list(read_members(path))


@pytest.mark.parametrize("name", ["p.tar", "p.tar.gz", "p.tar.xz", "p.zip"])
@pytest.mark.parametrize("cut", [0.0, 0.5])
def test_a_damaged_archive_is_refused_in_one_sentence(name: str, cut: float, tmp_path: Path) -> None:
    noise = bytes(number * 7919 % 251 for number in range(40_000))
    path = made(tmp_path / name, {"a.txt": noise, "b.txt": noise[::-1]})
    path.write_bytes(path.read_bytes()[: int(cut * path.stat().st_size)])
    with pytest.raises(InputRefused) as refused:
        list(read_members(path))
    assert "\n" not in str(refused.value)


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {"a.txt": b"words"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(InputRefused, match="encrypted"):
        list(read_members(path))


def test_an_archive_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no readable files"):
        list_members(zipped(tmp_path / "p.zip", {"a.png": b"no"}))


def test_a_member_that_cannot_be_read_does_not_keep_what_comes_before_it_out(tmp_path: Path) -> None:
    noise = bytes(number * 7919 % 251 for number in range(40_000))
    path = tar(tmp_path / "p.tar", {"a.txt": b"words", "b.txt": noise})
    places, _ = places_of([path])
    path.write_bytes(path.read_bytes()[:3000])
    data = [data for _, data in with_bytes(places)]
    assert data[0] == b"words"
    assert isinstance(data[1], InputRefused)
