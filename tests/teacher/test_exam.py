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
from helpers.authoring.exam.bank import SPECIMEN, ExamBank, bank_folder, read_bank
from helpers.authoring.exam.codes import asked, code_of, key_code, read_code
from helpers.authoring.exam.drawing import LOW, ExamForm, blueprint, cell_of, draw_forms, form_of
from helpers.authoring.exam.paper import exam_page
from helpers.authoring.exam.results import exam_results, read_answers, read_exam
from helpers.authoring.exam.writing import ExamFile, write_exam
from helpers.content import ContentError, load_course, load_lesson, load_questions
from helpers.questions import TYPES
from helpers.questions.parts import Order

COURSE = ROOT / "lessons_data/questions"
SPECIMENS = ROOT / "lessons_data" / SPECIMEN


@pytest.fixture(scope="module")
def large() -> ExamBank:
    """The questions of the course as a bank, without their pictures."""
    bank = read_bank(COURSE)
    bare = {name: msgspec.structs.replace(q, chart="") for name, q in bank.questions.items()}
    return bank._replace(questions=bare)


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
    assert len(bank.questions) == 12 and not bank.known
    (form,) = draw_forms(bank, 12, ["A"], 1)
    assert {q.id for q in form.questions} == set(bank.questions)
    assert {q.kind for q in form.questions} == TYPES.keys()
    assert read_bank(COURSE).known


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
    ("numeric", "about seven", "'about seven' is no answer to it"),
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
    page = words(exam_page(few, "Exam"))
    for question in few.questions:
        assert said(question.stem) in page and said(question.stimulus) in page
        for part in question.parts:
            texts = [choice.text for choice in part.choices] if question.kind != "numeric" else []
            for text in [*texts, *(target.text for target in getattr(part, "targets", ()))]:
                assert " ".join(text.split()) in page
        for line in question.solution():
            assert len(said(line.reason)) < 30 or said(line.reason) not in page
        assert question.id not in page
    assert page.count("Name or code:") == 2


def test_the_key_has_letters_and_all_reasons(tmp_path):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A"], 2, tmp_path / "e")
    page = words((tmp_path / "e/marking/key_A.html").read_text("utf-8"))
    (form,) = draw_forms(bank, 12, ["A"], 2)
    for number, question in enumerate(form.questions, 1):
        shown = asked(question, form.steps.get(question.id, []))
        assert f"{number} {key_code(question, shown)}" in page
        assert all(said(line.reason) in page for line in question.solution())


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
    assert all(f"<strong>{part}</strong>" in key for part in ("Who decides?", "Why?"))
    assert re.search(
        r"a point each, about \d+[05] minutes", (tmp_path / "e/exam_A.html").read_text()
    )


# ---------------------------------------------------------------- results


def sat(folder: Path, bank: ExamBank, students: int, seed: int = 1) -> dict[str, float]:
    """Fill the table in as a class would; return each student's points, marked by the course."""
    exam = msgspec.json.decode((folder / "exam.json").read_bytes(), type=ExamFile)
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
    sittings = read_answers(folder / "answers.csv", read_exam(folder / "exam.json", bank), bank)
    assert {one.student: pytest.approx(one.points) for one in sittings} == points
    text = exam_results(folder / "answers.csv", folder / "exam.json", bank).text
    mean = sum(points.values()) / 40
    assert f"40 students, 12 questions, on average {mean:.1f} points." in text
    assert "Form A: 20 students" in text and "Form B: 20 students" in text
    for question in bank.questions.values():
        given = [one.attempts[question.id] for one in sittings if question.id in one.attempts]
        right = sum(attempt.outcome == "correct" for attempt in given) / len(given)
        (row,) = [line for line in text.splitlines() if line.startswith(f"{question.id}:")]
        cells = row.split(" | ")
        assert cells[-4:-2] == [str(len(given)), f"{right:.0%}"]
        assert re.fullmatch(r"[+-][01]\.\d\d", cells[-2])


