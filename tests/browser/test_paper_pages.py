"""Hand-outs as the printer gets them: how many pages they take."""

from __future__ import annotations

import re

import pytest
from project_files import notebook_of

from helpers.authoring.class_sheets import (
    course_sheet,
    letter_cards,
    participant_sheet,
    rubric_sheets,
    syllabus,
    teacher_sheet,
)
from helpers.authoring.exam.bank import read_bank
from helpers.authoring.exam.codes import asked
from helpers.authoring.exam.drawing import draw_forms
from helpers.authoring.exam.paper import exam_page, exam_style, key_page
from helpers.authoring.paper import lesson_key, lesson_on_paper, style_of
from helpers.authoring.refresh import notebooks_folder
from helpers.content import course_root, load_lesson, load_teaching

LESSON = "what_is_the_difference"
PLANS = load_teaching().plans
PLAN = PLANS[0]
NOTEBOOK = notebooks_folder() / notebook_of(LESSON)


def printed_pages(browser, html: str) -> int:
    tab = browser.new_page()
    tab.set_content(html)
    pdf = tab.pdf(prefer_css_page_size=True)
    tab.close()
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize(
    ("html", "most"),
    [
        (lesson_on_paper(NOTEBOOK), 6),
        (lesson_key(load_lesson(LESSON), NOTEBOOK, style_of()), 2),
        (teacher_sheet(PLAN, style_of()), 1),
        (participant_sheet(PLAN, style_of()), 2),
        (course_sheet(PLANS[1], style_of()), 2),
        (course_sheet(PLANS[2], style_of()), 4),
        (letter_cards(style_of()), 1),
        (syllabus(style_of()), 1),
        (rubric_sheets(style_of()), 2),
    ],
    ids=["lesson", "key", "plan", "sheet", "day", "weeks", "cards", "syllabus", "rubrics"],
)
def test_a_lesson_and_its_key_take_few_pages(html, most, browser):
    assert 1 <= printed_pages(browser, html) <= most


def test_an_exam_of_twenty_takes_few_pages(browser):
    bank = read_bank(course_root() / "questions")
    (form,) = draw_forms(bank, 20, ["A"], 7)
    points = dict.fromkeys(bank.questions, 1)
    shown = [asked(one, form.steps.get(one.id, [])) for one in form.questions]
    for style, most in ((exam_style(), 5), (exam_style(large=True), 12)):
        assert printed_pages(browser, exam_page(form, points, "Exam", style)) <= most
    assert printed_pages(browser, key_page(form, shown, points, "Exam", exam_style())) <= 3


def test_large_print_takes_more(browser):
    large = lesson_on_paper(NOTEBOOK, style_of(large=True))
    assert printed_pages(browser, large) > 10
