"""The labs that discover, worked out anew; and the predictions of the product lab."""

from __future__ import annotations

import re
from html import unescape

import pytest
from picture_oracle import disagreements

from helpers.charts.chart import Facts
from helpers.charts.forms import Node, tree
from helpers.content import load_lab
from helpers.labs import Lab, LabView

PLACES = {
    "note_walk": "dock",
    "note_chain": "bike",
    "note_press": "end",
    "note_reserve": "solution",
    "note_free": "dock",
    "note_back": "outcome",
}
SOUND = PLACES | {"counts": "dock", "overflow": "dock", "target": "dock"}
TOP = "Second ride within 30 days: from 45% to 60%"
DOCK = "I cannot tell if my end dock is full"


def play(lab_id: str, **changed):
    lab = Lab(lab_id)
    return lab.play(lab.start() | changed)


def children(result) -> dict[str, set[str]]:
    """Parent to children, as the boxes and lines of the tree say, without the counts of notes."""
    found = {}
    for parent, *cells in result.chart.table()[1:]:
        texts = {text for cell in cells for text in cell.split("; ") if text}
        bare = {re.sub(r" \((\d+|no) notes?\)", "", text) for text in texts}
        found[re.sub(r" \((\d+|no) notes?\)", "", parent)] = bare
    return found


def shown(lab_id: str) -> LabView:
    view = LabView(Lab(lab_id))
    assert view.widget.children
    return view


# ---------------------------------------------------------------- opportunity tree


def test_a_well_sorted_tree_is_sound_and_fully_drawn():
    result = play("opportunity_tree", **SOUND, trial="reserve", test=True)
    assert children(result) == {
        "At the top": {TOP},
        TOP: {DOCK, "A broken bike cost me money", "I forgot how to end a ride"},
        DOCK: {"Reserve a dock", "Live dock counts", "Zone beside full docks"},
        "Reserve a dock": {"Hold docks by hand for 20 riders"},
    }
    assert "(2 notes)" in result.chart.text and result.chart.text.count("(1 note)") >= 2
    assert "finds no fault" in result.chart.title and "All six notes" in result.findings[1]
    assert result.came_true == "sound"
    assert f"{DOCK} (2 notes): chosen solution Reserve a dock" in result.chart.text


@pytest.mark.parametrize(
    ("changed", "said", "came"),
    [
        ({"counts": "top"}, "The solution 'Live dock counts' has no need above it", "orphans"),
        ({"overflow": "out"}, f"'{DOCK}' has 2 solutions: compare at least three", "few"),
        ({"trial": "counts"}, "'Live dock counts' has no assumption test", "untested"),
        ({"note_back": "later"}, "The tree has 0 outcomes", "sound"),  # the ideas hang well
        ({"note_walk": "outcome"}, "The tree has 2 outcomes", "sound"),
        ({"note_reserve": "dock"}, "Look again at note 4: it names a thing to build", "few"),
        ({"note_back": "end"}, "Look again at note 6: it is a number", "sound"),
        ({"note_chain": "end"}, "Look again at note 2: a broken bike", "sound"),
    ],
)
def test_each_fault_of_a_tree_is_said(changed, said, came):
    result = play("opportunity_tree", **(SOUND | changed))
    assert said in " ".join(result.findings)
    assert result.came_true == came


def test_what_hangs_under_nothing_is_drawn_without_a_line():
    result = play("opportunity_tree", counts="top", overflow="bike")
    drawn = children(result)
    assert {DOCK, "Live dock counts"} <= drawn["Under nothing"]
    assert drawn["A broken bike cost me money"] == {"Zone beside full docks"}
    assert len(result.chart.figure.axes[0].lines) == 1
    again = play("opportunity_tree", counts="top", overflow="bike", note_back="outcome")
    assert "Live dock counts" in children(again)[TOP]


def test_no_line_runs_through_a_box_that_it_does_not_join():
    result = play("opportunity_tree", note_back="outcome", counts="top", overflow="top")
    ax = result.chart.figure.axes[0]
    assert len(ax.lines) == 5  # three needs and two ideas, all under the outcome
    for line in ax.lines:
        corners = line.get_xydata()
        for (x1, y1), (x2, y2) in zip(corners, corners[1:], strict=False):
            for box in ax.patches:
                left, right = box.get_x(), box.get_x() + box.get_width()
                low, high = box.get_y(), box.get_y() + box.get_height()
                across = min(x1, x2) < right - 0.01 and max(x1, x2) > left + 0.01
                assert not (across and min(y1, y2) < high and max(y1, y2) > low)


def test_every_note_counts_for_the_need_it_was_given_to():
    for need, name in (("dock", DOCK), ("end", "I forgot how to end a ride")):
        for number in range(4):
            given = dict.fromkeys(list(PLACES)[:number], need)
            said = f"({number or 'no'} note{'' if number == 1 else 's'})"
            assert f"{name} {said}" in play("opportunity_tree", **given).chart.text


def test_a_solution_that_is_not_in_the_tree_cannot_be_tried():
    view = shown("opportunity_tree")
    before = view.screen.picture
    view.set("trial", "counts")
    said = unescape(view.screen.beside["trial"])
    assert "'Live dock counts' is not a solution in the tree yet: place it under a need" in said
    assert view.screen.picture == before
    view.set("counts", "dock")
    assert view.screen.beside["trial"] == "" and view.screen.picture != before
    view.set("trial", "open")
    view.set("test", True)
    assert "nothing to test yet: choose a solution" in unescape(view.screen.beside["test"])


