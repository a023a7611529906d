"""The pictures of a class: every value as it was reckoned, no names unasked, invented is said."""

from __future__ import annotations

import csv
import io
import re
import statistics
import warnings

import pytest
from classroom_samples import LESSON, QUESTIONS, answered, big_class, class_of, revealed

from helpers.authoring.check.pictures import shown_texts, text_faults
from helpers.classroom import ClassData, ClassResults, class_results, sample_class
from helpers.classroom.class_data import Learner
from helpers.classroom.teach_again import asked
from helpers.content import load_course, load_lesson, load_misconceptions, load_questions
from helpers.document import to_text

COURSE = [entry.id for entry in load_course().lessons]
START = load_lesson(load_course().diagnostic).exit_quiz
END = load_lesson(load_course().final_test).exit_quiz
PICTURES = {
    "course": lambda r: r.heat_map(),
    "heat_map": lambda r: r.heat_map(LESSON),
    "difficulty": lambda r: r.difficulty(LESSON),
    "discrimination": lambda r: r.discrimination(LESSON),
    "wrong_choices": lambda r: r.wrong_choices(LESSON),
    "beliefs": lambda r: r.beliefs(),
    "gain": lambda r: r.gain(),
}


@pytest.fixture(scope="module")
def invented() -> ClassData:
    return sample_class()


@pytest.fixture(scope="module")
def sample(invented) -> ClassResults:
    return class_results(invented, shuffle=1)


@pytest.fixture(scope="module")
def real(invented) -> ClassResults:
    """The same class, taken for one that exists."""
    return class_results(ClassData(invented.learners), shuffle=1)


def all_words(shown: ClassResults) -> str:
    cards = [shown, shown.questions(LESSON), shown.teach_again(), shown.tomorrow(LESSON)]
    return "\n".join(
        f"{part}"
        for view in [*cards, *(draw(shown) for draw in PICTURES.values())]
        for part in view._repr_mimebundle_().values()
    )


# ---------------------------------------------------------------- anonymity


def test_nobody_is_named_unasked(sample):
    words = re.sub(r"base64,[A-Za-z0-9+/=]+", "", all_words(sample))
    assert "Invented learner" not in words
    assert words.count("Learner") > 3
    named = sample.heat_map(LESSON, named=True)
    assert all(f"Invented learner {n:02d}:" in named.text for n in range(1, 31))


SCRIPTS = [
    "Ana_Garc\u00eda_Fern\u00e1ndez-de-la-Reguera-y-Bustamante_2026-11-30_answers",
    "\u674e\u660e",
    "\u0905\u0928\u0940\u0924\u093e",
    "\u0645\u0631\u064a\u0645",
    "\u0418\u0432\u0430\u043d",
    "$5 or $7",
    "Zo\u00eb",
]


@pytest.mark.parametrize("lesson", [None, LESSON])
def test_thirty_names_of_any_script_are_readable(lesson, invented):
    named = [f"{SCRIPTS[n % 7]} {n}" for n in range(30)]
    pairs = zip(named, invented.learners, strict=True)
    learners = tuple(Learner(name, one.attempts) for name, one in pairs)
    chart = ClassResults(ClassData(learners), shuffle=1).heat_map(lesson, named=True)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a letter that the font does not have
        figure = chart.figure
        assert list(text_faults(figure)) == []
        shown = [text.get_text() for text, _ in shown_texts(figure)]
    assert len(chart.png()) <= 60_000
    labels = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    told = [row[0] for row in chart.table()[1:]]
    assert sorted(cell.split(" ", 1)[1] for cell in told) == sorted(named), "the table has all"
    for label, cell in zip(labels, told, strict=True):
        number, name = cell.split(" ", 1)
        if name.rpartition(" ")[0] in SCRIPTS[1:4]:
            assert label == number
        else:
            assert label in shown and name[:3] in label
            assert cell.startswith(label.removesuffix("\u2026"))


def test_the_names_of_a_very_large_class_stand_in_the_table(invented):
    own = [Learner(f"Name {n}", invented.learners[n % 30].attempts) for n in range(100)]
    chart = ClassResults(ClassData(tuple(own)), shuffle=1).heat_map(LESSON, named=True)
    assert list(text_faults(chart.figure)) == [] and len(chart.png()) <= 60_000
    assert all(f"Name {n}" in chart.text for n in range(100))


def test_learners_are_shuffled_anew_each_time(invented):
    data = invented
    orders = {tuple(o.key for o in ClassResults(data).data.learners) for _ in range(20)}
    assert len(orders) == 20
    assert tuple(one.key for one in data.learners) not in orders
    first, again = (ClassResults(data, shuffle=4).data.learners for _ in range(2))
    assert first == again


def test_a_small_class_is_told_that_numbers_hide_little():
    assert "people can be told apart even without names" in repr(
        class_results(class_of([[answered(START[0])]] * 4))
    )
    assert "told apart" not in repr(class_results(class_of([[answered(START[0])]] * 5)))


