"""What stands on the screens of a vote: the phones' page and the teacher's, in plain HTML.

Both work without JavaScript; with it, they follow by themselves, and the teacher's page takes the
largest letters that fit.
"""

from __future__ import annotations

from pathlib import Path

from helpers.classroom import hands
from helpers.document import (
    Element,
    Piece,
    count,
    group,
    heading,
    line,
    link,
    live_page,
    md,
    md_line,
    para,
    strong,
    svg_image,
)
from helpers.quiz.words import case, reasons

from .room import Counted, Phase, Room

DOOR = "door"
"""In place of a version: the page of a device that waits for the teacher."""
_STYLE = Path(__file__).with_name("vote.css").read_text("utf-8")
_ACTS = {
    "open": "Ask the first question",
    "close": "Close the vote",
    "again": "Vote again after a talk",
    "show": "Show the answer",
    "picture": "Show the votes only",
    "reopen": "Open it once more",
    "next": "Next question",
    "end": "End the vote",
    "admit": "Let them in",
}
_TALK = "Talk with a neighbour for two minutes: what did you choose, and why? Then vote again."
_LOST_ON_A_PHONE = (
    "Your teacher's computer does not answer. This page goes on by itself when it is back. If the "
    "screen in front shows another code by now, scan that one."
)
_LOST_IN_FRONT = (
    "The vote does not answer: its notebook or terminal has stopped. Start it anew there; the "
    "learners then scan the new code. What stands here is the last state."
)


def _page(name: str, version: str, root: str, *blocks: Piece, css: str = "") -> str:
    lost = None
    if version:  # it follows the vote, and says so where it cannot
        said = _LOST_IN_FRONT if css else _LOST_ON_A_PHONE
        lost = Element("p", (said,), (("id", "lost"), ("role", "alert"), ("hidden", "")))
    body = group(lost, *blocks, tag="main", css=css)
    return live_page(name, body, style=_STYLE, script=f"{root}vote.js", version=version)


def _form(*blocks: Piece, to: str = "", **hidden: str) -> Element:
    kept = (
        Element("input", (), (("type", "hidden"), ("name", name), ("value", value)))
        for name, value in hidden.items()
    )
    marks = (("method", "post"), *((("action", to),) if to else ()))
    return Element("form", (*filter(None, blocks), *kept), marks)  # type: ignore[arg-type]


def _button(words: str, name: str = "", value: str = "") -> Element:
    given = (("name", name), ("value", value)) if name else ()
    return Element("button", (words,), (("type", "submit"), *given))


def _status(*words: Piece) -> Element:
    return Element("p", tuple(filter(None, words)), (("role", "status"), ("id", "said")))  # type: ignore[arg-type]


# ---------------------------------------------------------------- on a phone


def door(root: str, wrong: bool = False) -> str:
    """Where a learner types the join code."""
    said = "No vote has this code; look at the screen in front and type it again."
    return _page(
        "Join the vote",
        "",
        root,
        heading("Join the vote", 1),
        _status(said) if wrong else None,
        _code_field(root),
        para("No account, no name: only your choice is counted."),
    )


