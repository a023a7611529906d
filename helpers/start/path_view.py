"""Choosing a path: radio buttons, and a link to where it begins."""

from __future__ import annotations

import uuid

import ipywidgets as widgets

from helpers.content.model import Course, CoursePath
from helpers.controls import Companion, LiveView
from helpers.document import Card, Piece, bullets, lesson_link, para, screen_html, strong, text_of
from helpers.record import Record

from .paths import chosen_path, keep_path, next_on_path


def path_minutes(course: Course, path: CoursePath) -> int:
    """The minutes of a path's lessons."""
    return sum(course.entry(name).minutes for name in course.path_lessons(path.id))


def length(minutes: int) -> str:
    """Minutes as somebody says them."""
    if minutes < 100:
        return f"about {minutes} minutes"
    return f"about {round(minutes / 60)} hours"


def _label(course: Course, path: CoursePath) -> str:
    here = " from here" if path.short else ""  # this page's own minutes are spent by now
    return f"{path.title}, {length(path_minutes(course, path))}{here}. {path.about}"


class PathView(LiveView):
    """The paths to choose from; without a kernel they are a list."""

    def __init__(self, course: Course, record: Record, lesson: str):
        self.course, self.record, self.lesson = course, record, lesson

    def choose(self, path_id: str) -> None:
        """Choose a path, as a learner's hand would; a `ValueError` where there is none such."""
        keep_path(self.course, self.record, path_id, self.lesson)
        if self._box:
            self._radios.value = path_id
            self._say(self._onward(path_id))

    def _paper(self) -> Card:
        labels = [_label(self.course, path) for path in self.course.paths]
        return Card(para(strong("Which path?")), bullets(labels))

    def _onward(self, path_id: str) -> list[Piece]:
        lessons = self.course.path_lessons(path_id)
        first = next_on_path(self.course, self.lesson, lessons)
        title = next(path.title for path in self.course.paths if path.id == path_id)
        link = lesson_link(first.notebook, first.label) if first else ""
        kept = f"Kept: {title.lower()}. You can change it here at any time."
        return [para(strong("Next: "), link, css="pp-next"), para(kept)]

    def _build(self) -> None:
        layout = widgets.Layout()
        uid = f"pa-{uuid.uuid4().hex[:8]}"
        asked = para(strong("Which path?"), id=f"{uid}-stem")
        head = widgets.HTML(screen_html(asked), layout=layout)
        self._tail = widgets.HTML("", layout=layout, style=head.style)
        options = [(_label(self.course, path), path.id) for path in self.course.paths]
        chosen = chosen_path(self.course, self.record)
        self._radios = widgets.RadioButtons(options=options, value=chosen or None, layout=layout)
        button = widgets.Button(description="Take this path", layout=layout)
        button.on_click(lambda _: self._press())
        self._companion = Companion(uid=uid, state="asked", layout=layout)
        bar = widgets.HBox([button], layout=layout)
        self._stack([head, self._radios, bar, self._tail, self._companion], layout)
        if chosen:
            self._say(self._onward(chosen))

    def _press(self) -> None:
        if self._radios.value is None:
            self._say([para("Choose one first.")])
        else:
            self.choose(self._radios.value)

    def _say(self, blocks: list[Piece]) -> None:
        self._tail.value = screen_html(*blocks)
        self._companion.status = text_of(*blocks)