def test_a_table_from_any_spreadsheet_is_read(tmp_path):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A", "B"], 6, tmp_path / "e")
    folder = tmp_path / "e/marking"
    sat(folder, bank, 4)
    exam = read_exam(folder / "exam.json", bank)
    kept = [one.points for one in read_answers(folder / "answers.csv", exam, bank)]
    rows = list(csv.reader(io.StringIO((folder / "answers.csv").read_text("utf-8-sig"))))
    for delimiter, end in ((";", "\r\n"), ("\t", "\n")):
        path = tmp_path / "other.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=delimiter, lineterminator=end).writerows([*rows, [""] * 3])
        assert [one.points for one in read_answers(path, exam, bank)] == kept


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "no answers are typed in yet"),
        ([["Eva", "C"]], "line 2: there is no form 'C'; write one of A, B."),
        ([["", "A"]], "the student '' is empty or stands twice"),
        ([["Eva", "A"], ["Eva", "B"]], "line 3: the student 'Eva' is empty or stands twice"),
        ([["Eva", "A", *["A"] * 13]], "it has 13 answers, and there are 12"),
        ([["Eva", "A", *["??"] * 12]], "line 2: question 1: "),
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


def test_the_exam_is_held_against_its_bank(tmp_path):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A"], 1, tmp_path / "e")
    path = tmp_path / "e/marking/exam.json"
    turned = bank.questions["specimen-funnel-share"]
    turned = msgspec.structs.replace(turned, answer=26.0)  # type: ignore[call-arg]
    changed = bank._replace(questions=bank.questions | {turned.id: turned})
    with pytest.raises(ContentError, match="the key of 'specimen-funnel-share' is another one"):
        read_exam(path, changed)
    with pytest.raises(ContentError, match="has no question 'specimen-"):
        read_exam(path, read_bank(COURSE))
    whole = json.loads(path.read_text("utf-8"))
    for forms in ({}, {"A": [{**one, "parts": one["parts"] * 2} for one in whole["forms"]["A"]]}):
        path.write_text(json.dumps({**whole, "forms": forms}))
        with pytest.raises(ContentError, match="was changed by hand; restore it"):
            read_exam(path, bank)
    path.write_text("{}")
    with pytest.raises(ContentError, match="it is not the file that 'exam' wrote"):
        read_exam(path, bank)
    with pytest.raises(ContentError, match="the file is missing"):
        read_exam(tmp_path / "none.json", bank)


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
    out = said("--questions", "30")
    assert "and an exam of 30 needs" in out
    assert "This bank is enough for an exam of 12 questions at most." in out
    (tmp_path / "e").mkdir()
    (tmp_path / "e/mine.txt").write_text("x")
    assert "is not empty; name a new folder." in said("--questions", "12")


def test_the_bank_is_the_one_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COURSE_BANK", str(tmp_path))
    assert bank_folder() == tmp_path and bank_folder("other") == Path("other")
    monkeypatch.setenv("COURSE_BANK", " ")
    assert bank_folder() == SPECIMENS
    command = ["exam", "--questions", "12", "--seed", "1", "--to", str(tmp_path / "e")]
    assert main(command) == 0
    assert "learners can read the key of each" in capsys.readouterr().out
    monkeypatch.setenv("COURSE_BANK", str(COURSE))
    assert main([*command[:-1], str(tmp_path / "f")]) == 0
    assert "of this bank's questions in the course" in capsys.readouterr().out


def test_results_can_be_a_page(tmp_path, capsys):
    bank = read_bank(SPECIMENS)
    write_exam(bank, 12, ["A", "B"], 6, tmp_path / "e")
    sat(tmp_path / "e/marking", bank, 2)
    table, page = str(tmp_path / "e/marking/answers.csv"), str(tmp_path / "results.html")
    assert main(["exam-results", table, "--to", page]) == 0
    assert "10 are needed before this says anything" in capsys.readouterr().out
    assert "Form A: 1 student" in words(Path(page).read_text("utf-8"))
    assert main(["exam-results", table, "--to", page]) == 1
    assert "is there already" in capsys.readouterr().out
