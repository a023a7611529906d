"""One JupyterLab and one Chromium for all browser tests."""

from __future__ import annotations

import pytest
from lab import CHROMIUM_FLAGS, HOW_TO_GET_ONE, Lab, find_chromium

PATIENCE = 60_000
"""Milliseconds that anything may take; where it comes soon, nobody waits longer."""


@pytest.fixture(scope="session")
def playwright():
    """What drives Chromium, or a skip with one sentence that says how to get it."""
    if find_chromium() is None:
        pytest.skip(HOW_TO_GET_ONE)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright):
    """Chromium."""
    chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def lab(browser, tmp_path_factory):
    """A JupyterLab over copies of the notebooks."""
    server = Lab(tmp_path_factory.mktemp("lab"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def page(browser):
    """One page, kept for the whole session; asking for another address fails the test."""
    context = browser.new_context(viewport={"width": 1250, "height": 1000})
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    yield tab
    context.close()


@pytest.fixture(scope="module", autouse=True)
def left_blank(page):
    """An open JupyterLab keeps a processor busy; after each file of tests none is left open."""
    yield
    page.goto("about:blank")
