"""The bank for Moodle, Canvas and Anki: readers of others find every key and every reason."""

from __future__ import annotations

import io
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest
import qti2latex
from anki_export import ApkgReader
from hostile import SCRIPTS
from lms_rules import CARTRIDGE_FAULTS, MOODLE_FAULTS, QTI, cartridge_faults, moodle_faults
from moodle_xml_parser.parser import parse_bytes
from page_words import plain, said, words

from helpers.authoring.commands import main
from helpers.authoring.lms import Chapter, chapters_of_course, chapters_of_terms
from helpers.authoring.lms import anki as anki_form
from helpers.authoring.lms import cartridge as cartridge_form
from helpers.authoring.lms import moodle as moodle_form
from helpers.authoring.lms.anki import number_of, write_decks
from helpers.authoring.lms.bank import items_of
from helpers.authoring.lms.cartridge import cartridge, qti_items, spellings, split, unit_of
from helpers.authoring.lms.moodle import moodle_xml
from helpers.authoring.lms.writing import report
from helpers.charts.chart import Chart
from helpers.document import to_text
from helpers.flashcards import groups_of_the_deck
from helpers.questions import TYPES, Question, any_question
from helpers.questions.parts import ChooseMany, ChooseOne, Match, Number, Order

NASTY = [
    "a < b & c > d, \"quoted\" and 'so'",
    "$5 or $7, and $$x$$",
    "]]> ends no CDATA <![CDATA[",
    "Übergröße, naïve, 日本語, עברית, हिन्दी",
    "&lt;b&gt; &amp;amp; &#60;",
    "{1:MULTICHOICE:=a~b#c} {{c1::x}} [sound:x.mp3] [$]x[/$]",
    r"\(x^2\) and \[y\] and \begin{x}",
    "@@PLUGINFILE@@/x.png and $IMS-CC-FILEBASE$x.png",
    *SCRIPTS[::6],
]


@pytest.fixture
def undrawn(without_pixels, monkeypatch):
    """Pictures are small and empty, and nothing is drawn."""
    monkeypatch.setattr(Chart, "_drawn", lambda _: None)


@pytest.fixture(scope="module")
def bank() -> list[Chapter]:
    """The whole bank and the terms."""
    return [*chapters_of_course(), *chapters_of_terms()]


def of(chapters: list[Chapter]) -> Iterator[Question]:
    return (question for chapter in chapters for question in chapter.questions)


