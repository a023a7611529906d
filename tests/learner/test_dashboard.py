"""The dashboard and the recap: progress, what is due, strong and weak, the picture, the time."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from project_files import notebook_of
from quiz_learner import Learner
from review_samples import FIRST, FOURTH, LATER, MONDAY, SECOND, answered, full_record, questions_of

from helpers import open_lesson
from helpers.content import load_course, load_lesson
from helpers.dashboard import MOST_DAYS, mastered_by_day, resume_point
from helpers.record import new_attempt
from helpers.review import first_tries, strongest_and_weakest

DAY = timedelta(days=1)
START = "start_here"
SIZE, MINUTES = len(questions_of(FIRST)), load_lesson(FIRST).minutes


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Open a lesson, a day after Monday, on a record with the attempts given."""
    monkeypatch.setenv("COURSE_CLOCK", (MONDAY + DAY).isoformat())

    def opening(lesson: str, *attempts):
        monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
        if attempts:
            full_record(tmp_path / "record.sqlite", list(attempts))
        return open_lesson(lesson)

    return opening


def right(lesson: str, *numbers: int, at=MONDAY, outcome="correct", **more) -> list:
    """Answers to some questions of a lesson, by their places in its file."""
    questions = questions_of(lesson)
    return [answered(questions[n].id, at, outcome, lesson, **more) for n in numbers]


# ---------------------------------------------------------------- the dashboard


def test_a_new_learner_sees_lessons_and_where_to_begin_and_nothing_else(opened):
    card = opened(START).dashboard()
    lines = card.text.split("\n")
    assert lines[0] == "Begin with: Start here" and lines[2] == "Your progress"
    assert len(lines) == len(load_course().lessons) + 4
    for word in ("Review", "In all", "objective", "Nothing"):
        assert word not in card.text and word not in card.html


def test_a_lesson_that_was_begun_shows_its_objectives(opened):
    card = opened(START, *right(FIRST, 0, 1, 2)).dashboard()
    objectives = load_lesson(FIRST).objectives
    rows = [line for line in card.text.split("\n") if line.startswith("    - ")]
    assert [re.sub(r"^ +- [■□]+ (.*) \d+ of \d+\.$", r"\1", row) for row in rows] == [
        o.text for o in objectives
    ]
    asked = [[q for q in questions_of(FIRST) if o.id in q.objectives] for o in objectives]
    done = {q.id for q in questions_of(FIRST)[:3]}
    for row, questions in zip(rows, asked, strict=True):
        assert row.endswith(f" {len(done & {q.id for q in questions})} of {len(questions)}.")
    assert card.html.count("</details>") == card.html.count("By objective") == 1


def test_the_map_says_how_far_a_lesson_is_once_it_was_begun(opened):
    assert "mastered" not in opened(START).course_map().text
    text = opened(START, *right(FIRST, 0, 1)).course_map().text
    size = len(questions_of(FIRST))
    assert text.count("mastered") == 1 and f" 2 of {size} mastered" in text


def test_minutes_and_mastered_questions_are_added_up(opened):
    given = right(FIRST, 0, seconds=150.0)
    given += right(FIRST, 1, seconds=150.0, at=MONDAY + timedelta(hours=1))
    given += right(SECOND, 0, seconds=60.0, outcome="incorrect")
    card = opened(START, *given).dashboard()
    said = "In all: 2 of 3 answered questions mastered, 2 right at the first answer, 6 minutes."
    assert said in card.text
    row = rf"^01 .* \| \S+ 2 of {SIZE} mastered \| 5 of about {MINUTES} minutes$"
    assert re.search(row, card.text, re.M)


def test_an_answer_given_in_another_lesson_counts_in_its_own(opened):
    question = questions_of(FIRST)[0].id
    card = opened(START, answered(question, outcome="correct", lesson=FOURTH)).dashboard()
    assert re.search(rf"^01 .* \| \S+ 1 of {SIZE} mastered \| 0 of", card.text, re.M)


def test_to_review_an_old_question_does_not_lead_back():
    course = load_course()
    ahead = right(FIRST, *range(SIZE)) + right(FOURTH, 0)
    again = answered(questions_of(FIRST)[3].id, MONDAY + DAY, "correct")
    assert resume_point(course, ahead)[0] == FOURTH
    assert resume_point(course, [*ahead, again]) == resume_point(course, ahead)


