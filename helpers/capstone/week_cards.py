"""What the capstone says: the week's card, the log, the two scorecards, the review."""

from __future__ import annotations

from helpers.document import Card, Shown, bullets, em, fold, group, note, para, strong, table, title
from helpers.simulation import (
    Decision,
    DecisionOption,
    Game,
    Parameters,
    Review,
    asked_week,
    price_words,
)
from helpers.simulation.parameters import tenths

from .board import bets, board, happened, people
from .board import verdict as verdict_tiles

CONTINUE = (
    "To play, or to go on where you stopped, press Start at the top of the page, or run the "
    "notebook (Run menu, Run All Cells). Your weeks are kept in your record."
)
LEAVE = "leave"
FIGURES = (
    "All figures in words. A tick: to compare with; dashed: a week ago. "
    "The status allows the tolerance"
)


def chairs(p: Parameters) -> list[tuple[str, str]]:
    """The chairs to choose from, in words and by id."""
    found = [(p.chair(name), name) for name in ("product", "project")]
    texts = [(f"{chair.role.capitalize()} ({chair.name})", name) for chair, name in found]
    return [*texts, ("Both chairs", "both")]


def option_text(option: DecisionOption) -> str:
    """An option with its price and what else it does, in plain text."""
    price = f" (EUR {option.cost:,.0f})" if option.cost else ""
    note = f" {option.note}" if option.note else ""
    ending = "" if option.text.endswith((".", "?")) or not note else "."
    return f"{option.text}{price}{ending}{note}"


def choices(game: Game, decision: Decision) -> list[tuple[str, str]]:
    """What a learner can choose: the options, and first to leave it where it belongs."""
    first = f"Leave it to {game.parameters.chair(decision.owner).name}"
    if game.mine(decision.id):
        first = f"Decide nothing (then: {decision.option(decision.default).text})"
    return [
        (first, LEAVE),
        *((option_text(o) + _now(game, decision, o), o.id) for o in decision.options),
    ]


def _now(game: Game, decision: Decision, option: DecisionOption) -> str:
    """Which week an option would ask for by the figures of now; "" where it asks for none."""
    if decision.kind != "recommend":
        return ""
    stop = "" if option_text(option).endswith(".") else "."
    return f"{stop} Now that is week {asked_week(option.id, game.known)}."


def asks(game: Game, decision: Decision) -> str:
    """Whose call it is, and the question."""
    yours = "your call" if game.mine(decision.id) else "not your call"
    if decision.sponsor:
        yours = "you recommend" if game.mine(decision.id) else "not yours to recommend"
        yours = f"Ines decides; {yours}"
    who = game.parameters.chair(decision.owner)
    return f"{who} ({yours}): {decision.ask}{finding(game, decision)}"


def finding(game: Game, decision: Decision) -> str:
    """What was found out for this very decision; "" where nothing was."""
    known = game.known
    if decision.kind == "gate":
        swap = known.swap_worth
        way = f"to change only the payment provider, about {swap:,.0f}; the game cannot play it"
        return (
            f" From here, going on is worth EUR {known.worth_to_come - known.cost_to_come:,.0f}, "
            f"and the next best way, {way if swap > 0 else 'to stop, nothing'}."
        )
    if decision.kind != "price" or known.elasticity is None:
        return ""
    return f" {price_words(known.elasticity)}"


def week_card(game: Game, uid: str = "", notice: str = "") -> Card:
    """The card of the week: what happened, the board, and the same in words; or the end."""
    chair = next(text for text, name in chairs(game.parameters) if name == game.chair)
    said = [chair, f"seed {game.seed}", *filter(None, [people(game.known)])]
    head = para(strong(f"Relaunch 2.0, {headline(game)}"), f" · {' · '.join(said)}")
    return Card(
        note(notice) if notice else None,
        group(head, id=f"{uid}-stem" if uid else ""),
        verdict_tiles(game) if game.finished else None,
        happened(game),
        *board(game),
        fold(FIGURES, bullets(game.card().known)),
    )


def headline(game: Game) -> str:
    """The week, or the end."""
    over = game.week > game.parameters.weeks
    return (
        "the end"
        if game.finished
        else f"week {game.week}{'' if over else f' of {game.parameters.weeks}'}"
    )


