"""axe-core and a contrast computation of our own over a lesson in JupyterLab."""

from __future__ import annotations

import json
import re
from pathlib import Path

import axe_playwright_python
from lab import ROOT, THEMES, set_theme
from playwright.sync_api import Page
from project_files import notebook_of

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
SEEN_IN = list(THEMES)
# Without a body of full height axe skips contrast and target size in JupyterLab; cells that are
# scrolled away must be laid out too.
WHOLE_PAGE = (
    "html,body{height:100vh!important;overflow:visible!important}"
    ".jp-Cell{content-visibility:visible!important}"
)
RUN_AXE = """async () => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);  // let new styles settle
  const found = await axe.run(
    {include: [['.jp-Notebook .jp-Cell-outputWrapper']]},
    {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']});
  return {
    passes: found.passes.map(r => r.id),
    violations: found.violations.flatMap(r => r.nodes.map(
      n => `${r.id}: ${n.target.join(' ')}: ${n.html.slice(0, 160)}`)),
  };
}"""
CONTRAST = """() => {
  const parse = c => {
    const found = (c.match(/[\\d.]+/g) || []).map(Number);
    return c.startsWith('color(') ? found.map((v, i) => (i < 3 ? v * 255 : v)) : found;  // mixed
  };
  const over = (top, under) => {
    const a = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map(i => top[i] * a + under[i] * (1 - a));
  };
  const light = rgb => {
    const [r, g, b] = rgb.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92
                                                 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = e => {
    const layers = [];
    for (let n = e; n; n = n.parentElement) {
      const c = parse(getComputedStyle(n).backgroundColor);
      const alpha = c.length < 4 ? 1 : c[3];
      if (c.length && alpha > 0) layers.push(c);
      if (c.length && alpha === 1) break;
    }
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
  };
  const low = []; let seen = 0;
  for (const out of document.querySelectorAll('.jp-Notebook .jp-OutputArea-output')) {
    const walk = document.createTreeWalker(out, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const e = walk.currentNode.parentElement;
      if (!walk.currentNode.textContent.trim() || !e.offsetParent) continue;
      if (e.closest('script, style, [disabled], option, .qz-status')) continue;
      const style = getComputedStyle(e);
      const back = ground(e), fore = over(parse(style.color), back);
      const a = light(fore), b = light(back);
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      seen++;
      const words = walk.currentNode.textContent.trim().slice(0, 60);
      if (ratio < 4.5) low.push(`${ratio.toFixed(2)}: ${words}`);
    }
  }
  return {seen, low: [...new Set(low)]};
}"""


def prepare(page):
    """Lay the whole lesson out in one tall window: axe passes over what is scrolled away.

    Returns the element that holds the style for it.
    """
    page.set_viewport_size({"width": 1250, "height": 20_000})
    style = page.add_style_tag(content=WHOLE_PAGE)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return style


def contrast(page) -> dict:
    """Compute every text's contrast; once more after a moment while nothing is laid out yet."""
    for _ in range(100):
        found = page.evaluate(CONTRAST)
        if found["seen"] > 20:
            break
        page.wait_for_timeout(300)
    return found


def scan(page) -> dict:
    """Run axe; once more after a moment while the page is not laid out yet."""
    for _ in range(100):
        found = page.evaluate(RUN_AXE)
        if "color-contrast" in found["passes"]:
            break
        page.wait_for_timeout(300)
    return found


def assert_clean(page, theme: str, *, axe: bool = True) -> None:
    """No violation, and proof that the contrast rule really ran; all text has enough contrast."""
    set_theme(page, theme)
    if axe:
        found = scan(page)
        assert "color-contrast" in found["passes"]
        assert found["violations"] == [], found["violations"]
    found = contrast(page)
    assert found["seen"] > 20
    assert found["low"] == [], found["low"]


def axe_in(lesson_id: str) -> str:
    """The theme in which axe takes a lesson: another one for the next."""
    return SEEN_IN[sum(lesson_id.encode()) % len(SEEN_IN)]


def assert_runs(page: Page, lesson_id: str) -> None:
    """A live quiz for each call, and no error in a cell."""
    notebook = json.loads((ROOT / "notebooks" / notebook_of(lesson_id)).read_text(encoding="utf-8"))
    sources = ["".join(c["source"]) for c in notebook["cells"] if c["cell_type"] == "code"]
    called = [s for s in sources if re.search(r"lesson\.(check|exit_quiz|diagnostic)\(", s)]
    assert called
    page.wait_for_function(
        "n => document.querySelectorAll('.jp-OutputArea-output .qz').length >= n", arg=len(called)
    )
    assert page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0
