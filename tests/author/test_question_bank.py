"""The question bank keeps the rules of item writing, and each rule rejects what breaks it.

The rules follow Haladyna, Downing & Rodriguez (2002), *A Review of Multiple-Choice Item-Writing
Guidelines*. Reading grades are Flesch-Kincaid grades (Kincaid et al. 1975)::

    grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59

counted over the running prose of a section, over the stems with their cases of a lesson, over its
feedback, and over a single stem with its case of `SHORT` words or more; see `readability`.
Run with ``-s`` to see the traceability table.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from bank_samples import BAD_BANKS, GOOD_BANKS, ask, bad_courses, calls, moved_calls, options

from helpers.authoring.check import (
    bank_coverage,
    bank_cues,
    bank_forms,
    bank_promises,
    bank_wording,
    readability,
    whose_call,
)
from helpers.authoring.check.bank_coverage import article, traceability
from helpers.authoring.check.course import Asked, AuthoredCourse, Bank, full_lessons, read_course
from helpers.authoring.check.notebook_page import Advice
from helpers.authoring.check.policy import IN_ALL
from helpers.content import course_root
from helpers.questions import Scenario, SortIntoGroups

BANK_RULES: dict[str, Callable] = {
    r.__name__: r for m in (bank_wording, bank_cues, bank_forms) for r in m.RULES
}
COURSE_RULES: dict[str, Callable] = {
    r.__name__: r for m in (bank_coverage, bank_promises, whose_call) for r in m.RULES
}
POSITION_RULES = {"key_position_is_even", "key_position_is_even_on_paper"}  # tested on their own


@pytest.fixture(scope="module")
def course() -> AuthoredCourse:
    return read_course(course_root(), None)


def _fail(problems: list[str], more: str = "") -> None:
    """What is only advice, such as the size of a lesson on which no plan counts, may stand."""
    problems = [problem for problem in problems if not isinstance(problem, Advice)]
    assert not problems, "\n".join([f"{len(problems)} problems:", *problems, more])


# ---------------------------------------------------------------- the real bank


@pytest.mark.parametrize("name", BANK_RULES)
def test_the_bank_keeps(name, course):
    _fail(BANK_RULES[name](course.bank))


@pytest.mark.parametrize("name", COURSE_RULES)
def test_the_course_keeps(name, course):
    _fail(COURSE_RULES[name](course))


def test_the_bank_is_traced(course):
    table = traceability(course)
    print(f"\n{table}")
    holes = bank_coverage.claims_are_taught_and_asked(course)
    _fail(holes + bank_coverage.objectives_are_asked(course), table)
    assert " | - | " not in table and " |  | " not in table


def test_every_question_is_read(course):
    planned = full_lessons(course.lessons, course.teaching)
    assert len(course.bank) >= 12 * len(planned) and set(course.beliefs) > set(range(1, 41))
    assert {type(a.question).__name__ for a in course.bank} == {
        "SingleChoice",
        "MultipleResponse",
        "TrueFalseReason",
        "SortIntoGroups",
        "MarkUp",
        "Matching",
        "Ordering",
        "Numeric",
        "Scenario",
    }


# ---------------------------------------------------------------- no rule without a rejection


def test_every_rule_has_a_bad_example(course):
    assert set(BAD_BANKS) == set(BANK_RULES) - POSITION_RULES
    assert set(bad_courses(course)) == set(COURSE_RULES)


@pytest.mark.parametrize(
    ("name", "bank"),
    [pytest.param(n, b, id=f"{n}-{i}") for n, bs in BAD_BANKS.items() for i, b in enumerate(bs)],
)
def test_a_bad_bank_is_rejected(name, bank):
    problems = BANK_RULES[name](bank)
    assert problems and all(re.match(r"questions.*: .+; .+\.$", one) for one in problems), problems


@pytest.mark.parametrize("name", [rule.__name__ for rule in bank_forms.RULES])
def test_a_good_bank_is_let_pass(name):
    assert GOOD_BANKS[name] and not any(BANK_RULES[name](bank) for bank in GOOD_BANKS[name])


def test_a_guesser_s_sentence_names_the_type():
    (bank,) = BAD_BANKS["no_guesser_wins_a_type"]
    found = bank_forms.no_guesser_wins_a_type(bank)
    assert any("single_choice: the guesser 'longest' is right in 100%" in one for one in found)


@pytest.mark.parametrize("row", ["price", "outside"])
def test_a_call_by_its_row_is_let_pass(course, row):
    known = {name: set(rule(course)) for name, rule in COURSE_RULES.items()}
    for asked in calls(row=row).values():
        more = replace(course, bank=[*course.bank, Asked("start_here", asked.question)])
        for rule in whose_call.RULES:
            assert set(rule(more)) == known[rule.__name__], asked.question.kind


def test_each_key_of_a_call_is_held_against_its_row(course):
    """Flipped, every key of a question with a row is found, but for long sentences as options."""
    for number, (lesson, question) in enumerate(course.bank):
        if isinstance(question, Scenario | SortIntoGroups):
            for flipped in moved_calls(question):
                bank = [*course.bank]
                bank[number] = Asked(lesson, flipped)
                found = whose_call.keys_follow_the_table(replace(course, bank=bank))
                assert any(question.id in sentence for sentence in found), question.id


@pytest.mark.parametrize("name", COURSE_RULES)
def test_a_bad_course_is_rejected(name, course):
    for spoiled in bad_courses(course)[name]:
        known = set(COURSE_RULES[name](course))
        problems = [one for one in COURSE_RULES[name](spoiled) if one not in known]
        assert problems
        assert all(re.match(r"[a-z_/]+(\.yaml)?: .+; .+\.$", one) for one in problems), problems


def test_later_lessons_do_not_make_up_for_the_first_ten(course):
    """149 questions on the article are too few, whatever the labs and the end ask."""
    spoiled = bad_courses(course)["enough_questions"][1]
    assert len(spoiled.bank) > IN_ALL > len(article(spoiled))
    problem, *others = bank_coverage.enough_questions(spoiled)
    assert all(isinstance(other, Advice) for other in others)
    assert problem.startswith("questions: the lessons on the article have 149 questions")


def test_only_what_can_be_chosen_in_the_first_ten_carries_a_belief(course):
    """Numbers to type, and the wrong options of later lessons, leave a belief without its two."""
    for spoiled in bad_courses(course)["every_belief_tempts"][1:]:
        found = bank_coverage.every_belief_tempts(spoiled)
        assert any(
            problem.startswith("misconceptions.yaml: misconception 19 ") for problem in found
        )


@pytest.mark.parametrize("guesser", bank_cues.GUESSERS, ids=lambda guesser: guesser.__name__)
def test_a_guesser_can_win(guesser):
    """Each guesser beats some bad bank, so its score says something."""
    gains = []
    for bank in BAD_BANKS["no_guesser_wins"]:
        got, chance, _ = bank_cues.score(bank, guesser)
        gains.append(got - chance)
    assert max(gains) > bank_cues.SLACK


def test_ties_are_shared():
    bank = [ask(options=options("Wind", "Rain", "Snow", "Sun!"))]
    for guesser in bank_cues.GUESSERS:
        assert bank_cues.score(bank, guesser)[:2] == (0.25, 0.25)


def test_a_key_that_stays_in_place_is_rejected(course):
    def unmoved(question, size, seed):
        return range(size)

    def by_question(question, size, seed):
        return [(place + len(question.id)) % size for place in range(size)]

    assert bank_cues.key_position_is_even(course.bank, order=unmoved)
    assert bank_cues.key_position_is_even(course.bank, order=by_question)


def test_the_critical_values_are_those_of_chi_square():
    tails = {
        1: lambda x: math.erfc(math.sqrt(x / 2)),
        2: lambda x: math.exp(-x / 2),
        3: lambda x: math.erfc(math.sqrt(x / 2)) + math.sqrt(2 * x / math.pi) * math.exp(-x / 2),
        4: lambda x: math.exp(-x / 2) * (1 + x / 2),
    }
    for degrees, value in bank_cues.CRITICAL.items():
        assert tails[degrees](value) == pytest.approx(0.001, rel=0.01)


def test_emphasis_and_asides_make_a_negative_stem_fair():
    for stem in (
        "Which of these does a kite **not** need?",
        "You need not hurry. What does a kite need?",
        "How many kites fly at the least?",
    ):
        bank = [ask(stem=stem, options=options("Wind", "Rain"))]
        assert not bank_wording.no_plain_negative_stem(bank)


# ---------------------------------------------------------------- reading grade

SYLLABLES = re.findall(
    r"(\w+) (\d)",
    """
