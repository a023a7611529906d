"""What a lab makes of values: typed, from Python, odd; what was read is shown, none is guessed."""

from __future__ import annotations

import math
from fractions import Fraction
from html import unescape

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.content.labs import Field
from helpers.labs import FieldError, Lab, LabView, Unplayable
from helpers.labs.reading import plain, read_value
from helpers.questions import parse_number

DAYS = Field("days", "Days", "number", 5.0, low=0, high=90, unit="days", step=0.5)
MONEY = Field("sum", "Sum", "number", 100, low=0, high=1_000_000, unit="EUR")
STAFF = Field("staff", "Staff", "whole", 3, low=0, high=5_000)


@pytest.mark.parametrize(
    ("field", "text", "value", "note"),
    [
        (DAYS, "7.5", 7.5, ""),
        (DAYS, "7,5", 7.5, "Read as 7.5 days."),
        (DAYS, " 7 days ", 7, ""),
        (DAYS, "1,500", 1.5, "Read as 1.5 days."),  # 1500 days are out of range
        (MONEY, "1.234,5", 1234.5, "Read as 1234.5 EUR."),
        (MONEY, "1,234.5", 1234.5, "Read as 1234.5 EUR."),
        (MONEY, "1 234", 1234, "Read as 1234 EUR."),
        (MONEY, "1,500", 1500, "Read as 1500 EUR. For 1.5 write 1.5."),
        (MONEY, "1.500", 1.5, "Read as 1.5 EUR. For 1500 write 1500."),
        (STAFF, "12", 12, ""),
        (STAFF, "12.0", 12, ""),
        (STAFF, "4 000", 4000, "Read as 4000."),
        (MONEY, "100'000", 100_000, "Read as 100000 EUR."),
        (MONEY, "0.125 EUR", 0.125, ""),
        (MONEY, "1.000.000", 1_000_000, "Read as 1000000 EUR."),
        (STAFF, "1.500", 1500, "Read as 1500."),
        (STAFF, "1,500", 1500, "Read as 1500."),
    ],
)
def test_a_typed_number_is_read_as_in_the_quiz(field, text, value, note):
    taken = read_value(field, text)
    assert (taken.value, taken.note) == (value, note)
    assert type(taken.value) is (int if field.kind == "whole" else float)


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        (STAFF, "3.7", "Staff: '3.7' is not a whole number; write one."),
        (STAFF, "1,5", "Staff: '1,5' is not a whole number; write one."),
        (STAFF, 3.7, "Staff: 3.7 is not a whole number; write one."),
        (STAFF, math.nan, "Staff: nan is not a whole number; write one."),
        (STAFF, 10**400, "Staff: a number of very many digits is not between 0 and 5000;"),
        (STAFF, True, "Staff: True is not a whole number; write one."),
        (DAYS, "x", "Days: 'x' is not a number; write one."),
        (DAYS, "", "Days: '' is not a number; write one."),
        (DAYS, "7 weeks", "Days: '7 weeks' is not a number; write one."),
        (DAYS, "1e5", "Days: '1e5' is not a number; write one."),
        (DAYS, "91", "Days: 91 is not between 0 and 90 days; enter a number in that range."),
        (DAYS, "9" * 50, "is not a number; write one."),
        (DAYS, 10**400, "Days: a number of very many digits is not between 0 and 90 days;"),
        (DAYS, math.inf, "Days: inf is not between 0 and 90 days;"),
        (DAYS, math.nan, "Days: nan is not between 0 and 90 days;"),
        (DAYS, None, "Days: None is not a number; write one."),
        (DAYS, [1, 2], "Days: [1, 2] is not a number; write one."),
        (DAYS, np.arange(900), "is not a number; write one."),
        (DAYS, 1j, "Days: 1j is not a number; write one."),
    ],
)
def test_what_is_no_such_number_is_refused_with_the_reason(field, given, said):
    with pytest.raises(FieldError) as caught:
        read_value(field, given)
    assert said in str(caught.value) and len(str(caught.value)) < 120
    assert caught.value.field == field.id


@pytest.mark.parametrize("given", [np.int64(3), np.float64(3.0), Fraction(3), 3.0, 3])
def test_a_number_of_python_or_numpy_is_taken(given):
    assert (read_value(STAFF, given).value, type(read_value(STAFF, given).value)) == (3, int)
    assert read_value(DAYS, given).value == 3


@given(st.floats(0, 90) | st.integers(0, 90))
def test_what_is_shown_is_read_again_as_the_same(value):
    shown = plain(value)
    assert "e" not in shown
    if len(shown) <= 40:  # the longest number that a learner may type
        assert parse_number(shown) and read_value(DAYS, shown).value == value


# ---------------------------------------------------------------- on the screen


@pytest.fixture
def view(without_pixels) -> LabView:
    live = LabView(Lab("merge_bias"))
    assert live.widget.children
    return live


