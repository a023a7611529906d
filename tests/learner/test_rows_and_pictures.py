"""Words and tables come from the rows; what is drawn, read from its artists, is the same."""

from __future__ import annotations

import random
from datetime import date

import matplotlib
import pytest
from picture_oracle import disagreements

from helpers.charts import draw, exhibit_ids, forms, style
from helpers.charts.chart import Facts
from helpers.charts.exhibits import capstone, gain, record
from helpers.charts.words import number
from helpers.content.labs import Field
from helpers.labs import LABS, Lab
from helpers.methods.gain import paired_gain

FACTS = Facts("One is longer than the other", "Two bars.", "Source: a test, 2026.")

PICTURES = [one for one in exhibit_ids() if draw(one).is_picture]


@pytest.mark.parametrize("exhibit_id", PICTURES)
def test_every_exhibit_shows_what_its_rows_say(exhibit_id):
    assert not disagreements(draw(exhibit_id))


def some_value(field: Field, dice: random.Random):
    """Any value of a field, its ends among them."""
    if field.kind == "choice":
        return dice.choice([option.id for option in field.options])
    if field.kind == "yes_no":
        return dice.random() < 0.5
    if field.kind == "text":
        return dice.choice([field.start, "", "A", "A, B", "B, C"])
    low, high = field.low, field.high
    if field.kind in ("whole", "press"):
        return dice.randint(int(low), int(high))
    return dice.choice([low, high, round(dice.uniform(low, high), 1), dice.uniform(low, high)])


@pytest.mark.parametrize("lab_id", sorted(LABS))
def test_every_lab_shows_what_its_rows_say(lab_id, full, counted):
    """At the start, at the prediction's move, with two controls moved, and with all of them."""
    lab, dice = Lab(lab_id), random.Random(lab_id)
    start = lab.start()
    plays = [start] + [start | lab.sheet.prediction.move] * bool(lab.sheet.prediction)
    for turn in range(24 if full else 6):
        anew = {field.id: some_value(field, dice) for field in lab.sheet.fields}
        few = dict(dice.sample(sorted(anew.items()), min(2, len(anew))))
        plays.append(anew if turn % 3 == 2 else start | few)
    drawn = 0
    for values in plays:
        try:
            chart = lab.play(values).chart
        except ValueError:
            continue  # these values do not go together; a sentence says so
        assert not disagreements(chart), values
        drawn += 1
    counted(f"{lab_id}: {drawn} of {len(plays)} plays drawn and read")
    assert drawn >= 2


