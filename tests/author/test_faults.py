"""The tests can fail: each planted fault (see `faults`) turns at least one of them red.

Each fault is planted in a process of its own, which loads one module with it and runs the tests
that should notice; without the fault they pass in the run that this file is part of.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys

import pytest
from faults import FAULTS
from planting import KINDS, ROOT, Fault, PlaceGone, planted, tree_with
from tiers import known, line_for

SAMPLE = '''
class Till:
    """A till."""

    limit = 5

    def pay(self, price, paid=False):
        """Pay."""
        self.log(price)
        total = price + 1
        if price > self.limit:
            raise ValueError("too much")
        if not paid and total:
            self.log(total)
        return round(total, ndigits=2)

def rest(coins):
    return sum(coin for coin in coins if coin)
'''
CHANGES = {
    ("Till.pay", "turn a comparison", ""): "if price <= self.limit:",
    ("Till.pay", "swap and, or", ""): "if not paid or total:",
    ("Till.pay", "swap plus, minus or times, over", ""): "total = price - 1",
    ("Till.pay", "turn a condition", ""): "if not price > self.limit:",
    ("Till.pay", "turn a condition", "paid"): "if not (not paid and total):",
    ("rest", "drop a filter", ""): "return sum((coin for coin in coins))",
    ("Till.pay", "drop a call", ""): "        pass\n        total = price + 1",
    ("Till.pay", "drop a call", "total"): "            pass\n        return",
    ("Till.pay", "drop an assignment", ""): "        self.log(price)\n        pass",
    ("Till.pay", "keep only what a call is given", "round"): "return total",
    ("Till.pay", "change a constant", ""): "paid=True",
    ("Till.pay", "change a constant", "2"): "ndigits=3",
    ("Till.pay", "change a constant", "much"): "raise ValueError('')",
    ("Till", "change a constant", ""): "limit = 6",
    ("rest", "return nothing", ""): "return None",
}


@pytest.mark.parametrize("place", CHANGES, ids=lambda place: " ".join(place))
def test_one_place_changes_and_no_other(place):
    where, kind, near = place
    fault = Fault("sample", f"helpers.till:{where}", kind, near, ())
    before = ast.unparse(ast.parse(SAMPLE)).splitlines()
    after = ast.unparse(planted(SAMPLE, fault))
    assert CHANGES[place] in after
    assert CHANGES[place] not in ast.unparse(ast.parse(SAMPLE))
    assert len(set(before) - set(after.splitlines())) <= 1
    compile(after, "till.py", "exec")


def test_every_kind_of_change_is_tried_and_used():
    assert {kind for _, kind, _ in CHANGES} == {fault.kind for fault in FAULTS} == set(KINDS)


@pytest.mark.parametrize(
    ("where", "kind", "near"),
    [
        ("Till.refund", "drop a call", ""),
        ("Till.pay", "drop a call", "printer"),
        ("rest", "change a constant", ""),
    ],
)
def test_a_place_that_is_gone_is_said_in_a_sentence(where, kind, near):
    fault = Fault("the till is open", f"helpers.till:{where}", kind, near, ())
    with pytest.raises(PlaceGone) as caught:
        planted(SAMPLE, fault)
    said = str(caught.value)
    assert "'the till is open'" in said and f"helpers.till:{where}" in said
    assert said.endswith("choose another in tests/support/faults.py.")


def test_a_module_that_is_gone_is_said_in_a_sentence():
    with pytest.raises(PlaceGone, match="in helpers.till:pay, and there is no such module; choose"):
        tree_with(Fault("the till is open", "helpers.till:pay", "drop a call", "", ()))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_its_place_and_its_tests_are_there(fault):
    compile(tree_with(fault), str(fault.path), "exec")
    assert fault.tests
    unknown = [test for test in fault.tests if not known(test.partition("[")[0])]
    assert not unknown, f"tests/support/faults.py: no test's id begins with {unknown[0]}"
    listed = all(line_for(test) for test in fault.tests)
    assert fault.ci == listed, f"{fault.name}: wrap it with _on_ci if all its tests are in tiers.py"


def test_there_are_enough_and_each_has_its_own_name():
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


def run(fault: Fault) -> subprocess.CompletedProcess:
    """Run the tests that should notice in a process with the fault, with a newcomer's counts."""
    others = ("PYTEST_", "COV_", "COURSE_", "CI", "PYTHONDONTWRITE")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(others)}
    environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # to load them costs more than most tests
    command = [sys.executable, "tests/support/planting.py", fault.name, "-x", "-q", "--tb=line"]
    command += ["-p", "no:cacheprovider", "--override-ini=addopts="]
    command += [f"tests/{test}" for test in fault.tests]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=180,
        check=False,
    )


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_turns_a_test_red(fault):
    done = run(fault)
    said = (
        f"{fault.name}: {fault.kind} in {fault.where}\n{done.stdout[-3000:]}{done.stderr[-2000:]}"
    )
    assert done.returncode == 1, f"no test failed ({done.returncode}): {said}"
    assert re.search(r"\b\d+ failed", done.stdout), said
