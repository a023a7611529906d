"""Pictures of the lab that measures: words that keep apart, and twins that follow."""

from __future__ import annotations

from itertools import pairwise

import pytest
from matplotlib.colors import to_rgb
from picture_oracle import disagreements

from helpers.authoring.check.pictures import picture_faults, shown_texts
from helpers.charts.chart import Facts
from helpers.charts.forms import Cell, Track, WatchPanel, triangle, watch_panels
from helpers.labs import Lab
from helpers.labs.scales import ceiling

FACTS = Facts("One grows and the other stays", "Lines.", "Source: a test, 2026.")
EXTREMES = {
    "funnel": [{"lift": 50, "step": "install"}, {"lift": 35, "goal": "referral"}],
    "cohorts": [{"april": 5000, "cells": "riders"}, {"below": "old"}],
    "unit_economics": [{"arpu": 200.0, "churn": 0.5, "cac": 2000.0}, {"arpu": 0.5, "churn": 100.0}],
    "ab_plan": [{"effect": 0.5, "alpha": 0.5, "power": 99.0, "riders": 10}, {"effect": 40.0}],
    "peeking": [{"day": 2}, {"day": 26, "looks": "end", "test": 7}],
    "okr": [{"rides_now": 20.0, "dock_now": 80.0}, {"rides_now": 0.0, "dock_now": 0.0}],
}


@pytest.mark.parametrize("lab_id", EXTREMES)
def test_pictures_keep_their_size_and_their_words_apart(lab_id):
    lab = Lab(lab_id)
    sizes = set()
    for changed in ({}, lab.sheet.prediction.move, *EXTREMES[lab_id]):
        chart = lab.play(lab.start() | changed).chart
        sizes.add(tuple(chart.figure.get_size_inches()))
        assert not list(picture_faults(chart)) and len(shown_texts(chart.figure)) < 45
    assert len(sizes) == 1


def test_a_triangle_is_shaded_by_share_and_shows_its_rows():
    shares = [0.0, 0.25, 0.5, 1.0]
    cells = [[Cell(f"{share:.0%}", share), None] for share in shares]
    chart = triangle(
        list("ABCD"), ["x", "y"], cells, FACTS, category_label="Group", column_label="Time"
    )
    assert chart.table()[2] == ["B", "25%", "not yet known"]
    (image,) = chart.figure.axes[0].images
    shades = image.to_rgba(image.get_array())
    light = [sum(to_rgb(shades[row][0])) for row in range(4)]
    assert all(one > other for one, other in pairwise(light))
    assert all(shades[row][1][3] == 0 for row in range(4))  # no shade where nothing is known
    assert not disagreements(chart)
    chart.figure.axes[0].texts[0].set_text("9%")
    assert disagreements(chart) == ["'9%' is written at A, x, not '0%'."]


def test_watched_lines_show_their_rows():
    track = Track("One", [1.0, 2.0], [3.0, 4.0])
    chart = watch_panels(
        [WatchPanel(name, [track], "cm", (0, 9), (0, 9), [("limit", 5.0)]) for name in "AB"],
        FACTS,
        across_label="Day",
        span=(0, 3),
        ticks=(1, 2),
    )
    assert "Line at 5: limit." in chart.text and "- 2: One 4" in chart.text
    assert not disagreements(chart)
    chart.figure.axes[1].lines[1].set_ydata([3, 8])
    assert "a point at 2.0 (One): 8" in " ".join(disagreements(chart))


def test_an_axis_ends_at_a_round_number():
    assert [ceiling(v) for v in (3, 10, 11, 20, 4_283, 50_000.1)] == [10, 10, 20, 20, 5e3, 1e5]
