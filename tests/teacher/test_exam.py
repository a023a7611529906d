"""An exam: drawn by blueprint, the same for the same seed, its key right, its table read back."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from pathlib import Path

import msgspec
import pytest
from hostile import SCRIPTS
from lms_rules import cartridge_faults, moodle_faults
from page_words import said, words
from project_files import ROOT

from helpers.authoring.commands import main
from helpers.authoring.exam.bank import SPECIMEN, ExamBank, bank_folder, in_course, read_bank
from helpers.authoring.exam.codes import asked, code_of, key_code, read_code
from helpers.authoring.exam.drawing import LOW, ExamForm, blueprint, cell_of, draw_forms, form_of
from helpers.authoring.exam.paper import exam_page, exam_style
from helpers.authoring.exam.plain import TEMPLATE, any_text, in_plain_text, read_plain
from helpers.authoring.exam.results import exam_results, points_table, read_answers, read_exam
from helpers.authoring.exam.writing import Draw, WrittenExam
from helpers.authoring.exam.writing import write_exam as write
from helpers.content import ContentError, load_course, load_lesson, load_questions
from helpers.document import in_brief, to_text
from helpers.questions import TYPES
from helpers.questions.parts import Order

COURSE = ROOT / "lessons_data/questions"
SPECIMENS = ROOT / "lessons_data" / SPECIMEN


@pytest.fixture(scope="module")
def large() -> ExamBank:
    """The questions of the course as a bank, without their pictures."""
    bank = read_bank(COURSE)
    assert "start-second-try" not in bank.questions and "start-words-meaning" in bank.questions
    bare = {name: msgspec.structs.replace(q, chart="") for name, q in bank.questions.items()}
    return bank._replace(questions=bare)


def write_exam(bank: ExamBank, size: int, names: list[str], seed: int, to: Path) -> WrittenExam:
    return write(bank, Draw(size, names, seed), to, "Exam")


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def wrong(choices, right):
    return next(i for i in range(len(choices)) if i not in right)


# ---------------------------------------------------------------- drawing


def test_the_blueprint_is_that_of_the_final_test():
    course = load_course()
    final = {q.id: q for q in load_questions(course.final_test)}
    named = [final[name] for name in load_lesson(course.final_test).exit_quiz if final[name].area]
    own = blueprint(len(named))
    assert {(c.area, c.low): n for c, n in own.items()} == {
        (area, low): n
        for area, low in {(q.area, q.level in LOW) for q in named}
        if (n := sum((q.area, q.level in LOW) == (area, low) for q in named))
    }
    for size in range(1, 61):
        found = blueprint(size)
        assert sum(found.values()) == size and found.keys() == own.keys()
        assert all(abs(found[c] - size * own[c] / len(named)) < 1 for c in own)


def test_forms_have_the_same_questions_in_another_order(large):
    one, two = draw_forms(large, 30, ["A", "B"], 5)
    ids = [[q.id for q in form.questions] for form in (one, two)]
    assert sorted(ids[0]) == sorted(ids[1]) and ids[0] != ids[1] and len(set(ids[0])) == 30
    for form in (one, two):
        cells = [cell_of(question, large) for question in form.questions]
        assert {c: cells.count(c) for c in set(cells)} == {
            c: n for c, n in blueprint(30).items() if n
        }
    turned = 0
    for question in one.questions:
        other = next(q for q in two.questions if q.id == question.id)
        assert other.version == question.version == large.questions[question.id].version
        turned += other != question
    assert turned > 20
    same_number = sum(a == b for a, b in zip(*ids, strict=True))
    assert same_number <= 1  # a neighbour's letters help nobody


def test_options_that_speak_of_others_keep_their_order(tmp_path):
    bank = tmp_path / "mine.txt"
    bank.write_text(
        "One?\nA. a\nB. b\nC. c\nD. All of the above\nANSWER: D\n\n"
        "Two?\nA. a\nB. b\nC. A and B\nANSWER: C\n\nThree.\nANSWER: false\n"
    )
    every = [one.question for one in read_plain(bank).questions]
    for seed in range(9):
        for question in form_of("A", every, seed).questions:
            assert question in every


def test_an_ordering_never_opens_solved_and_a_document_keeps_its_order(large):
    every = {name: q for name, q in large.questions.items() if q.kind in ("ordering", "mark_up")}
    for seed in range(20):
        form = form_of("A", list(every.values()), seed)
        for question in form.questions:
            if isinstance(question.parts[0], Order):
                order = form.steps[question.id]
                assert sorted(order) == list(range(len(order))) != order
            assert question == every[question.id]


def test_the_same_seed_gives_the_same_files(tmp_path):
    bank = read_bank(SPECIMENS)
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_exam(bank, 12, ["A", "B"], seed, tmp_path / name)
    one, two, three = (files_of(tmp_path / name) for name in ("one", "two", "three"))
    assert one == two and one != three
    assert {name for name in one if not name.startswith("marking/")} == {
        "exam_A.html",
        "exam_B.html",
    }


def test_the_specimen_fills_an_exam_of_twelve_and_is_not_in_the_course():
    bank = read_bank(SPECIMENS)
    assert len(bank.questions) == 12 and bank.by_course
    assert all(map(in_course, bank.questions.values()))  # it comes with the course
    (form,) = draw_forms(bank, 12, ["A"], 1)
    assert {q.id for q in form.questions} == set(bank.questions)
    assert {q.kind for q in form.questions} == TYPES.keys()


# ---------------------------------------------------------------- letters


def forms_of_all(bank: ExamBank) -> list[ExamForm]:
    """Every question of a bank on two forms."""
    return [form_of(name, list(bank.questions.values()), 9) for name in "AB"]


def test_every_key_is_right_and_every_answer_comes_back(large, counted):
    dice, compared = random.Random(4), 0
    for form in forms_of_all(large):
        for question in form.questions:
            shown = asked(question, form.steps.get(question.id, []))
            own = large.questions[question.id]
            code = re.sub(r" or \w", "", key_code(question, shown))
            assert own.grade(read_code(own, shown, code)).score == 1, question.id
            for _ in range(3):
                answer = question.miss(dice, wrong)
                cell = code_of(question, shown, answer)
                read = read_code(own, shown, f" {cell.lower()} ")
                assert own.kept(read) == question.kept(answer), (question.id, cell)
                assert own.grade(read).score == question.grade(answer).score < 1
                compared += 1
    counted(f"{compared} wrong answers to {len(large.questions)} questions, on two forms")


def test_every_accepted_owner_is_in_the_key(large):
    (form, _) = forms_of_all(large)
    several = 0
    for question in form.questions:
        if question.kind == "scenario":
            code = key_code(question, asked(question, []))
            accepted = sum(owner.accepted for owner in question.owners)  # type: ignore[attr-defined]
            assert code.partition(" / ")[0].count(" or ") == accepted - 1
            several += accepted > 1
    assert several


CELLS = [
    ("single_choice", "Z", "Z is not one of A to"),
    ("single_choice", "AB", "'AB' has 2 letters and needs 1"),
    ("multiple_response", "AAC", "has a letter twice"),
    ("matching", "AB", "letters and needs"),
    ("sort_into_groups", "AXBA", "X is not one of A to B"),
    ("ordering", "ABCDD", "has a letter twice"),
    ("scenario", "A / B", "has 2 of 3 parts; write them apart with /"),
    ("scenario", "A / / B", "has 0 letters and needs 1"),
    ("numeric", "about seven", "'about seven' is no answer to it; type the number alone"),
    ("mark_up", "AB?CA", "? is not one of A to C"),
]


@pytest.mark.parametrize(("kind", "cell", "sentence"), CELLS)
def test_a_cell_that_cannot_be_read_is_a_sentence(kind, cell, sentence):
    bank = read_bank(SPECIMENS)
    question = next(q for q in bank.questions.values() if q.kind == kind)
    steps = list(range(len(question.parts[0].choices)))
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_code(question, asked(question, steps), cell)
    assert read_code(question, asked(question, steps), "  ") is None


# ---------------------------------------------------------------- paper


def test_the_paper_asks_all_and_tells_nothing(large):
    (form, _) = forms_of_all(large)
    few = form._replace(questions=form.questions[::9])
    page = words(exam_page(few, dict.fromkeys(large.questions, 1), "Exam", exam_style()))
    for question in few.questions:
        assert said(question.stem) in page and said(question.stimulus) in page
        for part in question.parts:
            texts = [choice.text for choice in part.choices] if question.kind != "numeric" else []
            for text in [*texts, *(target.text for target in getattr(part, "targets", ()))]:
                assert " ".join(text.split()) in page
        for line in question.solution():
            assert len(said(line.reason)) < 30 or said(line.reason) not in page
        assert question.id not in page
    assert page.count("Name or code:") == 2 and page.count("sheet at the end") == 1


def test_the_key_has_letters_and_all_reasons(tmp_path):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A"], 2, tmp_path / "e")
    html = (tmp_path / "e/marking/key_A.html").read_text("utf-8")
    slots = html.split('<div class="slot">')[1:]
    (form,) = draw_forms(bank, 12, ["A"], 2)
    assert len(slots) == 12
    for number, (question, slot) in enumerate(zip(form.questions, slots, strict=True), 1):
        shown = asked(question, form.steps.get(question.id, []))
        written = re.findall(r'<span class="blank[^>]*><strong>(.*?)</strong>', slot)
        assert f"<strong>{number}</strong>" in slot and "of 1" in slot
        code = key_code(question, shown).replace(" / ", "")
        assert "".join(written).partition(" ±")[0] == code
        assert all(said(line.reason) in words(html) for line in question.solution())


def test_no_text_of_a_bank_runs(tmp_path):
    text = (SPECIMENS / "specimen.yaml").read_text("utf-8")
    bad = " ".join(SCRIPTS[:12])
    hostile = text.replace("A product can be free of charge.", json.dumps(f"A {bad}"))
    hostile = hostile.replace("Anna, the product manager", json.dumps(f"Anna {bad}"))
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank/x.yaml").write_text(hostile, encoding="utf-8")
    write_exam(read_bank(tmp_path / "bank"), 12, ["A"], 2, tmp_path / "e")
    for name, data in files_of(tmp_path / "e").items():
        if name.endswith(".html"):
            page = data.decode()
            assert "&lt;script&gt;" in page and not re.search(
                r"<(script|img|svg|iframe)", page, re.I
            )


def test_moodle_gets_every_form_as_printed(tmp_path):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A", "B"], 2, tmp_path / "e")
    xml = (tmp_path / "e/marking/exam_moodle.xml").read_bytes()
    assert moodle_faults(xml) == []
    assert b"<hint" not in xml and b"<shuffleanswers>true" not in xml
    assert b"Exam/Form A" in xml and b"Exam/Form B" in xml


def test_other_platforms_get_every_form_once_and_no_help(tmp_path):
    write_exam(read_bank(SPECIMENS), 12, ["A", "B"], 2, tmp_path / "e")
    data = (tmp_path / "e/marking/exam_cartridge.imscc").read_bytes()
    assert cartridge_faults(data) == []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        forms = [
            packed.read(name).decode() for name in packed.namelist() if "assessment.xml" in name
        ]
    assert len(forms) == 2 and not any("Hints" in form for form in forms)
    assert all(">No</fieldentry>" in form and ">1</fieldentry>" in form for form in forms)
    idents = [ident for form in forms for ident in re.findall(r'<item ident="([^"]+)"', form)]
    assert len(idents) == len(set(idents)) and any("slipping-stage" in one for one in idents)


def test_the_key_names_the_parts_of_a_case_and_the_form_its_minutes(tmp_path):
    write_exam(read_bank(SPECIMENS), 12, ["A"], 2, tmp_path / "e")
    key = (tmp_path / "e/marking/key_A.html").read_text("utf-8")
    assert all(f"<strong>{part}</strong>" in key for part in ("a) Who decides?", "b) Why?"))
    page = words((tmp_path / "e/exam_A.html").read_text("utf-8"))
    assert re.search(r"12 questions, 12 points \(1 for each\), about \d*[05] minutes", page)


# ---------------------------------------------------------------- results


def sat(folder: Path, bank: ExamBank, students: int, seed: int = 1) -> dict[str, float]:
    """Fill the table in as a class would; return each student's points, marked by the course."""
    exam = read_exam(folder / "exam.json").file
    dice, rows, points = random.Random(seed), [], {}
    for number in range(students):
        name, form = f"S{number:02}", "AB"[number % 2]
        skill, cells, total = dice.random(), [], 0.0
        for shown in exam.forms[form]:
            question = bank.questions[shown.id]
            answer = question.key if dice.random() < skill else question.miss(dice, wrong)
            blank = dice.random() < 0.05
            cells.append("" if blank else code_of(question, shown, answer))
            total += 0 if blank else question.grade(answer).score
        rows.append([name, form.lower(), *cells])
        points[name] = total
    with (folder / "answers.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return points


def test_a_class_is_marked_as_the_course_marks(tmp_path):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A", "B"], 6, tmp_path / "e")
    folder = tmp_path / "e/marking"
    points = sat(folder, bank, 40)
    exam = read_exam(folder / "exam.json")
    sittings = read_answers(folder / "answers.csv", exam)
    assert {one.student: pytest.approx(one.points(exam)) for one in sittings} == points
    text = exam_results(sittings, exam).text
    mean = sum(points.values()) / 40
    assert f"40 students, 12 questions, on average {mean:.1f} of 12 points." in text
    assert "Form A: 20 students" in text and "Form B: 20 students" in text
    for question in bank.questions.values():
        given = [one.attempts[question.id] for one in sittings if question.id in one.attempts]
        right = sum(attempt.outcome == "correct" for attempt in given) / len(given)
        stem = in_brief(question.stem, 90)
        (row,) = [line for line in text.splitlines() if line.startswith(f"{stem} | ")]
        cells = row.split(" | ")
        assert cells[-4:-2] == [str(len(given)), f"{right:.0%}"]
        assert re.fullmatch(r"[+-][01]\.\d\d", cells[-2])


def test_a_table_from_any_spreadsheet_is_read(tmp_path):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A", "B"], 6, tmp_path / "e")
    folder = tmp_path / "e/marking"
    sat(folder, bank, 4)
    exam = read_exam(folder / "exam.json")
    kept = read_answers(folder / "answers.csv", exam)
    assert [one.student for one in kept] == ["S00", "S01", "S02", "S03"]
    rows = list(csv.reader(io.StringIO((folder / "answers.csv").read_text("utf-8-sig"))))
    rows[1][0] = "Zoë"
    forms = [(";", "\r\n", "cp1252"), ("\t", "\n", "utf-8"), ("\t", "\r\n", "utf-16")]
    for delimiter, end, encoding in forms:
        path = tmp_path / "other.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            wide = [[*row, "", ""] for row in (*rows, [""] * 3)]
            csv.writer(file, delimiter=delimiter, lineterminator=end).writerows(wide)
        found = read_answers(path, exam)
        assert [one.student for one in found] == ["Zoë", "S01", "S02", "S03"]
        assert [one.points(exam) for one in found] == [one.points(exam) for one in kept]
    table = list(csv.reader(io.StringIO(points_table(kept, exam))))
    assert float(table[1][2]) == pytest.approx(sum(float(c or 0) for c in table[1][4:]), abs=0.05)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "no answers are typed in yet"),
        ([["Eva", "C"]], "line 2: there is no form 'C'; write one of A, B."),
        ([["", "A"]], "line 2: it names no student"),
        ([["Eva", "A"], ["eva", "B"]], "line 3: the student 'eva' stands in line 2, too"),
        ([["Eva", "A", *["A"] * 13]], "it has 13 answers, and there are 12"),
        ([["Eva", "A", *["??"] * 12]], "line 2 (Eva, form A): question 1: "),
    ],
)
def test_a_table_with_faults_is_sentences(rows, sentence, tmp_path, capsys):
    assert main(["exam", "--questions", "12", "--seed", "1", "--to", str(tmp_path / "e")]) == 0
    path = tmp_path / "e/marking/answers.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    capsys.readouterr()
    assert main(["exam-results", str(path)]) == 1
    assert sentence in capsys.readouterr().out
    if not rows:  # a spreadsheet that parts cells by semicolons keeps a line in one cell
        lines = path.read_text("utf-8-sig").splitlines()
        path.write_text("".join(f'"{line}";;\n' for line in lines), "utf-8")
        assert main(["exam-results", str(path)]) == 1
        assert "each line stands in one cell" in capsys.readouterr().out


