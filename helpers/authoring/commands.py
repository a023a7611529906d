"""The command line of the authors."""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

from helpers.content import ContentError, load_course, load_questions
from helpers.questions import TYPES

from .check import SUBJECTS, check_course


def check(only: list[str]) -> int:
    """Print everything that an author has to mend, then advice; 0 when there is nothing to mend."""
    report = check_course(only=only, tell=lambda line: print(line, file=sys.stderr, flush=True))
    for sentence in (*report.problems, *(f"Advice: {sentence}" for sentence in report.advice)):
        print(sentence)
    size = len(report.problems)
    held = f"What was asked holds: {', '.join(only)}." if only else "The course is in order."
    print(f"{size} to mend." if size else held)
    return 1 if size else 0


def write_ids() -> int:
    """Write an id into every option, item and pair that has none, and say where."""
    from .ids import write_ids as write

    try:
        written = write()
    except ContentError as error:
        print(error)
        return 1
    for place, number in written.items():
        print(f"{place}: {number} ids written")
    return 0


def refresh(paths: list[str], anew: bool = False) -> int:
    """Execute notebooks in place, all of them when none is named."""
    from .refresh import notebooks_folder
    from .refresh import refresh as run

    chosen = [Path(p) for p in paths] or sorted(notebooks_folder().rglob("*.ipynb"))
    chosen = [p for p in chosen if ".ipynb_checkpoints" not in p.parts]
    for path in chosen:
        if not path.is_file():
            print(f"{path}: there is no such notebook; correct the name.")
            return 1
    failures = run(chosen, anew)
    for sentence in failures:
        print(sentence)
    print(f"{len(chosen) - len(failures)} of {len(chosen)} notebooks refreshed.")
    return 1 if failures else 0


def new_question(kind: str, lesson_id: str, question_id: str) -> int:
    """Add a stub of a question to a lesson and say what to do next."""
    from .template import add_question

    try:
        path = add_question(kind, lesson_id, question_id)
    except ValueError as error:  # a ContentError is one
        print(error)
        return 1
    except OSError as error:
        print(f"The question could not be written ({error.strerror}); make the file writable.")
        return 1
    print(
        f"written: {path.parent.name}/{path.name}\nNow write the question, and name {question_id} "
        f"in the checks of its section or in the exit quiz, in lessons/{path.name}."
    )
    return 0


def _start(start: Callable[[str, str], list[Path]], what: str, name: str, title: str) -> bool:
    """Write the files of something new and name them; say why where they cannot be written."""
    try:
        paths = start(name, title)
    except ValueError as error:  # a ContentError is one
        print(error)
        return False
    except OSError as error:
        print(f"The {what} could not be written ({error.strerror}); make the folder writable.")
        return False
    for path in paths:
        print(f"written: {path.parent.name}/{path.name}")
    return True


def new(name: str, title: str) -> int:
    """Start a lesson and say what to do next."""
    from .template import as_yaml, start_lesson

    if not _start(start_lesson, "lesson", name, title):
        return 1
    print(
        "Now add this to the lessons of lessons_data/course.yaml, write, then check and refresh. "
        "In the middle of the course, let the command number follow:\n"
        f"- id: {name[3:]}\n  notebook: {name}\n  {as_yaml('title', title)}\n  minutes: 3"
    )
    return 0


def new_lab(lab_id: str, title: str) -> int:
    """Start a lab and say what to do next."""
    from .start_lab import start_lab

    if not _start(start_lab, "lab", lab_id, title):
        return 1
    print(
        f"Now write both, name the lab in a section of a lesson (labs: [{lab_id}]) and show it in "
        f'the notebook: lesson.lab("{lab_id}")'
    )
    return 0


