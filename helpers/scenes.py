"""A scene with portraits and speech bubbles, and as plain lines where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helpers.content import course_root
from helpers.content.model import Course
from helpers.content.scenes import Scene, SceneLine
from helpers.document import Card, Element, em, group, line, md_line, para, strong, svg_image

_ROW = "display:flex;gap:12px;align-items:flex-start;margin:10px 0;max-width:44rem"
# A grey that shines through suits light and dark; JupyterLab strips variables from saved outputs.
_BUBBLE = (
    "background-color:rgba(128,128,128,0.14);border-radius:3px 14px 14px 14px;"
    "padding:10px 14px 0;min-width:0"
)
_FACE = "width:48px;height:48px;flex:none;margin:0"


def portraits(course: Course, root: Path | None = None) -> dict[str, bytes]:
    """The drawing of each person who has one, by name (SVG)."""
    folder = (course_root() if root is None else root) / "people"
    return {
        person.name: (folder / f"{person.portrait}.svg").read_bytes()
        for person in course.people
        if person.portrait
    }


def scene_card(scene: Scene, faces: Mapping[str, bytes]) -> Card:
    """A scene to read.

    Parameters
    ----------
    scene : Scene
        Its words are an author's small Markdown.
    faces : mapping of str to bytes
        Portraits by name; whoever has none gets the first letter.
    """
    place = (" \N{MIDDLE DOT} ", em(scene.place)) if scene.place else ()
    return Card(
        group(
            para(strong(scene.title), *place),
            *(_shown(one, faces) for one in scene.lines),
            css="pp-scene",
        )
    )


def _shown(one: SceneLine, faces: Mapping[str, bytes]) -> Element:
    if one.stage:
        return para(em(md_line(one.stage)))
    face = faces.get(one.who)
    picture = svg_image(face, style=_FACE) if face else line(one.who[:1], style=_FACE)
    name = f"{one.at}, {one.who}: " if one.at else f"{one.who}: "
    said = para(strong(name), md_line(one.says))
    return group(picture, group(said, style=_BUBBLE), style=_ROW)