# ---------------------------------------------------------------- what is drawn


@pytest.mark.parametrize("name", PICTURES)
def test_invented_is_said_on_the_picture_and_real_is_not(name, sample, real):
    shown = PICTURES[name](sample)
    assert "Illustrative: invented numbers." in shown.text
    assert "that the course authors invented" in shown.text
    assert "nvented" not in PICTURES[name](real).text


@pytest.mark.parametrize("learners", [8, 30, 300])
def test_pictures_stay_small_and_readable(learners, invented):
    own = [Learner(str(n), invented.learners[n % 30].attempts) for n in range(learners)]
    shown = class_results(ClassData(tuple(own)), shuffle=1)
    for draw in (PICTURES["heat_map"], PICTURES["course"]):
        chart = draw(shown)
        assert len(chart.png()) <= 60_000
        assert ("Plus: 60%" in chart.text) is (learners <= 45)


def test_the_heat_map_holds_each_share(sample):
    lesson = load_lesson(LESSON)
    head, *rows = sample.heat_map(LESSON).table()
    assert len(rows) == len(lesson.objectives) and len(head) == 31
    for objective, row in zip(lesson.objectives, rows, strict=True):
        ids = {q.id for q in load_questions(LESSON) if objective.id in q.objectives}
        for learner, cell in zip(sample.data.learners, row[1:], strict=True):
            last = {a.question: a.outcome for a in learner.attempts if a.question in ids}
            share = sum(outcome == "correct" for outcome in last.values()) / len(ids)
            assert cell == f"{share:.0%}"


def test_copied_answers_are_not_mastered_and_open_ones_are_blank():
    ids = [q.id for q in load_questions(LESSON)]
    copied = [revealed(ids[0]), answered(ids[0])]
    shown = class_results(class_of([copied, [answered(name) for name in ids]]), shuffle=0)
    cells = {row[0]: sorted(row[1:]) for row in shown.heat_map(LESSON).table()[1:]}
    first = next(
        o.text for o in load_lesson(LESSON).objectives if o.id in QUESTIONS[ids[0]][1].objectives
    )
    assert cells[first] == ["0%", "100%"]
    assert ["100%", "no answer"] in cells.values()


def test_difficulty_and_choices_are_those_of_the_statistics(sample):
    found = {s.question: s for s in sample.statistics if s.lesson == LESSON}
    rows = {row[0]: row[1] for row in sample.difficulty(LESSON).table()[1:]}
    assert rows == {
        f"{asked(q)} ({q}, n={s.n})": f"{s.difficulty * 100:.0f}%" for q, s in found.items()
    }
    drawn = {row[0]: row[1] for row in sample.wrong_choices(LESSON).table()[1:]}
    assert len(drawn) == 8
    for words, times in drawn.items():
        (s,) = [
            s
            for s in found.values()
            if words.startswith(asked(s.question, 40)) and s.chosen.text in words
        ]
        assert str(s.times) == times and "““" not in words and '“"' not in words
    said = sample.discrimination(LESSON).text
    for s in found.values():
        r = f"{s.discrimination.r:+z.2f}".replace("-", "\N{MINUS SIGN}")
        assert f"({s.question}, n={s.n}): " in said and r.lstrip("+") in said


def test_sentences_name_the_belief_and_the_section(sample):
    texts = {belief.id: belief.text for belief in load_misconceptions()}
    titles = {section.id: section.title for section in load_lesson(LESSON).sections}
    lines = sample.questions(LESSON).text.split("\n")
    seen = 0
    for s in sample.statistics:
        if s.lesson != LESSON:
            continue
        (line,) = [line for line in lines if f" ({s.question}) " in line]
        stem, right = to_text(QUESTIONS[s.question][1].stem), f"{s.difficulty:.0%} right"
        begun = f"- {stem} ({s.question}) {right} at the first answer (n = {s.n})."
        assert line.startswith(begun)
        assert f"section {titles[QUESTIONS[s.question][1].section]!r}" in line
        if s.chosen.belief is not None:
            assert f"The belief behind it: “{texts[s.chosen.belief]}”" in line
            seen += 1
    assert seen > 5
    html = sample.questions(LESSON).html
    assert 'href="../04_what_is_the_difference.ipynb#Five-differences-that-last"' in html


def test_what_the_opening_quiz_missed_leads_to_the_lesson_that_teaches_it(sample):
    line = next(x for x in sample.questions(COURSE[0]).text.split("\n") if "words-meaning" in x)
    assert line.endswith("Teach again: 01 Two jobs, one abbreviation.")


# ---------------------------------------------------------------- gain


def both_tests(before: int, after: int):
    """A learner with so many right answers on the paired questions of both tests."""
    pairs = list(zip(START, END, strict=False))
    wrong = {"outcome": "incorrect", "score": 0.0}
    first = [answered(a, **({} if n < before else wrong)) for n, (a, _) in enumerate(pairs)]
    second = [answered(b, **({} if n < after else wrong)) for n, (_, b) in enumerate(pairs)]
    return [*first, *second]


