"""The labs of the planning lab that draw by lot: held against random numbers of our own."""

from __future__ import annotations

import re
import sys

import numpy as np
import pytest
from course_keys import WAITS
from lab_plays import OMP, at_move, number, play, rows

from helpers.labs import uncertainty
from helpers.labs.result import FieldError

# ---------------------------------------------------------------- the whole network, many times


def ends_by_hand(estimates=OMP, runs: int = 60_000, seed: int = 7) -> np.ndarray:
    """Ends of many runs, by a loop of our own with random numbers of our own."""
    draw = np.random.default_rng(seed)
    end: dict[str, np.ndarray] = {}
    for name, (o, m, p) in estimates.items():
        shape = 1 + 4 * (m - o) / (p - o), 1 + 4 * (p - m) / (p - o)
        waits = [end[other] for other in re.findall(r"[A-J]", WAITS[name])]
        end[name] = np.max(waits or [np.zeros(runs)], axis=0)
        end[name] = end[name] + o + (p - o) * draw.beta(*shape, runs)
    return end["J"]


@pytest.mark.parametrize(("worst", "percent"), [(52, 80), (70, 80), (52, 50), (40, 90)])
def test_the_s_curve_is_that_of_other_random_numbers(worst, percent):
    ends = ends_by_hand(OMP | {"C": (16, 28, worst)})
    result = play("monte_carlo", worst_c=worst, percent=percent)
    said = number(result.findings[0].split("by day ")[1])
    assert said == pytest.approx(np.percentile(ends, percent), abs=0.6)
    curve = re.findall(r"- day (\d+): .*?run by run ([\d.]+)%", result.chart.text)
    assert len(curve) == 31
    for day, share in curve:
        assert float(share) == pytest.approx(100 * (ends <= int(day)).mean(), abs=2.5)
    by_pert = dict(re.findall(r"- day (\d+): .*?by PERT ([\d.]+)%", result.chart.text))
    if worst == 52:  # the worked numbers
        assert (by_pert["82"], by_pert["90"]) == ("15.9", "63")


def test_what_was_critical_and_the_prediction():
    result = play("monte_carlo")
    often = {row[1][0]: number(row[-1]) for row in result.chart.table() if row[0].startswith("How")}
    worked = {"B": 0.1, "C": 28, "D": 72, "E": 0, "F": 72, "G": 28}
    assert {n: pytest.approx(share, abs=2.5) for n, share in worked.items()} == often
    assert result.came_true == "same" and at_move("monte_carlo").came_true == "few"
    before, after = (
        number(one.findings[0].split("by day ")[1]) for one in (result, at_move("monte_carlo"))
    )
    assert 1.5 < after - before < 4
    assert play("monte_carlo", seed=43).chart.text != result.chart.text


# ---------------------------------------------------------------- paths that meet


@pytest.mark.parametrize("paths", [1, 2, 3, 5])
def test_the_last_of_many_paths(paths):
    result = play("merge_bias", paths=paths)
    for row in rows(result).values():
        ways = [number(row[f"Path {n}"]) for n in range(1, paths + 1)]
        assert number(row["End of the run"]) == max(ways)
    draw = np.random.default_rng(3)
    three = 20 + 20 * draw.beta(2, 4, (paths, 60_000))
    refs = dict(re.findall(r"Line at ([\d.]+): (Mean \w+)", result.chart.text))
    means = {name: float(day) for day, name in refs.items()}
    if paths > 1:
        assert means["Mean of"] == 26.7
        assert means["Mean end"] == pytest.approx(three.max(axis=0).mean(), abs=0.25)
        share = number(result.findings[0].split("then in ")[1])
        assert share == pytest.approx(100 * 0.5**paths, abs=2.5)


def test_shared_trouble_takes_the_gap_away():
    assert at_move("merge_bias").came_true == "few" and play("merge_bias").came_true == "half"
    assert play("merge_bias", paths=2).came_true == "some"
    together = play("merge_bias", paths=3, shared=100)
    assert together.came_true == "half" and "0.0 after the mean" in together.findings[1]
    for row in rows(together).values():
        assert len(set(row.values())) == 1
    pages = [play("merge_bias", paths=3, page=page) for page in (0, 1)]
    assert rows(pages[0]) != rows(pages[1]) and pages[0].findings == pages[1].findings


