"""The anatomy of a lesson as rules over its notebook; each returns one sentence for each fault.

A `LessonPage` is a lesson with the cells of its notebook.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from helpers.content.minutes import WORDS_A_MINUTE, minutes_of_question
from helpers.document import to_text
from helpers.questions import MarkUp, Matching, Numeric, Ordering, Scenario, SortIntoGroups

from . import notebook_words, readability
from .notebook_page import TODO, LessonPage, Part, calls, code, headings, markdown, parts, source
from .policy import DIAGNOSTIC, EXIT_QUIZ, FINAL_TEST, MOST_BOXES, MOST_LINES, OFF

POINTER = (
    "*Press **Start** at the top, or choose Run All Cells in the Run menu. Your answers come back. "
    "In trouble? [{title}]({notebook}.ipynb) helps.*"
)
IMPORT = 'from helpers import open_lesson\n\nlesson = open_lesson("{id}")\nlesson'
CLOSING = ["Exit quiz", "What you take with you", "Sources"]
VERDICT = re.compile(r"\*Verdict: [^*]+\*")
NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
BOX = "> **Where explainers go wrong.**"
TAKEAWAY = "**Takeaway.**"
# Verbs whose doing can be seen by somebody else; "know" and "understand" are not among them.
OBSERVABLE = re.compile(
    r"(Tell|Explain|Define|Sort|Unfold|State|Name|Place|Use|Identify|Classify|Distinguish|Separate"
    r"|Judge|Weigh|Match|Choose|Decide|Compare|Correct|Read|Fill in|Work out|Compute|Calculate|Draw"
    r"|Describe|List|Rank|Order|Label|Predict|Plan|Write|Give|Find|Spot|Defend|Argue|Estimate|Test"
    r"|Recall|Recognise|Pick|Show|Set|Solve|Build|Check|Trace|Measure|Run|Review)\b"
)
_PROMPT = re.compile(
    r"(before you (look|go on|read)|predict before|try it|think first|do this now|write down|"
    r"cover the|try this)",
    re.I,
)
_ACTIVE = (SortIntoGroups, MarkUp, Matching, Ordering, Numeric, Scenario)


# ---------------------------------------------------------------- the two ends and the headings


def opens_right(page: LessonPage) -> list[str]:
    """Title and pointer first, then the one standard import; a preflight opens the course."""
    found = []
    title = f"# {page.lesson.title}"
    if len(page.cells) < 2:
        return [page.say("it has hardly a cell; start it anew with 'authoring new'.")]
    first = source(page.cells[0]).strip()
    if page.cells[0]["cell_type"] != "markdown" or first.split("\n")[0] != title:
        found.append(page.say(f"the first cell does not begin with {title!r}; write the title."))
    start = page.course.lessons[0]
    pointer = POINTER.format(title=start.title, notebook=start.notebook)
    if not page.opening and first[len(title) :].strip() != pointer:
        found.append(page.say(f"the first cell lacks the one line {pointer!r}; write it."))
    blocks = code(page)
    wanted = IMPORT.format(id=page.lesson.id)
    place = 1 if page.opening else 0
    if len(blocks) <= place or blocks[place].strip() != wanted:
        found.append(page.say(f"code cell {place + 1} is not the standard import; correct it."))
    if page.opening and re.search(r"^\s*(import|from)\s+helpers\b", blocks[0], re.M):
        found.append(page.say("the preflight imports helpers; it must run without them."))
    if not page.opening and page.cells[1]["cell_type"] != "code":
        found.append(page.say("the import is not the second cell; move it up."))
    return found


def headings_in_order(page: LessonPage) -> list[str]:
    """One H1; the H2 are the sections' titles, then the closing ones; no level is jumped."""
    found = []
    heads = headings(markdown(page))
    if [text for level, text in heads if level == 1] != [page.lesson.title]:
        found.append(page.say("it has not exactly one H1, the lesson's title; correct it."))
    wanted = [s.title for s in page.lesson.sections] + CLOSING[page.opening or page.closing :]
    second = [text for level, text in heads if level == 2]
    if second != wanted:
        has, want = next(((a, b) for a, b in _zip(second, wanted) if a != b), ("", ""))
        said = f"{want!r} should be" if want else "nothing should be"
        stands = f"the heading {has!r} stands" if has else "no heading stands"
        found.append(page.say(f"{stands} where {said}; follow the lesson's sections."))
    return found + [page.say(fault) for fault in notebook_words.heading_faults(markdown(page))]


def _zip(one: list[str], other: list[str]) -> Iterator[tuple[str, str]]:
    for n in range(max(len(one), len(other))):
        yield (one[n] if n < len(one) else "", other[n] if n < len(other) else "")


# ---------------------------------------------------------------- sections and cells


