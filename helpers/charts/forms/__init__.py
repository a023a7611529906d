"""The reusable forms: each takes data and an optional ``ax`` and returns a `Chart`."""

from .bars import Series, bars, diverging_bars, grouped_bars, share_bars
from .dots import Strip, dumbbell, percentile_strips, slope_panels, sorted_gaps
from .grids import decision_map, word_grid
from .lines import Stage, Track, curves
from .panels import BarPanel, bar_panels
from .spans import Life, Milestone, Task, gantt, life_lines

__all__ = [
    "BarPanel",
    "Life",
    "Milestone",
    "Series",
    "Stage",
    "Strip",
    "Task",
    "Track",
    "bar_panels",
    "bars",
    "curves",
    "decision_map",
    "diverging_bars",
    "dumbbell",
    "gantt",
    "grouped_bars",
    "life_lines",
    "percentile_strips",
    "share_bars",
    "slope_panels",
    "sorted_gaps",
    "word_grid",
]
