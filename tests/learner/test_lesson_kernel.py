"""A cell run alone in a real kernel, as after a restart: the lesson is there."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jupyter_client.manager import start_new_kernel

from helpers import open_lesson
from helpers.content import load_course

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "helpers/lesson/ipython_kernel_config.json"


@pytest.fixture
def cell_alone(tmp_path, monkeypatch):
    """Run one cell in a new kernel of a notebook and return its text, or its error's name."""
    profile = tmp_path / "profile_default"
    profile.mkdir()
    (profile / "ipython_kernel_config.json").write_bytes(CONFIG.read_bytes())
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))

    def run(notebook: str, code: str) -> str:
        monkeypatch.setenv("JPY_SESSION_NAME", notebook)
        manager, client = start_new_kernel(startup_timeout=60)
        found: list[str] = []

        def kept(message) -> None:
            content = message["content"]
            found.append(content.get("ename") or content.get("data", {}).get("text/plain", ""))

        try:
            client.execute_interactive(code, timeout=60, output_hook=kept)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        return "\n".join(filter(None, found))

    return run


def test_a_cell_of_a_lesson_runs_alone(cell_alone):
    entry = load_course().lessons[1]
    said = cell_alone(f"somewhere/notebooks/{entry.notebook}.ipynb", "lesson.content.title")
    assert said == repr(entry.title)


def test_another_notebook_gets_no_lesson(cell_alone):
    assert cell_alone("mine.ipynb", "lesson.recap()") == "NameError"


def test_the_extension_is_named_as_ipython_reads_it():
    assert json.loads(CONFIG.read_text("utf-8")) == {
        "InteractiveShellApp": {"extensions": ["helpers.lesson.kernel"]}
    }


def test_a_lesson_on_another_lessons_kernel_says_so_and_how_to_get_its_own(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    first, second = load_course().lessons[1:3]

    def said(session):
        monkeypatch.setenv("JPY_SESSION_NAME", session)
        return open_lesson(second.id)._repr_mimebundle_()["text/plain"]

    shared = said(f"notebooks/{first.notebook}.ipynb")
    assert (
        f"shares its kernel, the program behind the questions, with the lesson “{first.title}”"
        in shared
    )
    assert "choose Change Kernel" in shared
    for own in (f"{second.notebook}.ipynb", "my-copy.ipynb", ""):
        assert "shares its kernel" not in said(own)