def test_a_box_hangs_under_its_parent_by_a_line():
    nodes = [
        Node("top 1", 0, "", "outcome"),
        Node("a", 1, "top 1", "need"),
        Node("b", 1, "gone", "need"),
        Node("c", 2, "b", "idea", more="(x)"),
    ]
    columns = [("One", 1.0), ("Two", 1.0), ("Three", 1.0)]
    chart = tree(nodes, columns, Facts("T", "A", "Source: S."))
    assert chart.table()[1:] == [
        ["At the top", "top 1", "", ""],
        ["top 1", "", "a", ""],
        ["Under nothing", "", "b", ""],
        ["b", "", "", "c (x)"],
    ]
    assert not disagreements(chart)
    chart.figure.axes[0].lines[0].remove()
    assert disagreements(chart)


# ---------------------------------------------------------------- kano

LETTER = {
    "like": "QAAAO",
    "must-be": "RIIIM",
    "neutral": "RIIIM",
    "live-with": "RIIIM",
    "dislike": "RRRRQ",
}
ANSWERS = list(LETTER)
CASE = {  # the worked cases: counts of A, O, M, I, R, Q
    "docks": dict(zip("AOMIRQ", (1, 6, 11, 2, 0, 0), strict=True)),
    "sound": dict(zip("AOMIRQ", (11, 4, 1, 3, 1, 0), strict=True)),
}
NAMES = {"docks": "Accurate dock count", "sound": "Unlock sound"}
WORDS = {
    "A": "attractive",
    "O": "one-dimensional",
    "M": "must-be",
    "I": "indifferent",
    "R": "reverse",
    "Q": "questionable",
}


def bars_of(result) -> dict[str, int]:
    found = {row[1][-2]: row[2] for row in result.chart.table()[1:] if row[0].startswith("Riders")}
    return {letter: int(count) for letter, count in found.items()}


@pytest.mark.parametrize("feature", CASE)
def test_the_worked_surveys(feature):
    result = play("kano", feature=feature)
    assert bars_of(result) == CASE[feature]
    better, worse = {"docks": ("0.35", "0.85"), "sound": ("0.79", "0.26")}[feature]
    assert f"Better {better}: {NAMES[feature]} Worse \u2212{worse}" in result.chart.text
    assert f"Better is {better}, Worse is -{worse}" in result.findings[0]
    assert result.came_true == max(CASE[feature], key=CASE[feature].get)


@pytest.mark.parametrize("anew", [1, 4, 11, 20])
@pytest.mark.parametrize("with_it", ANSWERS)
@pytest.mark.parametrize("without_it", ANSWERS)
def test_new_answers_are_counted_where_the_table_puts_them(with_it, without_it, anew):
    letter = LETTER[with_it][ANSWERS.index(without_it)]
    changed = {"anew": anew, "with_it": with_it, "without_it": without_it}
    if anew == 20 and letter in "RQ":
        with pytest.raises(ValueError, match="has no answer in A, O, M or I: ask more people"):
            play("kano", **changed)
        return
    result = play("kano", **changed)
    given = "M" * 11 + "O" * 6 + "A" + "I" * 2  # the riders in the order of the sheet
    now = letter * anew + given[anew:]
    assert bars_of(result) == {name: now.count(name) for name in WORDS}
    base = sum(now.count(name) for name in "AOMI")
    better = (now.count("A") + now.count("O")) / base
    assert f"Better is {better:.2f}" in result.findings[0]
    assert f"reads their pair as {WORDS[letter]} ({letter})" in result.findings[1]
    first = [name for name in WORDS if now.count(name) == max(map(now.count, WORDS))]
    assert all(WORDS[name] in result.chart.title for name in first)
    assert ("tie" in result.chart.title) == (len(first) > 1)
    if len(first) == 1:
        (second,) = sorted((now.count(name) for name in WORDS), reverse=True)[1:2]
        moved = (now.count(first[0]) - second) // 2 + 1
        assert f"hangs on {moved} of 20 people" in result.findings[2]


def test_a_survey_without_an_answer_that_counts_is_refused_beside_its_field():
    view = shown("kano")
    view.set("with_it", "like")
    view.set("without_it", "like")
    before = view.screen.picture
    view.set("anew", 20)
    assert "'Accurate dock count' has no answer in A, O" in unescape(view.screen.beside["anew"])
    assert view.screen.picture == before


# ---------------------------------------------------------------- the five together

MOVES = {
    "opportunity_tree": "orphans",
    "kano": "O",
    "rice": "third",
    "cost_of_delay": "neither",
    "roadmap": "refund",
}


@pytest.mark.parametrize("lab_id", MOVES)
def test_a_prediction_comes_true_and_was_open_at_the_start(lab_id):
    sheet = load_lab(lab_id)
    assert play(lab_id, **sheet.prediction.move).came_true == MOVES[lab_id]
    assert play(lab_id).came_true != MOVES[lab_id]
    for option in sheet.prediction.options:
        view = shown(lab_id)
        view.predict(option.id)
        said = unescape(view.screen.comparison)
        assert ("As you predicted" in said) == (option.id == MOVES[lab_id])
