"""Whether the course asks all that it teaches, and how: objectives, claims, beliefs, levels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from helpers.questions import NearMiss, Numeric, OrderItem
from helpers.questions.base import LOW

from .bank_wording import Entry, is_right, normal, place
from .course import Asked, AuthoredCourse, Bank
from .policy import ARTICLE, BELIEFS, CLAIMS, IN_ALL, PER_LESSON, TEMPTATIONS


def article(course: AuthoredCourse) -> Bank:
    """The questions of the lessons that teach the article."""
    return [asked for asked in course.bank if asked.lesson in ARTICLE]


def is_whole(course: AuthoredCourse) -> bool:
    """Whether all lessons that teach the article are listed."""
    return set(course.lessons) >= ARTICLE


# ---------------------------------------------------------------- numbers and levels


def enough_questions(course: AuthoredCourse) -> list[str]:
    """Every lesson asks `PER_LESSON` or more; those on the article together `IN_ALL`."""
    found = [
        course.size(
            lesson, f"questions/{lesson}.yaml: it has {size} questions; write {PER_LESSON} or more."
        )
        for lesson in course.lessons
        if (size := len(course.of(lesson))) < PER_LESSON
    ]
    if is_whole(course) and len(article(course)) < IN_ALL:
        size = len(article(course))
        found.append(
            f"questions: the lessons on the article have {size} questions; write {IN_ALL} or more."
        )
    return found


def half_above_remember(course: AuthoredCourse) -> list[str]:
    """In every lesson at least half of the questions ask more than memory."""
    found = []
    for lesson in course.lessons:
        bank = course.of(lesson)
        above = sum(a.question.level != "remember" for a in bank)
        if above * 2 < len(bank):
            found.append(
                f"questions/{lesson}.yaml: {above} of {len(bank)} are above 'remember'; raise some."
            )
    return found


def a_case_above_remember(course: AuthoredCourse) -> list[str]:
    """Every question above "remember" has a case, data or a chart."""
    return [
        f"{place(a)}: level {a.question.level!r} without stimulus or chart; give it a case."
        for a in course.bank
        if a.question.level != "remember"
        and not (a.question.stimulus or a.question.chart or a.question.sheet)
    ]


def many_forms(course: AuthoredCourse) -> list[str]:
    """Every lesson has four types of question or more, and none of them makes up over 70%."""
    found = []
    for lesson in course.lessons:
        kinds = Counter(a.question.kind for a in course.of(lesson))
        if kinds and (len(kinds) < 4 or max(kinds.values()) > 0.7 * kinds.total()):
            types = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
            mixed = (
                f"questions/{lesson}.yaml: its types are {types}; have four or more, well mixed."
            )
            found.append(course.size(lesson, mixed))
    return found


# ---------------------------------------------------------------- beliefs


def _carriers(course: AuthoredCourse) -> Iterator[tuple[Asked, Entry]]:
    for asked in course.bank:
        for entry in asked.question.entries():
            if entry.misconception is not None:
                yield asked, entry


def beliefs_on_wrong_entries(course: AuthoredCourse) -> list[str]:
    """Only a wrong choice carries a misconception."""
    return [
        f"{place(asked)}: the right {entry.text!r} carries a misconception; take the number off."
        for asked, entry in _carriers(course)
        if is_right(entry)
    ]


def beliefs_are_named(course: AuthoredCourse) -> list[str]:
    """Feedback to a misconception names it: it shares two words of substance with the belief."""
    found = []
    for asked, entry in _carriers(course):
        belief = _stems(course.beliefs.get(entry.misconception, ""))
        if len(belief & _stems(entry.feedback)) < 2:
            found.append(
                f"{place(asked)}: feedback {entry.feedback[:40]!r} does not name belief "
                f"{entry.misconception} ({course.beliefs.get(entry.misconception, 'unknown')}); "
                "say it."
            )
    return found


def beliefs_have_own_feedback(course: AuthoredCourse) -> list[str]:
    """No other entry of the question has the feedback of a misconception."""
    return [
        f"{place(asked)}: {entry.feedback[:40]!r} answers two entries; give each its own."
        for asked, entry in _carriers(course)
        if [e.feedback for e in asked.question.entries()].count(entry.feedback) > 1
    ]


def every_belief_tempts(course: AuthoredCourse) -> list[str]:
    """Each belief tempts: one about the article in two of its questions or more, others in one.

    It tempts where it can be chosen: as a wrong option, owner, reason or person to consult, or as
    a wrong place of a thing to sort or to match. A number that somebody may type is no such offer.
    """
    if not is_whole(course):
        return []
    tempting = {
        (entry.misconception, asked.question.id, asked.lesson in ARTICLE)
        for asked, entry in _carriers(course)
        if not isinstance(entry, NearMiss | OrderItem)
    }
    found = []
    for number, text in course.beliefs.items():
        first = number <= BELIEFS
        count = sum(n == number and (own or not first) for n, _, own in tempting)
        if count < (TEMPTATIONS if first else 1):
            found.append(
                f"misconceptions.yaml: misconception {number} ({text}) tempts in {count} "
                "questions; write a wrong option for it."
            )
    return found


_EMPTY = re.compile(
    r"(the|and|that|this|are|was|were|has|have|had|for|from|with|only|over|than|into|its|his|her"
    r"|their|they|them|one|two|all|any|not|but|also|who|what|when|which|where|while|before|always"
    r"|never|does)"
)


def _stems(text: str) -> set[str]:
    found = re.findall(r"[^\W_]+", normal(text))
    return {word[:5] for word in found if len(word) > 2 and not _EMPTY.fullmatch(word)}


def every_wrong_entry_answers(course: AuthoredCourse) -> list[str]:
    """Each entry has feedback of its own: five words or more, and more than a verdict."""
    found = []
    for asked in course.bank:
        texts = [entry.feedback for entry in asked.question.entries()]
        if isinstance(asked.question, Numeric):
            texts += [asked.question.otherwise, asked.question.feedback]
        for text in texts:
            if len(normal(text).split()) < 5:
                found.append(f"{place(asked)}: feedback {text!r} gives no reason; add it.")
            if texts.count(text) > 1:
                found.append(f"{place(asked)}: feedback {text[:40]!r} stands twice; write another.")
    return found


# ---------------------------------------------------------------- what is taught and what is asked


def objectives_are_asked(course: AuthoredCourse) -> list[str]:
    """Each objective belongs to a section and has two questions or more."""
    found = []
    for lesson in course.lessons.values():
        for objective in lesson.objectives:
            here = f"lessons/{lesson.id}.yaml: objective {objective.id}"
            homes = [s.id for s in lesson.sections if objective.id in s.objectives]
            asked = [a for a in course.of(lesson.id) if objective.id in a.question.objectives]
            if not homes:
                found.append(f"{here}: it has no section; give it one.")
            if len(asked) < 2:
                found.append(f"{here}: {len(asked)} questions ask it; write two or more.")
    return found


def reread_where_it_is_taught(course: AuthoredCourse) -> list[str]:
    """A question's section teaches one of its objectives, and the lesson teaches its claims."""
    found = []
    for asked in course.bank:
        lesson = course.lessons[asked.lesson]
        section = next((s for s in lesson.sections if s.id == asked.question.section), None)
        if section is None or not set(section.objectives) & set(asked.question.objectives):
            found.append(f"{place(asked)}: its section teaches none of its objectives; mend it.")
        taught = {claim for s in lesson.sections for claim in s.claims}
        if astray := sorted(set(asked.question.claims) - taught):
            claims = ", ".join(astray)
            found.append(f"{place(asked)}: the lesson does not teach {claims}; untag it.")
    return found


