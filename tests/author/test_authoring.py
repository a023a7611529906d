"""The authors' commands, and the form in which notebooks are committed."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest
from final_course import answer, form
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers import open_lesson
from helpers.authoring.check import check_course
from helpers.authoring.commands import main
from helpers.authoring.committed import IMAGE, drop_views, keep_images, problems
from helpers.authoring.numbering import number_notebooks
from helpers.authoring.refresh import notebooks_folder, refresh
from helpers.authoring.save_hook import before_save
from helpers.authoring.start_lab import start_lab
from helpers.authoring.template import as_yaml, start_lesson
from helpers.classroom import ClassData, class_results
from helpers.classroom.class_data import Learner
from helpers.content import course_root, library
from helpers.labs import LABS, Lab

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(notebooks_folder().rglob("*.ipynb"))
VIEW = "application/vnd.jupyter.widget-view+json"


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


@pytest.fixture
def copied(tmp_path, monkeypatch) -> Path:
    """A copy of the course's data and notebooks, which the lessons then use."""
    for name in ("lessons_data", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.setattr(library, "course_root", lambda: tmp_path / "lessons_data")
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    library._course.cache_clear()
    yield tmp_path
    library._course.cache_clear()


def list_lesson(copied: Path, notebook: str, before: str = "people:\n") -> None:
    """Add a lesson's line to the copy's course.yaml."""
    path = copied / "lessons_data/course.yaml"
    entry = f"- id: {notebook[3:]}\n  notebook: {notebook}\n  title: My lesson\n  minutes: 3\n"
    path.write_text(path.read_text("utf-8").replace(before, entry + before), "utf-8")
    library._course.cache_clear()


def ends() -> list:
    """What hangs on the diagnostic and the final test, for a learner who has done both."""
    lesson = open_lesson("final_check")
    answer(lesson, [*form("start_here"), *form("final_check")])
    learner = Learner("ana", tuple(lesson.record.attempts()))
    return [
        [question.id for question in lesson.final_test().session.questions],
        lesson.gain().text,
        "waits for the final test" in lesson.certificate().text,
        lesson.answers().text.startswith("Answers with reasons"),
        class_results(ClassData((learner,))).gain().text,
    ]


LESSONS = library.load_course().lessons
AT_END = f"{LESSONS[-1].number + 1:02d}_my_lesson"


def test_a_new_lesson_at_the_end_leaves_the_final_test_as_it_was(copied):
    before = ends()
    root, notebooks = copied / "lessons_data", copied / "notebooks"
    paths = start_lesson(AT_END, "My lesson", root, notebooks)
    assert [p.name for p in paths] == ["my_lesson.yaml"] * 2 + [f"{AT_END}.ipynb"]
    list_lesson(copied, AT_END)
    assert check_course(root, only=["data"]).problems == []
    made = nbformat.read(paths[2], as_version=4)
    nbformat.validate(made)
    assert made.cells[0].source.startswith("# My lesson")
    assert 'open_lesson("my_lesson")' in made.cells[1].source
    assert ends() == before


def test_a_lesson_in_the_middle_renames_no_id_and_all_links_follow(copied):
    before = ends()
    root, notebooks = copied / "lessons_data", copied / "notebooks"
    start_lesson("04_my_lesson", "My lesson", root, notebooks)
    list_lesson(copied, "04_my_lesson", before="- id: what_is_the_difference\n")
    (found,) = check_course(root, only=["data"]).problems
    assert "what_is_the_difference does not follow" in found and "number" in found
    data = {p: p.read_bytes() for p in root.rglob("*.yaml") if p.name != "course.yaml"}
    renamed, mentions = number_notebooks(root, notebooks)
    assert check_course(root, only=["data"]).problems == []
    assert renamed["04_what_is_the_difference"] == "05_what_is_the_difference"
    moved = {entry.notebook: f"{n:02d}_{entry.id}" for n, entry in enumerate(LESSONS[4:], 5)}
    assert renamed == {old: new for old, new in moved.items() if old != new}
    assert all(path.read_bytes() == text for path, text in data.items())
    names = [entry.notebook for entry in library.load_course().lessons]
    assert sorted(path.stem for path in notebooks.glob("*.ipynb")) == names
    assert [name[:2] for name in names] == [f"{n:02d}" for n in range(len(LESSONS) + 1)]
    for path in notebooks.rglob("*.ipynb"):
        for link in re.findall(r"[(\"](?:\.\./)?(\d\d_\w+)\.ipynb", path.read_text("utf-8")):
            assert link in names, f"{path.name}: {link}"
    assert ends() == before
    assert any("Lesson 09" in said for said in mentions)
    assert not any(re.search(r"essons? 0[0-3]\b(?!( and|,))", said) for said in mentions)
    assert number_notebooks(root, notebooks) == ({}, [])


def test_numbering_changes_nothing_when_a_notebook_is_missing_or_in_the_way(copied):
    root, notebooks = copied / "lessons_data", copied / "notebooks"
    list_lesson(copied, "04_my_lesson", before="- id: what_is_the_difference\n")
    last = max(notebooks.glob("*.ipynb"))
    moved = last.with_name(f"{int(last.name[:2]) + 1}{last.name[2:]}")
    last.rename(notebooks / "gone")
    before = sorted(path.name for path in notebooks.iterdir())
    with pytest.raises(ValueError, match=f"{last.name} is not there; write it"):
        number_notebooks(root, notebooks)
    (notebooks / "gone").rename(last)
    moved.write_text("mine")
    with pytest.raises(ValueError, match=f"{moved.name} is there already"):
        number_notebooks(root, notebooks)
    moved.unlink()
    assert sorted({*before} - {"gone"}) == sorted(
        path.name for path in notebooks.iterdir() if path != last
    )


TITLES = ["Scope: how much?", 'Say "no"', "It's 'done'", "- #1", "yes", "12", "Tomás & 日本", "{a}"]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_written_as_it_is(copied, title):
    root = copied / "lessons_data"
    start_lesson(AT_END, title, root, copied / "notebooks")
    list_lesson(copied, AT_END)
    course = root / "course.yaml"
    line = as_yaml("title", title)
    course.write_text(course.read_text("utf-8").replace("title: My lesson", line), "utf-8")
    assert check_course(root, only=["data"]).problems == []
    assert library.load_course().entry("my_lesson").title == title


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "a\x07", "a\ud800"])
def test_a_title_that_is_no_line_is_refused(copied, title):
    with pytest.raises(ValueError, match="is not one line of text"):
        start_lesson("16_my_lesson", title, copied / "lessons_data", copied / "notebooks")


