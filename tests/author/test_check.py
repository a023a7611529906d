"""The check of the authors: a sound course passes, and each damage is named with place and mend.

`DAMAGES` spoils a copy of the real course as a tired author might, and says what must be answered.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
import yaml

from helpers.authoring.check import (
    SUBJECTS,
    check_course,
    data,
    figures,
    glossary,
    labs,
    names,
    predictions,
    question_versions,
    texts,
)
from helpers.authoring.check.bank_coverage import PER_LESSON
from helpers.authoring.check.course import Advice, AuthoredCourse, read_course
from helpers.authoring.commands import main
from helpers.authoring.refresh import notebooks_folder
from helpers.authoring.template import start_lesson
from helpers.content import course_root, load_figure, strict_yaml
from helpers.content.library import reading_from

Spoil = Callable[[Path], object]


def text(pattern: str, old: str, new: str) -> Spoil:
    """Replace the first such words in the one file of that name."""

    def change(root: Path) -> None:
        (path,) = root.glob(pattern)
        whole = path.read_text("utf-8")
        assert old in whole, f"{old!r} is not in {path}"
        path.write_text(whole.replace(old, new, 1), "utf-8")

    return change


def delete(*patterns: str) -> Spoil:
    """Delete files."""
    return lambda root: [path.unlink() for one in patterns for path in root.glob(one)]


def both(*spoils: Spoil) -> Spoil:
    """Do several things."""
    return lambda root: [spoil(root) for spoil in spoils]


class Damage(NamedTuple):
    """What is done to the course, the rule that has to see it, and what its sentence holds."""

    rule: Callable[[AuthoredCourse], list[str]]
    spoil: Spoil
    start: str
    words: str


def _drawn(*exhibits: str) -> Callable[[AuthoredCourse], list[str]]:
    return partial(figures.charts_can_be_drawn, exhibits=exhibits)


def _alone(lab: str, course: AuthoredCourse) -> list[str]:
    """Play one lab alone."""
    return labs.predictions_come_true(replace(course, labs={lab: course.labs[lab]}))


_rice, _okr = partial(_alone, "rice"), partial(_alone, "okr")


def asked(old: str, new: str, rule: Callable, words: str) -> Damage:
    """A damage to the questions of one lesson."""
    return Damage(rule, text(ASKED, old, new), "questions/", words)


def _without_last_option(root: Path) -> None:
    """Take away the option that comes true."""
    sheet = yaml.safe_load((root / RICE).read_text("utf-8"))
    del sheet["prediction"]["options"][-1]
    (root / RICE).write_text(yaml.safe_dump(sheet), "utf-8")


def _with_a_key_moved(root: Path) -> None:
    """Mark another option of a question whose key is told that it is right."""
    (path,) = root.glob(ASKED)
    found = yaml.safe_load(path.read_text("utf-8"))
    keys = (o for q in found["questions"] for o in q.get("options", ()) if o.get("correct"))
    key = next(option for option in keys if option["feedback"].startswith("Right."))
    options = next(q["options"] for q in found["questions"] if key in q.get("options", ()))
    next(option for option in options if not option.get("correct"))["correct"] = True
    del key["correct"]
    path.write_text(yaml.safe_dump(found, sort_keys=False), "utf-8")


def _with_no_question_mark(root: Path) -> None:
    (path,) = root.glob(LESSON)
    found = yaml.safe_load(path.read_text("utf-8"))
    found["question"] = found["question"].rstrip("?")
    path.write_text(yaml.safe_dump(found, sort_keys=False), "utf-8")


PAY, INFO = "figures/so2023_pay.csv", "figures/so2023_pay.yaml"
LINES, FAMILIES = "figures/velolink_life_lines.csv", "figures/term_families.csv"
LESSON, ASKED = "lessons/*what_is_the_difference.yaml", "questions/*what_is_the_difference.yaml"
MOOD = "{id: mood, label: Mood, kind: text, start: good}"
RICE, OKR, TERMS = "labs/rice.yaml", "labs/okr.yaml", "glossary.yaml"
KIND, CLEAN = figures.columns_are_of_one_kind, texts.texts_are_clean
READ, SIDE = data.every_file_is_read, texts.feedback_is_on_its_side
RIGHT = "    correct: true\n    feedback: >-\n      Right."
MORE = both(
    lambda root: shutil.copy(root / PAY, root / "figures/more.csv"),
    lambda root: shutil.copy(root / INFO, root / "figures/more.yaml"),
    text("figures/more.yaml", "id: so2023_pay", "id: more"),
)

DAMAGES = {
    # figures and charts
    "text for a number": Damage(KIND, text(PAY, "88934", "about 9"), PAY, "'about 9' is not a num"),
    "nothing for a number": Damage(KIND, text(PAY, "88934", ""), PAY, "'empty' is not a number"),
    "NaN": Damage(KIND, text(PAY, "88934", "NaN"), PAY, "'NaN' stands for nothing"),
    "a comma in a number": Damage(KIND, text(PAY, "88934", '"88,934"'), PAY, "'88,934' is not"),
    "two ways to write": Damage(KIND, text(LINES, "project,2019", "Project,2019"), LINES, "alike"),
    "a column renamed": Damage(
        _drawn("so_pay"), text(PAY, "median_usd", "median"), PAY, "median_usd"
    ),
    "a table deleted": Damage(_drawn("so_pay"), delete(PAY, INFO), INFO, "the file is missing"),
    "a table that nothing draws": Damage(
        figures.charts_can_be_drawn, MORE, "figures/more.csv", "no chart is drawn from it"
    ),
    "a value changed": Damage(
        figures.tables_are_verified, text(PAY, "88934", "88935"), PAY, "it has changed since"
    ),
    "a chart misspelt": Damage(
        figures.charts_are_known,
        text(LESSON, "[five_differences]", "[five_diferences]"),
        "lessons/",
        "there is no chart 'five_diferences'",
    ),
    "an address that runs": Damage(
        figures.descriptions_are_whole,
        text(INFO, "https://", "javascript://"),
        f"{INFO}: source: url",
        "is no web address",
    ),
    "no year": Damage(
        figures.descriptions_are_whole, text(INFO, "'2023'", "lately"), INFO, "names no year"
    ),
    # labs
    "a lab misspelt": Damage(
        labs.labs_are_known,
        text("lessons/*discover_and_choose.yaml", "labs: [rice", "labs: [ryce"),
        "lessons/",
        "there is no lab 'ryce'",
    ),
    "a lab shown nowhere": Damage(
        labs.labs_are_known,
        text("lessons/*discover_and_choose.yaml", "labs: [rice", "labs: [kano"),
        RICE,
        "0 sections show the lab",
    ),
    "a sheet deleted": Damage(
        labs.sheets_have_functions, delete(RICE), RICE, "the file is missing"
    ),
    "a sheet without a function": Damage(
        labs.sheets_have_functions,
        both(
            lambda root: shutil.copy(root / RICE, root / "labs/corn.yaml"),
            text("labs/corn.yaml", "id: rice", "id: corn"),
        ),
        "labs/corn.yaml",
        "no function plays it",
    ),
    "a prediction that cannot come true": Damage(
        labs.sheets_have_functions,
        text(RICE, "- id: third", "- id: last"),
        RICE,
        "prediction: option 'last': the function in helpers/labs/choose.py never returns it",
    ),
    "what comes true has no option": Damage(
        _rice, _without_last_option, RICE, "what comes true is 'third'"
    ),
    "a field that no function takes": Damage(
        labs.sheets_have_functions,
        text("labs/funnel.yaml", "id: days", "id: spare_days"),
        "labs/funnel.yaml: fields: the function in helpers/labs/growth.py takes 'days'",
        "no field has this id",
    ),
    "a field too many": Damage(
        labs.sheets_have_functions,
        text(
            "labs/brooks.yaml", "fields:", "fields:\n- {id: mood, label: M, kind: text, start: ''}"
        ),
        "labs/brooks.yaml: field mood",
        "takes no such value",
    ),
    "data that the function cannot look into": Damage(
        labs.sheets_have_functions,
        text("labs/funnel.yaml", "steps:", "stages:"),
        "labs/funnel.yaml: data",
        "cannot read it",
    ),
    "a text in the data": Damage(_okr, text(OKR, "now: 2.3", "now: many"), OKR, "'many'"),
    "a key lost in the data": Damage(_okr, text(OKR, ", now: 2.3", ""), OKR, "now"),
    "a list in the data": Damage(_okr, text(OKR, "now: 2.3", "now: [2]"), OKR, "[2]"),
    "a start that is not the case's": Damage(
        labs.starts_are_the_case_s,
        text("labs/promise.yaml", "start: 2000, fact", "start: 6000, fact"),
        "labs/promise.yaml: field late",
        "by velolink.yaml project.late_day is 2000; start with that",
    ),
    "a fact that the case does not know": Damage(
        labs.starts_are_the_case_s,
        text("labs/promise.yaml", "fact: later_day", "fact: latter_day"),
        "labs/promise.yaml: field later",
        "has no fact 'latter_day'; near: later_day",
    ),
    "a step of nothing": Damage(labs.fields_can_move, text(RICE, "step: 5", "step: 0"), RICE, "st"),
    "a move that moves nothing": Damage(
        labs.fields_can_move,
        text(RICE, "move: {confidence_dark: 80}", "move: {confidence_dark: 100}"),
        RICE,
        "nothing moves",
    ),
    "a guess given away": Damage(
        predictions.guesses_are_not_given_away,
        text("lessons/what_is_the_difference.yaml", "text: Tomás's", "text: The charter"),
        "notebooks/04",
        "the words beside the picture 'five_differences' give away",
    ),
    # glossary
    "a term twice": Damage(
        READ,
        text(TERMS, "term: Product strategy", "term: Product\u00a0VISION"),
        "glossary.yaml: term Product",
        "rename one",
    ),
    "related to nobody": Damage(
        READ,
        text(TERMS, "  - Product strategy", "  - Product strategi"),
        "glossary.yaml: term Product vision",
        "unknown related term",
    ),
    "related to itself": Damage(
        glossary.relations_lead_on,
        text(TERMS, "  - Product strategy", "  - Product vision"),
        "glossary.yaml: term Product vision",
        "related to itself",
    ),
    "a term without a family": Damage(
        glossary.the_deck_has_its_families,
        text(FAMILIES, "\nProduct vision,", "\nProduct visions,"),
        FAMILIES,
        "Product vision",
    ),
    "a term with two cards": Damage(
        glossary.the_deck_has_its_families,
        text(TERMS, "  core50: true", "  core50: true\n  work10: true"),
        "glossary.yaml: term Product vision",
        "two cards",
    ),
    "a method without an entry": Damage(
        glossary.methods_in_objectives_are_terms,
        text("lessons/ways_of_working.yaml", "Scrum, Kanban and", "Scrum, Crystal and"),
        "lessons/ways_of_working.yaml: objective ways-choose",
        "no term with 'Crystal'",
    ),
    # what course.yaml and the files say of each other
    "another title": Damage(
        data.lessons_are_as_listed, text(LESSON, "title: ", "title: So "), "lessons/", "title"
    ),
    "another area": Damage(
        data.areas_agree, text(LESSON, "area: difference", "area: words"), "lessons/", "the area is"
    ),
    "a notebook lost": Damage(
        data.every_lesson_has_a_notebook,
        delete("../notebooks/04_*"),
        "notebooks/04_what_is_the_difference.ipynb",
        "the file is missing",
    ),
    "a notebook too many": Damage(
        data.every_lesson_has_a_notebook,
        lambda root: (root.parent / "notebooks/draft.ipynb").write_text('{"cells": []}'),
        "notebooks/draft.ipynb",
        "names no such notebook",
    ),
    "half a notebook": Damage(
        READ,
        lambda root: (root.parent / "notebooks/04_what_is_the_difference.ipynb").write_text("{"),
        "notebooks/04_what_is_the_difference.ipynb",
        "cannot be read as a notebook",
    ),
    "a question for a lesson that is not": Damage(
        data.plans_fit_the_course,
        text("teaching.yaml", "lesson: start_here", "lesson: start_hear"),
        "teaching.yaml",
        "no such lesson",
    ),
    "two letters": asked("stem: What went", "stem: Ask a PM, and put", names.RULES[0], "spell out"),
    "somebody else measured": asked(
        "stem: What went",
        "stem: O*NET gives product managers a 4.27. Put",
        names.measured_groups_are_named,
        "name the group that was measured",
    ),
    # texts
    "left to do": asked(
        "stem: What went",
        "stem: TODO Put",
        texts.nothing_is_left_to_do,
        "still to be written: stem;",
    ),
    "a link to a file": asked(
        "stem: What went", "stem: See [it](x.ipynb), put", CLEAN, "'](x.ipynb)'"
    ),
    "a link that runs": asked(
        "stem: What went", "stem: Run [it](javascript:x)", CLEAN, "'](javascr"
    ),
    "markup": asked(
        "stem: What went", "stem: <b>Put</b>", CLEAN, "'<b>' is shown as it is written"
    ),
    "an entity": asked("stem: What went", "stem: This &amp; that, put", CLEAN, "'&amp;' is shown"),
    "half a strong word": asked("stem: What went", "stem: So, **put", CLEAN, "'**' is shown"),
    "a formula": asked("stem: What went", "stem: For $5, put", CLEAN, "write USD"),
    "a dash": asked("stem: What went", "stem: So\u2014put", CLEAN, "an em-dash"),
    "a word twice": asked("stem: What went", "stem: Put put", CLEAN, "'Put put' says a word twice"),
    "a space too many": asked("stem: What went", "stem: Now , put", CLEAN, "has a space too many"),
    "a space too few": asked("stem: What went", "stem: So be it.Then put", CLEAN, "lacks a space"),
    "a bracket left open": asked(
        "stem: What went", "stem: So (as ever put", CLEAN, "unequally often"
    ),
    "a quotation left open": asked("stem: What went", 'stem: So "put', CLEAN, "a quotation mark"),
    "a question that asks nothing": Damage(
        texts.questions_ask, _with_no_question_mark, "lessons/", "mark"
    ),
    "an invisible sign": asked("stem: What went", "stem: Pu\u00adt", CLEAN, "U+00AD"),
    "wrong on the key": asked(RIGHT, RIGHT.replace("Right", "Wrong"), SIDE, "the right "),
    "a key moved": Damage(SIDE, _with_a_key_moved, "questions/", "the wrong "),
}


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    """All damaged courses share most of their files and texts: each is read and judged once."""
    with pytest.MonkeyPatch.context() as patch:
        judge = texts.faults_of
        patch.setattr(texts, "faults_of", cache(lambda text: tuple(judge(text))))
        patch.setattr(strict_yaml, "built", cache(strict_yaml.built))
        yield


@pytest.fixture(scope="module")
def copied(tmp_path_factory) -> Callable[[Spoil], Path]:
    """Copy the course, spoil the copy, and return it."""
    made = tmp_path_factory.mktemp("courses")

    def copy(spoil: Spoil) -> Path:
        shutil.rmtree(made / "course", ignore_errors=True)
        root = made / "course" / "lessons_data"
        shutil.copytree(course_root(), root)
        for path in notebooks_folder().glob("0[04]_*.ipynb"):
            (root.parent / "notebooks").mkdir(exist_ok=True)
            shutil.copy(path, root.parent / "notebooks")
        spoil(root)
        return root

    return copy


def test_the_course_is_in_order(capsys):
    assert main(["check"]) == 0
    said = capsys.readouterr()
    *advice, last = said.out.splitlines()
    assert last == "The course is in order."
    assert not [line for line in advice if "advice" not in line.lower()], advice
    assert all(f"{subject}: " in said.err for subject in SUBJECTS)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_named_with_its_place(name, copied):
    damage = DAMAGES[name]
    root = copied(damage.spoil)
    with reading_from(root):
        course = read_course(root, root.parent / "notebooks")
    found = damage.rule(course)
    assert any(one.startswith(damage.start) and damage.words in one for one in found), found
    assert all("\n" not in one and one.endswith((".", "?")) for one in found), found


def test_a_new_lesson_asks_only_for_its_words(copied):
    """What the template leaves to the author is named, each entry once, and nothing else."""
    root = copied(lambda root: None)
    notebooks = root.parent / "notebooks"
    start_lesson("97_trial_lesson", "My lesson", root, notebooks)
    line = "\n- id: trial_lesson\n  notebook: 97_trial_lesson\n  title: My lesson\n  minutes: 3"
    line += "\npeople:"
    text("course.yaml", "\npeople:", line)(root)
    quick = [subject for subject in SUBJECTS if subject not in ("data", "figures", "labs")]
    report = check_course(root, only=quick)
    own = [one for one in report.problems if "trial_lesson" in one]
    assert len(own) <= 8
    assert all("TODO" in one or "not executed" in one for one in own), own
    assert any(f"write {PER_LESSON} or more" in one for one in report.advice)


# ---------------------------------------------------------------- odd files


def test_a_pipe_in_place_of_a_file_is_a_sentence(copied):
    root = copied(delete(ASKED))
    (root / "questions/strange.yaml").unlink(missing_ok=True)
    lesson = next(root.glob(LESSON)).name
    os.mkfifo(root / "questions" / lesson)
    found = check_course(root, only=["data"]).problems
    assert f"questions/{lesson}: a folder or device in place of a file; put a file there." in found


def test_a_control_character_in_a_name_forges_no_line(copied):
    root = copied(lambda root: (root / "a\nThe course is in order.").touch())
    found = check_course(root, only=["data"]).problems
    assert found[0].startswith("a\\x0aThe course is in order.: ")
    assert not any("\n" in one for one in found)


def test_without_what_draws_the_rest_is_checked():
    """Without numpy and matplotlib the words of charts and all files are still read."""
    program = (
        "import sys\n"
        "from importlib.machinery import PathFinder\n"
        "lost = ('matplotlib', 'numpy', 'networkx')\n"
        "find = PathFinder.find_spec\n"
        "PathFinder.find_spec = classmethod(lambda cls, name, *rest: None "
        "if name.partition('.')[0] in lost else find(name, *rest))\n"
        "from helpers.authoring.check import check_course\n"
        "report = check_course(only=['data', 'figures', 'labs'])\n"
        "print(report.problems, report.advice)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.startswith("[] ["), done.stdout + done.stderr
    assert "numpy is not installed" in done.stdout and "none was drawn" in done.stdout


# ---------------------------------------------------------------- since the last commit


def test_a_key_that_was_moved_by_a_slip_is_asked_about(copied):
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True)

    root = copied(lambda root: None)
    git("init")
    git("add", ".")
    git("commit", "-m", "as it was")
    text(ASKED, "    text: ", "    text: So ")(root)
    assert not _moved_keys(root), "other words are no other key"
    _with_a_key_moved(root)
    (advice,) = _moved_keys(root)
    assert isinstance(advice, Advice) and "its key is another than in the last commit" in advice


def _moved_keys(root: Path) -> list[str]:
    with reading_from(root):
        return question_versions.keys_change_on_purpose(read_course(root, None))


# ---------------------------------------------------------------- facts that age


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        (date(2024, 5, 31), date(2025, 11, 30), ""),
        (date(2024, 5, 31), date(2025, 12, 1), "18 months ago"),
        (date(2026, 5, 31), date(2025, 12, 1), "yet to come"),
    ],
)
def test_old_facts_are_looked_at_again(day, today, said):
    figure = load_figure("so2023_pay")
    info = msgspec.structs.replace(figure.info, checked=day)
    course = AuthoredCourse(figures={"so2023_pay": type(figure)(info, figure.rows)})
    found = figures.facts_are_fresh(course, today)
    assert len(found) == bool(said) and all(said in one for one in found)
    assert all(isinstance(one, Advice) for one in found) is ("yet" not in said)