def claims_are_taught_and_asked(course: AuthoredCourse) -> list[str]:
    """Each claim of a listed lesson's range has a section and a question in that lesson."""
    found = []
    for lesson in course.lessons.values():
        first, last = CLAIMS.get(lesson.id, (1, 0))
        taught = {claim for section in lesson.sections for claim in section.claims}
        asked = {claim for a in course.of(lesson.id) for claim in a.question.claims}
        for claim in (f"C{number:02d}" for number in range(first, last + 1)):
            if claim not in taught:
                found.append(
                    f"lessons/{lesson.id}.yaml: {claim} is taught in no section; tag or teach it."
                )
            if claim not in asked:
                found.append(
                    f"lessons/{lesson.id}.yaml: {claim} is asked by no question; write or tag one."
                )
    return found


def traceability(course: AuthoredCourse) -> str:
    """The table: objective, its sections, its questions; then claim, where taught, where asked."""
    lines = ["objective | sections | questions"]
    for lesson in course.lessons.values():
        for objective in lesson.objectives:
            homes = [s.id for s in lesson.sections if objective.id in s.objectives]
            asked = [
                a.question.id for a in course.of(lesson.id) if objective.id in a.question.objectives
            ]
            lines.append(f"{objective.id} | {', '.join(homes)} | {', '.join(asked)}")
    lines += ["", "claim | taught in | asked in"]
    taught: dict[str, list[str]] = {}
    asked_in: dict[str, list[str]] = {}
    for lesson in course.lessons.values():
        for section in lesson.sections:
            for claim in section.claims:
                taught.setdefault(claim, []).append(f"{lesson.id} {section.id}")
    for _, question in course.bank:
        for claim in question.claims:
            asked_in.setdefault(claim, []).append(question.id)
    for claim in sorted(set(taught) | set(asked_in)):
        where = ", ".join(taught.get(claim, ["-"]))
        lines.append(f"{claim} | {where} | {', '.join(asked_in.get(claim, ['-']))}")
    return "\n".join(lines)


# ---------------------------------------------------------------- the diagnostic


def diagnostic_blueprint(course: AuthoredCourse) -> list[str]:
    """Each area of the course has one item above remember and understand, and at most one below."""
    lesson = course.lessons.get(course.course.diagnostic) if course.course else None
    if course.course is None or lesson is None:
        return []
    known = {a.question.id: a.question for a in course.of(lesson.id)}
    items = [known[name] for name in lesson.exit_quiz if name in known]
    areas = {area.id for area in course.course.areas}
    found = [
        f"lessons/{lesson.id}.yaml: {question.id} of the diagnostic has no area of course.yaml; "
        "give it one."
        for question in items
        if question.area not in areas
    ]
    for area in sorted(areas):
        levels = [q.level for q in items if q.area == area]
        if sorted(level in LOW for level in levels) not in ([False], [False, True]):
            found.append(
                f"lessons/{lesson.id}.yaml: the diagnostic asks area {area!r} at the levels "
                f"{levels}; have one item above understand, and at most one below."
            )
    return found


RULES = (
    enough_questions,
    half_above_remember,
    a_case_above_remember,
    many_forms,
    beliefs_on_wrong_entries,
    beliefs_are_named,
    beliefs_have_own_feedback,
    every_belief_tempts,
    every_wrong_entry_answers,
    objectives_are_asked,
    reread_where_it_is_taught,
    claims_are_taught_and_asked,
    diagnostic_blueprint,
)
