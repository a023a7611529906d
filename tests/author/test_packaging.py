"""What is installed, and how: pins and lock files, the wheel, the command that sets all up."""

from __future__ import annotations

import ast
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from imports import imports_of
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from project_files import ROOT, name_of, project_files

from helpers.authoring.commands import main
from helpers.quiz.words import CONTINUE

LOCKS = ROOT / ".requirements"
PINS = {
    "course": ("requirements.txt",),
    "hub": ("requirements.txt", "helpers/classroom/requirements.txt"),
    "tests": (
        "requirements.txt",
        "helpers/classroom/requirements.txt",
        "helpers/authoring/requirements.txt",
        "tests/requirements.txt",
    ),
}
BUILDERS = {"hatchling", "editables"}
README = (ROOT / "README.md").read_text("utf-8")


# ---------------------------------------------------------------- pins and lock files

ENTRY = re.compile(
    r"([a-z0-9][a-z0-9.-]*)(?:\[[a-z,]+\])?==([\w.]+)(?: ; (.+?))?((?: --hash=\S+)+)"
)
HASHES = re.compile(r"(?: --hash=sha256:[0-9a-f]{64})+")


def locked(text: str) -> tuple[set[tuple[str, str, str]], list[str]]:
    """The packages of a lock file (name, version, marker), and the lines that do not belong."""
    packages, faults = set(), []
    for line in re.sub(r" \\\n +", " ", text).splitlines():
        entry = ENTRY.fullmatch(line)
        if entry and HASHES.fullmatch(entry[4]):
            packages.add((entry[1], entry[2], entry[3] or ""))
        else:
            faults.append(line)
    return packages, faults


def pins(*names: str) -> dict[str, Requirement]:
    """The direct requirements of requirements files."""
    lines = [ln for name in names for ln in (ROOT / name).read_text("utf-8").splitlines()]
    found = [Requirement(ln) for ln in lines if ln and ln[0] not in "#-"]
    return {canonicalize_name(one.name): one for one in found}


def pins_not_locked(wanted: dict[str, Requirement], packages: set[tuple[str, str, str]]) -> set:
    """Direct pins whose version the lock file does not hold."""
    versions = {(name, version) for name, version, _ in packages}
    return {n for n, one in wanted.items() if (n, str(one.specifier).lstrip("=")) not in versions}


@pytest.mark.parametrize("name", PINS)
def test_a_lock_file_holds_only_versions_and_hashes_and_all_direct_pins(name):
    packages, faults = locked((LOCKS / f"{name}.lock").read_text("utf-8"))
    assert not faults and len(packages) > 100
    missing = pins_not_locked(pins(*PINS[name]), packages)
    assert not missing, f"run .requirements/lock: {missing}"


def test_lock_files_agree():
    course, hub, tests = (locked((LOCKS / f"{n}.lock").read_text("utf-8"))[0] for n in PINS)
    assert course < hub < tests


@pytest.mark.parametrize("name", PINS)
@pytest.mark.parametrize("python", ["3.11.7", "3.12.1", "3.13.0", "3.14.0"])
@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_each_system_gets_one_version_of_each_package(name, python, system):
    here = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "sys_platform": system,
        "platform_system": {"linux": "Linux", "darwin": "Darwin", "win32": "Windows"}[system],
        "os_name": "nt" if system == "win32" else "posix",
        "platform_machine": "AMD64" if system == "win32" else "x86_64",
    }
    packages, _ = locked((LOCKS / f"{name}.lock").read_text("utf-8"))
    names = [n for n, _, marker in packages if not marker or Marker(marker).evaluate(here)]
    assert len(names) == len(set(names)) and set(pins(*PINS[name])) <= set(names)


def test_a_bad_lock_file_is_seen():
    good = "numpy==2.4.6 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    assert locked(good) == ({("numpy", "2.4.6", "")}, [])
    for bad in (
        "--index-url https://example.org/simple",
        "--find-links /somewhere",
        "-e .",
        "numpy==2.4.6",
        "numpy>=2 \\\n    --hash=sha256:" + "0" * 64,
        "numpy==2.4.6 \\\n    --hash=sha256:123",
        "numpy @ file:///somewhere/numpy.whl --hash=sha256:" + "0" * 64,
    ):
        assert len(locked(good + bad)[1]) == 1, bad
    assert pins_not_locked({"numpy": Requirement("numpy==2.4.5")}, locked(good)[0]) == {"numpy"}


