"""A document to mark up: exact scores, what is told, how it looks, where its answers go."""

from __future__ import annotations

import json
import random
import re

import pytest
import yaml
from quiz_learner import Learner

from helpers.content import find_lesson, load_course, load_questions
from helpers.document import control_label
from helpers.lesson.interactions import describer
from helpers.questions import Clause, Flaw, MarkUp
from helpers.quiz import Quiz
from helpers.record import open_record, to_xapi
from helpers.velolink import load_case

LESSON = "project_lab_control"
DRAFT = next(q for q in load_questions(find_lesson(LESSON)) if q.id == "control-draft-report")


def paper(*faults: str) -> MarkUp:
    """A document with a clause for each fault; "" is a sound one."""
    return MarkUp(
        id="paper",
        stem="What is wrong?",
        objectives=["o"],
        section="s",
        level="analyze",
        hints=["One.", "Two."],
        title="A charter",
        about="From Tomás to Ines",
        flaws=[Flaw("vague", "Vague"), Flaw("foreign", "Not ours")],
        clauses=[
            Clause(id=f"c{n}", text=f"Clause text {n}", feedback=f"Reason {n}.", fault=f or "sound")
            for n, f in enumerate(faults, 1)
        ],
    )


FOUR = paper("vague", "", "foreign", "")
OTHER = {"vague": "foreign", "foreign": "vague"}


@pytest.mark.parametrize(
    ("response", "score", "outcome"),
    [
        (["vague", "sound", "foreign", "sound"], 1, "correct"),
        (["vague", "sound", "vague", "sound"], 1.25 / 2, "partly"),
        (["vague", "sound", "sound", "sound"], 0.5, "partly"),
        (["foreign", "sound", "vague", "sound"], 0.25, "incorrect"),
        (["vague", "vague", "foreign", "sound"], 0.5, "partly"),
        (["vague", "vague", "vague", "vague"], 0, "incorrect"),
        (["sound"] * 4, 0, "incorrect"),
        (["foreign"] * 4, 0, "incorrect"),
    ],
)
def test_scores_are_exact(response, score, outcome):
    result = FOUR.grade(response)
    assert (result.score, result.outcome) == (pytest.approx(score), outcome)


@pytest.mark.parametrize(
    "response", [None, "sound", [], ["sound"] * 3, ["sound"] * 5, ["sound", None, "sound", "x"]]
)
def test_what_is_not_whole_is_not_marked(response):
    assert FOUR.grade(response).outcome == "not_attempted"


def test_whoever_guesses_gains_little():
    dice = random.Random(3)
    ids = ["sound", *(flaw.id for flaw in DRAFT.flaws)]
    played = [DRAFT.grade([dice.choice(ids) for _ in DRAFT.clauses]).score for _ in range(2000)]
    assert sum(played) / len(played) < 0.3
    for verdict in ids:
        assert DRAFT.grade([verdict] * len(DRAFT.clauses)).outcome == "incorrect"


def test_every_wrong_verdict_is_answered_by_its_clause():
    remarks = FOUR.grade(["foreign", "vague", "sound", "sound"]).remarks
    assert remarks[0].text == "1 of 4 clauses are marked right."
    assert [(r.about, r.text) for r in remarks[1:]] == [
        ("1. Clause text 1", "Reason 1."),
        ("2. Clause text 2", "Reason 2."),
        ("3. Clause text 3", "Reason 3."),
    ]


def test_feedback_names_a_long_clause_by_its_first_words():
    wrong = ["sound" if c.fault != "sound" else DRAFT.flaws[0].id for c in DRAFT.clauses]
    abouts = [remark.about for remark in DRAFT.grade(wrong).remarks[1:]]
    assert len(abouts) == len(DRAFT.clauses)
    for about, clause in zip(abouts, DRAFT.clauses, strict=True):
        begun = about.split(". ", 1)[1].removesuffix(" ...")
        assert clause.text.startswith(begun) and len(begun.split()) <= 7