def new_chart(chart_id: str, title: str) -> int:
    """Start a chart and say what to do next."""
    from .start_chart import start_chart

    if not _start(start_chart, "chart", chart_id, title):
        return 1
    print(
        f"Its numbers are invented. Write yours into figures/{chart_id}.csv, say in the .yaml file "
        f"where they come from, and run 'verify-figures --accept {chart_id}'. Then name the chart "
        f"in a section of a lesson (charts: [{chart_id}]) and call it in the notebook: "
        f'lesson.chart("{chart_id}")'
    )
    return 0


def verify_figures(accepted: list[str]) -> int:
    """Say which tables are not as they were verified, or note that some have been verified."""
    from datetime import date

    from helpers.content import course_root, load_figure

    from .verified import accept, unverified

    root = course_root()
    try:
        for figure_id in accepted:
            accept(root, figure_id, date.today())
            print(f"noted: figures/{figure_id}.csv is as it should be, by {date.today()}")
        names = sorted(path.stem for path in (root / "figures").glob("*.csv"))
        figures = [load_figure(name, root) for name in names]
    except ContentError as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{error.filename} could not be written ({error.strerror}); make it writable.")
        return 1
    changed = list(unverified(root, figures))
    for name, state, info in changed:
        print(
            f"figures/{name}.csv: {state}. Hold every value against {info.source.title} "
            f"({info.source.url}), then run: verify-figures --accept {name}"
        )
    size = len(changed)
    print(f"{size} of {len(figures)} tables to verify." if size else "All tables are verified.")
    return 1 if size else 0


def number() -> int:
    """Give the notebooks the numbers of their places in the course."""
    from .numbering import number_notebooks

    try:
        renamed, mentions = number_notebooks()
    except ValueError as error:  # a ContentError is one
        print(error)
        return 1
    except OSError as error:
        print(f"{error.filename} could not be written ({error.strerror}); make it writable.")
        return 1
    for old, new in renamed.items():
        print(f"{old}.ipynb is now {new}.ipynb")
    if not renamed:
        print("All notebooks have the numbers of their places.")
        return 0
    print("Links and course.yaml follow. Now refresh all notebooks.")
    if mentions:
        print("These lines name a lesson by a number that has changed; correct them by hand:")
        print(*mentions, sep="\n")
    return 0


def answers(path: str) -> int:
    """Write every question of the course with its reasons as one page to print; never over one."""
    from helpers.quiz.paper import answer_key_html

    try:
        lessons = [(e.label, load_questions(e.id)) for e in load_course().lessons]
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(answer_key_html(lessons))
    except FileExistsError:
        print(f"{path} is there already; name another file or delete it first.")
        return 1
    except OSError as error:
        print(f"{path} could not be written ({error.strerror}); name another place.")
        return 1
    except ContentError as error:
        print(error)
        return 1
    print(f"written: {path}, {sum(len(asked) for _, asked in lessons)} questions")
    return 0


def key_sheet(lesson_id: str) -> int:
    """Print a lesson's questions without their keys, to be answered blind."""
    from .key_sheet import key_sheet as sheet

    try:
        print(sheet(lesson_id))
    except ContentError as error:
        print(error)
        return 1
    return 0


def paper(folder: str, large: bool = False, plain: bool = False) -> int:
    """Write every lesson and group exercise to print, and the answers apart."""
    from .paper import ANSWERS, write_paper

    try:
        written = write_paper(Path(folder), large, plain)
    except FileExistsError as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{folder} could not be written ({error.strerror}); name another place.")
        return 1
    except ContentError as error:
        print(error)
        return 1
    print(f"written: {len(written)} pages in {folder}; keep {folder}/{ANSWERS} to yourself.")
    return 0


def slides(folder: str, names: list[str]) -> int:
    """Write lessons or plans as slides, a file each."""
    from .deck import write_decks

    try:
        written = write_decks(Path(folder).expanduser(), names)
    except FileExistsError as error:
        print(f"{error.filename} is there already; name another folder or delete it first.")
        return 1
    except OSError as error:
        print(f"{folder} could not be written ({error.strerror}); name another place.")
        return 1
    except ValueError as error:  # a ContentError is one
        print(error)
        return 1
    print(*(f"written: {path}" for path in written), sep="\n")
    print(
        "Open a deck in a browser; it needs no network. Key S shows the notes, F fills the screen."
    )
    return 0


