"""The answers with reasons and the certificate: locked, opened, written, and harmless."""

from __future__ import annotations

import os
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from final_course import END, answer, final_lesson, final_root, form, master, plain  # noqa: F401
from hostile import HOSTILE

from helpers.authoring.commands import main
from helpers.content import load_lesson, load_questions
from helpers.document import Card, to_text
from helpers.finish import Mastery, certificate_html, clean_name, file_name
from helpers.finish.certificate import in_words
from helpers.quiz.paper import answer_key_html


@pytest.fixture
def lesson(final_lesson):  # noqa: F811
    return final_lesson


def read(name: str) -> str:
    return Path(name).read_text(encoding="utf-8")


# ---------------------------------------------------------------- the answers


def test_the_answers_wait_for_the_final_test(lesson):
    answer(lesson, form(END)[1:])
    card = lesson.answers()
    assert "You have tried 23 of its 24 questions." in card.text
    assert "python -m helpers.authoring answers" in card.text and "Right:" not in card.html
    answer(lesson, form(END)[:1], "revealed")
    assert "Right:" in lesson.answers().html


def test_the_answers_hold_every_reason_of_the_course(lesson):
    answer(lesson, form(END))
    html = lesson.answers().html
    found, asked = plain(html), 0
    for entry in lesson.course.lessons:
        for one in load_questions(entry.id):
            asked += 1
            for line in one.solution():
                assert " ".join(to_text(line.reason).split()) in found, one.id
                assert f"{line.mark}: {plain(line.about)}" in found, one.id
    assert html.count("<summary") == len(lesson.course.lessons)
    assert f": {len(load_questions(END))} questions</summary>" in html
    assert html.count("<p><em>") >= asked > 200


def test_a_teacher_has_the_answers_at_once(lesson, capsys):
    assert main(["answers", "key.html"]) == 0
    page = read("key.html")
    lessons = [(e.label, load_questions(e.id)) for e in lesson.course.lessons]
    assert page == answer_key_html(lessons) and "size: A4" in page
    assert f"{sum(len(asked) for _, asked in lessons)} questions" in capsys.readouterr().out
    assert main(["answers", "key.html"]) == 1 and main(["answers", "none/key.html"]) == 1
    said = capsys.readouterr().out
    assert "is there already" in said and "could not be written" in said
    assert read("key.html") == page


# ---------------------------------------------------------------- the certificate


def test_the_certificate_waits_for_the_final_test_and_for_a_name(lesson):
    answer(lesson, form(END)[1:])
    assert "tried 23 of its 24" in lesson.certificate("Ana").text and os.listdir() == []
    answer(lesson, form(END)[:1])
    card = lesson.certificate()
    assert "lesson.certificate(" in card.text and "It waits" not in card.text
    assert lesson.certificate(" \u202e ").text == card.text and os.listdir() == []


def test_the_certificate_lists_what_is_mastered_and_nothing_else(lesson):
    answer(lesson, form(END)[:20])
    answer(lesson, form(END)[20:], "incorrect")
    master(lesson, "what_is_the_difference", "difference-five")
    master(lesson, "start_here", "start-people")
    card = lesson.certificate("Ana <b>")
    assert os.listdir() == ["certificate-ana-b.html"] and "certificate-ana-b.html" in card.html
    page = read("certificate-ana-b.html")
    assert "Ana &lt;b&gt;" in page and "5 January 2026" in page
    assert "20 of 24 questions right" in page and "2 are mastered" in page
    goals = [plain(goal) for goal in re.findall(r"<li>(.*?)</li>", page)]
    own = next(o.text for o in load_lesson(END).objectives if o.id == "final-jobs")
    assert goals == [
        "Tell the two jobs apart by five lasting differences, and by the papers they keep.",
        own,
    ]
    assert "<h2>04 What is the difference?</h2>" in page and page.count("<h2>") == 2
    assert "not an accredited certificate" in page and "self-check" in page


def test_a_page_is_never_overwritten(lesson):
    answer(lesson, form(END))
    first = lesson.certificate("Ana")
    before = read("certificate-ana.html")
    second = lesson.certificate("Ana")
    assert sorted(os.listdir()) == ["certificate-ana-2.html", "certificate-ana.html"]
    assert read("certificate-ana.html") == before
    assert "left as it is" in second.text and "left as it is" not in first.text


def test_a_folder_that_is_gone_is_a_sentence(lesson):
    answer(lesson, form(END))
    os.rmdir(os.getcwd())
    card = lesson.certificate("Ana")
    assert "could not be written" in card.text and "make its folder writable." in card.text