@pytest.mark.parametrize(
    "name", ["", "lesson", "16-my-lesson", "../16_x", "16_My", "16_", "16_3x", "१६_x", "16_x\n"]
)
def test_new_refuses_a_bad_id(name, tmp_path):
    with pytest.raises(ValueError, match="is no notebook's name"):
        start_lesson(name, "X", course_root(), tmp_path)


def test_a_long_id_is_a_sentence(tmp_path, capsys):
    with pytest.raises(ValueError, match="has 61 characters; use 60 at most"):
        start_lesson("16_" + "a" * 61, "X", course_root(), tmp_path)
    assert main(["new", "16_" + "a" * 300, "X"]) == 1
    assert "has 300 characters" in capsys.readouterr().out


def test_new_never_overwrites(tmp_path):
    with pytest.raises(ValueError, match="exists already"):
        start_lesson("04_what_is_the_difference", "X", course_root(), tmp_path)
    (tmp_path / "16_x.ipynb").write_text("mine")
    with pytest.raises(ValueError, match="16_x.ipynb exists already"):
        start_lesson("16_x", "X", course_root(), tmp_path)


def registered(path: Path) -> None:
    """Import a new module of labs as the package would."""
    name = f"helpers.labs.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    spec.loader.exec_module(importlib.util.module_from_spec(spec))


def test_a_new_lab_is_accepted_and_plays(copied):
    root = copied / "lessons_data"
    sheet, function = start_lab("my_lab", 'Whose days: "mine"?', root, copied)
    registered(function)
    try:
        report = check_course(root, only=["data", "labs", "texts"])
        assert report.problems == []
        assert any("labs/my_lab.yaml: 0 sections show the lab" in said for said in report.advice)
        lab = Lab("my_lab")
        assert lab.sheet.title == 'Whose days: "mine"?'
        assert lab.play(lab.moved()).came_true == "more"
        assert "You set 20 days" in lab.example(amount=20).text
        assert (sheet.name, function.name) == ("my_lab.yaml", "my_lab.py")
        with pytest.raises(ValueError, match="exists already"):
            start_lab("my_lab", "Again", root, copied / "elsewhere")
    finally:
        del LABS["my_lab"]
    source = function.read_text("utf-8")
    with pytest.raises(ValueError, match="exists already"):
        start_lab("my_lab", "Again", root, copied)
    assert function.read_text("utf-8") == source


@pytest.mark.parametrize("name", ["", "My", "16_x", "a-b", "../x", "class", "a" * 61])
def test_a_lab_of_a_bad_name_is_a_sentence(name, tmp_path, capsys):
    assert main(["new", "--lab", name, "X"]) == 1
    assert capsys.readouterr().out.strip().endswith(("my_lab.", "at most."))
    with pytest.raises(ValueError, match="exists already"):
        start_lab("play", "A module of that name", tmp_path)
    with pytest.raises(ValueError, match="is not one line"):
        start_lab("my_lab", "a\nb", tmp_path, tmp_path)


def test_refresh_leaves_the_committed_form(tmp_path):
    cells = [
        new_markdown_cell("# X"),
        new_code_cell("import ipywidgets\nipywidgets.HTML('a')"),
        new_code_cell(
            'from helpers import open_lesson\nopen_lesson("two_jobs_one_abbreviation").exit_quiz()'
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


@pytest.mark.parametrize(("anew", "picture"), [(False, "OLD"), (True, "NEWS")])
def test_a_picture_of_the_same_words_is_taken_anew_on_request(tmp_path, anew, picture):
    html = '<p>same</p><img src="data:image/png;base64,%s">'
    cell = new_code_cell(f"from IPython.display import HTML\nHTML({html % 'NEWS'!r})")
    cell.outputs = [new_output("execute_result", {"text/html": html % "OLD"}, execution_count=1)]
    path = tmp_path / "x.ipynb"
    nbformat.write(new_notebook(cells=[new_markdown_cell("# X"), cell]), path)
    assert main(["refresh", *["--pictures"] * anew, str(path)]) == 0
    (output,) = load(path)["cells"][1]["outputs"]
    assert "".join(output["data"]["text/html"]) == html % picture


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
