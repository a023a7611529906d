"""Moodle XML: one file that a question bank imports, categories, feedback, hints, tags, pictures.

Written after Moodle's description of the form (docs.moodle.org, "Moodle XML format") and what its
importer reads (question/format/xml/format.php, question/type/ordering).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import singledispatch
from types import MappingProxyType
from xml.etree import ElementTree as ET

from helpers.document import Piece, in_brief, line, md_line, screen_html
from helpers.questions import Numeric
from helpers.questions.parts import AnswerPart, ChooseMany, ChooseOne, Match, Number, Order
from helpers.quiz.words import reasons

from .bank import Chapter, Item, items_of, tags_of, with_pictures

NEAREST = {
    "single_choice": "",
    "multiple_response": "",
    "matching": "",
    "ordering": "",
    "numeric": "",
    "true_false_reason": (
        "True or false with a reason becomes multiple choice, for Moodle's own true/false asks for "
        "no reason; the right verdict with a wrong reason still earns half."
    ),
    "scenario": (
        "A scenario becomes three questions of a third of a mark each: who decides, why, who is "
        "asked first. Where several may decide, each of them earns the full third, whatever reason "
        "is given."
    ),
    "sort_into_groups": (
        "Sorting becomes matching: each thing has a list of the groups to choose from."
    ),
    "mark_up": (
        "A document to mark up becomes matching: the document stands above, and each clause has a "
        "list of verdicts. Marking a sound clause costs nothing there."
    ),
}
"""For each type of question the sentence on what it becomes, or "" where Moodle has the same."""
ALSO = (
    "Moodle has no feedback on a single row of matching or ordering: all reasons stand in the "
    "general feedback.",
    "Ordering needs Moodle 4.4, or the plug-in qtype_ordering; it is graded by the pairs that are "
    "in order, without the course's penalty for guessing.",
)


def moodle_xml(
    chapters: Iterable[Chapter],
    course: str,
    *,
    hints: bool = True,
    shuffle: bool = True,
    points: Mapping[str, int] = MappingProxyType({}),
) -> bytes:
    """Chapters of questions as one Moodle XML file.

    Parameters
    ----------
    chapters
        Each becomes a category below that of the course.
    course : str
        Name of the category above them.
    hints, shuffle : bool
        Whether hints are given, and whether Moodle shuffles the options of each question.
    points : mapping, optional
        What a question counts, by its id, if that is not 1.
    """
    quiz = ET.Element("quiz")
    for chapter in chapters:
        category = ET.SubElement(quiz, "question", type="category")
        path = "/".join(name.replace("/", "//") for name in (course, chapter.title))
        # Without a context such as $course$ it goes into the bank that is open, in Moodle 5, too.
        _plain(ET.SubElement(category, "category"), f"top/{path}")
        for question in chapter.questions:
            for item in items_of(question):
                made = _question(item, chapter, hints, points.get(question.id, 1))
                for shuffles in made.iterfind("shuffleanswers"):
                    shuffles.text = "true" if shuffle else "false"
                quiz.append(made)
    ET.indent(quiz)
    return ET.tostring(quiz, encoding="utf-8", xml_declaration=True)


def _question(item: Item, chapter: Chapter, hints: bool, points: int) -> ET.Element:
    question = item.question
    made = ET.Element("question")
    _plain(ET.SubElement(made, "name"), f"{item.id}: {in_brief(question.stem, 80)}")
    html, files = with_pictures(item.asked, question.chart, "@@PLUGINFILE@@/")
    asked = _html(made, "questiontext", html)
    for name, data in files.items():
        ET.SubElement(asked, "file", name=name, path="/", encoding="base64").text = data
    _html(made, "generalfeedback", screen_html(reasons(item.part.lines() or question.solution())))
    ET.SubElement(made, "defaultgrade").text = f"{points * item.share:.7g}"
    ET.SubElement(made, "penalty").text = "0.3333333"
    ET.SubElement(made, "hidden").text = "0"
    ET.SubElement(made, "idnumber").text = item.id
    _add_part(item.part, item, made)
    for hint in question.hints if hints else ():
        _html(made, "hint", screen_html(md_line(hint)))
    tags = ET.SubElement(made, "tags")
    for tag in tags_of(question, chapter):
        _plain(ET.SubElement(tags, "tag"), tag)
    return made


def _plain(parent: ET.Element, words: str) -> None:
    ET.SubElement(parent, "text").text = words


def _html(parent: ET.Element, tag: str, html: str, **marks: str) -> ET.Element:
    made = ET.SubElement(parent, tag, {**marks, "format": "html"})
    _plain(made, html)
    return made


def _feedback(answer: ET.Element, words: str) -> None:
    _html(answer, "feedback", screen_html(md_line(words)))


def _escaped(words: Piece) -> str:
    return line(words).html


def _set(made: ET.Element, **settings: str) -> None:
    for name, value in settings.items():
        ET.SubElement(made, name).text = value


# ---------------------------------------------------------------- the parts in Moodle's types


@singledispatch
def _add_part(part: AnswerPart, item: Item, made: ET.Element) -> None:
    raise TypeError(f"Moodle has no form for {type(part).__name__}; give it one in {__name__}.")


@_add_part.register
def _choose(part: ChooseOne, item: Item, made: ET.Element) -> None:
    many = isinstance(part, ChooseMany)
    made.set("type", "multichoice")
    _set(made, single=str(not many).lower(), shuffleanswers="true", answernumbering="ABCD")
    _set(made, showstandardinstruction="0")
    for choice in part.choices:
        worth = (1 if choice.worth else -1) / len(part.right) if many else choice.worth
        answer = _html(made, "answer", _escaped(choice.text), fraction=f"{100 * worth:.7g}")
        _feedback(answer, choice.feedback)


@_add_part.register
def _match(part: Match, item: Item, made: ET.Element) -> None:
    made.set("type", "matching")
    _set(made, shuffleanswers="true", shownumcorrect="")
    named = {target.id: target.text for target in part.targets}
    belongs = [(_escaped(choice.text), choice.place) for choice in part.choices]
    used = {place for _, place in belongs}
    belongs += [("", target.id) for target in part.targets if target.id not in used]
    for words, place in belongs:
        row = _html(made, "subquestion", words)
        _plain(ET.SubElement(row, "answer"), named[place])


@_add_part.register
def _order(part: Order, item: Item, made: ET.Element) -> None:
    made.set("type", "ordering")
    _set(made, layouttype="VERTICAL", selecttype="ALL", selectcount="0")
    _set(made, gradingtype="RELATIVE_ALL_PREVIOUS_AND_NEXT", showgrading="SHOW")
    _set(made, numberingstyle="none", shownumcorrect="")
    for number, choice in enumerate(part.choices, 1):
        _html(made, "answer", _escaped(choice.text), fraction=f"{number}")


@_add_part.register
def _number(part: Number, item: Item, made: ET.Element) -> None:
    made.set("type", "numerical")
    question = item.question
    assert isinstance(question, Numeric)
    rows: Sequence[tuple[str, str, float, str]] = [
        (part.key(), "100", part.tolerance, question.feedback),
        *((c.id, "0", _slack(part, float(c.id)), c.feedback) for c in part.choices),
        ("*", "0", 0.0, question.otherwise),
    ]
    for value, fraction, tolerance, why in rows:
        answer = ET.SubElement(made, "answer", fraction=fraction, format="moodle_auto_format")
        _plain(answer, value)
        _set(answer, tolerance=f"{tolerance:.12g}")
        _feedback(answer, why)
    _set(made, unitgradingtype="0", unitpenalty="0.1", showunits="3", unitsleft="0")


def _slack(part: Number, value: float) -> float:
    """How near a number must be to a known slip to be taken for it, as the course does."""
    return max(part.tolerance, 1e-6 * max(1.0, abs(value)))
