"""Lessons as slide decks and on paper: every part is there, the key is not, the answers apart."""

from __future__ import annotations

import copy
import json
import re
from html import unescape
from pathlib import Path

import nbformat
import pytest
from project_files import ROOT, notebook_of

from helpers.authoring.before_class import before_class, copies_of
from helpers.authoring.commands import main
from helpers.authoring.deck import _asked, decks, lesson_slides, page, plan_slides
from helpers.authoring.lesson_html import read_notebook
from helpers.authoring.paper import (
    ANSWERS,
    SCREEN_WORDS,
    case_sheets,
    hand_outs,
    lesson_on_paper,
    on_paper,
    pages,
)
from helpers.authoring.slides import mark_slides, slide_type
from helpers.charts import draw
from helpers.classroom.hands import choices_of
from helpers.content import load_course, load_lesson, load_questions, load_teaching
from helpers.document import group, heading, to_text
from helpers.questions.parts import ChooseOne, Match, Number, Order
from helpers.quiz.paper import key_of, placed
from helpers.quiz.session import printed

FOLDER = ROOT / "notebooks"
COURSE = load_course()
LESSONS = [entry.id for entry in COURSE.lessons]
QUESTIONS = {q.id: q for name in LESSONS for q in load_questions(name)}


def words(text: str) -> str:
    """The words of a page: no tags, no pictures, one space between."""
    text = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", text)
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return " ".join(re.findall(r"\w+", unescape(re.sub(r"<[^>]*>", " ", text))))


def told(names) -> list[str]:
    """The reasons that only an answer may tell, by the words they begin with behind the mark."""
    return [
        words(to_text(line.reason.removeprefix("Right. ")))[:70]
        for name in names
        for line in QUESTIONS[name].solution()
    ]


def own(lesson_id: str) -> list[str]:
    return [q.id for q in load_questions(lesson_id)]


# ---------------------------------------------------------------- slide types


def _code(source: str) -> dict:
    return {"cell_type": "code", "source": source}


def _text(source: str) -> dict:
    return {"cell_type": "markdown", "source": source}


@pytest.mark.parametrize(
    ("cell", "before", "wanted"),
    [
        (_text("# Title"), None, "slide"),
        (_text("## Section\n\nProse."), _code("lesson.check('a')"), "slide"),
        (_text("## Sources\n\n- one"), _code("lesson.recap()"), "skip"),
        (_code('lesson.chart("a")'), _text("Prose."), "subslide"),
        (_code('lesson.lab("a")'), _text("Prose."), "subslide"),
        (_code("lesson.exit_quiz()"), _text("## Exit quiz"), "subslide"),
        (_code('lesson.capstone_page("a")'), _text("Prose."), "subslide"),
        (_code("lesson.recap()"), _text("## What you take with you"), "-"),
        (
            _code("from helpers import open_lesson\n\nlesson = open_lesson('x')\nlesson"),
            _text("# Title"),
            "-",
        ),
        (_text("Prose after a picture."), _code('lesson.chart("a")'), "subslide"),
        (_text("> **Where explainers go wrong.** ..."), _text("Prose."), "subslide"),
        (_text("**Takeaway.** One."), _text("Prose."), "fragment"),
        (_text("**Takeaway.** One."), _code('lesson.chart("a")'), "subslide"),
        (_text("More prose."), _text("Prose."), "-"),
    ],
)
def test_what_a_cell_is_in_a_deck(cell, before, wanted):
    assert slide_type(cell, before) == wanted
    as_list = cell | {"source": cell["source"].splitlines(keepends=True)}
    assert slide_type(as_list, before) == wanted


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_every_committed_lesson_carries_its_marks(lesson_id):
    made = json.loads((FOLDER / notebook_of(lesson_id)).read_text(encoding="utf-8"))
    kinds = [c["metadata"].get("slideshow", {}).get("slide_type") for c in made["cells"]]
    assert None not in kinds and mark_slides(copy.deepcopy(made)) == 0
    assert kinds.count("slide") >= len(load_lesson(lesson_id).sections) + 2
    assert kinds.count("skip") == 1  # the sources
    bare = copy.deepcopy(made)
    for cell in bare["cells"]:
        del cell["metadata"]["slideshow"]
    assert mark_slides(bare) == len(kinds) and mark_slides(bare) == 0


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_a_lesson_makes_a_usable_deck(lesson_id, counted):
    notebook = read_notebook(FOLDER / notebook_of(lesson_id))
    slides = [one.html for one in lesson_slides(load_lesson(lesson_id), notebook)]
    shown = [words(slide.partition("<aside")[0]) for slide in slides]
    for section in load_lesson(lesson_id).sections:
        assert any(words(section.title) in one for one in shown)
    assert not any(code in one for one in shown for code in ("open_lesson", "lesson chart"))
    asked = [name for s in load_lesson(lesson_id).sections for name in s.checks]
    for name in [*asked, *load_lesson(lesson_id).exit_quiz]:
        question = QUESTIONS[name]
        stem = words(to_text(question.stem))
        at = next(n for n, one in enumerate(shown) if stem in one)
        assert not [reason for reason in told([name]) if reason in shown[at]], name
        if question.chart:  # what it asks about is still to be seen
            assert "<figure" in slides[at] or "<table" in slides[at - 1], name
        assert stem in shown[at + 1] and shown[at + 1].startswith("The answer"), name
        assert all(reason in shown[at + 1] for reason in told([name])), name
        for other in shown[: at + 1]:
            early = [reason for reason in told([name]) if reason in other]
            assert other.startswith("The answer") or not early, name
    counted(f"{len(slides)} slides")


