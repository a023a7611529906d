"""What every lab owes the learner; its own numbers are tested in the file of its lesson."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from widget_traffic import watched

from helpers import open_lesson
from helpers.content.labs import Field
from helpers.labs import LABS, Lab, LabView

NONSENSE = re.compile(r"\b(nan|inf|infinity|None)\b|-0(\.0+)?\b(?!\.)")
TOO_MUCH = 900  # characters of a label, a finding or a sentence that nobody reads


class Sound(HTMLParser):
    """Whether every opened tag is closed in its turn."""

    VOID = {"img", "br", "input", "hr"}

    def __init__(self):
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag


def draw_value(field: Field) -> st.SearchStrategy:
    """Any value that the field takes."""
    if field.kind == "choice":
        return st.sampled_from([option.id for option in field.options])
    if field.kind == "yes_no":
        return st.booleans()
    if field.kind == "text":
        return st.one_of(
            st.just(field.start), st.text(max_size=30), st.text("ABCJ, ;->", max_size=9)
        )
    if field.kind in ("whole", "press"):
        return st.integers(int(field.low), int(field.high))
    return st.floats(field.low, field.high)


def values_of(lab: Lab) -> st.SearchStrategy:
    return st.fixed_dictionaries({f.id: draw_value(f) for f in lab.sheet.fields})


def shown(lab: Lab) -> LabView:
    """A view whose widgets are built."""
    view = LabView(lab)
    assert view.widget.children
    return view


@pytest.fixture(params=sorted(LABS))
def lab(request) -> Lab:
    return Lab(request.param)


def test_the_start_is_a_picture_with_words(lab):
    result = lab.play(lab.start())
    assert result.findings and all(f.endswith((".", "?")) for f in result.findings)
    assert len(result.findings) <= 4
    assert result.chart.illustrative
    assert result.chart.source_line and result.chart.alt and result.chart.title
    assert lab.play(lab.start()).chart.text == result.chart.text


def test_the_prediction_is_open_and_comes_true(lab):
    """Each option has its own reason; what comes true at the move is one of them."""
    prediction = lab.sheet.prediction
    if prediction is None:
        assert lab.sheet.id in WITHOUT
        return
    came = lab.play(lab.start() | prediction.move).came_true
    options = [option.id for option in prediction.options]
    assert came in options
    assert len({option.feedback for option in prediction.options}) == len(options)


WITHOUT: set[str] = set()  # labs that need no prediction


def test_any_values_give_a_picture_or_a_sentence(lab, full):
    count = 12 if full else 4

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(values_of(lab))
    def play(values):
        try:
            result = lab.play(values)
        except ValueError as error:
            said = str(error)
            assert 10 < len(said) < TOO_MUCH and said.endswith("."), said
            return
        words = f"{result.chart.text}\n" + "\n".join(result.findings)
        assert not NONSENSE.search(words), NONSENSE.search(words)
        assert all(len(finding) < TOO_MUCH for finding in result.findings)
        if lab.sheet.prediction:
            assert result.came_true in {option.id for option in lab.sheet.prediction.options} | {""}

    play()


def test_a_value_out_of_range_is_refused_beside_its_field(lab, without_pixels):
    view = shown(lab)
    before = view.screen.picture
    tried = 0
    for field in lab.sheet.fields:
        if field.kind not in ("number", "whole", "press"):
            continue
        view.set(field.id, type(field.start)(field.high + 1))
        if field.kind != "press":
            assert field.label in unescape(view.screen.beside[field.id])
        assert "enter a number in that range" in view.screen.status
        assert view.screen.picture == before
        view.set(field.id, field.start)
        assert view.screen.beside[field.id] == ""
        tried += 1
    assert tried or all(f.kind in ("choice", "yes_no", "text") for f in lab.sheet.fields)


def test_every_control_has_a_name_of_its_own(lab, without_pixels):
    view = shown(lab)
    names = [control.description for control in view.controls.values()]
    assert all(names) and len(set(names)) == len(names)


def test_the_paper_says_all_of_it(lab):
    bundle = LabView(lab)._repr_mimebundle_()
    text, html = bundle["text/plain"], bundle["text/html"]
    Sound().feed(html)
    assert "<script" not in html and "data:image/png;base64," in html
    for field in lab.sheet.fields:
        assert field.label in text and field.label in unescape(html)
    for finding in lab.play(lab.start()).findings:
        assert finding in text and finding in unescape(html)
    assert "Run All Cells" in text


def test_try_it_moves_the_controls_and_compares(lab, without_pixels):
    if lab.sheet.prediction is None:
        return
    for option in lab.sheet.prediction.options:
        view = shown(lab)
        view.try_it()
        assert "Choose a prediction first" in view.screen.comparison
        view.guesses.value = option.id
        view.try_it()
        assert view.values == lab.start() | lab.sheet.prediction.move
        held = {name: control.value for name, control in view.controls.items()}
        assert view.lab.read(held).items() <= view.values.items()
        right = view.result.came_true == option.id
        assert ("As you predicted" in view.screen.comparison) == right
        assert ("Not as you predicted" in view.screen.comparison) != right


def test_the_comparison_stays_until_the_next_one(monkeypatch):
    """It stands above the controls, so they would jump if it went when one of them moves."""
    view = shown(Lab("brooks"))
    view.predict("later")
    said = view.screen.comparison
    assert "<strong>Not as you predicted.</strong>" in said
    for left in (300, 10**6, 250):  # the second is refused
        view.controls["left"].value = str(left)
        assert bool(view.screen.beside["left"]) == (left == 10**6)
        assert view.screen.comparison == said
    view.predict("sooner")
    assert "<strong>As you predicted.</strong>" in view.screen.comparison
    view.reset()
    assert view.screen.comparison == ""
    view.predict("sooner")

    def fail(_values):
        raise ValueError("There is no team: add people.")

    monkeypatch.setattr(view.lab, "play", fail)
    view.predict("later")
    assert view.screen.comparison == ""


def test_the_learner_is_asked_why(lab, without_pixels):
    """Under the findings stands a question; the answer to hold one's own against is folded away."""
    ask, answer = lab.sheet.explain.ask, lab.sheet.explain.answer
    assert ask.endswith("?") and not answer.endswith("?")
    bundle = LabView(lab)._repr_mimebundle_()
    text, html = bundle["text/plain"], unescape(bundle["text/html"])
    assert f"Say why, before you read on. {ask}" in text and answer not in text
    live = shown(lab)
    under = unescape(live.screen.why)
    for page in (html, under):
        assert page.index(ask) < page.index("An answer</summary>") < page.index(answer)
        assert page.index(answer) < page.rindex("</details>")
    assert html.index(lab.play(lab.start()).findings[-1]) < html.index(ask)


