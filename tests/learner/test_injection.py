"""Nothing that an author, a learner or a file writes becomes live HTML (the pure part)."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hostile import HOSTILE, REJECTED, SHOWN

from helpers.content import ContentError, to_html, to_text
from helpers.content.decoding import decode
from helpers.questions import Option, SingleChoice
from helpers.quiz import words
from helpers.quiz.static import as_html, as_text

ALLOWED = {
    "p": set(),
    "em": set(),
    "strong": set(),
    "code": set(),
    "ul": set(),
    "li": set(),
    "br": set(),
    "ol": {"start"},
    "a": {"href", "title"},
    "div": {"class", "style", "id"},
    "blockquote": set(),
}


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.bad, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        allowed = ALLOWED.get(tag)
        if allowed is None or not {name for name, _ in attrs} <= allowed:
            self.bad.append((tag, attrs))
        for name, value in attrs:
            if name == "href" and not (value or "").startswith(("https://", "http://", "#")):
                self.bad.append((tag, attrs))

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.bad.append(("comment", data))

    def handle_decl(self, decl):
        self.bad.append(("declaration", decl))

    def handle_pi(self, data):
        self.bad.append(("instruction", data))

    def unknown_decl(self, data):
        self.bad.append(("declaration", data))


def live_tags(html: str) -> list:
    parser = _Tags()
    parser.feed(html)
    parser.close()
    return parser.bad


def question(text: str) -> SingleChoice:
    """A question with ``text`` in every field that a reader sees."""
    return SingleChoice(
        id="hostile",
        stem=text,
        objectives=["o"],
        section="s",
        level="apply",
        hints=[text],
        stimulus=text,
        options=[Option(text=t, feedback=t, correct=t == text) for t in (text, f"{text} again")],
    )


def test_there_are_enough_of_them():
    assert len(HOSTILE) >= 60
    assert len(set(HOSTILE)) == len(HOSTILE)


@pytest.mark.parametrize("text", SHOWN)
def test_shown_as_text_in_every_view(text):
    asked = question(text)
    pages = [
        to_html(text),
        to_html(text, inline=True),
        as_html(text, [asked]),
        words.ask(asked, 0, 1, text, "qz-1"),
        words.feedback(asked.grade(0)),
        words.answer(asked.solution()),
        words.hints([text], 1),
        words.boxed("", text, ""),
    ]
    for page in pages:
        assert live_tags(page) == []
    assert "mathjax_ignore" in pages[2]
    assert as_text(text, [asked])
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
