"""Driving the labs of a lesson in JupyterLab: their boxes, their controls, changes to make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lab import ROOT
from project_files import notebook_of

from helpers.content.labs import Field
from helpers.labs import Lab, words

CHANGES = 2  # of each lab
ROLES = {
    "number": "textbox",
    "whole": "textbox",
    "choice": "combobox",
    "yes_no": "checkbox",
    "text": "textbox",
    "press": "button",
}
NOT_MARKED = """boxes => boxes.flatMap(box =>
  [...box.querySelectorAll('input, select, button, a, summary')]
    .filter(e => e.dataset.lmSuppressShortcuts !== 'true').map(e => e.outerHTML.slice(0, 90)))"""
WAY = """target => target === document.activeElement ? ''
  : document.activeElement.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING
    ? 'Shift+Tab' : 'Tab'"""
MOVE = """(control, value) => new Promise((done, failed) => {
  const box = control.closest('.qz-lab');
  const old = box.querySelector('figure img');
  const content = old.closest('.widget-html-content');
  const place = () => {
    const at = box.querySelector('figure img').getBoundingClientRect();
    return [at.top, at.height].map(Math.round);
  };
  const rolled = () => {
    const tops = [];
    for (let node = box; node; node = node.parentElement) tops.push(node.scrollTop);
    return tops.join();
  };
  content.querySelector('details').open = true;
  control.focus({preventScroll: true});
  const before = place(), stood = rolled();
  const seen = new MutationObserver(async () => {
    const picture = content.querySelector('img');
    if (!picture || picture === old) return;
    seen.disconnect();
    const unpacking = place();
    await picture.decode();
    const ms = performance.now() - start;
    for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
    done({ms, before, unpacking, after: place(), alt: picture.alt, scrolled: rolled() !== stood,
          focused: document.activeElement === control,
          open: content.querySelector('details').open});
  });
  seen.observe(content, {childList: true, subtree: true});
  setTimeout(() => failed(new Error('no new picture in a minute')), 60_000);
  requestAnimationFrame(() => setTimeout(() => {
    start = performance.now();
    if (value === null) return control.click();
    control[control.tagName === 'SELECT' ? 'selectedIndex' : 'value'] = value;
    control.dispatchEvent(new Event('change', {bubbles: true}));
  }));
  let start;
})"""


SETTLE = """async () => {
  const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
  await kernel.requestKernelInfo();
  await new Promise(done => setTimeout(done, 20));
}"""


def labs_of(lesson_id: str) -> list[str]:
    """The labs that a lesson's notebook opens, in its order."""
    source = (ROOT / "notebooks" / notebook_of(lesson_id)).read_text(encoding="utf-8")
    return re.findall(r'lesson\.lab\(\\"(\w+)\\"\)', source)


@dataclass
class Shown:
    """A lesson that has been run, the labs on it, and what the console complained of."""

    page: Any
    id: str
    labs: list[Lab]
    errors: list[str]

    def box(self, play: Lab):
        title = self.page.get_by_text(f"Lab: {play.sheet.title}", exact=True)
        return self.page.locator(".jp-OutputArea-output .qz-lab").filter(has=title)

    def afresh(self, play: Lab):
        """The box of a lab with its start values."""
        box = self.box(play)
        box.get_by_role("button", name="Start values", exact=True).click()
        settle(self.page)
        return box


def settle(page) -> None:
    """Wait until the kernel has answered all that was asked of it so far."""
    page.evaluate(SETTLE)


def control(box, one: Field):
    """A field's control, found by what a screen reader would call it."""
    name = one.label if one.kind == "press" else words.label(one)
    return box.get_by_role(ROLES[one.kind], name=" ".join(name.split()), exact=True)


def other_values(one: Field, now: Any) -> list[Any]:
    """Values to move a control to, the nearest first."""
    if one.kind == "choice":
        return [option.id for option in one.options if option.id != now]
    if one.kind == "yes_no":
        return [not now]
    if one.kind == "text":
        return []
    steps = (1,) if one.kind == "press" else (1, -1, 4, -4)
    return [type(one.start)(round(now + step * one.step, 3)) for step in steps]


@lru_cache
def changes(lab_id: str) -> list[tuple[Field, Any, Any]]:
    """Changes of one control after the other, each with another picture: field, value, result."""
    play = Lab(lab_id)
    values, moves = play.start(), []
    while len(moves) < CHANGES:
        before = len(moves)
        for one in play.sheet.fields:
            for value, result in redrawing(play, values, one):
                values[one.id] = value
                moves.append((one, value, result))
                break
        assert len(moves) > before, f"{lab_id}: no control changes its picture"
    return moves[:CHANGES]


def redrawing(play: Lab, values: dict[str, Any], one: Field) -> Iterator[tuple[Any, Any]]:
    """Values of a field that change the picture, each with its result, the nearest first."""
    seen = play.play(values).chart.text
    for value in other_values(one, values[one.id]):
        try:
            result = play.play(values | {one.id: value})
        except ValueError:
            continue
        if result.chart.text != seen:
            yield value, result


def given(one: Field, value: Any) -> str | int | None:
    """What to write into the page's control, or which entry to choose; None for a click."""
    if one.kind in ("yes_no", "press"):
        return None
    return [o.id for o in one.options].index(value) if one.options else str(value)


def walk_to(page, target) -> None:
    """Press Tab, or Shift and Tab where it lies behind, until the focus is on an element."""
    for _ in range(60):
        way = target.evaluate(WAY)
        if not way:
            return
        page.keyboard.press(way)
    raise AssertionError(f"Tab never reached {target}")
