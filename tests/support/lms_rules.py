"""Rules for what other programs import, written from their descriptions and not from our writer.

Moodle XML: docs.moodle.org "Moodle XML format", and what its importer reads and its database
holds. Common Cartridge 1.1: the IMS profile's parts on the manifest and on assessments (QTI
1.2.1), and what Canvas makes of the names of feedback.
"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as ET

# ---------------------------------------------------------------- Moodle XML

# The grades that Moodle offers for an answer; others are refused or changed at the import.
_PARTS = {100 * n / d for d in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20) for n in range(d + 1)}
_NEEDS = {
    "multichoice": {"single", "shuffleanswers", "answernumbering", "answer"},
    "matching": {"shuffleanswers", "subquestion"},
    "numerical": {"answer"},
    "ordering": {"layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "answer"},
}
_GRADING = {
    "ALL_OR_NOTHING",
    "ABSOLUTE_POSITION",
    "RELATIVE_NEXT_EXCLUDE_LAST",
    "RELATIVE_NEXT_INCLUDE_LAST",
    "RELATIVE_ONE_PREVIOUS_AND_NEXT",
    "RELATIVE_ALL_PREVIOUS_AND_NEXT",
    "RELATIVE_TO_CORRECT",
    "LONGEST_ORDERED_SUBSET",
    "LONGEST_CONTIGUOUS_SUBSET",
}


def moodle_faults(xml: bytes) -> list[str]:
    """What Moodle's importer would stumble over."""
    try:
        root = ET.fromstring(xml)
    except ET.ParseError as error:
        return [f"no XML: {error}"]
    if root.tag != "quiz":
        return [f"the root is {root.tag}"]
    found: list[str] = []
    names: Counter[tuple[str, str]] = Counter()
    category = ""
    for question in root:
        if question.get("type") == "category":
            category = question.findtext("category/text") or ""
            if not category.startswith("top/") or category.count("/") < 2:
                found.append(f"category {category!r} is not in the bank that is open")
            continue
        name = question.findtext("name/text") or ""
        found += [f"{name}: {fault}" for fault in _moodle_question(question)]
        names[category, question.findtext("idnumber") or ""] += 1
    found += [f"the id number {n!r} stands twice in a category" for n in names if names[n] > 1]
    return found


def _moodle_question(question: ET.Element) -> Iterator[str]:
    kind = question.get("type", "")
    if kind not in _NEEDS:
        yield f"Moodle has no type {kind!r}"
        return
    name = question.findtext("name/text") or ""
    if not 0 < len(name) <= 255:
        yield "its name is empty or longer than 255 characters"
    for tag in sorted(_NEEDS[kind] - {child.tag for child in question}):
        yield f"<{tag}> is missing"
    for tag in ("questiontext", "generalfeedback"):
        if not (question.findtext(f"{tag}/text") or "").strip():
            yield f"<{tag}> is empty"
    for answer in question.iter("answer"):
        if not (answer.findtext("text") or "").strip():
            yield "an answer has no text"
    grades = [float(one.get("fraction", "0")) for one in question.findall("answer")]
    if kind in ("multichoice", "numerical"):
        for grade in grades:
            if min(abs(abs(grade) - one) for one in _PARTS) > 1e-5:
                yield f"Moodle knows no grade of {grade}"
    if kind == "multichoice" and question.findtext("single") == "false":
        if abs(sum(g for g in grades if g > 0) - 100) > 0.01:
            yield "the right answers do not add up to 100%"
    elif kind in ("multichoice", "numerical") and max(grades, default=0) != 100:
        yield "no answer earns 100%"
    if kind == "numerical":
        for answer in question.findall("answer"):
            value, tolerance = answer.findtext("text") or "", answer.findtext("tolerance") or ""
            if value != "*" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
                yield f"{value!r} is no number"
            if not re.fullmatch(r"\d+(\.\d+)?(e-?\d+)?", tolerance):
                yield f"{tolerance!r} is no tolerance"
    if kind == "matching":
        rows = question.findall("subquestion")
        if sum(bool(row.findtext("text")) for row in rows) < 2 or len(rows) < 3:
            yield "matching needs two items and three matches"
        for row in rows:
            if len(row.findtext("answer/text") or "") > 255:
                yield "a match is longer than 255 characters"
    if kind == "ordering" and question.findtext("gradingtype") not in _GRADING:
        yield f"there is no grading {question.findtext('gradingtype')!r}"
    for part in question.iter():
        files = {file.get("name"): file.text or "" for file in part.findall("file")}
        named = set(re.findall(r' src="@@PLUGINFILE@@/([^"]+)"', part.findtext("text") or ""))
        if named != set(files):
            yield f"it names the files {sorted(named)} and brings {sorted(map(str, files))}"
        for name, data in files.items():
            if not base64.b64decode(data).startswith(b"\x89PNG"):
                yield f"{name} is no picture"
    for tag in question.findall("tags/tag"):
        if not re.fullmatch(r"[\w:.-]+", tag.findtext("text") or ""):
            yield f"the tag {tag.findtext('text')!r} would be cut up"