def _code_field(root: str) -> Element:
    marks = {"id": "code", "name": "code", "required": "", "maxlength": "12"}
    marks |= {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
    label = Element("label", ("Join code",), (("for", "code"),))
    field = Element("p", (label, Element("input", (), tuple(marks.items()))))
    return _form(field, _button("Join"), to=root)


def turned_down(sentence: str, root: str, anew: bool = False) -> str:
    """What is wrong with a call; where the vote is gone, with the way into the new one."""
    way: list[Piece] = [para(link(root, "To the first page"))]
    if anew:
        way = [para("Scan the code on the screen in front, or type it:"), _code_field(root)]
    return _page("The vote", "", root, heading("The vote", 1), _status(sentence), *way)


def waiting(sentence: str, root: str) -> str:
    """What a device shows that found no seat, until the teacher lets it in."""
    return _page(
        "The vote",
        DOOR,
        root,
        heading("One moment", 1),
        _status(sentence),
        para("This page goes on by itself."),
        _LOOK_AGAIN,
    )


def phone(room: Room, seat: str, root: str, fault: str = "") -> str:
    """What one device shows: the question with a form, or what to wait for, or the answer."""
    own = sorted(room.own(seat))
    chosen = f"Your vote: {' and '.join(own)}." if own else ""
    blocks: list[Piece]
    if room.phase is Phase.JOINING:
        said = "The first question comes here when your teacher asks it."
        blocks = [heading("You are in", 1), _status(said)]
    elif room.phase is Phase.OVER:
        said = "Thank you. You may close this page; nothing of it is kept on your device."
        blocks = [heading("That was the last question", 1), _status(said)]
    else:
        stem = group(md(room.question.stem), css="stem", id="stem")
        blocks = [_shown_case(room), stem, *_voting(room, own, chosen, fault)]
    if room.phase is not Phase.OVER:
        blocks.append(_LOOK_AGAIN)
    return _page("The vote", str(room.version), root, *blocks)


def _voting(room: Room, own: list[str], chosen: str, fault: str) -> list[Piece]:
    """What stands below a question while it is open, closed, and answered."""
    if room.phase is Phase.OPEN:
        said = f"{chosen} You may change it until the vote is closed." if own else ""
        if not own and room.rounds:
            said = "The second vote: choose anew, whether or not you have changed your mind."
        return [_status(fault or said) if fault or said else None, _ballot(room, own)]
    if room.phase in (Phase.CLOSED, Phase.PICTURE):
        missed = "You can take part in the next one."
        closed = (fault or "The vote is closed.", chosen or missed, "Look at the screen in front.")
        return [_status(" ".join(closed)), _options(room)]
    answer = " ".join(filter(None, (fault, hands.right_words(room.choices), chosen)))
    return [_status(answer), hands.lettered_reasons(room.question, room.choices)]


def _ballot(room: Room, own: list[str]) -> Element:
    kind = "checkbox" if room.several else "radio"
    rows = []
    for choice in room.choices:
        marks = [("type", kind), ("name", "choice"), ("value", choice.letter)]
        marks += [("checked", "")] if choice.letter in own else []
        words = line(strong(f"{choice.letter}. "), choice.text, css="words")
        rows.append(Element("label", (Element("input", (), tuple(marks)), words)))
    part = room.question.vote()
    how = "Choose every option that fits." if room.several else part.label if part else ""
    legend = Element("legend", (how or "Choose one.",))
    fields = Element("fieldset", (legend, *rows), (("aria-describedby", "stem"),))
    send = _button("Change my vote" if own else "Vote")
    return _form(fields, send, version=str(room.version))


_LOOK_AGAIN = Element("noscript", (para(link("#", "Look again: reload this page.")),))
"""For a browser that runs no script: it shows the same page anew."""


def _shown_case(room: Room) -> Piece:
    return group(hands.picture_of(room.question), case(room.question))


def _options(room: Room) -> Element:
    listed = (Element("li", (choice.text,)) for choice in room.choices)
    return Element("ol", tuple(listed), (("type", "A"),))


# ---------------------------------------------------------------- in front of the class


def board_version(room: Room) -> str:
    """Another one whenever the teacher's page must show something else."""
    return f"{room.version}.{room.waiting[0]}"


def teacher(room: Room, address: str, root: str, only_here: bool) -> str:
    """The page for the projector, with the buttons that only the teacher has."""
    lead = address + root
    joining = room.phase is Phase.JOINING
    shown: list[Piece]
    if joining:
        shown = [_join(room, lead, only_here)]
    elif room.phase is Phase.OVER:
        again = "To vote on it anew, end this vote where you started it, and start once more."
        shown = [heading("That was the last question", 1), para(again)]
    else:
        shown = [_where(room, lead), *_question(room)]
    kept = None
    if room.phase in (Phase.SHOWN, Phase.OVER):
        kept = para(
            link(f"{root}teacher/{room.key}/counts.csv", "Save the counts"),
            " (no names; nothing else is kept)",
        )
    status = None if joining else _status(seated(room))
    return _page(
        "A vote of the class",
        board_version(room),
        root,
        *shown,
        group(status, _buttons(room), kept, _at_the_door(room), css="desk"),
        css="board",
    )


def _buttons(room: Room) -> Element | None:
    names = _ACTS
    if len(room.rounds) > 1:
        names = names | {"again": "Vote once more", "show": "Show both votes and the answer"}
    acts = [_button(names[name], "act", name) for name in room.acts if name != "admit"]
    return _form(*acts, version=str(room.version)) if acts else None


def _at_the_door(room: Room) -> Element | None:
    """Who found no seat, why, and the button that lets them in."""
    devices, addresses = room.waiting
    if not devices:
        return None
    refused = count(devices, "phone")
    said = (
        f"{refused} from {'one address' if addresses == 1 else f'{addresses} addresses'} refused."
    )
    if room.here >= room.seats:
        said = f"{refused} refused: all {room.seats} seats are taken."
    admit = _button(_ACTS["admit"], "act", "admit") if "admit" in room.acts else None
    return _form(line(strong(said), " "), admit, version=str(room.version))


def _advice(room: Room) -> Piece:
    """What is best for the class once a vote is closed."""
    if room.phase is not Phase.CLOSED:
        return None
    if not room.settled:
        return para(_TALK, css="advice")
    said = "Both votes are in." if len(room.rounds) > 1 else "Most of you are right."
    return para(said, css="advice")


def seated(room: Room) -> str:
    """How many are here, and how many of them have voted."""
    if room.phase is Phase.JOINING:
        return f"{room.here} in"
    if room.phase is Phase.OPEN:
        return f"{room.voted} of {room.here} voted."
    if room.phase is Phase.CLOSED:
        return f"Closed: {room.voted} of {room.here} voted."
    return f"{count(room.here, 'device')} in the room."


def _join(room: Room, lead: str, only_here: bool) -> Element:
    warning = None
    if only_here:
        warning = para(
            strong("Only this computer can open the page."),
            " To let the room in, join the room's network and start the vote for the room.",
        )
    return group(
        _qr(lead, room),
        group(
            heading("Vote with your phone", 1),
            para("Scan the code, or open"),
            para(strong(lead), css="address"),
            para("and type"),
            para(strong(room.code), css="code"),
            para("No account, no name: only your choice is counted."),
            _status(seated(room)),
            warning,
        ),
        css="join",
    )


def _where(room: Room, lead: str) -> Element:
    """Which question this is, and how latecomers come in."""
    at = f"Question {room.at + 1} of {len(room.questions)}"
    if room.rounds and room.phase is Phase.OPEN:
        at += ", vote after the talk"
    words = para(strong(at), " \N{MIDDLE DOT} Join: ", strong(lead), ", code ", strong(room.code))
    return group(_qr(lead, room) if room.phase is Phase.OPEN else None, words, css="where")


def _qr(lead: str, room: Room) -> Element:
    import io

    import segno

    out, address = io.BytesIO(), f"{lead}{room.code}"
    segno.make(address, error="m").save(out, kind="svg", border=4, light="#ffffff", omitsize=True)
    return svg_image(out.getvalue(), f"QR code of {address}")


def _question(room: Room) -> list[Piece]:
    """The question in front; beside the answer its case gives way to larger letters."""
    told = room.phase is Phase.SHOWN
    asked: list[Piece] = [None if told else case(room.question)]
    asked.append(group(md(room.question.stem), css="stem"))
    if room.phase in (Phase.OPEN, Phase.CLOSED):
        asked += [_options(room), _advice(room)]
    else:
        asked += _counted(room, told)
    picture = hands.picture_of(room.question)
    return [group(group(*asked), picture, css="beside") if picture else group(*asked)]


def _counted(room: Room, shown: bool) -> list[Piece]:
    """How the votes fell; with the answer and all reasons, once they are ``shown``."""
    told = _headline(room.rounds, shown)
    if not shown:
        return [heading(told), _votes(room, shown)]
    held = hands.held_words(room.choices, room.rounds[-1].votes)
    rest = hands.told_lines(room.question, room.choices)[1]
    return [
        heading(f"{hands.right_words(room.choices)} {told}"),
        _votes(room, shown),
        para(held) if held else None,
        group(reasons(rest), css="rest") if rest else None,
    ]


def _headline(rounds: list[Counted], shown: bool) -> str:
    """What the votes say; nothing about an option before the answer is shown."""
    first, last = rounds[0], rounds[-1]
    if not shown:
        voted = f"{first.voted} and {last.voted} votes" if len(rounds) > 1 else ""
        return voted or count(last.voted, "vote")
    now = f"{last.right} of {last.voted} are right"
    if len(rounds) == 1:
        return f"{now}."
    return f"{now}; before the talk it was {first.right} of {first.voted}."


def _votes(room: Room, shown: bool) -> Element:
    """Each option with a bar for each vote, and its reason once the answer is ``shown``."""
    rounds = list(dict.fromkeys((0, len(room.rounds) - 1)))
    counted = [room.rounds[at] for at in rounds]
    most = max(1, *(n for one in counted for n in one.votes))
    names = ["First vote", "After the talk"] if len(counted) > 1 else [""]
    lines = hands.told_lines(room.question, room.choices)[0]
    rows = []
    for at, choice in enumerate(room.choices):
        bars = (
            _bar(name, one.votes[at], most, "last" if one is counted[-1] else "first")
            for name, one in zip(names, counted, strict=True)
        )
        mark, reason = lines[at].mark, lines[at].reason
        said = None if reason.startswith(mark) else strong(f"{mark}: ")
        why = [para(said, md_line(reason), css="why")] if shown else []
        right = (("class", "right"),) if shown and choice.right else ()
        rows.append(Element("li", (line(choice.text, css="option"), group(*bars), *why), right))
    return Element("ol", tuple(rows), (("type", "A"), ("class", "votes")))


def _bar(name: str, votes: int, most: int, css: str) -> Element:
    drawn = line(css="bar", style=f"width:{100 * votes / most:.1f}%")
    label = (line(name, css="name"),) if name else ()
    parts = (*label, line(drawn, strong(str(votes)), css="track"))
    return Element("div", parts, (("class", f"row {css}"),))
