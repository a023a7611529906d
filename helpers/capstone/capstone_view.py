"""The capstone as stock ipywidgets: one card a week, at most three decisions, what follows."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import ipywidgets as widgets

from helpers.charts.drawing_library import load_drawing_library, megabytes
from helpers.controls import GameCompanion, LiveView, LoadButton
from helpers.document import Card, control_label, screen_html
from helpers.questions.numbers import parse_number
from helpers.simulation import MOST, Decision, Game

from . import week_cards as words
from .pictures import Pictures
from .play import FIRST_SEED, Play

if TYPE_CHECKING:
    from helpers.record import Record

BEGIN, BEGIN_ANYWAY = "Begin a new play", "Leave this play and begin a new one"


def _whole(text: str) -> int:
    """Read a seed as numbers are read in a quiz.

    Raises
    ------
    ValueError
        If it is no whole number from 0.
    """
    for number in parse_number(text):
        if number >= 0 and number == int(number):
            return int(number)
    raise ValueError(f"The seed is {text!r}: give a whole number from 0, such as 7.")


class CapstoneView(LiveView):
    """Twenty weeks, one card at a time.

    Parameters
    ----------
    record : Record
        Keeps every week; the last play is taken up again.
    lesson : str
        The lesson id that the weeks are filed under.

    Examples
    --------
    >>> view.begin(7, "product")              # doctest: +SKIP
    >>> view.decide("discovery", "interviews")  # doctest: +SKIP
    >>> view.next_week()                      # doctest: +SKIP
    """

    def __init__(self, record: Record, lesson: str):
        self.play = Play(record, lesson)
        self._pictures = Pictures()
        self._uid = f"cap-{uuid.uuid4().hex[:8]}"
        self._loading = False

    # ------------------------------------------------------------ from Python

    @property
    def game(self) -> Game:
        """The game that is played now."""
        return self.play.game

    def begin(self, seed: int, chair: str) -> None:
        """Begin a new play."""
        self.play.begin(seed, chair)
        if self._box is not None:
            self._chair.value, self._seed.value = chair, str(seed)
        self._refresh(f"A new play, seed {seed}. Week 1.")

    def decide(self, decision: str, option: str) -> None:
        """Choose an option; also one of the other chair, which the log will say."""
        self.game.decide(decision, option, override=True)
        self._refresh()

    def next_week(self) -> None:
        """Play the week with what is chosen."""
        self.play.advance()
        self._refresh(self._spoken())

    def undo(self) -> None:
        """Go back a week."""
        self.play.undo()
        self._refresh(f"Back in week {self.game.week}.")

    # ------------------------------------------------------------ display

    def _paper(self) -> Card:
        return words.paper(Game(FIRST_SEED, "product"))

    def _build(self) -> None:
        self._layout = widgets.Layout()
        self._asked = False
        self._head = widgets.HTML("", layout=self._layout)
        self._style = self._head.style
        wide = {"style": {"description_width": "initial"}, "layout": self._layout}
        self._chair = widgets.Dropdown(
            options=words.chairs(self.game.parameters),
            value=self.game.chair,
            description="Your chair",
            **wide,
        )
        self._seed = widgets.Text(value=str(self.game.seed), description="Seed (luck)", **wide)
        self._start = self._button(BEGIN, self._begin)
        setup = widgets.VBox(
            [self._row([self._chair, self._seed, self._start], "qz-fields")], layout=self._layout
        )
        self._calls = [self._call(place) for place in range(MOST)]
        self._next = self._button("Next week", self.next_week)
        self._back = self._button("Undo a week", self.undo)
        self._fault = self._html()
        self._bets = self._html()
        self._picture, self._log = self._html("gm-after"), self._html("gm-after")
        self._companion = GameCompanion(uid=self._uid, layout=self._layout, state="asked")
        calls = widgets.VBox(self._calls, layout=self._layout, _dom_classes=("gm-calls",))
        bar = self._row([self._next, self._back])
        library: list[widgets.Widget] = []
        if size := megabytes():  # in a browser
            label = f"Load the drawing library (about {size} MB)"
            library.append(LoadButton(label, load_drawing_library, self._refresh))
        below = [bar, self._fault, self._bets, *library, self._picture, self._log]
        self._box = widgets.VBox(
            [setup, self._head, calls, *below, self._companion],
            layout=self._layout,
            _dom_classes=("qz", "qz-lab", "qz-game"),
        )
        self._refresh()

    def _begin(self) -> None:
        """Begin anew; a play under way is left only when the button is pressed twice."""
        seed, game = _whole(self._seed.value), self.game
        if game.history and not game.finished and not self._asked:
            self._asked = True
            self._start.description = BEGIN_ANYWAY
            raise ValueError(
                f"You are in week {game.week} of a play. To leave it and begin a new one, press "
                f"“{BEGIN_ANYWAY}”. Its weeks stay in your record."
            )
        self.begin(seed, self._chair.value)

    def _html(self, *classes: str) -> widgets.HTML:
        return widgets.HTML("", layout=self._layout, style=self._style, _dom_classes=classes)

    def _row(self, children: list[widgets.Widget], *classes: str) -> widgets.HBox:
        return widgets.HBox(children, layout=self._layout, _dom_classes=classes)

    def _button(self, label: str, done) -> widgets.Button:
        button = widgets.Button(description=label, layout=self._layout)
        button.on_click(lambda _: self._guarded(done))
        return button

    def _call(self, place: int) -> widgets.RadioButtons:
        radio = widgets.RadioButtons(
            options=[],
            layout=widgets.Layout(),
            _dom_classes=("qz-call",),
            style={"description_width": "initial"},
        )
        radio.observe(lambda change: self._chosen(place, change["new"]), "value")
        return radio

    # ------------------------------------------------------------ clicks

    def _guarded(self, done) -> None:
        """Do what a button stands for; what the game refuses is said below the buttons."""
        try:
            done()
        except ValueError as error:
            self._fault.value = screen_html(str(error))
            self._companion.status = str(error)

    def _decisions(self) -> list[Decision]:
        """The week's decisions, the own chair's first."""
        return sorted(self.game.card().decisions, key=lambda one: not self.game.mine(one.id))

    def _chosen(self, place: int, option: str | None) -> None:
        if self._loading or option is None:
            return
        decision = self._decisions()[place].id
        if option == words.LEAVE:
            self.game.pending.pop(decision, None)
        else:
            self.game.decide(decision, option, override=True)

    def _spoken(self) -> str:
        if self.game.finished:
            return f"The play is over. {words.verdict(self.game)}."
        return f"Week {self.game.week}. {self.game.card().known[0]}"

    def _refresh(self, spoken: str = "") -> None:
        if self._box is None:
            return
        game = self.game
        self._loading = True
        try:
            self._head.value = screen_html(words.week_card(game, self._uid, self.play.notice))
            decisions = self._decisions()
            for place, radio in enumerate(self._calls):
                self._show_call(radio, decisions[place] if place < len(decisions) else None)
                radio.layout.grid_column = "1 / -1" if len(decisions) == 1 else None
        finally:
            self._loading = False
        self._fault.value = ""
        self._asked, self._start.description = False, BEGIN
        # A first play is begun at the top; then the way to another stands below the buttons.
        (self._box.add_class if game.history else self._box.remove_class)("gm-on")
        self._bets.value = "" if game.finished else screen_html(words.bets(game))
        self._next.disabled, self._back.disabled = game.finished, not game.history
        self._picture.value = screen_html(self._pictures.live(game))
        self._log.value = screen_html(words.decision_log(game))
        if spoken:
            self._companion.page += 1
            self._companion.status = spoken

    def _show_call(self, radio: widgets.RadioButtons, decision) -> None:
        """Options first, then the index, or a swap would choose the first option."""
        radio.layout.display = "none" if decision is None else ""
        if decision is None:
            return
        options = words.choices(self.game, decision)
        chosen = self.game.pending.get(decision.id, words.LEAVE)
        with radio.hold_sync():
            radio.description = control_label(words.asks(self.game, decision))
            radio.options = options
            radio.index = [value for _, value in options].index(chosen)