def test_own_words_are_kept_and_stand_beside_the_answer(without_pixels):
    kept: list[str] = []
    sheet = Lab("promise").sheet
    live = LabView(Lab("promise"), keep=kept.append)
    assert live.widget.children
    live.reason.value = "   "
    live.say_why(live.reason.value)
    assert not kept and live.screen.status == "Write something first."
    live.say_why(" Both <grow> alike. ")
    again = LabView(Lab("promise"), mine=kept[0])
    assert kept == ["Both <grow> alike."] and again.widget.children
    assert again.reason.value == kept[0]
    for view in (live, again):
        said = view.screen.why
        assert "You wrote" in said and "Both &lt;grow&gt; alike." in said
        assert sheet.explain.answer in unescape(said) and "<details>" not in said
    live.say_why("x" * 9_999)
    assert len(kept[1]) == 2_000
    assert kept[0] not in LabView(Lab("promise"), mine=kept[0])._repr_mimebundle_()["text/plain"]


def test_a_lesson_keeps_the_learners_reason_in_the_record(without_pixels, tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    lesson = open_lesson("project_lab_plan_under_uncertainty")
    first = lesson.lab("promise")
    assert first.widget.children and first.mine == ""
    first.say_why("Both sides double.")
    first.say_why("Both sides double, so the day stays.")
    later = open_lesson("project_lab_plan_under_uncertainty")
    assert later.lab("promise").mine == "Both sides double, so the day stays."
    assert later.lab("network").mine == ""
    kept = later.record.attempts(question="why:promise")
    assert [one.outcome for one in kept] == ["played", "played"]


def test_a_case_is_told_and_the_next_is_ended_by_the_learner(lab, without_pixels):
    worked = lab.sheet.worked
    view = shown(lab)
    if worked is None:
        with pytest.raises(ValueError, match="no case that is half done"):
            view.end_case("3")
        return
    bundle = LabView(lab)._repr_mimebundle_()
    text, html = bundle["text/plain"], unescape(bundle["text/html"])
    assert text.index(worked.told[0]) < text.index(worked.told[-1]) < text.index(worked.half.ask)
    assert worked.half.right not in text and worked.half.right in html
    for entry, said in (
        (f"{worked.half.answer:g}", worked.half.right),
        (f"{worked.half.answer + 1:g}", worked.half.wrong),
        ("many", "That is no number; type digits, such as 12.5."),
        (" ", "Type a number first, then press Check it."),
    ):
        view.ending.value = entry
        view.end_case(view.ending.value)
        assert said in unescape(view.screen.half)
        assert "picture" not in view.screen.half  # none belongs to the case


def test_sliders_and_typed_numbers_move_each_other(lab, without_pixels):
    """A typed number off a slider's steps stays as it was typed."""
    view = shown(lab)
    for one in lab.sheet.fields:
        if one.id not in view.sliders:
            continue
        slider, control = view.sliders[one.id], view.controls[one.id]
        assert (slider.min, slider.max, slider.step) == (one.low, one.high, one.step)
        other = one.low if slider.value > one.low else one.low + one.step
        try:
            lab.play(view.values | {one.id: other})
        except ValueError:
            continue  # said beside the field
        slider.value = other
        assert view.values[one.id] == other
        assert float(control.value) == other
        if one.kind == "number":
            control.value = f"{other + one.step / 4:g}"
            assert float(control.value) == view.values[one.id] == float(f"{other + one.step / 4:g}")
            assert slider.value == other
    view.reset()
    start = lab.start()
    assert {name: one.value for name, one in view.sliders.items()} == {
        name: start[name] for name in view.sliders
    }


def test_a_range_too_long_for_a_hand_is_typed():
    view = shown(Lab("ab_plan"))
    assert "riders" in view.controls and "riders" not in view.sliders
    assert "effect" in view.sliders


def test_a_touch_sends_no_new_models_and_the_start_comes_back(lab, without_pixels):
    with watched() as traffic:
        view = shown(lab)
        start = view.screen.picture
        models = traffic.models
        for control in view.controls.values():
            control.value = control.value
        view.reset()
        assert traffic.models == models
        assert view.screen.picture == start


def test_a_play_in_code_is_a_labelled_example(lab, without_pixels):
    played = lab.example()
    assert played.text.startswith(f"Example in code: {lab.sheet.title}")
    assert f"nothing changed. Names that can be changed: {', '.join(lab.start())}." in played.text
    name, value = next(iter(lab.start().items()))
    assert "Names that can be changed" not in lab.example(**{name: value}).text
    with pytest.raises(ValueError, match="This lab has no field 'moon'; it has"):
        lab.example(moon=1)


def test_try_it_before_a_lab_is_shown_asks_for_a_prediction():
    view = LabView(Lab("rice"))
    view.try_it()
    assert "Choose a prediction first" in view.widget.children[-1].status