OTHERS = {
    "confidence": lambda: record.calibration(
        [("Guess", 5, 2, (0.1, 0.7)), ("Sure", 8, 5, (0.2, 0.9))], "A note."
    ),
    "progress": lambda: record.progress_over_time(
        [(date(2026, 1, 3), 4), (date(2026, 1, 9), 9), (date(2026, 2, 9), 12)], 160
    ),
    "many days": lambda: record.progress_over_time(
        [(date.fromordinal(739_000 + 3 * day), day) for day in range(20)], 160
    ),
    "gain": lambda: gain.learning_gain(
        paired_gain([True] * 3 + [False] * 9, [True] * 12), whose="You", source="a test, 2026"
    ),
    "weeks": lambda: capstone.week_curves(
        [0, 10, 30, 60],
        [0, 8, 20, 50.5],
        [0, 11, 33, 66.25],
        [("as so far", 24.5, 300.0), ("as planned", 21.0, 260.0)],
        weeks=20,
        budget=420,
    ),
    "launched": lambda: capstone.week_curves([0, 10], [0, 8], [0, 11.25], [], weeks=20, budget=42),
    "scorecards": lambda: capstone.scorecard_bars(
        [("Time", 56.25), ("Cost", 100.0)], [("Need", 3.0), ("Riders", 0.0)], "A title"
    ),
    "plays": lambda: capstone.compared_plays([("One", 56.25, 3), ("Two", 1, 100)], "A title"),
    "riders": lambda: capstone.rider_curves([1000.0, 1100.4, 1300.0], 900.2),
    "tournament": lambda: capstone.tournament_strips(
        [(name, [9.0, 20.5, 77.0], [1.0, 2.0, 3.0]) for name in ("Careful", "Bold")]
    ),
    "heat map": lambda: forms.heat_map(
        ["A", "B"],
        ["1", "2", "3"],
        [[0.1, None, 0.5], [1.0, 0.62, 0]],
        FACTS,
        category_label="Learner",
        column_label="Question",
    ),
    "intervals": lambda: forms.intervals(
        [("A", 50, 20, 80), ("B", -10, -40, 30)],
        FACTS,
        value_label="Share (%)",
        category_label="Group",
        series="mean",
        low=-100,
        high=100,
        write=number(after="%"),
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_chart_shows_what_its_rows_say(name):
    assert not disagreements(OTHERS[name]())


# ---------------------------------------------------------------- what the oracle must reject


def first_bar(figure):
    return next(bar for ax in figure.axes for group in ax.containers for bar in group)


def ax_of(figure):
    return figure.axes[0]


FAULTS = {
    "product_time": lambda figure: first_bar(figure).set_width(40),
    "required_education": lambda figure: first_bar(figure).set_width(40),
    "so_pay": lambda figure: first_bar(figure).set_width(124_754),
    "relaunch_gantt": lambda figure: first_bar(figure).set_x(3),
    "life_lines": lambda figure: first_bar(figure).set_x(2021),
    "work_activities": lambda figure: first_bar(figure).set_width(0.9),
    "pay_strip": lambda figure: ax_of(figure).collections[2].set_offsets([(9e4, 0)] * 3),
    "relaunch_burnup": lambda figure: ax_of(figure).lines[0].set_ydata([1, 2, 3, 4, 5]),
    "product_life_cycle": lambda figure: ax_of(figure).lines[0].set_xdata(range(1, 15)),
}


@pytest.mark.parametrize("exhibit_id", FAULTS)
def test_a_mark_drawn_wrong_is_found(exhibit_id):
    one = draw(exhibit_id)
    assert not disagreements(one)
    FAULTS[exhibit_id](one.figure)
    assert disagreements(one)


LAB_FAULTS = {
    "opportunity_tree": lambda ax: ax.containers[0][2].set_x(3.0),
    "kano": lambda ax: ax.containers[0][0].set_width(7),
    "roadmap": lambda ax: ax.containers[0][0].set_height(2.5),
    "cohorts": lambda ax: ax.texts[0].set_text("9%"),
    "peeking": lambda ax: ax.lines[-1].set_ydata([0.0] * len(ax.lines[-1].get_ydata())),
    "network": lambda ax: ax.collections[0].set_segments([[(0, 0), (1, 1)]]),
    "overlap": lambda ax: ax.containers[0][2].set_width(3),
    "bought_days": lambda ax: ax.lines[2].set_ydata([9.0] * len(ax.lines[2].get_ydata())),
    "baseline_today": lambda ax: ax.containers[1][1].set_width(3),
    "promise": lambda ax: ax.lines[0].set_ydata([1.0] * len(ax.lines[0].get_ydata())),
    "earned_value": lambda ax: ax.collections[0].set_offsets([(1, 1)]),
    "burn_pair": lambda ax: ax.lines[0].set_xdata([0.5] * len(ax.lines[0].get_xdata())),
    "risk_responses": lambda ax: ax.lines[-1].set_xdata([1000, 1000]),
    "risk_matrix": lambda ax: ax.texts[0].set_text("high 9: R1"),
    "raci_repair": lambda ax: ax.texts[0].set_text("Q"),
    "stakeholder_map": lambda ax: ax.texts[1].set_text("Nobody"),
}


@pytest.mark.parametrize("lab_id", LAB_FAULTS)
def test_a_mark_of_a_lab_drawn_wrong_is_found(lab_id):
    chart = Lab(lab_id).play(Lab(lab_id).start()).chart
    assert not disagreements(chart)
    LAB_FAULTS[lab_id](chart.figure.axes[0])
    assert disagreements(chart)


@pytest.mark.parametrize("exhibit_id", PICTURES)
def test_a_wrong_word_beside_a_mark_is_found(exhibit_id):
    """Each text in its turn says 999; where a number stands at each bar, two of them swap."""
    one = draw(exhibit_id)
    for ax in one.figure.axes:
        for text in ax.texts:
            words = text.get_text()
            if words.strip(" -+o"):
                text.set_text("999")
                assert disagreements(one), words
                text.set_text(words)
    assert not disagreements(one)


def simple():
    rows = [("One", 4.0), ("Two", 2.5)]
    return forms.bars(rows, FACTS, value_label="Length (days)", category_label="Task")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda ax: ax.patches[0].set_width(9), "a bar at 'One'"),
        (lambda ax: ax.patches[0].set_width(4.01), "a bar at 'One'"),
        (lambda ax: ax.patches[0].set_y(0.9), "Nothing shows the row"),
        (lambda ax: ax.texts[0].set_text("40"), "'40' is written"),
        (lambda ax: ax.texts[0].set_text("2.5"), "'2.5' is written"),
        (lambda ax: ax.set_xlabel("Length"), "An axis is named 'Length'"),
        (lambda ax: ax.set_ylabel("Job"), "An axis is named 'Job'"),
        (lambda ax: ax.set_title("More"), "Over the plot stands 'More'"),
        (lambda ax: ax.yaxis.get_major_formatter().seq.__setitem__(0, "Uno"), "at 'Uno'"),
        (lambda ax: ax.barh([0], [1]), "No row says what is drawn"),
        (lambda ax: ax.scatter([1], [0]), "No row says what is drawn"),
        (lambda ax: ax.plot([1, 2], [0, 0], label="more"), "No row says what is drawn"),
        (lambda ax: ax.plot([1, 2], [0, 0]), "A line ends at"),
        (lambda ax: ax.axvspan(1, 2, label="band"), "No note says that 'band'"),
        (lambda ax: ax.figure.texts[0].set_text("Another"), "Around the plot stands"),
        (lambda ax: ax.figure.subplots(), "2 axes for 1 panels"),
    ],
)
def test_each_kind_of_fault_is_named(change, said):
    one = simple()
    change(one.figure.axes[0])
    assert said in " ".join(disagreements(one))


