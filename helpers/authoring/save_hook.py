"""A Jupyter Server extension: a saved lesson stays readable when its kernel is gone.

Installing this package switches it on (see ``jupyter_config.json``). Before a
notebook is written, live widget views that also have an HTML form are dropped
from the file, so that it reopens to readable quizzes and not to "model not
found". The open page keeps its live widgets.
"""

from __future__ import annotations

import logging
from typing import Any

from .committed import drop_views

log = logging.getLogger(__name__)

OURS = ("from helpers import open_lesson", "from helpers.classroom import ")
"""What a notebook of this course says: a lesson, or a page of the teacher's."""


def is_ours(notebook: dict[str, Any]) -> bool:
    """Whether a notebook is one of this course."""
    sources = ("".join(cell.get("source", "")) for cell in notebook.get("cells", []))
    return any(mark in source for source in sources for mark in OURS)


def before_save(model: dict[str, Any], **_: Any) -> None:
    """Drop widget views from one of this course's notebooks; leave all others alone."""
    content = model.get("content")
    if model.get("type") == "notebook" and isinstance(content, dict) and is_ours(content):
        drop_views(content)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "helpers.authoring.save_hook"}]


def _register(server_app: Any) -> None:
    """Have the hook called by the contents manager that saves, once however often it is asked."""
    manager = server_app.web_app.settings["contents_manager"]
    if before_save not in getattr(manager, "_pre_save_hooks", ()):
        manager.register_pre_save_hook(before_save)


def _load_jupyter_server_extension(server_app: Any) -> None:
    _register(server_app)
    # Another extension (jupytext, jupyter-fs, ...) may put a contents manager of its own in place
    # later. The loop first turns when all extensions are loaded.
    server_app.io_loop.add_callback(_register, server_app)
    log.info("Course notebooks are saved in a form that reads without a kernel.")
