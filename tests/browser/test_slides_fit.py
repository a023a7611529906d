"""Every slide of every deck fits its screen of 1280x720, with no network; none is left bare."""

from __future__ import annotations

import pytest

from helpers.authoring.deck import write_decks
from helpers.content import load_course, load_teaching

NAMES = [*(e.id for e in load_course().lessons), *(p.id for p in load_teaching().plans)]
OVER = """() => [...document.querySelectorAll(".slides > section")].map((slide, at) => {
  slide.style.cssText += ";display:block!important";
  const frame = slide.getBoundingClientRect();
  const boxes = [...slide.querySelectorAll("*")].filter(one => !one.closest(".notes"))
    .map(one => one.getBoundingClientRect()).filter(box => box.height);
  const out = boxes.some(box => box.bottom > frame.bottom + 1 || box.right > frame.right + 1);
  const low = Math.max(...boxes.map(box => box.bottom)) - frame.top;
  const bare = slide.dataset.continued && low < 200;
  const small = Number(slide.dataset.small || 1) < 0.8;
  slide.style.display = "";
  return out || small || bare ? `slide ${at + 1}: ${slide.innerText.slice(0, 60)}` : "";
}).filter(Boolean)"""


@pytest.fixture(scope="module")
def decks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("slides")
    return dict(zip(NAMES, write_decks(folder, NAMES), strict=True))


def overflowing(tab, path):
    tab.goto(path.as_uri())
    tab.wait_for_selector("body[data-ready]", state="attached")
    assert int(tab.get_attribute("body", "data-ready")) > 5
    return tab.evaluate(OVER)


@pytest.fixture(scope="module")
def tab(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_overflows(name, decks, tab):
    assert overflowing(tab, decks[name]) == []


def test_what_is_not_dealt_out_would_be_seen(decks, tab, tmp_path):
    whole = decks["what_is_the_difference"].read_text("utf-8")
    deal = "for (const one of [...slides.children]) fit(one);"
    assert deal in whole
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(whole.replace(deal, ""), "utf-8")
    assert overflowing(tab, spoilt)
