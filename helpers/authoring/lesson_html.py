"""A committed lesson as HTML: what its Markdown and the outputs' HTML form say, nothing else.

Pages to read and hand-outs are made of it, so that they say what the lesson says.
"""

from __future__ import annotations

import hashlib
import io
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from helpers.document import Element, Trusted, code, link, para, scrolling_tables

_PICTURE = re.compile(r'src="data:image/png;base64,([A-Za-z0-9+/=]+)"')
_LESSON = re.compile(r'href="(?:\.\./)?(\d\d_\w+)\.ipynb((?:#[^"]*)?)"')
_ASK = re.compile(r"<p><em>To [^<]*?run the notebook(?:(?!</p>).)*</em></p>", re.DOTALL)
_SCREEN_ONLY = re.compile(
    r"<p><em>Press <strong>Start</strong> at the top, (?:(?!</p>).)*</em></p>", re.DOTALL
)
_FOLD = re.compile(r"(?:<p>)?&lt;(/?(?:details|summary))&gt;(?:</p>)?")
_INLINE = re.compile(r"&lt;(br|/?b)&gt;")  # with folds, all HTML in prose
_CAPTION = re.compile(r"(<figcaption>.*?</figcaption>)((?:(?!</figure>).)+)(</figure>)", re.DOTALL)
_COLOURS = 32  # of about 128: edges of letters stay smooth, and a file is a fifth smaller
_SMALL = 4000  # a smaller picture, in characters of base64, stays in its page


@dataclass
class PictureFiles:
    """The pictures of a site, each kept once, named after what it shows.

    Attributes
    ----------
    files
        Name and bytes of each, as WebP of few colours.
    """

    files: dict[str, bytes] = field(default_factory=dict)

    def out_of(self, html: str) -> str:
        """Return the HTML with its larger PNG pictures named as files in ``pictures/``."""
        return _PICTURE.sub(self._named, html)

    def _named(self, found: re.Match[str]) -> str:
        if len(found[1]) < _SMALL:
            return found[0]
        from PIL import Image

        png = b64decode(found[1])
        name = f"{hashlib.sha256(png).hexdigest()[:16]}.webp"
        with Image.open(io.BytesIO(png)) as picture:
            size = picture.size
            if name not in self.files:
                kept = io.BytesIO()
                few = picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
                few.convert("RGB").save(kept, "WEBP", lossless=True, quality=100, method=4)
                self.files[name] = kept.getvalue()
        return f'src="pictures/{name}" width="{size[0]}" height="{size[1]}" loading="lazy"'


@cache
def _markdown() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _prose(source: str) -> str:
    """Render a cell of Markdown; a heading gets the anchor that JupyterLab gives it."""
    tokens = _markdown().parse(source)
    for opened, words in zip(tokens, tokens[1:], strict=False):
        if opened.type == "heading_open":
            opened.attrSet("id", words.content.replace("\\", "").replace(" ", "-"))
        if opened.type == "paragraph_open" and words.content.startswith("**Takeaway.**"):
            opened.attrSet("class", "takeaway")
    for opened, words, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opened.type == "th_open" and not words.content:  # the corner of a table heads nothing
            opened.tag = closed.tag = "td"
    html = _markdown().renderer.render(tokens, _markdown().options, {})
    return _INLINE.sub(r"<\1>", _FOLD.sub(r"<\1>", html))


def title_of(notebook: dict[str, Any]) -> str:
    """Return the heading a notebook begins with."""
    return "".join(notebook["cells"][0]["source"]).splitlines()[0].lstrip("# ")


def blocks_of(notebook: dict[str, Any]) -> Iterator[str]:
    """Yield the HTML of each cell: rendered Markdown, code that is taught, committed outputs."""
    for cell in notebook["cells"]:
        yield from cell_blocks(cell)


def cell_blocks(cell: dict[str, Any]) -> Iterator[str]:
    """Yield the HTML of one cell."""
    source = "".join(cell["source"])
    if cell["cell_type"] == "markdown":
        yield _prose(source)
    elif cell["cell_type"] == "code":
        if "show-code" in cell["metadata"].get("tags", ()):
            yield Element("pre", (code(source),), (("tabindex", "0"),)).html
        for output in cell["outputs"]:
            yield "".join(output.get("data", {}).get("text/html", ""))


def trusted(*blocks: str) -> Trusted:
    """Return the HTML of cells as one part of a document."""
    return Trusted("".join(blocks))


def without_asking(html: str, instead: str = "") -> str:
    """Replace the sentence that asks the reader to run the notebook."""
    return _ASK.sub(lambda found: instead, html)


def pages_beside(html: str) -> str:
    """Let links to other lessons lead to their pages, and leave out words about the screen."""
    return _LESSON.sub(r'href="\1.html\2"', _SCREEN_ONLY.sub("", html))


def body_of(notebook: dict[str, Any], pictures: PictureFiles, live: str = "") -> Trusted:
    """Return a lesson as HTML to stand inside a page.

    Parameters
    ----------
    notebook : dict
        A committed notebook, as JSON holds it.
    pictures : PictureFiles
        Where its pictures are kept.
    live : str, optional
        Address of the same lesson where it can be answered; empty where there is none.
    """
    anchor, written = "", []
    for block in blocks_of(notebook):
        headings = re.findall(r'<h[12] id="([^"]*)"', block)
        anchor = headings[-1] if headings else anchor
        answer = para(link(f"{live}#{quote(anchor)}", "Answer here"), css="go").html if live else ""
        block = pages_beside(without_asking(block, answer))
        block = _CAPTION.sub(r"\2\1\3", block)  # HTML wants it first or last
        written.append(scrolling_tables(pictures.out_of(block)))
    return Trusted("\n".join(filter(None, written)))


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a committed notebook.

    Raises
    ------
    ValueError
        When it is not JSON or holds no cells; the sentence names the file.
    """
    import json

    try:
        notebook = json.loads(path.read_text("utf-8"))
        cells = notebook["cells"]
        if not cells or cells[0]["cell_type"] != "markdown":
            raise KeyError
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(
            f"{path.name} is not a notebook that begins with a heading; restore it or run "
            "'python -m helpers.authoring refresh'."
        ) from error
    return notebook
