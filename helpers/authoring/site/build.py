"""Writes the site into a folder: a start page, a page a lesson, pictures, a check to print."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from helpers.authoring.lesson_html import PictureFiles, body_of, read_notebook
from helpers.authoring.refresh import notebooks_folder
from helpers.content import load_course, load_lesson, load_questions
from helpers.content.model import Course, LessonEntry
from helpers.document import (
    Element,
    Trusted,
    bullets,
    em,
    group,
    heading,
    joined,
    line,
    link,
    para,
    strong,
    web_page,
)
from helpers.quiz.paper import answer_key_html, questions_html
from helpers.record.files import must_be_new, write_pages

from .words import in_the_browser

STYLE = "site.css"
START = "index.html"
KEY = "final_check_key.html"
PRINT = "final_check_to_print.html"
LIVE = "live"
LESSONS = f"{LIVE}/notebooks/index.html"
MAP = "sitemap.xml"


def _notebook(entry: LessonEntry) -> Path:
    return notebooks_folder() / f"{entry.notebook}.ipynb"


def _address(entry: LessonEntry) -> str:
    return f"{entry.notebook}.html"


def _nav(entry: LessonEntry, course: Course, label: str) -> Element:
    """Previous, all lessons, next."""
    at = course.lessons.index(entry)
    ways = [link(START, "All lessons")]
    if at:
        before = course.lessons[at - 1]
        ways.insert(0, link(_address(before), f"\u2190 {before.title}"))
    if at + 1 < len(course.lessons):
        after = course.lessons[at + 1]
        ways.append(link(_address(after), f"{after.title} \u2192"))
    return Element("nav", tuple(ways), (("aria-label", label),))


def _lesson_page(entry: LessonEntry, course: Course, body: Trusted, live: str, base: str) -> str:
    top = para(link(live, "Answer the questions of this lesson"), css="small") if live else None
    return web_page(
        f"{entry.title} \u2013 {course.title}",
        load_lesson(entry.id).question,
        _nav(entry, course, "Lessons, top"),
        group(top, body, tag="main"),
        _nav(entry, course, "Lessons, bottom"),
        style=STYLE,
        address=base and f"{base}/{_address(entry)}",
    )


def _map(course: Course) -> list[Element]:
    """The lessons as linked cards, those of the short path first said."""
    short = [entry for entry in course.lessons if entry.short_path]
    minutes = sum(entry.minutes for entry in short)
    ways = joined([link(_address(entry), entry.title) for entry in short], ", then ")
    cards = [
        (
            link(_address(entry), entry.label),
            line(
                f" {entry.minutes} min",
                " \u00b7 short path" if entry.short_path else None,
                css="small",
            ),
        )
        for entry in course.lessons
    ]
    return [
        para(strong("Little time? "), f"The short path takes about {minutes} minutes: ", ways, "."),
        bullets(cards, css="map"),
    ]


def _read_or_answer(live: str, first: LessonEntry) -> list[Element]:
    """What can be done here, and where answers lie."""
    if not live:
        return [
            para(
                "Every lesson can be read here, on a phone too, with its questions. These pages "
                "keep nothing and send nothing. To have your answers checked and kept, open the "
                "course in JupyterLab."
            )
        ]
    return [
        bullets(
            [
                (
                    strong("Read: "),
                    "every lesson, on a phone too, with its questions. It starts at once.",
                ),
                (
                    strong("Answer: "),
                    "under each check a button opens the same lesson with live questions, labs "
                    "and a game. Your answer gets its reason at once. The first time this fetches "
                    "about 30 MB and takes a quarter of a minute; you install nothing. A computer "
                    "or tablet is better for it than a phone.",
                ),
            ]
        ),
        heading("Where your answers are", 3),
        para(
            "In this browser, on this device, and nowhere else: nothing is sent. A private window "
            "forgets them when it closes, clearing the browser's data deletes them, and Safari is "
            "said to do so after seven days without a visit. So save a copy of what matters to "
            "you; ",
            link(f"{live}?path={first.notebook}.ipynb#Your-answers-are-yours", first.title),
            " says how.",
        ),
    ]


def _start_page(course: Course, live: str, base: str) -> str:
    return web_page(
        course.title,
        course.question,
        group(
            heading(course.title, 1),
            para(strong(course.question)),
            para(
                "A free course in lessons of half an hour, with people who quarrel, pictures of "
                "real data, the tools of both professions, and a game in which you do both jobs."
            ),
            live
            and para(
                "Choose a lesson and read it at once, on a phone too. Under each check a button "
                "leads to the same lesson with live questions, with nothing to install."
            ),
            *_map(course),
            heading("Read, or answer?"),
            *_read_or_answer(live, course.lessons[0]),
            heading("For teachers"),
            para(
                link(PRINT, "The final check to print"),
                " is for paper and pencil; the ",
                link(KEY, "key with all reasons"),
                " stands apart. Plans, slides, hand-outs and class results come with the full "
                "course.",
            ),
            heading("Licence"),
            para(
                "Text, pictures and questions: ",
                link("https://creativecommons.org/licenses/by/4.0/", "CC BY 4.0"),
                ". Code: MIT. Data keep the terms of their owners, named under each picture. ",
                em("VeloLink, its people and its numbers are invented."),
            ),
            tag="main",
        ),
        style=STYLE,
        address=base and f"{base}/",
    )


def _sitemap(base: str, pages: list[str]) -> str:
    """The list of pages that search engines ask for."""
    listed = [Element("url", (Element("loc", (f"{base}/{page}",)),)) for page in pages]
    kind = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return Element("urlset", tuple(listed), (("xmlns", kind),)).html


def build_site(
    folder: Path,
    *,
    live: bool = True,
    drawing: str = "none",
    base: str = "",
    cache: Path | None = None,
    tell: Callable[[str], None] = lambda sentence: None,
) -> list[Path]:
    """Write the site and return the files of its reading part.

    Parameters
    ----------
    folder : Path
        New or empty.
    live : bool, optional
        Whether the lessons can be answered in the browser, too.
    drawing : str, optional
        Where live labs get matplotlib: "cdn", a folder with Pyodide's wheels, or "none".
    base : str, optional
        Where the site will be published, such as "https://example.org/course": each page names
        its own address, and a site without live lessons leads to those there.
    cache : Path, optional
        What is fetched is kept here; without it, in the user's cache folder.
    tell : callable, optional
        Is told one line a step.

    Raises
    ------
    FileExistsError
        When something is in the folder already, so that nothing is written over.
    ValueError
        When a notebook cannot be read, or something cannot be fetched; the sentence says which.
    OSError
        When a file cannot be written.
    """
    must_be_new(folder)
    if base and not base.startswith(("https://", "http://")):
        raise ValueError(f"--base {base} is no web address; it begins with https://.")
    course, pictures, base = load_course(), PictureFiles(), base.rstrip("/")
    lessons = LESSONS if live else base and f"{base}/{LESSONS}"
    pages = {START: _start_page(course, lessons, base)}
    for entry in course.lessons:
        address = lessons and f"{lessons}?path={entry.notebook}.ipynb"
        notebook = read_notebook(_notebook(entry))
        if lessons:
            notebook = in_the_browser(notebook)
        body = body_of(notebook, pictures, address)
        pages[_address(entry)] = _lesson_page(entry, course, body, address, base)
    tell(f"{len(course.lessons)} lessons, {len(pictures.files)} pictures")
    final = course.entry(course.final_test)
    asked = [(final.label, load_questions(final.id))]
    pages[KEY] = answer_key_html(asked, f"Key: {final.title}")
    pages[PRINT] = questions_html(asked, final.title)
    if base:
        pages[MAP] = _sitemap(base, [START, *(_address(one) for one in course.lessons)])
    drawn = [(f"pictures/{name}", data) for name, data in pictures.files.items()]
    written = write_pages(folder, [*pages.items(), *drawn])
    written.append(folder / STYLE)
    shutil.copyfile(Path(__file__).with_name(STYLE), written[-1])
    if live:
        from .live import build_live

        kept = cache or user_cache_path("product-or-project", appauthor=False) / "site"
        build_live(folder / LIVE, kept, drawing, [_notebook(e) for e in course.lessons], tell)
    tell(f"The site is in {folder}")
    return written
