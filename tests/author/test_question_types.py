"""A type of question is one file: a toy type is asked, printed, kept, exported and evaluated."""

from __future__ import annotations

import json
from functools import cached_property
from typing import ClassVar

import content_samples as samples
import pytest
import yaml
from content_samples import LESSON, QUESTION_FILE, build, course
from quiz_learner import Learner

from helpers.authoring.commands import main
from helpers.authoring.template import add_question
from helpers.classroom import ClassData
from helpers.classroom import Learner as Pupil
from helpers.classroom.beliefs import holdings
from helpers.classroom.hands import choices_of as ballots
from helpers.classroom.hands import count_responses
from helpers.classroom.statistics import question_statistics
from helpers.content import ContentError, load_course, load_questions
from helpers.content.library import reading_from
from helpers.lesson.interactions import describer
from helpers.questions import NOT_ANSWERED, TYPES, Option, Question, Remark, question_type
from helpers.questions.outcome import judged
from helpers.questions.parts import ChooseOne
from helpers.questions.types.single_choice import choices_of
from helpers.quiz import Quiz
from helpers.record import Record, to_xapi

EXAMPLE = """\
stem: Odd one out?
odd: c
options:
- {id: a, text: A rope, feedback: It is like the others.}
- {id: b, text: A cord, feedback: This is like them, misconception: 1}
- {id: c, text: A spoon, feedback: Nobody ties with a spoon., correct: true}
"""


def odd_one_out(name: str = "odd_one_out") -> type[Question]:
    """A type that no file of the engine knows: all but one belong together."""

    class OddOneOut(Question, tag=name):
        options: list[Option]
        odd: str

        example: ClassVar = EXAMPLE
        instruction: ClassVar = "Choose the odd one."

        @cached_property
        def parts(self):
            return (ChooseOne(choices=choices_of(self.options)),)

        def key_faults(self, say):
            if [o.id for o in self.options if o.correct] != [self.odd]:
                say(f"{self.odd!r} is not the one that is marked", "mark it")

        def grade(self, response, tries=1):
            if not self.complete(response):
                return NOT_ANSWERED("Choose the odd one, then check.")
            option = self.options[response]
            return judged(float(option.correct), [Remark(option.feedback, option.text)])

    return OddOneOut


@pytest.fixture
def toy(tmp_path):
    """The type, registered, and a course that asks a question of it."""
    question_type(odd_one_out())
    files = course()
    own = yaml.safe_load(EXAMPLE)
    asked = samples.SINGLE | own | {"type": "odd_one_out", "id": "kite-odd"}
    files[QUESTION_FILE]["questions"] = [*samples.PLAIN, asked]
    files[samples.LESSON_FILE]["exit_quiz"].append("kite-odd")
    try:
        yield build(tmp_path / "lessons_data", files)
    finally:
        del TYPES["odd_one_out"]


def test_a_new_type_goes_through_the_whole_course(toy, tmp_path):
    (question,) = [q for q in load_questions(LESSON, toy) if q.kind == "odd_one_out"]
    record = Record(tmp_path / "record.sqlite", "test")
    quiz = Quiz("Quiz", [question], record, LESSON)
    bundle = quiz._repr_mimebundle_()
    for paper in (bundle["text/plain"], bundle["text/html"]):
        assert "Choose the odd one." in paper and "A spoon" in paper and "Nobody" not in paper
    learner = Learner(quiz)
    learner.press("Check")
    assert "Choose the odd one, then check." in learner.tail
    for words, said in (("A cord", "Not yet"), ("A spoon", "Correct")):
        field = learner.fields[0]
        field.index = list(field._options_labels).index(words)
        learner.press("Check")
        assert learner.tail.startswith(said)
    quiz.reveal()
    assert "Nobody ties with a spoon." in learner.tail
    kept = record.attempts()
    assert [(a.response, a.outcome) for a in kept[:2]] == [("b", "incorrect"), ("c", "correct")]
    assert Quiz("Quiz", [question], record, LESSON).session.now.response == 2
    with reading_from(toy):
        wrong, right, _ = json.loads(to_xapi(kept, "s", describer(load_course())))
    assert (wrong["result"]["response"], right["result"]["response"]) == ("b", "c")
    assert [c["id"] for c in right["object"]["definition"]["choices"]] == ["a", "b", "c"]
    data = ClassData((Pupil("L1", tuple(kept)),))
    (row,) = question_statistics(data, {LESSON: [question]})
    assert (row.n, row.difficulty, row.chosen.text, row.chosen.belief) == (1, 0.0, "A cord", 1)
    assert [held.belief for held in holdings(data, {LESSON: [question]}, 1)] == [1]
    counted = count_responses(question, ["c", "c", "b"])
    assert {b.text: n for b, n in zip(ballots(question), counted, strict=True)}["A spoon"] == 2


