"""The companion: one small anywidget that names groups, keeps keys, and speaks the status."""

from __future__ import annotations

from pathlib import Path

import anywidget
import traitlets

_HERE = Path(__file__).parent


class Companion(anywidget.AnyWidget):
    """Placed last in a quiz's box; sets attributes on its neighbours and holds a live region."""

    _esm = (_HERE / "companion.js").read_text(encoding="utf-8")
    _css = (_HERE / "companion.css").read_text(encoding="utf-8")
    uid = traitlets.Unicode().tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
