"""The start of the course: a week in both chairs, a path that all follows, a map of links."""

from __future__ import annotations

import copy
import re

import ipywidgets as widgets
import msgspec
import pytest
import yaml
from project_files import ROOT, notebook_of

from helpers import open_lesson
from helpers.content import ContentError, course_root, load_course, load_week
from helpers.content.decoding import decode
from helpers.content.model import Course
from helpers.content.rules import course_problems
from helpers.content.week import read_week
from helpers.dashboard import course_map, resume_point
from helpers.record import new_attempt, open_record
from helpers.start.path_view import PathView
from helpers.start.paths import chosen_path, next_on_path
from helpers.start.week import option_of, outcome, sides_kept
from helpers.start.week_view import WeekView
from helpers.velolink import load_case

COURSE, WEEK, CASE = load_course(), load_week(), load_case()
IDS = [entry.id for entry in COURSE.lessons]
FIRST, FOURTH = "two_jobs_one_abbreviation", "what_is_the_difference"
PAIRS = [(a.id, b.id) for a in WEEK.product.options for b in WEEK.project.options]


@pytest.fixture()
def record(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    return open_record()


def words(view) -> str:
    found = "".join(w.value for w in view.widget.children if isinstance(w, widgets.HTML))
    return " ".join(re.sub(r"<[^>]*>", " ", found).split())


def press(view, label: str) -> None:
    bars = [w for w in view.widget.children if isinstance(w, widgets.HBox)]
    next(b for bar in bars for b in bar.children if b.description == label).click()


# ---------------------------------------------------------------- the week


def test_the_two_cards_can_agree_and_disagree_in_every_way():
    seen = {(o.on_time, o.used) for o in (outcome(WEEK, CASE, *pair) for pair in PAIRS)}
    assert seen == {(True, True), (True, False), (False, True), (False, False)}


def test_the_end_is_that_of_the_case():
    product = {option.id: option for option in WEEK.product.options}
    still = [o.id for o in WEEK.project.options if not o.days]
    for option in product.values():
        ends = outcome(WEEK, CASE, option.id, still[0]).end
        assert ends == CASE.project.forecast(group_rides=option.group_rides) + option.days


def test_an_unknown_decision_is_a_sentence(record):
    with pytest.raises(ValueError, match="Mina has no way 'wait'; choose one of keep"):
        option_of(WEEK.product, "wait")
    with pytest.raises(ValueError, match="Tomás has no way"):
        WeekView(WEEK, CASE, record, "start_here").play("keep", "wait")
    assert record.attempts() == []


def test_hands_decide_in_both_chairs_and_it_is_kept(record):
    view = WeekView(WEEK, CASE, record, "start_here")
    press(view, "Play the week")
    assert "Decide once in each chair first." in words(view) and sides_kept(record) == {}
    radios = [w for w in view.widget.children if isinstance(w, widgets.RadioButtons)]
    for radio in radios:
        radio.index = 0
    press(view, "Play the week")
    said = words(view)
    assert "The cards disagree." in said and "Day 104" in said and WEEK.product.who in said
    assert "expected late" in said and "first step expected" in said
    assert f"{WEEK.good} would be the first step, 60 are wanted" in said
    assert "met" not in said.split(), "nothing is met that is only expected"
    tail = [w for w in view.widget.children if isinstance(w, widgets.HTML)][-1].value
    first = [tail.index(css) for css in ("qz-box incorrect", "qz-box correct", "disagree")]
    assert first == sorted(first)  # the two cards in their colours, before all words
    assert "Day 104, 51%" in view.widget.children[-1].status  # which brings them into view
    assert sides_kept(record) == {"product": "keep", "project": "tell"}
    assert "The cards disagree." in words(WeekView(WEEK, CASE, record, "start_here"))


def test_without_a_kernel_all_outcomes_stand_folded():
    bundle = WeekView(WEEK, CASE, open_record("guest"), "start_here")._repr_mimebundle_()
    html, text = bundle["text/html"], bundle["text/plain"]
    assert html.count("<tr>") == len(PAIRS) + 1
    assert html.index(WEEK.product.ask) < html.index("<details>")
    for pair in PAIRS:
        assert f"day {outcome(WEEK, CASE, *pair).end}" in text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["product"]["options"].pop(0) and d["product"]["options"].pop(), "one option"),
        (lambda d: d["project"]["options"][0].update(id="test"), "'test' stands twice"),
        (lambda d: d.pop("closing"), "'closing' is missing"),
        (lambda d: d["product"]["options"][0].update(point=3), "unknown key 'point'"),
    ],
)
def test_a_malformed_week_is_refused(tmp_path, change, said):
    data = yaml.safe_load((course_root() / "week.yaml").read_text("utf-8"))
    change(data)
    (tmp_path / "week.yaml").write_text(yaml.safe_dump(data), "utf-8")
    with pytest.raises(ContentError, match=said):
        read_week(tmp_path)