def test_the_key_of_a_question_stands_in_the_notes_alone():
    (slide, answer) = [
        one.html
        for one in lesson_slides(
            load_lesson("what_is_the_difference"),
            read_notebook(FOLDER / notebook_of("what_is_the_difference")),
        )
        if words(QUESTIONS["difference-flat-membership"].stem) in words(one.html)
    ]
    seen, _, notes = slide.partition('<aside class="notes">')
    right = [c.letter for c in choices_of(QUESTIONS["difference-flat-membership"]) if c.right]
    assert f"Key: {' and '.join(right)}." in re.sub("<[^>]*>", "", notes) and "Key" not in seen
    assert f"<h2>The answer: {right[0]}</h2>" in answer and "who chose otherwise" in answer


@pytest.mark.parametrize("plan", load_teaching().plans, ids=lambda one: one.id)
def test_a_plan_makes_a_deck_that_shows_what_it_asks(plan):
    slides = [one.html for one in plan_slides(plan)]
    for session in plan.sessions:
        for step in session.steps:
            for name in step.ask:
                stem = words(to_text(QUESTIONS[name].stem))
                assert sum(stem in words(slide.partition("<aside")[0]) for slide in slides) == 2
            for said in filter(None, (step.say, step.answer)):
                at = next(slide for slide in slides if words(said) in words(slide))
                assert words(said) not in words(at.partition("<aside")[0])


def test_people_write_before_they_are_told_who_is_who_and_read_after():
    shown = [
        words(one.html.partition("<aside")[0]) for one in plan_slides(load_teaching().plans[0])
    ]
    firsts = ("Two sentences", "Who is who", "What they quarrel", "Day 60", "A concert hall")
    places = [next(n for n, one in enumerate(shown) if one.startswith(said)) for said in firsts]
    assert places == sorted(places)


def test_things_to_match_and_their_places_stand_on_one_slide_with_numbers_and_letters():
    asked, _ = _asked(QUESTIONS["difference-five-matched"])
    assert asked.html.count("<ol") == 2 and 'type="A"' in asked.html and "<ul" not in asked.html


def test_decks_are_written_from_a_notebook_or_said_to_be_there(tmp_path, monkeypatch):
    assert "ninety_minutes" in decks().text
    (tmp_path / "ninety_minutes.html").touch()
    assert "is there already" in decks("one_day", "ninety_minutes", to=tmp_path).text
    assert [path.name for path in tmp_path.iterdir()] == ["ninety_minutes.html"]
    assert "no lesson or plan 'x'" in decks("x", to=tmp_path).text


def test_a_deck_needs_nothing_but_itself(tmp_path):
    reveal = tmp_path
    for name in ("dist/reveal.js", "plugin/notes/notes.js", "dist/reveal.css"):
        (reveal / name).parent.mkdir(parents=True, exist_ok=True)
        (reveal / name).write_text("x = '</script>'" if name.endswith(".js") else "")
    made = page("A <deck>", [group(heading("One"), tag="section")], reveal)
    assert "<title>A &lt;deck&gt;</title>" in made
    assert made.count("</script>") == 3 and '<link rel="icon" href="data:,">' in made
    assert not re.findall(r'(?:src|href)="(?!data:|#)', made)


