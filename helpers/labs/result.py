"""What one play of a lab gives: a picture, what it shows in words, and what came true."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.charts.chart import Chart


@dataclass(frozen=True)
class LabResult:
    """The outcome of a play.

    Attributes
    ----------
    chart : Chart
        The picture.
    findings : tuple of str
        Plain sentences, the most important first; the first one is also spoken.
    came_true : str
        The id of the prediction's option that holds for these values; empty without a prediction.
    """

    chart: Chart
    findings: tuple[str, ...]
    came_true: str = ""


class FieldError(ValueError):
    """A fault of one named field; its sentence stands beside that field."""

    def __init__(self, field: str, sentence: str):
        self.field = field
        super().__init__(sentence)


@contextmanager
def beside(field: str) -> Iterator[None]:
    """Say beside a field what the methods refuse."""
    try:
        yield
    except ValueError as error:
        raise FieldError(field, str(error)) from None
