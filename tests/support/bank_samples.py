"""Deliberately bad questions and courses, one or more for each rule of the question bank.

`BAD_BANKS` and `BAD_COURSES` map the name of a rule to what it must reject.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import msgspec

from helpers.authoring.check.bank_coverage import article
from helpers.authoring.check.course import Asked, AuthoredCourse, Bank
from helpers.authoring.check.policy import ARTICLE, CALLS_LESSON
from helpers.questions import Matching, Question, Scenario, SortIntoGroups, any_question

LESSON = "kites"
HINTS = ["Look at the string.", "Think of the wind."]


def ask(kind: str = "single_choice", **keys: Any) -> Asked:
    """A question about kites from plain data; what is not given is harmless."""
    plain = {
        "id": "kite-one",
        "type": kind,
        "objectives": ["kite-fly"],
        "section": "wind",
        "level": "remember",
        "stem": "What does a kite need?",
        "hints": HINTS,
    }
    return Asked(LESSON, msgspec.convert(plain | keys, any_question()))


def options(*texts: str, key: int = 0, **more: Any) -> list[dict[str, Any]]:
    """Options with a feedback each; the one at ``key`` is right."""
    return [
        {"text": text, "feedback": f"A reason of its own about {text}."}
        | ({"correct": True, "not_chosen": f"Why {text} belongs here."} if number == key else more)
        for number, text in enumerate(texts)
    ]


def dozen(*texts: str, **keys: Any) -> Bank:
    """Twelve questions of one form; the first option is right, or the ``key`` that is given."""
    key = keys.pop("key", None)
    return [
        ask(
            id=f"kite-{number}",
            options=options(*texts, key=number % 3 + 1 if key == "later" else 0),
            **keys,
        )
        for number in range(12)
    ]


_GROUPS = [{"id": "air", "label": "Flies in the air"}, {"id": "sea", "label": "Swims"}]


def _sort(**keys: Any) -> Asked:
    items = [
        {"text": "Box kite", "group": "air", "feedback": "It hangs in the wind, on a string."},
        {"text": "Old boat", "group": "sea", "feedback": "It floats on the water, and well."},
        {"text": "Red drone", "group": "air", "feedback": "Four small motors hold it up."},
    ]
    return ask("sort_into_groups", **{"items": items, "groups": _GROUPS} | keys)


def _number(**keys: Any) -> Asked:
    plain = {
        "answer": 12.5,
        "tolerance": 0.1,
        "unit": "metres",
        "feedback": "Half of 25 metres of string is 12.5.",
        "otherwise": "Take the whole string and halve it.",
        "near_misses": [{"value": 25, "feedback": "That is the whole string, not half of it."}],
    }
    return ask("numeric", **plain | keys)


def _reasons(*texts: str) -> list[dict[str, Any]]:
    """Reasons of a true/false question; the first is right."""
    return [
        {"verdict": n > 0, "text": text, "feedback": f"About {text}, a reason.", "correct": n == 0}
        for n, text in enumerate(texts)
    ]


_LONG = (
    "Notwithstanding considerable uncertainty regarding meteorological circumstances, experienced "
    "practitioners nevertheless recommend comprehensive preparatory consideration of alternatives "
    "before any irrevocable organisational commitment to experimentation is undertaken."
)
_WINDS = ("Wind from the sea", "Rain on the land", "Sun on the hill", "Snow in a pass")

_POINTING = ("All of the above", "None of these options", "Both", "Any of the three", "Option A")
_NEGATIVE = (
    "Which of these does a kite not need?",
    "All of these lift a kite except one. Which one is it, if not the wind?",
    "Which part isn't made of cloth?",
    "A kite never flies indoors.",
)
_PAIRS = [
    {"text": part, "match": match, "feedback": f"The {part} {match}, as it should."}
    for part, match in (("Sail", "lifts"), ("Tail", "steadies"), ("Line", "holds"))
]
_TOLD = ["A nudge.", "Say *a fresh wind*!"]
_LIGHT = ["A nudge.", "Mind that it is light."]
_FALL = "A kite falls into the sea at noon on Sunday."
_RED, _BLUE = (f"Which wind lifts a big {colour} kite best?" for colour in ("red", "blue"))

BAD_BANKS: dict[str, list[Bank]] = {
    "no_all_or_none": [[ask(options=options("Wind", "String", text))] for text in _POINTING],
    "no_plain_negative_stem": [
        [ask(stem=stem, options=options("Wind", "A motor"))] for stem in _NEGATIVE
    ],
    "no_option_in_stem": [
        [ask(stem="Does a kite need **Wind**, or rain?", options=options("wind", "A motor"))],
        [ask("matching", stem="Which part lifts the kite?", pairs=_PAIRS)],
    ],
    "options_of_like_length": [
        [ask(options=options("Wind from the sea, steady and fresh, from noon on", "Sun"))]
    ],
    "hints_keep_the_key": [
        [ask(hints=_TOLD, options=options("A fresh wind", "Some rain"))],
        [_sort(hints=["A nudge.", "The old boat swims."])],
        [_number(hints=["A nudge.", "Half the string is 12.5."])],
        [ask("true_false_reason", hints=_LIGHT, options=_reasons("it is light", "it is red"))],
        [ask("matching", hints=["A nudge.", "The tail steadies it."], pairs=_PAIRS)],
    ],
    "every_part_is_used": [
        [_sort(groups=[*_GROUPS, {"id": "land", "label": "Walks"}])],
        [ask(options=options("Wind", "Rain", not_chosen="Rain belongs here."))],
    ],
    "numbers_are_asked_closely": [[_number(tolerance=1.3)]],
    "stems_and_hints_are_whole": [
        [ask(stem="What does a kite", options=options("Wind", "Rain"))],
        [ask(hints=["Look up.", "LOOK\u00a0up."], options=options("Wind", "Rain"))],
    ],
    "stems_are_easy": [[ask(stem=_LONG, options=options("Wind", "Rain"))]],
    "feedback_is_easy": [[_number(feedback=_LONG, otherwise=_LONG, hints=[_LONG, _LONG])]],
    "only_keys_are_affirmed": [
        [ask(options=options("Wind", "Rain", feedback="Right. It lifts the kite."))],
        [ask("multiple_response", options=options("Wind", "Rain", feedback="Yes, it falls."))],
    ],
    "no_twin_stems": [
        [
            ask(id="kite-one", stem=_RED, options=options("A", "B")),
            ask(id="kite-two", stem=_BLUE, options=options("C", "D")),
        ],
        [
            ask(id="kite-one", stem="Why?", stimulus=_FALL, options=options("A", "B")),
            ask(id="kite-two", stem="How?", stimulus=_FALL, options=options("C", "D")),
        ],
    ],
    "no_twin_feedback": [
        [
            _number(otherwise="Take the whole long string and halve it once."),
            _number(otherwise="Take the whole long string and halve it now.", feedback="So."),
        ]
    ],
    "no_guesser_wins": [
        dozen("Long texts win", "No", "Yes", "Go"),
        dozen("Sun", "A wind", "A rain", "A snow"),
        dozen("It usually may", "The wind is it", "The rain is it", "The sun is it"),
        dozen("The wind", "Only sun", "All rain", "No snow"),
        dozen("A breeze", "A summer", "A winter", "A autumn", stem="What is a steady breeze?"),
        dozen("Wind from the sea", "Rain on land", "Sun on hills", "Snow in a pass", key="later"),
        dozen("Wind from the sea", "Rain, since it falls", "Sun, as it warms", "Snow, for it is"),
        dozen("Wind, since it lifts", "Rain on the land", "Sun over a hill", "Snow upon a pass"),
    ],
    "key_seldom_longest": [dozen("The longest", "Short", "Small", "Brief")],
}


def _true(*verdicts: bool) -> Bank:
    """True/false questions whose keys have these verdicts."""
    return [
        ask(
            "true_false_reason",
            options=[
                {"verdict": right, "text": "it is light", "feedback": "It is.", "correct": True},
                {"verdict": not right, "text": "it is red", "feedback": "Colour lifts nothing."},
            ],
        )
        for right in verdicts
    ]


def _tick(*sizes: int, **more: Any) -> Bank:
    """Multiple-response questions with so many keys of four options."""
    texts = ("Wind", "String", "Frame", "Motor")
    return [
        ask(
            "multiple_response",
            options=[
                {"text": text, "feedback": f"About {text}.", "correct": number < size}
                for number, text in enumerate(texts)
            ],
            **more,
        )
        for size in sizes
    ]


def _call(reason: str) -> Bank:
    """A scenario that hangs on a reason."""
    people = [("Flyer", True), ("Builder", False)]
    return [
        ask(
            "scenario",
            stimulus="A kite hangs over the harbour, and nobody knows who ordered the flight.",
            certainty="clear",
            owners=[{"text": t, "feedback": f"The {t}.", "accepted": ok} for t, ok in people],
            reasons=[
                {"text": reason, "feedback": "It hangs on this.", "correct": True},
                {"text": "who is taller", "feedback": "Height is no reason."},
            ],
            consult=[{"text": t, "feedback": f"The {t}.", "correct": ok} for t, ok in people],
        )
    ]


_EVEN = [
    {"text": "Box kite", "group": "air", "feedback": "It hangs in the wind."},
    {"text": "Old boat", "group": "sea", "feedback": "It floats on the water."},
]

GOOD_BANKS: dict[str, list[Bank]] = {
    "truth_is_even": [_true(True, False), _true(True), _true(False, False, True)],
    "key_counts_vary": [_tick(1, 2, 3), _tick(2)],
    "ticking_all_seldom_wins": [_tick(1, 2, 3, 1), [*_tick(1, 2), *_call("the pay")]],
    "hints_keep_the_count": [_tick(2, hints=["Two winds blow.", "Look at the string."])],
    "groups_differ_in_size": [[_sort()]],
    "keys_do_not_echo": [_call("who pays for the string")],
    "no_guesser_wins_a_type": [_true(True, False)],
}
BAD_BANKS |= {
    "truth_is_even": [_true(False, False, False), _true(True, True, True)],
    "key_counts_vary": [_tick(2, 2, 2), _tick(2, 2, 2, 3)],
    "ticking_all_seldom_wins": [_tick(1, 3, 3, 2), [*_tick(3, 1), *_call("the pay")]],
    "hints_keep_the_count": [
        _tick(2, hints=["Two of the four fit.", "Look at the string."]),
        _tick(3, hints=["Look up.", "All but one are right."]),
        [_sort(hints=["Look down.", "Three of the seven have fins."])],
    ],
    "groups_differ_in_size": [[_sort(items=_EVEN)]],
    "keys_do_not_echo": [_call("who ordered the flight")],
    "no_guesser_wins_a_type": [dozen("The longest of all texts", "Short", "Small", "Brief")],
}


# ---------------------------------------------------------------- courses, spoiled


def _with(course: AuthoredCourse, number: int, **keys: Any) -> AuthoredCourse:
    """The course with some fields of one question changed."""
    bank = list(course.bank)
    asked = bank[number]
    bank[number] = Asked(asked.lesson, msgspec.structs.replace(asked.question, **keys))
    return replace(course, bank=bank)


def _all(course: AuthoredCourse, change: Callable[[Question], Question]) -> AuthoredCourse:
    return replace(course, bank=[Asked(a.lesson, change(a.question)) for a in course.bank])


def _belief(course: AuthoredCourse, feedback: str, **keys: Any) -> AuthoredCourse:
    """The course with one wrong option that carries misconception 1 changed."""
    plain = {"text": "Rain", "feedback": feedback, "misconception": 1} | keys
    right = {"text": "Wind", "feedback": "A kite hangs in it, as you saw.", "correct": True}
    asked = ask(options=[right, plain, {"text": "Sun", "feedback": "It warms, and lifts nothing."}])
    return replace(course, bank=[*course.bank, Asked(next(iter(course.lessons)), asked.question)])


def _whole(course: AuthoredCourse) -> AuthoredCourse:
    """The course as if all lessons on the article were listed, with nothing asked."""
    some = next(iter(course.lessons.values()))
    return replace(course, lessons=dict(course.lessons) | dict.fromkeys(ARTICLE, some))


def _thinned(course: AuthoredCourse, number: int) -> AuthoredCourse:
    """The course with so many questions on the article, taken from all its lessons by turns."""
    seen: Counter[str] = Counter()
    turns = {}
    for asked in article(course):
        turns[asked.question.id] = seen[asked.lesson]
        seen[asked.lesson] += 1
    kept = sorted(article(course), key=lambda a: turns[a.question.id])[:number]
    return _without(course, lambda a: a.question.id in turns and a not in kept)


def _without(course: AuthoredCourse, wanted: Callable[[Asked], bool]) -> AuthoredCourse:
    return replace(course, bank=[a for a in course.bank if not wanted(a)])


def _carries(asked: Asked, belief: int) -> bool:
    return any(e.misconception == belief for e in asked.question.entries())


def _typed(course: AuthoredCourse, belief: int) -> AuthoredCourse:
    """The course with a belief in numbers to type alone, two of them."""
    miss = {"value": 25, "feedback": "That is the whole string.", "misconception": belief}
    some = next(iter(course.lessons))
    more = [_number(id=f"typed-{n}", near_misses=[miss]).question for n in range(2)]
    bare = _without(course, lambda a: _carries(a, belief))
    return replace(bare, bank=[*bare.bank, *(Asked(some, q) for q in more)])


def _moved(course: AuthoredCourse, belief: int) -> AuthoredCourse:
    """The course with all that carries a belief in a later lesson."""
    later = next(lesson for lesson in course.lessons if lesson not in ARTICLE)
    return replace(
        course, bank=[Asked(later, a.question) if _carries(a, belief) else a for a in course.bank]
    )


def _without_owner(question: Question) -> Question:
    """A matching question without its Product Owner."""
    if not isinstance(question, Matching):
        return question
    pairs = [pair for pair in question.pairs if pair.match != "Product Owner"]
    return msgspec.structs.replace(question, pairs=pairs)


def _first(course: AuthoredCourse, wanted: Callable[[Question], bool]) -> int:
    return next(n for n, a in enumerate(course.bank) if wanted(a.question))


def _and(course: AuthoredCourse, *asked: Asked) -> AuthoredCourse:
    """The course with some questions more, at the end of its first lesson."""
    some = next(iter(course.lessons))
    return replace(course, bank=[*course.bank, *(Asked(some, a.question) for a in asked)])


def calls(**rows: str) -> dict[str, Asked]:
    """Questions on whose call it is, by type, with these parts more; all have the right key."""
    people = [("Mina, the product manager", True), ("Tomás", False), ("Ines", False)]
    who = [{"text": text, "feedback": f"About {text}.", "correct": ok} for text, ok in people]
    owners = [{"text": w["text"], "feedback": w["feedback"], "accepted": w["correct"]} for w in who]
    groups = [{"id": "mina", "label": "Mina"}, {"id": "ines", "label": "Ines"}]
    items = [
        {"text": "The fare", "group": "mina", "feedback": "It is worth.", "row": "price"} | rows,
        {"text": "Going on", "group": "ines", "feedback": "Money.", "row": "stop-project"},
        {"text": "Ending it", "group": "ines", "feedback": "More money.", "row": "stop-project"},
    ]
    pairs = [
        {"text": i["text"], "match": f"{i['group'].title()} {n}", "feedback": i["feedback"]}
        | {"row": i["row"]}
        for n, i in enumerate(items)
    ]
    told = [
        {"verdict": True, "text": "it is hers", "feedback": "It is.", "correct": True},
        {"verdict": False, "text": "it is his", "feedback": "It is not."},
    ]
    row = {"row": "price"} | rows
    stem = "Who decides on the fare?"
    return {
        "single_choice": ask("single_choice", stem=stem, options=who, **row),
        "scenario": ask(
            "scenario", stem=stem, certainty="clear", owners=owners, reasons=who, consult=who, **row
        ),
        "sort_into_groups": ask("sort_into_groups", stem=stem, groups=groups, items=items),
        "matching": ask("matching", stem=stem, pairs=pairs),
        "true_false_reason": ask(
            "true_false_reason", stem="Mina decides on the fare.", options=told, **row
        ),
    }


def moved_calls(question: Scenario | SortIntoGroups) -> list[Question]:
    """The question with one call at a time in other hands, where the table has a row for it."""
    put = msgspec.structs.replace
    if isinstance(question, SortIntoGroups):
        groups = [group.id for group in question.groups]
        return [
            put(question, items=[put(i, group=to) if i is item else i for i in question.items])
            for item in question.items
            if item.row not in ("", "outside")
            for to in groups
            if to != item.group
        ]
    if question.row == "outside" or any(o.row == "outside" for o in question.owners):
        return []
    return [
        put(
            question,
            owners=[
                put(o, accepted=o is to, row=owner.row if o is to else "")
                if o in (owner, to)
                else o
                for o in question.owners
            ],
        )
        for owner in question.owners
        if owner.accepted
        for to in question.owners
        if not to.accepted
    ]


def _never_the_project_manager(question: Question) -> Question:
    """The same scenario with each project manager's call marked wrong."""
    if not isinstance(question, Scenario):
        return question
    his = ("Tomás", "project manager")
    owners = [
        msgspec.structs.replace(one, accepted=one.accepted and not any(h in one.text for h in his))
        for one in question.owners
    ]
    return msgspec.structs.replace(question, owners=owners)