def sections_call_their_own(page: LessonPage) -> list[str]:
    """Each section draws its charts, shows its labs and asks its check exactly once."""
    found = []
    by_title = {part.title: part for part in parts(page)}
    expected = {}
    for section in page.lesson.sections:
        wanted = [("chart", chart) for chart in section.charts]
        wanted += [("scene", scene) for scene in section.scenes]
        wanted += [("document", document) for document in section.documents]
        wanted += [("note", asked.name) for asked in section.predict if asked.note]
        wanted += [("lab", lab) for lab in section.labs]
        wanted += [("check", section.id)] if section.checks else []
        expected[section.title] = wanted
    expected["What you take with you"] = [("recap", "")]
    if page.opening:
        also = {"diagnostic": "diagnostic", "dashboard": "dashboard"}
    elif page.closing:
        also = {"final-test": "final_test"}
    else:
        also = {}
        expected["Exit quiz"] = [("exit_quiz", "")]
    for section_id, name in also.items():
        title = next((s.title for s in page.lesson.sections if s.id == section_id), "")
        if not title:
            found.append(page.say(f"no section {section_id!r} for lesson.{name}(); add it."))
        expected[title] = [*expected.get(title, []), (name, "")]
    for title, part in by_title.items():
        made = [call for call in calls(part.cells) if call[0] in _ONCE]
        if sorted(made) != sorted(expected.get(title, [])):
            wanted_calls = _code(expected.get(title, [])) or "no part of the lesson"
            calls_there = _code(made) or "nothing"
            found.append(
                page.say(f"under {title!r} it calls {calls_there}; call {wanted_calls} there.")
            )
    return found


def _code(made: list[tuple[str, str]]) -> str:
    """Calls as an author writes them."""
    return ", ".join(f'lesson.{name}("{it}")' if it else f"lesson.{name}()" for name, it in made)


_ALSO_DO = {"diagnostic", "dashboard", "final_test"}
_ONCE = {"chart", "scene", "document", "note", "lab", "check", "exit_quiz", "recap"} | _ALSO_DO


def cells_are_short(page: LessonPage) -> list[str]:
    """A code cell has at most `MOST_LINES` lines; none is empty."""
    found = []
    for number, text in enumerate(code(page), 1):
        lines = len(text.strip("\n").split("\n"))
        if lines > MOST_LINES or not text.strip():
            found.append(page.say(f"code cell {number} has {lines} lines; keep it to 1-5."))
    return found


def one_takeaway_each(page: LessonPage) -> list[str]:
    """Each section has one line that begins with "Takeaway."."""
    titles = {section.title for section in page.lesson.sections}
    found = []
    for part in parts(page):
        count = part.prose.count(TAKEAWAY)
        if count != (part.title in titles):
            found.append(page.say(f"under {part.title!r} stand {count} takeaways; have one."))
    return found


def guesses_stay_open(page: LessonPage) -> list[str]:
    """The prose right under a guess has no long word that stands in its right choice alone.

    What is said about a picture belongs into the guess's ``then``, which shows after the guess.
    """
    found = []
    for asked in (one for section in page.lesson.sections for one in section.predict):
        right = [one.text for one in asked.choose if one.right]
        wrong = [asked.ask, *(one.text for one in asked.choose if not one.right)]
        if len(" ".join(right).split()) < 3:  # a name or a term may well be spoken of
            continue
        telling = _long_words(*right) - _long_words(*wrong)
        told = sorted(telling & _long_words(_prose_under(page, f'lesson.chart("{asked.chart}")')))
        if told:
            under = f"the text under the guess on {asked.chart!r} tells its answer ({told[0]!r})"
            found.append(page.say(f"{under}; move it into the guess's 'then'."))
    return found


def _long_words(*texts: str) -> set[str]:
    return {word for text in texts for word in re.findall(r"[^\W\d_]{6,}", text.lower())}


def _prose_under(page: LessonPage, call: str) -> str:
    """What is in sight below a cell, up to the next code cell, heading or takeaway."""
    at = next((n for n, cell in enumerate(page.cells) if source(cell).strip() == call), None)
    below = page.cells[at + 1 :] if at is not None else []
    prose = itertools.takewhile(lambda cell: cell["cell_type"] == "markdown", below)
    text = "\n".join(map(source, prose))
    return re.split(r"^## |^<details>|^\*\*Takeaway", text, maxsplit=1, flags=re.M)[0]


def few_boxes(page: LessonPage) -> list[str]:
    """At most `MOST_BOXES` boxes on where explainers go wrong; verdicts stand in them alone."""
    text = markdown(page)
    boxes = [p for p in re.split(r"\n\s*\n", text) if p.lstrip().startswith(BOX)]
    found = []
    if len(boxes) > MOST_BOXES or text.count("explainers go wrong") > len(boxes):
        found.append(page.say(f"it has {len(boxes)} boxes or a malformed one; keep to three."))
    found += [
        page.say(f"the box {box[33:73]!r} states no verdict; add '*Verdict: ...*'.")
        for box in boxes
        if not VERDICT.search(box)
    ]
    outside = len(VERDICT.findall(text)) - sum(len(VERDICT.findall(box)) for box in boxes)
    if outside:
        found.append(page.say(f"{outside} verdicts stand outside a box; make boxes, or drop them."))
    return found


