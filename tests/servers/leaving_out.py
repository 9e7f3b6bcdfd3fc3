"""Which tests a machine cannot run, by their marks: left out with one line each; with CI=true that is a failure."""

import os
from collections.abc import Callable, Mapping

import pytest


def leave_out(
    config: pytest.Config, items: list[pytest.Item], lacks: Mapping[str, tuple[str, Callable[[], str | None]]]
) -> None:
    """Deselect the tests whose mark lacks something. `lacks`: by mark, what such tests need, and what is missing of it, in words."""
    for mark, (need, lack) in lacks.items():
        left_out = [item for item in items if item.get_closest_marker(mark)]
        reason = lack() if left_out else None
        if reason is None:
            continue
        if os.environ.get("CI") == "true":
            raise pytest.UsageError(f"CI runs every test: {len(left_out)} need {need}, and {reason}.")
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)
        reporter = config.pluginmanager.get_plugin("terminalreporter")
        if reporter is not None:
            reporter.write_line(f"{len(left_out)} tests need {need} and are left out: {reason}.")