def test_an_exam_carries_what_it_asked_and_a_key_is_put_right_by_its_bank(tmp_path, capsys):
    folder = tmp_path / "bank"
    folder.mkdir()
    mine = folder / "q.txt"
    mine.write_text("Who?\nA. x\nB. y\nANSWER: A\n\nHow many?\nANSWER: 7 ± 1 days\n", "utf-8")
    write_exam(read_bank(folder), 2, ["A"], 1, tmp_path / "e")
    exam = read_exam(tmp_path / "e/marking/exam.json")
    shown = exam.file.forms["A"]
    codes = {one.id: "7" if one.parts[0].kind == "number" else key_of(exam, one) for one in shown}
    with (tmp_path / "e/marking/answers.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["Eva", "A", *(codes[one.id] for one in shown)])
    results = ["exam-results", str(tmp_path / "e")]
    mine.write_text(mine.read_text("utf-8").replace("ANSWER: A", "ANSWER: B"), "utf-8")
    assert main(results) == 0
    out = capsys.readouterr().out
    assert "on average 2.0 of 2 points" in out and "the exam was drawn with" in out
    assert main([*results, "--bank", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "on average 1.0 of 2 points" in out and "is marked by the key it has today" in out
    mine.write_text(mine.read_text("utf-8").replace("± 1", "± 2"), "utf-8")
    assert main([*results, "--bank", str(folder)]) == 0
    assert "another tolerance" in capsys.readouterr().out
    mine.write_text("Something else?\nANSWER: true\n", "utf-8")
    assert main([*results, "--bank", str(folder)]) == 1
    assert "is not in" in capsys.readouterr().out and main(results) == 0


def key_of(exam, one) -> str:
    return key_code(exam.questions[one.id], one)


def test_a_file_that_is_no_exam_is_a_sentence(tmp_path):
    write_exam(read_bank(SPECIMENS), 12, ["A"], 1, tmp_path / "e")
    path = tmp_path / "e/marking/exam.json"
    whole = json.loads(path.read_text("utf-8"))
    other = [
        {**one, "answer": 1} if one["type"] == "numeric" else one for one in whole["questions"]
    ]
    for changed in (
        {"forms": {}},
        {"forms": {"A": [{**one, "parts": one["parts"] * 2} for one in whole["forms"]["A"]]}},
        {"forms": {"A": whole["forms"]["A"][:-1]}},
        {"questions": other},
    ):
        path.write_text(json.dumps({**whole, **changed}))
        with pytest.raises(ContentError, match="was changed by hand; restore it"):
            read_exam(path)
    path.write_text("{}")
    with pytest.raises(ContentError, match="it is not the file that 'exam' wrote"):
        read_exam(path)
    with pytest.raises(ContentError, match="the file is missing"):
        read_exam(tmp_path / "none.json")


# ---------------------------------------------------------------- plain text


def test_a_teacher_begins_with_a_file_and_gets_an_exam(tmp_path, capsys):
    assert main(["exam", "--new", str(tmp_path / "mine")]) == 0
    assert "--bank" in capsys.readouterr().out
    found = read_plain(tmp_path / "mine" / TEMPLATE.name).questions
    assert [one.points for one in found] == [1, 1, 1, 2] and len({o.topic for o in found}) == 2
    to = ["--bank", str(tmp_path / "mine"), "--to", str(tmp_path / "e"), "--title", "Midterm"]
    assert main(["exam", *to]) == 0
    out = capsys.readouterr().out
    assert "4 of 4 questions, 5 points, seed" in out and "All of these questions can be" in out
    page = words((tmp_path / "e/exam_B.html").read_text("utf-8"))
    assert "Midterm" in page and "2 points. Write a number (days)." in page
    data = (tmp_path / "e/marking/exam_cartridge.imscc").read_bytes()
    assert cartridge_faults(data) == []
    assert moodle_faults((tmp_path / "e/marking/exam_moodle.xml").read_bytes()) == []
    assert (
        b"<defaultgrade>2</defaultgrade>" in (tmp_path / "e/marking/exam_moodle.xml").read_bytes()
    )
    assert main(["exam", "--new", str(tmp_path / "mine")]) == 1
    assert "is not empty" in capsys.readouterr().out


def test_ideas_of_the_course_keep_their_keys_in_plain_text(large, tmp_path):
    texts = {q.id: text for q in large.questions.values() if (text := in_plain_text(q))}
    path = tmp_path / "ideas.txt"
    path.write_text("\n".join(texts.values()), "utf-8")
    found = read_plain(path).questions
    assert len(found) == len(texts) > 150
    for name, (question, *_) in zip(texts, found, strict=True):
        own = large.questions[name]
        assert said(own.stem) == said(question.stem) and in_course(question)
        if own.kind == "numeric":
            assert question.deciding() == own.deciding()
        else:
            right = [c.text for c in own.parts[0].choices if c.worth == 1]
            assert [c.text for c in question.parts[0].choices if c.worth == 1] == right


def test_plain_words_are_no_markdown_and_any_encoding_is_read(tmp_path):
    path = tmp_path / "q.txt"
    text = "3. Is 5*3*2 `like` [a](b) in Köln_am_Rhein?\n(a) ja\n(b) nein\nAnswer: b\n"
    names = set()
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
        (one,), note = read_plain(path)
        assert to_text(one.question.stem) == "Is 5*3*2 `like` [a](b) in Köln_am_Rhein?"
        assert one.question.key == 1 and bool(note) == (encoding == "cp1252")
        names.add(one.question.id)
    for plain_words in (
        "12. May is near.",
        "- 3 is less than 2.",
        "A_b_ *c*",
        "+1 \\ 2",
        "x [1](2)",
    ):
        path.write_text(f"A case.\n\n{plain_words}\nANSWER: true\n", "utf-8")
        assert to_text(read_plain(path).questions[0].question.stem) == plain_words
    assert len(names) == 1
    path.write_bytes(b"\x00\xff")
    with pytest.raises(ContentError, match="q.txt: line 1"):
        any_text(path)


PLAIN = [
    ("", "it holds no questions (there is q.txt)"),
    ("# only a note\n", "it holds no questions"),
    ("Who?\nA. x\nB. y\n", "line 1: this question has no ANSWER"),
    ("Who?\nA. x\nB. y\n\nWhy?\nANSWER: true", "line 1: this question has no ANSWER"),
    ("Who?\nA. x\nB. y\nANSWER: C", "line 4: ANSWER: C should be letters from A to B, and C is"),
    ("Who?\nA. x\nB. y\nANSWER:", "line 4: ANSWER: (empty) should be"),
    ("Who?\nA. x\nB. y\nANSWER: the first", "should be letters from A to B"),
    ("Who?\nA. x\nB. y\nANSWER: A\nANSWER: B", "has an ANSWER in line 4 already"),
    ("Who?\nA. x\nB. y\nANSWER: A, A", "has a letter twice"),
    ("Who?\nA. x\nB. y\nANSWER: AB", "all options are right"),
    ("Who?\nA. x\nB. X\nANSWER: A", "option B of this question stands there twice"),
    ("Who?\nA. x\nANSWER: A", "has one option"),
    ("Who?\nA. x\nC. y\nANSWER: A", "option C is out of order; the next one is B"),
    ("Who?\nA. x\nB.\nANSWER: A", "option B is empty"),
    ("Who?\nA. x\nB. y\nANSWER: A\nWhy?\nANSWER: true", "text stands right below ANSWER"),
    ("A. x\nB. y\nANSWER: A", "option A has no question above it"),
    ("ANSWER: A", "ANSWER stands before any question"),
    ("How many?\nANSWER: many", "should be true, false or a number"),
    ("How many?\nANSWER: 1e5", "should be true, false or a number"),
    ("How many?\nANSWER: 42 ±", "should be true, false or a number"),
    ("{\\rtf1 Who?", "it is rich text; save it as plain text"),
    ("How many?\nANSWER: 1,500", "can be read in two ways; write 1500"),
    ("Who?\nANSWER: true\nPOINTS: lots", "POINTS: lots is no whole number from 1 to 8"),
    ("Who?\nANSWER: true\n\n who?\nANSWER: false", "the same question stands at q.txt, line 1"),
]


@pytest.mark.parametrize(("text", "sentence"), PLAIN)
def test_a_fault_in_plain_text_is_a_sentence_with_its_line(text, sentence, tmp_path, capsys):
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank/q.txt").write_text(text, "utf-8")
    assert main(["exam", "--bank", str(tmp_path / "bank"), "--to", str(tmp_path / "e")]) == 1
    out = capsys.readouterr().out
    assert sentence in out and len(out.splitlines()) == 1 and not (tmp_path / "e").exists()


def test_a_question_is_read_as_a_teacher_types_it(tmp_path):
    path = tmp_path / "q.txt"
    path.write_text("1) Who?\na) x\n(b) y\nanswer: (b)\n\n2. It ends.\nANSWER: True\n", "utf-8")
    who, ends = (one.question for one in read_plain(path).questions)
    assert [one.correct for one in who.options] == [False, True]  # type: ignore[attr-defined]
    shown = asked(ends, [])
    assert read_code(ends, shown, " true ") == read_code(ends, shown, "A") == ends.key
    path.write_text("Who?\nA. x\nB. y\nANSWER: C\n\nExplain it.\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        read_plain(path)
    wrong, open_one = caught.value.problems
    assert wrong.startswith("q.txt, line 4: ANSWER: C")
    assert open_one.startswith("q.txt, line 6: ") and "answered in words" in open_one


def test_numbers_have_a_tolerance_and_a_unit_and_other_files_are_named(tmp_path):
    answers = {"42 +/- 2 km/h": (42, 2, "km/h"), "-3,5 %": (-3.5, 0, "%"), "7±1": (7, 1, "")}
    text = "\n\n".join(f"What is {n}?\nANSWER: {one}" for n, one in enumerate(answers))
    (tmp_path / "Q.TXT").write_text(text, "utf-8")
    (tmp_path / "mine.docx").write_bytes(b"PK")
    bank = read_bank(tmp_path)
    found = [(q.answer, q.tolerance, q.unit) for q in bank.questions.values()]  # type: ignore[attr-defined]
    assert found == list(answers.values())
    (note,) = bank.notes
    assert "mine.docx was not read" in note


def test_topics_of_ones_own_get_their_shares(tmp_path):
    def block(n: int) -> str:
        return f"Number {n}?\nANSWER: {n}\n\n"

    text = "TOPIC: One\n" + "".join(map(block, range(12)))
    (tmp_path / "q.txt").write_text(text + "TOPIC: Two\n" + "".join(map(block, range(12, 16))))
    bank = read_bank(tmp_path)
    (form,) = draw_forms(bank, 8, ["A"], 1)
    assert [bank.topics[q.id] for q in form.questions].count("Two") == 2
    with pytest.raises(ContentError, match="has 16 questions, and you ask for 17"):
        draw_forms(bank, 17, ["A"], 1)
    assert len(draw_forms(bank, 16, list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 1)) == 26


# ---------------------------------------------------------------- the bank and the command


@pytest.mark.parametrize(
    ("good", "bad", "sentence"),
    [
        ("[jobs-define]", "[jobs-defined]", "unknown objective 'jobs-defined'"),
        (
            "id: specimen-what-lasts",
            "id: specimen-lending-shelf",
            "the id stands twice in the bank",
        ),
        ("level: understand", "level: know", "'know' is not one of"),
        ("    correct: true\n", "", "0 options are marked correct"),
        ("lesson: specimen", "- lesson: specimen", "x.yaml: "),
        ("  section: two-words\n", "  section: two-words\n  area: money\n", "unknown area 'money'"),
    ],
)
def test_a_faulty_bank_is_sentences(good, bad, sentence, tmp_path, capsys):
    text = (SPECIMENS / "specimen.yaml").read_text("utf-8")
    assert good in text
    (tmp_path / "bank").mkdir()
    (tmp_path / "bank/x.yaml").write_text(text.replace(good, bad), encoding="utf-8")
    command = ["exam", "--seed", "1", "--to", str(tmp_path / "e"), "--bank", str(tmp_path / "bank")]
    assert main(command) == 1
    out = capsys.readouterr().out
    assert sentence in out and "x.yaml" in out and not (tmp_path / "e").exists()


def test_the_command_says_what_is_wrong(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("COURSE_BANK", raising=False)
    (tmp_path / "empty").mkdir()

    def said(*words: str) -> str:
        assert main(["exam", "--seed", "1", "--to", str(tmp_path / "e"), *words]) == 1
        return capsys.readouterr().out

    assert "there is no such folder of questions" in said("--bank", str(tmp_path / "none"))
    assert "it holds no questions" in said("--bank", str(tmp_path / "empty"))
    assert "name different letters" in said("--forms", "A,A")
    assert "name different letters" in said("--forms", "A,first")
    assert "ask for one or more" in said("--questions", "0")
    assert "has 12 questions, and you ask for 30" in said("--questions", "30")
    out = said("--questions", "6", "--bank", str(one_area(tmp_path / "area")))
    assert "and an exam of 6 needs" in out and "questions at most." in out
    (tmp_path / "e").mkdir()
    (tmp_path / "e/mine.txt").write_text("x")
    assert "is not empty; name a new folder." in said("--questions", "12")


def one_area(folder: Path) -> Path:
    """A bank whose questions are all of one area."""
    folder.mkdir()
    text = (SPECIMENS / "specimen.yaml").read_text("utf-8")
    text = re.sub(r"(?m)^  section:", "  area: words\n  section:", text)
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_bank_is_the_one_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COURSE_BANK", str(tmp_path))
    assert bank_folder() == tmp_path and bank_folder("other") == Path("other")
    monkeypatch.setenv("COURSE_BANK", " ")
    assert bank_folder() == SPECIMENS
    command = ["exam", "--questions", "12", "--seed", "1", "--to", str(tmp_path / "e")]
    assert main(command) == 0
    assert "All of these questions can be read with their key" in capsys.readouterr().out


def test_results_can_be_a_page(tmp_path, capsys):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A", "B"], 6, tmp_path / "e")
    sat(tmp_path / "e/marking", bank, 2)
    table, page = str(tmp_path / "e/marking/answers.csv"), str(tmp_path / "results.html")
    assert main(["exam-results", table, "--to", page]) == 0
    assert "With ten answers and more" in capsys.readouterr().out
    assert "Form A: 1 student" in words(Path(page).read_text("utf-8"))
    assert main(["exam-results", table, "--to", page]) == 1
    assert "is there already" in capsys.readouterr().out
    assert main(["exam-results", table, "--to", str(tmp_path / "points.csv")]) == 0
    assert 'student,form,points,of,"A 1, B' in (tmp_path / "points.csv").read_text("utf-8-sig")[:60]
