"""The figures: verified values stay what they were, and charts show exactly them."""

from __future__ import annotations

import csv
import re
from functools import cache
from statistics import mean

import pytest

from helpers.authoring.verified import unverified
from helpers.charts import draw, exhibit_ids
from helpers.charts.exhibits.onet import corrected_gaps, raters_gap
from helpers.content import course_root, load_figure

FOLDER = course_root() / "figures"
FIGURES = sorted(path.stem for path in FOLDER.glob("*.csv"))

GRADE_C = {"pragmatic_2013_hours", "state_of_agile_2022", "pendo_features"}
ONET_BLS = ["project_industries", "required_education", "work_activities", "pay_strip", "outlook"]


@cache
def rows(figure_id: str) -> list[dict[str, str]]:
    """A table, read here on its own."""
    with (FOLDER / f"{figure_id}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def table(exhibit_id: str) -> list[list[str]]:
    return draw(exhibit_id).table()


@cache
def text(exhibit_id: str) -> str:
    return draw(exhibit_id).text


def value_of(cell: str) -> float:
    """The number in a cell of a chart's table."""
    found = re.search(r"[\u2212+]?[\d,]+(?:\.\d+)?", cell)
    return float(found[0].replace(",", "").replace("\u2212", "-"))


def drawn(exhibit_id: str, column: int = -1) -> dict[str, float]:
    """What a chart shows in one column, by row."""
    return {row[0]: value_of(row[column]) for row in table(exhibit_id)[1:]}


# ---------------------------------------------------------------- the tables


def test_every_table_is_as_it_was_verified():
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(FIGURES) and FIGURES
    assert not list(unverified(course_root(), map(load_figure, FIGURES)))


@pytest.mark.parametrize("figure_id", FIGURES)
def test_tables_have_plain_line_ends(figure_id):
    assert b"\r" not in (FOLDER / f"{figure_id}.csv").read_bytes()


@pytest.mark.parametrize("figure_id", FIGURES)
def test_every_figure_says_where_it_comes_from(figure_id):
    info = load_figure(figure_id).info
    assert info.grade in ("A", "B", "illustrative")
    assert re.search(r"\b(19|20)\d\d\b", info.year)
    assert info.source.title and info.source.publisher and info.source.licence
    invented = "VeloLink" in " ".join(info.caveats)
    assert invented is (info.grade == "illustrative")
    if figure_id.startswith("onet"):
        first = info.caveats[0]
        assert "O*NET" in first and "USDOL/ETA" in first and "CC BY 4.0" in first
        assert "The course authors have modified all or some of this information" in first
        assert "not approved, endorsed, or tested" in first


def test_weak_evidence_is_never_charted():
    assert not GRADE_C & set(FIGURES)


# ---------------------------------------------------------------- words on the charts


@pytest.mark.parametrize("exhibit_id", ONET_BLS)
def test_stand_ins_are_never_called_by_the_roles_name(exhibit_id):
    words = text(exhibit_id).split("\nSource: ")[0]
    assert "product managers" not in words.lower()
    assert not re.search(r"(?<!IT )\bproject managers\b", words.replace("IT Project", "IT project"))
    assert re.search(r"O\*NET|BLS", words)


@pytest.mark.parametrize("exhibit_id", exhibit_ids())
def test_numbers_in_title_and_description_are_on_the_chart(exhibit_id):
    chart = draw(exhibit_id)
    body = chart.text.split("\n", 1)[1].split("\nSource: ")[0]
    for share in re.findall(r"\d[\d.]*%", f"{chart.title} {chart.alt}"):
        assert share in body or exhibit_id == "product_education", share


def test_the_degree_title_adds_up():
    shares = {row["degree"]: int(row["percent"]) for row in rows("pragmatic_2019_education")}
    assert sum(shares.values()) == 100
    total = shares["Bachelor's"] + shares["Master's"] + shares["Doctorate"]
    assert f"{total}% of the product people asked" in text("product_education")


def test_the_rater_effect_is_computed_and_stated():
    ratings = rows("onet_work_activities")
    project = [float(row["it_project_mgr_IM"]) for row in ratings]
    product = [float(row["marketing_mgr_IM"]) for row in ratings]
    higher = sum(one > other for one, other in zip(project, product, strict=True))
    read = text("work_activities")
    assert f"in {higher} of {len(ratings)} activities" in read
    assert f"mean {mean(project):.2f} against {mean(product):.2f}" in read
    assert (higher, len(ratings)) == (34, 41)


# ---------------------------------------------------------------- values, from the CSV to the twin


def plain(exhibit_id: str, figure_id: str, name: str, value: str, column: int = -1) -> None:
    expected = {row[name]: float(row[value]) for row in rows(figure_id)}
    assert drawn(exhibit_id, column) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("exhibit_id", "figure_id", "name", "value", "column"),
    [
        ("product_time", "pragmatic_2019_time", "who", "strategic", 1),
        ("product_time", "pragmatic_2019_time", "who", "tactical", 2),
        ("roadmap_outputs", "productplan_2023", "statement", "percent", 1),
        ("product_education", "pragmatic_2019_education", "degree", "percent", 1),
        ("so_pay", "so2023_pay", "job", "median_usd", 1),
    ],
)
def test_survey_values(exhibit_id, figure_id, name, value, column):
    plain(exhibit_id, figure_id, name, value, column)