def test_a_decimal_comma_is_a_comma_and_said(view):
    before = view.screen.picture
    view.controls["likely"].value = "27,5"
    assert view.values["likely"] == 27.5 and view.controls["likely"].value == "27.5"
    assert "Read as 27.5 days." in view.screen.beside["likely"]
    assert view.screen.status.startswith("Read as 27.5 days. ")
    assert view.screen.picture != before
    view.controls["likely"].value = "28"
    assert view.screen.beside["likely"] == ""


def test_what_cannot_be_read_stays_beside_its_field_and_the_lab_goes_on(view):
    view.controls["likely"].value = "soon"
    said = "Most likely: 'soon' is not a number; write one."
    assert said in unescape(view.screen.beside["likely"]) and view.screen.status == said
    assert view.controls["likely"].value == "soon" and view.values["likely"] == 25
    before = view.screen.picture
    view.controls["shared"].value = "30"
    assert view.screen.picture != before or view.values["shared"] == 30
    assert said in unescape(view.screen.beside["likely"]) and not view.screen.beside["shared"]
    view.controls["likely"].value = "26"
    assert view.values["likely"] == 26 and not any(view.screen.beside.values())


def test_start_values_clear_what_could_not_be_read(view):
    view.controls["paths"].value = "8x"
    view.reset()
    assert view.controls["paths"].value == "1" and not any(view.screen.beside.values())


def test_the_arrow_keys_move_a_number_by_its_step_and_no_further(view):
    fields = [f for f in view.lab.sheet.fields if f.kind in ("number", "whole")]
    spot = [f.id for f in fields].index("paths")
    view._companion._handle_custom_msg({"field": spot, "steps": 1}, [])
    assert view.values["paths"] == 2 and view.controls["paths"].value == "2"
    view.set("paths", 5)
    view._companion._handle_custom_msg({"field": spot, "steps": 1}, [])
    assert view.values["paths"] == 5 and not any(view.screen.beside.values())


# ---------------------------------------------------------------- from Python


@pytest.mark.parametrize(
    "odd", ["x", None, 10**400, math.nan, [1], np.zeros(3), {}, b"1", object(), "9" * 10_000]
)
def test_an_odd_value_is_a_sentence_and_the_lab_stays_usable(odd, without_pixels):
    unshown = LabView(Lab("network"))
    with pytest.raises(ValueError, match=r"Scope sign-off: .*\.$"):
        unshown.set("days_a", odd)
    assert unshown.values == unshown.lab.start()
    unshown.set("days_a", 12)
    assert unshown.values["days_a"] == 12
    shown = LabView(Lab("network"))
    assert shown.widget.children
    shown.set("days_a", odd)
    assert "Please change this." in shown.screen.beside["days_a"]
    shown.set("days_b", 16)
    shown.set("days_a", 12)
    assert not any(shown.screen.beside.values())
    with pytest.raises(ValueError, match=r"Scope sign-off: .*\.$"):
        shown.lab.example(days_a=odd)


@pytest.mark.parametrize("odd", [None, 3, ["now"], np.array(["now", "next"]), "soon"])
def test_an_odd_choice_is_a_sentence(odd, without_pixels):
    with pytest.raises(ValueError, match="is not one of"):
        Lab("roadmap").example(goal=odd)
    view = LabView(Lab("roadmap"))
    with pytest.raises(ValueError, match="is not one of"):
        view.set("goal", odd)


def test_buttons_and_predictions_that_are_not_there_are_sentences(without_pixels):
    view = LabView(Lab("peeking"))
    for name in ("moon", "test", 7, None):
        with pytest.raises(ValueError, match=r"This lab has no button .*; it has day\."):
            view.press(name)
    with pytest.raises(ValueError, match="it has none"):
        LabView(Lab("brooks")).press("left")
    with pytest.raises(ValueError, match="'moon' is no prediction; choose one of five"):
        view.predict("moon")
    with pytest.raises(ValueError, match="This lab has no field 'moon'; it has day"):
        view.set("moon", 1)


def test_a_button_at_its_end_says_so_once(without_pixels):
    view = LabView(Lab("peeking"))
    assert view.widget.children
    last = next(int(f.high) for f in view.lab.sheet.fields if f.id == "day")
    view.set("day", last)
    view.press("day")
    assert "enter a number in that range" in view.screen.status and view.values["day"] == last
    view.set("test", 2)
    assert not any(view.screen.beside.values())


def test_a_number_as_text_plays_from_python(without_pixels):
    one, other = (Lab("merge_bias").example(likely="27,5"), Lab("merge_bias").example(likely=27.5))
    assert one.text == other.text and "Most likely: 27.5 days" in one.text


def test_a_fault_of_the_lab_itself_is_a_sentence(without_pixels, monkeypatch):
    lab = Lab("kano")
    monkeypatch.setitem(lab.sheet.data, "features", [{"id": "docks"}])
    with pytest.raises(Unplayable, match=r"labs/kano.yaml: this lab cannot be played .*check\."):
        lab.play(lab.start())
