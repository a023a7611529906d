"""Playing a lab from Python in a test, and reading what it says and draws."""

from __future__ import annotations

import re

from helpers.labs import Lab

# Three estimates of each activity of the relaunch: optimistic, most likely, pessimistic.
OMP = {
    "A": (8, 10, 15),
    "B": (11, 15, 22),
    "C": (16, 28, 52),
    "D": (18, 25, 44),
    "E": (12, 18, 36),
    "F": (15, 20, 34),
    "G": (8, 12, 22),
    "H": (9, 12, 21),
    "I": (8, 10, 15),
    "J": (4, 5, 9),
}
# What mends the table of responsibilities.
MENDED = {
    "schedule_mina": "C",
    "risk_tomas": "A/R",
    "price_priya": "R",
    "tolerance_tomas": "R",
    "tolerance_ines": "A",
}


def play(lab_id: str, **changed):
    lab = Lab(lab_id)
    return lab.play(lab.start() | changed)


def at_move(lab_id: str):
    lab = Lab(lab_id)
    return lab.play(lab.start() | lab.sheet.prediction.move)


def rows(result) -> dict[str, dict[str, str]]:
    """The numbers drawn, by row and column."""
    head, *body = result.chart.table()
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in body}


def number(text: str) -> float:
    return float(re.search(r"\d[\d.]*", text.replace(",", ""))[0])


def cells(result) -> list[dict[str, str]]:
    """The numbers drawn: a dictionary for each row, by heading."""
    head, *body = result.chart.table()
    return [dict(zip(head, row, strict=True)) for row in body]