def site(folder: str, live: bool, drawing: str, base: str) -> int:
    """Write the course as a static site, one line a step."""
    from .site import build_site

    try:
        build_site(Path(folder), live=live, drawing=drawing, base=base, tell=print)
    except (FileExistsError, ValueError) as error:  # ContentError and BuildError are ValueErrors
        print(error)
        return 1
    except OSError as error:
        print(f"{folder} could not be written ({error.strerror}); name another place.")
        return 1
    if live:
        print(f"Put {folder} on a web server (https, or localhost), then open its index.html.")
    else:
        print(f"Open {folder}/index.html, or put the folder on any web server.")
    return 0


def export(folder: str, kind: str, lessons: list[str], terms: bool) -> int:
    """Write the bank, a lesson or the terms for another program, and print what became of it."""
    from .lms import export as write
    from .lms.writing import genanki_is_missing

    try:
        file, report = write(Path(folder).expanduser(), kind, lessons, terms)
    except ModuleNotFoundError as error:
        if error.name != "genanki":
            raise
        print(genanki_is_missing())
        return 1
    except (FileExistsError, ContentError) as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{folder} could not be written ({error.strerror}); name another place.")
        return 1
    print(report.read_text("utf-8"))
    print(f"written: {file} and {report}")
    return 0


def exam(chosen: argparse.Namespace) -> int:
    """Write an exam in several forms, and apart from them its key; print where."""
    from .exam.bank import bank_folder, read_bank
    from .exam.drawing import size_of
    from .exam.writing import MARKING, PLATFORMS, Draw, write_exam

    if chosen.new:
        return _new_bank(chosen.new)
    names = [name.strip().upper() for name in chosen.forms.split(",")]
    if not all(re.fullmatch(r"[A-Z]", name) for name in names) or len(set(names)) < len(names):
        print(f"--forms {chosen.forms}: name different letters, such as A,B.")
        return 1
    if chosen.questions is not None and chosen.questions < 1:
        print(f"--questions {chosen.questions}: ask for one or more.")
        return 1
    if not chosen.to:
        print("Name a new folder for the exam: --to FOLDER. Or begin with --new FOLDER.")
        return 1
    folder = Path(chosen.to).expanduser()
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(1, 10000)
    title = chosen.title or f"{load_course().title} Exam"
    try:
        bank = read_bank(bank_folder(chosen.bank))
        draw = Draw(chosen.questions or size_of(bank), names, seed)
        made = write_exam(bank, draw, folder, title, chosen.large, chosen.plain)
    except (ContentError, FileExistsError) as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{chosen.to} could not be written ({error.strerror}); name another place.")
        return 1
    print(f"{draw.size} of {len(bank.questions)} questions, {made.points} points, seed {seed}.")
    print(*(f"written: {path}" for path in made.files), sep="\n")
    print(
        f"Open the pages of {folder} in a browser, print them and hand them out. Keep "
        f"{folder / MARKING} to yourself; {PLATFORMS} in it tells how to use Moodle or Canvas."
    )
    for sentence in (*bank.notes, *made.open_keys()):
        print(sentence)
    return 0


def _new_bank(folder: str) -> int:
    from .exam.writing import IDEAS, write_new_bank

    try:
        mine, size = write_new_bank(Path(folder).expanduser())
    except (ContentError, FileExistsError) as error:
        print(error)
        return 1
    except OSError as error:
        print(f"{folder} could not be written ({error.strerror}); name another place.")
        return 1
    print(f"written: {mine}, with an example of each kind. Open it and write your questions there.")
    print(f"written: {mine.parent / IDEAS}, {size} questions of the course to change and use.")
    print(f"Then give this command again, with --bank {folder} --to MY_EXAM in place of --new.")
    return 0