def test_the_gain_is_that_of_the_learners_with_both_tests():
    few = [both_tests(4, 8), both_tests(6, 7), [answered(name) for name in START]]
    chart = class_results(class_of(few)).gain()
    rows = {row[0]: row[1] for row in chart.table()[1:]}
    assert rows == {"At the start": "5.0", "In the final test": "7.5", "Difference": "2.5"}
    assert "2 learners took both tests" in chart.text and "no range is given" in chart.text


def test_with_ten_learners_a_range_is_given():
    gains = [1, 2, 3, 4, 5, 1, 2, 3, 4, 5]
    chart = class_results(class_of(both_tests(3, 3 + gain) for gain in gains)).gain()
    half = 1.96 * statistics.stdev(gains) / 10**0.5
    low, high = (f"{3 + side * half:.1f}" for side in (-1, 1))
    (range_row,) = [row for row in chart.table() if row[0] == "Likely mean gain"]
    assert low in " ".join(range_row) and high in " ".join(range_row)
    assert "3.0 more of 16 right on average" in chart.text


# ---------------------------------------------------------------- nothing there, or no such thing


@pytest.mark.parametrize(
    "name",
    [
        "heat_map",
        "difficulty",
        "discrimination",
        "wrong_choices",
        "questions",
        "beliefs",
        "teach_again",
    ],
)
def test_an_unknown_lesson_is_answered_in_a_sentence(name, sample):
    card = getattr(sample, name)("what_is_the_diference")
    assert "There is no lesson" in card.text and LESSON in card.text


def test_few_answers_give_a_sentence_and_no_number():
    shown = class_results(class_of([[answered(START[0]), answered(START[1])]] * 3))
    assert shown.discrimination(COURSE[0]).text == (
        "Please note. 3 answers; 10 are needed before this says anything."
    )
    assert "Nobody has missed a question" in shown.wrong_choices(COURSE[0]).text
    assert "not answered yet." in shown.questions(COURSE[0]).text


def test_the_sample_is_the_same_for_its_seed():
    three = sample_class(3, seed=7)
    assert three == sample_class(3, seed=7) and three.invented
    assert three.learners[:2] == sample_class(2, seed=7).learners
    assert three != sample_class(3, seed=8)


# ---------------------------------------------------------------- three hundred learners


def test_a_big_class_is_read_and_drawn_whole(tmp_path, full, counted):
    """300 files of 200 answers, in a newcomer's run 60: read, reckoned, and every picture drawn."""
    learners, answers = (300 if full else 60), 200
    big_class(tmp_path, learners, answers)
    shown = class_results(tmp_path)
    assert sum(s.n for s in shown.statistics) == learners * answers
    assert shown.holdings() and shown.questions(LESSON).text
    for draw in PICTURES.values():
        assert draw(shown).png()
    counted(f"{learners} learners x {answers} answers, {len(PICTURES)} pictures")


# ---------------------------------------------------------------- files for a school


def test_lessons_that_nobody_has_begun_have_no_row_and_are_named():
    chart = ClassResults(class_of([[answered("difference-flat-membership")]])).heat_map()
    assert "04 What is the difference?" in chart.text
    assert "so they have no row: 00 Start here; 01" in chart.text


def test_the_table_of_a_class_has_numbers_for_names_until_they_are_asked_for(tmp_path):
    right = answered("difference-flat-membership", seconds=90.0)
    results = ClassResults(ClassData((Learner("f.json", (right,), "=1+1"),)))
    assert "1 learner in the file" in results.table(tmp_path / "a.csv").text
    head, row = csv.reader(io.StringIO((tmp_path / "a.csv").read_text("utf-8-sig")))
    found = dict(zip(head, row, strict=True))
    assert found["learner"] == "1" and found["minutes"] == "2" and found["first try"] == "1.00"
    assert found["04 What is the difference?: first try"] == "1.00"
    assert found["01 Two jobs, one abbreviation: answered"] == "0.00"
    assert "is there already" in results.table(tmp_path / "a.csv").text
    results.table(tmp_path / "b.csv", named=True)
    assert "'=1+1" in (tmp_path / "b.csv").read_text("utf-8-sig")


def test_who_finished_and_gave_a_name_gets_a_certificate(tmp_path):
    whole = tuple(answered(name) for name in load_lesson(load_course().final_test).exit_quiz)
    learners = (
        Learner("a.json", whole, "Ana"),
        Learner("b.json", whole, "Ana"),
        Learner("c.json", whole),
        Learner("d.json", whole[1:], "Dan"),
    )
    results = ClassResults(ClassData(learners))
    said = results.certificates(tmp_path / "pages").text
    assert said.startswith("2 certificates in the folder ")
    assert said.endswith("1 learner finished it and gave no name.")
    assert len(list((tmp_path / "pages").iterdir())) == 2
    assert "is not empty" in results.certificates(tmp_path / "pages").text
