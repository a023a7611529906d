"""The learning gain in words and as a picture; the areas are described and get no score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.document import Card, bullets, sorry
from helpers.record import browser

if TYPE_CHECKING:
    from helpers.content.model import Area
    from helpers.methods.gain import PairedGain

    from .forms import Comparison

_MOST = "Of ranges made in this way, about 19 in 20 hold that gain."
_AREAS = "By area, described and not scored, for one or two questions say little about an area:"


def sentences(gain: PairedGain) -> list[str]:
    """Say what the gain is, how far it can be trusted, and what follows; no formula."""
    size = gain.asked
    found = [
        f"You had {gain.after} of {size} right at the first answer, and {gain.before} of {size} at "
        f"the start: {_more(gain.gain)}.",
        f"{size} questions are few, so luck moves the result. In a very long test of this kind the "
        f"gain, counted for {size} questions, likely lies between {_more(gain.least)} and "
        f"{_more(gain.most)}. {_MOST}",
    ]
    if gain.shown:
        way = "gained" if gain.gain > 0 else "lost"
        found.append(
            f'"No change" lies outside this range, so these {size} answers show that you {way}.'
        )
    else:
        found.append(
            f'"No change" lies inside this range, so these {size} answers alone cannot tell your '
            "result from luck. Your results by objective rest on many more answers, though "
            "given with the lesson fresh in mind."
        )
    return found


def gain_card(found: Comparison | str, areas: list[Area]) -> Card:
    """Return the card of a comparison, or of the sentence why there is none yet."""
    if isinstance(found, str):
        return sorry(found)
    from helpers.charts.exhibits.gain import learning_gain

    chart = learning_gain(
        found.gain, whose="You", source=f"your own answers, kept {browser.here()} since the start"
    )
    said = sentences(found.gain)
    if found.hinted_before or found.hinted_after:
        said.append(
            f"A hint came before {found.hinted_before} of these answers at the start and before "
            f"{found.hinted_after} in the final test; where the two numbers differ much, the "
            "comparison leans to the side with more hints."
        )
    rows = [
        f"{area.title}: {sum(then)} of {len(then)} at the start, {sum(now)} of {len(now)} now"
        for area in areas
        for then, now in [found.areas.get(area.id, ([], []))]
        if then
    ]
    return Card(chart, *said, _AREAS, bullets(rows))


def _more(count: int) -> str:
    """A difference in words: ``4 more``, ``2 fewer`` or ``no change``."""
    if count == 0:
        return "no change"
    return f"{abs(count)} {'more' if count > 0 else 'fewer'}"
