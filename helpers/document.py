"""Everything the course says in words: one small tree that renders as text and as escaped HTML.

A tree and not a template engine, because one source then gives both forms that a notebook needs,
and a string can only enter it escaped.

Strings are plain text wherever they stand; an author's Markdown is marked as such with `md`
(blocks) or `md_line` (inside a sentence). Whatever has ``text`` and ``html`` of its own, such as a
chart or another card, may stand where a block belongs. None and "" are left out, so that a part
can depend on a condition.

Examples
--------
>>> card = Card(
...     title("Your result"),
...     para("You had ", strong("3 of 5"), " right. ", lesson_link("people", "People")),
...     bullets(["One & two", (em("three"), br, md_line("the *author's* own"))]),
...     table(["Week", "Who"], [["1", "Mina"], ["2", "Tomás"]], caption="Calls"),
...     False or None,
... )
>>> print(card.text)
Your result
<BLANKLINE>
You had 3 of 5 right. People
- One & two
- three
  the author's own
<BLANKLINE>
Calls
Week | Who
1 | Mina
2 | Tomás
>>> bullets(["One & two"]).html
'<ul><li>One &amp; two</li></ul>'

A view gives `screen_html` of the same blocks to its HTML widgets, a page for the printer is
`printable`, and `text_of` is what a screen reader is told.
"""

from __future__ import annotations

import base64
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from string import ascii_uppercase
from types import MappingProxyType
from typing import Any, Protocol


class Shown(Protocol):
    """What has both forms: a part of a document, a whole card, a chart. ``html`` is escaped."""

    @property
    def text(self) -> str: ...

    @property
    def html(self) -> str: ...


Piece = str | Shown | None
"""A string, which is plain text, or a part of a document."""
Flow = Piece | tuple[Piece, ...]
"""What an entry of a list or a cell of a table holds: one piece, or several in a row."""

_INLINE = {"strong", "em", "code", "a", "span", "br"}
_LISTS = {"ul", "ol"}
_NUMBER = re.compile(r"((median )?([A-Z]{3} )?[+\u2212-]?\d[\d.,]*%?( \w+)?)?")
_NO_MATH = "mathjax_ignore tex2jax_ignore"


# ---------------------------------------------------------------- the tree