def exam_results(chosen: argparse.Namespace) -> int:
    """Print the results of an exam, and write them as a page if one is named; never over one."""
    from helpers.record.csv_export import ENCODING

    from .exam.bank import read_bank
    from .exam.paper import card_page
    from .exam.results import exam_results as results
    from .exam.results import points_table, read_answers, read_exam
    from .exam.writing import ANSWERS, EXAM, MARKING

    path = Path(chosen.answers).expanduser()
    if path.is_dir():
        path = path / ANSWERS if (path / ANSWERS).exists() else path / MARKING / ANSWERS
    beside = Path(chosen.exam).expanduser() if chosen.exam else path.with_name(EXAM)
    bank = Path(chosen.bank).expanduser() if chosen.bank else None
    try:
        exam = read_exam(beside, read_bank(bank) if bank else None)
        sittings = read_answers(path, exam)
        found = results(sittings, exam)
        print(found.text)
        if chosen.to:
            is_table = chosen.to.lower().endswith(".csv")
            page = card_page(f"Results: {exam.file.title}", found)
            text = points_table(sittings, exam) if is_table else page
            encoding = ENCODING if is_table else "utf-8"
            with open(chosen.to, "x", encoding=encoding, newline="") as file:
                file.write(text)
            print(f"written: {chosen.to}")
    except ContentError as error:
        print(error)
        return 1
    except FileExistsError:
        print(f"{chosen.to} is there already; name another file or delete it first.")
        return 1
    except OSError as error:
        print(f"{chosen.to} could not be written ({error.strerror}); name another place.")
        return 1
    return 0


def _for_reading(command: argparse.ArgumentParser) -> None:
    """The ways in which paper can be made easier to read."""
    command.add_argument("--large", action="store_true", help="in large print (16 points)")
    command.add_argument(
        "--plain", action="store_true", help="plain font, wide spacing, no italics"
    )


