"""The rule on the numbers of the running example: what it reads, what it knows, what it refuses."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.authoring.check.case_numbers import (
    case_numbers_are_known,
    known_values,
    numbers,
    reserves_are_named,
)
from helpers.authoring.check.course import read_course
from helpers.authoring.check.notebook_page import Advice
from helpers.content import course_root
from helpers.content.library import reading_from
from helpers.velolink import facts, load_case, read_case

KNOWN = known_values(facts(load_case()))


def unknown(text: str) -> list[str]:
    """The numbers of a text that the case does not know."""
    return [
        one.words
        for one in numbers(text)
        if not any(abs(one.value - value) <= one.slack + 1e-9 for value in KNOWN[one.kind])
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EUR 270,500 on day 50", [("EUR 270,500", "money"), ("day 50", "day")]),
        ("30% and 97.5 %", [("30%", "percent"), ("97.5 %", "percent")]),
        ("18 days, 5 working days", [("18 days", "days"), ("5 working days", "days")]),
        (
            "900 more members on 60 stations",
            [("900 more members", "count"), ("60 stations", "count")],
        ),
        ("| Relaunch | -60,000 |", [("60,000", "")]),
        ("EUR 67.50", [("EUR 67.50", "money")]),
        ("lesson 12, week 10, 1 April 2026, $ 4,000, 4,000 runs, seven", []),
    ],
)
def test_numbers_with_a_unit_or_a_comma_are_read(text, found):
    assert sorted((one.words, one.kind) for one in numbers(text)) == sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        "EUR 220,600 of 340,000 is done on day 50; it cost EUR 245,100.",
        "The index says day 98; by the network it is day 104, and day 94 without.",
        "A full year brings EUR 131,000 net.",  # 131,070, rounded
        "A member is worth EUR 67.50, and 42% of installs lead to a first ride.",
        "The lawyer's saving is EUR 12,000; R1 is worth EUR 18,000; all four EUR 26,000.",
        "The firmware is 20 days late and had 27 days of float. 18 days are the buffer.",
        "Day 87 is as far as Tomás may go. On day 51 Ines lets it run on.",
    ],
)
def test_what_the_case_says_or_what_follows_is_known(text):
    assert unknown(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("PV is EUR 200,000", "EUR 200,000"),  # week 10 as it was before the baseline
        ("EV is EUR 170,000, or EUR 171,000", "EUR 171,000"),
        ("the forecast is EUR 447,059", "EUR 447,059"),
        ("Pay costs EUR 12,500 a week", "EUR 12,500"),
        ("The plan ends on day 83", "day 83"),
        ("36% of installs", "36%"),
        ("3,333 members", "3,333 members"),
        ("| PV | 200,000 |", "200,000"),
    ],
)
def test_what_it_does_not_say_is_found(text, words):
    assert words in unknown(text)


Spoil = Callable[[Path], None]


def changed(file: str, old: str, new: str) -> Spoil:
    def change(root: Path) -> None:
        path = root / file
        whole = path.read_text("utf-8")
        assert old in whole
        path.write_text(whole.replace(old, new, 1), "utf-8")

    return change


CONTROL = "questions/project_lab_control.yaml"
GROUPS = "questions/which_one_is_for_me.yaml"
NOTEBOOK = "../notebooks/17_project_lab_control.ipynb"


@pytest.fixture
def found(tmp_path):
    """What the rule says of a copy of the course with one change."""

    def look(spoil: Spoil, rule=case_numbers_are_known) -> list[str]:
        root = tmp_path / "lessons_data"
        shutil.copytree(course_root(), root)
        (tmp_path / "notebooks").mkdir()
        shutil.copy(course_root() / NOTEBOOK, tmp_path / "notebooks")
        spoil(root)
        read_case.cache_clear()
        with reading_from(root):
            return rule(read_course(root, tmp_path / "notebooks"))

    yield look
    read_case.cache_clear()


@pytest.mark.parametrize(
    ("spoil", "place", "words"),
    [
        (
            changed(CONTROL, "Work for EUR 306,000", "Work for EUR 309,000"),
            f"{CONTROL}: question control-week-fifteen: ",
            "'EUR 309,000'; take its number",
        ),
        (
            changed(NOTEBOOK, "day 112 in week 7", "day 113 in week 7"),
            "notebooks/17_project_lab_control.ipynb: cell ",
            "'day 113'",
        ),
        (
            changed(
                "glossary.yaml", "work for EUR 270,500 was due", "work for EUR 200,000 was due"
            ),
            "glossary.yaml: term ",
            "'EUR 200,000'",
        ),
        (
            changed("labs/earned_value.yaml", "done on day 97, in", "done on day 93, in"),
            "labs/earned_value.yaml: ",
            "'day 93'",
        ),
        (
            changed("labs/risk_responses.yaml", "52,000", "53,111"),
            "labs/risk_responses.yaml: ",
            "53,111",
        ),
        (
            changed("scenes.yaml", "on day 104", "on day 105"),
            "scenes.yaml: scene quarrel-day-60: ",
            "'day 105'",
        ),
        (
            changed(CONTROL, "90.2 / 122.4 = 0.74", "EUR 90,300 is left"),
            f"{CONTROL}: question control-needed-from-here: ",
            "'EUR 90,300'",
        ),
        (
            changed(GROUPS, "May EUR 3,000 of the", "May EUR 444,000 of the"),
            f"{GROUPS}: question fit-six-questions: ",
            "'EUR 444,000'",
        ),
        (
            changed("velolink.yaml", "  control-rising-ratio: [1%]\n", ""),
            f"{CONTROL}: question control-rising-ratio: ",
            "list it there under told: control-rising-ratio.",
        ),
    ],
)
def test_a_number_that_says_otherwise_is_named_with_its_place(found, spoil, place, words):
    problems = [one for one in found(spoil) if not isinstance(one, Advice)]
    assert len(problems) == 1 and problems[0].startswith(place) and words in problems[0], problems


def test_a_wrong_option_may_say_what_is_wrong(found):
    spoil = changed(CONTROL, "should have been EUR 26,000", "should have been EUR 29,999")
    assert not [one for one in found(spoil) if not isinstance(one, Advice)]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (GROUPS, "of the contingency pay", "of the reserve pay"),
        (NOTEBOOK, "without Ines's reserve", "without the reserve"),
    ],
)
def test_the_reserve_is_called_what_it_is(found, file, old, new):
    (problem,) = found(changed(file, old, new), reserves_are_named)
    assert problem.startswith(file.removeprefix("../")) and "'the contingency'" in problem


def test_a_fact_changed_in_the_file_is_missed_wherever_it_is_told(found):
    spoil = changed("velolink.yaml", "promised_day: 100 ", "promised_day: 110 ")
    places = {one.split(":")[0] for one in found(spoil) if "'day 100'" in one}
    assert {"scenes.yaml", "notebooks/17_project_lab_control.ipynb"} <= places


def test_another_case_may_have_other_numbers(found):
    """A question that names nobody of VeloLink is left alone, and so are its remarks."""
    text = "questions/project_lab_plan_under_uncertainty.yaml"
    assert not [
        one
        for one in found(changed(text, "EUR 4,000 in refunds", "EUR 4,444 in refunds"))
        if not isinstance(one, Advice)
    ]


def test_what_is_told_and_stands_there_no_more_is_advice(found):
    said = found(changed(CONTROL, "0.99 doesn't mean 1%", "0.99 means no such thing"))
    assert [one for one in said if "control-rising-ratio: '1%' stands there no more" in one]
    assert not [one for one in said if not isinstance(one, Advice)]