def test_the_package_asks_for_what_the_pins_give():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = {
        canonicalize_name(one.name): one
        for one in map(Requirement, project["project"]["dependencies"])
    }
    given = pins("requirements.txt")
    assert set(asked) == set(given) - BUILDERS
    for name, one in asked.items():
        assert one.specifier.contains(str(given[name].specifier).lstrip("=")), name
    (builder,) = project["build-system"]["requires"]
    assert builder == str(given["hatchling"])


# ---------------------------------------------------------------- the wheel

PROBE = """
import json
import helpers
from helpers import open_lesson
from helpers.charts import draw
from helpers.content import course_root
lesson = open_lesson("what_is_the_difference")
words = lesson._repr_mimebundle_()
chart = draw("five_differences")._repr_mimebundle_()
print(json.dumps([helpers.__file__, str(course_root()), sorted(words), sorted(chart)]))
"""


def works_elsewhere(python: str, folder: Path, place: Path, *only: str, **variables: str) -> None:
    """The package in ``place`` opens a lesson, draws a chart and checks the course."""
    folder.mkdir()
    env = os.environ | {"COURSE_RECORD": str(folder / "record.sqlite")} | variables
    if "PYTHONPATH" not in variables:
        env.pop("PYTHONPATH", None)

    def told(*words: str) -> str:
        done = subprocess.run([python, *words], cwd=folder, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    source, data, words, forms = json.loads(told("-c", PROBE))
    assert Path(source).is_relative_to(place) and Path(data) == Path(source).parent / "lessons_data"
    assert {"text/plain", "text/html"} <= set(words) & set(forms)
    held = f"What was asked holds: {only[-1]}.\n" if only else "The course is in order.\n"
    assert told("-m", "helpers.authoring", "check", *only).endswith(held)
    refused = subprocess.run([python, "-m", "helpers"], cwd=folder, env=env, capture_output=True)
    assert refused.returncode == 1 and b"installed package" in refused.stderr


def test_the_wheel_works_in_another_folder(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    shutil.unpack_archive(wheel, tmp_path / "site", "zip")
    names = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")
    }
    wanted = {name_of(p) for p in project_files() if p.is_relative_to(ROOT / "lessons_data")}
    assert {f"helpers/{name}" for name in wanted if "." in name} <= names
    for end in (
        "jupyter_server_config.d/product_or_project.json",
        "labconfig/default_setting_overrides.d/product_or_project.json",
        "product-or-project-reader/static/remoteEntry.js",
        "share/jupyter/voila/templates/product_or_project/index.html.j2",
        "licenses/LICENSE",
    ):
        assert any(name.endswith(end) for name in names), end
    site = tmp_path / "site"
    works_elsewhere(
        sys.executable, tmp_path / "elsewhere", site, "--only", "data", PYTHONPATH=str(site)
    )


OUTSIDE = re.compile(r"https?:|[\"'(]//|(?<!super\.)\bsuper\(\)|extends \"voila/templates/base")


def test_the_app_asks_no_other_server():
    """Voila's own template fetches icons; what ours takes over from it may not be that part."""
    files = list((ROOT / "helpers/voila_template").iterdir())
    assert {path.name for path in files} >= {"conf.json", "index.html.j2", "page.html"}
    for path in files:
        assert not OUTSIDE.findall(path.read_text("utf-8")), path.name
    for bad in ('href="https://cdn.net/a.css"', 'src="//cdn.net/a.js"', "{{ super() }}"):
        assert OUTSIDE.search(bad), bad
    assert not OUTSIDE.search("{{ super.super() }}")
    assert "--template=product_or_project" in README


def test_an_installation_in_an_empty_environment_works(tmp_path):
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "empty")], check=True)
    python = str(tmp_path / "empty" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    subprocess.run([python, "-m", "pip", "install", "-q", "--no-compile", str(ROOT)], check=True)
    works_elsewhere(python, tmp_path / "elsewhere", tmp_path / "empty")


# ---------------------------------------------------------------- the command

COMMAND = ROOT / "helpers" / "__main__.py"


def test_the_command_needs_nothing_and_an_old_python_can_read_it():
    source = COMMAND.read_text("utf-8")
    ast.parse(source, feature_version=(3, 7))
    assert {name.split(".")[0] for name in imports_of(source, "helpers")} <= sys.stdlib_module_names


class Became(Exception):
    """The command has become another program."""


class Computer:
    """A folder with the course's command, and what it runs there, without running it."""

    def __init__(self, folder: Path, monkeypatch):
        (folder / "helpers").mkdir(parents=True)
        (folder / ".requirements").mkdir()
        (folder / "notebooks").mkdir()
        for name in ("02_b.ipynb", "00_a.ipynb"):
            (folder / "notebooks" / name).touch()
        for path in ("helpers/__main__.py", "pyproject.toml", ".requirements/course.lock"):
            shutil.copy(ROOT / path, folder / path)
        shutil.copy(ROOT / ".requirements/tests.lock", folder / ".requirements")
        self.folder, self.steps, self.failing, self.fitting = folder, [], "", {sys.executable}
        self.python = Path()
        self._monkeypatch = monkeypatch

    def give(self, *words: str) -> list[str]:
        """Give the command; return its steps in short."""
        spec = importlib.util.spec_from_file_location(
            "command", self.folder / "helpers/__main__.py"
        )
        command = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(command)
        self.python = Path(command.PYTHON)
        self._monkeypatch.setattr(command, "WINDOWS", False)
        self._monkeypatch.setattr(command, "fits", lambda python: self._fits(python, command))
        self._monkeypatch.setattr(command.subprocess, "call", self._call)
        self._monkeypatch.setattr(command.os, "execv", self._become)
        self._monkeypatch.setattr(command.os, "chdir", lambda _: None)
        self.steps = []
        with suppress(Became):
            command.main(list(words))
        return self.steps

    def _fits(self, python: str, command) -> bool:
        return Path(python).exists() if python == command.PYTHON else python in self.fitting

    def _become(self, _: str, words: list[str]) -> None:
        self._call(words)
        raise Became

    def _call(self, words: list[str], **_) -> int:
        short = " ".join(words[2:]).replace(f"{self.folder}{os.sep}", "").replace("\\", "/")
        self.steps.append(short)
        if short.startswith("venv"):
            self.python.parent.mkdir(parents=True, exist_ok=True)
            self.python.touch()
        return int(bool(self.failing) and self.failing in short)


@pytest.fixture
def computer(tmp_path, monkeypatch):
    return Computer(tmp_path / "ein Ördner", monkeypatch)


VENV = "venv --clear .venv"
PIP = "pip install --quiet --require-hashes --only-binary=:all: -r .requirements/course.lock"


def own(computer) -> str:
    return f"pip install --quiet --no-deps --no-build-isolation --editable {computer.folder}"


def test_the_first_time_all_is_set_up_and_the_second_time_nothing(computer, capsys):
    *steps, last = computer.give("--no-browser")
    assert steps == [VENV, PIP, own(computer)]
    said = capsys.readouterr().out
    assert all(f"{step} of 3: " in said for step in (1, 2, 3)), "a long silence looks like a fault"
    place, page = "--ServerApp.root_dir=notebooks", "--LabApp.default_url=/lab/tree/00_a.ipynb"
    assert last == f"jupyterlab --log-level=WARN {place} {page} --no-browser"
    assert computer.give("--no-browser") == [last]
    assert "of 3" not in capsys.readouterr().out


def test_the_tests_have_their_own_packages_and_take_options(computer):
    computer.give()
    *steps, last = computer.give("test", "-k", "quiz")
    assert steps == [PIP.replace("course", "tests"), own(computer)]
    assert last == "pytest -n 3 --dist loadfile -k quiz"
    assert len(computer.give("test")) == 1


def test_a_moved_folder_is_mended(computer):
    computer.give()
    computer.folder = computer.folder.rename(computer.folder.with_name("zwei"))
    assert computer.give()[:-1] == [PIP, own(computer)]


@pytest.mark.parametrize(
    "name", [".requirements/course.lock", "pyproject.toml", "helpers/static.js"]
)
def test_a_newer_version_is_installed(computer, name):
    computer.give()
    with (computer.folder / name).open("a") as file:
        file.write("\n")
    assert computer.give()[:-1] == [PIP, own(computer)]


def test_an_environment_without_its_interpreter_is_made_anew(computer):
    computer.give()
    computer.python.unlink()
    assert computer.give()[:-1] == [VENV, PIP, own(computer)]


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ("venv", "python3-venv"),
        ("--require-hashes", "Is the internet reachable"),
        ("--editable", "Delete the folder .venv"),
    ],
)
def test_a_step_that_fails_is_a_sentence_and_comes_again(computer, step, sentence):
    computer.failing = step
    with pytest.raises(SystemExit, match=sentence):
        computer.give()
    computer.failing = ""
    assert computer.give()[-2] == own(computer)


