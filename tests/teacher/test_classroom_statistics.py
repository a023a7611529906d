"""What a class knows of each question, reckoned anew by other means."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from classroom_samples import QUESTIONS, answered, class_of, of_type, revealed, wrong_option

from helpers.classroom import question_statistics, sample_class
from helpers.classroom.beliefs import holdings
from helpers.classroom.statistics import FEWEST, discrimination
from helpers.content import load_course, load_questions
from helpers.questions import Slip

COURSE = {entry.id: list(load_questions(entry.id)) for entry in load_course().lessons}
SINGLE = [name for name, (_, q) in QUESTIONS.items() if q.kind == "single_choice"]


def statistics_of(data):
    return {s.question: s for s in question_statistics(data, COURSE)}


# ---------------------------------------------------------------- difficulty and discrimination


def test_numbers_agree_with_another_reckoning(counted):
    data = sample_class(40, seed=3)
    found = statistics_of(data)
    first = []
    for learner in data.learners:
        own = {}
        for a in learner.attempts:
            own.setdefault(a.question, a.outcome == "correct")
        first.append(own)
    checked = 0
    for name, s in found.items():
        marks = [own[name] for own in first if name in own]
        assert s.n == len(marks) and s.difficulty == pytest.approx(np.mean(marks))
        rest = [
            np.mean([mark for other, mark in own.items() if other != name])
            for own in first
            if name in own
        ]
        if s.discrimination.r is None:
            assert np.std(marks) == 0
            continue
        r = np.corrcoef(np.array(marks, float), rest)[0, 1]
        low, high = (
            np.tanh(np.arctanh(r) + side * 1.959964 / math.sqrt(s.n - 3)) for side in (-1, 1)
        )
        assert s.discrimination.r == pytest.approx(r, abs=1e-9)
        assert (s.discrimination.low, s.discrimination.high) == pytest.approx((low, high), abs=1e-5)
        checked += 1
    assert checked > 150
    counted(f"{checked} questions")


@pytest.mark.parametrize("n", [0, 1, FEWEST - 1])
def test_under_ten_answers_a_sentence_stands_in_place_of_a_number(n):
    d = discrimination([i % 2 == 0 for i in range(n)], [i / 10 for i in range(n)])
    assert d.r is d.low is d.high is None and d.n == n
    assert d.why == f"{n} answers; 10 are needed before this says anything."
    ten = discrimination([i % 2 == 0 for i in range(10)], [i / 10 for i in range(10)])
    assert ten.r is not None and ten.low < ten.r < ten.high and ten.why == ""


def test_a_question_that_all_answer_alike_has_no_number():
    rests = [i / 20 for i in range(20)]
    assert discrimination([True] * 20, rests).why == "All 20 learners were right here."
    assert discrimination([False] * 20, rests).why == "All 20 learners were wrong here."
    same = discrimination([i < 9 for i in range(20)], [0.5] * 20)
    assert same.r is None and "equally good elsewhere" in same.why


def test_a_perfect_split_stays_between_minus_one_and_one():
    marks = [True] * 10 + [False] * 10
    up = discrimination(marks, [1.0] * 10 + [0.0] * 10)
    down = discrimination(marks, [0.0] * 10 + [1.0] * 10)
    assert up.r == pytest.approx(1) and -1 < up.low <= up.high <= 1
    assert down.r == pytest.approx(-1) and -1 <= down.low <= down.high < 1


def test_the_interval_holds_as_often_as_it_says():
    """Of 400 classes of 30 drawn with a known correlation, about 95% hold it."""
    chance = random.Random(5)
    hits = 0
    for _ in range(400):
        marks, rests = [], []
        for _ in range(30):
            ability = chance.gauss(0, 1)
            marks.append(ability + chance.gauss(0, 1) > 0)
            rests.append(ability)
        d = discrimination(marks, rests)
        hits += d.low <= math.sqrt(1 / math.pi) <= d.high  # phi(0) / 0.5 * cov(ability, latent)
    assert 0.92 <= hits / 400 <= 0.99


# ---------------------------------------------------------------- which answers count


def test_only_the_first_answer_counts_and_a_reveal_is_none():
    name = SINGLE[0]
    wrong = wrong_option(QUESTIONS[name][1], with_belief=False)
    data = class_of(
        [
            [answered(name, wrong), answered(name)],  # wrong first
            [answered(name), answered(name, wrong)],  # right first
            [revealed(name), answered(name)],  # saw the answer first: not counted
        ]
    )
    s = statistics_of(data)[name]
    assert (s.n, s.difficulty, s.times) == (2, 0.5, 1)


def test_the_commonest_wrong_choice_and_its_belief():
    question = next(
        q
        for _, q in QUESTIONS.values()
        if q.kind == "single_choice"
        and sum(o.misconception is not None for o in q.options) >= 1
        and sum(not o.correct for o in q.options) >= 2
    )
    drawn = wrong_option(question)
    other = next(i for i, o in enumerate(question.options) if not o.correct and i != drawn)
    data = class_of(
        [[answered(question.id, i)] for i in [drawn] * 3 + [other] * 2 + [question.key] * 4]
    )
    s = statistics_of(data)[question.id]
    option = question.options[drawn]
    assert s.chosen == Slip(option.text, option.misconception) and s.times == 3


def test_answers_to_an_earlier_version_are_counted_apart():
    name = SINGLE[0]
    wrong = wrong_option(QUESTIONS[name][1], with_belief=False)
    s = statistics_of(class_of([[answered(name, wrong, version="old")], [answered(name)]]))[name]
    assert (s.n, s.difficulty, s.chosen, s.older) == (1, 1.0, None, 1)


def test_cards_and_plays_are_no_questions():
    odd = [answered(SINGLE[0], lesson="x"), answered(SINGLE[1])]
    found = statistics_of(class_of([odd]))
    assert sum(s.n for s in found.values()) == 2
    from record_samples import attempt

    more = class_of([[*odd, attempt("card:mvp"), attempt("game:1", outcome="played")]])
    assert statistics_of(more) == found


# ---------------------------------------------------------------- wrong choices of each type


def test_slips_of_each_type_name_what_was_wrong():
    sort = of_type("sort_into_groups")
    moved = sort.key
    moved[1] = next(g.id for g in sort.groups if g.id != moved[1])
    label = next(g.label for g in sort.groups if g.id == moved[1])
    assert [s.text for s in sort.slips(moved)] == [f"{sort.items[1].text}: {label}"]

    match = of_type("matching")
    swapped = match.key
    swapped[0], swapped[1] = swapped[1], swapped[0]
    offered = [c.text for c in match.offered]
    assert [s.text for s in match.slips(swapped)] == [
        f"{match.pairs[i].text}: {offered[swapped[i]]}" for i in (0, 1)
    ]

    order = of_type("ordering")
    turned = [1, 0, *range(2, len(order.items))]
    assert [s.text for s in order.slips(turned)] == [
        f"{order.items[1].text} in place 1",
        f"{order.items[0].text} in place 2",
    ]

    number = next(q for _, q in QUESTIONS.values() if getattr(q, "near_misses", None))
    miss = number.near_misses[0]
    assert number.slips(f"{miss.value:g}") == [
        Slip(f"{miss.value:g} {number.unit}", miss.misconception)
    ]

    case = of_type("scenario")
    key = case.key
    owner = next(i for i, o in enumerate(case.owners) if not o.accepted)
    assert [s.text for s in case.slips(key | {"owner": owner})] == [case.owners[owner].text]

    several = of_type("multiple_response")
    extra = next(i for i, o in enumerate(several.options) if not o.correct)
    assert [s.text for s in several.slips([*several.key, extra])] == [several.options[extra].text]
    assert several.slips(several.key[:1]) == []


def test_a_belief_counts_for_the_one_place_that_stands_for_it():
    """A wrong place without a belief behind it is a slip, and teaches nothing about beliefs."""
    seen = set()
    for _, question in QUESTIONS.values():
        entries = getattr(question, "items", None) or getattr(question, "pairs", [])
        for n, entry in enumerate(entries):
            if not getattr(entry, "tempting", ""):
                continue
            is_sort = hasattr(question, "groups")
            places = (
                [g.id for g in question.groups] if is_sort else [c.text for c in question.offered]
            )
            seen.add(type(entry).__name__)
            for at, place in enumerate(places):
                response = question.key
                if response[n] == (place if is_sort else at):
                    continue
                response[n] = place if is_sort else at
                slip = next(s for s in question.slips(response) if s.text.startswith(entry.text))
                assert slip.belief == (entry.misconception if place == entry.tempting else None)
    assert seen == {"SortItem", "Pair"}


def test_with_two_groups_the_other_one_shows_the_belief():
    question = QUESTIONS["project-risk-or-issue"][1]
    n = next(i for i, item in enumerate(question.items) if item.misconception is not None)
    response = question.key
    response[n] = next(g.id for g in question.groups if g.id != response[n])
    assert [s.belief for s in question.slips(response)] == [question.items[n].misconception]


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_right_answer_holds_no_slip_and_a_strange_one_breaks_nothing(name):
    question = QUESTIONS[name][1]
    assert question.slips(question.key) == []
    for strange in (
        None,
        "",
        "x" * 5000,
        -1,
        99,
        1.5,
        True,
        [],
        [[]],
        [99],
        {},
        {"owner": "x"},
        {"owner": 0, "reason": {}, "consult": 7},
        [None] * 6,
        "1e999",
        "nan",
    ):
        found = question.slips(strange)
        assert found == [] or question.grade(strange).outcome != "not_attempted"


# ---------------------------------------------------------------- beliefs


def test_a_belief_is_weighed_by_the_answers_that_could_show_it():
    question = next(
        q
        for n in SINGLE
        for q in [QUESTIONS[n][1]]
        if len({o.misconception for o in q.options} - {None}) == 1
    )
    drawn = wrong_option(question)
    belief = question.options[drawn].misconception
    twice = [answered(question.id, drawn), answered(question.id, drawn)]
    data = class_of(
        [
            twice,
            [answered(question.id)],
            [answered(question.id)],
            [answered(question.id, drawn, version="old")],
        ]
    )
    (held,) = holdings(data, COURSE, least=1)
    assert (held.belief, held.chosen, held.offered, held.learners) == (belief, 1, 3, 1)
    assert held.share == pytest.approx(1 / 3) and held.questions == (question.id,)


def test_beliefs_with_few_answers_come_last():
    data = sample_class(30)
    found = holdings(data, COURSE, least=300)
    few = [held.offered < 300 for held in found]
    assert few == sorted(few) and any(few) and not all(few)
    for part in (True, False):
        shares = [h.share for h in found if (h.offered < 300) is part]
        assert shares == sorted(shares, reverse=True)
