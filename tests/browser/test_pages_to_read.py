"""The pages to read on a narrow phone and on a desk, light and dark: axe finds nothing."""

from __future__ import annotations

from datetime import date

import pytest
from axe import AXE

from helpers.authoring.site import build_site
from helpers.content import load_course

A_DAY = 2  # other lessons each day, and all of them with -m soak
LESSONS = [entry.notebook for entry in load_course().lessons]
TODAY = {LESSONS[(date.today().toordinal() * A_DAY + i) % len(LESSONS)] for i in range(A_DAY)}
PAGES = ["index", "final_check_to_print", *LESSONS]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
FOUND = """async rules => (await axe.run({runOnly: rules})
  ).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)}`))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages") / "site"
    build_site(folder, live=False, base="https://example.org/course")
    return folder


@pytest.fixture(scope="module")
def reader(browser):
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(one, marks=pytest.mark.soak if one in LESSONS and one not in TODAY else ())
        for one in PAGES
    ],
)
def test_a_page_is_accessible_and_no_wider_than_the_screen(name, site, reader):
    rules = RULES if name == "final_check_to_print" else [*RULES, "best-practice"]
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "light")):
        reader.set_viewport_size({"width": width, "height": 800})
        reader.emulate_media(color_scheme=scheme)
        reader.goto((site / f"{name}.html").as_uri())
        reader.evaluate(AXE.read_text("utf-8"))
        assert reader.evaluate(FOUND, rules) == [], (width, scheme)
        assert reader.evaluate(WIDER) <= 0, (width, scheme)
