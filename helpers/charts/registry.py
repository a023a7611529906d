"""The register of exhibits: decorating a function with `exhibit` is all it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from .chart import Chart

Drawing = TypeVar("Drawing", bound="Callable[..., Chart]")

EXHIBITS: dict[str, Callable[..., Chart]] = {}


def exhibit(function: Drawing) -> Drawing:
    """Register a function that makes a chart; the function's name is the id of the exhibit.

    It may take keyword arguments, but must do without. It must not draw yet: a form does that
    when the picture is asked for.

    Raises
    ------
    ValueError
        When another function has that id already.
    """
    name = function.__name__
    if name in EXHIBITS and EXHIBITS[name].__module__ != function.__module__:
        first = EXHIBITS[name].__module__
        raise ValueError(
            f"{function.__module__}: the exhibit {name!r} is there already, in {first}; "
            "name one of them differently."
        )
    EXHIBITS[name] = function
    return function
