"""Numbering the notebooks by their order in ``course.yaml``; ids, answers and plans stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from helpers.content import course_root, load_course

from .refresh import notebooks_folder

MOST = 100


def number_notebooks(
    root: Path | None = None, notebooks: Path | None = None
) -> tuple[dict[str, str], list[str]]:
    """Rename notebooks to 00, 01, 02 and so on; ``course.yaml`` and all links follow.

    Parameters
    ----------
    root, notebooks : Path, optional
        The folders; left out, the course's own. A README.md beside the notebooks' folder has
        its links corrected, too.

    Returns
    -------
    tuple
        The new name of each notebook that was renamed, and the lines of prose that name a lesson
        by a number that has changed.

    Raises
    ------
    ValueError
        When a notebook is missing or a new name is taken; then nothing is changed.
    """
    root, notebooks = root or course_root(), notebooks or notebooks_folder()
    entries = load_course(root).lessons
    if len(entries) > MOST:
        raise ValueError(f"Two digits number {MOST} lessons, not {len(entries)}; merge some.")
    renamed = {
        entry.notebook: f"{place:02d}_{entry.id}"
        for place, entry in enumerate(entries)
        if entry.notebook != f"{place:02d}_{entry.id}"
    }
    if not renamed:
        return {}, []
    for old, new in renamed.items():
        if not (notebooks / f"{old}.ipynb").is_file():
            raise ValueError(f"{old}.ipynb is not there; write it, or correct course.yaml.")
        if new not in renamed and (notebooks / f"{new}.ipynb").exists():
            raise ValueError(f"{new}.ipynb is there already; delete it or move it away.")
    texts = dict(_corrected(renamed, root, notebooks))
    for old in renamed:  # by way of other names, for two may change places
        (notebooks / f"{old}.ipynb").rename(notebooks / f"{old}.ipynb.moving")
    for old, new in renamed.items():
        (notebooks / f"{old}.ipynb.moving").rename(notebooks / f"{new}.ipynb")
    for path, text in texts.items():
        name = renamed.get(path.stem, path.stem) if path.parent == notebooks else path.stem
        path.with_name(name + path.suffix).write_text(text, encoding="utf-8", newline="\n")
    changed = {int(old[:2]) for old in renamed}
    return renamed, list(_mentions(changed, root, notebooks))


def _corrected(renamed: dict[str, str], root: Path, notebooks: Path) -> Iterator[tuple[Path, str]]:
    """Each file, by its old name, whose text changes with the notebooks' names."""
    names = "|".join(map(re.escape, renamed))
    link = re.compile(rf"(?<!\w)({names})(?=\.ipynb)")
    line = re.compile(rf"(?m)^(?<=\n)([ -]*notebook:[ \"']*)({names})(?!\w)")
    pages = (*sorted(notebooks.rglob("*.md")), notebooks.parent / "README.md")
    for path in (*sorted(notebooks.rglob("*.ipynb")), *pages):
        if path.is_file() and ".ipynb_checkpoints" not in path.parts:
            text = path.read_text(encoding="utf-8")
            if (new := link.sub(lambda found: renamed[found[1]], text)) != text:
                yield path, new
    course = root / "course.yaml"
    text = course.read_text(encoding="utf-8")
    yield course, line.sub(lambda found: found[1] + renamed[found[2]], text)


def _mentions(changed: set[int], root: Path, notebooks: Path) -> Iterator[str]:
    """Lines of prose such as "in lesson 12", with their places."""
    named = re.compile(r"\blessons? (\d+)(?:(?:, | and | to | or )+(\d+))*", re.IGNORECASE)
    for path in (*sorted(root.rglob("*.yaml")), *sorted(notebooks.rglob("*.ipynb"))):
        if ".ipynb_checkpoints" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = json.loads(text)["cells"]
            told = ["".join(c["source"]) for c in cells if c["cell_type"] == "markdown"]
            text = "\n".join(told)
        for number, line in enumerate(text.splitlines(), 1):
            said = " ".join(found[0] for found in named.finditer(line))
            if changed.intersection(map(int, re.findall(r"\d+", said))):
                where = path.name if path.suffix == ".ipynb" else f"{path.name}, line {number}"
                yield f"{where}: {line.strip()[:100]}"
