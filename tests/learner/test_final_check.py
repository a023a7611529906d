"""The final test: a parallel form of the diagnostic, and a gain that is worked out and told well.

The interval is checked against `scipy` in three ways: its formula with another quantile function,
how often it holds the truth (by enumeration), and the exact sign test, which agrees with it.
"""

from __future__ import annotations

from itertools import product
from math import sqrt

import msgspec
import pytest
from final_course import END, START, answer, final_lesson, final_root, form  # noqa: F401
from scipy import stats

from helpers.authoring.check.bank_wording import normal
from helpers.content import load_course, load_lesson, load_questions
from helpers.finish import compare, gain_card, right_at_first, tried
from helpers.finish.forms import Comparison
from helpers.finish.gain import sentences
from helpers.methods import paired_gain
from helpers.questions import Question

LOW = ("remember", "understand")
SIZE = 16
CHANGES = [(up, down) for up in range(SIZE + 1) for down in range(SIZE + 1 - up)]


@pytest.fixture
def lesson(final_lesson):  # noqa: F811
    return final_lesson


def gain_of(up: int, down: int, both: int = 0):
    """The gain of sixteen pairs, so many of them up, down and right both times."""
    rest = SIZE - up - down - both
    before = [False] * up + [True] * (down + both) + [False] * rest
    after = [True] * up + [False] * down + [True] * both + [False] * rest
    return paired_gain(before, after)


# ---------------------------------------------------------------- the two forms


def form_problems(start: list[Question], end: list[Question]) -> list[str]:
    """What keeps two lists of questions from being parallel forms, pair by pair and as a whole."""
    found = []
    for number, (one, other) in enumerate(zip(start, end, strict=True), 1):
        for what in ("area", "level", "__class__"):
            if getattr(one, what) != getattr(other, what):
                found.append(f"pair {number}: the {what} differs.")
        if len(getattr(one, "options", [])) != len(getattr(other, "options", [])):
            found.append(f"pair {number}: the number of options differs.")
        if bool(one.stimulus) != bool(other.stimulus):
            found.append(f"pair {number}: only one of the two has a case.")
        mine, yours = (
            {normal(t) for t in (q.id, q.stem, q.stimulus) if t}
            | {normal(o.text) for o in getattr(q, "options", []) if len(o.text.split()) > 3}
            | ({str(q.answer)} if hasattr(q, "answer") else set())
            for q in (one, other)
        )
        if mine & yours:
            found.append(f"pair {number}: both say {sorted(mine & yours)}.")
    cells = sorted((question.area, question.level in LOW) for question in end)
    areas = {area for area, _ in cells}
    if "" in areas or len(set(cells)) < len(cells) or {(a, False) for a in areas} - set(cells):
        found.append(f"the areas and levels are {cells}; have one high in each, at most one low.")
    if len({question.id for question in start + end}) < len(start + end):
        found.append("a question is asked twice.")
    return found


def both_forms() -> tuple[list[Question], list[Question]]:
    known = {q.id: q for name in (START, END) for q in load_questions(name)}
    return [known[i] for i in form(START)], [known[i] for i in form(END)[:SIZE]]


def test_the_forms_are_parallel(lesson):
    start, end = both_forms()
    assert len(start) == SIZE and {q.area for q in start} == {a.id for a in load_course().areas}
    assert form_problems(start, end) == []


@pytest.mark.parametrize(
    "keys",
    [
        {"area": "words"},
        {"area": ""},
        {"level": "evaluate"},
        {"stimulus": "A case."},
        {"id": "start-choosing-mvp"},
        {"options": []},
        {"stem": "What does a team build a minimum viable product (MVP) for?"},
    ],
    ids=str,
)
def test_a_form_that_is_not_parallel_is_rejected(lesson, keys):
    start, end = both_forms()
    place = 8  # product methods, the low one
    assert end[place].area == "product_methods" and end[place].level == "remember"
    end[place] = msgspec.structs.replace(end[place], **keys)
    assert form_problems(start, end)


