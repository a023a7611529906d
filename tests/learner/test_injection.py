"""Nothing that an author, a learner or a file writes becomes live HTML (the pure part)."""

from __future__ import annotations

import pytest
from hostile import HOSTILE, REJECTED, SHOWN, live_tags, question

from helpers.content import ContentError
from helpers.content.decoding import decode
from helpers.document import box, to_html, to_text
from helpers.questions import Option
from helpers.quiz import words


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 60
    assert len(set(HOSTILE)) == len(HOSTILE)


@pytest.mark.parametrize("text", SHOWN)
def test_shown_as_text_in_every_view(text):
    asked = question(text)
    on_paper = words.paper(text, [asked])._repr_mimebundle_()
    pages = [
        to_html(text),
        to_html(text, inline=True),
        on_paper["text/html"],
        words.ask(asked, 0, 1, text, "qz-1").html,
        words.feedback(asked.grade(0)).html,
        words.answer(asked.solution()).html,
        *(one.html for one in words.hints([text], 1)),
        box("", text, text).html,
    ]
    for page in pages:
        assert live_tags(page) == []
    assert "mathjax_ignore" in on_paper["text/html"]
    assert on_paper["text/plain"]
    assert to_text(text) is not None


@pytest.mark.parametrize("text", REJECTED)
def test_rejected_by_name_when_authored(text):
    with pytest.raises(ContentError) as caught:
        decode({"text": text, "feedback": "fine"}, Option, "questions/x.yaml: option 1")
    assert "questions/x.yaml: option 1: text" in str(caught.value)
    assert "delete that character" in str(caught.value)


def test_the_check_can_fail():
    assert live_tags("<p><script>x</script></p>")
    assert live_tags("<a href='javascript:x'>x</a>")
    assert live_tags("<p onclick=x>x</p>")
