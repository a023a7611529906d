"""The files of the project, and the words in them that somebody may read."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from helpers.content import load_course

ROOT = Path(__file__).resolve().parents[2]


def notebook_of(lesson_id: str) -> str:
    """The file name of a lesson's notebook."""
    return f"{load_course().entry(lesson_id).notebook}.ipynb"


TEXTS = {".cfg", ".css", ".csv", ".ipynb", ".js", ".json", ".md", ".py", ".toml", ".txt", ".yaml"}
_PICTURE = re.compile(r"data:[a-z]+/[a-z+]+;base64,[A-Za-z0-9+/=]*")
_LEFT_OUT = {".git", ".venv", "node_modules", "__pycache__"}


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that git tracks or would track; without git, all but hidden and made ones."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        found = [
            path
            for path in ROOT.rglob("*")
            if not any(
                part in _LEFT_OUT or part.endswith((".egg-info", "_cache")) or part == ".hypothesis"
                for part in path.relative_to(ROOT).parts
            )
        ]
    else:
        found = [ROOT / name for name in listed.split("\0") if name]
    return tuple(sorted(path for path in found if path.is_file()))


def text_files() -> list[Path]:
    """The project's files that hold text."""
    return [p for p in project_files() if p.suffix in TEXTS or not p.suffix]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _joined(text: Any) -> str:
    return "".join(text) if isinstance(text, list) else str(text)


def _without_tags(html: str) -> str:
    """HTML as its words; a tag parts them, and the text of ``alt`` is kept."""
    html = re.sub(r'<img\b[^>]*\balt="([^"]*)"[^>]*>', r" \1 ", html)
    return unescape(re.sub(r"<[^>]*>", "\n", html))


def _notebook_texts(text: str) -> Iterator[str]:
    for cell in json.loads(text)["cells"]:
        yield _joined(cell["source"])
        for output in cell.get("outputs", []):
            yield _joined(output.get("text", ""))
            for kind, words in output.get("data", {}).items():
                if kind == "text/html":
                    yield _without_tags(_joined(words))
                elif kind == "text/plain":
                    yield _joined(words)


def _python_texts(text: str) -> Iterator[str]:
    """The strings of a program, pieces of one joined; those in f-strings without their values."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            parts = (v.value if isinstance(v, ast.Constant) else " " for v in node.values)
            yield "".join(map(str, parts))


def texts_of(path: Path) -> list[str]:
    """The texts of a file that somebody may read, pictures left out."""
    text = _PICTURE.sub("", path.read_text(encoding="utf-8"))
    if path.suffix == ".ipynb":
        return [_PICTURE.sub("", part) for part in _notebook_texts(text) if part]
    if path.suffix == ".py":
        return [text, *_python_texts(text)]
    return [text]
