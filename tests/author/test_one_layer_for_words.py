"""Nobody but `helpers.document` escapes or writes HTML: whoever shows words, gives it a tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from project_files import ROOT, project_files

LAYER = "helpers/document.py"
CONVERTS = ("helpers/authoring/lesson_html.py", "helpers/authoring/paper.py")
"""They vouch for the HTML that has been made of a committed notebook."""
_TAG = re.compile(
    r"</?(a|br|caption|dd|details|div|dl|dt|em|figcaption|figure|h[1-6]|i|img|li|ol|p|section|span|"
    r"strong|b|summary|table|tbody|td|th|thead|tr|ul)(?=[\s/>])",
    re.I,
)
_READS = {"compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub"}


def _docstrings_and_patterns(tree: ast.AST) -> set[int]:
    """The nodes of strings that are no output: docstrings, and patterns that read HTML."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        reads = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if reads and node.func.attr in _READS and ast.unparse(node.func.value) == "re":
            found |= {id(part) for part in ast.walk(node)}
    return found


def html_by_hand(source: str) -> Iterator[str]:
    """What a module does that only the layer may: escape, write tags, vouch for HTML."""
    tree = ast.parse(source)
    skipped = _docstrings_and_patterns(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and any(one.name == "html" for one in node.names):
            yield f"line {node.lineno}: imports html"
        elif isinstance(node, ast.ImportFrom) and node.module in ("html", "markupsafe"):
            if any(one.name == "escape" for one in node.names):
                yield f"line {node.lineno}: imports escape"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            if id(node) not in skipped and (tag := _TAG.search(node.value)):
                yield f"line {node.lineno}: writes {tag[0]}"
        elif isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Trusted":
            yield f"line {node.lineno}: vouches"


def test_only_the_layer_escapes_and_writes_tags():
    found = {}
    for path in project_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix != ".py" or not name.startswith("helpers/") or name == LAYER:
            continue
        hits = list(html_by_hand(path.read_text("utf-8")))
        if name in CONVERTS:
            hits = [hit for hit in hits if not hit.endswith("vouches")]
        if hits:
            found[name] = hits
    assert not found, "give helpers.document a tree instead"


@pytest.mark.parametrize(
    "source",
    [
        "from html import escape",
        "import html",
        "from markupsafe import escape",
        'f"<td>{x}</td>"',
        '"".join(f"<li class=x>{i}" for i in y)',
        'x = "<p>" + y',
        "x = f'<a href={y}>'",
        "x = f'<img alt=\"{y}\">'",
        "Trusted(x)",
        "document.Trusted(x, y)",
    ],
)
def test_html_by_hand_is_seen(source):
    assert list(html_by_hand(source))


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring with <b>."""',
        're.sub(r"<p>.*</p>", "", x)',
        "import re\nre.escape(x)",
        "from html import unescape",
        '"a < b and c > d"',
        '"<id>.yaml"',
        "table([x], [[y]])",
    ],
)
def test_words_and_patterns_are_no_html(source):
    assert not list(html_by_hand(source))