def hostile(question: Question, text: str) -> Question:
    """The same question with a text at the end of all that an author writes."""

    def added(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {key: added(one, key) for key, one in value.items()}
        if isinstance(value, list):
            return [added(one, name) for one in value]
        ends = isinstance(value, str) and name in {
            *("stem", "stimulus", "hints", "text", "feedback", "not_chosen", "match", "label"),
            *("title", "about", "otherwise", "unit"),
        }
        return f"{value} {text}" if ends else value

    made = added(msgspec.to_builtins(question))
    made.pop("chart", None)
    for pair in made.get("pairs", ()):
        pair.pop("tempting", None)
    return msgspec.convert(made, any_question())


def one_of_each() -> list[Question]:
    """A question of each type."""
    found: dict[str, Question] = {}
    for question in of(chapters_of_course()):
        found.setdefault(question.kind, question)
    assert found.keys() == TYPES.keys()
    return list(found.values())


def specimen() -> Chapter:
    """A question of each type, one with a picture and one with three right options."""
    every = list(of(chapters_of_course()))
    pictured = next(q for q in every if q.chart)
    three = next(q for q in every if q.kind == "multiple_response" and len(q.key) == 3)
    return Chapter("a", "A", tuple({q.id: q for q in (*one_of_each(), pictured, three)}.values()))


def attacked() -> Chapter:
    """Questions of each type with each of the texts."""
    made = []
    for number, text in enumerate(NASTY):
        for question in one_of_each():
            bad = hostile(question, text)
            made.append(msgspec.structs.replace(bad, id=f"{bad.id}-{number}"))
    return Chapter("attack", "Attack / < & ]]>", tuple(made))


# ---------------------------------------------------------------- Moodle


def check_moodle(chapters: list[Chapter]) -> int:
    """Every key and every reason is in the file; return the number of parts compared."""
    xml = moodle_xml(chapters, "The course / two")
    assert moodle_faults(xml) == []
    root = ET.fromstring(xml)
    asked = [one for one in root if one.get("type") != "category"]
    items = [item for question in of(chapters) for item in items_of(question)]
    assert [one.findtext("idnumber") for one in asked] == [item.id for item in items]
    for node, item in zip(asked, items, strict=True):  # found in the bank by its id or its words
        name = node.findtext("name/text") or ""
        stem = " ".join(to_text(item.question.stem).split())
        assert name.startswith(f"{item.id}: {stem[:15]}") or name == f"{item.id}: ..."
    choices = iter(parse_bytes(xml)["multichoice"])
    for node, item in zip(asked, items, strict=True):
        part, question = item.part, item.question
        assert said(question.stem) in words(node.findtext("questiontext/text") or "")
        assert said(question.stimulus) in words(node.findtext("questiontext/text") or "")
        general = words(node.findtext("generalfeedback/text") or "")
        told = [line.reason for line in part.lines() or question.solution()]
        assert all(said(reason) in general for reason in told)
        hints = [words(hint.findtext("text") or "") for hint in node.findall("hint")]
        assert hints == [said(hint) for hint in question.hints]
        if isinstance(part, ChooseOne):
            read = next(choices)
            assert read.name.startswith(f"{item.id}: ") and read.single is not isinstance(
                part, ChooseMany
            )
            assert float(read.default_grade) == pytest.approx(1 / len(question.parts), abs=1e-6)
            for option, choice in zip(read.options, part.choices, strict=True):
                assert plain(option.answer) == plain(choice.text)  # the reader has unescaped it
                if not set("<&") & set(choice.feedback):
                    assert words(option.feedback) == said(choice.feedback)
            assert choice_keys(node) == expected_choices(part)
        elif isinstance(part, Match):
            named = {target.id: target.text for target in part.targets}
            rows = [
                (words(row.findtext("text") or ""), plain(row.findtext("answer/text") or ""))
                for row in node.findall("subquestion")
            ]
            key = [(plain(c.text), plain(named[c.place])) for c in part.choices]
            assert rows[: len(key)] == key
            assert {match for _, match in rows} == {plain(text) for text in named.values()}
        elif isinstance(part, Order):
            steps = [words(one.findtext("text") or "") for one in node.findall("answer")]
            assert steps == [plain(choice.text) for choice in part.choices]
        else:
            assert isinstance(part, Number)
            check_number(node, question)
    assert next(choices, None) is None
    return len(items)


def choice_keys(node: ET.Element) -> list[tuple[str, float, str]]:
    return [
        (
            words(answer.findtext("text") or ""),
            float(answer.get("fraction", "0")),
            words(answer.findtext("feedback/text") or ""),
        )
        for answer in node.findall("answer")
    ]


def expected_choices(part: ChooseOne) -> list[tuple[str, Any, str]]:
    """Marks as the course gives them: each option alone, less for a wrong one of several."""
    keys = len(part.right)
    found = []
    for at, choice in enumerate(part.choices):
        mark = part.share([at]) if isinstance(part, ChooseMany) else choice.worth
        assert mark in (1 / keys, -1 / keys) or not isinstance(part, ChooseMany)
        found.append(
            (plain(choice.text), pytest.approx(100 * mark, abs=1e-4), said(choice.feedback))
        )
    return found


def check_number(node: ET.Element, question: Any) -> None:
    """Typed numbers are marked in Moodle as in the course, and get the same reason."""
    rows = [
        (
            one.findtext("text"),
            float(one.get("fraction", "0")),
            float(one.findtext("tolerance") or ""),
            words(one.findtext("feedback/text") or ""),
        )
        for one in node.findall("answer")
    ]
    values = [question.answer, question.answer + question.tolerance, question.answer * 3 + 11]
    values += [miss.value for miss in question.near_misses]
    for value in values:
        result = question.grade(f"{value:.12g}")
        row = next(r for r in rows if r[0] == "*" or abs(value - float(r[0])) <= r[2] + 1e-9)
        assert (row[1] / 100, row[3]) == (result.score, said(result.remarks[-1].text))


def test_moodle_gives_back_every_key_and_reason(bank, undrawn, counted):
    counted(f"{check_moodle(bank)} parts of {len(list(of(bank)))} questions")


def test_moodle_takes_any_text(undrawn):
    assert check_moodle([attacked()]) == len(NASTY) * (len(TYPES) + 2)


def test_moodle_has_tags_categories_and_pictures():
    chapter = next(c for c in chapters_of_course() if any(q.chart for q in c.questions))
    question = next(q for q in chapter.questions if q.chart)
    xml = moodle_xml([chapter._replace(questions=(question,))], "A/B")
    assert moodle_faults(xml) == []
    root = ET.fromstring(xml)
    assert root.findtext("question/category/text") == f"top/A//B/{chapter.title}"
    tags = {tag.findtext("text") for tag in root.iter("tag")}
    own = {f"objective:{name}" for name in question.objectives}
    assert tags == {f"lesson:{chapter.id}", f"bloom:{question.level}", *own}
    (file,) = root.iter("file")
    assert file.get("name") == f"{question.chart}.png" and len(file.text or "") > 4000
    with_words = re.search(
        r'<img alt="([^"]+)" src="@@', root.findtext(".//questiontext/text") or ""
    )
    assert with_words and len(with_words[1]) > 40


@pytest.mark.parametrize(("good", "bad", "sentence"), MOODLE_FAULTS)
def test_a_faulty_moodle_file_is_seen(good, bad, sentence, undrawn):
    xml = moodle_xml([specimen()], "C").decode()
    assert good in xml and moodle_faults(xml.encode()) == []
    assert any(sentence in fault for fault in moodle_faults(xml.replace(good, bad, 1).encode()))


# ---------------------------------------------------------------- Common Cartridge


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def without_feedback(item: ET.Element) -> ET.Element:
    """An item without the conditions that only show a reason, which the reader knows nothing of."""
    processing = item.find(f"{QTI}resprocessing")
    assert processing is not None
    for condition in processing.findall(f"{QTI}respcondition"):
        if condition.find(f"{QTI}setvar") is None:
            processing.remove(condition)
    return item


def keys_of(item: ET.Element) -> set[str]:
    """The right choices, as the reader finds them; a choice that is negated does not count."""
    found = qti2latex.get_correct_idents(item)
    return found - {node.text for no in item.iter(f"{QTI}not") for node in no}


def expected_rows(question: Question) -> list[tuple[bool, list[str], set[str], list[str]]]:
    """For each question of choice that comes of one: are many right, offer, key, reasons."""
    rows: list[tuple[bool, list[str], set[str], list[str]]] = []
    for part in question.parts:
        if isinstance(part, ChooseOne):
            texts = [c.text for c in part.choices]
            right = {texts[i] for i in part.right}
            many = isinstance(part, ChooseMany) or len(right) > 1
            rows.append((many, texts, right, [c.feedback for c in part.choices]))
        elif isinstance(part, Match):
            named = {target.id: target.text for target in part.targets}
            offered = list(named.values())
            rows += [(False, offered, {named[c.place]}, [c.feedback]) for c in part.choices]
        elif isinstance(part, Order):
            places = [f"Place {n}" for n in range(1, len(part.choices) + 1)]
            rows += [(False, places, {places[i]}, [c.feedback]) for i, c in enumerate(part.choices)]
        else:
            assert isinstance(part, Number)
            slips = [(m.value, m.feedback) for m in question.near_misses]  # type: ignore[attr-defined]
            every = sorted([(part.answer, question.feedback), *slips])  # type: ignore[attr-defined]
            texts = [f"{value:,.12g} {part.unit}" for value, _ in every]
            right = {f"{part.answer:,.12g} {part.unit}"}
            rows.append((False, texts, right, [why for _, why in every]))
    return rows


def check_cartridge(chapters: list[Chapter]) -> int:
    """Every key and every reason is in the package; return the number of questions in it."""
    data, size = cartridge(chapters, "The course & more")
    assert cartridge_faults(data) == []
    files, unit = unpacked(data), unit_of(chapters)
    compared = 0
    for chapter in chapters:
        items = iter(ET.fromstring(files[f"{chapter.id}/assessment.xml"]).iter(f"{QTI}item"))
        for question in chapter.questions:
            points = 0
            for many, offered, right, told in expected_rows(question):
                item = next(items)
                points += int(qti2latex.get_qti_metadata(item)["cc_weighting"])
                shown = " ".join(
                    words(node.text or "") for node in item.findall(f"{QTI}itemfeedback//*")
                )
                assert all(said(reason) in shown for reason in told)
                assert all(said(hint) in shown for hint in question.hints)
                bare = without_feedback(item)
                stem = words(qti2latex.get_item_stem(bare))
                assert said(question.stem) in stem and said(question.stimulus) in stem
                choices = dict(qti2latex.get_choices(bare))
                assert list(map(plain, choices.values())) == list(map(plain, offered))
                assert {plain(choices[i]) for i in keys_of(bare)} == set(map(plain, right))
                kind = qti2latex.get_qti_metadata(bare)["cc_profile"]
                assert kind == f"cc.multiple_{'response' if many else 'choice'}.v0p1"
                compared += 1
            assert points == unit  # however many it became, it counts the same
        assert next(items, None) is None
    assert compared == size
    return size


def test_the_cartridge_gives_back_every_key_and_reason(bank, undrawn, counted):
    counted(f"{check_cartridge(bank)} questions of {len(list(of(bank)))}")


def test_the_cartridge_takes_any_text(undrawn):
    assert check_cartridge([attacked()]) > len(NASTY) * len(TYPES)


def test_the_cartridge_marks_reasons_on_choices():
    question = one_of_each()[0]
    data, _ = cartridge([Chapter("a", "A", (question,))], "C")
    item = next(ET.fromstring(unpacked(data)["a/assessment.xml"]).iter(f"{QTI}item"))
    feedback = {
        one.get("ident"): words("".join(one.itertext())) for one in item.iter(f"{QTI}itemfeedback")
    }
    linked = {
        condition.findtext(f"{QTI}conditionvar/{QTI}varequal"): show.get("linkrefid")
        for condition in item.iter(f"{QTI}respcondition")
        if (show := condition.find(f"{QTI}displayfeedback")) is not None
    }
    names = {plain(text): ident for ident, text in qti2latex.get_choices(item)}
    for choice in question.parts[0].choices:
        assert feedback[linked[names[plain(choice.text)]]] == said(choice.feedback)
    assert said(question.hints[0]) in feedback[linked[None]]


def test_the_cartridge_brings_its_pictures_and_is_the_same_twice():
    question = next(q for q in of(chapters_of_course()) if q.chart)
    chapter = Chapter("a", "A", (question,))
    data, _ = cartridge([chapter], "C")
    assert cartridge_faults(data) == [] and cartridge([chapter], "C")[0] == data
    assert unpacked(data)[f"pictures/{question.chart}.png"].startswith(b"\x89PNG")


def test_points_are_whole_and_a_gap_takes_what_lies_within_the_tolerance():
    for whole in (12, 24, 36):
        for parts in range(1, 13):
            shares = split(whole, parts)
            assert sum(shares) == whole and len(shares) == parts and min(shares) > 0
            assert max(shares) - min(shares) <= 1
    assert spellings(17, 0) == ["17"]
    assert spellings(2.5, 0) == ["2.5", "2,5"]
    assert {"41", "42", "43"} == set(spellings(42, 1))
    assert {"0.4", "0,5", "0.6"} <= set(spellings(0.5, 0.1)) and "0.7" not in spellings(0.5, 0.1)


@pytest.mark.parametrize(("file", "good", "bad", "sentence"), CARTRIDGE_FAULTS)
def test_a_faulty_cartridge_is_seen(file, good, bad, sentence, undrawn):
    data, _ = cartridge([specimen()], "C")
    assert cartridge_faults(data) == []
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in unpacked(data).items():
            if name.endswith(file):
                assert good.encode() in content
                content = content.replace(good.encode(), bad.encode(), 1)
            archive.writestr(name, content)
    assert any(sentence in fault for fault in cartridge_faults(packed.getvalue()))


# ---------------------------------------------------------------- Anki


def notes_of(path: Path, folder: Path) -> list[Any]:
    with ApkgReader(path, extract_to=folder) as reader:
        return list(reader.notes)


def test_anki_gives_back_every_key_and_reason(bank, undrawn, tmp_path, counted):
    path = tmp_path / "bank.apkg"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert write_decks(path, [*bank[:-1], attacked(), bank[-1]], "The course") > 400
    notes = notes_of(path, tmp_path / "read")
    known = {q.id: q for q in of([*bank[:-1], attacked()])}
    for note in notes:
        record = note["data"]["record"]
        if "Id" not in record:
            assert words(record["Meaning"]) and "VeloLink" in words(record["More"])
            continue
        question = known.pop(record["Id"])
        assert said(question.stem) in words(record["Question"])
        assert all(said(hint) in words(record["Hints"]) for hint in question.hints)
        for line in question.solution():
            assert f"{line.mark}: {plain(line.about)} {said(line.reason)}" in words(
                record["Answer"]
            )
        assert "[sound:" not in note["flds"] and "<script" not in note["flds"].lower()
        assert f"bloom::{question.level}" in note["tags"].split()
    assert not known
    terms = sum("Meaning" in note["data"]["record"] for note in notes)
    assert terms == sum(map(len, groups_of_the_deck().values())) == 60
    counted(f"{len(notes)} notes")


def test_an_anki_deck_that_comes_again_has_the_same_ids(undrawn, tmp_path):
    chapters = [chapters_of_course()[0], *chapters_of_terms()]
    for name in ("one", "two"):
        write_decks(tmp_path / f"{name}.apkg", chapters, "The course")
    one, two = (notes_of(tmp_path / f"{name}.apkg", tmp_path / name) for name in ("one", "two"))
    ids = [(note["guid"], note["mid"]) for note in one]
    assert ids == [(note["guid"], note["mid"]) for note in two]
    assert len(set(ids)) == len(ids) > 50
    decks = {number_of(chapter.id) for chapter in chapters_of_course()}
    assert len(decks) == len(chapters_of_course()) and max(decks) < 1 << 31


def test_anki_brings_pictures(tmp_path):
    question = next(q for q in of(chapters_of_course()) if q.chart)
    write_decks(tmp_path / "a.apkg", [Chapter("a", "A", (question,))], "C")
    with zipfile.ZipFile(tmp_path / "a.apkg") as archive:
        media = msgspec.json.decode(archive.read("media"))
        assert archive.read("0").startswith(b"\x89PNG")
    (note,) = notes_of(tmp_path / "a.apkg", tmp_path / "read")
    assert f'src="{media["0"]}"' in note["flds"]


# ---------------------------------------------------------------- the command and its report


@pytest.mark.parametrize("form", [moodle_form, cartridge_form, anki_form])
def test_no_type_is_dropped_silently(form):
    assert form.NEAREST.keys() == TYPES.keys()
    kind = form.__name__.rpartition(".")[2]
    rows = {}
    for line in report(kind, [specimen()], "x", "y").splitlines():
        counted, _, became = line.removeprefix("- ").partition(": ")
        rows |= {name.lstrip("0123456789 "): became for name in counted.split(", ")}
    for name in TYPES:
        assert rows[name.replace("_", " ")] == (form.NEAREST[name] or "The same type is there.")
    for question in of([specimen()]):
        assert list(items_of(question)) and list(qti_items(question))


@pytest.mark.parametrize("kind", ["moodle", "cartridge", "anki"])
def test_the_command_writes_a_file_and_a_report(kind, undrawn, tmp_path, capsys):
    command = ["export", "--to", str(tmp_path / "new"), kind, "--lesson", "start_here"]
    if kind == "cartridge":
        command += ["--lesson", "two_jobs_one_abbreviation"]
    assert main(command) == 0
    out = capsys.readouterr().out
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    what = "start_here" + "_and_two_jobs_one_abbreviation" * (kind == "cartridge")
    assert [name.partition(".")[0] for name in names] == [f"{what}_{kind}", f"{what}_{kind}_report"]
    report = (tmp_path / "new" / f"{what}_{kind}_report.md").read_text("utf-8")
    assert report in out and "never" in out
    assert report.index("What to do") < report.index("What became") < report.index("was checked")
    assert main(command) == 1
    assert "is there already; name another folder or delete it." in capsys.readouterr().out


def test_the_command_says_what_is_wrong(tmp_path, capsys, monkeypatch):
    folder = str(tmp_path / "new")
    assert main(["export", "--to", folder, "moodle", "--lesson", "start_hear"]) == 1
    assert "There is no lesson 'start_hear'; the nearest are" in capsys.readouterr().out
    (tmp_path / "file").write_text("x")
    assert main(["export", "--to", str(tmp_path / "file"), "moodle", "--terms"]) == 1
    assert "is a file; name a folder." in capsys.readouterr().out
    monkeypatch.setitem(sys.modules, "genanki", None)
    assert main(["export", "--to", folder, "anki", "--terms"]) == 1
    assert "pip install -r" in capsys.readouterr().out


def test_the_terms_are_fifty_questions():
    (chapter,) = chapters_of_terms()
    assert len(chapter.questions) == len({q.id for q in chapter.questions}) == 50
    assert all(not question.faults("x") for question in chapter.questions)
