"""Things of the learner's own: what their form shows, how they are kept, the page to print."""

from __future__ import annotations

import copy
import re

import pytest
import yaml
from hostile import SCRIPTS
from project_files import ROOT

from helpers.content import ContentError, load_own_cases
from helpers.content.own_case import OwnCase, find_own_case, read_own_cases
from helpers.lesson.lesson import LessonView
from helpers.own_case.case import LONGEST, Keeper, remarks, tidy
from helpers.record import new_attempt, open_record, read_answers

SHEETS = load_own_cases()
SHEET = SHEETS["case"]
GOOD = OwnCase(
    "Our move",
    [
        ["The day", "Ana", "the landlord, on when we may leave"],
        ["What goes to the tip", "Ben", "Ana, on what she still needs"],
        ["Spending over EUR 500", "Cleo", "Ben, on what it saves"],
    ],
    {
        "result": "The old flat is empty",
        "early": "day 20",
        "likely": "day 24",
        "late": "day 31",
        "depends": "the van and the lift",
        "worth": "On 1 May all of us sleep in the new place.",
    },
)
COLUMN = {"decision": 0, "who": 1, "first": 2}


def but(rows=None, name="", **fields) -> OwnCase:
    return OwnCase(name or GOOD.name, rows or GOOD.rows, GOOD.fields | fields)


def row(place: int, **changes) -> OwnCase:
    rows = copy.deepcopy(GOOD.rows)
    for name, said in changes.items():
        rows[place][COLUMN[name]] = said
    return but(rows)


@pytest.fixture
def lesson(tmp_path, monkeypatch) -> LessonView:
    monkeypatch.setenv("COURSE_RECORD", str(tmp_path / "record.sqlite"))
    return LessonView("which_one_is_for_me")


# ---------------------------------------------------------------- what its form shows


def test_a_complete_case_and_the_model_answer_have_no_remark():
    assert remarks(GOOD, SHEET) == []
    assert all(remarks(sheet.model, sheet) == [] for sheet in SHEETS.values())


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (row(0, who="Ana and Ben"), "sounds like more than one"),
        (row(0, who="we"), "sounds like more than one"),
        (row(0, who="the whole team"), "sounds like more than one"),
        (row(1, who="Ben/Cleo"), "sounds like more than one"),
        (row(1, who=""), "Decision 2 has nobody who decides"),
        (row(1, decision=""), "Decision 2 has names and no decision"),
        (row(2, first=""), "Decision 3: nobody is asked first"),
        (row(2, first="cleo"), "Cleo would be asking Cleo"),
        (but(GOOD.rows[:2]), "3 decisions or more"),
        (but([["a", "Ana", "Ben"]] * 3), "Ana decides everything"),
        (but(late=""), "A forecast is a range"),
        (but(early="day 24", late="Day 24"), "Three times the same day"),
        (but(result=""), "what will be done by then"),
        (but(depends=""), "What does the end depend on"),
        (but(worth=""), "how you would see"),
        (but(worth="People like it."), "no number and no date"),
    ],
)
def test_what_is_missing_is_said_once(case, said):
    assert [said in text for text in remarks(case, SHEET)] == [True]


def test_many_gaps_are_named_three_at_a_time(lesson):
    view = lesson.own_case()
    text = view.save(OwnCase("Our party", [["Which band", "Ana", ""]]))
    found = remarks(view.case, SHEET)
    assert len(found) > 4
    assert all(said in text for said in found[:3])
    assert not any(said in text for said in found[3:])
    assert f"Left open after that: {len(found) - 3}." in text


@pytest.mark.parametrize(
    "who", ["Andrea", "Orlando", "Nadia, who conducts the choir and pays", "Wes"]
)
def test_one_name_is_one_name(who):
    assert remarks(row(0, who=who), SHEET) == []


