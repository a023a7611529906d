"""A lesson on paper: one HTML file to print, with its questions and without their answers."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

CSS = """
body { font: 11pt/1.5 Georgia, serif; color: #111; max-width: 44rem; margin: 2rem auto; }
h1, h2, h3, th, summary { font-family: Arial, sans-serif; line-height: 1.25; }
img { max-width: 100%; height: auto; }
figure { margin: 1rem 0; break-inside: avoid; }
figcaption { font-size: 9pt; }
table { border-collapse: collapse; } td, th { border: 1px solid #999; padding: 2px 6px; }
blockquote { border-left: 3px solid #999; margin-left: 0; padding-left: 1rem; }
.anchor-link { display: none; }
@page { size: A4; margin: 18mm; }
@media print { body { margin: 0; max-width: none; } h2, h3 { break-after: avoid; }
  li, tr { break-inside: avoid; } details > summary { display: none; } }
"""

# What only makes sense on a screen: how to run the notebook.
_SCREEN_ONLY = re.compile(
    r"<p><em>(If the next cell fails, |To (answer|play), run the notebook).*?</em></p>", re.DOTALL
)


def lesson_on_paper(notebook: Path) -> str:
    """Return a committed lesson as one HTML page for printing; no code, no kernel, no answers.

    Parameters
    ----------
    notebook : Path
        An executed notebook.
    """
    import nbformat
    from nbconvert import HTMLExporter

    made = nbformat.read(notebook, as_version=4)
    exporter = HTMLExporter(
        template_name="basic", exclude_input=True, exclude_output_prompt=True
    )  # fmt: skip
    body, _ = exporter.from_notebook_node(made)
    body = _SCREEN_ONLY.sub("", body)
    title = made.cells[0].source.splitlines()[0].lstrip("# ")
    return page(title, body)


def page(title: str, body: str) -> str:
    """Wrap HTML as a page for printing; ``body`` is trusted."""
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{CSS}</style></head>\n"
        f"<body>{body}</body></html>\n"
    )


def write_paper(notebooks: list[Path], folder: Path) -> list[Path]:
    """Write each lesson's page into a folder; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for notebook in notebooks:
        path = folder / f"{notebook.stem}.html"
        path.write_text(lesson_on_paper(notebook), encoding="utf-8", newline="\n")
        written.append(path)
    return written
