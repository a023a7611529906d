"""An author starts a chart, and has tables verified."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from datetime import date

import pytest
from picture_oracle import disagreements
from project_files import ROOT

from helpers.authoring.check import figures
from helpers.authoring.check.course import read_course
from helpers.authoring.commands import main
from helpers.authoring.start_chart import start_chart
from helpers.authoring.verified import accept, checksum, unverified
from helpers.charts import EXHIBITS, draw
from helpers.content import ContentError, course_root, load_figure
from helpers.content.library import reading_from

FINDING = 'Three "invented" bars: the first is longer than the others, which isn\'t what we wanted'
PAY = "so2023_pay"


@pytest.fixture
def root(tmp_path):
    """A copy of the course's data that may be written."""
    return shutil.copytree(course_root(), tmp_path / "lessons_data")


@pytest.fixture
def started(root, tmp_path):
    """A chart as it is started, with its function imported."""
    folder = tmp_path / "exhibits"
    folder.mkdir()
    paths = start_chart("longer_bars", FINDING, root, folder)
    spec = importlib.util.spec_from_file_location("helpers.charts.exhibits.longer_bars", paths[0])
    spec.loader.exec_module(importlib.util.module_from_spec(spec))
    yield paths
    del EXHIBITS["longer_bars"]


def test_a_started_chart_is_drawn_and_accepted(started, root):
    with reading_from(root):
        chart = draw("longer_bars")
        assert chart.title == FINDING and chart.illustrative
        assert not disagreements(chart) and 1000 < len(chart.png()) < 60_000
        course = read_course(root, None)
        rules = [rule for rule in figures.RULES if rule is not figures.charts_can_be_drawn]
        assert not [said for rule in rules for said in rule(course) if "longer_bars" in said]
        assert not figures.charts_can_be_drawn(course, ["longer_bars"])


def test_a_started_chart_is_formatted(started):
    for command in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *command, "--config", ROOT / "pyproject.toml"]
        done = subprocess.run([*ruff, started[0]], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("chart_id", "title", "said"),
    [
        ("My chart", FINDING, "is no chart's id; write words such as my_chart"),
        ("class", FINDING, "is no chart's id"),
        ("so2023_pay", FINDING, "so2023_pay.csv exists already; choose another id"),
        ("so_pay", FINDING, "There is a chart 'so_pay' already"),
        ("new_chart", "Pay of jobs", "is no finding; say in 6 words or more"),
        ("new_chart", "One is longer than all of the others.", "without a full stop"),
        ("new_chart", "One is longer\nthan all of the others", "is no finding"),
    ],
)
def test_a_chart_that_cannot_be_started_is_refused(root, tmp_path, chart_id, title, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        start_chart(chart_id, title, root, tmp_path)
    assert not (tmp_path / "new_chart.py").exists()


# ---------------------------------------------------------------- verified tables


def named(root) -> list[str]:
    return [name for name, *_ in unverified(root, [load_figure(PAY, root)])]


def test_a_changed_value_is_named_until_it_is_accepted(root):
    table, info = root / "figures" / f"{PAY}.csv", root / "figures" / f"{PAY}.yaml"
    assert not named(root)
    table.write_text(table.read_text("utf-8").replace("88934", "88935"), "utf-8")
    assert named(root) == [PAY]
    (said,) = figures.tables_are_verified(read_course(root, None))
    assert said.startswith(f"figures/{PAY}.csv: it has changed since it was verified on 20")
    assert f"verify-figures --accept {PAY}" in said and "stackoverflow.co" in said
    before = info.read_text("utf-8").partition("verified:")[0]
    accept(root, PAY, date(2027, 1, 2))
    assert info.read_text("utf-8") == (
        f"{before}verified:\n  day: 2027-01-02\n  sha256: {checksum(table)}\n"
    )
    assert not named(root)


def test_a_table_that_nobody_verified_is_named(root):
    info = root / "figures" / f"{PAY}.yaml"
    info.write_text(info.read_text("utf-8").partition("verified:")[0], "utf-8")
    (said,) = figures.tables_are_verified(read_course(root, None))
    assert said.startswith(f"figures/{PAY}.csv: nobody has verified it; hold every value")


def test_line_ends_change_no_checksum_and_the_day_of_the_check_follows(root):
    table, info = root / "figures" / f"{PAY}.csv", root / "figures" / f"{PAY}.yaml"
    table.write_bytes(table.read_bytes().replace(b"\n", b"\r\n"))
    assert not named(root)
    info.write_text("checked: 2020-01-01\n" + info.read_text("utf-8"), "utf-8")
    accept(root, PAY, date(2027, 1, 2))
    assert load_figure(PAY, root).info.checked == date(2027, 1, 2)
    with pytest.raises(ContentError, match="the file is missing"):
        accept(root, "no_such_table", date(2027, 1, 2))


def test_the_command_says_that_all_is_verified(capsys):
    assert main(["verify-figures"]) == 0
    assert capsys.readouterr().out == "All tables are verified.\n"
    assert main(["verify-figures", "--accept", "no_such_table"]) == 1
    assert "figures/no_such_table.yaml: the file is missing" in capsys.readouterr().out


def test_the_command_names_what_changed(root, capsys):
    table = root / "figures" / f"{PAY}.csv"
    table.write_text(table.read_text("utf-8").replace("88934", "88935"), "utf-8")
    with reading_from(root):
        assert main(["verify-figures"]) == 1
        said = capsys.readouterr().out
        tables = len(list((root / "figures").glob("*.csv")))
        assert f"figures/{PAY}.csv: it has changed since" in said
        assert f"1 of {tables} tables" in said
        assert main(["verify-figures", "--accept", PAY]) == 0