@dataclass(frozen=True)
class Element:
    """One part: an HTML tag, its attributes and what stands in it. Made by the functions below."""

    tag: str
    parts: tuple[str | Shown, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    secret: bool = False
    """Whether plain text, which cannot fold, leaves it out."""

    @property
    def html(self) -> str:
        marks = "".join(f' {name}="{escape(value)}"' for name, value in self.attributes)
        if self.tag == "span" and not marks:
            return "".join(map(_html, self.parts))
        if self.tag in ("br", "img", "input"):
            return f"<{self.tag}{marks}>"
        return f"<{self.tag}{marks}>{''.join(map(_html, self.parts))}</{self.tag}>"

    @property
    def text(self) -> str:
        if self.secret or self.tag == "progress":
            return ""
        if self.tag == "br":
            return "\n"
        if self.tag == "img":
            return dict(self.attributes)["alt"]
        if self.tag in _LISTS:
            return "\n".join(self._entries())
        if self.tag in ("table", "thead", "tbody"):
            return "\n".join(filter(None, map(_text, self.parts)))
        if self.tag == "tr":
            return _row_text([_text(cell) for cell in self.parts])
        if self.tag in ("li", "th", "td"):
            return _flow_text(self.parts)
        if all(_is_inline(part) for part in self.parts):
            return "".join(map(_text, self.parts))
        return _stacked(self.parts)

    def _entries(self) -> Iterable[str]:
        for number, part in enumerate(self.parts):
            lettered = ("type", "A") in self.attributes
            sign = f"{ascii_uppercase[number % 26] if lettered else number + 1}. "
            sign = "- " if self.tag == "ul" else sign
            yield sign + _text(part).replace("\n", "\n" + " " * len(sign))


@dataclass(frozen=True)
class Markdown:
    """Words in the small safe Markdown that authors write."""

    source: str
    inline: bool = False

    @property
    def html(self) -> str:
        return to_html(self.source, inline=self.inline)

    @property
    def text(self) -> str:
        return to_text(self.source)


@dataclass(frozen=True)
class Trusted:
    """HTML made elsewhere, such as a converted notebook. Nobody else's words may be in it raw."""

    html: str
    text: str = ""


_TRACK = (
    "display:inline-block;width:84px;height:10px;border-radius:5px;overflow:hidden;"
    "background-color:rgba(128,128,128,0.32)"
)
_FILL = "display:block;height:10px;background-color:#2f80c8"


@dataclass(frozen=True)
class Bar:
    """How much of something is done: drawn on a page, in characters where there is none.

    Both are full when all is done, and not before.
    """

    share: float

    @property
    def html(self) -> str:
        done = f"{_FILL};width:{int(100 * self.share + 1e-9)}%"
        return f'<span aria-hidden="true" style="{_TRACK}"><span style="{done}"></span></span>'

    @property
    def text(self) -> str:
        full = int(10 * self.share + 1e-9)
        return "■" * full + "□" * (10 - full)


def _html(part: str | Shown) -> str:
    return escape(part, quote=False) if isinstance(part, str) else part.html


def _text(part: str | Shown) -> str:
    return part if isinstance(part, str) else part.text


def _is_inline(part: str | Shown) -> bool:
    if isinstance(part, Element):
        return part.tag in _INLINE
    return isinstance(part, str | Bar) or isinstance(part, Markdown) and part.inline


def _kept(parts: Iterable[Piece]) -> tuple[str | Shown, ...]:
    return tuple(part for part in parts if part is not None and part != "")


def _blocks(parts: Iterable[Piece]) -> tuple[Shown, ...]:
    """Parts as blocks: what belongs inside a sentence is a paragraph of its own."""
    return tuple(para(part) if _is_inline(part) else part for part in _kept(parts))  # type: ignore[misc]


def _stacked(parts: Iterable[str | Shown]) -> str:
    """Blocks as text: a blank line between them, but none between a list and what leads to it."""
    said = ""
    for part in parts:
        one = _text(part)
        listed = isinstance(part, Element) and part.tag in _LISTS
        said += ("\n" if listed else "\n\n") * bool(said and one) + one
    return said


def _flow_text(parts: Iterable[str | Shown]) -> str:
    """What stands in an entry or a cell as text: its blocks begin a new line, and none is blank."""
    said, open_line = "", False
    for part in parts:
        one, inline = re.sub("\n{2,}", "\n", _text(part)), _is_inline(part)
        said += "\n" * bool(said and one and not (inline and open_line)) + one
        open_line = inline
    return said


def _row_text(cells: Sequence[str]) -> str:
    """A row of a table: what needs more lines than one stands indented below it."""
    first = " | ".join(cell.partition("\n")[0] for cell in cells).rstrip(" |")
    more = [line for cell in cells for line in cell.split("\n")[1:]]
    return "\n".join([first, *(f"    {line}" for line in more)])


def _as_parts(flow: Flow) -> tuple[str | Shown, ...]:
    return _kept(flow if isinstance(flow, tuple) else (flow,))


# ---------------------------------------------------------------- inside a sentence

br = Element("br")
"""A new line inside a paragraph, an entry or a cell."""


def strong(*words: Piece) -> Element:
    """Words that matter most."""
    return Element("strong", _kept(words))


def em(*words: Piece) -> Element:
    """Words said with stress."""
    return Element("em", _kept(words))


def code(words: str) -> Element:
    """Words that a program reads."""
    return Element("code", (words,))


def line(*words: Piece, css: str = "", style: str = "") -> Element:
    """Several pieces as one, for instance to join them; with a class or style if it needs one."""
    return Element("span", _kept(words), _attributes(css=css, style=style))


def md_line(source: str) -> Markdown:
    """An author's Markdown inside a sentence."""
    return Markdown(source, inline=True)


def link(target: str, *words: Piece, **data: str) -> Element:
    """A link to a page of the web, a file beside this one, or a place (``#...``) in it.

    Other addresses, such as scripts, are no links: only the words remain. ``data`` becomes
    ``data-`` attributes.
    """
    scheme = re.match(r"\s*([^/?#]*):", target)
    if scheme and scheme[1].lower() not in ("http", "https"):
        return line(*words)
    # Underlined here, because a link among words must not be known by its colour alone.
    marks = {"href": target, "style": "text-decoration:underline"}
    marks |= {f"data-{name}": value for name, value in data.items()}
    return Element("a", _kept(words), tuple(marks.items()))


def lesson_link(notebook: str, words: str, heading: str = "") -> Element:
    """A link to a lesson's notebook beside this one, or to a heading in it."""
    return link(f"{notebook}.ipynb" + (f"#{heading.replace(' ', '-')}" if heading else ""), words)


def bar(share: float) -> Bar:
    """A progress bar, which screen readers pass over; ``share`` is from 0 to 1."""
    return Bar(min(1.0, max(0.0, share)))


def count(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it needs one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def joined(pieces: Iterable[Piece], between: Piece = ", ") -> Element:
    """Pieces in a row with something between them."""
    row = [part for piece in _kept(pieces) for part in (between, piece)]
    return line(*row[1:])


# ---------------------------------------------------------------- blocks


def para(*words: Piece, css: str = "", id: str = "") -> Element:
    """A paragraph."""
    return Element("p", _kept(words), _attributes(css=css, id=id))


def title(*words: Piece) -> Element:
    """A heading that a notebook's table of contents leaves out: a paragraph in bold."""
    return para(strong(*words))


def heading(words: Piece, level: int = 2) -> Element:
    """A heading of a whole page."""
    return Element(f"h{level}", _kept([words]))


def note(sentence: Piece) -> Element:
    """A sentence that says what is wrong and how to mend it."""
    return para(strong("Please note."), " ", sentence)


def md(source: str) -> Markdown:
    """An author's Markdown: paragraphs and lists."""
    return Markdown(source)


def bullets(entries: Iterable[Flow], css: str = "") -> Element:
    """A list whose order says nothing."""
    return Element("ul", _entries(entries), _attributes(css=css))


def numbered(entries: Iterable[Flow], letters: bool = False) -> Element:
    """A numbered list, or one with the letters A to Z."""
    return Element("ol", _entries(entries), (("type", "A"),) if letters else ())


def _entries(entries: Iterable[Flow]) -> tuple[Element, ...]:
    return tuple(Element("li", _as_parts(entry)) for entry in entries)


def table(
    columns: Sequence[Flow],
    rows: Iterable[Sequence[Flow]],
    caption: Piece = "",
    *,
    sentences: bool = False,
    headings: Mapping[int, str] = MappingProxyType({}),
) -> Element:
    """A table whose first column names its rows.

    Parameters
    ----------
    columns
        The headings.
    rows
        As many cells as there are headings.
    caption
        Stands above the table.
    sentences
        Whether the cells hold sentences: then they begin at the top, and names are not bold.
    headings
        What stands over the rows from a place on, by that place, counted from 0.

    Notes
    -----
    JupyterLab sets every cell to the right, where only columns of numbers belong.
    """
    rows = [list(row) for row in rows]
    if wrong := [row for row in rows if len(row) != len(columns)]:
        raise ValueError(f"A row needs {len(columns)} cells, one for each heading: {wrong[0]}.")
    sides = [
        () if at and all(_is_number(row[at]) for row in rows) else (("style", "text-align:left"),)
        for at in range(len(columns))
    ]
    named = (("style", "text-align:left;vertical-align:top;font-weight:normal;min-width:6rem"),)
    tall = (("style", "text-align:left;vertical-align:top"),)

    def cell(at: int, flow: Flow) -> Element:
        if at:
            return Element("td", _as_parts(flow), tall if sentences else sides[at])
        return Element(
            "th", _as_parts(flow), (("scope", "row"), *(named if sentences else sides[0]))
        )

    heads = tuple(
        Element("th", _as_parts(name), (("scope", "col"), *side))
        for name, side in zip(columns, sides, strict=True)
    )
    wide = (("colspan", str(len(columns))), ("scope", "colgroup"), ("style", "text-align:left"))
    body: list[Element] = []
    for place, row in enumerate(rows):
        if place in headings:
            body.append(Element("tr", (Element("th", (em(headings[place]),), wide),)))
        body.append(Element("tr", tuple(cell(at, c) for at, c in enumerate(row))))
    above = (("style", "text-align:left"),)
    return Element(
        "table",
        (
            *((Element("caption", (strong(caption),), above),) if caption else ()),
            Element("thead", (Element("tr", heads),)),
            Element("tbody", tuple(body)),
        ),
    )


def _is_number(cell: Flow) -> bool:
    return isinstance(cell, str) and bool(_NUMBER.fullmatch(cell))


def fold(summary: Piece, *blocks: Piece, secret: bool = False) -> Element:
    """Blocks under a line that unfolds them; with ``secret``, plain text leaves it all out.

    Keys pressed on the line are not the notebook's.
    """
    head = Element("summary", _kept([summary]), (("data-lm-suppress-shortcuts", "true"),))
    return Element("details", (head, *_blocks(blocks)), secret=secret)


def quote(*blocks: Piece) -> Element:
    """Somebody else's words, or a case."""
    return Element("blockquote", _blocks(blocks))


def group(
    *blocks: Piece, tag: str = "div", id: str = "", css: str = "", style: str = ""
) -> Element:
    """Blocks that belong together, as a ``div`` or another ``tag``, with an id or a class."""
    return Element(tag, _blocks(blocks), _attributes(css=css, id=id, style=style))


# What shines through suits light and dark; JupyterLab strips variables from saved outputs.
_SHEET = (
    "background-color:rgba(222,178,70,0.10);border:1px solid rgba(150,120,50,0.55);"
    "border-radius:2px;box-shadow:2px 3px 5px rgba(0,0,0,0.25);padding:14px 24px 8px;"
    "margin:10px 0 16px;max-width:42rem;min-width:0;flex:1 1 20rem;font-family:Georgia,serif;"
    "font-size:1.06em"
)


def sheet(name: Piece, about: Piece, *blocks: Piece) -> Element:
    """A document on a sheet of paper: its name, what it is, and its clauses."""
    return group(title(name), para(em(about)), *blocks, css="pp-sheet", style=_SHEET)


_EDGES = {"correct": "success", "partly": "warn", "incorrect": "error", "revealed": "info"}


def box(kind: str, word: str, *blocks: Piece) -> Element:
    """Feedback: the outcome in a word first, then colour and edge for those who see them."""
    edge = f"--edge:var(--jp-{_EDGES.get(kind, 'border')}-color1)"
    return group(title(f"{word}."), *blocks, css=f"qz-box {kind}".strip(), style=edge)


def progress(done: int, size: int, words: str) -> Element:
    """A bar that shows how far somebody is; ``words`` say the same for who does not see it."""
    return Element(
        "progress", (), (("value", str(done)), ("max", str(size)), ("aria-label", words))
    )


def figure(
    png: bytes, alt: str, caption: Piece, *below: Piece, css: str = "", **size: str
) -> Element:
    """A picture with its words; ``size`` is attributes of the picture, such as ``width``."""
    data = base64.b64encode(png).decode("ascii")
    image = {"alt": alt, "src": f"data:image/png;base64,{data}", **size}
    words = Element("figcaption", _kept([caption]))
    parts = (Element("img", (), tuple(image.items())), words, *_blocks(below))
    return Element("figure", parts, _attributes(css=f"{css} {_NO_MATH}".strip()))


def svg_image(svg: bytes, alt: str = "", style: str = "") -> Element:
    """A small drawing in a line of words; without ``alt`` it is decoration that the words name."""
    data = base64.b64encode(svg).decode("ascii")
    source = f"data:image/svg+xml;base64,{data}"
    return Element("img", (), (("alt", alt), ("src", source), *_attributes(style=style)))


def _attributes(css: str = "", id: str = "", style: str = "") -> tuple[tuple[str, str], ...]:
    found = (("id", id), ("class", css), ("style", style))
    return tuple((name, value) for name, value in found if value)


# ---------------------------------------------------------------- whole documents


class Card:
    """A document that a notebook shows without widgets. A string in it is a paragraph."""

    def __init__(self, *blocks: Piece):
        self.blocks = _blocks(blocks)

    @property
    def text(self) -> str:
        return text_of(*self.blocks)

    @property
    def html(self) -> str:
        return "".join(block.html for block in self.blocks)

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": self.text, "text/html": screen_html(*self.blocks)}


def sorry(sentence: str) -> Card:
    """A card with one sentence that says what is wrong and how to mend it."""
    return Card(note(sentence))


def text_of(*blocks: Piece) -> str:
    """Blocks as plain text."""
    return _stacked(_blocks(blocks))


def screen_html(*blocks: Piece) -> str:
    """Blocks as HTML for a notebook or a widget, where dollar signs stay dollar signs."""
    inside = "".join(block.html for block in _blocks(blocks))
    return f'<div class="{_NO_MATH}">{inside}</div>' if inside else ""


def control_label(text: str) -> str:
    """A text as the label of a stock control, which some pages typeset: prices stay prices.

    No class can forbid it there. So two or more dollar signs become full-width ones, and the other
    beginnings of a formula get a joiner without width.
    """
    if text.count("$") > 1:
        text = text.replace("$", "\uff04")
    return re.sub(r"\\(?=[(\[]|begin\{)", "\\\\\u2060", text)


def _whole_page(name: str, policy: str, head: str, blocks: Sequence[Piece]) -> str:
    """A whole HTML page: nothing but what ``policy`` allows is loaded, and nothing runs."""
    body = "\n".join(block.html for block in _blocks(blocks))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(name)}</title>\n{head}</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def scrolling_tables(html: str) -> str:
    """Let each table of finished HTML scroll in a box of its own, by keyboard too."""
    box = '<div class="wide" tabindex="0" role="group" aria-label="Table">'
    return html.replace("<table", f"{box}<table").replace("</table>", "</table></div>")


def web_page(name: str, summary: str, *blocks: Piece, style: str, address: str = "") -> str:
    """A whole HTML page of a site: its style sheet and pictures stand beside it, nothing runs.

    Parameters
    ----------
    name : str
        That of the browser's tab.
    summary : str
        What a search engine shows.
    *blocks : Piece
        What stands on it.
    style : str
        Name of the style sheet's file.
    address : str, optional
        Where the page is published.
    """
    own_address = f'<link rel="canonical" href="{escape(address)}">\n' if address else ""
    head = (
        f'<meta name="description" content="{escape(summary)}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<link rel="stylesheet" href="{escape(style)}">\n<link rel="icon" href="data:,">\n'
        f"{own_address}"
    )
    own = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    return _whole_page(name, own, head, blocks)


def live_page(name: str, *blocks: Piece, style: str, script: str, version: str) -> str:
    """A whole HTML page with a form on it, which looks at its server for a newer ``version``.

    ``style`` is CSS, ``script`` the address of the one script that may run.
    """
    own = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'self'; "
    own += "connect-src 'self'; form-action 'self'; base-uri 'none'"
    head = (
        '<meta name="color-scheme" content="light dark">\n<link rel="icon" href="data:,">\n'
        f"<style>\n{style}</style>\n"
        f'<script src="{escape(script)}" data-version="{escape(version)}" defer></script>\n'
    )
    return _whole_page(name, own, head, blocks)


def deck_page(
    name: str, slides: Iterable[Element], styles: Iterable[str], scripts: Iterable[str]
) -> str:
    """A whole HTML page of slides that holds all that it needs: its style sheets and scripts, too.

    ``slides`` are sections; ``scripts`` run in their order behind them.
    """
    head = '<link rel="icon" href="data:,">\n'
    head += "".join(f"<style>{one}</style>\n" for one in styles)
    shown = group(group(*slides, css="slides"), css="reveal")
    # Inside a page, a script must not say that it ends.
    run = "".join(
        "<script>" + one.replace("</script", "<\\/script") + "</script>" for one in scripts
    )
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
    )
    return _whole_page(name, policy, head, [shown, Trusted(run)])


