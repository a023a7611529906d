"""The layer for words: one tree, two forms, and nothing in it that is not escaped."""

from __future__ import annotations

import doctest
from html.parser import HTMLParser

import pytest

from helpers import document
from helpers.document import (
    Card,
    bar,
    box,
    br,
    bullets,
    code,
    em,
    figure,
    fold,
    group,
    heading,
    joined,
    lesson_link,
    line,
    link,
    md,
    md_line,
    note,
    numbered,
    para,
    printable,
    quote,
    screen_html,
    sorry,
    strong,
    table,
    text_of,
    title,
)

BAD = "<script>alert(1)</script> \"'&$x$"
VOID = {"br", "img", "meta"}


class Tags(HTMLParser):
    """Reads a page strictly: every tag closed in its turn; keeps tags, attributes, words."""

    def __init__(self, html: str):
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.words = ""
        self.feed(html)
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.words += " "
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data

    def found(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


EVERYTHING = [
    para(BAD, strong(BAD), em(BAD), code(BAD), br, line(BAD, css=BAD, style=BAD)),
    para(link(BAD, BAD, goto=BAD), lesson_link(BAD, BAD, BAD), joined([BAD, BAD], BAD), id=BAD),
    title(BAD),
    heading(BAD),
    note(BAD),
    md(BAD),
    bullets([BAD, (BAD, bullets([md_line(BAD)]))], css=BAD),
    numbered([BAD]),
    table([BAD, BAD], [[BAD, (BAD, br, BAD)]], BAD),
    table([BAD, BAD], [[BAD, fold(BAD, BAD)]], BAD, sentences=True),
    fold(BAD, BAD),
    quote(BAD),
    group(BAD, id=BAD, css=BAD, style=BAD),
    box(BAD, BAD, BAD),
    figure(b"png", BAD, BAD, BAD, css=BAD, width=BAD),
    Card(BAD, bar(0.5)),
    sorry(BAD),
    BAD,
]


@pytest.mark.parametrize("part", EVERYTHING, ids=lambda part: getattr(part, "tag", None))
def test_no_string_becomes_markup(part):
    html = screen_html(part)
    read = Tags(html)
    assert not read.found("script") and "<script" not in html
    assert all(not name.startswith("on") for _, marks in read.tags for name in marks)
    assert "<script>alert(1)" in read.words and read.found("div")[0]["class"].split()
    assert BAD in text_of(part)
    assert "<script" not in printable(BAD, part)


def test_the_examples_of_the_layer_hold():
    assert not doctest.testmod(document).failed


@pytest.mark.parametrize("bad", ["javascript:alert(1)", " JavaScript:x", "data:text/html,x", "x:y"])
def test_only_pages_and_places_are_links(bad):
    assert "href" not in link(bad, "words").html and link(bad, "words").text == "words"


@pytest.mark.parametrize("good", ["https://a.org/b?c:d", "#a:b", "04_x.ipynb#A:-b", "../a/b.html"])
def test_a_link_among_words_is_underlined(good):
    (marks,) = Tags(link(good, "words").html).found("a")
    assert marks["href"] == good and "underline" in marks["style"]


def test_a_table_names_its_rows_and_columns():
    html = table(["Who", "n", "Note"], [["Mina", "1,200", "a"], ["Tom", "+3%", "4"]], "Calls").html
    read = Tags(html)
    assert [marks["scope"] for marks in read.found("th")] == ["col"] * 3 + ["row"] * 2
    assert "<caption" in html
    sides = [marks.get("style") for marks in read.found("td")]
    assert sides == [None, "text-align:left"] * 2, "only numbers stand to the right"
    with pytest.raises(ValueError, match="needs 2 cells"):
        table(["One", "Two"], [["only one"]])


def test_both_forms_say_the_same():
    tree = [
        title("Head"),
        "A sentence.",
        bullets(["one", ("two", br, "more"), ("three", bullets(["deep", "deeper"]))]),
        numbered(["first"]),
        table(["Name", "What"], [["a", ("b", fold("Why", "c", "d"))]], "Caption"),
        fold("More", para("x ", strong("y")), None, ""),
        box("correct", "Right", "Because."),
    ]
    said = [word for word in text_of(*tree).split() if word not in ("-", "1.", "|")]
    assert Tags(screen_html(*tree)).words.split() == said
    assert text_of(*tree[:3]) == (
        "Head\n\nA sentence.\n- one\n- two\n  more\n- three\n  - deep\n  - deeper"
    )


def test_a_card_is_a_block_of_another_card():
    card = Card("One.", None, "", strong("Two."))
    both = Card(card, note("Three."))
    assert both.text == "One.\n\nTwo.\n\nPlease note. Three." == repr(both)
    bundle = both._repr_mimebundle_()
    assert bundle["text/html"].count("mathjax_ignore") == 1 and "<p>One.</p>" in both.html
    assert screen_html() == text_of() == "" == screen_html(None, "")


def test_a_picture_has_its_words_and_a_bar_is_for_the_eyes():
    (image,) = Tags(figure(b"x", "What is seen", "Source", width="5").html).found("img")
    assert image == {"alt": "What is seen", "src": "data:image/png;base64,eA==", "width": "5"}
    track, filled = Tags(bar(0.25).html).found("span")
    assert track["aria-hidden"] == "true" and filled["style"].endswith("width:25%")
    assert "width:99%" in bar(0.996).html, "it is full when all is done, and not before"
    assert [bar(share).text for share in (-1, 0.5, 2)] == ["□" * 10, "■" * 5 + "□" * 5, "■" * 10]