def test_the_command_for_slides_says_what_is_wrong(tmp_path, capsys):
    assert main(["slides", "nothing", "--to", str(tmp_path)]) == 1
    assert "no lesson or plan 'nothing'" in capsys.readouterr().out
    assert not list(tmp_path.iterdir())


# ---------------------------------------------------------------- paper


@pytest.fixture(scope="module")
def paper() -> dict[str, str]:
    return {name: page for name, _, page in pages()}


def test_there_is_a_page_and_an_answer_sheet_for_everything(paper):
    names = [e.notebook for e in COURSE.lessons]
    names += [*(f"cases_{one.id}" for one in load_teaching().exercises)]
    sheets = ["letter_cards.html", "rubrics.html", "syllabus.html", "twenty_weeks_in_pairs.html"]
    for plan in load_teaching().plans:
        sheets.append(f"{ANSWERS}/plan_{plan.id}.html")
        sheets.append(f"sheet_{plan.id}.html")
    both = [f"{name}.html" for name in names] + [f"{ANSWERS}/{name}.html" for name in names]
    assert sorted(paper) == sorted(both + sheets)


def test_the_sheets_of_a_plan_hold_what_it_needs(paper):
    plan = load_teaching().plans[0]
    taught = words(paper[f"{ANSWERS}/plan_{plan.id}.html"])
    for step in plan.sessions[0].steps:
        for said in filter(None, (step.do, step.say, step.answer, step.early)):
            assert words(said) in taught
        for name in step.ask:
            right = [c.letter for c in choices_of(QUESTIONS[name]) if c.right]
            assert f"{words(to_text(QUESTIONS[name].stem))} Key {' and '.join(right)}" in taught
    assert taught.count("Leave this out") == sum(s.drop for s in plan.sessions[0].steps) > 1
    assert taught.count("Leave this out first") == taught.count("Leave this out second") == 1
    sheet = words(paper[f"sheet_{plan.id}.html"])
    assert sheet.count("A product manager") >= 2 and "Five differences" in sheet
    assert all(f"{one.name} {words(one.role)}" in sheet for one in COURSE.people)
    assert all(f'"letter">{letter}<' in paper["letter_cards.html"] for letter in "ABCD")


def test_the_front_of_the_first_sheet_gives_no_difference_away(paper):
    front, turned = paper["sheet_ninety_minutes.html"].split("Please turn over")
    people = {words(one.says) for one in COURSE.people}  # the main doubts are what two of them say
    cells = [words(cell) for row in draw("five_differences").table()[1:] for cell in row[1:]]
    told_there = [cell for cell in cells if cell not in people]
    assert told_there and not [one for one in told_there if one in words(front)]
    assert all(one in words(turned) for one in told_there)


@pytest.mark.parametrize("plan", load_teaching().plans, ids=lambda one: one.id)
def test_participants_have_room_for_all_that_a_plan_asks_of_them(plan, paper):
    sheet = words(paper[f"sheet_{plan.id}.html"])
    asked = [name for s in plan.sessions for step in s.steps for name in step.ask]
    assert all(words(to_text(QUESTIONS[name].stem)) in sheet for name in asked)
    assert not [reason for reason in told(asked) if reason in sheet]
    written = [words(one) for s in plan.sessions for step in s.steps for one in step.write]
    assert all(one in sheet for one in written) and (written or plan.people)


def test_the_syllabus_counts_what_the_course_holds(paper):
    read = words(paper["syllabus.html"])
    assert f"Of {len(QUESTIONS)} questions" in read and "Contact" in read and "CC BY 4 0" in read
    for area in COURSE.areas:
        assert words(area.title) in read
    for path in COURSE.paths:
        spent = sum(COURSE.entry(name).minutes for name in COURSE.path_lessons(path.id))
        assert f"{words(path.title)} {spent} minutes" in read


