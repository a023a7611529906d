"""A show of hands: typed counts, the picture that follows, and a key that stays in the kernel."""

from __future__ import annotations

import re

import pytest
from classroom_samples import QUESTIONS, of_type
from widget_traffic import watched

from helpers.classroom import Pulse, pulse
from helpers.classroom.hands import checked_counts, choices_of, count_responses, held_belief
from helpers.content import load_misconceptions
from helpers.document import Card, to_text

VOTED = ("single_choice", "multiple_response", "true_false_reason", "scenario")
FITTING = [n for n, (_, q) in QUESTIONS.items() if q.kind in VOTED]
NAME = "difference-flat-membership"
MOST_MODELS = 20


def view(name: str = NAME, **more) -> Pulse:
    made = pulse(name, **more)
    assert isinstance(made, Pulse)
    _ = made.widget
    return made


def button(made: Pulse, words: str):
    found: list = []
    waiting = [made.widget]
    while waiting:
        one = waiting.pop()
        waiting += getattr(one, "children", ())
        if getattr(one, "description", "") == words:
            found.append(one)
    (only,) = found
    return only


def drawn(made: Pulse) -> str:
    """What stands under the controls, without tags and pictures."""
    html = re.sub(r"base64,[A-Za-z0-9+/=]+", "", made._picture.value + made._said.value)
    return re.sub(r"<[^>]*>", " ", html)


# ---------------------------------------------------------------- hands are counted


def test_typed_hands_are_drawn_and_an_answer_follows():
    made = view()
    assert "No hands counted yet." in drawn(made)
    made._fields[1].value = 12
    made._fields[0].value = 7
    assert made.counts[:2] == [7, 12]
    assert "19 hands, 4 options" in made._picture.value
    assert "right" not in drawn(made)
    assert made._companion.status == "19 hands, 4 options"
    button(made, "Show the answer").click()
    right = next(c for c in made.choices if c.right)
    assert f"The answer: {right.letter}." in drawn(made)
    assert f"{right.letter} (right): {right.text}" in made._picture.value.replace("&#x27;", "'")
    assert made._companion.status.startswith(f"The answer: {right.letter}. Of the wrong answers,")
    button(made, "Start over").click()
    assert made.counts == [0, 0, 0, 0] and made._said.value == "" and not made.shown
    assert [field.value for field in made._fields] == [0, 0, 0, 0]


def test_every_reason_is_told_with_the_answer():
    made = view()
    made.show_answer()
    for option in made.question.options:
        assert option.feedback.split(".")[0] in drawn(made).replace("&#x27;", "'")


def test_the_belief_is_that_of_the_commonest_wrong_answer():
    question = next(
        q
        for n in FITTING
        for q in [QUESTIONS[n][1]]
        if q.kind == "single_choice" and len({o.misconception for o in q.options} - {None}) > 1
    )
    texts = {belief.id: belief.text for belief in load_misconceptions()}
    choices = choices_of(question)
    for top in [c for c in choices if c.belief is not None]:
        counts = [9 if c is top else 30 if c.right else 2 for c in choices]
        held = held_belief(question, choices, counts)
        text, html = held.text, held.html
        assert f"{top.letter} drew most (9)." in text and texts[top.belief] in text
        assert all(
            texts[c.belief] not in text for c in choices if c.belief not in (None, top.belief)
        )
        assert 'href="../' in html and "Teach again: " in html
    assert held_belief(question, choices, [4 if c.right else 0 for c in choices]) is None


def test_two_wrong_answers_alike_are_both_named():
    made = view()
    for choice in made.choices:
        made.set(choice.letter, 1 if choice.right else 5)
    letters = [c.letter for c in made.choices if not c.right]
    text = held_belief(made.question, made.choices, made.counts).text
    assert f"{' and '.join(letters)} drew most (5 each)" in text
    assert "16 hands, 4 options" in made._picture.value


@pytest.mark.parametrize(("letter", "count"), [("A", -1), ("A", 1.5), ("A", "3"), ("Z", 1)])
def test_what_is_no_count_is_refused(letter, count):
    made = view()
    made.set("A", 4)
    with pytest.raises(ValueError, match=r"no number of hands|no option 'Z'"):
        made.set(letter, count)
    assert made.counts[0] == 4
    made._fields[0].value = -7
    assert made._fields[0].value == made.counts[0] == 0


def test_counts_must_be_one_for_each_option():
    with pytest.raises(ValueError, match="3 counts for 4 options"):
        checked_counts([1, 2, 3], 4)


# ---------------------------------------------------------------- what the browser is told


