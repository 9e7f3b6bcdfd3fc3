"""The compiled cache: current, whole, safe for two at once, and never in the way."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ontology.cache import cache_folder, key_of, load_or_build


@pytest.fixture
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def test_the_second_time_nothing_is_built(cache_home: Path) -> None:
    built = []

    def build() -> dict[str, tuple[int, ...]]:
        built.append(1)
        return {"a": (1, 2)}

    assert load_or_build("t", "k", build) == load_or_build("t", "k", build) == {"a": (1, 2)}
    assert len(built) == 1


def test_a_damaged_file_is_built_anew(cache_home: Path) -> None:
    load_or_build("t", "k", lambda: {"a": 1})
    path = cache_folder() / "t-k.bin"
    path.write_bytes(path.read_bytes()[:-1])
    assert load_or_build("t", "k", lambda: {"a": 2}) == {"a": 2}
    assert load_or_build("t", "k", lambda: {"a": 3}) == {"a": 2}


def test_a_changed_source_changes_the_key(tmp_path: Path) -> None:
    source = tmp_path / "s"
    source.write_text("one")
    before = key_of([source], "1")
    source.write_text("three")
    assert key_of([source], "1") != before
    assert key_of([source], "2") != key_of([source], "1")


def test_many_at_once_all_get_the_value_and_leave_one_file(cache_home: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda _: load_or_build("t", "k", lambda: {"a": list(range(1000))}), range(32)))
    assert all(value == {"a": list(range(1000))} for value in values)
    assert [path.name for path in cache_folder().iterdir()] == ["t-k.bin"]


def test_without_a_home_the_temporary_folder_serves(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/proc/nowhere")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cache_folder() == tmp_path / f"syndrome-graph-{os.getuid()}"


def test_old_compilations_are_forgotten(cache_home: Path) -> None:
    for number in range(7):
        load_or_build("t", str(number), lambda: 1)
    assert len(list(cache_folder().glob("t-*.bin"))) == 4