def main(argv: list[str] | None = None) -> int:
    """Run one of the authors' commands."""
    parser = argparse.ArgumentParser(prog="python -m helpers.authoring", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    one = commands.add_parser("check", help="hold the course against every rule, print each fault")
    one.add_argument("--only", action="append", default=[], choices=list(SUBJECTS))
    one.add_argument("--write-ids", action="store_true", help="first give ids to all entries")
    one = commands.add_parser("refresh", help="execute notebooks and leave them ready to commit")
    one.add_argument("notebooks", nargs="*", help="all of them when none is named")
    one.add_argument(
        "--pictures",
        action="store_true",
        help="take pictures anew, too, where only the look changed",
    )
    one = commands.add_parser(
        "new", help="start a lesson, a chart, a lab or a question from a template"
    )
    one.add_argument(
        "name", help="16_my_lesson (number and id); id of a chart or lab; a question's lesson"
    )
    one.add_argument(
        "title", help="of the lesson; what the chart shows; of the lab; the id of the question"
    )
    kinds = one.add_mutually_exclusive_group()
    kinds.add_argument("--chart", action="store_true", help="start a chart")
    kinds.add_argument("--lab", action="store_true", help="start a lab")
    kinds.add_argument("--question", metavar="TYPE", choices=list(TYPES), help=", ".join(TYPES))
    one = commands.add_parser("verify-figures", help="say which tables changed since their check")
    one.add_argument("--accept", action="append", default=[], metavar="ID", help="it is verified")
    commands.add_parser("number", help="number the notebooks by their order in course.yaml")
    one = commands.add_parser("answers", help="write the answer key with all reasons, to print")
    one.add_argument("file", nargs="?", default="answers.html", help="answers.html if not named")
    one = commands.add_parser(
        "key-sheet", help="print a lesson's questions without keys, for second_keys.yaml"
    )
    one.add_argument("lesson", help="its id, such as where_the_roles_overlap")
    one = commands.add_parser("paper", help="write lessons and exercises to print, answers apart")
    one.add_argument("--to", default="hand-outs", help="a new folder; hand-outs if not named")
    _for_reading(one)
    one = commands.add_parser("slides", help="write lessons or plans as slides, a file each")
    one.add_argument("names", nargs="*", help="ids of lessons or plans; all when none is named")
    one.add_argument("--to", default="slides", help="a folder; slides if not named")
    one = commands.add_parser(
        "site", help="write the course as a web site: pages to read, live lessons"
    )
    one.add_argument("--to", default="site", help="a new folder; site if not named")
    one.add_argument("--reading", action="store_true", help="pages to read alone, no live lessons")
    one.add_argument(
        "--drawing",
        default="none",
        metavar="cdn|FOLDER|none",
        help="where live labs get matplotlib: Pyodide's CDN, a folder with its wheels, nowhere",
    )
    one.add_argument("--base", default="", metavar="URL", help="where the site is published")
    one = commands.add_parser(
        "export", help="write questions or terms for Moodle, Canvas (a Common Cartridge) or Anki"
    )
    one.add_argument("format", choices=["moodle", "cartridge", "anki"])
    one.add_argument("--to", required=True, metavar="FOLDER", help="where the file and report go")
    only = one.add_mutually_exclusive_group()
    only.add_argument(
        "--lesson",
        action="append",
        default=[],
        metavar="ID",
        help="this lesson, and again for another; else the whole bank",
    )
    only.add_argument("--terms", action="store_true", help="the fifty terms alone")
    one = commands.add_parser(
        "exam", help="make an exam in several forms from your own questions: paper, Moodle, key"
    )
    one.add_argument("--new", default="", metavar="FOLDER", help="begin: a file to write into")
    one.add_argument(
        "--bank",
        default="",
        metavar="FOLDER",
        help="your folder of questions; else that of COURSE_BANK, else the specimen of the course",
    )
    one.add_argument("--to", default="", metavar="FOLDER", help="a new folder for the exam")
    one.add_argument("--title", default="", help="what stands on top, such as 'Midterm, 3 May'")
    one.add_argument("--questions", type=int, metavar="N", help="else all there are, 30 at most")
    one.add_argument("--forms", default="A,B", metavar="A,B", help="letters of the forms")
    one.add_argument("--seed", type=int, help="the same number, the same exam; else a new one")
    _for_reading(one)
    one = commands.add_parser(
        "exam-results", help="mark the table that answers were typed into, describe each question"
    )
    one.add_argument("answers", help="the folder of the exam, or its answers.csv, filled in")
    one.add_argument("--exam", default="", metavar="FILE", help="exam.json; else that beside it")
    one.add_argument("--bank", default="", metavar="FOLDER", help="mark by its keys of today")
    one.add_argument(
        "--to", default="", metavar="FILE", help="also write a page (.html) or the points (.csv)"
    )
    chosen = parser.parse_args(argv if argv is not None else sys.argv[1:])
    if chosen.command == "refresh":
        return refresh(chosen.notebooks, chosen.pictures)
    if chosen.command == "new":
        if chosen.question:
            return new_question(chosen.question, chosen.name, chosen.title)
        start = new_chart if chosen.chart else new_lab if chosen.lab else new
        return start(chosen.name, chosen.title)
    if chosen.command == "verify-figures":
        return verify_figures(chosen.accept)
    if chosen.command == "number":
        return number()
    if chosen.command == "answers":
        return answers(chosen.file)
    if chosen.command == "key-sheet":
        return key_sheet(chosen.lesson)
    if chosen.command == "slides":
        return slides(chosen.to, chosen.names)
    if chosen.command == "paper":
        return paper(chosen.to, chosen.large, chosen.plain)
    if chosen.command == "site":
        return site(chosen.to, not chosen.reading, chosen.drawing, chosen.base)
    if chosen.command == "export":
        return export(chosen.to, chosen.format, chosen.lesson, chosen.terms)
    if chosen.command == "exam":
        return exam(chosen)
    if chosen.command == "exam-results":
        return exam_results(chosen)
    if chosen.write_ids and write_ids():
        return 1
    return check(chosen.only)
