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


def vote(*names: str, seats: int = SEATS, shared: bool = False) -> VoteStart | Card:
    """Let the class vote with phones, one question after another.

    Parameters
    ----------
    *names : str
        Ids of questions with options; or of a plan, such as ``ninety_minutes``, for all that it
        asks.
    seats : int
        Devices that may vote.
    shared : bool
        Whether the devices share one address, as behind a hotspot. Left out, your page says when
        devices are refused for it, and has a button that lets them in.
    """
    try:
        questions = questions_of(names)
    except ValueError as error:
        return sorry(str(error))
    return VoteStart([question.id for question in questions], seats, shared)


_open: list[VoteStart] = []
"""The view whose vote is open in this kernel, if any: there is one at a time."""


class VoteStart(LiveView):
    """The buttons that open a vote, and what to tell the class. No page opens before them.

    Where a vote is open already, as when its cell runs twice, this view takes it over.
    """

    def __init__(self, names: Sequence[str], seats: int = SEATS, shared: bool = False):
        self.names, self.seats, self.shared = list(names), seats, shared
        self.opened: Opened | None = None
        self.running: Any = None

    def start(self, network: bool = False) -> None:
        """Open the vote, for the room's ``network`` or for this computer alone."""
        if _open and _open[0] is not self:
            self._take_over(_open[0])
            return
        self.stop()
        try:
            opened = self._at_the_hub() if _hub() else self._here(network)
        except (ValueError, NoAnswer) as error:
            self._said.value = screen_html(fault(str(error)))
            self._companion.status = str(error)
            return
        self._hold(opened, "The vote is open")

    def _hold(self, told: Opened, head: str) -> None:
        self.opened = told
        _open[:] = [self]
        self._said.value = screen_html(
            title(head),
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
        self._companion.status = f"{head}. The join code is {' '.join(told.code)}."
        for button in self._starts:  # a slip must not end a vote with a class in it
            button.disabled = True
        self._stop.disabled = False

    def stop(self) -> None:
        """End the vote that is open, if any."""
        if self.running is not None:
            self.running.close()
            self.running = None
        if self.opened:
            self.opened = None
            _open.clear()
            self._said.value = screen_html("The vote is over.")
            self._stop.disabled = True
            for button in self._starts:
                button.disabled = False

    def _take_over(self, other: VoteStart) -> None:
        """Hold the vote that another view opened: the class that is in stays in."""
        told, self.running = other.opened, other.running
        other.opened = other.running = None
        other._said.value = screen_html("The cell that ran last holds this vote.")
        other._stop.disabled = True
        if told:
            same = other.names == self.names
            self._hold(told, "A vote is open already" if same else "Another vote is open; end it")

    def _here(self, network: bool) -> Opened:
        from .server import Vote

        self.running = running = Vote(self.names, network, self.seats, shared=self.shared)
        who = "Only this computer can open the page; that is enough for a rehearsal."
        if network and running.address.startswith("http://127."):
            who = (
                "This computer is in no network, so nobody else can open the page. Join the room's "
                "wireless: your page then shows the right address."
            )
        elif network:
            who = (
                "Every device in this network can open the page, until you end the vote. Open it "
                "on your own phone first. If it does not come, a firewall on this computer or the "
                "wireless keeps devices apart: allow Python in the firewall, or vote by hands."
            )
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
        where = [("Start the vote", False)]
        if not _hub():
            where = [("Start for the room", True), ("Rehearse on this computer", False)]
        self._starts = [
            widgets.Button(description=words, layout=layout, button_style="" if at else "primary")
            for at, (words, _) in enumerate(where)
        ]
        for button, (_, network) in zip(self._starts, where, strict=True):
            button.on_click(lambda _, network=network: self.start(network))
        self._stop = widgets.Button(
            description="End the vote", layout=layout, disabled=True, style=self._starts[-1].style
        )
        self._stop.on_click(lambda _: self.stop())
        self._said = widgets.HTML("", layout=layout, style=head.style)
        self._companion = Companion(uid=f"vote-{uuid.uuid4().hex[:8]}", layout=layout)
        buttons = [*self._starts, self._stop]
        row = widgets.HBox(buttons, layout=layout, _dom_classes=("qz-fields",))
        self._stack([head, row, self._said, self._companion], layout)
        if _open:
            self._take_over(_open[0])


def _hub() -> bool:
    return bool(os.environ.get(ADDRESS))