@pytest.mark.parametrize(
    ("faults", "said"),
    [
        (("vague", "foreign", "vague", "vague"), "every clause is faulty"),
        (("vague", "", "", ""), "no clause has the fault 'foreign'"),
        (("vague", "foreign", "", "odd"), "names the unknown fault 'odd'"),
        (("vague", "foreign", ""), "it has 3 clauses"),
    ],
)
def test_a_malformed_document_is_refused(faults, said):
    assert any(said in sentence for sentence in paper(*faults).faults("here"))
    assert FOUR.faults("here") == []


def test_it_is_answered_by_hand_kept_and_sent(tmp_path):
    record = open_record(tmp_path / "record.sqlite")
    quiz = Quiz("Check", [DRAFT], record, LESSON)
    learner = Learner(quiz)
    for number, clause in enumerate(DRAFT.clauses, 1):
        assert learner.fields[number - 1].description == control_label(f"{number}. {clause.text}")
        assert clause.text not in learner.head, "it stands once, beside its verdict"
    learner.press("Check")
    assert "Say of every clause whether it is fine" in learner.tail
    learner.fill(DRAFT, ["sound"] * 9)
    learner.press("Check")
    assert learner.tail.startswith("Not yet") and f"9. {DRAFT.clauses[8].text}" in learner.tail
    assert quiz._companion.marks == [
        "wrong" if c.fault != "sound" else "right" for c in DRAFT.clauses
    ]
    learner.fill(DRAFT, DRAFT.key)
    learner.press("Check")
    assert learner.tail.startswith("Correct")
    again = Quiz("Check", [DRAFT], record, LESSON)
    assert again.session.now.response == DRAFT.key
    _, right = json.loads(to_xapi(record.attempts(), "s", describer(load_course())))
    assert right["result"]["response"].startswith("green[.]hidden[,]tickets[.]busy")
    kinds = [c["id"] for c in right["object"]["definition"]["target"]]
    assert kinds == ["sound", "busy", "misread", "hidden"]
    first = DRAFT.slips(["sound"] * 9)
    assert {slip.belief for slip in first} == {None, 22, 23, 24}


def test_it_stands_on_paper_without_its_key():
    bundle = Quiz("Check", [DRAFT], open_record("guest"), LESSON)._repr_mimebundle_()
    html, text = bundle["text/html"], bundle["text/plain"]
    assert 'class="pp-sheet"' in html and html.count("<li>") >= 9
    assert "1. Overall status: green." in text and "Fine as it stands" in text
    assert not any(clause.feedback[:30] in text for clause in DRAFT.clauses)
    places = [text.index(clause.text) for clause in DRAFT.clauses]
    assert places == sorted(places), "a document keeps its order"


def test_an_advert_has_lines_and_no_clauses():
    advert = next(q for q in load_questions("your_way_in") if q.id == "way-dynamic-advert")
    said = Quiz("Check", [advert], open_record("guest"), "your_way_in")._repr_mimebundle_()
    assert "Say of each line whether it is fine" in said["text/plain"]
    assert "clause" not in said["text/plain"]
    assert "8 lines are marked right" in str(advert.grade(advert.key).remarks)


def test_the_draft_has_the_figures_of_the_case():
    project = load_case().project
    status = project.status(50)
    said = yaml.safe_dump([clause.text + clause.feedback for clause in DRAFT.clauses], width=9999)
    for amount in (project.earned_value(50), project.planned_value(50), project.actual_cost(50)):
        assert f"{amount:,.0f}" in said
    assert f"{round(status.spi, 2)}" in said and f"{status.cpi:.2f}" in said
    share = project.earned_value(50) / project.budget_at_completion
    assert f"{share:.0%}" in said
    (lost,) = re.findall(r"a tenth of the budget, EUR ([\d,]+)", said)
    assert int(lost.replace(",", "")) == project.budget_at_completion / 10
    done, back_end = project.course["D"][1], project.schedule.activities["D"]
    assert f"day {done}" in said and done - back_end.early_finish == 10
    late = project.course["E"][1] - project.schedule.activities["E"].early_finish
    assert f"{late:g} of {project.schedule.activities['E'].total_float:g} days of float" in said
