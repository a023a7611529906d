"""The Hub's sample files and its command, without a Hub."""

from __future__ import annotations

import os
import subprocess
import sys

from house import ROOT
from traitlets.config import PyFileConfigLoader

from helpers.authoring.reproducible import fixed_environment
from helpers.classroom.hub import setting
from helpers.classroom.hub.bodies import KEY
from helpers.classroom.hub.setting import copy_notebooks
from helpers.content import load_course, load_glossary, load_questions
from helpers.flashcards import DRILLS, core_terms, drill_questions, places
from helpers.review.deck import card_id
from helpers.sharing import share

HUB = ROOT / "helpers/classroom/hub"
ACCESS = "access:services!service=results"


def config_of(name: str):
    return PyFileConfigLoader(name, path=str(HUB)).load_config()


def check(config, teachers: list[str]) -> None:
    """What share_results promises: the service, who may use it, who is a teacher, culling."""
    services = {one["name"]: one for one in config.JupyterHub.services.get_value([])}
    assert set(services) == {"results", "idle-culler"}
    assert "COURSE_RESULTS_DATABASE" in services["results"]["environment"]
    environment = config.Spawner.environment.get_value({})
    assert set(environment) == {"COURSE_RESULTS_URL"}  # and no password of the database
    roles = {one["name"]: one["scopes"] for one in config.JupyterHub.load_roles.get_value([])}
    assert ACCESS in roles["user"] and ACCESS in config.Spawner.server_token_scopes
    groups = config.JupyterHub.load_groups.get_value({})
    assert groups == {"teachers": {"users": teachers}}
    assert environment["COURSE_RESULTS_URL"] == f"{config.JupyterHub.bind_url}/services/results"


def test_the_sample_for_a_class_keeps_people_apart():
    config = config_of("class_config.py")
    check(config, ["tina"])
    assert config.JupyterHub.spawner_class == "systemd"
    assert config.JupyterHub.authenticator_class == "pam"
    assert "allow_all" not in config.Authenticator and not config.Authenticator.admin_users


def test_the_demonstration_stays_on_this_computer(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DEMO_FOLDER", str(tmp_path))
    monkeypatch.setenv("COURSE_DEMO_PORTS", "8000 8001 8002 8003")
    monkeypatch.setenv("COURSE_DEMO_CLASS_PASSWORD", "a" * 8)
    monkeypatch.setenv("COURSE_DEMO_TEACHER_PASSWORD", "b" * 32)
    config = config_of("demo_config.py")
    check(config, ["teacher"])
    assert config.JupyterHub.bind_url == "http://127.0.0.1:8000"
    assert config.JupyterHub.hub_ip == "127.0.0.1"
    assert config.ConfigurableHTTPProxy.api_url == "http://127.0.0.1:8002"


def test_without_the_proxy_the_command_says_how_to_get_it(tmp_path):
    command = [sys.executable, "-m", "helpers.classroom.hub", "demo", f"--folder={tmp_path / 'x'}"]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | {"PATH": str(tmp_path)}, capture_output=True, text=True
    )
    assert done.returncode == 1 and done.stdout == "" and not (tmp_path / "x").exists()
    assert "npm install -g configurable-http-proxy@5.3.0" in done.stderr


def test_learners_get_the_notebooks_and_teachers_theirs_too(tmp_path, monkeypatch):
    notebooks = tmp_path / "notebooks"
    (notebooks / "teaching").mkdir(parents=True)
    (notebooks / "teaching/plan.ipynb").write_text("plan")
    (notebooks / "00.ipynb").write_text("new")
    monkeypatch.setattr(setting, "NOTEBOOKS", notebooks)
    mine, theirs = (copy_notebooks(tmp_path / name, name == "t") for name in ("a", "t"))
    assert [p.name for p in mine.rglob("*.ipynb")] == ["00.ipynb"]
    assert sorted(p.name for p in theirs.rglob("*.ipynb")) == ["00.ipynb", "plan.ipynb"]
    (mine / "00.ipynb").write_text("worked in")
    copy_notebooks(tmp_path / "a", False)
    assert (mine / "00.ipynb").read_text() == "worked in"


def test_the_notebooks_are_where_the_demonstration_looks():
    assert {p.stem for p in setting.NOTEBOOKS.glob("*.ipynb")} >= {"00_start_here"}


def test_every_id_of_the_course_may_be_handed_in():
    ids = {entry.id for entry in load_course().lessons}
    for entry in load_course().lessons:
        ids |= {question.id for question in load_questions(entry.id)}
    glossary = load_glossary()
    ids |= {card_id(term.term) for term in glossary}
    for mode in DRILLS:
        ids |= {q.id for q in drill_questions(mode, core_terms(), glossary, places(), set())}
    assert len(ids) > 300 and not [one for one in ids if not KEY.fullmatch(one)]


def test_images_are_built_from_the_learners_requirements():
    folder = ROOT / ".binder"
    assert (folder / "requirements.txt").read_text() == "-r ../requirements.txt\n"
    assert (folder / "runtime.txt").read_text() == "python-3.11\n"


def test_notebooks_under_test_share_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RESULTS_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t")
    for key, value in fixed_environment(tmp_path).items():
        monkeypatch.setenv(key, value)
    assert share(None) == ""
