"""A page made with ``--execute`` reads without a kernel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "helpers/authoring/jupyter_nbconvert_config.json"


@pytest.fixture
def page_of(tmp_path, monkeypatch):
    """Run nbconvert with the configuration that the package installs; return the page."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / CONFIG.name).write_bytes(CONFIG.read_bytes())
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "config"))
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))

    def page(*cells: str) -> str:
        path = tmp_path / "one.ipynb"
        nbformat.write(new_notebook(cells=[new_code_cell(cell) for cell in cells]), path)
        command = [sys.executable, "-m", "jupyter", "nbconvert", "--execute", "--to", "html"]
        subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=120)
        return path.with_suffix(".html").read_text("utf-8")

    return page


def test_a_lesson_keeps_its_questions(page_of):
    page = page_of(
        'from helpers import open_lesson\n\nlesson = open_lesson("two_jobs_one_abbreviation")',
        'lesson.check("two-words")',
    )
    assert "To answer, run the notebook" in page
    assert "application/vnd.jupyter.widget-view+json" not in page


def test_another_notebook_keeps_its_widgets(page_of):
    page = page_of("import ipywidgets\nipywidgets.IntSlider()")
    assert "application/vnd.jupyter.widget-view+json" in page


def test_the_preprocessor_is_named_as_nbconvert_reads_it():
    named = json.loads(CONFIG.read_text("utf-8"))["HTMLExporter"]["preprocessors"]
    assert named == ["helpers.authoring.nbconvert_views.PaperForm"]
