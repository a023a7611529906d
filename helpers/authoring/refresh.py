"""Executing notebooks in place and leaving them in the committed form."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from .committed import drop_views, keep_images
from .reproducible import fixed_environment
from .slides import mark_slides

_COLOUR = re.compile("\x1b\\[[0-9;]*m")


def notebooks_folder() -> Path:
    """The ``notebooks`` folder beside this package."""
    return Path(__file__).resolve().parents[2] / "notebooks"


def refresh(paths: Iterable[Path], anew: bool = False) -> list[str]:
    """Execute notebooks and write them back; return one sentence for each that failed.

    A notebook that fails is left as it was. A picture whose words are the same stays, too, unless
    all are taken ``anew``.
    """
    return [sentence for path in paths if (sentence := _refresh_one(Path(path), anew))]


def _refresh_one(path: Path, anew: bool) -> str:
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError

    try:
        old = nbformat.read(path, as_version=4)
    except Exception as error:  # nbformat raises many kinds for a file that is no notebook
        return f"{path.name}: it cannot be read as a notebook ({type(error).__name__}); mend it."
    new = nbformat.from_dict(json.loads(json.dumps(old)))
    with (
        tempfile.TemporaryDirectory(prefix="course-") as folder,
        patch.dict(os.environ, fixed_environment(Path(folder))),
    ):
        client = NotebookClient(
            new,
            timeout=60,
            kernel_name="python3",
            store_widget_state=False,
            resources={"metadata": {"path": str(path.parent)}},
        )
        try:
            client.execute()
        except CellExecutionError as error:
            lines = [line.strip() for line in _COLOUR.sub("", str(error)).splitlines()]
            last = next((line for line in reversed(lines) if line), type(error).__name__)
            return f"{path.name}: a cell failed: {last} Mend it, then refresh again."
    _settle(new)
    if not anew:
        keep_images(new, old)
    text = nbformat.writes(new)
    if text.rstrip("\n") + "\n" != path.read_text(encoding="utf-8"):
        _write(path, text.rstrip("\n") + "\n")
    return ""


def _settle(notebook: dict[str, Any]) -> None:
    """Keep what every machine agrees on: no times, no versions, no views."""
    drop_views(notebook)
    mark_slides(notebook)
    notebook["metadata"] = {
        "kernelspec": {
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
            "name": "python3",
        },
        "language_info": {"name": "python"},
    }
    for cell in notebook["cells"]:
        cell["metadata"].pop("execution", None)


def _write(path: Path, text: str) -> None:
    """Replace a file whole, so that a crash leaves the old or the new one."""
    draft = path.with_suffix(".tmp")
    draft.write_text(text, encoding="utf-8", newline="\n")
    os.replace(draft, path)
