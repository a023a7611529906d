"""Whether the course asks all that it teaches, and how: objectives, claims, beliefs, levels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from helpers.content.model import Lesson, NearMiss, Numeric, OrderItem

from .bank_wording import Asked, Bank, entries_of, is_right, normal, place

PER_LESSON = 12
IN_ALL = 150
CLAIMS = {
    "two_jobs_one_abbreviation": (1, 3),
    "what_is_a_product_manager": (4, 12),
    "what_is_a_project_manager": (13, 24),
    "what_is_the_difference": (25, 44),
    "responsibilities_of_product_managers": (45, 54),
    "responsibilities_of_project_managers": (55, 63),
    "where_the_roles_overlap": (64, 70),
    "which_one_is_for_me": (71, 80),
}
ARTICLE = {"start_here", "fifty_product_terms", *CLAIMS}  # the lessons that teach the article
LOW = ("remember", "understand")
AREAS = 6


class Course(NamedTuple):
    """What the rules look at: the lessons that are listed, their questions, the beliefs."""

    lessons: Mapping[str, Lesson]
    bank: Bank
    beliefs: Mapping[int, str]
    diagnostic: str

    def of(self, lesson: str) -> Bank:
        return [asked for asked in self.bank if asked.lesson == lesson]

    @property
    def article(self) -> Bank:
        """The questions of the lessons that teach the article."""
        return [asked for asked in self.bank if asked.lesson in ARTICLE]

    @property
    def whole(self) -> bool:
        """Whether all lessons that teach the article are listed."""
        return set(self.lessons) >= ARTICLE


# ---------------------------------------------------------------- numbers and levels


def enough_questions(course: Course) -> list[str]:
    """Every lesson asks `PER_LESSON` or more; those on the article together `IN_ALL`."""
    found = [
        f"{lesson}: {len(course.of(lesson))} questions; write {PER_LESSON} or more."
        for lesson in course.lessons
        if len(course.of(lesson)) < PER_LESSON
    ]
    if course.whole and len(course.article) < IN_ALL:
        size = len(course.article)
        found.append(f"the lessons on the article have {size} questions; write {IN_ALL} or more.")
    return found


def half_above_remember(course: Course) -> list[str]:
    """In every lesson at least half of the questions ask more than memory."""
    found = []
    for lesson in course.lessons:
        bank = course.of(lesson)
        above = sum(a.question.level != "remember" for a in bank)
        if above * 2 < len(bank):
            found.append(f"{lesson}: {above} of {len(bank)} are above 'remember'; raise some.")
    return found


def a_case_above_remember(course: Course) -> list[str]:
    """Every question above "remember" has a case, data or a chart."""
    return [
        f"{place(a)}: level {a.question.level!r} without stimulus or chart; give it a case."
        for a in course.bank
        if a.question.level != "remember" and not (a.question.stimulus or a.question.chart)
    ]


def many_forms(course: Course) -> list[str]:
    """Every lesson has four types of question or more, and none of them makes up over 70%."""
    found = []
    for lesson in course.lessons:
        kinds = Counter(type(a.question).__name__ for a in course.of(lesson))
        if kinds and (len(kinds) < 4 or max(kinds.values()) > 0.7 * kinds.total()):
            found.append(f"{lesson}: its types are {dict(kinds)}; mix them more.")
    return found


# ---------------------------------------------------------------- beliefs


def _carriers(course: Course) -> Iterator[tuple[Asked, object]]:
    for asked in course.bank:
        for entry in entries_of(asked.question):
            if entry.misconception is not None:
                yield asked, entry


def beliefs_on_wrong_entries(course: Course) -> list[str]:
    """Only a wrong choice carries a misconception."""
    return [
        f"{place(asked)}: the right {entry.text!r} carries a misconception; take the number off."
        for asked, entry in _carriers(course)
        if is_right(entry)
    ]


def beliefs_are_named(course: Course) -> list[str]:
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


def beliefs_have_own_feedback(course: Course) -> list[str]:
    """No other entry of the question has the feedback of a misconception."""
    return [
        f"{place(asked)}: {entry.feedback[:40]!r} answers two entries; give each its own."
        for asked, entry in _carriers(course)
        if [e.feedback for e in entries_of(asked.question)].count(entry.feedback) > 1
    ]


def every_belief_twice(course: Course) -> list[str]:
    """Each misconception tempts in two questions or more of the lessons on the article.

    It tempts where it can be chosen: as a wrong option, owner, reason or person to consult, or as
    a wrong place of a thing to sort or to match. A number that somebody may type is no such offer.
    """
    if not course.whole:
        return []
    article = course._replace(bank=course.article)
    tempting = {
        (entry.misconception, asked.question.id)
        for asked, entry in _carriers(article)
        if not isinstance(entry, NearMiss | OrderItem)
    }
    counts = {n: sum(number == n for number, _ in tempting) for n in course.beliefs}
    return [
        f"misconception {number} ({course.beliefs[number]}) tempts in {count} questions; "
        "write a wrong option for it."
        for number, count in counts.items()
        if count < 2
    ]


_EMPTY = re.compile(
    r"(the|and|that|this|are|was|were|has|have|had|for|from|with|only|over|than|into|its|his|her"
    r"|their|they|them|one|two|all|any|not|but|also|who|what|when|which|where|while|before|always"
    r"|never|does)"
)


def _stems(text: str) -> set[str]:
    found = re.findall(r"[^\W_]+", normal(text))
    return {word[:5] for word in found if len(word) > 2 and not _EMPTY.fullmatch(word)}


def every_wrong_entry_answers(course: Course) -> list[str]:
    """Each entry has feedback of its own: five words or more, and more than a verdict."""
    found = []
    for asked in course.bank:
        texts = [entry.feedback for entry in entries_of(asked.question)]
        if isinstance(asked.question, Numeric):
            texts += [asked.question.otherwise, asked.question.feedback]
        for text in texts:
            if len(normal(text).split()) < 5:
                found.append(f"{place(asked)}: feedback {text!r} gives no reason; add it.")
            if texts.count(text) > 1:
                found.append(f"{place(asked)}: feedback {text[:40]!r} stands twice; write another.")
    return found


# ---------------------------------------------------------------- what is taught and what is asked


def objectives_are_asked(course: Course) -> list[str]:
    """Each objective belongs to a section and has two questions or more."""
    found = []
    for lesson in course.lessons.values():
        for objective in lesson.objectives:
            homes = [s.id for s in lesson.sections if objective.id in s.objectives]
            asked = [a for a in course.of(lesson.id) if objective.id in a.question.objectives]
            if not homes:
                found.append(f"{lesson.id}: objective {objective.id} has no section; give it one.")
            if len(asked) < 2:
                found.append(f"{lesson.id}: objective {objective.id}: {len(asked)} questions ask.")
    return found


def reread_where_it_is_taught(course: Course) -> list[str]:
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


def claims_are_taught_and_asked(course: Course) -> list[str]:
    """Each claim of a listed lesson's range has a section and a question in that lesson."""
    found = []
    for lesson in course.lessons.values():
        first, last = CLAIMS.get(lesson.id, (1, 0))
        taught = {claim for section in lesson.sections for claim in section.claims}
        asked = {claim for a in course.of(lesson.id) for claim in a.question.claims}
        for claim in (f"C{number:02d}" for number in range(first, last + 1)):
            if claim not in taught:
                found.append(f"{lesson.id}: {claim} is taught in no section; tag or teach it.")
            if claim not in asked:
                found.append(f"{lesson.id}: {claim} is asked by no question; write or tag one.")
    return found