@pytest.mark.parametrize("part", range(4))
def test_the_key_stays_in_the_kernel_until_it_is_shown(part, full, counted, without_pixels):
    names = FITTING[part::4] if full else FITTING[part::40]
    for name in names:
        with watched() as traffic:
            made = pulse(name)
            bundle = made._repr_mimebundle_()
            made.set("A", 3)
        sent = "\n".join([traffic.text, bundle["text/plain"], bundle["text/html"]])
        assert traffic.models <= MOST_MODELS
        told = [line.reason for line in made.question.solution()]
        assert not [reason for reason in told if to_text(reason)[:60] in sent], name
        assert "(right)" not in sent and "The answer:" not in sent
    counted(f"{len(names)} questions")


def test_fields_are_labelled_and_the_page_reads_without_a_kernel():
    made = view()
    assert [field.description for field in made._fields] == [f"Hands for {x}" for x in "ABCD"]
    bundle = made._repr_mimebundle_()
    for choice in made.choices:
        assert f"{choice.letter}. {choice.text}" in bundle["text/plain"]
    assert '<ol type="A">' in bundle["text/html"] and "run the notebook" in bundle["text/html"]
    assert set(bundle) == {"text/plain", "text/html", "application/vnd.jupyter.widget-view+json"}
    assert pulse(NAME)._repr_mimebundle_()["text/html"] == bundle["text/html"]


def test_a_question_about_a_picture_brings_it():
    name = next(n for n in FITTING if QUESTIONS[n][1].chart)
    assert "<figure" in pulse(name)._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize("kind", ["sort_into_groups", "matching", "ordering", "numeric"])
def test_what_hands_cannot_answer_is_said(kind):
    card = pulse(of_type(kind).id)
    assert isinstance(card, Card) and "hands cannot answer" in card.text
    assert "There is no question 'difference-flat'" in pulse("difference-flat").text


# ---------------------------------------------------------------- counts from a service


def test_counts_of_a_service_are_refreshed_and_trouble_is_said():
    answers = iter([[1, 2, 3, 4], [5, 5, 5, 6], ConnectionError("The Hub is away; wait."), [9] * 3])

    def counts():
        brought = next(answers)
        if isinstance(brought, Exception):
            raise brought
        return brought

    made = view(counts=counts)
    assert made.counts == [1, 2, 3, 4] and made._fields == []
    more = button(made, "Refresh")
    more.click()
    assert made.counts == [5, 5, 5, 6]
    more.click()
    assert "The Hub is away; wait." in made._said.value
    assert made._companion.status == "The Hub is away; wait." and made.counts == [5, 5, 5, 6]
    more.click()
    assert "3 counts for 4 options" in made._said.value and made.counts == [5, 5, 5, 6]


def test_a_second_vote_is_opened_at_the_service_and_trouble_is_said():
    answers, opened = {"now": [1, 2, 3, 4]}, []

    def reopen():
        if answers["now"] is None:
            raise ConnectionError("The Hub is away; wait.")
        opened.append(True)
        answers["now"] = [0, 0, 0, 0]

    made = view(counts=lambda: answers["now"], reopen=reopen)
    assert "Source: first answers at the Hub." in made._picture.value
    made.show_answer()
    button(made, "Start over").click()
    assert opened == [True] and not made.shown and made.counts == [0] * 4
    button(made, "Refresh").click()
    assert made.counts == [0] * 4  # the old answers do not come back
    answers["now"] = [5, 0, 0, 0]
    button(made, "Refresh").click()
    made.show_answer()
    answers["now"] = None
    button(made, "Start over").click()
    assert "The Hub is away; wait." in made._said.value and made.shown
    assert made.counts == [5, 0, 0, 0] and made._companion.status == "The Hub is away; wait."
    made = pulse(NAME, counts=lambda: [1] * 4, reopen=reopen)
    with pytest.raises(ConnectionError):
        made.start_over()


def test_hands_are_counted_in_the_room():
    made = view()
    made.set("A", 3)
    assert "Source: hands counted in this room." in made._picture.value


@pytest.mark.parametrize("name", FITTING)
def test_responses_are_counted_where_they_are_shown(name):
    question = QUESTIONS[name][1]
    key = question.key
    assert question.grade(key).outcome == "correct"
    kept = question.kept(key)
    counts = count_responses(question, [kept, kept, None, "x", {}, [], [None], 99, True])
    right = {c.letter for c in choices_of(question) if c.right}
    counted = {c.letter for c, n in zip(choices_of(question), counts, strict=True) if n == 2}
    assert counted and counted <= right
    assert sum(counts) == 2 * len(counted)
