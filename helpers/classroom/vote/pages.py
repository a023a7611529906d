"""What stands on the screens of a vote: the phones' page and the teacher's, in plain HTML.

Both work without JavaScript; with it, they follow by themselves.
"""

from __future__ import annotations

from pathlib import Path

from helpers.classroom import hands
from helpers.document import (
    Element,
    Piece,
    bullets,
    count,
    group,
    heading,
    line,
    link,
    live_page,
    md,
    para,
    strong,
    svg_image,
)
from helpers.quiz.words import case

from .room import Phase, Room

_STYLE = Path(__file__).with_name("vote.css").read_text("utf-8")
_ACTS = {
    "open": "Ask the first question",
    "close": "Close the vote and show the picture",
    "again": "Vote again after a talk",
    "show": "Show the answer",
    "next": "Next question",
    "end": "End the vote",
}


def _page(name: str, room: Room | None, root: str, *blocks: Piece) -> str:
    version = str(room.version) if room else ""
    body = group(*blocks, tag="main")
    return live_page(name, body, style=_STYLE, script=f"{root}vote.js", version=version)


def _form(*blocks: Piece, **hidden: str) -> Element:
    kept = (
        Element("input", (), (("type", "hidden"), ("name", name), ("value", value)))
        for name, value in hidden.items()
    )
    return Element("form", (*filter(None, blocks), *kept), (("method", "post"),))  # type: ignore[arg-type]


def _button(words: str, name: str = "", value: str = "") -> Element:
    given = (("name", name), ("value", value)) if name else ()
    return Element("button", (words,), (("type", "submit"), *given))


def _status(*words: Piece) -> Element:
    return Element("p", tuple(filter(None, words)), (("role", "status"), ("id", "said")))  # type: ignore[arg-type]


# ---------------------------------------------------------------- on a phone


def door(root: str, wrong: bool = False) -> str:
    """Where a learner types the join code."""
    field = Element(
        "input",
        (),
        (
            ("name", "code"),
            ("id", "code"),
            ("required", ""),
            ("maxlength", "12"),
            ("autocomplete", "off"),
            ("autocapitalize", "characters"),
            ("spellcheck", "false"),
        ),
    )
    label = Element("label", ("Join code",), (("for", "code"),))
    return _page(
        "Join the vote",
        None,
        root,
        heading("Join the vote", 1),
        _status("No vote has this code; look at the screen in front and type it again.")
        if wrong
        else None,
        _form(Element("p", (label, field)), _button("Join")),
        para("No account, no name: only your choice is counted."),
    )


def phone(room: Room, seat: str, root: str, fault: str = "") -> str:
    """What one device shows: the question with a form, or what to wait for, or the answer."""
    own = sorted(room.own(seat))
    chosen = f"Your vote: {' and '.join(own)}." if own else ""
    blocks: list[Piece]
    if room.phase is Phase.JOINING:
        said = "The first question comes here when your teacher asks it."
        blocks = [heading("You are in", 1), _status(said), _LOOK_AGAIN]
    elif room.phase is Phase.OVER:
        said = "Thank you. You may close this page; nothing of it is kept on your device."
        blocks = [heading("That was the last question", 1), _status(said)]
    else:
        stem = group(md(room.question.stem), css="stem", id="stem")
        blocks = [_shown_case(room), stem, *_voting(room, own, chosen, fault), _LOOK_AGAIN]
    return _page("The vote", room, root, *blocks)


def _voting(room: Room, own: list[str], chosen: str, fault: str) -> list[Piece]:
    """What stands below a question while it is open, closed, and answered."""
    if room.phase is Phase.OPEN:
        said = f"{chosen} You may change it until the vote is closed." if own else ""
        return [_status(fault or said) if fault or said else None, _ballot(room, own)]
    if room.phase is Phase.CLOSED:
        closed = ("The vote is closed.", chosen, "Look at the screen in front.")
        return [_status(" ".join(filter(None, closed)))]
    return [_status(hands.right_words(room.choices), " ", chosen or None), _reasons(room)]


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


def _reasons(room: Room) -> Element:
    return hands.lettered_reasons(room.question, room.choices)


# ---------------------------------------------------------------- in front of the class


def teacher(room: Room, address: str, root: str, only_here: bool) -> str:
    """The page for the projector, with the buttons that only the teacher has."""
    acts = [_button(_ACTS[name], "act", name) for name in room.acts]
    buttons = _form(*acts, version=str(room.version)) if acts else None
    shown: list[Piece]
    if room.phase is Phase.JOINING:
        shown = [_join(room, address, root, only_here)]
    elif room.phase is Phase.OVER:
        shown = [heading("That was the last question", 1)]
    else:
        shown = _question(room)
    where = para(
        "Join: ", strong(address + root), " with the code ", strong(room.code), css="where"
    )
    kept = None
    if room.rounds or room.phase is Phase.OVER:
        kept = para(
            link(f"{root}teacher/{room.key}/counts.csv", "Save the counts as a table"),
            " (the counts only, no names; nothing else is kept)",
        )
    return _page(
        "A vote of the class",
        room,
        root,
        None if room.phase is Phase.JOINING else where,
        *shown,
        group(_status(seated(room)), buttons, kept, css="desk"),
    )


def seated(room: Room) -> str:
    """How many are here, and how many of them have voted."""
    here = count(room.here, "device")
    if room.phase is not Phase.OPEN:
        return f"{here} in the room."
    return f"{room.voted} of {here} voted."


def _join(room: Room, address: str, root: str, only_here: bool) -> Element:
    lead = f"{address}{root}"
    warning = None
    if only_here:
        warning = para(
            strong("Only this computer can open the page."),
            " To let the room in, start the vote with the box for the room's network ticked, or "
            "with --network. Where the wireless keeps devices apart, vote with letter cards or "
            "hands.",
        )
    return group(
        heading("Vote with your phone", 1),
        group(
            svg_image(_qr(f"{lead}{room.code}"), f"QR code of {lead}{room.code}"),
            bullets(
                [
                    ("Scan the code, or open ", strong(lead)),
                    ("and type ", line(strong(room.code), css="code")),
                    "No account, no name: only your choice is counted.",
                ]
            ),
            css="join",
        ),
        warning,
    )


def _qr(address: str) -> bytes:
    import io

    import segno

    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", scale=6, border=4, light="#ffffff")
    return out.getvalue()


def _question(room: Room) -> list[Piece]:
    question, choices = room.question, room.choices
    number = f"Question {room.at + 1} of {len(room.questions)}"
    asked: list[Piece] = [
        para(number, ", second vote" if len(room.rounds) and room.phase is Phase.OPEN else None),
        _shown_case(room),
        group(md(question.stem), css="stem"),
    ]
    if room.phase is Phase.OPEN:
        listed = (Element("li", (choice.text,)) for choice in choices)
        return [*asked, Element("ol", tuple(listed), (("type", "A"),))]
    shown = room.phase is Phase.SHOWN
    chart = hands.votes_chart(question, choices, room.rounds, shown)
    rest: list[Piece] = []
    if shown:
        held = hands.held_words(choices, room.rounds[-1])
        rest = [heading(hands.right_words(choices)), held, _reasons(room)]
    # On a wide screen side by side, so that picture and reasons are seen without scrolling.
    return [group(group(*asked, *rest, css="told"), group(chart), css="beside")]
