"""Where matplotlib keeps its settings and its list of fonts, if the home cannot be written."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp


def choose_matplotlib_folder() -> None:
    """Name a temporary folder in ``MPLCONFIGDIR`` where matplotlib could not use its own.

    Call it before matplotlib is imported: otherwise that warns on the learner's page, in red. What
    ``MPLCONFIGDIR`` says already is left as it is.
    """
    if os.environ.get("MPLCONFIGDIR") or all(map(_can_be_used, _usual_folders())):
        return
    folder = mkdtemp(prefix="matplotlib-")
    os.environ["MPLCONFIGDIR"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _usual_folders() -> list[Path]:
    home = Path(os.path.expanduser("~"))
    if not sys.platform.startswith(("linux", "freebsd")):
        return [home / ".matplotlib"]
    usual = {"XDG_CONFIG_HOME": home / ".config", "XDG_CACHE_HOME": home / ".cache"}
    return [Path(os.environ.get(name) or path) / "matplotlib" for name, path in usual.items()]


def _can_be_used(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
