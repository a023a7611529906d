"""The Hub's sample files and its command, without a Hub."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from house import ROOT
from jupyterhub.services.service import Service
from traitlets.config import Config, PyFileConfigLoader

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


def config_of(name: str, folder: Path = HUB):
    return PyFileConfigLoader(name, path=str(folder)).load_config()


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
    service = Service(**config.JupyterHub.services.get_value([])[0])
    assert service.user == "course-results"  # and not root
    port = service.url.rpartition(":")[2]
    assert config.SystemdSpawner.unit_extra_properties == {"SocketBindDeny": f"tcp:{port}"}
    database = service.environment["COURSE_RESULTS_DATABASE"]
    folder = database.removeprefix("sqlite:///").rpartition("/")[0]
    assert not config.JupyterHub.db_url.startswith(f"sqlite:///{folder}/")
    made = f"install -d -m 700 -o {service.user} {folder}\n"
    assert made in (HUB / "class_config.py").read_text()


def test_the_sample_with_containers_as_its_comments_say(tmp_path):
    text = (HUB / "class_config.py").read_text()
    rest, containers = text.split("# ---- Containers")
    rest = rest.replace("127.0.0.1", "172.17.0.1")
    (tmp_path / "sample.py").write_text(rest + re.sub("(?m)^# (?=c\\.)", "", "#" + containers))
    config = config_of("sample.py", tmp_path)
    assert config.JupyterHub.bind_url == "http://172.17.0.1:8000"
    assert config.JupyterHub.spawner_class == "docker" and config.JupyterHub.hub_ip == "172.17.0.1"
    kept = config.Spawner.environment.get_value({})
    assert kept["COURSE_RESULTS_URL"] == "http://172.17.0.1:8000/services/results"
    assert "environment" not in config.DockerSpawner  # it would replace the one above
    (volume,) = config.DockerSpawner.volumes.values()
    assert kept["COURSE_RECORD"].startswith(f"{volume}/") and volume == config.Spawner.notebook_dir
    course, folder = volume.rsplit("/", 1)  # in the image, where it belongs to jovyan
    assert (ROOT / folder).is_dir()
    build = "jupyter-repo2docker --no-run --user-id 1000 --user-name jovyan --target-repo-dir "
    assert f"{build}{course}\n" in text and f"{build}{course} " in (HUB / "README.md").read_text()


def test_an_authenticator_may_manage_the_groups():
    """The Hub does not start where both it and its configuration name groups."""
    config = Config()
    given = {"database": "sqlite://", "address": "http://127.0.0.1:8000"}
    setting.share_results(config, **given, teachers=())
    assert "load_groups" not in config.JupyterHub
    setting.share_results(config, **given, teachers=("tina",))
    assert "load_groups" in config.JupyterHub


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


@pytest.mark.parametrize(
    "twin", ["Anna", "\u0430nna", "an\u200bna", "\uff41nna", "ann\u03b1"], ids=ascii
)
def test_names_that_look_alike_do_not_share_a_demonstration(twin, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_DEMO_FOLDER", str(tmp_path))
    monkeypatch.setenv("COURSE_DEMO_PORTS", "8000 8001 8002 8003")
    monkeypatch.setenv("COURSE_DEMO_CLASS_PASSWORD", "a" * 8)
    monkeypatch.setenv("COURSE_DEMO_TEACHER_PASSWORD", "b" * 32)
    prepare = config_of("demo_config.py").Spawner.pre_spawn_hook

    def starts(name: str) -> None:
        prepare(SimpleNamespace(user=SimpleNamespace(name=name, groups=[])))

    for name in ("anna", "anne", "learner1", "learner2", "\u0438\u0432\u0430\u043d", "anna"):
        starts(name)
    with pytest.raises(PermissionError) as refused:
        starts(twin)
    said = refused.value.jupyterhub_message
    assert twin in said and "looks like anna, which somebody uses already" in said
    assert twin not in [one.name for one in (tmp_path / "homes").iterdir()]


def test_a_teacher_lands_on_the_page_for_teachers_and_nobody_else_does():
    for groups, page in ((["teachers"], "/lab/tree/teaching/teach_with_this.ipynb"), ([], "x")):
        user = SimpleNamespace(groups=[SimpleNamespace(name=name) for name in groups])
        spawner = SimpleNamespace(user=user, default_url="x")
        setting.first_page(spawner)
        assert spawner.default_url == page
    assert (setting.NOTEBOOKS / "teaching/teach_with_this.ipynb").is_file()


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


def test_images_are_built_from_the_learners_lock_file():
    folder = ROOT / ".binder"
    assert (folder / "requirements.txt").read_text().splitlines() == [
        "--only-binary=:all:",
        "--require-hashes",
        "-r ../.requirements/course.lock",
    ]
    script = folder / "postBuild"
    assert os.access(script, os.X_OK)
    assert "--no-deps --no-build-isolation -e ." in script.read_text()
    assert (folder / "runtime.txt").read_text() == "python-3.11\n"


def test_notebooks_under_test_share_nothing(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RESULTS_URL", "http://127.0.0.1:9/")
    monkeypatch.setenv("JUPYTERHUB_API_TOKEN", "t")
    for key, value in fixed_environment(tmp_path).items():
        monkeypatch.setenv(key, value)
    assert share(None) == ""