def test_what_is_due_is_listed_with_links_confident_mistakes_first(opened):
    missed = right(SECOND, 0, outcome="incorrect") + right(FIRST, 0, outcome="incorrect")
    missed += right(
        FIRST, 5, outcome="incorrect", confidence="sure", at=MONDAY + timedelta(hours=1)
    )
    card = opened(START, *missed).dashboard()
    assert "Review today: 3 questions\n" in card.text
    listed = [line for line in card.text.split("\n") if line.startswith("- ")]
    assert len(listed) == 3 and listed[0].startswith("- 01 ")
    assert listed[0].endswith(", 1 question, which you missed although you were sure")
    assert "To answer the questions, run lesson.review() in a cell." in card.text
    for lesson, number in ((SECOND, 0), (FIRST, 0), (FIRST, 5)):
        section = questions_of(lesson)[number].section
        title = next(s.title for s in load_lesson(lesson).sections if s.id == section)
        assert f'href="{notebook_of(lesson)}#{title.replace(" ", "-")}"' in card.html


def test_due_cards_are_counted_and_fill_up_the_twenty(opened):
    def cards(size):
        made = {"lesson": "fifty_product_terms", "response": {"rating": 1, "mode": "deck"}}
        return [answered(f"card:term-{n}", **made) for n in range(size)]

    assert "Review today: 1 card\n" in opened(START, *cards(1)).dashboard().text
    card = opened(START, *cards(9), *right(SECOND, *range(15), outcome="incorrect")).dashboard()
    assert "Review today: 15 questions and 5 cards\n" in card.text
    assert 'href="06_fifty_product_terms.ipynb"' in card.html and "- The deck, 5 cards" in card.text


def test_more_than_twenty_wait_for_another_day(opened):
    missed = right(FIRST, *range(SIZE), outcome="incorrect")
    missed += right(SECOND, *range(28 - SIZE), outcome="incorrect")
    card = opened(START, *missed).dashboard()
    assert "Review today: 20 questions\n" in card.text
    assert "8 more questions can wait for another day." in card.text


def test_a_play_by_hand_shows_on_the_dashboard(opened):
    lesson, section = opened(FIRST), load_lesson(FIRST).sections[0]
    learner = Learner(lesson.check(section.id))
    for question in learner.quiz.session.questions:
        learner.fill(question, question.key)
        learner.press("Check")
        learner.press(learner.buttons[-1])
    count = len(section.checks)
    row = next(x for x in lesson.dashboard().text.split("\n") if x.startswith("01 "))
    assert row.startswith(f"01 {load_lesson(FIRST).title} (short path) | ")
    assert f" {count} of {SIZE} mastered | " in row


# ---------------------------------------------------------------- strong and weak


def test_the_strongest_and_the_weakest_objective_need_answers_enough():
    asked = {"a": ["a1", "a2", "a3", "a4"], "b": ["b1", "b2", "b3"], "c": ["c1", "c2"]}

    def found(**outcomes):
        tries = [answered(q, outcome="correct" if ok else "partly") for q, ok in outcomes.items()]
        return strongest_and_weakest(first_tries(tries, LATER), asked)

    assert found() is None
    assert found(a1=1, a2=1, b1=0, b2=0, c1=0, c2=0) is None, "three answers each, or no rank"
    assert found(a1=1, a2=1, a3=1, b1=1, b2=1, b3=1) is None, "no difference, no rank"
    best, worst = found(a1=1, a2=1, a3=0, a4=1, b1=0, b2=1, b3=0, c1=0, c2=0)
    assert (best, worst) == (("a", 4, 3), ("b", 3, 1))


def test_the_last_first_try_decides():
    asked = {"a": ["a1", "a2", "a3"], "b": ["b1", "b2", "b3"]}
    wrong = [answered(q) for q in (*asked["a"], *asked["b"])]
    later = [answered(q, MONDAY + DAY, "correct") for q in asked["a"]]
    best, worst = strongest_and_weakest(first_tries(wrong + later, LATER), asked)
    assert (best.objective, best.right, worst.objective, worst.right) == ("a", 3, "b", 0)


def test_they_are_named_on_the_dashboard_and_in_the_recap(opened):
    questions = questions_of(FOURTH)
    own = {
        o: [q for q in questions if q.objectives == [o.id]] for o in load_lesson(FOURTH).objectives
    }
    best, worst = sorted(own, key=lambda o: len(own[o]), reverse=True)[:2]
    assert len(own[worst]) >= 3, "three answers each, or no rank"
    given = [answered(q.id, MONDAY, "correct", FOURTH) for q in own[best]]
    given += [answered(q.id, MONDAY, "incorrect", FOURTH) for q in own[worst]]
    for card in (opened(START, *given).dashboard(), open_lesson(FOURTH).recap()):
        strong = next(x for x in card.text.split("\n") if x.startswith("Strongest objective: "))
        weak = next(x for x in card.text.split("\n") if x.startswith("Weakest objective: "))
        assert best.text in strong and worst.text in weak
    assert "(lesson 4)" in opened(START).dashboard().text


# ---------------------------------------------------------------- the recap


