"""A home that cannot be written, as in some schools: nothing red on the page, no folder left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from project_files import ROOT

DRAW = """
import os
from helpers.charts import draw, exhibit_ids
draw(exhibit_ids()[0])._repr_mimebundle_()
print(os.environ.get("MPLCONFIGDIR", "its own"))
"""


def drawn(home: Path, **more: str) -> subprocess.CompletedProcess:
    """What a chart that is drawn by somebody with this home says."""
    places = dict.fromkeys(("HOME", "USERPROFILE"), str(home))
    places |= {"XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "PYTHONPATH": str(ROOT)}
    env = {k: v for k, v in os.environ.items() if k != "MPLCONFIGDIR"} | places | more
    return subprocess.run([sys.executable, "-c", DRAW], env=env, capture_output=True, text=True)


def test_a_home_that_cannot_be_written_gives_no_warning(tmp_path):
    (tmp_path / "home").write_text("a file, so that not even root makes a folder in it")
    done = drawn(tmp_path / "home")
    assert done.returncode == 0 and done.stderr == ""
    folder = Path(done.stdout.strip())
    assert folder.name.startswith("matplotlib-") and not folder.exists()


@pytest.mark.parametrize("given", [{}, {"MPLCONFIGDIR": "theirs"}])
def test_a_home_that_can_be_written_is_used(tmp_path, given):
    given = {name: str(tmp_path / value) for name, value in given.items()}
    done = drawn(tmp_path, **given)
    assert done.stdout.strip() == given.get("MPLCONFIGDIR", "its own"), done.stderr