def test_each_rubric_has_four_lines():
    rubrics = load_teaching().rubrics
    assert len(rubrics) == 4 and all(len(one.lines) == 4 for one in rubrics)


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_paper_asks_everything_and_tells_no_answer(lesson_id, paper):
    page = paper[f"{COURSE.entry(lesson_id).notebook}.html"]
    read = words(page)
    for name in own(lesson_id):
        question = QUESTIONS[name]
        assert words(to_text(question.stem)) in read, name
        for _, entries in printed(question):
            assert all(words(entry) in read for entry in entries), name
    assert not [reason for reason in told(own(lesson_id)) if reason in read]
    for screen in ("run the notebook", "Press Start at the top", "open_lesson", "In [", "Out["):
        assert screen not in page
    asked = re.sub(r'(?s)<div class="questions.*', "", page)  # a question may be about the screen
    assert not re.search("&lt;(?:br|/?b|summary|details)&gt;", page)
    assert not SCREEN_WORDS.search(asked), SCREEN_WORDS.search(asked)
    assert "<script" not in page and "http-equiv" in page and "size: A4" in page


@pytest.mark.parametrize("lesson_id", LESSONS)
def test_the_key_has_the_numbers_letters_and_order_of_the_paper(lesson_id, paper):
    name = COURSE.entry(lesson_id).notebook
    page, key = paper[f"{name}.html"], paper[f"{ANSWERS}/{name}.html"]
    asked = on_paper(load_lesson(lesson_id), FOLDER / notebook_of(lesson_id))
    assert sorted(q.id for q in asked) == sorted(own(lesson_id))
    sheets = re.split(r'<div class="asked">', page)[1:]
    answers = re.split(r'<div class="answered">', key)[1:]
    numbers = [re.search(r'class="number"><strong>(\d+)<', one)[1] for one in sheets]
    assert numbers == [str(n) for n in range(1, len(asked) + 1)]
    for number, question, sheet, answer in zip(numbers, asked, sheets, answers, strict=True):
        assert words(answer).startswith(f"{number} {words(to_text(question.stem))}")
        for part in question.parts:
            said = key_of(question, part)
            assert f"<strong>{said}</strong>" in answer
            if isinstance(part, ChooseOne):
                letters = re.findall(r"[A-Z]", said.replace(" or ", ","))
                right = [part.choices[i].text for i in part.right]
                assert len(letters) == len(right)
                for letter in letters:
                    assert any(f"{letter} {words(text)}" in words(sheet) for text in right)
        assert all(words(to_text(line.reason)) in words(answer) for line in question.solution())


def test_a_key_names_places_steps_and_numbers_as_the_paper_does():
    for question in QUESTIONS.values():
        part = question.parts[0]
        said = key_of(question, part)
        if isinstance(part, Match):
            found = dict(one.split() for one in said.split(", "))
            for row in placed(question, part):
                target = part.targets["ABCDEFGHIJ".index(found[row.sign])]
                assert target.id == part.choices[row.place].place
        elif isinstance(part, Order):
            at = {row.sign: row.place for row in placed(question, part)}
            assert [at[sign] for sign in said.split(", ")] == part.key()
        elif isinstance(part, Number):
            assert float(said.split()[0].replace(",", "")) == pytest.approx(part.answer)


def test_pictures_come_along_and_links_lead_to_the_pages_beside(paper):
    page = paper["04_what_is_the_difference.html"]
    charts = [name for s in load_lesson("what_is_the_difference").sections for name in s.charts]
    pictures = sum(draw(name).is_picture for name in charts)
    assert page.count("data:image/png") == pictures > 0 and "img-src data:" in page
    links = {link for text in paper.values() for link in re.findall(r'href="(\d\d_[^"#]*)', text)}
    assert links and links <= set(paper)


def test_a_page_that_told_an_answer_would_be_seen(tmp_path):
    made = nbformat.read(FOLDER / "04_what_is_the_difference.ipynb", as_version=4)
    reason = next(iter(QUESTIONS["difference-flat-membership"].solution())).reason
    shown = next(cell for cell in made.cells if cell.cell_type == "code")
    shown.outputs = [nbformat.v4.new_output("display_data", {"text/html": reason})]
    path = tmp_path / "x.ipynb"
    nbformat.write(made, path)
    read = words(lesson_on_paper(path))
    assert [r for r in told(["difference-flat-membership"]) if r in read]


EXERCISES = pytest.mark.parametrize("exercise", load_teaching().exercises, ids=lambda one: one.id)


