"""Two prices in a text stay two prices: no page makes a formula of what stands between them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from dollars import PRICES, unsafe
from project_files import ROOT

from helpers.document import control_label, screen_html

SHOWN = {
    "04_what_is_the_difference": "quiz, prediction, document, pictures",
    "06_fifty_product_terms": "glossary, drill, inventory",
    "13_your_way_in": "own case",
    "14_product_lab_discover_and_choose": "labs",
    "19_twenty_weeks_in_both_chairs": "game",
    "20_final_check": "dashboard, audit, own case",
    "00_start_here": "path, diagnostic",
}


@pytest.mark.parametrize("name", SHOWN)
def test_dollar_signs_stay_dollar_signs_in_every_view(name, tmp_path):
    command = [sys.executable, "-m", "dollars", str(ROOT / f"notebooks/{name}.ipynb")]
    places = os.pathsep.join([str(ROOT), str(Path(__file__).parents[1] / "support")])
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": places, "COURSE_RECORD": str(tmp_path / "record")},
        capture_output=True,
        encoding="utf-8",
    )
    said = [s for s in done.stdout.splitlines() if s.startswith(("UNSAFE", "FAILED", "PRICED"))]
    assert said == [f"PRICED {name}"], done.stderr[-2000:]


def test_what_a_page_would_typeset_is_found():
    for state in (
        {"description": PRICES, "_view_name": "CheckboxView"},
        {"description": r"\(x\)"},
        {"value": f"<p>{PRICES}</p>"},
        {"value": "x", "_view_name": "HTMLMathView"},
    ):
        assert unsafe(state), state
    for text in (PRICES, "$$x$$", r"\(x\)", r"\[x\]"):
        assert unsafe({"description": control_label(text), "value": screen_html(text)}) == []
    for text in ("only $5", "C:\\new", "none"):
        assert control_label(text) == text
