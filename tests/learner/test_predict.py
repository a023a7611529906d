"""Guess, then see: guesses are read strictly, kept, judged and marked; pages without a kernel."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import ipywidgets as widgets
import msgspec
import pytest
from hostile import SCRIPTS
from widget_traffic import watched

from helpers import open_lesson
from helpers.authoring.check.course import read_course
from helpers.authoring.check.notebook_page import Page
from helpers.authoring.check.predictions import RULES
from helpers.charts import draw
from helpers.charts.guess import GuessMark
from helpers.content import ContentError, course_root, load_lesson
from helpers.content.decoding import decode
from helpers.content.predict import Predict, predict_problems
from helpers.predict import Guessing, PredictView, guess_card
from helpers.predict.guessing import Unguessed
from helpers.record import open_record

PARTS = {
    "choose": {
        "chart": "claim_verdicts",
        "choose": [
            {"id": "most", "text": "Well supported", "right": True, "says": "By far."},
            {"id": "few", "text": "Contested", "says": "Those come second."},
        ],
    },
    "order": {
        "chart": "claim_verdicts",
        "order": [
            {"id": "a", "text": "Well supported"},
            {"id": "b", "text": "Contested"},
            {"id": "c", "text": "Promotional"},
        ],
    },
    "number": {
        "chart": "claim_verdicts",
        "number": {"row": "Well supported", "unit": "claims", "near": 5},
    },
    "bars": {
        "chart": "claim_verdicts",
        "bars": {
            "low": 0,
            "high": 80,
            "step": 5,
            "near": 5,
            "unit": "claims",
            "rows": [
                {"id": "a", "text": "Well supported"},
                {"id": "b", "text": "Fought over", "row": "Contested"},
            ],
        },
    },
    "note": {"id": "in-my-words", "note": True},
}
GUESSES = {
    "choose": ("few", "Those come second. The answer: Well supported."),
    "order": (["a", "c", "b"], "1 of 3 stand where you put them"),
    "number": (60, "It is 51 claims: you were 9 claims too high."),
    "bars": ({"a": 55, "b": 40}, "1 of 2 bars are within 5 claims. Furthest off is Fought over"),
    "note": (" Tea & <b>dates</b> ", "It is kept"),
}
NO_GUESS = {
    "choose": ["neither", None, 0, ["few"]],
    "order": [["a", "b"], ["a", "a", "b"], "abc", None],
    "number": [None, "60", True, float("nan"), 1e13],
    "bars": [{"a": 5}, {"a": 5, "b": 81}, {"a": 5, "b": "x"}, None, {"a": 5, "b": 6, "c": 7}],
    "note": ["", "   ", None, 5],
}


def asked(kind: str, **more) -> Predict:
    return decode({"ask": "How many *stand*?"} | PARTS[kind] | more, Predict, "a lesson")


@pytest.fixture()
def guessing(tmp_path):
    record = open_record(tmp_path / "record.sqlite")

    def make(kind: str, **more) -> Guessing:
        prediction = asked(kind, **more)
        chart = draw(prediction.chart) if prediction.chart else None
        return Guessing(prediction, chart, record, "final_check")

    return make


# ---------------------------------------------------------------- the logic


@pytest.mark.parametrize("kind", PARTS)
def test_a_guess_is_kept_judged_and_found_again(guessing, kind):
    given, nearness = GUESSES[kind]
    assert predict_problems(asked(kind), "x") == []
    one = guessing(kind)
    assert one.response is None
    seen = one.guess(given)
    assert nearness in seen.nearness
    again = guessing(kind, ask="Other words?")
    assert again.words(again.response) == seen.words
    (kept,) = one.record.attempts()
    assert (kept.outcome, kept.question) == ("played", f"predict:{one.asked.name}")


@pytest.mark.parametrize(("kind", "given"), [(k, g) for k, many in NO_GUESS.items() for g in many])
def test_what_is_no_guess_is_refused_and_not_kept(guessing, kind, given):
    with pytest.raises(Unguessed):
        guessing(kind).guess(given)
    assert guessing(kind).record.attempts() == []


def test_a_guess_at_other_choices_is_asked_anew(guessing):
    guessing("choose").guess("few")
    choices = [*PARTS["choose"]["choose"], {"id": "third", "text": "Promotional"}]
    assert guessing("choose").response == "few"
    assert guessing("choose", choose=choices).response is None


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (51, "It is 51 claims: exactly what you said."),
        (47, "It is 51 claims: you were near, 4 claims too low."),
        (45.5, "It is 51 claims: you were 5.5 claims too low."),
    ],
)
def test_how_near_a_number_is(guessing, given, said):
    assert guessing("number").seen(given).nearness == said


def test_right_guesses_are_said_to_be_right(guessing):
    assert guessing("choose").seen("most").nearness == "That is right. By far."
    assert "All of them" in guessing("order").seen(["a", "b", "c"]).nearness
    assert "2 of 2 bars" in guessing("bars").seen({"a": 50, "b": 15}).nearness


def test_things_to_order_are_never_shown_solved(guessing):
    one = guessing("order")
    for seed in range(20):
        one.record.seed = str(seed)
        assert one.shuffled() != one.asked.order
        assert sorted(e.id for e in one.shuffled()) == ["a", "b", "c"]


def test_a_guess_comes_back_in_words(guessing):
    one = guessing("note")
    assert "You left it open" in guess_card(one, "01 Two jobs").text
    one.guess(GUESSES["note"][0])
    card = guess_card(one, "01 Two jobs")
    assert "In 01 Two jobs you were asked: How many stand? You wrote:" in card.text
    assert "Tea &amp; &lt;b&gt;dates&lt;/b&gt;" in card.html and "<b>dates" not in card.html


# ---------------------------------------------------------------- on the picture


def texts_and_points(chart) -> tuple[list[str], list[tuple[float, float]]]:
    (ax, *_) = chart.figure.axes
    points = [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]))
        for line in ax.lines
        if line.get_marker() == "D"
    ]
    return [text.get_text() for text in ax.texts], points


def test_the_guess_is_marked_on_the_picture_and_the_scale_makes_room():
    plain = draw("claim_verdicts")
    marks = [GuessMark("Contested", 75.0), GuessMark("Promotional", words="your 2")]
    chart = plain.with_guess("Your guess: 75.", marks)
    texts, points = texts_and_points(chart)
    assert points == [(75.0, 1.0)] and "\N{LEFTWARDS ARROW} your 2" in texts
    assert chart.figure.axes[0].get_xlim()[1] > 75
    assert "Note: Your guess: 75." in chart.text and "Your guess" not in plain.text
    assert texts_and_points(plain)[1] == []
    assert replace(chart.facts) == plain.facts and chart.table() == plain.table()


def test_a_choice_marks_its_own_row_and_one_about_a_shared_row_says_what_it_was(guessing):
    """A bare mark on the row that was asked about would look as if the guess were right."""
    assert guessing("choose").seen("few").marks == (GuessMark("Contested"),)
    choices = [one | {"row": "Promotional"} for one in PARTS["choose"]["choose"]]
    shared = guessing("choose", choose=choices).seen("few")
    assert [mark.row for mark in shared.marks] == ["Promotional"]
    assert shared.marks[0].words == "you guessed about this row: Contested"


@pytest.mark.parametrize("line", ["across", "up"])
def test_a_guess_is_a_line_where_it_has_no_row(line):
    chart = draw("claim_verdicts").with_guess("Your guess.", [GuessMark(value=3.0, line=line)])
    assert "your guess" in texts_and_points(chart)[0]
    dashed = [one for one in chart.figure.axes[0].lines if one.get_linestyle() == "--"]
    assert len(dashed) == 1


def test_a_row_that_the_picture_lacks_is_left_to_the_words():
    chart = draw("claim_verdicts").with_guess("Your guess: x.", [GuessMark("No such row", 3.0)])
    assert texts_and_points(chart)[1] == [] and len(chart.png()) > 1000


# ---------------------------------------------------------------- the view


def press(view: PredictView, label: str) -> None:
    next(b for b in _all(view.widget, widgets.Button) if b.description == label).click()


def _all(box, kind) -> list:
    found = [box] if isinstance(box, kind) else []
    return found + [one for child in getattr(box, "children", ()) for one in _all(child, kind)]


def shown(view: PredictView) -> str:
    return "".join(one.value for one in _all(view.widget, widgets.HTML))


def test_the_page_without_a_kernel_has_question_and_folded_picture(guessing):
    one = guessing("choose", then="What is said to everybody.")
    paper = PredictView(one)._repr_mimebundle_()
    html, text = paper["text/html"], paper["text/plain"]
    assert "How many <em>stand</em>?" in html and "By far" not in html
    fold = html.index("<details>")
    assert html.index("Well supported") < fold < html.index("<figure")
    for secret in (one.chart.title, "What is said to everybody."):
        assert secret in html[fold:] and secret not in html[:fold]
    assert one.chart.text in text and "How many stand?" in text
    one.guess("few")
    again = PredictView(guessing("choose", then=one.asked.then))._repr_mimebundle_()
    assert (again["text/html"], again["text/plain"]) == (html, text)


@pytest.mark.parametrize("kind", [kind for kind in PARTS if kind != "note"])
def test_the_picture_waits_for_the_guess(guessing, kind):
    view = PredictView(guessing(kind))
    assert "<figure" not in shown(view)
    view.guess(GUESSES[kind][0])
    assert "<figure" in shown(view) and GUESSES[kind][1].split(":")[0] in shown(view)
    assert _all(view.widget, widgets.Button) == []
    reopened = PredictView(guessing(kind))
    assert "Your guess:" in shown(reopened) and _all(reopened.widget, widgets.Button) == []


def test_hands_guess_too(guessing):
    view = PredictView(guessing("order"))
    press_all = dict(zip("abc", (1, 0, 2), strict=True))
    rows = _all(view.widget, widgets.Dropdown)
    press(view, "Show the picture")
    assert "Give each its own place first." in shown(view) and "<figure" not in shown(view)
    names = {"Well supported": "a", "Contested": "b", "Promotional": "c"}
    for row in rows:
        row.value = press_all[names[row.description]]
    press(view, "Show the picture")
    assert view.guessing.response == ["b", "a", "c"] and "<figure" in shown(view)


def test_two_in_one_place_are_no_order(guessing):
    view = PredictView(guessing("order"))
    for row in _all(view.widget, widgets.Dropdown):
        row.value = 1
    press(view, "Show the picture")
    assert view.guessing.response is None and "<figure" not in shown(view)


def test_a_number_is_read_as_everywhere(guessing):
    view = PredictView(guessing("number"))
    (field,) = _all(view.widget, widgets.Text)
    field.value = "about fifty"
    press(view, "Show the picture")
    assert "That is not a number" in shown(view)
    field.value = "47,5"
    press(view, "Show the picture")
    assert view.guessing.response == 47.5


def test_bars_are_sliders_with_names(guessing):
    view = PredictView(guessing("bars"))
    sliders = _all(view.widget, widgets.IntSlider)
    assert [s.description for s in sliders] == ["Well supported (claims)", "Fought over (claims)"]
    sliders[0].value = 20
    press(view, "Show the picture")
    assert view.guessing.response["a"] == 20


def test_skipping_keeps_nothing_and_shows_the_picture(guessing):
    view = PredictView(guessing("number", then="What is said to everybody."))
    press(view, "Skip the guess")
    assert "<figure" in shown(view) and "Your guess:" not in shown(view)
    assert "What is said to everybody." in shown(view), "who skips reads it, too"
    assert view.guessing.record.attempts() == []


def test_a_note_can_be_changed(guessing):
    view = PredictView(guessing("note"))
    (area,) = _all(view.widget, widgets.Textarea)
    area.value = "first"
    press(view, "Keep it")
    area.value = "second"
    press(view, "Keep it")
    assert "second" in shown(view)
    (area,) = _all(PredictView(guessing("note")).widget, widgets.Textarea)
    assert area.value == "second" and len(view.guessing.record.attempts()) == 2


class _Tags(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.add(tag)
        self.found |= {name for name, _ in attrs if name.startswith("on")}


def test_hostile_words_stay_words(guessing):
    bad = " ".join(SCRIPTS)
    choices = [{"id": "a", "text": bad, "right": True, "says": bad}, {"id": "b", "text": "b"}]
    one = guessing("choose", ask=bad, choose=choices, then=bad)
    view = PredictView(one)
    pages = [view._repr_mimebundle_()["text/html"]]
    view.guess("a")
    pages.append(shown(view))
    note = guessing("note", ask=bad)
    note.guess(bad)
    pages.append(guess_card(note, bad)._repr_mimebundle_()["text/html"])
    for page in pages:
        tags = _Tags(page).found
        assert not tags & {"script", "iframe", "svg", "object", "form", "style"}
        assert not [tag for tag in tags if tag.startswith("on")]


def test_a_view_stays_small(guessing):
    for kind in PARTS:
        with watched() as traffic:
            assert PredictView(guessing(kind)).widget
        assert (traffic.models <= 16, traffic.bytes <= 15_000) == (True, True), (
            kind,
            traffic.models,
            traffic.bytes,
        )


# ---------------------------------------------------------------- in a lesson


def test_a_lesson_asks_first_and_shows_the_guess_again(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    lesson = open_lesson("final_check")
    view = lesson.chart("claim_verdicts")
    assert isinstance(view, PredictView)
    view.guess(70)
    assert "You guessed:\n\n70 claims" in lesson.guess("claim_verdicts").text
    shown = lesson.guess("two-decisions")
    assert "You left it open." in shown.text
    lesson.note("two-decisions").guess("Prices; no dates")
    assert "You wrote:\n\nPrices; no dates" in shown.text, "a card on the page follows the note"
    assert not isinstance(lesson.chart("change_impact"), PredictView)
    assert "No lesson asks for the guess 'nothing'" in lesson.guess("nothing").text
    assert "No lesson asks" in lesson.note("nothing").text
    for kind in ("json", "csv", "xapi"):
        assert "2 answers are" in lesson.export(kind, tmp_path / f"out.{kind}").text
    statements = json.loads((tmp_path / "out.xapi").read_text())
    assert [s["result"]["response"] for s in statements] == ["70.0", '"Prices; no dates"']


# ---------------------------------------------------------------- what an author can get wrong


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("choose", {"note": True}, "it asks for choose and note"),
        ("choose", {"choose": []}, "it asks for nothing"),
        ("choose", {"chart": ""}, "the id is not"),
        ("note", {"id": "Mine!"}, "predict 'Mine!': the id is not"),
        ("note", {"chart": "claim_verdicts"}, "a note has no chart"),
        ("choose", {"choose": PARTS["choose"]["choose"][:1]}, "it has 1 choices"),
        ("choose", {"choose": PARTS["choose"]["choose"][1:] * 2}, "not exactly one choice"),
        ("choose", {"choose": PARTS["choose"]["choose"] * 2}, "stands twice"),
        ("order", {"order": PARTS["order"]["order"][:2]}, "it has 2 things to order"),
        ("number", {"number": {"near": 1}}, "nothing says which number is right"),
        ("number", {"number": {"near": -1, "answer": 2}}, "'near' is below zero"),
        ("number", {"number": {"near": 1, "answer": 2, "line": "down"}}, "is on no axis"),
        ("bars", {"bars": PARTS["bars"]["bars"] | {"low": 90}}, "low, high and step"),
        ("bars", {"bars": PARTS["bars"]["bars"] | {"step": 0}}, "low, high and step"),
        ("bars", {"bars": PARTS["bars"]["bars"] | {"rows": []}}, None),
    ],
)
def test_a_malformed_prediction_is_refused(kind, more, said):
    if said is None:
        with pytest.raises(ContentError, match="rows: it is empty"):
            asked(kind, **more)
        return
    found = predict_problems(asked(kind, **more), "lessons/x.yaml")
    assert any(said in sentence for sentence in found), found
    assert all(sentence.startswith("lessons/x.yaml") for sentence in found)


@pytest.fixture(scope="module")
def course():
    return read_course(course_root(), None)


@pytest.fixture()
def with_predictions(course):
    """What the rules say of the course with other predictions beside the picture of the claims."""

    def said_of(*predictions: dict, cells: tuple[str, ...] = ()) -> list[str]:
        lesson = course.lessons["final_check"]
        made = [decode({"ask": "How many?"} | one, Predict, "x") for one in predictions]
        sections = [
            msgspec.structs.replace(s, predict=made if s.id == "audit" else [])
            for s in lesson.sections
        ]
        lessons = {lesson.id: msgspec.structs.replace(lesson, sections=sections)}
        notebook = {"cells": [{"cell_type": "code", "source": text} for text in cells]}
        pages = [Page("20_final_check.ipynb", notebook, course.root)]
        changed = replace(course, lessons=lessons, pages=pages)
        return [said for rule in RULES for said in rule(changed)]

    return said_of


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"chart": "life_lines"}, "the section has no chart 'life_lines'"),
        ({"number": {"row": "Nowhere", "near": 1}}, "the picture has no row 'Nowhere'"),
        (
            {"number": {"row": "Contested", "answer": 3, "near": 1}},
            "the answer is 3 and the picture shows 14",
        ),
        ({"series": "Other"}, "the picture shows no number in row"),
    ],
)
def test_check_finds_a_prediction_that_does_not_fit(with_predictions, changed, said):
    found = with_predictions(PARTS["number"] | changed)
    assert any(said in sentence for sentence in found), found


def test_check_takes_good_ones_and_finds_two_of_a_name(with_predictions):
    assert with_predictions(*[PARTS[k] | {"id": k} for k in PARTS]) == []
    assert re.search("has one of that name", "".join(with_predictions(*[PARTS["number"]] * 2)))


def test_check_finds_a_guess_that_nothing_asks_for(with_predictions):
    good = with_predictions(PARTS["note"], cells=('lesson.guess("in-my-words")',))
    bad = with_predictions(PARTS["note"], cells=('lesson.note("in-your-words")',))
    assert good == [] and "nothing asks for the guess 'in-your-words'" in "".join(bad)


def test_the_course_has_its_predictions():
    sections = load_lesson("final_check").sections
    asked = [one.name for section in sections for one in section.predict]
    assert asked == ["final-how-many", "gain_example", "claim_verdicts"]
