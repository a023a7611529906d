"""What the rules for a chart's words and for what one can read on a picture must reject."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.authoring.check.pictures import picture_faults, shown_texts, word_faults
from helpers.charts import forms, style
from helpers.charts.chart import Chart, Facts
from helpers.labs import LABS, Lab

FACTS = Facts(
    "One of the two bars is longer",
    "Two bars, the first nearly twice as long as the second.",
    "Source: a test, 2026.",
)


def drawn(facts: Facts = FACTS) -> Chart:
    rows = [("One", 4.0), ("Two", 2.5)]
    return forms.bars(rows, facts, value_label="Length (days)", category_label="Task")


def test_a_sound_chart_has_no_fault():
    assert not [*word_faults(drawn()), *picture_faults(drawn())]
    words = {text.get_text() for text, _ in shown_texts(drawn().figure)}
    assert {FACTS.title, "One", "Two", "4", "2.5", "Task", "Length (days)"} <= words


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": "Days of tasks"}, "is no finding"),
        ({"title": "One of the two bars is longer."}, "without a full stop"),
        ({"title": "one of the two bars is longer"}, "is no finding"),
        ({"title": ""}, "is no finding"),
        ({"alt": "Bars."}, "is no sentence of 30 to 320"),
        ({"alt": "Two bars, the first nearly twice as long as the second"}, "is no sentence"),
        ({"source_line": "Source: a test."}, "names no year"),
        ({"source_line": "A test, 2026."}, "names no year"),
        ({"source_line": "Source: VeloLink, 2026."}, "not stamped as illustrative"),
    ],
)
def test_words_that_say_too_little_are_named(change, said):
    assert said in " ".join(word_faults(drawn(replace(FACTS, **change))))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda ax: ax.set_xlabel(""), "its level axis has no label"),
        (lambda ax: ax.set_ylabel(" "), "its upright axis has no label"),
        (lambda ax: ax.texts[0].set_size(8), "'4' is set in 8 points; use 10 or more"),
        (lambda ax: ax.texts[0].set_position((9000, 0)), "'4' runs out of the picture"),
        (lambda ax: ax.text(4.0, 0, "Fourteen"), "overlap; shorten one"),
        (lambda ax: ax.texts[0].set_color(style.RULE), "'4' has a contrast of 1.4 on #FCFCFA"),
        (lambda ax: ax.text(2, 0, "in", va="center"), "'in' has a contrast of 3.7 on #5f6872"),
    ],
)
def test_words_that_cannot_be_read_are_named(change, said):
    one = drawn()
    change(one.figure.axes[0])
    assert said in " ".join(picture_faults(one))


def test_a_letter_is_held_against_its_cell():
    roles = [("Mina", style.PRODUCT), ("Tomás", style.PROJECT)]
    one = forms.decision_map(
        ["Price", "Date"],
        roles,
        [["A", "C"], ["I", "A"]],
        FACTS,
        category_label="D",
        role_label="R",
    )
    assert not list(picture_faults(one))
    one.figure.axes[0].texts[0].set_color(style.INK)
    assert "'A' has a contrast of 3.0" in " ".join(picture_faults(one))


@pytest.mark.parametrize("lab_id", sorted(LABS))
def test_the_first_picture_of_a_lab_can_be_read(lab_id):
    lab = Lab(lab_id)
    assert not list(picture_faults(lab.play(lab.start()).chart))
