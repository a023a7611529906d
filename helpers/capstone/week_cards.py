"""What the capstone says: the week's card, the log, the two scorecards, the review."""

from __future__ import annotations

from helpers.document import Card, Shown, bullets, em, fold, group, note, para, strong, table, title
from helpers.simulation import NAMES, Decision, Game, Option, Review

CONTINUE = "To play, run the notebook (Run menu, Run All Cells)."
CHAIRS = (
    ("Product manager (Mina)", "product"),
    ("Project manager (Tomás)", "project"),
    ("Both chairs", "both"),
)
LEAVE = "leave"
BY = {
    "product": "you, as Mina",
    "project": "you, as Tomás",
    "both": "you",
    "default": "nobody, so the default",
    "autopilot": "the autopilot",
}


def option_text(option: Option) -> str:
    """An option with its price and what else it does, in plain text."""
    price = f" (EUR {option.cost:,.0f})" if option.cost else ""
    note = f" {option.note}" if option.note else ""
    ending = "" if option.text.endswith((".", "?")) or not note else "."
    return f"{option.text}{price}{ending}{note}"


def choices(decision: Decision, mine: bool) -> list[tuple[str, str]]:
    """What a learner can choose: the options, and first to leave it where it belongs."""
    default = next(option.text for option in decision.options if option.id == decision.default)
    who = NAMES[decision.owner].split(",")[0]
    first = f"Decide nothing (then: {default})" if mine else f"Leave it to {who}"
    return [(first, LEAVE), *((option_text(o), o.id) for o in decision.options)]


def asks(decision: Decision, mine: bool) -> str:
    """Whose call it is, and the question."""
    who = NAMES[decision.owner]
    yours = "your call" if mine else "not your call"
    return f"{who} ({yours}): {decision.ask}"


def week_card(game: Game, uid: str = "", notice: str = "") -> Card:
    """The card of the week, or that the play is over."""
    chair = next(text for text, name in CHAIRS if name == game.chair)
    head = para(strong(f"Relaunch 2.0, {headline(game)}"), f" · {chair} · seed {game.seed}")
    return Card(
        note(notice) if notice else None,
        group(head, id=f"{uid}-stem" if uid else ""),
        bullets(game.card().known),
    )


def headline(game: Game) -> str:
    """The week, or the end."""
    return "the end" if game.finished else f"week {game.week} of {game.parameters.weeks}"


def strategy_title(name: str) -> str:
    """A strategy's name as the learner reads it."""
    return name.replace("_", " ").capitalize()


def decision_log(game: Game) -> Shown | None:
    """The decision log as a table, the newest first; None before the first decision."""
    rows = []
    for entry in reversed(game.log):
        who = BY[entry.by]
        if entry.override:
            who += f" (the call of {NAMES[entry.owner].split(',')[0]})"
        asked = game.catalogue[entry.decision].ask
        rows.append((str(entry.week), asked, _option(game, entry.decision, entry.option), who))
    if not rows:
        return None
    return fold(f"Decision log ({len(rows)})", table(["Week", "Decision", "Choice", "By"], rows))


def ending(game: Game) -> list[str]:
    """Both scorecards in sentences."""
    cards = game.scorecards()
    lines = []
    for name, card in (("Delivery", cards.delivery), ("Product", cards.product)):
        lines.append(f"{name}: {card.colour}, {card.overall:.0f} of 100.")
        lines += [f"{m.name}: {m.sentence}" for m in card.measures]
    return lines


def verdict(game: Game) -> str:
    """The two cards side by side in one sentence: the title of their picture."""
    cards = game.scorecards()
    one, other = cards.delivery, cards.product
    agree = "both cards say" if one.colour == other.colour else "the cards disagree:"
    said = one.colour if one.colour == other.colour else f"delivery {one.colour}, product "
    said += "" if one.colour == other.colour else other.colour
    return f"Delivery {one.overall:.0f}, product {other.overall:.0f}: {agree} {said}"


def review_words(game: Game, found: Review) -> Card:
    """The after-action review below its picture."""
    steps = [
        f"Week {step.week}, {game.catalogue[step.decision].ask} "
        f"You: {_option(game, step.decision, step.yours).rstrip('.')}. "
        f"Autopilot: {_option(game, step.decision, step.autopilot).rstrip('.')}. "
        f"Your choice alone changed delivery by {_points(step.delivery)} and product by "
        f"{_points(step.product)}."
        for step in found.steps
    ]
    bought = [
        f"Week {b.week}, {_option(game, b.decision, b.option)} (EUR {b.cost:,.0f}): "
        f"on this seed, if the autopilot plays on from there: delivery {_points(b.delivery)}, "
        f"product {_points(b.product)}; on average over other luck {b.typical_delivery:+.1f} and "
        f"{b.typical_product:+.1f}."
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
    return Card(
        *(Card(title(heading), bullets(rows)) for heading, rows in parts if rows),
        "Hindsight is the best play, by both scores together, that a search found knowing all "
        "the luck of this seed. Nobody could have played it.",
    )


def _points(change: float) -> str:
    """A change of a score in whole points, without a minus zero."""
    return f"{round(change) or 0:+d}" if round(change) else "0"


def _option(game: Game, decision: str, option: str) -> str:
    options = game.catalogue[decision].options
    return next(entry.text for entry in options if entry.id == option)


def paper(game: Game) -> Card:
    """The first card on paper, which reads well where no kernel runs."""
    asked = [
        Card(asks(decision, game.mine(decision.id)), bullets(map(option_text, decision.options)))
        for decision in game.card().decisions
    ]
    return Card(week_card(game), *asked, para(em(CONTINUE)))