def bad_courses(course: AuthoredCourse) -> dict[str, list[AuthoredCourse]]:
    """Spoil the real course, so that each rule about the whole has something to reject."""
    above = _first(course, lambda q: q.level != "remember" and bool(q.stimulus))
    opening = course.course.diagnostic
    probe = _first(course, lambda q: q.id == course.lessons[opening].exit_quiz[0])
    orphan = course.bank[0].question.objectives[0]
    put = msgspec.structs.replace
    return {
        "enough_questions": [
            replace(course, bank=[a for a in course.bank if a.lesson != opening]),
            _thinned(course, 149),
        ],
        "half_above_remember": [_all(course, lambda q: put(q, level="remember"))],
        "a_case_above_remember": [_with(course, above, stimulus="", chart="")],
        "many_forms": [
            replace(course, bank=[Asked(opening, a.question) for a in dozen("Wind", "Rain")])
        ],
        "beliefs_on_wrong_entries": [
            _belief(course, "PM shortens both titles, a synonym.", correct=True)
        ],
        "beliefs_are_named": [_belief(course, "That is simply wrong, so try once more.")],
        "beliefs_have_own_feedback": [_belief(course, "A kite hangs in it, as you saw.")],
        "every_belief_tempts": [
            replace(_whole(course), bank=[]),
            _typed(course, 19),
            _moved(course, 19),
        ],
        "calls_enough": [
            _without(
                course, lambda a: isinstance(a.question, Scenario) and a.lesson != CALLS_LESSON
            ),
            _without(course, lambda a: a.question.id.startswith("overlap-f")),
            _without(course, lambda a: getattr(a.question, "certainty", "") == "ambiguous"),
        ],
        "neighbours_are_answers": [
            _without(course, lambda a: isinstance(a.question, Matching)),
            _all(course, _without_owner),
        ],
        "keys_follow_the_table": [
            *(_and(course, a) for a in calls(row="stop-project").values()),
            *(_and(course, a) for a in calls(row="no-such-row").values()),
        ],
        "calls_name_their_row": [_and(course, a) for a in calls(row="").values()],
        "nobody_is_always_wrong": [_all(course, _never_the_project_manager)],
        "rows_are_asked": [
            _without(
                course, lambda a: a.question.id in ("overlap-water-alert", "project-test-house")
            )
        ],
        "every_wrong_entry_answers": [
            _belief(course, "Wrong."),
            _belief(course, "It warms, and lifts nothing."),
        ],
        "objectives_are_asked": [
            _all(course, lambda q: put(q, objectives=[o for o in q.objectives if o != orphan]))
        ],
        "reread_where_it_is_taught": [
            _with(course, 0, section="nowhere"),
            _with(course, 0, claims=["C99"]),
        ],
        "claims_are_taught_and_asked": [
            _all(course, lambda q: put(q, claims=[c for c in q.claims if c != "C02"])),
            replace(
                course,
                lessons={
                    name: put(lesson, sections=[put(s, claims=[]) for s in lesson.sections])
                    for name, lesson in course.lessons.items()
                },
            ),
        ],
        "diagnostic_blueprint": [
            _with(course, probe, level="apply"),
            _with(course, probe, area=""),
            _all(course, lambda q: put(q, level="evaluate")),
            replace(course, bank=course.bank[:probe]),
        ],
    }