def traceability(course: Course) -> str:
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
    for asked in course.bank:
        for claim in asked.question.claims:
            asked_in.setdefault(claim, []).append(asked.question.id)
    for claim in sorted(set(taught) | set(asked_in)):
        where = ", ".join(taught.get(claim, ["-"]))
        lines.append(f"{claim} | {where} | {', '.join(asked_in.get(claim, ['-']))}")
    return "\n".join(lines)


# ---------------------------------------------------------------- the diagnostic


def diagnostic_blueprint(course: Course) -> list[str]:
    """Twelve items in the diagnostic: in each of six areas one at a low level and one above."""
    lesson = course.lessons[course.diagnostic]
    known = {a.question.id: a.question for a in course.of(lesson.id)}
    items = [known[name] for name in lesson.exit_quiz if name in known]
    found = []
    if len(items) != 2 * AREAS:
        found.append(f"{lesson.id}: the diagnostic has {len(items)} items; make it {2 * AREAS}.")
    areas = {question.area for question in items}
    if len(areas) != AREAS or "" in areas:
        found.append(f"{lesson.id}: the diagnostic has the areas {sorted(areas)}; cover {AREAS}.")
    for area in sorted(areas):
        levels = [q.level for q in items if q.area == area]
        if sorted(level in LOW for level in levels) != [False, True]:
            found.append(
                f"{lesson.id}: area {area!r} has the levels {levels}; "
                "have one at remember or understand and one above."
            )
    return found
