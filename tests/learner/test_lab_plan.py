"""The labs of the planning lab: their numbers worked out anew, their pictures, their refusals."""

from __future__ import annotations

import random
import re
from html import unescape

import networkx as nx
import pytest
from course_keys import WAITS, relaunch
from lab_plays import at_move, play, rows
from picture_oracle import disagreements

from helpers.authoring.check.pictures import picture_faults, shown_texts
from helpers.labs import Lab, LabView

# early start and finish, total and free float: the worked case
WORKED = {
    "A": (0, 10, 0, 0),
    "B": (10, 25, 10, 10),
    "C": (10, 38, 5, 0),
    "D": (10, 35, 0, 0),
    "E": (10, 28, 27, 27),
    "F": (35, 55, 0, 0),
    "G": (38, 50, 5, 5),
    "H": (55, 67, 0, 0),
    "I": (67, 77, 0, 0),
    "J": (77, 82, 0, 0),
}
DAYS = {name: int(days) for name, (days, _) in relaunch().items()}
WHOLE = {
    "payment_screens": "payments",
    "all_screens": "out",
    "fitted": "sensors",
    "docks": "out",
    "audit": "app",
    "talks": "out",
    "reports": "management",
}
CHAIN = {f"waits_{b}": a for a, b in zip("ABCDEFGHI", "bcdefghij", strict=True)}
LONG = {f"days_{name.lower()}": 60 for name in WAITS}
ALONE = {f"waits_{name.lower()}": "" for name in WAITS}


# ---------------------------------------------------------------- the pieces of the work


@pytest.mark.parametrize(
    ("changed", "title", "came"),
    [
        ({}, "8 of 10 parts are in the tree, none twice, with no pieces out of place", "missing"),
        (WHOLE, "10 of 10 parts are in the tree, none twice, with no pieces", "whole"),
        (
            WHOLE | {"payment_screens": "app", "audit": "launch"},
            "10 of 10 parts are in the tree, none twice, with no pieces",
            "whole",
        ),
        (WHOLE | {"all_screens": "app"}, "10 of 10 parts are in the tree, 2 twice", "twice"),
        (
            WHOLE | {"reports": "out", "all_screens": "app"},
            "9 of 10 parts are in the tree, 2",
            "both",
        ),
        (
            WHOLE | {"docks": "sensors", "talks": "payments", "fitted": "app"},
            "10 of 10 parts are in the tree, none twice, with 3 pieces out of place",
            "whole",
        ),
    ],
)
def test_the_tree_is_held_against_the_scope(changed, title, came):
    result = play("work_breakdown", **changed)
    assert result.chart.title.startswith(title) and result.came_true == came
    clean = "10 of 10 parts are in the tree, none twice, with no pieces out of place"
    kept = "keeps the 100% rule" in " ".join(result.findings)
    assert kept is (result.chart.title == clean)


def test_the_tree_says_what_is_wrong_with_each_piece():
    result = play(
        "work_breakdown", **WHOLE | {"docks": "launch", "talks": "payments", "fitted": "launch"}
    )
    drawn = result.chart.text
    for words in (
        "Ten new docks (outside the charter)",
        "Talk with the provider each week (no deliverable)",
        "Sensors fitted at 60 stations (wrong branch)",
    ):
        assert words in drawn
    assert "(twice)" not in drawn
    assert play("work_breakdown", all_screens="app").chart.text.count("(twice)") == 2


def test_a_right_sum_hides_two_faults():
    result = at_move("work_breakdown")
    assert result.came_true == "both"
    assert "Missing: project management. Twice: ride screens." in result.findings[0]


# ---------------------------------------------------------------- the network


def test_the_network_is_the_worked_case():
    drawn = rows(play("network"))
    for name, (start, end, total, free) in WORKED.items():
        row = drawn[name]
        found = [row[c] for c in ("duration", "start", "end", "total float", "free float")]
        assert found == [str(n) for n in (DAYS[name], start, end, total, free)]
        waits = sorted(re.findall(r"\b[A-J]\b", row["waits for"]))
        assert waits == sorted(re.findall(r"[A-J]", WAITS[name]))
        assert row["kind"] == ("critical path" if name in "ADFHIJ" else "other work")
    assert [n for n, row in drawn.items() if "(critical)" in row["waits for"]] == list("DFHIJ")
    assert drawn["H"]["waits for"].startswith("F (critical)")


def test_networks_at_random_end_where_networkx_says():
    chance = random.Random(12)
    for _ in range(12):
        plan = {}
        for place, name in enumerate(WAITS):
            waits = [other for other in list(WAITS)[:place] if chance.random() < 0.3]
            plan[name] = (chance.randint(0, 60), waits)
        changed = {f"days_{n.lower()}": days for n, (days, _) in plan.items()}
        changed |= {f"waits_{n.lower()}": ", ".join(waits) for n, (_, waits) in plan.items()}
        result = play("network", **changed)
        graph = nx.DiGraph([(other, n) for n, (_, waits) in plan.items() for other in waits])
        graph.add_nodes_from(plan)
        end: dict[str, int] = {}
        for n in nx.topological_sort(graph):
            end[n] = plan[n][0] + max((end[other] for other in plan[n][1]), default=0)
        assert {n: int(row["end"]) for n, row in rows(result).items()} == end
        for n, row in rows(result).items():
            assert sorted(re.findall(r"\b[A-J]\b", row.get("waits for", ""))) == plan[n][1]
        assert f"ends on day {max(end.values())};" in result.chart.title
        bars = play("network", **changed, picture="gantt").chart.text
        for n, (days, _) in plan.items():
            line = next(line for line in bars.split("\n") if line.startswith(f"- {n} "))
            assert f"day {end[n] - days} to day {end[n]} (length {days})" in line