the 1 word 1 product 2 project 2 manager 3 difference 3 different 3 business 2 people 2 customer 3
riders 2 decision 3 decides 2 decided 3 wanted 2 planned 1 stopped 1 schedule 2 budget 2 evidence 3
authority 4 accountability 6 responsible 4 responsibility 6 measure 2 measured 2 outcome 2 output 2
delivery 4 deliverable 5 requirement 3 stakeholder 3 tolerance 3 critical 3 quality 3 society 4
idea 3 area 3 being 2 create 2 created 3 creation 3 creative 3 coordinate 4 cooperation 5
experience 4 science 2 quiet 2 question 2 queue 1 value 2 issue 2 issues 2 true 1 usual 3 usually 4
annual 3 individual 5 continuous 4 ambiguous 4 everyone 3 every 2 somebody 3 nobody 3 software 2
timetable 3 baseline 2 useful 2 careful 2 statement 2 table 2 tables 2 settled 2 little 2 middle 2
rhythm 2 realism 3 employer 3 loyal 2 layout 2 beyond 2 year 1 years 1 eye 1 eyes 1 supplier 3
earlier 3 client 2 friend 1 field 1 view 1 review 2 build 1 guide 1 suit 1 fruit 1 recruit 2
bridge 1 bridges 2 boxes 2 wishes 2 churches 2 pages 2 places 2 stage 1 stages 2 lately 2
definitely 4 management 3 agreement 3 age 1 be 1 he 1 me 1 go 1 goes 1 does 1 doing 2 seeing 2
variance 3 period 3 radio 3 station 2 special 2 region 2 religious 3 million 2 opinion 3 union 2
""",
)


def test_syllables_are_counted_well():
    assert len(SYLLABLES) > 120
    for word, beats in SYLLABLES:
        assert readability.syllables(word) == int(beats), word
    assert readability.syllables("2024") == 4 and readability.syllables("x") == 1


def test_the_grade_is_the_formula():
    text = "The cat sat on the mat. It was happy."  # 9 words, 2 sentences, 10 syllables
    assert readability.grade(text) == pytest.approx(0.39 * 9 / 2 + 11.8 * 10 / 9 - 15.59)
    three = "He came, e.g. at 4.5 p.m., and left: why? Nobody knows\nSo it goes"
    assert len(readability.sentences(three)) == 3
    assert readability.grade("") == 0.0


def test_prose_leaves_out_what_is_not_prose():
    source = (
        "# A heading\n\nText with a [link](https://example.org/very/long).\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n- one *entry*\n- two\n\n> **Box.** Said `so`."
    )
    expected = "Text with a link.\none entry\ntwo\nBox. Said so."
    assert readability.prose(source) == expected


def test_hard_text_is_graded_hard():
    easy: Bank = [ask(options=options("Wind", "Rain"))]
    assert not bank_wording.stems_are_easy(easy)
    hard = BAD_BANKS["stems_are_easy"][0][0].question.stem
    assert readability.grade(hard) > 20