def test_two_items_that_change_places_are_rejected(lesson):
    start, end = both_forms()
    assert form_problems(start, [end[1], end[0], *end[2:]])


def test_the_whole_test_has_24_questions_and_most_ask_more_than_memory(lesson):
    asked = [q for q in load_questions(END) if q.id in form(END)]
    assert len(asked) == len(form(END)) == 24
    assert [q.id for q in asked if q.area] == form(END)[:SIZE]
    assert sum(q.level not in LOW for q in asked) >= 16
    assert len({type(q) for q in asked[SIZE:]}) >= 6


# ---------------------------------------------------------------- the arithmetic


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_the_interval_is_that_of_bonett_and_price(level):
    z = stats.norm.ppf(1 - (1 - level) / 2)
    for up, down in CHANGES:
        pairs = [(0, 1)] * up + [(1, 0)] * down + [(1, 1)] * (SIZE - up - down)
        found = paired_gain([a for a, _ in pairs], [b for _, b in pairs], level=level)
        change = (up - down) / (SIZE + 2)
        spread = sqrt(((up + down + 2) / (SIZE + 2) - change**2) / (SIZE + 2))
        assert found.low == pytest.approx(SIZE * max(-1, change - z * spread))
        assert found.high == pytest.approx(SIZE * min(1, change + z * spread))
        assert (found.gain, found.up, found.down) == (up - down, up, down)
        assert found.after - found.before == found.gain


def test_the_interval_holds_the_truth_about_19_times_in_20(full, counted):
    steps = 40 if full else 16
    ends = [(gain_of(up, down).low, gain_of(up, down).high) for up, down in CHANGES]
    counts = [(up, down, SIZE - up - down) for up, down in CHANGES]
    held = []
    for i, j in product(range(steps + 1), repeat=2):
        if i + j > steps:
            continue
        up, down = i / steps, j / steps
        odds = stats.multinomial.pmf(counts, SIZE, [up, down, max(0.0, 1 - up - down)])
        truth = SIZE * (up - down)
        held.append(sum(o for o, (a, b) in zip(odds, ends, strict=True) if a <= truth <= b))
    mean = sum(held) / len(held)
    counted(f"{len(held)} truths, held with at least {min(held):.3f}, on average {mean:.3f}")
    assert min(held) > 0.91 and 0.95 < mean < 0.98


def test_what_is_said_agrees_with_the_exact_sign_test():
    for up, down in CHANGES:
        p = stats.binomtest(up, up + down).pvalue if up + down else 1.0
        assert gain_of(up, down).shown is bool(p <= 0.05), (up, down, p)


def test_turning_time_round_turns_the_gain_round():
    for up, down in CHANGES:
        one, other = gain_of(up, down), gain_of(down, up)
        assert (one.least, one.most) == (-other.most, -other.least)
        assert -SIZE <= one.least <= one.gain <= one.most <= SIZE


# ---------------------------------------------------------------- which answers count


def found(lesson):
    start, end = load_lesson(START), load_lesson(END)
    return compare(start, end, load_questions(START), lesson.record.attempts())


def test_only_first_answers_count(lesson):
    start, end = form(START), form(END)
    answer(lesson, start[:5])
    answer(lesson, start[5:9], "incorrect")
    answer(lesson, start[5:9])  # a later answer, and the others stay open
    answer(lesson, end[:8])
    answer(lesson, end[8:SIZE], "partly")
    answer(lesson, end)
    answer(lesson, end[:3], "incorrect")
    gain = found(lesson).gain
    assert (gain.asked, gain.before, gain.after, gain.up, gain.down) == (SIZE, 5, 8, 3, 0)
    assert right_at_first(load_lesson(END), lesson.record.attempts()) == 8 + 8


