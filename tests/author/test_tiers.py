"""The list of what waits for CI names tests that exist, and leaves out what it says."""

from __future__ import annotations

import pytest
from tiers import LATER, Later, known, left_out


@pytest.mark.parametrize("line", LATER, ids=lambda line: line.where)
def test_what_waits_for_ci_is_there(line):
    assert known(line.where), f"tests/support/tiers.py: no test's id begins with {line.where}"
    assert line.why


def test_a_line_without_its_test_is_seen():
    assert not known("learner/test_quiz.py::test_that_nobody_wrote")
    assert not known("learner/test_that_nobody_wrote.py")


def test_a_newcomers_run_leaves_out_what_the_list_says():
    later = (Later("a/test_x.py::test_one", "first line", 2), Later("a/test_x.py", "all others"))
    cases = [f"a/test_x.py::test_one[{n}]" for n in range(5)]
    others = ["a/test_x.py::test_two", "a/test_y.py::test_one[1]", "b/test_x.py::test_one"]
    assert left_out([*cases, *others], later) == {cases[1], cases[3], others[0]}


def test_every_notebook_runs_in_every_tier():
    assert not left_out([f"notebooks/{n}.ipynb::Cell 0" for n in ("00_start_here", "x")])
    assert not [line for line in LATER if line.where.startswith("notebooks")]
