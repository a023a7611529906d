"""The final test's own page, and the audit of the eighty claims."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from final_course import END, answer, final_lesson, final_root, form, plain  # noqa: F401
from hostile import HOSTILE, live_tags

from helpers.charts import draw
from helpers.content import load_claims, load_course, load_lesson, load_questions
from helpers.content.model import VERDICTS, Claim
from helpers.document import to_text
from helpers.finish import audit_rows, final_advice
from helpers.finish.audit import claims_table
from helpers.methods import risk_value
from helpers.quiz import Quiz

EIGHTY = 80
FOR_AUTHORS = re.compile(r"\barticle\b|\.yaml|\bthe course must\b|\bteach once\b")
JUDGED = {
    "well-supported": "stands",
    "contested": "half",
    "weak/odd": "misses",
    "promotional": "unshown",
    "plausible-unevidenced": "unshown",
}


@pytest.fixture
def lesson(final_lesson):  # noqa: F811
    return final_lesson


def question(name: str):
    return next(q for q in load_questions(END) if q.id == name)


# ---------------------------------------------------------------- the test's own page


def test_no_due_question_is_mixed_into_the_test(lesson, monkeypatch):
    early = load_course().lessons[1].id
    for asked in load_questions(early):
        answer(lesson, [asked.id], "incorrect")
    monkeypatch.setenv("COURSE_CLOCK", "2026-03-05T09:00:00+00:00")
    assert len(lesson.exit_quiz().session.questions) > 24  # some are due, and mixed in elsewhere
    quiz = lesson.final_test()
    assert isinstance(quiz, Quiz) and [q.id for q in quiz.session.questions] == form(END)


def test_the_test_ends_with_advice_by_area(lesson):
    first, others = form(END)[:16], form(END)[16:]
    session = lesson.final_test().session
    outcome = {name: "incorrect" for name in form(END)} | dict.fromkeys(first[:2], "correct")
    outcome |= {first[2]: "correct"} | dict.fromkeys(others[:5], "correct")
    session.outcome_of = lambda index: outcome[session.questions[index].id]
    html = final_advice(lesson.course, session).html
    words, job, *rest = re.findall(r"<li>(.*?)</li>", html)
    assert "Product and project</strong>: 2 of 2." in words and "<a " not in words
    assert "1 of 2; read again" in job and '<a href="02_what_is_a_product_manager.ipynb"' in job
    assert len(rest) == 8 and all(": 0 of " in row for row in rest)
    assert "<strong>The other 8</strong>: 5 right." in html


def test_hints_of_the_second_half_name_a_lesson(lesson):
    for name in form(END)[16:]:
        assert re.search(r"\bLessons? (0[1-9]|1[0-8])( to 1[0-8])?\b", question(name).hints[-1])


def test_the_three_risks_are_worth_what_is_said(lesson):
    value = risk_value({"S": (0.2, -50_000), "P": (0.1, -80_000), "G": (0.4, 15_000)})
    asked = question("final-three-risks")
    for words in ("20%", "50,000", "10%", "80,000", "40%", "15,000"):
        assert words in asked.stimulus
    assert f"EUR {-value.net:,.0f}" in asked.options[0].text and asked.options[0].correct
    assert (0.2 - 0.05) * 50_000 > 3_000 and asked.options[3].correct


# ---------------------------------------------------------------- the audit


def test_the_audit_has_all_eighty_with_verdict_and_evidence(lesson):
    audit, claims = lesson.audit(), load_claims()
    assert len(claims) == len(audit.rows) == EIGHTY
    taught = {
        entry.label: {
            claim for section in load_lesson(entry.id).sections for claim in section.claims
        }
        for entry in lesson.course.lessons
    }
    shown = {row.claim: row for row in audit.rows}
    for claim in claims:
        row = shown[claim.claim]
        assert (row.verdict, row.why) == (VERDICTS[claim.verdict], claim.note)
        assert claim.id in taught[row.lesson]


def test_the_audit_reads_without_a_kernel(lesson):
    bundle = lesson.audit()._repr_mimebundle_()
    again = lesson.audit()._repr_mimebundle_()
    for kind in ("text/plain", "text/html"):
        assert bundle[kind] == again[kind] and not re.search(r"\bC\d\d\b", bundle[kind])
        for claim in load_claims():
            assert to_text(claim.claim) in plain(bundle[kind])
            assert to_text(claim.note)[:60] in plain(bundle[kind])
    assert bundle["text/html"].count("<tr>") == EIGHTY + bundle["text/html"].count("<thead>")
    counted = re.findall(r"<summary[^>]*>[^:]*: (\d+) claim", bundle["text/html"])
    assert sum(map(int, counted)) == EIGHTY and len(counted) >= 8


def test_evidence_is_written_for_learners():
    for claim in load_claims():
        assert len(claim.note.split()) >= 8, claim.id
        assert not FOR_AUTHORS.search(claim.note), claim.id


def test_the_audit_can_be_searched(lesson):
    audit = lesson.audit()
    whole = Counter(row.verdict for row in audit.rows)
    assert {v: len(audit.find(verdict=v)) for v in whole} == whole
    lessons = {row.lesson for row in audit.rows}
    assert sum(len(audit.find(lesson=name)) for name in lessons) == EIGHTY
    (rest,) = audit.find(words="BREAKS workload")
    assert rest.verdict == "Weak or odd"
    assert audit.find(words="breaks", verdict="Contested") == []
    for junk in (None, 7, "<b>", "*" * 5_000, "\x00"):
        assert isinstance(audit.find(words=junk), list)


def test_the_live_audit_waits_until_the_twelve_are_judged(lesson):
    judged = load_lesson(END).sections[3].checks
    assert judged == ["final-claims-first", "final-claims-second"]
    for done in ([], judged[:1]):
        answer(lesson, done)
        audit = lesson.audit()
        shown = [getattr(child, "description", "") for child in audit.widget.children]
        assert not any(shown) and "Judge the twelve first" in audit._list.value
        assert "<table" not in audit._list.value
    answer(lesson, judged[1:], "incorrect")
    assert "Judge the twelve first" not in lesson.audit().widget.children[4].value
    assert (
        lesson.audit()._repr_mimebundle_()["text/html"] == (audit._repr_mimebundle_()["text/html"])
    )


def test_the_live_audit_lists_nothing_before_a_choice(lesson):
    answer(lesson, ["final-claims-first", "final-claims-second"])
    audit = lesson.audit()
    box = audit.widget
    assert "<table" not in audit._list.value and "Choose a lesson or a verdict" in audit._list.value
    audit._verdict.value = "Promotional"
    promoted = audit.find(verdict="Promotional")
    assert audit._list.value.count("<tr>") == len(promoted) + 1
    assert audit._companion.status == f"{len(promoted)} claims of 80."
    audit._words.value = "no such words anywhere"
    assert "No claim fits" in audit._companion.status and "<table" not in audit._list.value
    audit._verdict.value, audit._words.value = None, " "
    assert "<table" not in audit._list.value
    names = [child.description for child in box.children if getattr(child, "description", "")]
    assert names == ["Lesson", "Verdict", "Words in the claim or its evidence"]


def test_a_claim_that_no_lesson_teaches_is_named(lesson):
    lost = Claim("C99", "x", "both", "A kite flies.", "contested", "It needs wind.")
    with pytest.raises(ValueError, match=r"^No lesson teaches C99; name each in a lesson"):
        audit_rows([lost], [("15", load_lesson(END))])


def test_hostile_claims_stay_words():
    for text in HOSTILE:
        lesson_of = load_lesson("two_jobs_one_abbreviation")
        row = audit_rows([Claim("C01", "x", "both", text, "contested", text)], [("01", lesson_of)])
        bare = re.sub(r"</?(table|thead|tbody|tr|th|td)\b[^>]*>", "", claims_table(row).html)
        assert live_tags(bare) == []


def test_the_twelve_judged_have_the_verdicts_of_the_audit(lesson):
    verdict = {claim.id: claim.verdict for claim in load_claims()}
    asked = [question("final-claims-first"), question("final-claims-second")]
    judged = [pair for q in asked for pair in zip(q.claims, q.items, strict=True)]
    assert len({claim for claim, _ in judged}) == 12
    assert [item.group for _, item in judged] == [JUDGED[verdict[claim]] for claim, _ in judged]
    assert {item.group for _, item in judged} == set(JUDGED.values())


def test_the_picture_counts_the_verdicts():
    counted = Counter(VERDICTS[claim.verdict] for claim in load_claims())
    chart = draw("claim_verdicts")
    assert {name: int(value) for name, value in chart.table()[1:]} == counted
    assert counted.total() == EIGHTY and f"{counted['Well supported']} of the 80" in chart.title