@EXERCISES
def test_each_case_has_a_form_to_write_on_and_no_answer(exercise):
    page = case_sheets(exercise, QUESTIONS)
    sheets = page.split('<section class="form">')[1:]
    assert len(sheets) == len(exercise.cases)
    read = words(page)
    assert not [reason for reason in told(exercise.cases) if reason in read]
    for name, sheet in zip(exercise.cases, sheets, strict=True):
        boxes = [entry for _, entries in printed(QUESTIONS[name]) for entry in entries]
        wanted = len(boxes) if exercise.form == "case" else 0
        assert sheet.count("\N{BALLOT BOX}") == wanted
        assert sheet.count('class="line"') >= 6 and "Name or code" in sheet
        assert words(to_text(QUESTIONS[name].stem)) in words(sheet)
        assert ("Mina s chair" in words(sheet)) is (exercise.form == "chairs")
        assert ("Fold back here" in sheet) is (exercise.form == "own")


@EXERCISES
def test_each_case_has_its_answers_on_a_slip_of_their_own(exercise, paper):
    page = paper[f"{ANSWERS}/cases_{exercise.id}.html"]
    assert "section + section { break-before: auto; }" in page  # slips, several on a page
    assert "section { break-inside: avoid; border-bottom: 0.3mm dashed" in page
    sheets = page.split("<section>")[1:]
    assert len(sheets) == len(exercise.cases)
    hinges = load_teaching().hinges
    for name, sheet in zip(exercise.cases, sheets, strict=True):
        read = words(sheet)
        assert words(hinges[name]) in read
        for other in exercise.cases:
            right = [
                words(to_text(line.reason))[:70]
                for part in QUESTIONS[other].parts
                for line in part.lines()
                if line.mark == part.marks[0]
            ]
            assert all(reason in read for reason in right) is (other == name)


def test_large_print_and_a_plain_font_say_the_same(paper):
    large = {name: page for name, _, page in pages(large=True, plain=True)}
    assert large.keys() == paper.keys()
    for name, sheet in large.items():
        assert words(sheet) == words(paper[name])
    page = large["04_what_is_the_difference.html"]
    assert "font-size: 16pt" in page and "letter-spacing" in page
    assert "16pt" not in paper["04_what_is_the_difference.html"]


# ---------------------------------------------------------------- the command


@pytest.fixture
def few(paper, monkeypatch) -> list[str]:
    """Let only three pages be written, those of the first names."""
    names = sorted(paper)[:2] + [next(name for name in paper if name.startswith(ANSWERS))]
    few = [(name, name, paper[name]) for name in names]
    monkeypatch.setattr("helpers.authoring.paper.pages", lambda large, plain: iter(few))
    return names


def test_the_command_writes_into_a_new_folder_and_over_nothing(few, tmp_path, capsys):
    folder = tmp_path / "hand-outs"
    assert main(["paper", "--to", str(folder)]) == 0
    assert f"written: {len(few)} pages in {folder}; keep" in capsys.readouterr().out
    before = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.html")}
    assert set(before) == set(few) and all(before.values())
    assert main(["paper", "--to", str(folder)]) == 1
    assert "is not empty; name a new folder." in capsys.readouterr().out
    assert before == {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.html")
    }
    file = tmp_path / "file"
    file.write_text("mine")
    assert main(["paper", "--to", str(file)]) == 1 and file.read_text() == "mine"


def test_the_cell_lists_first_and_writes_only_where_it_is_told(few, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "no answers" in hand_outs().text and not list(tmp_path.iterdir())
    card = hand_outs("out")
    assert card.text == f"{len(few)} pages are in out; keep {Path('out') / ANSWERS} to yourself."
    assert (tmp_path / "out" / ANSWERS).is_dir()
    assert "is not empty" in hand_outs("out").text


def test_a_class_gets_a_sheet_for_each_person_and_case(tmp_path, monkeypatch):
    monkeypatch.setattr("helpers.authoring.before_class.write_decks", no_reveal)
    folder = tmp_path / "tomorrow"
    card = before_class("ninety_minutes", 30, folder).text
    assert "30 sheets" in card and "No reveal.js here." in card
    cases = (folder / "cases_first_calls.html").read_text("utf-8")
    assert cases.count("<section") == 30
    assert (folder / "what_to_print.html").is_file()
    assert "is not empty" in before_class("ninety_minutes", 30, folder).text
    assert "no plan" in before_class("ninety", 30, tmp_path / "b").text
    assert "one learner or more" in before_class("one_day", 0, tmp_path / "b").text
    sizes = copies_of(load_teaching().exercises[0], 45)
    assert sum(sizes) == 45 and min(sizes) > 0


def no_reveal(*_, **__):
    raise ValueError("No reveal.js here.")
