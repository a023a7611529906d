"""``game.yaml``: whether the game can be played with its words and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from helpers.content.rules import ID, bad_id, repeated, unknown
from helpers.simulation import EXAMPLES
from helpers.simulation.consequences import change
from helpers.simulation.decisions import FREE
from helpers.simulation.known import know
from helpers.simulation.model import Evidence, start
from helpers.simulation.parameters import FILE, MOST, DecisionText, MeasureText, Parameters
from helpers.simulation.ridership import ride
from helpers.simulation.scores import Found, delivery, product
from helpers.simulation.strategies import RULES as STRATEGY_RULES
from helpers.simulation.world import draw_world

from .course import AuthoredCourse
from .whose_call import owners_by_row


def ids_are_plain_and_their_own(p: Parameters) -> list[str]:
    """Bets, decisions, options and measures have ids that nobody else has."""
    cards = p.file.scorecards
    lists: list[tuple[str, str, Iterable[Any]]] = [
        (FILE, "bet", p.file.bets),
        (FILE, "decision", p.file.decisions),
        *((f"{FILE}: decision {one.id}", "option", one.options) for one in p.file.decisions),
        (FILE, "measure", [*cards.delivery, *cards.product]),
    ]
    found = []
    for place, what, rows in lists:
        ids = [row.id for row in rows]
        found += [bad_id(place, what, name) for name in ids if not ID.match(name)]
        found += [
            f"{place}: {what} {name}: the id stands twice; rename one." for name in repeated(ids)
        ]
    return found


def decisions_are_offered(p: Parameters) -> list[str]:
    """Each decision has weeks of the game or comes when its case arises, three a week at most."""
    found, counts = [], dict[int, int]()
    for one in p.file.decisions:
        here = f"{FILE}: decision {one.id}"
        if len(set(one.weeks)) < len(one.weeks):
            found.append(f"{here}: a week stands twice; delete one.")
        for week in one.weeks:
            counts[week] = counts.get(week, 0) + 1
            if not 1 <= week <= p.weeks:
                found.append(f"{here}: there is no week {week}; give weeks from 1 to {p.weeks}.")
        if bool(one.weeks) == (one.id in FREE):
            mend = "take them out" if one.weeks else "give it 'weeks'"
            has = "weeks, but comes when its case arises" if one.weeks else "no weeks"
            found.append(f"{here}: it has {has}; {mend}.")
    if "go_no_go" not in [one.id for one in p.file.decisions]:
        found.append(f"{FILE}: the decision go_no_go is missing; without it nothing is launched.")
    found += [
        f"{FILE}: week {week} has {count} decisions, and {MOST} are the most; move one."
        for week, count in counts.items()
        if count > MOST
    ]
    return found


def options_do_what_the_game_knows(p: Parameters) -> list[str]:
    """Defaults are options, costs are numbers, and the game has a rule for each option."""
    found = []
    for one in p.file.decisions:
        here, ids = f"{FILE}: decision {one.id}", [option.id for option in one.options]
        named = [option.blind for option in one.options if option.blind]
        found += unknown(here, "option", [one.default, *named], ids)
        for option in one.options:
            at = f"{here}: option {option.id}"
            if not _works(p.number, option.cost):
                found.append(f"{at}: the cost {option.cost!r} is no number of the game; name one.")
            if not _works(_try_out, p, one, option.id):
                found.append(f"{at}: the game has no rule for it; correct the id.")
    return found


def _works(call: Callable[..., object], *args: Any, **words: Any) -> bool:
    try:
        call(*args, **words)
    except (LookupError, AttributeError, TypeError, ValueError):
        return False
    return True


def _try_out(p: Parameters, one: DecisionText, option: str) -> None:
    """Let an option take effect in a first week in which all is known and a vendor is late."""
    world = draw_world(0, p)
    state = start(world, p)
    state.evidence = {bet.id: Evidence(-1.0, 1.0) for bet in p.bets}
    state.struck["R1"] = 1
    change(one.id, option, state, know(state, p, None), world, p)


def texts_name_numbers(p: Parameters) -> list[str]:
    """What stands in braces is a number or a name that the game knows."""
    measured = _delivery(p) | _product(p)
    texts: list[tuple[str, str, dict[str, Any]]] = []
    for one in p.file.decisions:
        here = f"{FILE}: decision {one.id}"
        texts += [(here, text, {}) for text in (one.ask, one.ask_again)]
        texts += [
            (f"{here}: option {option.id}", text, {})
            for option in one.options
            for text in (option.text, option.note, option.news)
        ]
    for row in (*p.file.scorecards.delivery, *p.file.scorecards.product):
        value, _, beside, *_ = measured.get(row.id, Found(1.0, 1.0))
        texts.append((f"{FILE}: measure {row.id}", row.says, {"value": value, "beside": beside}))
    return [
        f"{here}: {text!r} has something in braces that the game cannot fill; use a name of "
        "'numbers' or of the case."
        for here, text, more in texts
        if not _works(text.format, **p.words, **more)
    ]


def scorecards_are_whole(p: Parameters) -> list[str]:
    """Each card has the measures that the game takes, with a scale and a weight."""
    cards: list[tuple[str, list[MeasureText], dict[str, Found]]] = [
        ("delivery", p.file.scorecards.delivery, _delivery(p)),
        ("product", p.file.scorecards.product, _product(p)),
    ]
    found = []
    for name, rows, measured in cards:
        here = f"{FILE}: scorecard {name}"
        found += unknown(here, "measure", [row.id for row in rows], measured)
        missing = set(measured) - {row.id for row in rows}
        found += [f"{here}: the measure {one} is missing; add it." for one in sorted(missing)]
        found += [
            f"{here}: measure {row.id}: zero and full are the same, or the weight is not above 0; "
            "correct it."
            for row in rows
            if row.zero == row.full or row.weight <= 0
        ]
    return found


def _delivery(p: Parameters) -> dict[str, Found]:
    return delivery(start(draw_world(0, p), p), [], p)


def _product(p: Parameters) -> dict[str, Found]:
    world = draw_world(0, p)
    state = start(world, p)
    return product(state, [], world, ride(state, world, p), p)


def strategies_answer_everything(p: Parameters) -> list[str]:
    """A strategy has an option or a rule for each decision, and nothing else."""
    options = {one.id: [option.id for option in one.options] for one in p.file.decisions}
    found = []
    for name, strategy in p.file.strategies.items():
        here = f"{FILE}: strategy {name}"
        found += unknown(here, "decision", strategy.answers, options)
        found += [
            f"{here}: it has no answer to {one}; add one."
            for one in options
            if one not in strategy.answers
        ]
        for one, given in strategy.answers.items():
            known = (*options.get(one, [given]), *STRATEGY_RULES)
            found += unknown(f"{here}: {one}", "option or rule", [given], known)
    shown = [strategy for strategy, _ in EXAMPLES.values()]
    return found + unknown(FILE, "strategy", ["balanced", *shown], p.file.strategies)


def chairs_have_their_people(course: AuthoredCourse) -> list[str]:
    """Who sits in a chair is of the course."""
    if course.game is None or course.course is None:
        return []
    chairs = course.game.file.chairs
    people = [person.name for person in course.course.people]
    return unknown(f"{FILE}: chairs", "person", [chairs.product.name, chairs.project.name], people)


def decisions_follow_the_table(course: AuthoredCourse) -> list[str]:
    """Each decision names its row of the decision table, and is offered to who has the A there.

    Where that is the sponsor, a chair only recommends.
    """
    owners = owners_by_row(course)
    if course.game is None or not owners:
        return []
    roles = {"product": "product_manager", "project": "project_manager"}
    found = []
    for one in course.game.file.decisions:
        here = f"{FILE}: decision {one.id}"
        found += unknown(here, "row of the decision table", [one.row], owners)
        owner = owners.get(one.row)
        said = "sponsor" if one.sponsor else roles[one.owner]
        if owner and owner != said:
            found.append(
                f"{here}: by the row {one.row!r} the {owner.replace('_', ' ')} decides, and here "
                f"the {said.replace('_', ' ')}; mend the row, the owner or 'sponsor'."
            )
    return found


def _over_game(rule: Callable[[Parameters], list[str]]) -> Callable[[AuthoredCourse], list[str]]:
    """A rule for the game as a rule for a course."""

    @wraps(rule)
    def over(course: AuthoredCourse) -> list[str]:
        return rule(course.game) if course.game else []

    return over


RULES = (
    _over_game(ids_are_plain_and_their_own),
    _over_game(decisions_are_offered),
    _over_game(options_do_what_the_game_knows),
    _over_game(texts_name_numbers),
    _over_game(scorecards_are_whole),
    _over_game(strategies_answer_everything),
    chairs_have_their_people,
    decisions_follow_the_table,
)
