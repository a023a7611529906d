"""For the teacher: what a class knows, which belief it holds, and what to teach again.

Nothing here is loaded by a learner's lesson, and no part of it before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "class_data": ("ClassData", "Learner", "read_folder"),
    "results": ("ClassResults", "class_results"),
    "sample": ("sample_class",),
    "show_of_hands": ("Pulse", "pulse"),
    "statistics": ("QuestionStatistics", "question_statistics"),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
