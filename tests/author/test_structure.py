"""The plan of the house: what stands at the top, which room may use which, how big a module is."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from imports import HELPERS, imports_of, modules, package_of
from project_files import ROOT, name_of, project_files, text_files

TOP = {
    "LICENSE",
    "README.md",
    "notebooks",
    "lessons_data",
    "helpers",
    "requirements.txt",
    "tests",
    "pyproject.toml",
}

# A room imports only from floors below its own, so rooms of one floor do not know each other.
FLOORS = {
    0: ["document", "questions"],
    1: ["content", "methods"],
    2: ["velolink"],
    3: ["simulation", "record", "charts", "controls"],
    4: [
        "review",
        "quiz",
        "flashcards",
        "dashboard",
        "labs",
        "inventory",
        "own_case",
        "capstone",
        "finish",
        "sharing",
        "scenes",
        "predict",
        "start",
        "documents",
    ],
    5: ["lesson"],
    6: ["classroom"],
    7: ["authoring"],  # an exam's results use the statistics of the class
    8: ["__main__"],  # sets the course up; test_packaging says what it may import
}
FLOOR = {room: floor for floor, rooms in FLOORS.items() for room in rooms}

WIDGETS = ("ipywidgets", "anywidget", "traitlets")
STORAGE = ("sqlite3", "helpers.record")
MUST_NOT_KNOW = {
    "document": (*WIDGETS, *STORAGE, "matplotlib", "IPython"),
    "content": (*WIDGETS, *STORAGE, "matplotlib", "IPython", "platformdirs"),
    "methods": (*WIDGETS, *STORAGE, "matplotlib", "IPython", "helpers.content"),
    "simulation": (*WIDGETS, *STORAGE, "matplotlib", "IPython"),
    "velolink": (*WIDGETS, *STORAGE, "matplotlib", "IPython"),
    "questions": (*WIDGETS, *STORAGE, "matplotlib", "IPython", "helpers.content"),
    "record": (*WIDGETS, "matplotlib", "IPython"),
    "charts": (*WIDGETS, *STORAGE, "IPython"),
    "review": (*WIDGETS, "matplotlib", "IPython"),
}


def room_of(path: Path) -> str:
    """The room of a module: the folder or file right under helpers; "" for the door itself."""
    first = path.relative_to(HELPERS).parts[0]
    return "" if first == "__init__.py" else first.removesuffix(".py")


def floor_problems(room: str, names: set[str]) -> list[str]:
    """What a room imports from its own floor or from above, and what it must not know."""
    found = []
    for name in sorted(names):
        parts = name.split(".")
        used = parts[1] if parts[0] == "helpers" and len(parts) > 1 else ""
        if used in FLOOR and used != room and FLOOR[used] >= FLOOR[room]:
            found.append(f"{room} (floor {FLOOR[room]}) imports {name} (floor {FLOOR[used]}).")
        if any(name == bad or name.startswith(f"{bad}.") for bad in MUST_NOT_KNOW.get(room, ())):
            found.append(f"{room} must not know {name}.")
    return found


# ---------------------------------------------------------------- top level


def test_the_top_level_is_the_plan():
    top = {path.relative_to(ROOT).parts[0] for path in project_files()}
    assert {name for name in top if not name.startswith(".")} == TOP


def test_every_room_has_a_floor():
    rooms = {room_of(path) for path in modules()} - {""}
    assert len(rooms) >= 10 and rooms <= set(FLOOR), f"no floor: {sorted(rooms - set(FLOOR))}"


# ---------------------------------------------------------------- floors


@pytest.mark.parametrize("room", sorted({room_of(path) for path in modules()} - {""}))
def test_a_room_imports_only_from_below(room):
    names = set()
    for path in modules():
        if room_of(path) == room:
            names |= set(imports_of(path.read_text("utf-8"), package_of(path)))
    assert names
    problems = floor_problems(room, names)
    assert not problems, "\n".join(problems)


def test_the_door_imports_nothing_before_it_is_used():
    tree = ast.parse((HELPERS / "__init__.py").read_text("utf-8"))
    assert not [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]


@pytest.mark.parametrize(
    ("room", "source", "caught"),
    [
        ("content", "import ipywidgets", True),
        ("content", "from helpers.document import to_html", False),
        ("document", "from helpers.content import load_course", True),
        ("content", "def f():\n    import matplotlib.pyplot as plt", True),
        ("content", "from helpers.record import Record", True),
        ("methods", "from helpers.content import load_course", True),
        ("questions", "from ..record import Record", True),
        ("questions", "import sqlite3", True),
        ("record", "import anywidget", True),
        ("charts", "from helpers.controls import Companion", True),
        ("quiz", "from helpers import dashboard", True),
        ("dashboard", "from helpers.quiz.session import Session", True),
        ("dashboard", "if TYPE_CHECKING:\n    from helpers.quiz import Quiz", False),
        ("dashboard", "if not TYPE_CHECKING:\n    pass\nfrom helpers.quiz import Quiz", True),
        ("flashcards", "import_module('helpers.quiz')", True),
        ("lesson", "from helpers.authoring import refresh", True),
        ("lesson", "from helpers.quiz import Quiz", False),
        ("quiz", "from helpers.questions import Question\nfrom .session import Session", False),
        ("authoring", "from helpers.lesson import open_lesson", False),
    ],
)
def test_a_wrong_import_is_seen(room, source, caught):
    names = set(imports_of(source, f"helpers.{room}"))
    assert bool(floor_problems(room, names)) is caught


HEAVY = ("matplotlib", "numpy", "networkx", "pandas", "scipy", "PIL")
PROBE = """
import json, sys
def loaded():
    return [name for name in {heavy!r} if name in sys.modules]
