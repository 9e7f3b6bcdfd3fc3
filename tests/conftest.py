"""Fixtures of the whole suite, and the one place that decides what may be left out."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--regenerate` writes present outputs into golden files, to be read before they are committed."""
    parser.addoption("--regenerate", action="store_true", help="write present outputs into golden files")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what reads the material beside the checkout where a user's clone has none; in CI that is a failure."""
    if (SHARED / "monographs").is_dir():
        return
    if os.environ.get("CI") == "true":
        raise pytest.UsageError(f"CI needs the shared material at {SHARED}")
    left_out = [item for item in items if item.get_closest_marker("shared")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.write_line(f"{len(left_out)} tests read material that a clone does not have and are left out.")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The read-only material beside the checkout."""
    return SHARED


@pytest.fixture(scope="session", autouse=True)
def _no_added_ontologies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a developer has added to the vocabulary changes no test."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SGRAPH_DATA", str(tmp_path_factory.mktemp("added")))
        yield
