"""A Common Cartridge 1.1 with QTI 1.2.1 assessments, one for each lesson.

Written after the IMS Common Cartridge profile 1.1 (imsglobal.org/cc), which Canvas, Moodle and
others import: its manifest, the item types of its QTI profile, pictures as web content. Of the
profile's six types it uses the two that carry a reason for each choice, and the gap.
"""

from __future__ import annotations

import base64
import io
import math
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import singledispatch
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree as ET

from helpers.document import Piece, bullets, md_line, para, screen_html, strong
from helpers.questions import Numeric, Question
from helpers.questions.parts import AnswerPart, Choice, ChooseMany, ChooseOne, Match, Number, Order
from helpers.quiz.words import reasons

from .bank import Chapter, Item, items_of, with_pictures

NEAREST = {
    "single_choice": "",
    "multiple_response": "",
    "true_false_reason": (
        "True or false with a reason becomes multiple choice; half a point for the right verdict "
        "is lost, for the cartridge's questions are right or wrong."
    ),
    "scenario": (
        "A scenario becomes three questions: who decides, why, who is asked first. Where several "
        "may decide, each of them is to be ticked, whatever reason is given."
    ),
    "matching": "Matching becomes one question of multiple choice for each item.",
    "sort_into_groups": "Sorting becomes one question of multiple choice for each thing.",
    "mark_up": (
        "A document to mark up becomes one question of multiple choice for each clause, with the "
        "whole document above it."
    ),
    "ordering": "Ordering becomes one question for each step: which place does it have?",
    "numeric": (
        "A number to type becomes one to choose, among the right one and the known slips, or where "
        "none are known a gap. A gap compares letter by letter and knows no tolerance: it holds "
        "the usual ways to write the number and up to fifty on each side, so look through what was "
        "marked wrong."
    ),
}
"""For each type of question the sentence on what it becomes, or "" where there is the same."""
ALSO = (
    "Multiple response is right or wrong as a whole: the cartridge has no part of a mark. Where "
    "one option alone is right, Canvas makes multiple choice of it.",
    "Hints have no place that Canvas reads: they stand at the end of the general feedback.",
    "Objectives and the level after Bloom have no field of their own: they stand in a question's "
    "name, and the lesson is its category.",
)
_CP = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_WHERE = "http://www.imsglobal.org/profile/cc/ccv1p1"
ASSESSMENT = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
PICTURES = "pictures"
_MIDNIGHT = (2026, 1, 1, 0, 0, 0)  # the same bytes every time


class QtiItem(NamedTuple):
    """A question of one choice or several, in QTI's sense."""

    id: str
    title: str
    asked: list[Piece]
    choices: Sequence[Choice]
    right: list[int]
    many: bool
    general: list[Piece]
    typed: list[str]
    """Where nothing is offered to choose: what may be typed."""


def cartridge(
    chapters: Iterable[Chapter],
    course: str,
    points: Mapping[str, int] = MappingProxyType({}),
    *,
    exam: bool = False,
) -> tuple[bytes, int]:
    """Chapters of questions as one cartridge; its bytes and the number of its questions.

    What a question counts stands in ``points`` by its id, if that is not 1; see `unit_of`. For an
    ``exam`` without hints, with one attempt and no feedback, and with idents that tell its forms
    apart, for they hold the same questions.
    """
    chapters = list(chapters)
    unit = unit_of(chapters)
    pictures: dict[str, str] = {}
    pages: list[_Page] = []
    size = 0
    for chapter in chapters:
        own: dict[str, str] = {}
        root, section = _assessment(chapter, exam)
        for question in chapter.questions:
            items = list(qti_items(question, hints=not exam))
            weights = split(unit * points.get(question.id, 1), len(items))
            for one, weight in zip(items, weights, strict=True):
                made = _item(one, chapter, question.chart, own, weight)
                if exam:
                    made.set("ident", f"i-{chapter.id}-{one.id}")
                section.append(made)
                size += 1
        pictures |= own
        pages.append(_Page(chapter, f"{chapter.id}/assessment.xml", root, sorted(own)))
    files = {"imsmanifest.xml": _bytes(_manifest(course, pages, sorted(pictures)))}
    files |= {page.file: _bytes(page.root) for page in pages}
    files |= {f"{PICTURES}/{name}": base64.b64decode(data) for name, data in pictures.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MIDNIGHT), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue(), size


