"""The project's own linter, run as a test with the pinned version."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(path, *args):
    command = [sys.executable, "-m", "ruff", "check", "--no-cache", *args, str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_ruff_finds_nothing():
    done = run(".")
    assert done.returncode == 0, done.stdout


def test_ruff_would_find_something(tmp_path):
    (tmp_path / "bad.py").write_text("import os\n")
    assert "F401" in run(tmp_path / "bad.py").stdout
