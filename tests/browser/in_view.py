"""Where everything of a question stands on a laptop's screen, state by state."""

from __future__ import annotations

import json
import random

import nbformat
from random_learner import wrong_response

from helpers.content import load_course, load_questions
from helpers.questions import Question

SIZES = {"1366x768": (1366, 768), "1280x720": (1280, 720)}
NOTEBOOK = "in_view.ipynb"
SETUP = """
import json
from helpers import open_lesson
lesson = open_lesson("start_here")
from helpers.content import load_course, load_questions
from helpers.quiz import Quiz
from helpers.record import Record
bank = {q.id: q for e in load_course().lessons for q in load_questions(e.id)}
def show(ids):
    global quiz
    asked = [bank[i] for i in ids]
    quiz = Quiz("Check: how far is it?", asked, Record(None, "guest"), "start_here")
    return quiz
show(%s)
"""
DO = """async code => {
  const w = window.jupyterapp.shell.currentWidget;
  const { kernel } = w.sessionContext.session;
  const { content } = await kernel.requestExecute({ code, silent: true }).done;
  if (content.status !== 'ok') throw new Error(`${content.ename}: ${content.evalue}`);
}"""
SEE = """async () => {
  const box = document.querySelector('.jp-OutputArea-output .qz');
  const frame = () => new Promise(requestAnimationFrame);
  for (let i = 0, last = ''; i < 40; i++) {  // until nothing moves any more
    await frame();
    const r = box.getBoundingClientRect(), now = `${r.top} ${r.height} ${box.innerText.length}`;
    if (now === last && i > 4) break;
    last = now;
  }
  const pane = [...document.querySelectorAll('.jp-WindowedPanel-outer')].find(e => e.offsetParent);
  const { top, bottom } = pane.getBoundingClientRect();
  const place = e => {
    if (!e) return null;
    const r = e.getBoundingClientRect();
    return [Math.round(r.top - top), Math.round(bottom - r.bottom)];
  };
  const shown = what => [...box.querySelectorAll(what)].filter(e => e.offsetParent);
  const size = e => parseFloat(getComputedStyle(e).fontSize);
  const prose = size(document.querySelector('.jp-MarkdownOutput p'));
  return {
    tall: Math.round(bottom - top), height: Math.round(box.getBoundingClientRect().height),
    head: place(box.querySelector('.widget-html blockquote, [id$=-stem]')),
    stem: place(box.querySelector('[id$=-stem]')),
    rows: shown('.qz-o, .qz-row:not(.qz-sure)').map(place),
    buttons: shown(':scope > .widget-hbox > button').map(place),
    go: place(shown('button.qz-go')[0]),
    word: place(shown('.qz-box:last-of-type > p')[0] && shown('.qz-box').pop().querySelector('p')),
    said: place(shown('.qz-box').pop()?.querySelectorAll('p, li')[1]),
    result: place(box.querySelector('.widget-html p')),
    small: shown('p, li, label, .widget-label, button, select, input[type=text]').filter(
      e => size(e) < prose).map(e => e.textContent.slice(0, 40)),
    beside: shown('label, p, li, select, input').filter(
      e => e.getBoundingClientRect().right > box.getBoundingClientRect().right).map(
      e => e.textContent.slice(0, 40)),
    scrolls: shown('*').filter(e => e.scrollHeight > e.clientHeight + 3 && e.clientHeight
      && /auto|scroll/.test(getComputedStyle(e).overflowY)).map(e => e.className),
  };
}"""
PEEK = """async () => {
  const pane = [...document.querySelectorAll('.jp-WindowedPanel-outer')].find(e => e.offsetParent);
  const edge = () => pane.getBoundingClientRect().bottom;
  const found = [];
  for (const box of document.querySelectorAll('.jp-OutputArea-output .qz')) {
    const bar = box.querySelector(':scope > .widget-hbox > button')?.parentElement;
    const row = [...box.querySelectorAll('.qz-o, .qz-row:not(.qz-sure)')].find(e => e.offsetParent);
    if (!bar || !row || !(row.compareDocumentPosition(bar) & 4)) continue;
    for (const short of [row.offsetHeight + 40, 4]) {  // the row is all below the edge, then cut
      for (let i = 0; i < 3; i++) {  // what comes into sight moves what is below
        pane.scrollTop += row.getBoundingClientRect().bottom - edge() - short;
        await new Promise(requestAnimationFrame);
      }
      const deep = row.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
      if (deep < pane.clientHeight - 60 && bar.getBoundingClientRect().top < edge() - 1)
        found.push(box.innerText.slice(0, 60));
    }
  }
  return found;
}"""
PRESSING = """() => {
  const box = document.querySelector('.jp-OutputArea-output .qz');
  const button = box.querySelector('button.qz-go, :scope > .widget-hbox button');
  button?.scrollIntoView({ block: 'nearest' });
  box.dispatchEvent(new MouseEvent('click'));
}"""


def whole_bank() -> list[Question]:
    """Every question of the course."""
    return [q for entry in load_course().lessons for q in load_questions(entry.id)]


class Bank:
    """Some questions of the bank in one quiz, amid a long page."""

    def __init__(self, lab, page, questions: list[Question]):
        self.page, self.questions = page, questions
        ids = [question.id for question in questions]
        code = nbformat.v4.new_code_cell(SETUP % json.dumps(ids))
        prose = [nbformat.v4.new_markdown_cell("Words before and after.\n\n" * 40) for _ in "12"]
        book = nbformat.v4.new_notebook(cells=[prose[0], code, prose[1]])
        book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
        (lab.notebooks / NOTEBOOK).write_text(nbformat.writes(book), encoding="utf-8")
        lab.turn_to(page, NOTEBOOK)
        self.afresh(lab)

    def afresh(self, lab) -> None:
        """Nothing is answered any more."""
        lab.run_all(self.page)
        self.page.locator(".jp-OutputArea-output .qz").wait_for()
        self.page.evaluate(SEE)

    def do(self, code: str) -> dict:
        """Let the kernel do something while a hand is at the button; what is seen then."""
        self.page.evaluate(PRESSING)
        self.page.evaluate(DO, code)
        return self.page.evaluate(SEE)

    def peek(self) -> list[str]:
        """The cards whose buttons show before the first row to answer is in view."""
        return self.page.evaluate(PEEK)

    def states(self, number: int, every_state: bool = True):
        """Pairs of a state's name and what is seen, for the question at a place."""
        question = self.questions[number]
        yield "asked", self.do(f"quiz.go({number + 1})")
        if every_state:
            yield "hinted", self.do("quiz.hint()")
        wrong = wrong_response(question, random.Random(question.id))
        yield "wrong", self.do(f"quiz.answer({wrong!r}); quiz.check()")
        if every_state:
            yield "right", self.do(f"quiz.answer({question.key!r}); quiz.check()")
        yield "shown", self.do("quiz.reveal()")