def test_education_values():
    for column in ("marketing_managers", "it_project_managers"):
        panel = 0 if column == "marketing_managers" else 1
        body = table("required_education")[1:][panel * 8 : panel * 8 + 8]
        expected = {row["level"]: float(row[column]) for row in rows("onet_education_required")}
        assert {row[1]: value_of(row[2]) for row in body} == pytest.approx(expected)
        assert max(expected, key=expected.get) == "Bachelor's"


def test_industry_values():
    body = table("project_industries")[1:]
    shown = {(row[0].split(" (")[0], row[1]): value_of(row[2]) for row in body}
    expected = {
        (row["occupation"], row["industry"]): float(row["percent"])
        for row in rows("bls_industries")
    }
    assert shown == pytest.approx(expected)


def by_the_rule(figure_id: str, name: str) -> dict[str, float]:
    """Gaps with the raters' mean gap taken off, worked out here on its own."""
    gaps = {
        row[name]: float(row["it_project_mgr_IM"]) - float(row["marketing_mgr_IM"])
        for row in rows(figure_id)
    }
    usual = round(mean(gaps.values()), 2)
    return {name: round(gap - usual, 2) for name, gap in gaps.items()}


LEANINGS = {"work_activities": (8, 3, 2)}


@pytest.mark.parametrize("exhibit_id", LEANINGS)
def test_every_gap_is_drawn_with_the_raters_usual_gap_taken_off(exhibit_id):
    gaps = by_the_rule("onet_work_activities", "label")
    shown = drawn(exhibit_id)
    assert shown == pytest.approx({name: gaps[name] for name in shown}, abs=1e-6)
    assert list(shown.values()) == sorted(shown.values())
    assert "0.50 is taken off every gap" in text(exhibit_id)


def test_the_raters_gap_of_the_activities_is_half_a_point():
    gaps = by_the_rule("onet_work_activities", "label")
    assert gaps["Monitoring and controlling resources"] == 0.72  # 4.40 less 3.18, less 0.50
    assert raters_gap([(3.0, 3.5), (2.0, 2.75)]) == 0.62
    assert corrected_gaps({"a": (3.0, 3.5), "b": (2.0, 2.5)}) == {"a": 0, "b": 0}


@pytest.mark.parametrize(("exhibit_id", "counts"), LEANINGS.items())
def test_the_pictures_show_both_directions_and_no_difference(exhibit_id, counts):
    gaps = drawn(exhibit_id).values()
    found = len(gaps), sum(gap >= 0.5 for gap in gaps), sum(gap <= -0.5 for gap in gaps)
    assert found == counts


@pytest.mark.parametrize("exhibit_id", LEANINGS)
def test_small_gaps_are_grey(exhibit_id):
    from matplotlib.colors import to_hex

    from helpers.charts.style import NEUTRAL, PALE

    greys = {NEUTRAL.colour.lower(), PALE.colour.lower()}
    for bar in draw(exhibit_id).figure.axes[0].containers[0]:
        small = round(abs(float(bar.get_width())), 6) < 0.5
        assert (to_hex(bar.get_facecolor()) in greys) is small
    assert "too close to call" in text(exhibit_id)


def test_pay_values():
    latest = {row["title"]: row for row in rows("bls_oews_wages") if row["year"] == "2024"}
    body = table("pay_strip")
    assert len(body) == 4
    for row in body[1:]:
        shown = dict(zip(body[0], row, strict=True))
        source = latest[row[0].split(" (")[0].title()]
        for name, key in (("10th", "p10"), ("25th", "p25"), ("50th", "median"), ("75th", "p75")):
            assert value_of(shown[f"{name} percentile"]) == float(source[key])
        if source["p90"] == "#":
            assert shown["90th percentile (cut off)"] == "above USD 239,200"
            assert source["top_code"] == "239200" and not shown["90th percentile"]
        else:
            assert value_of(shown["90th percentile"]) == float(source["p90"])


