"""One setting for every machine: what notebooks run with when their outputs are compared.

This is also a pytest plugin (``pyproject.toml`` names it), so that plain
``pytest notebooks`` gives each notebook a new empty record and a fixed clock.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

CLOCK = "2026-01-05T09:00:00+00:00"
FIXED = {
    "COURSE_CLOCK": CLOCK,
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "JUPYTER_PLATFORM_DIRS": "1",
    "COURSE_RESULTS_URL": "",  # on a JupyterHub, nothing of this is shared
}


def fixed_environment(folder: Path) -> dict[str, str]:
    """Return the variables for one notebook; its record lives in ``folder``, which is empty."""
    return {**FIXED, "COURSE_RECORD": str(folder / "record.sqlite")}


class _Notebooks:
    """Sets the variables before nbval starts a notebook's kernel, and takes them back."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._folder: Path | None = None
        self._before: dict[str, str | None] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        if item.path == self._path:
            return
        self._end()
        if item.path.suffix == ".ipynb":
            self._path = item.path
            self._folder = Path(tempfile.mkdtemp(prefix="course-"))
            for name, value in fixed_environment(self._folder).items():
                self._before[name] = os.environ.get(name)
                os.environ[name] = value

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self) -> None:
        self._end()

    def _end(self) -> None:
        for name, value in self._before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._path, self._folder, self._before = None, None, {}


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter) -> None:
    """Say what to do when a notebook's outputs no longer match."""
    failed = terminalreporter.stats.get("failed", [])
    if any(".ipynb" in report.nodeid for report in failed):
        terminalreporter.write_line(
            "A notebook's output differs from the saved one. If you changed lessons, helpers or "
            "answered questions in it, run: python -m helpers.authoring refresh"
        )


def pytest_configure(config) -> None:
    """Register the part that keeps state from test to test."""
    config.pluginmanager.register(_Notebooks(), "course-notebooks")
