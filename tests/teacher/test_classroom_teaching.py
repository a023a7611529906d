"""The teacher's kit: minutes add up, links lead somewhere, every question can be asked."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import msgspec
import pytest
from classroom_samples import QUESTIONS
from project_files import notebook_of

from helpers.authoring.before_class import copies_of
from helpers.authoring.check import notebook_anatomy, notebook_words, readability
from helpers.authoring.check.data import teaching_problems
from helpers.authoring.check.notebook_page import (
    Page,
    Part,
    code,
    headings,
    markdown,
    parts,
    read_notebook,
    source,
)
from helpers.authoring.paper import pages
from helpers.authoring.save_hook import before_save
from helpers.classroom import Pulse, teaching
from helpers.classroom.sections import parts_of
from helpers.content import load_course, load_lesson, load_teaching
from helpers.content.minutes import minutes_of_question
from helpers.content.teaching import minutes_of, session_minutes
from helpers.document import Card, to_text
from helpers.questions import Scenario

FOLDER = Path(__file__).parents[2] / "notebooks"
COURSE, KIT = load_course(), load_teaching()
LESSONS = {entry.id: load_lesson(entry.id) for entry in COURSE.lessons}
PROBED = [name for area in COURSE.areas for name in area.lessons]  # by the diagnostic
STEPS = [
    (plan.id, session, step)
    for plan in KIT.plans
    for session in plan.sessions
    for step in session.steps
]
README = FOLDER.parent / "README.md"
PAGES = sorted((FOLDER / "teaching").glob("*.ipynb"))


def problems(kit) -> list[str]:
    return teaching_problems(kit, COURSE, LESSONS, {n: q for n, (_, q) in QUESTIONS.items()}, "t")


@cache
def section(lesson: str, title: str) -> Part:
    page = page_of(FOLDER / notebook_of(lesson))
    return next(part for part in parts(page) if part.title == title)


# ---------------------------------------------------------------- plans


def test_there_are_the_three_plans():
    assert [plan.id for plan in KIT.plans] == ["ninety_minutes", "one_day", "six_weeks"]
    assert [s.minutes for s in KIT.plans[0].sessions] == [90]
    assert 360 <= sum(session_minutes(s, COURSE) for s in KIT.plans[1].sessions) <= 420
    hours = [session_minutes(s, COURSE) for s in KIT.plans[2].sessions if "class" in s.title]
    assert hours[:5] == [60] * 5 and hours[5] <= 110
    weeks = {s.title.split(",")[0] for s in KIT.plans[2].sessions}
    assert len([week for week in weeks if week.startswith("Week ")]) == 6
    assert not problems(KIT)


def test_minutes_of_a_plan_are_those_of_its_steps_on_the_page():
    for plan in KIT.plans:
        text = teaching.plan(plan.id).text
        found = [int(m) for m in re.findall(r"^\d+:\d\d \| (\d+) \| ", text, re.M)]
        assert sum(found) == sum(session_minutes(s, COURSE) for s in plan.sessions)
        for session in plan.sessions:
            assert session.minutes in (0, session_minutes(session, COURSE))
            assert f"{session.title}: {session_minutes(session, COURSE)} minutes\n" in text
    overlap = COURSE.entry("where_the_roles_overlap").minutes
    assert f"13:30 | {overlap} | each alone | " in teaching.plan("one_day").text


def test_a_lesson_takes_the_minutes_it_states():
    stated = {entry.id: entry.minutes for entry in COURSE.lessons}
    whole = [step for _, _, step in STEPS if not step.minutes]
    assert len(whole) >= 10
    for step in whole:
        taken = [stated[name] for name in step.lessons]
        middle = len(taken) // 2
        wanted = max(sum(taken[:middle]), sum(taken[middle:])) if step.halves else sum(taken)
        assert minutes_of(step, COURSE) == wanted


def test_the_six_weeks_hold_every_lesson_once_and_the_day_the_short_path():
    def whole(plan_id):
        return [
            name
            for plan, _, step in STEPS
            if plan == plan_id and not step.minutes
            for name in step.lessons
        ]

    weeks = whole("six_weeks")
    assert len(set(weeks)) == len(weeks)
    assert set(weeks) >= {COURSE.diagnostic, COURSE.final_test, *PROBED}
    assert {"two_jobs_one_abbreviation", "what_is_the_difference"} <= set(whole("one_day"))


@pytest.mark.parametrize(("plan", "session", "step"), STEPS)
def test_a_step_has_time_for_what_it_asks(plan, session, step):
    """A show of hands takes three minutes; a section read in pairs takes its words and checks."""
    spent = minutes_of(step, COURSE)
    assert 5 <= spent <= 120
    assert spent >= 3 * len(step.ask) + 2 * bool(step.section)
    if step.section and step.way in ("pairs", "alone") and not step.ask:
        lesson = LESSONS[step.lessons[0]]
        own = next(s for s in lesson.sections if s.id == step.section)
        words = len(readability.words(to_text(section(lesson.id, own.title).prose)))
        assert spent >= words / 130 + 0.75 * len(own.checks)


def test_every_question_of_a_plan_can_be_asked_by_hands():
    asked = {name for _, _, step in STEPS for name in step.ask}
    assert len(asked) >= 12
    assert all(isinstance(teaching.pulse(name), Pulse) for name in asked)


def test_groups_have_the_time_that_their_exercise_takes():
    taken = {one.title: one.minutes for one in KIT.exercises}
    found = [(step, re.search(r'Group exercise "([^"]+)"', step.do)) for _, _, step in STEPS]
    named = [(step, match[1]) for step, match in found if match]
    assert len(named) >= 4
    assert {title for _, title in named} == set(taken)  # every exercise has its place in a plan
    for step, title in named:
        assert minutes_of(step, COURSE) >= taken[title] * times(step.do, title), step.do
    for one in KIT.exercises:
        parts_of_it = [int(m) for m in re.findall(r"\((\d+) minutes", one.about)]
        assert sum(parts_of_it) == one.minutes


def times(do: str, title: str) -> float:
    """How often a step does an exercise: two cases take twice the time, if it is about one."""
    about = next(one.about for one in KIT.exercises if one.title == title)
    return (1 + ("two cases" in do)) / (1 + ("another case" in about))


def test_two_cases_take_twice_the_time():
    once, twice = 'Group exercise "Whose call is it?"', "two cases for each group"
    assert times(once, "Whose call is it?") == 1 == times(twice, "Two chairs, one case")
    assert times(f"{once}, {twice}", "Whose call is it?") == 2


def test_people_have_a_sheet_each_and_a_case_for_each_group():
    """28 people in groups of four; an eighth group has a case, too."""
    exercise = next(one for one in KIT.exercises if one.id == "first_calls")
    assert len(exercise.cases) == 8 > 28 / 4 == 7
    assert copies_of(exercise, 28) == [4] * 7 + [0]
    assert copies_of(exercise, 30) == [4] * 6 + [3] * 2


def test_what_the_teachers_pages_tell_to_print_and_to_read_is_there():
    readme = (FOLDER / "teaching/README.md").read_text("utf-8")
    read = readme + "".join(markdown(page_of(path)) for path in PAGES)
    made = {name for name, _, _ in pages()} | {"results.html"}
    made |= {"exam_A.html", "exam_B.html", "key_A.html"}
    named = set(re.findall(r"`([\w/]+\.html)`", read))
    assert len(named) > 6 and named <= made
    places = re.findall(r"`((?:helpers|lessons_data)/[\w/.]+)`", read)
    assert len(places) > 3 and all((FOLDER.parent / place).exists() for place in places)
    wrong = re.findall(r"(?<!\.venv/bin/)python -m helpers\.\S+", read)
    assert not wrong, f"{wrong}: it works in the course's own environment alone"


TRADE = "float|critical|charter|tolerance|backlog|contingency|sprint|baseline|earned value|Scrum"


def test_the_ninety_minutes_need_no_word_of_the_trade_and_nobody_who_is_not_introduced():
    plan = next(one for one in KIT.plans if one.id == "ninety_minutes")
    exercise = next(one for one in KIT.exercises if one.id == "first_calls")
    steps = [step for session in plan.sessions for step in session.steps]
    asked = [name for step in steps for name in step.ask] + exercise.cases
    for name in asked:
        _, question = QUESTIONS[name]
        words = f"{question.stimulus} {question.stem}"
        assert not re.findall(rf"\b(?:{TRADE})\b", words, re.I), name
    assert plan.people and plan.outcomes and len(plan.without) >= 3
    free = [step.minutes for step in steps if step.do.startswith("Kept free")]
    assert sum(free) >= 10 and any(step.drop for step in steps)
    assert all(step.say for step in steps if not step.do.startswith("Kept free"))
    card = teaching.plan("ninety_minutes").text
    for words in ("Afterwards learners can", "Say: ", "A good answer: ", "Ready early: "):
        assert words in card
    assert "Leave this out first" in card and "Where something is missing" in card


@pytest.mark.parametrize("plan", KIT.plans, ids=lambda one: one.id)
def test_a_plan_has_outcomes_a_script_room_and_something_to_leave_out(plan):
    assert len(plan.outcomes) >= 3 and len(plan.without) >= 3
    for session in plan.sessions:
        if session.title.endswith("at home"):
            continue
        free = [step.minutes for step in session.steps if step.do.startswith("Kept free")]
        assert sum(free) >= 10, session.title
        for step in session.steps:
            talk = bool(step.ask or step.exercise)
            assert not talk or step.say, step.do
            assert not step.ask or step.way == "all"
    assert any(step.drop for session in plan.sessions for step in session.steps)


def test_the_last_class_comes_after_all_that_is_learnt():
    sessions = KIT.plans[2].sessions
    last = next(at for at, s in enumerate(sessions) if s.title == "Week 6, in class")
    before = {name for s in sessions[:last] for step in s.steps for name in step.lessons}
    wanted = ("your_way_in", "ways_of_working", "people", "documents_of_both_jobs")
    assert before.issuperset(wanted)


def section_of(page: str, title: str) -> str:
    return page.split(f"## {title}\n")[1].split("\n## ")[0]


def test_a_longer_hour_is_announced():
    weeks = KIT.plans[2]
    longer = [
        session_minutes(s, COURSE)
        for s in weeks.sessions
        if s.title.endswith("in class") and session_minutes(s, COURSE) > 60
    ]
    assert longer == [int(m) for m in re.findall(r"takes (\d+) minutes in class", weeks.about)]


# ---------------------------------------------------------------- minutes by section


@pytest.mark.parametrize("lesson", LESSONS)
def test_minutes_by_section_are_those_of_the_rule_for_the_whole(lesson):
    found = parts_of(lesson)
    page = page_of(FOLDER / notebook_of(lesson))
    titles = [part.title for part in parts(page)][1:]
    assert [part.title for part in found] == [LESSONS[lesson].title, *titles]
    questions = sum(home == lesson for home, _ in QUESTIONS.values())
    words = len(readability.words(to_text(markdown(page))))
    assert (sum(p.words for p in found), sum(p.questions for p in found)) == (words, questions)
    reckoned = words / notebook_anatomy.WORDS_A_MINUTE + LESSONS[lesson].activity_minutes
    reckoned += sum(minutes_of_question(q) for home, q in QUESTIONS.values() if home == lesson)
    card = teaching.sections(lesson)
    assert f"{LESSONS[lesson].minutes} minutes stated, {reckoned:.1f} reckoned\n" in card.text
    assert card.html.count("<tr>") == len(found) + 1


def test_minutes_of_no_lesson_are_a_sentence(monkeypatch, tmp_path):
    assert "There is no lesson 'x'" in teaching.sections("x").text
    monkeypatch.setattr("helpers.classroom.sections.NOTEBOOKS", tmp_path)
    assert "no notebook yet; write it first." in teaching.sections(next(iter(LESSONS))).text


def _spoil(**step):
    kit = msgspec.to_builtins(KIT)
    kit["plans"][0]["sessions"][0]["steps"][1] |= step
    return msgspec.convert(kit, type(KIT))


@pytest.mark.parametrize(
    ("kit", "words"),
    [
        (_spoil(minutes=9), "90 minutes are stated and its steps take 91"),
        (_spoil(lessons=["two_jobs"]), "no lesson 'two_jobs'"),
        (_spoil(section="two-word"), "no section 'two-word'"),
        (_spoil(ask=["jobs-open-lines"]), "no question 'jobs-open-lines'"),
        (_spoil(minutes=0, lessons=[], section=""), "neither minutes nor lessons"),
        (_spoil(do="Show the picture and its bars."), "speaks of 'picture' and brings none"),
        (_spoil(scenes=[], do="Read the quarrel aloud."), "speaks of 'quarrel' and brings none"),
        (_spoil(do="Ask by hands who decides."), "speaks of 'by hands' and brings none"),
        (_spoil(do="Read five job adverts aloud."), "adverts' and brings none"),
        (_spoil(do='Group exercise "Whose call is it?"'), "the exercise 'Whose call is it?'"),
        (_spoil(do="Two questions by hands.", ask=["jobs-green-hall"]), "and names 1 in ask"),
        (_spoil(do="Vote.", ask=["jobs-sort-city"]), "cannot vote on 'jobs-sort-city'"),
        (_spoil(charts=["life_line"]), "chart 'life_line'"),
        (_spoil(scenes=["quarrel"]), "scene 'quarrel'"),
        (_spoil(exercise="first"), "exercise 'first'"),
        (_spoil(way="pairs", show=""), "participants work and have nothing in hand"),
    ],
)
def test_a_spoiled_plan_is_named(kit, words):
    found = problems(kit)
    assert any(words in sentence for sentence in found)
    assert all(s.startswith("t: plan ninety_minutes: The session") for s in found)


def test_a_spoiled_exercise_or_talk_is_named():
    kit = msgspec.to_builtins(KIT)
    kit["exercises"][0]["cases"][0] = "jobs-open-line"
    kit["talks"][0]["lesson"] = "start"
    found = problems(msgspec.convert(kit, type(KIT)))
    assert len(found) == 2
    assert "'jobs-open-line' is no scenario question" in found[0] and "'start'" in found[1]


def test_a_case_that_nothing_turns_round_is_named():
    kit = msgspec.to_builtins(KIT)
    kit["hinges"]["jobs-open-line"] = kit["hinges"].pop("people-cup-final")
    found = problems(msgspec.convert(kit, type(KIT)))
    assert len(found) == 2
    assert "jobs-open-line: no exercise has this case" in found[0]
    assert "people-cup-final is missing" in found[1]


# ---------------------------------------------------------------- what to say


def test_every_lesson_has_two_prompts():
    prompts = {talk.lesson: len(talk.prompts) for talk in KIT.talks}
    assert set(prompts.values()) == {2} and set(prompts) >= {COURSE.diagnostic, *PROBED}
    assert all(p.ask.endswith(("?", ".")) for talk in KIT.talks for p in talk.prompts)
    shown = teaching.prompts("what_is_the_difference")
    assert shown.text.count("Listen for: ") == 2
    assert teaching.prompts().text.count("Listen for: ") == 2 * len(KIT.talks)


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_belief_of_a_lesson_comes_with_a_reply(lesson):
    shown = teaching.wrong_answers(lesson).text
    entries = [
        e
        for q in [q for home, q in QUESTIONS.values() if home == lesson]
        for e in q.entries()
        if e.misconception is not None
    ]
    assert shown.count("You may reply: ") == len(entries)
    assert shown.count("They may believe: ") == len({e.misconception for e in entries})
    assert all(to_text(e.feedback) in shown for e in entries)


def test_exercises_use_the_course_s_cases():
    for one in KIT.exercises:
        assert all(isinstance(QUESTIONS[name][1], Scenario) for name in one.cases)
        assert one.title in teaching.exercises().text
    for card in (teaching.plan("x"), teaching.prompts("x"), teaching.wrong_answers("x")):
        assert isinstance(card, Card) and card.html.startswith("<p><strong>Please note.")


# ---------------------------------------------------------------- the two notebooks


def page_of(path: Path) -> Page:
    name = path.relative_to(FOLDER).as_posix()
    return Page(name, read_notebook(path, name), FOLDER)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_page_of_the_teacher_is_thin_and_its_links_lead_somewhere(path):
    page = page_of(path)
    assert not notebook_words.links_lead_somewhere(page)
    assert not notebook_words.words_are_clean(page)
    assert not notebook_words.heading_faults(markdown(page))
    assert not notebook_words.pictures_have_words(page)
    assert all(len(text.split("\n")) <= 5 for text in code(page))
    assert [level for level, _ in headings(markdown(page))].count(1) == 1
    for part in parts(page):
        assert readability.grade(readability.prose(part.prose)) <= 10, part.title


def test_there_are_two_pages_and_a_wrong_link_in_one_is_seen():
    assert [path.stem for path in PAGES] == ["class_results", "teach_with_this"]
    page = page_of(PAGES[1])
    for old, new in (("](../04_", "](../44_"), ("](class_results", "](results")):
        cells = [c | {"source": source(c).replace(old, new)} for c in page.cells]
        spoiled = Page(page.name, {"cells": cells}, page.folder)
        assert notebook_words.links_lead_somewhere(spoiled)


def test_the_first_page_of_the_project_has_headings_in_order_and_words_for_its_picture():
    text = README.read_text(encoding="utf-8")
    assert not notebook_words.heading_faults(text) and not notebook_words.picture_faults(text)
    spoiled = text.replace("## Start", "#### Start")
    assert notebook_words.heading_faults(spoiled) == [
        "heading 'Start' jumps from level 1 to 4; mend the level."
    ]
    spoiled = re.sub(r"!\[[^\]]*\]", "![Lesson]", text)
    assert spoiled != text and len(notebook_words.picture_faults(spoiled)) == 1


def test_a_page_of_the_teacher_with_a_jump_or_a_picture_without_words_is_seen():
    page = page_of(PAGES[1])
    text = markdown(page) + "\n\n#### Deep below\n\n## Plans\n\n## Plans"
    assert len(notebook_words.heading_faults(text)) == 2
    bare = {"cell_type": "code", "source": "x", "outputs": [{"data": {"text/html": "<img src=a>"}}]}
    spoiled = Page(page.name, {"cells": [*page.cells, bare]}, page.folder)
    assert notebook_words.pictures_have_words(spoiled)


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_a_saved_page_of_the_teacher_drops_its_live_views(path):
    view = {"application/vnd.jupyter.widget-view+json": {}, "text/html": "x"}
    content = {
        "cells": [
            {"source": source(c), "outputs": [{"data": dict(view)}]} for c in page_of(path).cells
        ],
        "metadata": {},
    }
    before_save({"type": "notebook", "content": content})
    assert all(list(c["outputs"][0]["data"]) == ["text/html"] for c in content["cells"])
