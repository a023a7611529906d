"""The arithmetic of both professions, as pure functions.

>>> from helpers.methods import rice
>>> rice(1_800, 3, 1.0, 1.5)
3600.0

Nothing is loaded before it is used: a name below is imported from its module when first asked
for, and numpy only by the few functions that sample.  Every bad
entry ends in a ``ValueError`` whose one sentence names the item and the mend.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_MODULES = {
    "prioritise": ("rice", "rice_table", "rice_break_even"),
    "delay": ("wsjf_relative", "cd3", "delay_cost", "ordering_costs", "best_order"),
    "discover": ("kano_category", "kano_count", "kano_result", "check_tree"),
    "measure": ("north_star", "funnel", "funnel_leverage", "okr_score", "okr_mean"),
    "retention": ("retention_table", "pooled_retention", "ltv", "unit_economics"),
    "experiment": ("sample_size", "simulate_peeking"),
    "satisfaction": ("nps", "csat"),
    "schedule": ("cpm", "change_impact"),
    "pert_estimates": ("pert", "pert_path"),
    "time_cost": ("crash",),
    "calendar": ("working_dates",),
    "monte_carlo": ("simulate_schedule",),
    "earned_value": ("evm", "even_plan", "earned_schedule"),
    "cash_flow": ("npv", "irr", "payback", "benefit_cost_ratio"),
    "risk": ("risk_value", "cost_distribution", "response_value"),
    "risk_matrix": ("risk_scores", "turned_pairs"),
    "flow": ("burn", "forecast_sprints", "littles_law"),
    "board": ("run_board", "cumulative_flow", "ageing"),
    "team": ("communication_links", "brooks_work", "brooks_days"),
    "rights": ("check_raci",),
    "fit": ("fit_profile", "fit_stability"),
    "gain": ("paired_gain",),
    "_checks": ("Finding",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