# ---------------------------------------------------------------- the path


def test_next_follows_the_path_and_goes_on_after_its_end():
    short = COURSE.path_lessons("short")
    assert FIRST in short and FOURTH in short and len(short) < 6
    assert next_on_path(COURSE, FIRST, short).id == FOURTH
    assert next_on_path(COURSE, "start_here", short).id == FIRST
    assert next_on_path(COURSE, "what_is_a_product_manager", short).id == FOURTH
    assert next_on_path(COURSE, short[-1], short).id == IDS[IDS.index(short[-1]) + 1]
    for path in COURSE.paths:
        assert next_on_path(COURSE, IDS[-1], COURSE.path_lessons(path.id)) is None
    for here, there in zip(IDS, IDS[1:], strict=False):
        assert next_on_path(COURSE, here, []).id == there
        assert next_on_path(COURSE, here, COURSE.path_lessons("whole")).id == there


def test_a_chosen_path_is_kept_and_followed_by_recap_and_dashboard(record):
    view = PathView(COURSE, record, "start_here")
    press(view, "Take this path")
    assert "Choose one first." in words(view) and chosen_path(COURSE, record) == ""
    assert "Next: What is a product manager?" in open_lesson(FIRST).recap().text
    (radios,) = [w for w in view.widget.children if isinstance(w, widgets.RadioButtons)]
    radios.value = "short"
    press(view, "Take this path")
    assert "Kept: the short path." in words(view)
    assert chosen_path(COURSE, record) == "short"
    assert "Next: What is the difference?" in open_lesson(FIRST).recap().text
    assert "Begin with: Two jobs, one abbreviation" in open_lesson("start_here").dashboard().text
    assert "Kept:" in words(PathView(COURSE, record, "start_here"))
    view.choose("whole")
    assert "Next: What is a product manager?" in open_lesson(FIRST).recap().text
    with pytest.raises(ValueError, match="There is no path 'scenic'"):
        view.choose("scenic")


def test_the_dashboard_goes_on_along_the_path():
    def answered(lesson: str):
        from helpers.content import load_questions

        return [
            new_attempt(
                question=question.id,
                version=question.version,
                lesson=lesson,
                response=0,
                outcome="correct",
                score=1.0,
            )
            for question in load_questions(lesson)
        ]

    done = answered(FIRST)
    assert resume_point(COURSE, done, COURSE.path_lessons("short"))[0] == FOURTH
    assert resume_point(COURSE, done)[0] == "what_is_a_product_manager"
    begun = answered("start_here")[:1]
    assert resume_point(COURSE, begun, COURSE.path_lessons("short"))[0] == FIRST


def test_a_malformed_path_is_named():
    data = yaml.safe_load((course_root() / "course.yaml").read_text("utf-8"))
    for change, said in (
        (lambda d: d["paths"][2]["lessons"].append("nowhere"), "unknown lesson 'nowhere'"),
        (lambda d: d["paths"][0].update(lessons=[FIRST]), "take 'lessons' out"),
        (lambda d: d["paths"][1].update(id="short"), "the path 'short' stands twice"),
    ):
        wrong = copy.deepcopy(data)
        change(wrong)
        found = course_problems(decode(wrong, Course, "course.yaml"), "course.yaml")
        assert any(said in sentence for sentence in found), found
    assert course_problems(COURSE, "course.yaml") == []


# ---------------------------------------------------------------- the map


def test_every_lesson_stands_once_on_the_map_and_its_link_leads_somewhere():
    card = course_map(COURSE)
    links = re.findall(r'href="([^"]+)"', card.html)
    wanted = {notebook_of(name) for name in IDS if name != COURSE.diagnostic}
    assert sorted(links) == sorted(wanted)
    assert all((ROOT / "notebooks" / link).is_file() for link in links)
    for entry in COURSE.lessons[1:]:
        assert entry.label in card.text and f"about {entry.minutes} minutes" in card.text
    half = msgspec.structs.replace(COURSE, lessons=COURSE.lessons[:2], areas=[])
    assert re.findall(r'href="([^"]+)"', course_map(half).html) == [notebook_of(FIRST)]
