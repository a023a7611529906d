"""The table of the benchmarks: a figure above its limit is a breach, and the command says so."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest
from project_files import ROOT
from table import Row, print_table, quickest

FOLDER = ROOT / "tests" / "benchmarks"


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        (Row("models", 20, "", 20), "ok"),
        (Row("models", 21, "", 20), "BREACH"),
        (Row("memory", float("nan"), "MB", 115), "BREACH"),
        (Row("redraw", "no Chromium", "ms", 120), "not measured"),
        (Row("load", 3.5), ""),
    ],
)
def test_each_row_has_its_verdict(row, verdict):
    assert row.verdict == verdict
    assert str(row).endswith(verdict or "3.50")


def test_breaches_are_counted_and_said_once_more(capsys):
    rows = [Row("click", 61.0, "ms", 50), Row("bytes", 11_520, "bytes", 14_000), Row("load", 1)]
    assert print_table(rows) == 1
    *table, last = capsys.readouterr().out.splitlines()
    assert len(table) == 3 and "11,520 bytes" in table[1] and "at most 14,000" in table[1]
    assert last == "BREACH: click: 61 ms, at most 50"
    assert print_table(rows[1:]) == 0


def test_the_quickest_of_some_calls_counts():
    clock = iter([0, 0.5, 1, 1.2, 2, 2.4]).__next__
    assert quickest(lambda: None, tries=3, clock=clock) == pytest.approx(200)


def run(*words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, str(FOLDER), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_the_command_names_its_parts_and_each_has_a_file():
    shown, wrong = run("--help"), run("quizz")
    parts = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))
    assert len(parts) >= 8 and shown.returncode == 0
    assert all(f"  {part} " in shown.stdout for part in parts)
    assert wrong.returncode == 2 and "there is no part 'quizz'; choose from quiz," in wrong.stderr
    for part in parts:
        assert importlib.util.find_spec(f"bench_{part}")
