"""Numbers as people type them, and the numeric questions that take them."""

from __future__ import annotations

import math

import content_samples as samples
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.content import load_course, load_questions
from helpers.questions import Numeric, parse_number

COURSE = [q for entry in load_course().lessons for q in load_questions(entry.id)]
QUESTIONS = [q for q in [*samples.questions(), *COURSE] if isinstance(q, Numeric)]

NUMBERS = [
    ("12.5", "", (12.5,)),
    ("12,5", "", (12.5,)),
    ("  12.5\n", "", (12.5,)),
    ("12.", "", (12.0,)),
    (".5", "", (0.5,)),
    (",5", "", (0.5,)),
    ("+5", "", (5.0,)),
    ("-5", "", (-5.0,)),
    ("\u22125", "", (-5.0,)),
    ("- 5", "", (-5.0,)),
    ("\u2212,5", "", (-0.5,)),
    ("0.050", "", (0.05,)),
    ("1,234", "", (1234.0, 1.234)),  # ambiguous: both readings
    ("1.234", "", (1.234, 1234.0)),
    ("0,123", "", (0.123,)),  # no group begins with 0
    ("1,2345", "", (1.2345,)),
    ("1,234.5", "", (1234.5,)),
    ("1.234,5", "", (1234.5,)),
    ("1,234,567", "", (1234567.0,)),
    ("1.234.567", "", (1234567.0,)),
    ("1.234.567,89", "", (1234567.89,)),
    ("1 234", "", (1234.0,)),
    ("1\u00a0234\u00a0567", "", (1234567.0,)),
    ("1\u202f234,5", "", (1234.5,)),
    ("1'234.5", "", (1234.5,)),
    ("1\u2019234", "", (1234.0,)),
    ("-1 234", "", (-1234.0,)),
    ("12%", "%", (12.0,)),
    ("12 %", "%", (12.0,)),
    ("12\u00a0%", "%", (12.0,)),
    ("12 percent", "%", (12.0,)),
    ("12 per cent", "%", (12.0,)),
    ("EUR 447,059", "EUR", (447059.0, 447.059)),
    ("447 059 eur", "EUR", (447059.0,)),
    ("\u20ac447.059,00", "EUR", (447059.0,)),
    ("447059 euros", "EUR", (447059.0,)),
    ("EUR -5", "EUR", (-5.0,)),
    ("10 working days", "working days", (10.0,)),
    ("10 days", "working days", (10.0,)),
    ("1 day", "working days", (1.0,)),
    ("1 Working Day", "working days", (1.0,)),
    ("10workingdays", "working days", (10.0,)),
    ("300 EUR a week", "EUR a week", (300.0,)),
    ("EUR 300 a week", "EUR a week", (300.0,)),
    # not numbers, or not in this unit
    ("", "", ()),
    (" ", "%", ()),
    ("%", "%", ()),
    ("-", "", ()),
    (",", "", ()),
    ("ten", "", ()),
    ("1e3", "", ()),
    ("0x10", "", ()),
    ("1_000", "", ()),
    ("nan", "", ()),
    ("inf", "", ()),
    ("12 5", "", ()),
    ("1 23", "", ()),
    ("1,,2", "", ()),
    ("1.2.3", "", ()),
    ("12,34,567", "", ()),
    ("1.234,567.8", "", ()),
    ("--5", "", ()),
    ("5-", "", ()),
    ("10 - 5", "", ()),
    ("about 5", "", ()),
    ("$5", "EUR", ()),
    ("10 weeks", "working days", ()),
    ("12 EUR", "%", ()),
    ("9" * 41, "", ()),
]


@pytest.mark.parametrize("text, unit, readings", NUMBERS)
def test_a_typed_number_is_read_as_people_write_it(text, unit, readings):
    assert parse_number(text, unit) == readings


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(text=st.text(max_size=45), unit=st.sampled_from(["", "%", "EUR", "working days", "a(b"]))
def test_any_text_is_read_as_finite_numbers_or_not_at_all(text, unit):
    assert all(math.isfinite(value) for value in parse_number(text, unit))


@settings(max_examples=100, deadline=None, database=None, derandomize=True)
@given(value=st.integers(-(10**9), 10**9), cents=st.integers(0, 99))
def test_english_german_and_swiss_spellings_of_a_number_mean_the_same(value, cents):
    english = f"{value:,}.{cents:02d}"
    german = english.translate(str.maketrans(",.", ".,"))
    swiss = english.replace(",", "\u2019")
    for text in (english, german, swiss):
        assert float(f"{value}.{cents:02d}") in parse_number(text)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_the_key_is_right_in_each_spelling_and_wrong_just_outside_the_tolerance(question):
    answer, slack = question.answer, question.tolerance
    for text in (
        f"{answer:.12g}",
        f"{answer:.12g} {question.unit}",
        f"{answer:.12g}".replace(".", ","),
    ):
        assert question.grade(text).outcome == "correct"
    for edge in (answer - slack, answer + slack):
        assert question.grade(f"{edge:.12g}").outcome == "correct"
    for outside in (answer - slack * 1.02 - 0.001, answer + slack * 1.02 + 0.001):
        assert question.grade(f"{outside:.12g}").outcome == "incorrect"


@pytest.mark.parametrize("text", ["0.81", "0,81", "0.81 of 1"])
def test_a_digit_of_the_unit_is_not_taken_from_the_number(text):
    assert parse_number(text, "of 1") == (0.81,)
