"""In a lesson's kernel: a cell that is run alone finds its lesson open.

Installing this package switches it on (``etc/ipython/ipython_kernel_config.json``). After a
restart the name ``lesson`` is gone, and a learner who runs one cell would meet a ``NameError``.
Jupyter tells a kernel which notebook it belongs to; where that is a lesson, it is opened before
the first cell that asks for it.
"""

from __future__ import annotations

import os
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from IPython.core.interactiveshell import ExecutionInfo, InteractiveShell


def lesson_of_this_kernel() -> str:
    """The id of the lesson whose notebook this kernel was started for, or "" for another one."""
    notebook = PurePath(os.environ.get("JPY_SESSION_NAME", "")).stem
    if not notebook:
        return ""
    from helpers.content import load_course

    entries = load_course().lessons
    return next((entry.id for entry in entries if entry.notebook == notebook), "")


def shared_with(lesson_id: str) -> str:
    """A sentence where this kernel was started for another lesson's notebook, or ""."""
    if (first := lesson_of_this_kernel()) in ("", lesson_id):
        return ""
    from helpers.content import load_course

    return (
        f"This page shares its kernel, the program behind the questions, with the lesson "
        f"“{load_course().entry(first).title}”, and each can make the other's questions go dead. "
        "Give this page its own: in the Kernel menu choose Change Kernel, take Python 3 under "
        "Start, and run the page again. Your answers are kept."
    )


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Open the lesson where a cell is about to use it and nobody has opened it."""

    def before(info: ExecutionInfo) -> None:
        names: dict[str, Any] = shell.user_ns
        code = info.raw_cell or ""
        if "lesson" in names or "lesson." not in code or "open_lesson" in code:
            return
        try:
            found = lesson_of_this_kernel()
        except ValueError:  # the course cannot be read; opening the lesson will say why
            return
        if found:
            from helpers import open_lesson

            names["lesson"] = open_lesson(found)

    shell.events.register("pre_run_cell", before)