def test_the_more_is_shared_the_smaller_the_gap():
    gaps = [
        number(play("merge_bias", paths=4, shared=shared).findings[1].split(", ")[1])
        for shared in (0, 30, 60, 90, 100)
    ]
    assert gaps == sorted(gaps, reverse=True) and gaps[0] > 2 and gaps[-1] == 0


def test_shared_luck_makes_the_span_wider():
    spans = []
    for shared in (0, 30, 60, 100):
        result = play("monte_carlo", shared=shared)
        low, high, span = map(float, re.findall(r"[\d.]+\d", result.findings[1]))
        assert span == pytest.approx(high - low, abs=0.11)
        spans.append(span)
        drawn = result.chart.text.count("The same without shared luck")
        assert bool(drawn) is bool(shared)
    assert spans == sorted(spans) and spans[-1] > 2 * spans[0]
    assert number(play("monte_carlo", shared=30).findings[0].split("by day ")[1]) == pytest.approx(
        97.0, abs=0.6
    )


def test_a_late_date_is_written_inside_the_picture():
    """While a control moves, the axes stay where they are: nothing may hang over their edge."""
    figure = play("monte_carlo", worst_c=80, worst_d=70, shared=100, percent=95).chart.figure
    figure.draw_without_rendering()
    ax = figure.axes[0]
    words = [text for text in ax.texts if " by day " in text.get_text()]
    assert len(words) == 2
    assert all(text.get_window_extent().x1 <= ax.bbox.x1 for text in words)


def test_the_labs_play_without_numpy(monkeypatch):
    """Within the error of any sampling, and with the run count shown."""
    labs = [("monte_carlo", {"shared": 30}), ("merge_bias", {"paths": 3}), ("promise", {})]
    right = [play(lab, **changed) for lab, changed in labs]
    monkeypatch.setitem(sys.modules, "numpy", None)
    uncertainty._drawn.cache_clear()
    lean = [play(lab, **changed) for lab, changed in labs]
    uncertainty._drawn.cache_clear()
    for one, other in zip(right, lean, strict=True):
        assert one.came_true == other.came_true
        assert one.chart.text != other.chart.text  # other random numbers
    ends = [number(one.findings[0].split("by day ")[1]) for one in (right[0], lean[0])]
    assert ends[0] == pytest.approx(ends[1], abs=1)
    assert "4,000 runs" in lean[0].chart.text and "2,000 runs" in lean[1].chart.text


def test_bad_estimates_of_a_path_are_refused():
    with pytest.raises(FieldError, match="likely estimate of 'each path' .*: swap") as caught:
        play("merge_bias", likely=50)
    assert caught.value.field == "likely"


# ---------------------------------------------------------------- the date to promise


@pytest.mark.parametrize(("late", "later"), [(2000, 500), (1000, 500), (3000, 300)])
def test_the_costs_of_a_promise(late, later):
    ends = ends_by_hand()
    result = play("promise", day=90, late=late, later=later)
    for day, row in rows(result).items():
        over = late * np.maximum(ends - number(day), 0).mean() / 1000
        more = later * (number(day) - 82) / 1000
        assert number(row["Being late, on average"]) == pytest.approx(over, abs=0.2 * late / 1000)
        assert number(row["Opening a day later, each"]) == pytest.approx(more)
        assert number(row["Both together"]) == pytest.approx(over + more, abs=0.2 * late / 1000)
    lowest = number(result.chart.title.split("; day")[1])
    kept = 100 * (ends <= lowest).mean()
    assert kept == pytest.approx(100 * (1 - later / late), abs=6)
    said = number(result.chart.title.split("kept in ")[1])
    assert said == pytest.approx(100 * (ends <= 90).mean(), abs=2)


def test_the_prediction_on_the_promise():
    assert play("promise").came_true == "sure" and at_move("promise").came_true == "even"
    assert play("promise", late=300, later=1500).came_true == "plan"
    assert "saves about EUR 900 of lateness and costs EUR 500" in play("promise").findings[2]
    assert "day 94, which is kept in 76%" in play("promise").findings[1]
    assert "costs EUR 9,300" in play("promise", day=100).findings[0]
    assert "kept in 95%" in play("promise", day=100).findings[0]
