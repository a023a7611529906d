"""The tests can fail: each planted fault (see `mutations`) turns at least one of them red.

Every fault goes into a copy of the project of its own; the tests that should notice run there in a
process of their own. The same tests pass in a copy without a fault. With ``CI=true`` every fourth
fault is planted, in a newcomer's run every 36th, and with ``-m soak`` the others.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest
from mutations import MUTATIONS as FIRST
from mutations import Mutation
from mutations_later import LATER

from helpers.authoring.committed import problems

ROOT = Path(__file__).parents[2]
PARTS = ("helpers", "lessons_data", "notebooks", "tests")
FILES = ("pyproject.toml", "README.md", "requirements.txt")
CI = os.environ.get("CI", "").lower() == "true"
MUTATIONS = [*LATER, *FIRST]
CHOSEN = MUTATIONS[:: 4 if CI else 36]
LATER_ON = [pytest.param(m, marks=pytest.mark.soak) for m in MUTATIONS if m not in CHOSEN]
WITNESS = '''\
"""Says whose helpers are tested, and stops the run if they are not those beside this file."""
from pathlib import Path
import helpers.authoring.reproducible as plugin

HERE, THERE = Path(__file__).resolve().parent, Path(plugin.__file__).resolve().parents[2]

def pytest_terminal_summary(terminalreporter):
    assert HERE == THERE, f"{THERE} is tested in place of {HERE}"
    terminalreporter.write_line(f"tested: {THERE}")
'''


class Run(NamedTuple):
    """How a run of tests ended."""

    status: int
    output: str

    def outcomes(self, test: str) -> set[str]:
        """How a test (or a notebook's cells) ended; known where it was asked for with ``-rA``."""
        lines = re.findall(r"^([A-Z]+) (\S+\.(?:py|ipynb)::.*?)(?: - .*)?$", self.output, re.M)
        own = (f"{test}::", f"{test}[")
        return {word for word, name in lines if name == test or name.startswith(own)}


def run(folder: Path, tests: list[str], *options: str) -> Run:
    """Run tests of the copy in ``folder``, without what pytest would load besides."""
    left_out = ("PYTEST_", "COV_", "COURSE_", "CI")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
    environment |= {"PYTHONPATH": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-p", "witness", "-p", "no:cacheprovider", "-q"]
    if any(test.partition("::")[0].endswith(".ipynb") for test in tests):
        command += ["-p", "nbval.plugin"]  # pyproject.toml asks for the rest
    else:
        command += ["-o", "addopts=", "-p", "helpers.authoring.reproducible"]
    done = subprocess.run(
        [*command, *options, *tests],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=180,
        check=False,
    )
    return Run(done.returncode, done.stdout + done.stderr)


def plant(mutation: Mutation, folder: Path) -> None:
    """Put the fault into the copy; its text must stand there once, and Python stay Python."""
    path = folder / mutation.path
    text = path.read_text(encoding="utf-8")
    found = text.count(mutation.old)
    assert found == 1, (
        f"The mutation is stale: {mutation.path} holds {mutation.old!r} {found} times, not once; "
        "correct its text in tests/mutations.py."
    )
    text = text.replace(mutation.old, mutation.new)
    if path.suffix == ".py":
        compile(text, str(path), "exec")
        for old in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            old.unlink()
    path.write_text(text, encoding="utf-8", newline="\n")


class Copies:
    """The sound copy, made and tested first; each fault goes into a copy of it."""

    def __init__(self, folder: Path, mutations: list[Mutation]):
        self._folder = folder
        self._sound = folder / "sound"
        for part in PARTS:
            ignored = shutil.ignore_patterns("__pycache__", ".*", "browser", "benchmarks")
            shutil.copytree(ROOT / part, self._sound / part, ignore=ignored)
        for name in FILES:
            shutil.copy2(ROOT / name, self._sound)
        (self._sound / "witness.py").write_text(WITNESS, encoding="utf-8")
        tests = sorted({test for mutation in mutations for test in mutation.tests})
        notebooks = [test for test in tests if test.endswith(".ipynb")]
        others = [test for test in tests if test not in notebooks]
        with ThreadPoolExecutor(2) as both:
            groups = [group for group in (others, notebooks) if group]
            self.sound = list(both.map(lambda g: run(self._sound, g, "-rA", "--tb=short"), groups))

    def run_with(self, mutation: Mutation) -> Run:
        """Plant the fault and run the tests that should notice it."""
        folder = self._folder / str(MUTATIONS.index(mutation))
        shutil.copytree(self._sound, folder)
        try:
            plant(mutation, folder)
            return run(folder, list(mutation.tests), "-x", "--tb=line")
        finally:
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def copies(tmp_path_factory, request):
    """Copies for the mutations that are wanted in this run of pytest."""
    params = [
        item.callspec.params["mutation"]
        for item in request.session.items
        if item.path == Path(__file__) and "mutation" in getattr(item, "fixturenames", ())
    ]
    folder = tmp_path_factory.mktemp("mutations")
    yield Copies(folder, params)
    shutil.rmtree(folder, ignore_errors=True)


def test_there_are_enough_and_each_has_its_own_name(capsys):
    names = {mutation.name for mutation in MUTATIONS}
    assert len(names) == len(MUTATIONS) >= 60
    with capsys.disabled():
        print(f"\nmutations: {len(CHOSEN)} of {len(MUTATIONS)} planted")


@pytest.mark.parametrize("mutation", [*CHOSEN, *LATER_ON], ids=lambda m: m.name)
def test_a_fault_turns_a_test_red(mutation, copies):
    for test in mutation.tests:
        found = [sound.outcomes(test) for sound in copies.sound]
        before = "\n".join(sound.output[-2000:] for sound in copies.sound)
        assert {"PASSED"} in found, f"{test} does not pass without a fault: {found}\n{before}"
        if test.endswith(".ipynb"):  # where nothing was executed, nbval compares nothing
            assert problems(json.loads((ROOT / test).read_text(encoding="utf-8")), test) == []
    done = copies.run_with(mutation)
    assert f"tested: {copies._folder.resolve()}" in done.output, done.output[-3000:]
    assert done.status == 1, (
        f"{mutation.path}: {mutation.old!r} became {mutation.new!r}, and pytest ended with "
        f"{done.status}, not with 1 (tests failed):\n{done.output[-3000:]}"
    )
    assert re.search(r"^\d+ failed", done.output, re.MULTILINE), done.output[-3000:]
