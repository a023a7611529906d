"""The charts: their look, their text twins, and what a notebook gets of them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from itertools import combinations

import matplotlib
import msgspec
import pytest
from drawn import shown_texts
from hostile import SCRIPTS
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from PIL import Image

from helpers.charts import EXHIBITS, draw, exhibit_ids, forms, style
from helpers.charts.chart import Chart, DataTable, Facts
from helpers.charts.words import number, wrap, wrap_evenly

FACTS = Facts("One is longer than the other", "Two bars.", "Source: a test, 2026.", ("Mind.",))
LETTERS = 0.5  # pixels that two boxes may share before it counts as an overlap


@cache
def chart(exhibit_id: str):
    return draw(exhibit_id)


every = pytest.mark.parametrize("exhibit_id", EXHIBITS)


@cache
def boxes(exhibit_id: str):
    figure = chart(exhibit_id).figure
    with style.house_style():
        figure.canvas.draw()
        renderer = figure.canvas.get_renderer()
        return [(text, text.get_window_extent(renderer)) for text in shown_texts(figure)]


# ---------------------------------------------------------------- what every exhibit keeps


@every
def test_title_is_a_finding(exhibit_id):
    title = chart(exhibit_id).title
    assert len(title.split()) >= 6 and title[0] in title[0].upper() and not title.endswith(".")
    assert chart(exhibit_id).text.startswith(f"Chart: {title}\n")


@every
def test_source_line_names_a_year_and_alt_is_short(exhibit_id):
    one = chart(exhibit_id)
    assert one.source_line.startswith("Source: ")
    assert re.search(r"\b(19|20)\d\d\b", one.source_line)
    assert one.source_line in one.text
    assert 30 < len(one.alt) < 320 and one.alt.endswith(".")


@every
def test_axes_are_labelled(exhibit_id):
    for ax in chart(exhibit_id).figure.axes:
        if ax.axison:
            assert ax.get_xlabel().strip() and ax.get_ylabel().strip()


@every
def test_no_text_is_clipped_or_small(exhibit_id):
    box = chart(exhibit_id).figure.bbox
    for text, extent in boxes(exhibit_id):
        assert text.get_size() >= 10, text.get_text()
        inside = extent.x0 >= 0 and extent.y0 >= 0 and extent.x1 <= box.width
        assert inside and extent.y1 <= box.height, text.get_text()


@every
def test_no_two_texts_overlap(exhibit_id):
    for (text, one), (other_text, other) in combinations(boxes(exhibit_id), 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        up = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= LETTERS or up <= LETTERS, (text.get_text(), other_text.get_text())


@every
def test_words_stand_out_from_what_is_under_them(exhibit_id):
    figure = chart(exhibit_id).figure
    for text, extent in boxes(exhibit_id):
        middle = (extent.x0 + extent.x1) / 2, (extent.y0 + extent.y1) / 2
        ground = style.PAPER
        for ax in figure.axes:
            for patch in ax.patches:
                face = patch.get_facecolor()
                if face[3] > 0 and patch.contains_point(middle):
                    ground = to_hex(face)
            for image in ax.images:
                if (text.get_gid() or "").startswith("letter:"):
                    _, row, column = text.get_gid().split(":")
                    ground = to_hex(image.to_rgba(image.get_array())[int(row)][int(column)])
        ratio = style.contrast(to_hex(text.get_color()), ground)
        assert ratio >= 4.5, (text.get_text(), ground, ratio)


@every
def test_picture_is_small_and_without_metadata(exhibit_id):
    data = chart(exhibit_id).png()
    assert len(data) <= 60_000
    picture = Image.open(io.BytesIO(data))
    assert not picture.info and not picture.text
    assert 900 <= picture.width <= 1000


@every
def test_illustrative_is_stamped_and_only_where_it_is_true(exhibit_id):
    one = chart(exhibit_id)
    stamped = "Illustrative: invented numbers" in one.text
    assert stamped is one.illustrative is ("VeloLink" in one.source_line)


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


# ---------------------------------------------------------------- the twin follows the picture


def simple(**options):
    rows = options.pop("rows", [("One", 4.0), ("Two", 2.5)])
    return forms.bars(rows, FACTS, value_label="Length (days)", category_label="Task", **options)


def changed(one, change) -> None:
    before_text, before_table = one.text, one.table()
    change(one.figure.axes[0])
    assert one.text != before_text
    assert one.table() != before_table or "across" in one.text


def test_a_longer_bar_changes_the_twin():
    one = simple()
    one.figure.axes[0].patches[0].set_width(9)
    assert '- One: 9 (labelled "4")' in one.text
    assert one.table()[1] == ["One", '9 (labelled "4")']


def test_a_wrong_label_changes_the_twin():
    one = simple()
    one.figure.axes[0].texts[0].set_text("40")
    assert '- One: 4 (labelled "40")' in one.text


@pytest.mark.parametrize("label", ["set_xlabel", "set_ylabel"])
def test_an_axis_label_changes_the_twin(label):
    changed(simple(), lambda ax: getattr(ax, label)("Something else"))


def test_a_small_change_is_not_rounded_away():
    one = simple()
    one.figure.axes[0].patches[0].set_width(4.01)
    assert "4.01" in one.text


def test_a_renamed_row_changes_the_twin():
    one = simple()
    one.figure.axes[0].yaxis.get_major_formatter().seq[0] = "Uno"
    assert "- Uno: 4" in one.text


@every
def test_every_number_beside_a_mark_is_held_against_it(exhibit_id):
    one = chart(exhibit_id)
    before = one.text
    beside = [
        text
        for ax in one.figure.axes
        for text in ax.texts
        if (text.get_gid() or "").startswith(("label:", "letter:"))
    ]
    for text in beside:
        words = text.get_text()
        text.set_text("999")
        assert one.text != before, words
        text.set_text(words)
    assert one.text == before


def first_bar(figure):
    return next(bar for ax in figure.axes for group in ax.containers for bar in group)


MUTATIONS = {
    "skills_contrast": lambda figure: first_bar(figure).set_width(0.9),
    "product_time": lambda figure: first_bar(figure).set_width(40),
    "required_education": lambda figure: first_bar(figure).set_width(40),
    "on_time_on_budget": lambda figure: first_bar(figure).set_width(40),
    "relaunch_gantt": lambda figure: first_bar(figure).set_x(3),
    "life_lines": lambda figure: first_bar(figure).set_x(2021),
    "work_activities": lambda figure: figure.axes[0].collections[0].set_offsets([(1, 0)] * 11),
    "overlap_closeness": lambda figure: figure.axes[0].collections[0].set_offsets([(1, 0), (1, 1)]),
    "knowledge_contrast": lambda figure: figure.axes[3].collections[0].set_offsets([(0, 4.4)]),
    "pay_strip": lambda figure: figure.axes[0].collections[2].set_offsets([(9e4, 0)] * 3),
    "relaunch_burnup": lambda figure: figure.axes[0].lines[0].set_ydata([1, 2, 3, 4, 5]),
    "decision_rights": lambda figure: figure.axes[0].images[0].set_data([[1] * 6] * 17),
    "five_differences": lambda figure: figure.axes[0].texts[5].set_text("?"),
    "three_surveys": lambda figure: first_bar(figure).set_width(1),
}


@pytest.mark.parametrize("exhibit_id", MUTATIONS)
def test_every_form_has_a_twin_that_follows_it(exhibit_id):
    one = draw(exhibit_id)
    before = one.text
    MUTATIONS[exhibit_id](one.figure)
    assert one.text != before
    assert one.text != chart(exhibit_id).text


def test_an_artist_that_cannot_be_read_is_refused():
    one = simple()
    one.figure.axes[0].fill_between([0, 1], [0, 1])
    with pytest.raises(ValueError, match="cannot read a"):
        _ = one.text


@every
def test_connectors_end_at_their_points(exhibit_id):
    """The lines of a dumbbell carry no value of their own, so they must not tell another."""
    for ax in chart(exhibit_id).figure.axes:
        points = [tuple(point) for drawn in ax.collections for point in drawn.get_offsets()]
        for line in ax.lines:
            ends = list(zip(line.get_xdata(), line.get_ydata(), strict=True))
            if exhibit_id in ("work_activities", "resource_contrast", "knowledge_contrast"):
                assert all(tuple(map(float, end)) in points for end in ends)


@every
def test_shares_touch_each_other(exhibit_id):
    """The parts of a 100% bar leave no gap."""
    if exhibit_id not in ("product_time", "three_surveys"):
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
ALLOWED |= {"table", "caption", "thead", "tbody", "tr", "th", "td"}


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
    left = {("th", "text-align:left"), ("td", "text-align:left")}
    assert styles <= {("img", "max-width:100%")} | left
    assert values["summary", "data-lm-suppress-shortcuts"] == "true"
    notes = "<ul" in html.split("<details>")[1].split("<table")[0]
    assert html.count("mathjax_ignore tex2jax_ignore") == 2 + notes


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


def test_a_form_draws_into_the_axes_it_is_given():
    figure = Figure()
    FigureCanvasAgg(figure)
    left, right = figure.subplots(1, 2)
    one = simple(ax=left)
    assert one.figure is figure and len(left.patches) == 2 and not right.patches
    assert left.get_title(loc="left") == FACTS.title


@pytest.mark.parametrize(
    ("form", "arguments"),
    [
        (forms.diverging_bars, {"left": (style.PRODUCT, "a"), "right": (style.PROJECT, "b")}),
        (forms.grouped_bars, None),
        (forms.dumbbell, None),
    ],
)
def test_forms_take_somebody_elses_axes(form, arguments):
    figure = Figure()
    FigureCanvasAgg(figure)
    ax = figure.subplots()
    words = {"value_label": "Points (1 to 5)", "category_label": "Row", "ax": ax}
    if form is forms.diverging_bars:
        one = form([("A", -0.2), ("B", 0.7)], FACTS, threshold=0.5, **arguments, **words)
        assert "- A: \u22120.20" in one.text and "- B: +0.70" in one.text
        grey, strong = (to_hex(bar.get_facecolor()) for bar in ax.containers[0])
        assert (grey, strong) == (style.PALE.colour.lower(), style.PROJECT.colour.lower())
    elif form is forms.grouped_bars:
        series = [forms.Series("x", [1, 2], style.PALE), forms.Series("y", [3, 4], style.PROJECT)]
        assert "- A: x 1; y 3" in form(["A", "B"], series, FACTS, **words).text
    else:
        sides = (("p", style.PRODUCT, "P"), ("q", style.PROJECT, "Q"))
        rows = [("A", 2.0, 2.4), ("B", 3.0, 4.0)]
        one = form(rows, FACTS, sides=sides, span=(1, 5), threshold=0.5, **words)
        assert "- A: p 2.00; q 2.40" in one.text
        greys = [to_hex(face) for face in ax.collections[0].get_facecolors()]
        assert greys == [style.NEUTRAL.colour.lower(), style.PRODUCT.colour.lower()]


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


@pytest.mark.parametrize("cell", ["4", "2.5%", "USD 1,234", "\u22123", "35 min", "median USD 9"])
def test_numbers_stand_at_the_right_of_their_column_and_words_at_the_left(cell):
    html = DataTable("T", [["Name", "Number", "Words"], ["One", cell, "a 4"]]).html
    words = html.count("text-align:left")
    assert words == 4 and f"<td>{cell}</td>" in html  # the names and the words, with their heads


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
    assert exhibit_ids() == list(EXHIBITS)


def test_course_map_takes_a_course():
    from helpers.content import load_course

    course = load_course()
    half = msgspec.structs.replace(course, lessons=course.lessons[:2])
    one = draw("course_map", course=half)
    minutes = [lesson.minutes for lesson in half.lessons]
    assert [row[1] for row in one.table()[1:]] == [f"{minute} min" for minute in minutes]


def test_importing_costs_no_matplotlib_and_drawing_no_pyplot():
    code = (
        "import sys, helpers.charts\n"
        "assert 'matplotlib' not in sys.modules and 'numpy' not in sys.modules\n"
        "helpers.charts.draw('life_lines').text\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
