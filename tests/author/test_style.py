"""The project's own linter, formatter and types, run as tests with the pinned versions."""

import subprocess
import sys

import pytest
from project_files import ROOT


def ruff(*args):
    command = [sys.executable, "-m", "ruff", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("args", [("check",), ("format", "--check")], ids=" ".join)
def test_ruff_finds_nothing(args):
    done = ruff(*args, "--no-cache", ".")
    assert done.returncode == 0, done.stdout + done.stderr


def test_ruff_would_find_something(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("import os\nx = { 1 }\n")
    assert "F401" in ruff("check", "--no-cache", str(bad)).stdout
    assert "would be reformatted" in ruff("format", "--check", "--no-cache", str(bad)).stdout


def mypy(*args):
    command = [sys.executable, "-m", "mypy", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_types_hold(tmp_path):
    done = mypy("--cache-dir", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_wrong_type_would_be_found(tmp_path):
    bad = tmp_path / "bad.py"
    bad.write_text("from helpers.content import load_course\n\nload_course().titel\n")
    done = mypy("--cache-dir", str(tmp_path / "cache"), "--follow-imports=silent", str(bad))
    assert 'has no attribute "titel"' in done.stdout