_PAPER = Path(__file__).with_name("paper.css")


def printable(name: str, *blocks: Piece, style: str = "") -> str:
    """A whole HTML page for a printer (A4) or a browser; it loads nothing and runs nothing.

    ``name`` is that of the browser's tab; ``style`` is more CSS.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    head = f"<style>\n{_PAPER.read_text('utf-8')}{style}</style>\n"
    return _whole_page(name, policy, head, blocks)


# ---------------------------------------------------------------- an author's Markdown

_RULES = ["emphasis", "backticks", "link", "list", "newline", "escape", "paragraph"]


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False, "breaks": False}).enable(_RULES)
    allowed = ("https://", "http://", "#")
    parser.validateLink = lambda url: url.lower().startswith(allowed)  # type: ignore[method-assign]
    return parser


def to_html(text: str, inline: bool = False) -> str:
    """Render Markdown of the safe subset: emphasis, strong, code, lists and web links.

    Raw HTML, images, other links and formulas come out as the characters that
    were written. The result wants a parent with class ``mathjax_ignore``.
    """
    parser = _parser()
    return (parser.renderInline(text) if inline else parser.render(text)).strip()


def in_brief(text: str, most: int) -> str:
    """Return the words of a text in Markdown, cut where they are longer than ``most`` signs."""
    return textwrap.shorten(to_text(text), most, placeholder=" ...")


def to_text(text: str) -> str:
    """Drop the Markdown signs and keep the words, for screens that show no HTML."""
    parts: list[str] = []
    for token in _parser().parse(text):
        if token.type == "inline":
            for child in token.children or []:
                if child.type in ("text", "code_inline"):
                    parts.append(child.content)
                elif child.type in ("softbreak", "hardbreak"):
                    parts.append(" ")
        elif token.type == "list_item_open":
            parts.append("- ")
        elif token.type in ("paragraph_close", "list_item_close"):
            parts.append("\n")
    return "\n".join(line.rstrip() for line in "".join(parts).split("\n") if line.strip())
