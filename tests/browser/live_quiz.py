"""Driving the quizzes of a lesson in JupyterLab."""

from __future__ import annotations

from helpers.content import load_lesson, load_questions

LESSON = "what_is_the_difference"


def questions(lesson=LESSON):
    return {q.id: q for q in load_questions(lesson)}


def first_single_choice(lesson=LESSON):
    """The first section whose check opens with a single choice, and that question."""
    known = questions(lesson)
    for section in load_lesson(lesson).sections:
        question = known[section.checks[0]]
        if question.kind == "single_choice":
            return section, question
    raise AssertionError(f"{lesson} has no check that opens with a single choice")


def quiz(page, title):
    """The live quiz whose head carries ``title``."""
    outputs = page.locator(".jp-OutputArea-output .qz")
    return outputs.filter(has=page.get_by_text(title, exact=True)).first


def radio(box, text):
    return box.get_by_role("radio", name=text, exact=True)


def press(box, name):
    box.get_by_role("button", name=name).click()
