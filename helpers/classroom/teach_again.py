"""Where in the course a question belongs: what to teach again, as links."""

from __future__ import annotations

from functools import cache

from helpers.content import load_course, load_lesson, load_misconceptions, load_questions
from helpers.document import Element, in_brief, joined, lesson_link, line
from helpers.questions import Question


def find_question(question_id: str) -> tuple[str, Question]:
    """Return a question with the id of its lesson.

    Raises
    ------
    ValueError
        When the course has no such question; the sentence names the nearest ids.
    """
    import difflib

    known = _questions()
    if question_id not in known:
        near = difflib.get_close_matches(str(question_id)[:80], known, n=3, cutoff=0.3)
        mend = f"the nearest are {', '.join(near)}" if near else "see lessons_data/questions"
        raise ValueError(f"There is no question {str(question_id)[:80]!r}; {mend}.")
    return known[question_id]


def asked(question: str, most: int = 60) -> str:
    """What a question asks, cut where it is long."""
    return in_brief(find_question(question)[1].stem, most)


def quoted(words: str) -> str:
    """Words in quotation marks, unless they are somebody's speech and have them."""
    return words if words.startswith('"') and words.endswith('"') else f"“{words}”"


def section_link(lesson_id: str, section_id: str) -> Element:
    """A section of a lesson, seen from ``notebooks/teaching``."""
    lesson = load_lesson(lesson_id)
    title = next(section.title for section in lesson.sections if section.id == section_id)
    entry = load_course().entry(lesson_id)
    return lesson_link(f"../{entry.notebook}", f"{entry.label}, section {title!r}", title)


def whole_lesson(lesson_id: str) -> Element:
    """A whole lesson, seen from ``notebooks/teaching``."""
    entry = load_course().entry(lesson_id)
    return lesson_link(f"../{entry.notebook}", entry.label)


def place_of(question_id: str) -> Element:
    """The section that teaches what a question asks; for the two tests, the lesson that does.

    Raises
    ------
    ValueError
        When the course has no such question.
    """
    lesson_id, question = find_question(question_id)
    if question.area:
        course = load_course()
        lessons = next(area.lessons for area in course.areas if area.id == question.area)
        if lessons:
            return whole_lesson(lessons[0])
    return section_link(lesson_id, question.section)


def reteach(*places: Element) -> Element:
    """The sentence that sends the teacher to a section, or to several."""
    return line("Teach again: ", joined(places, "; "), ".")


@cache
def belief_texts() -> dict[int, str]:
    """The beginners' beliefs by their number."""
    return {belief.id: belief.text for belief in load_misconceptions()}


@cache
def _questions() -> dict[str, tuple[str, Question]]:
    return {q.id: (e.id, q) for e in load_course().lessons for q in load_questions(e.id)}
