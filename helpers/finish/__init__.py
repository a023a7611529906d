"""The final check: gain, audit and certificate over the record. The test itself is a quiz.

Questions are answered as everywhere in the course, with feedback and hints at once; so was the
diagnostic, and both forms are taken alike. What is compared is the first answer to each.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOME = {
    "Audit": "audit_view",
    "Mastery": "certificate",
    "audit_rows": "audit",
    "certificate_html": "certificate",
    "clean_name": "certificate",
    "compare": "forms",
    "file_name": "certificate",
    "final_advice": "advice",
    "gain_card": "gain",
    "right_at_first": "forms",
    "tried": "forms",
}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
