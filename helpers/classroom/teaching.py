"""The teacher's kit: plans with their minutes, prompts, wrong answers, exercises for groups.

Everything here is read from ``lessons_data``, so it changes with the lessons. Links lead from
``notebooks/teaching`` to the lessons.
"""

from __future__ import annotations

from html import escape

from helpers.cards import Card, bullets, made, sorry
from helpers.content import load_course, load_lesson, load_questions, load_teaching, to_html
from helpers.content.teaching import Plan, Session, Step, minutes_of, session_minutes

from .places import belief_texts, find_question, section_link, whole_lesson
from .sections import MINUTES_A_QUESTION, WORDS_A_MINUTE, parts_of
from .show_of_hands import pulse

__all__ = ["exercises", "plan", "plans", "prompts", "pulse", "sections", "wrong_answers"]

_LEFT, _WHOLE = 'style="text-align:left"', 'style="text-align:left;white-space:nowrap"'
_WAYS = {
    "all": "all together",
    "alone": "each alone",
    "pairs": "in pairs",
    "groups": "in groups",
    "break": "break",
}


def plans() -> Card:
    """The plans there are, each with its minutes in class and at home."""
    course = load_course()
    lines, items = [], []
    for one in load_teaching().plans:
        taken = {"in class": 0, "at home": 0}
        for session in one.sessions:
            where = "at home" if "home" in session.title else "in class"
            taken[where] += session_minutes(session, course)
        spent = " and ".join(f"{m} minutes {where}" for where, m in taken.items() if m)
        lines.append(f"- {one.title} (plan {one.id!r}): {spent}. {one.about}")
        items.append(
            f"<strong>{escape(one.title)}</strong> (<code>{escape(one.id)}</code>): {spent}. "
            f"{escape(one.about)}"
        )
    return made("\n".join(lines), bullets(items))


def plan(plan_id: str) -> Card:
    """One plan, step by step: when, how long, what, and where in the course.

    Parameters
    ----------
    plan_id : str
        An id of `plans`, for instance ``ninety_minutes``.
    """
    known = {one.id: one for one in load_teaching().plans}
    if plan_id not in known:
        return sorry(f"There is no plan {plan_id!r}; there are {', '.join(known)}.")
    chosen: Plan = known[plan_id]
    text, html = [chosen.title, chosen.about], [f"<p>{escape(chosen.about)}</p>"]
    for session in chosen.sessions:
        rows = list(_rows(session))
        text += ["", _head(session) + "."]
        text += [f"- {when} ({spent} min, {way}) {said}" for when, spent, way, said, _ in rows]
        html.append(_table(session, rows))
    return made("\n".join(text), "".join(html))


def _rows(session: Session):
    """When, minutes, way, words and HTML of each step."""
    course = load_course()
    hours, minutes = (int(part) for part in (session.starts or "0:00").split(":"))
    clock = 60 * hours + minutes
    for step in session.steps:
        spent = minutes_of(step, course)
        places = list(_places(step))
        said, html = step.do, escape(step.do)
        if places:
            said += f" [{'; '.join(place.text for place in places)}]"
            html += f"<br>{'; '.join(place.html for place in places)}"
        if step.ask:
            said += f" Ask: {', '.join(step.ask)}."
            calls = (f"<code>teaching.pulse({name!r})</code>" for name in step.ask)
            html += f"<br>Ask: {', '.join(calls)}"
        yield f"{clock // 60}:{clock % 60:02d}", spent, _WAYS[step.way], said, html
        clock += spent


def _places(step: Step):
    """Where a step leads: its section, or its lessons."""
    if step.section:
        yield section_link(step.lessons[0], step.section)
        return
    for lesson_id in step.lessons:
        yield whole_lesson(lesson_id)


def _head(session: Session) -> str:
    return f"{session.title}: {session_minutes(session, load_course())} minutes"


def _table(session: Session, rows) -> str:
    body = "".join(
        f"<tr><td>{when}</td><td>{spent}</td><td {_WHOLE}>{way}</td><td {_LEFT}>{html}</td></tr>"
        for when, spent, way, _, html in rows
    )
    return _as_table(_head(session), ("From", "Minutes", "How", "What"), body)


