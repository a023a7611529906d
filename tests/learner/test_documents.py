"""Documents on paper: words in both forms, two beside each other, figures of the case, faults."""

from __future__ import annotations

import re
from html import unescape

import pytest
import yaml
from hostile import SCRIPTS

from helpers import open_lesson
from helpers.content import ContentError, load_documents
from helpers.content.documents import CoursePaper, PaperClause, PaperTable, read_documents
from helpers.documents import document_card
from helpers.velolink import load_case

PAPERS = load_documents()
PROJECT = load_case().project


@pytest.mark.parametrize("paper", PAPERS.values(), ids=list(PAPERS))
def test_every_word_stands_in_both_forms(paper):
    card = document_card(paper, PAPERS)
    text = " ".join(card.text.split())
    words = [paper.title, paper.about, *(c.head for c in paper.clauses)]
    words += [c.text for c in paper.clauses]
    words += [cell for row in (paper.table.rows if paper.table else []) for cell in row]
    html = " ".join(unescape(re.sub(r"<[^>]*>", " ", card.html)).split())
    for one in words:
        assert one in text and one in html
    assert card.html.count('class="pp-sheet"') == (2 if paper.beside else 1)
    assert card.html.count("<summary") == (1 if paper.fold else 0) and paper.fold in text


def test_clauses_keep_their_order_and_carry_no_numbers():
    """What is asked of the reader stands on top, and a mail is no numbered list."""
    text = document_card(PAPERS["status-week-10"], PAPERS).text
    heads = re.findall(r"^(\w+)[^.]*\. \w", text, re.M)
    assert heads[-6:] == ["Status", "Please", "Date", "Money", "To", "Next"]
    assert not re.search(r"^\d+\. ", document_card(PAPERS["no-lockers"], PAPERS).text, re.M)


def test_hostile_words_stay_words():
    bad = " ".join(SCRIPTS)
    table = PaperTable([bad, bad], [[bad, bad]])
    one = CoursePaper("x", bad, bad, [PaperClause(bad, bad)], table)
    html = document_card(one, {})._repr_mimebundle_()["text/html"]
    assert not re.search(r"<(script|img|iframe|svg|object|embed|form|base)\b", html, re.I)


def test_a_lesson_shows_documents_and_names_the_nearest():
    lesson = open_lesson("start_here")
    assert "Waits for" in lesson.document("roadmap").text
    assert "There is no document 'shedule'; the nearest are schedule" in (
        lesson.document("shedule").text
    )


# ---------------------------------------------------------------- the figures are those of the case


def test_the_status_report_has_the_figures_of_week_10():
    text = document_card(PAPERS["status-week-10"], PAPERS).text
    status = PROJECT.status(50)
    left = PROJECT.cost_baseline - round(status.eac_typical, -2)
    money = (status.ev, status.pv, status.ac, round(status.eac_typical, -2), left)
    for amount in (*money, PROJECT.cost_baseline):
        assert f"{amount:,.0f}" in text, amount
    assert f"{status.cpi * 100:.0f} cents" in text
    for rides in (True, False):
        assert f"day {PROJECT.forecast(group_rides=rides)} " in text.replace(".", " ")
    assert f"day {PROJECT.latest_day}" in text and f"day {PROJECT.promised_day}" in text


def test_the_schedule_has_the_days_of_plan_and_course():
    table = PAPERS["schedule"].table
    assert table is not None
    known = {one.id: one for one in PROJECT.activities}
    later = {"H", "I", "J"}
    end = PROJECT.course["F"][1]
    for name, plan, real, after in table.rows:
        letter = name[0]
        times = PROJECT.schedule.activities[letter]
        assert plan == f"{times.early_start:g}-{times.early_finish:g}", name
        assert after == ", ".join(known[letter].after), name
        start, last = PROJECT.course[letter]
        if letter in later:
            start, last = end, end + known[letter].days
            end = last
        assert real == f"{start}-{last}", name
    assert end == PROJECT.forecast(group_rides=False)


# ---------------------------------------------------------------- what an author can get wrong

GOOD = {"id": "a", "title": "T", "about": "B", "clauses": [{"text": "One."}]}


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ([GOOD, dict(GOOD, clauses=[{"text": "Two."}])], "the document 'a' stands twice"),
        ([GOOD | {"id": "A b"}], "the id is not lower-case"),
        ([GOOD | {"beside": "z"}], "unknown document beside it 'z'"),
        ([GOOD | {"beside": "a"}], "it stands beside itself"),
        ([GOOD | {"clauses": []}], "it is empty"),
        ([GOOD | {"table": {"columns": ["x", "y"], "rows": [["1"]]}}], "row 1 has 1 cells for 2"),
        ([GOOD | {"clause": "x"}], "unknown key 'clause'"),
    ],
)
def test_a_malformed_document_is_refused(tmp_path, documents, said):
    (tmp_path / "documents.yaml").write_text(yaml.safe_dump({"documents": documents}), "utf-8")
    with pytest.raises(ContentError) as error:
        read_documents(tmp_path)
    assert said in str(error.value)


def test_a_course_may_do_without(tmp_path):
    assert read_documents(tmp_path) == {}
