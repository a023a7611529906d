"""A card: something to read, the same as HTML and as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Card:
    """What a notebook shows without widgets. ``html`` is already escaped."""

    text: str
    html: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {
            "text/plain": self.text,
            "text/html": f'<div class="mathjax_ignore tex2jax_ignore">{self.html}</div>',
        }


def sorry(sentence: str) -> Card:
    """A card with one sentence that says what is wrong and how to mend it."""
    return Card(sentence, f"<p><strong>Please note.</strong> {escape(sentence)}</p>")


def bar(share: float, width: int = 10) -> str:
    """A progress bar in characters; ``share`` runs from 0 to 1."""
    full = round(min(1.0, max(0.0, share)) * width)
    return "■" * full + "□" * (width - full)


def link(lesson_id: str, title: str, heading: str = "") -> str:
    """A link to a lesson's notebook beside this one, or to a heading in it."""
    target = f"{lesson_id}.ipynb" + (f"#{heading.replace(' ', '-')}" if heading else "")
    # Underlined here, because a link among words must not be known by its colour alone.
    style = "text-decoration:underline"
    return f'<a href="{escape(target)}" style="{style}">{escape(title)}</a>'


def bullets(entries: list[str]) -> str:
    """An HTML list of entries that are already HTML."""
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"
