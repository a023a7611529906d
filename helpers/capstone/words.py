"""What the capstone says: the week's card, the log, the two scorecards, the review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from helpers.cards import bullets
from helpers.simulation import DECISIONS, NAMES, Decision, Game, LogEntry, Option, Review

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


def card_html(game: Game, uid: str = "", notice: str = "") -> str:
    """The card of the week, or that the play is over."""
    chair = next(text for text, name in CHAIRS if name == game.chair)
    note = f"<p><strong>Please note.</strong> {escape(notice)}</p>" if notice else ""
    heading = f"<p><strong>Relaunch 2.0, {headline(game)}</strong> · {escape(chair)} · "
    heading += f"seed {game.seed}</p>"
    known = bullets([escape(line) for line in game.card().known])
    return ignore_math(f'{note}<div id="{uid}-stem">{heading}</div>{known}')


def headline(game: Game) -> str:
    """The week, or the end."""
    return "the end" if game.finished else f"week {game.week} of {game.parameters.weeks}"


def strategy_title(name: str) -> str:
    """A strategy's name as the learner reads it."""
    return name.replace("_", " ").capitalize()


def log_html(log: Sequence[LogEntry]) -> str:
    """The decision log as a table, the newest first."""
    if not log:
        return ""
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in log_rows(reversed(log))
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Week", "Decision", "Choice", "By"))
    return ignore_math(
        f"<details><summary>Decision log ({len(log)})</summary><table><thead><tr>{head}</tr>"
        f"</thead><tbody>{rows}</tbody></table></details>"
    )


def log_rows(log: Iterable[LogEntry]) -> list[list[str]]:
    """The log as rows of text."""
    rows = []
    for entry in log:
        decision = DECISIONS[entry.decision]
        who = BY[entry.by]
        if entry.override:
            who += f" (the call of {NAMES[entry.owner].split(',')[0]})"
        rows.append([str(entry.week), _plain(decision.ask), _choice(entry), who])
    return rows


def _choice(entry: LogEntry) -> str:
    options = DECISIONS[entry.decision].options
    return _plain(next(option.text for option in options if option.id == entry.option))


def _plain(text: str) -> str:
    """Text whose blanks are not filled outside of a game: they become three dots."""
    out, depth = [], 0
    for sign in text:
        depth += sign == "{"
        if depth == 0:
            out.append(sign)
        elif sign == "}":
            depth -= 1
            out.append("...")
    return "".join(out)


def ending(game: Game) -> list[str]:
    """Both scorecards in sentences."""
    cards = game.scorecards()
    lines = []
    for title, card in (("Delivery", cards.delivery), ("Product", cards.product)):
        lines.append(f"{title}: {card.colour}, {card.overall:.0f} of 100.")
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


def review_html(found: Review) -> str:
    """The after-action review below its picture."""
    parts = []
    if found.steps:
        rows = [
            f"Week {step.week}, {escape(_plain(DECISIONS[step.decision].ask))} "
            f"You: {escape(_option(step.decision, step.yours))}. "
            f"Autopilot: {escape(_option(step.decision, step.autopilot))}. "
            f"Your choice alone changed delivery by {step.delivery:+.0f} and product by "
            f"{step.product:+.0f}."
            for step in found.steps
        ]
        parts.append(f"<p><strong>Where you differed</strong></p>{bullets(rows)}")
    if found.information:
        rows = [
            f"Week {bought.week}, {escape(_option(bought.decision, bought.option))} "
            f"(EUR {bought.cost:,.0f}): delivery {bought.delivery:+.0f}, product "
            f"{bought.product:+.0f} in this play; on average over other luck "
            f"{bought.typical_delivery:+.1f} and {bought.typical_product:+.1f}."
            for bought in found.information
        ]
        parts.append(f"<p><strong>What the information was worth</strong></p>{bullets(rows)}")
    if found.overrides:
        rows = [escape(sentence) for sentence in found.overrides]
        parts.append(f"<p><strong>Whose call was it?</strong></p>{bullets(rows)}")
    parts.append(
        "<p>Hindsight is the best play that a search found knowing all the luck of this seed. "
        "Nobody could have played it.</p>"
    )
    return ignore_math("".join(parts))


def _option(decision: str, option: str) -> str:
    options = DECISIONS[decision].options
    return _plain(next(entry.text for entry in options if entry.id == option))


def paper_text(game: Game) -> str:
    """The first card on paper, as plain text."""
    card = game.card()
    lines = [f"Relaunch 2.0, {headline(game)}", *(f"- {line}" for line in card.known)]
    for decision in card.decisions:
        lines += ["", asks(decision, game.mine(decision.id))]
        lines += [f"- {option_text(option)}" for option in decision.options]
    return "\n".join([*lines, "", CONTINUE])


def paper_html(game: Game, picture: str) -> str:
    """The first card on paper, as HTML that reads well where no kernel runs."""
    parts = []
    for decision in game.card().decisions:
        options = bullets([escape(option_text(option)) for option in decision.options])
        parts.append(f"<p>{escape(asks(decision, game.mine(decision.id)))}</p>{options}")
    return ignore_math(
        f"{card_html(game)}{''.join(parts)}{picture}<p><em>{escape(CONTINUE)}</em></p>"
    )


def ignore_math(html: str) -> str:
    """Wrap HTML so that dollar signs stay dollar signs."""
    return f'<div class="mathjax_ignore tex2jax_ignore">{html}</div>'
