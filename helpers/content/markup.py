"""Authored text to HTML and plain text: a small safe Markdown, everything else escaped."""

from __future__ import annotations

from functools import cache
from html import escape

_RULES = ["emphasis", "backticks", "link", "list", "newline", "escape", "paragraph"]


@cache
def _parser():
    from markdown_it import MarkdownIt

    parser = MarkdownIt("zero", {"html": False, "breaks": False}).enable(_RULES)
    parser.validateLink = lambda url: url.lower().startswith(("https://", "http://", "#"))
    return parser


def to_html(text: str, inline: bool = False) -> str:
    """Render Markdown of the safe subset: emphasis, strong, code, lists and web links.

    Raw HTML, images, other links and formulas come out as the characters that
    were written. The result wants a parent with class ``mathjax_ignore``.
    """
    parser = _parser()
    return (parser.renderInline(text) if inline else parser.render(text)).strip()


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


def plain(text: str) -> str:
    """Escape text for HTML, character by character."""
    return escape(text, quote=True)