def test_without_a_python_that_fits_it_says_which_to_get(computer):
    computer.fitting = set()
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 to 3\.14, and this is \d\.\d+"):
        computer.give()
    assert computer.steps == []


def command(*words: str, at: Path, python: str = sys.executable, **variables: str) -> str:
    done = subprocess.run(
        [python, "-m", "helpers", *words],
        cwd=at,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def where_helpers_are(at: Path) -> Path:
    """The helpers that a notebook of this folder gets, in a kernel that starts elsewhere."""
    python = at / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    probe = [str(python), "-c", "import helpers; print(ascii(helpers.__file__))"]
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(probe, cwd=at.parent, env=env, capture_output=True, text=True, check=True)
    return Path(ast.literal_eval(done.stdout)).parent


BUILT_WITH = ("editables", "hatchling", "packaging", "pathspec", "pluggy", "trove-classifiers")


def test_a_clone_is_set_up_moved_and_mended_in_earnest(tmp_path):
    """In folders with spaces and umlauts, after a move without the internet.

    Of the lock file stands in only what builds the course's own package, and for JupyterLab a
    module that says whose helpers it gets; this run's own environment comes from the whole file.
    """
    first, second = tmp_path / "ein Ördner", tmp_path / "zwei (ü)"
    for path in project_files():
        copy = first / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, copy)
    lock = first / ".requirements" / "course.lock"
    entries = re.findall(r"(?m)^[a-z].*\n(?: +--hash.*\n)+", lock.read_text("utf-8"))
    lock.write_text("".join(e for e in entries if e.split("==")[0] in BUILT_WITH), "utf-8")
    (first / "jupyterlab.py").write_text("import helpers\nprint(ascii(helpers.__file__))\n")
    offline = {"PIP_NO_INDEX": "1", "LC_ALL": "C"}
    assert "Setting up the course" in command(at=first)
    assert where_helpers_are(first) == first / "helpers"
    hook = first / ".venv/etc/jupyter/jupyter_server_config.d/product_or_project.json"
    assert "save_hook" in hook.read_text("utf-8")
    hooks = list(first.glob(".venv/**/*product*.pth"))
    assert hooks and all(path.read_text("utf-8").isascii() for path in hooks)
    assert "Setting up" not in command(at=first, **offline)
    first.rename(second)
    assert "Setting up" in command(at=second, **offline)
    assert where_helpers_are(second) == second / "helpers"
    if os.name != "nt":  # an interpreter that was there is gone: what an update of Python does
        for path in (second / ".venv/bin").glob("python*"):
            path.unlink()
        (second / ".venv/bin/python").symlink_to("/nowhere/python3")
        assert "Setting up" in command(at=second)
        assert where_helpers_are(second) == second / "helpers"