def strategy_title(name: str) -> str:
    """A strategy's name as the learner reads it."""
    return name.replace("_", " ").capitalize()


def decision_log(game: Game) -> Shown | None:
    """The decision log as a table, the newest first; None before the first decision."""
    by = {"default": "nobody, so the default", "autopilot": "the autopilot"}
    rows = []
    for entry in reversed(game.log):
        chair, asked = game.parameters.chair, game.catalogue[entry.decision]
        who = by.get(entry.by, "you")
        if entry.by in ("product", "project"):
            who += f", as {chair(entry.by).name}"
        if entry.override:
            who += f" (the call of {chair(entry.owner).name})"
        rows.append((str(entry.week), asked.ask, asked.option(entry.option).text, who))
    if not rows:
        return None
    return fold(f"Decision log ({len(rows)})", table(["Week", "Decision", "Choice", "By"], rows))


def ending(game: Game) -> list[str]:
    """Both scorecards in sentences."""
    cards = game.scorecards()
    lines = []
    for name, card in (("Delivery", cards.delivery), ("Product", cards.product)):
        lines.append(f"{name}: {card.colour}, {card.overall:.0f} of 100. {card.note}".rstrip())
        lines += [f"{m.name}: {m.sentence}" for m in card.measures]
    return lines


def verdict(game: Game) -> str:
    """The two cards side by side in one sentence: the title of their picture."""
    cards = game.scorecards()
    one, other = cards.delivery, cards.product
    said = f"the cards disagree: delivery {one.colour}, product {other.colour}"
    if one.colour == other.colour:
        said = f"both cards say {one.colour}"
    return f"Delivery {one.overall:.0f}, product {other.overall:.0f}: {said}"


def review_words(game: Game, found: Review) -> Card:
    """The after-action review below its picture."""
    steps = [
        f"Week {step.week}, {game.catalogue[step.decision].ask} "
        f"You: {_option(game, step.decision, step.yours).rstrip('.')}. "
        f"Autopilot: {_option(game, step.decision, step.autopilot).rstrip('.')}. "
        f"With the luck of this seed your choice alone changed delivery by "
        f"{_points(step.delivery)} and product by {_points(step.product)}; on average over other "
        f"luck by {tenths(step.typical_delivery)} and {tenths(step.typical_product)}."
        for step in found.steps
    ]
    bought = [
        f"Week {b.week}, {_option(game, b.decision, b.option)} (EUR {b.cost:,.0f}): "
        f"on this seed, if the autopilot plays on from there: delivery {_points(b.delivery)}, "
        f"product {_points(b.product)}; on average over other luck "
        f"{tenths(b.typical_delivery)} and {tenths(b.typical_product)}."
        for b in found.information
    ]
    bets = [
        f"{bet.name}: {game.parameters.bet[bet.bet].worth(bet.effect)}, "
        f"{'built' if bet.shipped else 'left out'}, "
        f"{'researched' if bet.researched else 'not researched'}."
        for bet in found.bets
    ]
    parts = (
        ("Where you differed", steps),
        ("What the information was worth", bought),
        ("What the bets were truly worth", bets),
        ("Whose call was it?", found.overrides),
    )
    one, other = found.run, found.autopilot
    return Card(
        f"Rides a week, on average: {one.rides:,.0f} in your play, {other.rides:,.0f} in the "
        "autopilot's.",
        *(Card(title(heading), bullets(rows)) for heading, rows in parts if rows),
        "Hindsight is the best play, by both scores together, that a search found knowing all "
        "the luck of this seed. Nobody could have played it.",
    )


def _points(change: float) -> str:
    """A change of a score in whole points, without a minus zero."""
    return f"{round(change) or 0:+d}" if round(change) else "0"


def _option(game: Game, decision: str, option: str) -> str:
    return game.catalogue[decision].option(option).text


def paper(game: Game) -> Card:
    """The first card on paper, which reads well where no kernel runs."""
    asked = [
        Card(asks(game, decision), bullets(map(option_text, decision.options)))
        for decision in game.card().decisions
    ]
    return Card(para(em(CONTINUE)), week_card(game), *asked, bets(game))