# ---------------------------------------------------------------- Common Cartridge 1.1

CP = "{http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1}"
QTI = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
_KINDS = {"imsqti_xmlv1p2/imscc_xmlv1p1/assessment", "webcontent"}
_PROFILES = {"cc.multiple_choice.v0p1": "Single", "cc.multiple_response.v0p1": "Multiple"}
_LABELS = {
    "assessment": {
        "cc_profile",
        "qmd_assessmenttype",
        "qmd_scoretype",
        "qmd_feedbackpermitted",
        "qmd_hintspermitted",
        "qmd_solutionspermitted",
        "qmd_timelimit",
        "cc_allow_late_submission",
        "cc_maxattempts",
    },
    "item": {
        "cc_profile",
        "cc_weighting",
        "qmd_scoringpermitted",
        "qmd_computerscored",
        "cc_question_category",
    },
}
_FORMS = {"itemmetadata": 0, "presentation": 1, "resprocessing": 2, "itemfeedback": 3}
_MEANT = re.compile(r"wrong|incorrect|correct|solution|_I?C$", re.I)
"""Words that Canvas reads a meaning into when they stand in the name of a feedback."""


def cartridge_faults(data: bytes) -> list[str]:
    """What an importer of Common Cartridges would stumble over."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile as error:
        return [f"no package: {error}"]
    if "imsmanifest.xml" not in files:
        return ["imsmanifest.xml is missing"]
    try:
        return list(_manifest_faults(files))
    except ET.ParseError as error:
        return [f"no XML: {error}"]


def _manifest_faults(files: dict[str, bytes]) -> Iterator[str]:
    root = ET.fromstring(files["imsmanifest.xml"])
    if root.tag != f"{CP}manifest":
        yield f"the manifest is {root.tag}"
        return
    version = root.findtext(f"{CP}metadata/{CP}schemaversion")
    if (root.findtext(f"{CP}metadata/{CP}schema"), version) != ("IMS Common Cartridge", "1.1.0"):
        yield "the manifest does not say that it is a Common Cartridge 1.1"
    resources = {one.get("identifier", ""): one for one in root.iter(f"{CP}resource")}
    named = {file.get("href", "") for one in resources.values() for file in one.iter(f"{CP}file")}
    for name in sorted((named ^ files.keys()) - {"imsmanifest.xml"}):
        yield f"{name} is in the manifest or in the package, not in both"
    ids = [one.get("identifier") for one in root.iter() if one.get("identifier")]
    for name in {one for one in ids if ids.count(one) > 1}:
        yield f"the identifier {name!r} stands twice"
    tops = root.findall(f"{CP}organizations/{CP}organization/{CP}item")
    if len(tops) != 1 or tops[0].find(f"{CP}title") is not None:
        yield "the organization needs one item without a title at its root"
    for item in root.iter(f"{CP}item"):
        if item is not tops[0] and item.get("identifierref") not in resources:
            yield f"the entry {item.findtext(f'{CP}title')!r} leads nowhere"
    for name, one in resources.items():
        if one.get("type") not in _KINDS:
            yield f"there is no resource of the type {one.get('type')!r}"
        needed = [dep.get("identifierref", "") for dep in one.iter(f"{CP}dependency")]
        for other in set(needed) - resources.keys():
            yield f"{name} needs {other}, which is not there"
        if str(one.get("type")).endswith("/assessment"):
            page = one.find(f"{CP}file")
            href = page.get("href", "") if page is not None else ""
            bring = {
                file.get("href", "")
                for other in needed
                if other in resources
                for file in resources[other].iter(f"{CP}file")
            }
            yield from _assessment_faults(href, files.get(href, b"<none/>"), bring)


def _assessment_faults(place: str, xml: bytes, bring: set[str]) -> Iterator[str]:
    root = ET.fromstring(xml)
    assessment = root.find(f"{QTI}assessment")
    if root.tag != f"{QTI}questestinterop" or assessment is None:
        yield f"{place}: it is no assessment of QTI 1.2"
        return
    if _fields(assessment.find(f"{QTI}qtimetadata")).get("cc_profile") != "cc.exam.v0p1":
        yield f"{place}: its profile is not that of an exam"
    for label in _fields(assessment.find(f"{QTI}qtimetadata")).keys() - _LABELS["assessment"]:
        yield f"{place}: the profile has no field {label}"
    sections = assessment.findall(f"{QTI}section")
    items = [one for section in sections for one in section]
    if len(sections) != 1 or any(item.tag != f"{QTI}item" for item in items):
        yield f"{place}: it needs one section with nothing but items"
    names = [item.get("ident", "") for item in items]
    for name in {one for one in names if names.count(one) > 1}:
        yield f"{place}: the ident {name!r} stands twice"
    for item in items:
        for fault in _item_faults(item):
            yield f"{place}: {item.get('ident')}: {fault}"
    text = "".join(node.text or "" for node in root.iter(f"{QTI}mattext"))
    shown = {
        name.removeprefix("../") for name in re.findall(r' src="\$IMS-CC-FILEBASE\$([^"]+)"', text)
    }
    if shown != bring:
        yield f"{place}: it shows {sorted(shown)} and depends on {sorted(bring)}"


def _fields(data: ET.Element | None) -> dict[str, str]:
    fields = data.iter(f"{QTI}qtimetadatafield") if data is not None else ()
    return {
        f.findtext(f"{QTI}fieldlabel") or "": f.findtext(f"{QTI}fieldentry") or "" for f in fields
    }


def _item_faults(item: ET.Element) -> Iterator[str]:
    order = [_FORMS.get(child.tag.removeprefix(QTI), -1) for child in item]
    if order != sorted(order) or order[:3] != [0, 1, 2]:
        yield "its parts are not metadata, presentation, processing, feedback"
        return
    about = _fields(item.find(f"{QTI}itemmetadata"))
    for label in about.keys() - _LABELS["item"]:
        yield f"the profile has no field {label}"
    profile = about.get("cc_profile", "")
    if not re.fullmatch(r"[1-9]\d?", about.get("cc_weighting", "")):
        yield f"its points are {about.get('cc_weighting')!r}, no whole number from 1 to 99"
    if profile == "cc.fib.v0p1":
        yield from _gap_faults(item)
        return
    asked = item.findall(f"{QTI}presentation/{QTI}response_lid")
    if profile not in _PROFILES or len(asked) != 1:
        yield f"the profile {profile!r} needs one list of choices"
        return
    if asked[0].get("rcardinality") != _PROFILES[profile]:
        yield "the number of answers is not that of the profile"
    labels = [one.get("ident", "") for one in asked[0].iter(f"{QTI}response_label")]
    if len(set(labels)) != len(labels) or len(labels) < 2:
        yield f"its choices are {labels}"
    feedback = [one.get("ident", "") for one in item.iter(f"{QTI}itemfeedback")]
    if len(set(feedback)) != len(feedback):
        yield "a feedback stands twice"
    for name in feedback:
        if _MEANT.search(name):
            yield f"Canvas reads a meaning into the feedback {name!r}"
    linked = [one.get("linkrefid", "") for one in item.iter(f"{QTI}displayfeedback")]
    if sorted(linked) != sorted(feedback):
        yield f"it shows the feedback {linked} and has {feedback}"
    for node in item.iter(f"{QTI}varequal"):
        if node.text not in labels or node.get("respident") != asked[0].get("ident"):
            yield f"it asks for the choice {node.text!r}, which is not offered"
    scored = [
        one for one in item.iter(f"{QTI}respcondition") if one.find(f"{QTI}setvar") is not None
    ]
    if len(scored) != 1 or scored[0].findtext(f"{QTI}setvar") != "100":
        yield "it needs one condition that sets the score to 100"
    for node in item.iter(f"{QTI}mattext"):
        if not (node.text or "").strip():
            yield "a text is empty"


def _gap_faults(item: ET.Element) -> Iterator[str]:
    gaps = item.findall(f"{QTI}presentation/{QTI}response_str/{QTI}render_fib")
    typed = [node.text or "" for node in item.iter(f"{QTI}varequal")]
    if len(gaps) != 1 or not typed or len(set(typed)) < len(typed) or not all(typed):
        yield f"it has {len(gaps)} gaps and takes {typed}"
    scored = [
        one for one in item.iter(f"{QTI}respcondition") if one.find(f"{QTI}setvar") is not None
    ]
    if len(scored) != 1 or scored[0].findtext(f"{QTI}setvar") != "100":
        yield "it needs one condition that sets the score to 100"


# ---------------------------------------------------------------- planted faults

MOODLE_FAULTS = [
    ('type="multichoice"', 'type="multiplechoice"', "no type"),
    ('fraction="33.33333"', 'fraction="33"', "no grade"),
    ('fraction="100"', 'fraction="50"', "earns 100%"),
    ("<text>top/", "<text>$course$/top/", "the bank that is open"),
    ("RELATIVE_ALL_PREVIOUS_AND_NEXT", "KENDALL", "no grading"),
    ("<generalfeedback", "<feedback2", "no XML"),
    ("bloom:", "bloom, ", "cut up"),
    ("@@PLUGINFILE@@/", "@@PLUGINFILE@@/x", "names the files"),
    ("<single>false</single>", "<single>true</single>", "earns 100%"),
]
"""What to write for what in a sound file, and a part of the sentence that must name it."""
CARTRIDGE_FAULTS = [
    ("imsmanifest.xml", "1.1.0", "1.9", "Common Cartridge 1.1"),
    ("imsmanifest.xml", 'identifierref="r-', 'identifierref="q-', "leads nowhere"),
    ("imsmanifest.xml", "imscc_xmlv1p1/assessment", "imscc_xmlv1p1/quiz", "no resource"),
    ("imsmanifest.xml", "<dependency", "<x", "depends on"),
    ("assessment.xml", "cc.multiple_choice.v0p1", "cc.matching.v0p1", "needs one list"),
    ("assessment.xml", ">a1</varequal>", ">a9</varequal>", "not offered"),
    ("assessment.xml", 'ident="a1_fb"', 'ident="wrong_fb"', "reads a meaning"),
    ("assessment.xml", "cc_question_category", "question_type", "no field"),
    ("assessment.xml", "<fieldentry>12<", "<fieldentry>0.5<", "no whole number"),
    ("assessment.xml", 'rcardinality="Single"', 'rcardinality="Multiple"', "number of answers"),
    ("assessment.xml", ">100</setvar>", ">1</setvar>", "sets the score"),
    ("assessment.xml", "<displayfeedback", "<setvar>100</setvar><displayfeedback", "one condition"),
]
"""In which file, what to write for what, and a part of the sentence that must name it."""