def _as_table(caption: str, names: tuple[str, ...], body: str) -> str:
    head = "".join(f'<th scope="col" {_LEFT}>{name}</th>' for name in names)
    return (
        f'<table style="width:100%"><caption {_LEFT}><strong>{escape(caption)}</strong></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def sections(lesson: str) -> Card:
    """The minutes of a lesson by section: for reading, for its questions, and for activities.

    Parameters
    ----------
    lesson : str
        A lesson's id, for instance ``what_is_the_difference``.
    """
    try:
        content, parts = load_lesson(lesson), parts_of(lesson)
    except ValueError as error:
        return sorry(str(error))
    own = content.activity_minutes
    total = sum(part.minutes for part in parts) + own
    label = load_course().entry(content.id).label
    caption = f"{label}: {content.minutes} minutes stated, {total:.1f} reckoned"
    rule = (
        f"{WORDS_A_MINUTE} words a minute and {MINUTES_A_QUESTION} minutes a question. Pictures "
        f"and other activities take {own} minutes more, spread over the lesson."
    )
    text = [
        f"{caption}.",
        *(
            f"- {p.title}: {p.minutes:.1f} minutes (words: {p.words}, questions: {p.questions})"
            for p in parts
        ),
        rule,
    ]
    body = "".join(
        f"<tr><td {_LEFT}>{escape(p.title)}</td><td>{p.minutes:.1f}</td><td>{p.words}</td>"
        f"<td>{p.questions}</td></tr>"
        for p in parts
    )
    table = _as_table(caption, ("Section", "Minutes", "Words", "Questions"), body)
    return made("\n".join(text), f"{table}<p>{escape(rule)}</p>")


# ---------------------------------------------------------------- what to say


def prompts(lesson: str = "") -> Card:
    """Questions to talk about, each with what to listen for; of one lesson, or of all."""
    talks = [talk for talk in load_teaching().talks if lesson in ("", talk.lesson)]
    if not talks:
        return sorry(f"There is nothing to talk about for {lesson!r}; correct the lesson's id.")
    text, html = [], []
    for talk in talks:
        place = whole_lesson(talk.lesson)
        text += [place.text, *(f"- {p.ask} Listen for: {p.listen}" for p in talk.prompts)]
        html.append(f"<p><strong>{place.html}</strong></p>")
        html.append(
            bullets([f"{escape(p.ask)}<br><em>{escape(p.listen)}</em>" for p in talk.prompts])
        )
    return made("\n".join(text), "".join(html))


def wrong_answers(lesson: str) -> Card:
    """The beliefs that wrong answers of a lesson stand for: what they say, and what to reply.

    The words are those of the questions' options and of their feedback.
    """
    try:
        content, questions = load_lesson(lesson), load_questions(lesson)
    except ValueError as error:
        return sorry(str(error))
    found: dict[int, list[tuple[str, str, str]]] = {}
    for question in questions:
        for entry in question.entries():
            if entry.misconception is not None:
                words = question.shown(entry)
                found.setdefault(entry.misconception, []).append(
                    (question.id, words, entry.feedback)
                )
    text, html = [load_course().entry(content.id).label], []
    for belief, shown in sorted(found.items(), key=lambda entry: (-len(entry[1]), entry[0])):
        said = belief_texts()[belief]
        text += ["", f"They may believe: {said}"]
        text += [f"- {name}: “{words}” You may reply: {reply}" for name, words, reply in shown]
        rows = [
            f"<em>{escape(name)}:</em> “{escape(words)}”<br>{to_html(reply, inline=True)}"
            for name, words, reply in shown
        ]
        html.append(f"<p><strong>They may believe: {escape(said)}</strong></p>{bullets(rows)}")
    return made("\n".join(text), "".join(html))


def exercises() -> Card:
    """The exercises for groups, each with its cases; print them as hand-outs."""
    text, html = [], []
    for one in load_teaching().exercises:
        head = f"{one.title} ({one.size}, {one.minutes} minutes)"
        places = [
            (name, section_link(lesson, question.section))
            for name in one.cases
            for lesson, question in [find_question(name)]
        ]
        text += [head, one.about, *(f"- {name} ({place.text})" for name, place in places), ""]
        html.append(f"<p><strong>{escape(head)}</strong></p><p>{escape(one.about)}</p>")
        html.append(bullets([f"{escape(name)} ({place.html})" for name, place in places]))
    return made("\n".join(text).rstrip(), "".join(html))
