"""The charts: their look, their text twins, and what a notebook gets of them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import matplotlib
import pytest
from hostile import SCRIPTS
from matplotlib.colors import to_hex
from PIL import Image

from helpers.authoring.check.pictures import picture_faults, word_faults
from helpers.charts import EXHIBITS, draw, exhibit, exhibit_ids, forms, style
from helpers.charts.canvas import STAMP
from helpers.charts.chart import Chart, Facts
from helpers.charts.guess import GuessMark
from helpers.charts.words import number, wrap, wrap_evenly

FACTS = Facts("One is longer than the other", "Two bars.", "Source: a test, 2026.", ("Mind.",))


@cache
def chart(exhibit_id: str):
    return draw(exhibit_id)


PICTURES = [one for one in exhibit_ids() if draw(one).is_picture]
TABLES = [one for one in exhibit_ids() if one not in PICTURES]
every = pytest.mark.parametrize("exhibit_id", PICTURES)
AS_SHOWN = 96  # pixels an inch: eight inches fill a column of 48rem
HIGHEST = {"relaunch_gantt": 560}


# ---------------------------------------------------------------- what every exhibit keeps


@every
def test_words_and_picture_keep_the_rules(exhibit_id):
    one = chart(exhibit_id)
    assert not [*word_faults(one), *picture_faults(one)]
    assert one.text.startswith(f"Chart: {one.title}\n") and one.source_line in one.text


@every
def test_picture_is_small_and_without_metadata(exhibit_id):
    data = chart(exhibit_id).png()
    assert len(data) <= 60_000
    picture = Image.open(io.BytesIO(data))
    assert not picture.info and not picture.text
    assert 900 <= picture.width <= 1000


@every
def test_a_picture_fits_the_screen(exhibit_id):
    tall = chart(exhibit_id).figure.get_size_inches()[1] * AS_SHOWN
    assert tall <= HIGHEST.get(exhibit_id, 480)


def test_in_the_dark_the_paper_does_not_glare_and_words_keep_their_contrast():
    """The reader extension dims pictures in dark themes, as its style sheet says."""
    reader = Path(style.__file__).parents[1] / "reader_extension/static/remoteEntry.js"
    found = re.search(
        r"\.pp-chart img \{ filter: brightness\(([\d.]+)\) contrast\(([\d.]+)\)",
        reader.read_text("utf-8"),
    )
    dim, spread = map(float, found.groups())
    app = reader.parents[2] / "voila_template/index.html.j2"
    assert found[0] in app.read_text("utf-8"), "the same in Voila"

    def seen(colour: str) -> str:
        parts = (int(colour[at : at + 2], 16) / 255 * dim for at in (1, 3, 5))
        parts = (min(1, max(0, (part - 0.5) * spread + 0.5)) for part in parts)
        return "#" + "".join(f"{round(part * 255):02x}" for part in parts)

    looks = (style.PRODUCT, style.PROJECT, style.NEUTRAL, style.PALE)
    pairs = [(look.on_fill, look.colour) for look in looks]
    pairs += [(look.colour, style.PAPER) for look in looks[:3]]
    pairs += [(style.INK, style.PAPER), (style.SOFT_INK, style.PAPER), (style.SOFT_INK, style.TINT)]
    pairs += [(style.INK, style.STAMP_PAPER)]
    for words, ground in pairs:
        assert style.contrast(seen(words), seen(ground)) >= 4.5, (words, ground)
    assert style.contrast(seen(style.PAPER), "#ffffff") > 1.5, "nearly white"


@pytest.mark.parametrize("exhibit_id", TABLES)
def test_what_is_made_of_words_is_a_table(exhibit_id):
    one = chart(exhibit_id)
    assert not [*word_faults(one)]
    assert one.text.startswith(f"Chart: {one.title}\n") and one.source_line in one.text
    head, *rows = one.table()
    assert "<img" not in one.html
    for words in {*head, *(cell for row in rows for cell in row)}:
        assert escape(words, quote=False) in one.html and words in one.text
    headings = one.html.count('scope="colgroup"')
    assert headings == (5 if exhibit_id == "decision_rights" else 0)
    assert one.html.count("<tr>") == len(rows) + 1 + headings and 'scope="row"' in one.html
    assert one.html == chart(exhibit_id).live({}).html
    reader = Reader()
    reader.feed(one.html)
    assert set(reader.tags) <= ALLOWED - {"figure", "img"} | {"div", "p", "em", "span"}
    assert not any(name.startswith("on") for _, name, _ in reader.attributes)
    assert one.html.startswith('<div class="pp-chart mathjax_ignore tex2jax_ignore">')


def test_a_guess_is_marked_in_its_row_of_a_table():
    one = draw("first_decisions")
    row = one.rows()[3]
    seen = one.with_guess("Your guess: hers.", [GuessMark(row)])
    assert seen.table() == one.table() and "Your guess: hers." in seen.text
    assert f"<strong>{row}</strong><em> \u2190 your guess</em>" in seen.html
    assert "your guess" not in one.html


@every
def test_illustrative_is_stamped_and_only_where_it_is_true(exhibit_id):
    one = chart(exhibit_id)
    stamped = "Illustrative: invented numbers" in one.text
    assert stamped is one.illustrative is ("VeloLink" in one.source_line)
    drawn = any(text.get_text() == STAMP for text in one.figure.texts)
    assert drawn is one.illustrative


@every
def test_notebook_gets_words_and_a_figure(exhibit_id):
    one = chart(exhibit_id)
    bundle = one._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/plain"] == one.text == repr(one)
    assert_sound(bundle["text/html"])
    for row in one.table():
        assert len(row) == len(one.table()[0])


@every
def test_table_and_twin_agree(exhibit_id):
    one = chart(exhibit_id)
    for row in one.table()[1:]:
        for cell in row:
            for value in cell.split("; "):
                assert value in one.text


def test_the_two_sides_never_differ_by_colour_alone():
    assert style.PRODUCT.marker != style.PROJECT.marker
    assert style.PRODUCT.hatch != style.PROJECT.hatch
    assert style.contrast("#000000", "#ffffff") == pytest.approx(21)
    for look in (style.PRODUCT, style.PROJECT, style.NEUTRAL, style.PALE):
        assert style.contrast(look.on_fill, look.colour) >= 4.5


# ---------------------------------------------------------------- forms and the rows


def simple(rows=(("One", 4.0), ("Two", 2.5)), **options):
    return forms.bars(rows, FACTS, value_label="Length (days)", category_label="Task", **options)


@every
def test_shares_touch_each_other(exhibit_id):
    """The parts of a 100% bar leave no gap."""
    if exhibit_id != "product_time":
        return
    for ax in chart(exhibit_id).figure.axes:
        if len(ax.containers) > 1:
            for parts in zip(*ax.containers, strict=True):
                edge = 0.0
                for bar in parts:
                    assert bar.get_x() == pytest.approx(edge)
                    edge += bar.get_width()
                assert edge == pytest.approx(100)


# ---------------------------------------------------------------- HTML


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


ALLOWED = {"figure", "img", "figcaption", "details", "summary", "ul", "li"}
ALLOWED |= {"table", "caption", "strong", "thead", "tbody", "tr", "th", "td"}


def assert_sound(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    assert set(reader.tags) <= ALLOWED and reader.tags[:2] == ["figure", "img"]
    names = {(tag, name) for tag, name, _ in reader.attributes}
    assert not any(name.startswith("on") for _, name in names)
    values = {(tag, name): value for tag, name, value in reader.attributes}
    assert values["img", "src"].startswith("data:image/png;base64,")
    assert values["img", "alt"].strip() and values["img", "style"] == "max-width:100%"
    styles = {(tag, value) for tag, name, value in reader.attributes if name == "style"}
    left = {(tag, "text-align:left") for tag in ("caption", "th", "td")}
    assert styles <= {("img", "max-width:100%")} | left
    assert values["summary", "data-lm-suppress-shortcuts"] == "true"
    assert html.startswith('<figure class="pp-chart mathjax_ignore tex2jax_ignore">')


@pytest.mark.parametrize("text", [*SCRIPTS, "$x$ {{7*7}} \\(a\\)", '" onload="x'])
def test_hostile_words_come_out_as_words(text, monkeypatch):
    monkeypatch.setattr(Chart, "png", lambda self: b"not drawn here")
    facts = Facts(text, text, text, (text,))
    one = forms.bars([(text, 1.0), ("Two", 2.0)], facts, value_label=text, category_label=text)
    assert_sound(one.html)
    reader = Reader()
    reader.feed(one.html)
    assert ("img", "alt", f"{text}. {text}") in reader.attributes
    assert text.split()[0] in one.text


# ---------------------------------------------------------------- forms and the style


def test_small_gaps_are_grey_and_large_ones_coloured():
    words = {"value_label": "Points (1 to 5)", "category_label": "Row"}
    one = forms.diverging_bars(
        [("A", -0.2), ("B", 0.7)],
        FACTS,
        threshold=0.5,
        left=(style.PRODUCT, "a"),
        right=(style.PROJECT, "b"),
        **words,
    )
    assert "- A: \u22120.20" in one.text and "- B: +0.70" in one.text
    grey, strong = (to_hex(bar.get_facecolor()) for bar in one.figure.axes[0].containers[0])
    assert (grey, strong) == (style.PALE.colour.lower(), style.PROJECT.colour.lower())


def test_several_series_have_a_column_each():
    series = [forms.Series("x", [1, 2], style.PALE), forms.Series("y", [3, 4], style.PROJECT)]
    one = forms.grouped_bars(["A", "B"], series, FACTS, value_label="V", category_label="Row")
    assert "- A: x 1; y 3" in one.text
    assert one.table() == [["Row", "x", "y"], ["A", "1", "3"], ["B", "2", "4"]]


def test_a_figure_is_kept_only_where_it_is_asked_for():
    """A notebook holds every output; words and pictures must not bring the artists along."""
    one = simple()
    first = one.png()
    assert one._figure is None
    one.figure.axes[0].patches[0].set_width(1)
    assert one.figure is one.figure and one.png() != first


def test_the_readers_own_settings_do_not_matter():
    strange_settings = {"font.size": 30, "axes.facecolor": "black", "font.family": "serif"}
    with matplotlib.rc_context(strange_settings):
        strange = simple().png()
    assert strange == simple().png()


def test_the_same_bytes_every_time():
    assert draw("five_differences").html == draw("five_differences").html


def test_data_on_demand():
    table = simple().show_data()
    assert repr(table) == f"{FACTS.title}\nTask | Length (days)\nOne | 4\nTwo | 2.5"
    left = ' style="text-align:left"'
    html = table._repr_mimebundle_()["text/html"]
    assert f'<th scope="row"{left}>One</th><td>4</td>' in html


def test_numbers_keep_their_digits():
    assert number(2)(4.4) == "4.40" and number(2)(4.456) == "4.456"
    assert number(before="USD ")(81900) == "USD 81,900"
    assert number(2, sign=True)(-0.5) == "\u22120.50" and number(2, sign=True)(0.0) == "0.00"


def test_wrapping_keeps_every_word():
    text = "a few words that are rather too many for one narrow line of a chart"
    for break_up in (wrap, wrap_evenly):
        lines = break_up(text, 1.5, 10)
        assert len(lines) > 2 and " ".join(lines) == text


# ---------------------------------------------------------------- the door


def test_unknown_chart_names_the_nearest():
    with pytest.raises(ValueError, match=r"^There is no chart 'work_activites'; .*work_activities"):
        draw("work_activites")
    assert exhibit_ids() == sorted(EXHIBITS)


def test_no_two_exhibits_share_an_id():
    def pay_strip():
        raise AssertionError

    with pytest.raises(ValueError, match="the exhibit 'pay_strip' is there already, in helpers"):
        exhibit(pay_strip)


WITHOUT_MATPLOTLIB = """
import sys
for name in ("matplotlib", "numpy", "PIL"):
    sys.modules[name] = None
from helpers.charts import draw
from helpers.labs import Lab, LabView
shown = draw("so_pay")._repr_mimebundle_()
assert "Product manager: 88,934" in shown["text/plain"]
assert "needs matplotlib, which is not installed" in shown["text/html"]
assert "<td>88,934</td>" in shown["text/html"] and "Stack Overflow" in shown["text/html"]
assert "needs matplotlib" in Lab("rice").play(Lab("rice").start()).chart.live({}).html
print("said")
"""


def test_without_matplotlib_a_chart_says_what_it_shows():
    code = [sys.executable, "-c", WITHOUT_MATPLOTLIB]
    done = subprocess.run(code, capture_output=True, text=True, check=False)
    assert done.stdout == "said\n", done.stderr


def test_only_a_picture_costs_matplotlib_and_never_pyplot():
    code = (
        "import sys\n"
        "from helpers.charts import draw, exhibit_ids\n"
        "for one in map(draw, exhibit_ids()):\n"
        "    assert one.text and one.table() and one.show_data()._repr_mimebundle_()\n"
        "for name in ('matplotlib', 'numpy', 'networkx', 'PIL'):\n"
        "    assert name not in sys.modules, name\n"
        "draw('life_lines').png()\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
