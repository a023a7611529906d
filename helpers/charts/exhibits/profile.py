"""The profile of the personal inventory: one bar a difference, and one for all answers."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.content import load_inventory
from helpers.content.model import Dimension
from helpers.methods.fit import FitProfile, FitStability, fit_profile, fit_stability

from ..chart import Chart, Facts
from ..forms import bars
from ..registry import exhibit
from ..style import PALE, PRODUCT, PROJECT
from ..words import number

ALL = "All answers together"
MANY = 3
"""So many differences must lean clearly to one side before the title says that the answers do."""
_WRITE = number(2, sign=True)
_TITLES = {
    "clear": "answers lean clearly to the {side} side",
    "firm": "answers lean to the {side} side",
    "slight": "answers lean a little to the {side} side",
    "close": "answers are too close to call between the two",
    "even": "answers balance the two sides to the last step",
    "open": "answers leave it open so far which side they lean to",
}
_MAY = "One answer, changed a little, might turn it."
_TURNS = {
    "clear": "Two answers, each changed a little, would not turn it.",
    "slight": "One answer, changed a little, would not turn it. Two might.",
    "close": _MAY,
    "even": _MAY,
    "open": _MAY,
}


def profile(
    fit: FitProfile,
    stability: FitStability,
    dimensions: Sequence[Dimension],
    *,
    whose: str = "Your",
    source: str = "your answers",
    illustrative: bool = False,
) -> Chart:
    """Draw the leans of one person's answers.

    Parameters
    ----------
    fit, stability
        What `helpers.methods.fit_profile` and `fit_stability` found.
    dimensions
        The differences, in the order to show them; one without an answer is named below.
    whose, source
        "Your" or "Sam's", and where the answers come from.
    illustrative
        Whether the person is invented.
    """
    answered = {name: lean for name, lean in fit.dimensions.items() if lean is not None}
    chosen = [d for d in dimensions if d.id in answered]
    left_out = [d.title for d in dimensions if d not in chosen]
    rows = [(f"{d.title}: {d.product}, or {d.project}", answered[d.id]) for d in chosen]
    firm = [fit.firm[d.id] for d in chosen] + [stability.strength in ("slight", "clear")]
    leans = [round(lean, 2) for _, lean in rows] + [round(fit.overall, 2)]
    looks = [
        (PRODUCT if lean < 0 else PROJECT) if holds else PALE
        for lean, holds in zip(leans, firm, strict=True)
    ]
    title = _TITLES[_strength(fit, stability)].format(side=stability.side)
    notes = [_TURNS[stability.strength]] if illustrative else []  # beside one's own it is text
    if left_out:
        notes.append(f"No answer yet: {', '.join(left_out)}.")
    return bars(
        list(zip([*(name for name, _ in rows), ALL], leans, strict=True)),
        Facts(
            f"{whose} {title}",
            f"{len(leans)} bars to the left or right of zero: {len(chosen)} differences, and at "
            f"the bottom all answers together at {_WRITE(leans[-1])}.",
            f"Source: {source}. Inventory and scoring: the course authors, 2026.",
            (
                "It shows what was said on one day. It is no verdict, no test of ability and no "
                "O*NET score of a person.",
            ),
            illustrative,
        ),
        value_label="Lean: \u22121 all product, 0 even, +1 all project",
        category_label="Difference",
        write=_WRITE,
        looks=looks,
        low=-1.35,
        high=1.35,
        ticks=(-1, -0.5, 0, 0.5, 1),
        key=[
            (PRODUCT, "Towards the product manager's chair"),
            (PROJECT, "Towards the project manager's chair"),
            (PALE, "Grey: one answer moved by one step would change it, so too close to call"),
        ],
        note=" ".join(notes),
        pitch=0.325,
        wrap_at=3.3,
    )


def _strength(fit: FitProfile, stability: FitStability) -> str:
    """The strength of the whole, kept apart as ``firm`` where too few differences bear it out."""
    if stability.strength != "clear":
        return stability.strength
    towards = -1 if stability.side == "product" else 1
    agreeing = sum(fit.firm[d] and lean * towards > 0 for d, lean in fit.dimensions.items() if lean)
    return "clear" if agreeing >= MANY else "firm"


@exhibit
def profile_example() -> Chart:
    inventory = load_inventory()
    example = inventory.example
    answers = {answer.item: answer.step for answer in example.answers}
    items = {item.id: item.dimension for item in inventory.items}
    return profile(
        fit_profile(answers, items),
        fit_stability(answers, items),
        inventory.dimensions,
        whose=f"{example.name}'s",
        source=f"the {len(answers)} answers of {example.name}, who works for VeloLink and is "
        "invented",
        illustrative=True,
    )
