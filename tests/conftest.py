"""What all tests share: counts by tier, and no silent skips where CI runs."""

from __future__ import annotations

import os

import pytest

CI = os.environ.get("CI", "").lower() == "true"


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether counts are full (``CI=true``) or small (a newcomer's run)."""
    return CI


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


def pytest_collection_modifyitems(config, items) -> None:
    """Leave soak tests out unless they are asked for with ``-m soak``."""
    if "soak" in (config.option.markexpr or ""):
        return
    soak = [item for item in items if item.get_closest_marker("soak")]
    if soak:
        config.hook.pytest_deselected(items=soak)
        items[:] = [item for item in items if item not in soak]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where CI runs, a skip is a failure: everything that a test needs is installed there."""
    report = yield
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where it should have run: {report.longrepr}"
    return report
