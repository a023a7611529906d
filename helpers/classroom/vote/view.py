"""Start a live vote from a notebook: on this computer, or at the Hub if the course runs there."""

from __future__ import annotations

import os
import uuid
from collections.abc import Sequence
from typing import Any, NamedTuple

import ipywidgets as widgets

from helpers.controls import Companion, LiveView
from helpers.document import (
    Card,
    bullets,
    code,
    em,
    link,
    md_line,
    para,
    screen_html,
    sorry,
    strong,
    title,
)
from helpers.labs.words import fault
from helpers.sharing import ADDRESS
from helpers.sharing.calls import NoAnswer

from ..teach_again import find_question
from .room import SEATS, questions_of

LIVE = "To start the vote, run the notebook (Run menu, Run All Cells)."


class Opened(NamedTuple):
    """A vote that stands open: where learners go, their code, the teacher's page, who may come."""

    address: str
    code: str
    teacher: str
    who: str


def vote(*names: str, seats: int = SEATS) -> VoteStart | Card:
    """Let the class vote with phones, one question after another.

    Parameters
    ----------
    *names : str
        Ids of questions with options; or of a plan, such as ``ninety_minutes``, for all that it
        asks.
    seats : int
        Devices that may vote.
    """
    try:
        questions = questions_of(names)
    except ValueError as error:
        return sorry(str(error))
    return VoteStart([question.id for question in questions], seats)


class VoteStart(LiveView):
    """The button that opens a vote, and what to tell the class. No page opens before it."""

    def __init__(self, names: Sequence[str], seats: int = SEATS):
        self.names, self.seats = list(names), seats
        self.opened: Opened | None = None
        self.running: Any = None

    def start(self) -> None:
        """Open the vote; one that this view opened before is over."""
        self.stop()
        network = self._network.value
        try:
            self.opened = self._at_the_hub() if _hub() else self._here(network)
        except (ValueError, NoAnswer) as error:
            self._said.value = screen_html(fault(str(error)))
            self._companion.status = str(error)
            return
        told = self.opened
        self._said.value = screen_html(
            title("The vote is open"),
            bullets(
                [
                    (link(told.teacher, "Your page, for the projector"), " (opens in a new tab)"),
                    ("Learners open ", strong(told.address), " and type ", strong(told.code)),
                    told.who,
                    "Nothing is kept unless you save the counts there. The vote ends with this "
                    "notebook's kernel, or with the button above.",
                ]
            ),
        )
        self._companion.status = f"The vote is open. The join code is {' '.join(told.code)}."
        self._stop.disabled = False

    def stop(self) -> None:
        """End the vote that this view opened, if any."""
        if self.running is not None:
            self.running.close()
            self.running = None
        if self.opened:
            self.opened = None
            self._said.value = screen_html("The vote is over.")
            self._stop.disabled = True

    def _here(self, network: bool) -> Opened:
        from .server import Vote

        self.running = running = Vote(self.names, network, self.seats)
        who = "Only this computer can open the page: tick the box to let the room in."
        if network:
            who = "Every device in this network can open the page, until you stop the vote."
        return Opened(running.address, running.room.code, running.teacher, who)

    def _at_the_hub(self) -> Opened:
        from helpers.classroom.hub.client import open_vote

        found = open_vote(self.names, self.seats)
        who = "Who can reach the Hub can open the page, without an account."
        return Opened("the address on your page", found.code, found.teacher, who)

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return Card(
            title("A vote with phones"),
            "It asks, one after another:",
            bullets((md_line(find_question(name)[1].stem), " ", code(name)) for name in self.names),
            para(em(LIVE)),
        )

    def _build(self) -> None:
        layout = widgets.Layout()
        listed = self._paper().blocks[:-1]
        head = widgets.HTML(screen_html(*listed), layout=layout)
        self._network = widgets.Checkbox(
            description="Let the devices in this room's network in",
            indent=False,
            layout=layout,
            style={"description_width": "initial"},
        )
        self._start = widgets.Button(
            description="Start the vote", layout=layout, button_style="primary"
        )
        self._stop = widgets.Button(
            description="End the vote", layout=layout, disabled=True, style=self._start.style
        )
        self._start.on_click(lambda _: self.start())
        self._stop.on_click(lambda _: self.stop())
        self._said = widgets.HTML("", layout=layout, style=head.style)
        self._companion = Companion(uid=f"vote-{uuid.uuid4().hex[:8]}", layout=layout)
        rows = [head, *([] if _hub() else [self._network])]
        rows += [
            widgets.HBox([self._start, self._stop], layout=layout, _dom_classes=("qz-fields",))
        ]
        self._stack([*rows, self._said, self._companion], layout)


def _hub() -> bool:
    return bool(os.environ.get(ADDRESS))