def test_saved_days_count_until_another_path_is_the_longest():
    result = at_move("network")
    assert result.came_true == "some"
    assert result.chart.title == "The plan ends on day 77; the critical path is A-C-G-H-I-J"
    assert "5 days sooner" in result.findings[0]
    assert play("network", days_d=15, days_c=10).came_true == "all"
    assert play("network", days_e=45).chart.title.endswith("A-D-F-H-I-J and 1 more")


@pytest.mark.parametrize(
    ("field", "entry", "said"),
    [
        ("waits_b", "B", "B cannot wait for itself: take B out of its field."),
        ("waits_b", "A, X", "B waits for 'X', which is no activity of this plan: use letters from"),
        ("waits_b", "A,,D", "What B waits for has an empty place beside a comma"),
        ("waits_g", "C, D,", "What G waits for has an empty place beside a comma"),
        ("waits_b", "F", "'B' -> 'F' -> 'B' wait for each other in a circle: remove one of these"),
        ("waits_a", "J", "wait for each other in a circle"),
        ("waits_b", "<b>&", "B waits for '<B>&', which is no activity"),
        ("waits_b", "A SX+4", "Activity 'B' waits for 'A SX+4': write a link like 'Q', 'Q FS-2'"),
        ("waits_b", "A SS+x", "The lag from 'A' to 'B' is '+X', which is not one number"),
        ("waits_b", "A SS+50%", "is '+50%': give it in the unit of the durations"),
        ("waits_b", "A SS+61", "The lag from A to B is 61: give whole days from -60 to 60."),
        ("waits_b", "A +0.5", "The lag from A to B is 0.5: give whole days"),
        ("waits_b", "B FF+1", "B cannot wait for itself"),
        ("waits_b", "F SS+1", "'B' -> 'F' -> 'B' wait for each other in a circle"),
        ("waits_b", "z" * 500, f"B waits for '{'Z' * 40}', which is no activity"),
        ("days_b", -1, "-1 is not between 0 and 60 days"),
    ],
)
def test_a_bad_entry_is_answered_beside_its_field(field, entry, said):
    view = LabView(Lab("network"))
    assert view.widget.children
    before = view.screen.picture
    view.set(field, entry)
    assert said in unescape(view.screen.beside[field]) and view.screen.picture == before
    view.set("days_j", 6)  # the fault stays where it belongs when another field is touched
    assert said in unescape(view.screen.beside[field]) and view.screen.beside["days_j"] == ""
    view.reset()
    assert not any(view.screen.beside.values())


def test_a_link_of_another_kind_is_worked_out_drawn_and_named():
    result = play("network", waits_f="B, d ss+5", waits_h="E, F FS-3, G")
    drawn = rows(result)
    assert (drawn["F"]["start"], drawn["H"]["start"]) == ("25", "50")
    assert result.chart.title == "The plan ends on day 77; the critical path is A-C-G-H-I-J"
    assert "Links of another kind: D to F SS+5, F to H FS-3." in result.chart.note
    assert not disagreements(result.chart)
    tight = play("network", waits_f="D FF+2", days_f=5)
    assert rows(tight)["F"]["start"] == "32" and not disagreements(tight.chart)
    far = play("network", **CHAIN | LONG | {"waits_j": "I FS+60"}, picture="gantt")
    assert "ends on day 660" in far.chart.title


def test_a_list_of_letters_may_be_written_in_many_ways():
    for entry in ("c,d", " C ,  D", "D, C, D"):
        assert set(rows(play("network", waits_g=entry))["G"]["waits for"].split("; ")) == {"C", "D"}
    assert rows(play("network", waits_b=" - "))["B"]["start"] == "0"


def test_a_wrong_arrow_or_box_is_found():
    chart = play("network").chart
    assert not disagreements(chart)
    (critical, *_) = chart.figure.axes[0].collections
    right = critical.get_segments()
    first, *rest = right
    critical.set_segments([[(0, 0), *first[1:]], *rest])
    assert "'nothing (critical)'" in " ".join(disagreements(chart))
    critical.set_segments(right)
    (text,) = (t for t in chart.figure.axes[0].texts if t.get_text().startswith("C  "))
    text.set_text("C  29")
    assert "('C', 'duration', '29')" in " ".join(disagreements(chart))


# ---------------------------------------------------------------- the pictures

PICTURES = [
    *(
        (lab, {})
        for lab in (
            "work_breakdown",
            "network",
            "overlap",
            "bought_days",
            "monte_carlo",
            "merge_bias",
            "promise",
            "baseline_today",
        )
    ),
    ("work_breakdown", WHOLE | {"all_screens": "app", "talks": "app", "docks": "sensors"}),
    ("network", {"picture": "gantt"}),
    ("network", CHAIN | LONG),
    ("network", ALONE),
    ("network", CHAIN | LONG | {"picture": "gantt"}),
    ("network", {"waits_e": "B, C"}),
    ("overlap", {"build_days": 60, "build_link": "SF", "build_lag": -20, "test_link": "FF"}),
    ("bought_days", {"end": 63, "delay": 2000, "back_end": 1500}),
    ("baseline_today", {"build": 37, "rides": True, "test": 21}),
    ("monte_carlo", {"worst_c": 80, "worst_d": 70, "percent": 95}),
    ("monte_carlo", {"shared": 100, "worst_d": 70}),
    ("merge_bias", {"paths": 3}),
    ("promise", {"day": 112}),
    ("promise", {"day": 82, "late": 8000}),
]


@pytest.mark.parametrize(("lab", "changed"), PICTURES)
def test_words_are_inside_and_apart(lab, changed):
    chart = play(lab, **changed).chart
    assert not list(picture_faults(chart)) and len(shown_texts(chart.figure)) <= 60
