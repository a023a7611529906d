"""A chart as a notebook keeps it."""

from __future__ import annotations

from typing import Any

from helpers.charts import draw


class Exhibit:
    """One of the course's charts: its words and its picture, without the artists.

    A notebook keeps every output for as long as its kernel runs, and the artists of a lesson's
    charts would fill some ten megabytes. So they are let go, and drawn again when one of a
    chart's own attributes is asked for (`figure`, `table`, `show_data`; see
    `helpers.charts.chart.Chart`).
    """

    def __init__(self, exhibit_id: str):
        self._id = exhibit_id
        self._bundle = draw(exhibit_id)._repr_mimebundle_()

    def __repr__(self) -> str:
        return self._bundle["text/plain"]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        return dict(self._bundle)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(draw(self._id), name)
