"""What all tests share: tiers and counts, and no silent skips where CI runs."""

from __future__ import annotations

import os
import sys

import pytest
from tiers import CI, left_out

if CI:  # some hundred processes import the course: only the first one compiles it
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether counts are full (``CI=true``) or small (a newcomer's run)."""
    return CI


@pytest.fixture(scope="module", autouse=True)
def _widgets_end_with_their_file():
    """Every widget lives until it is closed; those of some thousand tests would fill a gigabyte."""
    yield
    if widgets := sys.modules.get("ipywidgets"):
        widgets.Widget.close_all()


@pytest.fixture
def without_pixels(monkeypatch):
    """Charts keep their words and tables, and are not drawn: for tests of what is said."""
    from PIL import Image

    from helpers.charts.chart import Chart

    monkeypatch.setattr(Chart, "_picture", lambda *_: Image.new("RGB", (8, 5)))


@pytest.fixture
def counted(request):
    """Say what was counted; it stands at the end of the run, also where tests run in parallel."""
    return lambda text: request.node.user_properties.append(("counted", text))


def pytest_terminal_summary(terminalreporter) -> None:
    """Print what the tests counted."""
    lines = [
        f"{report.nodeid.rpartition('::')[2]}: {text}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, text in report.user_properties
        if name == "counted"
    ]
    if lines:
        terminalreporter.section("counted")
        terminalreporter.write_line("\n".join(sorted(lines)))


LONGEST_FIRST = (
    "browser/test_labs_in_lab.py",
    "browser/test_course_in_a_browser.py",
    "author/test_faults.py",
    "browser/test_accessibility.py",
    "browser/test_in_view.py",
    "browser/test_reader_in_lab.py",
    "author/test_packaging.py",
    "browser/test_capstone_in_lab.py",
    "learner/test_record_durability.py",
    "learner/test_rows_and_pictures.py",
    "author/test_check.py",
    "learner/test_capstone.py",
    "hub/test_class.py",
    "browser/test_quiz_in_lab.py",
    "browser/test_pages_to_read.py",
    "browser/test_vote_on_a_phone.py",
    "hub/test_kills.py",
    "author/test_authoring.py",
    "hub/test_servers.py",
    "learner/test_no_network.py",
    "author/test_question_bank.py",
    "learner/test_labs.py",
    "learner/test_simulation_model.py",
    "teacher/test_classroom_results.py",
)


def _name(item) -> str:
    return item.nodeid.removeprefix("tests/")


def _place(item) -> int:
    name = _name(item).partition("::")[0]
    return LONGEST_FIRST.index(name) if name in LONGEST_FIRST else len(LONGEST_FIRST)


def pytest_collection_modifyitems(config, items) -> None:
    """Long files first, so that workers end together; leave out what this run does not ask for.

    Soak tests run only with ``-m soak``, and what `tiers` lists only in CI or where it is named.
    """
    items.sort(key=_place)
    unwanted: set[str] = set()
    if "soak" not in (config.option.markexpr or ""):
        unwanted = {_name(item) for item in items if item.get_closest_marker("soak")}
    if not CI and config.args == config.getini("testpaths"):
        unwanted |= left_out([_name(item) for item in items])
    if unwanted:
        config.hook.pytest_deselected(items=[item for item in items if _name(item) in unwanted])
        items[:] = [item for item in items if _name(item) not in unwanted]


def pytest_configure(config) -> None:
    """Keep the order of `LONGEST_FIRST`: xdist would put files with many tests first."""
    config.option.loadscopereorder = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where CI runs, a skip is a failure: everything that a test needs is installed there."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where it should have run: {report.longrepr}"
    return report