def test_outlook_values():
    head, *body = table("outlook")
    growth = {row[1]: value_of(row[2]) for row in body if row[0].startswith("Expected")}
    source = rows("bls_ooh_projections")
    assert growth == {row["occupation"]: float(row["change_pct"]) for row in source}
    for row in body:
        if row[0].startswith("Jobs"):
            numbers = next(one for one in source if one["occupation"] == row[1])
            for year in ("2024", "2034"):
                jobs = value_of(row[head.index(year)]) * 1000
                assert jobs == pytest.approx(float(numbers[f"jobs_{year}"]))


def test_premium_values():
    expected = {
        f"{row['edition']} ({row['coverage']})": float(row["premium_pct"])
        for row in rows("pmi_salary")
    }
    assert drawn("pmp_premium") == pytest.approx(expected)


def test_three_surveys_stand_apart():
    read = text("three_surveys")
    for row in rows("pmi_pulse_2020_2021"):
        assert f"{row['result']} {row['report_2021']}%" in read
    for row in rows("standish_chaos_1994"):
        assert f"{row['result']} {row['percent']}%" in read
    for row in rows("flyvbjerg"):
        assert f"{row['result']} {row['percent']}%" in read
    asked = [row[1] for row in table("three_surveys")[1:]]
    assert len(set(asked)) == len(asked) == 3


# ---------------------------------------------------------------- the running example


# letter: start, days, float, by hand
SCHEDULE = {
    "A": (0, 10, 0),
    "B": (10, 15, 10),
    "C": (10, 28, 5),
    "D": (10, 25, 0),
    "E": (10, 18, 27),
    "F": (35, 20, 0),
    "G": (38, 12, 5),
    "H": (55, 12, 0),
    "I": (67, 10, 0),
    "J": (77, 5, 0),
}
MILESTONES = {
    "Scope signed off": 10,
    "Tests passed": 67,
    "Plan ends": 82,
    "Promised to the city": 100,
}


def test_schedule_values():
    head, *body = table("relaunch_gantt")
    for (name, (start, length, slack)), shown in zip(SCHEDULE.items(), body[:-1], strict=True):
        cells = dict(zip(head, shown, strict=True))
        assert cells["Activity"].startswith(f"{name} ")
        end, own = start + length, "other work" if slack else "critical path"
        assert cells[own] == f"day {start} to day {end} (length {length})"
        assert cells["float"] == (
            f"day {end} to day {end + slack} (length {slack})" if slack else ""
        )
    for name, day in MILESTONES.items():
        assert f"{name}, day {day}" in body[-1][head.index("milestone")]
    assert "takes 82 working days" in text("relaunch_gantt")


def test_change_request_values():
    assert table("change_impact")[1:] == [
        ["Payment integration: 5 days more, finish on day 82", "5", "0"],
        ["Dock sensor firmware: 27 days more, finish on day 82", "27", "0"],
        ["Payment integration: 8 days more, finish on day 85", "8", "3"],
        ["App front-end build: 8 days more, finish on day 90", "8", "8"],
    ]


def test_burnup_values():
    scope, done = (120, 120, 120, 140, 140), (0, 14, 30, 45, 60)
    wanted = [[f"sprint {n}", str(scope[n]), str(done[n])] for n in range(5)]
    assert table("relaunch_burnup")[1:] == wanted


def test_life_cycle_values():
    body = table("product_life_cycle")[1:]
    assert [
        [f"year {row['year']}", float(row["weekly_riders"])] for row in rows("velolink_life_cycle")
    ] == [[row[0], value_of(row[1])] for row in body]
    for row in rows("velolink_life_stages"):
        assert f"Note: {row['stage']}: {row['work']}" in text("product_life_cycle")


def test_life_line_values():
    from calendar import month_abbr as months

    def month(written: str) -> str:
        year, in_year = written.split("-")
        return f"{months[int(in_year)]} {year}"

    for row in rows("velolink_life_lines"):
        start = month(row["start"])
        line = f"{start} to {month(row['end'])}" if row["end"] else f"from {start}, no planned end"
        assert f"- {row['name']}: {line}" in text("life_lines")


def test_decision_rights_values():
    body = table("decision_rights")[1:]
    assert [list(row.values())[1:] for row in rows("decision_rights")] == body
    for row in body:
        assert sum(cell.startswith("A") for cell in row[1:]) == 1
        assert any("R" in cell for cell in row[1:])


@pytest.mark.parametrize("exhibit_id", ["five_differences", "role_neighbours"])
def test_pictures_made_of_words(exhibit_id):
    assert table(exhibit_id)[1:] == [list(row.values()) for row in rows(exhibit_id)]