@pytest.mark.parametrize("sheet_id", ["piece", "plan"])
def test_of_any_other_thing_each_gap_is_said_once(sheet_id):
    sheet = SHEETS[sheet_id]
    model = sheet.model
    for field in sheet.fields:
        gap = OwnCase(model.name, model.rows, model.fields | {field.id: ""})
        assert remarks(gap, sheet) == [field.empty]
        if field.number:
            vague = OwnCase(model.name, model.rows, model.fields | {field.id: "soon"})
            assert remarks(vague, sheet) == [field.number]
    short = OwnCase(model.name, [*model.rows[:2], ["", "", ""]], model.fields)
    assert "3 rows or more" in remarks(short, sheet)[0]
    cut = OwnCase(model.name, [*model.rows[:4], ["Call them", "", "a date"]], model.fields)
    assert remarks(cut, sheet) == [f'Row 5: nothing stands under "{sheet.columns[1]}" yet.']


def test_a_field_is_one_line_of_a_sane_length():
    assert tidy("  the \n van ") == "the van"
    assert len(tidy("x" * 10_000)) == LONGEST


# ---------------------------------------------------------------- kept, found again, taken along


def test_it_is_kept_and_found_again(lesson):
    lesson.own_case().save(GOOD)
    again = LessonView("which_one_is_for_me").own_case()
    assert again.case == GOOD and again.saved
    assert "Our move" in again.widget.children[1].children[0].value


def test_a_later_lesson_takes_it_up_and_its_changes_come_back(lesson):
    lesson.own_case().save(GOOD)
    later = LessonView("final_check").own_case()
    assert later.saved and later.case == GOOD
    later.save(but(name="Our better move"))
    again = LessonView("which_one_is_for_me")
    assert again.own_case().case.name == "Our better move"
    assert [kept.lesson for kept in open_record().attempts()] == [
        "which_one_is_for_me",
        "final_check",
    ]
    assert not again.own_case("plan").saved


def test_the_last_one_counts_and_all_stay(lesson):
    view = lesson.own_case()
    view.save(GOOD)
    view.save(but(name="Our second move"))
    view.tick(2)
    kept, ticks = Keeper(open_record(), "which_one_is_for_me", SHEET).last()
    assert kept.name == "Our second move" and ticks == [False, True, False, False]
    assert len(open_record().facts()) == 3


def test_a_case_of_the_first_form_is_found_again(lesson):
    old = {"case": GOOD.name} | GOOD.fields
    old["decisions"] = [dict(zip(COLUMN, cells, strict=True)) for cells in GOOD.rows]
    lesson.record.append(
        new_attempt(
            question="own_case:which_one_is_for_me",
            version="1",
            lesson="which_one_is_for_me",
            response={"case": old, "rubric": [True, False, False, True]},
            outcome="played",
            score=0.0,
        )
    )
    view = lesson.own_case()
    assert view.case == GOOD and view.ticks == [True, False, False, True]


def test_each_thing_is_kept_apart(lesson):
    for sheet in SHEETS.values():
        lesson.own_case(sheet.id).save(sheet.model)
    again = LessonView("which_one_is_for_me")
    assert all(again.own_case(name).case == sheet.model for name, sheet in SHEETS.items())


def test_an_unknown_form_is_a_sentence(lesson):
    assert "There is no form 'plans'; the nearest are plan" in lesson.own_case("plans").text
    with pytest.raises(ContentError, match="the nearest are case, piece, plan"):
        find_own_case("zzz", SHEETS)


def test_an_export_brings_it_to_another_computer(lesson, tmp_path):
    lesson.own_case().save(GOOD)
    lesson.export("json", tmp_path / "mine.json")
    lesson.start_over()
    assert not lesson.own_case().saved
    assert len(read_answers(tmp_path / "mine.json")[0]) == 1
    lesson.import_record(tmp_path / "mine.json")
    assert lesson.own_case().case == GOOD


def test_a_spoiled_case_in_the_record_is_passed_over(lesson):
    keeper = Keeper(lesson.record, lesson.content.id, SHEET)
    keeper.save(GOOD, [True, False, False, False])
    keeper.save({"name": 7}, [])
    assert keeper.last() == (GOOD, [True, False, False, False])