def test_the_rules_of_a_new_type_are_asked(toy):
    path = toy / QUESTION_FILE
    path.write_text(path.read_text("utf-8").replace("odd: c", "odd: b"), "utf-8")
    said = "kite-odd: 'b' is not the one that is marked; mark it"
    with reading_from(toy), pytest.raises(ContentError, match=said):
        load_questions(LESSON)


@pytest.mark.parametrize("part", ["example", "instruction", "parts", "key_faults", "grade"])
def test_a_type_that_lacks_a_part_is_refused_by_name(part):
    whole = odd_one_out()
    setattr(whole, part, getattr(Question, part))
    with pytest.raises(TypeError, match=f"question type 'odd_one_out' lacks '{part}'"):
        question_type(whole)
    assert "odd_one_out" not in TYPES


def test_two_types_of_one_name_are_refused():
    taken = odd_one_out("single_choice")
    with pytest.raises(TypeError, match="'single_choice' is there already"):
        question_type(taken)


# ---------------------------------------------------------------- stubs for authors


@pytest.mark.parametrize("kind", TYPES)
def test_the_example_of_a_type_is_a_whole_question(kind):
    own = yaml.safe_load(TYPES[kind].example)
    common = {key: value for key, value in samples.SINGLE.items() if key != "options"}
    question = samples.question(common | own | {"type": kind})
    assert question.faults("here") == []
    assert question.grade(question.key).score == 1
    assert all(entry.id for named in question.namespaces() for entry in named)
    assert question.solution() and question.instruction


@pytest.mark.parametrize("kind", TYPES)
def test_a_stub_is_accepted_as_to_its_shape(kind, tmp_path):
    root = build(tmp_path, course())
    before = (root / QUESTION_FILE).read_text("utf-8")
    path = add_question(kind, LESSON, "kite-new", root)
    assert path.read_text("utf-8").startswith(before)
    with reading_from(root):
        assert load_questions(LESSON)[-1].kind == kind
    for arguments, said in (
        (("no_type", LESSON, "kite-more"), "There is no question type 'no_type'"),
        ((kind, "kite", "kite-more"), "There is no lesson 'kite'"),
        ((kind, LESSON, "kite-new"), "has a question 'kite-new'"),
        ((kind, LESSON, "Kite more"), "is no id"),
    ):
        with pytest.raises(ValueError, match=said):
            add_question(*arguments, root)


def test_the_command_writes_a_stub_and_says_what_is_next(tmp_path, capsys):
    root = build(tmp_path, course())
    with reading_from(root):
        assert main(["new", "--question", "ordering", LESSON, "kite-next"]) == 0
        assert "written: questions/" in (said := capsys.readouterr().out)
        assert "name kite-next in the checks" in said
    with reading_from(root):
        assert main(["new", "--question", "ordering", LESSON, "kite-next"]) == 1
        assert "has a question 'kite-next'" in capsys.readouterr().out


# ---------------------------------------------------------------- for other programs


def test_the_parts_tell_another_program_all_it_needs():
    """Whoever exports a question (to QTI, to Moodle) asks its parts and never its type."""
    for entry in load_course().lessons:
        for question in load_questions(entry.id):
            for part in question.parts:
                ids = [choice.id for choice in part.choices]
                assert len(set(ids)) == len(ids), question.id
                assert all(c.id and c.text and c.feedback for c in part.choices), question.id
                assert part.xapi in ("choice", "matching", "sequencing", "numeric")
                assert part.complete(part.key()) and part.slips(part.key()) == []
                assert part.response(part.kept(part.key())) == part.key()
            told = [choice.feedback for part in question.parts for choice in part.choices]
            assert told == [one.feedback for one in question.entries()], question.id
            assert (len(question.parts) > 1) == any(part.name for part in question.parts)
