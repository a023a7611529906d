"""The words of a page and of an author's Markdown, to hold one against the other."""

from __future__ import annotations

import re
from html import unescape

from helpers.document import to_text


def words(html: str) -> str:
    """What somebody reads of HTML, without kinds of space."""
    html = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    inline = r"</?(?:a|code|em|span|strong)\b[^>]*>"
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", re.sub(inline, "", html))).split())


def said(markdown: str) -> str:
    """The words of Markdown, without the dashes of its lists."""
    return " ".join(re.sub(r"(?m)^- ", "", to_text(markdown)).split())


def plain(text: str) -> str:
    """A plain text without kinds of space."""
    return " ".join(text.split())
