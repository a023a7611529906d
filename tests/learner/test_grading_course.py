"""Marking, held against every question of the course and of the samples."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations, permutations
from typing import Any

import content_samples as samples
import pytest

from helpers.content import load_course, load_questions
from helpers.questions import (
    MarkUp,
    Matching,
    MultipleResponse,
    Numeric,
    Ordering,
    Question,
    Scenario,
    SingleChoice,
    SortIntoGroups,
    TrueFalseReason,
)

COURSE = [q for entry in load_course().lessons for q in load_questions(entry.id)]
QUESTIONS = [*samples.questions(), *COURSE]


def each(*kinds: type) -> Any:
    """Ask for every question of some types, or of all."""
    found = [q for q in QUESTIONS if isinstance(q, kinds or Question)]
    return pytest.mark.parametrize("question", found, ids=lambda q: q.id)


def told(question: Question, response: Any) -> list[str]:
    return [remark.text for remark in question.grade(response).remarks]


def test_the_course_has_questions_and_they_are_all_here():
    assert len(COURSE) >= 12 * len(load_course().lessons)


@each()
def test_the_key_is_correct_and_restates_the_feedback(question):
    result = question.grade(question.key)
    assert (result.outcome, result.score) == ("correct", 1.0)
    assert result.remarks


def wrong_choices(question: Any) -> Iterator[tuple[Any, list[str]]]:
    """Responses that are wrong in one entry, with the feedback that must be told."""
    key = question.key
    match question:
        case SingleChoice() | TrueFalseReason():
            for i, option in enumerate(question.options):
                if not option.correct:
                    yield i, [option.feedback]
        case MultipleResponse():
            for i, option in enumerate(question.options):
                if not option.correct:
                    yield [i], [option.feedback]
                    yield [*key, i], [option.feedback]
        case SortIntoGroups():
            for i, item in enumerate(question.items):
                for group in question.groups:
                    if group.id != item.group:
                        yield [*key[:i], group.id, *key[i + 1 :]], [item.feedback]
        case MarkUp():
            for i, clause in enumerate(question.clauses):
                for verdict in ("sound", *(flaw.id for flaw in question.flaws)):
                    if verdict != clause.fault:
                        yield [*key[:i], verdict, *key[i + 1 :]], [clause.feedback]
        case Matching():
            for i, pair in enumerate(question.pairs):
                for j in range(len([c.text for c in question.offered])):
                    if j != key[i]:
                        yield [*key[:i], j, *key[i + 1 :]], [pair.feedback]
        case Ordering():
            for i, j in combinations(key, 2):
                swapped = list(key)
                swapped[i], swapped[j] = j, i
                yield swapped, [question.items[i].feedback, question.items[j].feedback]
        case Numeric():
            for miss in question.near_misses:
                yield f"{miss.value:.12g}", [miss.feedback]
                yield f"{miss.value:.12g} {question.unit}".replace(".", ","), [miss.feedback]
            yield (
                f"{7919 * (abs(question.answer) + question.tolerance + 1):.12g}",
                [question.otherwise],
            )
        case Scenario():
            for part in ("owner", "reason"):
                for i, entry in enumerate(getattr(question, f"{part}s")):
                    if not getattr(entry, "accepted", getattr(entry, "correct", False)):
                        yield key | {part: i}, [entry.feedback]
            for i, role in enumerate(question.consult):
                if not role.correct:
                    yield key | {"consult": [*key["consult"], i]}, [role.feedback]
                    yield key | {"consult": [i]}, [role.feedback]


@each()
def test_each_wrong_entry_is_never_correct_and_gets_its_own_feedback(question):
    tried = 0
    for response, feedback in wrong_choices(question):
        result = question.grade(response)
        assert result.outcome in ("partly", "incorrect"), response
        assert result.score < 1
        for reason in feedback:
            assert reason in told(question, response), response
        tried += 1
    assert tried >= 1


@each(SingleChoice, TrueFalseReason)
def test_each_option_is_told_its_reason_and_no_other(question):
    for i, option in enumerate(question.options):
        assert set(told(question, i)) & {o.feedback for o in question.options} == {option.feedback}


@each(MultipleResponse)
def test_one_more_right_tick_never_costs_and_one_more_wrong_tick_never_pays(question):
    size = len(question.options)
    for ticked in (set(c) for n in range(1, size) for c in combinations(range(size), n)):
        before = question.grade(sorted(ticked)).score
        for i in set(range(size)) - ticked:
            after = question.grade(sorted(ticked | {i})).score
            assert after >= before if question.options[i].correct else after <= before


@each(SortIntoGroups, Matching)
def test_one_more_right_place_always_pays(question):
    key = question.key
    wrong = [
        next(r[i] for r, _ in wrong_choices(question) if r[i] != key[i]) for i in range(len(key))
    ]
    scores = [question.grade(key[:n] + wrong[n:]).score for n in range(len(key) + 1)]
    assert scores == sorted(set(scores)) and scores[-1] == 1


@each(MarkUp)
def test_one_more_right_verdict_pays_unless_false_alarms_eat_it(question):
    dice, key, paid = random.Random(question.id), question.key, 0
    ids = ["sound", *(flaw.id for flaw in question.flaws)]
    for _ in range(200):
        given = [dice.choice([right, *ids]) for right in key]
        before = question.grade(given).score
        for n in (n for n, right in enumerate(key) if given[n] != right):
            after = question.grade([*given[:n], key[n], *given[n + 1 :]]).score
            assert after > before or after == before == 0
            paid += after > before
    assert paid > 200


def test_setting_one_neighbouring_pair_of_steps_right_never_costs():
    question = samples.question(samples.ORDERING)
    for order in permutations(range(4)):
        for place in range(3):
            a, b = order[place : place + 2]
            if a > b:
                mended = [*order[:place], b, a, *order[place + 2 :]]
                assert question.grade(mended).score >= question.grade(list(order)).score


@each()
def test_hints_come_in_order_and_run_out(question):
    given = [question.next_hint(used) for used in range(len(question.hints))]
    assert given == list(question.hints)
    assert question.next_hint(len(given)) is question.next_hint(99) is None
    assert question.next_hint(-1) is None


@each()
def test_the_full_answer_has_a_line_with_its_reason_for_every_entry(question):
    lines = question.solution()
    for entry in question.entries():
        shown = [line for line in lines if line.reason == entry.feedback]
        assert shown, entry
        text = getattr(entry, "text", None)
        assert text is None or any(text in line.about for line in shown)
    assert all(line.mark and line.about and line.reason for line in lines)
    assert len(lines) == len(question.entries()) + isinstance(question, Numeric)