def test_an_answer_that_was_shown_first_is_not_right(lesson):
    start, end = form(START), form(END)
    answer(lesson, start[:2])
    answer(lesson, start[2:4], "revealed")
    answer(lesson, start[2:4])
    answer(lesson, end[:6], "revealed")
    answer(lesson, end[:SIZE])
    gain = found(lesson).gain
    assert (gain.before, gain.after) == (2, SIZE - 6)


def test_what_was_answered_at_the_start_after_the_test_began_is_left_out(lesson):
    start, end = form(START), form(END)
    answer(lesson, start[:1])
    answer(lesson, end[:1], "incorrect")
    answer(lesson, start[1:])
    answer(lesson, end[1:])
    assert (found(lesson).gain.before, found(lesson).gain.after) == (1, SIZE - 1)


def test_it_waits_for_both_forms(lesson):
    answer(lesson, form(END))
    assert found(lesson).startswith(
        f"None of the {SIZE} questions of the start was answered before"
    )


def test_it_waits_for_all_of_them(lesson):
    start, end = form(START), form(END)
    answer(lesson, start)
    assert f"tried 0 of the {SIZE}" in found(lesson)
    answer(lesson, [*end[: SIZE - 1], *end[SIZE:]])
    assert f"tried {SIZE - 1} of the {SIZE}" in found(lesson) and found(lesson).count(". ") == 1
    assert tried(load_lesson(END), lesson.record.attempts()) == 23


def test_areas_are_described_and_hints_are_told(lesson):
    start, end = form(START), form(END)
    answer(lesson, start[:1], hints=2)
    answer(lesson, start[1:4], "incorrect")
    answer(lesson, end[:SIZE])
    both = found(lesson)
    assert both.areas["words"] == ([True, False], [True, True])
    assert (both.hinted_before, both.hinted_after) == (1, 0)
    text = lesson.gain().text
    assert "- Product and project: 1 of 2 at the start, 2 of 2 now" in text
    assert (
        text.count(" at the start, ") == len(both.areas) == 10
        and "%" not in text.split("By area")[1]
    )
    assert "A hint came before 1 of these answers at the start and before 0" in text


# ---------------------------------------------------------------- how the gain is told


@pytest.mark.parametrize(
    ("up", "down", "said"),
    [
        (5, 1, ["4 more", "between 2 fewer and 9 more", "cannot tell your result from luck"]),
        (8, 0, ["8 more", "between 2 more and 12 more", "show that you gained"]),
        (0, 7, ["7 fewer", "between 11 fewer and 1 fewer", "show that you lost"]),
        (0, 0, ["no change", "between 3 fewer and 3 more", "cannot tell your result from luck"]),
    ],
)
def test_the_sentences_say_what_was_found(up, down, said):
    text = " ".join(sentences(gain_of(up, down, 1)))
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize(("up", "down", "both"), [(5, 1, 3), (SIZE, 0, 0), (0, SIZE, 0), (0, 0, 6)])
def test_the_picture_shows_the_numbers(up, down, both):
    from helpers.charts.exhibits.gain import learning_gain

    gain = gain_of(up, down, both)
    chart = learning_gain(gain, whose="You", source="a test")
    rows = dict((row[0], row[1:]) for row in chart.table()[1:])
    sign = "\u2212" if gain.gain < 0 else ""
    assert rows["Right at the start"][0] == str(gain.before)
    assert rows["Right in the final test"][0] == str(gain.after)
    assert rows["Difference"][0] == f"{sign}{abs(gain.gain)}"
    ends = [int(e.replace("\u2212", "-")) for e in rows[chart.table()[-1][0]][1].split("; ")]
    assert ends == [gain.least, gain.most]
    low, high = chart.figure.axes[0].get_xlim()
    assert low < min(0, gain.least) and high > max(SIZE, gain.most)
    card = gain_card(Comparison(gain, {}, 0, 0), load_course().areas)
    assert f"Chart: You had {gain.after} of {SIZE} right in the final test" in card.text
    assert card.html.startswith("<figure") and sentences(gain)[1] in card.text
