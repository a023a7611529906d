"""The exhibits: one function an id, grouped in modules by where the numbers come from.

``EXHIBITS`` maps each id to a callable that loads its module when first called,
so that reading the ids costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..chart import Chart

_MODULES = {
    "course_map": "course",
    "life_lines": "velolink",
    "title_coverage": "onet",
    "product_time": "surveys",
    "roadmap_outputs": "surveys",
    "product_education": "surveys",
    "project_industries": "bls",
    "required_education": "onet",
    "relaunch_gantt": "velolink",
    "resource_contrast": "onet",
    "five_differences": "course",
    "work_activities": "onet",
    "skills_contrast": "onet",
    "knowledge_contrast": "onet",
    "on_time_on_budget": "surveys",
    "decision_rights": "course",
    "why_startups_fail": "surveys",
    "product_life_cycle": "velolink",
    "term_map": "terms",
    "three_surveys": "surveys",
    "relaunch_burnup": "velolink",
    "change_impact": "velolink",
    "overlap_closeness": "onet",
    "role_neighbours": "course",
    "pay_strip": "bls",
    "outlook": "bls",
    "so_pay": "surveys",
    "pmp_premium": "surveys",
    "profile_example": "profile",
    "gain_example": "gain",
    "claim_verdicts": "course",
}


def _lazy(module: str, name: str) -> Callable[..., Chart]:
    def drawing(**data) -> Chart:
        return getattr(import_module(f".{module}", __name__), name)(**data)

    drawing.__name__ = name
    return drawing


EXHIBITS: dict[str, Callable[..., Chart]] = {
    exhibit_id: _lazy(module, exhibit_id) for exhibit_id, module in _MODULES.items()
}