class _Page(HTMLParser):
    """The tags of a page, and whether anything in it could load or run."""

    def __init__(self):
        super().__init__()
        self.tags, self.risky = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        names = {name for name, _ in attrs}
        if tag in ("script", "link", "img", "iframe", "a") or names & {"src", "href", "onerror"}:
            self.risky.append((tag, attrs))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_name_stays_a_name(text):
    name = clean_name(text)
    assert len(name) <= 80 and not re.search(r"[\x00-\x1f\x7f-\x9f\u200f\u202e\u2066\u2069]", name)
    mastery = [Mastery(text, [text], 2)]
    page = _Page()
    page.feed(certificate_html("A course?", name, date(2026, 1, 5), mastery, 1, 24))
    usual = _Page()
    usual.feed(
        certificate_html("A course?", "Ana", date(2026, 1, 5), [Mastery("a", ["b"], 2)], 1, 24)
    )
    assert page.tags == usual.tags and page.risky == []
    file = file_name(name)
    assert re.fullmatch(r"certificate-[^\W-]+.*\.html", file) and len(os.fsencode(file)) < 200
    assert not re.search(r"[^\w\-.]|\.(?!html$)", re.sub(r"[\u0300-\u036f]", "", file)), file


def test_the_page_is_made_for_paper_and_says_what_it_is_not():
    page = certificate_html("A course?", "Ana", date(2026, 12, 31), [Mastery("x", [], 3)], 0, 24)
    for words in (
        "@page { size: A4;",
        "@media print",
        '<html lang="en">',
        "default-src 'none'",
        "Of 3 objectives, 0 are mastered",
        "31 December 2026",
        "not an accredited certificate",
        "nobody watched",
        "<title>A course? Ana</title>",
    ):
        assert words in page, words
    assert "<h2>" not in page


@pytest.mark.parametrize(
    ("given", "name", "file"),
    [
        ("  Ana \n Lima ", "Ana Lima", "certificate-ana-lima.html"),
        (
            "Jos\u0065\u0301 \u00d1u\u00f1ez",
            "Jos\u00e9 \u00d1u\u00f1ez",
            "certificate-jos\u00e9-\u00f1u\u00f1ez.html",
        ),
        ("\u674e\u660e", "\u674e\u660e", "certificate-\u674e\u660e.html"),
        (
            "\u0936\u094d\u0930\u0940 \u0930\u093e\u091c",
            "\u0936\u094d\u0930\u0940 \u0930\u093e\u091c",
            "certificate-\u0936\u094d\u0930\u0940-\u0930\u093e\u091c.html",
        ),
        (
            "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
            "\u0dc1\u0dca\u200d\u0dbb\u0dd3",
            "certificate-\u0dc1\u0dca\u200d\u0dbb\u0dd3.html",
        ),
        ("An\u200da", "An a", "certificate-an-a.html"),
        ("../../etc/x", "../../etc/x", "certificate-etc-x.html"),
        ("x" * 200, "x" * 80, f"certificate-{'x' * 80}.html"),
        (None, "None", "certificate-none.html"),
    ],
)
def test_names_and_files(given, name, file):
    assert (clean_name(given), file_name(clean_name(given))) == (name, file)


def test_every_month_has_its_name():
    names = [in_words(date(2026, month, 9)) for month in range(1, 13)]
    assert names == [date(2026, month, 9).strftime("9 %B 2026") for month in range(1, 13)]


# ---------------------------------------------------------------- an empty record


@pytest.mark.parametrize("call", ["final_test", "gain", "audit", "answers", "certificate"])
def test_an_empty_record_gives_sentences_that_do_not_change(lesson, call):
    first, second = (getattr(lesson, call)()._repr_mimebundle_() for _ in range(2))
    for kind in ("text/plain", "text/html"):
        assert first[kind] == second[kind] and len(first[kind]) > 80
    assert os.listdir() == [] and lesson.record.attempts() == []
    if isinstance(getattr(lesson, call)(), Card):
        assert first["text/plain"].endswith(".")


@pytest.mark.parametrize("call", ["gain", "audit", "answers", "certificate"])
def test_a_lesson_that_cannot_be_read_is_a_sentence(lesson, final_root, call, monkeypatch):  # noqa: F811
    from helpers.content import ContentError
    from helpers.lesson import final_check

    def broken(lesson_id):
        raise ContentError([f"lessons/{lesson_id}.yaml: the file is missing; restore it."])

    monkeypatch.setattr(final_check, "load_lesson", broken)
    monkeypatch.setattr(final_check, "load_questions", broken)
    assert "the file is missing; restore it." in getattr(lesson, call)().text
