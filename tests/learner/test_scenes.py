"""Scenes: words, portraits, and what an author can get wrong."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser

import pytest
import yaml

from helpers import open_lesson
from helpers.authoring.check.course import read_course
from helpers.authoring.check.data import scenes_have_their_people
from helpers.content import ContentError, course_root, load_course, load_scenes
from helpers.content.scenes import Scene, SceneLine
from helpers.scenes import portraits, scene_card

COURSE = load_course()
SCENES = load_scenes()


class _Pictures(HTMLParser):
    def __init__(self, html: str):
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "img":
            self.found.append(dict(attrs))


@pytest.mark.parametrize("scene", SCENES.values(), ids=list(SCENES))
def test_every_word_stands_in_both_forms(scene):
    card = scene_card(scene, portraits(COURSE))
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", card.html)).replace("&quot;", '"')
    for one in scene.lines:
        words = " ".join((one.says or one.stage).split())
        assert words in " ".join(card.text.split())
        assert words.replace("'", "&#x27;") in plain or words in plain.replace("&#x27;", "'")
        if one.who:
            assert f"{one.who}: {words[:20]}" in " ".join(card.text.split())
    spoken = [one for one in scene.lines if one.who]
    assert len(_Pictures(card.html).found) == len(spoken)
    assert all(picture["alt"] == "" for picture in _Pictures(card.html).found), "named by words"


def test_everybody_has_a_portrait_that_runs_nothing():
    faces = portraits(COURSE)
    assert set(faces) == {person.name for person in COURSE.people}
    for svg in faces.values():
        text = svg.decode("ascii")
        assert len(svg) < 1500 and text.startswith("<svg ")
        assert not re.search(r"script|href|on\w+=|foreignObject|<image|url\((?!#)", text)


def test_hostile_words_are_shown_as_words():
    bad = '<img src=x onerror="alert(1)">'
    scene = Scene("x", bad, [SceneLine(who=bad, says=bad), SceneLine(stage=bad)], place=bad)
    html = scene_card(scene, {}).html
    assert "<img" not in html and "&lt;img" in html


def test_an_unknown_scene_is_a_sentence():
    card = open_lesson(COURSE.lessons[4].id).scene("quarrel-day-6")
    assert "There is no scene 'quarrel-day-6'; the nearest are quarrel-day-60" in card.text


def _copy(tmp_path, change):
    root = tmp_path / "lessons_data"
    shutil.copytree(course_root(), root)
    file = root / "scenes.yaml"
    data = yaml.safe_load(file.read_text("utf-8"))
    change(data["scenes"])
    file.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return root


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda scenes: scenes[0]["lines"][1].pop("says"), "needs 'who' and 'says'"),
        (lambda scenes: scenes[0]["lines"][0].update(says="x"), "needs 'who' and 'says'"),
        (lambda scenes: scenes[1].update(id=scenes[0]["id"]), "the id stands twice"),
    ],
)
def test_a_faulty_scene_is_refused(tmp_path, change, said):
    with pytest.raises(ContentError, match=said):
        load_scenes(_copy(tmp_path, change))


def test_check_finds_strangers_lost_portraits_and_scenes_that_nobody_shows(tmp_path):
    def change(scenes):
        scenes[0]["lines"][1]["who"] = "Thomas"
        scenes.append({"id": "spare", "title": "Spare", "lines": [{"stage": "Rain."}]})

    root = _copy(tmp_path, change)
    (root / "people/jun.svg").unlink()
    found = "\n".join(scenes_have_their_people(read_course(root, None)))
    assert "'Thomas' is nobody of course.yaml's people" in found
    assert "people/jun.svg is missing" in found
    assert "scene spare: no lesson shows it" in found
    assert not scenes_have_their_people(read_course(course_root(), None))
