"""A quiz on paper (``text/html``, ``text/plain``): complete, escaped, the same, without a key."""

from __future__ import annotations

import re
from html import escape, unescape

import content_samples as samples
import msgspec
import pytest

from helpers.content import load_course, load_questions
from helpers.document import to_text
from helpers.questions import Matching, Ordering, SortIntoGroups
from helpers.quiz import Quiz
from helpers.quiz.session import printed
from helpers.quiz.words import CONTINUE
from helpers.record import Record

LESSONS = {entry.id: list(load_questions(entry.id)) for entry in load_course().lessons}
LESSONS["samples"] = samples.questions()
each_lesson = pytest.mark.parametrize("questions", LESSONS.values(), ids=LESSONS)
HOSTILE = '<script>alert(1)</script> & "quotes" $x^2$ {{7*7}}'


def paper(questions, record=None) -> dict[str, str]:
    bundle = Quiz("A title", questions, record or Record(None, "guest"), "l")._repr_mimebundle_()
    return {kind: bundle[kind] for kind in ("text/html", "text/plain")}


def words(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def secrets(question) -> list[str]:
    """What must not stand on paper: every feedback and every hint, in full."""
    found = [entry.feedback for entry in question.entries()] + list(question.hints)
    found += [entry.not_chosen for entry in question.entries() if getattr(entry, "not_chosen", "")]
    found += [getattr(question, "feedback", ""), getattr(question, "otherwise", "")]
    return [to_text(text) for text in found if text]


def plain_words(text: str) -> str:
    return " ".join(text.split())


@each_lesson
def test_every_question_and_every_choice_is_on_paper(questions):
    found = paper(questions)
    shown = {"text/html": words(found["text/html"]), "text/plain": plain_words(found["text/plain"])}
    for question in questions:
        for kind, text in shown.items():
            squeezed = text.replace(" ", "")
            for line in to_text(f"{question.stem}\n\n{question.stimulus}").split("\n"):
                assert line.removeprefix("- ").replace(" ", "") in squeezed, (question.id, kind)
            for entry in question.entries():
                assert plain_words(getattr(entry, "text", "")) in text, kind
            for label in (g.label for g in getattr(question, "groups", ())):
                assert label in text
            if isinstance(question, Matching):
                assert all(choice in text for choice in [c.text for c in question.offered])
            if hasattr(question, "unit"):
                assert question.unit in text
    assert all("A title" in text and CONTINUE in text for text in shown.values())


@each_lesson
def test_no_reason_no_hint_and_no_key_is_on_paper(questions):
    found = paper(questions)
    shown = words(found["text/html"]) + plain_words(found["text/plain"])
    for question in questions:
        for secret in secrets(question):
            assert plain_words(secret) not in shown, question.id
    assert not re.search(
        r"(?i)<[^>]*(correct|right|wrong|accepted|verdict|answer)", found["text/html"]
    )


def test_paper_does_not_change_with_the_key():
    """The same questions with another option marked right look the same."""
    for data in (samples.SINGLE, samples.MULTIPLE, samples.TRUE_FALSE):
        marked = [n for n, o in enumerate(data["options"]) if o.get("correct")]
        moved = [o | {"correct": n not in marked} for n, o in enumerate(data["options"])]
        same = [samples.question(data), samples.question(data, options=moved)]
        assert paper(same[:1]) == paper(same[1:])
    owners = [o | {"accepted": False} for o in samples.SCENARIO["owners"]]
    same = [samples.question(samples.SCENARIO), samples.question(samples.SCENARIO, owners=owners)]
    assert paper(same[:1]) == paper(same[1:])
    groups = [i | {"group": "kite"} for i in samples.SORT["items"]]
    same = [samples.question(samples.SORT), samples.question(samples.SORT, items=groups)]
    assert paper(same[:1]) == paper(same[1:])
    same = [samples.question(samples.NUMERIC), samples.question(samples.NUMERIC, answer=777.0)]
    assert paper(same[:1]) == paper(same[1:])


@each_lesson
def test_paper_is_the_same_for_every_record_and_after_every_answer(questions, tmp_path):
    first = paper(questions)
    record = Record(tmp_path / "record.sqlite", "Somebody")
    assert record.seed and paper(questions, record) == first
    quiz = Quiz("A title", questions, record, "l")
    quiz.answer(0)
    quiz.check()
    quiz.reveal()
    quiz.go(len(questions))
    bundle = quiz._repr_mimebundle_()
    assert {kind: bundle[kind] for kind in first} == first


def test_the_bundle_holds_the_live_view_and_two_papers():
    quiz = Quiz("A title", LESSONS["samples"], Record(None, "guest"), "l")
    bundle = quiz._repr_mimebundle_()
    view = bundle.pop("application/vnd.jupyter.widget-view+json")
    assert view == {"version_major": 2, "version_minor": 0, "model_id": quiz.widget.model_id}
    assert set(bundle) == {"text/html", "text/plain"}


@each_lesson
def test_paper_asks_that_formulas_be_left_alone(questions):
    html = paper(questions)["text/html"]
    assert html.startswith('<div class="mathjax_ignore tex2jax_ignore">')
    assert html.count("<div") == html.count("</div>")


def test_every_text_is_escaped_on_paper_and_in_the_live_view():
    for data in samples.PLAIN:
        question = samples.question(hostile(data))
        quiz = Quiz(HOSTILE, [question], Record(None, "guest"), "l", objective=lambda _: HOSTILE)
        html = quiz._repr_mimebundle_()["text/html"]
        live = [quiz._head.value]
        quiz.reveal()
        live.append(quiz._tail.value)
        quiz.hint()
        live.append(quiz._tail.value)
        quiz._press_next(None)
        live.append(quiz._head.value)
        for text in [html, *live]:
            assert "<script" not in text
            assert 'class="mathjax_ignore tex2jax_ignore"' in text.split(">")[0]
        assert escape(HOSTILE, quote=False) in html.replace("&quot;", '"')


def hostile(data):
    """The same question with every shown text hostile."""
    shown = {
        "text",
        "feedback",
        "not_chosen",
        "match",
        "label",
        "stem",
        "stimulus",
        "unit",
        "otherwise",
    }

    def walk(value, key=""):
        if isinstance(value, dict):
            return {k: walk(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [walk(v, "text" if key == "hints" else key) for v in value]
        return f"{value} {HOSTILE}" if key in shown and isinstance(value, str) else value

    return walk(data)


def test_markdown_in_a_stem_is_shown_as_emphasis_but_options_are_plain():
    options = [o | {"text": f"*{o['text']}*"} for o in samples.SINGLE["options"]]
    found = paper([samples.question(samples.SINGLE, stem="Which *kite*?", options=options)])
    assert "<em>kite</em>" in found["text/html"] and "Which kite?" in found["text/plain"]
    assert "<li>*Run*</li>" in found["text/html"] and "- *Run*" in found["text/plain"]


def test_the_order_on_paper_does_not_give_the_key_away():
    for questions in LESSONS.values():
        for question in questions:
            if isinstance(question, Ordering):
                (_, shown) = printed(question)[0]
                assert shown != [item.text for item in question.items]
            if isinstance(question, Matching):
                prompts, matches = printed(question)
                assert matches[1] == sorted(matches[1], key=str.casefold)
            if isinstance(question, SortIntoGroups):
                (heading, _) = printed(question)[0]
                assert heading == " / ".join(group.label for group in question.groups)


def test_the_right_option_stands_in_every_place_on_paper():
    singles = [q for qs in LESSONS.values() for q in qs if q.kind == "single_choice"]
    places = []
    for question in singles:
        (right,) = [o.text for o in question.options if o.correct]
        places.append(printed(question)[0][1].index(right))
    assert len(places) >= 20
    for place in range(4):
        assert 0.1 < places.count(place) / len(places) < 0.5


def test_questions_survive_a_trip_through_json():
    """What is printed depends on the content alone."""
    for question in LESSONS["samples"]:
        again = msgspec.json.decode(msgspec.json.encode(question), type=type(question))
        assert paper([again]) == paper([question])
