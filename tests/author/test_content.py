"""Authored data: the course is sound, and every kind of fault is named with its place and mend."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from content_faults import (
    CASES,
    INFO,
    MATCH,
    NUMBER,
    SINGLE,
    SORT,
    TABLE,
    Files,
    again,
    no_q,
    put,
    q,
    whole,
)
from content_samples import LESSON, LESSON_FILE, QUESTION_FILE, as_yaml, build, course
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.authoring.check import check_course
from helpers.content import (
    ContentError,
    find_lesson,
    library,
    load_course,
    load_figure,
    load_lesson,
    load_questions,
)
from helpers.questions import TYPES


def data_problems(root=None) -> list[str]:
    """What the check says of files, ids and links."""
    return check_course(root, only=["data"]).problems


def faults(tmp_path, change: Callable[[Files], Any]) -> list[str]:
    """The sentences about the valid course after one change to its files."""
    files = course()
    change(files)
    return data_problems(build(tmp_path, files))


# ------------------------------------------------------------ good data


def test_the_real_course_has_no_fault():
    assert data_problems() == []


def test_the_sample_course_has_no_fault(tmp_path):
    assert data_problems(build(tmp_path, course())) == []


def test_the_sample_course_has_one_question_of_every_type(tmp_path):
    root = build(tmp_path, course())
    found = {q.kind for q in load_questions(LESSON, root)}
    assert found == set(TYPES) and len(found) == len(load_questions(LESSON, root))


@pytest.mark.parametrize("path", [QUESTION_FILE, TABLE, "course.yaml"])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path, path):
    """Excel and Notepad write both."""

    def as_windows(files):
        text = files[path] if isinstance(files[path], str) else as_yaml(files[path])
        files[path] = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()

    assert faults(tmp_path, as_windows) == []
    assert load_figure("wind", tmp_path).numbers("hour") == [9.0, 10.0]


def test_a_table_keeps_its_order_and_its_quoted_commas(tmp_path):
    figure = load_figure("wind", build(tmp_path, course()))
    assert list(figure.rows[0]) == ["hour", "wind", "words, if any"]
    assert figure.column("words, if any") == ["light", "fresh, gusty"]
    assert figure.numbers("wind") == [3.5, 5.0]


# ------------------------------------------------------------ broken data


def test_there_are_enough_broken_variants_and_each_has_its_own_name():
    assert len(CASES) >= 45
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.file and case.place and case.mend for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_named_with_file_place_and_mend(tmp_path, case):
    found = faults(tmp_path, case.change)
    assert any(
        line.startswith(case.file) and case.place in line and case.mend in line for line in found
    ), found
    assert all(line.endswith((".", "?")) and "\n" not in line for line in found)
    assert all(len(line) < 400 for line in found), "a sentence should not carry the file in it"


def test_a_fault_in_one_file_is_not_blamed_on_others(tmp_path):
    found = faults(tmp_path, again("claims.yaml", "claims"))
    assert found == ["claims.yaml: claim C01: the id stands twice; rename one."]


def test_all_faults_of_a_file_are_named_at_once(tmp_path):
    def break_three(files):
        no_q(SINGLE, "stem")(files)  # a fault of shape
        no_q(MATCH, "pairs", 0, "feedback")(files)  # another, in another question
        q(SORT, "items", 0, group="plane")(files)  # a fault of sense
        q(NUMBER, tolerance=-1)(files)

    found = faults(tmp_path, break_three)
    for name in ("kite-single", "kite-match", "kite-sort", "kite-number"):
        assert any(f"question {name}:" in line for line in found), (name, found)


def test_faults_of_several_files_are_named_in_one_go(tmp_path):
    def break_files(files):
        files.pop("claims.yaml")
        put(INFO, grade="C")(files)
        put(LESSON_FILE, area="sailing")(files)
        whole("glossary.yaml", "- a")(files)

    found = faults(tmp_path, break_files)
    assert {line.split(":")[0] for line in found} == {
        "claims.yaml",
        INFO,
        LESSON_FILE,
        "glossary.yaml",
    }


def test_a_missing_course_is_one_sentence(tmp_path, monkeypatch):
    with pytest.raises(ContentError, match="the file is missing"):
        load_course(tmp_path / "nowhere")
    monkeypatch.setattr(library, "__file__", str(tmp_path / "helpers" / "content" / "library.py"))
    with pytest.raises(ContentError) as caught:
        library.course_root()
    assert caught.value.problems == [
        "lessons_data: the folder is missing beside helpers; restore it or clone again."
    ]


# ------------------------------------------------------------ tables


@pytest.mark.parametrize("cell", ["many", "", "#", "1,5", "nan", "inf", "1_000", "12 %"])
def test_a_cell_that_is_no_number_is_named_with_its_line(tmp_path, cell):
    files = course() | {TABLE: f'hour,wind\n9,3\n10,"{cell}"\n'}
    figure = load_figure("wind", build(tmp_path, files))
    with pytest.raises(ContentError) as caught:
        figure.numbers("wind")
    assert caught.value.problems == [
        f"figures/wind.csv: line 3: wind: {cell!r} is not a number; correct it."
    ]


def test_an_unknown_column_is_answered_with_the_known_ones(tmp_path):
    figure = load_figure("wind", build(tmp_path, course()))
    with pytest.raises(ContentError, match="no column 'rain'; it has hour, wind, words, if any"):
        figure.column("rain")


def test_an_unknown_figure_is_a_missing_file(tmp_path):
    with pytest.raises(ContentError, match="figures/rain.yaml: the file is missing"):
        load_figure("rain", build(tmp_path, course()))


# ------------------------------------------------------------ lesson ids


@pytest.mark.parametrize(
    "asked, nearest",
    [
        ("04_what_is_the_differense", "what_is_the_difference"),
        ("02_what_is_a_product", "what_is_a_product_manager"),
        ("start", "start_here"),
        ("03_WHAT_IS_A_PROJECT_MANAGER", "what_is_a_project_manager"),
    ],
)
def test_an_unknown_lesson_is_answered_with_the_nearest_ids(asked, nearest):
    with pytest.raises(ContentError) as caught:
        find_lesson(asked)
    (sentence,) = caught.value.problems
    assert sentence.startswith(f"There is no lesson {asked!r}; the nearest are ")
    assert nearest in sentence


@pytest.mark.parametrize("asked", ["", "zzz", None, 4, ["a"], "../../etc/passwd", "a\0b"])
def test_a_lesson_id_of_any_kind_is_answered_with_a_sentence(asked):
    for load in (find_lesson, load_lesson, load_questions):
        with pytest.raises(ContentError, match="There is no lesson"):
            load(asked)


# ------------------------------------------------------------ any data at all

_words = st.text(max_size=8) | st.sampled_from(["kite-fly", "single_choice", "apply", "\u202e", ""])
_plain = (
    _words
    | st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), math.nan, math.inf, -0.0])
    | st.floats()
    | st.dates()
)
_keys = st.sampled_from(
    ["id", "type", "stem", "options", "hints", "text", "feedback", "level", "answer", "groups"]
) | st.text(max_size=4)
_anything = st.recursive(
    _plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=5)
)
_FUZZ = settings(
    max_examples=80,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def only_content_errors(root, content: Any) -> None:
    """Load a question file that holds ``content``; nothing but a ContentError may come of it."""
    if isinstance(content, bytes):
        (root / QUESTION_FILE).write_bytes(content)
    else:
        (root / QUESTION_FILE).write_text(
            yaml.safe_dump(content, allow_unicode=True), encoding="utf-8", errors="replace"
        )
    library._questions.cache_clear()
    try:
        load_questions(LESSON, root)
    except ContentError as error:
        assert error.problems
        assert all(isinstance(p, str) and p.startswith(QUESTION_FILE) for p in error.problems)


@_FUZZ
@given(data=_anything)
def test_any_data_in_place_of_the_questions_is_a_content_error_at_worst(tmp_path, data):
    root = tmp_path if (tmp_path / "course.yaml").exists() else build(tmp_path, course())
    only_content_errors(root, data)
    only_content_errors(root, {"lesson": LESSON, "questions": data})


@_FUZZ
@given(data=_anything, where=st.integers(0, 7), pick=st.randoms(use_true_random=False))
def test_any_value_in_any_place_of_a_question_is_a_content_error_at_worst(
    tmp_path, data, where, pick
):
    root = tmp_path if (tmp_path / "course.yaml").exists() else build(tmp_path, course())
    content = course()[QUESTION_FILE]
    spot = content["questions"][where]
    while True:
        key = pick.choice(list(spot) if isinstance(spot, dict) else range(len(spot)))
        if not isinstance(spot[key], dict | list) or not spot[key] or pick.random() < 0.3:
            break
        spot = spot[key]
    spot[key] = data
    only_content_errors(root, content)


@_FUZZ
@given(data=st.binary(max_size=60))
def test_any_bytes_in_place_of_the_questions_are_a_content_error(tmp_path, data):
    root = tmp_path if (tmp_path / "course.yaml").exists() else build(tmp_path, course())
    only_content_errors(root, data)