# ---------------------------------------------------------------- what the pages promise


def blocks(text: str, language: str) -> list[str]:
    return [b.strip() for b in re.findall(rf"```{language}\n(.*?)```", text, re.S)]


def test_the_first_page_has_two_commands_and_the_same_for_windows():
    bash = [b for b in blocks(README, "bash") if not b.startswith("git ")]
    assert bash == ["python3 -m helpers", "python3 -m helpers test"]
    assert blocks(README, "powershell") == ["py -m helpers", "py -m helpers test"]
    assert "<!-- test -->\n```bash\npython3 -m helpers test\n```" in README


def test_the_first_page_shows_one_light_picture_and_says_how_to_go_on():
    (shown,) = re.findall(r"!\[([^\]]{40,})\]\(([^)]+)\)", README)
    picture = ROOT / shown[1]
    assert picture.read_bytes()[:4] == b"\x89PNG" and picture.stat().st_size <= 60_000
    for words in ("**Get Python.**", "**Open a terminal", "**Come back tomorrow.**", "**Stop.**"):
        assert words in README, words
    (row,) = [line for line in README.splitlines() if "All cells have run, and" in line]
    assert f'still say "{CONTINUE.split(", ")[1].split(" (")[0]}"' in row, "the words on the page"
    assert "where JupyterLab itself runs" in row
    for heading in ("## Get a newer version", "## If something goes wrong"):
        assert heading in README, heading