def unit_of(chapters: Iterable[Chapter]) -> int:
    """How much a question of one point counts in the cartridge, whose points are whole numbers.

    It is 1 where every question stays one, else enough for the parts of the one with most, so that
    each question counts the same in all, however many it has become.
    """
    most = max(
        (len(list(qti_items(q, hints=False))) for chapter in chapters for q in chapter.questions),
        default=1,
    )
    return 1 if most == 1 else _UNIT * math.ceil(most / _UNIT)


_UNIT = 12  # 2, 3, 4 and 6 parts share it evenly


def split(whole: int, parts: int) -> list[int]:
    """A whole number in parts as equal as can be, the larger ones first."""
    return [whole // parts + (at < whole % parts) for at in range(parts)]


class _Page(NamedTuple):
    chapter: Chapter
    file: str
    root: ET.Element
    pictures: list[str]


# ---------------------------------------------------------------- the parts as questions of choice


class _Row(NamedTuple):
    """What is asked about one row of a part: of a choice that has one row, ``about`` is empty."""

    choices: Sequence[Choice]
    right: list[int]
    general: Sequence[Piece]
    about: Sequence[Piece] = ()
    many: bool = False
    typed: Sequence[str] = ()


def qti_items(question: Question, *, hints: bool = True) -> Iterator[QtiItem]:
    """A question in questions of choice; a part with many rows gives one for each row."""
    hinted = [para(strong("Hints")), bullets(map(md_line, question.hints))] if hints else []
    for item in items_of(question):
        rows = list(_rows(item.part, item))
        for number, row in enumerate(rows, 1):
            name = f"{item.id}-{number}" if len(rows) > 1 else item.id
            about = f" ({question.level}; {', '.join(question.objectives)})"
            title = name + about * bool(question.objectives)
            asked, general = [*item.asked, *row.about], [*row.general, *hinted]
            typed = list(row.typed)
            yield QtiItem(name, title, asked, row.choices, row.right, row.many, general, typed)


@singledispatch
def _rows(part: AnswerPart, item: Item) -> Iterator[_Row]:
    raise TypeError(f"QTI has no form for {type(part).__name__}; give it one in {__name__}.")


@_rows.register
def _choose(part: ChooseOne, item: Item) -> Iterator[_Row]:
    several = len(part.right) > 1 and not isinstance(part, ChooseMany)
    about = [para("Tick each who may turn out to decide it.")] if several else []
    many = several or isinstance(part, ChooseMany)
    yield _Row(part.choices, part.right, [reasons(part.lines())], about, many)


@_rows.register
def _match(part: Match, item: Item) -> Iterator[_Row]:
    for choice, solved in zip(part.choices, part.lines(), strict=True):
        right = [i for i, target in enumerate(part.targets) if target.id == choice.place]
        yield _Row(part.targets, right, [reasons([solved])], [para(strong(choice.text))])


@_rows.register
def _order(part: Order, item: Item) -> Iterator[_Row]:
    places = [Choice(str(n), f"Place {n}") for n in range(1, len(part.choices) + 1)]
    steps = bullets(choice.text for choice in sorted(part.choices, key=lambda c: c.text.casefold()))
    for at, solved in enumerate(part.lines()):
        about = [steps, para("Which place does this one have? ", strong(solved.about))]
        yield _Row(places, [at], [reasons([solved])], about)


@_rows.register
def _number(part: Number, item: Item) -> Iterator[_Row]:
    question = item.question
    assert isinstance(question, Numeric)
    slips = [(miss.value, miss.feedback) for miss in question.near_misses]
    numbers = sorted([(question.answer, question.feedback), *slips])
    choices = [Choice(f"{n:.12g}", f"{n:,.12g} {part.unit}", why) for n, why in numbers]
    right = [i for i, (value, _) in enumerate(numbers) if value == question.answer]
    general: list[Piece] = [reasons(question.solution())]
    general += [para(md_line(question.otherwise))] if question.otherwise else []
    if not slips:
        about = [para(f"Type the number alone, without {part.unit}.")] if part.unit else []
        yield _Row((), [], general, about, typed=spellings(part.answer, part.tolerance))
        return
    yield _Row(choices, right, general, [para("Work it out, then choose.")])


def spellings(answer: float, tolerance: float) -> list[str]:
    """How a number may be typed into a gap, which compares letter by letter.

    With a tolerance also the numbers around it, in steps of the last place of either.
    """
    places = max(len(f"{n:.12g}".partition(".")[2]) for n in (answer, tolerance))
    step = 10.0**-places
    reach = min(_MOST_TYPED, int(tolerance / step + 1e-6))
    near = [answer + step * k for k in range(-reach, reach + 1)]
    plain = [f"{n:.{places}f}" for n in near]
    short = [f"{n:.12g}" for n in near]
    found = [*short, *plain]
    found += [words.replace(".", ",") for words in found]
    found += [f"{answer:,.{places}f}"]
    return list(dict.fromkeys(found))


_MOST_TYPED = 50


# ---------------------------------------------------------------- QTI 1.2.1 in the profile


def _assessment(chapter: Chapter, exam: bool) -> tuple[ET.Element, ET.Element]:
    """The frame of an assessment, and the section that its questions go into."""
    root = ET.Element(
        "questestinterop",
        {
            "xmlns": _QTI,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{_QTI} {_WHERE}/ccv1p1_qtiasiv1p2p1_v1p0.xsd",
        },
    )
    made = ET.SubElement(root, "assessment", ident=f"a-{chapter.id}", title=chapter.title)
    _metadata(
        made,
        cc_profile="cc.exam.v0p1",
        qmd_assessmenttype="Examination",
        qmd_scoretype="Percentage",
        qmd_feedbackpermitted="No" if exam else "Yes",
        cc_maxattempts="1" if exam else "unlimited",
    )
    return root, ET.SubElement(made, "section", ident=f"s-{chapter.id}")


def _metadata(parent: ET.Element, **fields: str) -> None:
    data = ET.SubElement(parent, "qtimetadata")
    for label, entry in fields.items():
        field = ET.SubElement(data, "qtimetadatafield")
        ET.SubElement(field, "fieldlabel").text = label
        ET.SubElement(field, "fieldentry").text = entry


def _item(
    one: QtiItem, chapter: Chapter, chart: str, pictures: dict[str, str], weight: int
) -> ET.Element:
    """One item. Its idents say nothing, for importers read meaning into words such as "wrong"."""
    made = ET.Element("item", ident=f"i-{one.id}", title=one.title)
    kind = "multiple_response" if one.many else "multiple_choice" if one.choices else "fib"
    _metadata(
        ET.SubElement(made, "itemmetadata"),
        cc_profile=f"cc.{kind}.v0p1",
        cc_weighting=f"{weight}",
        cc_question_category=chapter.title,
    )
    html, files = with_pictures(one.asked, chart, f"$IMS-CC-FILEBASE$../{PICTURES}/")
    pictures |= files
    shown = ET.SubElement(made, "presentation")
    _material(shown, html)
    if one.choices:
        respond = "Multiple" if one.many else "Single"
        asked = ET.SubElement(shown, "response_lid", ident="response1", rcardinality=respond)
        offered = ET.SubElement(asked, "render_choice")
        for number, choice in enumerate(one.choices, 1):
            label = ET.SubElement(offered, "response_label", ident=f"a{number}")
            _material(label, choice.text, "text/plain")
    else:
        asked = ET.SubElement(shown, "response_str", ident="response1", rcardinality="Single")
        ET.SubElement(asked, "render_fib", prompt="Dashline")
    marking = ET.SubElement(made, "resprocessing")
    score = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    ET.SubElement(ET.SubElement(marking, "outcomes"), "decvar", score)
    ET.SubElement(_condition(marking, "Yes", "general_fb"), "other")
    for number, choice in enumerate(one.choices, 1):
        if choice.feedback:
            _equals(_condition(marking, "Yes", f"a{number}_fb"), number)
    _key(marking, one)
    feedback = [("general_fb", one.general)]
    feedback += [
        (f"a{n}_fb", [md_line(choice.feedback)])
        for n, choice in enumerate(one.choices, 1)
        if choice.feedback
    ]
    for ident, blocks in feedback:
        said = ET.SubElement(made, "itemfeedback", ident=ident)
        _material(ET.SubElement(said, "flow_mat"), screen_html(*blocks))
    return made


def _key(marking: ET.Element, one: QtiItem) -> None:
    """The one condition that earns the score."""
    scores = _condition(marking, "No")
    if not one.choices:
        for words in one.typed:
            ET.SubElement(scores, "varequal", respident="response1").text = words
        return
    if not one.many:
        _equals(scores, one.right[0] + 1)
        return
    every = ET.SubElement(scores, "and")
    for place in range(len(one.choices)):
        _equals(every if place in one.right else ET.SubElement(every, "not"), place + 1)


def _condition(marking: ET.Element, goes_on: str, feedback: str = "") -> ET.Element:
    """A condition that shows a feedback, or without one earns the score; return where it stands."""
    made = ET.SubElement(marking, "respcondition", {"continue": goes_on})
    tested = ET.SubElement(made, "conditionvar")
    if feedback:
        shows = {"feedbacktype": "Response", "linkrefid": feedback}
        ET.SubElement(made, "displayfeedback", shows)
    else:
        ET.SubElement(made, "setvar", action="Set", varname="SCORE").text = "100"
    return tested


def _equals(parent: ET.Element, number: int) -> None:
    ET.SubElement(parent, "varequal", respident="response1").text = f"a{number}"


def _material(parent: ET.Element, words: str, kind: str = "text/html") -> None:
    ET.SubElement(ET.SubElement(parent, "material"), "mattext", texttype=kind).text = words


# ---------------------------------------------------------------- the manifest


def _manifest(course: str, pages: list[_Page], pictures: list[str]) -> ET.Element:
    schemas = {_CP: "ccv1p1_imscp_v1p2_v1p0.xsd", _LOM: "LOM/ccv1p1_lommanifest_v1p0.xsd"}
    where = [f"{space} {_WHERE}/{file}" for space, file in schemas.items()]
    root = ET.Element(
        "manifest",
        {
            "identifier": "product-or-project",
            "xmlns": _CP,
            "xmlns:lomimscc": _LOM,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": " ".join(where),
        },
    )
    about = ET.SubElement(root, "metadata")
    ET.SubElement(about, "schema").text = "IMS Common Cartridge"
    ET.SubElement(about, "schemaversion").text = "1.1.0"
    for tag in ("lom", "general", "title"):
        about = ET.SubElement(about, f"lomimscc:{tag}")
    ET.SubElement(about, "lomimscc:string", language="en").text = course
    trees = ET.SubElement(root, "organizations")
    tree = ET.SubElement(trees, "organization", identifier="o-1", structure="rooted-hierarchy")
    top = ET.SubElement(tree, "item", identifier="top")
    resources = ET.SubElement(root, "resources")
    for page in pages:
        name = page.chapter.id
        entry = ET.SubElement(top, "item", identifier=f"t-{name}", identifierref=f"r-{name}")
        ET.SubElement(entry, "title").text = page.chapter.title
        made = ET.SubElement(resources, "resource", identifier=f"r-{name}", type=ASSESSMENT)
        ET.SubElement(made, "file", href=page.file)
        for picture in page.pictures:
            ET.SubElement(made, "dependency", identifierref=_picture_id(picture))
    for picture in pictures:
        href = f"{PICTURES}/{picture}"
        made = ET.SubElement(
            resources, "resource", identifier=_picture_id(picture), type="webcontent", href=href
        )
        ET.SubElement(made, "file", href=href)
    return root


def _picture_id(name: str) -> str:
    return f"p-{name.removesuffix('.png')}"


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