import helpers
first = loaded() + [name for name in sys.modules if name.startswith("helpers.")]
from helpers import open_lesson
import helpers.lesson
second = loaded()
lesson = open_lesson({lesson!r})
lesson._repr_mimebundle_()
print(json.dumps([first, second, loaded(), type(lesson).__name__]))
"""


def test_opening_a_lesson_loads_nothing_heavy(tmp_path):
    probe = PROBE.format(heavy=HEAVY, lesson="what_is_the_difference")
    env = os.environ | {"COURSE_RECORD": str(tmp_path / "record.sqlite"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=tmp_path, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    first, second, third, kind = json.loads(done.stdout)
    assert (first, second, third, kind) == ([], [], [], "LessonView")


# ---------------------------------------------------------------- modules, pins, paths


REQUIRED = (
    "requirements.txt",
    "helpers/classroom/requirements.txt",
    "helpers/authoring/requirements.txt",
)
PIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(\[[a-z,]+\])?==\d[\w.]*")


def loose_pins(text: str, free: tuple[str, ...]) -> list[str]:
    """The lines of a requirements file that pin no version."""
    lines = [line.split("#")[0].strip() for line in text.splitlines()]
    return [line for line in lines if line and line not in free and not PIN.fullmatch(line)]


def test_requirements_are_pinned():
    learner = (ROOT / "requirements.txt").read_text("utf-8")
    tester = (ROOT / "tests/requirements.txt").read_text("utf-8")
    assert not loose_pins(learner, ("-e .",)) and "-e ." in learner.splitlines()
    hub = (HELPERS / "classroom/requirements.txt").read_text("utf-8")
    assert not loose_pins(tester, tuple(f"-r ../{name}" for name in REQUIRED)) and PIN.search(hub)
    assert not loose_pins(hub, ())
    assert not loose_pins((HELPERS / "authoring/requirements.txt").read_text("utf-8"), ())
    build = re.search(r"^requires = \[(.*)\]$", (ROOT / "pyproject.toml").read_text("utf-8"), re.M)
    assert build and all(PIN.fullmatch(part.strip(' "')) for part in build[1].split(","))
    assert loose_pins("a==1.0\nb>=2\nc\nd~=1.0 # why", ()) == ["b>=2", "c", "d~=1.0"]


def _turned(*words: str) -> str:
    """Words written backwards, so that this file does not find itself."""
    return "|".join(word[::-1] for word in words)


FOLDERS = _turned("krow", "tpo", "emoh", "toor", "pmt", "sresU", "tnm")
NAMES = _turned("edualc", "ciporhtna", "ianepo", "tpgtahc", "tolipoc", "inimeg", "ledom egaugnal")
MACHINE = re.compile(rf"(?<![\w.\-<~/:*])/(?:{FOLDERS})/[\w.-]+|\b[A-Z]:\\+(?:{FOLDERS})\b")
TOOLS = re.compile(rf"\b(?:{NAMES}|{_turned('dm.NGISED', 'lairetam/derahs')})\b", re.I)


def traces_of_a_machine(text: str) -> list[str]:
    """Folders of somebody's computer and names of tools that no reader of the course needs."""
    bare = re.sub(r"base64,[A-Za-z0-9+/=]*", "", text)
    return [m[0] for pattern in (MACHINE, TOOLS) for m in pattern.finditer(bare)]


def test_no_machine_leaves_a_trace():
    found = {
        name_of(path): traces
        for path in text_files()
        if (traces := traces_of_a_machine(path.read_text(encoding="utf-8")))
    }
    assert not found


def test_a_trace_of_a_machine_is_seen():
    parts = [f"/{FOLDERS.split('|')[0]}/x", f"C:\\{FOLDERS.split('|')[5]}\\x", NAMES.split("|")[3]]
    for bad in parts:
        assert traces_of_a_machine(f"see {bad} for more"), bad
    for good in ("homework/main", "https://example.org/home/x", "a/tmp/b", "the work is done"):
        assert not traces_of_a_machine(good), good


def test_text_files_are_utf8_with_plain_line_ends():
    for path in text_files():
        data = path.read_bytes()
        data.decode("utf-8")
        assert b"\r\n" not in data, name_of(path)


# ---------------------------------------------------------------- names


def names_used_twice(sources: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Public classes that stand in more than one module; a search should find one."""
    found: dict[str, list[str]] = {}
    for place, source in sources:
        for node in ast.parse(source).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(place)
    return {name: places for name, places in found.items() if len(places) > 1}


def test_no_two_public_classes_share_a_name():
    assert not names_used_twice((name_of(path), path.read_text("utf-8")) for path in modules())
    twice = [("a.py", "class Row: ..."), ("b.py", "class Row: ...\nclass _Row: ...")]
    assert names_used_twice(twice) == {"Row": ["a.py", "b.py"]}
