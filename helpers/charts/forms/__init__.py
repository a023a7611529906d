"""The reusable forms: each takes rows and returns a `Chart` that says and draws them."""

from .bars import Series, bars, diverging_bars, grouped_bars, share_bars
from .board import BoardCard, board
from .corners import CornerMap, Place, counts_and_map
from .dots import Strip, percentile_strips
from .forecasts import Mark, Ray, burn_charts, cone, staircase
from .grids import decision_map, four_boxes, scores_and_bars
from .heat import heat_map
from .lines import Stage, Track, curves
from .network import Step, network
from .odds import Dots, Line, Spot, chances, dot_rows
from .panels import BarPanel, bar_panels
from .ranges import counts_and_range, intervals
from .spans import Compared, Life, Task, baseline_bars, gantt, life_lines
from .tree import Node, tree
from .triangle import Cell, triangle
from .watching import WatchPanel, watch_panels
