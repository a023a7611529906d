"""A play of Relaunch 2.0, by whoever sits in a chair or by a strategy, on one seed or on many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .card import WeekCard, write_card
from .consequences import apply, events, learn, two_voices
from .decisions import LogEntry, catalogue, offered
from .known import Known, know
from .model import beta_over, end_week, start
from .parameters import Parameters, load_parameters
from .ridership import RiderWeek, beta_result, ride
from .scores import Scorecards, score
from .strategies import Strategy, find_strategy, strategies
from .world import draw_world

CHAIRS = ("product", "project", "both")
LAST_WEEK = 60  # an unfinished project is given up after so many weeks
ADVANCE = "advance"


class Game:
    """Twenty weeks of Relaunch 2.0, and 26 more of ridership.

    Work left after that runs on without decisions, and the app is launched as it is.  ``offered``
    has the ids of the week's decisions, ``pending`` those already answered, ``known`` the figures
    on the table, ``ridership`` the riders once the game is ``finished``.

    Parameters
    ----------
    seed : int
        Fixes all luck.
    chair : str
        ``"product"``, ``"project"`` or ``"both"``.
    parameters : Parameters, optional
        The case.
    autopilot : str or function
        A name of `strategies`, or a function of that kind; takes the other chair's decisions.

    Raises
    ------
    ValueError
        If seed, chair or autopilot is unknown.

    Examples
    --------
    >>> game = Game(seed=7, chair="product")
    >>> game.decide("discovery", "interviews")
    >>> game.advance()
    >>> game.week
    2
    """

    def __init__(
        self,
        seed: int,
        chair: str = "both",
        parameters: Parameters | None = None,
        autopilot: str | Strategy = "balanced",
    ) -> None:
        if type(seed) is not int or seed < 0:
            raise ValueError(f"The seed is {seed!r}: give a whole number from 0, such as 7.")
        if chair not in CHAIRS:
            raise ValueError(f"The chair is {chair!r}: choose one of {', '.join(CHAIRS)}.")
        if not isinstance(parameters, Parameters | None):
            raise ValueError(f"The parameters are {parameters!r}: give load_parameters() or none.")
        self.seed, self.chair = seed, chair
        self.parameters = parameters or load_parameters()
        self.autopilot = autopilot
        self.pilot = find_strategy(autopilot, "autopilot")
        self.catalogue = catalogue(self.parameters)
        self._restart()

    def _restart(self) -> None:
        self._world = draw_world(self.seed, self.parameters)
        self._state = start(self._world, self.parameters)
        self._beta: dict[str, float] | None = None
        self._moves: list[tuple[int, str, str]] = []
        self.pending: dict[str, str] = {}
        self._log: list[LogEntry] = []
        self._history: list[Known] = []
        self.finished = False
        self.ridership: tuple[RiderWeek, ...] = ()
        self.known: Known = know(self._state, self.parameters, None)
        self._deal()

    def _deal(self) -> None:
        state, colour = self._state, self.known.colour
        self.offered = () if self.finished else offered(state, colour, self.parameters)

    # ------------------------------------------------------------ what is shown

    @property
    def week(self) -> int:
        """The week that is played now, at most 20."""
        week = self._state.week
        return min(week, self.parameters.weeks) if self.finished else week

    @property
    def moves(self) -> list[list[Any]]:
        """What the player did, ready for JSON: ``[week, decision, option]`` each."""
        now = [(self.week, name, option) for name, option in self.pending.items()]
        return [list(move) for move in (*self._moves, *now)]

    @property
    def log(self) -> tuple[LogEntry, ...]:
        """All decisions taken so far, by anybody."""
        return tuple(self._log)

    @property
    def history(self) -> tuple[Known, ...]:
        """What was known when each week had been played, up to the launch."""
        return tuple(self._history)

    @property
    def ledger(self) -> tuple[tuple[int, str, float], ...]:
        """All costs so far: week, item, EUR."""
        return tuple(self._state.ledger)

    def card(self) -> WeekCard:
        """Return the card of this week: what is known, and the decisions."""
        dealt = tuple(self.catalogue[name] for name in self.offered)
        news = list(self._state.news)
        if not (dealt or self.finished):
            other = {"product": "project", "project": "product"}.get(self.chair)
            whose = f"yours or {self.parameters.chair(other).name}'s to decide" if other else ""
            news.append(f"Nothing is {whose or 'to be decided'} this week.")
        return write_card(self.week, self.known, dealt, news, self.parameters)

    @property
    def riders(self) -> tuple[RiderWeek, ...]:
        """The riders of the weeks played so far."""
        return ride(self._state, self._world, self.parameters, self._state.week - 1)

    def mine(self, decision: str) -> bool:
        """Say whether a decision belongs to the chair that is played."""
        return self.chair in ("both", self.catalogue[decision].owner)

    # ------------------------------------------------------------ moves

    def decide(self, decision: str, option: str, *, override: bool = False) -> None:
        """Choose an option; it takes effect with `advance` and may be changed until then.

        With ``override=True`` the other chair's decision is taken, too.  The log says so, and the
        team, which hears two voices, works slower for a week.

        Raises
        ------
        ValueError
            If the game is over, the decision is not on this week's card or is the other chair's,
            or the option is unknown.
        """
        if self.finished:
            raise ValueError("The game is over: call undo() to go back a week, or begin a new one.")
        if decision not in self.offered:
            names = ", ".join(self.offered) or "none"
            raise ValueError(
                f"Week {self.week} has no decision {decision!r}: its decisions are {names}."
            )
        asked = self.catalogue[decision]
        asked.option(option)
        if not self.mine(decision) and not override:
            names = ", ".join(one.id for one in asked.options)
            raise ValueError(
                f"Week {self.week}, decision '{decision}', is the call of "
                f"{self.parameters.chair(asked.owner)}: leave it, or take it with override=True "
                f"and one of {names}."
            )
        self.pending[decision] = option

    def advance(self) -> None:
        """Play the week: decisions take effect, work goes on, the next card is dealt.

        An open decision of your chair takes its default; the other chair's is the autopilot's.

        Raises
        ------
        ValueError
            If the game is over.
        """
        if self.finished:
            raise ValueError("The game is over: call undo() to go back a week, or begin a new one.")
        p, state = self.parameters, self._state
        state.news.clear()
        self._moves += [(state.week, *move) for move in self.pending.items()]
        self._moves.append((state.week, ADVANCE, ""))
        for name in self.offered:
            override = False
            if name in self.pending:
                option, by = self.pending[name], self.chair
                override = not self.mine(name)
                state.slow_week += override
            elif self.mine(name):
                option, by = self.catalogue[name].default, "default"
            else:
                option, by = self.pilot(self.known, name), "autopilot"
                option = option or self.catalogue[name].default
            self._take(name, option, by, override)
        if not state.launched:
            state.news += two_voices([e for e in self._log if e.week == state.week], p)
        self.pending = {}
        self._week()
        if state.week > p.weeks or state.stopped:
            self._run_on()
        self._deal()

    def _take(self, name: str, option: str, by: str, override: bool = False) -> None:
        asked = self.catalogue[name]
        chosen = asked.option(option)
        apply(asked, chosen, self._state, self.known, self._world, self.parameters)
        self._log.append(LogEntry(self._state.week, name, option, by, asked.owner, override))

    def _week(self) -> None:
        p, state = self.parameters, self._state
        beta_was_over = beta_over(state)
        end_week(state, self._world, p)
        events(state, self._world, p)
        if beta_over(state) and not beta_was_over:
            for name in state.bets:
                learn(state, self._world, p, name, "beta")
            self._beta = beta_result(state, self._world, p)
        self.known = know(state, p, self._beta)
        self._history.append(self.known)

    def _run_on(self) -> None:
        """Run on after the last week, stopping once for a go or no go, then let riders ride."""
        p, state = self.parameters, self._state
        while not (state.launched or state.stopped) and state.week <= LAST_WEEK:
            if not state.go and beta_over(state):
                if "go_no_go" not in state.choices:
                    return
                self._take("go_no_go", self.catalogue["go_no_go"].default, "autopilot")
            self._week()
        if not (state.launched or state.stopped):
            state.launched = float(LAST_WEEK)
        self.ridership = ride(state, self._world, p)
        self.finished = True

    def undo(self) -> None:
        """Go back to the start of the week before; its decisions are open again.

        Raises
        ------
        ValueError
            If no week has been played.
        """
        played = [place for place, move in enumerate(self._moves) if move[1] == ADVANCE]
        if not played:
            raise ValueError("No week has been played yet: there is nothing to undo.")
        keep = self._moves[: played[-2] + 1] if len(played) > 1 else []
        self._play(keep)

    def _play(self, moves: Iterable[Iterable[Any]]) -> None:
        self._restart()
        for move in moves:
            week, name, option = _read(move)
            if week != self.week or self.finished:
                raise ValueError(
                    f"The move {[week, name, option]} does not fit: the game stands at week "
                    f"{self.week}. Give the moves of one game, in their order."
                )
            if name == ADVANCE:
                self.advance()
            else:
                self.decide(name, option, override=True)

    @classmethod
    def replay(
        cls,
        seed: int,
        chair: str,
        moves: Iterable[Iterable[Any]],
        parameters: Parameters | None = None,
        autopilot: str | Strategy = "balanced",
    ) -> Game:
        """Return the game that these moves lead to; an override is known by whose call it was.

        Raises
        ------
        ValueError
            If a move does not fit the game.
        """
        game = cls(seed, chair, parameters, autopilot)
        game._play(moves)
        return game

    def scorecards(self) -> Scorecards:
        """Return both scorecards.

        Raises
        ------
        ValueError
            Before the game is over.
        """
        if not self.finished:
            raise ValueError(
                f"The game stands at week {self.week} of {self.parameters.weeks}: "
                "play on to the end before you ask for the scorecards."
            )
        return score(self._state, self._log, self._world, self.ridership, self.parameters)


def _read(move: Iterable[Any]) -> tuple[Any, Any, Any]:
    try:
        week, name, option = move
    except (TypeError, ValueError):
        raise ValueError(f"The move {move!r} is not one: give [week, decision, option].") from None
    return week, name, option


class PlayScores(NamedTuple):
    """One play: strategy, seed, and both overall scores."""

    strategy: str
    seed: int
    delivery: float
    product: float


def play(strategy: str | Strategy, seed: int, parameters: Parameters | None = None) -> Game:
    """Play a strategy in both chairs to the end and return the finished game.

    Raises
    ------
    ValueError
        If the strategy is unknown or answers with an unknown option, or the seed is bad.
    """
    choose, game = find_strategy(strategy, "strategy"), Game(seed, "both", parameters)
    while not game.finished:
        for name in game.offered:
            if option := choose(game.known, name):
                game.decide(name, option)
        game.advance()
    return game


def tournament(
    seeds: Iterable[int],
    chosen: Iterable[str] | Mapping[str, Strategy] = (),
    parameters: Parameters | None = None,
) -> tuple[PlayScores, ...]:
    """Play strategies, all documented ones if none are given, on each seed: a row for each play.

    Raises
    ------
    ValueError
        As for `play`.
    """
    if not isinstance(chosen, Mapping):
        chosen = {name: find_strategy(name, "strategy") for name in chosen or strategies()}
    rows = []
    for seed in seeds:
        for name, strategy in chosen.items():
            cards = play(strategy, seed, parameters).scorecards()
            rows.append(PlayScores(name, seed, cards.delivery.overall, cards.product.overall))
    return tuple(rows)


# The two cards disagree: strategy and seed.  Both plays meet the same luck.
EXAMPLES = {
    "green_delivery_red_product": ("date_keeper", 1609),
    "red_delivery_green_product": ("evidence_first", 1609),
}
