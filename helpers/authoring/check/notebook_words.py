"""Rules for the words, links and pictures of a page; most hold for any Markdown or notebook."""

from __future__ import annotations

import re
from typing import Any

from helpers.content import ContentError

from . import readability
from .notebook_page import (
    TODO,
    LessonPage,
    Page,
    headings,
    markdown,
    outputs,
    parts,
    read_notebook,
    source,
)
from .texts import slips_in

GRADE = 10.0
_SIGNS = ("$", "\N{EM DASH}", "&mdash;")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]*)\)")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]*)")
_HREF = re.compile(r'href="([^"]*)"')
_WEB = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?(?:/[^\s<>\"']*)?", re.I)


def heading_faults(text: str) -> list[str]:
    """No heading jumps a level, and no two have the same words; for any Markdown."""
    heads = headings(re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))
    found = []
    for (above, _), (level, words) in zip(heads, heads[1:], strict=False):
        if level > above + 1:
            found.append(f"heading {words!r} jumps from level {above} to {level}; mend the level.")
    if len({words for _, words in heads}) < len(heads):
        found.append("two headings have the same words; links need them apart, so rename one.")
    return found


def picture_faults(text: str) -> list[str]:
    """Every picture in Markdown or HTML has alternative text of five words or more.

    A drawing beside the words that name it, such as a portrait, is decoration: its ``alt`` is
    there and empty.
    """
    found = re.findall(r"!\[([^\]]*)\]\(", text)
    for image in re.findall(r"<img\b[^>]*>", text):
        alt = re.search(r'\balt="([^"]*)"', image)
        if alt and not alt[1] and "data:image/svg+xml" in image:
            continue
        found.append(alt[1] if alt else "")
    return [
        f"a picture has the words {words!r}; give it five or more."
        for words in found
        if len(words.split()) < 5
    ]


def words_are_clean(page: Page) -> list[str]:
    """No slip of the pen, no dollar sign, no em-dash and nothing still to do."""
    found = []
    for number, cell in enumerate(page.cells, 1):
        if cell["cell_type"] == "markdown":
            found += [page.say(f"cell {number}: {slip}.") for slip in slips_in(source(cell))]
            found += [
                page.say(f"{sign!r} stands in {line[:50]!r}; write it otherwise.")
                for line in source(cell).split("\n")
                for sign in (*_SIGNS, *TODO.findall(line))
                if sign in line
            ]
    return found


def prose_is_easy(page: LessonPage) -> list[str]:
    """The running prose of each section reads at grade `GRADE` or below, but for the sources."""
    found = []
    for part in parts(page):
        grade = readability.grade(readability.prose(part.prose))
        if part.title != "Sources" and grade > GRADE:
            found.append(
                page.say(f"under {part.title!r} the prose reads at grade {grade:.1f}; shorten.")
            )
    return found


def links_lead_somewhere(page: Page) -> list[str]:
    """Links to notebooks name a file, with a heading it has; links outside are whole addresses."""
    found = []
    folder = (page.folder / page.name).parent
    known: dict[str, set[str]] = {"": _anchors(page.cells)}
    for target in _targets(page):
        file, _, heading = target.partition("#")
        if re.match(r"[a-z]+:", target, re.I):
            if not _WEB.fullmatch(target):
                found.append(page.say(f"the address {target!r} is not well formed; correct it."))
        elif target == "#":  # a button of a live view
            continue
        elif file and not (folder / file).is_file():
            found.append(page.say(f"it links to {file!r}, which is not there; correct it."))
        elif heading:
            if file not in known:
                try:
                    known[file] = _anchors(read_notebook(folder / file, file)["cells"])
                except ContentError:  # said of that notebook itself
                    continue
            if heading not in known[file]:
                fault = f"it links to the heading {heading!r} of {file or 'this page'}"
                found.append(page.say(f"{fault}, which is not there; correct it."))
    return found


def _anchors(cells: list[dict[str, Any]]) -> set[str]:
    text = "\n".join(source(c) for c in cells if c["cell_type"] == "markdown")
    return {words.replace(" ", "-") for _, words in headings(text)}


def _targets(page: Page) -> list[str]:
    found = _LINK.findall(markdown(page))
    found += [t for t in _PICTURE.findall(markdown(page)) if not t.startswith("attachment:")]
    for _, html in outputs(page, "text/html"):
        found += _HREF.findall(html)
    return found


def pictures_have_words(page: Page) -> list[str]:
    """Every committed picture has alternative text of five words or more."""
    found = []
    found += [page.say(fault) for fault in picture_faults(markdown(page))]
    for cell, html in outputs(page, "text/html"):
        found += [page.say(f"{cell.strip()!r}: {fault}") for fault in picture_faults(html)]
        if "lesson.chart(" in cell and not any(one in html for one in ("<img", "<table")):
            found.append(page.say(f"the output of {cell.strip()!r} has no picture; run it again."))
    return found


PAGE_RULES = (words_are_clean, links_lead_somewhere, pictures_have_words)
LESSON_RULES = (prose_is_easy,)
