"""A card: something to read, the same as HTML and as plain text."""

from __future__ import annotations

from html import escape

from helpers.document import Card, Trusted, sorry

__all__ = ["Card", "bar", "bullets", "ignore_math", "link", "made", "printable", "sorry"]


def made(text: str, html: str) -> Card:
    """A card of two finished forms; ``html`` is already escaped."""
    return Card(Trusted(html, text))


def ignore_math(html: str) -> str:
    """Wrap HTML so that dollar signs stay dollar signs."""
    return f'<div class="mathjax_ignore tex2jax_ignore">{html}</div>'


def bar(share: float, width: int = 10) -> str:
    """A progress bar in characters; ``share`` runs from 0 to 1."""
    full = round(min(1.0, max(0.0, share)) * width)
    return "■" * full + "□" * (width - full)


def link(notebook: str, title: str, heading: str = "") -> str:
    """A link to a notebook beside this one (its name without suffix), or to a heading in it."""
    target = f"{notebook}.ipynb" + (f"#{heading.replace(' ', '-')}" if heading else "")
    # Underlined here, because a link among words must not be known by its colour alone.
    style = "text-decoration:underline"
    return f'<a href="{escape(target)}" style="{style}">{escape(title)}</a>'


def bullets(entries: list[str]) -> str:
    """An HTML list of entries that are already HTML."""
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


_PAPER = """
@page { size: A4; margin: 18mm; }
body { font: 11pt/1.45 "DejaVu Sans", "Segoe UI", Arial, sans-serif; color: #1b2430;
  background: #fff; max-width: 174mm; margin: 12mm auto; overflow-wrap: anywhere; }
h1 { font-size: 20pt; line-height: 1.2; }
h2 { font-size: 14pt; break-after: avoid; }
blockquote { margin: 0 0 2mm; padding-left: 4mm; border-left: 1mm solid #d5d9de; }
li { break-inside: avoid; margin-bottom: 1.5mm; }
@media print { body { margin: 0; max-width: none; } }
"""


def printable(title: str, body: str, style: str = "") -> str:
    """A whole HTML page for a printer (A4) or a browser; it loads nothing and runs nothing.

    ``title`` is plain text; ``body`` is already escaped; ``style`` is more CSS.
    """
    policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_PAPER}{style}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
