"""The map of terms: every link of the glossary is drawn, and none hides behind another term."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
import pytest
from picture_oracle import disagreements

from helpers.authoring.term_layout import Layout, rewrite
from helpers.charts import draw
from helpers.charts.exhibits.terms import DEPTH, HEAD, ROOM, boxes
from helpers.content import course_root, load_figure, load_glossary

TABLE = course_root() / "figures" / "term_families.csv"


@cache
def rows() -> list[dict[str, str]]:
    return load_figure("term_families").rows


@cache
def families() -> dict[str, str]:
    return {row["term"]: row["family"] for row in rows()}


@cache
def links() -> set[frozenset[str]]:
    """The pairs of core terms of which one names the other, worked out here anew."""
    terms = load_glossary()
    full = {t.abbreviation: t.term for t in terms if t.abbreviation} | {
        t.term: t.term for t in terms
    }
    pairs = {frozenset((t.term, full[name])) for t in terms for name in t.related}
    return {pair for pair in pairs if pair <= set(families())}


def stored() -> Layout:
    layout = Layout(families())
    layout.at = np.array([[float(row["x"]), float(row["y"])] for row in rows()])
    return layout


def written(chart) -> dict[str, tuple[str, set[str]]]:
    """Family and links of each term as the text twin's table gives them."""
    found = {}
    for name, value in chart.table()[1:]:
        family, _, linked = value.partition(", linked with ")
        found[name] = family, set(linked.split(", "))
    return found


def test_the_twin_has_every_term_its_family_and_its_links():
    found = written(draw("term_map"))
    assert {name: family for name, (family, _) in found.items()} == families()
    for name, (_, linked) in found.items():
        assert linked == {other for pair in links() if name in pair for other in pair - {name}}


def test_the_title_counts_what_is_drawn():
    chart = draw("term_map")
    across = [pair for pair in links() if len({families()[name] for name in pair}) == 2]
    assert f"by {len(links())} links, {len(across)} of them" in chart.title
    broken = [line for line in chart.figure.axes[0].lines if line.get_linestyle() == "--"]
    assert (len(chart.figure.axes[0].lines), len(broken)) == (len(links()), len(across))


@pytest.mark.parametrize(
    "change",
    [
        lambda ax: ax.lines[0].remove(),
        lambda ax: ax.lines[0].set_data(ax.lines[1].get_data()),
        lambda ax: ax.texts[10].set_text("Something else"),
        lambda ax: ax.texts[0].set_text("Another family"),
        lambda ax: ax.patches[0].set_width(0.1),
    ],
)
def test_a_wrong_line_word_or_box_is_found(change):
    chart = draw("term_map")
    assert not disagreements(chart)
    change(chart.figure.axes[0])
    assert disagreements(chart)


def test_every_label_stands_on_its_point():
    ax = draw("term_map").figure.axes[0]
    shown = {text.get_position(): " ".join(text.get_text().split()) for text in ax.texts}
    for row in rows():
        assert shown[float(row["x"]), float(row["y"])] == row["term"]


def test_no_two_terms_share_a_line_of_the_table():
    for axis in ("x", "y"):
        assert len({row[axis] for row in rows()}) == len(rows()), "run the layout again"


def test_terms_stand_inside_the_box_of_their_family():
    layout = stored()
    home = boxes(families())
    for name, (x, y), (wide, high) in zip(layout.names, layout.at, layout.half, strict=True):
        left, top, across, down = home[families()[name]]
        assert left <= x - wide and x + wide <= left + across
        assert top + HEAD <= y - high and y + high <= top + down


def test_boxes_fill_the_room_and_do_not_touch():
    placed = list(boxes(families()).values())
    assert max(left + wide for left, _, wide, _ in placed) == pytest.approx(ROOM)
    assert max(top + high for _, top, _, high in placed) == pytest.approx(DEPTH)


def test_no_link_runs_behind_another_term():
    faults = stored().faults()
    assert (faults["overlaps"], faults["behind labels"], faults["behind titles"]) == (0, 0, 0)
    assert faults["crossings"] <= 35


def test_faults_are_seen():
    layout = stored()
    layout.at[0] = layout.at[1]
    assert layout.faults()["overlaps"] >= 1
    bad = stored()
    one, other = bad.links[0]
    bystander = next(i for i in range(len(bad.names)) if i not in (one, other))
    bad.at[bystander] = (bad.at[one] + bad.at[other]) / 2
    assert bad.faults()["behind labels"] >= 1


def test_the_layout_is_the_same_for_the_same_seed_and_makes_the_map_better():
    first, second, other = Layout(families(), 5), Layout(families(), 5), Layout(families(), 6)
    before = sum(first.cost(i) for i in range(len(first.names)))
    for layout in (first, second, other):
        layout.improve(150)
    assert (first.at == second.at).all() and (first.at != other.at).any()
    assert sum(first.cost(i) for i in range(len(first.names))) < before


def test_the_command_rewrites_the_places_and_nothing_else(tmp_path):
    copy = tmp_path / "term_families.csv"
    copy.write_bytes(TABLE.read_bytes())
    faults = rewrite(copy, steps=30)
    assert set(faults) == {"overlaps", "behind labels", "behind titles", "crossings"}
    with copy.open(encoding="utf-8", newline="") as file:
        after = list(csv.DictReader(file))
    assert [list(row) for row in after] == [list(row) for row in rows()]
    kept = [[row[name] for name in ("term", "family", "also_fits")] for row in after]
    assert kept == [[row[name] for name in ("term", "family", "also_fits")] for row in rows()]
    assert len({row["x"] for row in after}) == len(after)
    assert b"\r" not in copy.read_bytes()
