"""Scenes: what the people of the running example say to each other, read and checked."""

from __future__ import annotations

import difflib
from pathlib import Path

from helpers.questions.base import Model

from .decoding import read
from .reading import ContentError
from .rules import repeated

FILE = "scenes.yaml"


class SceneLine(Model):
    """What one person says (``who``, ``says``), or a stage direction (``stage``) alone.

    ``at`` is a time of day, for a diary.
    """

    who: str = ""
    says: str = ""
    stage: str = ""
    at: str = ""


class Scene(Model):
    """A dialogue, or a diary of one person."""

    id: str
    title: str
    lines: list[SceneLine]
    place: str = ""


class SceneFile(Model):
    scenes: list[Scene]


def read_scenes(root: Path) -> dict[str, Scene]:
    """Read ``scenes.yaml``; a course may do without one.

    Raises
    ------
    ContentError
        When the file cannot be read, an id stands twice, or a line is neither speech nor stage.
    """
    if not (root / FILE).exists():
        return {}
    return {scene.id: scene for scene in read(root / FILE, SceneFile, FILE, _faults).scenes}


def _faults(file: SceneFile, place: str) -> list[str]:
    return [
        f"{place}: scene {name}: the id stands twice; rename one."
        for name in repeated(scene.id for scene in file.scenes)
    ] + [
        f"{place}: scene {scene.id}: line {number}: it needs 'who' and 'says', or 'stage' alone; "
        "correct it."
        for scene in file.scenes
        for number, line in enumerate(scene.lines, 1)
        if bool(line.stage) == bool(line.says) or bool(line.who) != bool(line.says)
    ]


def find_scene(scene_id: str, scenes: dict[str, Scene]) -> Scene:
    """Return a scene by its id; an unknown id is a sentence with the nearest ones."""
    if scene_id not in scenes:
        near = difflib.get_close_matches(str(scene_id), scenes, n=3, cutoff=0.3)
        names = ", ".join(near or list(scenes)[:3])
        raise ContentError([f"There is no scene {str(scene_id)[:80]!r}; the nearest are {names}."])
    return scenes[scene_id]
