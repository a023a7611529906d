"""The learning gain: right answers on the two forms of the test, and how sure the gain is."""

from __future__ import annotations

from helpers.methods.gain import PairedGain, paired_gain

from ..chart import Chart, Facts
from ..forms.ranges import counts_and_range
from ..registry import exhibit
from ..style import NEUTRAL, PALE

_ROOM = 2.2  # of the value axis beyond the counts, for the numbers at the ends
_UP, _DOWN, _BOTH = 5, 1, 3  # the invented learner: pairs gained, lost, right both times


def learning_gain(
    gain: PairedGain, *, whose: str, source: str, illustrative: bool = False
) -> Chart:
    """Draw a paired gain: both counts, their difference, and the range of the gain.

    Parameters
    ----------
    gain
        What `helpers.methods.paired_gain` found.
    whose, source
        "You" or "Leila", and where the answers come from.
    illustrative
        Whether the learner is invented.
    """
    size = gain.asked
    return counts_and_range(
        [
            ("Right at the start", gain.before, PALE),
            ("Right in the final test", gain.after, NEUTRAL),
            ("Difference", gain.gain, NEUTRAL),
        ],
        ("Likely gain on questions of this kind", gain.least, gain.most),
        Facts(
            f"{whose} had {gain.after} of {size} right in the final test, after {gain.before} of "
            f"{size} at the start",
            "Three bars: right answers at the start, right answers in the final test, and their "
            f"difference. Below them a line runs from {gain.least} to {gain.most}, the likely "
            "range of the gain.",
            f"Source: {source}. The range is a 95% interval for paired answers after Bonett and "
            "Price, 2012, in whole questions rounded outwards.",
            (
                "The range takes the questions for a sample of their kind. It says nothing about "
                "why the answers changed.",
            ),
            illustrative,
        ),
        value_label=f"Questions (of {size})",
        category_label="First answers only",
        low=min(0, gain.least, gain.gain) - _ROOM,
        high=max(size, gain.most) + _ROOM / 2,
    )


@exhibit
def gain_example() -> Chart:
    size = 16
    same = size - _UP - _DOWN
    before = [False] * _UP + [True] * _DOWN + [True] * _BOTH + [False] * (same - _BOTH)
    after = [True] * _UP + [False] * _DOWN + before[_UP + _DOWN :]
    return learning_gain(
        paired_gain(before, after),
        whose="Leila",
        source="the answers of Leila, a learner of the VeloLink course; she and they are "
        "invented, 2026",
        illustrative=True,
    )
