"""The authors' commands, and the form in which notebooks are committed."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.authoring.check import check_course
from helpers.authoring.commands import main
from helpers.authoring.committed import IMAGE, drop_views, keep_images, problems
from helpers.authoring.refresh import notebooks_folder, refresh
from helpers.authoring.save_hook import before_save
from helpers.authoring.template import start_lesson
from helpers.content import course_root

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(notebooks_folder().rglob("*.ipynb"))
VIEW = "application/vnd.jupyter.widget-view+json"
ANSWERING = re.compile(r"\.(answer|check|reveal|hint|append)\(\s*(\d|\)|\[|\{)")


def load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def output(**data) -> dict:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def notebook(**cell) -> dict:
    base = {"cell_type": "code", "id": "a", "execution_count": 1, "source": "x", "metadata": {}}
    return {"cells": [{**base, "outputs": [], **cell}], "metadata": {}}


# ------------------------------------------------------------ the committed form


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 5


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_committed_form(path):
    assert problems(load(path), path.name) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_readable_without_a_kernel(path):
    """Every result has HTML and text; no answer is given by a cell; no picture is heavy."""
    for cell in load(path)["cells"]:
        if cell["cell_type"] != "code":
            continue
        assert not ANSWERING.search("".join(cell["source"])), cell["id"]
        for out in cell["outputs"]:
            if out["output_type"] == "stream":
                continue
            assert {"text/html", "text/plain"} <= set(out["data"]), cell["id"]
            html = "".join(out["data"]["text/html"])
            for image in IMAGE.findall(html):
                assert len(image) * 3 / 4 <= 60_000


BAD = {
    "not executed": (notebook(execution_count=None), "not executed"),
    "widget view": (notebook(outputs=[output(**{VIEW: {}, "text/plain": "x"})]), "widget view"),
    "widget state": ({**notebook(), "metadata": {"widgets": {}}}, "widget state"),
    "nbval ignore": (notebook(source="# NBVAL_IGNORE_OUTPUT\nx"), "look away"),
    "nbval skip": (notebook(source="# NBVAL_SKIP\nx"), "look away"),
    "nbval tag": (notebook(metadata={"tags": ["nbval-skip"]}), "look away"),
    "raises": (notebook(metadata={"tags": ["raises-exception"]}), "look away"),
    "error": (notebook(outputs=[{"output_type": "error", "ename": "KeyError"}]), "KeyError"),
    "stderr": (notebook(outputs=[{"output_type": "stream", "name": "stderr"}]), "stderr"),
    "no id": (notebook(id=""), "its id"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_notebook_is_rejected(name):
    bad, word = BAD[name]
    found = problems(bad, "x.ipynb")
    assert len(found) == 1
    assert word in found[0] and found[0].startswith("x.ipynb: ")


def test_drop_views_keeps_what_has_no_other_form():
    both = output(**{VIEW: {}, "text/html": "x"})
    alone = output(**{VIEW: {}})
    made = {**notebook(outputs=[both, alone]), "metadata": {"widgets": {}}}
    assert drop_views(made) == 1
    assert VIEW not in both["data"] and VIEW in alone["data"]
    assert "widgets" not in made["metadata"]


def test_a_picture_is_rewritten_only_when_its_words_change():
    def drawn(image, words):
        html = f'<img src="data:image/png;base64,{image}">{words}'
        return notebook(outputs=[output(**{"text/html": html})])

    same, changed = drawn("NEW", "same"), drawn("NEW", "other")
    keep_images(same, drawn("OLD", "same"))
    keep_images(changed, drawn("OLD", "same"))
    assert "OLD" in same["cells"][0]["outputs"][0]["data"]["text/html"]
    assert "NEW" in changed["cells"][0]["outputs"][0]["data"]["text/html"]


def test_sanitizing_has_one_rule():
    text = (ROOT / "tests/sanitize.cfg").read_text(encoding="utf-8")
    assert text.count("regex:") == 1
    pattern = re.search(r"regex: (.*)", text).group(1)
    assert pattern == IMAGE.pattern
    html = '<img alt="9 of 10" src="data:image/png;base64,iVBORw0KGgo="> 9 of 10'
    assert re.sub(pattern, "IMAGE", html) == '<img alt="9 of 10" src="IMAGE"> 9 of 10'


# ------------------------------------------------------------ the save hook


def saved(source: str) -> dict:
    outputs = [output(**{VIEW: {}, "text/html": "x"})]
    model = {"type": "notebook", "content": notebook(source=source, outputs=outputs)}
    before_save(model, path="x.ipynb", contents_manager=None)
    return model["content"]["cells"][0]["outputs"][0]["data"]


def test_the_hook_cleans_a_lesson_and_no_other_notebook():
    assert VIEW not in saved("from helpers import open_lesson\n")
    assert VIEW in saved("import pandas")


@pytest.mark.parametrize("model", [{}, {"type": "file", "content": "x"}, {"type": "notebook"}])
def test_the_hook_takes_anything(model):
    before = copy.deepcopy(model)
    before_save(model)
    assert model == before


# ------------------------------------------------------------ commands


def test_check_says_that_all_is_well(capsys):
    assert main(["check"]) == 0
    assert "in order" in capsys.readouterr().out


def test_new_writes_a_lesson_that_passes_the_check(tmp_path):
    import shutil

    root = tmp_path / "lessons_data"
    shutil.copytree(course_root(), root)
    paths = start_lesson("16_my_lesson", "My lesson", root, tmp_path)
    assert [p.name for p in paths] == ["16_my_lesson.yaml"] * 2 + ["16_my_lesson.ipynb"]
    course = root / "course.yaml"
    entry = "- id: 16_my_lesson\n  title: My lesson\n  minutes: 20\npeople:"
    course.write_text(course.read_text("utf-8").replace("people:", entry), "utf-8")
    assert check_course(root, only=["data"]).problems == []
    made = nbformat.read(paths[2], as_version=4)
    nbformat.validate(made)
    assert made.cells[0].source.startswith("# My lesson")


@pytest.mark.parametrize("name", ["", "lesson", "16-my-lesson", "../16_x", "16_My"])
def test_new_refuses_a_bad_id(name, tmp_path):
    with pytest.raises(ValueError, match="is no lesson id"):
        start_lesson(name, "X", course_root(), tmp_path)


def test_new_never_overwrites(tmp_path):
    with pytest.raises(ValueError, match="exists already"):
        start_lesson("04_what_is_the_difference", "X", course_root(), tmp_path)


def test_refresh_leaves_the_committed_form(tmp_path):
    cells = [
        new_markdown_cell("# X"),
        new_code_cell("import ipywidgets\nipywidgets.HTML('a')"),
        new_code_cell(
            'from helpers import open_lesson\nopen_lesson("01_two_jobs_one_abbreviation")'
            ".exit_quiz()"
        ),
    ]
    path = tmp_path / "x.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    assert refresh([path]) == []
    done = load(path)
    assert VIEW not in json.dumps(done["cells"][2])
    assert [c["execution_count"] for c in done["cells"][1:]] == [1, 2]
    first = path.read_bytes()
    assert refresh([path]) == []
    assert load(path)["cells"][2] == done["cells"][2]
    assert [c["id"] for c in load(path)["cells"]] == [c["id"] for c in done["cells"]]
    assert path.read_bytes()[:200] == first[:200]


def test_refresh_names_the_fault_and_leaves_the_file(tmp_path):
    path = tmp_path / "x.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell("1 / 0")]), path)
    before = path.read_bytes()
    found = refresh([path])
    assert len(found) == 1 and "ZeroDivisionError" in found[0] and found[0].startswith("x.ipynb")
    assert path.read_bytes() == before


def test_refresh_refuses_what_is_no_notebook(tmp_path, capsys):
    path = tmp_path / "x.ipynb"
    path.write_text("not json")
    assert "cannot be read" in refresh([path])[0]
    assert main(["refresh", str(tmp_path / "none.ipynb")]) == 1
    assert "no such notebook" in capsys.readouterr().out
