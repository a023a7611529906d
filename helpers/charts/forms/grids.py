"""A form made of cells: who answers for which decision."""

from __future__ import annotations

from collections.abc import Sequence

from ..canvas import Canvas, category_axis, inside, look_ink, name_top, shade_cells
from ..chart import Chart, Facts
from ..panel import Panel
from ..style import INK, NEUTRAL, PAPER, SMALL_SIZE, Look

_NAMES = 3.0  # inches for the name of a decision
_SHADES = {"-": PAPER, "I": "#EFF0EE", "C": "#DFE2E4", "R": "#B9C0C7"}


def decision_map(
    decisions: Sequence[str],
    roles: Sequence[tuple[str, Look]],
    cells: Sequence[Sequence[str]],
    facts: Facts,
    *,
    category_label: str,
    role_label: str,
    note: str = "",
) -> Chart:
    """Who answers for which decision: letters in cells, and a strong fill where the A stands.

    Parameters
    ----------
    decisions
        The rows.
    roles
        The columns: name, and the look of the cell where this role is accountable.
    cells
        For each row the letters ``A``, ``A/R``, ``R``, ``C``, ``I`` or ``-``.
    """
    names = [name for name, _ in roles]
    panel = Panel("", role_label, category_label, category_label, decisions)
    for decision, row in zip(decisions, cells, strict=True):
        for name, letters in zip(names, row, strict=True):
            panel.add(decision, name, letters)

    def paint(canvas: Canvas) -> None:
        looks = [look for _, look in roles]
        ax = canvas.axes((0.33 if len(decisions) < 12 else 0.185) * len(decisions) + 0.75)
        fills = [
            look.colour if letters.startswith("A") else _SHADES[letters]
            for row in cells
            for letters, look in zip(row, looks, strict=True)
        ]
        shade_cells(ax, fills, len(roles))
        for r, row in enumerate(cells):
            for c, letters in enumerate(row):
                strong = letters.startswith("A")
                inside(
                    ax,
                    c,
                    r,
                    letters,
                    weight="bold" if strong else "normal",
                    color=looks[c].on_fill if strong else INK,
                )
        for line in range(len(decisions) + 1):
            ax.axhline(line - 0.5, color=PAPER, linewidth=2.5)
        for line in range(len(roles) + 1):
            ax.axvline(line - 0.5, color=PAPER, linewidth=2.5)
        category_axis(ax, decisions, category_label, wrap_at=_NAMES)
        ax.tick_params(axis="y", labelsize=SMALL_SIZE)
        name_top(ax, [name.replace(" ", "\n", 1) for name in names], role_label)
        for tick, look in zip(ax.get_xticklabels(), looks, strict=True):
            tick.set(color=look_ink(look), size=SMALL_SIZE)
            tick.set_fontweight("normal" if look == NEUTRAL else "bold")

    return Chart(facts, [panel], paint, note=note)