def test_pages_name_no_script_that_a_move_breaks():
    pages = [p for p in project_files() if p.suffix in (".md", ".yml") or p.name == "postBuild"]
    assert len(pages) > 8
    for page in pages:
        assert not re.search(
            r"\.venv[/\\](bin|Scripts)[/\\](?!python\b)\w", page.read_text("utf-8")
        ), page


def git(at: Path, *words: str) -> str:
    env = os.environ | {
        f"GIT_{who}_{what}": "a@b.c"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(["git", *words], cwd=at, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("saved", [True, False], ids=["saved", "untouched"])
def test_a_newer_version_comes_after_a_lesson_was_saved(tmp_path, saved):
    """As the first page says it: what was saved in the files is put aside, nothing is asked."""
    (recipe,) = (b.splitlines() for b in blocks(README, "bash") if b.startswith("git "))
    origin, mine = tmp_path / "origin", tmp_path / "mine"
    origin.mkdir()
    git(origin, "init", "-q", "-b", "main")
    lesson = origin / "lesson.ipynb"
    for text in ("first", "second"):
        lesson.write_text(f'{{"cells": ["{text}"]}}\n')
        git(origin, "add", ".")
        git(origin, "commit", "-qm", text)
        if text == "first":
            git(tmp_path, "clone", "-q", str(origin), str(mine))
    if saved:
        (mine / "lesson.ipynb").write_text('{"cells": ["first", "outputs"]}\n')
        with pytest.raises(AssertionError, match="overwritten"):
            git(mine, "pull", "-q")
    for line in recipe:
        git(mine, *line.split()[1:])
    assert (mine / "lesson.ipynb").read_text() == lesson.read_text()
    assert ("outputs" in git(mine, "stash", "list", "-p")) is saved


def test_workflows_run_what_runs_here():
    flows = {p.stem: yaml.safe_load(p.read_text("utf-8")) for p in ROOT.glob(".github/workflows/*")}
    steps = {
        name: [step.get("run", "") for job in flow["jobs"].values() for step in job["steps"]]
        for name, flow in flows.items()
    }
    assert ".ci/run" in steps["tests"] and os.access(ROOT / ".ci/run", os.X_OK)
    assert "python -m helpers --version" in steps["tests"]
    paths = [
        word
        for run in steps["tests"]
        for word in run.split()
        if word.startswith(("tests/", "notebooks/"))
    ]
    assert paths and all((ROOT / path).is_file() for path in paths)
    (site,) = (run for run in steps["pages"] if "authoring site" in run)
    words = shlex.split(
        re.sub(r"\$\{\{.*?\}\}", "https://example.org", site.partition("authoring ")[2])
    )
    with pytest.MonkeyPatch.context() as patch:
        asked: dict = {}
        patch.setattr("helpers.authoring.site.build_site", lambda to, **more: asked.update(more))
        assert main(words) == 0 and asked["base"] == "https://example.org" and asked["live"]
    assert flows["pages"][True]["release"] == {"types": ["published"]}
    (audit,) = (run for run in steps["vulnerabilities"] if "pip_audit" in run)
    assert "-r .requirements/tests.lock" in audit and flows["vulnerabilities"][True]["schedule"]


def test_the_licence_says_which_is_which():
    text = (ROOT / "LICENSE").read_text("utf-8")
    plain = " ".join(text.split())
    top = {name_of(path).split("/")[0] for path in project_files()}
    for name in top - {"LICENSE", ".gitignore", ".gitattributes", ".binder", "requirements.txt"}:
        assert name in text, name
    assert "MIT License" in plain and "creativecommons.org/licenses/by/4.0/" in plain
    terms = {
        yaml.safe_load(path.read_text("utf-8"))["source"].get("licence", "")
        for path in (ROOT / "lessons_data/figures").glob("*.yaml")
    }
    assert "same terms as the course" in terms and '"Same terms as the course" there means' in plain