def enough_to_do(page: LessonPage) -> list[str]:
    """Three charts or activities or more in all, and one of them in every section.

    An activity is a sorting, matching, ordering, numeric or scenario check, or a prompt to think
    or write before reading on. A section still to be written is named elsewhere.
    """
    found, total = [], 0
    by_title = {part.title: part for part in parts(page)}
    for section in page.lesson.sections:
        part = by_title.get(section.title, Part("", []))
        active = sum(isinstance(page.questions.get(q), _ACTIVE) for q in section.checks)
        prompts = len(_PROMPT.findall(part.prose))
        more = sum(name not in _ONCE or name in _ALSO_DO for name, _ in calls(part.cells))
        here = len(section.charts) + len(section.labs) + len(section.predict)
        here += active + prompts + more
        total += here
        if not here and not TODO.search(part.prose):
            bare = f"section {section.title!r} has no picture and no activity"
            found.append(page.say(f"{bare}; draw something, or ask to think before reading on."))
    if total < 3:
        found.append(page.size(f"it has {total} charts and activities; have three or more."))
    return found


def minutes_are_honest(page: LessonPage) -> list[str]:
    """Stated minutes lie within `OFF` of reading, answering and the activities' own.

    The diagnostic is an offer and does not count."""
    lesson = page.lesson
    words = len(readability.words(to_text(markdown(page))))
    offered = set(lesson.exit_quiz) if page.opening else set()  # the diagnostic is not in the way
    asked = [question for name, question in page.questions.items() if name not in offered]
    answering = sum(map(minutes_of_question, asked))
    reckoned = words / WORDS_A_MINUTE + answering + lesson.activity_minutes
    if abs(lesson.minutes - reckoned) > OFF * reckoned:
        stated = f"{lesson.minutes} minutes are stated and {reckoned:.1f} reckoned"
        return [page.say(f"{stated}; state {reckoned:.0f} in the lesson and in course.yaml.")]
    return []


def quiz_sizes(page: LessonPage) -> list[str]:
    """Exit quiz, diagnostic and final test have their sizes, and a section has 1 to 3 checks."""
    low, high = DIAGNOSTIC if page.opening else FINAL_TEST if page.closing else EXIT_QUIZ
    size = len(page.lesson.exit_quiz)
    found = []
    if not low <= size <= high:
        found.append(page.size(f"the exit quiz has {size} questions; have {low} to {high}."))
    found += [
        page.say(f"section {s.title!r} has {len(s.checks)} checks; have one to three.")
        for s in page.lesson.sections
        if not 1 <= len(s.checks) <= 3 and s.id not in ("diagnostic", "final-test")
    ]
    return found


def exit_quiz_is_as_it_says(page: LessonPage) -> list[str]:
    """Questions, scenarios and sections that the words above the exit quiz count are right."""
    part = next((p for p in parts(page) if p.title == "Exit quiz"), None)
    if part is None:
        return []
    asked = [page.questions[name] for name in page.lesson.exit_quiz if name in page.questions]
    true = {
        "questions": len(asked),
        "scenarios": sum(isinstance(question, Scenario) for question in asked),
        "sections": len({question.section for question in asked}),
    }
    count = rf"\b({'|'.join(NUMBERS)})(?: of them)? (?:of the )?({'|'.join(true)})\b"
    return [
        page.say(f"its exit quiz has {true[what]} {what}, not {number}; correct the words.")
        for number, what in re.findall(count, part.prose.lower())
        if NUMBERS.index(number) != true[what]
    ]


def objectives_can_be_seen(page: LessonPage) -> list[str]:
    """There are 3 to 5 objectives, and each begins with an observable verb."""
    objectives = page.lesson.objectives
    found = [
        page.say(
            f"objective {o.id}: {o.text[:30]!r} can be seen by nobody; begin with a verb such "
            "as Tell, Sort or Choose."
        )
        for o in objectives
        if not OBSERVABLE.match(o.text)
    ]
    if not 3 <= len(objectives) <= 5:
        found.append(page.size(f"it has {len(objectives)} objectives; have three to five."))
    return found


LESSON_RULES = (
    opens_right,
    headings_in_order,
    sections_call_their_own,
    cells_are_short,
    one_takeaway_each,
    guesses_stay_open,
    few_boxes,
    enough_to_do,
    minutes_are_honest,
    quiz_sizes,
    exit_quiz_is_as_it_says,
    objectives_can_be_seen,
)