def test_the_recap_of_a_new_lesson_says_nothing_of_answers(opened):
    text = opened(FOURTH, *right(FIRST, 0)).recap().text
    assert not re.search(r"This lesson:|Due from|objective:|Continue here|mastered", text)
    assert "Your result shows here while you answer." in text


def test_the_recap_tells_progress_time_what_is_open_and_what_is_due(opened):
    missed = right(FIRST, 0, outcome="incorrect", seconds=120.0) + right(SECOND, 0)
    card = opened(FIRST, *missed, *right(SECOND, 1, outcome="incorrect")).recap()
    assert f"This lesson: 0 of {SIZE} mastered, 1 of {SIZE} answered, 0 of them right" in card.text
    assert f" at the first answer; 2 of about {MINUTES} minutes." in card.text
    answered_here = {questions_of(FIRST)[0].id}
    first = next(s for s in load_lesson(FIRST).sections if not set(s.checks) <= answered_here)
    assert f"Continue here: {first.title}" in card.text
    assert f'href="{notebook_of(FIRST)}#{first.title.replace(" ", "-")}"' in card.html
    assert "Due from this lesson: 1 question\n" in card.text and "- 02 " not in card.text
    assert card.text.endswith(f"Next: {load_lesson(SECOND).title}")


# ---------------------------------------------------------------- progress over time


def test_each_day_counts_what_is_mastered_at_its_end():
    given = [
        answered("a", MONDAY, "correct"),
        answered("b", MONDAY + timedelta(hours=2), "incorrect"),
        answered("b", MONDAY + DAY, "correct"),
        answered("c", MONDAY + DAY, "correct"),
        answered("a", MONDAY + 4 * DAY, "incorrect"),
        answered("elsewhere", MONDAY + 9 * DAY, "correct"),
    ]
    wanted = [(date(2026, 1, 5), 1), (date(2026, 1, 6), 3), (date(2026, 1, 9), 2)]
    assert mastered_by_day(given, {"a", "b", "c"}, LATER) == wanted
    assert mastered_by_day([], {"a"}, LATER) == []


def test_a_day_is_the_one_on_the_learners_clock_then_and_there():
    late = datetime(2026, 1, 5, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    here = [answered("a", late, "correct")]
    assert mastered_by_day(here, {"a"}, LATER) == [(date(2026, 1, 5), 1)]
    same = [answered("a", late.astimezone(UTC), "correct")]
    assert mastered_by_day(same, {"a"}, LATER) == [(date(2026, 1, 6), 1)]


def test_many_days_are_thinned_and_the_last_one_stays():
    given = [answered(f"q{n}", MONDAY + n * DAY, "correct") for n in range(100)]
    days = mastered_by_day(given, {a.question for a in given}, LATER)
    assert 20 < len(days) <= MOST_DAYS
    assert days[-1] == ((MONDAY + 99 * DAY).date(), 100) and days == sorted(days)


def test_without_two_days_there_is_a_sentence(opened):
    none = opened(START).progress_chart()
    assert none.text.startswith("Once you have answered some questions") and "<img" not in none.html
    one = opened(START, *right(FIRST, 0, 1)).progress_chart()
    assert one.text.startswith("You have mastered 2 questions on your first day.")


def test_the_picture_shows_every_day_and_says_whose_it_is(opened, monkeypatch):
    monkeypatch.setenv("COURSE_CLOCK", (MONDAY + 3 * DAY).isoformat())
    given = right(FIRST, 0, 1) + right(FIRST, 2, 3, 4, at=MONDAY + 3 * DAY)
    chart = opened(START, *given).progress_chart()
    assert chart.table() == [
        ["Day on your own clock", "Mastered"],
        ["5 Jan 2026", "2"],
        ["8 Jan 2026", "5"],
    ]
    assert "not sent anywhere" in chart.source_line and "5 of" in chart.title
    ticks = [label.get_text() for label in chart.figure.axes[0].get_xticklabels()]
    assert ticks[0] == "5 Jan 2026" and len(chart.png()) < 60_000


# ---------------------------------------------------------------- the weight


def test_the_dashboard_loads_no_library_of_pictures(tmp_path):
    attempt = new_attempt(
        question=questions_of(FIRST)[0].id,
        version="v",
        lesson=FIRST,
        response=0,
        outcome="incorrect",
        score=0.0,
    )
    full_record(tmp_path / "record.sqlite", [attempt])
    code = (
        "import os, sys; os.environ['COURSE_RECORD'] = sys.argv[1]; "
        "from helpers import open_lesson; lesson = open_lesson('start_here'); "
        "assert 'In all: 0 of' in lesson.dashboard().text; lesson.recap(); "
        "print(sorted({'matplotlib', 'numpy', 'ipywidgets'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "record.sqlite")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