def test_a_row_that_is_not_drawn_is_named():
    one = simple()
    one.panels[0].add("Three", "", "9")
    assert disagreements(one) == ["Nothing shows the row ('Three', '', '9')."]
    two = simple()
    two.panels[0].notes.append("Line at 3: the limit.")
    assert disagreements(two) == ["Nothing shows the note 'Line at 3: the limit.'."]


def test_an_artist_that_cannot_be_read_is_refused():
    one = simple()
    one.figure.axes[0].fill_between([0, 1], [0, 1], label="what?")
    with pytest.raises(TypeError, match="Teach it"):
        disagreements(one)


def test_a_ground_between_lines_has_its_corners_at_points():
    upper, lower = forms.Track("In", (0, 1), (2, 5)), forms.Track("Out", (0, 1), (0, 3))
    one = forms.curves(
        [upper, lower],
        FACTS,
        across_label="Day",
        up_label="Cards",
        span=(0, 1),
        high=6,
        ticks=(0, 1),
        between=(upper, lower),
    )
    assert disagreements(one) == []
    one.figure.axes[0].fill_between([0, 1], [0, 4], [2, 5])
    assert "A ground has a corner at (1, 4), where nothing is." in disagreements(one)


def test_words_need_no_picture():
    """The twin and the table are there before anything is drawn, and without matplotlib."""
    one = simple()
    assert "- One: 4\n- Two: 2.5" in one.text
    assert one.table() == [["Task", "Length (days)"], ["One", "4"], ["Two", "2.5"]]
    assert one._figure is None


def test_a_line_of_reference_and_a_rule_are_told_apart():
    one = forms.counts_and_range(
        [("A", 3, style.PALE), ("B", -1, style.NEUTRAL)],
        ("Range", -2, 4),
        FACTS,
        value_label="Answers",
        category_label="What",
        low=-3,
        high=6,
    )
    assert not disagreements(one)
    (rule,) = (line for line in one.figure.axes[0].lines if line.get_label().startswith("_"))
    rule.set_label("zero")
    assert disagreements(one)


def test_the_readers_own_settings_do_not_matter():
    with matplotlib.rc_context({"axes.titlelocation": "right", "hatch.color": "red"}):
        assert not disagreements(draw("required_education"))