def test_it_is_no_answer_to_a_question(lesson):
    before = lesson.dashboard().text
    lesson.own_case().save(GOOD)
    after = LessonView("which_one_is_for_me").dashboard().text
    assert before[before.index("Your progress") :] in after and "0 of 0 answered" in after


def test_an_empty_form_is_not_kept(lesson):
    view = lesson.own_case()
    assert "Give it a name" in view.save(OwnCase())
    assert not view.saved and not open_record().facts()


# ---------------------------------------------------------------- on screen and on paper


def parts(view) -> tuple:
    """The fields' rows, the buttons, what is said, what is shown and the rubric."""
    _, _, *rows, bar, said, shown, rubric, _ = view.widget.children
    return rows, bar, said, shown, rubric


def press(view, label: str) -> None:
    button = next(b for b in parts(view)[1].children if b.description == label)
    button.click()


def test_typed_saved_compared_ticked_and_printed(lesson, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    view = lesson.own_case()
    _, name, *rows = view.widget.children[:-5]
    name.children[0].value = "A street party"
    for field, text in zip(rows[0].children, ("The band", "we", "the neighbours"), strict=True):
        field.value = text
    press(view, "Save and compare")
    shown = parts(view)[3].value
    assert "The band" in shown and "sounds like more than one" in shown
    assert SHEET.model.name in shown
    parts(view)[4].children[3].value = True
    press(view, "Make a page to print")
    (page,) = tmp_path.glob("*.html")
    text = page.read_text(encoding="utf-8")
    assert "A street party" in text and text.count("[x]") == 1
    assert page.name in parts(view)[2].value


def test_nothing_is_printed_or_ticked_before_it_is_saved(lesson):
    view = lesson.own_case()
    buttons = {b.description: b for b in parts(view)[1].children}
    assert buttons["Make a page to print"].disabled
    assert parts(view)[4].layout.display == "none"


def test_paper_names_every_field_and_line_and_stays_the_same(lesson):
    paper = lesson.own_case()._repr_mimebundle_()
    for text in ("Who decides", "At the latest", *SHEET.rubric):
        assert text in paper["text/plain"]
    lesson.own_case().save(GOOD)
    assert (
        LessonView("which_one_is_for_me").own_case()._repr_mimebundle_()["text/html"]
        == paper["text/html"]
    )


@pytest.mark.parametrize("script", SCRIPTS)
def test_what_is_typed_stays_text(lesson, script, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    view = lesson.own_case()
    view.save(but([[script, script, script]], script, depends=script))
    assert view.widget
    view.page()
    (page,) = tmp_path.glob("*.html")
    for html in (parts(view)[3].value, page.read_text(encoding="utf-8")):
        assert not re.search(r"<(script|img|svg|iframe)\b", html, re.I)


# ---------------------------------------------------------------- the file


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda d: d["rubric"].pop(), "the rubric has 3 lines; make it 4."),
        (lambda d: d["model"]["fields"].update(late=" "), "fill in every field"),
        (lambda d: d["model"]["fields"].pop("late"), "fill in every field"),
        (lambda d: d["model"]["fields"].update(soon="x"), "there is no field 'soon'"),
        (lambda d: d["model"]["rows"][0].pop(), "a row has not 3 cells"),
        (lambda d: d["model"]["rows"].append(["a", "b", "c"]), "4 rows where the form has 3"),
        (lambda d: d["model"].update(rows=[]), "fill in every field"),
        (lambda d: d["fields"].append(dict(d["fields"][0])), "the field early stands twice"),
        (lambda d: d.update(id="plan"), "sheet plan: the id stands twice"),
        (lambda d: d.update(extra=1), "unknown key 'extra'"),
    ],
)
def test_a_faulty_file_is_named_with_its_mend(spoil, said, tmp_path):
    data = yaml.safe_load((ROOT / "lessons_data" / "own_case.yaml").read_text(encoding="utf-8"))
    spoil(data["sheets"][0])
    (tmp_path / "own_case.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_own_cases(tmp_path)
    assert any(
        said in problem and problem.startswith("own_case.yaml") for problem in caught.value.problems
    )
